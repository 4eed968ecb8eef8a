// SPDX-License-Identifier: GPL-3.0-or-later
// catamaran network ls, inspect, rm and prune.
#include "engine/base/clock.h"
#include "engine/base/digest.h"
#include "engine/spec/parse.h"
#include "src/cli/output.h"
#include "src/cli/verbs/network_verbs.h"
#include "src/cli/verbs/verbs.h"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace catamaran::cli {

namespace net = engine::net;

namespace {

using Json = nlohmann::ordered_json;

constexpr const char *kFilters = "driver, id, label, name, scope, type, dangling";

bool isPredefined(const net::Network &network)
{
    return network.name == "bridge" || network.name == "host" || network.name == "none";
}

/// The networks that the kernel has anyway, so that they have an id as docker's.
net::Network predefined(const engine::EngineOptions &options, const std::string &name, const char *driver)
{
    net::Network network;
    network.id = base::Sha256::hexOf(options.dataDirectory + " network " + name);
    network.name = name;
    network.driver = driver;
    return network;
}

std::string createdText(const net::Network &network)
{
    return network.createdNs == 0
               ? "0001-01-01T00:00:00Z"
               : base::rfc3339(base::WallClock::time_point(std::chrono::nanoseconds(network.createdNs)));
}

struct Filter {
    std::string key;
    std::string value;
};

base::Result<std::vector<Filter>> parseFilters(const std::vector<std::string> &texts,
                                               const std::string &known)
{
    std::vector<Filter> filters;
    for (const std::string &text : texts) {
        const std::size_t equal = text.find('=');
        if (equal == std::string::npos || equal == 0)
            return base::fail(base::Errc::InvalidArgument, "bad format of filter (expected name=value)");
        Filter filter{text.substr(0, equal), text.substr(equal + 1)};
        if ((", " + known + ",").find(", " + filter.key + ",") == std::string::npos)
            return base::fail(base::Error(base::Errc::InvalidArgument, "invalid filter '" + filter.key + "'")
                                  .withFix("Known filters: " + known + "."));
        if (filter.key == "type" && filter.value != "custom" && filter.value != "builtin")
            return base::fail(base::Errc::InvalidArgument, "invalid filter 'type=" + filter.value + "'");
        filters.push_back(std::move(filter));
    }
    return filters;
}

bool hasLabel(const net::Network &network, const std::string &wanted)
{
    const std::size_t equal = wanted.find('=');
    const auto label = network.labels.find(wanted.substr(0, equal));
    return label != network.labels.end() &&
           (equal == std::string::npos || label->second == wanted.substr(equal + 1));
}

bool matches(const net::Network &network, const Filter &filter, bool used)
{
    if (filter.key == "driver")
        return network.driver == filter.value;
    if (filter.key == "id")
        return network.id.find(filter.value) != std::string::npos;
    if (filter.key == "name")
        return network.name.find(filter.value) != std::string::npos;
    if (filter.key == "scope")
        return filter.value == "local";
    if (filter.key == "type")
        return (filter.value == "builtin") == isPredefined(network);
    if (filter.key == "dangling") {
        const bool dangling = !used && !isPredefined(network);
        return dangling == (filter.value == "true" || filter.value == "1");
    }
    return hasLabel(network, filter.value);
}

/// docker: filters of one kind are alternatives, of different kinds all must hold; labels all must hold.
bool passes(const net::Network &network, const std::vector<Filter> &filters, bool used)
{
    return std::all_of(filters.begin(), filters.end(), [&](const Filter &filter) {
        if (filter.key == "label")
            return matches(network, filter, used);
        return std::any_of(filters.begin(), filters.end(), [&](const Filter &other) {
            return other.key == filter.key && matches(network, other, used);
        });
    });
}

int list(Invocation &call)
{
    std::string format;
    std::vector<std::string> filterTexts;
    bool quiet = false;
    bool full = false;
    FlagSet flags;
    flags.list(filterTexts, "filter", 'f', "Provide filter values (e.g. \"driver=bridge\")", "filter");
    flags.text(format, "format", 0, "Format output using a custom template: 'table', 'json' or a template");
    flags.flag(full, "no-trunc", 0, "Do not truncate the output");
    flags.flag(quiet, "quiet", 'q', "Only display network IDs");
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {0, 0}, arguments, kExitFailure))
        return *code;
    const auto filters = parseFilters(filterTexts, kFilters);
    if (!filters)
        return failWith(filters.error());
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto networks = allNetworks(**engine);
    if (!networks)
        return failWith(networks.error());
    std::vector<std::string> rows;
    for (const net::Network &network : *networks) {
        bool used = false;
        if (std::any_of(filters->begin(), filters->end(),
                        [](const Filter &filter) { return filter.key == "dangling"; })) {
            const auto members = (*engine)->networks().members(network.name);
            used = members && !members->empty();
        }
        if (!passes(network, *filters, used))
            continue;
        const std::string id = full ? network.id : shortId(network.id);
        if (quiet && format.empty()) {
            print(id + "\n");
            continue;
        }
        std::string labels;
        for (const auto &[key, value] : network.labels)
            labels += (labels.empty() ? "" : ",") + key + "=" + value;
        rows.push_back(Json{
            {"CreatedAt", createdText(network)},
            {"Driver", network.driver},
            {"ID", id},
            {"IPv4", network.ipv4 ? "true" : "false"},
            {"IPv6", network.ipv6 ? "true" : "false"},
            {"Internal", network.internal ? "true" : "false"},
            {"Labels", labels},
            {"Name", network.name},
            {"Scope",
             "local"}}.dump(-1, ' ', false, Json::error_handler_t::replace));
    }
    if (quiet && format.empty())
        return 0;
    const auto text =
        renderRows(format.empty() ? "table" : format,
                   {{"ID", "NETWORK ID"}, {"Name", "NAME"}, {"Driver", "DRIVER"}, {"Scope", "SCOPE"}}, rows);
    if (!text)
        return failWith(text.error());
    print(*text);
    return 0;
}

