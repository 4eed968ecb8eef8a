// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/layer_store.h"

#include "engine/base/file.h"
#include "engine/image/artifact.h"
#include "engine/image/layer_diff.h"
#include "engine/image/tag_manifests.h"
#include "engine/image/unpack.h"

#include <ctime>
#include <dirent.h>
#include <fcntl.h>
#include <set>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::image {

using base::Errc;
using base::Result;
using store::SqlRow;

namespace {

constexpr std::string_view kSchema = R"sql(
CREATE TABLE layer(chain TEXT PRIMARY KEY, diff TEXT NOT NULL, blob TEXT NOT NULL, media_type TEXT NOT NULL,
  blob_size INTEGER NOT NULL, unpacked_size INTEGER NOT NULL, created TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE image(id TEXT PRIMARY KEY, config_size INTEGER NOT NULL, manifest TEXT NOT NULL,
  manifest_size INTEGER NOT NULL, created_ns INTEGER NOT NULL, size INTEGER NOT NULL, architecture TEXT NOT NULL,
  os TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE image_layer(image TEXT NOT NULL REFERENCES image(id) ON DELETE CASCADE, position INTEGER NOT NULL,
  chain TEXT NOT NULL REFERENCES layer(chain), PRIMARY KEY(image, position)) WITHOUT ROWID;
CREATE INDEX image_layer_chain ON image_layer(chain);
CREATE TABLE image_tag(name TEXT PRIMARY KEY, image TEXT NOT NULL REFERENCES image(id)) WITHOUT ROWID;
CREATE INDEX image_tag_image ON image_tag(image);
CREATE TABLE image_reference(user TEXT NOT NULL, image TEXT NOT NULL REFERENCES image(id),
  PRIMARY KEY(user, image)) WITHOUT ROWID;
CREATE TABLE build_cache(key TEXT PRIMARY KEY, chain TEXT NOT NULL REFERENCES layer(chain) ON DELETE CASCADE)
  WITHOUT ROWID;
)sql";

/// An image names the blobs it came with: one layer may be known in several compressions.
constexpr std::string_view kSchemaBlobs = R"sql(
ALTER TABLE image_layer ADD COLUMN blob TEXT NOT NULL DEFAULT '';
ALTER TABLE image_layer ADD COLUMN media_type TEXT NOT NULL DEFAULT '';
ALTER TABLE image_layer ADD COLUMN blob_size INTEGER NOT NULL DEFAULT 0;
UPDATE image_layer SET blob=(SELECT blob FROM layer WHERE layer.chain=image_layer.chain),
  media_type=(SELECT media_type FROM layer WHERE layer.chain=image_layer.chain),
  blob_size=(SELECT blob_size FROM layer WHERE layer.chain=image_layer.chain);
ALTER TABLE image ADD COLUMN manifest_type TEXT NOT NULL DEFAULT 'application/vnd.oci.image.manifest.v1+json';
CREATE TABLE repository_digest(repository TEXT NOT NULL, digest TEXT NOT NULL,
  image TEXT NOT NULL REFERENCES image(id) ON DELETE CASCADE, PRIMARY KEY(repository, digest)) WITHOUT ROWID;
CREATE INDEX repository_digest_image ON repository_digest(image);
CREATE INDEX repository_digest_digest ON repository_digest(digest);
)sql";

/// What is kept as it came because it is no container image: charts, signatures, lists of materials.
constexpr std::string_view kSchemaArtifacts = R"sql(
CREATE TABLE artifact(image TEXT PRIMARY KEY REFERENCES image(id) ON DELETE CASCADE, type TEXT NOT NULL)
  WITHOUT ROWID;
CREATE TABLE artifact_blob(image TEXT NOT NULL REFERENCES image(id) ON DELETE CASCADE, blob TEXT NOT NULL,
  PRIMARY KEY(image, blob)) WITHOUT ROWID;
)sql";

std::string hexOf(std::string_view digest)
{
    return std::string(digest.substr(digest.find(':') + 1));
}

