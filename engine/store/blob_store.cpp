// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/blob_store.h"

#include <cstdio>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::store {

using base::Durability;
using base::Errc;
using base::Result;

namespace {

constexpr std::string_view kLayoutFile = "{\"imageLayoutVersion\":\"1.0.0\"}";
constexpr std::string_view kEmptyIndex =
    R"({"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]})";
constexpr std::size_t kBufferSize = 1U << 18;

} // namespace

BlobWriter::~BlobWriter()
{
    if (m_staged.lock)
        ::unlink(m_staged.path.c_str());
}

Result<void> BlobWriter::flush()
{
    std::string_view rest = m_buffer;
    while (!rest.empty()) {
        const ssize_t n = ::write(m_staged.lock.get(), rest.data(), rest.size());
        if (n < 0) {
            if (errno == EINTR)
                continue;
            return base::failErrno("write " + m_staged.path);
        }
        rest.remove_prefix(static_cast<std::size_t>(n));
    }
    m_buffer.clear();
    return {};
}

Result<void> BlobWriter::write(std::string_view data)
{
    m_hash.update(data);
    m_size += static_cast<std::int64_t>(data.size());
    m_buffer.append(data);
    return m_buffer.size() >= kBufferSize ? flush() : Result<void>();
}

Result<Blob> BlobWriter::commit(std::string_view expectedDigest)
{
    CATAMARAN_CHECK(flush());
    Blob blob{"sha256:" + m_hash.finishHex(), m_size};
    if (!expectedDigest.empty() && expectedDigest != blob.digest)
        return base::fail(base::Error(Errc::Corrupt, "the content has digest " + blob.digest + ", expected " +
                                                         std::string(expectedDigest))
                              .withFix("Fetch it again; the copy was damaged on its way."));
    if (m_store->has(blob.digest))
        return blob;
    if (::fchmod(m_staged.lock.get(), 0644) != 0)
        return base::failErrno("chmod " + m_staged.path);
    if (m_store->m_durability == Durability::Synced && ::fdatasync(m_staged.lock.get()) != 0)
        return base::failErrno("sync " + m_staged.path);
    const std::string target = m_store->path(blob.digest);
    if (::rename(m_staged.path.c_str(), target.c_str()) != 0)
        return base::failErrno("rename " + m_staged.path + " to " + target);
    m_staged.lock.reset();
    return blob;
}

Result<std::unique_ptr<BlobStore>> BlobStore::open(const std::string &directory, Durability durability)
{
    for (const char *child : {"/blobs/sha256", "/ingest"})
        CATAMARAN_CHECK(base::makeDirectories(directory + child));
    std::unique_ptr<BlobStore> store(new BlobStore(directory, durability));
    if (::access((directory + "/oci-layout").c_str(), F_OK) != 0)
        CATAMARAN_CHECK(base::writeFileAtomic(directory + "/oci-layout", kLayoutFile));
    if (::access((directory + "/index.json").c_str(), F_OK) != 0) {
        CATAMARAN_TRY(const FileLock lock, FileLock::acquire(directory + "/lock", FileLock::Kind::Exclusive));
        if (::access((directory + "/index.json").c_str(), F_OK) != 0)
            CATAMARAN_CHECK(base::writeFileAtomic(directory + "/index.json", kEmptyIndex));
    }
    CATAMARAN_CHECK(sweepAbandoned(directory + "/ingest"));
    return store;
}

std::string BlobStore::path(std::string_view digest) const
{
    return m_directory + "/blobs/sha256/" + std::string(digest.substr(digest.find(':') + 1));
}

bool BlobStore::has(std::string_view digest) const
{
    return base::isSha256Digest(digest) && ::access(path(digest).c_str(), F_OK) == 0;
}

Result<std::string> BlobStore::read(std::string_view digest) const
{
    if (!base::isSha256Digest(digest))
        return base::fail(Errc::InvalidArgument, "\"" + std::string(digest) + "\" is not a sha256 digest");
    if (!has(digest))
        return base::fail(Errc::NotFound, "blob " + std::string(digest) + " is not in the store");
    CATAMARAN_TRY(std::string data, base::readFile(path(digest)));
    if ("sha256:" + base::Sha256::hexOf(data) != digest)
        return base::fail(base::Error(Errc::Corrupt, path(digest) + ": the content does not match its name")
                              .withFix("Remove the image and build or pull it again."));
    return data;
}

Result<BlobWriter> BlobStore::create() const
{
    CATAMARAN_TRY(Staged staged, makeStagedFile(m_directory + "/ingest"));
    return BlobWriter(*this, std::move(staged));
}

Result<Blob> BlobStore::put(std::string_view data) const
{
    CATAMARAN_TRY(BlobWriter writer, create());
    CATAMARAN_CHECK(writer.write(data));
    return writer.commit();
}

Result<std::vector<std::string>> BlobStore::list() const
{
    const std::string directory = m_directory + "/blobs/sha256";
    const std::unique_ptr<DIR, int (*)(DIR *)> handle(::opendir(directory.c_str()), ::closedir);
    if (!handle)
        return base::failErrno("read " + directory);
    std::vector<std::string> out;
    while (const dirent *entry = ::readdir(handle.get())) {
        std::string digest = "sha256:" + std::string(entry->d_name);
        if (base::isSha256Digest(digest))
            out.push_back(std::move(digest));
    }
    return out;
}

Result<void> BlobStore::remove(std::string_view digest) const
{
    if (base::isSha256Digest(digest) && ::unlink(path(digest).c_str()) != 0 && errno != ENOENT)
        return base::failErrno("remove " + path(digest));
    return {};
}

Result<void> BlobStore::updateIndex(const std::function<Result<std::string>()> &make) const
{
    CATAMARAN_TRY(const FileLock lock, FileLock::acquire(m_directory + "/lock", FileLock::Kind::Exclusive));
    CATAMARAN_TRY(const std::string text, make());
    const std::string file = m_directory + "/index.json";
    if (const auto before = base::readFile(file); before && *before == text)
        return {};
    return base::writeFileAtomic(file, text, 0644, m_durability);
}

Result<FileLock> BlobStore::useContent() const
{
    return FileLock::acquire(m_directory + "/gc.lock", FileLock::Kind::Shared);
}

Result<std::optional<FileLock>> BlobStore::tryCollect() const
{
    return FileLock::tryAcquire(m_directory + "/gc.lock", FileLock::Kind::Exclusive);
}

} // namespace catamaran::engine::store
