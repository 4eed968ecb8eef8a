// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "src/compose/stack_runner.h"

#include <memory>
#include <string>
#include <vector>

/// Stacks on an engine: what `catamaran compose` and the Stacks page call.
namespace catamaran::compose {

/// A project that has replicas on this host, as `compose ls` shows it.
struct StackSummary {
    std::string name;
    std::map<std::string, int> states; ///< replicas by state
    std::string configFiles;
};

/// How images get here.
struct ImageWish {
    enum class Build { Missing, Always, Never };
    Build build = Build::Missing;
    std::string pull; ///< "", always, missing, never: instead of the services' own
    bool quietPull = false;
    bool noCache = false;
};

/// One stack engine; thread-safe as the engine is. Works without libvirt; `vms` is for who has a hypervisor.
class StackService {
public:
    explicit StackService(engine::Engine &engine, ServiceHost *vms = nullptr);
    ~StackService();

    [[nodiscard]] Hull hull();
    base::Result<Observed> observe(const Project &project);
    /// Plan of an up; see stack_plan.h.
    base::Result<Plan> planUp(const Wish &wish);
    /// Images, plan, apply.
    base::Result<void> up(const Wish &wish, const ImageWish &images, const EventSink &sink,
                          const base::OperationContext &context);
    base::Result<void> down(const DownWish &wish, const EventSink &sink,
                            const base::OperationContext &context);
    /// Builds or pulls what is missing of the project's images.
    base::Result<void> prepareImages(const Project &project, const ImageWish &wish, const EventSink &sink,
                                     const base::OperationContext &context);
    base::Result<void> build(const Project &project, const Service &service, bool noCache, bool pull,
                             const std::function<void(const engine::build::BuildEvent &)> &onEvent,
                             const base::OperationContext &context);
    base::Result<std::vector<StackSummary>> list(bool all);
    base::Result<std::vector<ObservedReplica>> replicas(const std::string &project);
    /// All replicas' logs until they end (follow) or are told; records come one at a time.
    base::Result<void> logs(const std::vector<ObservedReplica> &replicas, const engine::LogQuery &query,
                            const std::function<void(const ObservedReplica &, const engine::LogRecord &)> &on,
                            const base::OperationContext &context);

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

/// The engine's wish for one replica of a service. `warnings` gets a line for each attribute that cannot be
/// honoured. Pure but for secrets and configs given inline, which are written below `filesDirectory`.
base::Result<engine::spec::ContainerSpec> containerSpec(const ReplicaRequest &request,
                                                        const std::string &filesDirectory,
                                                        std::vector<Warning> &warnings);

} // namespace catamaran::compose
