// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"

#include <string>
#include <string_view>
#include <vector>

namespace catamaran::core {

inline constexpr const char *kDemoImage = "localhost/demo:latest";

/// Whether these bytes are an ELF program that needs no loader (no PT_INTERP; elf(5)). Pure.
bool isStaticElf(std::string_view bytes);

/// Path of a static busybox of this host; NotFound with the package to install.
base::Result<std::string> findStaticBusybox(const std::vector<std::string> &candidates);

/// Directory of the demo's Dockerfile and pages: CATAMARAN_RESOURCES, installed, or in the source tree.
base::Result<std::string> findDemoSources();

/// Builds `localhost/demo:latest` through the engine's Dockerfile path, unless an image made from the same
/// files is there. Returns the image id. The context directory is temporary and always removed.
base::Result<std::string> prepareDemoImage(engine::Engine &engine, const std::string &sources,
                                           const std::string &busybox, const base::OperationContext &context);

} // namespace catamaran::core
