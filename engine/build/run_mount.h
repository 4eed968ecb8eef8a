// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/bytes.h"
#include "engine/base/result.h"

#include <optional>
#include <string>

namespace catamaran::engine::build {

/// One `RUN --mount=...` (docker's reference, "RUN --mount"). Values are as written, or expanded when the
/// text was.
struct RunMount {
    enum class Kind { Bind, Cache, Tmpfs, Secret, Ssh };
    enum class Sharing { Shared, Private, Locked };

    Kind kind = Kind::Bind;
    std::string target;
    std::string source; ///< Bind, Cache: path in `from`
    std::string from;   ///< stage, image or context; empty: the build context (Bind), nothing (Cache)
    std::string id;     ///< Cache, Secret, Ssh
    bool readOnly = true;
    bool required = false;           ///< Secret, Ssh
    std::string environment;         ///< Secret: variable that gets it
    bool hasTarget = false;          ///< whether a target was written
    std::optional<base::Bytes> size; ///< Tmpfs
    std::optional<unsigned> mode;
    std::optional<std::uint32_t> uid;
    std::optional<std::uint32_t> gid;
    Sharing sharing = Sharing::Shared;

    /// Parse error with BuildKit's words. Fields that hold a "$" stay unchecked.
    static base::Result<RunMount> parse(const std::string &text);
};

} // namespace catamaran::engine::build
