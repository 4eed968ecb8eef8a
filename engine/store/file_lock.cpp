// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/file_lock.h"

#include "engine/base/digest.h"
#include "engine/base/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/file.h>
#include <sys/stat.h>

namespace catamaran::engine::store {

using base::Result;
using base::UniqueFd;

namespace {

Result<bool> lockDescriptor(int fd, int operation, const std::string &path)
{
    while (::flock(fd, operation) != 0) {
        if (errno == EWOULDBLOCK)
            return false;
        if (errno != EINTR)
            return base::failErrno("lock " + path);
    }
    return true;
}

/// The creator and a sweeper may meet between creation and flock; whoever finds the entry unlinked under its
/// lock starts again with another name.
Result<std::optional<Staged>> tryStage(const std::string &parent, int flags)
{
    Staged staged;
    staged.path = parent + "/" + base::randomHexId().substr(0, 24);
    if (flags & O_DIRECTORY) {
        if (::mkdir(staged.path.c_str(), 0700) != 0)
            return base::failErrno("create " + staged.path);
    }
    staged.lock = UniqueFd(::open(staged.path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!staged.lock)
        return errno == ENOENT ? Result<std::optional<Staged>>(std::nullopt)
                               : base::failErrno("create " + staged.path);
    CATAMARAN_CHECK(lockDescriptor(staged.lock.get(), LOCK_EX, staged.path));
    struct stat status {};
    if (::fstat(staged.lock.get(), &status) != 0)
        return base::failErrno("stat " + staged.path);
    if (status.st_nlink == 0)
        return std::nullopt;
    return staged;
}

Result<Staged> stage(const std::string &parent, int flags)
{
    for (;;) {
        CATAMARAN_TRY(std::optional<Staged> staged, tryStage(parent, flags));
        if (staged)
            return std::move(*staged);
    }
}

} // namespace

Result<FileLock> FileLock::acquire(const std::string &path, Kind kind)
{
    CATAMARAN_TRY(UniqueFd fd, base::openFile(path, O_RDWR | O_CREAT, 0644));
    CATAMARAN_CHECK(lockDescriptor(fd.get(), kind == Kind::Shared ? LOCK_SH : LOCK_EX, path));
    return FileLock(std::move(fd));
}

Result<std::optional<FileLock>> FileLock::tryAcquire(const std::string &path, Kind kind)
{
    CATAMARAN_TRY(UniqueFd fd, base::openFile(path, O_RDWR | O_CREAT, 0644));
    CATAMARAN_TRY(const bool held,
                  lockDescriptor(fd.get(), (kind == Kind::Shared ? LOCK_SH : LOCK_EX) | LOCK_NB, path));
    if (!held)
        return std::optional<FileLock>();
    return std::optional<FileLock>(FileLock(std::move(fd)));
}

Result<Staged> makeStagedDirectory(const std::string &parent)
{
    return stage(parent, O_RDONLY | O_DIRECTORY);
}

Result<Staged> makeStagedFile(const std::string &parent)
{
    return stage(parent, O_RDWR | O_CREAT | O_EXCL);
}

Result<void> sweepAbandoned(const std::string &parent)
{
    const std::unique_ptr<DIR, int (*)(DIR *)> directory(::opendir(parent.c_str()), ::closedir);
    if (!directory)
        return errno == ENOENT ? Result<void>() : base::failErrno("read " + parent);
    while (const dirent *entry = ::readdir(directory.get())) {
        const std::string_view name = entry->d_name;
        if (name == "." || name == "..")
            continue;
        const std::string path = parent + "/" + entry->d_name;
        const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
        if (!fd)
            continue;
        CATAMARAN_TRY(const bool abandoned, lockDescriptor(fd.get(), LOCK_EX | LOCK_NB, path));
        if (abandoned)
            CATAMARAN_CHECK(base::removeTree(path));
    }
    return {};
}

} // namespace catamaran::engine::store
