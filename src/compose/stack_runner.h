// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "src/compose/stack_plan.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// Carries a plan out on a host.
namespace catamaran::compose {

/// A replica to be made.
struct ReplicaRequest {
    const Project &project;
    const Service &service;
    int number = 1;
    std::string name;
    std::map<std::string, std::string> labels; ///< all of them: the service's and com.docker.compose.*
    std::string replaces;                      ///< id of the one it follows; keeps its anonymous volumes
    bool renewAnonymousVolumes = false;
    bool oneOff = false; ///< `run`
};

/// Where replicas of services live: containers by the engine, light VMs by the hypervisor.
/// Calls block and come from several threads at once.
class ServiceHost {
public:
    virtual ~ServiceHost() = default;
    /// Makes it without starting it; returns its id. Everything is undone on failure.
    virtual base::Result<std::string> create(const ReplicaRequest &request,
                                             const base::OperationContext &context) = 0;
    virtual base::Result<void> start(const std::string &id, const base::OperationContext &context) = 0;
    virtual base::Result<void> stop(const std::string &id, std::optional<std::chrono::seconds> grace,
                                    const base::OperationContext &context) = 0;
    virtual base::Result<void> remove(const std::string &id, bool anonymousVolumes) = 0;
    virtual base::Result<void> rename(const std::string &id, const std::string &name) = 0;
    virtual base::Result<ObservedReplica> inspect(const std::string &id) = 0;
    /// All replicas of a project, one-offs too. An empty project: of all projects.
    virtual base::Result<std::vector<ObservedReplica>> replicas(const std::string &project) = 0;
    /// Exit code of a replica that ends.
    virtual base::Result<int> wait(const std::string &id, const base::OperationContext &context) = 0;
    /// The last lines it wrote, for "why did it fail".
    virtual base::Result<std::string> lastLog(const std::string &id, std::size_t lines) = 0;
};

/// Networks, volumes and images of a host; what is not a replica.
class ResourceHost {
public:
    virtual ~ResourceHost() = default;
    virtual base::Result<void> createNetwork(const Project &project, const std::string &key) = 0;
    virtual base::Result<void> removeNetwork(const std::string &name) = 0;
    virtual base::Result<void> createVolume(const Project &project, const std::string &key) = 0;
    virtual base::Result<void> removeVolume(const std::string &name) = 0;
    virtual base::Result<Observed> observe(const Project &project) = 0;
};

/// What a plan is carried out on. `vms` may be null: then a VM service is an error that says so.
struct Hull {
    ServiceHost &containers;
    ServiceHost *vms = nullptr;
    ResourceHost &resources;
};

/// One moment in the life of a resource. Times for the Gantt chart: CLOCK_MONOTONIC nanoseconds.
struct StackEvent {
    enum class State { Working, Waiting, Done, Failed, Skipped };
    std::string resource; ///< "Container shop-web-1"
    std::string service;  ///< empty for networks and volumes
    std::string word;     ///< docker's: "Creating", "Created", "Starting", "Started", "Healthy", ...
    State state = State::Working;
    std::int64_t timeNs = 0;
    std::string detail; ///< of Failed: the error
};
/// Called from several threads, one call at a time.
using EventSink = std::function<void(const StackEvent &)>;

struct RunOptions {
    std::optional<std::chrono::seconds> stopTimeout;
    bool renewAnonymousVolumes = false;
    std::size_t parallel = 0;      ///< 0: no limit but a sensible number of threads
    bool anonymousVolumes = false; ///< Remove takes anonymous volumes along
};

/// Does the actions of a plan, as many at a time as their order allows. The first failure lets what runs end
/// and starts nothing new; its error is returned (a service that failed with its last log lines). A stop
/// request does the same, as Cancelled.
base::Result<void> apply(const Plan &plan, const Project &project, const Hull &hull,
                         const RunOptions &options, const EventSink &sink,
                         const base::OperationContext &context);

/// Waits until a condition of depends_on (or `up --wait`) holds for all replicas of a service.
base::Result<void> waitForGate(const Project &project, const Gate &gate, const Hull &hull,
                               const EventSink &sink, const base::OperationContext &context);

} // namespace catamaran::compose
