// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/stack/tree_watch.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::stack {

using base::Errc;
using base::Result;

namespace {

constexpr std::uint32_t kEvents =
    IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE | IN_ONLYDIR;

std::int64_t nanoseconds(const timespec &time)
{
    return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

std::int64_t monotonic()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return nanoseconds(now);
}

bool isBelow(const std::string &path, const std::string &directory)
{
    return path.size() > directory.size() && path.starts_with(directory) &&
           (directory.ends_with('/') || path[directory.size()] == '/');
}

} // namespace

bool TreeWatch::isWanted(const std::string &path, bool directory) const
{
    if (m_files.contains(path))
        return true;
    const bool inside = std::any_of(m_trees.begin(), m_trees.end(),
                                    [&](const std::string &tree) { return isBelow(path, tree); });
    return inside && !m_skip(path, directory);
}

Result<void> TreeWatch::watchDirectory(const std::string &path)
{
    const int watch = ::inotify_add_watch(m_notify.get(), path.c_str(), kEvents);
    if (watch < 0 && errno == ENOSPC)
        return base::fail(base::Error(Errc::NoSpace, path + ": the kernel has no more file watches")
                              .withFix("Raise it (sysctl fs.inotify.max_user_watches=524288), or ignore more "
                                       "paths in develop.watch."));
    if (watch < 0)
        return errno == ENOENT || errno == ENOTDIR ? Result<void>() : base::failErrno("watch " + path);
    m_directories[watch] = path;
    return {};
}

