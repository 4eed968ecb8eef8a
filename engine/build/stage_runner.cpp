// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/stage_runner.h"

#include "engine/base/clock.h"
#include "engine/base/file.h"
#include "engine/build/contexts.h"

#include <algorithm>
#include <thread>

namespace catamaran::engine::build {

using base::Errc;
using base::Result;

namespace {

constexpr const char *kDefaultPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

} // namespace

spec::ImageConfig scratchConfig(const BuildScope &scope)
{
    spec::ImageConfig config;
    config.architecture = scope.architecture;
    config.variant = scope.variant;
    config.environment = {kDefaultPath};
    config.workingDirectory = "/";
    return config;
}

Result<Instruction> triggerOf(const Dockerfile &dockerfile, const std::string &text, int line)
{
    CATAMARAN_TRY(Instruction trigger, parseInstruction(text, dockerfile.source->escape()));
    trigger.line = line;
    CATAMARAN_CHECK(validateInstruction(dockerfile, trigger));
    return trigger;
}

Result<void> StageRunner::run()
{
    std::vector<std::size_t> needed;
    for (std::size_t i = 0; i < m_graph.stages().size(); ++i) {
        if (m_graph.stages()[i].needed)
            needed.push_back(i);
    }
    // One failure, or the caller's wish, ends all.
    std::stop_source stop;
    const std::stop_callback forward(m_scope.context.stop, [&stop] { stop.request_stop(); });
    const std::stop_token asked = std::exchange(m_scope.context.stop, stop.get_token());
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i + 1 < needed.size(); ++i)
            threads.emplace_back([this, &stop, stage = needed[i]] {
                if (!ensure(stage))
                    stop.request_stop();
            });
        if (!ensure(m_graph.target()))
            stop.request_stop();
    }
    m_scope.context.stop = asked;
    if (m_failure)
        return base::fail(std::move(*m_failure));
    return {};
}

bool StageRunner::isBelowTarget(std::size_t index) const
{
    for (int i = m_graph.stages()[m_graph.target()].baseStage; i >= 0;
         i = m_graph.stages()[static_cast<std::size_t>(i)].baseStage) {
        if (static_cast<std::size_t>(i) == index)
            return true;
    }
    return false;
}

bool StageRunner::ensure(std::size_t index)
{
    const Stage &stage = m_graph.stages()[index];
    bool good = stage.baseStage < 0 || ensure(static_cast<std::size_t>(stage.baseStage));
    for (const std::size_t source : stage.sources)
        good = good && ensure(source);
    Work &work = m_work[index];
    const std::lock_guard lock(work.mutex);
    if (work.done)
        return work.good;
    work.done = true;
    if (!good)
        return false;
    auto built = buildStage(index);
    work.good = built.has_value();
    if (!built) {
        const std::lock_guard failure(m_failureMutex);
        // What was cancelled because of another failure is not the reason.
        const bool isReason = !m_failure || m_failure->code() == Errc::Cancelled;
        if (isReason)
            m_failure = std::move(built).error();
    }
    return work.good;
}

Result<SourceTree> StageRunner::source(const std::string &name, std::size_t forStage, const Say &say)
{
    if (const auto named = m_scope.request.buildContexts.find(name);
        named != m_scope.request.buildContexts.end())
        return namedContext(name, named->second, say);
    if (const int index = m_graph.find(name, forStage); index >= 0) {
        const auto other = static_cast<std::size_t>(index);
        if (!ensure(other)) // a trigger of a base image may name one that was not foreseen
            return base::fail(Errc::Cancelled, "stage " + name + " was not built");
        const StageBuilder &builder = *m_work[other].builder;
        return SourceTree{builder.directories(), "stage " + builder.chain(), nullptr, "stage " + name};
    }
    return imageTree(name, say);
}

Result<SourceTree> StageRunner::imageTree(const std::string &name, const Say &say)
{
    CATAMARAN_TRY(const image::ResolvedImage image, m_scope.image(name, say));
    return SourceTree{image.layerDirectories, "image " + image.chainId, nullptr, "image " + name};
}

Result<SourceTree> StageRunner::namedContext(const std::string &name, const std::string &address,
                                             const Say &say)
{
    if (address.starts_with("docker-image://"))
        return imageTree(address.substr(15), say);
    if (address.starts_with("oci-layout://") || address.starts_with("target:"))
        return base::fail(
            base::Error(Errc::Unsupported, "build context " + name + "=" + address + " is not supported")
                .withFix("Give a directory, docker-image://NAME, or a git or http(s) "
                         "address; load an OCI layout first."));
    const std::lock_guard lock(m_contextMutex);
    auto found = m_contexts.find(name);
    if (found == m_contexts.end()) {
        std::list<image::StagedLayer> scratch;
        CATAMARAN_TRY(std::string directory,
                      contextDirectory(*m_scope.store, address, scratch, say, m_scope.context));
        Context context;
        const std::string file = directory + "/.dockerignore";
        if (const auto text = base::readFile(file)) {
            CATAMARAN_TRY(context.ignore, DockerIgnore::parse(*text, file));
        }
        context.directory = std::move(directory);
        context.scratch = std::move(scratch);
        found = m_contexts.emplace(name, std::move(context)).first;
    }
    return SourceTree{{found->second.directory}, {}, &found->second.ignore, "context " + name};
}

