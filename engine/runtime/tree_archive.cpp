// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/tree_archive.h"
#include "engine/base/id_map.h"
#include "engine/base/unique_fd.h"
#include "engine/image/archive_library.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <locale.h>
#include <map>
#include <optional>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <type_traits>
#include <unistd.h>
#include <vector>

namespace catamaran::engine::runtime {

using namespace libarchive;
using base::Errc;
using base::fail;
using base::Result;
using base::UniqueFd;

struct TreeArchive::Private {
    ByteSink sink;
    std::stop_token stop;
    std::unique_ptr<archive, int (*)(archive *)> writer{archive_write_new(), archive_write_free};
    std::optional<base::Error> error; ///< of the sink
    std::map<std::pair<dev_t, ino_t>, std::string> links;
    bool opened = false;
    struct FreeLocale {
        void operator()(locale_t locale) const { freelocale(locale); }
    };
    // Comes with the C library; where it is missing, names beyond ASCII are marked as binary.
    std::unique_ptr<std::remove_pointer_t<locale_t>, FreeLocale> encoding{
        newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)};

    static la_ssize_t write(archive *, void *opaque, const void *data, std::size_t size)
    {
        auto *d = static_cast<Private *>(opaque);
        if (auto done = d->sink(std::string_view(static_cast<const char *>(data), size)); !done) {
            d->error = std::move(done).error();
            return -1;
        }
        return static_cast<la_ssize_t>(size);
    }

    tl::unexpected<base::Error> failure(const std::string &what)
    {
        if (error)
            return fail(std::move(*error));
        const char *text = archive_error_string(writer.get());
        return fail(Errc::System, "archive " + what + ": " + (text ? text : "unknown error"));
    }

    Result<void> header(archive_entry *entry, const std::string &what)
    {
        // Names are bytes. libarchive takes those of the locale's encoding for text, and marks others as
        // binary (with a warning), which tar(1) complains of; so only what is not UTF-8 shall be such.
        const locale_t before = uselocale(encoding.get()); // without one it stays as it is
        const int written = error ? ARCHIVE_FATAL : archive_write_header(writer.get(), entry);
        uselocale(before);
        if (written < ARCHIVE_WARN)
            return failure(what);
        return {};
    }

    Result<void> member(int directory, const std::string &name, const std::string &as);
    Result<void> children(int directory, const std::string &prefix);
    Result<void> fileData(int fd, off_t size, const std::string &as);
};

namespace {

struct EntryDeleter {
    void operator()(archive_entry *entry) const { archive_entry_free(entry); }
};
using Entry = std::unique_ptr<archive_entry, EntryDeleter>;

Entry makeEntry(const std::string &as, const struct stat &status)
{
    Entry entry(archive_entry_new());
    archive_entry_copy_stat(entry.get(), &status);
    const base::IdMap &ids = base::IdMap::ofProcess();
    if (ids.shifts()) {
        archive_entry_set_uid(entry.get(), ids.containerUser(status.st_uid));
        archive_entry_set_gid(entry.get(), ids.containerGroup(status.st_gid));
    }
    archive_entry_set_pathname(entry.get(), as.c_str());
    // Names of users belong to this host, not to what is archived.
    return entry;
}

void addAttributes(int fd, archive_entry *entry)
{
    std::array<char, 4096> names{};
    const ssize_t size = ::flistxattr(fd, names.data(), names.size());
    for (ssize_t at = 0; at < size;) {
        const char *name = names.data() + at;
        at += static_cast<ssize_t>(std::strlen(name)) + 1;
        if (std::strncmp(name, "trusted.", 8) == 0 || std::strncmp(name, "user.overlay.", 13) == 0 ||
            std::strcmp(name, "security.selinux") == 0)
            continue;
        std::vector<char> value(65536);
        const ssize_t length = ::fgetxattr(fd, name, value.data(), value.size());
        if (length >= 0)
            archive_entry_xattr_add_entry(entry, name, value.data(), static_cast<std::size_t>(length));
    }
}

/// The parts of a file that hold data, if it has holes.
std::vector<std::pair<off_t, off_t>> dataParts(int fd, const struct stat &status)
{
    std::vector<std::pair<off_t, off_t>> parts;
    if (static_cast<off_t>(status.st_blocks) * 512 >= status.st_size)
        return parts;
    off_t at = 0;
    while (at < status.st_size) {
        const off_t data = ::lseek(fd, at, SEEK_DATA);
        if (data < 0)
            break;
        off_t hole = ::lseek(fd, data, SEEK_HOLE);
        hole = hole < 0 ? status.st_size : std::min(hole, status.st_size);
        parts.emplace_back(data, hole - data);
        at = hole;
    }
    return parts;
}

} // namespace

TreeArchive::TreeArchive(const ByteSink &sink, Compression compression, std::stop_token stop)
    : m_d(std::make_unique<Private>())
{
    m_d->sink = sink;
    m_d->stop = std::move(stop);
    if (auto loaded = libarchive::library.load(); !loaded) {
        m_d->error = std::move(loaded).error();
        return;
    }
    archive_write_set_format_pax_restricted(m_d->writer.get());
    if (compression == Compression::Zstd)
        archive_write_add_filter_zstd(m_d->writer.get());
    archive_write_set_bytes_per_block(m_d->writer.get(), 1 << 16);
    archive_write_set_bytes_in_last_block(m_d->writer.get(), 1);
    m_d->opened =
        archive_write_open(m_d->writer.get(), m_d.get(), nullptr, Private::write, nullptr) == ARCHIVE_OK;
}

