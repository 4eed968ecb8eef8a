// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/browse.h"

#include "engine/runtime/container_root.h"
#include "engine/runtime/runtime.h"
#include "engine/runtime/tree_copy.h"
#include "engine/runtime/volume_manager.h"

#include <algorithm>
#include <array>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::fail;
using base::Result;
using base::UniqueFd;

namespace {

constexpr mode_t kPermissions = 07777;
constexpr mode_t kNewFile = 0644;
constexpr std::size_t kLongestLink = 4096;

Result<UniqueFd> openShown(int root, const std::string &path, int flags, const std::string &shown)
{
    UniqueFd fd = openInside(root, path, flags);
    if (fd)
        return fd;
    if (errno == ENOENT)
        return fail(Errc::NotFound, shown + ": no such file or directory");
    if (errno == ENOTDIR)
        return fail(Errc::InvalidArgument, shown + " is not a directory");
    return base::failErrno("open " + shown);
}

FileEntry entryOf(int directory, const char *name, const struct stat &status)
{
    FileEntry entry;
    entry.name = name;
    entry.sizeBytes = status.st_size;
    entry.modifiedNs =
        static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec;
    entry.mode = status.st_mode & kPermissions;
    entry.uid = status.st_uid;
    entry.gid = status.st_gid;
    if (S_ISDIR(status.st_mode)) {
        entry.kind = FileEntry::Kind::Directory;
    } else if (S_ISLNK(status.st_mode)) {
        entry.kind = FileEntry::Kind::Link;
        std::array<char, kLongestLink> target{};
        const ssize_t length = ::readlinkat(directory, name, target.data(), target.size());
        if (length > 0)
            entry.linkTarget.assign(target.data(), static_cast<std::size_t>(length));
    } else if (!S_ISREG(status.st_mode)) {
        entry.kind = FileEntry::Kind::Other;
    }
    return entry;
}

/// "a/b/c" to "a/b" and "c"; "c" to "." and "c".
std::pair<std::string, std::string> splitPath(const std::string &path)
{
    const std::size_t slash = path.find_last_of('/');
    if (slash == std::string::npos)
        return {".", path};
    return {slash == 0 ? "." : path.substr(0, slash), path.substr(slash + 1)};
}

Result<void> writeAll(int fd, std::string_view text, const std::string &shown)
{
    while (!text.empty()) {
        const ssize_t written = ::write(fd, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return base::failErrno("write " + shown);
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

std::string absolute(const std::string &path)
{
    return path.starts_with('/') ? path : "/" + path;
}

/// Below a volume's directory, of which `path` is "/".
std::string below(const std::string &path)
{
    const std::string clean = cleanPath(path);
    return clean == "/" ? "." : clean.substr(1);
}

Result<UniqueFd> openVolume(VolumeService &volumes, const std::string &name)
{
    CATAMARAN_TRY(const VolumeInfo info, volumes.inspect(name, VolumeService::Sizes::No));
    UniqueFd fd(::open(info.mountPoint.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!fd)
        return base::failErrno("open volume " + name);
    return fd;
}

} // namespace

Result<std::vector<FileEntry>> listInside(int root, const std::string &path, const std::string &shown)
{
    CATAMARAN_TRY(UniqueFd fd, openShown(root, path, O_RDONLY | O_DIRECTORY, shown));
    const std::unique_ptr<DIR, int (*)(DIR *)> directory(::fdopendir(fd.get()), ::closedir);
    if (!directory)
        return base::failErrno("read " + shown);
    static_cast<void>(fd.release());
    std::vector<FileEntry> entries;
    const int at = ::dirfd(directory.get());
    while (const dirent *found = ::readdir(directory.get())) {
        const std::string_view name = found->d_name;
        struct stat status {};
        // What vanished between the two calls is not there.
        if (name == "." || name == ".." ||
            ::fstatat(at, found->d_name, &status, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT) != 0)
            continue;
        entries.push_back(entryOf(at, found->d_name, status));
    }
    std::sort(entries.begin(), entries.end(), [](const FileEntry &a, const FileEntry &b) {
        const bool first = a.kind == FileEntry::Kind::Directory;
        const bool second = b.kind == FileEntry::Kind::Directory;
        return first != second ? first : a.name < b.name;
    });
    return entries;
}

Result<std::string> readInside(int root, const std::string &path, base::Bytes limit, const std::string &shown)
{
    // Not blocking: a pipe without a writer must not hold the reader.
    CATAMARAN_TRY(const UniqueFd fd, openShown(root, path, O_RDONLY | O_NONBLOCK | O_NOCTTY, shown));
    struct stat status {};
    if (::fstat(fd.get(), &status) != 0)
        return base::failErrno("stat " + shown);
    if (!S_ISREG(status.st_mode))
        return fail(Errc::InvalidArgument, shown + " is not a regular file");
    std::string text;
    std::array<char, 65536> buffer{};
    for (;;) {
        const ssize_t length = ::read(fd.get(), buffer.data(), buffer.size());
        if (length < 0 && errno == EINTR)
            continue;
        if (length < 0)
            return base::failErrno("read " + shown);
        if (length == 0)
            return text;
        text.append(buffer.data(), static_cast<std::size_t>(length));
        if (static_cast<std::int64_t>(text.size()) > limit.count)
            return fail(base::Error(Errc::InvalidArgument, shown + " is too large to be shown here")
                            .withFix("Copy it out and open it with another program."));
    }
}

Result<void> writeInside(int root, const std::string &path, const std::string &text, const std::string &shown)
{
    const auto [folder, name] = splitPath(path);
    if (name.empty() || name == "." || name == "..")
        return fail(Errc::InvalidArgument, shown + " is not a file");
    CATAMARAN_TRY(const UniqueFd parent, openShown(root, folder, O_RDONLY | O_DIRECTORY, shown));
    struct stat status {};
    const bool exists = ::fstatat(parent.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
    if (exists && !S_ISREG(status.st_mode))
        return fail(base::Error(Errc::InvalidArgument, shown + " is not a regular file")
                        .withFix("Open what the link points to instead."));
    const std::string temporary = "." + name + ".catamaran-new";
    const UniqueFd fd(::openat(parent.get(), temporary.c_str(),
                               O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, kNewFile));
    if (!fd)
        return base::failErrno("write " + shown);
    const auto fill = [&, file = name]() -> Result<void> {
        CATAMARAN_CHECK(writeAll(fd.get(), text, shown));
        // Owner first: a change of owner takes the set-id bits away.
        if (exists && (::fchown(fd.get(), status.st_uid, status.st_gid) != 0 ||
                       ::fchmod(fd.get(), status.st_mode & kPermissions) != 0))
            return base::failErrno("keep owner and mode of " + shown);
        if (::renameat(parent.get(), temporary.c_str(), parent.get(), file.c_str()) != 0)
            return base::failErrno("replace " + shown);
        return {};
    };
    auto done = fill();
    if (!done)
        ::unlinkat(parent.get(), temporary.c_str(), 0);
    return done;
}

Result<std::vector<FileEntry>> Runtime::listFiles(const std::string &which, const std::string &path)
{
    CATAMARAN_TRY(const Running running, find(which));
    CATAMARAN_TRY(
        const ContainerRoot root,
        ContainerRoot::open(m_services.paths, running.record, running.observed, ContainerRoot::Access::Read));
    const ContainerRoot::Place place = root.place(absolute(path));
    return listInside(place.root, place.path, path);
}

Result<std::string> Runtime::readFile(const std::string &which, const std::string &path, base::Bytes limit)
{
    CATAMARAN_TRY(const Running running, find(which));
    CATAMARAN_TRY(
        const ContainerRoot root,
        ContainerRoot::open(m_services.paths, running.record, running.observed, ContainerRoot::Access::Read));
    const ContainerRoot::Place place = root.place(absolute(path));
    return readInside(place.root, place.path, limit, path);
}

Result<void> Runtime::writeFile(const std::string &which, const std::string &path, const std::string &text)
{
    CATAMARAN_TRY(const Running running, find(which));
    CATAMARAN_TRY(const ContainerRoot root,
                  ContainerRoot::open(m_services.paths, running.record, running.observed,
                                      ContainerRoot::Access::Write));
    const ContainerRoot::Place place = root.place(absolute(path));
    if (!place.writable)
        return fail(Errc::InvalidState, path + " is on a read-only mount");
    return writeInside(place.root, place.path, text, path);
}

Result<std::vector<FileEntry>> VolumeManager::listFiles(const std::string &name, const std::string &path)
{
    CATAMARAN_TRY(const UniqueFd root, openVolume(*this, name));
    return listInside(root.get(), below(path), path);
}

Result<std::string> VolumeManager::readFile(const std::string &name, const std::string &path,
                                            base::Bytes limit)
{
    CATAMARAN_TRY(const UniqueFd root, openVolume(*this, name));
    return readInside(root.get(), below(path), limit, path);
}

Result<void> VolumeManager::writeFile(const std::string &name, const std::string &path,
                                      const std::string &text)
{
    CATAMARAN_TRY(const UniqueFd root, openVolume(*this, name));
    return writeInside(root.get(), below(path), text, path);
}

Result<void> VolumeManager::copyIn(const std::string &hostPath, const std::string &name,
                                   const std::string &path, const base::OperationContext &context)
{
    CATAMARAN_TRY(const UniqueFd root, openVolume(*this, name));
    CATAMARAN_TRY(const UniqueFd to, openShown(root.get(), below(path), O_RDONLY | O_DIRECTORY, path));
    const auto [folder, last] = splitPath(cleanPath(hostPath));
    const UniqueFd from(
        ::open(("/" + (folder == "." ? std::string() : folder)).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!from)
        return base::failErrno("open " + hostPath);
    TreeCopier::Rules rules;
    rules.stop = context.stop;
    rules.owner = {0, 0};
    TreeCopier copier(std::move(rules));
    return copier.entry(from.get(), last, to.get(), last);
}

Result<void> VolumeManager::copyOut(const std::string &name, const std::string &path,
                                    const std::string &hostDirectory, const base::OperationContext &context)
{
    CATAMARAN_TRY(const UniqueFd root, openVolume(*this, name));
    const auto [folder, last] = splitPath(below(path));
    CATAMARAN_TRY(const UniqueFd from, openShown(root.get(), folder, O_RDONLY | O_DIRECTORY, path));
    const UniqueFd to(::open(hostDirectory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!to)
        return base::failErrno("open " + hostDirectory);
    TreeCopier::Rules rules;
    rules.stop = context.stop;
    rules.owner = {::geteuid(), ::getegid()};
    TreeCopier copier(std::move(rules));
    return copier.entry(from.get(), last, to.get(), last);
}

} // namespace catamaran::engine::runtime
