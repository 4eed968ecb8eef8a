// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lint/model.h"

#include <algorithm>
#include <cctype>
#include <numeric>

namespace catamaran::engine::lint {

namespace {

std::vector<std::string> keptMounts(const build::Instruction &run)
{
    std::vector<std::string> out;
    for (const std::string &flag : run.flags) {
        if (!flag.starts_with("--mount="))
            continue;
        std::string type = "bind";
        std::string target;
        std::string_view rest = std::string_view(flag).substr(8);
        while (!rest.empty()) {
            const std::string_view part = rest.substr(0, rest.find(','));
            rest.remove_prefix(std::min(part.size() + 1, rest.size()));
            const std::size_t equals = part.find('=');
            const std::string_view key = part.substr(0, equals);
            const std::string_view value = equals == std::string_view::npos ? "" : part.substr(equals + 1);
            if (key == "type")
                type = value;
            else if (key == "target" || key == "dst" || key == "destination")
                target = value;
        }
        while (target.size() > 1 && target.ends_with('/'))
            target.pop_back();
        if (type == "cache" || type == "tmpfs")
            out.push_back(target);
    }
    return out;
}

ShellScript scriptOf(const build::Instruction &run)
{
    ShellScript out;
    if (run.json) {
        ShellCommand command;
        command.words = run.arguments;
        // A shell in exec form runs a script too.
        if (run.arguments.size() == 3 && run.arguments[1].starts_with('-') && run.arguments[1].ends_with('c'))
            return parseShell(run.arguments[2]);
        out.commands.push_back(std::move(command));
        return out;
    }
    if (run.arguments.empty())
        return out;
    out = parseShell(run.arguments.front());
    for (const build::HereDocument &document : run.documents) {
        ShellScript inner = parseShell(document.content);
        out.commands.insert(out.commands.end(), inner.commands.begin(), inner.commands.end());
        out.piped = out.piped || inner.piped;
    }
    return out;
}

int columnOf(const build::Dockerfile &file, const build::Instruction &instruction, std::string_view at)
{
    const std::string_view raw = file.source->rawLine(instruction.line);
    std::size_t column = at.empty() ? std::string_view::npos : raw.find(at);
    if (column == std::string_view::npos)
        column = raw.find_first_not_of(" \t");
    return column == std::string_view::npos ? 1 : static_cast<int>(column) + 1;
}

} // namespace

Model::Model(const build::Dockerfile &dockerfile) : m_dockerfile(&dockerfile)
{
    for (const build::Instruction &instruction : dockerfile.instructions) {
        if (instruction.name == "from") {
            Stage stage;
            stage.from = &instruction;
            if (!instruction.arguments.empty())
                stage.base = instruction.arguments.front();
            if (instruction.arguments.size() >= 3)
                stage.writtenName = instruction.arguments[2];
            stage.name = lowerCase(stage.writtenName);
            stage.parent = find(stage.base, m_stages.size());
            stage.firstStep = stage.endStep = m_steps.size();
            m_stages.push_back(std::move(stage));
            continue;
        }
        if (m_stages.empty() && instruction.name == "arg") {
            m_global.push_back(&instruction);
            continue;
        }
        if (m_stages.empty())
            m_stages.emplace_back();
        if (instruction.trigger)
            addStep(*instruction.trigger, true);
        else
            addStep(instruction, false);
    }
}

void Model::addStep(const build::Instruction &instruction, bool onBuild)
{
    Step step;
    step.instruction = &instruction;
    step.onBuild = onBuild;
    step.stage = m_stages.size() - 1;
    if (instruction.name == "run") {
        step.script = scriptOf(instruction);
        step.mounts = keptMounts(instruction);
    }
    m_steps.push_back(std::move(step));
    m_stages.back().endStep = m_steps.size();
}

std::vector<const Step *> Model::stepsOf(std::size_t stage) const
{
    std::vector<const Step *> out;
    for (std::size_t i = m_stages[stage].firstStep; i < m_stages[stage].endStep; ++i)
        out.push_back(&m_steps[i]);
    return out;
}

std::vector<std::size_t> Model::chain(std::size_t stage) const
{
    std::vector<std::size_t> out = {stage};
    while (m_stages[out.back()].parent)
        out.push_back(*m_stages[out.back()].parent);
    return out;
}

bool Model::shipped(std::size_t stage) const
{
    const std::vector<std::size_t> last = chain(m_stages.size() - 1);
    return std::find(last.begin(), last.end(), stage) != last.end();
}

bool Model::isBase(std::size_t stage) const
{
    return std::any_of(m_stages.begin(), m_stages.end(),
                       [stage](const Stage &other) { return other.parent == stage; });
}

std::optional<std::size_t> Model::find(std::string_view name, std::size_t before) const
{
    const std::string wanted = lowerCase(name);
    for (std::size_t i = std::min(before, m_stages.size()); i-- > 0;) {
        if (!wanted.empty() && m_stages[i].name == wanted)
            return i;
    }
    return std::nullopt;
}

const Step *Model::inherited(std::size_t stage, std::string_view instruction) const
{
    for (const std::size_t at : chain(stage)) {
        for (std::size_t i = m_stages[at].endStep; i-- > m_stages[at].firstStep;) {
            if (m_steps[i].is(instruction))
                return &m_steps[i];
        }
    }
    return nullptr;
}

void Context::report(const build::Instruction &instruction, std::string message, std::string_view at) const
{
    Finding finding;
    finding.rule = rule->id;
    finding.set = rule->set;
    finding.severity = rule->severity;
    finding.title = rule->title;
    finding.fix = rule->fix;
    finding.message = std::move(message);
    finding.line = instruction.line;
    finding.endLine = std::max(instruction.endLine, instruction.line);
    finding.column = columnOf(model.dockerfile(), instruction, at);
    found.push_back(std::move(finding));
}

void Context::reportLine(int line, std::string message) const
{
    build::Instruction place;
    place.line = line;
    place.endLine = line;
    report(place, std::move(message));
}

std::string lowerCase(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
    return out;
}

std::string upperCase(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::toupper(c); });
    return out;
}

