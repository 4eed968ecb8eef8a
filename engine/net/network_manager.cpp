// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/network_manager.h"

#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/launch/launcher.h"
#include "engine/net/bridge_kernel.h"
#include "engine/net/conntrack.h"
#include "engine/net/container_files.h"
#include "engine/net/process_identity.h"

#include <algorithm>
#include <arpa/inet.h>
#include <chrono>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/random.h>

namespace catamaran::engine::net {

using base::Errc;
using base::Result;

namespace {

constexpr const char *kDefaultNetwork = "bridge";
constexpr std::uint16_t kDnsPort = 53;
constexpr const char *kHostResolvConf = "/etc/resolv.conf";

ResolvConf hostResolvConf()
{
    const auto text = base::readFile(kHostResolvConf);
    ResolvConf conf = text ? parseResolvConf(*text) : ResolvConf{};
    // systemd-resolved's stub listens on the host's loopback; behind it are the real ones.
    if (conf.nameservers == std::vector<std::string>{"127.0.0.53"}) {
        if (const auto real = base::readFile("/run/systemd/resolve/resolv.conf"))
            conf = parseResolvConf(*real);
    }
    return conf;
}

std::uint32_t randomNumber()
{
    std::uint32_t value = 0;
    if (::getrandom(&value, sizeof value, 0) != sizeof value)
        value = static_cast<std::uint32_t>(std::chrono::steady_clock::now().time_since_epoch().count());
    return value;
}

/// "container:<id>" to the id.
std::optional<std::string> joinedContainer(const std::string &network)
{
    constexpr std::string_view kPrefix = "container:";
    if (network.rfind(kPrefix, 0) != 0)
        return std::nullopt;
    return network.substr(kPrefix.size());
}

std::string hostnameOf(const AttachmentRow &row, const spec::ContainerSpec &spec)
{
    return spec.hostname.empty() ? row.owner.substr(0, 12) : spec.hostname;
}

/// Our responder takes 127.0.0.11:53, so a container that serves DNS itself on all addresses must not have
/// it.
bool servesDnsItself(const std::vector<spec::PortMapping> &ports, const std::vector<std::string> &exposed)
{
    const auto isDns = [](const spec::PortMapping &port) { return port.containerPort == kDnsPort; };
    const auto mappings = exposedMappings(exposed);
    return std::any_of(ports.begin(), ports.end(), isDns) ||
           std::any_of(mappings.begin(), mappings.end(), isDns);
}

} // namespace

NetworkManager::NetworkManager(std::string directory, std::string instance, NetworkStore store,
                               std::function<bool(const std::string &)> isAlive)
    : m_directory(std::move(directory)), m_instance(std::move(instance)), m_store(std::move(store)),
      m_isAlive(std::move(isAlive)), m_firewall(m_instance.empty() ? "catamaran" : "catamaran_" + m_instance),
      m_rules(m_directory + "/rules")
{
}

Result<std::unique_ptr<NetworkService>> NetworkService::open(const std::string &runDirectory,
                                                             const std::string &instance,
                                                             std::shared_ptr<store::Database> database,
                                                             std::function<bool(const std::string &)> isAlive)
{
    for (const char c : instance) {
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')))
            return base::fail(Errc::InvalidArgument, "instance tag '" + instance + "' is not [0-9a-z]*");
    }
    const std::string directory = runDirectory + "/net/" + (instance.empty() ? "default" : instance);
    CATAMARAN_CHECK(base::makeDirectories(directory));
    CATAMARAN_TRY(NetworkStore store, NetworkStore::open(std::move(database)));
    return std::unique_ptr<NetworkService>(
        std::make_unique<NetworkManager>(directory, instance, std::move(store), std::move(isAlive)));
}

Result<NetworkManager::Lock> NetworkManager::lock()
{
    Lock lock{std::unique_lock(m_mutex), {}};
    CATAMARAN_TRY(lock.file, base::openFile(m_directory + "/lock", O_RDWR | O_CREAT, 0600));
    while (::flock(lock.file.get(), LOCK_EX) != 0) {
        if (errno != EINTR)
            return base::failErrno("lock " + m_directory + "/lock");
    }
    return lock;
}

bool NetworkManager::ownerLives(const AttachmentRow &row) const
{
    if (m_isAlive(row.owner))
        return true;
    // Between attach() and the first breath of the container only the process that attached it lives.
    constexpr std::int64_t kStartGraceSeconds = 60;
    return calendarSeconds() - row.attachedAt < kStartGraceSeconds &&
           processStartTime(row.holderPid) == row.holderStartTime;
}

Result<std::vector<Network>> NetworkManager::list()
{
    CATAMARAN_TRY(const Lock held, lock());
    CATAMARAN_CHECK(networkLocked(kDefaultNetwork)); // docker lists it before first use, too
    CATAMARAN_TRY(const std::vector<NetworkRow> rows, m_store.networks());
    std::vector<Network> networks;
    for (const NetworkRow &row : rows)
        networks.push_back(row.network);
    return networks;
}

Result<Attachment> NetworkManager::attach(const std::string &owner, const std::string &ownerName,
                                          const spec::ContainerSpec &spec,
                                          const std::vector<std::string> &exposedPorts,
                                          const base::OperationContext &context, Publication publication)
{
    context.report("Preparing the network");
    AttachmentRow row;
    row.standing = publication == Publication::Now ? Standing::Published : Standing::Waiting;
    row.owner = owner;
    row.ownerName = ownerName;
    row.holderPid = ::getpid();
    row.holderStartTime = processStartTime(row.holderPid).value_or(0);
    row.attachedAt = calendarSeconds();

    CATAMARAN_TRY(const Lock held, lock());
    CATAMARAN_CHECK(releaseLocked(owner)); // what an earlier run of the same container left
    const bool special = spec.network == "none" || spec.network == "host" || joinedContainer(spec.network);
    if (special && !spec.furtherNetworks.empty())
        return base::fail(
            base::Error(Errc::InvalidArgument,
                        "container cannot be connected to multiple networks with one of the "
                        "networks in " +
                            std::string(spec.network == "none" ? "private (none)" : spec.network) + " mode")
                .withFix("Leave --network " + spec.network + " or the other ones out."));
    if (special)
        return attachSpecial(std::move(row), spec);
    return attachBridgeLocked(std::move(row), spec, exposedPorts);
}

Result<Attachment> NetworkManager::attachSpecial(AttachmentRow row, const spec::ContainerSpec &spec)
{
    Attachment attachment;
    const auto joined = joinedContainer(spec.network);
    if (joined && (!spec.ports.empty() || spec.publishAll))
        return base::fail(
            base::Error(Errc::InvalidArgument, "a container in the network of another cannot publish ports")
                .withFix("Publish them with -p on container " + *joined + " instead."));
    if (joined) {
        row.mode = launch::NetworkPlan::Mode::Join;
        CATAMARAN_TRY(const std::optional<AttachmentRow> other, m_store.attachment(*joined));
        if (!other)
            return base::fail(base::Error(Errc::NotFound, "container " + *joined + " has no network to join")
                                  .withFix("Start container " + *joined + " first."));
        row.resolvConf = other->resolvConf;
        row.hosts = other->hosts;
    } else if (spec.network == "host") {
        row.mode = launch::NetworkPlan::Mode::Host;
        row.resolvConf = base::readFile("/etc/resolv.conf").value_or(std::string());
        row.hosts = base::readFile("/etc/hosts").value_or(std::string());
        CATAMARAN_TRY(const std::string extra, hostsText({}, {}, {}, spec.extraHosts, "127.0.0.1"));
        CATAMARAN_TRY(const std::string plain, hostsText({}, {}, {}, {}, "127.0.0.1"));
        row.hosts += extra.substr(plain.size());
        if (!spec.ports.empty() || spec.publishAll)
            attachment.notices.emplace_back("Published ports are discarded when using host network mode");
    } else {
        row.mode = launch::NetworkPlan::Mode::None;
        CATAMARAN_TRY(row.hosts, hostsText({}, {}, {}, spec.extraHosts, "127.0.0.1"));
    }
    CATAMARAN_CHECK(m_store.insertAttachment(row));
    attachment.plan.mode = row.mode;
    attachment.resolvConf = row.resolvConf;
    attachment.hosts = row.hosts;
    return attachment;
}

Result<void> NetworkManager::fillFiles(AttachmentRow &row, const spec::ContainerSpec &spec,
                                       const std::vector<Membership> &memberships, bool serveDns)
{
    const ResolvConf host = hostResolvConf();
    // A container without a way out gets no way out through the resolvers of the host either
    // (CVE-2024-29018).
    const bool isolated = std::all_of(memberships.begin(), memberships.end(),
                                      [](const Membership &one) { return one.network.network.internal; });
    if (isolated)
        row.upstreams.clear();
    else if (spec.dns.empty())
        row.upstreams = {kHostResolvConf}; // followed by the responder
    else
        row.upstreams = spec.dns;
    ResolvConf conf = containerResolvConf(host, spec.dnsSearch, spec.dnsOptions);
    row.serveDns = serveDns;
    if (!row.serveDns) {
        conf.nameservers = isolated           ? std::vector<std::string>()
                           : spec.dns.empty() ? host.nameservers
                                              : spec.dns;
        row.upstreams = conf.nameservers;
        // The host's own stub resolver is out of a container's reach.
        std::erase_if(conf.nameservers, [](const std::string &server) {
            const auto address = Ipv4::parse(server);
            return server == "::1" || (address && address->isLoopback());
        });
    }
    row.resolvConf = conf.text();
    CATAMARAN_TRY(row.hosts, hostsLocked(row, spec, memberships));
    return {};
}

Result<std::string> NetworkManager::hostsLocked(const AttachmentRow &row, const spec::ContainerSpec &spec,
                                                const std::vector<Membership> &memberships)
{
    std::vector<std::string> addresses;
    for (const Membership &one : memberships) {
        if (one.endpoint.address.value != 0)
            addresses.push_back(one.endpoint.address.text());
        if (!one.endpoint.address6.isNone())
            addresses.push_back(one.endpoint.address6.text());
    }
    const Gateways gateways = gatewaysOf(memberships);
    std::string hostGateway = "127.0.0.1";
    if (gateways.ipv4)
        hostGateway = gateways.ipv4->network.network.gateway;
    else if (!memberships.empty() && !memberships.front().network.network.gateway.empty())
        hostGateway = memberships.front().network.network.gateway;
    CATAMARAN_TRY(std::string text,
                  hostsText(addresses, hostnameOf(row, spec), spec.domainname, spec.extraHosts, hostGateway));
    CATAMARAN_TRY(const std::vector<EndpointRow> endpoints, m_store.endpoints());
    for (const std::string &link : spec.links) {
        const auto colon = link.find(':');
        const std::string target = link.substr(0, colon);
        const std::string alias = colon == std::string::npos ? target : link.substr(colon + 1);
        const EndpointRow *found = nullptr;
        for (const EndpointRow &endpoint : endpoints) {
            const bool shared =
                std::any_of(memberships.begin(), memberships.end(),
                            [&](const Membership &one) { return one.network.number == endpoint.network; });
            if (shared && (endpoint.ownerName == target || endpoint.owner.starts_with(target)))
                found = &endpoint;
        }
        if (!found)
            return base::fail(base::Error(Errc::InvalidState, "Cannot link to a non running container: /" +
                                                                  target + " AS /" + row.ownerName + "/" +
                                                                  alias)
                                  .withFix("Start " + target + " first, on a network of this container."));
        text += (found->address.value != 0 ? found->address.text() : found->address6.text()) + "\t" + alias +
                " " + found->owner.substr(0, 12) +
                (found->ownerName == alias ? std::string() : " " + found->ownerName) + "\n";
    }
    return text;
}

namespace {

// As the kernel says it, which also heeds net.ipv4.ip_nonlocal_bind.
bool canBindTo(const std::string &address)
{
    sockaddr_storage where{};
    socklen_t size = 0;
    if (auto *four = reinterpret_cast<sockaddr_in *>(&where);
        ::inet_pton(AF_INET, address.c_str(), &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
        size = sizeof *four;
    } else if (auto *six = reinterpret_cast<sockaddr_in6 *>(&where);
               ::inet_pton(AF_INET6, address.c_str(), &six->sin6_addr) == 1) {
        six->sin6_family = AF_INET6;
        size = sizeof *six;
    }
    const base::UniqueFd socket(size ? ::socket(where.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0) : -1);
    // What cannot be asked (no IPv6 here, a link-local address without its link) is not refused.
    return !socket || ::bind(socket.get(), reinterpret_cast<sockaddr *>(&where), size) == 0 ||
           errno != EADDRNOTAVAIL;
}

} // namespace

Result<PortWorld> NetworkManager::portWorldLocked()
{
    PortWorld world;
    CATAMARAN_TRY(world.sockets, hostSockets());
    world.range = localPortRange();
    world.random = randomNumber();
    world.isOwnAddress = canBindTo;
    CATAMARAN_TRY(const std::vector<AttachmentRow> owners, m_store.attachments());
    CATAMARAN_TRY(const std::vector<PortRow> rows, m_store.ports());
    for (const AttachmentRow &owner : owners) {
        const bool hasPorts = std::any_of(rows.begin(), rows.end(),
                                          [&](const PortRow &row) { return row.owner == owner.owner; });
        if (hasPorts && !ownerLives(owner))
            CATAMARAN_CHECK(releaseLocked(owner.owner));
    }
    CATAMARAN_TRY(world.reserved, m_store.ports());
    return world;
}

Result<Attachment> NetworkManager::attachBridgeLocked(AttachmentRow row, const spec::ContainerSpec &spec,
                                                      const std::vector<std::string> &exposedPorts)
{
    row.mode = launch::NetworkPlan::Mode::Interfaces;
    PortWorld world;
    const bool publishes = row.standing == Standing::Published;
    if (publishes && (!spec.ports.empty() ||
                      spec.publishAll)) { // first: it takes back the ports and addresses of the dead
        CATAMARAN_TRY(world, portWorldLocked());
    }
    HostLock host;
    std::vector<Membership> memberships;
    for (const spec::NetworkAttachment &wish : membershipsOf(spec)) {
        CATAMARAN_TRY(NetworkRow found, networkLocked(wish.network));
        CATAMARAN_TRY(const NetworkRow network, settledLocked(std::move(found), host));
        for (const Membership &other : memberships) {
            if (other.network.number == network.number)
                return base::fail(Errc::InvalidArgument,
                                  "network \"" + wish.network + "\" is specified multiple times");
        }
        CATAMARAN_TRY(EndpointRow endpoint, endpointLocked(network, row, wish, memberships));
        memberships.push_back({network, std::move(endpoint)});
    }
    const Gateways gateways = gatewaysOf(memberships);
    std::vector<spec::PortMapping> ports;
    if (publishes) {
        CATAMARAN_TRY(ports, planPorts(world, portWishes(gateways, spec, exposedPorts)));
    }
    std::vector<std::string> notices;
    CATAMARAN_TRY(const std::vector<PortRow> portRows, portRowsLocked(row, gateways, ports, notices));
    CATAMARAN_CHECK(
        fillFiles(row, spec, memberships, !servesDnsItself(ports, {}) && !servesDnsItself({}, exposedPorts)));

    auto stored = m_store.transaction([&]() -> Result<void> {
        CATAMARAN_CHECK(m_store.insertAttachment(row));
        for (const Membership &one : memberships) {
            CATAMARAN_CHECK(m_store.insertEndpoint(one.endpoint));
            if (one.network.idleSince != 0)
                CATAMARAN_CHECK(m_store.setIdleSince(one.network.number, 0));
        }
        for (const PortRow &port : portRows)
            CATAMARAN_CHECK(m_store.insertPort(port));
        return {};
    });
    CATAMARAN_CHECK(std::move(stored));
    base::Rollback rollback;
    rollback.push("release the network of " + row.ownerName, [&] { return releaseLocked(row.owner); });
    auto applied = applyLocked(memberships, portRows);
    if (!applied)
        return base::fail(rollback.fail(std::move(applied).error()));
    auto attachment = attachmentLocked(row.owner);
    if (!attachment)
        return base::fail(rollback.fail(std::move(attachment).error()));
    for (const launch::InterfacePlan &interface : attachment->plan.interfaces) {
        if (interface.hostName.empty())
            continue;
        if (auto gone = deleteStaleLink(interface.hostName); !gone)
            return base::fail(rollback.fail(std::move(gone).error()));
    }
    notices.insert(notices.end(), applied->begin(), applied->end());
    attachment->notices = std::move(notices);
    rollback.release();
    return std::move(*attachment);
}

Result<std::vector<PortRow>> NetworkManager::portRowsLocked(const AttachmentRow &row,
                                                            const Gateways &gateways,
                                                            const std::vector<spec::PortMapping> &ports,
                                                            std::vector<std::string> &notices)
{
    std::vector<PortRow> rows;
    for (const spec::PortMapping &port : ports) {
        CATAMARAN_TRY(const PortTarget target, portTarget(gateways, port));
        if (target.address.empty() && target.address6.empty()) {
            if (notices.empty())
                notices.emplace_back("Published ports have no effect: " + row.ownerName +
                                     " is on no bridge network with a way out.");
            continue;
        }
        rows.push_back({row.owner, row.ownerName, port, target.address, false, target.address6});
    }
    return rows;
}

/// For the monitors, which run it when somebody has flushed the rules. Without it the next activity of an
/// engine restores them.
void NetworkManager::leaveProgramPath() const
{
    const auto helper = launch::helperPath("catamaran-monitor");
    if (!helper)
        return;
    const std::filesystem::path directory = std::filesystem::path(*helper).parent_path();
    const std::string file = std::filesystem::path(m_directory).parent_path().string() + "/program";
    for (const char *relative : {"../bin/catamaran", "../../bin/catamaran"}) {
        std::error_code error;
        const auto program = std::filesystem::weakly_canonical(directory / relative, error);
        if (error || ::access(program.c_str(), X_OK) != 0)
            continue;
        if (base::readFile(file).value_or(std::string()) != program.string())
            static_cast<void>(base::writeFileAtomic(file, program.string()));
        return;
    }
}

Result<std::vector<std::string>> NetworkManager::applyLocked(const std::vector<Membership> &memberships,
                                                             const std::vector<PortRow> &ports)
{
    std::vector<std::string> notices;
    bool wholeTable = false;
    for (const Membership &one : memberships) {
        CATAMARAN_TRY(BridgeMade made, ensureLink(one.network));
        wholeTable = wholeTable || (made.created && one.network.isBridge());
        notices.insert(notices.end(), made.notices.begin(), made.notices.end());
    }
    ConntrackWish stale;
    std::vector<FirewallPort> elements;
    for (const PortRow &row : ports) {
        const std::vector<FirewallPort> both = firewallPorts(row);
        elements.insert(elements.end(), both.begin(), both.end());
        if (row.mapping.protocol == spec::Protocol::Udp)
            stale.udpPorts.push_back(row.mapping.hostPort);
    }
    if (!wholeTable && !elements.empty()) {
        // Whatever stands in the way (no table, a stale element) is put right by making the table anew.
        wholeTable = !changePortsLocked(ElementChange::Add, elements);
    }
    if (wholeTable) {
        leaveProgramPath();
        CATAMARAN_TRY(const std::vector<std::string> blocked, ensureRulesLocked());
        notices.insert(notices.end(), blocked.begin(), blocked.end());
    }
    // A client that has kept sending would reach the host, or the container that had the port before.
    CATAMARAN_CHECK(forgetConnections(stale));
    CATAMARAN_CHECK(writeNamesLocked());
    return notices;
}

Result<Attachment> NetworkManager::attachment(const std::string &owner)
{
    CATAMARAN_TRY(const Lock held, lock());
    return attachmentLocked(owner);
}

Result<Attachment> NetworkManager::attachmentLocked(const std::string &owner)
{
    CATAMARAN_TRY(const std::optional<AttachmentRow> row, m_store.attachment(owner));
    if (!row)
        return base::fail(Errc::NotFound, owner + " is attached to no network");
    Attachment attachment;
    attachment.plan.mode = row->mode;
    attachment.plan.serveDns = row->serveDns;
    if (row->serveDns) {
        attachment.plan.dnsTablePath = namesPath();
        attachment.plan.dnsUpstreams = row->upstreams;
    }
    attachment.resolvConf = row->resolvConf;
    attachment.hosts = row->hosts;
    CATAMARAN_TRY(const std::vector<PortRow> ports, m_store.portsOf(owner));
    for (const PortRow &port : ports) {
        attachment.ports.push_back(port.mapping);
        if (isForwarded(port))
            attachment.forwarded.push_back(port.mapping);
        if (attachment.portAddress.empty())
            attachment.portAddress = port.address;
    }
    CATAMARAN_TRY(const std::vector<Membership> memberships, membershipsLocked(owner));
    const Gateways gateways = gatewaysOf(memberships);
    for (const Membership &one : memberships) {
        CATAMARAN_TRY(launch::InterfacePlan interface, interfaceOf(one, uplinkMtu()));
        if (gateways.ipv4 == &one)
            interface.ipv4Gateway = defaultRoute4(gateways).gateway;
        if (gateways.ipv6 == &one)
            interface.ipv6Gateway = defaultRoute6(gateways).gateway;
        attachment.plan.interfaces.push_back(std::move(interface));
        attachment.endpoints.push_back(endpointOf(one));
    }
    return attachment;
}

Result<void> NetworkManager::release(const std::string &owner)
{
    CATAMARAN_TRY(const Lock held, lock());
    return releaseLocked(owner);
}

Result<void> NetworkManager::releaseLocked(const std::string &owner)
{
    CATAMARAN_TRY(const std::optional<AttachmentRow> row, m_store.attachment(owner));
    if (!row)
        return {};
    CATAMARAN_TRY(const std::vector<EndpointRow> endpoints, m_store.endpointsOf(owner));
    CATAMARAN_TRY(const std::vector<PortRow> ports, m_store.portsOf(owner));
    std::vector<FirewallPort> elements;
    ConntrackWish stale;
    for (const PortRow &port : ports) {
        for (const FirewallPort &element : firewallPorts(port)) {
            elements.push_back(element);
            stale.addresses.push_back(element.address);
        }
    }
    if (row->standing == Standing::Withdrawn) { // its connections are led to it yet
        for (const EndpointRow &endpoint : endpoints) {
            if (endpoint.address.value != 0)
                stale.addresses.push_back(endpoint.address.text());
            if (!endpoint.address6.isNone())
                stale.addresses.push_back(endpoint.address6.text());
        }
    }
    CATAMARAN_CHECK(changePortsLocked(ElementChange::Delete, elements));
    CATAMARAN_CHECK(forgetConnections(stale));
    auto stored = m_store.transaction([&]() -> Result<void> {
        CATAMARAN_CHECK(m_store.deleteOwner(owner));
        for (const EndpointRow &endpoint : endpoints) {
            CATAMARAN_TRY(const std::int64_t left, m_store.memberCount(endpoint.network));
            if (left == 0)
                CATAMARAN_CHECK(m_store.setIdleSince(endpoint.network, calendarSeconds()));
        }
        return {};
    });
    CATAMARAN_CHECK(std::move(stored));
    return endpoints.empty() ? Result<void>() : writeNamesLocked();
}

Result<spec::PortMapping> NetworkManager::reservePort(const std::string &owner, const spec::PortMapping &wish)
{
    CATAMARAN_TRY(const Lock held, lock());
    CATAMARAN_TRY(const PortWorld world, portWorldLocked());
    CATAMARAN_TRY(const std::vector<spec::PortMapping> planned, planPorts(world, {wish}));
    auto stored = m_store.transaction([&]() -> Result<void> {
        CATAMARAN_TRY(const std::optional<AttachmentRow> existing, m_store.attachment(owner));
        if (!existing) {
            AttachmentRow row;
            row.owner = owner;
            row.ownerName = owner;
            row.forwardsItself = true;
            row.holderPid = ::getpid();
            row.holderStartTime = processStartTime(row.holderPid).value_or(0);
            row.attachedAt = calendarSeconds();
            CATAMARAN_CHECK(m_store.insertAttachment(row));
        }
        return m_store.insertPort({owner, owner, planned.front(), {}, true});
    });
    CATAMARAN_CHECK(std::move(stored));
    return planned.front();
}

Result<std::optional<PortOwner>> NetworkManager::portOwner(const spec::PortMapping &port)
{
    CATAMARAN_TRY(const Lock held, lock());
    CATAMARAN_TRY(const PortWorld world, portWorldLocked());
    return ownerOf(world, port);
}

} // namespace catamaran::engine::net