base::Result<Json> networkJson(engine::Engine &engine, const net::Network &network)
{
    Json pools = Json::array();
    for (const net::AddressPool &pool : network.pools) {
        if (pool.subnet.empty())
            continue;
        Json entry = {{"Subnet", pool.subnet}};
        if (!pool.ipRange.empty())
            entry["IPRange"] = pool.ipRange;
        entry["Gateway"] = pool.gateway;
        if (!pool.reserved.empty())
            entry["AuxiliaryAddresses"] = pool.reserved;
        pools.push_back(std::move(entry));
    }
    Json containers = Json::object();
    if (network.driver != "host" && network.driver != "null") {
        CATAMARAN_TRY(const std::vector<net::Member> members, engine.networks().members(network.name));
        for (const net::Member &member : members) {
            const net::Endpoint &endpoint = member.endpoint;
            const auto address = [](const std::string &text, int length) {
                return text.empty() ? std::string() : text + "/" + std::to_string(length);
            };
            containers[member.owner] = {{"Name", member.name},
                                        {"EndpointID", base::Sha256::hexOf(network.id + member.owner)},
                                        {"MacAddress", endpoint.mac},
                                        {"IPv4Address", address(endpoint.address, endpoint.prefixLength)},
                                        {"IPv6Address", address(endpoint.address6, endpoint.prefixLength6)}};
        }
    }
    Json options = Json(network.options);
    if (network.driver == "bridge" && !options.contains("com.docker.network.bridge.name"))
        options["com.docker.network.bridge.name"] = network.bridge;
    if (network.options.empty() && network.driver != "bridge")
        options = Json::object();
    Json out;
    out["Name"] = network.name;
    out["Id"] = network.id;
    out["Created"] = createdText(network);
    out["Scope"] = "local";
    out["Driver"] = network.driver;
    out["EnableIPv4"] = network.ipv4;
    out["EnableIPv6"] = network.ipv6;
    out["IPAM"] = {{"Driver", "default"}, {"Options", Json::object()}, {"Config", pools}};
    out["Internal"] = network.internal;
    out["Attachable"] = network.attachable;
    out["Ingress"] = false;
    out["ConfigFrom"] = {{"Network", ""}};
    out["ConfigOnly"] = false;
    out["Containers"] = std::move(containers);
    out["Options"] = std::move(options);
    out["Labels"] = network.labels.empty() ? Json::object() : Json(network.labels);
    return out;
}

