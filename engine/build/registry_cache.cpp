// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/registry_cache.h"

#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/base/json_member.h"
#include "engine/image/blob_download.h"
#include "engine/image/manifest_rules.h"
#include "engine/image/platform.h"
#include "engine/image/reference.h"
#include "engine/registry/client.h"
#include "engine/spec/image/oci.h"

#include <algorithm>
#include <fcntl.h>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

namespace catamaran::engine::build {

using base::Errc;
using base::Result;
using nlohmann::json;
using registry::RegistryClient;
using Json = nlohmann::ordered_json;

namespace {

constexpr std::string_view kCacheConfigType = "application/vnd.buildkit.cacheconfig.v0";
constexpr const char *kInlineKey = "moby.buildkit.cache.v0";
constexpr std::int64_t kMaximumConfig = 64LL << 20;

/// A list of steps, in memory.
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
            return base::fail(Errc::Corrupt, "a list of steps of more than 64 MiB");
        m_text.append(bytes);
        return {};
    }
    [[nodiscard]] std::int64_t position() const override { return static_cast<std::int64_t>(m_text.size()); }
    [[nodiscard]] const std::string &text() const { return m_text; }

private:
    std::string m_text;
};

constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string toBase64(std::string_view bytes)
{
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t j = 0; j < 3; ++j)
            group = group << 8U | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
        for (std::size_t j = 0; j < 4; ++j)
            out +=
                i + j <= bytes.size() ? kBase64[group >> (18U - 6U * static_cast<unsigned>(j)) & 63U] : '=';
    }
    return out;
}

/// Empty when it is none.
std::string fromBase64(std::string_view text)
{
    std::string out;
    std::uint32_t group = 0;
    unsigned bits = 0;
    for (const char c : text) {
        if (c == '=')
            break;
        const std::size_t value = kBase64.find(c);
        if (value == std::string_view::npos)
            return {};
        group = group << 6U | static_cast<std::uint32_t>(value);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out += static_cast<char>(group >> bits & 255U);
        }
    }
    return out;
}

/// A registry that is talked to as long as somebody may take a layer from it.
struct Source {
    image::Reference reference;
    std::unique_ptr<RegistryClient> client;

    static Result<std::shared_ptr<Source>> open(const std::string &text)
    {
        CATAMARAN_TRY(image::Reference reference, image::Reference::parse(text));
        CATAMARAN_TRY(const registry::RegistrySettings settings, registry::RegistrySettings::load());
        auto source = std::make_shared<Source>();
        source->client =
            std::make_unique<RegistryClient>(RegistryClient::Address{reference.domain, {}},
                                             settings.host(reference.domain), registry::CredentialStore());
        source->reference = std::move(reference);
        return source;
    }
    [[nodiscard]] std::string tag() const { return reference.tag.empty() ? "latest" : reference.tag; }

    Result<std::string> document(const spec::Descriptor &blob, const base::OperationContext &context) const
    {
        TextSink sink;
        CATAMARAN_CHECK(client->blob(reference.path, blob.digest, sink, context));
        if ("sha256:" + base::Sha256::hexOf(sink.text()) != blob.digest)
            return base::fail(Errc::Corrupt, "the registry sent another list of steps than " + blob.digest);
        return sink.text();
    }
    Result<void> fetch(image::LayerStore &store, const image::Layer &layer,
                       const base::OperationContext &context) const
    {
        CATAMARAN_TRY(const auto download,
                      image::BlobDownload::open(store.blobs(), layer.blob, layer.blobSize));
        if (store.blobs().has(layer.blob)) // another stage brought it
            return {};
        CATAMARAN_CHECK(client->blob(reference.path, layer.blob, *download, {context.stop, {}}));
        return download->finish();
    }
};

Result<void> send(RegistryClient &client, image::LayerStore &store, const std::string &repository,
                  const spec::Descriptor &blob, const base::OperationContext &context)
{
    CATAMARAN_TRY(const base::UniqueFd fd, base::openFile(store.blobs().path(blob.digest), O_RDONLY));
    CATAMARAN_CHECK(
        client.upload(repository, {blob.digest, blob.size, fd.get(), {}}, {}, {context.stop, {}}));
    return {};
}

spec::Descriptor descriptorOf(const image::Layer &layer)
{
    spec::Descriptor descriptor;
    descriptor.mediaType = layer.mediaType;
    descriptor.digest = layer.blob;
    descriptor.size = layer.blobSize;
    return descriptor;
}

