// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/tree_copy.h"
#include "engine/base/unique_fd.h"
#include "engine/runtime/container_root.h"

#include <array>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/xattr.h>
#include <unistd.h>
#include <vector>

namespace catamaran::engine::runtime {

using base::Errc;
using base::fail;
using base::Result;
using base::UniqueFd;

namespace {

struct DirectoryCloser {
    void operator()(DIR *directory) const { ::closedir(directory); }
};

Result<std::vector<std::string>> namesIn(int directory, const std::string &shown)
{
    // A descriptor of its own, so that its offset is nobody else's.
    const int own = ::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (own < 0)
        return base::failErrno("list " + shown);
    const std::unique_ptr<DIR, DirectoryCloser> listing(::fdopendir(own));
    if (!listing) {
        ::close(own);
        return base::failErrno("list " + shown);
    }
    std::vector<std::string> names;
    while (const dirent *entry = ::readdir(listing.get())) {
        const std::string name = entry->d_name;
        if (name != "." && name != "..")
            names.push_back(name);
    }
    return names;
}

bool isWhiteout(const struct stat &status)
{
    return S_ISCHR(status.st_mode) && status.st_rdev == 0;
}

bool isOverlayAttribute(const char *name)
{
    return std::strncmp(name, "trusted.overlay.", 16) == 0 || std::strncmp(name, "user.overlay.", 13) == 0;
}

Result<void> copyRange(int from, int to, off_t begin, off_t end, const std::string &shown)
{
    off_t in = begin;
    off_t out = begin;
    while (in < end) {
        const ssize_t n = ::copy_file_range(from, &in, to, &out, static_cast<std::size_t>(end - in), 0);
        if (n > 0)
            continue;
        if (n == 0)
            return {}; // it shrank
        if (errno != EXDEV && errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP && errno != EBADF)
            return base::failErrno("copy " + shown);
        break;
    }
    std::vector<char> buffer(in < end ? 1U << 17 : 0);
    while (in < end) {
        const auto want = static_cast<std::size_t>(std::min<off_t>(end - in, 1 << 17));
        const ssize_t n = ::pread(from, buffer.data(), want, in);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return base::failErrno("read " + shown);
        if (n == 0)
            return {};
        for (ssize_t done = 0; done < n;) {
            const ssize_t written =
                ::pwrite(to, buffer.data() + done, static_cast<std::size_t>(n - done), in + done);
            if (written < 0)
                return base::failErrno("write " + shown);
            done += written;
        }
        in += n;
    }
    return {};
}

} // namespace

Result<void> TreeCopier::fileData(int from, int to, const struct stat &status, const std::string &shown)
{
    const off_t size = status.st_size;
    off_t at = 0;
    while (at < size) {
        if (m_rules.stop.stop_requested())
            return fail(Errc::Cancelled, "copying was cancelled");
        off_t data = ::lseek(from, at, SEEK_DATA);
        if (data < 0 && errno == ENXIO)
            break; // only a hole is left
        if (data < 0)
            data = at; // a file system that knows no holes
        off_t hole = ::lseek(from, data, SEEK_HOLE);
        if (hole < 0)
            hole = size;
        CATAMARAN_CHECK(copyRange(from, to, data, std::min(hole, size), shown));
        at = hole;
    }
    if (::ftruncate(to, size) != 0)
        return base::failErrno("write " + shown);
    m_bytes += size;
    return {};
}

Result<void> TreeCopier::metadata(int from, int to, const struct stat &status, const std::string &shown)
{
    // Owner first: chown drops capabilities and setuid.
    const uid_t uid = m_rules.owner ? m_rules.owner->first : status.st_uid;
    const gid_t gid = m_rules.owner ? m_rules.owner->second : status.st_gid;
    // EINVAL: without root there are ids that are nobody's; what has one stays our own.
    if (::fchown(to, uid, gid) != 0 && errno != EPERM && errno != EINVAL)
        return base::failErrno("chown " + shown);
    std::array<char, 4096> names{};
    const ssize_t size = ::flistxattr(from, names.data(), names.size());
    for (ssize_t at = 0; at < size;) {
        const char *name = names.data() + at;
        at += static_cast<ssize_t>(std::strlen(name)) + 1;
        if (isOverlayAttribute(name) && m_rules.overlay == Overlay::Ordinary)
            continue;
        std::vector<char> value(65536);
        const ssize_t length = ::fgetxattr(from, name, value.data(), value.size());
        // Not every file system takes every attribute; what it refuses it could not have kept.
        if (length >= 0)
            (void)::fsetxattr(to, name, value.data(), static_cast<std::size_t>(length), 0);
    }
    if (::fchmod(to, status.st_mode & 07777) != 0)
        return base::failErrno("chmod " + shown);
    const std::array<timespec, 2> times = {status.st_atim, status.st_mtim};
    (void)::futimens(to, times.data());
    return {};
}

Result<bool> TreeCopier::linkToEarlier(int to, const std::string &newName, const struct stat &status)
{
    if (status.st_nlink < 2 || S_ISDIR(status.st_mode))
        return false;
    const auto [found, isNew] =
        m_links.try_emplace({status.st_dev, status.st_ino}, std::pair{m_path, newName});
    if (isNew)
        return false;
    const UniqueFd directory =
        openInside(m_top, found->second.first.empty() ? "." : found->second.first, O_PATH | O_DIRECTORY);
    return directory && ::linkat(directory.get(), found->second.second.c_str(), to, newName.c_str(), 0) == 0;
}

Result<void> TreeCopier::file(int from, const std::string &name, int to, const std::string &newName,
                              const struct stat &status)
{
    const UniqueFd source(::openat(from, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    struct stat opened {};
    if (!source || ::fstat(source.get(), &opened) != 0)
        return base::failErrno("open " + name);
    if (!S_ISREG(opened.st_mode))
        return fail(Errc::InvalidState, name + " was replaced while it was copied");
    const UniqueFd target(
        ::openat(to, newName.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!target)
        return base::failErrno("create " + newName);
    CATAMARAN_CHECK(fileData(source.get(), target.get(), opened, newName));
    return metadata(source.get(), target.get(), status, newName);
}

Result<void> TreeCopier::node(int from, const std::string &name, int to, const std::string &newName,
                              const struct stat &status)
{
    if (S_ISLNK(status.st_mode)) {
        std::array<char, 4097> link{};
        const ssize_t n = ::readlinkat(from, name.c_str(), link.data(), link.size() - 1);
        if (n < 0 || ::symlinkat(link.data(), to, newName.c_str()) != 0)
            return base::failErrno("link " + newName);
    } else {
        if (S_ISSOCK(status.st_mode))
            return {}; // nobody listens on a copy
        if (isWhiteout(status) && m_rules.overlay == Overlay::Ordinary)
            return {};
        if (::mknodat(to, newName.c_str(), status.st_mode, status.st_rdev) != 0)
            return base::failErrno("make " + newName);
        if (::fchmodat(to, newName.c_str(), status.st_mode & 07777, 0) != 0)
            return base::failErrno("chmod " + newName);
    }
    const uid_t uid = m_rules.owner ? m_rules.owner->first : status.st_uid;
    const gid_t gid = m_rules.owner ? m_rules.owner->second : status.st_gid;
    if (::fchownat(to, newName.c_str(), uid, gid, AT_SYMLINK_NOFOLLOW) != 0 && errno != EPERM &&
        errno != EINVAL)
        return base::failErrno("chown " + newName);
    const std::array<timespec, 2> times = {status.st_atim, status.st_mtim};
    (void)::utimensat(to, newName.c_str(), times.data(), AT_SYMLINK_NOFOLLOW);
    return {};
}

Result<void> TreeCopier::entry(int from, const std::string &name, int to, const std::string &newName)
{
    if (m_top < 0)
        m_top = to;
    if (m_rules.stop.stop_requested())
        return fail(Errc::Cancelled, "copying was cancelled");
    struct stat status {};
    if (::fstatat(from, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        return base::failErrno("stat " + name);
    struct stat present {};
    const bool exists = ::fstatat(to, newName.c_str(), &present, AT_SYMLINK_NOFOLLOW) == 0;
    if (exists && S_ISDIR(present.st_mode) != S_ISDIR(status.st_mode))
        return fail(Errc::InvalidState,
                    S_ISDIR(present.st_mode)
                        ? "cannot overwrite directory \"" + newName + "\" with non-directory \"" + name + "\""
                        : "cannot overwrite non-directory \"" + newName + "\" with directory \"" + name +
                              "\"");
    if (exists && !S_ISDIR(present.st_mode) && ::unlinkat(to, newName.c_str(), 0) != 0)
        return base::failErrno("replace " + newName);
    CATAMARAN_TRY(const bool linked, linkToEarlier(to, newName, status));
    if (linked)
        return {};
    if (S_ISREG(status.st_mode))
        return file(from, name, to, newName, status);
    if (!S_ISDIR(status.st_mode))
        return node(from, name, to, newName, status);
    if (!exists && ::mkdirat(to, newName.c_str(), 0700) != 0)
        return base::failErrno("create " + newName);
    const UniqueFd source(::openat(from, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    const UniqueFd target(::openat(to, newName.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!source || !target)
        return base::failErrno("open " + name);
    const std::string before = m_path;
    m_path += (m_path.empty() ? "" : "/") + newName;
    CATAMARAN_CHECK(contents(source.get(), target.get(), name));
    m_path = before;
    return metadata(source.get(), target.get(), status, newName);
}

Result<void> TreeCopier::contents(int from, int to, const std::string &shown)
{
    if (m_top < 0)
        m_top = to;
    CATAMARAN_TRY(const std::vector<std::string> names, namesIn(from, shown));
    for (const std::string &name : names)
        CATAMARAN_CHECK(entry(from, name, to, name));
    return {};
}

Result<void> TreeCopier::directoryMetadata(int from, int to, const std::string &shown)
{
    struct stat status {};
    if (::fstat(from, &status) != 0)
        return base::failErrno("stat " + shown);
    return metadata(from, to, status, shown);
}

} // namespace catamaran::engine::runtime
