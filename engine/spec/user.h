// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace catamaran::engine::spec {

/// Who a process runs as, by number.
struct Identity {
    std::uint32_t uid = 0;
    std::uint32_t gid = 0;
    std::vector<std::uint32_t> groups; ///< supplementary
    std::string home = "/";
};

/// Resolves "user", "user:group", "uid", "uid:gid", ":group" or "" (root) against the texts of the image's
/// /etc/passwd and /etc/group, as docker does: a number needs no entry, a name does. `groupAdd` are names or
/// numbers of further groups (--group-add). Pure. InvalidArgument "unable to find user x: no matching entries
/// in passwd file".
base::Result<Identity> resolveUser(std::string_view user, std::string_view passwd, std::string_view group,
                                   const std::vector<std::string> &groupAdd = {});

} // namespace catamaran::engine::spec
