// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/digest.h"
#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "engine/registry/client.h"
#include "engine/store/blob_store.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>

namespace catamaran::engine::image {

/// A blob on its way into the store: <store>/partial/<hex>, under a lock of its own, so that a killed pull is
/// continued where it stopped, by whoever comes next. Another thread may read what has arrived.
///
/// Thread: one that writes (BlobSink, finish(), fail()), one that reads.
class BlobDownload final : public registry::BlobSink {
public:
    /// Waits while another process downloads the same blob.
    static base::Result<std::unique_ptr<BlobDownload>> open(store::BlobStore &blobs, std::string digest,
                                                            std::int64_t expectedSize);
    ~BlobDownload() override;

    base::Result<void> begin(std::int64_t offset) override;
    base::Result<void> data(std::string_view bytes) override;
    [[nodiscard]] std::int64_t position() const override { return m_size; }
    /// Called for each piece with the bytes that are there.
    std::function<void(std::int64_t done)> onData;

    /// Everything has arrived: checks size and digest and moves the file into the store. Corrupt throws away
    /// what arrived.
    base::Result<void> finish();
    /// Nothing more comes: wakes the reader with this error.
    void fail(const base::Error &error);

    /// Bytes from `offset` as they arrive; 0 at the end. The error that stopped the download, or Cancelled.
    base::Result<std::size_t> readAt(std::int64_t offset, char *buffer, std::size_t size,
                                     const std::stop_token &stop);
    /// Whether what was read may be wrong: the download began again.
    [[nodiscard]] bool restarted() const;

private:
    BlobDownload(store::BlobStore &blobs, std::string digest, std::int64_t expectedSize)
        : m_blobs(blobs), m_digest(std::move(digest)), m_expectedSize(expectedSize)
    {
    }
    base::Result<void> hashExisting();

    store::BlobStore &m_blobs;
    std::string m_digest;
    std::int64_t m_expectedSize;
    std::string m_path;
    base::UniqueFd m_fd;
    base::Sha256 m_hash;
    std::int64_t m_size = 0; ///< of the writer

    mutable std::mutex m_mutex; ///< guards what follows
    std::condition_variable_any m_arrived;
    std::int64_t m_available = 0;
    bool m_finished = false;
    bool m_restarted = false;
    std::optional<base::Error> m_error;
};

} // namespace catamaran::engine::image
