// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/select.h"

#include "src/compose/suggest.h"

#include <set>

namespace catamaran::compose {

namespace {

using base::Errc;
using base::Error;
using base::Result;

Error noSuchService(const Project &project, const std::string &name)
{
    std::vector<std::string> names;
    for (const auto &[known, service] : project.services)
        names.push_back(known);
    const std::string near = nearest(name, names);
    return Error(Errc::NotFound, "no such service: " + name)
        .withFix(near.empty() ? "Services are listed with config --services."
                              : "Did you mean \"" + near + "\"?");
}

template <typename T>
void keepOnly(std::map<std::string, T> &values, const std::set<std::string> &wanted)
{
    std::erase_if(values, [&](const auto &entry) { return !wanted.contains(entry.first); });
}

} // namespace

Result<void> selectServices(Project &project, const std::vector<std::string> &names,
                            Dependencies dependencies)
{
    if (names.empty())
        return {};
    std::set<std::string> wanted;
    std::vector<std::string> pending = names;
    while (!pending.empty()) {
        const std::string name = pending.back();
        pending.pop_back();
        if (wanted.contains(name))
            continue;
        if (auto disabled = project.disabledServices.extract(name))
            project.services.insert(std::move(disabled));
        const auto service = project.services.find(name);
        if (service == project.services.end())
            return base::fail(noSuchService(project, name));
        wanted.insert(name);
        if (dependencies == Dependencies::LeftOut)
            continue;
        for (const auto &[other, dependency] : service->second.dependsOn) {
            if (dependency.required || project.services.contains(other))
                pending.push_back(other);
        }
    }
    for (auto it = project.services.begin(); it != project.services.end();) {
        if (wanted.contains(it->first)) {
            keepOnly(it->second.dependsOn, wanted);
            ++it;
        } else {
            project.disabledServices.insert(project.services.extract(it++));
        }
    }
    return {};
}

void pruneResources(Project &project)
{
    std::set<std::string> networks;
    std::set<std::string> volumes;
    std::set<std::string> secrets;
    std::set<std::string> configs;
    std::set<std::string> models;
    for (const auto &[name, service] : project.services) {
        for (const auto &[network, settings] : service.networks)
            networks.insert(network);
        for (const Mount &mount : service.volumes) {
            if (mount.type == "volume" && !mount.source.empty())
                volumes.insert(mount.source);
        }
        for (const FileReference &secret : service.secrets)
            secrets.insert(secret.source);
        if (service.build) {
            for (const FileReference &secret : service.build->secrets)
                secrets.insert(secret.source);
        }
        for (const FileReference &config : service.configs)
            configs.insert(config.source);
        for (const auto &[model, settings] : service.models)
            models.insert(model);
    }
    keepOnly(project.networks, networks);
    keepOnly(project.volumes, volumes);
    keepOnly(project.secrets, secrets);
    keepOnly(project.configs, configs);
    keepOnly(project.models, models);
}

std::vector<Warning> unsupportedAttributes(const Project &project)
{
    std::vector<Warning> out;
    for (const auto &[name, service] : project.services) {
        const auto add = [&, &where = service.where, &id = name](bool given, const char *attribute,
                                                                 const char *why) {
            if (given)
                out.push_back({"services." + id + "." + attribute + " has no effect: " + why, where});
        };
        static constexpr const char *kWindows = "it is for Windows containers";
        static constexpr const char *kCluster = "containers run on this machine only";
        add(service.cpuCount != 0, "cpu_count", kWindows);
        add(service.cpuPercent != 0, "cpu_percent", kWindows);
        add(service.credentialSpec.has_value(), "credential_spec", kWindows);
        add(!service.isolation.empty() && service.isolation != "default", "isolation", kWindows);
        add(service.useApiSocket, "use_api_socket", "there is no daemon, and so no socket to give");
        add(!service.externalLinks.empty(), "external_links", "put both on one network instead");
        add(!service.models.empty(), "models", "this engine runs no language models");
        if (!service.deploy)
            continue;
        const Placement &placement = service.deploy->placement;
        add(!placement.constraints.empty() || !placement.preferences.empty() ||
                placement.maxReplicasPerNode != 0,
            "deploy.placement", kCluster);
        add(!service.deploy->endpointMode.empty(), "deploy.endpoint_mode", kCluster);
        add(service.deploy->mode == "global" || service.deploy->mode == "global-job", "deploy.mode",
            kCluster);
    }
    return out;
}

} // namespace catamaran::compose
