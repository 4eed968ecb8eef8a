// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/image/artifact.h"
#include "engine/image/local_image_service.h"
#include "engine/image/platform.h"
#include "engine/image/reference.h"
#include "engine/image/tar_writer.h"

#include <algorithm>
#include <fcntl.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <unistd.h>

namespace catamaran::engine::image {

using base::Errc;
using base::Result;
using store::SqlRow;
using Json = nlohmann::ordered_json;

namespace {

/// One tar that is docker's archive and an OCI layout at once, as docker writes since 25: who knows
/// manifest.json reads that, everybody else index.json. Blobs are kept as they are, so that digests stay; no
/// times are written, so that the same images give the same bytes.
class SaveJob {
public:
    SaveJob(LayerStore &store, const ArchiveSink &sink, const base::OperationContext &context)
        : m_store(store), m_sink(sink), m_tar([this](std::string_view data) { return m_sink(data); }),
          m_context(context)
    {
    }
    Result<void> add(const std::string &id, const std::string &manifestDigest, const std::string &type,
                     const std::vector<std::string> &tags, const std::string &platform);
    Result<void> write();

private:
    Result<void> directory(const std::string &name);
    Result<void> text(const std::string &name, const std::string &content);
    Result<void> blob(const std::string &digest);

    LayerStore &m_store;
    const ArchiveSink &m_sink;
    TarWriter m_tar;
    const base::OperationContext &m_context;
    std::set<std::string> m_blobs;
    spec::Index m_index;
    std::vector<std::string> m_types; ///< of m_index.manifests
    Json m_docker = Json::array();
    std::int64_t m_done = 0;
};

std::string blobPath(const std::string &digest)
{
    return "blobs/sha256/" + digest.substr(digest.find(':') + 1);
}

Result<void> SaveJob::add(const std::string &id, const std::string &manifestDigest, const std::string &type,
                          const std::vector<std::string> &tags, const std::string &platform)
{
    CATAMARAN_TRY(const std::string manifestText, m_store.blobs().read(manifestDigest));
    CATAMARAN_TRY(const spec::Manifest manifest, spec::Manifest::fromJson(manifestText));
    const bool isImage = artifactType(manifest, manifestText).empty();
    spec::ImageConfig config;
    if (isImage) {
        CATAMARAN_TRY(config, m_store.config(id));
    } else {
        config.os.clear();
    }
    spec::Descriptor entry;
    entry.mediaType = type;
    entry.digest = manifestDigest;
    entry.size = static_cast<std::int64_t>(manifestText.size());
    entry.architecture = config.architecture;
    entry.os = config.os;
    entry.variant = config.variant;
    if (isImage && !platform.empty()) {
        CATAMARAN_TRY(const Platform wanted, Platform::parse(platform));
        if (!choosePlatform({entry}, wanted))
            return base::fail(base::Error(Errc::NotFound, "image " + (tags.empty() ? id : tags.front()) +
                                                              " does not provide the specified platform (" +
                                                              wanted.text() + ")")
                                  .withFix("It is for " +
                                           Platform{config.os, config.architecture, config.variant}.text() +
                                           "."));
    }
    Json docker = {{"Config", blobPath(id)}, {"RepoTags", Json::array()}, {"Layers", Json::array()}};
    m_blobs.insert(manifestDigest);
    m_blobs.insert(manifest.config.digest);
    for (const spec::Descriptor &layer : manifest.layers) {
        m_blobs.insert(layer.digest);
        docker["Layers"].push_back(blobPath(layer.digest));
    }
    for (const std::string &tag : tags)
        docker["RepoTags"].push_back(ImageService::familiarReference(tag));
    if (tags.empty())
        docker["RepoTags"] = Json();
    if (isImage) // docker's own list knows images only
        m_docker.push_back(std::move(docker));
    for (const std::string &tag : tags) {
        entry.annotations["io.containerd.image.name"] = tag;
        entry.annotations[std::string(spec::kAnnotationRefName)] = tag.substr(tag.rfind(':') + 1);
        m_index.manifests.push_back(entry);
    }
    if (tags.empty())
        m_index.manifests.push_back(entry);
    return {};
}

Result<void> SaveJob::directory(const std::string &name)
{
    TarEntry entry;
    entry.type = '5';
    entry.name = name;
    entry.mode = 0755;
    return m_tar.entry(entry);
}

Result<void> SaveJob::text(const std::string &name, const std::string &content)
{
    TarEntry entry;
    entry.name = name;
    entry.mode = 0644;
    entry.size = static_cast<std::int64_t>(content.size());
    CATAMARAN_CHECK(m_tar.entry(entry));
    CATAMARAN_CHECK(m_tar.data(content));
    return m_tar.endEntry();
}

Result<void> SaveJob::blob(const std::string &digest)
{
    if (!m_store.blobs().has(digest))
        return base::fail(base::Error(Errc::Corrupt, "blob " + digest + " is missing from the store")
                              .withFix("Build or pull the image again."));
    const std::string path = m_store.blobs().path(digest);
    CATAMARAN_TRY(const base::UniqueFd fd, base::openFile(path, O_RDONLY));
    TarEntry entry;
    entry.name = blobPath(digest);
    entry.mode = 0644;
    entry.size = ::lseek(fd.get(), 0, SEEK_END);
    CATAMARAN_CHECK(m_tar.entry(entry));
    std::string buffer(1U << 18, '\0');
    std::int64_t at = 0;
    while (at < entry.size) {
        if (m_context.stopRequested())
            return base::fail(Errc::Cancelled, "cancelled");
        const ssize_t n = ::pread(fd.get(), buffer.data(), buffer.size(), at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return base::failErrno("read " + path);
        CATAMARAN_CHECK(m_tar.data({buffer.data(), static_cast<std::size_t>(n)}));
        at += n;
    }
    m_done += at;
    m_context.report("Saving " + digest.substr(7, 12), m_done, 0, "bytes");
    return m_tar.endEntry();
}

Result<void> SaveJob::write()
{
    CATAMARAN_CHECK(directory("blobs/"));
    CATAMARAN_CHECK(directory("blobs/sha256/"));
    for (const std::string &digest : m_blobs)
        CATAMARAN_CHECK(blob(digest));
    CATAMARAN_CHECK(text("index.json", m_index.toJson()));
    if (!m_docker.empty() || m_index.manifests.empty())
        CATAMARAN_CHECK(text("manifest.json", m_docker.dump(-1, ' ', false, Json::error_handler_t::replace)));
    CATAMARAN_CHECK(text("oci-layout", R"({"imageLayoutVersion":"1.0.0"})"));
    return m_tar.finish();
}

} // namespace

Result<void> LocalImageService::save(const SaveRequest &request, const ArchiveSink &sink,
                                     const base::OperationContext &context)
{
    struct Item {
        std::string id;
        std::string manifest;
        std::vector<std::string> tags;
    };
    std::vector<std::string> order;
    std::map<std::string, Item> items;
    const auto want = [&](const std::string &id, const std::string &manifest, const std::string &tag) {
        const auto [at, isNew] = items.try_emplace(manifest, Item{id, manifest, {}});
        if (isNew)
            order.push_back(manifest);
        if (!tag.empty() &&
            std::find(at->second.tags.begin(), at->second.tags.end(), tag) == at->second.tags.end())
            at->second.tags.push_back(tag);
    };
    CATAMARAN_TRY(const store::FileLock content, m_store->useContent());
    for (const std::string &reference : request.references) {
        const auto parsed = Reference::parse(reference);
        std::size_t found = 0;
        if (parsed && parsed->tag.empty() && parsed->digest.empty()) { // every tag of the repository
            const std::string prefix = parsed->name() + ":";
            CATAMARAN_CHECK(m_store->database().run(
                "SELECT i.id,coalesce(m.manifest,i.manifest),t.name FROM image_tag t JOIN image i ON "
                "i.id=t.image LEFT JOIN tag_manifest m ON m.name=t.name AND m.image=i.id WHERE "
                "substr(t.name,1,?)=? ORDER BY t.name",
                {static_cast<std::int64_t>(prefix.size()), prefix}, [&](const SqlRow &row) {
                    want(row.text(0), row.text(1), row.text(2));
                    ++found;
                }));
        }
        if (found > 0)
            continue;
        CATAMARAN_TRY(const Found one, find(reference));
        want(one.id, one.manifest, one.name);
    }
    SaveJob job(*m_store, sink, context);
    for (const std::string &manifest : order) {
        const Item &item = items[manifest];
        std::string type;
        CATAMARAN_CHECK(
            m_store->database().run("SELECT manifest_type FROM image WHERE id=?1 AND manifest=?2 "
                                    "UNION SELECT type FROM tag_manifest WHERE image=?1 AND manifest=?2",
                                    {item.id, manifest}, [&](const SqlRow &row) { type = row.text(0); }));
        CATAMARAN_CHECK(job.add(item.id, item.manifest, type, item.tags, request.platform));
    }
    return job.write();
}

} // namespace catamaran::engine::image
