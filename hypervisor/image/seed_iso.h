// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <map>
#include <string>

namespace catamaran::hv::image {

/// Writes an ISO 9660 image (Rock Ridge, Joliet) with these files in its root: what cloud-init's NoCloud
/// source looks for under the label "cidata". Replaces `path` atomically, mode 0600: it may hold secrets.
base::Result<void> writeSeedIso(const std::string &path, const std::map<std::string, std::string> &files,
                                const std::string &label = "cidata");

} // namespace catamaran::hv::image