/// RFC 3339 to CLOCK_REALTIME nanoseconds; 0 if it cannot be read.
std::int64_t parseTime(const std::string &text)
{
    std::tm parts{};
    const char *rest = ::strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &parts);
    if (!rest)
        return 0;
    std::int64_t nanoseconds = static_cast<std::int64_t>(::timegm(&parts)) * 1'000'000'000;
    if (*rest == '.') {
        std::int64_t unit = 100'000'000;
        for (++rest; *rest >= '0' && *rest <= '9'; ++rest, unit /= 10)
            nanoseconds += unit * (*rest - '0');
    }
    if (*rest == '+' || *rest == '-') {
        int hours = 0;
        int minutes = 0;
        if (std::sscanf(rest + 1, "%2d:%2d", &hours, &minutes) == 2)
            nanoseconds -= (*rest == '+' ? 1 : -1) * (hours * 60LL + minutes) * 60'000'000'000LL;
    }
    return nanoseconds;
}

Layer layerFromRow(const SqlRow &row)
{
    return {row.text(0), row.text(1), row.text(2), row.text(3), row.integer(4), row.integer(5), row.text(6)};
}

} // namespace

StagedLayer::~StagedLayer()
{
    if (m_staged.lock)
        (void)base::removeTree(m_staged.path);
}

Result<std::unique_ptr<LayerStore>> LayerStore::open(const std::string &dataDirectory,
                                                     std::shared_ptr<store::Database> database)
{
    CATAMARAN_CHECK(base::makeDirectories(dataDirectory + "/layers/.staging"));
    CATAMARAN_CHECK(
        database->migrate("image", {kSchema, kSchemaBlobs, kSchemaArtifacts, kSchemaTagManifests}));
    CATAMARAN_TRY(auto blobs, store::BlobStore::open(dataDirectory + "/store", base::Durability::Synced));
    std::unique_ptr<LayerStore> store(new LayerStore(dataDirectory, std::move(database), std::move(blobs)));
    CATAMARAN_CHECK(store::sweepAbandoned(dataDirectory + "/layers/.staging"));
    CATAMARAN_CHECK(store->repairAfterBoot());
    CATAMARAN_CHECK(store->heal());
    return store;
}

std::string LayerStore::directory(std::string_view chainId) const
{
    return m_dataDirectory + "/layers/" + hexOf(chainId) + "/fs";
}

bool LayerStore::isUnpacked(std::string_view chainId) const
{
    return ::access(directory(chainId).c_str(), F_OK) == 0;
}

Result<StagedLayer> LayerStore::stage()
{
    CATAMARAN_TRY(store::Staged staged, store::makeStagedDirectory(m_dataDirectory + "/layers/.staging"));
    StagedLayer layer(std::move(staged));
    if (::mkdir(layer.fs().c_str(), 0755) != 0 || ::chmod(layer.fs().c_str(), 0755) != 0)
        return base::failErrno("create " + layer.fs());
    return layer;
}

Result<void> LayerStore::publish(StagedLayer staged, std::string_view chainId)
{
    const std::string target = m_dataDirectory + "/layers/" + hexOf(chainId);
    // The directory above fs is ours alone; overlayfs needs to search it as root only.
    if (::rename(staged.m_staged.path.c_str(), target.c_str()) != 0) {
        if (errno == ENOTEMPTY || errno == EEXIST)
            return {};
        return base::failErrno("rename " + staged.m_staged.path + " to " + target);
    }
    staged.m_staged.lock.reset();
    return {};
}

Result<Layer> LayerStore::commit(StagedLayer staged, const std::string &parentChain,
                                 const std::string &created, const base::OperationContext &context)
{
    CATAMARAN_TRY(store::BlobWriter writer, m_blobs->create());
    CATAMARAN_TRY(const DiffResult diff,
                  writeLayer(
                      staged.fs(), [&](std::string_view data) { return writer.write(data); }, context));
    CATAMARAN_TRY(const store::Blob blob, writer.commit());
    Layer layer;
    layer.diffId = blob.digest;
    layer.blob = blob.digest;
    layer.blobSize = blob.size;
    layer.created = created;
    layer.unpackedSize = diff.unpackedSize;
    layer.chainId = spec::chainId(parentChain, layer.diffId);
    CATAMARAN_CHECK(publish(std::move(staged), layer.chainId));
    return layer;
}

Result<void> LayerStore::ensureUnpacked(const Layer &layer, const base::OperationContext &context)
{
    Layer copy = layer;
    return unpack(copy, context);
}

