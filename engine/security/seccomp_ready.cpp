// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/security/seccomp_ready.h"

#include <iterator>

namespace catamaran::engine::security {

namespace {

// kReadyCapabilities, and kReadyProgram as bytes; written by make_seccomp_ready at build time.
#include "seccomp_ready.inc"

} // namespace

std::string_view readySeccompProgram(std::uint64_t capabilities)
{
    if (capabilities != kReadyCapabilities)
        return {};
    // The last byte is there so that the array is never empty.
    return {reinterpret_cast<const char *>(kReadyProgram), std::size(kReadyProgram) - 1};
}

} // namespace catamaran::engine::security
