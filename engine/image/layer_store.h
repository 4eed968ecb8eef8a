// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/image/layer_view.h"
#include "engine/spec/image/oci.h"
#include "engine/spec/image_config.h"
#include "engine/store/blob_store.h"
#include "engine/store/database.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace catamaran::engine::image {

/// One layer as the database knows it: content in the blob store, and unpacked by its chain id.
struct Layer {
    std::string chainId;
    std::string diffId;
    std::string blob; ///< digest of the (maybe compressed) blob
    std::string mediaType = std::string(spec::kMediaTypeLayerTar);
    std::int64_t blobSize = 0;
    std::int64_t unpackedSize = 0; ///< bytes in regular files
    std::string created;           ///< RFC 3339; when the step ran that made it
    auto operator<=>(const Layer &) const = default;
};

/// A directory in which a layer grows. `fs` is the overlay upper directory. Dropping it removes it; if the
/// process dies, the next open of the store does.
class StagedLayer {
public:
    explicit StagedLayer(store::Staged staged) : m_staged(std::move(staged)) {}
    StagedLayer(StagedLayer &&) noexcept = default;
    StagedLayer &operator=(StagedLayer &&) = delete;
    ~StagedLayer();
    [[nodiscard]] std::string fs() const { return m_staged.path + "/fs"; }

private:
    friend class LayerStore;
    store::Staged m_staged;
};

/// Content of images: layers, configurations, manifests, and the build cache's keys.
///
/// Files: <data>/layers/<chain id in hex>/fs, .../settled (it is on the disk, not only in memory),
/// <data>/layers/.staging, <data>/layers/.boot (the boot in which the layers were looked at). Everybody who
/// makes content holds a useContent() lock from before the first blob until the rows that refer to it are
/// committed; the garbage collector runs only when nobody does. SQLite is the truth; index.json is written
/// from it under its own lock after every change, and again at open, so that a crash in between heals. Thread
/// and process: safe.
class LayerStore {
public:
    static base::Result<std::unique_ptr<LayerStore>> open(const std::string &dataDirectory,
                                                          std::shared_ptr<store::Database> database);

    [[nodiscard]] store::BlobStore &blobs() { return *m_blobs; }
    [[nodiscard]] store::Database &database() { return *m_database; }
    base::Result<store::FileLock> useContent() { return m_blobs->useContent(); }

    /// <data>/layers/<hex>/fs.
    [[nodiscard]] std::string directory(std::string_view chainId) const;
    [[nodiscard]] bool isUnpacked(std::string_view chainId) const;

    base::Result<StagedLayer> stage();
    /// Makes a layer of what stands in `staged`: tar to the blob store, then rename by its chain id.
    base::Result<Layer> commit(StagedLayer staged, const std::string &parentChain, const std::string &created,
                               const base::OperationContext &context);
    /// Publishes an unpacked directory by its chain id. An existing one wins.
    base::Result<void> publish(StagedLayer staged, std::string_view chainId);

    /// Unpacks the layer's blob unless its directory is there already.
    base::Result<void> ensureUnpacked(const Layer &layer, const base::OperationContext &context);
    /// As above; sets `unpackedSize` when the layer has been unpacked now.
    base::Result<void> unpack(Layer &layer, const base::OperationContext &context);

    /// Brings unpacked layers to the disk (one syncfs(2) for all) and marks them so. Layers without the mark
    /// are unpacked again after the next boot, because a power cut may have taken a part of them.
    base::Result<void> settle(const std::vector<Layer> &layers);

    struct PutImage {
        std::string id;
        std::string manifestDigest;
    };
    /// Stores configuration and manifest (with `annotations`) and makes `tags` (normalised) point at the
    /// image.
    base::Result<PutImage> putImage(const spec::ImageConfig &config, const std::vector<Layer> &layers,
                                    const std::vector<std::string> &tags,
                                    const std::map<std::string, std::string> &annotations = {});

    /// An image that came from elsewhere: the bytes of its manifest and configuration are kept as they are,
    /// so that their digests stay. The blobs of configuration and layers are in the store already.
    struct Foreign {
        std::string manifest;
        std::string manifestType; ///< media type
        std::string configDigest;
        spec::ImageConfig config;
        std::vector<Layer> layers;
        std::vector<std::string> tags; ///< normalised
        /// {"docker.io/library/demo", "sha256:..."}: under which digests the registry knows it.
        std::vector<std::pair<std::string, std::string>> repositoryDigests;
    };
    base::Result<PutImage> putForeign(const Foreign &image);

    /// What an earlier build remembered under `key`, if its layer is still there.
    base::Result<std::optional<Layer>> cachedStep(const std::string &key);
    base::Result<void> rememberStep(const std::string &key, const Layer &layer);

    base::Result<spec::ImageConfig> config(const std::string &imageId);
    /// Lowest first.
    base::Result<std::vector<Layer>> layersOf(const std::string &imageId);

    /// Writes index.json from the database.
    base::Result<void> writeIndex();
    /// Removes blobs and layer directories that no image and no cached step refers to. Returns the digests
    /// of removed layers; does nothing while content is in use.
    base::Result<std::vector<std::string>> collectGarbage();

private:
    LayerStore(std::string dataDirectory, std::shared_ptr<store::Database> database,
               std::unique_ptr<store::BlobStore> blobs)
        : m_dataDirectory(std::move(dataDirectory)), m_database(std::move(database)),
          m_blobs(std::move(blobs))
    {
    }
    base::Result<void> insertImage(const spec::ImageConfig &config, const std::vector<Layer> &layers,
                                   const store::Blob &configBlob, const store::Blob &manifestBlob,
                                   const std::string &manifestType, const std::vector<std::string> &tags);
    base::Result<void> rememberLayer(const Layer &layer);
    [[nodiscard]] std::string settledMark(std::string_view chainId) const;
    base::Result<void> repairAfterBoot();
    /// What opening does for those who were killed: writes the index, collects. Not when nothing has changed
    /// since it was done last, because every command opens the store.
    base::Result<void> heal();
    [[nodiscard]] std::string stateStamp() const;
    void sweepPartialDownloads() const;

    std::string m_dataDirectory;
    std::shared_ptr<store::Database> m_database;
    std::unique_ptr<store::BlobStore> m_blobs;
};

} // namespace catamaran::engine::image
