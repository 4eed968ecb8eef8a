// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "engine/image/local_image_service.h"
#include "engine/image/platform.h"
#include "engine/image/reference.h"
#include "engine/image/unpack.h"

namespace catamaran::engine::image {

using base::Errc;
using base::Result;

Result<std::string> LocalImageService::importRootFilesystem(const std::string &archive,
                                                            const std::string &tag,
                                                            const base::OperationContext &context)
{
    std::vector<std::string> tags;
    if (!tag.empty()) {
        CATAMARAN_TRY(const Reference reference, Reference::parse(tag));
        if (!reference.digest.empty())
            return base::fail(Errc::InvalidArgument, "cannot import digest reference");
        tags.push_back(reference.normalized());
    }
    // Until the image is in the database nothing refers to its blobs: keep the collector away.
    CATAMARAN_TRY(const store::FileLock content, m_store->useContent());
    CATAMARAN_TRY(StagedLayer staged, m_store->stage());
    const auto unpacked = unpackTar(archive, staged.fs(), Whiteouts::ToOverlay, context);
    if (!unpacked)
        return base::fail(base::Error(unpacked.error())
                              .withContext("import " + archive)
                              .withFix("Give a tar archive of a root file system, plain or compressed."));
    const std::string now = base::rfc3339(base::WallClock::now());
    CATAMARAN_TRY(Layer layer, m_store->commit(std::move(staged), {}, now, context));
    spec::ImageConfig config;
    config.architecture = Platform::host().architecture;
    config.created = now;
    config.diffIds = {layer.diffId};
    config.history = {{now, {}, "Imported from " + (archive == "/dev/stdin" ? "-" : archive), false}};
    CATAMARAN_TRY(const LayerStore::PutImage put, m_store->putImage(config, {layer}, tags));
    return put.id;
}

Result<std::vector<ImageService::Step>> LocalImageService::history(const std::string &reference)
{
    CATAMARAN_TRY(const Found found, find(reference));
    CATAMARAN_TRY(const spec::ImageConfig config, m_store->config(found.id));
    CATAMARAN_TRY(const std::vector<Layer> layers, m_store->layersOf(found.id));
    std::vector<Step> steps;
    std::size_t layer = 0;
    for (const spec::History &entry : config.history) {
        Step step{entry.created, entry.createdBy, entry.comment, 0};
        if (!entry.emptyLayer && layer < layers.size())
            step.sizeBytes = layers[layer++].unpackedSize;
        steps.insert(steps.begin(), std::move(step));
    }
    // An image may have layers that its history does not mention.
    for (; layer < layers.size(); ++layer)
        steps.insert(steps.begin(), Step{layers[layer].created, {}, "<missing>", layers[layer].unpackedSize});
    return steps;
}

} // namespace catamaran::engine::image
