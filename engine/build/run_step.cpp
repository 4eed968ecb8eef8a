// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/stage_builder.h"

namespace catamaran::engine::build {

using base::Errc;
using base::Result;

namespace {

constexpr const char *kProxyVariables[] = {"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy",
                                           "FTP_PROXY",  "ftp_proxy",  "NO_PROXY",    "no_proxy",
                                           "ALL_PROXY",  "all_proxy"};

/// Whether a here-document alone is the whole instruction: "RUN <<EOF".
bool isOneDocument(const Instruction &instruction)
{
    if (instruction.documents.size() != 1)
        return false;
    const auto only = parseHereDocument(instruction.arguments.front());
    return only && only->has_value();
}

/// The text a shell gets: a here-document alone is the script itself, otherwise it follows the command.
std::string shellText(const Instruction &instruction)
{
    if (isOneDocument(instruction))
        return instruction.documents.front().content;
    std::string out = instruction.arguments.front();
    for (const HereDocument &document : instruction.documents)
        out += "\n" + document.content + document.name;
    return out;
}

Result<void> checkFlags(const Instruction &instruction)
{
    if (const auto security = instruction.flag("security"); security && *security != "sandbox")
        return base::fail(
            base::Error(Errc::Unsupported, *security == "insecure"
                                               ? "RUN --security=insecure is not supported: build steps have "
                                                 "the capabilities of an unprivileged container"
                                               : "security mode \"" + *security + "\" is not known")
                .withFix("Take the flag out, or do that step in a container with run --privileged and commit "
                         "it."));
    if (instruction.flag("device"))
        return base::fail(base::Error(Errc::Unsupported, "RUN --device is not supported: build steps get no "
                                                         "devices of the host")
                              .withFix("Take the flag out."));
    return {};
}

/// What the caller of the build says of all its steps; the instruction's own network goes first.
void takeLimits(const BuildRequest &request, const std::string &network, RunRequest &run)
{
    run.network = network == "default" && !request.network.empty() ? request.network : network;
    run.extraHosts = request.extraHosts;
    run.shmSize = request.shmSize;
    run.ulimits = request.ulimits;
    run.resources = request.resources;
    run.cgroupParent = request.cgroupParent;
}

} // namespace

Result<void> StageBuilder::applyRun(const Instruction &instruction, Outcome &outcome)
{
    CATAMARAN_TRY(const std::vector<RunMount> mounts, mountsOf(instruction));
    if (instruction.arguments.empty())
        return {};
    if (m_scope.planOnly()) {
        emptyStep("RUN " + instruction.arguments.front());
        return {};
    }
    CATAMARAN_CHECK(checkFlags(instruction));
    RunRequest run;
    run.arguments = instruction.arguments;
    std::string command;
    if (!instruction.json && isOneDocument(instruction) &&
        instruction.documents.front().content.starts_with("#!")) {
        // The script names its interpreter: it is a program of its own.
        const HereDocument &script = instruction.documents.front();
        const std::string path = "/dev/pipes/" + script.name;
        run.files.push_back({path, script.content, 0755, 0, 0});
        run.arguments = {path};
        command = script.content;
    } else if (!instruction.json) {
        run.arguments = m_config.shell.empty() ? std::vector<std::string>{"/bin/sh", "-c"} : m_config.shell;
        run.arguments.push_back(shellText(instruction));
    }
    StepInputs inputs;
    inputs.add("the instruction", "run");
    inputs.add("the command", quotedList(run.arguments) + command);
    run.environment = m_config.environment;
    std::string passed;
    int count = 0;
    for (const auto &[name, value] : m_arguments) {
        if (!value || variable(name) != value)
            continue;
        run.environment.push_back(name + "=" + *value);
        passed += " " + run.environment.back();
        ++count;
        inputs.add("build argument " + name, *value);
    }
    for (const std::string &entry : m_config.environment)
        inputs.add("environment variable " + entry.substr(0, entry.find('=')), entry);
    for (const char *name : kProxyVariables) {
        if (auto value = m_scope.buildArgument(name)) // known without ARG, and no part of the cache key
            run.environment.push_back(std::string(name) + "=" + *value);
    }
    run.workingDirectory = m_config.workingDirectory.empty() ? "/" : m_config.workingDirectory;
    run.user = m_config.user;
    takeLimits(m_scope.request, instruction.flag("network").value_or("default"), run);
    inputs.add("the working directory", run.workingDirectory);
    inputs.add("the user", run.user);
    inputs.add("the network", run.network);
    CATAMARAN_CHECK(describeMounts(mounts, inputs));
    if (command.empty()) {
        for (const std::string &word : run.arguments)
            command += (command.empty() ? "" : " ") + word;
    }
    const std::string line = "RUN " + (count > 0 ? "|" + std::to_string(count) + passed + " " : "") + command;
    return layerStep(
        std::move(inputs), line,
        [&](image::StagedLayer &staged) -> Result<void> {
            if (!m_scope.runStep)
                return base::fail(Errc::Unsupported, "RUN needs the container runtime, which is not there");
            run.layerDirectories = directories();
            run.upperDirectory = staged.fs();
            PreparedMounts prepared;
            CATAMARAN_CHECK(prepareMounts(mounts, run, prepared));
            CATAMARAN_TRY(const int code, m_scope.runStep(run, onOutput, m_scope.context));
            if (code != 0)
                return base::fail(
                    base::Error(Errc::InvalidState,
                                "process \"" + command +
                                    "\" did not complete successfully: exit code: " + std::to_string(code))
                        .withFix("The output above says why; the steps before this one are cached."));
            return clampTimes(run.upperDirectory, m_scope.time);
        },
        outcome);
}

} // namespace catamaran::engine::build
