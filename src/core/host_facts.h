// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/core/workload.h"

#include <string>
#include <string_view>

namespace catamaran::core {

/// PRETTY_NAME of an os-release text (os-release(5)), without its quotes; empty if it has none. Pure.
std::string prettyName(std::string_view osRelease);
/// First "model name" of /proc/cpuinfo; empty where the processor has none. Pure.
std::string cpuModelName(std::string_view cpuInfo);
/// MemTotal of /proc/meminfo in bytes; 0 if missing. Pure.
std::int64_t totalMemory(std::string_view memInfo);
/// The "1.2" or "1.2.3" that follows `word` and a blank in a text; empty if there is none. Pure.
std::string versionAfter(std::string_view text, std::string_view word);

/// What /etc, /proc and uname say; the members about VMs stay empty.
HostFacts readHostFacts();

} // namespace catamaran::core
