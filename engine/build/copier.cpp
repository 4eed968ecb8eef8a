// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/copier.h"

#include "engine/base/file.h"
#include "engine/base/id_map.h"
#include "engine/build/path_match.h"
#include "engine/image/layer_diff.h"

#include <deque>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace catamaran::engine::build {

using base::Errc;
using base::Result;
using image::LayerView;

namespace {

/// With ids of the host. Without root and without the deck everything belongs to the user.
Result<void> setOwner(const std::string &host, std::uint32_t uid, std::uint32_t gid)
{
    const bool may = ::geteuid() == 0 || base::IdMap::ofProcess().shifts();
    if (may && ::lchown(host.c_str(), uid, gid) != 0)
        return base::failErrno("chown " + host);
    return {};
}

/// With ids of the image.
Result<void> setImageOwner(const std::string &host, const Owner &owner)
{
    const auto uid = base::IdMap::ofProcess().hostUser(owner.uid);
    const auto gid = base::IdMap::ofProcess().hostGroup(owner.gid);
    if (!uid || !gid)
        return base::fail(base::Error(Errc::Unsupported, "you have too few subordinate ids for the owner " +
                                                             std::to_string(owner.uid) + ":" +
                                                             std::to_string(owner.gid))
                              .withFix("Give yourself more with: sudo usermod --add-subuids FIRST-LAST "
                                       "--add-subgids FIRST-LAST $USER"));
    return setOwner(host, *uid, *gid);
}

Result<void> setTime(const std::string &host, std::int64_t seconds)
{
    const timespec times[2] = {{seconds, 0}, {seconds, 0}};
    if (::utimensat(AT_FDCWD, host.c_str(), times, AT_SYMLINK_NOFOLLOW) != 0)
        return base::failErrno("set the time of " + host);
    return {};
}

Result<void> copyXattrs(const std::string &from, const std::string &to)
{
    CATAMARAN_TRY(const auto xattrs, image::layerXattrs(from));
    for (const auto &[name, value] : xattrs) {
        if (::lsetxattr(to.c_str(), name.c_str(), value.data(), value.size(), 0) != 0 && errno != ENOTSUP &&
            errno != EPERM)
            return base::failErrno("set xattr " + name + " of " + to);
    }
    return {};
}

std::string joined(const std::string &directory, const std::string &name)
{
    return directory.ends_with('/') ? directory + name : directory + "/" + name;
}

std::string baseName(const std::string &path)
{
    return path.substr(path.rfind('/') + 1);
}

} // namespace

Copier::Copier(std::vector<std::string> lowerDirectories, std::string upperDirectory, BuildTime time)
    : m_upper(std::move(upperDirectory)), m_time(time), m_view([&] {
          lowerDirectories.push_back(m_upper);
          return lowerDirectories;
      }())
{
    // The upper root's metadata is what the container sees as "/": take it from the layer below.
    if (lowerDirectories.size() > 1) {
        struct stat status {};
        if (::lstat(lowerDirectories[lowerDirectories.size() - 2].c_str(), &status) == 0) {
            (void)::chmod(m_upper.c_str(), status.st_mode & 07777);
            (void)setOwner(m_upper, status.st_uid, status.st_gid);
            m_directoryTimes[m_upper] = status.st_mtim.tv_sec;
            return;
        }
    }
    m_directoryTimes[m_upper] = m_time.clamp(m_time.now);
}

Result<std::string> Copier::bringUp(const LayerView::Entry &directory)
{
    if (directory.path == "/")
        return m_upper;
    const std::string host = m_upper + directory.path;
    if (::mkdir(host.c_str(), 0700) != 0) {
        if (errno == EEXIST)
            return host;
        return base::failErrno("create " + host);
    }
    CATAMARAN_CHECK(copyXattrs(directory.host, host));
    CATAMARAN_CHECK(setOwner(host, directory.status.st_uid, directory.status.st_gid));
    if (::chmod(host.c_str(), directory.status.st_mode & 07777) != 0)
        return base::failErrno("chmod " + host);
    m_directoryTimes.emplace(host, directory.status.st_mtim.tv_sec);
    return host;
}

