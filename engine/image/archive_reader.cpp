// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/archive_reader.h"

#include "engine/base/file.h"
#include "engine/image/archive_library.h"
#include "engine/image/decompress.h"
#include "engine/image/unpack_limits.h"

#include <algorithm>
#include <array>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::image {

using namespace libarchive;
using base::Errc;
using base::Result;

namespace {

constexpr std::int64_t kMaximumDocument = 16LL << 20;
constexpr std::int64_t kMaximumMembers = 65536; // an image has a few for each layer
constexpr int kMaximumLinks = 8;
constexpr std::string_view kBlobs = "blobs/sha256/";

tl::unexpected<base::Error> hostile(const std::string &message)
{
    return base::fail(base::Error(Errc::Corrupt, message).withFix("Do not trust this archive."));
}

/// "a/./b/../c" to "a/c". Corrupt when it leaves the archive.
Result<std::string> cleanPath(const std::string &raw)
{
    std::vector<std::string> parts;
    for (const std::string &part : splitPath(raw)) {
        if (part != "..") {
            parts.push_back(part);
            continue;
        }
        if (parts.empty())
            return hostile("archive member \"" + raw + "\" leaves the archive");
        parts.pop_back();
    }
    std::string out;
    for (const std::string &part : parts)
        out += (out.empty() ? "" : "/") + part;
    return out;
}

/// The digest that a path promises; empty: none.
std::string promisedDigest(const std::string &path)
{
    if (!path.starts_with(kBlobs))
        return {};
    const std::string digest = "sha256:" + path.substr(kBlobs.size());
    return base::isSha256Digest(digest) ? digest : std::string();
}

struct Input {
    std::unique_ptr<DecompressingReader> reader;
    std::optional<base::Error> error;
};

la_ssize_t readInput(archive *, void *opaque, const void **buffer)
{
    auto *input = static_cast<Input *>(opaque);
    auto data = input->reader->read();
    if (!data) {
        input->error = std::move(data).error();
        return -1;
    }
    *buffer = data->data();
    return static_cast<la_ssize_t>(data->size());
}

} // namespace

class ArchiveFilesReader {
public:
    ArchiveFilesReader(LayerStore &store, std::string name, const base::OperationContext &context)
        : m_files(store), m_name(std::move(name)), m_context(context),
          m_limits(UnpackLimits::of(store.blobs().directory()))
    {
    }
    Result<void> tar();
    Result<void> directory(int parent, const std::string &prefix, int depth);
    ArchiveFiles take() { return std::move(m_files); }

private:
    Result<void> member(archive *source, archive_entry *item);
    Result<void> content(archive *source, const std::string &path, std::int64_t size);
    Result<void> file(int fd, const std::string &path, std::int64_t size);
    Result<void> keep(const std::string &path, store::BlobWriter writer);
    Result<void> mayBring(std::int64_t size);
    Result<void> drain();

    ArchiveFiles m_files;
    std::string m_name;
    const base::OperationContext &m_context;
    UnpackLimits m_limits;
    Input m_input;
    std::int64_t m_bytes = 0;
    std::int64_t m_members = 0;
};

Result<void> ArchiveFilesReader::mayBring(std::int64_t size)
{
    if (m_context.stopRequested())
        return base::fail(Errc::Cancelled, "cancelled");
    if (++m_members > kMaximumMembers)
        return hostile(m_name + " has more than " + std::to_string(kMaximumMembers) +
                       " members: no image archive has");
    CATAMARAN_CHECK(m_limits.check(m_bytes, size, m_members, m_name));
    m_bytes += size;
    return {};
}

Result<void> ArchiveFilesReader::keep(const std::string &path, store::BlobWriter writer)
{
    const std::string promised = promisedDigest(path);
    auto blob = writer.commit(promised);
    if (!blob)
        return base::fail(std::move(blob).error().withContext(path));
    const auto [at, isNew] = m_files.m_files.try_emplace(path, *blob);
    if ((!isNew && at->second.digest != blob->digest) || m_files.m_links.contains(path))
        return hostile("archive member \"" + path + "\" comes twice with different content");
    m_context.report("Reading " + path, m_bytes, 0, "bytes");
    return {};
}