std::string unquoted(std::string_view text)
{
    if (!text.empty() && (text.front() == '"' || text.front() == '\'')) {
        const char quote = text.front();
        text.remove_prefix(1);
        if (!text.empty() && text.back() == quote)
            text.remove_suffix(1);
    } else if (!text.empty() && (text.back() == '"' || text.back() == '\'')) {
        text.remove_suffix(1); // the end of a quoted text with blanks
    }
    return std::string(text);
}

std::string_view baseName(std::string_view path)
{
    const std::size_t slash = path.find_last_of("/\\");
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::optional<long> portNumber(std::string_view text)
{
    const std::string_view digits = text.substr(0, text.find('/'));
    if (digits.empty() || digits.size() > 9 ||
        !std::all_of(digits.begin(), digits.end(), [](unsigned char c) { return std::isdigit(c) != 0; }))
        return std::nullopt;
    return std::stol(std::string(digits));
}

bool isSecretName(std::string_view name)
{
    static const std::set<std::string_view> kSecret = {"apikey", "auth",     "credential", "credentials",
                                                       "key",    "password", "pword",      "passwd",
                                                       "secret", "token"};
    const std::string lower = lowerCase(name);
    bool secret = false;
    for (std::string_view rest = lower; !rest.empty();) {
        const std::string_view part = rest.substr(0, rest.find('_'));
        rest.remove_prefix(std::min(part.size() + 1, rest.size()));
        if (part == "public")
            return false;
        secret = secret || kSecret.contains(part);
    }
    return secret;
}

std::vector<std::string> variablesOf(std::string_view text)
{
    std::vector<std::string> out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
            continue;
        }
        if (text[i] != '$')
            continue;
        std::size_t start = i + 1;
        if (start < text.size() && text[start] == '{')
            ++start;
        std::size_t end = start;
        while (end < text.size() &&
               (std::isalnum(static_cast<unsigned char>(text[end])) != 0 || text[end] == '_'))
            ++end;
        if (end > start)
            out.emplace_back(text.substr(start, end - start));
    }
    return out;
}

std::string suggest(std::string_view typed, const std::vector<std::string> &known)
{
    std::string best;
    std::size_t least = 3;
    for (const std::string &name : known) {
        std::vector<std::size_t> row(name.size() + 1);
        std::iota(row.begin(), row.end(), std::size_t(0));
        for (std::size_t i = 1; i <= typed.size(); ++i) {
            std::size_t diagonal = row[0];
            row[0] = i;
            for (std::size_t j = 1; j <= name.size(); ++j) {
                const std::size_t above = row[j];
                row[j] =
                    std::min({row[j] + 1, row[j - 1] + 1, diagonal + (typed[i - 1] == name[j - 1] ? 0 : 1)});
                diagonal = above;
            }
        }
        if (row[name.size()] < least && row[name.size()] < typed.size()) {
            least = row[name.size()];
            best = name;
        }
    }
    return best;
}

ImageName splitImage(std::string_view image)
{
    ImageName out;
    if (const std::size_t at = image.find('@'); at != std::string_view::npos) {
        out.digest = image.substr(at + 1);
        image = image.substr(0, at);
    }
    const std::size_t slash = image.rfind('/');
    const std::size_t colon = image.find(':', slash == std::string_view::npos ? 0 : slash);
    out.name = image.substr(0, colon);
    if (colon != std::string_view::npos)
        out.tag = image.substr(colon + 1);
    return out;
}

} // namespace catamaran::engine::lint
