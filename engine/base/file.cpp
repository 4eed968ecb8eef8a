// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"

#include <array>
#include <cstdio>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <set>
#include <sys/stat.h>

namespace catamaran::base {

namespace {

struct DirectoryCloser {
    void operator()(DIR *directory) const { closedir(directory); }
};
using Directory = std::unique_ptr<DIR, DirectoryCloser>;

bool isDotEntry(const char *name)
{
    return name[0] == '.' && (name[1] == 0 || (name[1] == '.' && name[2] == 0));
}

Result<void> writeAll(int fd, std::string_view data, const std::string &path)
{
    while (!data.empty()) {
        const ssize_t n = ::write(fd, data.data(), data.size());
        if (n < 0) {
            if (errno == EINTR)
                continue;
            return failErrno("write " + path);
        }
        data.remove_prefix(static_cast<std::size_t>(n));
    }
    return {};
}

// Removes what is below the directory `fd`; takes ownership of it.
Result<void> removeBelow(UniqueFd fd, const std::string &path)
{
    const int raw = fd.release();
    Directory directory(fdopendir(raw));
    if (!directory) {
        ::close(raw);
        return failErrno("open " + path);
    }
    while (const dirent *entry = readdir(directory.get())) {
        const char *name = entry->d_name;
        if (isDotEntry(name))
            continue;
        if (entry->d_type != DT_DIR && unlinkat(raw, name, 0) == 0)
            continue;
        if (entry->d_type != DT_DIR && errno != EISDIR && errno != EPERM) {
            if (errno == ENOENT)
                continue;
            return failErrno("remove " + path + "/" + name);
        }
        UniqueFd child(openat(raw, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!child) {
            if (errno == ENOENT)
                continue;
            // A directory without read permission (overlay's work/work has mode 0): make it ours first.
            if (errno != EACCES || fchmodat(raw, name, 0700, 0) != 0)
                return failErrno("open " + path + "/" + name);
            child.reset(openat(raw, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
            if (!child)
                return failErrno("open " + path + "/" + name);
        }
        CATAMARAN_CHECK(removeBelow(std::move(child), path + "/" + name));
        if (unlinkat(raw, name, AT_REMOVEDIR) != 0 && errno != ENOENT)
            return failErrno("remove " + path + "/" + name);
    }
    return {};
}

using InodeSet = std::set<std::pair<dev_t, ino_t>>;

Result<std::int64_t> usageBelow(int parent, const char *name, const std::string &path, InodeSet &seen)
{
    struct stat status {};
    if (fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno == ENOENT)
            return 0;
        return failErrno("stat " + path);
    }
    if (status.st_nlink > 1 && !S_ISDIR(status.st_mode) &&
        !seen.insert({status.st_dev, status.st_ino}).second)
        return 0;
    std::int64_t total = status.st_blocks * 512;
    if (!S_ISDIR(status.st_mode))
        return total;
    UniqueFd fd(openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!fd)
        return failErrno("open " + path);
    const int raw = fd.release();
    Directory directory(fdopendir(raw));
    if (!directory) {
        ::close(raw);
        return failErrno("open " + path);
    }
    while (const dirent *entry = readdir(directory.get())) {
        if (isDotEntry(entry->d_name))
            continue;
        CATAMARAN_TRY(const std::int64_t below,
                      usageBelow(raw, entry->d_name, path + "/" + entry->d_name, seen));
        total += below;
    }
    return total;
}

} // namespace

Result<UniqueFd> openFile(const std::string &path, int flags, mode_t mode)
{
    UniqueFd fd(::open(path.c_str(), flags | O_CLOEXEC, mode));
    if (!fd)
        return failErrno("open " + path);
    return fd;
}

Result<std::string> readFile(const std::string &path, std::size_t limit)
{
    CATAMARAN_TRY(const UniqueFd fd, openFile(path, O_RDONLY));
    std::string out;
    struct stat status {};
    if (fstat(fd.get(), &status) == 0 && status.st_size > 0)
        out.reserve(std::min(limit, static_cast<std::size_t>(status.st_size)) + 1);
    std::array<char, 16384> buffer;
    for (;;) {
        const ssize_t n = ::read(fd.get(), buffer.data(), buffer.size());
        if (n == 0)
            return out;
        if (n < 0) {
            if (errno == EINTR)
                continue;
            return failErrno("read " + path);
        }
        out.append(buffer.data(), static_cast<std::size_t>(n));
        if (out.size() > limit)
            return fail(Errc::InvalidArgument, path + " is larger than " + std::to_string(limit) + " bytes");
    }
}

Result<void> writeFileAtomic(const std::string &path, std::string_view data, mode_t mode,
                             Durability durability)
{
    // The name carries pid and address of a local, so that two writers never share a temporary file.
    const std::string temporary = path + ".tmp" + std::to_string(getpid()) + "-" +
                                  std::to_string(reinterpret_cast<std::uintptr_t>(&data));
    const auto cleanUp = [&](Error error) {
        ::unlink(temporary.c_str());
        return base::fail(std::move(error));
    };
    {
        CATAMARAN_TRY(const UniqueFd fd,
                      openFile(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, mode));
        if (auto written = writeAll(fd.get(), data, path); !written)
            return cleanUp(std::move(written).error());
        if (durability == Durability::Synced && fsync(fd.get()) != 0)
            return cleanUp(Error::fromErrno(errno, "fsync " + path));
    }
    if (::rename(temporary.c_str(), path.c_str()) != 0)
        return cleanUp(Error::fromErrno(errno, "rename to " + path));
    if (durability == Durability::Synced) {
        const auto slash = path.rfind('/');
        CATAMARAN_TRY(
            const UniqueFd parent,
            openFile(slash == std::string::npos ? "." : path.substr(0, slash + 1), O_RDONLY | O_DIRECTORY));
        if (fsync(parent.get()) != 0)
            return failErrno("fsync directory of " + path);
    }
    return {};
}

Result<void> makeDirectories(const std::string &path, mode_t mode)
{
    if (::mkdir(path.c_str(), mode) == 0)
        return {};
    if (errno == EEXIST) {
        struct stat status {};
        if (::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode))
            return {};
        return fail(Errc::AlreadyExists, path + " exists and is not a directory");
    }
    if (errno != ENOENT)
        return failErrno("create directory " + path);
    const auto slash = path.rfind('/');
    if (slash == std::string::npos || slash == 0)
        return failErrno("create directory " + path);
    CATAMARAN_CHECK(makeDirectories(path.substr(0, slash), mode));
    if (::mkdir(path.c_str(), mode) != 0 && errno != EEXIST)
        return failErrno("create directory " + path);
    return {};
}

Result<void> removeTree(const std::string &path)
{
    if (::unlink(path.c_str()) == 0 || errno == ENOENT || errno == ENOTDIR)
        return {};
    if (errno != EISDIR && errno != EPERM)
        return failErrno("remove " + path);
    UniqueFd fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!fd)
        return errno == ENOENT ? Result<void>{} : Result<void>(failErrno("open " + path));
    CATAMARAN_CHECK(removeBelow(std::move(fd), path));
    if (::rmdir(path.c_str()) != 0 && errno != ENOENT)
        return failErrno("remove " + path);
    return {};
}

Result<std::int64_t> diskUsage(const std::string &path)
{
    InodeSet seen;
    return usageBelow(AT_FDCWD, path.c_str(), path, seen);
}

} // namespace catamaran::base
