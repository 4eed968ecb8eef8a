// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/layers.h"

#include "engine/runtime/overlay.h"

#include <array>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <memory>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Result;
using base::UniqueFd;

namespace {

constexpr std::size_t kSmallFile = 4U << 20;

UniqueFd openInRoot(int root, const std::string &path, int flags)
{
    open_how how{};
    how.flags = static_cast<unsigned int>(flags | O_CLOEXEC);
    how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
    return UniqueFd(static_cast<int>(::syscall(SYS_openat2, root, path.c_str(), &how, sizeof how)));
}

std::string readAll(int fd)
{
    std::string out;
    std::array<char, 8192> buffer;
    while (out.size() < kSmallFile) {
        const ssize_t n = ::read(fd, buffer.data(), buffer.size());
        if (n <= 0)
            break;
        out.append(buffer.data(), static_cast<std::size_t>(n));
    }
    return out;
}

std::string readRegular(int root, const std::string &path)
{
    const UniqueFd fd = openInRoot(root, path, O_RDONLY | O_NONBLOCK);
    struct stat status {};
    if (!fd || ::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode))
        return {};
    return readAll(fd.get());
}

// Whether this layer hides `path` of the layers below: a whiteout on the way, or an opaque directory.
bool hidesBelow(int root, const std::string &path)
{
    for (std::size_t end = path.find('/');; end = path.find('/', end + 1)) {
        const std::string part = path.substr(0, end);
        const UniqueFd fd = openInRoot(root, part, O_PATH | O_NOFOLLOW);
        struct stat status {};
        if (!fd || ::fstat(fd.get(), &status) != 0)
            return false;
        if (!S_ISDIR(status.st_mode))
            return true; // a whiteout, or a file in the place of a directory
        char opaque = 0;
        const std::string self = "/proc/self/fd/" + std::to_string(fd.get());
        for (const char *name : {"trusted.overlay.opaque", "user.overlay.opaque"}) {
            if (::getxattr(self.c_str(), name, &opaque, 1) == 1 && opaque == 'y')
                return true;
        }
        if (end == std::string::npos)
            return true;
    }
}

void copyAttributes(int from, int to)
{
    std::array<char, 4096> names;
    const ssize_t size = ::flistxattr(from, names.data(), names.size());
    for (ssize_t at = 0; at < size;) {
        const char *name = names.data() + at;
        std::array<char, 4096> value;
        const ssize_t length = ::fgetxattr(from, name, value.data(), value.size());
        // Not every file system takes every attribute; what it refuses it could not have kept.
        if (length >= 0 && std::strncmp(name, "trusted.overlay.", 16) != 0 &&
            std::strncmp(name, "user.overlay.", 13) != 0)
            (void)::fsetxattr(to, name, value.data(), static_cast<std::size_t>(length), 0);
        at += static_cast<ssize_t>(std::strlen(name)) + 1;
    }
}

Result<void> copyOwner(int to, const struct stat &status, const std::string &what)
{
    if (::fchown(to, status.st_uid, status.st_gid) != 0 && errno != EPERM)
        return base::failErrno("chown " + what);
    if (::fchmod(to, status.st_mode & 07777) != 0)
        return base::failErrno("chmod " + what);
    const std::array<timespec, 2> times = {status.st_atim, status.st_mtim};
    (void)::futimens(to, times.data());
    return {};
}

Result<void> copyFile(int from, int to, const std::string &what)
{
    for (;;) {
        const ssize_t n = ::copy_file_range(from, nullptr, to, nullptr, 1U << 30, 0);
        if (n == 0)
            return {};
        if (n < 0) {
            if (errno != EXDEV && errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP)
                return base::failErrno("copy " + what);
            break;
        }
    }
    std::array<char, 65536> buffer;
    for (;;) {
        const ssize_t n = ::read(from, buffer.data(), buffer.size());
        if (n == 0)
            return {};
        if (n < 0)
            return base::failErrno("read " + what);
        for (ssize_t done = 0; done < n;) {
            const ssize_t written = ::write(to, buffer.data() + done, static_cast<std::size_t>(n - done));
            if (written < 0)
                return base::failErrno("write " + what);
            done += written;
        }
    }
}

