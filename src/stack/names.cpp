// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/stack/names.h"

#include "engine/base/digest.h"

namespace catamaran::stack {

namespace {

std::string joined(const compose::Project &project, const std::string &rest, NameStyle style)
{
    return project.name + (style == NameStyle::Hyphens ? "-" : "_") + rest;
}

std::string mappingText(const compose::Mapping &mapping)
{
    std::string text;
    for (const auto &[key, value] : mapping)
        text += key + "=" + value + "\n";
    return text;
}

} // namespace

std::string containerName(const compose::Project &project, const compose::Service &service, int number,
                          NameStyle style)
{
    if (!service.containerName.empty())
        return service.containerName;
    return joined(project, service.name + (style == NameStyle::Hyphens ? "-" : "_") + std::to_string(number),
                  style);
}

std::string imageName(const compose::Project &project, const compose::Service &service, NameStyle style)
{
    return service.image.empty() ? joined(project, service.name, style) : service.image;
}

std::string configHash(const compose::Service &service)
{
    compose::Service plain = service;
    plain.build.reset();
    plain.pullPolicy.clear();
    plain.scale.reset();
    plain.dependsOn.clear();
    plain.profiles.clear();
    if (plain.deploy)
        plain.deploy->replicas.reset();
    return base::Sha256::hexOf(serviceJson(plain));
}

std::string configHash(const compose::Network &network)
{
    std::string text = network.name + "\n" + network.driver + "\n" + mappingText(network.driverOpts) +
                       mappingText(network.labels) + (network.internal ? "internal" : "") +
                       (network.attachable ? "attachable" : "") +
                       (network.enableIpv6.value_or(false) ? "ipv6" : "") +
                       (network.enableIpv4.value_or(true) ? "ipv4" : "");
    for (const compose::IpamPool &pool : network.ipam.config)
        text += "\n" + pool.subnet + "|" + pool.gateway + "|" + pool.ipRange + "|" +
                mappingText(pool.auxAddresses);
    return base::Sha256::hexOf(text);
}

std::string configHash(const compose::Volume &volume)
{
    return base::Sha256::hexOf(volume.name + "\n" + volume.driver + "\n" + mappingText(volume.driverOpts) +
                               mappingText(volume.labels));
}

std::string dependencyLabel(const compose::Service &service)
{
    std::string text;
    for (const auto &[name, dependency] : service.dependsOn)
        text += (text.empty() ? "" : ",") + name + ":" + dependency.condition + ":" +
                (dependency.restart ? "true" : "false");
    return text;
}

} // namespace catamaran::stack
