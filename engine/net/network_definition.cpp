// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/network_definition.h"

#include "engine/base/clock.h"
#include "engine/base/digest.h"
#include "engine/net/bridge_kernel.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

namespace catamaran::engine::net {

using base::Errc;
using base::Error;
using base::fail;
using base::Result;
using nlohmann::json;

namespace {

constexpr const char *kBridgeOption = "com.docker.network.bridge.";

struct OptionName {
    const char *driver;
    const char *name;
};
constexpr std::array kOptions = {OptionName{"bridge", "com.docker.network.bridge.name"},
                                 OptionName{"bridge", "com.docker.network.bridge.enable_icc"},
                                 OptionName{"bridge", "com.docker.network.bridge.enable_ip_masquerade"},
                                 OptionName{"bridge", "com.docker.network.bridge.host_binding_ipv4"},
                                 OptionName{"bridge", "com.docker.network.bridge.default_bridge"},
                                 OptionName{"bridge", "com.docker.network.driver.mtu"},
                                 OptionName{"macvlan", "com.docker.network.driver.mtu"},
                                 OptionName{"ipvlan", "com.docker.network.driver.mtu"},
                                 OptionName{"macvlan", "parent"},
                                 OptionName{"macvlan", "macvlan_mode"},
                                 OptionName{"ipvlan", "parent"},
                                 OptionName{"ipvlan", "ipvlan_mode"},
                                 OptionName{"ipvlan", "ipvlan_flag"}};

std::optional<bool> boolean(const std::string &text)
{
    for (const char *yes : {"1", "t", "T", "true", "TRUE", "True"}) {
        if (text == yes)
            return true;
    }
    for (const char *no : {"0", "f", "F", "false", "FALSE", "False"}) {
        if (text == no)
            return false;
    }
    return std::nullopt;
}

bool isFalse(const std::string &text)
{
    return !text.empty() && !boolean(text).value_or(true);
}

Result<void> checkOptions(const NetworkRequest &request)
{
    for (const auto &[name, value] : request.options) {
        const auto known = std::any_of(kOptions.begin(), kOptions.end(), [&](const OptionName &option) {
            return request.driver == option.driver && name == option.name;
        });
        if (!known)
            return fail(Error(Errc::Unsupported,
                              "option \"" + name + "\" of the " + request.driver + " driver is not supported")
                            .withFix("Leave -o " + name + " out."));
        const bool isBoolean = name.find(".enable_") != std::string::npos;
        if (isBoolean && !boolean(value))
            return fail(Errc::InvalidArgument, "failed to parse " + name + " value: " + value +
                                                   " (strconv.ParseBool: parsing \"" + value +
                                                   "\": invalid syntax)");
        if (name == "com.docker.network.driver.mtu") {
            unsigned mtu = 0;
            const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), mtu);
            if (error != std::errc{} || end != value.data() + value.size() || mtu < 68 || mtu > 65535)
                return fail(Errc::InvalidArgument,
                            "failed to parse " + name + " value: \"" + value + "\" is no MTU");
        }
        if (name == std::string(kBridgeOption) + "host_binding_ipv4" && !Ipv4::parse(value))
            return fail(Errc::InvalidArgument, "failed to parse " + name + " value: \"" + value + "\"");
        const bool isLink = name == "parent" || name == std::string(kBridgeOption) + "name";
        if (isLink && (value.empty() || value.size() > 15 ||
                       value.find_first_of("/ \t\n:") != std::string::npos || value == "." || value == ".."))
            return fail(Error(Errc::InvalidArgument, "\"" + value + "\" cannot be the name of a link")
                            .withFix("Link names have 1 to 15 characters, without blanks, '/' and ':'."));
    }
    Network network;
    network.driver = request.driver;
    network.options = request.options;
    CATAMARAN_CHECK(linkMode(network));
    return {};
}

/// A subnet of either family.
struct Subnet {
    std::optional<Ipv4Prefix> ipv4;
    std::optional<Ipv6Prefix> ipv6;

