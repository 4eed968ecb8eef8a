// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"

#include <string>
#include <string_view>

namespace catamaran::vm {

/// A disk image on the network, and what proves that it is the right one.
struct DownloadRequest {
    std::string url;
    std::string checksum;  ///< "sha256:<hex>", or a list of sums: a URL, or a name beside the image
    std::string signature; ///< of the list, detached: a URL or a name beside it; empty: not checked
    std::string keyring;   ///< OpenPGP keys that may have signed it
    std::string directory; ///< where images are kept
};

/// The sum of `name` in a list as sha256sum(1) writes it ("<hex>  name", "<hex> *name", BSD style); empty if
/// it is not there. Pure.
std::string sumFor(std::string_view list, std::string_view name);

/// Fetches it, or finds it again: the path of the whole, checked file. A broken transfer goes on where it
/// stopped, as long as the server still has the same file (If-Range). InvalidArgument without a checksum;
/// Corrupt when sum or signature are wrong, and nothing of it is kept then.
base::Result<std::string> obtainImage(const DownloadRequest &request, const base::OperationContext &context);

} // namespace catamaran::vm
