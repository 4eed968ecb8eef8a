// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/stage_builder.h"

#include <algorithm>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>

namespace catamaran::engine::build {

using base::Errc;
using base::Result;

std::string quotedList(const std::vector<std::string> &words)
{
    std::string out = "[";
    for (const std::string &word : words) {
        out += out.size() > 1 ? " \"" : "\"";
        for (const char c : word) {
            if (c == '"' || c == '\\')
                out += '\\';
            if (c == '\n')
                out += "\\n";
            else if (c == '\t')
                out += "\\t";
            else
                out += c;
        }
        out += '"';
    }
    return out + "]";
}

Result<void> clampTimes(const std::string &directory, const BuildTime &time)
{
    if (!time.last)
        return {};
    const auto clamp = [&](const std::string &path) -> Result<void> {
        struct stat status {};
        if (::lstat(path.c_str(), &status) != 0 || time.clamp(status.st_mtim.tv_sec) == status.st_mtim.tv_sec)
            return {};
        const timespec times[2] = {{0, UTIME_OMIT}, {*time.last, 0}};
        if (::utimensat(AT_FDCWD, path.c_str(), times, AT_SYMLINK_NOFOLLOW) != 0)
            return base::failErrno("set the time of " + path);
        return {};
    };
    std::error_code error;
    for (auto it = std::filesystem::recursive_directory_iterator(directory, error);
         !error && it != std::filesystem::recursive_directory_iterator(); it.increment(error))
        CATAMARAN_CHECK(clamp(it->path().string()));
    if (error)
        return base::fail(base::Error::fromErrno(error.value(), "read " + directory));
    return clamp(directory);
}

void StageBuilder::start(spec::ImageConfig config, std::vector<image::Layer> layers)
{
    m_config = std::move(config);
    m_layers = std::move(layers);
    m_created = m_config.created;
}

Result<void> StageBuilder::startFromTree(const SourceTree &tree, Outcome &outcome)
{
    const image::LayerView view(tree.directories);
    CATAMARAN_TRY(const image::LayerView::Entry root, view.root());
    CopyRules rules;
    rules.ignore = tree.ignore;
    StepInputs inputs;
    base::Sha256 content;
    CATAMARAN_CHECK(hashTree(view, root, rules, content, {&inputs.files, &m_scope.digests}, m_scope.context));
    inputs.add("the instruction", "context");
    inputs.add("the content of the context", content.finishHex());
    return layerStep(
        std::move(inputs), "FROM " + tree.name,
        [&](image::StagedLayer &staged) -> Result<void> {
            Copier copier({}, staged.fs(), m_scope.time);
            CATAMARAN_CHECK(copier.copy(view, root, "/", Copier::Target::Exact, rules, m_scope.context));
            return copier.finish();
        },
        outcome);
}

std::vector<std::string> StageBuilder::directories() const
{
    std::vector<std::string> out;
    for (const image::Layer &layer : m_layers)
        out.push_back(m_scope.store->directory(layer.chainId));
    return out;
}

std::string StageBuilder::chain() const
{
    return m_layers.empty() ? std::string() : m_layers.back().chainId;
}

std::optional<std::string> StageBuilder::variable(const std::string &name) const
{
    for (const std::string &entry : m_config.environment) {
        if (entry.size() > name.size() && entry[name.size()] == '=' && entry.starts_with(name))
            return entry.substr(name.size() + 1);
    }
    for (auto argument = m_arguments.rbegin(); argument != m_arguments.rend(); ++argument) {
        if (argument->first == name)
            return argument->second;
    }
    return std::nullopt;
}

Result<std::string> StageBuilder::expand(const std::string &text) const
{
    Substitution::Options options;
    options.escape = m_scope.dockerfile.source->escape();
    return Substitution([this](const std::string &name) { return variable(name); }, options).word(text);
}

Result<std::vector<std::string>> StageBuilder::expandWords(const std::string &text) const
{
    Substitution::Options options;
    options.escape = m_scope.dockerfile.source->escape();
    return Substitution([this](const std::string &name) { return variable(name); }, options).words(text);
}

std::string StageBuilder::absolute(const std::string &path) const
{
    if (path.starts_with('/'))
        return path;
    const std::string &directory = m_config.workingDirectory;
    return (directory.empty() ? "/" : directory.ends_with('/') ? directory : directory + "/") + path;
}

void StageBuilder::emptyStep(const std::string &createdBy)
{
    if (m_created.empty())
        m_created = m_scope.now;
    m_config.history.push_back({m_created, createdBy, "catamaran.dockerfile.v0", true});
}

Result<std::optional<image::Layer>> StageBuilder::cachedLayer(const std::string &key) const
{
    if (m_surroundings.noCache)
        return std::optional<image::Layer>();
    CATAMARAN_TRY(std::optional<image::Layer> layer, m_scope.store->cachedStep(key));
    if (layer)
        return layer;
    CATAMARAN_TRY(layer, m_scope.imported.take(*m_scope.store, key, chain(), m_scope.context));
    if (layer)
        CATAMARAN_CHECK(m_scope.store->rememberStep(key, *layer));
    return layer;
}

Result<void> StageBuilder::layerStep(StepInputs inputs, const std::string &createdBy, const Fill &fill,
                                     Outcome &outcome)
{
    if (m_scope.planOnly()) {
        emptyStep(createdBy);
        return {};
    }
    inputs.parent = chain();
    if (m_scope.time.last)
        inputs.add("SOURCE_DATE_EPOCH", std::to_string(*m_scope.time.last));
    const std::string key = inputs.key();
    CATAMARAN_TRY(std::optional<image::Layer> layer, cachedLayer(key));
    // The same key under another parent cannot be: the parent's chain is part of it.
    outcome.cached = layer.has_value();
    if (!layer) {
        const StepMemory memory(m_scope.stateDirectory() + "/steps");
        const std::string place =
            m_scope.place + "\n" + m_surroundings.name + "\n" + std::to_string(m_position);
        if (!m_surroundings.noCache)
            outcome.missReason = memory.reasonOfMiss(place, inputs);
        memory.remember(place, inputs);
        CATAMARAN_TRY(image::StagedLayer staged, m_scope.store->stage());
        CATAMARAN_CHECK(fill(staged));
        CATAMARAN_TRY(layer, m_scope.store->commit(std::move(staged), chain(), m_scope.now, m_scope.context));
        CATAMARAN_CHECK(m_scope.store->rememberStep(key, *layer));
    }
    m_steps.push_back({key, inputs.parent, *layer, false});
    m_created = layer->created.empty() ? m_scope.now : layer->created;
    m_config.diffIds.push_back(layer->diffId);
    m_config.history.push_back({m_created, createdBy, "catamaran.dockerfile.v0", false});
    m_layers.push_back(std::move(*layer));
    return {};
}

Result<void> StageBuilder::apply(const Instruction &instruction, Outcome &outcome)
{
    ++m_position;
    const auto dispatch = [&]() -> Result<void> {
        if (instruction.name == "copy" || instruction.name == "add")
            return applyCopy(instruction, outcome);
        if (instruction.name == "run")
            return applyRun(instruction, outcome);
        if (instruction.name == "workdir")
            return applyWorkdir(instruction, outcome);
        return applyConfig(instruction);
    };
    auto done = dispatch();
    if (done || done.error().where())
        return done;
    base::Error located =
        m_scope.dockerfile.errorAt(instruction, done.error().message(), done.error().code());
    if (!done.error().fix().empty())
        located = std::move(located).withFix(done.error().fix());
    for (auto context = done.error().context().rbegin(); context != done.error().context().rend(); ++context)
        located = std::move(located).withContext(*context);
    return located;
}

} // namespace catamaran::engine::build
