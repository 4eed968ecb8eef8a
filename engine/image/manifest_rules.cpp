// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/manifest_rules.h"

#include "engine/base/digest.h"

namespace catamaran::engine::image {

using base::Errc;
using base::Result;

bool isIndexType(std::string_view type)
{
    return type == spec::kMediaTypeIndex ||
           type == "application/vnd.docker.distribution.manifest.list.v2+json";
}

bool isManifestType(std::string_view type)
{
    return type == spec::kMediaTypeManifest || type == "application/vnd.docker.distribution.manifest.v2+json";
}

bool isConfigType(std::string_view type)
{
    return type == spec::kMediaTypeConfig || type == "application/vnd.docker.container.image.v1+json";
}

Result<void> checkLayerType(const spec::Descriptor &layer)
{
    const std::string &type = layer.mediaType;
    if (type.find("nondistributable") != std::string::npos || type.find("foreign") != std::string::npos)
        return base::fail(
            base::Error(Errc::Unsupported, "layer " + layer.digest +
                                               " is a foreign one, which its licence keeps out of "
                                               "registries (" +
                                               type + ")")
                .withFix("Such images are for Windows; take one for linux."));
    for (const std::string_view known :
         {std::string_view("application/vnd.docker.image.rootfs.diff.tar.gzip"),
          std::string_view("application/vnd.docker.image.rootfs.diff.tar"),
          std::string_view("application/vnd.docker.image.rootfs.diff.tar.zstd"), spec::kMediaTypeLayerTar,
          spec::kMediaTypeLayerGzip, spec::kMediaTypeLayerZstd}) {
        if (type == known)
            return {};
    }
    return base::fail(Errc::Unsupported, "layer " + layer.digest + " is of an unknown media type: " + type);
}

Result<void> checkIsImage(const spec::Manifest &manifest)
{
    if (isConfigType(manifest.config.mediaType))
        return {};
    return base::fail(base::Error(Errc::Unsupported,
                                  "this is no image but an artifact of type " + manifest.config.mediaType)
                          .withFix("Fetch artifacts with a program that knows their type."));
}

Result<std::vector<Layer>> planLayers(const spec::Manifest &manifest, const spec::ImageConfig &config)
{
    if (config.diffIds.size() != manifest.layers.size())
        return base::fail(Errc::Corrupt, "the image has " + std::to_string(manifest.layers.size()) +
                                             " layers, its configuration names " +
                                             std::to_string(config.diffIds.size()));
    std::vector<Layer> layers;
    std::string chain;
    for (std::size_t i = 0; i < manifest.layers.size(); ++i) {
        const spec::Descriptor &descriptor = manifest.layers[i];
        CATAMARAN_CHECK(checkLayerType(descriptor));
        if (!base::isSha256Digest(config.diffIds[i]))
            return base::fail(Errc::Corrupt, "diff id \"" + config.diffIds[i] + "\" is not a sha256 digest");
        chain = spec::chainId(chain, config.diffIds[i]);
        Layer layer;
        layer.chainId = chain;
        layer.diffId = config.diffIds[i];
        layer.blob = descriptor.digest;
        layer.mediaType = descriptor.mediaType;
        layer.blobSize = descriptor.size;
        layer.created = config.created;
        layers.push_back(std::move(layer));
    }
    return layers;
}

} // namespace catamaran::engine::image
