// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "engine/runtime/health_log.h"
#include "engine/runtime/inspect_host.h"
#include "engine/runtime/log_options.h"
#include "engine/runtime/plan_builder.h"
#include "engine/runtime/runtime.h"
#include "engine/spec/image_mount.h"
#include "engine/spec/parse.h"

#include <map>
#include <nlohmann/json.hpp>

namespace catamaran::engine::runtime {

using base::Result;
// ordered: docker prints its keys in the order of its structures.
using Json = nlohmann::ordered_json;

namespace {

std::string timeText(std::int64_t nanoseconds)
{
    if (nanoseconds == 0)
        return "0001-01-01T00:00:00Z"; // Go's zero time, which docker's users test for
    return base::rfc3339(base::WallClock::time_point(std::chrono::nanoseconds(nanoseconds)));
}

template <typename T>
Json listOrNull(const T &list)
{
    return list.empty() ? Json() : Json(list);
}

Json probesJson(const std::vector<HealthProbe> &probes)
{
    Json out = Json::array();
    for (const HealthProbe &probe : probes)
        out.push_back({{"Start", timeText(probe.startNs)},
                       {"End", timeText(probe.endNs)},
                       {"ExitCode", probe.exitCode},
                       {"Output", probe.output}});
    return out;
}

Json stateJson(const Observed &observed, const std::string &runDirectory)
{
    const launch::Status &status = observed.status;
    const ContainerState state = observed.state;
    const bool active = observed.isActive();
    Json out;
    out["Status"] = stateName(state);
    out["Running"] = active;
    out["Paused"] = state == ContainerState::Paused;
    out["Restarting"] = state == ContainerState::Restarting;
    out["OOMKilled"] = status.oomKilled;
    out["Dead"] = state == ContainerState::Dead;
    out["Pid"] = active ? status.pid : 0;
    out["ExitCode"] = active && state != ContainerState::Restarting ? 0 : status.exitCode;
    out["Error"] = status.error;
    out["StartedAt"] = timeText(status.startedAtNs);
    out["FinishedAt"] = timeText(status.finishedAtNs);
    if (!status.health.empty())
        out["Health"] = {{"Status", status.health},
                         {"FailingStreak", status.failingStreak},
                         {"Log", probesJson(readHealthLog(runDirectory))}};
    return out;
}

Json healthJson(const spec::HealthCheck &health)
{
    return {{"Test", health.test},
            {"Interval", health.interval.count()},
            {"Timeout", health.timeout.count()},
            {"StartPeriod", health.startPeriod.count()},
            {"StartInterval", health.startInterval.count()},
            {"Retries", health.retries}};
}

Json configJson(const Record &record)
{
    const spec::ContainerSpec &spec = record.spec;
    const spec::ProcessConfig &process = record.process;
    Json out;
    out["Hostname"] = containerHostname(record);
    out["Domainname"] = spec.domainname;
    out["User"] = process.user;
    out["AttachStdin"] = spec.openStdin;
    out["AttachStdout"] = true;
    out["AttachStderr"] = true;
    if (!process.exposedPorts.empty()) {
        Json &ports = out["ExposedPorts"];
        for (const std::string &port : process.exposedPorts)
            ports[port] = Json::object();
    }
    out["Tty"] = spec.tty;
    out["OpenStdin"] = spec.openStdin;
    out["StdinOnce"] = false;
    out["Env"] = process.environment;
    out["Cmd"] = listOrNull(process.command);
    if (process.health)
        out["Healthcheck"] = healthJson(*process.health);
    out["Image"] = record.image;
    Json volumes;
    for (const std::string &volume : process.volumes)
        volumes[volume] = Json::object();
    out["Volumes"] = std::move(volumes);
    out["WorkingDir"] = process.workingDirectory;
    out["Entrypoint"] = listOrNull(process.entrypoint);
    out["OnBuild"] = Json();
    out["Labels"] = Json(process.labels);
    if (!process.stopSignal.empty())
        out["StopSignal"] = process.stopSignal;
    if (spec.stopTimeout)
        out["StopTimeout"] = spec.stopTimeout->count();
    return out;
}

// docker sorts the keys of its maps as text.
Json sortedByKey(const Json &object)
{
    std::map<std::string, const Json *> sorted;
    for (const auto &[key, value] : object.items())
        sorted[key] = &value;
    Json out = Json::object();
    for (const auto &[key, value] : sorted)
        out[key] = *value;
    return out;
}

enum class Families { AsAsked, One }; // "" is both, as on the command line; or an entry for each

Json portBindings(const std::vector<spec::PortMapping> &ports, Families families)
{
    Json out = Json::object();
    for (const spec::PortMapping &port : ports) {
        const std::string key =
            std::to_string(port.containerPort) + (port.protocol == spec::Protocol::Udp    ? "/udp"
                                                  : port.protocol == spec::Protocol::Sctp ? "/sctp"
                                                                                          : "/tcp");
        std::string hostPort = port.hostPort == 0 ? "" : std::to_string(port.hostPort);
        if (port.hostPortEnd != 0)
            hostPort += "-" + std::to_string(port.hostPortEnd);
        if (families == Families::One && port.hostIp.empty()) {
            out[key].push_back({{"HostIp", "0.0.0.0"}, {"HostPort", hostPort}});
            out[key].push_back({{"HostIp", "::"}, {"HostPort", hostPort}});
        } else {
            out[key].push_back({{"HostIp", port.hostIp}, {"HostPort", hostPort}});
        }
    }
    return sortedByKey(out);
}

Json mountsJson(const Paths &paths, const Record &record)
{
    Json out = Json::array();
    for (const spec::Mount &mount : record.spec.mounts) {
        Json entry;
        switch (mount.type) {
        case spec::MountType::Bind:
            entry["Type"] = spec::isImageMount(mount) ? "image" : "bind";
            entry["Source"] = mount.source;
            break;
        case spec::MountType::Volume:
            entry["Type"] = "volume";
            entry["Name"] = mount.source;
            entry["Source"] = paths.volume(mount.source);
            break;
        case spec::MountType::Tmpfs:
            entry["Type"] = "tmpfs";
            entry["Source"] = "";
            break;
        }
        entry["Destination"] = mount.target;
        if (mount.type == spec::MountType::Volume)
            entry["Driver"] = "local";
        entry["Mode"] = mount.readOnly ? "ro" : "";
        entry["RW"] = !mount.readOnly;
        entry["Propagation"] = mount.type != spec::MountType::Bind || spec::isImageMount(mount) ? ""
                               : mount.propagation.empty()                                      ? "rprivate"
                                                           : mount.propagation;
        out.push_back(std::move(entry));
    }
    return out;
}

Json endpointJson(const net::Endpoint &endpoint)
{
    const spec::NetworkAttachment &wish = endpoint.wish;
    Json ipam;
    if (!wish.ipv4Address.empty())
        ipam["IPv4Address"] = wish.ipv4Address;
    if (!wish.ipv6Address.empty())
        ipam["IPv6Address"] = wish.ipv6Address;
    if (!wish.linkLocalIps.empty())
        ipam["LinkLocalIPs"] = wish.linkLocalIps;
    Json out;
    out["IPAMConfig"] = std::move(ipam);
    out["Links"] = Json();
    out["Aliases"] = listOrNull(endpoint.aliases);
    out["MacAddress"] = endpoint.mac;
    out["DriverOpts"] = wish.driverOptions.empty() ? Json() : Json(wish.driverOptions);
    out["GwPriority"] = wish.gatewayPriority;
    out["NetworkID"] = endpoint.networkId;
    out["EndpointID"] = "";
    out["Gateway"] = endpoint.gateway;
    out["IPAddress"] = endpoint.address;
    out["IPPrefixLen"] = endpoint.address.empty() ? 0 : endpoint.prefixLength;
    out["IPv6Gateway"] = endpoint.gateway6;
    out["GlobalIPv6Address"] = endpoint.address6;
    out["GlobalIPv6PrefixLen"] = endpoint.prefixLength6;
    return out;
}

Json networkJson(const Record &record, const std::optional<net::Attachment> &attachment)
{
    Json out;
    const net::Endpoint none;
    const bool has = attachment && !attachment->endpoints.empty();
    const net::Endpoint &first = has ? attachment->endpoints.front() : none;
    out["Bridge"] = "";
    Json ports = attachment ? portBindings(attachment->ports, Families::One) : Json(Json::object());
    if (attachment) {
        for (const std::string &exposed : record.process.exposedPorts) {
            if (!ports.contains(exposed))
                ports[exposed] = Json();
        }
    }
    out["Ports"] = sortedByKey(ports);
    // docker repeats the endpoint of its default network here.
    const bool isDefault = first.networkName == "bridge";
    out["Gateway"] = isDefault ? first.gateway : "";
    out["IPAddress"] = isDefault ? first.address : "";
    out["IPPrefixLen"] = isDefault ? first.prefixLength : 0;
    out["IPv6Gateway"] = isDefault ? first.gateway6 : "";
    out["GlobalIPv6Address"] = isDefault ? first.address6 : "";
    out["GlobalIPv6PrefixLen"] = isDefault ? first.prefixLength6 : 0;
    out["MacAddress"] = isDefault ? first.mac : "";
    Json networks = Json::object();
    if (has) {
        for (const net::Endpoint &endpoint : attachment->endpoints)
            networks[endpoint.networkName] = endpointJson(endpoint);
    } else if (!record.spec.network.starts_with("container:")) {
        const auto stopped = [&](const std::string &name, const spec::NetworkAttachment &wish) {
            net::Endpoint endpoint;
            endpoint.wish = wish;
            endpoint.aliases = wish.aliases;
            networks[name] = endpointJson(endpoint);
        };
        if (!record.spec.networkDetached)
            stopped(record.spec.network,
                    {record.spec.network, record.spec.networkAliases, record.spec.ipv4Address,
                     record.spec.ipv6Address, record.spec.macAddress, record.spec.linkLocalIps,
                     record.spec.networkDriverOptions, record.spec.gatewayPriority});
        for (const spec::NetworkAttachment &further : record.spec.furtherNetworks)
            stopped(further.network, further);
    }
    out["Networks"] = std::move(networks);
    return out;
}

std::string joinColons(const std::vector<std::string> &parts)
{
    std::string out;
    for (const std::string &part : parts)
        out += (out.empty() ? "" : ":") + part;
    return out;
}

} // namespace

Result<std::string> Runtime::inspectJson(const std::string &which)
{
    CATAMARAN_TRY(const Running running, find(which));
    const Record &record = running.record;
    const Paths &paths = m_services.paths;
    std::optional<net::Attachment> attachment;
    if (running.observed.isActive()) {
        if (auto found = m_services.networks.attachment(record.id))
            attachment = std::move(*found);
    }
    std::vector<std::string> arguments = record.process.arguments();
    const std::string path = arguments.front();
    arguments.erase(arguments.begin());
    const std::string directory = paths.container(record.id);
    Json out;
    out["Id"] = record.id;
    out["Created"] = timeText(record.createdNs);
    out["Path"] = path;
    out["Args"] = Json(arguments);
    out["State"] = stateJson(running.observed, paths.runContainer(record.id));
    out["Image"] = record.imageId;
    out["ResolvConfPath"] = directory + "/resolv.conf";
    out["HostnamePath"] = directory + "/hostname";
    out["HostsPath"] = directory + "/hosts";
    out["LogPath"] = !logsToFile(record.spec) ? "" : paths.log(record.id);
    out["Name"] = "/" + record.name;
    out["RestartCount"] = running.observed.status.restartCount;
    out["Driver"] = "overlay2";
    out["Platform"] = "linux";
    out["MountLabel"] = "";
    out["ProcessLabel"] = "";
    out["AppArmorProfile"] = "";
    out["ExecIDs"] = Json();
    out["HostConfig"] = hostConfigJson(record, portBindings(record.spec.ports, Families::AsAsked));
    out["GraphDriver"] = {{"Data",
                           {{"LowerDir", joinColons(lowerDirectories(paths, record))},
                            {"UpperDir", paths.upper(record.id)},
                            {"WorkDir", paths.work(record.id)}}},
                          {"Name", "overlay2"}};
    out["Mounts"] = mountsJson(paths, record);
    out["Config"] = configJson(record);
    out["NetworkSettings"] = networkJson(record, attachment);
    return out.dump(4, ' ', false, Json::error_handler_t::replace);
}

} // namespace catamaran::engine::runtime
