// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lint/lint.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

namespace catamaran::engine::lint {

namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json &json)
{
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// The lines around a place, as BuildKit shows them.
std::string excerpt(const LintReport &report, const Finding &finding, const std::string &file)
{
    const int count = static_cast<int>(report.lines.size());
    if (finding.line < 1 || finding.line > count)
        return file + "\n";
    int first = finding.line;
    int last = std::min(std::max(finding.endLine, finding.line), count);
    const int marked = last;
    const int pad = first == last ? 4 : 2;
    for (int padded = 0; padded < pad; ++padded) {
        if (first > 1) {
            --first;
            ++padded;
        }
        if (last != count) {
            ++last;
            ++padded;
        }
    }
    std::string out = file + ":" + std::to_string(finding.line) + "\n--------------------\n";
    for (int i = first; i <= last; ++i) {
        std::string number = std::to_string(i);
        number.insert(0, number.size() < 3 ? 3 - number.size() : 0, ' ');
        out += " " + number + " | " + (i >= finding.line && i <= marked ? ">>>" : "   ") + " " +
               report.lines[static_cast<std::size_t>(i) - 1] + "\n";
    }
    return out + "--------------------\n";
}

std::string_view sarifLevel(Severity severity)
{
    return severity == Severity::Error ? "error" : severity == Severity::Warning ? "warning" : "note";
}

} // namespace

std::string checkText(const LintReport &report, const std::string &file)
{
    const std::size_t count = report.findings.size();
    if (count == 0)
        return "Check complete, no warnings found.\n";
    std::string out = "Check complete, " + std::to_string(count) +
                      (count == 1 ? " warning has been found!\n" : " warnings have been found!\n");
    for (const Finding &finding : report.findings)
        out += "\nWARNING: " + finding.rule + "\n" + finding.message + "\n" + excerpt(report, finding, file);
    return out;
}

std::string lintText(const std::vector<Finding> &findings)
{
    std::string out;
    for (const Finding &finding : findings) {
        out += finding.file;
        if (finding.line > 0)
            out += ":" + std::to_string(finding.line) + ":" + std::to_string(finding.column);
        out += ": " + std::string(severityName(finding.severity)) + ": " + finding.rule + ": " +
               finding.title + "\n    " + finding.message + "\n    Fix: " + finding.fix + "\n";
    }
    return out;
}

std::string lintJson(const std::vector<Finding> &findings)
{
    Json out = Json::array();
    for (const Finding &finding : findings)
        out.push_back({{"rule", finding.rule},
                       {"set", ruleSetName(finding.set)},
                       {"level", severityName(finding.severity)},
                       {"title", finding.title},
                       {"message", finding.message},
                       {"fix", finding.fix},
                       {"file", finding.file},
                       {"line", finding.line},
                       {"endLine", finding.endLine},
                       {"column", finding.column}});
    return dump(out);
}

std::string lintSarif(const std::vector<Finding> &findings, const std::vector<RuleInfo> &rules)
{
    Json results = Json::array();
    std::map<std::string, bool> used;
    for (const Finding &finding : findings) {
        used[finding.rule] = true;
        Json place = {{"artifactLocation", {{"uri", finding.file}}}};
        if (finding.line > 0)
            place["region"] = {{"startLine", finding.line},
                               {"startColumn", finding.column},
                               {"endLine", std::max(finding.endLine, finding.line)}};
        results.push_back({{"ruleId", finding.rule},
                           {"level", sarifLevel(finding.severity)},
                           {"message", {{"text", finding.message}}},
                           {"locations", Json::array({{{"physicalLocation", place}}})}});
    }
    Json described = Json::array();
    for (const RuleInfo &rule : rules) {
        if (used.contains(std::string(rule.id)))
            described.push_back({{"id", rule.id},
                                 {"shortDescription", {{"text", rule.title}}},
                                 {"fullDescription", {{"text", rule.reason}}},
                                 {"help", {{"text", rule.fix}}},
                                 {"defaultConfiguration", {{"level", sarifLevel(rule.severity)}}}});
    }
    const Json driver = {{"name", "catamaran"}, {"rules", described}};
    return dump({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                 {"version", "2.1.0"},
                 {"runs", Json::array({{{"tool", {{"driver", driver}}}, {"results", results}}})}});
}

std::string rulesMarkdown(const std::vector<RuleInfo> &rules)
{
    static const std::map<RuleSet, std::string> kHeadings = {
        {RuleSet::BuildKit, "## BuildKit (`--rules buildkit`, `build --check`)"},
        {RuleSet::Trivy, "## Trivy (`--rules trivy`)"},
        {RuleSet::Hadolint, "## hadolint (`--rules hadolint`)"},
        {RuleSet::Image, "## Images (`image lint`)"}};
    std::string out =
        "# Lint rules\n\nMade by `catamaran lint --list-rules`; a test keeps this page as it is. "
        "A rule of level `off` runs when the configuration gives it a level.\n\nNot checked: "
        "BuildKit's InvalidBaseImagePlatform (it needs the base image). ShellCheck's rules (SCxxxx, of the "
        "set "
        "hadolint) are those of the program shellcheck, if it is installed (`--shellcheck`). The rules of "
        "labels run when the configuration has a label-schema.\n";
    std::optional<RuleSet> current;
    const auto cell = [](std::string_view text) {
        std::string safe;
        for (const char c : text)
            safe += c == '|' ? std::string("\\|") : std::string(1, c);
        return safe;
    };
    for (const RuleInfo &rule : rules) {
        if (current != rule.set) {
            current = rule.set;
            out += "\n" + kHeadings.at(rule.set) +
                   "\n\n| rule | level | what | why | fix |\n|---|---|---|---|---|\n";
        }
        out += "| " + cell(rule.id) + " | " + std::string(severityName(rule.severity)) + " | " +
               cell(rule.title) + " | " + cell(rule.reason) + " | " + cell(rule.fix) + " |\n";
    }
    return out;
}

} // namespace catamaran::engine::lint
