// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/stage_graph.h"

#include "engine/build/run_mount.h"
#include "engine/build/substitution.h"
#include "engine/image/platform.h"
#include "engine/image/reference.h"

#include <algorithm>
#include <cctype>

namespace catamaran::engine::build {

using base::Errc;
using base::Result;

namespace {

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

Result<std::string> expandGlobal(const BuildScope &scope, const Instruction &at, const std::string &text)
{
    Substitution::Options options;
    options.escape = scope.dockerfile.source->escape();
    const auto lookup = [&scope](const std::string &name) -> std::optional<std::string> {
        if (const auto found = scope.globalArguments.find(name); found != scope.globalArguments.end())
            return found->second;
        return scope.platformArgument(name);
    };
    auto out = Substitution(lookup, options).word(text);
    if (!out)
        return scope.dockerfile.errorAt(at, out.error().message());
    return out;
}

Result<void> globalArgument(BuildScope &scope, const Instruction &instruction)
{
    for (const std::string &word : instruction.arguments) {
        const std::size_t equals = word.find('=');
        const std::string name = word.substr(0, equals);
        std::optional<std::string> value = scope.buildArgument(name);
        if (!value && equals != std::string::npos) {
            CATAMARAN_TRY(value, expandGlobal(scope, instruction, word.substr(equals + 1)));
        }
        if (value)
            scope.globalArguments[name] = *value;
    }
    return {};
}

/// What --from of COPY and of mounts names.
std::vector<std::string> sourceNames(const Instruction &instruction)
{
    std::vector<std::string> out;
    if (const auto from = instruction.flag("from"))
        out.push_back(*from);
    for (const std::string &flag : instruction.flags) {
        const auto mount =
            flag.starts_with("--mount=") ? RunMount::parse(flag.substr(8)) : Result<RunMount>(RunMount());
        if (mount && !mount->from.empty())
            out.push_back(mount->from);
    }
    return out;
}

} // namespace

Result<StageGraph> StageGraph::make(BuildScope &scope)
{
    StageGraph graph;
    CATAMARAN_CHECK(graph.collect(scope));
    CATAMARAN_CHECK(graph.chooseTarget(scope));
    for (std::size_t i = 0; i < graph.m_stages.size(); ++i)
        CATAMARAN_CHECK(graph.connect(scope, i));
    graph.need(graph.m_target);
    for (Stage &stage : graph.m_stages) {
        if (!stage.needed)
            continue;
        stage.firstStep = graph.m_steps + 1;
        graph.m_steps += static_cast<int>(stage.body.size()) + 1;
    }
    return graph;
}

Result<void> StageGraph::collect(BuildScope &scope)
{
    for (const Instruction &instruction : scope.dockerfile.instructions) {
        if (instruction.name == "from")
            CATAMARAN_CHECK(addStage(scope, instruction));
        else if (m_stages.empty())
            CATAMARAN_CHECK(globalArgument(scope, instruction));
        else
            m_stages.back().body.push_back(&instruction);
    }
    return {};
}

Result<void> StageGraph::addStage(BuildScope &scope, const Instruction &instruction)
{
    Stage stage;
    stage.from = &instruction;
    CATAMARAN_TRY(stage.base, expandGlobal(scope, instruction, instruction.arguments.front()));
    if (stage.base.empty())
        return scope.dockerfile.errorAt(instruction, "base name (" + instruction.arguments.front() +
                                                         ") should not be blank");
    if (instruction.arguments.size() == 3)
        stage.name = lower(instruction.arguments[2]);
    const bool isContext = scope.request.buildContexts.contains(stage.base);
    if (!isContext) {
        for (std::size_t i = m_stages.size(); i > 0 && stage.baseStage < 0; --i) {
            if (!m_stages[i - 1].name.empty() && m_stages[i - 1].name == lower(stage.base))
                stage.baseStage = static_cast<int>(i) - 1;
        }
        // As BuildKit: names of stages too, so that "FROM Builder" is refused whatever stands above.
        if (stage.base != "scratch") {
            if (const auto reference = image::Reference::parse(stage.base); !reference)
                return scope.dockerfile.errorAt(instruction, "failed to parse stage name \"" + stage.base +
                                                                 "\": " + reference.error().message());
        }
    }
    if (const auto platform = instruction.flag("platform")) {
        CATAMARAN_TRY(const std::string expanded, expandGlobal(scope, instruction, *platform));
        if (expanded.empty() || expanded.ends_with('/') || expanded.starts_with('/'))
            return scope.dockerfile.errorAt(instruction, "failed to parse platform " + *platform + ": \"" +
                                                             expanded + "\" is an invalid platform");
        // Without a store only the text is looked at: another platform is no fault of the text.
        const auto usable =
            scope.planOnly() ? Result<void>() : image::checkHostPlatform(expanded, "FROM --platform");
        if (!usable)
            return scope.dockerfile.errorAt(instruction, usable.error().message(), usable.error().code())
                .withFix(usable.error().fix());
    }
    m_stages.push_back(std::move(stage));
    return {};
}

Result<void> StageGraph::connect(BuildScope &scope, std::size_t index)
{
    Stage &stage = m_stages[index];
    for (const Instruction *instruction : stage.body) {
        for (const std::string &name : sourceNames(*instruction)) {
            if (name.find('$') != std::string::npos)
                return scope.dockerfile.errorAt(
                    *instruction, "variable expansion is not supported for --from, define a new stage with "
                                  "FROM using ARG from global scope as a workaround");
            if (scope.request.buildContexts.contains(name))
                continue;
            if (!stage.name.empty() && lower(name) == stage.name && find(name, index) < 0)
                return scope.dockerfile.errorAt(*instruction,
                                                "circular dependency detected on stage: " + stage.name);
            if (const int other = find(name, index); other >= 0)
                stage.sources.push_back(static_cast<std::size_t>(other));
        }
        for (const std::string &flag : instruction->flags) {
            if (!flag.starts_with("--mount="))
                continue;
            if (const auto mount = RunMount::parse(flag.substr(8)); !mount)
                return scope.dockerfile.errorAt(*instruction, mount.error().message(), mount.error().code())
                    .withFix(mount.error().fix());
        }
    }
    return {};
}

int StageGraph::find(const std::string &name, std::size_t before) const
{
    before = std::min(before, m_stages.size());
    for (std::size_t i = before; i > 0; --i) {
        if (!m_stages[i - 1].name.empty() && m_stages[i - 1].name == lower(name))
            return static_cast<int>(i) - 1;
    }
    if (!name.empty() && name.size() < 5 && name.find_first_not_of("0123456789") == std::string::npos &&
        std::stoul(name) < before)
        return std::stoi(name);
    return -1;
}

Result<void> StageGraph::chooseTarget(const BuildScope &scope)
{
    const std::string &target = scope.request.target;
    const int index = target.empty() ? static_cast<int>(m_stages.size()) - 1 : find(target, m_stages.size());
    if (index >= 0) {
        m_target = static_cast<std::size_t>(index);
        return {};
    }
    std::string names;
    for (const Stage &stage : m_stages)
        names += stage.name.empty() ? "" : " " + stage.name;
    return base::fail(base::Error(Errc::NotFound, "target stage \"" + target + "\" could not be found")
                          .withFix(names.empty() ? "The Dockerfile names no stages." : "There are:" + names));
}

void StageGraph::need(std::size_t index)
{
    Stage &stage = m_stages[index];
    if (stage.needed)
        return;
    stage.needed = true;
    if (stage.baseStage >= 0)
        need(static_cast<std::size_t>(stage.baseStage));
    for (const std::size_t source : stage.sources)
        need(source);
}

} // namespace catamaran::engine::build