/// The layers of a configuration; those that are not fully described stay empty, so that numbers fit. An
/// inline cache of another builder names no layers: they are those of the image.
std::vector<image::Layer> layersFrom(const json &config, const std::vector<image::Layer> &ofImage)
{
    std::vector<image::Layer> layers;
    for (const json &one : config.value("layers", json::array())) {
        image::Layer layer;
        const json notes = one.value("annotations", json::object());
        layer.blob = base::textMember(one, "blob");
        layer.diffId = base::textMember(notes, "diffID");
        layer.mediaType = base::textMember(notes, "mediaType");
        layer.created = base::textMember(notes, "createdAt");
        layer.blobSize = base::numberMember(notes, "size");
        if (layer.blob.empty() && layers.size() < ofImage.size())
            layer = ofImage[layers.size()];
        layers.push_back(std::move(layer));
    }
    return layers;
}

Result<void> readConfig(LocalCache &cache, const std::shared_ptr<Source> &source, const std::string &text,
                        const std::vector<image::Layer> &ofImage)
{
    try {
        const json config = json::parse(text);
        const std::vector<image::Layer> layers = layersFrom(config, ofImage);
        for (const json &record : config.value("records", json::array())) {
            const std::string digest = base::textMember(record, "digest");
            for (const json &result : record.value("results", json::array())) {
                const std::size_t at = result.value("layer", layers.size());
                if (at >= layers.size() || !base::isSha256Digest(digest) ||
                    !base::isSha256Digest(layers[at].blob) || !base::isSha256Digest(layers[at].diffId))
                    continue;
                cache.add(digest.substr(7), layers[at],
                          [source](image::LayerStore &store, const image::Layer &layer,
                                   const base::OperationContext &context) {
                              return source->fetch(store, layer, context);
                          });
            }
        }
    } catch (const json::exception &error) {
        return base::fail(base::Error(Errc::Corrupt, "the list of steps of " + source->reference.familiar() +
                                                         " cannot be read: " + error.what())
                              .withFix("Let --cache-to write it anew."));
    }
    return {};
}

} // namespace

std::string cacheConfigJson(const std::vector<image::Layer> &layers, const std::vector<CachedStep> &steps)
{
    Json config = {{"layers", Json::array()}, {"records", Json::array()}};
    std::map<std::string, std::size_t> places; // by chain id
    std::map<std::string, std::string> parents;
    for (const CachedStep &step : steps)
        parents.emplace(step.layer.chainId, step.parent);
    for (std::size_t i = 0; i < layers.size(); ++i)
        places.emplace(layers[i].chainId, i);
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const image::Layer &layer = layers[i];
        int parent = -1; // a base that is fetched from its own place
        if (const auto known = parents.find(layer.chainId); known != parents.end()) {
            if (const auto at = places.find(known->second); at != places.end())
                parent = static_cast<int>(at->second);
        } else if (i > 0 && spec::chainId(layers[i - 1].chainId, layer.diffId) == layer.chainId) {
            parent = static_cast<int>(i) - 1;
        }
        config["layers"].push_back({{"blob", layer.blob},
                                    {"parent", parent},
                                    {"annotations",
                                     {{"mediaType", layer.mediaType},
                                      {"diffID", layer.diffId},
                                      {"size", layer.blobSize},
                                      {"createdAt", layer.created}}}});
    }
    for (const CachedStep &step : steps) {
        const auto at = places.find(step.layer.chainId);
        if (at == places.end())
            continue;
        config["records"].push_back(
            {{"digest", "sha256:" + step.key},
             {"results", Json::array({{{"layer", at->second}, {"createdAt", step.layer.created}}})}});
    }
    return config.dump();
}

