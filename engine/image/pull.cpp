// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "engine/image/artifact.h"
#include "engine/image/blob_download.h"
#include "engine/image/local_image_service.h"
#include "engine/image/manifest_rules.h"
#include "engine/image/platform.h"
#include "engine/image/reference.h"
#include "engine/image/unpack.h"

#include <algorithm>
#include <atomic>
#include <thread>

namespace catamaran::engine::image {

using base::Errc;
using base::OperationContext;
using base::Result;
using registry::RawManifest;
using registry::RegistryClient;
using Phase = TransferEvent::Phase;

namespace {

constexpr std::size_t kParallelLayers = 3; // as docker
constexpr std::int64_t kMaximumConfig = 16LL << 20;

/// Keeps a small blob in memory.
class TextSink final : public registry::BlobSink {
public:
    Result<void> begin(std::int64_t offset) override
    {
        m_text.resize(static_cast<std::size_t>(offset));
        return {};
    }
    Result<void> data(std::string_view bytes) override
    {
        if (position() + static_cast<std::int64_t>(bytes.size()) > kMaximumConfig)
            return base::fail(Errc::Corrupt, "an image configuration of more than 16 MiB");
        m_text.append(bytes);
        return {};
    }
    [[nodiscard]] std::int64_t position() const override { return static_cast<std::int64_t>(m_text.size()); }
    [[nodiscard]] const std::string &text() const { return m_text; }

private:
    std::string m_text;
};

class PullJob {
public:
    PullJob(LayerStore &store, Reference reference, Platform platform, const TransferListener &listener,
            const OperationContext &context)
        : m_store(store), m_reference(std::move(reference)), m_platform(std::move(platform)),
          m_listener(listener), m_context(context)
    {
    }

    Result<PullResult> run();

private:
    struct Work {
        spec::Descriptor descriptor;
        Layer layer; ///< without a chain id: kept as a blob, not unpacked
    };

    void tell(TransferEvent event) const
    {
        if (!m_listener)
            return;
        const std::scoped_lock lock(m_listening);
        m_listener(event);
    }
    OperationContext retryContext(const std::string &layer) const
    {
        return {m_stop.get_token(), [this, layer](const base::Progress &progress) {
                    tell({Phase::Retrying, layer, 0, 0, progress.step});
                }};
    }
    Result<RawManifest> findManifest();
    Result<std::string> fetchConfig(const spec::Descriptor &descriptor);
    Result<std::string> fetchArtifact(const Artifact &artifact);
    Result<void> fetchLayers(std::vector<Work> &work);
    Result<void> fetchLayer(Work &work);
    Result<void> download(Work &work, bool &resumed);
    Result<std::int64_t> unpackWhileLoading(BlobDownload &download, const Layer &layer);

