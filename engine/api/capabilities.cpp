// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/capabilities.h"
#include "engine/base/file.h"
#include "engine/base/unique_fd.h"
#include "engine/launch/launcher.h"

#include <array>
#include <cstring>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netlink.h>
#include <linux/seccomp.h>
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

Capability userNamespaceCapability()
{
    Capability capability{"user namespaces", false, {}, {}};
    // A process with threads cannot try it on itself, and this one never forks.
    const auto number = [](const char *path) {
        const auto text = base::readFile(path);
        return text ? std::atoll(text->c_str()) : -1;
    };
    const bool present = ::access("/proc/self/ns/user", F_OK) == 0;
    const long long most = number("/proc/sys/user/max_user_namespaces");
    const long long allowed = number("/proc/sys/kernel/unprivileged_userns_clone");
    if (!present)
        capability.explanation = "the kernel has no user namespaces";
    else if (most == 0)
        capability.explanation = "user.max_user_namespaces is 0";
    else if (allowed == 0 && ::geteuid() != 0)
        capability.explanation = "kernel.unprivileged_userns_clone is 0";
    else
        capability.available = true;
    if (capability.available)
        capability.explanation = "up to " + std::to_string(most) + " of them";
    else
        capability.fix = "sysctl user.max_user_namespaces=15000 kernel.unprivileged_userns_clone=1";
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

Capability idMapCapability()
{
    Capability capability{"id map tools", false, {}, {}};
    for (const char *directory : {"/usr/bin/", "/bin/", "/usr/local/bin/"}) {
        const std::string path = directory;
        if (::access((path + "newuidmap").c_str(), X_OK) == 0 &&
            ::access((path + "newgidmap").c_str(), X_OK) == 0)
            capability.available = true;
    }
    capability.explanation =
        capability.available ? "newuidmap and newgidmap are installed" : "newuidmap or newgidmap is missing";
    if (!capability.available)
        capability.fix = "Install the package uidmap (needed for containers without root only).";
    return capability;
}

Capability privilegeCapability()
{
    Capability capability{"containers", ::geteuid() == 0, {}, {}};
    capability.explanation =
        capability.available ? "running as root" : "containers without root are not supported yet";
    if (!capability.available)
        capability.fix = "Run catamaran as root, for example with sudo.";
    return capability;
}

Capability helperCapability()
{
    Capability capability{"helper programs", true, {}, {}};
    for (const char *name : {"catamaran-monitor", "catamaran-init", "catamaran-enter"}) {
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

std::vector<Capability> probeCapabilities(const cgroup::HostCgroups &cgroups)
{
    return {privilegeCapability(), helperCapability(),  cgroupCapability(cgroups), overlayCapability(),
            nftablesCapability(),  seccompCapability(), userNamespaceCapability(), idMapCapability()};
}

} // namespace catamaran::engine
