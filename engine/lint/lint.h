// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// Understanding a Dockerfile before it is built: the checks of BuildKit (`docker build --check`), and our
/// own implementation of the rules that hadolint (DLxxxx) and Trivy (DS-xxxx) have made known under these
/// ids.
namespace catamaran::engine::lint {

/// From harmless to wrong. Off: only when asked for by name.
enum class Severity { Off, Style, Info, Warning, Error };
std::string_view severityName(Severity severity);
/// "error", "warning", "info", "style", "off" (also "ignore", "none"). InvalidArgument for another word.
base::Result<Severity> parseSeverity(std::string_view name);

/// Whose rule it is. Image: a rule about a built image (engine/inspect).
enum class RuleSet { BuildKit, Trivy, Hadolint, Image };
std::string_view ruleSetName(RuleSet set);

/// What is known about a rule without a Dockerfile; resources/doc/lint-rules.md is made of these.
struct RuleInfo {
    std::string_view id;
    RuleSet set = RuleSet::BuildKit;
    Severity severity = Severity::Warning;
    std::string_view title;  ///< what the rule demands
    std::string_view reason; ///< why
    std::string_view fix;    ///< what to do
};

/// One thing found, at a place. Lines and columns count from 1.
struct Finding {
    std::string rule;
    RuleSet set = RuleSet::BuildKit;
    Severity severity = Severity::Warning;
    std::string title;
    std::string message;
    std::string fix;
    std::string file;
    int line = 0;
    int endLine = 0;
    int column = 1;
};

struct LintOptions {
    std::set<RuleSet> sets = {RuleSet::BuildKit, RuleSet::Trivy, RuleSet::Hadolint};
    std::set<std::string> ignored;                  ///< ids
    std::map<std::string, Severity> severities;     ///< other than the rule's own; also switches Off ones on
    std::vector<std::string> trustedRegistries;     ///< of DL3026; empty: the rule is off
    std::map<std::string, std::string> labelSchema; ///< of DL3049 to DL3058: label to kind (label_values.h)
    bool strictLabels = false;                      ///< DL3050: no other labels
    bool inlineIgnores = true;                      ///< comments in the file may switch rules off
    // Of the build that is to come, for BuildKit's checks.
    std::map<std::string, std::string> buildArguments;
    std::string target;
    std::optional<std::string> dockerIgnore; ///< text of the .dockerignore
    /// Environment of a base image that is here; nullopt: unknown.
    std::function<std::optional<std::vector<std::string>>(const std::string &image)> baseEnvironment;
};

struct LintReport {
    std::vector<Finding> findings; ///< by line, then column, then id
    /// Set: the build would fail (syntax, or "# check=error=true" with findings). Findings up to there stand.
    std::optional<base::Error> error;
    std::vector<std::string> lines; ///< the text, for output
};

/// Checks one Dockerfile. Pure. `file` is only a name.
LintReport lintDockerfile(std::string_view text, const std::string &file, const LintOptions &options);

/// Every rule about Dockerfiles, by set and id.
const std::vector<RuleInfo> &dockerfileRules();

/// `docker build --check`: the summary, and each warning with its lines.
std::string checkText(const LintReport &report, const std::string &file);
/// "file:line:column: level: ID: message", one a line, with the fix below.
std::string lintText(const std::vector<Finding> &findings);
std::string lintJson(const std::vector<Finding> &findings);
/// SARIF 2.1.0 (OASIS), for code review tools.
std::string lintSarif(const std::vector<Finding> &findings, const std::vector<RuleInfo> &rules);
/// The page resources/doc/lint-rules.md.
std::string rulesMarkdown(const std::vector<RuleInfo> &rules);

} // namespace catamaran::engine::lint
