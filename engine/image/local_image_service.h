// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/image/image_service.h"
#include "engine/image/layer_store.h"

namespace catamaran::engine::image {

/// The ImageService over a LayerStore in the same process. Thread: safe.
class LocalImageService final : public ImageService {
public:
    explicit LocalImageService(std::unique_ptr<LayerStore> store) : m_store(std::move(store)) {}

    base::Result<std::vector<ImageSummary>> list() override;
    base::Result<ResolvedImage> resolve(const std::string &reference,
                                        const base::OperationContext &context) override;
    base::Result<void> addReference(const std::string &imageId, const std::string &user) override;
    base::Result<void> dropReference(const std::string &user) override;
    base::Result<void> tag(const std::string &reference, const std::string &newTag) override;
    base::Result<Removed> remove(const std::string &reference, bool force) override;
    base::Result<std::vector<Step>> history(const std::string &reference) override;
    base::Result<std::string> importRootFilesystem(const std::string &archive, const std::string &tag,
                                                   const base::OperationContext &context) override;
    base::Result<std::string> importImage(const ImportRequest &request,
                                          const base::OperationContext &context) override;
    base::Result<ImageDetails> describe(const std::string &reference) override;
    base::Result<void> save(const SaveRequest &request, const ArchiveSink &sink,
                            const base::OperationContext &context) override;
    base::Result<std::vector<LoadedImage>> load(const LoadRequest &request,
                                                const base::OperationContext &context) override;
    base::Result<PullResult> pull(const PullRequest &request, const TransferListener &listener,
                                  const base::OperationContext &context) override;
    base::Result<std::vector<PushResult>> push(const PushRequest &request, const TransferListener &listener,
                                               const base::OperationContext &context) override;
    LayerStore *layerStore() override { return m_store.get(); }

private:
    struct Found {
        std::string id;
        std::string manifest;
        std::string name; ///< the tag that was meant; empty if asked by id or digest
    };
    base::Result<Found> find(const std::string &reference);
    base::Result<std::optional<Found>> findByColumn(std::string_view where, const std::string &value);
    base::Result<std::optional<Found>> findByDigest(const std::string &digest);
    base::Result<std::optional<Found>> findByPrefix(const std::string &reference);
    base::Result<std::vector<std::string>> tagsOf(const std::string &imageId);
    /// Forgets the digests of repositories whose last tag has gone; returns their names.
    base::Result<std::vector<std::string>> untagRepositories(const Found &found,
                                                             const std::vector<std::string> &tags);
    base::Result<void> checkUnused(const Found &found, const std::string &reference, bool force);
    base::Result<Removed> deleteImage(const Found &found, const std::vector<std::string> &tags);

    std::unique_ptr<LayerStore> m_store;
};

} // namespace catamaran::engine::image