int inspect(Invocation &call)
{
    std::string format;
    bool verbose = false;
    FlagSet flags;
    flags.text(format, "format", 'f', "Format output using a custom template: 'json' or a template");
    flags.flag(verbose, "verbose", 'v', "Verbose output for diagnostics");
    std::vector<std::string> names;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {1, {}}, names, kExitFailure))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    Json all = Json::array();
    const int code = forEachName(names, Echo::No, [&](const std::string &name) -> base::Result<void> {
        CATAMARAN_TRY(const net::Network network, findNetwork(**engine, name));
        CATAMARAN_TRY(Json json, networkJson(**engine, network));
        if (format.empty() || format == "json") {
            all.push_back(std::move(json));
            return {};
        }
        CATAMARAN_TRY(const std::string line, renderTemplate(format, json.dump()));
        print(line + "\n");
        return {};
    });
    if (format.empty())
        print(all.dump(4) + "\n");
    else if (format == "json")
        print(all.dump() + "\n");
    return code;
}

int removeNetworks(Invocation &call)
{
    bool force = false;
    FlagSet flags;
    flags.flag(force, "force", 'f', "Do not error if the network does not exist");
    std::vector<std::string> names;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {1, {}}, names, kExitFailure))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    return forEachName(names, Echo::No, [&](const std::string &name) -> base::Result<void> {
        const auto known = (*engine)->networks().network(name);
        auto removed = (*engine)->networks().removeNetwork(name);
        if (removed && known)
            (*engine)->recordEvent(
                {"network", "destroy", known->id, {{"name", known->name}, {"type", known->driver}}, 0});
        if (!removed && force && removed.error().code() == base::Errc::NotFound)
            return {};
        if (removed)
            print(name + "\n");
        return removed;
    });
}

/// `prune --filter until=...`: "10m" back from now, or seconds since 1970.
base::Result<std::int64_t> untilNs(const std::string &text)
{
    const std::int64_t now = std::chrono::nanoseconds(base::WallClock::now().time_since_epoch()).count();
    if (auto duration = engine::spec::parseDuration(text))
        return now - duration->count();
    char *end = nullptr;
    const double seconds = std::strtod(text.c_str(), &end);
    if (text.empty() || *end != '\0')
        return base::fail(base::Error(base::Errc::InvalidArgument, "invalid filter 'until=" + text + "'")
                              .withFix("Write until=10m, or seconds since 1970."));
    return static_cast<std::int64_t>(seconds * 1e9);
}

bool confirmed()
{
    print("WARNING! This will remove all custom networks not used by at least one container.\n"
          "Are you sure you want to continue? [y/N] ");
    const int answer = std::getchar();
    return answer == 'y' || answer == 'Y';
}

