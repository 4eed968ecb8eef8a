// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/dockerfile_parser.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace catamaran::engine::build {

using base::Errc;
using base::Result;

namespace {

struct Rule {
    std::string_view name;
    std::string_view flags; ///< blank-separated
};

constexpr std::array<Rule, 18> kRules{{
    {"add", "chown chmod link keep-git-dir checksum exclude unpack"},
    {"arg", ""},
    {"cmd", ""},
    {"copy", "chown chmod link from parents exclude"},
    {"entrypoint", ""},
    {"env", ""},
    {"expose", ""},
    {"from", "platform"},
    {"healthcheck", "interval timeout start-period start-interval retries"},
    {"label", ""},
    {"maintainer", ""},
    {"onbuild", ""},
    {"run", "mount network security device"},
    {"shell", ""},
    {"stopsignal", ""},
    {"user", ""},
    {"volume", ""},
    {"workdir", ""},
}};

std::string upper(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::toupper(c); });
    return out;
}

/// Levenshtein distance with swaps counted once.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        d[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j)
        d[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            d[i][j] = std::min(
                {d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[a.size()][b.size()];
}

std::string nearest(std::string_view name)
{
    std::string_view best;
    std::size_t least = 3;
    for (const Rule &rule : kRules) {
        const std::size_t value = distance(name, rule.name);
        if (value < least && value < rule.name.size()) {
            least = value;
            best = rule.name;
        }
    }
    return upper(best);
}

bool listed(std::string_view list, std::string_view word)
{
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(' '), list.size());
        if (list.substr(0, end) == word)
            return true;
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return false;
}

std::string flagProblem(const Rule &rule, const Instruction &instruction)
{
    std::vector<std::string_view> seen;
    for (const std::string &flag : instruction.flags) {
        const std::string_view body = std::string_view(flag).substr(2);
        const std::string_view name = body.substr(0, body.find('='));
        if (!listed(rule.flags, name))
            return "unknown flag: --" + std::string(name);
        const bool isSwitch =
            name == "link" || name == "parents" || name == "keep-git-dir" || name == "unpack";
        if (body.find('=') == std::string_view::npos && !isSwitch)
            return "missing a value on flag: --" + std::string(name);
        const bool repeats = name == "mount" || name == "exclude" || name == "device";
        if (!repeats && std::find(seen.begin(), seen.end(), name) != seen.end())
            return "duplicate flag specified: --" + std::string(name);
        seen.push_back(name);
    }
    return {};
}

std::string keyProblem(const Instruction &instruction)
{
    const std::string name = upper(instruction.name);
    if (instruction.arguments.empty())
        return name + " requires at least one argument";
    for (std::size_t i = 0; i < instruction.arguments.size(); i += 3) {
        if (instruction.arguments[i].empty())
            return name + " names can not be blank";
    }
    return {};
}

std::string fromProblem(const Instruction &instruction)
{
    const auto &words = instruction.arguments;
    if (words.size() == 3) {
        if (upper(words[1]) != "AS")
            return "FROM requires either one or three arguments";
        const std::string &stage = words[2];
        const auto fits = [](char c) {
            const auto u = static_cast<unsigned char>(c);
            return std::isalnum(u) != 0 || c == '_' || c == '-' || c == '.';
        };
        if (std::isalpha(static_cast<unsigned char>(stage[0])) == 0 ||
            !std::all_of(stage.begin(), stage.end(), fits))
            return "invalid name for build stage: \"" + stage +
                   "\", name can't start with a number or contain symbols";
        return {};
    }
    return words.size() == 1 ? std::string() : "FROM requires either one or three arguments";
}

std::string healthProblem(const Instruction &instruction)
{
    const auto &words = instruction.arguments;
    if (words.empty())
        return "HEALTHCHECK requires at least one argument";
    const std::string type = upper(words.front());
    if (type == "NONE")
        return words.size() > 1 ? "HEALTHCHECK NONE takes no arguments" : "";
    if (type != "CMD")
        return "Unknown type \"" + type + "\" in HEALTHCHECK (try CMD)";
    return words.size() < 2 ? "Missing command after HEALTHCHECK CMD" : "";
}

std::string copyProblem(const Instruction &instruction)
{
    const std::string name = upper(instruction.name);
    if (instruction.arguments.empty())
        return name + " requires at least two arguments";
    if (instruction.arguments.size() == 1)
        return name + " requires at least two arguments, but only one was provided. Destination could not be "
                      "determined";
    return {};
}

std::string argumentProblem(const Instruction &instruction)
{
    const std::string &name = instruction.name;
    const std::size_t count = instruction.arguments.size();
    if (name == "env" || name == "label")
        return keyProblem(instruction);
    if (name == "from")
        return fromProblem(instruction);
    if (name == "add" || name == "copy")
        return copyProblem(instruction);
    if (name == "healthcheck")
        return healthProblem(instruction);
    if (name == "shell" && (!instruction.json || count == 0))
        return instruction.json || count == 0 ? "SHELL requires at least one argument"
                                              : "SHELL requires the arguments to be in JSON form";
    if (name == "run") {
        const std::string network = instruction.flag("network").value_or("default");
        if (network != "default" && network != "none" && network != "host")
            return "invalid network mode \"" + network + "\"";
        return {};
    }
    if ((name == "arg" || name == "expose" || name == "volume") && count == 0)
        return upper(name) + " requires at least one argument";
    if ((name == "user" || name == "workdir" || name == "stopsignal" || name == "maintainer") && count != 1)
        return upper(name) + " requires exactly one argument";
    if (name == "arg") {
        for (const std::string &word : instruction.arguments) {
            if (word.empty() || word.front() == '=')
                return "ARG names can not be blank";
        }
    }
    if (name == "volume") {
        for (const std::string &word : instruction.arguments) {
            if (word.empty())
                return "VOLUME specified can not be an empty string";
        }
    }
    return {};
}

} // namespace

