// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/firewall_rules.h"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

namespace catamaran::engine::net {

using base::Errc;
using base::Result;
using nlohmann::json;

namespace {

constexpr const char *kDockerUser = "DOCKER-USER";
constexpr const char *kComment = "catamaran";
constexpr const char *kAddressSuffix = "_ip";
constexpr const char *kPortSuffix = "_port";

json metaKey(const char *key)
{
    return {{"meta", {{"key", key}}}};
}

json payload(const char *protocol, const char *field)
{
    return {{"payload", {{"protocol", protocol}, {"field", field}}}};
}

json match(json left, const char *op, json right)
{
    return {{"match", {{"op", op}, {"left", std::move(left)}, {"right", std::move(right)}}}};
}

json prefix(const std::string &text)
{
    const auto slash = text.find('/');
    return {{"prefix", {{"addr", text.substr(0, slash)}, {"len", std::stoi(text.substr(slash + 1))}}}};
}

json ctKey(const char *key)
{
    return {{"ct", {{"key", key}}}};
}

json localDestination()
{
    return match({{"fib", {{"result", "type"}, {"flags", json::array({"daddr"})}}}}, "==", "local");
}

/// `dnat ip to tcp dport map @tcp_any_ip : tcp dport map @tcp_any_port`, or with the address in the key. Two
/// maps, because nftables before 1.1 cannot read a map to "ipv4_addr . inet_service" from JSON.
json dnat(const char *family, const char *protocol, const std::string &map, bool withAddress)
{
    json key = payload(protocol, "dport");
    if (withAddress)
        key = {{"concat", json::array({payload(family, "daddr"), std::move(key)})}};
    const auto lookup = [&](const char *suffix) -> json {
        return {{"map", {{"key", key}, {"data", "@" + map + suffix}}}};
    };
    return {{"dnat", {{"family", family}, {"addr", lookup(kAddressSuffix)}, {"port", lookup(kPortSuffix)}}}};
}

const char *protocolName(spec::Protocol protocol)
{
    switch (protocol) {
    case spec::Protocol::Tcp:
        return "tcp";
    case spec::Protocol::Udp:
        return "udp";
    case spec::Protocol::Sctp:
        return "sctp";
    }
    return "tcp";
}

std::string mapName(const FirewallPort &port)
{
    const bool six = port.address.find(':') != std::string::npos;
    return std::string(protocolName(port.protocol)) + (six ? "6" : "") +
           (port.hostIp.empty() ? "_any" : "_addr");
}

constexpr std::array kProtocols = {"tcp", "udp", "sctp"};

json elementKey(const FirewallPort &port)
{
    if (port.hostIp.empty())
        return port.hostPort;
    return {{"concat", json::array({port.hostIp, port.hostPort})}};
}

/// Collects commands for one transaction.
class Commands {
public:
    explicit Commands(std::string table) : m_table(std::move(table)) {}