Result<void> ArchiveFilesReader::content(archive *source, const std::string &path, std::int64_t size)
{
    CATAMARAN_TRY(store::BlobWriter writer, m_files.m_store->blobs().create());
    static constexpr std::array<char, 65536> kZeros{};
    const auto fill = [&](la_int64_t until) -> Result<void> { // the holes of a sparse member
        while (writer.size() < until) {
            const auto n = std::min<std::int64_t>(until - writer.size(), kZeros.size());
            CATAMARAN_CHECK(writer.write({kZeros.data(), static_cast<std::size_t>(n)}));
        }
        return {};
    };
    const void *data = nullptr;
    std::size_t length = 0;
    la_int64_t offset = 0;
    for (;;) {
        if (m_context.stopRequested())
            return base::fail(Errc::Cancelled, "cancelled");
        const int code = archive_read_data_block(source, &data, &length, &offset);
        if (code == ARCHIVE_EOF)
            break;
        if (code < ARCHIVE_WARN) {
            const char *text = archive_error_string(source);
            return base::fail(Errc::Corrupt, path + ": " + (text ? text : "its data cannot be read"));
        }
        CATAMARAN_CHECK(fill(offset));
        CATAMARAN_CHECK(writer.write({static_cast<const char *>(data), length}));
    }
    CATAMARAN_CHECK(fill(size));
    return keep(path, std::move(writer));
}

Result<void> ArchiveFilesReader::member(archive *source, archive_entry *item)
{
    const char *raw = archive_entry_pathname(item);
    if (!raw)
        return hostile(m_name + ": a member without a readable name");
    CATAMARAN_TRY(const std::string path, cleanPath(raw));
    const mode_t type = archive_entry_filetype(item);
    const char *hard = archive_entry_hardlink(item);
    if (!hard && type == AE_IFDIR)
        return mayBring(0);
    if (path.empty())
        return hostile(m_name + ": a member named \"" + raw + "\" that is no directory");
    if (hard || type == AE_IFLNK) {
        CATAMARAN_CHECK(mayBring(0));
        const char *target = hard ? hard : archive_entry_symlink(item);
        if (!target || (!hard && target[0] == '/'))
            return hostile("archive member \"" + path + "\" is a link to nowhere in the archive");
        const std::size_t slash = path.rfind('/');
        const std::string parent = slash == std::string::npos ? "" : path.substr(0, slash + 1);
        CATAMARAN_TRY(const std::string to, cleanPath(hard ? std::string(hard) : parent + target));
        const auto [at, isNew] = m_files.m_links.try_emplace(path, to);
        if ((!isNew && at->second != to) || m_files.m_files.contains(path))
            return hostile("archive member \"" + path + "\" comes twice with different content");
        return {};
    }
    if (type != AE_IFREG)
        return hostile("archive member \"" + path + "\" is neither a file, a directory nor a link");
    CATAMARAN_CHECK(mayBring(archive_entry_size(item)));
    return content(source, path, archive_entry_size(item));
}

Result<void> ArchiveFilesReader::tar()
{
    CATAMARAN_CHECK(libarchive::library.load());
    CATAMARAN_TRY(m_input.reader, DecompressingReader::open(m_name));
    const std::unique_ptr<archive, int (*)(archive *)> reader(archive_read_new(), archive_read_free);
    archive_read_support_format_tar(reader.get());
    archive_read_support_filter_none(reader.get());
    archive_read_support_filter_bzip2(reader.get());
    archive_read_support_filter_xz(reader.get());
    const auto damaged = [&]() -> tl::unexpected<base::Error> {
        if (m_input.error)
            return base::fail(std::move(*m_input.error));
        const char *text = archive_error_string(reader.get());
        return base::fail(
            base::Error(Errc::Corrupt, m_name + " is not a readable tar: " + (text ? text : "unknown error"))
                .withFix("Give an archive of \"save\", or the directory of an OCI layout."));
    };
    if (archive_read_open(reader.get(), &m_input, nullptr, readInput, nullptr) != ARCHIVE_OK)
        return damaged();
    for (;;) {
        archive_entry *item = nullptr;
        const int code = archive_read_next_header(reader.get(), &item);
        if (code == ARCHIVE_EOF)
            return drain();
        if (code < ARCHIVE_WARN)
            return damaged();
        if (auto done = member(reader.get(), item); !done)
            return base::fail(m_input.error ? std::move(*m_input.error) : std::move(done).error());
    }
}

/// Reads the padding behind the end, so that a program that writes into our pipe is not killed over it.
Result<void> ArchiveFilesReader::drain()
{
    for (std::int64_t trailing = 0; trailing <= m_limits.trailingBytes;) {
        CATAMARAN_TRY(const std::string_view rest, m_input.reader->read());
        if (rest.empty())
            return {};
        trailing += static_cast<std::int64_t>(rest.size());
    }
    return hostile(m_name + ": more than 64 MiB stand behind the end of the archive");
}