    static std::optional<Subnet> parse(const std::string &text)
    {
        Subnet subnet{Ipv4Prefix::parse(text), Ipv6Prefix::parse(text)};
        if (!subnet.ipv4 && !subnet.ipv6)
            return std::nullopt;
        return subnet;
    }
    [[nodiscard]] bool contains(const std::string &address) const
    {
        const auto four = Ipv4::parse(address);
        const auto six = Ipv6::parse(address);
        return (four && ipv4 && ipv4->contains(*four)) || (six && ipv6 && ipv6->contains(*six));
    }
    [[nodiscard]] bool contains(const Subnet &other) const
    {
        return (ipv4 && other.ipv4 && ipv4->length <= other.ipv4->length && ipv4->overlaps(*other.ipv4)) ||
               (ipv6 && other.ipv6 && ipv6->length <= other.ipv6->length && ipv6->overlaps(*other.ipv6));
    }
    [[nodiscard]] bool overlaps(const Subnet &other) const
    {
        return (ipv4 && other.ipv4 && ipv4->overlaps(*other.ipv4)) ||
               (ipv6 && other.ipv6 && ipv6->overlaps(*other.ipv6));
    }
};

Error invalidCidr(const std::string &text)
{
    return Error(Errc::InvalidArgument, "invalid CIDR address: " + text)
        .withFix("Write it like 10.200.0.0/24 or fd00:1::/64.");
}

Error overlap(const std::string &subnet, const std::string &other)
{
    return Error(Errc::InvalidArgument, "invalid pool request: Pool overlaps with other one on this address "
                                        "space: " +
                                            subnet + " overlaps " + other)
        .withFix("Choose another subnet, or leave it out.");
}

Result<void> fixIpv4(const NetworkRequest &request, AddressPool &pool, const TakenRanges &taken)
{
    const auto wanted = Ipv4Prefix::parse(pool.subnet);
    if (!wanted || wanted->length < 1 || wanted->length > 31)
        return fail(invalidCidr(pool.subnet));
    if (wanted->network() != *wanted)
        return fail(Error(Errc::InvalidArgument, "invalid network config:\ninvalid subnet " + pool.subnet +
                                                     ": it should be " + wanted->network().text())
                        .withFix("Use --subnet " + wanted->network().text() + "."));
    const auto &others = taken.ipv4;
    for (const Ipv4Prefix &other : others) {
        if (other.length > 0 && other.overlaps(*wanted))
            return fail(overlap(pool.subnet, other.text() + ", which this host uses already"));
    }
    if (pool.gateway.empty() && !(request.driver == "ipvlan" && request.internal))
        pool.gateway = Ipv4{wanted->address.value + 1}.text();
    return {};
}

Result<void> fixIpv6(const NetworkRequest & /*request*/, AddressPool &pool, const TakenRanges &taken)
{
    const auto wanted = Ipv6Prefix::parse(pool.subnet);
    if (!wanted || wanted->length < 1 || wanted->length > 126)
        return fail(invalidCidr(pool.subnet));
    if (wanted->network() != *wanted)
        return fail(Error(Errc::InvalidArgument, "invalid network config:\ninvalid subnet " + pool.subnet +
                                                     ": it should be " + wanted->network().text())
                        .withFix("Use --subnet " + wanted->network().text() + "."));
    for (const Ipv6Prefix &other : taken.ipv6) {
        if (other.length > 0 && other.overlaps(*wanted))
            return fail(overlap(pool.subnet, other.text() + ", which this host uses already"));
    }
    pool.subnet = wanted->text();
    if (pool.gateway.empty())
        pool.gateway = wanted->address.plus(1).text();
    return {};
}

bool isSix(const AddressPool &pool)
{
    return pool.subnet.find(':') != std::string::npos;
}

