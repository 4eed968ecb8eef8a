// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lint/lint.h"

#include "engine/lint/from_variables.h"
#include "engine/lint/ignore.h"
#include "engine/lint/shellcheck.h"

#include <algorithm>

namespace catamaran::engine::lint {

namespace {

std::vector<std::string> linesOf(std::string_view text)
{
    std::vector<std::string> out;
    while (true) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        out.emplace_back(line);
        if (end == std::string_view::npos)
            return out;
        text.remove_prefix(end + 1);
    }
}

/// What the build refuses, with the instruction's line. hadolint's rules go on after it, BuildKit's end
/// there.
std::optional<base::Error> firstProblem(const build::Dockerfile &dockerfile)
{
    for (const build::Instruction &instruction : dockerfile.instructions) {
        if (auto checked = build::validateInstruction(dockerfile, instruction); !checked)
            return std::move(checked).error();
    }
    if (auto checked = build::validateDockerfile(dockerfile); !checked)
        return std::move(checked).error();
    return std::nullopt;
}

/// Rules that BuildKit checks while it parses; the others come when a stage is built.
bool isParseTime(std::string_view id)
{
    static const std::set<std::string_view> kEarly = {"StageNameCasing", "FromAsCasing",
                                                      "MaintainerDeprecated", "NoEmptyContinuation",
                                                      "InvalidDefinitionDescription"};
    return kEarly.contains(id);
}

/// Rules that look at the FROMs before any stage is built.
bool isAboutFrom(std::string_view id)
{
    static const std::set<std::string_view> kFrom = {
        "UndefinedArgInFrom",         "InvalidDefaultArgInFrom", "FromPlatformFlagConstDisallowed",
        "RedundantTargetPlatform",    "DuplicateStageName",      "ReservedStageName",
        "ConsistentInstructionCasing"};
    return kFrom.contains(id);
}

class Run {
public:
    Run(const Model &model, const LintOptions &options, const InlineIgnores &comments, LintReport &report)
        : m_options(options), m_comments(comments), m_report(report), m_context{model, options, m_found}
    {
    }

    void table(const std::vector<Rule> &rules)
    {
        for (const Rule &rule : rules) {
            RuleInfo info = rule.info;
            if (!m_options.sets.contains(info.set) || m_options.ignored.contains(std::string(info.id)))
                continue;
            if (const auto other = m_options.severities.find(std::string(info.id));
                other != m_options.severities.end())
                info.severity = other->second;
            else if (info.severity == Severity::Off && info.set == RuleSet::BuildKit &&
                     m_options.inlineIgnores && m_comments.wants(info.id))
                info.severity = Severity::Warning;
            if (info.severity == Severity::Off)
                continue;
            m_context.rule = &info;
            rule.check(m_context);
        }
    }

    /// `problemLine`: of what the build refuses; 0: nothing. `blankBase`: BuildKit ends at the FROMs.
    void finish(const std::string &file, int problemLine, bool blankBase)
    {
        for (Finding &finding : m_found) {
            if (m_options.inlineIgnores && m_comments.ignores(finding))
                continue;
            if (problemLine > 0 && finding.set == RuleSet::BuildKit &&
                (finding.line >= problemLine || !isParseTime(finding.rule)))
                continue;
            if (blankBase && finding.set == RuleSet::BuildKit && !isParseTime(finding.rule) &&
                !isAboutFrom(finding.rule))
                continue;
            finding.file = file;
            m_report.findings.push_back(std::move(finding));
        }
        sortFindings(m_report.findings);
    }

private:
    const LintOptions &m_options;
    const InlineIgnores &m_comments;
    LintReport &m_report;
    std::vector<Finding> m_found;
    Context m_context;
};

/// "# check=error=true": findings of BuildKit's rules end the build.
std::optional<base::Error> violation(const build::Dockerfile &dockerfile, const LintReport &report)
{
    std::set<std::string> rules;
    int line = 0;
    for (const Finding &finding : report.findings) {
        if (finding.set != RuleSet::BuildKit)
            continue;
        rules.insert(finding.rule);
        line = finding.line;
    }
    if (rules.empty())
        return std::nullopt;
    std::string text = "lint violation found for rules: ";
    for (const std::string &rule : rules)
        text += (rule == *rules.begin() ? "" : ", ") + rule;
    return dockerfile.source->errorAt(line, 1, text, base::Errc::InvalidArgument);
}

} // namespace

LintReport lintDockerfile(std::string_view text, const std::string &file, const LintOptions &options)
{
    LintReport report;
    report.lines = linesOf(text);
    auto parsed = build::parseDockerfile(text, file);
    if (!parsed) {
        report.error = std::move(parsed).error();
        return report;
    }
    const Model model(*parsed);
    const InlineIgnores comments(*parsed);
    report.error = firstProblem(*parsed);
    Run run(model, options, comments, report);
    for (const auto *table : {&buildkitRules(), &trivyRules(), &hadolintFileRules(), &hadolintLabelRules(),
                              &hadolintPackageRules(), &hadolintStageRules()})
        run.table(*table);
    const auto where = report.error ? report.error->where() : std::nullopt;
    run.finish(file, where ? where->line : 0, hasBlankBase(model, options));
    if (!report.error && options.sets.contains(RuleSet::BuildKit)) {
        report.error = platformProblem(model, options);
        if (!report.error && options.inlineIgnores && comments.failsOnWarning())
            report.error = violation(*parsed, report);
    }
    return report;
}

} // namespace catamaran::engine::lint