Result<void> ArchiveFilesReader::file(int fd, const std::string &path, std::int64_t size)
{
    CATAMARAN_CHECK(mayBring(size));
    CATAMARAN_TRY(store::BlobWriter writer, m_files.m_store->blobs().create());
    std::string buffer(1U << 18, '\0');
    for (;;) {
        if (m_context.stopRequested())
            return base::fail(Errc::Cancelled, "cancelled");
        const ssize_t n = ::read(fd, buffer.data(), buffer.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return base::failErrno("read " + path);
        if (n == 0)
            break;
        CATAMARAN_CHECK(writer.write({buffer.data(), static_cast<std::size_t>(n)}));
    }
    return keep(path, std::move(writer));
}

Result<void> ArchiveFilesReader::directory(int parent, const std::string &prefix, int depth)
{
    // fdopendir(3) takes the descriptor.
    const std::unique_ptr<DIR, int (*)(DIR *)> handle(::fdopendir(::fcntl(parent, F_DUPFD_CLOEXEC, 0)),
                                                      ::closedir);
    if (!handle)
        return base::failErrno("read " + m_name + "/" + prefix);
    while (const dirent *entry = ::readdir(handle.get())) {
        const std::string name = entry->d_name;
        if (name == "." || name == "..")
            continue;
        if (depth == 0 && name != "blobs" && name != "index.json" && name != "manifest.json" &&
            name != "oci-layout")
            continue; // what a program keeps beside its layout
        // No links: a layout has none, and one could lead anywhere.
        const base::UniqueFd fd(
            ::openat(parent, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
        struct stat status {};
        if (!fd || ::fstat(fd.get(), &status) != 0) {
            if (errno == ELOOP)
                return hostile(m_name + "/" + prefix + name + " is a link");
            return base::failErrno("open " + m_name + "/" + prefix + name);
        }
        if (S_ISDIR(status.st_mode) && depth < 4) {
            CATAMARAN_CHECK(directory(fd.get(), prefix + name + "/", depth + 1));
        } else if (S_ISREG(status.st_mode)) {
            CATAMARAN_CHECK(file(fd.get(), prefix + name, status.st_size));
        } else {
            return hostile(m_name + "/" + prefix + name + " is neither a file nor a directory");
        }
    }
    return {};
}

Result<ArchiveFiles> ArchiveFiles::read(LayerStore &store, const std::string &path,
                                        const base::OperationContext &context)
{
    ArchiveFilesReader reader(store, path, context);
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0)
        return base::failErrno("open " + path);
    if (S_ISDIR(status.st_mode)) {
        CATAMARAN_TRY(const base::UniqueFd fd, base::openFile(path, O_RDONLY | O_DIRECTORY));
        // Before anything is copied: is this a layout at all?
        if (::faccessat(fd.get(), "index.json", F_OK, AT_SYMLINK_NOFOLLOW) != 0 &&
            ::faccessat(fd.get(), "manifest.json", F_OK, AT_SYMLINK_NOFOLLOW) != 0)
            return base::fail(base::Error(Errc::Corrupt, path + " has neither index.json nor manifest.json")
                                  .withFix("Give the directory of an OCI layout."));
        CATAMARAN_CHECK(reader.directory(fd.get(), {}, 0));
    } else {
        CATAMARAN_CHECK(reader.tar());
    }
    return reader.take();
}

std::optional<store::Blob> ArchiveFiles::find(const std::string &path) const
{
    std::string at = path;
    for (int i = 0; i < kMaximumLinks; ++i) {
        if (const auto found = m_files.find(at); found != m_files.end())
            return found->second;
        const auto link = m_links.find(at);
        if (link == m_links.end())
            break;
        at = link->second;
    }
    return std::nullopt;
}

std::int64_t ArchiveFiles::sizeOf(const std::string &digest) const
{
    struct stat status {};
    return ::stat(m_store->blobs().path(digest).c_str(), &status) == 0 ? status.st_size : -1;
}

Result<std::string> ArchiveFiles::document(const std::string &digest) const
{
    if (!has(digest))
        return base::fail(
            base::Error(Errc::Corrupt, "the archive has no blob " + digest).withFix("Save it again, whole."));
    if (sizeOf(digest) > kMaximumDocument)
        return hostile("document " + digest + " is larger than 16 MiB");
    return m_store->blobs().read(digest);
}

} // namespace catamaran::engine::image
