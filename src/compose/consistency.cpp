// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/consistency.h"

#include "src/compose/suggest.h"

#include <algorithm>
#include <set>

namespace catamaran::compose {

namespace {

using base::Errc;
using base::Error;
using base::Result;

const std::string kInvalid = ": invalid compose project";

std::string quoted(const std::string &text)
{
    return "\"" + text + "\"";
}

template <typename T>
std::string hintFor(const std::string &name, const std::map<std::string, T> &known, const char *section)
{
    std::vector<std::string> names;
    for (const auto &[key, value] : known)
        names.push_back(key);
    const std::string near = nearest(name, names);
    if (!near.empty())
        return "Did you mean " + quoted(near) + "?";
    return "Define it below " + std::string(section) + ":.";
}

// All the checks of one service.
class ServiceCheck {
public:
    ServiceCheck(const Project &project, Service &service) : m_project(project), m_service(service) {}

    Result<void> run()
    {
        CATAMARAN_CHECK(image());
        CATAMARAN_CHECK(networks());
        CATAMARAN_CHECK(healthcheck());
        CATAMARAN_CHECK(dependencies());
        CATAMARAN_CHECK(references());
        CATAMARAN_CHECK(numbers());
        CATAMARAN_CHECK(watch());
        return mounts();
    }

private:
    [[nodiscard]] tl::unexpected<Error> wrong(const std::string &message, std::string fix = {}) const
    {
        return base::fail(
            Error(Errc::InvalidArgument, message).withWhere(m_service.where).withFix(std::move(fix)));
    }

    Result<void> image()
    {
        if (!m_service.build && m_service.image.empty() && !m_service.provider)
            return wrong("service " + quoted(m_service.name) +
                             " has neither an image nor a build context specified" + kInvalid,
                         "Add image: or build:.");
        if (!m_service.build)
            return {};
        const Build &build = *m_service.build;
        if (!build.dockerfileInline.empty() && !build.dockerfile.empty())
            return wrong("service " + quoted(m_service.name) +
                         " declares mutualy exclusive dockerfile and dockerfile_inline" + kInvalid);
        for (const auto &[name, context] : build.additionalContexts) {
            if (!context.starts_with("service:"))
                continue;
            const std::string target = context.substr(8);
            const auto found = m_project.services.find(target);
            if (found == m_project.services.end())
                return wrong("service " + quoted(m_service.name) + " declares unknown service " +
                                 quoted(target) + " as additional contexts " + name,
                             hintFor(target, m_project.services, "services"));
            if (!found->second.build)
                return wrong("service " + quoted(m_service.name) + " declares non-buildable service " +
                             quoted(target) + " as additional contexts " + name);
        }
        const auto &platforms = build.platforms;
        if (!platforms.empty() && !m_service.platform.empty() &&
            std::find(platforms.begin(), platforms.end(), m_service.platform) == platforms.end())
            return wrong("service.build.platforms MUST include service.platform " +
                         quoted(m_service.platform) + kInvalid);
        return {};
    }

    Result<void> networks()
    {
        if (!m_service.networkMode.empty() && !m_service.networks.empty())
            return wrong("service " + m_service.name +
                             " declares mutually exclusive `network_mode` and `networks`" + kInvalid,
                         "Remove one of the two.");
        for (const auto &[name, network] : m_service.networks)
            CATAMARAN_CHECK(defined(name, m_project.networks, "network", "networks"));
        return {};
    }

    template <typename T>
    Result<void> defined(const std::string &name, const std::map<std::string, T> &known, const char *what,
                         const char *section)
    {
        if (known.contains(name))
            return {};
        return wrong("service " + quoted(m_service.name) + " refers to undefined " + what + " " + name +
                         kInvalid,
                     hintFor(name, known, section));
    }

