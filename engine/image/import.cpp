// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "engine/image/local_image_service.h"
#include "engine/image/platform.h"
#include "engine/image/reference.h"
#include "engine/image/unpack.h"
#include "engine/image/unpack_limits.h"
#include "engine/registry/http.h"

#include <memory>
#include <unistd.h>

namespace catamaran::engine::image {

using base::Errc;
using base::Result;

namespace {

bool isAddress(const std::string &text)
{
    return text.starts_with("http://") || text.starts_with("https://");
}

/// Brings what an address names into a file of its own. The file goes with the returned lock's owner.
Result<void> download(const std::string &url, const store::Staged &file,
                      const base::OperationContext &context)
{
    registry::HttpClient client{registry::Transport{}};
    const UnpackLimits limits = UnpackLimits::of(file.path);
    std::int64_t done = 0;
    registry::HttpRequest request;
    request.url = url;
    request.onBody = [&](int, std::string_view data) -> Result<void> {
        CATAMARAN_CHECK(limits.check(done, static_cast<std::int64_t>(data.size()), 0, url));
        for (std::string_view rest = data; !rest.empty();) {
            const ssize_t n = ::write(file.lock.get(), rest.data(), rest.size());
            if (n < 0 && errno != EINTR)
                return base::failErrno("write " + file.path);
            rest.remove_prefix(n > 0 ? static_cast<std::size_t>(n) : 0);
        }
        done += static_cast<std::int64_t>(data.size());
        context.report("Downloading " + url, done, 0, "bytes");
        return {};
    };
    CATAMARAN_TRY(const registry::HttpResponse response, client.perform(request, context));
    if (response.status / 100 != 2)
        return base::fail(
            base::Error(Errc::NotFound, url + " answers with status " + std::to_string(response.status))
                .withFix("Give the address of a tar archive."));
    return {};
}

} // namespace

Result<std::string> LocalImageService::importRootFilesystem(const std::string &archive,
                                                            const std::string &tag,
                                                            const base::OperationContext &context)
{
    ImportRequest request;
    request.archive = archive;
    request.tag = tag;
    return importImage(request, context);
}

Result<std::string> LocalImageService::importImage(const ImportRequest &request,
                                                   const base::OperationContext &context)
{
    std::vector<std::string> tags;
    if (!request.tag.empty()) {
        CATAMARAN_TRY(const Reference reference, Reference::parse(request.tag));
        if (!reference.digest.empty())
            return base::fail(Errc::InvalidArgument, "cannot import digest reference");
        tags.push_back(reference.normalized());
    }
    Platform platform = Platform::host();
    if (!request.platform.empty()) {
        CATAMARAN_TRY(platform, Platform::parse(request.platform));
        if (platform.os != "linux")
            return base::fail(Errc::Unsupported, "operating system is not supported: " + platform.os);
    }
    spec::ImageConfig config;
    config.os = platform.os;
    config.architecture = platform.architecture;
    config.variant = platform.variant;
    if (request.adjust) // a change that is wrong is told before the archive is read
        CATAMARAN_CHECK(request.adjust(config));
    // Until the image is in the database nothing refers to its blobs: keep the collector away.
    CATAMARAN_TRY(const store::FileLock content, m_store->useContent());
    std::string archive = request.archive;
    store::Staged downloaded;
    const auto forget = [](const store::Staged *file) {
        if (!file->path.empty())
            ::unlink(file->path.c_str());
    };
    const std::unique_ptr<store::Staged, decltype(forget)> removal(&downloaded, forget);
    if (isAddress(archive)) {
        CATAMARAN_TRY(downloaded, store::makeStagedFile(m_store->blobs().directory() + "/ingest"));
        CATAMARAN_CHECK(download(archive, downloaded, context));
        archive = downloaded.path;
    }
    CATAMARAN_TRY(StagedLayer staged, m_store->stage());
    const auto unpacked = unpackTar(archive, staged.fs(), Whiteouts::ToOverlay, context);
    if (!unpacked)
        return base::fail(base::Error(unpacked.error())
                              .withContext("import " + request.archive)
                              .withFix("Give a tar archive of a root file system, plain or compressed."));
    const std::string now = base::rfc3339(base::WallClock::now());
    CATAMARAN_TRY(Layer layer, m_store->commit(std::move(staged), {}, now, context));
    config.created = now;
    config.diffIds = {layer.diffId};
    config.history = {
        {now,
         {},
         !request.message.empty()
             ? request.message
             : "Imported from " + (request.archive == "/dev/stdin" ? std::string("-") : request.archive),
         false}};
    CATAMARAN_CHECK(m_store->settle({layer}));
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
