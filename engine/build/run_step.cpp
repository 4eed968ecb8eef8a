// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/stage_builder.h"

namespace catamaran::engine::build {

using base::Errc;
using base::Result;

namespace {

/// The text a shell gets: a here-document alone is the script itself, otherwise it follows the command.
Result<std::string> shellText(const Instruction &instruction)
{
    const std::string &first = instruction.arguments.front();
    if (instruction.documents.empty())
        return first;
    const auto only = parseHereDocument(first);
    if (instruction.documents.size() == 1 && only && *only) {
        const std::string &script = instruction.documents.front().content;
        if (script.starts_with("#!"))
            return base::fail(base::Error(Errc::Unsupported, "RUN with a here-document that names its own "
                                                             "interpreter (#!) is not supported yet")
                                  .withFix("Write RUN interpreter <<EOF instead."));
        return script;
    }
    std::string out = first;
    for (const HereDocument &document : instruction.documents)
        out += "\n" + document.content + document.name;
    return out;
}

} // namespace

Result<void> StageBuilder::applyRun(const Instruction &instruction, bool &cached)
{
    for (const char *flag : {"mount", "security", "device"}) {
        if (instruction.flag(flag))
            return base::fail(
                base::Error(Errc::Unsupported, std::string("RUN --") + flag + " is not supported yet")
                    .withFix("Take the flag out, or copy what it would mount."));
    }
    if (instruction.arguments.empty())
        return {};
    RunRequest run;
    run.arguments = instruction.arguments;
    if (!instruction.json) {
        CATAMARAN_TRY(std::string text, shellText(instruction));
        run.arguments = m_config.shell.empty() ? std::vector<std::string>{"/bin/sh", "-c"} : m_config.shell;
        run.arguments.push_back(std::move(text));
    }
    run.environment = m_config.environment;
    std::vector<std::string> passed;
    for (const auto &[name, value] : m_arguments) {
        if (!value || variable(name) != value)
            continue;
        passed.push_back(name + "=" + *value);
        run.environment.push_back(passed.back());
    }
    for (const char *name : {"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "FTP_PROXY",
                             "ftp_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy"}) {
        if (auto value = m_scope.buildArgument(name)) // known without ARG, and no part of the cache key
            run.environment.push_back(std::string(name) + "=" + *value);
    }
    run.workingDirectory = m_config.workingDirectory.empty() ? "/" : m_config.workingDirectory;
    run.user = m_config.user;
    run.network = instruction.flag("network").value_or("default");
    std::string command;
    for (const std::string &word : run.arguments)
        command += (command.empty() ? "" : " ") + word;
    std::string line = "RUN ";
    if (!passed.empty()) {
        line += "|" + std::to_string(passed.size());
        for (const std::string &argument : passed)
            line += " " + argument;
        line += " ";
    }
    std::vector<std::string> fields{"run", chain(), run.workingDirectory, run.user, run.network};
    fields.push_back(quotedList(run.arguments));
    fields.push_back(quotedList(m_config.environment));
    fields.push_back(quotedList(passed));
    return layerStep(
        cacheKey(fields), line + command,
        [&](image::StagedLayer &staged) -> Result<void> {
            if (!m_scope.runStep)
                return base::fail(Errc::Unsupported, "RUN needs the container runtime, which is not there");
            run.layerDirectories = directories();
            run.upperDirectory = staged.fs();
            CATAMARAN_TRY(const int code, m_scope.runStep(run, m_scope.onOutput, m_scope.context));
            if (code != 0)
                return base::fail(
                    base::Error(Errc::InvalidState,
                                "process \"" + command +
                                    "\" did not complete successfully: exit code: " + std::to_string(code))
                        .withFix("The output above says why; the steps before this one are cached."));
            return {};
        },
        cached);
}

} // namespace catamaran::engine::build
