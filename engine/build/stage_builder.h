// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/build/build_scope.h"
#include "engine/build/run_mount.h"
#include "engine/build/substitution.h"
#include "engine/store/file_lock.h"

#include <functional>

namespace catamaran::engine::build {

struct CopyPlan;

/// One stage under construction: applies instructions one by one. Not thread-safe; stages of one build run in
/// threads of their own.
class StageBuilder {
public:
    /// What differs from stage to stage.
    struct Surroundings {
        /// How --from finds a tree: an earlier stage, a named context or an image.
        std::function<base::Result<SourceTree>(const std::string &)> findSource;
        std::string name; ///< of the stage, or its number
        bool noCache = false;
    };

    explicit StageBuilder(BuildScope &scope) : m_scope(scope) {}
    /// Before the first step.
    void setSurroundings(Surroundings surroundings) { m_surroundings = std::move(surroundings); }

    /// Where the output of RUN goes; set for each step.
    std::function<void(std::string_view)> onOutput;

    /// How a step ended.
    struct Outcome {
        bool cached = false;
        std::string missReason;
    };

    /// FROM: what lies below. An empty `layers` is scratch.
    void start(spec::ImageConfig config, std::vector<image::Layer> layers);
    /// FROM a directory (--build-context): its files are the first layer.
    base::Result<void> startFromTree(const SourceTree &tree, Outcome &outcome);
    /// Applies one instruction (not FROM).
    base::Result<void> apply(const Instruction &instruction, Outcome &outcome);

    [[nodiscard]] const spec::ImageConfig &config() const { return m_config; }
    [[nodiscard]] spec::ImageConfig &config() { return m_config; }
    [[nodiscard]] const std::vector<image::Layer> &layers() const { return m_layers; }
    [[nodiscard]] std::vector<std::string> directories() const;
    [[nodiscard]] const std::string &created() const { return m_created; }
    [[nodiscard]] std::string chain() const;
    /// The steps of this stage that made a layer, for --cache-to.
    [[nodiscard]] const std::vector<CachedStep> &steps() const { return m_steps; }

private:
    using Fill = std::function<base::Result<void>(image::StagedLayer &)>;

    base::Result<void> applyConfig(const Instruction &instruction);
    base::Result<void> applyPairs(const Instruction &instruction);
    base::Result<void> applyArg(const Instruction &instruction);
    base::Result<void> applyHealth(const Instruction &instruction);
    base::Result<void> applyExpose(const Instruction &instruction);
    base::Result<void> applyWorkdir(const Instruction &instruction, Outcome &outcome);
    base::Result<void> applyCopy(const Instruction &instruction, Outcome &outcome);
    base::Result<void> applyRun(const Instruction &instruction, Outcome &outcome);

    /// Takes the layer from the cache, or makes it by `fill`, and adds it with its history line.
    base::Result<void> layerStep(StepInputs inputs, const std::string &createdBy, const Fill &fill,
                                 Outcome &outcome);
    base::Result<std::optional<image::Layer>> cachedLayer(const std::string &key) const;
    void emptyStep(const std::string &createdBy);

    [[nodiscard]] std::optional<std::string> variable(const std::string &name) const;
    base::Result<std::string> expand(const std::string &text) const;
    base::Result<std::vector<std::string>> expandWords(const std::string &text) const;
    void setEnvironment(const std::string &name, const std::string &value);
    [[nodiscard]] std::vector<std::string> commandOf(const Instruction &instruction, std::size_t first) const;
    [[nodiscard]] std::string absolute(const std::string &path) const;

    // COPY and ADD: copy_plan.cpp, copy_step.cpp, remote_step.cpp
    base::Result<CopyPlan> planCopy(const Instruction &instruction);
    base::Result<void> planRules(const Instruction &instruction, CopyPlan &plan);
    base::Result<void> addLocalSource(const std::string &word, const SourceTree &tree, CopyPlan &plan);
    base::Result<void> addRemoteSource(const std::string &word, CopyPlan &plan);
    base::Result<void> runCopy(CopyPlan &plan, image::StagedLayer &staged);
    base::Result<void> extract(Copier &copier, const std::string &archive, const CopyPlan &plan);
    base::Result<Owner> ownerOf(const std::string &text) const;

    // RUN: run_step.cpp, run_mounts.cpp
    struct PreparedMounts {
        std::vector<store::FileLock> locks; ///< of cache mounts, until the program has ended
    };
    base::Result<std::vector<RunMount>> mountsOf(const Instruction &instruction) const;
    base::Result<void> describeMounts(const std::vector<RunMount> &mounts, StepInputs &inputs);
    base::Result<void> prepareMounts(const std::vector<RunMount> &mounts, RunRequest &run,
                                     PreparedMounts &prepared);
    base::Result<void> prepareBind(const RunMount &mount, RunRequest &run);
    base::Result<void> prepareCache(const RunMount &mount, RunRequest &run, PreparedMounts &prepared);
    base::Result<void> prepareSecret(const RunMount &mount, RunRequest &run);
    base::Result<void> prepareSsh(const RunMount &mount, std::size_t number, RunRequest &run);
    base::Result<SourceTree> mountTree(const RunMount &mount);

    BuildScope &m_scope;
    Surroundings m_surroundings;
    spec::ImageConfig m_config;
    std::vector<image::Layer> m_layers;
    std::vector<CachedStep> m_steps;
    std::string m_created;
    int m_position = 0;          ///< of the instruction in this stage
    bool m_commandIsOwn = false; ///< CMD was said in this stage, so ENTRYPOINT keeps it
    std::vector<std::pair<std::string, std::optional<std::string>>> m_arguments; ///< ARG, in order
};

/// Go's %q of a list: ["a" "b"].
std::string quotedList(const std::vector<std::string> &words);
/// Puts no time of a tree beyond SOURCE_DATE_EPOCH.
base::Result<void> clampTimes(const std::string &directory, const BuildTime &time);

} // namespace catamaran::engine::build