    Result<void> healthcheck()
    {
        if (!m_service.healthcheck || m_service.healthcheck->test.words.empty())
            return {};
        const std::string &first = m_service.healthcheck->test.words.front();
        if (first == "CMD" || first == "CMD-SHELL" || first == "NONE")
            return {};
        return wrong(R"(healthcheck.test must start either by "CMD", "CMD-SHELL" or "NONE")",
                     "Write test: [\"CMD\", ...] or a plain string for a shell.");
    }

    Result<void> dependencies()
    {
        for (const auto &[name, dependency] : m_service.dependsOn) {
            if (m_project.services.contains(name))
                continue;
            const auto disabled = m_project.disabledServices.find(name);
            if (disabled != m_project.disabledServices.end() && !dependency.required)
                continue;
            std::string fix = hintFor(name, m_project.services, "services");
            if (disabled != m_project.disabledServices.end())
                fix = "Activate its profile " + quoted(disabled->second.profiles.front()) +
                      ", or set required: false.";
            return wrong("service " + quoted(m_service.name) + " depends on undefined service " +
                             quoted(name) + kInvalid,
                         fix);
        }
        if (!m_service.networkMode.starts_with("service:"))
            return {};
        const std::string target = m_service.networkMode.substr(8);
        if (m_project.services.contains(target))
            return {};
        return wrong("service " + quoted(target) + " not found for network_mode 'service:" + target + "'",
                     hintFor(target, m_project.services, "services"));
    }

    Result<void> references()
    {
        for (const Mount &mount : m_service.volumes) {
            if (mount.type == "volume" && !mount.source.empty())
                CATAMARAN_CHECK(defined(mount.source, m_project.volumes, "volume", "volumes"));
        }
        if (m_service.build) {
            for (const FileReference &secret : m_service.build->secrets)
                CATAMARAN_CHECK(defined(secret.source, m_project.secrets, "build secret", "secrets"));
        }
        for (const FileReference &config : m_service.configs)
            CATAMARAN_CHECK(defined(config.source, m_project.configs, "config", "configs"));
        for (const auto &[name, model] : m_service.models)
            CATAMARAN_CHECK(defined(name, m_project.models, "model", "models"));
        for (const FileReference &secret : m_service.secrets)
            CATAMARAN_CHECK(defined(secret.source, m_project.secrets, "secret", "secrets"));
        return {};
    }

    Result<void> distinct(const std::string &one, const std::string &other)
    {
        return wrong("services." + m_service.name + ": can't set distinct values on '" + one + "' and '" +
                         other + "'" + kInvalid,
                     "Keep one of the two.");
    }

    Result<void> numbers()
    {
        auto &deploy = m_service.deploy;
        if (m_service.scale && deploy) {
            if (deploy->replicas && *deploy->replicas != *m_service.scale)
                return distinct("scale", "deploy.replicas");
            deploy->replicas = m_service.scale;
        }
        if (m_service.scale && *m_service.scale < 0)
            return wrong("services." + m_service.name + ".scale: must be greater than or equal to 0");
        if (deploy && deploy->replicas && *deploy->replicas < 0)
            return wrong("services." + m_service.name +
                         ".deploy.replicas: must be greater than or equal to 0");
        if (deploy) {
            const auto &limits = deploy->resources.limits;
            const auto &reservations = deploy->resources.reservations;
            if (m_service.cpus != 0 && limits && limits->cpus.value != m_service.cpus)
                return distinct("cpus", "deploy.resources.limits.cpus");
            if (m_service.memLimit.value != 0 && limits && limits->memory != m_service.memLimit)
                return distinct("mem_limit", "deploy.resources.limits.memory");
            if (m_service.memReservation.value != 0 && reservations &&
                reservations->memory != m_service.memReservation)
                return distinct("mem_reservation", "deploy.resources.reservations.memory");
            if (m_service.pidsLimit != 0 && limits && limits->pids != m_service.pidsLimit)
                return distinct("pids_limit", "deploy.resources.limits.pids");
        }
        if (m_service.replicas() > 1 && !m_service.containerName.empty())
            return wrong("services." + std::string(m_service.scale ? "scale" : "deploy.replicas") +
                             ": can't set container_name and " + m_service.name +
                             " as container name must be unique" + kInvalid,
                         "Remove container_name or run one container only.");
        return {};
    }

