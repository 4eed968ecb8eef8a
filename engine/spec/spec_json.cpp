// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/spec/spec_json.h"

#include <nlohmann/json.hpp>

namespace catamaran::engine::spec {

using base::Errc;
using base::fail;
using base::Result;
using nlohmann::json;

namespace {

// One visitor describes each type for both directions: Writer leaves defaults out, Reader keeps them.
struct Writer {
    json out = json::object();

    template <typename T>
    void member(const char *key, const T &value)
    {
        if constexpr (std::is_same_v<T, base::Bytes>) {
            out[key] = value.count;
        } else if constexpr (std::is_enum_v<T>) {
            if (value != T{})
                out[key] = static_cast<int>(value);
        } else if constexpr (std::is_same_v<T, std::chrono::nanoseconds> ||
                             std::is_same_v<T, std::chrono::seconds>) {
            out[key] = value.count();
        } else if constexpr (std::is_arithmetic_v<T>) {
            if (value != T{})
                out[key] = value;
        } else {
            if (!value.empty())
                out[key] = value;
        }
    }
    template <typename T>
    void optional(const char *key, const std::optional<T> &value)
    {
        if (!value)
            return;
        if constexpr (std::is_same_v<T, base::Bytes> || std::is_same_v<T, std::chrono::seconds>) {
            member(key, *value);
        } else {
            out[key] = *value;
        }
    }
    template <typename T>
    void list(const char *key, const std::vector<T> &values);
    template <typename T>
    void object(const char *key, const std::optional<T> &value);
};

struct Reader {
    const json &in;

