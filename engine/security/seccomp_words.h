// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <seccomp.h>
#include <string_view>

/// The words of seccomp profiles, docker's and OCI's alike (runtime-spec config-linux.md "Seccomp"). Pure.
namespace catamaran::engine::security {

/// SCMP_ACT_* of libseccomp; `value` is the errno of SCMP_ACT_ERRNO and the message of SCMP_ACT_TRACE.
/// Nothing for a word that is none, and for SCMP_ACT_NOTIFY, which needs a listener.
std::optional<std::uint32_t> seccompAction(std::string_view word, std::uint32_t value);
std::optional<scmp_compare> seccompComparison(std::string_view word);

} // namespace catamaran::engine::security
