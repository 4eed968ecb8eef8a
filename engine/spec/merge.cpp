// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/spec/merge.h"

#include <algorithm>

namespace catamaran::engine::spec {

using base::Errc;
using base::fail;
using base::Result;

namespace {

bool hasKey(const std::string &variable, std::string_view key)
{
    return variable.size() > key.size() && variable.starts_with(key) && variable[key.size()] == '=';
}

std::optional<HealthCheck> mergeHealth(const std::optional<HealthCheck> &wish,
                                       const std::optional<HealthCheck> &image)
{
    std::optional<HealthCheck> health = wish ? wish : image;
    if (health && health->test.empty() && image)
        health->test = image->test;
    if (health && (health->test.empty() || health->test.front() == "NONE"))
        health.reset();
    return health;
}

} // namespace

std::vector<std::string> ProcessConfig::arguments() const
{
    std::vector<std::string> all = entrypoint;
    all.insert(all.end(), command.begin(), command.end());
    return all;
}

void setVariable(std::vector<std::string> &environment, const std::string &variable)
{
    const std::size_t equals = variable.find('=');
    const std::string_view key = std::string_view(variable).substr(0, equals);
    const auto found = std::find_if(environment.begin(), environment.end(),
                                    [&](const std::string &entry) { return hasKey(entry, key); });
    if (equals == std::string::npos) {
        if (found != environment.end())
            environment.erase(found);
    } else if (found != environment.end()) {
        *found = variable;
    } else {
        environment.push_back(variable);
    }
}

bool hasVariable(const std::vector<std::string> &environment, std::string_view key)
{
    return std::any_of(environment.begin(), environment.end(),
                       [&](const std::string &entry) { return hasKey(entry, key); });
}

Result<ProcessConfig> mergeImageConfig(const ContainerSpec &spec, const ImageConfig &image)
{
    ProcessConfig config;
    if (spec.entrypoint) {
        config.entrypoint = *spec.entrypoint;
        // --entrypoint "" takes the image's away.
        if (config.entrypoint.size() == 1 && config.entrypoint.front().empty())
            config.entrypoint.clear();
        config.command = spec.command;
    } else {
        config.entrypoint = image.entrypoint.value_or(std::vector<std::string>());
        config.command =
            !spec.command.empty() ? spec.command : image.command.value_or(std::vector<std::string>());
    }
    if (config.entrypoint.empty() && config.command.empty())
        return fail(base::Error(Errc::InvalidArgument, "no command specified")
                        .withFix("Name a command after the image; the image has none of its own."));
    config.environment = image.environment;
    for (const std::string &variable : spec.environment)
        setVariable(config.environment, variable);
    config.workingDirectory = spec.workingDirectory.empty() ? image.workingDirectory : spec.workingDirectory;
    if (!config.workingDirectory.empty() && config.workingDirectory.front() != '/')
        return fail(Errc::InvalidArgument, "the working directory '" + config.workingDirectory +
                                               "' is invalid, it needs to be an absolute path");
    config.user = spec.user.empty() ? image.user : spec.user;
    config.stopSignal = spec.stopSignal.empty() ? image.stopSignal : spec.stopSignal;
    config.health = mergeHealth(spec.health, image.health);
    config.exposedPorts = image.exposedPorts;
    config.exposedPorts.insert(config.exposedPorts.end(), spec.exposedPorts.begin(), spec.exposedPorts.end());
    for (const PortMapping &port : spec.ports)
        config.exposedPorts.push_back(std::to_string(port.containerPort) +
                                      (port.protocol == Protocol::Udp ? "/udp" : "/tcp"));
    for (std::string &port : config.exposedPorts) {
        if (port.find('/') == std::string::npos)
            port += "/tcp";
    }
    std::sort(config.exposedPorts.begin(), config.exposedPorts.end());
    config.exposedPorts.erase(std::unique(config.exposedPorts.begin(), config.exposedPorts.end()),
                              config.exposedPorts.end());
    config.volumes = image.volumes;
    config.labels = image.labels;
    for (const auto &[key, value] : spec.labels)
        config.labels[key] = value;
    return config;
}

} // namespace catamaran::engine::spec