    LayerStore &m_store;
    Reference m_reference;
    Platform m_platform;
    const TransferListener &m_listener;
    const OperationContext &m_context;
    std::unique_ptr<RegistryClient> m_client;
    std::stop_source m_stop; ///< of all layers
    mutable std::mutex m_listening;
};

Result<RawManifest> PullJob::findManifest()
{
    CATAMARAN_TRY(const registry::RegistrySettings settings, registry::RegistrySettings::load());
    const registry::RegistrySettings::Host host = settings.host(m_reference.domain);
    const std::string wanted = !m_reference.digest.empty() ? m_reference.digest
                               : m_reference.tag.empty()   ? "latest"
                                                           : m_reference.tag;
    for (const std::string &mirror : host.mirrors) {
        const std::size_t begin = mirror.find("://");
        std::string name = begin == std::string::npos ? mirror : mirror.substr(begin + 3);
        name = name.substr(0, name.find('/'));
        registry::RegistrySettings::Host how = settings.host(name);
        const std::string url = begin == std::string::npos ? "https://" + mirror : mirror;
        m_client = std::make_unique<RegistryClient>(RegistryClient::Address{m_reference.domain, url}, how,
                                                    registry::CredentialStore());
        tell({Phase::Resolving, {}, 0, 0, url});
        auto found = m_client->manifest(m_reference.path, wanted, retryContext({}));
        if (found || found.error().code() == Errc::Cancelled)
            return found;
        tell({Phase::Notice, {}, 0, 0, "mirror " + url + " does not help: " + found.error().message()});
    }
    m_client = std::make_unique<RegistryClient>(RegistryClient::Address{m_reference.domain, {}}, host,
                                                registry::CredentialStore());
    tell({Phase::Resolving, {}, 0, 0, m_reference.domain});
    return m_client->manifest(m_reference.path, wanted, retryContext({}));
}

Result<std::string> PullJob::fetchConfig(const spec::Descriptor &descriptor)
{
    if (m_store.blobs().has(descriptor.digest))
        return m_store.blobs().read(descriptor.digest);
    TextSink sink;
    CATAMARAN_CHECK(m_client->blob(m_reference.path, descriptor.digest, sink, retryContext({})));
    CATAMARAN_TRY(store::BlobWriter writer, m_store.blobs().create());
    CATAMARAN_CHECK(writer.write(sink.text()));
    CATAMARAN_CHECK(writer.commit(descriptor.digest));
    return sink.text();
}

Result<std::int64_t> PullJob::unpackWhileLoading(BlobDownload &download, const Layer &layer)
{
    CATAMARAN_TRY(StagedLayer staged, m_store.stage());
    const auto offset = std::make_shared<std::int64_t>(0);
    CATAMARAN_TRY(auto stream, DecompressingReader::open(
                                   [&download, offset, stop = m_stop.get_token()](
                                       char *buffer, std::size_t size) -> Result<std::size_t> {
                                       auto n = download.readAt(*offset, buffer, size, stop);
                                       if (n)
                                           *offset += static_cast<std::int64_t>(*n);
                                       return n;
                                   },
                                   "layer " + layer.blob));
    const OperationContext context{m_stop.get_token(), {}};
    CATAMARAN_TRY(const UnpackResult unpacked, unpackTar(std::move(stream), "layer " + layer.blob,
                                                         staged.fs(), Whiteouts::ToOverlay, context));
    if (unpacked.diffId != layer.diffId)
        return base::fail(base::Error(Errc::Corrupt, "layer " + layer.blob + " unpacks to " +
                                                         unpacked.diffId + ", its image says " + layer.diffId)
                              .withFix("Do not trust this image; nothing of it was kept."));
    // What the digest of the download says is known only now.
    char more = 0;
    CATAMARAN_TRY(const std::size_t rest, download.readAt(layer.blobSize, &more, 1, m_stop.get_token()));
    if (rest > 0 || download.restarted())
        return base::fail(Errc::Network, "the download began again");
    CATAMARAN_CHECK(m_store.publish(std::move(staged), layer.chainId));
    return unpacked.unpackedSize;
}

Result<void> PullJob::fetchLayer(Work &work)
{
    bool resumed = false;
    auto done = download(work, resumed);
    // The part of an earlier try may have been the damaged one: it is gone now, so ask for all of it, once.
    if (!done && resumed && done.error().code() == Errc::Corrupt)
        return download(work, resumed);
    return done;
}

Result<void> PullJob::download(Work &work, bool &resumed)
{
    Layer &layer = work.layer;
    const std::string &digest = layer.blob;
    const bool unpacked = layer.chainId.empty() || m_store.isUnpacked(layer.chainId);
    if (m_store.blobs().has(digest)) {
        tell({Phase::Exists, digest, layer.blobSize, layer.blobSize, {}});
        return unpacked ? Result<void>() : m_store.unpack(layer, m_context);
    }
    CATAMARAN_TRY(const auto blob, BlobDownload::open(m_store.blobs(), digest, work.descriptor.size));
    if (m_store.blobs().has(digest)) { // another pull brought it while we waited
        tell({Phase::Exists, digest, layer.blobSize, layer.blobSize, {}});
        return unpacked ? Result<void>() : m_store.unpack(layer, m_context);
    }
    resumed = blob->position() > 0;
    auto last = std::chrono::steady_clock::now();
    blob->onData = [&](std::int64_t done) {
        const auto now = std::chrono::steady_clock::now();
        if (now - last < std::chrono::milliseconds(50) && done < layer.blobSize)
            return;
        last = now;
        tell({Phase::Transferring, digest, done, layer.blobSize, {}});
    };
    Result<std::int64_t> size = std::int64_t(0);
    std::thread unpacker;
    if (!unpacked)
        unpacker = std::thread([&] { size = unpackWhileLoading(*blob, layer); });
    auto fetched = m_client->blob(m_reference.path, digest, *blob, retryContext(digest));
    if (fetched)
        fetched = blob->finish();
    if (!fetched)
        blob->fail(fetched.error());
    else
        tell({Phase::Extracting, digest, layer.blobSize, layer.blobSize, {}});
    if (unpacker.joinable())
        unpacker.join();
    CATAMARAN_CHECK(std::move(fetched));
    if (!size && size.error().code() == Errc::Network) { // the download began anew under the unpacker
        CATAMARAN_CHECK(m_store.unpack(layer, m_context));
    } else if (!size) {
        return base::fail(std::move(size).error());
    } else {
        layer.unpackedSize = *size;
    }
    tell({Phase::Complete, digest, layer.blobSize, layer.blobSize, {}});
    return {};
}

Result<void> PullJob::fetchLayers(std::vector<Work> &work)
{
    const std::stop_callback forward(m_context.stop, [this] { m_stop.request_stop(); });
    for (const Work &one : work)
        tell({Phase::Waiting, one.layer.blob, 0, one.layer.blobSize, {}});
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    std::optional<base::Error> error;
    const auto worker = [&] {
        for (std::size_t i = next++; i < work.size(); i = next++) {
            if (m_stop.stop_requested())
                return;
            auto done = fetchLayer(work[i]);
            if (done)
                continue;
            const std::scoped_lock lock(mutex);
            if (!error)
                error = std::move(done).error();
            m_stop.request_stop();
        }
    };
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 1; i < std::min(kParallelLayers, work.size()); ++i)
            threads.emplace_back(worker);
        worker();
    }
    if (error)
        return base::fail(std::move(*error));
    if (m_context.stopRequested())
        return base::fail(Errc::Cancelled, "cancelled");
    return {};
}

