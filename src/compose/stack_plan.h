// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "src/compose/project.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// What has to be done so that a host holds what a project says. Pure: nothing here touches the host.
namespace catamaran::compose {

/// The labels by which docker compose finds its own objects again.
namespace label {
inline constexpr const char *kProject = "com.docker.compose.project";
inline constexpr const char *kService = "com.docker.compose.service";
inline constexpr const char *kNumber = "com.docker.compose.container-number";
inline constexpr const char *kOneOff = "com.docker.compose.oneoff";
inline constexpr const char *kConfigHash = "com.docker.compose.config-hash";
inline constexpr const char *kDependsOn = "com.docker.compose.depends_on";
inline constexpr const char *kImage = "com.docker.compose.image";
inline constexpr const char *kWorkingDirectory = "com.docker.compose.project.working_dir";
inline constexpr const char *kConfigFiles = "com.docker.compose.project.config_files";
inline constexpr const char *kEnvironmentFile = "com.docker.compose.project.environment_file";
inline constexpr const char *kVersion = "com.docker.compose.version";
inline constexpr const char *kReplace = "com.docker.compose.replace";
inline constexpr const char *kSlug = "com.docker.compose.slug";
inline constexpr const char *kNetwork = "com.docker.compose.network";
inline constexpr const char *kVolume = "com.docker.compose.volume";
} // namespace label

/// The version of docker compose whose names, labels and messages are followed.
inline constexpr const char *kComposeVersion = "2.40.0";

/// One replica of a service (a container, or a light VM) as it is on the host.
struct ObservedReplica {
    std::string id;
    std::string name;
    std::string service;
    int number = 0;
    bool oneOff = false;
    std::string configHash;
    std::string image;   ///< as asked for
    std::string imageId; ///< "sha256:..."
    std::string state;   ///< docker's word: created, running, paused, restarting, exited, dead
    int exitCode = 0;
    std::string health; ///< "", starting, healthy, unhealthy
    std::int64_t createdNs = 0;
    std::int64_t startedNs = 0;
    std::map<std::string, std::string> labels;
    bool isVm = false;
};

struct ObservedNetwork {
    std::string id;
    std::string name;
    std::map<std::string, std::string> labels;
};

struct ObservedVolume {
    std::string name;
    std::map<std::string, std::string> labels;
};

/// What a host has of one project, and the names of all networks and volumes it has.
struct Observed {
    std::vector<ObservedReplica> replicas;
    std::vector<ObservedNetwork> networks;
    std::vector<ObservedVolume> volumes;
    std::map<std::string, std::string> imageIds; ///< of services' images that are here, by service
};

enum class Recreate { Changed, Always, Never };

/// What a user asks for: `up`, `create`, `start` or `scale` of a project.
struct Wish {
    Project project;                  ///< with only the services that take part
    std::set<std::string> named;      ///< services named on the command line; empty: all
    std::map<std::string, int> scale; ///< --scale
    Recreate recreate = Recreate::Changed;
    Recreate recreateDependencies = Recreate::Changed; ///< of services that were not named
    bool removeOrphans = false;
    bool renewAnonymousVolumes = false;
    bool start = true; ///< false: `create`
    std::optional<std::chrono::seconds> stopTimeout;
};

enum class ActionKind {
    CreateNetwork,
    CreateVolume,
    RemoveNetwork,
    RemoveVolume,
    Create,   ///< a replica
    Recreate, ///< a replica: its successor is made, then it goes
    Start,
    Stop,
    Remove,
    Keep, ///< nothing to do: runs as wished
};

/// What a start waits for besides the actions before it.
struct Gate {
    std::string service;
    std::string condition; ///< service_started, service_healthy, service_completed_successfully
    bool required = true;
};

/// One step of a plan.
struct Action {
    ActionKind kind = ActionKind::Keep;
    std::string resource; ///< "Container shop-web-1", "Network shop_default"
    std::string reason;   ///< "does not exist", "configuration changed", "orphan", ...
    std::string service;  ///< empty for networks and volumes
    int number = 0;
    std::string name;               ///< of the object
    std::string key;                ///< of a network or volume: its key in the file
    std::string id;                 ///< of the replica there is, if any
    std::string hash;               ///< the configuration's
    std::vector<std::size_t> after; ///< actions that must have ended well
    std::vector<Gate> gates;        ///< of Start
    bool startFirst = false;        ///< of Recreate: the new one is healthy before the old one stops
    bool isVm = false;
};

/// What is to be done, in an order that respects `after`.
struct Plan {
    std::vector<Action> actions;
    std::vector<Warning> warnings; ///< orphans that stay, attributes that are not honoured
    /// Whether anything but Keep is in it.
    [[nodiscard]] bool changesAnything() const;
};

/// The plan of `up`, `create` and `scale`. Errors: InvalidArgument for an unknown service in `scale`,
/// NotFound for an external network or volume that is not there, in docker's words.
base::Result<Plan> plan(const Wish &wish, const Observed &observed);

struct DownWish {
    Project project;             ///< may be without services: then labels decide
    std::set<std::string> named; ///< empty: all, and networks
    bool removeOrphans = false;
    bool volumes = false;
    std::optional<std::chrono::seconds> stopTimeout;
};
Plan planDown(const DownWish &wish, const Observed &observed);

/// One line an action: " Container shop-web-1  Recreate (configuration changed)".
std::string toText(const Plan &plan);

/// sha256 of the service as docker compose 2.40 takes it: without build, pull policy, scale, dependencies and
/// profiles.
std::string configHash(const Service &service);
/// "shop-web-1", or container_name.
std::string replicaName(const Project &project, const Service &service, int number);
/// The image a service runs: image:, else "<project>-<service>".
std::string imageOf(const Project &project, const Service &service);
/// Services with what they depend on before them (depends_on, links, network_mode, volumes_from).
std::vector<std::string> startOrder(const Project &project);
/// What a service needs before it, with depends_on's conditions.
std::map<std::string, Dependency> dependenciesOf(const Service &service);
/// Whether x-catamaran says `runtime: vm`.
bool isVmService(const Service &service);

} // namespace catamaran::compose
