// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/network_manager.h"

#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/net/bridge_kernel.h"
#include "engine/net/container_files.h"
#include "engine/net/process_identity.h"

#include <algorithm>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/random.h>

namespace catamaran::engine::net {

using base::Errc;
using base::Result;

namespace {

constexpr const char *kDefaultNetwork = "bridge";
constexpr std::uint16_t kDnsPort = 53;

ResolvConf hostResolvConf()
{
    const auto text = base::readFile("/etc/resolv.conf");
    return text ? parseResolvConf(*text) : ResolvConf{};
}

std::uint32_t randomNumber()
{
    std::uint32_t value = 0;
    static_cast<void>(::getrandom(&value, sizeof value, 0));
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
      m_isAlive(std::move(isAlive)), m_firewall(m_instance.empty() ? "catamaran" : "catamaran_" + m_instance)
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
                                          const base::OperationContext &context)
{
    context.report("Preparing the network");
    AttachmentRow row;
    row.owner = owner;
    row.ownerName = ownerName;
    row.holderPid = ::getpid();
    row.holderStartTime = processStartTime(row.holderPid).value_or(0);
    row.attachedAt = calendarSeconds();

    CATAMARAN_TRY(const Lock held, lock());
    CATAMARAN_CHECK(releaseLocked(owner)); // what an earlier run of the same container left
    if (spec.network == "none" || spec.network == "host" || joinedContainer(spec.network))
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

Result<EndpointRow> NetworkManager::endpointLocked(const NetworkRow &network, const AttachmentRow &row,
                                                   const spec::ContainerSpec &spec)
{
    EndpointRow endpoint;
    endpoint.owner = row.owner;
    endpoint.ownerName = row.ownerName;
    endpoint.network = network.number;
    endpoint.aliases = spec.networkAliases;
    CATAMARAN_TRY(std::vector<Ipv4> used, m_store.addressesOf(network.number));
    if (!spec.ipv4Address.empty()) {
        const auto wanted = Ipv4::parse(spec.ipv4Address);
        if (!wanted || !network.subnet.contains(*wanted) || *wanted == network.gateway ||
            *wanted == network.subnet.network().address || *wanted == network.subnet.broadcast())
            return base::fail(base::Error(Errc::InvalidArgument, "'" + spec.ipv4Address +
                                                                     "' is no container address of network " +
                                                                     network.network.name)
                                  .withFix("Use an address of " + network.network.subnet + " but not " +
                                           network.network.gateway + "."));
        if (std::binary_search(used.begin(), used.end(), *wanted))
            return base::fail(
                base::Error(Errc::AlreadyExists,
                            "address " + spec.ipv4Address + " is in use on network " + network.network.name)
                    .withFix("Choose another --ip, or leave it out."));
        endpoint.address = *wanted;
    } else {
        auto address = chooseAddress(network.subnet, network.gateway, used);
        if (!address) {
            CATAMARAN_CHECK(restoreLocked()); // takes back the leases of the dead
            CATAMARAN_TRY(used, m_store.addressesOf(network.number));
            address = chooseAddress(network.subnet, network.gateway, used);
        }
        CATAMARAN_TRY(endpoint.address, std::move(address));
    }
    endpoint.mac = spec.macAddress.empty() ? endpoint.address.mac() : spec.macAddress;
    return endpoint;
}

Result<void> NetworkManager::fillFiles(AttachmentRow &row, const spec::ContainerSpec &spec,
                                       const NetworkRow &network, const EndpointRow &endpoint,
                                       const std::vector<spec::PortMapping> &ports) const
{
    const ResolvConf host = hostResolvConf();
    row.upstreams = spec.dns.empty() ? host.nameservers : spec.dns;
    ResolvConf conf = containerResolvConf(host, spec.dnsSearch, spec.dnsOptions);
    row.serveDns = !servesDnsItself(ports, {});
    if (!row.serveDns) {
        conf.nameservers = row.upstreams;
        // The host's own stub resolver is out of a container's reach.
        std::erase_if(conf.nameservers, [](const std::string &server) {
            const auto address = Ipv4::parse(server);
            return server == "::1" || (address && address->isLoopback());
        });
    }
    row.resolvConf = conf.text();
    CATAMARAN_TRY(row.hosts, hostsText({endpoint.address.text()}, hostnameOf(row, spec), spec.domainname,
                                       spec.extraHosts, network.network.gateway));
    return {};
}

Result<PortWorld> NetworkManager::portWorldLocked()
{
    PortWorld world;
    CATAMARAN_TRY(world.sockets, hostSockets());
    world.range = localPortRange();
    world.random = randomNumber();
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
    CATAMARAN_TRY(const NetworkRow network, networkLocked(spec.network));
    std::vector<spec::PortMapping> ports = spec.ports;
    if (spec.publishAll) {
        const auto exposed = exposedMappings(exposedPorts);
        ports.insert(ports.end(), exposed.begin(), exposed.end());
    }
    if (!ports.empty()) {
        CATAMARAN_TRY(const PortWorld world, portWorldLocked());
        CATAMARAN_TRY(ports, planPorts(world, ports));
    }
    CATAMARAN_TRY(const EndpointRow endpoint, endpointLocked(network, row, spec));
    CATAMARAN_CHECK(fillFiles(row, spec, network, endpoint,
                              servesDnsItself({}, exposedPorts) ? exposedMappings(exposedPorts) : ports));

    std::vector<PortRow> portRows;
    auto stored = m_store.transaction([&]() -> Result<void> {
        CATAMARAN_CHECK(m_store.insertAttachment(row));
        CATAMARAN_CHECK(m_store.insertEndpoint(endpoint));
        for (const spec::PortMapping &port : ports) {
            portRows.push_back({row.owner, row.ownerName, port, endpoint.address.text(), false});
            CATAMARAN_CHECK(m_store.insertPort(portRows.back()));
        }
        return network.idleSince == 0 ? Result<void>() : m_store.setIdleSince(network.number, 0);
    });
    CATAMARAN_CHECK(std::move(stored));
    base::Rollback rollback;
    rollback.push("release the network of " + row.ownerName, [&] { return releaseLocked(row.owner); });
    auto notices = applyLocked(network, portRows);
    if (!notices)
        return base::fail(rollback.fail(std::move(notices).error()));
    auto attachment = attachmentLocked(row.owner);
    if (!attachment)
        return base::fail(rollback.fail(std::move(attachment).error()));
    for (const launch::InterfacePlan &interface : attachment->plan.interfaces) {
        if (auto gone = deleteStaleLink(interface.hostName); !gone)
            return base::fail(rollback.fail(std::move(gone).error()));
    }
    attachment->notices = std::move(*notices);
    rollback.release();
    return std::move(*attachment);
}

Result<std::vector<std::string>> NetworkManager::applyLocked(const NetworkRow &network,
                                                             const std::vector<PortRow> &ports)
{
    CATAMARAN_TRY(BridgeMade bridge, ensureBridge(network));
    bool wholeTable = bridge.created;
    if (!wholeTable && !ports.empty()) {
        std::vector<FirewallPort> elements;
        for (const PortRow &row : ports)
            elements.push_back({row.mapping.protocol, row.mapping.hostIp, row.mapping.hostPort, row.address,
                                row.mapping.containerPort});
        // Whatever stands in the way (no table, a stale element) is put right by making the table anew.
        wholeTable = !m_firewall.addPorts(elements);
    }
    if (wholeTable) {
        CATAMARAN_TRY(const FirewallState state, firewallStateLocked());
        CATAMARAN_CHECK(m_firewall.ensure(state));
        std::vector<std::string> bridges;
        for (const FirewallNetwork &known : state.networks)
            bridges.push_back(known.bridge);
        CATAMARAN_TRY(auto notice, m_firewall.passDocker(bridges, bridges));
        if (notice)
            bridge.notices.push_back(std::move(*notice));
    }
    CATAMARAN_CHECK(writeNamesLocked());
    return std::move(bridge.notices);
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
    for (const PortRow &port : ports)
        attachment.ports.push_back(port.mapping);
    CATAMARAN_TRY(const std::vector<NetworkRow> networks, m_store.networks());
    CATAMARAN_TRY(const std::vector<EndpointRow> endpoints, m_store.endpointsOf(owner));
    for (const EndpointRow &endpoint : endpoints) {
        const auto network = std::find_if(networks.begin(), networks.end(), [&](const NetworkRow &candidate) {
            return candidate.number == endpoint.network;
        });
        if (network == networks.end())
            continue;
        const Ipv4Prefix address{endpoint.address, network->subnet.length};
        launch::InterfacePlan interface;
        interface.name = "eth" + std::to_string(attachment.plan.interfaces.size());
        interface.hostName = vethName(owner, network->number);
        interface.bridge = network->network.bridge;
        interface.ipv4 = address.text();
        interface.mac = endpoint.mac;
        interface.mtu = uplinkMtu();
        if (!network->network.internal && attachment.plan.interfaces.empty())
            interface.ipv4Gateway = network->network.gateway;
        attachment.plan.interfaces.push_back(std::move(interface));
        attachment.endpoints.push_back({network->network.name, network->network.id, endpoint.address.text(),
                                        network->subnet.length, network->network.gateway, endpoint.mac,
                                        endpoint.aliases});
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
    for (const PortRow &port : ports) {
        if (!port.address.empty())
            elements.push_back({port.mapping.protocol, port.mapping.hostIp, port.mapping.hostPort,
                                port.address, port.mapping.containerPort});
    }
    CATAMARAN_CHECK(m_firewall.deletePorts(elements));
    auto stored = m_store.transaction([&]() -> Result<void> {
        CATAMARAN_CHECK(m_store.deleteOwner(owner));
        for (const EndpointRow &endpoint : endpoints) {
            CATAMARAN_TRY(const std::vector<Ipv4> left, m_store.addressesOf(endpoint.network));
            if (left.empty())
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
