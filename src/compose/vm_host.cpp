// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/vm_host.h"

#include "src/compose/units.h"

#include <charconv>

namespace catamaran::compose {

namespace {

using base::Errc;
using base::Error;
namespace spec = engine::spec;

constexpr const char *kExtension = "x-catamaran";
constexpr const char *kWish = "wish:";

std::uint16_t portNumber(std::string_view text)
{
    std::uint16_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// The first thing a VM cannot have, by its key; empty if there is none.
std::string attributeThatVmsLack(const Service &service)
{
    if (!service.volumes.empty() || !service.tmpfs.empty())
        return "volumes";
    if (!service.secrets.empty())
        return "secrets";
    if (!service.configs.empty())
        return "configs";
    if (!service.devices.empty())
        return "devices";
    if (service.privileged)
        return "privileged";
    if (!service.networkMode.empty() && service.networkMode != "bridge")
        return "network_mode";
    if (!service.volumesFrom.empty())
        return "volumes_from";
    return {};
}

base::Result<void> readExtension(const Service &service, spec::ContainerSpec &out)
{
    const auto found = service.extensions.find(kExtension);
    if (found == service.extensions.end())
        return {};
    for (const NodeEntry &entry : found->second.entries()) {
        if (entry.key == "memory") {
            CATAMARAN_TRY(const Bytes size, parseBytes(entry.value.display()));
            out.resources.memory = base::Bytes{size.value};
        } else if (entry.key == "cpus") {
            out.resources.cpus = entry.value.asDouble();
        } else if (entry.key != "runtime") {
            return base::fail(
                Error(Errc::InvalidArgument, std::string(kExtension) + "." + entry.key + " is not known")
                    .withFix("Known are runtime, memory and cpus.")
                    .withWhere(entry.mark().where()));
        }
    }
    return {};
}

std::string dockerState(core::State state)
{
    switch (state) {
    case core::State::Created:
        return "created";
    case core::State::Starting:
    case core::State::Running:
    case core::State::Stopping:
        return "running";
    case core::State::Paused:
        return "paused";
    case core::State::Exited:
        return "exited";
    case core::State::Failed:
        return "dead";
    }
    return "dead";
}

std::string labelIn(const std::map<std::string, std::string> &labels, const char *key)
{
    const auto found = labels.find(key);
    return found == labels.end() ? std::string() : found->second;
}

ObservedReplica observed(const core::Workload &from)
{
    ObservedReplica out;
    out.id = from.id.id;
    out.name = from.name;
    out.labels = from.labels;
    out.service = labelIn(from.labels, label::kService);
    out.number = portNumber(labelIn(from.labels, label::kNumber));
    out.oneOff = labelIn(from.labels, label::kOneOff) == "True";
    out.configHash = labelIn(from.labels, label::kConfigHash);
    out.image = from.image;
    out.state = dockerState(from.state);
    out.exitCode = from.exitCode.value_or(0);
    // Running is told when the entrypoint runs; before that the VM boots.
    out.health = from.state == core::State::Starting  ? "starting"
                 : from.state == core::State::Running ? "healthy"
                                                      : "";
    out.createdNs = from.createdNs;
    out.startedNs = from.startedNs;
    out.isVm = true;
    return out;
}

} // namespace

base::Result<spec::ContainerSpec> machineSpecOf(const ReplicaRequest &request)
{
    const Service &service = request.service;
    if (const std::string key = attributeThatVmsLack(service); !key.empty())
        return base::fail(
            Error(Errc::Unsupported, "service " + service.name + ": " + key + " does not reach a VM yet")
                .withFix("Take it out, or run the service as a container.")
                .withWhere(service.where));
    spec::ContainerSpec out;
    out.name = request.name;
    out.image = service.image;
    out.labels = request.labels;
    if (service.entrypoint.words)
        out.entrypoint = *service.entrypoint.words;
    if (service.command.words)
        out.command = *service.command.words;
    for (const auto &[key, value] : service.environment) {
        const auto inherited = request.project.environment.find(key);
        if (value)
            out.environment.push_back(key + "=" + *value);
        else if (inherited != request.project.environment.end())
            out.environment.push_back(key + "=" + inherited->second);
    }
    out.workingDirectory = service.workingDir;
    out.user = service.user;
    out.hostname = service.hostname;
    if (service.memLimit.value > 0)
        out.resources.memory = base::Bytes{service.memLimit.value};
    if (service.deploy && service.deploy->resources.limits &&
        service.deploy->resources.limits->memory.value > 0)
        out.resources.memory = base::Bytes{service.deploy->resources.limits->memory.value};
    for (const Port &port : service.ports) {
        const std::size_t dash = port.published.find('-');
        spec::PortMapping mapping;
        mapping.hostIp = port.hostIp;
        mapping.containerPort = static_cast<std::uint16_t>(port.target);
        mapping.protocol = port.protocol == "udp" ? spec::Protocol::Udp : spec::Protocol::Tcp;
        mapping.hostPort = portNumber(std::string_view(port.published).substr(0, dash));
        if (dash != std::string::npos)
            mapping.hostPortEnd = portNumber(std::string_view(port.published).substr(dash + 1));
        out.ports.push_back(mapping);
    }
    CATAMARAN_CHECK(readExtension(service, out));
    return out;
}

std::vector<std::string> vmLimits(const Service &service)
{
    std::vector<std::string> out;
    out.push_back("Service " + service.name +
                  " runs as a VM: others reach it by its name only on ports that are published under their "
                  "own number; it reaches them at 10.0.2.2 on their published ports");
    for (const Port &port : service.ports) {
        if (port.published != std::to_string(port.target))
            out.push_back("Port " + std::to_string(port.target) + " of the VM " + service.name +
                          " is published as " + (port.published.empty() ? "any port" : port.published) +
                          ": under its name it is reached on that port only");
    }
    if (service.healthcheck && !service.healthcheck->disable)
        out.push_back("The health check of " + service.name +
                      " is not run in the VM: it counts as healthy once its program has started");
    return out;
}

std::string VmHost::realId(const std::string &id)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_started.find(id);
    return found == m_started.end() ? id : found->second;
}

base::Result<std::string> VmHost::create(const ReplicaRequest &request, const base::OperationContext &context)
{
    CATAMARAN_TRY(spec::ContainerSpec wish, machineSpecOf(request));
    // What can fail early does: a missing image should not be found out at the start.
    CATAMARAN_CHECK(m_deck.engine().images().resolve(wish.image, context));
    const std::string id = kWish + wish.name;
    const std::lock_guard lock(m_mutex);
    m_wishes[id] = std::move(wish);
    return id;
}

base::Result<void> VmHost::start(const std::string &id, const base::OperationContext &context)
{
    std::optional<spec::ContainerSpec> wish;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_wishes.find(id); found != m_wishes.end())
            wish = found->second;
    }
    if (!wish)
        return m_deck.start({core::Kind::Vm, realId(id)}, context);
    CATAMARAN_TRY(const core::WorkloadId made, m_deck.runVm(*wish, context));
    const std::lock_guard lock(m_mutex);
    m_wishes.erase(id);
    m_started[id] = made.id;
    return {};
}

