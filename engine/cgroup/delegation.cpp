// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cgroup/delegation.h"

#include "engine/base/file.h"
#include "engine/cgroup/group_files.h"
#include "engine/cgroup/parsers.h"
#include "engine/launch/program.h"

#include <chrono>
#include <cstdlib>
#include <sstream>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <thread>
#include <unistd.h>

namespace catamaran::engine::cgroup {

using base::Errc;
using base::fail;
using base::Result;

namespace {

constexpr const char *kScope = "catamaran.scope";
constexpr const char *kLeaf = "commands"; ///< where our own processes are
constexpr std::chrono::milliseconds kPatience{2000};

bool isOurs(const std::string &directory)
{
    // Delegation is the right to move processes and to hand controllers down, not just to make directories.
    return ::access((directory + "/cgroup.procs").c_str(), W_OK) == 0 &&
           ::access((directory + "/cgroup.subtree_control").c_str(), W_OK) == 0;
}

// What merely belongs to the user may be one of the manager's own units, which it goes on managing.
bool isDelegated(const std::string &directory)
{
    char mark[8];
    return isOurs(directory) && (::access("/run/systemd/system", F_OK) != 0 ||
                                 ::getxattr(directory.c_str(), "user.delegate", mark, sizeof mark) == 1);
}

bool moveTo(const std::string &leaf, const std::string &pid)
{
    return writeGroupFile(leaf, "cgroup.procs", pid).has_value();
}

// Takes this process into the leaf of `directory`, and everybody else who is in the directory itself.
bool join(const std::string &directory)
{
    const std::string leaf = directory + "/" + kLeaf;
    if (!isOurs(directory) || !makeGroup(leaf) || !moveTo(leaf, std::to_string(::getpid())))
        return false;
    std::istringstream others(readGroupFile(directory, "cgroup.procs").value_or(std::string()));
    for (std::string pid; std::getline(others, pid);)
        (void)moveTo(leaf, pid); // it may have ended
    return true;
}

std::string ownGroup()
{
    return unifiedPath(base::readFile("/proc/self/cgroup").value_or(std::string()));
}

// The scope's directory once this process is in it.
std::string scopeOf(const std::string &root)
{
    const std::string path = ownGroup();
    const std::string name = std::string("/") + kScope;
    const std::size_t at = path.find(name);
    if (at == std::string::npos)
        return {};
    const std::size_t end = at + name.size();
    return end == path.size() || path[end] == '/' ? root + path.substr(0, end) : std::string();
}

bool ask(const std::vector<std::string> &call, std::string &problem)
{
    const auto done = launch::runProgram(call, {}, kPatience);
    if (done && done->exitCode == 0)
        return true;
    problem = done ? done->output.substr(0, done->output.find('\n')) : done.error().text();
    return false;
}

Result<std::string> askForScope(const std::string &root)
{
    const char *runtime = std::getenv("XDG_RUNTIME_DIR");
    std::string problem = "there is no bus of the user's service manager";
    if (std::getenv("DBUS_SESSION_BUS_ADDRESS") ||
        (runtime && ::access((std::string(runtime) + "/bus").c_str(), F_OK) == 0)) {
        const bool asked = ask(scopeCall(::getpid()), problem) || ask(attachCall(::getpid()), problem);
        // The manager answers before it has moved us.
        for (int waited = 0; asked && waited < kPatience.count(); waited += 2) {
            if (std::string scope = scopeOf(root); !scope.empty())
                return scope;
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        if (asked)
            problem = std::string("the service manager did not move this program to ") + kScope;
    }
    return fail(
        base::Error(Errc::Unsupported,
                    "no control group has been delegated to this user, and none can be had (" + problem + ")")
            .withFix("Log in through systemd (package libpam-systemd, with dbus-user-session; "
                     "loginctl enable-linger keeps containers after the last log-out)."));
}

} // namespace

std::string unifiedPath(const std::string &text)
{
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("0::/"))
            return line == "0::/" ? std::string() : line.substr(3);
    }
    return {};
}

std::vector<std::string> scopeCall(int pid)
{
    // StartTransientUnit(name, mode, properties, auxiliary units), org.freedesktop.systemd1(5).
    return {"busctl",
            "--user",
            "--quiet",
            "call",
            "org.freedesktop.systemd1",
            "/org/freedesktop/systemd1",
            "org.freedesktop.systemd1.Manager",
            "StartTransientUnit",
            "ssa(sv)a(sa(sv))",
            kScope,
            "fail",
            "4",
            "Description",
            "s",
            "Containers of Catamaran",
            "PIDs",
            "au",
            "1",
            std::to_string(pid),
            "Delegate",
            "b",
            "true",
            "CollectMode",
            "s",
            "inactive-or-failed",
            "0"};
}

std::vector<std::string> attachCall(int pid)
{
    return {"busctl",
            "--user",
            "--quiet",
            "call",
            "org.freedesktop.systemd1",
            "/org/freedesktop/systemd1",
            "org.freedesktop.systemd1.Manager",
            "AttachProcessesToUnit",
            "ssau",
            kScope,
            std::string("/") + kLeaf,
            "1",
            std::to_string(pid)};
}

Result<std::string> delegatedGroup(const std::string &record)
{
    CATAMARAN_TRY(const std::string mountinfo, base::readFile("/proc/self/mountinfo"));
    const CgroupMounts mounts = parseCgroupMounts(mountinfo);
    const std::string &root = mounts.unified;
    const std::string offered =
        root.empty() ? std::string() : readGroupFile(root, "cgroup.controllers").value_or(std::string());
    if (offered.find("memory") == std::string::npos && offered.find("pids") == std::string::npos)
        return fail(base::Error(Errc::Unsupported,
                                "only control groups v2 can be delegated to a user, and this host has none "
                                "with controllers")
                        .withFix("Boot with systemd.unified_cgroup_hierarchy=1, which is the default of "
                                 "current distributions."));
    const auto known = base::readFile(record);
    if (known && known->starts_with(root + "/") && join(*known))
        return *known;
    std::string chosen;
    const std::string own = ownGroup();
    for (const std::string &path : {own, own.substr(0, own.find_last_of('/'))}) {
        if (chosen.empty() && !path.empty() && isDelegated(root + path))
            chosen = root + path;
    }
    if (chosen.empty() || !join(chosen)) {
        CATAMARAN_TRY(chosen, askForScope(root));
        if (!join(chosen))
            return fail(Errc::Unsupported, chosen + " was delegated, but is not writable for this user");
    }
    CATAMARAN_CHECK(base::writeFileAtomic(record, chosen));
    return chosen;
}

} // namespace catamaran::engine::cgroup