Result<void> StageRunner::startStage(const Stage &stage, StageBuilder &builder,
                                     StageBuilder::Outcome &outcome)
{
    if (stage.baseStage >= 0) {
        const StageBuilder &below = *m_work[static_cast<std::size_t>(stage.baseStage)].builder;
        builder.start(below.config(), below.layers());
        return {};
    }
    std::string base = stage.base;
    if (const auto named = m_scope.request.buildContexts.find(base);
        named != m_scope.request.buildContexts.end()) {
        if (!named->second.starts_with("docker-image://")) {
            CATAMARAN_TRY(const SourceTree tree, namedContext(base, named->second, builder.onOutput));
            builder.start(scratchConfig(m_scope), {});
            return builder.startFromTree(tree, outcome);
        }
        base = named->second.substr(15);
    }
    if (base == "scratch") {
        builder.start(scratchConfig(m_scope), {});
        return {};
    }
    auto image = m_scope.image(base, builder.onOutput);
    if (!image)
        return m_scope.dockerfile.errorAt(*stage.from, image.error().message(), image.error().code())
            .withFix(image.error().fix());
    CATAMARAN_TRY(std::vector<image::Layer> layers, m_scope.store->layersOf(image->id));
    builder.start(std::move(image->config), std::move(layers));
    return {};
}

Result<void> StageRunner::buildStage(std::size_t index)
{
    const Stage &stage = m_graph.stages()[index];
    StageBuilder::Surroundings surroundings;
    surroundings.name = stage.name.empty() ? std::to_string(index) : stage.name;
    surroundings.noCache = m_scope.request.noCache || isFiltered(index);
    auto owned = std::make_unique<StageBuilder>(m_scope);
    StageBuilder *builder = owned.get();
    surroundings.findSource = [this, index, builder](const std::string &name) {
        return source(name, index, builder->onOutput);
    };
    builder->setSurroundings(std::move(surroundings));
    m_work[index].builder = std::move(owned);
    int number = 0;
    CATAMARAN_CHECK(step(index, number++, *stage.from, *builder,
                         [&](auto &outcome) { return startStage(stage, *builder, outcome); }));
    const std::vector<std::string> triggers = std::exchange(builder->config().onBuild, {});
    for (const std::string &text : triggers) {
        CATAMARAN_TRY(const Instruction trigger, triggerOf(m_scope.dockerfile, text, stage.from->line));
        StageBuilder::Outcome outcome;
        CATAMARAN_CHECK(builder->apply(trigger, outcome));
    }
    for (const Instruction *instruction : stage.body)
        CATAMARAN_CHECK(step(index, number++, *instruction, *builder,
                             [&](auto &outcome) { return builder->apply(*instruction, outcome); }));
    return {};
}

Result<void> StageRunner::step(std::size_t index, int number, const Instruction &instruction,
                               StageBuilder &builder,
                               const std::function<Result<void>(StageBuilder::Outcome &)> &work)
{
    if (m_scope.context.stopRequested())
        return base::fail(Errc::Cancelled, "build cancelled");
    const Stage &stage = m_graph.stages()[index];
    BuildEvent event;
    event.step = stage.firstStep + number;
    event.steps = m_graph.steps();
    event.instruction = instruction.original;
    event.stage = stage.name;
    event.stageStep = number + 1;
    event.stageSteps = static_cast<int>(stage.body.size()) + 1;
    tell(event);
    {
        const std::lock_guard lock(m_eventMutex);
        m_scope.context.report(instruction.original, m_finished, m_graph.steps(), "steps");
    }
    builder.onOutput = [&](std::string_view text) {
        BuildEvent output = event;
        output.output = text;
        tell(output);
    };
    const auto start = base::SteadyClock::now();
    StageBuilder::Outcome outcome;
    auto done = work(outcome);
    builder.onOutput = nullptr;
    event.seconds = std::chrono::duration<double>(base::SteadyClock::now() - start).count();
    event.cached = outcome.cached;
    event.missReason = outcome.missReason;
    event.done = true;
    if (!done)
        event.error = done.error().message().substr(0, done.error().message().find('\n'));
    tell(event);
    return done;
}

void StageRunner::tell(const BuildEvent &event)
{
    const std::lock_guard lock(m_eventMutex);
    if (event.done)
        ++m_finished;
    if (m_onEvent)
        m_onEvent(event);
}

std::vector<CachedStep> StageRunner::steps() const
{
    std::vector<CachedStep> out;
    for (std::size_t i = 0; i < m_work.size(); ++i) {
        if (!m_work[i].builder)
            continue;
        for (CachedStep step : m_work[i].builder->steps()) {
            step.ofTarget = i == m_graph.target() || isBelowTarget(i);
            out.push_back(std::move(step));
        }
    }
    return out;
}

bool StageRunner::isFiltered(std::size_t index) const
{
    const auto &filter = m_scope.request.noCacheFilter;
    return std::any_of(filter.begin(), filter.end(), [&](const std::string &name) {
        return m_graph.find(name, m_graph.stages().size()) == static_cast<int>(index);
    });
}

} // namespace catamaran::engine::build
