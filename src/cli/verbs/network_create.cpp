// SPDX-License-Identifier: GPL-3.0-or-later
// catamaran network create, connect and disconnect.
#include "engine/spec/parse.h"
#include "src/cli/verbs/network_verbs.h"

#include <fmt/format.h>

namespace catamaran::cli {

namespace net = engine::net;

namespace {

base::Error swarmOnly(const char *flag)
{
    return base::Error(base::Errc::Unsupported, fmt::format("--{} is for swarms, which are not there", flag))
        .withFix(fmt::format("Leave --{} out.", flag));
}

} // namespace

base::Result<std::map<std::string, std::string>> keyValues(const std::vector<std::string> &texts)
{
    std::map<std::string, std::string> map;
    for (const std::string &text : texts) {
        const std::size_t equal = text.find('=');
        if (equal == 0 || text.empty())
            return base::fail(base::Errc::InvalidArgument, "invalid key=value pair '" + text + "'");
        map[text.substr(0, equal)] = equal == std::string::npos ? std::string() : text.substr(equal + 1);
    }
    return map;
}

int networkCreate(Invocation &call)
{
    net::NetworkRequest request;
    std::vector<std::string> auxiliary;
    std::vector<std::string> labels;
    std::vector<std::string> driverOptions;
    std::vector<std::string> ipamOptions;
    std::string ipamDriver = "default";
    std::string scope;
    std::string configFrom;
    bool configOnly = false;
    bool ingress = false;
    FlagSet flags;
    flags.flag(request.attachable, "attachable", 0, "Enable manual container attachment");
    flags.list(auxiliary, "aux-address", 0, "Auxiliary IPv4 or IPv6 addresses used by Network driver", "map");
    flags.text(configFrom, "config-from", 0, "The network from which to copy the configuration");
    flags.flag(configOnly, "config-only", 0, "Create a configuration only network");
    flags.text(request.driver, "driver", 'd', "Driver to manage the Network: bridge, macvlan or ipvlan");
    flags.list(request.gateways, "gateway", 0, "IPv4 or IPv6 Gateway for the master subnet", "strings");
    flags.flag(ingress, "ingress", 0, "Create swarm routing-mesh network");
    flags.flag(request.internal, "internal", 0, "Restrict external access to the network");
    flags.list(request.ipRanges, "ip-range", 0, "Allocate container ip from a sub-range", "strings");
    flags.text(ipamDriver, "ipam-driver", 0, "IP Address Management Driver");
    flags.list(ipamOptions, "ipam-opt", 0, "Set IPAM driver specific options", "map");
    flags.flag(request.ipv4, "ipv4", 0, "Enable or disable IPv4 address assignment (on by default)");
    flags.flag(request.ipv6, "ipv6", 0, "Enable or disable IPv6 address assignment");
    flags.list(labels, "label", 0, "Set metadata on a network");
    flags.list(driverOptions, "opt", 'o', "Set driver specific options", "map");
    flags.text(scope, "scope", 0, "Control the network's scope: local");
    flags.list(request.subnets, "subnet", 0, "Subnet in CIDR format that represents a network segment",
               "strings");
    std::vector<std::string> names;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {1, 1}, names, kExitFailure))
        return *code;
    request.name = names.front();
    if (configOnly || !configFrom.empty())
        return failWith(swarmOnly(configOnly ? "config-only" : "config-from"));
    if (ingress)
        return failWith(swarmOnly("ingress"));
    if (!scope.empty() && scope != "local")
        return failWith(swarmOnly("scope"));
    if (ipamDriver != "default" || !ipamOptions.empty())
        return failWith(base::Error(base::Errc::Unsupported,
                                    "IPAM driver \"" + ipamDriver + "\" or its options are not supported")
                            .withFix("Leave --ipam-driver and --ipam-opt out."));
    for (const auto &[texts, into] :
         {std::pair{&auxiliary, &request.reserved}, std::pair{&labels, &request.labels},
          std::pair{&driverOptions, &request.options}}) {
        auto map = keyValues(*texts);
        if (!map)
            return failUsage(call, map.error(), kExitFailure);
        *into = std::move(*map);
    }
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto made = (*engine)->networks().createNetwork(request);
    if (!made)
        return failWith(made.error());
    (*engine)->recordEvent(
        {"network", "create", made->id, {{"name", made->name}, {"type", made->driver}}, 0});
    print(made->id + "\n");
    return 0;
}

int networkConnect(Invocation &call)
{
    engine::spec::NetworkAttachment wish;
    std::vector<std::string> options;
    std::vector<std::string> links;
    std::optional<std::int64_t> priority;
    FlagSet flags;
    flags.list(wish.aliases, "alias", 0, "Add network-scoped alias for the container", "strings");
    flags.list(options, "driver-opt", 0, "driver options for the network", "strings");
    flags.integer(priority, "gw-priority", 0, "Highest gw-priority provides the default gateway");
    flags.text(wish.ipv4Address, "ip", 0, "IPv4 address (e.g., \"172.30.100.104\")");
    flags.text(wish.ipv6Address, "ip6", 0, "IPv6 address (e.g., \"2001:db8::33\")");
    flags.list(links, "link", 0, "Not supported: use --alias");
    flags.list(wish.linkLocalIps, "link-local-ip", 0, "Add a link-local address for the container",
               "strings");
    std::vector<std::string> names;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {2, 2}, names, kExitFailure))
        return *code;
    if (!links.empty())
        return failWith(base::Error(base::Errc::Unsupported,
                                    "--link is not supported here: names of containers "
                                    "are answered by DNS on every network")
                            .withFix("Give the other container an alias with network connect --alias."));
    auto map = keyValues(options);
    if (!map)
        return failUsage(call, map.error(), kExitFailure);
    wish.driverOptions = std::move(*map);
    wish.gatewayPriority = static_cast<int>(priority.value_or(0));
    wish.network = names[0];
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const base::OperationContext context{
        {}, [](const base::Progress &progress) { printStderr(progress.step + "\n"); }};
    const auto done = (*engine)->connectNetwork(names[1], wish, context);
    return done ? 0 : failWith(done.error());
}

int networkDisconnect(Invocation &call)
{
    bool force = false;
    FlagSet flags;
    flags.flag(force, "force", 'f', "Force the container to disconnect from a network");
    std::vector<std::string> names;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {2, 2}, names, kExitFailure))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto done = (*engine)->disconnectNetwork(names[1], names[0], force, {});
    return done ? 0 : failWith(done.error());
}

} // namespace catamaran::cli
