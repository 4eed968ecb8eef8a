// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/layer_view.h"

#include <algorithm>
#include <climits>
#include <deque>
#include <dirent.h>
#include <memory>
#include <set>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace catamaran::engine::image {

using base::Errc;
using base::Result;

namespace {

constexpr int kMaxLinks = 40;
constexpr const char *kOpaqueNames[] = {"trusted.overlay.opaque", "user.overlay.opaque"};

} // namespace

bool isOpaque(const std::string &hostDirectory)
{
    for (const char *name : kOpaqueNames) {
        char value = 0;
        if (::lgetxattr(hostDirectory.c_str(), name, &value, 1) == 1 && value == 'y')
            return true;
    }
    return false;
}

bool isWhiteout(const struct stat &status)
{
    return S_ISCHR(status.st_mode) && status.st_rdev == makedev(0, 0);
}

Result<void> setOpaque(const std::string &hostDirectory)
{
    if (::lsetxattr(hostDirectory.c_str(), kOpaqueNames[::geteuid() == 0 ? 0 : 1], "y", 1, 0) != 0)
        return base::failErrno("mark " + hostDirectory + " as opaque");
    return {};
}

Result<std::string> readLink(const std::string &path)
{
    std::string target(PATH_MAX, '\0');
    const ssize_t n = ::readlink(path.c_str(), target.data(), target.size());
    if (n < 0)
        return base::failErrno("read link " + path);
    target.resize(static_cast<std::size_t>(n));
    return target;
}

std::vector<std::string> splitPath(std::string_view path)
{
    std::vector<std::string> out;
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('/'), path.size());
        if (const std::string_view part = path.substr(0, end); !part.empty() && part != ".")
            out.emplace_back(part);
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return out;
}

LayerView::LayerView(std::vector<std::string> directoriesLowestFirst)
    : m_topFirst(std::move(directoriesLowestFirst))
{
    std::reverse(m_topFirst.begin(), m_topFirst.end());
}

Result<LayerView::Entry> LayerView::root() const
{
    Entry entry;
    entry.path = "/";
    entry.status.st_mode = S_IFDIR | 0755;
    entry.merged = m_topFirst;
    if (!m_topFirst.empty()) {
        entry.host = m_topFirst.front();
        if (::lstat(entry.host.c_str(), &entry.status) != 0)
            return base::failErrno("stat " + entry.host);
    }
    return entry;
}

std::optional<LayerView::Entry> LayerView::child(const Entry &directory, const std::string &name) const
{
    Entry found;
    found.path = (directory.path == "/" ? "" : directory.path) + "/" + name;
    for (const std::string &parent : directory.merged) {
        const std::string host = parent + "/" + name;
        struct stat status {};
        if (::lstat(host.c_str(), &status) != 0)
            continue;
        if (isWhiteout(status))
            break;
        if (found.host.empty()) {
            found.host = host;
            found.status = status;
        }
        if (!S_ISDIR(status.st_mode))
            break;
        found.merged.push_back(host);
        if (isOpaque(host))
            break;
    }
    if (found.host.empty())
        return std::nullopt;
    if (!found.isDirectory())
        found.merged.clear();
    return found;
}

Result<std::optional<LayerView::Entry>> LayerView::find(std::string_view path, LastLink last) const
{
    const std::vector<std::string> parts = splitPath(path);
    std::deque<std::string> todo(parts.begin(), parts.end());
    CATAMARAN_TRY(Entry start, root());
    std::vector<Entry> stack{std::move(start)};
    int links = 0;
    while (!todo.empty()) {
        const std::string name = std::move(todo.front());
        todo.pop_front();
        if (name == "..") {
            if (stack.size() > 1)
                stack.pop_back();
            continue;
        }
        if (!stack.back().isDirectory())
            return std::optional<Entry>();
        std::optional<Entry> next = child(stack.back(), name);
        if (!next)
            return std::optional<Entry>();
        if (!S_ISLNK(next->status.st_mode) || (todo.empty() && last == LastLink::Keep)) {
            stack.push_back(std::move(*next));
            continue;
        }
        if (++links > kMaxLinks)
            return base::fail(Errc::InvalidArgument, std::string(path) + ": too many symbolic links");
        CATAMARAN_TRY(const std::string target, readLink(next->host));
        if (target.starts_with('/'))
            stack.resize(1);
        const std::vector<std::string> inserted = splitPath(target);
        todo.insert(todo.begin(), inserted.begin(), inserted.end());
    }
    return std::optional<Entry>(std::move(stack.back()));
}

Result<std::vector<std::string>> LayerView::names(const Entry &directory) const
{
    std::set<std::string> seen;
    std::set<std::string> gone;
    for (const std::string &host : directory.merged) {
        const std::unique_ptr<DIR, int (*)(DIR *)> handle(::opendir(host.c_str()), ::closedir);
        if (!handle)
            return base::failErrno("read " + host);
        while (const dirent *item = ::readdir(handle.get())) {
            const std::string name = item->d_name;
            if (name == "." || name == ".." || seen.contains(name) || gone.contains(name))
                continue;
            struct stat status {};
            if (item->d_type == DT_CHR && ::lstat((host + "/" + name).c_str(), &status) == 0 &&
                isWhiteout(status))
                gone.insert(name);
            else
                seen.insert(name);
        }
    }
    return std::vector<std::string>(seen.begin(), seen.end());
}

} // namespace catamaran::engine::image