Result<void> LayerStore::unpack(Layer &layer, const base::OperationContext &context)
{
    if (isUnpacked(layer.chainId))
        return {};
    if (!m_blobs->has(layer.blob))
        return base::fail(base::Error(Errc::Corrupt, "layer " + layer.blob + " is missing from the store")
                              .withFix("Remove the image and build or pull it again."));
    CATAMARAN_TRY(StagedLayer staged, stage());
    CATAMARAN_TRY(const UnpackResult unpacked,
                  unpackTar(m_blobs->path(layer.blob), staged.fs(), Whiteouts::ToOverlay, context));
    if (unpacked.diffId != layer.diffId)
        return base::fail(base::Error(Errc::Corrupt, "layer " + layer.blob + " unpacks to " +
                                                         unpacked.diffId + ", its image says " + layer.diffId)
                              .withFix("Remove the image and build or pull it again."));
    layer.unpackedSize = unpacked.unpackedSize;
    return publish(std::move(staged), layer.chainId);
}

/// Times and sizes of everything that a change of images touches; empty: too fresh to tell a later change by.
std::string LayerStore::stateStamp() const
{
    const std::int64_t now = ::time(nullptr);
    std::string stamp;
    for (const char *name : {"/state.db", "/state.db-wal", "/store", "/store/index.json",
                             "/store/blobs/sha256", "/store/partial", "/layers"}) {
        struct stat status {};
        if (::stat((m_dataDirectory + name).c_str(), &status) != 0 ||
            (S_ISREG(status.st_mode) && status.st_size == 0)) { // an empty log comes with each reader
            stamp += "-\n";
            continue;
        }
        const bool own = std::string_view(name) == "/store"; // the stamp itself is made there
        if (!own && now - status.st_mtim.tv_sec < 2)
            return {};
        stamp += own ? std::to_string(status.st_ino) + "\n"
                     : std::to_string(status.st_ino) + " " + std::to_string(status.st_size) + " " +
                           std::to_string(status.st_mtim.tv_sec) + "." +
                           std::to_string(status.st_mtim.tv_nsec) + "\n";
    }
    return stamp;
}

Result<void> LayerStore::heal()
{
    const std::string file = m_blobs->directory() + "/healed";
    const std::string stamp = stateStamp(); // of before: what comes meanwhile is looked at next time
    if (!stamp.empty()) {
        if (const auto before = base::readFile(file); before && *before == stamp)
            return {};
    }
    CATAMARAN_CHECK(writeIndex());
    {
        CATAMARAN_TRY(const std::optional<store::FileLock> free, m_blobs->tryCollect());
        if (!free)
            return {}; // somebody works with content: not the time to collect
    }
    CATAMARAN_CHECK(collectGarbage());
    return !stamp.empty() && stamp == stateStamp() ? base::writeFileAtomic(file, stamp, 0600)
                                                   : Result<void>();
}

std::string LayerStore::settledMark(std::string_view chainId) const
{
    return m_dataDirectory + "/layers/" + hexOf(chainId) + "/settled";
}

