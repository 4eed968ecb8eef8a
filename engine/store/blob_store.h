// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/base/result.h"
#include "engine/store/file_lock.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace catamaran::engine::store {

/// What a finished blob is called.
struct Blob {
    std::string digest; ///< "sha256:..."
    std::int64_t size = 0;
};

class BlobStore;

/// Takes the bytes of one blob. They lie in <store>/ingest, under a lock, until commit() has checked the
/// digest and renamed the file into place; a writer that is dropped leaves nothing. Not thread-safe.
class BlobWriter {
public:
    base::Result<void> write(std::string_view data);
    [[nodiscard]] std::int64_t size() const { return m_size; }
    /// Publishes the blob. Corrupt if `expectedDigest` is given and differs.
    base::Result<Blob> commit(std::string_view expectedDigest = {});

    BlobWriter(BlobWriter &&) noexcept = default;
    BlobWriter &operator=(BlobWriter &&) = delete;
    ~BlobWriter();

private:
    friend class BlobStore;
    BlobWriter(const BlobStore &store, Staged staged) : m_store(&store), m_staged(std::move(staged)) {}
    base::Result<void> flush();

    const BlobStore *m_store;
    Staged m_staged;
    base::Sha256 m_hash;
    std::string m_buffer;
    std::int64_t m_size = 0;
};

/// The blobs and the index of an OCI image layout (image-spec image-layout.md): oci-layout, index.json,
/// blobs/sha256/<hex>. Our own files beside them: lock (held while index.json is replaced), gc.lock (shared
/// by whoever makes or reads content, exclusive for the garbage collector) and ingest/.
///
/// Thread and process: safe. Blobs are immutable; with Durability::Synced they are on the disk before they
/// are visible.
class BlobStore {
public:
    /// Makes the layout if needed and removes what dead writers left.
    static base::Result<std::unique_ptr<BlobStore>> open(const std::string &directory,
                                                         base::Durability durability);

    [[nodiscard]] const std::string &directory() const { return m_directory; }
    /// Path of a blob. The digest must be a valid one (base::isSha256Digest).
    [[nodiscard]] std::string path(std::string_view digest) const;
    [[nodiscard]] bool has(std::string_view digest) const;
    /// A small blob (manifest, configuration), digest checked. NotFound, or Corrupt.
    base::Result<std::string> read(std::string_view digest) const;
    base::Result<BlobWriter> create() const;
    base::Result<Blob> put(std::string_view data) const;
    /// All digests on disk.
    base::Result<std::vector<std::string>> list() const;
    base::Result<void> remove(std::string_view digest) const;

    /// Replaces index.json by what `make` returns, called with the lock held, if it differs.
    base::Result<void> updateIndex(const std::function<base::Result<std::string>()> &make) const;

    /// Keeps the garbage collector away from content that no row refers to yet.
    base::Result<FileLock> useContent() const;
    /// nullopt: content is in use; collect later.
    base::Result<std::optional<FileLock>> tryCollect() const;

private:
    friend class BlobWriter;
    BlobStore(std::string directory, base::Durability durability)
        : m_directory(std::move(directory)), m_durability(durability)
    {
    }

    std::string m_directory;
    base::Durability m_durability;
};

} // namespace catamaran::engine::store