    void table(const char *verb) { add(verb, {{"table", {{"family", "inet"}, {"name", m_table}}}}); }
    void set(const char *name, json type, json elements, const char *flag = nullptr)
    {
        json set = {{"family", "inet"}, {"table", m_table}, {"name", name}, {"type", std::move(type)}};
        if (flag)
            set["flags"] = json::array({flag});
        if (!elements.empty())
            set["elem"] = std::move(elements);
        add("add", {{"set", std::move(set)}});
    }
    void map(const std::string &name, json type, const char *target, json elements)
    {
        json map = {{"family", "inet"},
                    {"table", m_table},
                    {"name", name},
                    {"type", std::move(type)},
                    {"map", target}};
        if (!elements.empty())
            map["elem"] = std::move(elements);
        add("add", {{"map", std::move(map)}});
    }
    void chain(const char *name, const char *type, const char *hook, int priority)
    {
        add("add", {{"chain",
                     {{"family", "inet"},
                      {"table", m_table},
                      {"name", name},
                      {"type", type},
                      {"hook", hook},
                      {"prio", priority},
                      {"policy", "accept"}}}});
    }
    void rule(const char *chain, json expressions)
    {
        add("add",
            {{"rule",
              {{"family", "inet"}, {"table", m_table}, {"chain", chain}, {"expr", std::move(expressions)}}}});
    }
    void elements(const char *verb, const std::string &map, json elements)
    {
        add(verb, {{"element",
                    {{"family", "inet"}, {"table", m_table}, {"name", map}, {"elem", std::move(elements)}}}});
    }
    void add(const char *verb, json object)
    {
        json command = json::object();
        command[verb] = std::move(object);
        m_commands.push_back(std::move(command));
    }
    [[nodiscard]] std::string text() const { return json{{"nftables", m_commands}}.dump(); }

private:
    std::string m_table;
    json m_commands = json::array();
};

void addSets(Commands &commands, const FirewallState &state)
{
    json bridges = json::array();
    json same = json::array();
    json internal = json::array();
    json subnets = json::array();
    json subnets6 = json::array();
    json local = json::array();
    json local6 = json::array();
    for (const FirewallNetwork &network : state.networks) {
        bridges.push_back(network.bridge);
        if (network.icc)
            same.push_back({{"concat", json::array({network.bridge, network.bridge})}});
        if (network.internal)
            internal.push_back(network.bridge);
        if (!network.subnet.empty())
            local.push_back(prefix(network.subnet));
        if (!network.subnet6.empty())
            local6.push_back(prefix(network.subnet6));
        if (network.internal || !network.masquerade)
            continue;
        if (!network.subnet.empty())
            subnets.push_back(prefix(network.subnet));
        if (!network.subnet6.empty())
            subnets6.push_back(prefix(network.subnet6));
    }
    commands.set("bridges", "ifname", std::move(bridges));
    commands.set("same", json::array({"ifname", "ifname"}), std::move(same));
    commands.set("internal", "ifname", std::move(internal));
    // All of our subnets, and those whose addresses stay behind the host's.
    commands.set("local", "ipv4_addr", std::move(local), "interval");
    commands.set("local6", "ipv6_addr", std::move(local6), "interval");
    commands.set("subnets", "ipv4_addr", std::move(subnets), "interval");
    commands.set("subnets6", "ipv6_addr", std::move(subnets6), "interval");

    std::map<std::string, json> maps;
    for (const FirewallPort &port : state.ports) {
        maps[mapName(port) + kAddressSuffix].push_back(json::array({elementKey(port), port.address}));
        maps[mapName(port) + kPortSuffix].push_back(json::array({elementKey(port), port.containerPort}));
    }
    for (const char *protocol : kProtocols) {
        for (const bool six : {false, true}) {
            const char *type = six ? "ipv6_addr" : "ipv4_addr";
            for (const bool withAddress : {false, true}) {
                const std::string name =
                    std::string(protocol) + (six ? "6" : "") + (withAddress ? "_addr" : "_any");
                const json key = withAddress ? json::array({type, "inet_service"}) : json("inet_service");
                commands.map(name + kAddressSuffix, key, type, maps[name + kAddressSuffix]);
                commands.map(name + kPortSuffix, key, "inet_service", maps[name + kPortSuffix]);
            }
        }
    }
}

json one(json first)
{
    json array = json::array();
    array.push_back(std::move(first));
    return array;
}

void addNatRules(Commands &commands)
{
    // A bridge has route_localnet, so that the host reaches published ports at 127.0.0.1. That must not let
    // containers reach what listens on the host's loopback (CVE-2020-8558).
    commands.chain("raw_prerouting", "filter", "prerouting", -300);
    commands.rule("raw_prerouting", json::array({match(metaKey("iifname"), "==", "@bridges"),
                                                 match(payload("ip", "daddr"), "==", prefix("127.0.0.0/8")),
                                                 {{"drop", nullptr}}}));

    commands.chain("prerouting", "nat", "prerouting", -100);
    commands.chain("output", "nat", "output", -100);
    for (const char *chain : {"prerouting", "output"}) {
        for (const char *protocol : kProtocols) {
            for (const bool six : {false, true}) {
                const char *family = six ? "ip6" : "ip";
                const std::string name = std::string(protocol) + (six ? "6" : "");
                for (const bool withAddress : {true, false}) {
                    const std::string map = name + (withAddress ? "_addr" : "_any");
                    commands.rule(
                        chain, json::array({localDestination(), dnat(family, protocol, map, withAddress)}));
                }
            }
        }
    }

    const json masquerade = {{"masquerade", nullptr}};
    commands.chain("postrouting", "nat", "postrouting", 100);
    for (const bool six : {false, true}) {
        const char *family = six ? "ip6" : "ip";
        const std::string suffix = six ? "6" : "";
        commands.rule("postrouting", json::array({match(payload(family, "saddr"), "==", "@subnets" + suffix),
                                                  match(metaKey("oifname"), "!=", "@bridges"), masquerade}));
        commands.rule("postrouting", json::array({match(payload(family, "saddr"),
                                                        "==", six ? json("::1") : prefix("127.0.0.0/8")),
                                                  match(metaKey("oifname"), "==", "@bridges"), masquerade}));
        // Hairpin: a container that uses a published port must get its answers from the host.
        commands.rule("postrouting", json::array({match(payload(family, "saddr"), "==", "@local" + suffix),
                                                  match(payload(family, "daddr"), "==", "@local" + suffix),
                                                  match(ctKey("status"), "in", "dnat"), masquerade}));
    }
}

void addForwardRules(Commands &commands)
{
    const json accept = {{"accept", nullptr}};
    const json drop = {{"drop", nullptr}};
    commands.chain("forward", "filter", "forward", 0);
    commands.rule("forward",
                  json::array({match({{"concat", json::array({metaKey("iifname"), metaKey("oifname")})}},
                                     "==", "@same"),
                               accept}));
    commands.rule("forward", json::array({match(metaKey("iifname"), "==", "@internal"), drop}));
    commands.rule(
        "forward",
        json::array({match(metaKey("oifname"), "==", "@bridges"),
                     match(ctKey("state"), "in", json::array({"established", "related"})), accept}));
    commands.rule("forward", json::array({match(metaKey("oifname"), "==", "@bridges"),
                                          match(ctKey("status"), "in", "dnat"), accept}));
    // What is left: other networks of ours, and outsiders that route to a port nobody published.
    commands.rule("forward", json::array({match(metaKey("oifname"), "==", "@bridges"), drop}));
}

/// Rules per chain of a whole table.
const std::map<std::string, int> &expectedRules()
{
    static const std::map<std::string, int> kRules = {
        {"raw_prerouting", 1}, {"prerouting", 12}, {"output", 12}, {"postrouting", 6}, {"forward", 5}};
    return kRules;
}

template <typename Body>
auto parsed(const std::string &text, Body body) -> decltype(body(json()))
{
    try {
        return body(json::parse(text));
    } catch (const json::exception &error) {
        return base::fail(Errc::Protocol, std::string("unexpected answer of nftables: ") + error.what());
    }
}

void readSet(const json &set, ListedTable &listed)
{
    const std::string name = set.at("name");
    if (!set.contains("elem"))
        return;
    for (const json &element : set.at("elem")) {
        if (name == "bridges") {
            listed.bridges.push_back(element);
        } else if (name == "same") {
            listed.connectedBridges.push_back(element.at("concat").at(0));
        } else if (name == "internal") {
            listed.internalBridges.push_back(element);
        } else if (name == "subnets" || name == "subnets6") {
            if (!element.is_object() || !element.contains("prefix")) {
                listed.subnets.push_back(element.dump()); // nothing of ours: will not match
                continue;
            }
            const json &range = element.at("prefix");
            listed.subnets.push_back(range.at("addr").get<std::string>() + "/" +
                                     std::to_string(range.at("len").get<int>()));
        }
    }
}

template <typename T>
bool sameElements(std::vector<T> left, std::vector<T> right)
{
    std::sort(left.begin(), left.end());
    std::sort(right.begin(), right.end());
    return left == right;
}

/// Collects the two halves of the ports; a half alone counts as no port, so that the table is made anew.
class PortReader {
public:
    void read(const json &map)
    {
        const std::string name = map.at("name");
        if (!map.contains("elem"))
            return;
        for (const json &element : map.at("elem")) {
            FirewallPort port;
            port.protocol = name.rfind("udp", 0) == 0    ? spec::Protocol::Udp
                            : name.rfind("sctp", 0) == 0 ? spec::Protocol::Sctp
                                                         : spec::Protocol::Tcp;
            // Tells the families apart until the address is known.
            port.address = name.find("6_") != std::string::npos ? ":" : "";
            const json &key = element.at(0);
            if (key.is_object()) {
                port.hostIp = key.at("concat").at(0);
                port.hostPort = key.at("concat").at(1);
            } else {
                port.hostPort = key;
            }
            if (element.at(1).is_string())
                m_addresses[port] = element.at(1);
            else
                m_ports[port] = element.at(1);
        }
    }
    [[nodiscard]] std::vector<FirewallPort> ports() const
    {
        std::vector<FirewallPort> ports;
        for (const auto &[key, address] : m_addresses) {
            FirewallPort port = key;
            port.address = address;
            if (const auto found = m_ports.find(key); found != m_ports.end())
                port.containerPort = found->second;
            ports.push_back(std::move(port));
        }
        return ports;
    }
    [[nodiscard]] bool paired() const { return m_addresses.size() == m_ports.size(); }

private:
    std::map<FirewallPort, std::string> m_addresses;
    std::map<FirewallPort, std::uint16_t> m_ports;
};

} // namespace

bool ListedTable::matches(const FirewallState &state) const
{
    std::vector<std::string> wantedBridges;
    std::vector<std::string> wantedConnected;
    std::vector<std::string> wantedInternal;
    std::vector<std::string> wantedSubnets;
    for (const FirewallNetwork &network : state.networks) {
        wantedBridges.push_back(network.bridge);
        if (network.icc)
            wantedConnected.push_back(network.bridge);
        if (network.internal)
            wantedInternal.push_back(network.bridge);
        if (network.internal || !network.masquerade)
            continue;
        for (const std::string &subnet : {network.subnet, network.subnet6}) {
            if (!subnet.empty())
                wantedSubnets.push_back(subnet);
        }
    }
    return complete && sameElements(connectedBridges, wantedConnected) &&
           sameElements(bridges, wantedBridges) && sameElements(internalBridges, wantedInternal) &&
           sameElements(subnets, wantedSubnets) && sameElements(ports, state.ports);
}

std::string tableCommands(const std::string &table, const FirewallState &state)
{
    Commands commands(table);
    // "add" first, because "delete" fails for a table that is not there.
    commands.table("add");
    commands.table("delete");
    commands.table("add");
    addSets(commands, state);
    addNatRules(commands);
    addForwardRules(commands);
    return commands.text();
}

std::string deleteTableCommands(const std::string &table)
{
    Commands commands(table);
    commands.table("add");
    commands.table("delete");
    return commands.text();
}

namespace {

void addElements(Commands &commands, ElementChange change, const std::vector<FirewallPort> &ports)
{
    const char *verb = change == ElementChange::Add ? "add" : "delete";
    for (const FirewallPort &port : ports) {
        const json key = elementKey(port);
        commands.elements(verb, mapName(port) + kAddressSuffix, one(json::array({key, port.address})));
        commands.elements(verb, mapName(port) + kPortSuffix, one(json::array({key, port.containerPort})));
    }
}

} // namespace

std::string portCommands(const std::string &table, ElementChange change,
                         const std::vector<FirewallPort> &ports)
{
    Commands commands(table);
    addElements(commands, change, ports);
    return commands.text();
}

std::string replaceCommands(const std::string &table, const std::vector<FirewallPort> &old,
                            const std::vector<FirewallPort> &fresh)
{
    Commands commands(table);
    addElements(commands, ElementChange::Delete, old);
    addElements(commands, ElementChange::Add, fresh);
    return commands.text();
}

std::string listTableCommand(const std::string &table)
{
    Commands commands(table);
    commands.table("list");
    return commands.text();
}

Result<ListedTable> parseTable(const std::string &text)
{
    return parsed(text, [](const json &document) -> Result<ListedTable> {
        ListedTable listed;
        std::map<std::string, int> rules;
        PortReader ports;
        for (const json &object : document.at("nftables")) {
            if (object.contains("set")) {
                readSet(object.at("set"), listed);
            } else if (object.contains("rule")) {
                ++rules[object.at("rule").at("chain").get<std::string>()];
            } else if (object.contains("map")) {
                ports.read(object.at("map"));
            }
        }
        listed.ports = ports.ports();
        listed.complete = rules == expectedRules() && ports.paired();
        return listed;
    });
}

std::string listDockerChainsCommand(const std::string &family)
{
    return json{
        {"nftables", json::array({{{"list", {{"table", {{"family", family}, {"name", "filter"}}}}}}})}}
        .dump();
}

Result<DockerChains> parseDockerChains(const std::string &text)
{
    return parsed(text, [](const json &document) -> Result<DockerChains> {
        DockerChains chains;
        for (const json &object : document.at("nftables")) {
            if (object.contains("chain")) {
                const json &chain = object.at("chain");
                if (chain.at("name") == "FORWARD" && chain.value("policy", "") == "drop")
                    chains.forwardDrops = true;
                if (chain.at("name") == kDockerUser)
                    chains.hasUserChain = true;
            } else if (object.contains("rule")) {
                const json &rule = object.at("rule");
                if (rule.at("chain") != kDockerUser || rule.value("comment", "") != kComment)
                    continue;
                const json &right = rule.at("expr").at(0).at("match").at("right");
                chains.ours.emplace_back(right.get<std::string>(), rule.at("handle").get<std::int64_t>());
            }
        }
        return chains;
    });
}

std::string acceptInDockerUserCommands(const std::string &bridge, const std::string &family)
{
    Commands commands("filter");
    for (const char *key : {"iifname", "oifname"}) {
        commands.add("insert", {{"rule",
                                 {{"family", family},
                                  {"table", "filter"},
                                  {"chain", kDockerUser},
                                  {"comment", kComment},
                                  {"expr", json::array({match(metaKey(key), "==", bridge),
                                                        {{"counter", {{"packets", 0}, {"bytes", 0}}}},
                                                        {{"accept", nullptr}}})}}}});
    }
    return commands.text();
}

std::string deleteDockerUserRulesCommands(const std::vector<std::int64_t> &handles, const std::string &family)
{
    Commands commands("filter");
    for (const std::int64_t handle : handles) {
        commands.add(
            "delete",
            {{"rule",
              {{"family", family}, {"table", "filter"}, {"chain", kDockerUser}, {"handle", handle}}}});
    }
    return commands.text();
}

std::string listChainsCommand()
{
    json list = json::object();
    list["list"] = {{"chains", nullptr}};
    return json{{"nftables", json::array({std::move(list)})}}.dump();
}

Result<std::vector<ForeignChain>> parseDroppingChains(const std::string &text, const std::string &ownTable)
{
    return parsed(text, [&](const json &document) -> Result<std::vector<ForeignChain>> {
        std::vector<ForeignChain> chains;
        for (const json &object : document.at("nftables")) {
            if (!object.contains("chain"))
                continue;
            const json &chain = object.at("chain");
            if (chain.value("hook", "") == "forward" && chain.value("policy", "") == "drop" &&
                chain.at("table") != ownTable)
                chains.push_back({chain.at("family"), chain.at("table"), chain.at("name")});
        }
        return chains;
    });
}

} // namespace catamaran::engine::net