/// Every blob of an artifact as it is. Returns its id.
Result<std::string> PullJob::fetchArtifact(const Artifact &artifact)
{
    CATAMARAN_TRY(const store::FileLock content, m_store.useContent());
    std::vector<spec::Descriptor> blobs = artifact.parsed.layers;
    blobs.push_back(artifact.parsed.config);
    std::vector<Work> work;
    for (const spec::Descriptor &blob : blobs) {
        const bool known = std::any_of(work.begin(), work.end(),
                                       [&](const Work &one) { return one.descriptor.digest == blob.digest; });
        if (known)
            continue;
        Layer layer;
        layer.blob = blob.digest;
        layer.blobSize = blob.size;
        work.push_back({blob, std::move(layer)});
    }
    CATAMARAN_CHECK(fetchLayers(work));
    CATAMARAN_TRY(const LayerStore::PutImage put, putArtifact(m_store, artifact));
    return put.id;
}

/// "99;w=21600" of "100;w=21600" (docker's registries) as "99 of 100 pulls left in 6 hours".
std::string shownLimit(const registry::RateLimit &limit)
{
    if (!limit.known())
        return {};
    const auto number = [](const std::string &text) { return text.substr(0, text.find(';')); };
    std::string out = number(limit.remaining);
    if (!number(limit.limit).empty())
        out += " of " + number(limit.limit);
    out += " pulls left";
    const std::size_t window = limit.limit.find(";w=");
    const long seconds = window == std::string::npos ? 0 : std::atol(limit.limit.c_str() + window + 3);
    return seconds > 0 ? out + " in " + base::humanDuration(std::chrono::seconds(seconds)) : out;
}

