// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lint/shellcheck.h"

#include "engine/base/file.h"
#include "engine/base/json_member.h"
#include "engine/base/rollback.h"
#include "engine/launch/program.h"
#include "engine/lint/ignore.h"
#include "engine/lint/model.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <tuple>

namespace catamaran::engine::lint {

using base::Errc;
using base::Result;
using Json = nlohmann::json;

namespace {

constexpr std::chrono::seconds kDeadline{60};

/// "/bin/bash" to what a "#!" may say; empty: no shell of sh's family.
std::string familyOf(std::string_view program)
{
    const std::string name(baseName(program));
    if (name == "sh" || name == "bash" || name == "dash" || name == "ksh")
        return "#!/bin/" + name;
    return name == "ash" || name == "busybox" ? "#!/bin/sh" : "";
}

/// A name that a shell takes.
bool isVariable(std::string_view name)
{
    return !name.empty() && std::isdigit(static_cast<unsigned char>(name.front())) == 0 &&
           std::all_of(name.begin(), name.end(),
                       [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
}

class Collector {
public:
    std::vector<ShellCheckScript> out;

    void take(const build::Instruction &instruction)
    {
        if (instruction.name == "from") {
            m_shell = "#!/bin/sh";
            m_variables.clear();
        } else if (instruction.name == "shell") {
            takeShell(instruction);
        } else if (instruction.name == "arg") {
            for (const std::string &word : instruction.arguments)
                addVariable(word.substr(0, word.find('=')));
        } else if (instruction.name == "env") {
            for (std::size_t k = 0; k < instruction.arguments.size(); k += 3)
                addVariable(unquoted(instruction.arguments[k]));
        } else if (instruction.name == "run" && !instruction.json && !instruction.arguments.empty()) {
            takeRun(instruction);
        } else if (instruction.name == "onbuild" && instruction.trigger) {
            take(*instruction.trigger);
        }
    }

private:
    void takeShell(const build::Instruction &instruction)
    {
        m_shell.clear();
        if (!instruction.arguments.empty())
            m_shell = familyOf(instruction.arguments.front());
        if (m_shell.empty())
            return;
        for (std::size_t i = 1; i < instruction.arguments.size(); ++i) {
            // "-e" and "-o pipefail" change what the script means; "-c" is not the script's affair.
            const std::string &word = instruction.arguments[i];
            if (word.find('e') != std::string::npos && word.starts_with('-') && !word.starts_with("--"))
                m_shell += m_shell.find(" -e") == std::string::npos ? " -e" : "";
        }
    }

    void addVariable(const std::string &name)
    {
        if (isVariable(name))
            m_variables.insert(name);
    }

    void takeRun(const build::Instruction &run)
    {
        std::string script = run.arguments.front();
        std::string shell = m_shell;
        if (run.documents.size() == 1 && isOnlyDocument(script)) {
            script = run.documents.front().content;
            if (script.starts_with("#!")) {
                std::string_view line = std::string_view(script).substr(2, script.find('\n') - 2);
                while (line.starts_with(' '))
                    line.remove_prefix(1);
                std::string program(line.substr(0, line.find(' ')));
                if (baseName(program) == "env" && line.find(' ') != std::string_view::npos)
                    program = line.substr(line.find(' ') + 1);
                shell = familyOf(program);
                script.erase(0, std::min(script.find('\n') + 1, script.size()));
            }
        } else {
            for (const build::HereDocument &document : run.documents)
                script += "\n" + document.content + document.name;
        }
        if (shell.empty())
            return;
        std::string text = shell + "\n";
        for (const std::string &name : m_variables)
            text += "export " + name + "=1\n";
        out.push_back({text + script + "\n", run.line, run.endLine});
    }

    /// "<<EOF" alone: the document is the script (docker's reference, RUN).
    static bool isOnlyDocument(std::string_view line)
    {
        return line.starts_with("<<") && line.find_first_of(" \t\n;|&>", 2) == std::string_view::npos;
    }

    std::string m_shell = "#!/bin/sh";
    std::set<std::string> m_variables;
};

Severity severityOf(const std::string &level)
{
    return parseSeverity(level).value_or(Severity::Warning);
}

/// Runs the program on files of a directory of our own, which goes again.
Result<std::string> ask(const std::vector<ShellCheckScript> &scripts, std::string &directory)
{
    const char *temporary = std::getenv("TMPDIR");
    directory =
        std::string(temporary && temporary[0] != '\0' ? temporary : "/tmp") + "/catamaran-shellcheck-XXXXXX";
    if (!::mkdtemp(directory.data()))
        return base::failErrno("make a directory like " + directory);
    base::Rollback remove; // never released: the files are needed once
    remove.push("remove " + directory, [directory] { return base::removeTree(directory); });
    // Sourced files and the home directory are not those of the build.
    std::vector<std::string> command = {"shellcheck", "--norc", "--format=json1", "--exclude=1090,1091,2187"};
    for (std::size_t i = 0; i < scripts.size(); ++i) {
        command.push_back(directory + "/" + std::to_string(i));
        CATAMARAN_CHECK(base::writeFileAtomic(command.back(), scripts[i].text, 0600));
    }
    CATAMARAN_TRY(const launch::ProgramResult answer, launch::runProgram(command, {}, kDeadline));
    // 1: there are findings; 2: some file could not be read (JSON has the rest); above: it did not start.
    if (answer.exitCode > 1)
        return base::fail(Errc::Protocol, "shellcheck ended with " + std::to_string(answer.exitCode) + ": " +
                                              answer.output.substr(0, 500));
    return answer.output.substr(0, answer.output.rfind('}') + 1);
}

} // namespace

std::vector<ShellCheckScript> shellCheckScripts(std::string_view dockerfile, const std::string &file)
{
    const auto parsed = build::parseDockerfile(dockerfile, file);
    Collector collector;
    if (parsed) {
        for (const build::Instruction &instruction : parsed->instructions)
            collector.take(instruction);
    }
    return std::move(collector.out);
}

Result<std::vector<Finding>> shellCheck(std::string_view dockerfile, const std::string &file,
                                        const LintOptions &options)
{
    std::vector<Finding> out;
    const auto scripts = shellCheckScripts(dockerfile, file);
    if (scripts.empty())
        return out;
    std::string directory;
    CATAMARAN_TRY(const std::string text, ask(scripts, directory));
    const Json answer = Json::parse(text, nullptr, false);
    if (!answer.is_object() || !answer.contains("comments") || !answer.at("comments").is_array())
        return base::fail(Errc::Protocol, "shellcheck gave no list of comments");
    CATAMARAN_TRY(const build::Dockerfile parsed, build::parseDockerfile(dockerfile, file));
    const InlineIgnores comments(parsed);
    std::set<std::tuple<int, std::string, std::string>> told;
    for (const Json &comment : answer.at("comments")) {
        const std::string path = base::textMember(comment, "file");
        const auto number = static_cast<std::size_t>(std::atoi(path.substr(path.rfind('/') + 1).c_str()));
        if (!path.starts_with(directory) || number >= scripts.size())
            continue;
        Finding finding;
        finding.rule = "SC" + std::to_string(base::numberMember(comment, "code"));
        finding.set = RuleSet::Hadolint;
        finding.severity = severityOf(base::textMember(comment, "level"));
        if (const auto other = options.severities.find(finding.rule); other != options.severities.end())
            finding.severity = other->second;
        finding.title = "ShellCheck";
        finding.message = base::textMember(comment, "message");
        finding.fix = "See https://www.shellcheck.net/wiki/" + finding.rule + ".";
        finding.file = file;
        finding.line = scripts[number].line;
        finding.endLine = scripts[number].endLine;
        if (finding.severity == Severity::Off || options.ignored.contains(finding.rule) ||
            (options.inlineIgnores && comments.ignores(finding)) ||
            !told.emplace(finding.line, finding.rule, finding.message).second)
            continue;
        out.push_back(std::move(finding));
    }
    sortFindings(out);
    return out;
}

void sortFindings(std::vector<Finding> &findings)
{
    std::stable_sort(findings.begin(), findings.end(), [](const Finding &a, const Finding &b) {
        return std::tie(a.line, a.column, a.set, a.rule) < std::tie(b.line, b.column, b.set, b.rule);
    });
}

} // namespace catamaran::engine::lint
