// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/core/machine_network.h"

#include <unistd.h>

namespace catamaran::core {

std::string vmOwner(const std::string &vmName)
{
    return "vm-" + vmName;
}

bool joinsNetwork(const engine::spec::ContainerSpec &spec)
{
    return spec.network != "bridge" && spec.network != "none" && spec.network != "host" &&
           !spec.network.starts_with("container:") && !spec.network.empty();
}

namespace {

/// The first resolver that a guest can reach: not one of the host's loopback.
std::string resolverFor(const std::vector<std::string> &upstreams)
{
    for (const std::string &upstream : upstreams) {
        const std::string address = upstream.substr(0, upstream.find(':'));
        if (!address.empty() && address[0] != '/' && !address.starts_with("127."))
            return address;
    }
    return {};
}

std::string hostsOf(const std::vector<engine::net::Member> &members, const std::string &owner)
{
    std::string out;
    for (const engine::net::Member &member : members) {
        if (member.owner == owner || member.endpoint.address.empty())
            continue;
        out += member.endpoint.address + "\t" + member.name;
        for (const std::string &alias : member.endpoint.aliases)
            if (alias != member.name)
                out += " " + alias;
        out += "\n";
    }
    return out;
}

} // namespace

base::Result<hv::MachineNetwork> joinNetwork(engine::Engine &engine, const engine::spec::ContainerSpec &spec,
                                             const base::OperationContext &context)
{
    if (::geteuid() != 0)
        return base::fail(
            base::Error(base::Errc::Unsupported,
                        "a VM of an ordinary user cannot join the network " + spec.network + " of containers")
                .withFix("Leave --network out and publish ports with -p, or run both as root."));
    const std::string owner = vmOwner(spec.name);
    CATAMARAN_TRY(const auto attachment, engine.networks().attach(owner, spec.name, spec, {}, context));
    const auto refuse = [&](base::Error error) {
        if (auto released = engine.networks().release(owner); !released)
            error.addCleanup(std::move(released).error());
        return base::fail(std::move(error));
    };
    if (attachment.plan.interfaces.size() != 1 ||
        attachment.plan.interfaces[0].kind != engine::launch::InterfacePlan::Kind::Veth ||
        attachment.plan.interfaces[0].ipv4.empty())
        return refuse(base::Error(base::Errc::Unsupported, "a VM can join bridge networks with IPv4 only; " +
                                                               spec.network + " is none")
                          .withFix("Make one with `catamaran network create`."));
    const engine::launch::InterfacePlan &plan = attachment.plan.interfaces[0];
    hv::MachineNetwork out;
    out.bridge = plan.bridge;
    out.tap = plan.hostName;
    out.mac = plan.mac;
    const auto slash = plan.ipv4.find('/');
    out.address = plan.ipv4.substr(0, slash);
    out.prefix = static_cast<unsigned>(std::atoi(plan.ipv4.c_str() + slash + 1));
    out.gateway = plan.ipv4Gateway;
    out.dns = resolverFor(attachment.plan.dnsUpstreams);
    for (const engine::spec::PortMapping &port : attachment.ports)
        out.published.push_back(
            {port.hostIp, port.hostPort, port.containerPort, port.protocol == engine::spec::Protocol::Udp});
    const auto members = engine.networks().members(spec.network);
    if (!members)
        return refuse(members.error());
    out.hosts = hostsOf(*members, owner);
    return out;
}

} // namespace catamaran::core