/// Gives the row its pools; those that were not named are chosen.
Result<void> fillPools(const NetworkRequest &request, const TakenRanges &taken, NetworkRow &row)
{
    CATAMARAN_TRY(std::vector<AddressPool> pools, matchPools(request));
    TakenRanges used = taken;
    for (const NetworkRow &other : taken.networks) {
        for (const AddressPool &pool : other.network.pools) {
            if (const auto four = Ipv4Prefix::parse(pool.subnet);
                four && (row.isBridge() || !other.isBridge()))
                used.ipv4.push_back(*four);
            if (const auto six = Ipv6Prefix::parse(pool.subnet); six)
                used.ipv6.push_back(*six);
        }
    }
    // The parent's own network is where macvlan and ipvlan containers live: it is no conflict.
    if (!row.isBridge()) {
        used.ipv4.clear();
        used.ipv6.clear();
        for (const NetworkRow &other : taken.networks) {
            if (const auto four = Ipv4Prefix::parse(other.network.subnet))
                used.ipv4.push_back(*four);
            if (const auto six = Ipv6Prefix::parse(other.network.subnet6))
                used.ipv6.push_back(*six);
        }
    }
    const auto isFour = [](const AddressPool &pool) { return !isSix(pool); };
    const bool hasFour = std::any_of(pools.begin(), pools.end(), isFour);
    const bool hasSix = std::any_of(pools.begin(), pools.end(), isSix);
    // docker 28: an IPv6 subnet alone does not switch IPv6 on, and IPv4 subnets of an IPv6-only network are
    // an error.
    if (hasFour && !request.ipv4)
        return fail(Errc::InvalidArgument, "cannot use an IPv4 subnet with --ipv4=false");
    if (!request.ipv4 && !request.ipv6)
        return fail(Errc::InvalidArgument, "IPv4 or IPv6 must be enabled");
    if (request.ipv4 && !hasFour) {
        CATAMARAN_TRY(const Ipv4Prefix chosen, chooseSubnet(row.isBridge() ? used.ipv4 : taken.ipv4));
        pools.insert(pools.begin(), {chosen.text(), {}, {}, {}});
    }
    if (request.ipv6 && !hasSix)
        pools.push_back({chooseSubnet6(row.network.id, used.ipv6).text(), {}, {}, {}});
    int fours = 0;
    int sixes = 0;
    for (AddressPool &pool : pools) {
        auto fixed = isSix(pool) ? fixIpv6(request, pool, used) : fixIpv4(request, pool, used);
        CATAMARAN_CHECK(std::move(fixed));
        ++(isSix(pool) ? sixes : fours);
        if (isSix(pool) ? sixes == 1 : fours == 1) {
            (isSix(pool) ? row.network.subnet6 : row.network.subnet) = pool.subnet;
            (isSix(pool) ? row.network.gateway6 : row.network.gateway) = pool.gateway;
        }
    }
    if (row.isBridge() && (fours > 1 || sixes > 1))
        return fail(Error(Errc::InvalidArgument, "bridge driver doesn't support multiple subnets")
                        .withFix("Give one --subnet of each family, or use several networks."));
    row.network.pools = std::move(pools);
    row.subnet = Ipv4Prefix::parse(row.network.subnet).value_or(Ipv4Prefix{});
    row.gateway = Ipv4::parse(row.network.gateway).value_or(Ipv4{});
    row.subnet6 = Ipv6Prefix::parse(row.network.subnet6).value_or(Ipv6Prefix{});
    row.gateway6 = Ipv6::parse(row.network.gateway6).value_or(Ipv6{});
    return {};
}

