// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/stack/vms.h"

#include "src/compose/units.h"

#include <unistd.h>

namespace catamaran::stack {

using base::Errc;
using base::Error;
using base::Result;

namespace {

constexpr const char *kExtension = "x-catamaran";

/// The first thing a VM cannot have, by its key; empty if there is none.
std::string attributeThatVmsLack(const compose::Service &service)
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
    if (!service.preStart.empty() || !service.postStart.empty() || !service.preStop.empty())
        return "hooks";
    return {};
}

Result<void> readExtension(const compose::Service &service, engine::spec::ContainerSpec &out)
{
    const auto found = service.extensions.find(kExtension);
    if (found == service.extensions.end())
        return {};
    for (const compose::NodeEntry &entry : found->second.entries()) {
        if (entry.key == "memory") {
            CATAMARAN_TRY(const compose::Bytes size, compose::parseBytes(entry.value.display()));
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

} // namespace

bool wantsVm(const compose::Service &service)
{
    const auto found = service.extensions.find(kExtension);
    if (found == service.extensions.end())
        return false;
    const compose::Node *runtime = found->second.find("runtime");
    return runtime != nullptr && runtime->text() == "vm";
}

VmNetwork vmNetworkHere()
{
    return ::geteuid() == 0 ? VmNetwork::Bridge : VmNetwork::User;
}

Result<engine::spec::ContainerSpec> vmWish(const SpecContext &context, const compose::Service &service,
                                           const Replica &replica, VmNetwork network)
{
    if (const std::string key = attributeThatVmsLack(service); !key.empty())
        return base::fail(
            Error(Errc::Unsupported, "services." + service.name + ": " + key + " do not reach a VM yet")
                .withFix("Take it out, or run the service as a container.")
                .withWhere(service.where));
    CATAMARAN_TRY(const ContainerWish all, containerWish(context, service, replica));
    // Only what a VM has; the rest was refused above or is a container's affair (its name server, its
    // groups).
    engine::spec::ContainerSpec out;
    out.name = all.spec.name;
    out.image = all.spec.image;
    out.labels = all.spec.labels;
    out.entrypoint = all.spec.entrypoint;
    out.command = all.spec.command;
    for (const std::string &variable : all.spec.environment) {
        if (variable.find('=') != std::string::npos)
            out.environment.push_back(variable);
    }
    out.workingDirectory = all.spec.workingDirectory;
    out.user = all.spec.user;
    out.hostname = all.spec.hostname;
    out.resources.memory = all.spec.resources.memory;
    out.resources.cpus = all.spec.resources.cpus;
    out.ports = all.spec.ports;
    if (network == VmNetwork::Bridge && all.spec.network != "none") {
        out.network = all.spec.network;
        out.networkAliases = all.spec.networkAliases;
    }
    CATAMARAN_CHECK(readExtension(service, out));
    return out;
}

std::vector<std::string> vmLimits(const compose::Service &service, VmNetwork network)
{
    std::vector<std::string> out;
    if (network == VmNetwork::Bridge) {
        out.push_back("Service " + service.name +
                      " runs as a VM: it knows the names of the containers that are there when it starts");
    } else {
        out.push_back("Service " + service.name +
                      " runs as a VM: others reach it by its name only on ports that are published under "
                      "their own number; it reaches them at 10.0.2.2 on their published ports");
        for (const compose::Port &port : service.ports) {
            if (port.published != std::to_string(port.target))
                out.push_back("Port " + std::to_string(port.target) + " of the VM " + service.name +
                              " is published as " + (port.published.empty() ? "any port" : port.published) +
                              ": under its name it is reached on that port only");
        }
    }
    if (service.healthcheck && !service.healthcheck->disable)
        out.push_back("The health check of " + service.name +
                      " is not run in the VM: it counts as healthy once its program has started");
    return out;
}

} // namespace catamaran::stack