Result<LayerView::Entry> Copier::makeDirectory(const std::string &path, Owner owner)
{
    CATAMARAN_TRY(LayerView::Entry root, m_view.root());
    std::vector<LayerView::Entry> stack{std::move(root)};
    const std::vector<std::string> parts = image::splitPath(path);
    std::deque<std::string> todo(parts.begin(), parts.end());
    int links = 0;
    while (!todo.empty()) {
        const std::string name = std::move(todo.front());
        todo.pop_front();
        if (name == "..") {
            if (stack.size() > 1)
                stack.pop_back();
            continue;
        }
        auto next = m_view.child(stack.back(), name);
        if (next && S_ISLNK(next->status.st_mode)) {
            if (++links > 40)
                return base::fail(Errc::InvalidArgument, path + ": too many symbolic links");
            CATAMARAN_TRY(const std::string target, image::readLink(next->host));
            if (target.starts_with('/'))
                stack.resize(1);
            const auto inserted = image::splitPath(target);
            todo.insert(todo.begin(), inserted.begin(), inserted.end());
            continue;
        }
        if (!next) {
            const std::string host = m_upper + joined(stack.back().path, name);
            if (::mkdir(host.c_str(), 0755) != 0 || ::chmod(host.c_str(), 0755) != 0)
                return base::failErrno("create " + host);
            CATAMARAN_CHECK(setImageOwner(host, owner));
            m_directoryTimes[host] = m_time.clamp(m_time.now);
            next = m_view.child(stack.back(), name);
        }
        if (!next || !next->isDirectory())
            return base::fail(Errc::InvalidArgument,
                              "cannot copy to non-directory: " + joined(stack.back().path, name));
        CATAMARAN_CHECK(bringUp(*next));
        // Once more: the upper directory is among the merged ones now.
        next = m_view.child(stack.back(), name);
        if (!next)
            return base::fail(Errc::Internal,
                              joined(stack.back().path, name) + " vanished while it was made");
        stack.push_back(std::move(*next));
    }
    return std::move(stack.back());
}

/// Host path at which `target` (its directory exists) can be created; what stands there of this layer goes.
Result<std::string> Copier::makePlace(const std::string &target, bool forDirectory)
{
    const std::string host = m_upper + target;
    struct stat status {};
    if (::lstat(host.c_str(), &status) == 0 && !(forDirectory && S_ISDIR(status.st_mode))) {
        if (S_ISDIR(status.st_mode))
            return base::fail(Errc::InvalidArgument, "cannot replace directory " + target + " with a file");
        if (::unlink(host.c_str()) != 0)
            return base::failErrno("replace " + host);
    }
    return host;
}

Result<void> Copier::copyData(const LayerView::Entry &source, const std::string &host)
{
    CATAMARAN_TRY(const base::UniqueFd in, base::openFile(source.host, O_RDONLY | O_NOFOLLOW));
    CATAMARAN_TRY(const base::UniqueFd out, base::openFile(host, O_WRONLY | O_CREAT | O_EXCL, 0600));
    std::string buffer;
    bool inKernel = true;
    for (;;) {
        ssize_t n = 0;
        if (inKernel) {
            n = ::copy_file_range(in.get(), nullptr, out.get(), nullptr, std::size_t(1) << 30U, 0);
            if (n < 0 && (errno == EXDEV || errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP)) {
                inKernel = false;
                buffer.resize(1U << 18U);
                continue;
            }
        } else {
            n = ::read(in.get(), buffer.data(), buffer.size());
            for (ssize_t done = 0; n > 0 && done < n;) {
                const ssize_t written =
                    ::write(out.get(), buffer.data() + done, static_cast<std::size_t>(n - done));
                if (written < 0)
                    return base::failErrno("write " + host);
                done += written;
            }
        }
        if (n == 0)
            return {};
        if (n < 0 && errno != EINTR)
            return base::failErrno("copy " + source.path + " to " + host);
    }
}

Result<void> Copier::applyMetadata(const LayerView::Entry &source, const std::string &host,
                                   const CopyRules &rules)
{
    auto owned = rules.keepOwner ? setOwner(host, source.status.st_uid, source.status.st_gid)
                                 : setImageOwner(host, rules.owner);
    CATAMARAN_CHECK(std::move(owned));
    CATAMARAN_CHECK(copyXattrs(source.host, host));
    if (!S_ISLNK(source.status.st_mode)) {
        const mode_t own = source.status.st_mode & 07777;
        const mode_t mode = rules.mode ? rules.mode->apply(own, source.isDirectory()) : own;
        if (::chmod(host.c_str(), mode) != 0)
            return base::failErrno("chmod " + host);
    }
    const std::int64_t time = m_time.clamp(source.status.st_mtim.tv_sec);
    if (source.isDirectory()) {
        m_directoryTimes[host] = time;
        return {};
    }
    return setTime(host, time);
}

Result<void> Copier::copyChildren(const LayerView &view, const LayerView::Entry &source,
                                  const std::string &target, const CopyRules &rules,
                                  const base::OperationContext &context)
{
    CATAMARAN_TRY(const std::vector<std::string> names, view.names(source));
    for (const std::string &name : names) {
        if (context.stopRequested())
            return base::fail(Errc::Cancelled, "cancelled");
        const auto child = view.child(source, name);
        if (!child)
            continue;
        if (isExcluded(child->path, rules)) {
            const bool maybeBelow = child->isDirectory() && hasExceptions(rules);
            if (!maybeBelow)
                continue;
            CATAMARAN_TRY(const bool any, hasIncluded(view, *child, rules));
            if (!any)
                continue;
        }
        CATAMARAN_CHECK(copyNode(view, *child, joined(target, name), rules, context));
    }
    return {};
}