Result<void> checkParent(const NetworkRow &row, const TakenRanges &taken)
{
    const std::string parent = namedParent(row.network);
    for (const NetworkRow &other : taken.networks) {
        if (!row.isBridge() && !parent.empty() && namedParent(other.network) == parent &&
            (other.network.driver != row.network.driver || row.network.driver == "macvlan"))
            return fail(
                Error(Errc::InvalidState,
                      "network " + other.network.name + " is already using parent interface " + parent)
                    .withFix("Use that network, or another parent (a VLAN such as " + parent + ".50)."));
        if (row.isBridge() && other.network.bridge == row.network.bridge)
            return fail(Error(Errc::InvalidArgument,
                              "networks have same bridge name: cannot create network " + row.network.id +
                                  " (" + row.network.bridge + "): conflicts with network " +
                                  other.network.id + " (" + other.network.bridge + ")")
                            .withFix("Choose another com.docker.network.bridge.name."));
    }
    return {};
}

} // namespace

Result<std::vector<AddressPool>> matchPools(const NetworkRequest &request)
{
    std::vector<std::string> subnets = request.subnets;
    if (!request.subnet.empty())
        subnets.insert(subnets.begin(), request.subnet);
    if (subnets.size() < request.ipRanges.size() || subnets.size() < request.gateways.size())
        return fail(Errc::InvalidArgument, "every ip-range or gateway must have a corresponding subnet");
    std::vector<AddressPool> pools;
    std::vector<Subnet> parsed;
    for (const std::string &text : subnets) {
        const auto subnet = Subnet::parse(text);
        if (!subnet)
            return fail(invalidCidr(text));
        for (const Subnet &other : parsed) {
            if (other.overlaps(*subnet))
                return fail(Errc::InvalidArgument,
                            "multiple overlapping subnet configuration is not supported");
        }
        parsed.push_back(*subnet);
        pools.push_back({text, {}, {}, {}});
    }
    for (const std::string &text : request.ipRanges) {
        const auto range = Subnet::parse(text);
        if (!range)
            return fail(invalidCidr(text));
        bool matched = false;
        for (std::size_t i = 0; i < pools.size() && !matched; ++i) {
            if (!parsed[i].contains(*range))
                continue;
            if (!pools[i].ipRange.empty())
                return fail(Errc::InvalidArgument, "cannot configure multiple ranges (" + text + ", " +
                                                       pools[i].ipRange + ") on the same subnet (" +
                                                       pools[i].subnet + ")");
            pools[i].ipRange = text;
            matched = true;
        }
        if (!matched)
            return fail(Errc::InvalidArgument, "no matching subnet for range " + text);
    }
    for (const std::string &text : request.gateways) {
        bool matched = false;
        for (std::size_t i = 0; i < pools.size() && !matched; ++i) {
            if (!parsed[i].contains(text))
                continue;
            if (!pools[i].gateway.empty())
                return fail(Errc::InvalidArgument, "cannot configure multiple gateways (" + text + ", " +
                                                       pools[i].gateway + ") for the same subnet (" +
                                                       pools[i].subnet + ")");
            pools[i].gateway = text;
            matched = true;
        }
        if (!matched)
            return fail(Errc::InvalidArgument, "no matching subnet for gateway " + text);
    }
    for (const auto &[name, address] : request.reserved) {
        bool matched = false;
        for (std::size_t i = 0; i < pools.size() && !matched; ++i) {
            if (!parsed[i].contains(address))
                continue;
            pools[i].reserved[name] = address;
            matched = true;
        }
        if (!matched)
            return fail(Errc::InvalidArgument, "no matching subnet for aux-address " + address);
    }
    return pools;
}

