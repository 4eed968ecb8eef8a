// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/stack/world.h"

#include <algorithm>
#include <cstdlib>

namespace catamaran::stack {

using base::Result;

namespace {

std::string valueOf(const std::map<std::string, std::string> &labels, const char *key)
{
    const auto found = labels.find(key);
    return found == labels.end() ? std::string() : found->second;
}

Instance instanceOf(engine::ContainerSummary summary)
{
    Instance out;
    out.id = std::move(summary.id);
    out.name = std::move(summary.name);
    out.image = std::move(summary.image);
    out.imageId = std::move(summary.imageId);
    out.state = summary.state;
    out.exitCode = summary.exitCode;
    out.health = std::move(summary.health);
    out.createdNs = summary.createdNs;
    out.networks = std::move(summary.networks);
    out.ports = std::move(summary.ports);
    out.labels = std::move(summary.labels);
    out.service = valueOf(out.labels, label::kService);
    out.configHash = valueOf(out.labels, label::kConfigHash);
    out.oneOff = valueOf(out.labels, label::kOneOff) == "True";
    out.number = out.oneOff ? 0 : std::atoi(valueOf(out.labels, label::kNumber).c_str());
    return out;
}

} // namespace

std::vector<const Instance *> World::of(const std::string &service) const
{
    std::vector<const Instance *> out;
    for (const Instance &instance : instances) {
        if (instance.service == service && !instance.oneOff)
            out.push_back(&instance);
    }
    return out;
}

Result<World> observe(engine::Engine &engine, const std::string &project)
{
    World world;
    CATAMARAN_TRY(std::vector<engine::ContainerSummary> containers, engine.containers(true));
    for (engine::ContainerSummary &summary : containers) {
        if (valueOf(summary.labels, label::kProject) == project)
            world.instances.push_back(instanceOf(std::move(summary)));
    }
    std::sort(world.instances.begin(), world.instances.end(), [](const Instance &a, const Instance &b) {
        return std::tie(a.service, a.number, a.name) < std::tie(b.service, b.number, b.name);
    });
    CATAMARAN_TRY(const std::vector<engine::net::Network> networks, engine.networks().list());
    for (const engine::net::Network &network : networks) {
        if (valueOf(network.labels, label::kProject) == project)
            world.networks.emplace(network.name, network);
    }
    CATAMARAN_TRY(const std::vector<engine::VolumeInfo> volumes,
                  engine.volumes().list(engine::VolumeService::Sizes::No));
    for (const engine::VolumeInfo &volume : volumes) {
        if (valueOf(volume.labels, label::kProject) == project)
            world.volumes.push_back(volume);
    }
    return world;
}

Result<std::vector<ListedProject>> listProjects(engine::Engine &engine)
{
    std::map<std::string, ListedProject> byName;
    CATAMARAN_TRY(const std::vector<engine::ContainerSummary> containers, engine.containers(true));
    for (const engine::ContainerSummary &container : containers) {
        const std::string name = valueOf(container.labels, label::kProject);
        if (name.empty() || valueOf(container.labels, label::kOneOff) == "True")
            continue;
        ListedProject &project = byName[name];
        project.name = name;
        if (project.configFiles.empty())
            project.configFiles = valueOf(container.labels, label::kConfigFiles);
        ++project.states[std::string(engine::stateName(container.state))];
    }
    std::vector<ListedProject> out;
    out.reserve(byName.size());
    for (auto &[name, project] : byName)
        out.push_back(std::move(project));
    return out;
}

} // namespace catamaran::stack
