// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/stack/service_spec.h"

#include "engine/spec/parse.h"

#include <algorithm>

namespace catamaran::stack {

using base::Errc;
using base::Result;
using engine::spec::ContainerSpec;

namespace {

std::chrono::nanoseconds span(const compose::Duration &duration)
{
    return std::chrono::nanoseconds(duration.nanoseconds);
}

Result<void> translateHealth(const compose::Service &service, ContainerSpec &spec)
{
    if (!service.healthcheck)
        return {};
    const compose::HealthCheck &from = *service.healthcheck;
    if (from.startInterval && (!from.startPeriod || from.startPeriod->nanoseconds == 0))
        return base::fail(
            base::Error(Errc::InvalidArgument,
                        "services." + service.name +
                            ": healthcheck.start_interval requires healthcheck.start_period to be set")
                .withWhere(service.where));
    engine::spec::HealthCheck health;
    if (from.disable) {
        health.test = {"NONE"};
    } else {
        health.test = from.test.words;
    }
    if (from.interval)
        health.interval = span(*from.interval);
    if (from.timeout)
        health.timeout = span(*from.timeout);
    if (from.startPeriod)
        health.startPeriod = span(*from.startPeriod);
    if (from.startInterval)
        health.startInterval = span(*from.startInterval);
    if (from.retries)
        health.retries = static_cast<int>(*from.retries);
    spec.health = health;
    return {};
}

Result<void> translateRestart(const compose::Service &service, ContainerSpec &spec)
{
    if (!service.restart.empty()) {
        CATAMARAN_TRY(spec.restart, engine::spec::parseRestartPolicy(service.restart));
        return {};
    }
    if (!service.deploy || !service.deploy->restartPolicy)
        return {};
    const compose::RestartPolicy &policy = *service.deploy->restartPolicy;
    using Kind = engine::spec::RestartKind;
    const std::string condition = policy.condition.empty() ? "any" : policy.condition;
    spec.restart.kind = condition == "none"         ? Kind::No
                        : condition == "on-failure" ? Kind::OnFailure
                                                    : Kind::Always;
    if (spec.restart.kind == Kind::OnFailure)
        spec.restart.maximumRetries = static_cast<int>(policy.maxAttempts.value_or(0));
    return {};
}

/// "seccomp:x" is written with a colon in Compose files and with "=" on docker's command line.
std::string securityOption(std::string text)
{
    const std::size_t colon = text.find(':');
    if (text.find('=') == std::string::npos && colon != std::string::npos)
        text[colon] = '=';
    return text;
}

void translateLabels(const SpecContext &context, const compose::Service &service, const Replica &replica,
                     ContainerSpec &spec)
{
    spec.labels = service.labels;
    spec.labels[label::kProject] = context.project.name;
    spec.labels[label::kService] = service.name;
    spec.labels[label::kOneOff] = replica.oneOff ? "True" : "False";
    spec.labels[label::kConfigHash] = configHash(service);
    spec.labels[label::kDependsOn] = dependencyLabel(service);
    spec.labels[label::kWorkingDirectory] = context.project.workingDirectory;
    std::string files;
    for (const std::string &file : context.project.files)
        files += (files.empty() ? "" : ",") + file;
    spec.labels[label::kConfigFiles] = files;
    if (replica.oneOff)
        spec.labels[label::kSlug] = replica.name;
    else
        spec.labels[label::kNumber] = std::to_string(replica.number);
}

void translateProcess(const compose::Service &service, ContainerSpec &spec)
{
    spec.entrypoint = service.entrypoint.words;
    if (service.command.words)
        spec.command = *service.command.words;
    for (const auto &[name, value] : service.environment) {
        spec.environment.push_back(value ? name + "=" + *value : name); // a bare name takes the image's away
    }
    spec.workingDirectory = service.workingDir;
    spec.user = service.user;
    spec.groupAdd = service.groupAdd;
    spec.hostname = service.hostname;
    spec.domainname = service.domainname;
    spec.tty = service.tty;
    spec.openStdin = service.stdinOpen;
    spec.init = service.init.value_or(false);
    spec.readOnlyRootfs = service.readOnly;
    spec.privileged = service.privileged;
    spec.capAdd = service.capAdd;
    spec.capDrop = service.capDrop;
    for (const std::string &option : service.securityOpt)
        spec.securityOptions.push_back(securityOption(option));
    spec.sysctls = service.sysctls;
    spec.annotations = service.annotations;
    spec.storageOptions = service.storageOpt;
    spec.stopSignal = service.stopSignal;
    if (service.stopGracePeriod)
        spec.stopTimeout = std::chrono::ceil<std::chrono::seconds>(span(*service.stopGracePeriod));
    spec.usernsMode = service.usernsMode;
    spec.cgroupParent = service.cgroupParent;
    spec.cgroupnsMode = service.cgroup;
    spec.runtime = service.runtime;
    spec.platform = service.platform;
    if (service.logging) {
        if (!service.logging->driver.empty())
            spec.logDriver = service.logging->driver;
        spec.logOptions = service.logging->options;
    }
}

/// "service:x" to "container:<id>"; others are left alone.
Result<std::string> sharedMode(const SpecContext &context, const std::string &mode)
{
    if (!mode.starts_with("service:"))
        return mode;
    CATAMARAN_TRY(const std::string container, context.containerOf(mode.substr(8)));
    return "container:" + container;
}

Result<void> translateDevices(const compose::Service &service, ContainerSpec &spec)
{
    for (const compose::DeviceMapping &device : service.devices) {
        if (device.source.find('=') != std::string::npos) { // vendor.com/class=device, a CDI name
            spec.gpus.push_back(device.source);
            continue;
        }
        spec.devices.push_back({device.source, device.target.empty() ? device.source : device.target,
                                device.permissions.empty() ? "rwm" : device.permissions});
    }
    spec.deviceCgroupRules = service.deviceCgroupRules;
    for (const compose::DeviceRequest &request : service.gpus) {
        if (!request.deviceIds.empty()) {
            for (const std::string &id : request.deviceIds)
                spec.gpus.push_back("device=" + id);
        } else {
            spec.gpus.push_back(request.count.value < 0 ? "all" : std::to_string(request.count.value));
        }
    }
    return {};
}

} // namespace

Result<ContainerWish> containerWish(const SpecContext &context, const compose::Service &service,
                                    const Replica &replica)
{
    ContainerWish wish;
    ContainerSpec &spec = wish.spec;
    spec.name = replica.name;
    spec.image = imageName(context.project, service, context.style);
    translateLabels(context, service, replica, spec);
    translateProcess(service, spec);
    const auto steps = [&]() -> Result<void> {
        CATAMARAN_CHECK(translateHealth(service, spec));
        if (!replica.oneOff)
            CATAMARAN_CHECK(translateRestart(service, spec));
        CATAMARAN_CHECK(translateDevices(service, spec));
        CATAMARAN_CHECK(translateLimits(service, spec));
        CATAMARAN_TRY(spec.ipcMode, sharedMode(context, service.ipc));
        CATAMARAN_TRY(spec.pidMode, sharedMode(context, service.pid));
        spec.utsMode = service.uts;
        CATAMARAN_CHECK(translateNetworks(context, service, replica, spec));
        return translateMounts(context, service, wish);
    }();
    if (!steps) {
        base::Error error = std::move(steps).error();
        return base::fail(error.where() ? std::move(error) : std::move(error).withWhere(service.where));
    }
    return wish;
}

} // namespace catamaran::stack
