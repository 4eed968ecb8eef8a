// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/service_spec.h"

#include "src/bridge/stack_state.h"
#include "src/compose/vm_host.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace catamaran::bridge {

namespace {

using base::Errc;
using base::Error;
namespace spec = engine::spec;

const QStringList kHonoured = {QStringLiteral("image"),
                               QStringLiteral("command"),
                               QStringLiteral("entrypoint"),
                               QStringLiteral("environment"),
                               QStringLiteral("env_file"),
                               QStringLiteral("depends_on"),
                               QStringLiteral("ports"),
                               QStringLiteral("networks"),
                               QStringLiteral("network_mode"),
                               QStringLiteral("volumes"),
                               QStringLiteral("healthcheck"),
                               QStringLiteral("restart"),
                               QStringLiteral("hostname"),
                               QStringLiteral("container_name"),
                               QStringLiteral("labels"),
                               QStringLiteral("user"),
                               QStringLiteral("working_dir"),
                               QStringLiteral("tty"),
                               QStringLiteral("stdin_open"),
                               QStringLiteral("init"),
                               QStringLiteral("read_only"),
                               QStringLiteral("privileged"),
                               QStringLiteral("cap_add"),
                               QStringLiteral("cap_drop"),
                               QStringLiteral("dns"),
                               QStringLiteral("sysctls"),
                               QStringLiteral("stop_signal"),
                               QStringLiteral("tmpfs"),
                               QStringLiteral("stop_grace_period"),
                               QStringLiteral("mem_limit"),
                               QStringLiteral("cpus"),
                               QStringLiteral("deploy"),
                               QStringLiteral("scale"),
                               QStringLiteral("expose"),
                               QStringLiteral("profiles"),
                               QStringLiteral("pull_policy"),
                               QStringLiteral("security_opt"),
                               QStringLiteral("secrets"),
                               QStringLiteral("configs"),
                               QStringLiteral("extra_hosts")};

QString attributeNotHonoured(const compose::Service &service)
{
    const QJsonObject object =
        QJsonDocument::fromJson(QByteArray::fromStdString(compose::serviceJson(service))).object();
    for (const QString &key : object.keys()) {
        if (!kHonoured.contains(key) && !key.startsWith(QLatin1String("x-")) && !object[key].isNull())
            return key;
    }
    return {};
}

std::chrono::nanoseconds nanoseconds(const std::optional<compose::Duration> &value,
                                     std::chrono::nanoseconds otherwise)
{
    return value ? std::chrono::nanoseconds(value->nanoseconds) : otherwise;
}

spec::HealthCheck healthOf(const compose::HealthCheck &from)
{
    spec::HealthCheck out;
    if (from.disable) {
        out.test = {"NONE"};
        return out;
    }
    out.test = from.test.words;
    out.interval = nanoseconds(from.interval, out.interval);
    out.timeout = nanoseconds(from.timeout, out.timeout);
    out.startPeriod = nanoseconds(from.startPeriod, out.startPeriod);
    out.startInterval = nanoseconds(from.startInterval, out.startInterval);
    out.retries = static_cast<int>(from.retries.value_or(out.retries));
    return out;
}

base::Result<spec::RestartPolicy> restartOf(const std::string &text)
{
    if (text.empty() || text == "no")
        return spec::RestartPolicy{};
    if (text == "always")
        return spec::RestartPolicy{spec::RestartKind::Always, 0};
    if (text == "unless-stopped")
        return spec::RestartPolicy{spec::RestartKind::UnlessStopped, 0};
    if (text.starts_with("on-failure"))
        return spec::RestartPolicy{spec::RestartKind::OnFailure,
                                   text.size() > 11 ? std::atoi(text.c_str() + 11) : 0};
    return base::fail(Error(Errc::InvalidArgument, "restart: \"" + text + "\" is no policy"));
}

base::Result<spec::Mount> mountOf(const compose::Project &project, const compose::Mount &from)
{
    spec::Mount out;
    out.target = from.target;
    out.readOnly = from.readOnly;
    if (from.type == "bind") {
        out.type = spec::MountType::Bind;
        out.source = from.source;
        out.createSource = from.bind && from.bind->createHostPath.value;
        out.propagation = from.bind ? from.bind->propagation : std::string();
    } else if (from.type == "volume") {
        out.type = spec::MountType::Volume;
        const auto named = project.volumes.find(from.source);
        out.source = named != project.volumes.end() ? named->second.name : from.source;
        out.noCopy = from.volume && from.volume->nocopy;
        out.volumeSubpath = from.volume ? from.volume->subpath : std::string();
    } else if (from.type == "tmpfs") {
        out.type = spec::MountType::Tmpfs;
        if (from.tmpfs && from.tmpfs->size.value > 0)
            out.tmpfsSize = base::Bytes{from.tmpfs->size.value};
    } else {
        return base::fail(
            Error(Errc::Unsupported, "a mount of type " + from.type + " cannot be made from the window"));
    }
    return out;
}

base::Result<void> addFiles(const std::map<std::string, compose::FileObject> &objects,
                            const std::vector<compose::FileReference> &references, const std::string &folder,
                            spec::ContainerSpec &out)
{
    for (const compose::FileReference &reference : references) {
        const auto found = objects.find(reference.source);
        if (found == objects.end() || found->second.file.empty())
            return base::fail(Error(Errc::Unsupported, reference.source +
                                                           " is not a file; the window can only hand in "
                                                           "secrets and configs that are files")
                                  .withFix("Bring the stack up with \"catamaran compose up -d\"."));
        spec::Mount mount;
        mount.source = found->second.file;
        const std::string target = reference.target.empty() ? reference.source : reference.target;
        mount.target = target.starts_with("/") ? target : folder + target;
        mount.readOnly = true;
        out.mounts.push_back(mount);
    }
    return {};
}

void addLimits(const compose::Service &service, spec::ContainerSpec &out)
{
    if (service.memLimit.value > 0)
        out.resources.memory = base::Bytes{service.memLimit.value};
    if (service.cpus > 0)
        out.resources.cpus = static_cast<double>(service.cpus);
    if (!service.deploy || !service.deploy->resources.limits)
        return;
    const compose::Resource &limits = *service.deploy->resources.limits;
    if (limits.memory.value > 0)
        out.resources.memory = base::Bytes{limits.memory.value};
    if (limits.cpus.value > 0)
        out.resources.cpus = static_cast<double>(limits.cpus.value);
    if (limits.pids > 0)
        out.resources.pids = limits.pids;
}

base::Result<void> addPorts(const compose::Service &service, int number, spec::ContainerSpec &out)
{
    for (const compose::Port &port : service.ports) {
        spec::PortMapping mapping;
        mapping.hostIp = port.hostIp;
        mapping.containerPort = static_cast<std::uint16_t>(port.target);
        if (port.protocol != "tcp" && port.protocol != "udp" && !port.protocol.empty())
            return base::fail(
                Error(Errc::Unsupported, "ports of protocol " + port.protocol + " cannot be published"));
        mapping.protocol = port.protocol == "udp" ? spec::Protocol::Udp : spec::Protocol::Tcp;
        const std::size_t dash = port.published.find('-');
        mapping.hostPort = static_cast<std::uint16_t>(std::atoi(port.published.c_str()));
        if (dash != std::string::npos)
            mapping.hostPortEnd = static_cast<std::uint16_t>(std::atoi(port.published.c_str() + dash + 1));
        out.ports.push_back(mapping);
    }
    const bool fixedPort = std::any_of(out.ports.begin(), out.ports.end(), [](const auto &port) {
        return port.hostPort != 0 && port.hostPortEnd == 0;
    });
    if (fixedPort && number > 1)
        return base::fail(Error(Errc::PortInUse, "replica " + std::to_string(number) + " of " + service.name +
                                                     " would need the same host port as the first one")
                              .withFix("Publish a range (\"8080-8090:80\") or no fixed host port."));
    return {};
}

base::Result<void> addNetworks(const compose::Project &project, const compose::Service &service,
                               const std::string &name, spec::ContainerSpec &out)
{
    if (!service.networkMode.empty()) {
        if (service.networkMode != "host" && service.networkMode != "none" && service.networkMode != "bridge")
            return base::fail(Error(Errc::Unsupported, "network_mode: " + service.networkMode +
                                                           " cannot be made from the window")
                                  .withFix("Bring the stack up with \"catamaran compose up -d\"."));
        out.network = service.networkMode;
        return {};
    }
    bool first = true;
    for (const auto &[key, wish] : service.networks) {
        const auto found = project.networks.find(key);
        spec::NetworkAttachment attachment;
        attachment.network = found != project.networks.end() ? found->second.name : key;
        attachment.aliases = {service.name};
        if (wish) {
            attachment.aliases.insert(attachment.aliases.end(), wish->aliases.begin(), wish->aliases.end());
            attachment.ipv4Address = wish->ipv4Address;
            attachment.ipv6Address = wish->ipv6Address;
            attachment.macAddress = wish->macAddress;
        }
        attachment.aliases.push_back(name);
        if (first) {
            out.network = attachment.network;
            out.networkAliases = attachment.aliases;
            out.ipv4Address = attachment.ipv4Address;
            out.ipv6Address = attachment.ipv6Address;
            out.macAddress = attachment.macAddress;
        } else {
            out.furtherNetworks.push_back(attachment);
        }
        first = false;
    }
    // A VM stands behind its published ports on this host: its name leads there.
    for (const auto &[other, dependency] : project.services) {
        const auto extension = dependency.extensions.find("x-catamaran");
        const compose::Node *runtime =
            extension != dependency.extensions.end() ? extension->second.find("runtime") : nullptr;
        if (runtime != nullptr && runtime->text() == "vm" && other != service.name)
            out.extraHosts.push_back(other + ":host-gateway");
    }
    return {};
}

void addLabels(const compose::Project &project, const compose::Service &service, int number,
               spec::ContainerSpec &out)
{
    out.labels = service.labels;
    std::string files;
    for (const std::string &file : project.files)
        files += (files.empty() ? "" : ",") + file;
    out.labels[kProjectLabel.toStdString()] = project.name;
    out.labels[kServiceLabel.toStdString()] = service.name;
    out.labels[kNumberLabel.toStdString()] = std::to_string(number);
    out.labels[kOneOffLabel.toStdString()] = "False";
    out.labels[kDirectoryLabel.toStdString()] = project.workingDirectory;
    out.labels[kFilesLabel.toStdString()] = files;
    out.labels[kHashLabel.toStdString()] = bridge::configHash(service);
}

Error noImage(const compose::Service &service)
{
    return Error(Errc::Unsupported,
                 "service " + service.name + " has no image; the window does not build yet")
        .withFix("Build it with \"catamaran build\" and name it with image:.");
}

base::Result<spec::ContainerSpec> commonSpec(const compose::Project &project, const compose::Service &service,
                                             int number)
{
    spec::ContainerSpec out;
    out.name = bridge::replicaName(project, service, number);
    if (service.image.empty())
        return base::fail(Error(Errc::Unsupported,
                                "service " + service.name + " has no image; the window does not build yet")
                              .withFix("Build it with \"catamaran build\" and name it with image:."));
    out.image = service.image;
    if (service.entrypoint.words)
        out.entrypoint = *service.entrypoint.words;
    if (service.command.words)
        out.command = *service.command.words;
    for (const auto &[key, value] : service.environment) {
        const auto inherited = project.environment.find(key);
        if (value)
            out.environment.push_back(key + "=" + *value);
        else if (inherited != project.environment.end())
            out.environment.push_back(key + "=" + inherited->second);
    }
    out.workingDirectory = service.workingDir;
    out.user = service.user;
    out.hostname = service.hostname;
    addLimits(service, out);
    CATAMARAN_CHECK(addPorts(service, number, out));
    addLabels(project, service, number, out);
    return out;
}

} // namespace

