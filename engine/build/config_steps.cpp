// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/dockerignore.h"
#include "engine/build/stage_builder.h"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace catamaran::engine::build {

using base::Errc;
using base::Result;

namespace {

std::string upper(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
    return text;
}

/// Go's time.ParseDuration: "1h30m", "1.5s", "300ms".
Result<std::chrono::nanoseconds> parseDuration(const std::string &text)
{
    static const std::map<std::string, double> kUnits = {{"ns", 1},  {"us", 1e3}, {"ms", 1e6},
                                                         {"s", 1e9}, {"m", 60e9}, {"h", 3600e9}};
    double total = 0;
    std::size_t at = 0;
    if (text == "0")
        return std::chrono::nanoseconds(0);
    while (at < text.size()) {
        std::size_t end = at;
        while (end < text.size() &&
               (std::isdigit(static_cast<unsigned char>(text[end])) != 0 || text[end] == '.'))
            ++end;
        std::size_t unitEnd = end;
        while (unitEnd < text.size() && std::isalpha(static_cast<unsigned char>(text[unitEnd])) != 0)
            ++unitEnd;
        const auto unit = kUnits.find(text.substr(end, unitEnd - end));
        if (end == at || unit == kUnits.end())
            return base::fail(base::Error(Errc::Parse, "invalid duration \"" + text + "\"")
                                  .withFix("Write it as 30s, 1m30s or 500ms."));
        total += std::strtod(text.substr(at, end - at).c_str(), nullptr) * unit->second;
        at = unitEnd;
    }
    if (text.empty())
        return base::fail(Errc::Parse, "invalid duration \"\"");
    return std::chrono::nanoseconds(static_cast<std::int64_t>(std::llround(total)));
}

void addUnique(std::vector<std::string> &list, const std::string &value)
{
    if (std::find(list.begin(), list.end(), value) == list.end())
        list.push_back(value);
}

std::string plainList(const std::vector<std::string> &words)
{
    std::string out = "[";
    for (const std::string &word : words)
        out += (out.size() > 1 ? " " : "") + word;
    return out + "]";
}

/// "80", "80-82/tcp", "53/UDP" to "80/tcp", ...
Result<std::vector<std::string>> exposedPorts(const std::string &word)
{
    const std::size_t slash = word.find('/');
    std::string protocol = slash == std::string::npos ? "tcp" : word.substr(slash + 1);
    std::transform(protocol.begin(), protocol.end(), protocol.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    std::string ports = word.substr(0, slash);
    ports.erase(0, ports.rfind(':') == std::string::npos ? 0 : ports.rfind(':') + 1);
    const std::size_t dash = ports.find('-');
    const auto number = [](const std::string &text) -> int {
        if (text.empty() || text.size() > 5 ||
            !std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; }))
            return -1;
        return std::stoi(text);
    };
    const int first = number(ports.substr(0, dash));
    const int last = dash == std::string::npos ? first : number(ports.substr(dash + 1));
    if (first < 0 || last < first || last > 65535)
        return base::fail(Errc::Parse, "invalid containerPort: " + word);
    if (protocol != "tcp" && protocol != "udp" && protocol != "sctp")
        return base::fail(Errc::Parse, "invalid proto: " + protocol);
    std::vector<std::string> out;
    for (int port = first; port <= last; ++port)
        out.push_back(std::to_string(port) + "/" + protocol);
    return out;
}

} // namespace

void StageBuilder::setEnvironment(const std::string &name, const std::string &value)
{
    for (std::string &entry : m_config.environment) {
        if (entry.size() > name.size() && entry[name.size()] == '=' && entry.starts_with(name)) {
            entry = name + "=" + value;
            return;
        }
    }
    m_config.environment.push_back(name + "=" + value);
}

std::vector<std::string> StageBuilder::commandOf(const Instruction &instruction, std::size_t first) const
{
    std::vector<std::string> out;
    if (!instruction.json && instruction.arguments.size() > first) {
        out = m_config.shell.empty() ? std::vector<std::string>{"/bin/sh", "-c"} : m_config.shell;
    }
    out.insert(out.end(), instruction.arguments.begin() + static_cast<std::ptrdiff_t>(first),
               instruction.arguments.end());
    return out;
}