    Result<void> watch()
    {
        if (!m_service.develop)
            return {};
        for (const Trigger &trigger : m_service.develop->watch) {
            if (trigger.target.empty() && trigger.action != "rebuild" && trigger.action != "restart")
                return wrong("services." + m_service.name +
                             ".develop.watch: target is required for non-rebuild actions" + kInvalid);
        }
        return {};
    }

    Result<void> mounts()
    {
        std::map<std::string, std::pair<const char *, std::size_t>> targets;
        const auto place = [this](const std::pair<const char *, std::size_t> &at) {
            return "services." + m_service.name + "." + at.first + "[" + std::to_string(at.second) + "]";
        };
        const auto add = [&](const std::string &target, const char *list, std::size_t index) -> Result<void> {
            const auto [known, added] = targets.emplace(target, std::pair(list, index));
            if (!added)
                return wrong(place({list, index}) + ": target " + target + " already mounted as " +
                             place(known->second));
            return {};
        };
        for (std::size_t i = 0; i < m_service.tmpfs.size(); ++i)
            CATAMARAN_CHECK(add(m_service.tmpfs[i].substr(0, m_service.tmpfs[i].find(':')), "tmpfs", i));
        for (std::size_t i = 0; i < m_service.volumes.size(); ++i)
            CATAMARAN_CHECK(add(m_service.volumes[i].target, "volumes", i));
        return {};
    }

    const Project &m_project;
    Service &m_service;
};

// Depth-first, with every service visited once.
class CycleSearch {
public:
    explicit CycleSearch(const Project &project) : m_project(project) {}

    Result<void> run()
    {
        for (const auto &[name, service] : m_project.services)
            CATAMARAN_CHECK(visit(name));
        return {};
    }

private:
    Result<void> visit(const std::string &name)
    {
        if (m_done.contains(name))
            return {};
        if (const auto start = std::find(m_path.begin(), m_path.end(), name); start != m_path.end()) {
            std::string text;
            for (auto at = start; at != m_path.end(); ++at)
                text += *at + " -> ";
            return base::fail(Error(Errc::InvalidArgument, "dependency cycle detected: " + text + name)
                                  .withWhere(m_project.services.at(name).where)
                                  .withFix("Remove one of these dependencies."));
        }
        const auto service = m_project.services.find(name);
        if (service == m_project.services.end())
            return {};
        m_path.push_back(name);
        for (const auto &[next, dependency] : service->second.dependsOn)
            CATAMARAN_CHECK(visit(next));
        m_path.pop_back();
        m_done.insert(name);
        return {};
    }

    const Project &m_project;
    std::vector<std::string> m_path;
    std::set<std::string> m_done;
};

} // namespace

void selectProfiles(Project &project, const std::vector<std::string> &profiles)
{
    project.profiles = profiles;
    for (auto it = project.services.begin(); it != project.services.end();) {
        const auto &own = it->second.profiles;
        const bool active =
            own.empty() || std::any_of(profiles.begin(), profiles.end(), [&](const auto &profile) {
                return profile == "*" || std::find(own.begin(), own.end(), profile) != own.end();
            });
        if (active) {
            ++it;
            continue;
        }
        project.disabledServices.insert(project.services.extract(it++));
    }
}

Result<void> checkConsistency(Project &project)
{
    for (auto &[name, service] : project.services)
        CATAMARAN_CHECK(ServiceCheck(project, service).run());
    for (const auto &[name, secret] : project.secrets) {
        if (!secret.external && secret.file.empty() && secret.environment.empty())
            return base::fail(Errc::InvalidArgument, "secret " + quoted(name) +
                                                         " must declare either `file` or `environment`" +
                                                         kInvalid);
    }
    return CycleSearch(project).run();
}

} // namespace catamaran::compose