Result<PullResult> PullJob::run()
{
    const std::stop_callback forward(m_context.stop, [this] { m_stop.request_stop(); });
    CATAMARAN_TRY(RawManifest raw, findManifest());
    PullResult result;
    result.digest = raw.digest;
    result.reference = m_reference.normalized();
    result.registry = m_client->baseUrl();
    std::vector<std::pair<std::string, std::string>> digests = {{m_reference.name(), raw.digest}};
    if (isIndexType(raw.mediaType)) {
        CATAMARAN_TRY(const spec::Index index, spec::Index::fromJson(raw.bytes));
        const spec::Descriptor *chosen = choosePlatform(index.manifests, m_platform);
        if (!chosen)
            return base::fail(base::Error(Errc::NotFound, "no matching manifest for " + m_platform.text() +
                                                              " in the manifest list entries")
                                  .withFix("Name another platform with --platform, or another tag."));
        CATAMARAN_TRY(raw, m_client->manifest(m_reference.path, chosen->digest, retryContext({})));
        digests.emplace_back(m_reference.name(), raw.digest);
    }
    if (!isManifestType(raw.mediaType))
        return base::fail(
            base::Error(Errc::Unsupported,
                        "the registry answers with a manifest of type \"" + raw.mediaType + "\"")
                .withFix("Push the image again with a program of this decade: schema 1 is no longer "
                         "read by anybody."));
    CATAMARAN_TRY(const spec::Manifest manifest, spec::Manifest::fromJson(raw.bytes));
    if (const std::string type = artifactType(manifest, raw.bytes); !type.empty()) {
        Artifact artifact{raw.bytes, raw.mediaType, type, manifest, {}, std::move(digests)};
        if (m_reference.digest.empty())
            artifact.tags.push_back(result.reference);
        CATAMARAN_TRY(result.id, fetchArtifact(artifact));
        result.rateRemaining = shownLimit(m_client->rateLimit());
        return result;
    }
    CATAMARAN_CHECK(checkIsImage(manifest));
    // From here on content is made that no row refers to yet: keep the collector away.
    CATAMARAN_TRY(const store::FileLock content, m_store.useContent());
    CATAMARAN_TRY(const std::string configText, fetchConfig(manifest.config));
    CATAMARAN_TRY(spec::ImageConfig config, spec::ImageConfig::fromJson(configText));
    if (config.os != "linux")
        return base::fail(base::Error(Errc::Unsupported, "the image is for " + config.os)
                              .withFix("Only images for linux run here."));
    CATAMARAN_TRY(std::vector<Layer> layers, planLayers(manifest, config));
    std::vector<Work> work;
    for (std::size_t i = 0; i < layers.size(); ++i)
        work.push_back({manifest.layers[i], std::move(layers[i])});
    CATAMARAN_CHECK(fetchLayers(work));
    LayerStore::Foreign image;
    image.manifest = raw.bytes;
    image.manifestType = raw.mediaType;
    image.configDigest = manifest.config.digest;
    image.config = std::move(config);
    for (const Work &one : work)
        image.layers.push_back(one.layer);
    if (m_reference.digest.empty())
        image.tags.push_back(result.reference);
    image.repositoryDigests = std::move(digests);
    CATAMARAN_TRY(const LayerStore::PutImage put, m_store.putForeign(image));
    result.id = put.id;
    result.rateRemaining = shownLimit(m_client->rateLimit());
    return result;
}

} // namespace

Result<PullResult> LocalImageService::pull(const PullRequest &request, const TransferListener &listener,
                                           const OperationContext &context)
{
    CATAMARAN_TRY(Reference reference, Reference::parse(request.reference));
    Platform platform = Platform::host();
    if (!request.platform.empty()) {
        CATAMARAN_TRY(platform, Platform::parse(request.platform));
    }
    std::vector<std::string> tags;
    if (request.allTags) {
        if (!reference.tag.empty() || !reference.digest.empty())
            return base::fail(Errc::InvalidArgument, "tag can't be used with --all-tags/-a");
        CATAMARAN_TRY(const registry::RegistrySettings settings, registry::RegistrySettings::load());
        RegistryClient client({reference.domain, {}}, settings.host(reference.domain), {});
        CATAMARAN_TRY(tags, client.tags(reference.path, context));
        if (tags.empty())
            return base::fail(Errc::NotFound, reference.familiar() + " has no tags");
    } else {
        tags.push_back(reference.tag.empty() && reference.digest.empty() ? "latest" : reference.tag);
    }
    PullResult result;
    for (const std::string &tag : tags) {
        reference.tag = tag;
        const auto before = find(reference.normalized());
        CATAMARAN_TRY(result, PullJob(*m_store, reference, platform, listener, context).run());
        result.upToDate = before && before->id == result.id;
    }
    return result;
}

} // namespace catamaran::engine::image