Result<void> StageBuilder::applyPairs(const Instruction &instruction)
{
    std::string line = upper(instruction.name);
    std::vector<std::pair<std::string, std::string>> pairs;
    // All values see the variables as they were before the instruction.
    for (std::size_t i = 0; i + 2 < instruction.arguments.size(); i += 3) {
        CATAMARAN_TRY(std::string key, expand(instruction.arguments[i]));
        CATAMARAN_TRY(std::string value, expand(instruction.arguments[i + 1]));
        line += " " + key + "=" + value;
        pairs.emplace_back(std::move(key), std::move(value));
    }
    for (const auto &[key, value] : pairs) {
        if (instruction.name == "label")
            m_config.labels[key] = value;
        else
            setEnvironment(key, value);
    }
    emptyStep(line);
    return {};
}

Result<void> StageBuilder::applyArg(const Instruction &instruction)
{
    std::string line = "ARG";
    for (const std::string &word : instruction.arguments) {
        const std::size_t equals = word.find('=');
        CATAMARAN_TRY(const std::string name, expand(word.substr(0, equals)));
        std::optional<std::string> value;
        if (equals != std::string::npos) {
            CATAMARAN_TRY(value, expand(word.substr(equals + 1)));
        } else if (const auto found = m_scope.globalArguments.find(name);
                   found != m_scope.globalArguments.end()) {
            value = found->second;
        } else {
            value = m_scope.platformArgument(name);
        }
        if (auto given = m_scope.buildArgument(name))
            value = std::move(given);
        line += " " + name + (value ? "=" + *value : "");
        m_arguments.emplace_back(name, std::move(value));
    }
    emptyStep(line);
    return {};
}

Result<void> StageBuilder::applyHealth(const Instruction &instruction)
{
    spec::HealthCheck check;
    std::set<std::string> stated;
    if (upper(instruction.arguments.front()) == "NONE") {
        check.test = {"NONE"};
    } else {
        check.test = {instruction.json ? "CMD" : "CMD-SHELL"};
        check.test.insert(check.test.end(), instruction.arguments.begin() + 1, instruction.arguments.end());
        const auto duration = [&](const char *flag, const char *key,
                                  std::chrono::nanoseconds &out) -> Result<void> {
            if (const auto text = instruction.flag(flag)) {
                CATAMARAN_TRY(const std::chrono::nanoseconds value, parseDuration(*text));
                if (value.count() != 0 && value < std::chrono::milliseconds(1))
                    return base::fail(Errc::Parse,
                                      "Interval \"" + std::string(flag) + "\" cannot be less than 1ms");
                if (value.count() != 0) {
                    out = value;
                    stated.insert(key);
                }
            }
            return {};
        };
        CATAMARAN_CHECK(duration("interval", "Interval", check.interval));
        CATAMARAN_CHECK(duration("timeout", "Timeout", check.timeout));
        CATAMARAN_CHECK(duration("start-period", "StartPeriod", check.startPeriod));
        CATAMARAN_CHECK(duration("start-interval", "StartInterval", check.startInterval));
        if (const auto retries = instruction.flag("retries")) {
            const int value = std::atoi(retries->c_str());
            if (value < 0 || retries->find_first_not_of("0123456789") != std::string::npos)
                return base::fail(Errc::Parse, "--retries must be a number of at least 0, got " + *retries);
            if (value > 0) {
                check.retries = value;
                stated.insert("Retries");
            }
        }
    }
    m_config.health = check;
    m_config.statedHealth = std::move(stated);
    emptyStep("HEALTHCHECK " + quotedList(check.test));
    return {};
}

