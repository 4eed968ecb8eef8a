// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/capabilities.h"
#include "engine/base/file.h"
#include "engine/base/id_map.h"
#include "engine/base/unique_fd.h"
#include "engine/launch/launcher.h"
#include "engine/sys/deck.h"

#include <array>
#include <cstring>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netlink.h>
#include <linux/seccomp.h>
#include <pwd.h>
#include <sstream>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace catamaran::engine {

using base::UniqueFd;

namespace {

std::string reason(int error)
{
    return std::strerror(error);
}

Capability cgroupCapability(const cgroup::HostCgroups &host)
{
    Capability capability;
    capability.available = host.layout != cgroup::Layout::None;
    capability.name = host.layout == cgroup::Layout::V2 ? "cgroup v2"
                      : capability.available            ? "cgroup v1"
                                                        : "cgroups";
    capability.explanation = host.explanation;
    for (const std::string &lack : cgroup::shortcomings(host))
        capability.explanation += "; " + lack;
    if (sys::deck() && capability.available &&
        (host.layout != cgroup::Layout::V2 ||
         ::access((host.unifiedRoot + "/cgroup.procs").c_str(), W_OK) != 0)) {
        capability.available = false;
        capability.explanation += "; limits, pause and update do not work, and stats are sums over processes";
        capability.fix = "On a host with control groups v2 only (systemd.unified_cgroup_hierarchy=1), log in "
                         "through systemd with dbus-user-session, and one is asked for.";
        return capability;
    }
    if (!capability.available)
        capability.fix = "Mount the cgroup file system, or run as root; without it limits, pause and "
                         "statistics are missing.";
    return capability;
}

Capability overlayCapability()
{
    Capability capability{"overlayfs", false, {}, {}};
    const UniqueFd context(static_cast<int>(::syscall(SYS_fsopen, "overlay", FSOPEN_CLOEXEC)));
    if (context) {
        capability.available = true;
        capability.explanation = "the kernel gave an overlay file system context";
        return capability;
    }
    const int error = errno;
    capability.explanation = "fsopen(\"overlay\"): " + reason(error);
    capability.fix = error == EPERM ? "Run as root." : "Load the module: modprobe overlay";
    return capability;
}

long long numberIn(const char *path)
{
    const auto text = base::readFile(path);
    return text ? std::atoll(text->c_str()) : -1;
}

Capability userNamespaceCapability()
{
    Capability capability{"user namespaces", false, {}, {}};
    if (::geteuid() != 0) {
        // It was tried when this program started.
        capability.available = sys::deck() != nullptr;
        capability.explanation =
            capability.available ? "this program runs in the user's own" : sys::deckProblem();
        if (!capability.available)
            capability.fix = userNamespaceFix();
        return capability;
    }
    // A process with threads cannot try it on itself, and this one never forks.
    const bool present = ::access("/proc/self/ns/user", F_OK) == 0;
    const long long most = numberIn("/proc/sys/user/max_user_namespaces");
    capability.available = present && most != 0;
    capability.explanation = !present    ? "the kernel has no user namespaces"
                             : most == 0 ? "user.max_user_namespaces is 0"
                                         : "up to " + std::to_string(most) + " of them";
    if (!capability.available)
        capability.fix = userNamespaceFix();
    return capability;
}

Capability nftablesCapability()
{
    Capability capability{"nftables", false, {}, {}};
    const UniqueFd socket(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_NETFILTER));
    struct Request {
        nlmsghdr header;
        nfgenmsg message;
    } request{};
    request.header.nlmsg_len = sizeof request;
    request.header.nlmsg_type = (NFNL_SUBSYS_NFTABLES << 8) | NFT_MSG_GETGEN;
    request.header.nlmsg_flags = NLM_F_REQUEST;
    int error = 0;
    if (!socket || ::send(socket.get(), &request, sizeof request, 0) < 0) {
        error = errno;
    } else {
        alignas(nlmsghdr) std::array<char, 1024> answer{};
        const timeval patience{1, 0};
        ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        const ssize_t n = ::recv(socket.get(), answer.data(), answer.size(), 0);
        nlmsghdr header{};
        if (n >= static_cast<ssize_t>(sizeof header))
            std::memcpy(&header, answer.data(), sizeof header);
        if (n < 0)
            error = errno;
        else if (header.nlmsg_type == NLMSG_ERROR) {
            std::memcpy(&error, answer.data() + sizeof header, sizeof error);
            error = -error;
        }
    }
    capability.available = error == 0;
    capability.explanation = error == 0 ? "the kernel answered for its rule set" : reason(error);
    if (error != 0)
        capability.fix = error == EPERM ? "Run as root for bridge networks and published ports."
                                        : "Load the module: modprobe nf_tables";
    return capability;
}

