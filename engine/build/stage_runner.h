// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/build/stage_builder.h"
#include "engine/build/stage_graph.h"

namespace catamaran::engine::build {

/// What "FROM scratch" starts with, as BuildKit has it.
spec::ImageConfig scratchConfig(const BuildScope &scope);
/// A trigger of a base image, ready to be applied at the FROM that brought it.
base::Result<Instruction> triggerOf(const Dockerfile &dockerfile, const std::string &text, int line);

/// Builds the stages of a graph: each in a thread of its own, as soon as what it needs is there. The first
/// failure ends all. Events come one at a time.
class StageRunner {
public:
    StageRunner(BuildScope &scope, const StageGraph &graph,
                const std::function<void(const BuildEvent &)> &onEvent)
        : m_scope(scope), m_graph(graph), m_onEvent(onEvent), m_work(graph.stages().size())
    {
    }

    base::Result<void> run();
    [[nodiscard]] StageBuilder &targetStage() { return *m_work[m_graph.target()].builder; }
    /// Steps of all stages, for --cache-to.
    [[nodiscard]] std::vector<CachedStep> steps() const;

private:
    using Say = std::function<void(std::string_view)>;
    struct Work {
        std::mutex mutex; ///< held while the stage is being built
        bool done = false;
        bool good = false;
        std::unique_ptr<StageBuilder> builder;
    };
    struct Context {
        std::string directory;
        DockerIgnore ignore;
        std::list<image::StagedLayer> scratch;
    };

    [[nodiscard]] bool isBelowTarget(std::size_t index) const;
    bool ensure(std::size_t index);
    base::Result<SourceTree> source(const std::string &name, std::size_t forStage, const Say &say);
    base::Result<SourceTree> imageTree(const std::string &name, const Say &say);
    base::Result<SourceTree> namedContext(const std::string &name, const std::string &address,
                                          const Say &say);
    base::Result<void> startStage(const Stage &stage, StageBuilder &builder, StageBuilder::Outcome &outcome);
    [[nodiscard]] bool isFiltered(std::size_t index) const;
    base::Result<void> buildStage(std::size_t index);
    base::Result<void> step(std::size_t index, int number, const Instruction &instruction,
                            StageBuilder &builder,
                            const std::function<base::Result<void>(StageBuilder::Outcome &)> &work);
    void tell(const BuildEvent &event);

    BuildScope &m_scope;
    const StageGraph &m_graph;
    const std::function<void(const BuildEvent &)> &m_onEvent;
    std::vector<Work> m_work;
    std::mutex m_eventMutex;
    int m_finished = 0;
    std::mutex m_failureMutex;
    std::optional<base::Error> m_failure;
    std::mutex m_contextMutex;
    std::map<std::string, Context> m_contexts;
};

} // namespace catamaran::engine::build
