// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/helpers/network.h"

#include "engine/helpers/text.h"
#include "engine/sys/rtnl.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_link.h>
#include <linux/veth.h>
#include <net/if.h>
#include <sys/ioctl.h>

namespace catamaran::helpers {

using protocol::InterfaceView;
using protocol::Step;

namespace {

// Works on any socket, unlike if_nametoindex(3), which makes one.
unsigned interfaceIndex(int socket, const char *name)
{
    ifreq request{};
    strncpy(request.ifr_name, name, sizeof request.ifr_name - 1);
    return ioctl(socket, SIOCGIFINDEX, &request) == 0 ? static_cast<unsigned>(request.ifr_ifindex) : 0;
}

void addUp(sys::RtnlBatch &batch, unsigned index)
{
    if (auto *link = batch.begin<ifinfomsg>(RTM_NEWLINK, 0)) {
        link->ifi_index = static_cast<int>(index);
        link->ifi_flags = link->ifi_change = IFF_UP;
    }
    batch.end();
}

bool addAddress(sys::RtnlBatch &batch, unsigned index, const char *text)
{
    int family = 0;
    unsigned char bytes[16];
    unsigned prefix = 0;
    if (!parseAddress(text, &family, bytes, &prefix))
        return false;
    const size_t size = family == AF_INET ? 4 : 16;
    if (auto *address = batch.begin<ifaddrmsg>(RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL)) {
        address->ifa_family = static_cast<unsigned char>(family);
        address->ifa_prefixlen = static_cast<unsigned char>(prefix);
        address->ifa_index = index;
        // Addresses are handed out by the engine: no need to wait for duplicate detection.
        address->ifa_flags = family == AF_INET6 ? IFA_F_NODAD : 0;
    }
    batch.attribute(IFA_LOCAL, bytes, size);
    batch.attribute(IFA_ADDRESS, bytes, size);
    if (family == AF_INET && prefix < 31) {
        uint32_t broadcast;
        memcpy(&broadcast, bytes, 4);
        broadcast |= htonl(prefix == 0 ? 0xffffffffU : (1U << (32 - prefix)) - 1);
        batch.number(IFA_BROADCAST, broadcast);
    }
    batch.end();
    return true;
}

bool addRoute(sys::RtnlBatch &batch, unsigned index, const char *text)
{
    int family = 0;
    unsigned char bytes[16];
    unsigned prefix = 0;
    if (!parseAddress(text, &family, bytes, &prefix))
        return false;
    if (auto *route = batch.begin<rtmsg>(RTM_NEWROUTE, NLM_F_CREATE)) {
        route->rtm_family = static_cast<unsigned char>(family);
        route->rtm_table = RT_TABLE_MAIN;
        route->rtm_protocol = RTPROT_STATIC;
        route->rtm_type = RTN_UNICAST;
    }
    // The unspecified address stands for a route through the device alone (ipvlan in mode l3).
    const size_t size = family == AF_INET ? 4 : 16;
    bool onLink = true;
    for (size_t i = 0; i < size; ++i)
        onLink = onLink && bytes[i] == 0;
    if (!onLink)
        batch.attribute(RTA_GATEWAY, bytes, size);
    batch.number(RTA_OIF, index);
    batch.end();
    return true;
}

// Lets the bridge send a packet back out of the port that it came from. A container that uses its own
// published port needs it where br_netfilter hands bridged packets to the firewall. By name: the link has
// just been made, in the same batch.
void addHairpin(sys::RtnlBatch &batch, const char *hostName, bool isolated)
{
    batch.begin<ifinfomsg>(RTM_NEWLINK, 0);
    batch.text(IFLA_IFNAME, hostName);
    const size_t info = batch.beginNest(IFLA_LINKINFO);
    batch.text(IFLA_INFO_SLAVE_KIND, "bridge");
    const size_t port = batch.beginNest(IFLA_INFO_SLAVE_DATA);
    const unsigned char on = 1;
    batch.attribute(IFLA_BRPORT_MODE, &on, sizeof on);
    if (isolated) // no packets to other isolated ports of the bridge (enable_icc=false)
        batch.attribute(IFLA_BRPORT_ISOLATED, &on, sizeof on);
    batch.endNest(port);
    batch.endNest(info);
    batch.end();
}

// A macvlan or ipvlan link on a link of the host, born in the container's namespace. Returns 0 or an errno.
int makeChildLink(const InterfaceView &interface, int hostSocket, int containerNetns)
{
    const bool macvlan = interface.kind == protocol::InterfaceKind::Macvlan;
    const unsigned parent = interfaceIndex(hostSocket, interface.parent.data);
    if (parent == 0)
        return errno;
    alignas(nlmsghdr) char buffer[1024];
    sys::RtnlBatch batch(buffer, sizeof buffer);
    batch.begin<ifinfomsg>(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL);
    batch.text(IFLA_IFNAME, interface.name.data);
    batch.number(IFLA_LINK, parent);
    batch.number(IFLA_NET_NS_FD, static_cast<uint32_t>(containerNetns));
    if (interface.mtu)
        batch.number(IFLA_MTU, interface.mtu);
    if (macvlan && !interface.mac.empty()) {
        unsigned char mac[6];
        if (!parseMac(interface.mac.data, mac))
            return EINVAL;
        batch.attribute(IFLA_ADDRESS, mac, sizeof mac);
    }
    const size_t info = batch.beginNest(IFLA_LINKINFO);
    batch.text(IFLA_INFO_KIND, macvlan ? "macvlan" : "ipvlan");
    const size_t data = batch.beginNest(IFLA_INFO_DATA);
    if (macvlan) {
        batch.number(IFLA_MACVLAN_MODE, interface.linkMode);
    } else {
        const uint16_t mode = static_cast<uint16_t>(interface.linkMode);
        const uint16_t flags = static_cast<uint16_t>(interface.linkMode >> 16);
        batch.attribute(IFLA_IPVLAN_MODE, &mode, sizeof mode);
        batch.attribute(IFLA_IPVLAN_FLAGS, &flags, sizeof flags);
    }
    batch.endNest(data);
    batch.endNest(info);
    batch.end();
    return batch.run(hostSocket);
}

// The words of a text with blanks, each an address of the interface.
bool addFurther(sys::RtnlBatch &batch, unsigned index, const char *text)
{
    while (*text) {
        const size_t length = strcspn(text, " ");
        TextBuffer<64> one;
        one.append(text, length);
        if (one.overflown() || (length && !addAddress(batch, index, one.c_str())))
            return false;
        text += length + strspn(text + length, " ");
    }
    return true;
}

} // namespace

bool parseAddress(const char *text, int *family, unsigned char *address, unsigned *prefixLength)
{
    TextBuffer<64> host;
    const size_t length = strcspn(text, "/");
    host.append(text, length);
    if (host.overflown())
        return false;
    *family = strchr(host.c_str(), ':') ? AF_INET6 : AF_INET;
    if (inet_pton(*family, host.c_str(), address) != 1)
        return false;
    const unsigned maximum = *family == AF_INET ? 32 : 128;
    *prefixLength = maximum;
    if (text[length] == '/') {
        const char *digits = text + length + 1;
        if (!*digits || strlen(digits) > 3 || digits[strspn(digits, "0123456789")] != 0)
            return false;
        *prefixLength = static_cast<unsigned>(parseNumber(digits));
    }
    return *prefixLength <= maximum;
}

bool parseMac(const char *text, unsigned char *mac)
{
    for (int i = 0; i < 6; ++i) {
        unsigned value = 0;
        for (int digit = 0; digit < 2; ++digit, ++text) {
            const char c = *text;
            const unsigned nibble = c >= '0' && c <= '9'   ? static_cast<unsigned>(c - '0')
                                    : c >= 'a' && c <= 'f' ? static_cast<unsigned>(c - 'a' + 10)
                                    : c >= 'A' && c <= 'F' ? static_cast<unsigned>(c - 'A' + 10)
                                                           : 16U;
            if (nibble > 15)
                return false;
            value = value << 4 | nibble;
        }
        mac[i] = static_cast<unsigned char>(value);
        if (*text != (i < 5 ? ':' : 0))
            return false;
        text += i < 5;
    }
    return true;
}

NetworkFailure makeInterfaces(const protocol::NetworkView &network, int hostSocket, int containerNetns)
{
    for (const InterfaceView &interface : network.interfaces) {
        const NetworkFailure failure{EINVAL, Step::MakeInterface, interface.hostName.data};
        if (interface.kind != protocol::InterfaceKind::Veth) {
            if (const int error = makeChildLink(interface, hostSocket, containerNetns))
                return {error, Step::MakeInterface, interface.parent.data};
            continue;
        }
        const unsigned bridge = interfaceIndex(hostSocket, interface.bridge.data);
        if (bridge == 0)
            return {errno, Step::MakeInterface, interface.bridge.data};
        alignas(nlmsghdr) char buffer[1024];
        sys::RtnlBatch batch(buffer, sizeof buffer);
        if (auto *link = batch.begin<ifinfomsg>(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL))
            link->ifi_flags = link->ifi_change = IFF_UP;
        batch.text(IFLA_IFNAME, interface.hostName.data);
        batch.number(IFLA_MASTER, bridge);
        if (interface.mtu)
            batch.number(IFLA_MTU, interface.mtu);
        const size_t info = batch.beginNest(IFLA_LINKINFO);
        batch.text(IFLA_INFO_KIND, "veth");
        const size_t data = batch.beginNest(IFLA_INFO_DATA);
        const size_t peer = batch.beginNest(VETH_INFO_PEER);
        const ifinfomsg inner{};
        batch.raw(&inner, sizeof inner);
        batch.text(IFLA_IFNAME, interface.name.data);
        batch.number(IFLA_NET_NS_FD, static_cast<uint32_t>(containerNetns));
        if (interface.mtu)
            batch.number(IFLA_MTU, interface.mtu);
        if (!interface.mac.empty()) {
            unsigned char mac[6];
            if (!parseMac(interface.mac.data, mac))
                return failure;
            batch.attribute(IFLA_ADDRESS, mac, sizeof mac);
        }
        batch.endNest(peer);
        batch.endNest(data);
        batch.endNest(info);
        batch.end();
        addHairpin(batch, interface.hostName.data, interface.isolated);
        if (const int error = batch.run(hostSocket))
            return {error, Step::MakeInterface, interface.hostName.data};
    }
    return {};
}

void removeInterfaces(const protocol::NetworkView &network, int hostSocket)
{
    for (const InterfaceView &interface : network.interfaces) {
        const unsigned index = interface.kind == protocol::InterfaceKind::Veth
                                   ? interfaceIndex(hostSocket, interface.hostName.data)
                                   : 0;
        if (index == 0)
            continue;
        alignas(nlmsghdr) char buffer[256];
        sys::RtnlBatch batch(buffer, sizeof buffer);
        if (auto *link = batch.begin<ifinfomsg>(RTM_DELLINK, 0))
            link->ifi_index = static_cast<int>(index);
        batch.end();
        batch.run(hostSocket);
    }
}

NetworkFailure configureInterfaces(const protocol::NetworkView &network, int innerSocket)
{
    alignas(nlmsghdr) char buffer[8192];
    sys::RtnlBatch batch(buffer, sizeof buffer);
    addUp(batch, 1); // lo is always the first
    const char *gateway4 = "";
    const char *gateway6 = "";
    for (const InterfaceView &interface : network.interfaces) {
        const unsigned index = interfaceIndex(innerSocket, interface.name.data);
        if (index == 0)
            return {errno, Step::ConfigureInterface, interface.name.data};
        addUp(batch, index);
        if (!interface.ipv4.empty() && !addAddress(batch, index, interface.ipv4.data))
            return {EINVAL, Step::ConfigureInterface, interface.ipv4.data};
        if (!interface.ipv6.empty() && !addAddress(batch, index, interface.ipv6.data))
            return {EINVAL, Step::ConfigureInterface, interface.ipv6.data};
        if (!interface.furtherAddresses.empty() && !addFurther(batch, index, interface.furtherAddresses.data))
            return {EINVAL, Step::ConfigureInterface, interface.furtherAddresses.data};
        // The first network that has a gateway gives the default route.
        if (!*gateway4 && !interface.ipv4Gateway.empty()) {
            gateway4 = interface.ipv4Gateway.data;
            if (!addRoute(batch, index, gateway4))
                return {EINVAL, Step::ConfigureInterface, gateway4};
        }
        if (!*gateway6 && !interface.ipv6Gateway.empty()) {
            gateway6 = interface.ipv6Gateway.data;
            if (!addRoute(batch, index, gateway6))
                return {EINVAL, Step::ConfigureInterface, gateway6};
        }
    }
    if (const int error = batch.run(innerSocket))
        return {error, Step::ConfigureInterface,
                network.interfaces.empty() ? "lo" : network.interfaces.items[0].name.data};
    return {};
}

} // namespace catamaran::helpers
