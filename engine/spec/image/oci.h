// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace catamaran::engine::spec {

inline constexpr std::string_view kMediaTypeManifest = "application/vnd.oci.image.manifest.v1+json";
inline constexpr std::string_view kMediaTypeIndex = "application/vnd.oci.image.index.v1+json";
inline constexpr std::string_view kMediaTypeConfig = "application/vnd.oci.image.config.v1+json";
inline constexpr std::string_view kMediaTypeLayerTar = "application/vnd.oci.image.layer.v1.tar";
inline constexpr std::string_view kMediaTypeLayerGzip = "application/vnd.oci.image.layer.v1.tar+gzip";
inline constexpr std::string_view kMediaTypeLayerZstd = "application/vnd.oci.image.layer.v1.tar+zstd";
inline constexpr std::string_view kAnnotationRefName = "org.opencontainers.image.ref.name";

/// OCI image-spec descriptor.md, platform included (index entries).
struct Descriptor {
    std::string mediaType;
    std::string digest; ///< "sha256:..."
    std::int64_t size = 0;
    std::map<std::string, std::string> annotations;
    std::string architecture; ///< platform; empty: none
    std::string os;
    std::string variant;
    auto operator<=>(const Descriptor &) const = default;
};

/// OCI image manifest; docker's schema 2 media types are accepted when read.
struct Manifest {
    std::string mediaType = std::string(kMediaTypeManifest);
    Descriptor config;
    std::vector<Descriptor> layers;
    std::map<std::string, std::string> annotations;

    /// Errc::Corrupt names the key that is wrong.
    static base::Result<Manifest> fromJson(std::string_view json);
    /// Keys in a fixed order, so that equal manifests have equal digests.
    [[nodiscard]] std::string toJson() const;
};

/// OCI image index (also the index.json of a layout).
struct Index {
    std::vector<Descriptor> manifests;
    std::map<std::string, std::string> annotations;

    static base::Result<Index> fromJson(std::string_view json);
    [[nodiscard]] std::string toJson() const;
};

/// Chain id of a stack of layers (OCI config.md): diff_id of the first, then sha256("<chain> <diff>").
/// `parent` is empty for the first layer.
std::string chainId(std::string_view parent, std::string_view diffId);

} // namespace catamaran::engine::spec
