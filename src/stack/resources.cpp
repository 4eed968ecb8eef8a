// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/stack/stack.h"

#include <algorithm>

namespace catamaran::stack {

using base::Errc;
using base::Result;
using Phase = StackEvent::Phase;

Result<void> Stack::createNetwork(const compose::Network &network, const std::string &key)
{
    const std::string object = "Network " + network.name;
    tell(Phase::Working, object, "Creating");
    engine::net::NetworkRequest request;
    request.name = network.name;
    if (!network.driver.empty())
        request.driver = network.driver;
    request.internal = network.internal;
    request.attachable = network.attachable;
    request.ipv4 = network.enableIpv4.value_or(true);
    request.ipv6 = network.enableIpv6.value_or(false);
    for (const compose::IpamPool &pool : network.ipam.config) {
        if (!pool.subnet.empty())
            request.subnets.push_back(pool.subnet);
        if (!pool.ipRange.empty())
            request.ipRanges.push_back(pool.ipRange);
        if (!pool.gateway.empty())
            request.gateways.push_back(pool.gateway);
        request.reserved.insert(pool.auxAddresses.begin(), pool.auxAddresses.end());
    }
    request.options = network.driverOpts;
    request.labels = network.labels;
    request.labels[label::kProject] = m_project.name;
    request.labels[label::kNetwork] = key;
    request.labels[label::kConfigHash] = configHash(network);
    if (const auto made = m_engine.networks().createNetwork(request); !made) {
        if (made.error().code() == Errc::AlreadyExists && m_engine.networks().network(network.name)) {
            // docker compose: somebody else's network of that name is used, and said so.
            tell(Phase::Warning, object, "Exists", {},
                 "a network with name " + network.name + " exists but was not created for project \"" +
                     m_project.name + "\".\nSet `external: true` to use an existing network");
            return {};
        }
        tell(Phase::Failed, object, "Error", {}, made.error().text());
        return base::fail(base::Error(made.error()).withContext("failed to create network " + network.name));
    }
    tell(Phase::Done, object, "Created");
    return {};
}

Result<void> Stack::recreateNetwork(const compose::Network &network, const std::string &key,
                                    const base::OperationContext &context)
{
    // Whoever is on it is stopped and taken off; the new one is joined again when the containers are started.
    CATAMARAN_TRY(const World world, look());
    std::vector<const Instance *> users;
    for (const Instance &instance : world.instances) {
        if (std::find(instance.networks.begin(), instance.networks.end(), network.name) !=
            instance.networks.end())
            users.push_back(&instance);
    }
    for (const Instance *user : users) {
        CATAMARAN_CHECK(stopContainer(*user, std::nullopt, context));
        CATAMARAN_CHECK(m_engine.disconnectNetwork(user->id, network.name, true, context));
    }
    tell(Phase::Working, "Network " + network.name, "Removing");
    CATAMARAN_CHECK(m_engine.networks().removeNetwork(network.name));
    tell(Phase::Done, "Network " + network.name, "Removed");
    CATAMARAN_CHECK(createNetwork(network, key));
    for (const Instance *user : users) {
        const auto service = m_project.services.find(user->service);
        if (service == m_project.services.end())
            continue;
        const SpecContext translate{m_project, m_style,
                                    [](const std::string &name) -> Result<std::string> {
                                        return base::fail(Errc::NotFound, "no container of " + name);
                                    },
                                    [](const std::string &) { return std::vector<std::string>(); }};
        engine::spec::ContainerSpec spec;
        CATAMARAN_CHECK(
            translateNetworks(translate, service->second, {user->number, user->oneOff, user->name}, spec));
        engine::spec::NetworkAttachment wish;
        wish.network = network.name;
        if (spec.network == network.name) {
            wish.aliases = spec.networkAliases;
            wish.ipv4Address = spec.ipv4Address;
            wish.ipv6Address = spec.ipv6Address;
        } else {
            for (const auto &further : spec.furtherNetworks) {
                if (further.network == network.name)
                    wish = further;
            }
        }
        CATAMARAN_CHECK(m_engine.connectNetwork(user->id, wish, context));
    }
    return {};
}

Result<void> Stack::createVolume(const compose::Volume &volume, const std::string &key)
{
    const std::string object = "Volume " + volume.name;
    if (const auto there = m_engine.volumes().inspect(volume.name, engine::VolumeService::Sizes::No)) {
        if (!there->labels.contains(label::kProject))
            tell(Phase::Warning, object, "Exists", {},
                 "volume \"" + volume.name + "\" already exists but was not created by Docker Compose. Use " +
                     "`external: true` to use an existing volume");
        return {};
    }
    tell(Phase::Working, object, "Creating");
    engine::VolumeRequest request;
    request.name = volume.name;
    if (!volume.driver.empty())
        request.driver = volume.driver;
    request.options = volume.driverOpts;
    request.labels = volume.labels;
    request.labels[label::kProject] = m_project.name;
    request.labels[label::kVolume] = key;
    request.labels[label::kConfigHash] = configHash(volume);
    if (const auto made = m_engine.volumes().create(request); !made) {
        tell(Phase::Failed, object, "Error", {}, made.error().text());
        return base::fail(made.error());
    }
    tell(Phase::Done, object, "Created");
    return {};
}

Result<void> Stack::ensureResources(const Plan &plan, const base::OperationContext &context)
{
    for (const ResourcePlan &network : plan.networks) {
        const compose::Network &wanted = m_project.networks.at(network.key);
        if (network.action == ResourcePlan::Action::RequireExternal) {
            if (!m_engine.networks().network(network.name))
                return base::fail(
                    base::Error(Errc::NotFound,
                                "network " + network.name + " declared as external, but could not be found")
                        .withFix("Make it with: catamaran network create " + network.name));
        } else if (network.action == ResourcePlan::Action::Create) {
            CATAMARAN_CHECK(createNetwork(wanted, network.key));
        } else if (network.action == ResourcePlan::Action::Recreate) {
            CATAMARAN_CHECK(recreateNetwork(wanted, network.key, context));
        }
    }
    for (const ResourcePlan &volume : plan.volumes) {
        if (volume.action == ResourcePlan::Action::RequireExternal) {
            if (!m_engine.volumes().inspect(volume.name, engine::VolumeService::Sizes::No))
                return base::fail(
                    base::Error(Errc::NotFound, "external volume \"" + volume.name + "\" not found")
                        .withFix("Make it with: catamaran volume create " + volume.name));
        } else if (volume.action == ResourcePlan::Action::Create) {
            CATAMARAN_CHECK(createVolume(m_project.volumes.at(volume.key), volume.key));
        }
    }
    return {};
}

Result<void> Stack::removeResources(const DownOptions &options, const World &world)
{
    for (const auto &[name, network] : world.networks) {
        const std::string object = "Network " + name;
        tell(Phase::Working, object, "Removing");
        if (const auto removed = m_engine.networks().removeNetwork(name); !removed) {
            if (removed.error().code() != Errc::InvalidState) {
                tell(Phase::Failed, object, "Error", {}, removed.error().text());
                return base::fail(removed.error());
            }
            tell(Phase::Warning, object, "Resource is still in use");
            continue;
        }
        tell(Phase::Done, object, "Removed");
    }
    if (options.volumes) {
        for (const engine::VolumeInfo &volume : world.volumes) {
            const std::string object = "Volume " + volume.name;
            tell(Phase::Working, object, "Removing");
            if (const auto removed = m_engine.volumes().remove(volume.name, true); !removed) {
                tell(Phase::Warning, object, "Resource is still in use");
                continue;
            }
            tell(Phase::Done, object, "Removed");
        }
    }
    if (options.images.empty())
        return {};
    for (const auto &[name, service] : m_project.services) {
        if (options.images == "local" && !service.image.empty())
            continue;
        const std::string image = imageName(m_project, service, m_style);
        tell(Phase::Working, "Image " + image, "Removing");
        const auto removed = m_engine.images().remove(image, false);
        if (!removed && removed.error().code() != Errc::NotFound)
            tell(Phase::Warning, "Image " + image, "Resource is still in use");
        else
            tell(Phase::Done, "Image " + image, "Removed");
    }
    return {};
}

} // namespace catamaran::stack