Result<void> LayerStore::settle(const std::vector<Layer> &layers)
{
    std::vector<std::string> marks;
    for (const Layer &layer : layers) {
        if (std::string mark = settledMark(layer.chainId);
            isUnpacked(layer.chainId) && ::access(mark.c_str(), F_OK) != 0)
            marks.push_back(std::move(mark));
    }
    if (marks.empty())
        return {};
    CATAMARAN_TRY(const base::UniqueFd root,
                  base::openFile(m_dataDirectory + "/layers", O_RDONLY | O_DIRECTORY));
    if (::syncfs(root.get()) != 0)
        return base::failErrno("sync " + m_dataDirectory + "/layers");
    for (const std::string &mark : marks) {
        // Gone meanwhile: nothing to mark. Lost with the power: unpacked once more.
        const base::UniqueFd fd(::open(mark.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
        if (!fd && errno != ENOENT)
            return base::failErrno("create " + mark);
    }
    return {};
}

/// Once in each boot, before anybody uses a layer: those that may not have reached the disk before the last
/// one ended are made again from their blobs, which are synced before they are visible.
Result<void> LayerStore::repairAfterBoot()
{
    const std::string root = m_dataDirectory + "/layers";
    const auto boot = base::readFile("/proc/sys/kernel/random/boot_id");
    const auto before = base::readFile(root + "/.boot");
    if (!boot || (before && *before == *boot))
        return {};
    // Waits for whoever does this already: nobody uses a layer before it is done.
    CATAMARAN_TRY(const store::FileLock lock, store::FileLock::acquire(m_blobs->directory() + "/gc.lock",
                                                                       store::FileLock::Kind::Exclusive));
    if (const auto now = base::readFile(root + "/.boot"); now && *now == *boot)
        return {};
    std::vector<Layer> layers;
    CATAMARAN_CHECK(
        m_database->run("SELECT chain,diff,blob,media_type,blob_size,unpacked_size,created FROM layer", {},
                        [&](const SqlRow &row) { layers.push_back(layerFromRow(row)); }));
    if (before) {
        for (const Layer &layer : layers) {
            if (!isUnpacked(layer.chainId) || ::access(settledMark(layer.chainId).c_str(), F_OK) == 0 ||
                !m_blobs->has(layer.blob))
                continue;
            const std::string torn = root + "/.staging/torn-" + hexOf(layer.chainId);
            if (::rename((root + "/" + hexOf(layer.chainId)).c_str(), torn.c_str()) != 0)
                return base::failErrno("rename " + root + "/" + hexOf(layer.chainId));
            const auto made = ensureUnpacked(layer, {});
            (void)base::removeTree(torn);
            if (!made && made.error().code() != Errc::Corrupt) // that one is told to who uses the image
                return made;
        }
    } // else the layers are of a version that did not mark them: taken as they are
    CATAMARAN_CHECK(settle(layers));
    return base::writeFileAtomic(root + "/.boot", *boot, 0600, base::Durability::Synced);
}

/// What pulls have left that nobody has gone on with for a week.
void LayerStore::sweepPartialDownloads() const
{
    constexpr std::int64_t kKeptSeconds = 7LL * 24 * 3600;
    const std::string directory = m_blobs->directory() + "/partial";
    const std::unique_ptr<DIR, int (*)(DIR *)> handle(::opendir(directory.c_str()), ::closedir);
    while (const dirent *entry = handle ? ::readdir(handle.get()) : nullptr) {
        const std::string name = entry->d_name;
        const base::UniqueFd fd(
            ::openat(::dirfd(handle.get()), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
        struct stat status {};
        if (!fd || ::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode) ||
            ::time(nullptr) - status.st_mtime < kKeptSeconds || ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0)
            continue;
        ::unlinkat(::dirfd(handle.get()), name.c_str(), 0);
    }
}

Result<void> LayerStore::rememberLayer(const Layer &layer)
{
    return m_database->run("INSERT INTO layer VALUES(?,?,?,?,?,?,?) ON CONFLICT(chain) DO UPDATE SET "
                           "unpacked_size=max(unpacked_size,excluded.unpacked_size)",
                           {layer.chainId, layer.diffId, layer.blob, layer.mediaType, layer.blobSize,
                            layer.unpackedSize, layer.created});
}

Result<void> LayerStore::insertImage(const spec::ImageConfig &config, const std::vector<Layer> &layers,
                                     const store::Blob &configBlob, const store::Blob &manifestBlob,
                                     const std::string &manifestType, const std::vector<std::string> &tags)
{
    return m_database->transaction([&]() -> Result<void> {
        const ManifestRow manifest{manifestBlob.digest, manifestType, manifestBlob.size};
        CATAMARAN_TRY(const bool isKnown, hasWholeManifest(*m_database, *m_blobs, configBlob.digest));
        std::int64_t size = 0;
        for (const Layer &layer : layers) {
            CATAMARAN_CHECK(rememberLayer(layer));
            // A layer that was here before is not measured again.
            CATAMARAN_CHECK(m_database->run("SELECT unpacked_size FROM layer WHERE chain=?", {layer.chainId},
                                            [&](const SqlRow &row) { size += row.integer(0); }));
        }
        if (isKnown) { // the manifest with which the image came first stays; its tag may have another
            for (const std::string &tag : tags)
                CATAMARAN_CHECK(setTag(*m_database, tag, configBlob.digest, manifest));
            return {};
        }
        CATAMARAN_CHECK(
            m_database->run("INSERT INTO image VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET "
                            "manifest=excluded.manifest, manifest_size=excluded.manifest_size, "
                            "manifest_type=excluded.manifest_type, size=excluded.size",
                            {configBlob.digest, configBlob.size, manifestBlob.digest, manifestBlob.size,
                             parseTime(config.created), size, config.architecture, config.os, manifestType}));
        CATAMARAN_CHECK(m_database->run("DELETE FROM image_layer WHERE image=?", {configBlob.digest}));
        for (std::size_t i = 0; i < layers.size(); ++i)
            CATAMARAN_CHECK(
                m_database->run("INSERT INTO image_layer VALUES(?,?,?,?,?,?)",
                                {configBlob.digest, static_cast<std::int64_t>(i), layers[i].chainId,
                                 layers[i].blob, layers[i].mediaType, layers[i].blobSize}));
        for (const std::string &tag : tags)
            CATAMARAN_CHECK(setTag(*m_database, tag, configBlob.digest, manifest));
        return {};
    });
}

Result<LayerStore::PutImage> LayerStore::putImage(const spec::ImageConfig &config,
                                                  const std::vector<Layer> &layers,
                                                  const std::vector<std::string> &tags,
                                                  const std::map<std::string, std::string> &annotations)
{
    CATAMARAN_CHECK(settle(layers)); // or the next boot unpacks them once more
    CATAMARAN_TRY(const store::Blob configBlob, m_blobs->put(config.toJson()));
    spec::Manifest manifest;
    manifest.annotations = annotations;
    manifest.config.mediaType = spec::kMediaTypeConfig;
    manifest.config.digest = configBlob.digest;
    manifest.config.size = configBlob.size;
    for (const Layer &layer : layers) {
        spec::Descriptor descriptor;
        descriptor.mediaType = layer.mediaType;
        descriptor.digest = layer.blob;
        descriptor.size = layer.blobSize;
        manifest.layers.push_back(std::move(descriptor));
    }
    CATAMARAN_TRY(const store::Blob manifestBlob, m_blobs->put(manifest.toJson()));
    CATAMARAN_CHECK(insertImage(config, layers, configBlob, manifestBlob, manifest.mediaType, tags));
    CATAMARAN_CHECK(writeIndex());
    return PutImage{configBlob.digest, manifestBlob.digest};
}

Result<LayerStore::PutImage> LayerStore::putForeign(const Foreign &image)
{
    CATAMARAN_TRY(const store::Blob manifestBlob, m_blobs->put(image.manifest));
    CATAMARAN_TRY(const std::string config, m_blobs->read(image.configDigest));
    const store::Blob configBlob{image.configDigest, static_cast<std::int64_t>(config.size())};
    CATAMARAN_CHECK(settle(image.layers));
    CATAMARAN_CHECK(
        insertImage(image.config, image.layers, configBlob, manifestBlob, image.manifestType, image.tags));
    for (const auto &[repository, digest] : image.repositoryDigests)
        CATAMARAN_CHECK(m_database->run("INSERT INTO repository_digest VALUES(?,?,?) "
                                        "ON CONFLICT(repository,digest) DO UPDATE SET image=excluded.image",
                                        {repository, digest, configBlob.digest}));
    CATAMARAN_CHECK(writeIndex());
    return PutImage{configBlob.digest, manifestBlob.digest};
}

Result<std::optional<Layer>> LayerStore::cachedStep(const std::string &key)
{
    std::optional<Layer> found;
    CATAMARAN_CHECK(
        m_database->run("SELECT l.chain,l.diff,l.blob,l.media_type,l.blob_size,l.unpacked_size,l.created "
                        "FROM build_cache c JOIN layer l "
                        "ON l.chain=c.chain WHERE c.key=?",
                        {key}, [&](const SqlRow &row) { found = layerFromRow(row); }));
    if (found && (!m_blobs->has(found->blob) || !isUnpacked(found->chainId)))
        found.reset();
    return found;
}

Result<void> LayerStore::rememberStep(const std::string &key, const Layer &layer)
{
    return m_database->transaction([&]() -> Result<void> {
        CATAMARAN_CHECK(rememberLayer(layer));
        return m_database->run(
            "INSERT INTO build_cache VALUES(?,?) ON CONFLICT(key) DO UPDATE SET chain=excluded.chain",
            {key, layer.chainId});
    });
}

Result<spec::ImageConfig> LayerStore::config(const std::string &imageId)
{
    CATAMARAN_TRY(const auto artifact, artifactTypeOf(*m_database, imageId));
    if (artifact)
        return base::fail(base::Error(Errc::Unsupported, "this is no image but an artifact of type " +
                                                             *artifact + ": there is nothing in it to run")
                              .withFix("It can be tagged, pushed, saved and inspected; name an image here."));
    CATAMARAN_TRY(const std::string json, m_blobs->read(imageId));
    return spec::ImageConfig::fromJson(json);
}

Result<std::vector<Layer>> LayerStore::layersOf(const std::string &imageId)
{
    std::vector<Layer> layers;
    CATAMARAN_CHECK(
        m_database->run("SELECT l.chain,l.diff,i.blob,i.media_type,i.blob_size,l.unpacked_size,l.created "
                        "FROM image_layer i JOIN layer l "
                        "ON l.chain=i.chain WHERE i.image=? ORDER BY i.position",
                        {imageId}, [&](const SqlRow &row) { layers.push_back(layerFromRow(row)); }));
    return layers;
}

Result<void> LayerStore::writeIndex()
{
    return m_blobs->updateIndex([&]() -> Result<std::string> {
        spec::Index index;
        CATAMARAN_CHECK(m_database->run(
            "SELECT "
            "coalesce(m.manifest,i.manifest),coalesce(m.size,i.manifest_size),i.architecture,i.os,t.name,"
            "coalesce(m.type,i.manifest_type) FROM image i LEFT JOIN image_tag t ON t.image=i.id "
            "LEFT JOIN tag_manifest m ON m.name=t.name AND m.image=i.id ORDER BY t.name IS NULL,t.name,i.id",
            {}, [&](const SqlRow &row) {
                spec::Descriptor descriptor;
                descriptor.mediaType = row.text(5);
                descriptor.digest = row.text(0);
                descriptor.size = row.integer(1);
                descriptor.architecture = row.text(2);
                descriptor.os = row.text(3);
                if (!row.isNull(4))
                    descriptor.annotations[std::string(spec::kAnnotationRefName)] = row.text(4);
                index.manifests.push_back(std::move(descriptor));
            }));
        return index.toJson();
    });
}

Result<std::vector<std::string>> LayerStore::collectGarbage()
{
    CATAMARAN_TRY(const std::optional<store::FileLock> lock, m_blobs->tryCollect());
    std::vector<std::string> removed;
    if (!lock)
        return removed;
    std::set<std::string> blobs;
    std::set<std::string> chains;
    const Result<void> changed = m_database->transaction([&]() -> Result<void> {
        CATAMARAN_CHECK(
            m_database->run("DELETE FROM layer WHERE chain NOT IN (SELECT chain FROM image_layer) "
                            "AND chain NOT IN (SELECT chain FROM build_cache)"));
        CATAMARAN_CHECK(m_database->run("SELECT chain,blob FROM layer", {}, [&](const SqlRow &row) {
            chains.insert(hexOf(row.text(0)));
            blobs.insert(row.text(1));
        }));
        CATAMARAN_CHECK(m_database->run("SELECT blob FROM image_layer UNION SELECT blob FROM artifact_blob",
                                        {}, [&](const SqlRow &row) { blobs.insert(row.text(0)); }));
        CATAMARAN_CHECK(keepTagManifests(*m_database, *m_blobs, blobs));
        return m_database->run("SELECT id,manifest FROM image", {}, [&](const SqlRow &row) {
            blobs.insert(row.text(0));
            blobs.insert(row.text(1));
        });
    });
    CATAMARAN_CHECK(changed);
    sweepPartialDownloads();
    CATAMARAN_TRY(const std::vector<std::string> onDisk, m_blobs->list());
    for (const std::string &digest : onDisk) {
        if (!blobs.contains(digest))
            CATAMARAN_CHECK(m_blobs->remove(digest));
    }
    const std::string root = m_dataDirectory + "/layers";
    const std::unique_ptr<DIR, int (*)(DIR *)> handle(::opendir(root.c_str()), ::closedir);
    if (!handle)
        return base::failErrno("read " + root);
    while (const dirent *entry = ::readdir(handle.get())) {
        const std::string name = entry->d_name;
        if (!base::isSha256Digest("sha256:" + name) || chains.contains(name))
            continue;
        CATAMARAN_CHECK(base::removeTree(root + "/" + name));
        removed.push_back("sha256:" + name);
    }
    return removed;
}

} // namespace catamaran::engine::image