Result<NetworkRow> planNetwork(const NetworkRequest &request, const std::string &instance,
                               const TakenRanges &taken)
{
    if (request.driver != "bridge" && request.driver != "macvlan" && request.driver != "ipvlan") {
        if (request.driver == "host" || request.driver == "null" || request.driver == "none")
            return fail(Errc::InvalidState,
                        "only one instance of \"" + request.driver + "\" network is allowed");
        return fail(Error(Errc::NotFound, "plugin \"" + request.driver + "\" not found")
                        .withFix("The drivers here are bridge, macvlan and ipvlan."));
    }
    CATAMARAN_CHECK(checkOptions(request));
    NetworkRow row;
    Network &network = row.network;
    network.id = base::randomHexId();
    network.name = request.name;
    network.driver = request.driver;
    network.internal = request.internal;
    network.ipv4 = request.ipv4;
    network.ipv6 = request.ipv6;
    network.attachable = request.attachable;
    network.options = request.options;
    network.labels = request.labels;
    network.createdNs = std::chrono::nanoseconds(base::WallClock::now().time_since_epoch()).count();
    if (row.isBridge()) {
        const std::string named = network.option("com.docker.network.bridge.name");
        network.bridge = named.empty() ? bridgeName(instance, request.name, network.id) : named;
    } else {
        // As docker's "dm-": made when no parent is named, and then nobody else is on it.
        network.bridge = "dm-" + network.id.substr(0, 12);
        if (namedParent(network).empty())
            network.internal = true;
    }
    CATAMARAN_CHECK(fillPools(request, taken, row));
    CATAMARAN_CHECK(checkParent(row, taken));
    return row;
}

bool lacksIcc(const Network &network)
{
    return isFalse(network.option("com.docker.network.bridge.enable_icc"));
}

bool lacksMasquerade(const Network &network)
{
    return isFalse(network.option("com.docker.network.bridge.enable_ip_masquerade"));
}

std::uint32_t mtuOption(const Network &network)
{
    const std::string text = network.option("com.docker.network.driver.mtu");
    std::uint32_t mtu = 0;
    std::from_chars(text.data(), text.data() + text.size(), mtu);
    return mtu;
}

std::string namedParent(const Network &network)
{
    return network.driver == "bridge" ? std::string() : network.option("parent");
}

std::string parentLink(const Network &network)
{
    const std::string named = namedParent(network);
    return named.empty() ? network.bridge : named;
}

bool isRouted(const Network &network)
{
    const std::string mode = network.option("ipvlan_mode");
    return network.driver == "ipvlan" && (mode == "l3" || mode == "l3s");
}

Result<std::uint32_t> linkMode(const Network &network)
{
    struct Mode {
        const char *name;
        std::uint32_t value;
    };
    // linux/if_link.h: MACVLAN_MODE_*, IPVLAN_MODE_*, IPVLAN_F_*.
    static constexpr std::array kMacvlan = {Mode{"", 4}, Mode{"bridge", 4}, Mode{"private", 1},
                                            Mode{"vepa", 2}, Mode{"passthru", 8}};
    static constexpr std::array kIpvlan = {Mode{"", 0}, Mode{"l2", 0}, Mode{"l3", 1}, Mode{"l3s", 2}};
    static constexpr std::array kFlags = {Mode{"", 0}, Mode{"bridge", 0}, Mode{"private", 1},
                                          Mode{"vepa", 2}};
    const auto find = [](const auto &modes, const std::string &text) -> std::optional<std::uint32_t> {
        for (const Mode &mode : modes) {
            if (text == mode.name)
                return mode.value;
        }
        return std::nullopt;
    };
    if (network.driver == "macvlan") {
        const std::string text = network.option("macvlan_mode");
        if (const auto mode = find(kMacvlan, text))
            return *mode;
        return fail(Errc::InvalidArgument, "requested macvlan mode '" + text +
                                               "' is not valid, 'bridge' mode is the macvlan driver default");
    }
    if (network.driver == "ipvlan") {
        const std::string text = network.option("ipvlan_mode");
        const auto mode = find(kIpvlan, text);
        if (!mode)
            return fail(Errc::InvalidArgument, "requested ipvlan mode '" + text +
                                                   "' is not valid, 'l2' mode is the ipvlan driver default");
        const std::string flagText = network.option("ipvlan_flag");
        const auto flag = find(kFlags, flagText);
        if (!flag)
            return fail(Errc::InvalidArgument,
                        "requested ipvlan flag '" + flagText +
                            "' is not valid, 'bridge' flag is the ipvlan driver default");
        return *mode | *flag << 16;
    }
    return 0U;
}