TreeArchive::~TreeArchive()
{
    // An archive that was not finished must not get an end mark.
    if (m_d->opened)
        archive_write_fail(m_d->writer.get());
}

Result<void> TreeArchive::Private::fileData(int fd, off_t size, const std::string &as)
{
    std::vector<char> buffer(1U << 17);
    off_t at = 0;
    while (at < size) {
        if (stop.stop_requested())
            return fail(Errc::Cancelled, "archiving was cancelled");
        const ssize_t n =
            ::pread(fd, buffer.data(), std::min(buffer.size(), static_cast<std::size_t>(size - at)), at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return base::failErrno("read " + as);
        if (n == 0) // it shrank: the rest is zeros, as tar does
            break;
        if (archive_write_data(writer.get(), buffer.data(), static_cast<std::size_t>(n)) < 0)
            return failure(as);
        at += n;
    }
    return {};
}

Result<void> TreeArchive::Private::member(int directory, const std::string &name, const std::string &as)
{
    struct stat status {};
    if (::fstatat(directory, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        return base::failErrno("stat " + as);
    if (S_ISSOCK(status.st_mode) || (S_ISCHR(status.st_mode) && status.st_rdev == 0))
        return {}; // tar has no sockets; whiteouts are overlayfs' own affair
    if (!S_ISDIR(status.st_mode) && status.st_nlink > 1) {
        const auto [first, isNew] = links.try_emplace({status.st_dev, status.st_ino}, as);
        if (!isNew) {
            const Entry entry = makeEntry(as, status);
            archive_entry_set_hardlink(entry.get(), first->second.c_str());
            archive_entry_unset_size(entry.get());
            return header(entry.get(), as);
        }
    }
    if (S_ISLNK(status.st_mode)) {
        std::array<char, 4097> target{};
        if (::readlinkat(directory, name.c_str(), target.data(), target.size() - 1) < 0)
            return base::failErrno("read the link " + as);
        const Entry entry = makeEntry(as, status);
        archive_entry_set_size(entry.get(), 0);
        archive_entry_set_symlink(entry.get(), target.data());
        return header(entry.get(), as);
    }
    if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) {
        const Entry entry = makeEntry(as, status);
        archive_entry_set_size(entry.get(), 0);
        return header(entry.get(), as);
    }
    const bool isDirectory = S_ISDIR(status.st_mode);
    const UniqueFd fd(
        ::openat(directory, name.c_str(),
                 O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | (isDirectory ? O_DIRECTORY : 0)));
    if (!fd || ::fstat(fd.get(), &status) != 0)
        return base::failErrno("open " + as);
    if (S_ISDIR(status.st_mode) != isDirectory || !(isDirectory || S_ISREG(status.st_mode)))
        return fail(Errc::InvalidState, as + " was replaced while it was read");
    const Entry entry = makeEntry(isDirectory ? as + "/" : as, status);
    addAttributes(fd.get(), entry.get());
    if (isDirectory) {
        archive_entry_set_size(entry.get(), 0);
        CATAMARAN_CHECK(header(entry.get(), as));
        return children(fd.get(), as + "/");
    }
    for (const auto &[offset, length] : dataParts(fd.get(), status))
        archive_entry_sparse_add_entry(entry.get(), offset, length);
    if (static_cast<off_t>(status.st_blocks) * 512 < status.st_size && status.st_blocks == 0)
        archive_entry_sparse_add_entry(entry.get(), status.st_size, 0);
    CATAMARAN_CHECK(header(entry.get(), as));
    CATAMARAN_CHECK(fileData(fd.get(), status.st_size, as));
    if (archive_write_finish_entry(writer.get()) < ARCHIVE_WARN)
        return failure(as);
    return {};
}

Result<void> TreeArchive::Private::children(int directory, const std::string &prefix)
{
    if (stop.stop_requested())
        return fail(Errc::Cancelled, "archiving was cancelled");
    const int own = ::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (own < 0)
        return base::failErrno("list " + prefix);
    const std::unique_ptr<DIR, int (*)(DIR *)> listing(::fdopendir(own), ::closedir);
    if (!listing)
        return base::failErrno("list " + prefix);
    std::vector<std::string> names;
    while (const dirent *entry = ::readdir(listing.get())) {
        const std::string name = entry->d_name;
        if (name != "." && name != "..")
            names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    for (const std::string &name : names) {
        auto added = member(directory, name, prefix + name);
        // Somebody may delete files while they are listed.
        if (!added && added.error().systemErrno() != ENOENT)
            return added;
    }
    return {};
}

Result<void> TreeArchive::entry(int directory, const std::string &name, const std::string &as)
{
    return m_d->member(directory, name, as);
}

Result<void> TreeArchive::self(int directory, const std::string &as)
{
    struct stat status {};
    if (::fstat(directory, &status) != 0)
        return base::failErrno("stat " + as);
    const Entry entry = makeEntry(as, status);
    archive_entry_set_size(entry.get(), 0);
    const UniqueFd readable(::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (readable)
        addAttributes(readable.get(), entry.get());
    return m_d->header(entry.get(), as);
}

Result<void> TreeArchive::contents(int directory, const std::string &prefix)
{
    return m_d->children(directory, prefix);
}

Result<void> TreeArchive::finish()
{
    m_d->opened = false;
    if (m_d->error || archive_write_close(m_d->writer.get()) != ARCHIVE_OK)
        return m_d->failure("end");
    return {};
}

} // namespace catamaran::engine::runtime