    template <typename T>
    void member(const char *key, T &value)
    {
        const auto found = in.find(key);
        if (found == in.end())
            return;
        if constexpr (std::is_same_v<T, base::Bytes>)
            value = base::Bytes(found->get<std::int64_t>());
        else if constexpr (std::is_enum_v<T>)
            value = static_cast<T>(found->get<int>());
        else if constexpr (std::is_same_v<T, std::chrono::nanoseconds> ||
                           std::is_same_v<T, std::chrono::seconds>)
            value = T(found->get<std::int64_t>());
        else
            value = found->get<T>();
    }
    template <typename T>
    void optional(const char *key, std::optional<T> &value)
    {
        if (!in.contains(key))
            return;
        T inner{};
        member(key, inner);
        value = std::move(inner);
    }
    template <typename T>
    void list(const char *key, std::vector<T> &values);
    template <typename T>
    void object(const char *key, std::optional<T> &value);
};

template <typename V, typename T>
void visitPort(V &v, T &p)
{
    v.member("hostIp", p.hostIp);
    v.member("hostPort", p.hostPort);
    v.member("hostPortEnd", p.hostPortEnd);
    v.member("containerPort", p.containerPort);
    v.member("protocol", p.protocol);
}

template <typename V, typename T>
void visitMount(V &v, T &m)
{
    v.member("type", m.type);
    v.member("source", m.source);
    v.member("target", m.target);
    v.member("readOnly", m.readOnly);
    v.member("propagation", m.propagation);
    v.optional("tmpfsSize", m.tmpfsSize);
    v.optional("tmpfsMode", m.tmpfsMode);
    v.member("tmpfsOptions", m.tmpfsOptions);
    v.member("createSource", m.createSource);
    v.member("noCopy", m.noCopy);
    v.member("nonRecursive", m.nonRecursive);
    v.member("bindRecursive", m.bindRecursive);
    v.member("volumeSubpath", m.volumeSubpath);
    v.member("volumeLabels", m.volumeLabels);
    v.member("volumeDriver", m.volumeDriver);
    v.member("volumeOptions", m.volumeOptions);
}

template <typename V, typename T>
void visitDevice(V &v, T &d)
{
    v.member("hostPath", d.hostPath);
    v.member("containerPath", d.containerPath);
    v.member("permissions", d.permissions);
}

template <typename V, typename T>
void visitUlimit(V &v, T &u)
{
    v.member("name", u.name);
    v.member("soft", u.soft);
    v.member("hard", u.hard);
}

template <typename V, typename T>
void visitHealth(V &v, T &h)
{
    v.member("test", h.test);
    v.member("interval", h.interval);
    v.member("timeout", h.timeout);
    v.member("startPeriod", h.startPeriod);
    v.member("startInterval", h.startInterval);
    v.member("retries", h.retries);
}

template <typename V, typename T>
void visitDeviceLimit(V &v, T &d)
{
    v.member("path", d.path);
    v.member("value", d.value);
}

template <typename V, typename T>
void visitNetworkAttachment(V &v, T &n)
{
    v.member("network", n.network);
    v.member("aliases", n.aliases);
    v.member("ipv4Address", n.ipv4Address);
    v.member("ipv6Address", n.ipv6Address);
    v.member("macAddress", n.macAddress);
    v.member("linkLocalIps", n.linkLocalIps);
    v.member("driverOptions", n.driverOptions);
    v.member("gatewayPriority", n.gatewayPriority);
}

template <typename V, typename T>
void visitResources(V &v, T &r)
{
    v.optional("memory", r.memory);
    v.optional("memorySwap", r.memorySwap);
    v.optional("memoryReservation", r.memoryReservation);
    v.optional("cpus", r.cpus);
    v.optional("cpuShares", r.cpuShares);
    v.member("cpusetCpus", r.cpusetCpus);
    v.member("cpusetMems", r.cpusetMems);
    v.optional("pids", r.pids);
    v.optional("oomScoreAdj", r.oomScoreAdj);
    v.optional("shmSize", r.shmSize);
    v.optional("cpuPeriodUs", r.cpuPeriodUs);
    v.optional("cpuQuotaUs", r.cpuQuotaUs);
    v.optional("cpuRealtimePeriodUs", r.cpuRealtimePeriodUs);
    v.optional("cpuRealtimeRuntimeUs", r.cpuRealtimeRuntimeUs);
    v.optional("memorySwappiness", r.memorySwappiness);
    v.optional("oomKillDisable", r.oomKillDisable);
    v.optional("blkioWeight", r.blkioWeight);
    v.list("blkioWeightDevices", r.blkioWeightDevices);
    v.list("deviceReadBps", r.deviceReadBps);
    v.list("deviceWriteBps", r.deviceWriteBps);
    v.list("deviceReadIops", r.deviceReadIops);
    v.list("deviceWriteIops", r.deviceWriteIops);
}

template <typename V, typename T>
void visitSpec(V &v, T &s)
{
    v.member("name", s.name);
    v.member("image", s.image);
    v.optional("entrypoint", s.entrypoint);
    v.member("command", s.command);
    v.member("environment", s.environment);
    v.member("workingDirectory", s.workingDirectory);
    v.member("user", s.user);
    v.member("groupAdd", s.groupAdd);
    v.member("hostname", s.hostname);
    v.member("domainname", s.domainname);
    v.member("tty", s.tty);
    v.member("openStdin", s.openStdin);
    v.member("autoRemove", s.autoRemove);
    v.member("init", s.init);
    v.member("readOnlyRootfs", s.readOnlyRootfs);
    v.member("privileged", s.privileged);
    v.member("capAdd", s.capAdd);
    v.member("capDrop", s.capDrop);
    v.member("securityOptions", s.securityOptions);
    v.member("sysctls", s.sysctls);
    v.member("labels", s.labels);
    v.member("network", s.network);
    v.member("networkAliases", s.networkAliases);
    v.member("ipv4Address", s.ipv4Address);
    v.member("ipv6Address", s.ipv6Address);
    v.member("linkLocalIps", s.linkLocalIps);
    v.member("networkDriverOptions", s.networkDriverOptions);
    v.member("gatewayPriority", s.gatewayPriority);
    v.list("furtherNetworks", s.furtherNetworks);
    v.member("networkDetached", s.networkDetached);
    v.member("links", s.links);
    v.member("macAddress", s.macAddress);
    v.member("dns", s.dns);
    v.member("dnsSearch", s.dnsSearch);
    v.member("dnsOptions", s.dnsOptions);
    v.member("extraHosts", s.extraHosts);
    v.list("ports", s.ports);
    v.member("publishAll", s.publishAll);
    v.member("exposedPorts", s.exposedPorts);
    v.list("mounts", s.mounts);
    v.member("volumesFrom", s.volumesFrom);
    v.list("devices", s.devices);
    v.member("deviceCgroupRules", s.deviceCgroupRules);
    v.member("gpus", s.gpus);
    v.member("ipcMode", s.ipcMode);
    v.member("pidMode", s.pidMode);
    v.member("utsMode", s.utsMode);
    v.member("cgroupnsMode", s.cgroupnsMode);
    v.member("usernsMode", s.usernsMode);
    v.member("cgroupParent", s.cgroupParent);
    v.member("runtime", s.runtime);
    v.member("annotations", s.annotations);
    v.member("storageOptions", s.storageOptions);
    v.list("ulimits", s.ulimits);
    v.object("health", s.health);
    v.member("stopSignal", s.stopSignal);
    v.optional("stopTimeout", s.stopTimeout);
    v.member("logDriver", s.logDriver);
    v.member("logOptions", s.logOptions);
    v.member("pull", s.pull);
    v.member("platform", s.platform);
    v.member("restart", s.restart.kind);
    v.member("restartRetries", s.restart.maximumRetries);
}

template <typename V, typename T>
void visitProcess(V &v, T &p)
{
    v.member("entrypoint", p.entrypoint);
    v.member("command", p.command);
    v.member("environment", p.environment);
    v.member("workingDirectory", p.workingDirectory);
    v.member("user", p.user);
    v.member("stopSignal", p.stopSignal);
    v.object("health", p.health);
    v.member("exposedPorts", p.exposedPorts);
    v.member("volumes", p.volumes);
    v.member("labels", p.labels);
}

template <typename V, typename T>
void visitAny(V &v, T &value)
{
    using Plain = std::remove_const_t<T>;
    if constexpr (std::is_same_v<Plain, PortMapping>)
        visitPort(v, value);
    else if constexpr (std::is_same_v<Plain, Mount>)
        visitMount(v, value);
    else if constexpr (std::is_same_v<Plain, Device>)
        visitDevice(v, value);
    else if constexpr (std::is_same_v<Plain, Ulimit>)
        visitUlimit(v, value);
    else if constexpr (std::is_same_v<Plain, DeviceLimit>)
        visitDeviceLimit(v, value);
    else if constexpr (std::is_same_v<Plain, NetworkAttachment>)
        visitNetworkAttachment(v, value);
    else
        visitHealth(v, value);
}

template <typename T>
void Writer::list(const char *key, const std::vector<T> &values)
{
    for (const T &value : values) {
        Writer inner;
        visitAny(inner, value);
        out[key].push_back(std::move(inner.out));
    }
}

template <typename T>
void Writer::object(const char *key, const std::optional<T> &value)
{
    if (!value)
        return;
    Writer inner;
    visitAny(inner, *value);
    out[key] = std::move(inner.out);
}

template <typename T>
void Reader::list(const char *key, std::vector<T> &values)
{
    const auto found = in.find(key);
    if (found == in.end())
        return;
    // get_ref() throws for anything but a list.
    for (const json &entry : found->get_ref<const json::array_t &>()) {
        Reader inner{entry};
        visitAny(inner, values.emplace_back());
    }
}

template <typename T>
void Reader::object(const char *key, std::optional<T> &value)
{
    const auto found = in.find(key);
    if (found == in.end())
        return;
    Reader inner{*found};
    visitAny(inner, value.emplace());
}

// nlohmann::json throws; the exceptions end here.
template <typename T>
Result<T> parse(std::string_view text, void (*read)(Reader &, T &))
{
    try {
        const json document = json::parse(text);
        T value;
        Reader reader{document};
        read(reader, value);
        return value;
    } catch (const json::exception &exception) {
        return fail(Errc::Corrupt, std::string("container record: ") + exception.what());
    }
}

// Texts may hold any bytes (command lines): invalid UTF-8 must not throw.
std::string dump(const json &document)
{
    return document.dump(-1, ' ', false, json::error_handler_t::replace);
}

} // namespace

std::string specToJson(const ContainerSpec &spec)
{
    Writer writer;
    visitSpec(writer, spec);
    // "network" and "logDriver" have defaults that are not empty; an empty text must survive.
    writer.out["network"] = spec.network;
    writer.out["logDriver"] = spec.logDriver;
    Writer resources;
    visitResources(resources, spec.resources);
    if (!resources.out.empty())
        writer.out["resources"] = std::move(resources.out);
    return dump(writer.out);
}

Result<ContainerSpec> specFromJson(std::string_view text)
{
    return parse<ContainerSpec>(text, [](Reader &reader, ContainerSpec &spec) {
        visitSpec(reader, spec);
        if (const auto found = reader.in.find("resources"); found != reader.in.end()) {
            Reader inner{*found};
            visitResources(inner, spec.resources);
        }
    });
}

std::string processToJson(const ProcessConfig &process)
{
    Writer writer;
    visitProcess(writer, process);
    return dump(writer.out);
}

Result<ProcessConfig> processFromJson(std::string_view text)
{
    return parse<ProcessConfig>(
        text, [](Reader &reader, ProcessConfig &process) { visitProcess(reader, process); });
}

} // namespace catamaran::engine::spec
