// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/local_cache.h"

#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/base/json_member.h"
#include "engine/image/reference.h"
#include "engine/spec/image/oci.h"

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace catamaran::engine::build {

using base::Errc;
using base::Result;
using nlohmann::json;

namespace {

constexpr const char *kCacheType = "application/vnd.catamaran.cache.v0+json";

Result<void> copyBlob(const std::string &from, const std::function<Result<void>(std::string_view)> &sink)
{
    CATAMARAN_TRY(const base::UniqueFd in, base::openFile(from, O_RDONLY));
    std::string buffer(1U << 18U, '\0');
    for (;;) {
        const ssize_t n = ::read(in.get(), buffer.data(), buffer.size());
        if (n == 0)
            return {};
        if (n < 0 && errno != EINTR)
            return base::failErrno("read " + from);
        if (n > 0)
            CATAMARAN_CHECK(sink(std::string_view(buffer.data(), static_cast<std::size_t>(n))));
    }
}

std::string blobPath(const std::string &directory, const std::string &digest)
{
    return directory + "/blobs/sha256/" + digest.substr(digest.find(':') + 1);
}

Result<void> exportBlob(image::LayerStore &store, const std::string &directory, const std::string &digest)
{
    const std::string target = blobPath(directory, digest);
    if (::access(target.c_str(), F_OK) == 0)
        return {};
    const std::string partial = target + ".part";
    (void)::unlink(partial.c_str());
    {
        CATAMARAN_TRY(const base::UniqueFd out, base::openFile(partial, O_WRONLY | O_CREAT | O_EXCL));
        CATAMARAN_CHECK(copyBlob(store.blobs().path(digest), [&](std::string_view data) -> Result<void> {
            while (!data.empty()) {
                const ssize_t n = ::write(out.get(), data.data(), data.size());
                if (n < 0)
                    return base::failErrno("write " + partial);
                data.remove_prefix(static_cast<std::size_t>(n));
            }
            return {};
        }));
    }
    if (::rename(partial.c_str(), target.c_str()) != 0)
        return base::failErrno("rename " + partial);
    return {};
}

Result<spec::Descriptor> putJson(const std::string &directory, const std::string &text, std::string_view type)
{
    spec::Descriptor descriptor;
    descriptor.mediaType = type;
    descriptor.digest = "sha256:" + base::Sha256::hexOf(text);
    descriptor.size = static_cast<std::int64_t>(text.size());
    CATAMARAN_CHECK(base::writeFileAtomic(blobPath(directory, descriptor.digest), text));
    return descriptor;
}

} // namespace

Result<CacheLocation> CacheLocation::parse(const std::string &text, const char *directoryKey)
{
    CacheLocation out;
    std::string type;
    std::string unknown;
    const bool writes = std::string_view(directoryKey) == "dest";
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t end = std::min(rest.find(','), rest.size());
        const std::string_view field = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const std::size_t equals = field.find('=');
        const std::string name(field.substr(0, equals));
        const std::string value(equals == std::string_view::npos ? "" : field.substr(equals + 1));
        if (equals == std::string_view::npos && type.empty()) { // docker's short form: an image
            type = "registry";
            out.reference = field;
        } else if (name == "type")
            type = value;
        else if (name == directoryKey)
            out.directory = value;
        else if (name == "ref")
            out.reference = value;
        else if (name == "mode" && (value == "min" || value == "max"))
            out.everyStage = value == "max";
        else if (writes && name == "ignore-error" && (value == "true" || value == "false"))
            out.ignoreError = value == "true";
        else if (!(writes && (name == "image-manifest" || name == "oci-mediatypes") && value == "true"))
            unknown = field; // those two say what is done anyway
    }
    if (type.empty())
        type = "local";
    out.kind = type == "registry" ? Kind::Registry : type == "inline" ? Kind::Inline : Kind::Local;
    if (type != "local" && type != "registry" && (type != "inline" || !writes))
        return base::fail(base::Error(Errc::Unsupported,
                                      "cache type \"" + type + "\" is not supported" +
                                          (type == "inline" ? " here: the image says what it holds" : ""))
                              .withFix(std::string("Write type=local,") + directoryKey +
                                       "=DIRECTORY or type=registry,ref=IMAGE" +
                                       (writes ? ", or type=inline." : ".")));
    if (!unknown.empty())
        return base::fail(Errc::InvalidArgument, "unknown or invalid cache option " + unknown);
    if (out.kind == Kind::Inline && out.everyStage)
        return base::fail(base::Error(Errc::InvalidArgument, "cache type inline has no mode=max: an image "
                                                             "carries its own layers only")
                              .withFix("Write type=registry,ref=IMAGE,mode=max."));
    if (out.kind == Kind::Local && out.directory.empty())
        return base::fail(Errc::InvalidArgument,
                          std::string("cache type local needs ") + directoryKey + "=DIRECTORY");
    if (out.kind == Kind::Registry) {
        if (out.reference.empty())
            return base::fail(Errc::InvalidArgument, "cache type registry needs ref=IMAGE");
        CATAMARAN_TRY(const image::Reference reference, image::Reference::parse(out.reference));
        if (writes && !reference.digest.empty())
            return base::fail(Errc::InvalidArgument,
                              "a cache cannot be written under a digest: " + out.reference);
    }
    return out;
}

