// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "engine/image/layer_store.h"

#include <map>
#include <optional>
#include <string>

namespace catamaran::engine::image {

/// The files of an image archive (docker's or an OCI layout, tar or directory), brought into the blob store
/// in one pass over the input, which may be a pipe. Memory does not grow with their size.
///
/// The archive is not trusted: nothing is written under a name of its choosing. A file blobs/sha256/<hex> is
/// kept only if its content has that digest; a name that comes twice, leaves the archive, or is a device is
/// Corrupt; links are followed inside the archive only. The caller holds useContent().
class ArchiveFiles {
public:
    static base::Result<ArchiveFiles> read(LayerStore &store, const std::string &path,
                                           const base::OperationContext &context);

    /// The blob under a path of the archive, links followed; nullopt: no such file.
    [[nodiscard]] std::optional<store::Blob> find(const std::string &path) const;
    /// A blob by its digest, from this archive or in the store already.
    [[nodiscard]] bool has(const std::string &digest) const { return m_store->blobs().has(digest); }
    /// A small document (index, manifest, configuration). Corrupt when it is missing or above 16 MiB.
    [[nodiscard]] base::Result<std::string> document(const std::string &digest) const;
    [[nodiscard]] std::int64_t sizeOf(const std::string &digest) const;

private:
    friend class ArchiveFilesReader;
    explicit ArchiveFiles(LayerStore &store) : m_store(&store) {}

    LayerStore *m_store;
    std::map<std::string, store::Blob> m_files;
    std::map<std::string, std::string> m_links; ///< path, target in the archive
};

} // namespace catamaran::engine::image