base::Result<void> VmHost::stop(const std::string &id, std::optional<std::chrono::seconds> grace,
                                const base::OperationContext &context)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_wishes.contains(id))
            return {};
    }
    if (grace)
        return m_deck.hypervisor().stop(realId(id), *grace, context);
    return m_deck.stop({core::Kind::Vm, realId(id)}, context);
}

base::Result<void> VmHost::remove(const std::string &id, bool /*anonymousVolumes*/)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_wishes.erase(id) > 0)
            return {};
    }
    return m_deck.remove({core::Kind::Vm, realId(id)}, true);
}

base::Result<void> VmHost::rename(const std::string &id, const std::string &name)
{
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_wishes.find(id); found != m_wishes.end()) {
        found->second.name = name;
        return {};
    }
    return base::fail(Error(Errc::Unsupported, "a VM cannot be renamed to " + name + " while it exists")
                          .withFix("Take the service down first: catamaran compose down."));
}

base::Result<ObservedReplica> VmHost::inspect(const std::string &id)
{
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_wishes.find(id); found != m_wishes.end()) {
            core::Workload wish;
            wish.id = {core::Kind::Vm, id};
            wish.name = found->second.name;
            wish.image = found->second.image;
            wish.labels = found->second.labels;
            return observed(wish);
        }
    }
    CATAMARAN_TRY(auto all, replicas({}));
    const std::string wanted = realId(id);
    for (ObservedReplica &one : all) {
        if (one.id == wanted || one.name == wanted)
            return std::move(one);
    }
    return base::fail(Error(Errc::NotFound, "No such VM: " + id));
}

base::Result<std::vector<ObservedReplica>> VmHost::replicas(const std::string &project)
{
    CATAMARAN_TRY(const auto all, m_deck.workloads());
    std::vector<ObservedReplica> out;
    for (const core::Workload &one : all) {
        const std::string of = labelIn(one.labels, label::kProject);
        if (one.id.kind == core::Kind::Vm && !of.empty() && (project.empty() || of == project))
            out.push_back(observed(one));
    }
    return out;
}

base::Result<int> VmHost::wait(const std::string &id, const base::OperationContext &context)
{
    return m_deck.hypervisor().wait(realId(id), context);
}

base::Result<std::string> VmHost::lastLog(const std::string &id, std::size_t lines)
{
    std::string out;
    CATAMARAN_CHECK(m_deck.logs({core::Kind::Vm, realId(id)}, false, lines,
                                [&out](const engine::LogRecord &record) { out += record.text; }, {}));
    return out;
}

} // namespace catamaran::compose