Result<void> copyEntry(int from, int to, const char *name, const std::string &what)
{
    struct stat status {};
    if (::fstatat(from, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return base::failErrno("stat " + what);
    if (S_ISDIR(status.st_mode)) {
        if (::mkdirat(to, name, 0700) != 0 && errno != EEXIST)
            return base::failErrno("create " + what);
        const UniqueFd source(::openat(from, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        const UniqueFd target(::openat(to, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!source || !target)
            return base::failErrno("open " + what);
        return copyTree(source.get(), target.get(), what);
    }
    if (S_ISREG(status.st_mode)) {
        const UniqueFd source(::openat(from, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
        const UniqueFd target(::openat(to, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
        if (!source || !target)
            return base::failErrno("open " + what);
        CATAMARAN_CHECK(copyFile(source.get(), target.get(), what));
        copyAttributes(source.get(), target.get());
        return copyOwner(target.get(), status, what);
    }
    if (S_ISLNK(status.st_mode)) {
        std::array<char, 4097> link{};
        const ssize_t n = ::readlinkat(from, name, link.data(), link.size() - 1);
        if (n < 0 || ::symlinkat(link.data(), to, name) != 0)
            return base::failErrno("link " + what);
    } else {
        if (S_ISCHR(status.st_mode) && status.st_rdev == 0)
            return {};
        if (::mknodat(to, name, status.st_mode, status.st_rdev) != 0) {
            if (errno == EPERM) // a device, without root
                return {};
            return base::failErrno("make " + what);
        }
    }
    if (::fchownat(to, name, status.st_uid, status.st_gid, AT_SYMLINK_NOFOLLOW) != 0 && errno != EPERM)
        return base::failErrno("chown " + what);
    return {};
}

struct DirectoryCloser {
    void operator()(DIR *directory) const { ::closedir(directory); }
};

} // namespace

std::string readLayeredFile(const std::vector<std::string> &directories, const std::string &path)
{
    for (const std::string &directory : directories) {
        const UniqueFd root(::open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        if (!root)
            continue;
        std::string text = readRegular(root.get(), path);
        if (!text.empty() || hidesBelow(root.get(), path))
            return text;
    }
    return {};
}

bool existsInLayers(const std::vector<std::string> &topmostFirst, const std::string &path)
{
    for (const std::string &directory : topmostFirst) {
        const UniqueFd root(::open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        if (!root)
            continue;
        const UniqueFd fd = openInRoot(root.get(), path, O_PATH | O_NOFOLLOW);
        struct stat status {};
        if (fd && ::fstat(fd.get(), &status) == 0)
            return !(S_ISCHR(status.st_mode) && status.st_rdev == 0);
        if (hidesBelow(root.get(), path))
            return false;
    }
    return false;
}

std::string readFileOfProcess(pid_t pid, const std::string &path)
{
    const UniqueFd root(
        ::open(("/proc/" + std::to_string(pid) + "/root").c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    return root ? readRegular(root.get(), path) : std::string();
}

Result<UniqueFd> openMergedDirectory(const std::vector<std::string> &topmostFirst, const std::string &path)
{
    if (topmostFirst.empty())
        return UniqueFd();
    UniqueFd root;
    if (topmostFirst.size() == 1) {
        root.reset(::open(topmostFirst.front().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        if (!root)
            return base::failErrno("open " + topmostFirst.front());
    } else {
        CATAMARAN_TRY(root,
                      mountDetachedOverlay({topmostFirst, {}, {}}, MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID,
                                           "the image's layers"));
    }
    UniqueFd found = openInRoot(root.get(), path, O_RDONLY | O_DIRECTORY);
    if (!found && errno != ENOENT && errno != ENOTDIR)
        return base::failErrno("open " + path + " of the image");
    return found;
}

Result<void> copyTree(int from, int to, const std::string &what)
{
    const int listing = ::fcntl(from, F_DUPFD_CLOEXEC, 0);
    if (listing < 0)
        return base::failErrno("open " + what);
    const std::unique_ptr<DIR, DirectoryCloser> directory(::fdopendir(listing));
    if (!directory) {
        ::close(listing);
        return base::failErrno("list " + what);
    }
    while (const dirent *entry = ::readdir(directory.get())) {
        const std::string name = entry->d_name;
        if (name != "." && name != "..")
            CATAMARAN_CHECK(copyEntry(from, to, entry->d_name, what + "/" + name));
    }
    struct stat status {};
    if (::fstat(from, &status) != 0)
        return base::failErrno("stat " + what);
    copyAttributes(from, to);
    return copyOwner(to, status, what);
}

} // namespace catamaran::engine::runtime