Result<void> checkMac(const std::string &text)
{
    bool good = text.size() == 17;
    for (std::size_t i = 0; i < text.size() && good; ++i)
        good = i % 3 == 2 ? text[i] == ':' || text[i] == '-'
                          : std::isxdigit(static_cast<unsigned char>(text[i])) != 0;
    unsigned first = 0;
    std::from_chars(text.data(), text.data() + std::min<std::size_t>(2, text.size()), first, 16);
    if (!good || (first & 1U) != 0)
        return fail(Error(Errc::InvalidArgument, "invalid MAC address: " + text)
                        .withFix("Write six bytes like 02:42:ac:11:00:02, the first one even."));
    return {};
}

std::string definitionOf(const Network &network)
{
    json pools = json::array();
    for (const AddressPool &pool : network.pools)
        pools.push_back({{"subnet", pool.subnet},
                         {"range", pool.ipRange},
                         {"gateway", pool.gateway},
                         {"reserved", pool.reserved}});
    return json{
        {"driver", network.driver},         {"ipv4", network.ipv4},         {"ipv6", network.ipv6},
        {"attachable", network.attachable}, {"subnet", network.subnet},     {"gateway", network.gateway},
        {"subnet6", network.subnet6},       {"gateway6", network.gateway6}, {"pools", pools},
        {"options", network.options},       {"labels", network.labels},     {"created", network.createdNs}}
        .dump(-1, ' ', false, json::error_handler_t::replace);
}

void readDefinition(const std::string &text, Network &into)
{
    if (text.empty()) { // of version 1
        into.pools = {{into.subnet, {}, into.gateway, {}}};
        return;
    }
    try {
        const json in = json::parse(text);
        into.driver = in.at("driver");
        into.ipv4 = in.at("ipv4");
        into.ipv6 = in.at("ipv6");
        into.attachable = in.at("attachable");
        into.subnet = in.at("subnet");
        into.gateway = in.at("gateway");
        into.subnet6 = in.at("subnet6");
        into.gateway6 = in.at("gateway6");
        into.options = in.at("options").get<std::map<std::string, std::string>>();
        into.labels = in.at("labels").get<std::map<std::string, std::string>>();
        into.createdNs = in.at("created");
        into.pools.clear();
        for (const json &pool : in.at("pools"))
            into.pools.push_back({pool.at("subnet"), pool.at("range"), pool.at("gateway"),
                                  pool.at("reserved").get<std::map<std::string, std::string>>()});
    } catch (const json::exception &) {
        // A row that somebody edited: what the columns say must do.
        into.pools = {{into.subnet, {}, into.gateway, {}}};
    }
}

std::string wishText(const spec::NetworkAttachment &wish)
{
    return json{{"network", wish.network},       {"aliases", wish.aliases},
                {"ip", wish.ipv4Address},        {"ip6", wish.ipv6Address},
                {"mac", wish.macAddress},        {"linkLocal", wish.linkLocalIps},
                {"options", wish.driverOptions}, {"priority", wish.gatewayPriority}}
        .dump(-1, ' ', false, json::error_handler_t::replace);
}

spec::NetworkAttachment wishOf(const std::string &text)
{
    spec::NetworkAttachment wish;
    if (text.empty())
        return wish;
    try {
        const json in = json::parse(text);
        wish.network = in.at("network");
        wish.aliases = in.at("aliases").get<std::vector<std::string>>();
        wish.ipv4Address = in.at("ip");
        wish.ipv6Address = in.at("ip6");
        wish.macAddress = in.at("mac");
        wish.linkLocalIps = in.at("linkLocal").get<std::vector<std::string>>();
        wish.driverOptions = in.at("options").get<std::map<std::string, std::string>>();
        wish.gatewayPriority = in.at("priority");
    } catch (const json::exception &) {
        return wish;
    }
    return wish;
}

} // namespace catamaran::engine::net
