// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cgroup/group_files.h"

#include "engine/base/file.h"

#include <charconv>
#include <chrono>
#include <csignal>
#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace catamaran::engine::cgroup {

std::optional<std::string> readGroupFile(const std::string &directory, std::string_view file)
{
    auto text = base::readFile(fmt::format("{}/{}", directory, file));
    if (!text)
        return std::nullopt;
    return std::move(*text);
}

base::Result<void> writeGroupFile(const std::string &directory, std::string_view file, std::string_view value)
{
    const std::string path = fmt::format("{}/{}", directory, file);
    const base::UniqueFd fd(open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!fd && errno == ENOENT)
        return base::fail(base::Error(base::Errc::Unsupported,
                                      fmt::format("this kernel or host has no control group file {}", file))
                              .withFix("Leave this limit out, or run on a host whose kernel offers it"));
    if (!fd || write(fd.get(), value.data(), value.size()) < 0)
        return base::failErrno(fmt::format("write \"{}\" to {}", value, path));
    return {};
}

base::Result<MadeGroup> makeGroup(const std::string &directory)
{
    if (mkdir(directory.c_str(), 0755) == 0)
        return MadeGroup::New;
    if (errno == EEXIST)
        return MadeGroup::Existed;
    if (errno == ENOENT) {
        CATAMARAN_CHECK(base::makeDirectories(directory.substr(0, directory.rfind('/'))));
        if (mkdir(directory.c_str(), 0755) == 0)
            return MadeGroup::New;
    }
    return base::failErrno("make the control group " + directory);
}

void killMembers(const std::string &directory)
{
    if (writeGroupFile(directory, "cgroup.kill", "1"))
        return;
    for (const std::string &name : subgroups(directory))
        killMembers(directory + "/" + name);
    const auto text = readGroupFile(directory, "cgroup.procs");
    if (!text)
        return;
    const char *at = text->data();
    const char *end = at + text->size();
    while (at < end) {
        pid_t pid = 0;
        const auto [next, error] = std::from_chars(at, end, pid);
        if (error == std::errc() && pid > 0)
            ::kill(pid, SIGKILL); // a member of the group now; v1 offers nothing without this race
        at = next == at ? at + 1 : next;
    }
}

base::Result<void> removeGroup(const std::string &directory)
{
    constexpr int kAttempts = 100;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        if (rmdir(directory.c_str()) == 0 || errno == ENOENT)
            return {};
        if (errno != EBUSY && errno != ENOTEMPTY)
            return base::failErrno("remove the control group " + directory);
        for (const std::string &name : subgroups(directory))
            CATAMARAN_CHECK(removeGroup(directory + "/" + name));
        killMembers(directory);
        std::this_thread::sleep_for(std::chrono::milliseconds(attempt < 20 ? 1 : 20));
    }
    errno = EBUSY;
    return base::failErrno("remove the control group " + directory);
}

std::vector<std::string> subgroups(const std::string &directory)
{
    std::vector<std::string> names;
    DIR *stream = opendir(directory.c_str());
    if (!stream)
        return names;
    while (const dirent *entry = readdir(stream)) {
        if (entry->d_type == DT_DIR && entry->d_name[0] != '.')
            names.emplace_back(entry->d_name);
    }
    closedir(stream);
    return names;
}

} // namespace catamaran::engine::cgroup