Result<void> TreeWatch::scan(const std::string &path, std::map<std::string, Entry> &into)
{
    // The watch comes first: what is made while we read is told twice at worst.
    CATAMARAN_CHECK(watchDirectory(path));
    std::error_code error;
    for (std::filesystem::directory_iterator entry(path, error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string name = entry->path();
        struct stat status = {};
        if (::lstat(name.c_str(), &status) != 0)
            continue;
        const bool directory = S_ISDIR(status.st_mode);
        if ((!directory && !S_ISREG(status.st_mode) && !S_ISLNK(status.st_mode)) ||
            !isWanted(name, directory))
            continue;
        Entry &seen = into[name];
        seen.directory = directory;
        seen.mode = status.st_mode;
        seen.inode = status.st_ino;
        if (directory) { // its times tell of what is in it
            CATAMARAN_CHECK(scan(name, into));
            continue;
        }
        seen.size = status.st_size;
        seen.modifiedNs = nanoseconds(status.st_mtim);
        seen.changedNs = nanoseconds(status.st_ctim);
    }
    return {};
}

Result<std::unique_ptr<TreeWatch>> TreeWatch::open(const std::vector<std::string> &paths, Skip skip,
                                                   Limits limits)
{
    std::unique_ptr<TreeWatch> watch(new TreeWatch(std::move(skip), limits));
    watch->m_notify.reset(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    if (!watch->m_notify)
        return base::failErrno("watch files");
    for (const std::string &path : paths) {
        struct stat status = {};
        if (::stat(path.c_str(), &status) != 0)
            return base::fail(base::Error(Errc::NotFound, path + ": " + std::strerror(errno))
                                  .withFix("Make it, or correct the path in develop.watch."));
        (S_ISDIR(status.st_mode) ? watch->m_trees : watch->m_files).insert(path);
    }
    for (const std::string &tree : watch->m_trees) {
        CATAMARAN_CHECK(watch->scan(tree, watch->m_known));
    }
    for (const std::string &file : watch->m_files) {
        CATAMARAN_CHECK(watch->watchDirectory(std::filesystem::path(file).parent_path()));
        watch->m_dirty.emplace(file, 0);
    }
    CATAMARAN_TRY(const auto first, watch->settle()); // the files as they are now
    (void)first;
    return watch;
}

std::vector<FileChange> TreeWatch::present() const
{
    std::vector<FileChange> out;
    const std::int64_t now = monotonic();
    for (const auto &[path, entry] : m_known)
        out.push_back({path, false, entry.directory, now});
    return out;
}

void TreeWatch::forgetBelow(const std::string &path)
{
    for (auto it = m_directories.begin(); it != m_directories.end();) {
        if (it->second != path && !isBelow(it->second, path)) {
            ++it;
            continue;
        }
        (void)::inotify_rm_watch(m_notify.get(), it->first); // one that was moved away is watched still
        it = m_directories.erase(it);
    }
}

Result<void> TreeWatch::drain()
{
    alignas(inotify_event) std::array<char, 64 * 1024> buffer;
    for (;;) {
        const ssize_t got = ::read(m_notify.get(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 && errno == EAGAIN)
            return {};
        if (got <= 0)
            return base::failErrno("read file events");
        const std::int64_t now = monotonic();
        for (ssize_t at = 0; at < got;) {
            inotify_event event = {};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            const char *const name = buffer.data() + at + sizeof event;
            at += static_cast<ssize_t>(sizeof event + event.len);
            if (event.mask & IN_Q_OVERFLOW) {
                m_lostNs = now;
                continue;
            }
            const auto directory = m_directories.find(event.wd);
            if (directory == m_directories.end())
                continue;
            if (event.mask & IN_IGNORED) {
                m_directories.erase(directory);
                continue;
            }
            if (event.len == 0)
                continue;
            const std::string path = (directory->second == "/" ? "" : directory->second) + "/" + name;
            if (isWanted(path, (event.mask & IN_ISDIR) != 0))
                m_dirty.emplace(path, now);
        }
    }
}

Result<std::vector<FileChange>> TreeWatch::settle()
{
    std::map<std::string, Entry> now;
    std::map<std::string, std::int64_t> dirty = std::exchange(m_dirty, {});
    const std::int64_t lostNs = std::exchange(m_lostNs, 0);
    if (lostNs != 0) {
        for (const auto &[path, entry] : m_known)
            dirty.emplace(path, lostNs);
        for (const std::string &file : m_files)
            dirty.emplace(file, lostNs);
        for (const std::string &tree : m_trees) {
            CATAMARAN_CHECK(scan(tree, now));
        }
        for (const auto &[path, entry] : now)
            dirty.emplace(path, lostNs);
    }
    // What the dirty paths, and all below them, are now and were before.
    std::map<std::string, std::int64_t> compared = dirty;
    for (const auto &[path, ns] : dirty) {
        struct stat status = {};
        const bool there = ::lstat(path.c_str(), &status) == 0 && isWanted(path, S_ISDIR(status.st_mode));
        const bool directory = there && S_ISDIR(status.st_mode);
        const auto before = m_known.find(path);
        if (!there || !directory || (before != m_known.end() && before->second.inode != status.st_ino))
            forgetBelow(path);
        if (there && (directory || S_ISREG(status.st_mode) || S_ISLNK(status.st_mode))) {
            Entry &entry = now[path];
            entry.directory = directory;
            entry.mode = status.st_mode;
            entry.inode = status.st_ino;
            if (!directory) {
                entry.size = status.st_size;
                entry.modifiedNs = nanoseconds(status.st_mtim);
                entry.changedNs = nanoseconds(status.st_ctim);
            } else if (lostNs == 0) {
                CATAMARAN_CHECK(scan(path, now));
            }
        }
        for (auto known = m_known.upper_bound(path + "/");
             known != m_known.end() && isBelow(known->first, path); ++known)
            compared.emplace(known->first, ns);
        for (auto found = now.upper_bound(path + "/"); found != now.end() && isBelow(found->first, path);
             ++found)
            compared.emplace(found->first, ns);
    }
    std::vector<FileChange> out;
    std::vector<FileChange> changed;
    for (const auto &[path, ns] : compared) {
        const auto before = m_known.find(path);
        const auto after = now.find(path);
        const bool was = before != m_known.end();
        const bool is = after != now.end();
        if (was && (!is || before->second.directory != after->second.directory))
            out.push_back({path, true, before->second.directory, ns});
        if (is && (!was || !(before->second == after->second)))
            if (!after->second.directory || !was || before->second.mode != after->second.mode)
                changed.push_back({path, false, after->second.directory, ns});
        if (was)
            m_known.erase(before);
        if (is)
            m_known[path] = after->second;
    }
    out.insert(out.end(), changed.begin(), changed.end());
    return out;
}

Result<std::vector<FileChange>> TreeWatch::next(const std::stop_token &stop)
{
    const base::UniqueFd wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!wake)
        return base::failErrno("make an event descriptor");
    const std::stop_callback onStop(stop, [&wake] {
        const std::uint64_t one = 1;
        (void)!::write(wake.get(), &one, sizeof one);
    });
    std::int64_t beganNs = 0; // of a batch; 0: there is none
    while (!stop.stop_requested()) {
        std::array<pollfd, 2> ready{{{m_notify.get(), POLLIN, 0}, {wake.get(), POLLIN, 0}}};
        const int count =
            ::poll(ready.data(), ready.size(), beganNs != 0 ? static_cast<int>(m_limits.quiet.count()) : -1);
        if (count < 0 && errno != EINTR)
            return base::failErrno("wait for file events");
        if (stop.stop_requested())
            break;
        if (count > 0) {
            CATAMARAN_CHECK(drain());
        }
        if (beganNs == 0 && (!m_dirty.empty() || m_lostNs != 0))
            beganNs = monotonic();
        const bool quiet = count == 0;
        const bool late =
            beganNs != 0 && monotonic() - beganNs > std::chrono::nanoseconds(m_limits.longest).count();
        if (beganNs == 0 || (!quiet && !late))
            continue;
        CATAMARAN_TRY(std::vector<FileChange> changes, settle());
        if (!changes.empty())
            return changes;
        beganNs = 0;
    }
    return std::vector<FileChange>();
}

} // namespace catamaran::stack
