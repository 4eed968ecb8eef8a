// SPDX-License-Identifier: GPL-3.0-or-later
// cp and export: files between a container and the host.
#include "engine/base/id_map.h"
#include "engine/image/unpack.h"
#include "engine/runtime/container_root.h"
#include "engine/runtime/layers.h"
#include "engine/runtime/plan_builder.h"
#include "engine/runtime/runtime.h"
#include "engine/runtime/tree_archive.h"
#include "engine/runtime/tree_copy.h"
#include "engine/spec/user.h"

#include <array>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::fail;
using base::Result;
using base::UniqueFd;

namespace {

/// The host, or the inside of a container: the same paths, opened differently.
struct Side {
    int root = -1; ///< -1: the host

    [[nodiscard]] UniqueFd open(const std::string &path, int flags) const
    {
        return root >= 0 ? openInside(root, path, flags) : UniqueFd(::open(path.c_str(), flags | O_CLOEXEC));
    }
};

struct LastPart {
    std::string directory; ///< "." or "/" when there is none
    std::string name;      ///< empty: the path is a root, or ends in ".."
};

/// "a/b/" and "a/b/." to {"a", "b"}.
LastPart splitLast(std::string path)
{
    for (;;) {
        if (path.size() > 1 && path.ends_with('/'))
            path.pop_back();
        else if (path.ends_with("/.") && path.size() > 2)
            path.resize(path.size() - 2);
        else
            break;
    }
    const std::size_t slash = path.rfind('/');
    std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
    std::string directory = slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
    if (name == ".." || name == "." || name.empty())
        return {path.empty() ? "." : path, {}};
    return {std::move(directory), std::move(name)};
}

bool endsInSlash(const std::string &path)
{
    return path.ends_with('/') || path.ends_with("/.") || path == ".";
}

bool wantsContents(const std::string &path)
{
    return path.ends_with("/.") || path == ".";
}

/// A path whose last part is no symbolic link: links there are replaced by what they say.
Result<std::string> withoutLastLink(const Side &side, std::string path)
{
    constexpr int kMostLinks = 40; // as the kernel's own limit
    for (int links = 0; links < kMostLinks; ++links) {
        const LastPart last = splitLast(path);
        if (last.name.empty())
            return path;
        const UniqueFd directory = side.open(last.directory, O_PATH | O_DIRECTORY);
        std::array<char, 4097> target{};
        if (!directory ||
            ::readlinkat(directory.get(), last.name.c_str(), target.data(), target.size() - 1) < 0)
            return path;
        const std::string text = target.data();
        path = text.starts_with('/') ? (side.root >= 0 ? text.substr(1) : text) : last.directory + "/" + text;
        if (path.empty())
            path = ".";
    }
    return fail(Errc::InvalidArgument, "too many levels of symbolic links");
}

/// What is copied: an entry of a directory, or the contents of a directory that has no name.
struct From {
    UniqueFd directory;
    std::string name; ///< empty: `directory` itself
    std::string as;   ///< the name it gets below an existing directory
    bool isDirectory = false;
    bool contents = false;
};

Result<From> source(const Side &side, const std::string &path, bool follow, const base::Error &missing)
{
    From from;
    from.contents = wantsContents(path);
    from.as = splitLast(path).name;
    std::string resolved = path;
    if (follow || endsInSlash(path)) {
        CATAMARAN_TRY(resolved, withoutLastLink(side, path));
    }
    const LastPart last = splitLast(resolved);
    from.name = last.name;
    from.directory = side.open(last.directory, O_PATH | O_DIRECTORY);
    if (!from.directory)
        return fail(errno == ENOENT || errno == ENOTDIR ? missing
                                                        : base::Error::fromErrno(errno, "open " + path));
    struct stat status {};
    if (from.name.empty()) {
        from.isDirectory = from.contents = true;
        return from;
    }
    if (::fstatat(from.directory.get(), from.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        return fail(errno == ENOENT ? missing : base::Error::fromErrno(errno, "stat " + path));
    from.isDirectory = S_ISDIR(status.st_mode);
    if (!from.isDirectory && endsInSlash(path))
        return fail(Errc::InvalidArgument, path + ": not a directory");
    return from;
}

UniqueFd openSource(const From &from)
{
    return UniqueFd(::openat(from.directory.get(), from.name.empty() ? "." : from.name.c_str(),
                             O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

/// docker's rules for where a copy goes (docs: docker container cp).
Result<void> copyTo(TreeCopier &copier, const From &from, const Side &side, const std::string &wanted,
                    const base::Error &missingParent)
{
    CATAMARAN_TRY(const std::string path, withoutLastLink(side, wanted));
    const UniqueFd existing = side.open(path, O_PATH);
    struct stat status {};
    const bool exists = existing && ::fstat(existing.get(), &status) == 0;
    const bool intoDirectory = exists && S_ISDIR(status.st_mode);
    if (exists && !intoDirectory && from.isDirectory)
        return fail(Errc::InvalidArgument, "cannot copy a directory over the file " + wanted);
    if (exists && !intoDirectory && endsInSlash(wanted))
        return fail(Errc::InvalidArgument, wanted + ": not a directory");
    if (intoDirectory) {
        if (!from.contents)
            return copier.entry(from.directory.get(), from.name, existing.get(), from.as);
        const UniqueFd opened = openSource(from);
        if (!opened)
            return base::failErrno("open " + from.name);
        return copier.contents(opened.get(), existing.get(), wanted);
    }
    if (!exists && !from.isDirectory && endsInSlash(wanted))
        return fail(Errc::NotFound, wanted + ": no such directory");
    const LastPart last = splitLast(path);
    const UniqueFd parent = side.open(last.directory, O_PATH | O_DIRECTORY);
    if (!parent || last.name.empty())
        return fail(missingParent);
    if (!from.name.empty())
        return copier.entry(from.directory.get(), from.name, parent.get(), last.name);
    if (::mkdirat(parent.get(), last.name.c_str(), 0755) != 0)
        return base::failErrno("create " + wanted);
    const UniqueFd opened = openSource(from);
    const UniqueFd made(
        ::openat(parent.get(), last.name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!opened || !made)
        return base::failErrno("open " + wanted);
    CATAMARAN_CHECK(copier.contents(opened.get(), made.get(), wanted));
    return copier.directoryMetadata(opened.get(), made.get(), wanted);
}

base::Error noSuchFile(const std::string &path, const Record &record)
{
    return base::Error(Errc::NotFound, "Could not find the file " + path + " in container " + record.name);
}

/// A path given to cp counts from the container's root.
std::string fromRoot(const std::string &path)
{
    return path.starts_with('/') ? path : "/" + path;
}

/// place() takes the final "/" and "/." away, which mean something here.
std::string withEnding(const ContainerRoot::Place &place, const std::string &path)
{
    if (wantsContents(path) && !wantsContents(place.path))
        return place.path + "/.";
    if (path.ends_with('/') && !endsInSlash(place.path))
        return place.path + "/";
    return place.path;
}

Result<void> checkWritable(const ContainerRoot::Place &place, const Record &record)
{
    if (place.writable)
        return {};
    return fail(base::Error(Errc::InvalidState, record.spec.readOnlyRootfs
                                                    ? "container rootfs is marked read-only"
                                                    : "mounted volume is marked read-only")
                    .withFix("Copy to a path that is writable in the container."));
}

} // namespace

Result<CopyReport> Runtime::copyOut(const std::string &which, const std::string &containerPath,
                                    const std::string &hostPath, const CopyOptions &options,
                                    const base::OperationContext &context)
{
    CATAMARAN_TRY(const Running running, find(which));
    CATAMARAN_TRY(
        const ContainerRoot root,
        ContainerRoot::open(m_services.paths, running.record, running.observed, ContainerRoot::Access::Read));
    const std::string path = fromRoot(containerPath);
    const ContainerRoot::Place place = root.place(path);
    CATAMARAN_TRY(const From from, source({place.root}, withEnding(place, path), options.followLink,
                                          noSuchFile(containerPath, running.record)));
    TreeCopier::Rules rules;
    rules.stop = context.stop;
    if (!options.keepOwner)
        rules.owner = {::geteuid(), ::getegid()};
    TreeCopier copier(std::move(rules));
    const std::string parent = splitLast(hostPath).directory;
    CATAMARAN_CHECK(copyTo(
        copier, from, {}, hostPath,
        base::Error(Errc::NotFound, "invalid output path: directory \"" + parent + "\" does not exist")));
    recordEvent(running.record, "archive-path");
    return CopyReport{copier.bytes()};
}

Result<CopyReport> Runtime::copyIn(const std::string &hostPath, const std::string &which,
                                   const std::string &containerPath, const CopyOptions &options,
                                   const base::OperationContext &context)
{
    CATAMARAN_TRY(const Running running, find(which));
    CATAMARAN_TRY(const From from,
                  source({}, hostPath, options.followLink,
                         base::Error(Errc::NotFound, "lstat " + hostPath + ": no such file or directory")));
    CATAMARAN_TRY(const ContainerRoot root,
                  ContainerRoot::open(m_services.paths, running.record, running.observed,
                                      ContainerRoot::Access::Write));
    const std::string path = fromRoot(containerPath);
    const ContainerRoot::Place place = root.place(path);
    CATAMARAN_CHECK(checkWritable(place, running.record));
    TreeCopier::Rules rules;
    rules.stop = context.stop;
    if (options.keepOwner) {
        std::vector<std::string> layers = lowerDirectories(m_services.paths, running.record);
        layers.insert(layers.begin(), m_services.paths.upper(running.record.id));
        CATAMARAN_TRY(const spec::Identity identity,
                      spec::resolveUser(running.record.process.user, readLayeredFile(layers, "etc/passwd"),
                                        readLayeredFile(layers, "etc/group"), {}));
        const base::IdMap &ids = base::IdMap::ofProcess();
        rules.owner = {ids.hostUser(identity.uid).value_or(::geteuid()),
                       ids.hostGroup(identity.gid).value_or(::getegid())};
    }
    TreeCopier copier(std::move(rules));
    CATAMARAN_CHECK(copyTo(copier, from, {place.root}, withEnding(place, path),
                           noSuchFile(splitLast(path).directory, running.record)));
    recordEvent(running.record, "extract-to-dir");
    return CopyReport{copier.bytes()};
}

Result<void> Runtime::archiveOut(const std::string &which, const std::string &containerPath,
                                 const CopyOptions &options, const ByteSink &sink,
                                 const base::OperationContext &context)
{
    CATAMARAN_TRY(const Running running, find(which));
    CATAMARAN_TRY(
        const ContainerRoot root,
        ContainerRoot::open(m_services.paths, running.record, running.observed, ContainerRoot::Access::Read));
    const std::string path = fromRoot(containerPath);
    const ContainerRoot::Place place = root.place(path);
    CATAMARAN_TRY(const From from, source({place.root}, withEnding(place, path), options.followLink,
                                          noSuchFile(containerPath, running.record)));
    TreeArchive archive(sink, TreeArchive::Compression::None, context.stop);
    if (from.contents) {
        const UniqueFd opened = openSource(from);
        if (!opened)
            return base::failErrno("open " + containerPath);
        CATAMARAN_CHECK(archive.self(opened.get(), "./"));
        CATAMARAN_CHECK(archive.contents(opened.get(), "./"));
    } else {
        CATAMARAN_CHECK(archive.entry(from.directory.get(), from.name, from.as));
    }
    CATAMARAN_CHECK(archive.finish());
    recordEvent(running.record, "archive-path");
    return {};
}

Result<void> Runtime::archiveIn(const std::string &archivePath, const std::string &which,
                                const std::string &containerPath, const base::OperationContext &context)
{
    CATAMARAN_TRY(const Running running, find(which));
    CATAMARAN_TRY(const ContainerRoot root,
                  ContainerRoot::open(m_services.paths, running.record, running.observed,
                                      ContainerRoot::Access::Write));
    const ContainerRoot::Place place = root.place(fromRoot(containerPath));
    CATAMARAN_CHECK(checkWritable(place, running.record));
    const UniqueFd directory = openInside(place.root, place.path, O_PATH);
    struct stat status {};
    if (!directory)
        return fail(noSuchFile(containerPath, running.record));
    if (::fstat(directory.get(), &status) != 0 || !S_ISDIR(status.st_mode))
        return fail(Errc::InvalidArgument,
                    "destination \"" + which + ":" + containerPath + "\" must be a directory");
    CATAMARAN_CHECK(image::unpackTar(archivePath, "/proc/self/fd/" + std::to_string(directory.get()),
                                     image::Whiteouts::Literal, context));
    recordEvent(running.record, "extract-to-dir");
    return {};
}

Result<void> Runtime::exportFilesystem(const std::string &which, const ByteSink &sink,
                                       const base::OperationContext &context)
{
    CATAMARAN_TRY(Running running, find(which));
    // docker exports the layers alone: neither volumes nor /proc of a running container.
    std::vector<std::string> layers = lowerDirectories(m_services.paths, running.record);
    layers.insert(layers.begin(), m_services.paths.upper(running.record.id));
    CATAMARAN_TRY(const UniqueFd root, openMergedDirectory(layers, "."));
    if (!root)
        return fail(Errc::NotFound, "No such container: " + which);
    TreeArchive archive(sink, TreeArchive::Compression::None, context.stop);
    CATAMARAN_CHECK(archive.contents(root.get(), ""));
    CATAMARAN_CHECK(archive.finish());
    recordEvent(running.record, "export");
    return {};
}

} // namespace catamaran::engine::runtime
