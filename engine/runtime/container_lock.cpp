// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/container_lock.h"
#include "engine/base/file.h"

#include <fcntl.h>
#include <sys/file.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::Result;
using base::UniqueFd;

namespace {

Result<void> lock(int fd, int operation, const std::string &what)
{
    while (::flock(fd, operation) != 0) {
        if (errno != EINTR)
            return base::failErrno("lock " + what);
    }
    return {};
}

} // namespace

Result<ContainerLock> ContainerLock::acquire(const Paths &paths, const std::string &id)
{
    const std::string path = paths.container(id);
    UniqueFd fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd) {
        if (errno == ENOENT)
            return base::fail(Errc::NotFound, "No such container: " + id);
        return base::failErrno("open " + path);
    }
    CATAMARAN_CHECK(lock(fd.get(), LOCK_EX, path));
    return ContainerLock(std::move(fd));
}

bool ContainerLock::isHeld(const Paths &paths, const std::string &id)
{
    const UniqueFd fd(::open(paths.container(id).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd)
        return errno != ENOENT; // not known is held: it would be swept
    return ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0;
}

Result<ActivityLock> ActivityLock::shared(const Paths &paths)
{
    CATAMARAN_TRY(UniqueFd fd, base::openFile(paths.activityLock(), O_RDWR | O_CREAT, 0600));
    CATAMARAN_CHECK(lock(fd.get(), LOCK_SH, paths.activityLock()));
    return ActivityLock(std::move(fd));
}

Result<std::optional<ActivityLock>> ActivityLock::tryExclusive(const Paths &paths)
{
    CATAMARAN_TRY(UniqueFd fd, base::openFile(paths.activityLock(), O_RDWR | O_CREAT, 0600));
    if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            return std::optional<ActivityLock>();
        return base::failErrno("lock " + paths.activityLock());
    }
    return std::optional<ActivityLock>(ActivityLock(std::move(fd)));
}

} // namespace catamaran::engine::runtime