Result<void> LocalCache::open(const CacheLocation &location)
{
    if (::access((location.directory + "/index.json").c_str(), F_OK) != 0)
        return {};
    const auto read = [&](const std::string &file) -> Result<std::string> {
        auto text = base::readFile(file);
        if (!text)
            return base::fail(std::move(text).error().withContext("read the cache in " + location.directory));
        return text;
    };
    CATAMARAN_TRY(const std::string indexText, read(location.directory + "/index.json"));
    CATAMARAN_TRY(const spec::Index index, spec::Index::fromJson(indexText));
    for (const spec::Descriptor &descriptor : index.manifests) {
        CATAMARAN_TRY(const std::string manifestText, read(blobPath(location.directory, descriptor.digest)));
        CATAMARAN_TRY(const spec::Manifest manifest, spec::Manifest::fromJson(manifestText));
        if (manifest.config.mediaType != kCacheType)
            continue;
        CATAMARAN_TRY(const std::string text, read(blobPath(location.directory, manifest.config.digest)));
        try {
            readSteps(json::parse(text), location.directory);
        } catch (const json::exception &) {
            return base::fail(
                base::Error(Errc::Corrupt, "the list of steps in " + location.directory + " is damaged")
                    .withFix("Delete the directory, and let --cache-to write it anew."));
        }
    }
    return {};
}

void LocalCache::readSteps(const nlohmann::json &config, const std::string &directory)
{
    for (const json &step : config.at("steps")) {
        Entry entry;
        entry.layer.diffId = base::textMember(step, "diffId");
        entry.layer.blob = base::textMember(step, "blob");
        entry.layer.mediaType = base::textMember(step, "mediaType");
        entry.layer.created = base::textMember(step, "created");
        entry.layer.blobSize = base::numberMember(step, "blobSize");
        entry.layer.unpackedSize = base::numberMember(step, "unpackedSize");
        if (!base::isSha256Digest(entry.layer.blob) || !base::isSha256Digest(entry.layer.diffId))
            continue;
        entry.bring = [path = blobPath(directory, entry.layer.blob)](
                          image::LayerStore &store, const image::Layer &layer,
                          const base::OperationContext &) -> Result<void> {
            CATAMARAN_TRY(store::BlobWriter writer, store.blobs().create());
            CATAMARAN_CHECK(copyBlob(path, [&](std::string_view data) { return writer.write(data); }));
            CATAMARAN_CHECK(writer.commit(layer.blob));
            return {};
        };
        m_steps[base::textMember(step, "key")] = std::move(entry);
    }
}

void LocalCache::add(const std::string &key, image::Layer layer, Bring bring)
{
    m_steps[key] = {std::move(layer), std::move(bring)};
}

Result<std::optional<image::Layer>> LocalCache::take(image::LayerStore &store, const std::string &key,
                                                     const std::string &parent,
                                                     const base::OperationContext &context) const
{
    const auto found = m_steps.find(key);
    if (found == m_steps.end())
        return std::optional<image::Layer>();
    image::Layer layer = found->second.layer;
    layer.chainId = spec::chainId(parent, layer.diffId);
    if (!store.blobs().has(layer.blob)) {
        CATAMARAN_CHECK(found->second.bring(store, layer, context));
    }
    CATAMARAN_CHECK(store.unpack(layer, context));
    return std::optional<image::Layer>(std::move(layer));
}

Result<void> LocalCache::write(image::LayerStore &store, const CacheLocation &location,
                               const std::vector<CachedStep> &steps)
{
    CATAMARAN_CHECK(base::makeDirectories(location.directory + "/blobs/sha256"));
    spec::Manifest manifest;
    json config{{"steps", json::array()}};
    for (const CachedStep &step : steps) {
        if (!step.ofTarget && !location.everyStage)
            continue;
        CATAMARAN_CHECK(exportBlob(store, location.directory, step.layer.blob));
        config["steps"].push_back({{"key", step.key},
                                   {"diffId", step.layer.diffId},
                                   {"blob", step.layer.blob},
                                   {"mediaType", step.layer.mediaType},
                                   {"blobSize", step.layer.blobSize},
                                   {"unpackedSize", step.layer.unpackedSize},
                                   {"created", step.layer.created}});
        spec::Descriptor descriptor;
        descriptor.mediaType = step.layer.mediaType;
        descriptor.digest = step.layer.blob;
        descriptor.size = step.layer.blobSize;
        manifest.layers.push_back(std::move(descriptor));
    }
    CATAMARAN_TRY(manifest.config, putJson(location.directory, config.dump(), kCacheType));
    CATAMARAN_TRY(const spec::Descriptor root,
                  putJson(location.directory, manifest.toJson(), spec::kMediaTypeManifest));
    spec::Index index;
    index.manifests.push_back(root);
    CATAMARAN_CHECK(
        base::writeFileAtomic(location.directory + "/oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}"));
    return base::writeFileAtomic(location.directory + "/index.json", index.toJson());
}

} // namespace catamaran::engine::build
