// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/libvirt/tap_link.h"

#include "engine/base/file.h"
#include "engine/base/unique_fd.h"

#include <cstring>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace catamaran::hv {

namespace {

ifreq requestFor(const std::string &name)
{
    ifreq request{};
    std::strncpy(request.ifr_name, name.c_str(), IFNAMSIZ - 1);
    return request;
}

base::Result<base::UniqueFd> attachTo(const std::string &name)
{
    CATAMARAN_TRY(base::UniqueFd fd, base::openFile("/dev/net/tun", O_RDWR));
    ifreq request = requestFor(name);
    request.ifr_flags = IFF_TAP | IFF_NO_PI | IFF_VNET_HDR;
    if (::ioctl(fd.get(), TUNSETIFF, &request) != 0)
        return base::failErrno("make the link " + name);
    return fd;
}

} // namespace

base::Result<void> makeTap(const std::string &name, const std::string &bridge)
{
    if (name.empty() || name.size() >= IFNAMSIZ)
        return base::fail(base::Errc::InvalidArgument, "a link's name has 1 to 15 characters");
    const int index = static_cast<int>(::if_nametoindex(bridge.c_str()));
    if (index == 0)
        return base::fail(base::Errc::NotFound, "the bridge " + bridge + " is not there");
    CATAMARAN_TRY(const base::UniqueFd fd, attachTo(name));
    if (::ioctl(fd.get(), TUNSETPERSIST, 1) != 0)
        return base::failErrno("keep the link " + name);
    const base::UniqueFd socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    ifreq request = requestFor(bridge);
    request.ifr_ifindex = static_cast<int>(::if_nametoindex(name.c_str()));
    if (::ioctl(socket.get(), SIOCBRADDIF, &request) != 0 && errno != EBUSY)
        return base::failErrno("put " + name + " on the bridge " + bridge);
    request = requestFor(name);
    if (::ioctl(socket.get(), SIOCGIFFLAGS, &request) != 0)
        return base::failErrno("look at " + name);
    request.ifr_flags = static_cast<short>(request.ifr_flags | IFF_UP);
    if (::ioctl(socket.get(), SIOCSIFFLAGS, &request) != 0)
        return base::failErrno("switch " + name + " on");
    return {};
}

void dropTap(const std::string &name)
{
    if (name.empty() || ::if_nametoindex(name.c_str()) == 0)
        return;
    // Fails while QEMU holds it; then its end takes the link out of use and the next sweep removes it.
    if (const auto fd = attachTo(name))
        ::ioctl(fd->get(), TUNSETPERSIST, 0);
}

} // namespace catamaran::hv