int prune(Invocation &call)
{
    bool force = false;
    std::vector<std::string> filterTexts;
    FlagSet flags;
    flags.list(filterTexts, "filter", 0, "Provide filter values (e.g. \"until=<timestamp>\")", "filter");
    flags.flag(force, "force", 'f', "Do not prompt for confirmation");
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {0, 0}, arguments, kExitFailure))
        return *code;
    for (std::string &text : filterTexts) { // docker's label!=x
        if (text.starts_with("label!="))
            text = "label!=" + text.substr(7);
    }
    std::vector<Filter> filters;
    for (const std::string &text : filterTexts) {
        if (text.starts_with("label!=")) {
            filters.push_back({"label!", text.substr(7)});
            continue;
        }
        const auto one = parseFilters({text}, "label, until");
        if (!one)
            return failWith(one.error());
        filters.push_back(one->front());
    }
    std::int64_t until = 0;
    for (const Filter &filter : filters) {
        if (filter.key != "until")
            continue;
        const auto parsed = untilNs(filter.value);
        if (!parsed)
            return failWith(parsed.error());
        until = *parsed;
    }
    if (!force && !confirmed())
        return 0;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto networks = allNetworks(**engine);
    if (!networks)
        return failWith(networks.error());
    std::string removed;
    for (const net::Network &network : *networks) {
        const bool wanted = std::all_of(filters.begin(), filters.end(), [&](const Filter &filter) {
            return filter.key == "until" || hasLabel(network, filter.value) == (filter.key == "label");
        });
        if (isPredefined(network) || !wanted || (until != 0 && network.createdNs > until))
            continue;
        // One that a container joins meanwhile is refused, and stays.
        if ((*engine)->networks().removeNetwork(network.name)) {
            (*engine)->recordEvent(
                {"network", "destroy", network.id, {{"name", network.name}, {"type", network.driver}}, 0});
            removed += network.name + "\n";
        }
    }
    (*engine)->recordEvent({"network", "prune", "", {{"reclaimed", "0"}}, 0});
    if (!removed.empty())
        print("Deleted Networks:\n" + removed + "\n");
    return 0;
}

/// Run by a monitor after somebody has flushed the firewall.
int reconcile(Invocation &call)
{
    FlagSet flags;
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {0, 0}, arguments, kExitFailure))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto done = (*engine)->networks().reconcile();
    return done ? 0 : failWith(done.error());
}

} // namespace

base::Result<std::vector<net::Network>> allNetworks(engine::Engine &engine)
{
    CATAMARAN_TRY(std::vector<net::Network> networks, engine.networks().list());
    networks.push_back(predefined(engine.options(), "host", "host"));
    networks.push_back(predefined(engine.options(), "none", "null"));
    std::sort(networks.begin(), networks.end(),
              [](const net::Network &a, const net::Network &b) { return a.name < b.name; });
    return networks;
}

base::Result<net::Network> findNetwork(engine::Engine &engine, const std::string &which)
{
    CATAMARAN_TRY(const std::vector<net::Network> networks, allNetworks(engine));
    for (const net::Network &network : networks) {
        if (network.name == which || network.id == which)
            return network;
    }
    const net::Network *found = nullptr;
    for (const net::Network &network : networks) {
        if (which.empty() || !network.id.starts_with(which))
            continue;
        if (found)
            return base::fail(base::Errc::InvalidArgument, "network " + which +
                                                               " is ambiguous (2 matches found "
                                                               "based on ID prefix)");
        found = &network;
    }
    if (found)
        return *found;
    return base::fail(base::Error(base::Errc::NotFound, "network " + which + " not found")
                          .withFix("'catamaran network ls' lists them."));
}

void addNetwork(Registry &registry)
{
    registry.add({"network connect", "", "[OPTIONS] NETWORK CONTAINER", "Connect a container to a network",
                  networkConnect});
    registry.add({"network create", "", "[OPTIONS] NETWORK", "Create a network", networkCreate});
    registry.add({"network disconnect", "", "[OPTIONS] NETWORK CONTAINER",
                  "Disconnect a container from a network", networkDisconnect});
    registry.add({"network inspect", "", "[OPTIONS] NETWORK [NETWORK...]",
                  "Display detailed information on one or more networks", inspect});
    registry.add({"network ls", "Networks", "[OPTIONS]", "List networks", list});
    registry.add({"network prune", "", "[OPTIONS]", "Remove all unused networks", prune});
    registry.add(
        {"network reconcile", "", "", "Bring links and firewall rules back to what is recorded", reconcile});
    registry.add(
        {"network rm", "", "[OPTIONS] NETWORK [NETWORK...]", "Remove one or more networks", removeNetworks});
    registry.alias("network list", "network ls");
    registry.alias("network remove", "network rm");
}

} // namespace catamaran::cli
