// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/spec/image/oci.h"

#include <string>
#include <string_view>
#include <vector>

namespace catamaran::engine::image {

/// os/architecture[/variant] as Go and the OCI image index name them.
struct Platform {
    std::string os = "linux";
    std::string architecture;
    std::string variant;
    /// "linux/arm64/v8"
    [[nodiscard]] std::string text() const;
    static Platform host();
    /// "linux/amd64", "arm64", "linux/arm/v7", with the usual other names (x86_64, aarch64). InvalidArgument.
    static base::Result<Platform> parse(std::string_view text);
};

/// Unsupported unless programs for `platform` (empty and "local": any) run on this machine. `what` is the
/// option's name, for the message.
base::Result<void> checkHostPlatform(const std::string &platform, const std::string &what);

/// The manifest of an index that fits best; null if none does. Attestations ("unknown/unknown") never fit.
const spec::Descriptor *choosePlatform(const std::vector<spec::Descriptor> &manifests,
                                       const Platform &wanted);

} // namespace catamaran::engine::image
