// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/build/builder.h"
#include "engine/build/copier.h"
#include "engine/build/dockerfile_parser.h"
#include "engine/build/substitution.h"
#include "engine/image/layer_store.h"

#include <map>
#include <set>

namespace catamaran::engine::build {

/// What all stages of one build share. Outlives them.
struct BuildScope {
    image::LayerStore &store;
    const BuildRequest &request;
    const RunStep &runStep;
    const base::OperationContext &context;
    const Dockerfile &dockerfile;
    BuildTime time;
    std::string now; ///< RFC 3339 of `time`
    std::string architecture;
    std::string variant;
    DockerIgnore ignore;
    std::map<std::string, std::string> globalArguments; ///< ARG before the first FROM
    std::set<std::string> consumedArguments;
    std::vector<std::string> warnings;
    std::function<void(std::string_view)> onOutput; ///< of the RUN that is under way

    /// Values docker defines by itself: TARGETPLATFORM, BUILDARCH, ...
    [[nodiscard]] std::optional<std::string> platformArgument(const std::string &name) const;
    /// --build-arg, and notes that it was used.
    std::optional<std::string> buildArgument(const std::string &name);
};

/// One stage under construction: applies instructions one by one. Not thread-safe.
class StageBuilder {
public:
    /// How COPY --from finds a tree: an earlier stage or an image.
    using FindSource = std::function<base::Result<std::vector<std::string>>(const std::string &)>;

    StageBuilder(BuildScope &scope, FindSource findSource)
        : m_scope(scope), m_findSource(std::move(findSource))
    {
    }

    /// FROM: what lies below. An empty `layers` is scratch.
    void start(spec::ImageConfig config, std::vector<image::Layer> layers);
    /// Applies one instruction (not FROM). `cached` tells whether it came from the cache.
    base::Result<void> apply(const Instruction &instruction, bool &cached);

    [[nodiscard]] const spec::ImageConfig &config() const { return m_config; }
    [[nodiscard]] spec::ImageConfig &config() { return m_config; }
    [[nodiscard]] const std::vector<image::Layer> &layers() const { return m_layers; }
    [[nodiscard]] std::vector<std::string> directories() const;
    [[nodiscard]] const std::string &created() const { return m_created; }

private:
    using Fill = std::function<base::Result<void>(image::StagedLayer &)>;

    base::Result<void> applyConfig(const Instruction &instruction);
    base::Result<void> applyPairs(const Instruction &instruction);
    base::Result<void> applyArg(const Instruction &instruction);
    base::Result<void> applyHealth(const Instruction &instruction);
    base::Result<void> applyExpose(const Instruction &instruction);
    base::Result<void> applyWorkdir(const Instruction &instruction, bool &cached);
    base::Result<void> applyCopy(const Instruction &instruction, bool &cached);
    base::Result<void> applyRun(const Instruction &instruction, bool &cached);

    /// Takes the layer from the cache, or makes it by `fill`, and adds it with its history line.
    base::Result<void> layerStep(const std::string &key, const std::string &createdBy, const Fill &fill,
                                 bool &cached);
    void emptyStep(const std::string &createdBy);
    [[nodiscard]] std::string chain() const;

    [[nodiscard]] std::optional<std::string> variable(const std::string &name) const;
    base::Result<std::string> expand(const std::string &text) const;
    base::Result<std::vector<std::string>> expandWords(const std::string &text) const;
    void setEnvironment(const std::string &name, const std::string &value);
    [[nodiscard]] std::vector<std::string> commandOf(const Instruction &instruction, std::size_t first) const;
    [[nodiscard]] std::string absolute(const std::string &path) const;

    struct CopyPlan;
    base::Result<CopyPlan> planCopy(const Instruction &instruction);
    base::Result<CopyRules> copyRules(const Instruction &instruction, bool fromStage);
    base::Result<void> runCopy(const CopyPlan &plan, image::StagedLayer &staged);
    base::Result<void> extract(Copier &copier, const image::LayerView::Entry &archive, const CopyPlan &plan);
    base::Result<Owner> ownerOf(const std::string &text) const;

    BuildScope &m_scope;
    FindSource m_findSource;
    spec::ImageConfig m_config;
    std::vector<image::Layer> m_layers;
    std::string m_created;
    bool m_commandIsOwn = false; ///< CMD was said in this stage, so ENTRYPOINT keeps it
    std::vector<std::pair<std::string, std::optional<std::string>>> m_arguments; ///< ARG, in order
};

/// Go's %q of a list: ["a" "b"].
std::string quotedList(const std::vector<std::string> &words);
/// A digest over length-prefixed fields.
std::string cacheKey(const std::vector<std::string> &fields);

} // namespace catamaran::engine::build
