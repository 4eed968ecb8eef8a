// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/oci/groups.h"

#include "engine/base/file.h"
#include "engine/cgroup/group_files.h"
#include "engine/cgroup/parsers.h"

#include <charconv>
#include <chrono>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>
#include <unistd.h>

namespace catamaran::engine::oci {

using launch::CgroupPlan;

namespace {

constexpr const char *kUnifiedControllers[] = {"cpuset", "cpu", "io", "memory", "hugetlb", "pids", "rdma"};

// "a-b.slice" lies in "a.slice" (systemd.slice(5)).
std::string slicePath(const std::string &slice)
{
    if (slice == "-.slice" || slice.empty())
        return {};
    const std::string name = slice.substr(0, slice.size() - 6);
    std::string path;
    for (std::size_t dash = name.find('-'); dash != std::string::npos; dash = name.find('-', dash + 1))
        path += "/" + name.substr(0, dash) + ".slice";
    return path + "/" + slice;
}

void collectMembers(const std::string &directory, std::set<pid_t> &into)
{
    const std::string text = cgroup::readGroupFile(directory, "cgroup.procs").value_or("");
    const char *at = text.data();
    const char *end = at + text.size();
    while (at < end) {
        pid_t pid = 0;
        const auto [next, error] = std::from_chars(at, end, pid);
        if (error == std::errc() && pid > 0)
            into.insert(pid);
        at = next == at ? at + 1 : next;
    }
    for (const std::string &name : cgroup::subgroups(directory))
        collectMembers(directory + "/" + name, into);
}

// A cpuset starts empty, and nothing can run in an empty one: each level gets its parent's.
base::Result<void> fillCpuset(const std::string &root, const std::string &directory)
{
    for (const char *file : {"cpuset.cpus", "cpuset.mems"}) {
        std::string value = cgroup::readGroupFile(root, file).value_or("");
        std::size_t at = root.size();
        while (at < directory.size()) {
            at = directory.find('/', at + 1);
            at = at == std::string::npos ? directory.size() : at;
            const std::string level = directory.substr(0, at);
            const std::string own = cgroup::readGroupFile(level, file).value_or("");
            if (own.find_first_not_of(" \n") != std::string::npos)
                value = own;
            else
                CATAMARAN_CHECK(cgroup::writeGroupFile(level, file, value));
        }
    }
    return {};
}

} // namespace

base::Result<std::string> groupPath(const std::string &cgroupsPath, const std::string &id)
{
    std::string path = cgroupsPath.empty() ? "/catamaran-runtime/" + id : cgroupsPath;
    const std::size_t first = path.find(':');
    const std::size_t second = first == std::string::npos ? first : path.find(':', first + 1);
    if (path[0] != '/' && second != std::string::npos) {
        const std::string slice = path.substr(0, first);
        const std::string prefix = path.substr(first + 1, second - first - 1);
        const std::string name = path.substr(second + 1);
        const std::string full = slice.empty() ? "system.slice" : slice;
        if (!full.ends_with(".slice") || full.find('/') != std::string::npos)
            return base::fail(base::Errc::InvalidArgument, "invalid slice name: " + full);
        path = slicePath(full) + "/" +
               (name.ends_with(".slice") ? name : (prefix.empty() ? "" : prefix + "-") + name + ".scope");
    }
    if (path[0] != '/')
        path.insert(0, "/");
    if ((path + "/").find("/../") != std::string::npos || path == "/")
        return base::fail(base::Errc::InvalidArgument, "invalid linux.cgroupsPath: " + cgroupsPath);
    return path;
}

Groups::Groups(CgroupPlan plan, std::map<std::string, std::string> byController)
    : m_plan(std::move(plan)), m_byController(std::move(byController))
{
}

base::Result<Groups> Groups::at(const std::string &path)
{
    CATAMARAN_TRY(const std::string mountinfo, base::readFile("/proc/self/mountinfo"));
    const cgroup::CgroupMounts mounts = cgroup::parseCgroupMounts(mountinfo);
    Groups groups;
    if (mounts.byName.empty()) {
        if (mounts.unified.empty() || access(mounts.unified.c_str(), W_OK) != 0)
            return groups;
        groups.m_plan = {CgroupPlan::Version::V2, {mounts.unified + path}};
        groups.m_byController.emplace("", mounts.unified + path);
        return groups;
    }
    std::set<std::string> unique;
    for (const auto &[controller, root] : mounts.byName) {
        if (access(root.c_str(), W_OK) != 0)
            continue;
        groups.m_byController.emplace(controller, root + path);
        unique.insert(root + path);
    }
    if (!unique.empty())
        groups.m_plan = {CgroupPlan::Version::V1, {unique.begin(), unique.end()}};
    return groups;
}

base::Result<void> Groups::make()
{
    if (unified()) {
        const std::string &leaf = m_plan.directories.front();
        CATAMARAN_CHECK(base::makeDirectories(leaf));
        // Every level above must hand its controllers down. What a level does not have cannot be enabled; a
        // limit that misses it says so.
        std::vector<std::string> above;
        for (std::size_t at = leaf.rfind('/'); at != std::string::npos && at > 0;
             at = leaf.rfind('/', at - 1)) {
            const std::string level = leaf.substr(0, at);
            if (access((level + "/cgroup.subtree_control").c_str(), W_OK) != 0)
                break;
            above.insert(above.begin(), level);
        }
        for (const std::string &level : above) {
            for (const char *controller : kUnifiedControllers)
                [[maybe_unused]] const auto ignored =
                    cgroup::writeGroupFile(level, "cgroup.subtree_control", fmt::format("+{}", controller));
        }
        return {};
    }
    for (const std::string &group : m_plan.directories)
        CATAMARAN_CHECK(base::makeDirectories(group));
    const auto cpuset = directory("cpuset");
    if (!cpuset)
        return {};
    CATAMARAN_TRY(const std::string mountinfo, base::readFile("/proc/self/mountinfo"));
    return fillCpuset(cgroup::parseCgroupMounts(mountinfo).byName["cpuset"], *cpuset);
}

std::optional<std::string> Groups::directory(std::string_view controller) const
{
    const auto found = m_byController.find(unified() ? std::string() : std::string(controller));
    if (found == m_byController.end())
        return std::nullopt;
    return found->second;
}

base::Result<void> Groups::set(std::string_view controller, std::string_view file, const std::string &value)
{
    const auto group = directory(controller);
    if (!group)
        return base::fail(
            base::Error(base::Errc::Unsupported,
                        fmt::format("{} cannot be set: this host has no {} control group", file, controller))
                .withFix("Leave this limit out"));
    return cgroup::writeGroupFile(*group, file, value);
}

base::Result<void> Groups::freeze(bool frozen)
{
    if (unified())
        CATAMARAN_CHECK(set("", "cgroup.freeze", frozen ? "1" : "0"));
    for (int attempt = 0; attempt < 500; ++attempt) {
        // A process that forks meanwhile makes v1 want to be told again.
        if (!unified())
            CATAMARAN_CHECK(set("freezer", "freezer.state", frozen ? "FROZEN" : "THAWED"));
        if (this->frozen() == frozen)
            return {};
        std::this_thread::sleep_for(std::chrono::milliseconds(attempt < 20 ? 1 : 10));
    }
    return base::fail(base::Errc::Timeout, "the container's processes could not be frozen in time");
}

bool Groups::frozen() const
{
    const auto group = directory("freezer");
    if (!group)
        return false;
    if (unified())
        return cgroup::keyedCount(cgroup::readGroupFile(*group, "cgroup.events").value_or(""), "frozen") == 1;
    return cgroup::readGroupFile(*group, "freezer.state").value_or("") == "FROZEN\n";
}

std::vector<pid_t> Groups::members() const
{
    std::set<pid_t> pids;
    const auto group = directory("pids");
    if (group)
        collectMembers(*group, pids);
    else if (!m_plan.directories.empty())
        collectMembers(m_plan.directories.front(), pids);
    return {pids.begin(), pids.end()};
}

base::Result<void> Groups::remove()
{
    // A frozen process cannot die.
    const auto freezer = directory("freezer");
    if (freezer && !unified() &&
        cgroup::readGroupFile(*freezer, "freezer.state").value_or("THAWED\n") != "THAWED\n")
        CATAMARAN_CHECK(cgroup::writeGroupFile(*freezer, "freezer.state", "THAWED"));
    for (const std::string &group : m_plan.directories) {
        CATAMARAN_CHECK(cgroup::removeGroup(group));
        // The folder of those without a path goes with the last of them.
        const std::string folder = group.substr(0, group.rfind('/'));
        if (folder.ends_with("/catamaran-runtime"))
            rmdir(folder.c_str());
    }
    return {};
}

} // namespace catamaran::engine::oci
