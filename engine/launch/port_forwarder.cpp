// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/launch/port_forwarder.h"

#include "engine/base/file.h"
#include "engine/launch/helper_program.h"
#include "engine/launch/port_protocol.h"
#include "engine/launch/status.h"
#include "engine/sys/syscalls.h"

#include <arpa/inet.h>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <netinet/in.h>
#include <optional>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace catamaran::engine::launch {

using base::Errc;
using base::Result;
using base::UniqueFd;

namespace {

/// The socket among `there` that is bound to this address; it is taken out.
UniqueFd takeBound(std::vector<UniqueFd> &there, int type, const sockaddr_storage &name)
{
    for (UniqueFd &fd : there) {
        sockaddr_storage bound{};
        socklen_t size = sizeof bound;
        int itsType = 0;
        socklen_t typeSize = sizeof itsType;
        if (!fd || ::getsockname(fd.get(), reinterpret_cast<sockaddr *>(&bound), &size) != 0 ||
            ::getsockopt(fd.get(), SOL_SOCKET, SO_TYPE, &itsType, &typeSize) != 0 || itsType != type ||
            bound.ss_family != name.ss_family)
            continue;
        bool same = false;
        if (name.ss_family == AF_INET) {
            sockaddr_in left{};
            sockaddr_in right{};
            std::memcpy(&left, &bound, sizeof left);
            std::memcpy(&right, &name, sizeof right);
            same = left.sin_port == right.sin_port && left.sin_addr.s_addr == right.sin_addr.s_addr;
        } else {
            sockaddr_in6 left{};
            sockaddr_in6 right{};
            std::memcpy(&left, &bound, sizeof left);
            std::memcpy(&right, &name, sizeof right);
            same = left.sin6_port == right.sin6_port &&
                   std::memcmp(&left.sin6_addr, &right.sin6_addr, sizeof left.sin6_addr) == 0;
        }
        if (same)
            return std::move(fd);
    }
    return UniqueFd();
}

Result<UniqueFd> listenOn(const spec::PortMapping &port, const std::string &address,
                          std::vector<UniqueFd> &there)
{
    const bool udp = port.protocol == spec::Protocol::Udp;
    sockaddr_storage name{};
    socklen_t size = 0;
    auto *v4 = reinterpret_cast<sockaddr_in *>(&name);
    auto *v6 = reinterpret_cast<sockaddr_in6 *>(&name);
    if (::inet_pton(AF_INET, address.c_str(), &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons(port.hostPort);
        size = sizeof *v4;
    } else if (::inet_pton(AF_INET6, address.c_str(), &v6->sin6_addr) == 1) {
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons(port.hostPort);
        size = sizeof *v6;
    } else {
        return base::fail(Errc::InvalidArgument, "'" + address + "' is not an IP address");
    }
    if (UniqueFd bound = takeBound(there, udp ? SOCK_DGRAM : SOCK_STREAM, name))
        return bound;
    const int type = (udp ? SOCK_DGRAM : SOCK_STREAM) | SOCK_CLOEXEC | SOCK_NONBLOCK;
    UniqueFd fd(::socket(name.ss_family, type, 0));
    if (!fd)
        return base::failErrno("make a socket");
    const int on = 1;
    if (name.ss_family == AF_INET6)
        ::setsockopt(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    if (!udp)
        ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    else if (name.ss_family == AF_INET)
        ::setsockopt(fd.get(), IPPROTO_IP, IP_PKTINFO, &on, sizeof on);
    else
        ::setsockopt(fd.get(), IPPROTO_IPV6, IPV6_RECVPKTINFO, &on, sizeof on);
    if (::bind(fd.get(), reinterpret_cast<const sockaddr *>(&name), size) == 0 &&
        (udp || ::listen(fd.get(), SOMAXCONN) == 0))
        return fd;
    const int error = errno;
    const std::string place = address + ":" + std::to_string(port.hostPort);
    if (error == EADDRINUSE)
        return base::fail(
            base::Error(Errc::PortInUse, "Bind for " + place + " failed: port is already allocated")
                .withFix("Publish another host port, or stop who listens on this one."));
    if (error == EACCES || error == EPERM) {
        const std::string first =
            base::readFile("/proc/sys/net/ipv4/ip_unprivileged_port_start").value_or("1024");
        return base::fail(
            base::Error(Errc::PermissionDenied, "Bind for " + place +
                                                    " failed: without root the host's ports begin at " +
                                                    first.substr(0, first.find('\n')))
                .withFix("Publish a higher host port, or allow it: sudo sysctl "
                         "net.ipv4.ip_unprivileged_port_start=" +
                         std::to_string(port.hostPort)));
    }
    return base::fail(base::Error::fromErrno(error, "Bind for " + place + " failed"));
}

} // namespace

Result<std::vector<PortListener>> listenOnPorts(const std::vector<spec::PortMapping> &ports,
                                                Families families, std::vector<UniqueFd> there)
{
    std::vector<PortListener> listeners;
    for (const spec::PortMapping &port : ports) {
        std::vector<std::string> addresses{port.hostIp};
        if (port.hostIp.empty())
            addresses = families == Families::Both ? std::vector<std::string>{"0.0.0.0", "::"}
                                                   : std::vector<std::string>{"::"};
        for (const std::string &address : addresses) {
            auto fd = listenOn(port, address, there);
            if (!fd && port.hostIp.empty() && address == "::" && fd.error().code() != Errc::PortInUse)
                continue; // a host without IPv6
            if (!fd)
                return base::fail(std::move(fd).error());
            listeners.push_back({std::move(*fd), port.protocol == spec::Protocol::Udp, port.containerPort});
        }
    }
    return listeners;
}

Result<void> forwardPorts(Launcher &launcher, std::vector<PortListener> listeners, const std::string &address,
                          pid_t monitorPid, const std::string &recordPath)
{
    if (listeners.empty())
        return {};
    if (listeners.size() > protocol::kMaximumPortForwards)
        return base::fail(Errc::InvalidArgument, "too many published ports");
    const UniqueFd monitor(sys::pidfdOpen(monitorPid));
    if (!monitor)
        return {}; // it has ended already, and nobody needs its ports
    std::vector<protocol::PortForward> plan;
    Launcher::Descriptors descriptors{{monitor.get(), protocol::kPortsLifeFd}};
    for (const PortListener &listener : listeners) {
        protocol::PortForward forward;
        forward.listener = protocol::kPortsFirstListener + static_cast<int>(plan.size());
        forward.isUdp = listener.isUdp ? 1 : 0;
        if (::inet_pton(AF_INET, address.c_str(), &forward.address) != 1)
            return base::fail(Errc::Internal, "'" + address + "' is no address to forward ports to");
        forward.port = htons(listener.containerPort);
        descriptors.emplace_back(listener.socket.get(), forward.listener);
        plan.push_back(forward);
    }
    CATAMARAN_TRY(const UniqueFd memory,
                  sealedMemory("catamaran-ports", {reinterpret_cast<const char *>(plan.data()),
                                                   plan.size() * sizeof(protocol::PortForward)}));
    descriptors.emplace_back(memory.get(), protocol::kPortsPlanFd);
    CATAMARAN_TRY(const pid_t pid, launcher.startHelper("catamaran-ports", descriptors));
    const std::uint64_t start = processStartTime(pid).value_or(0);
    return base::writeFileAtomic(recordPath,
                                 std::to_string(pid) + " " + std::to_string(start) + " " + address + "\n");
}

namespace {

struct ForwarderRecord {
    int pid = 0;
    unsigned long long start = 0;
    std::string address;
};

std::optional<ForwarderRecord> readRecord(const std::string &path)
{
    const auto text = base::readFile(path);
    ForwarderRecord record;
    std::array<char, 64> address{};
    if (!text || std::sscanf(text->c_str(), "%d %llu %63s", &record.pid, &record.start, address.data()) < 2)
        return std::nullopt;
    record.address = address.data();
    return record;
}

} // namespace

bool isForwarding(const std::string &recordPath)
{
    const auto record = readRecord(recordPath);
    return record && isAlive(record->pid, record->start);
}

bool isForwardingTo(const std::string &recordPath, const std::string &address)
{
    const auto record = readRecord(recordPath);
    return record && record->address == address && isAlive(record->pid, record->start);
}

std::vector<UniqueFd> socketsOfForwarder(const std::string &recordPath)
{
    std::vector<UniqueFd> sockets;
    const auto record = readRecord(recordPath);
    if (!record)
        return sockets;
    const UniqueFd process(sys::pidfdOpen(record->pid));
    if (!process || !isAlive(record->pid, record->start))
        return sockets;
    for (std::uint32_t i = 0; i < protocol::kMaximumPortForwards; ++i) {
        UniqueFd fd(sys::pidfdGetFd(process.get(), protocol::kPortsFirstListener + static_cast<int>(i)));
        int type = 0;
        socklen_t size = sizeof type;
        if (!fd || ::getsockopt(fd.get(), SOL_SOCKET, SO_TYPE, &type, &size) != 0)
            break;
        sockets.push_back(std::move(fd));
    }
    return sockets;
}

void retireForwarder(const std::string &recordPath)
{
    const auto record = readRecord(recordPath);
    if (!record)
        return;
    const UniqueFd process(sys::pidfdOpen(record->pid));
    if (process && isAlive(record->pid, record->start))
        sys::pidfdSendSignal(process.get(), protocol::kPortsRetireSignal);
}

Result<void> stopForwarding(const std::string &recordPath)
{
    constexpr int kPatienceMs = 5000;
    const auto record = readRecord(recordPath);
    if (!record)
        return {};
    const UniqueFd process(sys::pidfdOpen(record->pid));
    // Only now, with the process held, does its start time tell whether it is the right one.
    if (process && isAlive(record->pid, record->start)) {
        sys::pidfdSendSignal(process.get(), SIGKILL);
        pollfd ended{process.get(), POLLIN, 0};
        if (::poll(&ended, 1, kPatienceMs) == 0)
            return base::fail(Errc::Timeout, "the forwarder of the published ports does not end");
    }
    if (::unlink(recordPath.c_str()) != 0 && errno != ENOENT)
        return base::failErrno("remove " + recordPath);
    return {};
}

} // namespace catamaran::engine::launch