std::string replicaName(const compose::Project &project, const compose::Service &service, int number)
{
    if (!service.containerName.empty())
        return service.containerName;
    return project.name + "-" + service.name + "-" + std::to_string(number);
}

std::string configHash(const compose::Service &service)
{
    // How many there are is no reason to make those that run anew.
    compose::Service one = service;
    one.scale.reset();
    if (one.deploy)
        one.deploy->replicas.reset();
    return QCryptographicHash::hash(QByteArray::fromStdString(compose::serviceJson(one)),
                                    QCryptographicHash::Sha256)
        .toHex()
        .toStdString();
}

base::Result<spec::ContainerSpec> containerSpecOf(const compose::Project &project,
                                                  const compose::Service &service, int number)
{
    if (const QString key = attributeNotHonoured(service); !key.isEmpty())
        return base::fail(Error(Errc::Unsupported, "service " + service.name + ": " + key.toStdString() +
                                                       " cannot be honoured from the window yet")
                              .withFix("Leave it out, or bring the stack up on the command line."));
    CATAMARAN_TRY(spec::ContainerSpec out, commonSpec(project, service, number));
    CATAMARAN_CHECK(addNetworks(project, service, out.name, out));
    for (const compose::Mount &mount : service.volumes) {
        CATAMARAN_TRY(const spec::Mount made, mountOf(project, mount));
        out.mounts.push_back(made);
    }
    for (const std::string &path : service.tmpfs) {
        spec::Mount mount;
        mount.type = spec::MountType::Tmpfs;
        mount.target = path.substr(0, path.find(':'));
        out.mounts.push_back(mount);
    }
    CATAMARAN_CHECK(addFiles(project.secrets, service.secrets, "/run/secrets/", out));
    CATAMARAN_CHECK(addFiles(project.configs, service.configs, "/", out));
    if (service.healthcheck)
        out.health = healthOf(*service.healthcheck);
    CATAMARAN_TRY(out.restart, restartOf(service.restart));
    out.tty = service.tty;
    out.openStdin = service.stdinOpen;
    out.init = service.init.value_or(false);
    out.readOnlyRootfs = service.readOnly;
    out.privileged = service.privileged;
    out.capAdd = service.capAdd;
    out.capDrop = service.capDrop;
    out.securityOptions = service.securityOpt;
    out.dns = service.dns;
    out.sysctls = service.sysctls;
    out.stopSignal = service.stopSignal;
    for (const auto &[host, addresses] : service.extraHosts.hosts) {
        for (const std::string &address : addresses)
            out.extraHosts.push_back(host + ":" + address);
    }
    for (const std::string &port : service.expose.values)
        out.exposedPorts.push_back(port.find('/') == std::string::npos ? port + "/tcp" : port);
    if (service.stopGracePeriod)
        out.stopTimeout = std::chrono::duration_cast<std::chrono::seconds>(
            std::chrono::nanoseconds(service.stopGracePeriod->nanoseconds));
    if (service.pullPolicy == "always")
        out.pull = spec::PullPolicy::Always;
    else if (service.pullPolicy == "never")
        out.pull = spec::PullPolicy::Never;
    return out;
}

base::Result<spec::ContainerSpec> machineSpecOf(const compose::Project &project,
                                                const compose::Service &service, int number)
{
    if (service.image.empty())
        return base::fail(noImage(service));
    spec::ContainerSpec labelled;
    addLabels(project, service, number, labelled);
    const compose::ReplicaRequest request{.project = project,
                                          .service = service,
                                          .number = number,
                                          .name = bridge::replicaName(project, service, number),
                                          .labels = labelled.labels};
    return compose::machineSpecOf(request);
}

} // namespace catamaran::bridge
