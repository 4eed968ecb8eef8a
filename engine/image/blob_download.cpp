// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/blob_download.h"

#include "engine/base/file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::image {

using base::Errc;
using base::Result;

Result<std::unique_ptr<BlobDownload>> BlobDownload::open(store::BlobStore &blobs, std::string digest,
                                                         std::int64_t expectedSize)
{
    const std::string directory = blobs.directory() + "/partial";
    CATAMARAN_CHECK(base::makeDirectories(directory, 0700));
    std::unique_ptr<BlobDownload> download(new BlobDownload(blobs, std::move(digest), expectedSize));
    download->m_path = directory + "/" + download->m_digest.substr(download->m_digest.find(':') + 1);
    for (;;) {
        CATAMARAN_TRY(download->m_fd, base::openFile(download->m_path, O_RDWR | O_CREAT | O_NOFOLLOW, 0600));
        while (::flock(download->m_fd.get(), LOCK_EX) != 0) {
            if (errno != EINTR)
                return base::failErrno("lock " + download->m_path);
        }
        struct stat status {};
        if (::fstat(download->m_fd.get(), &status) != 0)
            return base::failErrno("stat " + download->m_path);
        if (status.st_nlink > 0)
            break; // else the one before us has finished it: begin anew
    }
    CATAMARAN_CHECK(download->hashExisting());
    return download;
}

BlobDownload::~BlobDownload()
{
    // An empty file is of no use to anybody.
    if (m_fd && m_size == 0 && !m_finished)
        ::unlink(m_path.c_str());
}

Result<void> BlobDownload::hashExisting()
{
    std::string buffer(1U << 18, '\0');
    for (;;) {
        const ssize_t n = ::pread(m_fd.get(), buffer.data(), buffer.size(), m_size);
        if (n < 0)
            return base::failErrno("read " + m_path);
        if (n == 0)
            break;
        m_hash.update(buffer.data(), static_cast<std::size_t>(n));
        m_size += n;
    }
    if (m_expectedSize > 0 && m_size > m_expectedSize)
        return begin(0);
    m_available = m_size;
    return {};
}

Result<void> BlobDownload::begin(std::int64_t offset)
{
    if (offset == m_size)
        return {};
    if (offset != 0)
        return base::fail(Errc::Protocol, "blob " + m_digest + " goes on at another place than asked for");
    if (::ftruncate(m_fd.get(), 0) != 0)
        return base::failErrno("truncate " + m_path);
    m_hash = base::Sha256();
    m_size = 0;
    const std::scoped_lock lock(m_mutex);
    m_restarted = m_available > 0;
    m_available = 0;
    return {};
}

Result<void> BlobDownload::data(std::string_view bytes)
{
    if (m_expectedSize > 0 && m_size + static_cast<std::int64_t>(bytes.size()) > m_expectedSize)
        return base::fail(base::Error(Errc::Corrupt, "blob " + m_digest + " is larger than its manifest says")
                              .withFix("Do not trust this registry."));
    m_hash.update(bytes);
    std::string_view rest = bytes;
    while (!rest.empty()) {
        const ssize_t n = ::pwrite(m_fd.get(), rest.data(), rest.size(), m_size);
        if (n < 0) {
            if (errno == EINTR)
                continue;
            return base::failErrno("write " + m_path);
        }
        m_size += n;
        rest.remove_prefix(static_cast<std::size_t>(n));
    }
    {
        const std::scoped_lock lock(m_mutex);
        m_available = m_size;
    }
    m_arrived.notify_all();
    if (onData)
        onData(m_size);
    return {};
}

Result<void> BlobDownload::finish()
{
    const std::string found = "sha256:" + m_hash.finishHex();
    if (found != m_digest || (m_expectedSize > 0 && m_size != m_expectedSize)) {
        ::unlink(m_path.c_str());
        const base::Error error =
            base::Error(Errc::Corrupt, "filesystem layer verification failed for digest " + m_digest +
                                           ": the registry sent " + found)
                .withFix(
                    "Nothing was kept. Try again; if it stays so, the registry or a proxy before it changes "
                    "content.");
        fail(error);
        return base::fail(error);
    }
    if (::fchmod(m_fd.get(), 0644) != 0 || ::fdatasync(m_fd.get()) != 0)
        return base::failErrno("sync " + m_path);
    if (::rename(m_path.c_str(), m_blobs.path(m_digest).c_str()) != 0)
        return base::failErrno("rename " + m_path);
    {
        const std::scoped_lock lock(m_mutex);
        m_finished = true;
    }
    m_arrived.notify_all();
    return {};
}

void BlobDownload::fail(const base::Error &error)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_error)
            m_error = error;
    }
    m_arrived.notify_all();
}

bool BlobDownload::restarted() const
{
    const std::scoped_lock lock(m_mutex);
    return m_restarted;
}

Result<std::size_t> BlobDownload::readAt(std::int64_t offset, char *buffer, std::size_t size,
                                         const std::stop_token &stop)
{
    std::int64_t available = 0;
    {
        std::unique_lock lock(m_mutex);
        m_arrived.wait(lock, stop,
                       [&] { return m_available > offset || m_finished || m_restarted || m_error; });
        if (stop.stop_requested())
            return base::fail(Errc::Cancelled, "cancelled");
        if (m_error)
            return base::fail(base::Error(*m_error));
        if (m_restarted)
            return base::fail(Errc::Network, "the download of " + m_digest + " began again");
        available = m_available;
    }
    if (available <= offset)
        return std::size_t(0);
    const auto wanted = std::min<std::int64_t>(static_cast<std::int64_t>(size), available - offset);
    const ssize_t n = ::pread(m_fd.get(), buffer, static_cast<std::size_t>(wanted), offset);
    if (n < 0)
        return base::failErrno("read " + m_path);
    return static_cast<std::size_t>(n);
}

} // namespace catamaran::engine::image