Capability seccompCapability()
{
    Capability capability{"seccomp", false, {}, {}};
    std::uint32_t action = SECCOMP_RET_ERRNO;
    capability.available = ::syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
    capability.explanation = capability.available ? "filters can refuse system calls" : reason(errno);
    if (!capability.available)
        capability.fix = "Use a kernel with CONFIG_SECCOMP_FILTER, or run with --security-opt "
                         "seccomp=unconfined.";
    return capability;
}

bool isInstalled(const char *program)
{
    for (const char *directory : {"/usr/bin/", "/bin/", "/usr/local/bin/", "/usr/sbin/", "/sbin/"}) {
        if (::access((std::string(directory) + program).c_str(), X_OK) == 0)
            return true;
    }
    return false;
}

Capability idMapCapability()
{
    Capability capability{"id map tools", isInstalled("newuidmap") && isInstalled("newgidmap"), {}, {}};
    capability.explanation =
        capability.available ? "newuidmap and newgidmap are installed" : "newuidmap or newgidmap is missing";
    if (!capability.available)
        capability.fix = "Install the package uidmap (needed for containers without root only).";
    return capability;
}

Capability subordinateIdCapability()
{
    Capability capability{"subordinate ids", true, {}, {}};
    const base::IdMap &ids = base::IdMap::ofProcess();
    if (::geteuid() == 0) {
        capability.explanation = "root has all ids";
        return capability;
    }
    capability.available = ids.shifts() && !ids.isSingle();
    std::uint64_t count = 0;
    for (const base::IdMap::Range &range : ids.users())
        count += range.size;
    capability.explanation = capability.available
                                 ? std::to_string(count) + " user ids for containers"
                                 : "only your own id: images with several owners lose them, and programs in "
                                   "containers cannot change the user";
    if (!capability.available)
        capability.fix =
            "sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $USER (a range "
            "that nobody in /etc/subuid has), with the package uidmap installed; then stop all "
            "containers";
    return capability;
}

Capability uplinkCapability()
{
    Capability capability{"pasta", ::geteuid() == 0 || isInstalled("pasta"), {}, {}};
    capability.explanation = ::geteuid() == 0       ? "not needed as root"
                             : capability.available ? "connects containers to the outside"
                                                    : "not installed: containers reach only each other";
    if (!capability.available)
        capability.fix = "Install the package passt.";
    return capability;
}

Capability tunCapability()
{
    Capability capability{"/dev/net/tun", false, {}, {}};
    capability.available = ::access("/dev/net/tun", R_OK | W_OK) == 0;
    capability.explanation =
        capability.available ? "can be opened" : "cannot be opened: " + reason(errno) + "; pasta needs it";
    if (!capability.available)
        capability.fix = "sudo modprobe tun; its mode should be 0666";
    return capability;
}

Capability lowPortsCapability()
{
    Capability capability{"ports below 1024", true, "root may publish them", {}};
    if (::geteuid() == 0)
        return capability;
    const long long first = numberIn("/proc/sys/net/ipv4/ip_unprivileged_port_start");
    capability.available = first >= 0 && first <= 80;
    capability.explanation = "host ports begin at " + std::to_string(first) + " without root";
    if (!capability.available)
        capability.fix = "sudo sysctl net.ipv4.ip_unprivileged_port_start=80";
    return capability;
}