Result<void> readRegistryCache(LocalCache &cache, const std::string &reference,
                               const base::OperationContext &context)
{
    const base::OperationContext quiet{context.stop, {}};
    CATAMARAN_TRY(const std::shared_ptr<Source> source, Source::open(reference));
    const std::string &path = source->reference.path;
    const std::string &asked = source->reference.digest;
    CATAMARAN_TRY(registry::RawManifest raw,
                  source->client->manifest(path, asked.empty() ? source->tag() : asked, quiet));
    spec::Manifest manifest;
    if (image::isIndexType(raw.mediaType)) {
        CATAMARAN_TRY(const spec::Index index, spec::Index::fromJson(raw.bytes));
        const auto list = std::find_if(index.manifests.begin(), index.manifests.end(),
                                       [](const auto &one) { return one.mediaType == kCacheConfigType; });
        if (list != index.manifests.end()) { // BuildKit's older form: layers in an index
            manifest.config = *list;
        } else {
            const spec::Descriptor *chosen = image::choosePlatform(index.manifests, image::Platform::host());
            if (!chosen)
                return base::fail(Errc::NotFound, reference + " has no image for this machine");
            CATAMARAN_TRY(raw, source->client->manifest(path, chosen->digest, quiet));
            CATAMARAN_TRY(manifest, spec::Manifest::fromJson(raw.bytes));
        }
    } else {
        CATAMARAN_TRY(manifest, spec::Manifest::fromJson(raw.bytes));
    }
    CATAMARAN_TRY(const std::string text, source->document(manifest.config, quiet));
    if (manifest.config.mediaType == kCacheConfigType)
        return readConfig(cache, source, text, {});
    const json config = json::parse(text, nullptr, false);
    const auto found = config.is_object() ? config.find(kInlineKey) : config.end();
    if (!image::isConfigType(manifest.config.mediaType) || found == config.end() || !found->is_string())
        return base::fail(base::Error(Errc::NotFound, reference + " holds no build cache")
                              .withFix("Write one with --cache-to type=registry,ref=... or, into the image "
                                       "itself, with --cache-to type=inline."));
    CATAMARAN_TRY(const spec::ImageConfig parsed, spec::ImageConfig::fromJson(text));
    CATAMARAN_TRY(const std::vector<image::Layer> layers, image::planLayers(manifest, parsed));
    return readConfig(cache, source, fromBase64(found->get<std::string>()), layers);
}

Result<void> writeRegistryCache(image::LayerStore &store, const CacheLocation &location,
                                const std::vector<CachedStep> &steps, const base::OperationContext &context)
{
    CATAMARAN_TRY(const std::shared_ptr<Source> target, Source::open(location.reference));
    const std::string &path = target->reference.path;
    std::vector<CachedStep> wanted;
    std::vector<image::Layer> layers;
    std::set<std::string> chains;
    for (const CachedStep &step : steps) {
        if (!step.ofTarget && !location.everyStage)
            continue;
        wanted.push_back(step);
        if (chains.insert(step.layer.chainId).second)
            layers.push_back(step.layer);
    }
    spec::Manifest manifest;
    for (const image::Layer &layer : layers) {
        manifest.layers.push_back(descriptorOf(layer));
        CATAMARAN_CHECK(send(*target->client, store, path, manifest.layers.back(), context));
    }
    CATAMARAN_TRY(const store::Blob config, store.blobs().put(cacheConfigJson(layers, wanted)));
    manifest.config.mediaType = kCacheConfigType;
    manifest.config.digest = config.digest;
    manifest.config.size = config.size;
    CATAMARAN_CHECK(send(*target->client, store, path, manifest.config, context));
    return target->client->putManifest(path, target->tag(), manifest.toJson(), manifest.mediaType,
                                       {context.stop, {}});
}

Result<image::LayerStore::PutImage> putWithInlineCache(image::LayerStore &store,
                                                       const spec::ImageConfig &config,
                                                       const std::vector<image::Layer> &layers,
                                                       const std::vector<std::string> &tags,
                                                       const std::vector<CachedStep> &steps,
                                                       const std::map<std::string, std::string> &annotations)
{
    Json text = Json::parse(config.toJson());
    text[kInlineKey] = toBase64(cacheConfigJson(layers, steps));
    CATAMARAN_TRY(const store::Blob blob,
                  store.blobs().put(text.dump(-1, ' ', false, Json::error_handler_t::replace)));
    spec::Manifest manifest;
    manifest.annotations = annotations;
    manifest.config.mediaType = spec::kMediaTypeConfig;
    manifest.config.digest = blob.digest;
    manifest.config.size = blob.size;
    for (const image::Layer &layer : layers)
        manifest.layers.push_back(descriptorOf(layer));
    image::LayerStore::Foreign image;
    image.manifest = manifest.toJson();
    image.manifestType = manifest.mediaType;
    image.configDigest = blob.digest;
    image.config = config;
    image.layers = layers;
    image.tags = tags;
    return store.putForeign(image);
}

} // namespace catamaran::engine::build
