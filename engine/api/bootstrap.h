// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "engine/image/image_service.h"

#include <string>
#include <vector>

namespace catamaran::engine {

/// A base image from the distribution's own packages, for machines without a registry.
struct BootstrapRequest {
    std::string kind; ///< "debian" or "busybox"
    std::string tag;  ///< empty: "debian:SUITE", "busybox:latest"
    // debian
    std::string suite;                 ///< empty: the host's own, or stable
    std::string mirror;                ///< empty: as the host's apt is set up
    std::string variant = "minbase";   ///< of mmdebstrap
    std::vector<std::string> packages; ///< besides
};

struct BootstrapResult {
    std::string id;
    std::string tag;
};

/// debian: mmdebstrap. busybox: the installed static busybox, else that of the package busybox-static, which
/// apt-get downloads (nothing is installed). Work files lie in a staging directory of the store.
/// NotFound when the tool is missing, InvalidArgument for other kinds. Blocks; the programs are not
/// interrupted by `context`, which is asked between them.
base::Result<BootstrapResult> bootstrapImage(image::ImageService &images, const BootstrapRequest &request,
                                             const base::OperationContext &context);

} // namespace catamaran::engine