Capability pingCapability()
{
    Capability capability{"ping from containers", true, "root's containers are routed", {}};
    if (::geteuid() == 0)
        return capability;
    const std::string path = "/proc/sys/net/ipv4/ping_group_range";
    long long first = 1;
    long long last = 0;
    std::istringstream(base::readFile(path).value_or(std::string())) >> first >> last;
    const auto group = static_cast<long long>(::getegid());
    capability.available = group >= first && group <= last;
    capability.explanation = capability.available
                                 ? "this user's group may send echo requests"
                                 : "net.ipv4.ping_group_range leaves this user's group out, so pasta cannot "
                                   "pass echo requests on to other hosts";
    if (!capability.available)
        capability.fix = "sudo sysctl net.ipv4.ping_group_range=\"0 2147483647\"";
    return capability;
}

Capability lingerCapability()
{
    Capability capability{"start at boot", true, "systemd starts containers of root", {}};
    if (::geteuid() == 0)
        return capability;
    const bool manager =
        ::access(("/run/user/" + std::to_string(::getuid()) + "/systemd").c_str(), F_OK) == 0;
    const passwd *account = ::getpwuid(::getuid());
    const std::string name = account ? account->pw_name : "";
    const bool lingers = ::access(("/var/lib/systemd/linger/" + name).c_str(), F_OK) == 0;
    capability.available = manager && lingers;
    capability.explanation = !manager   ? "there is no systemd user manager for you"
                             : !lingers ? "your user manager ends with your last session, and so do its units"
                                        : "your user manager runs from boot";
    if (!capability.available)
        capability.fix = manager ? "loginctl enable-linger"
                                 : "Log in through systemd-logind (package "
                                   "libpam-systemd), then: loginctl enable-linger";
    return capability;
}

Capability privilegeCapability()
{
    const bool root = ::geteuid() == 0;
    Capability capability{"containers", root || sys::deck(), {}, {}};
    capability.explanation = root          ? "running as root"
                             : sys::deck() ? "running without root, in the user's own namespaces"
                                           : "cannot run without root: " + sys::deckProblem();
    if (!capability.available)
        capability.fix = userNamespaceFix();
    return capability;
}

Capability helperCapability()
{
    Capability capability{"helper programs", true, {}, {}};
    for (const char *name :
         {"catamaran-monitor", "catamaran-init", "catamaran-enter", "catamaran-deck", "catamaran-ports"}) {
        const auto path = launch::helperPath(name);
        if (!path) {
            capability.available = false;
            capability.explanation = path.error().text();
            capability.fix = path.error().fix();
            return capability;
        }
        capability.explanation = "in " + path->substr(0, path->rfind('/'));
    }
    return capability;
}

} // namespace

std::string userNamespaceFix()
{
    if (::access("/proc/self/ns/user", F_OK) != 0)
        return "Use a kernel with CONFIG_USER_NS, or run as root.";
    if (numberIn("/proc/sys/user/max_user_namespaces") == 0)
        return "sudo sysctl user.max_user_namespaces=15000";
    if (numberIn("/proc/sys/kernel/unprivileged_userns_clone") == 0)
        return "sudo sysctl kernel.unprivileged_userns_clone=1";
    if (numberIn("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == 1)
        return "Load the AppArmor profile of the package (packaging/apparmor/catamaran), or: sudo sysctl "
               "kernel.apparmor_restrict_unprivileged_userns=0";
    return "Run as root, or allow this user to make user namespaces (inside another container, seccomp or "
           "the "
           "outer engine may forbid them).";
}

std::vector<Capability> probeCapabilities(const cgroup::HostCgroups &cgroups)
{
    // Without root the firewall is the deck's.
    Capability nftables;
    sys::callInDeckNetwork([&] { nftables = nftablesCapability(); });
    return {privilegeCapability(),     helperCapability(), cgroupCapability(cgroups),
            overlayCapability(),       nftables,           seccompCapability(),
            userNamespaceCapability(), idMapCapability(),  subordinateIdCapability(),
            uplinkCapability(),        tunCapability(),    lowPortsCapability(),
            pingCapability(),          lingerCapability()};
}

} // namespace catamaran::engine
