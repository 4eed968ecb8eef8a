// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/libvirt/identity.h"

#include "engine/base/clock.h"
#include "engine/base/digest.h"
#include "engine/base/unique_fd.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/stat.h>

namespace catamaran::hv {

std::string withDashes(const std::string &hex)
{
    return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" + hex.substr(16, 4) +
           "-" + hex.substr(20, 12);
}

std::string freshUuid()
{
    std::string hex = base::randomHexId().substr(0, 32);
    hex[12] = '4';
    hex[16] = "89ab"[static_cast<unsigned char>(hex[16]) % 4];
    return hex;
}

std::string macAddress(const std::string &uuid)
{
    return "52:54:00:" + uuid.substr(0, 2) + ":" + uuid.substr(2, 2) + ":" + uuid.substr(4, 2);
}

std::int64_t realtimeNs()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(base::WallClock::now().time_since_epoch())
        .count();
}

bool portFree(const PortForward &port)
{
    const base::UniqueFd fd(::socket(AF_INET, (port.udp ? SOCK_DGRAM : SOCK_STREAM) | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port.hostPort);
    if (!port.hostIp.empty() && ::inet_pton(AF_INET, port.hostIp.c_str(), &address.sin_addr) != 1)
        return true; // QEMU will say what is wrong with it
    const int on = 1;
    ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    return ::bind(fd.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0 ||
           errno != EADDRINUSE;
}

std::int64_t fileSize(const std::string &path)
{
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 ? status.st_size : 0;
}

std::uint16_t anyFreePort(const std::string &hostIp, bool udp)
{
    const base::UniqueFd fd(::socket(AF_INET, (udp ? SOCK_DGRAM : SOCK_STREAM) | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    if (!hostIp.empty() && ::inet_pton(AF_INET, hostIp.c_str(), &address.sin_addr) != 1)
        return 0;
    socklen_t size = sizeof address;
    if (::bind(fd.get(), reinterpret_cast<sockaddr *>(&address), size) != 0 ||
        ::getsockname(fd.get(), reinterpret_cast<sockaddr *>(&address), &size) != 0)
        return 0;
    return ntohs(address.sin_port);
}

} // namespace catamaran::hv
