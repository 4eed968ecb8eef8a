// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/oci/state.h"

#include "engine/base/file.h"

#include <algorithm>
#include <charconv>
#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <sys/stat.h>

namespace catamaran::engine::oci {

using nlohmann::json;

namespace {

base::Error missing(const std::string &id)
{
    return base::Error(base::Errc::NotFound, fmt::format("container \"{}\" does not exist", id))
        .withFix("`list` shows those of this --root");
}

} // namespace

std::string_view statusName(Status status)
{
    switch (status) {
    case Status::Creating:
        return "creating";
    case Status::Created:
        return "created";
    case Status::Running:
        return "running";
    case Status::Paused:
        return "paused";
    case Status::Stopped:
        return "stopped";
    }
    return "stopped";
}

std::uint64_t startTimeOf(pid_t pid)
{
    const auto text = base::readFile(fmt::format("/proc/{}/stat", pid));
    if (!text)
        return 0;
    std::size_t at = text->rfind(')'); // the name may hold anything
    if (at == std::string::npos || at + 2 >= text->size() || (*text)[at + 2] == 'Z' || (*text)[at + 2] == 'X')
        return 0;
    for (int field = 2; field < 22 && at != std::string::npos; ++field)
        at = text->find(' ', at + 1);
    std::uint64_t value = 0;
    if (at != std::string::npos)
        std::from_chars(text->data() + at + 1, text->data() + text->size(), value);
    return value;
}

base::Result<void> StateStore::checkId(const std::string &id)
{
    const bool good = !id.empty() && id != "." && id != ".." && id.size() <= 255 &&
                      std::all_of(id.begin(), id.end(), [](unsigned char c) {
                          return std::isalnum(c) || c == '_' || c == '+' || c == '.' || c == '-';
                      });
    if (!good)
        return base::fail(
            base::Error(base::Errc::InvalidArgument, fmt::format("invalid container id: \"{}\"", id))
                .withFix("Letters, digits and _ + . - are allowed"));
    return {};
}

base::Result<void> StateStore::claim(const std::string &id)
{
    CATAMARAN_CHECK(base::makeDirectories(m_root, 0711));
    if (mkdir(directory(id).c_str(), 0711) == 0)
        return {};
    if (errno == EEXIST)
        return base::fail(
            base::Error(base::Errc::AlreadyExists, fmt::format("container with id exists: {}", id))
                .withFix("Take another id, or delete that one"));
    return base::failErrno("make " + directory(id));
}

base::Result<void> StateStore::save(const Record &record) const
{
    const json document = {{"id", record.id},
                           {"bundle", record.bundle},
                           {"rootfs", record.rootfs},
                           {"created", record.created},
                           {"annotations", json::parse(record.annotations)},
                           {"pid", record.pid},
                           {"startTime", record.startTime},
                           {"cgroupVersion", static_cast<std::uint32_t>(record.cgroup.version)},
                           {"cgroupDirectories", record.cgroup.directories},
                           {"groups", record.groupsByController}};
    return base::writeFileAtomic(file(record.id, "state.json"), document.dump(), 0600);
}

base::Result<Record> StateStore::load(const std::string &id) const
{
    CATAMARAN_CHECK(checkId(id));
    const auto text = base::readFile(file(id, "state.json"));
    if (!text)
        return base::fail(missing(id));
    try {
        const json document = json::parse(*text);
        Record record;
        record.id = id;
        record.bundle = document.at("bundle").get<std::string>();
        record.rootfs = document.at("rootfs").get<std::string>();
        record.created = document.at("created").get<std::string>();
        record.annotations = document.at("annotations").dump();
        record.pid = document.at("pid").get<pid_t>();
        record.startTime = document.at("startTime").get<std::uint64_t>();
        record.cgroup.version =
            static_cast<launch::CgroupPlan::Version>(document.at("cgroupVersion").get<std::uint32_t>());
        record.cgroup.directories = document.at("cgroupDirectories").get<std::vector<std::string>>();
        record.groupsByController = document.at("groups").get<std::map<std::string, std::string>>();
        return record;
    } catch (const json::exception &error) {
        return base::fail(
            base::Error(base::Errc::Corrupt, fmt::format("the state of {} is damaged: {}", id, error.what()))
                .withFix("Remove it with `delete --force`"));
    }
}

base::Result<void> StateStore::remove(const std::string &id) const
{
    return base::removeTree(directory(id));
}

std::vector<std::string> StateStore::list() const
{
    std::vector<std::string> ids;
    DIR *stream = opendir(m_root.c_str());
    if (!stream)
        return ids;
    while (const dirent *entry = readdir(stream)) {
        if (entry->d_name[0] != '.' && access(file(entry->d_name, "state.json").c_str(), F_OK) == 0)
            ids.emplace_back(entry->d_name);
    }
    closedir(stream);
    std::sort(ids.begin(), ids.end());
    return ids;
}

base::Result<base::UniqueFd> StateStore::lock(const std::string &id) const
{
    base::UniqueFd fd(open(file(id, "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!fd)
        return base::fail(missing(id));
    while (flock(fd.get(), LOCK_EX)) {
        if (errno != EINTR)
            return base::failErrno("lock the container");
    }
    struct stat info {};
    if (fstat(fd.get(), &info) || info.st_nlink == 0)
        return base::fail(missing(id)); // removed while we waited
    return fd;
}

Status StateStore::status(const Record &record) const
{
    if (record.pid == 0) {
        // Somebody who creates holds the lock; a record without a process and without him is a remainder.
        const base::UniqueFd fd(open(file(record.id, "lock").c_str(), O_RDWR | O_CLOEXEC));
        return fd && flock(fd.get(), LOCK_EX | LOCK_NB) && errno == EWOULDBLOCK ? Status::Creating
                                                                                : Status::Stopped;
    }
    const std::uint64_t startTime = startTimeOf(record.pid);
    if (startTime == 0 || startTime != record.startTime)
        return Status::Stopped;
    // Only a container that still waits has the FIFO open.
    const base::UniqueFd start(open(file(record.id, "start").c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC));
    if (start)
        return Status::Created;
    return Groups(record.cgroup, record.groupsByController).frozen() ? Status::Paused : Status::Running;
}

} // namespace catamaran::engine::oci
