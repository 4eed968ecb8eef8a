// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/image/archive_reader.h"
#include "engine/image/artifact.h"
#include "engine/image/local_image_service.h"
#include "engine/image/manifest_rules.h"
#include "engine/image/platform.h"
#include "engine/image/reference.h"
#include "engine/image/tag_manifests.h"
#include "engine/spec/image/validate.h"

#include <algorithm>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace catamaran::engine::image {

using base::Errc;
using base::Result;
using store::SqlRow;
using Json = nlohmann::ordered_json;

namespace {

constexpr int kMaximumDepth = 4; // an index of indexes of ...

bool isAttestation(const spec::Descriptor &descriptor)
{
    return descriptor.annotations.contains("vnd.docker.reference.type") || descriptor.os == "unknown";
}

/// The normalised tag that a layout gives an image: containerd's annotation, or a whole reference in the
/// specification's own one. A bare "latest" (skopeo, buildah) says nothing about the repository.
std::string tagOf(const spec::Descriptor &descriptor)
{
    for (const char *key : {"io.containerd.image.name", "org.opencontainers.image.ref.name"}) {
        const auto found = descriptor.annotations.find(key);
        if (found == descriptor.annotations.end() || found->second.find_first_of(":/") == std::string::npos)
            continue;
        if (const auto parsed = Reference::parse(found->second); parsed && parsed->digest.empty())
            return parsed->normalized();
    }
    return {};
}

/// By its first bytes, as a docker archive does not say.
Result<std::string> layerType(const std::string &path)
{
    CATAMARAN_TRY(const base::UniqueFd fd, base::openFile(path, O_RDONLY));
    std::array<char, 4> head{};
    const ssize_t n = ::pread(fd.get(), head.data(), head.size(), 0);
    const std::string_view start(head.data(), n > 0 ? static_cast<std::size_t>(n) : 0);
    if (start.starts_with("\x1f\x8b"))
        return std::string(spec::kMediaTypeLayerGzip);
    return std::string(start == "\x28\xb5\x2f\xfd" ? spec::kMediaTypeLayerZstd : spec::kMediaTypeLayerTar);
}

class LoadJob {
public:
    LoadJob(LayerStore &store, ArchiveFiles files, Platform platform, bool platformAsked,
            const base::OperationContext &context)
        : m_store(store), m_files(std::move(files)), m_platform(std::move(platform)),
          m_platformAsked(platformAsked), m_context(context)
    {
    }
    Result<std::vector<LoadedImage>> run();

private:
    Result<void> layout(const std::string &digest);
    Result<void> descend(const spec::Descriptor &descriptor, const std::string &tag, int depth);
    Result<void> manifest(const spec::Descriptor &descriptor, const std::string &text,
                          const std::string &tag);
    Result<void> artifact(const Artifact &artifact, const std::string &tag);
    Result<void> dockerArchive(const std::string &digest);
    Result<void> dockerImage(const Json &entry);
    Result<void> keep(LayerStore::Foreign image, const std::string &tag);
    /// `manifest`: with which the tag came; empty: one made here, which nobody has pushed.
    Result<void> name(const std::string &id, const std::string &tag, const ManifestRow &manifest = {});
    bool isWanted(const spec::ImageConfig &config) const
    {
        if (!m_platformAsked)
            return true;
        spec::Descriptor one;
        one.os = config.os;
        one.architecture = config.architecture;
        one.variant = config.variant;
        return choosePlatform({one}, m_platform) != nullptr;
    }