Result<void> validateInstruction(const Dockerfile &where, const Instruction &instruction)
{
    const auto rule =
        std::find_if(kRules.begin(), kRules.end(), [&](const Rule &r) { return r.name == instruction.name; });
    if (rule == kRules.end()) {
        const std::string guess = nearest(instruction.name);
        return where.errorAt(instruction, "unknown instruction: " + instruction.keyword)
            .withFix(guess.empty() ? "Every line starts with an instruction such as FROM, COPY or RUN."
                                   : "Did you mean " + guess + "?");
    }
    std::string problem = flagProblem(*rule, instruction);
    if (problem.empty() && instruction.name == "onbuild") {
        if (!instruction.trigger)
            problem = "ONBUILD requires at least one argument";
        else if (instruction.trigger->name == "onbuild")
            problem = "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed";
        else if (instruction.trigger->name == "from" || instruction.trigger->name == "maintainer")
            problem = upper(instruction.trigger->name) + " isn't allowed as an ONBUILD trigger";
        else
            return validateInstruction(where, *instruction.trigger);
    }
    if (problem.empty())
        problem = argumentProblem(instruction);
    if (problem.empty())
        return {};
    return where.errorAt(instruction, problem);
}

Result<void> validateDockerfile(const Dockerfile &dockerfile)
{
    bool inStage = false;
    for (const Instruction &instruction : dockerfile.instructions) {
        CATAMARAN_CHECK(validateInstruction(dockerfile, instruction));
        if (instruction.name == "from")
            inStage = true;
        else if (!inStage && instruction.name != "arg")
            return dockerfile
                .errorAt(instruction, "no build stage in current context: " + instruction.keyword +
                                          " stands before the first FROM")
                .withFix("Start with FROM, for example FROM scratch.");
    }
    if (!inStage)
        return base::fail(base::Error(Errc::Parse, "no build stage in current context: FROM is missing")
                              .withFix("Start with FROM, for example FROM scratch."));
    return {};
}

} // namespace catamaran::engine::build