/// `target` is free of links: its directory has been resolved and brought up.
Result<void> Copier::copyNode(const LayerView &view, const LayerView::Entry &source,
                              const std::string &target, const CopyRules &rules,
                              const base::OperationContext &context)
{
    const mode_t type = source.status.st_mode & S_IFMT;
    CATAMARAN_TRY(const std::string host, makePlace(target, source.isDirectory()));
    if (source.isDirectory()) {
        CATAMARAN_TRY(const auto existing, m_view.find(target, LayerView::LastLink::Keep));
        if (existing && existing->isDirectory())
            CATAMARAN_CHECK(bringUp(*existing));
        else if (existing && !S_ISLNK(existing->status.st_mode))
            return base::fail(Errc::InvalidArgument, "cannot copy to non-directory: " + target);
        else if (::mkdir(host.c_str(), 0700) != 0 && errno != EEXIST)
            return base::failErrno("create " + host);
        CATAMARAN_CHECK(applyMetadata(source, host, rules));
        return copyChildren(view, source, target, rules, context);
    }
    if (source.status.st_nlink > 1) {
        const auto [first, isNew] = m_links.try_emplace({source.status.st_dev, source.status.st_ino}, host);
        if (!isNew && ::link(first->second.c_str(), host.c_str()) == 0)
            return {};
    }
    if (type == S_IFREG) {
        CATAMARAN_CHECK(copyData(source, host));
    } else if (type == S_IFLNK) {
        CATAMARAN_TRY(const std::string link, image::readLink(source.host));
        if (::symlink(link.c_str(), host.c_str()) != 0)
            return base::failErrno("create " + host);
    } else if (type == S_IFSOCK) {
        return {};
    } else if (::mknod(host.c_str(), source.status.st_mode & (S_IFMT | 07777U), source.status.st_rdev) != 0) {
        return base::failErrno("create " + host);
    }
    return applyMetadata(source, host, rules);
}

Result<void> Copier::copy(const LayerView &view, const LayerView::Entry &source, const std::string &target,
                          Target kind, const CopyRules &rules, const base::OperationContext &context)
{
    m_links.clear();
    if (source.isDirectory()) {
        CATAMARAN_TRY(const auto before, m_view.find(target, LayerView::LastLink::Follow));
        CATAMARAN_TRY(const LayerView::Entry directory, makeDirectory(target, rules.owner));
        if (!before)
            CATAMARAN_CHECK(applyMetadata(source, m_upper + directory.path, rules));
        return copyChildren(view, source, directory.path, rules, context);
    }
    const std::string place = kind == Target::IntoDirectory ? joined(target, baseName(source.path)) : target;
    return copyTo(view, source, place, rules, context);
}

Result<void> Copier::copyTo(const LayerView &view, const LayerView::Entry &source, const std::string &place,
                            const CopyRules &rules, const base::OperationContext &context)
{
    const std::size_t slash = place.rfind('/');
    CATAMARAN_TRY(const LayerView::Entry directory, makeDirectory(place.substr(0, slash + 1), rules.owner));
    return copyNode(view, source, joined(directory.path, place.substr(slash + 1)), rules, context);
}

Result<void> Copier::writeFile(const std::string &target, std::string_view content, const CopyRules &rules)
{
    const std::size_t slash = target.rfind('/');
    CATAMARAN_TRY(const LayerView::Entry directory, makeDirectory(target.substr(0, slash + 1), rules.owner));
    CATAMARAN_TRY(const std::string host, makePlace(joined(directory.path, target.substr(slash + 1)), false));
    CATAMARAN_CHECK(base::writeFileAtomic(host, content, rules.mode ? rules.mode->apply(0644, false) : 0644));
    CATAMARAN_CHECK(setImageOwner(host, rules.owner));
    return setTime(host, m_time.clamp(m_time.now));
}

Result<void> Copier::copyDirectoryOnly(const LayerView::Entry &source, const std::string &target,
                                       const CopyRules &rules)
{
    CATAMARAN_TRY(const auto before, m_view.find(target, LayerView::LastLink::Follow));
    CATAMARAN_TRY(const LayerView::Entry directory, makeDirectory(target, rules.owner));
    if (before)
        return {};
    return applyMetadata(source, m_upper + directory.path, rules);
}

Result<void> Copier::finish()
{
    for (const auto &[host, seconds] : m_directoryTimes)
        CATAMARAN_CHECK(setTime(host, seconds));
    return {};
}

} // namespace catamaran::engine::build