    LayerStore &m_store;
    ArchiveFiles m_files;
    Platform m_platform;
    bool m_platformAsked;
    const base::OperationContext &m_context;
    std::vector<LoadedImage> m_loaded;
};

/// Lets the tag point at an image that is in the store, and remembers what had it before.
Result<void> LoadJob::name(const std::string &id, const std::string &tag, const ManifestRow &manifest)
{
    LoadedImage loaded{id, ImageService::familiarReference(tag), {}};
    // docker's own list repeats what the layout says, without the manifests.
    if (manifest.digest.empty() &&
        std::any_of(m_loaded.begin(), m_loaded.end(),
                    [&](const LoadedImage &before) { return before.id == id && before.tag == loaded.tag; }))
        return {};
    const Result<void> changed = m_store.database().transaction([&]() -> Result<void> {
        CATAMARAN_CHECK(m_store.database().run("SELECT image FROM image_tag WHERE name=?", {tag},
                                               [&](const SqlRow &row) { loaded.renamed = row.text(0); }));
        return setTag(m_store.database(), tag, id, manifest);
    });
    CATAMARAN_CHECK(changed);
    if (loaded.renamed == id)
        loaded.renamed.clear();
    for (const LoadedImage &before : m_loaded) {
        if (before.id == id && before.tag == loaded.tag)
            return {};
    }
    std::erase_if(m_loaded, [&](const LoadedImage &before) { return before.id == id && before.tag.empty(); });
    m_loaded.push_back(std::move(loaded));
    return {};
}

Result<void> LoadJob::keep(LayerStore::Foreign image, const std::string &tag)
{
    for (std::size_t i = 0; i < image.layers.size(); ++i) {
        Layer &layer = image.layers[i];
        m_context.report("Loading layer " + std::to_string(i + 1) + " of " +
                         std::to_string(image.layers.size()) + " " + layer.diffId.substr(7, 12));
        if (!m_files.has(layer.blob))
            return base::fail(base::Error(Errc::Corrupt, "the archive has no layer " + layer.blob)
                                  .withFix("Save it again, whole."));
        if (m_files.sizeOf(layer.blob) != layer.blobSize)
            return base::fail(Errc::Corrupt, "layer " + layer.blob + " is not as long as its manifest says");
        CATAMARAN_CHECK(m_store.unpack(layer, m_context));
    }
    CATAMARAN_TRY(const LayerStore::PutImage put, m_store.putForeign(image));
    if (!tag.empty())
        return name(
            put.id, tag,
            {put.manifestDigest, image.manifestType, static_cast<std::int64_t>(image.manifest.size())});
    const bool known = std::any_of(m_loaded.begin(), m_loaded.end(),
                                   [&](const LoadedImage &one) { return one.id == put.id; });
    if (!known)
        m_loaded.push_back({put.id, {}, {}});
    return {};
}

Result<void> LoadJob::artifact(const Artifact &artifact, const std::string &tag)
{
    std::vector<spec::Descriptor> blobs = artifact.parsed.layers;
    blobs.push_back(artifact.parsed.config);
    for (const spec::Descriptor &blob : blobs) {
        if (!m_files.has(blob.digest))
            return base::fail(base::Error(Errc::Corrupt, "the archive has no blob " + blob.digest)
                                  .withFix("Save it again, whole."));
        if (m_files.sizeOf(blob.digest) != blob.size)
            return base::fail(Errc::Corrupt, "blob " + blob.digest + " is not as long as its manifest says");
    }
    CATAMARAN_TRY(const LayerStore::PutImage put, putArtifact(m_store, artifact));
    if (!tag.empty())
        return name(put.id, tag);
    m_loaded.push_back({put.id, {}, {}});
    return {};
}

Result<void> LoadJob::manifest(const spec::Descriptor &descriptor, const std::string &text,
                               const std::string &tag)
{
    CATAMARAN_TRY(const spec::Manifest parsed, spec::Manifest::fromJson(text));
    if (const std::string type = artifactType(parsed, text); !type.empty()) {
        Artifact kept{text, descriptor.mediaType.empty() ? parsed.mediaType : descriptor.mediaType,
                      type, parsed,
                      {},   {}};
        return artifact(kept, tag);
    }
    CATAMARAN_CHECK(checkIsImage(parsed));
    CATAMARAN_TRY(const std::string configText, m_files.document(parsed.config.digest));
    LayerStore::Foreign image;
    CATAMARAN_TRY(image.config, spec::ImageConfig::fromJson(configText));
    if (!isWanted(image.config))
        return {};
    if (image.config.os != "linux")
        return base::fail(base::Error(Errc::Unsupported, "the image is for " + image.config.os)
                              .withFix("Only images for linux run here."));
    CATAMARAN_TRY(image.layers, planLayers(parsed, image.config));
    image.manifest = text;
    image.manifestType = descriptor.mediaType.empty() ? parsed.mediaType : descriptor.mediaType;
    image.configDigest = parsed.config.digest;
    return keep(std::move(image), tag);
}

Result<void> LoadJob::descend(const spec::Descriptor &descriptor, const std::string &tag, int depth)
{
    if (depth > kMaximumDepth)
        return base::fail(base::Error(Errc::Corrupt, "indexes in indexes, more than " +
                                                         std::to_string(kMaximumDepth) + " deep")
                              .withFix("Do not trust this archive."));
    CATAMARAN_TRY(const std::string text, m_files.document(descriptor.digest));
    if (isManifestType(descriptor.mediaType) ||
        (descriptor.mediaType.empty() && spec::Manifest::fromJson(text)))
        return manifest(descriptor, text, tag);
    if (!isIndexType(descriptor.mediaType))
        return base::fail(base::Error(Errc::Unsupported,
                                      "the archive has a manifest of type \"" + descriptor.mediaType + "\"")
                              .withFix("Only images can be loaded."));
    CATAMARAN_TRY(const spec::Index index, spec::Index::fromJson(text));
    std::vector<spec::Descriptor> images;
    for (const spec::Descriptor &one : index.manifests) {
        if (!isAttestation(one) && m_files.has(one.digest)) // archives of one platform keep the whole index
            images.push_back(one);
    }
    const spec::Descriptor *chosen = choosePlatform(images, m_platform);
    if (!chosen && !m_platformAsked && images.size() == 1)
        chosen = &images.front();
    if (!chosen)
        return base::fail(base::Error(Errc::NotFound, "the archive has no image for " + m_platform.text())
                              .withFix("Name another platform with --platform."));
    return descend(*chosen, tag, depth + 1);
}

Result<void> LoadJob::layout(const std::string &digest)
{
    CATAMARAN_TRY(const std::string text, m_files.document(digest));
    CATAMARAN_TRY(const spec::Index index, spec::Index::fromJson(text));
    for (const spec::Descriptor &one : index.manifests) {
        if (!isAttestation(one))
            CATAMARAN_CHECK(descend(one, tagOf(one), 0));
    }
    return {};
}

Result<void> LoadJob::dockerImage(const Json &entry)
{
    const auto text = [&](const char *key) {
        const auto found = entry.find(key);
        return found != entry.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    const auto list = [&](const char *key) {
        std::vector<std::string> out;
        const auto found = entry.find(key);
        for (const Json &one : found != entry.end() && found->is_array() ? *found : Json::array())
            out.push_back(one.is_string() ? one.get<std::string>() : std::string());
        return out;
    };
    const std::optional<store::Blob> configBlob = m_files.find(text("Config"));
    if (!configBlob)
        return base::fail(Errc::Corrupt, "manifest.json: the archive has no \"" + text("Config") + "\"");
    CATAMARAN_TRY(const std::string configText, m_files.document(configBlob->digest));
    LayerStore::Foreign image;
    CATAMARAN_TRY(image.config, spec::ImageConfig::fromJson(configText));
    if (!isWanted(image.config))
        return {};
    std::vector<std::string> tags;
    for (const std::string &tag : list("RepoTags")) {
        CATAMARAN_TRY(const Reference parsed, Reference::parse(tag));
        if (!parsed.digest.empty())
            return base::fail(Errc::InvalidArgument, "manifest.json: invalid tag \"" + tag + "\"");
        tags.push_back(parsed.normalized());
    }
    const bool known = std::any_of(m_loaded.begin(), m_loaded.end(),
                                   [&](const LoadedImage &one) { return one.id == configBlob->digest; });
    if (!known) {
        spec::Manifest made;
        made.config = {
            std::string(spec::kMediaTypeConfig), configBlob->digest, configBlob->size, {}, {}, {}, {}};
        for (const std::string &path : list("Layers")) {
            const std::optional<store::Blob> blob = m_files.find(path);
            if (!blob)
                return base::fail(Errc::Corrupt, "manifest.json: the archive has no \"" + path + "\"");
            CATAMARAN_TRY(const std::string type, layerType(m_store.blobs().path(blob->digest)));
            made.layers.push_back({type, blob->digest, blob->size, {}, {}, {}, {}});
        }
        CATAMARAN_TRY(image.layers, planLayers(made, image.config));
        image.manifest = made.toJson();
        image.manifestType = made.mediaType;
        image.configDigest = configBlob->digest;
        CATAMARAN_CHECK(keep(std::move(image), {}));
    }
    for (const std::string &tag : tags)
        CATAMARAN_CHECK(name(configBlob->digest, tag));
    return {};
}

Result<void> LoadJob::dockerArchive(const std::string &digest)
{
    CATAMARAN_TRY(const std::string text, m_files.document(digest));
    const Json root = Json::parse(text, nullptr, false);
    if (!root.is_array())
        return base::fail(Errc::Corrupt, "manifest.json is not an array");
    for (const Json &entry : root) {
        if (!entry.is_object())
            return base::fail(Errc::Corrupt, "manifest.json: an entry is not an object");
        CATAMARAN_CHECK(dockerImage(entry));
    }
    return {};
}

Result<std::vector<LoadedImage>> LoadJob::run()
{
    const auto index = m_files.find("index.json");
    const auto docker = m_files.find("manifest.json");
    if (!index && !docker)
        return base::fail(
            base::Error(Errc::Corrupt, "invalid archive: does not contain a manifest.json or an index.json")
                .withFix(
                    "\"catamaran import\" takes the tar of a root file system; archives of docker before "
                    "1.10 are no longer read by anybody."));
    if (const auto version = m_files.find("oci-layout")) {
        CATAMARAN_TRY(const std::string text, m_files.document(version->digest));
        CATAMARAN_CHECK(spec::checkDocument(spec::DocumentKind::Layout, text));
    }
    if (index)
        CATAMARAN_CHECK(layout(index->digest));
    if (docker) // what both name is loaded once; the tags of both count
        CATAMARAN_CHECK(dockerArchive(docker->digest));
    if (m_loaded.empty())
        return base::fail(base::Error(Errc::NotFound, "the archive has no image for " + m_platform.text())
                              .withFix("Name another platform with --platform."));
    CATAMARAN_CHECK(m_store.writeIndex());
    return std::move(m_loaded);
}

} // namespace

Result<std::vector<LoadedImage>> LocalImageService::load(const LoadRequest &request,
                                                         const base::OperationContext &context)
{
    Platform platform = Platform::host();
    if (!request.platform.empty()) {
        CATAMARAN_TRY(platform, Platform::parse(request.platform));
    }
    auto result = [&]() -> Result<std::vector<LoadedImage>> {
        // From here on content is made that no row refers to yet: keep the collector away.
        CATAMARAN_TRY(const store::FileLock content, m_store->useContent());
        CATAMARAN_TRY(ArchiveFiles files, ArchiveFiles::read(*m_store, request.path, context));
        return LoadJob(*m_store, std::move(files), platform, !request.platform.empty(), context).run();
    }();
    // The documents of the archive, and everything when it failed.
    const auto collected = m_store->collectGarbage();
    if (result && !collected)
        return base::fail(base::Error(collected.error()));
    return result;
}

} // namespace catamaran::engine::image
