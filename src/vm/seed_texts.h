// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <string>
#include <vector>

namespace catamaran::vm {

/// What a full VM shall be at its first boot.
struct SeedRequest {
    std::string instanceId; ///< cloud-init works again when it changes
    std::string hostname;
    std::string user; ///< made with sudo and the keys; empty: the image's default user gets the keys
    std::vector<std::string> keys; ///< lines of authorized_keys
    std::vector<std::string> packages;
    std::string userData; ///< of --cloud-init; empty: none. What it says wins over the members above.
    std::string userDataFile;
    bool growRoot = true;
    /// Version 2 network configuration; empty: cloud-init's own (DHCP on the first interface).
    std::string networkConfig;
};

/// The files of a NoCloud seed.
struct SeedTexts {
    std::string metaData;
    std::string userData;
    std::string vendorData; ///< empty: none
    std::string networkConfig;
};

/// A person's #cloud-config is merged with what was asked for by flags (lists are joined, single values of
/// the document win); user-data of another kind is passed on as it is, and ours goes into vendor-data.
/// Everything that is written has passed checkUserData(). Pure.
base::Result<SeedTexts> makeSeedTexts(const SeedRequest &request);

} // namespace catamaran::vm
