// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/commit_changes.h"
#include "engine/build/dockerfile_parser.h"
#include "engine/spec/merge.h"

#include <algorithm>

namespace catamaran::engine {

using base::Errc;
using base::fail;
using base::Result;

namespace {

std::string unquoted(const std::string &text)
{
    std::string out;
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\\' && quote != '\'' && i + 1 < text.size()) {
            out += text[++i];
        } else if (quote == 0 && (c == '"' || c == '\'')) {
            quote = c;
        } else if (c == quote) {
            quote = 0;
        } else {
            out += c;
        }
    }
    return out;
}

std::vector<std::string> commandOf(const build::Instruction &instruction, const spec::ImageConfig &config)
{
    std::vector<std::string> out;
    if (!instruction.json && !instruction.arguments.empty())
        out = config.shell.empty() ? std::vector<std::string>{"/bin/sh", "-c"} : config.shell;
    out.insert(out.end(), instruction.arguments.begin(), instruction.arguments.end());
    return out;
}

void addUnique(std::vector<std::string> &list, const std::string &value)
{
    if (std::find(list.begin(), list.end(), value) == list.end())
        list.push_back(value);
}

Result<void> apply(const build::Instruction &instruction, spec::ImageConfig &config)
{
    const std::string &name = instruction.name;
    const std::vector<std::string> &words = instruction.arguments;
    if (words.empty())
        return fail(Errc::InvalidArgument, instruction.keyword + " requires at least one argument");
    if (name == "cmd") {
        config.command = commandOf(instruction, config);
    } else if (name == "entrypoint") {
        config.entrypoint = commandOf(instruction, config);
    } else if (name == "env" || name == "label") {
        for (std::size_t i = 0; i + 2 < words.size(); i += 3) {
            if (name == "env")
                spec::setVariable(config.environment, unquoted(words[i]) + "=" + unquoted(words[i + 1]));
            else
                config.labels[unquoted(words[i])] = unquoted(words[i + 1]);
        }
    } else if (name == "expose") {
        for (const std::string &word : words)
            addUnique(config.exposedPorts, word.find('/') == std::string::npos ? word + "/tcp" : word);
        std::sort(config.exposedPorts.begin(), config.exposedPorts.end());
    } else if (name == "volume") {
        for (const std::string &word : words)
            addUnique(config.volumes, unquoted(word));
    } else if (name == "user") {
        config.user = unquoted(words.front());
    } else if (name == "workdir") {
        const std::string path = unquoted(words.front());
        config.workingDirectory =
            path.starts_with('/')
                ? path
                : (config.workingDirectory.empty() ? "" : config.workingDirectory) + "/" + path;
    } else if (name == "stopsignal") {
        config.stopSignal = words.front();
    } else if (name == "onbuild") {
        const std::size_t blank = instruction.original.find(' ');
        config.onBuild.push_back(blank == std::string::npos ? std::string()
                                                            : instruction.original.substr(blank + 1));
    } else if (name == "healthcheck" && words.front() == "NONE") {
        config.health = spec::HealthCheck{};
        config.health->test = {"NONE"};
    } else {
        return fail(base::Error(Errc::InvalidArgument, instruction.keyword + " is not a valid change command")
                        .withFix("Use CMD, ENTRYPOINT, ENV, EXPOSE, LABEL, ONBUILD, STOPSIGNAL, USER, VOLUME "
                                 "or WORKDIR."));
    }
    return {};
}

} // namespace

Result<void> applyChanges(const std::vector<std::string> &changes, spec::ImageConfig &config)
{
    for (const std::string &change : changes) {
        CATAMARAN_TRY(const build::Instruction instruction, build::parseInstruction(change, '\\'));
        CATAMARAN_CHECK(apply(instruction, config));
    }
    return {};
}

} // namespace catamaran::engine
