// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/stage_builder.h"

#include <algorithm>

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

std::string cacheKey(const std::vector<std::string> &fields)
{
    base::Sha256 hash;
    for (const std::string &field : fields) {
        hash.update(std::to_string(field.size()) + ":");
        hash.update(field);
    }
    return hash.finishHex();
}

std::optional<std::string> BuildScope::platformArgument(const std::string &name) const
{
    if (name == "TARGETPLATFORM" || name == "BUILDPLATFORM")
        return "linux/" + architecture + (variant.empty() ? "" : "/" + variant);
    if (name == "TARGETOS" || name == "BUILDOS")
        return "linux";
    if (name == "TARGETARCH" || name == "BUILDARCH")
        return architecture;
    if (name == "TARGETVARIANT" || name == "BUILDVARIANT")
        return variant;
    if (name == "TARGETSTAGE")
        return request.target.empty() ? "default" : request.target;
    return std::nullopt;
}

std::optional<std::string> BuildScope::buildArgument(const std::string &name)
{
    const auto found = request.buildArguments.find(name);
    if (found == request.buildArguments.end())
        return std::nullopt;
    consumedArguments.insert(name);
    return found->second;
}

void StageBuilder::start(spec::ImageConfig config, std::vector<image::Layer> layers)
{
    m_config = std::move(config);
    m_layers = std::move(layers);
    m_created = m_config.created;
}

std::vector<std::string> StageBuilder::directories() const
{
    std::vector<std::string> out;
    for (const image::Layer &layer : m_layers)
        out.push_back(m_scope.store.directory(layer.chainId));
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

Result<void> StageBuilder::layerStep(const std::string &key, const std::string &createdBy, const Fill &fill,
                                     bool &cached)
{
    std::optional<image::Layer> layer;
    if (!m_scope.request.noCache) {
        CATAMARAN_TRY(layer, m_scope.store.cachedStep(key));
        // The same key under another parent cannot be: the parent's chain is part of it.
        cached = layer.has_value();
    }
    if (!layer) {
        CATAMARAN_TRY(image::StagedLayer staged, m_scope.store.stage());
        CATAMARAN_CHECK(fill(staged));
        CATAMARAN_TRY(layer, m_scope.store.commit(std::move(staged), chain(), m_scope.now, m_scope.context));
        CATAMARAN_CHECK(m_scope.store.rememberStep(key, *layer));
    }
    m_created = layer->created.empty() ? m_scope.now : layer->created;
    m_config.diffIds.push_back(layer->diffId);
    m_config.history.push_back({m_created, createdBy, "catamaran.dockerfile.v0", false});
    m_layers.push_back(std::move(*layer));
    return {};
}

Result<void> StageBuilder::apply(const Instruction &instruction, bool &cached)
{
    cached = false;
    const auto dispatch = [&]() -> Result<void> {
        if (instruction.name == "copy" || instruction.name == "add")
            return applyCopy(instruction, cached);
        if (instruction.name == "run")
            return applyRun(instruction, cached);
        if (instruction.name == "workdir")
            return applyWorkdir(instruction, cached);
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
