// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"

#include <functional>
#include <optional>
#include <string>

namespace catamaran::engine::build {

/// Whether an ADD source or a context is fetched rather than found: http(s), git or ssh.
bool isRemoteSource(const std::string &text);

/// A git address as docker writes it: "https://host/repo.git#ref:directory", "git@host:repo.git".
struct GitAddress {
    std::string remote;
    std::string ref;          ///< branch, tag or commit; empty: the remote's HEAD
    std::string subdirectory; ///< of the checkout

    /// nullopt: not a git address.
    static std::optional<GitAddress> parse(const std::string &text);
};

using SayLine = std::function<void(std::string_view)>;

/// Makes a checkout in an empty directory by the user's `git` program, which is told never to ask. Returns
/// the commit. `keepDirectory` leaves .git there. Unsupported where there is no git.
base::Result<std::string> fetchGit(const GitAddress &address, const std::string &directory,
                                   bool keepDirectory, const SayLine &say,
                                   const base::OperationContext &context);

/// What an address gave.
struct Download {
    std::string path;   ///< of the file, named as the address names it
    std::string digest; ///< "sha256:..."
};
/// GET into `directory`, with the server's Last-Modified as its time and mode 0600. Corrupt when `checksum`
/// ("sha256:...", may be empty) is another one.
base::Result<Download> fetchFile(const std::string &url, const std::string &directory,
                                 const std::string &checksum, const SayLine &say,
                                 const base::OperationContext &context);

} // namespace catamaran::engine::build