Result<void> StageBuilder::applyExpose(const Instruction &instruction)
{
    std::vector<std::string> added;
    for (const std::string &text : instruction.arguments) {
        CATAMARAN_TRY(const std::vector<std::string> words, expandWords(text));
        for (const std::string &word : words) {
            CATAMARAN_TRY(const std::vector<std::string> ports, exposedPorts(word));
            for (const std::string &port : ports) {
                addUnique(m_config.exposedPorts, port);
                addUnique(added, port);
            }
        }
    }
    emptyStep("EXPOSE " + plainList(added));
    return {};
}

Result<void> StageBuilder::applyWorkdir(const Instruction &instruction, Outcome &outcome)
{
    CATAMARAN_TRY(const std::string path, expand(instruction.arguments.front()));
    if (path.empty())
        return base::fail(Errc::Parse, "WORKDIR requires exactly one argument");
    const std::string directory = cleanPath(absolute(path));
    // As docker: a slash at the end of an absolute path is kept in the configuration.
    const bool slash = path.starts_with('/') && path.ends_with('/') && directory != "/";
    m_config.workingDirectory = slash ? directory + "/" : directory;
    const std::string line = "WORKDIR " + m_config.workingDirectory;
    if (m_scope.planOnly() || directory == "/") {
        emptyStep(line);
        return {};
    }
    CATAMARAN_TRY(const auto there,
                  image::LayerView(directories()).find(directory, image::LayerView::LastLink::Follow));
    if (there) {
        emptyStep(line);
        return {};
    }
    StepInputs inputs;
    inputs.add("the instruction", "workdir");
    inputs.add("the directory", directory);
    return layerStep(
        std::move(inputs), line,
        [&](image::StagedLayer &staged) -> Result<void> {
            Copier copier(directories(), staged.fs(), m_scope.time);
            CATAMARAN_CHECK(copier.makeDirectory(directory, Owner()));
            return copier.finish();
        },
        outcome);
}

Result<void> StageBuilder::applyConfig(const Instruction &instruction)
{
    const std::string &name = instruction.name;
    const std::string first = instruction.arguments.empty() ? std::string() : instruction.arguments.front();
    if (name == "env" || name == "label")
        return applyPairs(instruction);
    if (name == "arg")
        return applyArg(instruction);
    if (name == "healthcheck")
        return applyHealth(instruction);
    if (name == "expose")
        return applyExpose(instruction);
    if (name == "cmd") {
        m_config.command = commandOf(instruction, 0);
        m_config.argsEscaped = true;
        m_commandIsOwn = true;
        emptyStep("CMD " + quotedList(*m_config.command));
    } else if (name == "entrypoint") {
        m_config.entrypoint = commandOf(instruction, 0);
        if (!m_commandIsOwn)
            m_config.command.reset();
        emptyStep("ENTRYPOINT " + quotedList(*m_config.entrypoint));
    } else if (name == "shell") {
        m_config.shell = instruction.arguments;
        emptyStep("SHELL " + plainList(m_config.shell));
    } else if (name == "maintainer") {
        m_config.author = first;
        emptyStep("MAINTAINER " + first);
    } else if (name == "onbuild") {
        m_config.onBuild.push_back(instruction.trigger->original);
        emptyStep("ONBUILD " + instruction.trigger->original);
    } else if (name == "user") {
        CATAMARAN_TRY(m_config.user, expand(first));
        emptyStep("USER " + m_config.user);
    } else if (name == "stopsignal") {
        CATAMARAN_TRY(m_config.stopSignal, expand(first));
        emptyStep("STOPSIGNAL " + m_config.stopSignal);
    } else if (name == "volume") {
        std::vector<std::string> added;
        for (const std::string &text : instruction.arguments) {
            CATAMARAN_TRY(const std::string path, expand(text));
            if (path.empty())
                return base::fail(Errc::Parse, "VOLUME specified can not be an empty string");
            addUnique(m_config.volumes, path);
            added.push_back(path);
        }
        emptyStep("VOLUME " + plainList(added));
    } else {
        return base::fail(Errc::Internal, "no rule for " + instruction.keyword);
    }
    return {};
}

} // namespace catamaran::engine::build
