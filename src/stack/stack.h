// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "src/compose/project.h"
#include "src/stack/graph.h"
#include "src/stack/plan.h"
#include "src/stack/service_spec.h"
#include "src/stack/vms.h"
#include "src/stack/world.h"

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace catamaran::stack {

/// Something that happened to one object of a stack, in docker compose's words.
struct StackEvent {
    enum class Phase { Working, Done, Warning, Failed };
    Phase phase = Phase::Working;
    std::string object;    ///< "Container shop-web-1", "Network shop_default", "shop-web" of a build
    std::string status;    ///< "Creating", "Started", "Healthy", ...
    std::string service;   ///< empty: of no service
    std::string details;   ///< of a failure or warning
    std::int64_t atNs = 0; ///< CLOCK_MONOTONIC
};

/// What an image of a service needs before containers are made of it.
enum class BuildPolicy { WhenMissing, Always, Never };

struct UpOptions {
    UpWish wish;
    BuildPolicy build = BuildPolicy::WhenMissing;
    std::string pull;  ///< --pull: "", "always", "missing", "never"
    bool start = true; ///< false: create only
    bool wait = false; ///< until all run or are healthy
    std::optional<std::chrono::seconds> waitTimeout;
    std::optional<std::chrono::seconds> timeout; ///< of stops
    bool renewAnonymousVolumes = false;
    bool quietPull = false;
    bool ignoreOrphans = false;
};

struct DownOptions {
    bool volumes = false;
    bool removeOrphans = false;
    std::string images; ///< --rmi: "", "local", "all"
    std::optional<std::chrono::seconds> timeout;
    std::vector<std::string> services; ///< empty: all, and networks too
};

/// A Compose project and the containers that are made of it. Every call blocks, looks at the present state
/// first, and may be repeated: what is done is not done again, so a killed `up` is finished by the next one.
/// State is in labels alone, as docker compose has it.
///
/// Thread: one call at a time; the listener is called from several threads, one at a time.
class Stack {
public:
    using Listener = std::function<void(const StackEvent &)>;
    using OutputListener = std::function<void(const std::string &source, std::string_view text)>;

    Stack(engine::Engine &engine, compose::Project project, NameStyle style, Listener listener);

    /// Output of builds and hooks.
    void onOutput(OutputListener listener) { m_output = std::move(listener); }
    void setParallel(std::size_t most) { m_parallel = most; }
    /// Verbs that act on what is there, and those of images, only tell what they would do.
    void setDryRun(bool dry) { m_dry = dry; }
    /// Where services that want VMs get them; without it they are refused. It outlives the stack.
    void setVms(VmServices *vms) { m_vms = vms; }
    [[nodiscard]] VmServices *vms() { return m_vms; }
    [[nodiscard]] const compose::Project &project() const { return m_project; }
    [[nodiscard]] compose::Project &project() { return m_project; }
    [[nodiscard]] engine::Engine &engine() { return m_engine; }
    [[nodiscard]] NameStyle style() const { return m_style; }

    /// A project that is known by the labels of its containers only (`-p NAME` without a file).
    static base::Result<compose::Project> projectOfLabels(engine::Engine &engine, const std::string &name,
                                                          VmServices *vms = nullptr);

    /// Translates every service without making anything, so that what cannot be done is said before anything
    /// is done.
    base::Result<void> check();
    /// What up() would do. Images that are not here count as changed by nothing.
    base::Result<Plan> plan(const UpOptions &options);
    /// Images, networks, volumes, containers; starts them unless told not to. The containers of the asked
    /// services afterwards.
    base::Result<std::vector<Instance>> up(const UpOptions &options, const base::OperationContext &context);
    base::Result<void> down(const DownOptions &options, const base::OperationContext &context);

    // `services` empty: all. Only containers that are no one-offs.
    base::Result<void> start(const std::vector<std::string> &services, const base::OperationContext &context);
    base::Result<void> stop(const std::vector<std::string> &services,
                            std::optional<std::chrono::seconds> timeout,
                            const base::OperationContext &context);
    base::Result<void> restart(const std::vector<std::string> &services,
                               std::optional<std::chrono::seconds> timeout, bool withDependents,
                               const base::OperationContext &context);
    base::Result<void> kill(const std::vector<std::string> &services, const std::string &signal);
    base::Result<void> pause(const std::vector<std::string> &services, bool freeze);
    base::Result<void> remove(const std::vector<std::string> &containerIds, bool force, bool volumes);

    struct PullOptions {
        bool ignoreFailures = false;
        bool ignoreBuildable = false;
        bool includeDependencies = false;
        std::string policy; ///< --policy: "", "missing", "always"
        bool quiet = false;
    };
    base::Result<void> pull(const std::vector<std::string> &services, const PullOptions &options,
                            const base::OperationContext &context);
    base::Result<void> push(const std::vector<std::string> &services, bool ignoreFailures,
                            const base::OperationContext &context);
    struct BuildOptions {
        std::map<std::string, std::string> arguments;
        bool noCache = false;
        bool pull = false;
        bool quiet = false;
        bool withDependencies = false;
    };
    base::Result<void> build(const std::vector<std::string> &services, const BuildOptions &options,
                             const base::OperationContext &context);

    /// Everything a one-off needs (`compose run`): images, networks, volumes, dependencies started. Returns
    /// the container, made and not started.
    struct RunOptions {
        std::string service;
        std::string name;
        bool withDependencies = true;
        BuildPolicy build = BuildPolicy::WhenMissing;
        std::string pull;
        bool removeOrphans = false;
        bool ignoreOrphans = false;
        bool servicePorts = false;
        bool useAliases = false;
        std::function<void(engine::spec::ContainerSpec &)> adjust; ///< flags of the command line
    };
    base::Result<std::string> createOneOff(const RunOptions &options, const base::OperationContext &context);

    /// Waits until a container has no health check, or is healthy. Failure: "container x is unhealthy" or
    /// that it ended.
    base::Result<void> waitHealthy(const std::string &id, const base::OperationContext &context);
    base::Result<World> look();

private:
    friend class Watch; // runs the commands of its rules as hooks
    struct Created;     // what an up has made so far

    void tell(StackEvent::Phase phase, const std::string &object, const std::string &status,
              const std::string &service = {}, const std::string &details = {});
    [[nodiscard]] Graph graph() const;
    [[nodiscard]] std::vector<std::string> orAll(const std::vector<std::string> &services) const;

    // images.cpp
    base::Result<void> ensureImages(const UpOptions &options, const base::OperationContext &context);
    /// Lines of progress of one image's layers, as docker prints them.
    engine::image::TransferListener layerLines(const std::string &service);
    base::Result<void> pullOne(const compose::Service &service, const base::OperationContext &context);
    base::Result<void> pullImage(const std::string &image, const compose::Service &service,
                                 const base::OperationContext &context);
    /// Fetches what services mount (`type: image`) and neither is here nor is built by the project.
    base::Result<void> pullMountedImages(const base::OperationContext &context);
    /// As docker compose: mounts of images name them by id from here on, so that a newer image changes the
    /// configuration of its consumers.
    base::Result<void> pinMountedImages();
    base::Result<void> buildOne(const compose::Service &service, const BuildOptions &options,
                                const base::OperationContext &context);
    base::Result<std::map<std::string, std::string>> imageIds();

    // resources.cpp
    base::Result<void> ensureResources(const Plan &plan, const base::OperationContext &context);
    base::Result<void> createNetwork(const compose::Network &network, const std::string &key);
    base::Result<void> recreateNetwork(const compose::Network &network, const std::string &key,
                                       const base::OperationContext &context);
    base::Result<void> createVolume(const compose::Volume &volume, const std::string &key);
    base::Result<void> removeResources(const DownOptions &options, const World &world);

    // vm_services.cpp
    /// Where the secrets and configs of a VM lie, which it shares.
    [[nodiscard]] std::string vmFiles(const std::string &name) const;
    base::Result<void> removeVm(const std::string &id, const std::string &name);
    base::Result<void> waitVmHealthy(const Instance &machine, const base::OperationContext &context);
    [[nodiscard]] bool isVm(const std::string &id);
    base::Result<void> wishVm(const compose::Service &service, const ReplicaPlan &replica,
                              const UpOptions &options, Created &created,
                              const base::OperationContext &context);
    base::Result<void> startVms(const compose::Service &service, Created &created,
                                const base::OperationContext &context);

    // converge.cpp
    base::Result<void> converge(const Plan &plan, const UpOptions &options, Created &created,
                                const base::OperationContext &context);
    base::Result<void> convergeService(const ServicePlan &plan, const UpOptions &options, Created &created,
                                       const base::OperationContext &context);
    base::Result<std::string> createContainer(const compose::Service &service, const Replica &replica,
                                              const std::string &inherit, Created &created,
                                              const base::OperationContext &context,
                                              const std::function<void(ContainerWish &)> &adjust = {});
    /// Aliases of a container that has another name for the time of an update.
    static void useNames(ContainerWish &wish, const std::string &passing, const std::string &lasting);
    base::Result<void> replaceContainer(const compose::Service &service, const ReplicaPlan &replica,
                                        const UpOptions &options, Created &created,
                                        const base::OperationContext &context);
    base::Result<void> removeContainer(const std::string &id, const std::string &name,
                                       const std::string &service,
                                       std::optional<std::chrono::seconds> timeout,
                                       const base::OperationContext &context);
    base::Result<void> inject(const std::string &id, const std::vector<InjectedFile> &files,
                              const base::OperationContext &context);

    // rolling.cpp
    struct Rolled { ///< a container that was replaced: both are there, the old one stopped
        ReplicaPlan replica;
        std::string id; ///< of the new one
    };
    struct Turn { ///< one container takes the place of another
        std::string from;
        std::string to;
        std::string name;
        bool startFirst = false;
        std::chrono::nanoseconds monitor{};
    };
    [[nodiscard]] bool rolls(const compose::Service &service, const UpOptions &options) const;
    base::Result<void> rollService(const compose::Service &service, const UpOptions &options,
                                   Created &created, const base::OperationContext &context);
    base::Result<std::string> rollOne(const compose::Service &service, const ReplicaPlan &replica,
                                      const UpOptions &options, Created &created,
                                      const base::OperationContext &context);
    base::Result<void> takePlace(const compose::Service &service, const Turn &turn, const UpOptions &options,
                                 const base::OperationContext &context);
    base::Result<void> rollBack(const compose::Service &service, const std::vector<Rolled> &done,
                                const UpOptions &options, const base::OperationContext &context);
    base::Result<void> settle(const compose::Service &service, const std::vector<Rolled> &done,
                              const UpOptions &options, Created &created);
    /// Until the container is healthy, or without a check listens on its service's ports, and `monitor` more.
    base::Result<void> awaitReady(const compose::Service &service, const std::string &id,
                                  std::chrono::nanoseconds monitor, const base::OperationContext &context);
    /// Until nobody is connected to a container any more, or its time to stop is over.
    void drain(const compose::Service &service, const std::string &id, const UpOptions &options,
               const base::OperationContext &context);

    // start.cpp
    /// The last lines of a container's log, for a failure.
    std::string lastLines(const std::string &id);
    base::Result<void> startServices(const std::set<std::string> &services, const UpOptions &options,
                                     Created &created, const base::OperationContext &context);
    base::Result<void> startService(const std::string &name, const UpOptions &options, Created &created,
                                    const base::OperationContext &context);
    base::Result<void> startContainer(const std::string &id, const std::string &name,
                                      const std::string &service, const base::OperationContext &context);
    base::Result<void> awaitDependencies(const compose::Service &service,
                                         const base::OperationContext &context);
    base::Result<void> awaitDependency(const std::string &name, const compose::Dependency &dependency,
                                       const base::OperationContext &context);
    base::Result<void> awaitAll(const std::vector<Instance> &instances, const UpOptions &options,
                                const base::OperationContext &context);
    base::Result<void> runPreStart(const compose::Service &service, Created &created,
                                   const base::OperationContext &context);
    base::Result<void> runHooks(const std::vector<compose::Hook> &hooks, const std::string &service,
                                const std::string &id, const base::OperationContext &context);
    base::Result<void> stopContainer(const Instance &instance, std::optional<std::chrono::seconds> timeout,
                                     const base::OperationContext &context);

    engine::Engine &m_engine;
    compose::Project m_project;
    bool m_quietPull = false; ///< no progress of layers
    NameStyle m_style;
    Listener m_listener;
    OutputListener m_output;
    std::size_t m_parallel = 0;
    bool m_dry = false;
    VmServices *m_vms = nullptr;
    std::mutex m_vmsMutex;
    std::set<std::string> m_vmIds; ///< that were seen
    std::mutex m_listenerMutex;
};

/// What one up() has made: shared by the threads of its walk.
struct Stack::Created {
    std::mutex mutex;
    std::map<std::string, std::string> imageIds;                         ///< by service
    World world;                                                         ///< at the beginning
    std::map<std::string, std::vector<std::string>> containers;          ///< ids by service, once converged
    std::set<std::string> fresh;                                         ///< ids of new containers
    std::set<std::string> changedServices;                               ///< that have new containers
    std::map<std::string, std::vector<engine::spec::ContainerSpec>> vms; ///< to be run, by service
    std::map<std::string, std::vector<ReplicaPlan>> rolling;             ///< to be replaced while it serves
};

} // namespace catamaran::stack
