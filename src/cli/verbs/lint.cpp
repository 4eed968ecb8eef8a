// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "src/cli/verbs/lint_verbs.h"
#include "src/cli/verbs/verbs.h"
#include "src/compose/yaml.h"

#include <algorithm>
#include <unistd.h>

namespace catamaran::cli {

using base::Errc;
using base::Result;
using engine::lint::Finding;
using engine::lint::LintOptions;
using engine::lint::LintReport;
using engine::lint::RuleInfo;
using engine::lint::RuleSet;
using engine::lint::Severity;

namespace {

Result<std::vector<std::string>> textsOf(const compose::Node &node, const std::string &key)
{
    std::vector<std::string> out;
    if (!node.isSequence() && !node.isNull())
        return base::fail(base::Error(Errc::Parse, key + " must be a list").withWhere(node.mark().where()));
    for (const compose::Node &item : node.items())
        out.push_back(item.text());
    return out;
}

/// "buildkit,trivy" to sets.
Result<std::set<RuleSet>> ruleSets(const std::string &text)
{
    std::set<RuleSet> out;
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::string_view name = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(name.size() + 1, rest.size()));
        const LintOptions all;
        bool known = name == "all";
        for (const RuleSet set : all.sets) {
            if (name == "all" || name == ruleSetName(set)) {
                out.insert(set);
                known = true;
            }
        }
        if (!known)
            return base::fail(
                base::Error(Errc::InvalidArgument, "\"" + std::string(name) + "\" is no rule set")
                    .withFix("Rule sets are buildkit, trivy, hadolint and all."));
    }
    return out;
}

Result<void> takeSetting(const compose::NodeEntry &entry, LintConfiguration &out)
{
    const std::string &key = entry.key;
    if (key == "ignored" || key == "ignore") {
        CATAMARAN_TRY(const auto ids, textsOf(entry.value, key));
        out.options.ignored.insert(ids.begin(), ids.end());
    } else if (key == "trustedRegistries") {
        CATAMARAN_TRY(out.options.trustedRegistries, textsOf(entry.value, key));
    } else if (key == "override") {
        for (const compose::NodeEntry &level : entry.value.entries()) {
            CATAMARAN_TRY(const Severity severity, engine::lint::parseSeverity(level.key));
            CATAMARAN_TRY(const auto ids, textsOf(level.value, level.key));
            for (const std::string &id : ids)
                out.options.severities[id] = severity;
        }
    } else if (key == "label-schema") {
        for (const compose::NodeEntry &label : entry.value.entries()) {
            const std::string kind = label.value.text();
            if (!engine::lint::isLabelKind(kind))
                return base::fail(
                    base::Error(Errc::InvalidArgument, "\"" + kind + "\" is no kind of label")
                        .withWhere(label.value.mark().where())
                        .withFix("Kinds are text, url, rfc3339, spdx, hash, semver and email."));
            out.options.labelSchema[label.key] = kind;
        }
    } else if (key == "strict-labels") {
        out.options.strictLabels = entry.value.asBool();
    } else if (key == "failure-threshold" || key == "fail-on") {
        CATAMARAN_TRY(out.failOn, engine::lint::parseSeverity(entry.value.text()));
    } else if (key == "disable-ignore-pragma") {
        out.options.inlineIgnores = !entry.value.asBool();
    } else if (key == "rules") {
        CATAMARAN_TRY(out.options.sets, ruleSets(entry.value.text()));
    } else if (key != "no-color" && key != "format" && key != "no-fail") {
        return base::fail(base::Error(Errc::Unsupported, "the key \"" + key + "\" is not supported")
                              .withWhere(entry.mark().where())
                              .withFix("Keys are ignored, override, trustedRegistries, label-schema, "
                                       "strict-labels, failure-threshold, disable-ignore-pragma and "
                                       "rules; remove this one."));
    }
    return {};
}

std::string ignoreFileOf(const std::string &dockerfile, const std::string &directory)
{
    const std::string own = dockerfile + ".dockerignore";
    return ::access(own.c_str(), R_OK) == 0 ? own : directory + "/.dockerignore";
}

std::string dockerfileOf(const engine::build::BuildRequest &request)
{
    return request.dockerfile.empty() ? request.contextDirectory + "/Dockerfile" : request.dockerfile;
}

std::string directoryOf(const std::string &path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

/// Whether the program shellcheck is asked about RUN.
enum class ShellCheck { IfThere, Always, Never };

Result<LintReport> lintFile(const std::string &path, LintOptions options, ShellCheck shellCheck)
{
    CATAMARAN_TRY(const std::string text, base::readFile(path == "-" ? "/dev/stdin" : path));
    const std::string ignore = ignoreFileOf(path, directoryOf(path));
    if (path != "-" && ::access(ignore.c_str(), R_OK) == 0 && !options.dockerIgnore) {
        CATAMARAN_TRY(options.dockerIgnore, base::readFile(ignore));
    }
    const std::string name = path == "-" ? "Dockerfile" : path;
    LintReport report = engine::lint::lintDockerfile(text, name, options);
    if (shellCheck == ShellCheck::Never || !options.sets.contains(RuleSet::Hadolint))
        return report;
    auto more = engine::lint::shellCheck(text, name, options);
    if (more) {
        std::move(more->begin(), more->end(), std::back_inserter(report.findings));
        engine::lint::sortFindings(report.findings);
    } else if (shellCheck == ShellCheck::Always || more.error().code() != Errc::NotFound) {
        return base::fail(std::move(more).error());
    }
    return report;
}

struct LintFlags {
    std::string format = "text";
    std::vector<std::string> ignored;
    std::string rules;
    std::string failOn;
    std::string configuration;
    std::string shellCheck = "auto";
    bool listRules = false;

    void declare(FlagSet &flags)
    {
        flags.text(format, "format", 0, "Format of the output (\"text\", \"json\", \"sarif\")");
        flags.list(ignored, "ignore", 0, "Rule to leave out");
        flags.text(rules, "rules", 0, "Rule sets (\"buildkit\", \"trivy\", \"hadolint\", \"all\")");
        flags.text(failOn, "fail-on", 0, "Lowest level that makes the exit code 1 (default \"warning\")");
        flags.text(configuration, "config", 0,
                   "Configuration file (default: .catamaran-lint.yaml, .hadolint.yaml)");
        flags.text(shellCheck, "shellcheck", 0,
                   "Hold RUN against ShellCheck's rules: \"auto\" if the program shellcheck is found, "
                   "\"always\", \"never\"");
        flags.flag(listRules, "list-rules", 0, "Print all rules as Markdown");
    }

    [[nodiscard]] Result<LintConfiguration> settings() const
    {
        std::string file = configuration;
        for (const char *name : {".catamaran-lint.yaml", ".hadolint.yaml", "hadolint.yaml"}) {
            if (file.empty() && ::access(name, R_OK) == 0)
                file = name;
        }
        LintConfiguration out;
        if (!file.empty()) {
            CATAMARAN_TRY(out, readLintConfiguration(file));
        }
        if (!rules.empty()) {
            CATAMARAN_TRY(out.options.sets, ruleSets(rules));
        }
        if (!failOn.empty()) {
            CATAMARAN_TRY(out.failOn, engine::lint::parseSeverity(failOn));
        }
        out.options.ignored.insert(ignored.begin(), ignored.end());
        if (format != "text" && format != "json" && format != "sarif")
            return base::fail(Errc::InvalidArgument, "invalid format \"" + format + "\"");
        if (shellCheck != "auto" && shellCheck != "always" && shellCheck != "never")
            return base::fail(
                base::Error(Errc::InvalidArgument, "invalid --shellcheck \"" + shellCheck + "\"")
                    .withFix("Say auto, always or never."));
        return out;
    }

    [[nodiscard]] ShellCheck askShellCheck() const
    {
        return shellCheck == "always"  ? ShellCheck::Always
               : shellCheck == "never" ? ShellCheck::Never
                                       : ShellCheck::IfThere;
    }
};

int lint(Invocation &call)
{
    FlagSet options;
    LintFlags flags;
    flags.declare(options);
    std::vector<std::string> files;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {0, {}}, files))
        return *code;
    if (flags.listRules) {
        print(engine::lint::rulesMarkdown(allLintRules()));
        return 0;
    }
    const auto settings = flags.settings();
    if (!settings)
        return failUsage(call, settings.error());
    if (files.empty())
        files.emplace_back("Dockerfile");
    std::vector<Finding> findings;
    bool failed = false;
    for (const std::string &file : files) {
        auto report = lintFile(file, settings->options, flags.askShellCheck());
        if (!report) {
            failed = true;
            printError(report.error());
            continue;
        }
        std::move(report->findings.begin(), report->findings.end(), std::back_inserter(findings));
        if (report->error) {
            failed = true;
            printError(*report->error);
        }
    }
    const int code = showFindings(findings, flags.format, allLintRules(), settings->failOn);
    return failed ? kExitFailure : code;
}

} // namespace

Result<LintConfiguration> readLintConfiguration(const std::string &path)
{
    CATAMARAN_TRY(const std::string text, base::readFile(path));
    CATAMARAN_TRY(const std::vector<compose::Node> documents, compose::parseYaml(text, path));
    LintConfiguration out;
    for (const compose::Node &document : documents) {
        for (const compose::NodeEntry &entry : document.entries())
            CATAMARAN_CHECK(takeSetting(entry, out));
    }
    return out;
}

std::vector<RuleInfo> allLintRules()
{
    std::vector<RuleInfo> out = engine::lint::dockerfileRules();
    const auto &image = engine::inspect::imageRules();
    out.insert(out.end(), image.begin(), image.end());
    return out;
}

LintOptions checkOptions(const engine::build::BuildRequest &request, engine::Engine *engine)
{
    LintOptions options;
    options.sets = {RuleSet::BuildKit};
    options.buildArguments = request.buildArguments;
    options.target = request.target;
    const std::string ignore = ignoreFileOf(dockerfileOf(request), request.contextDirectory);
    if (auto text = base::readFile(ignore))
        options.dockerIgnore = std::move(*text);
    if (engine)
        options.baseEnvironment =
            [engine](const std::string &image) -> std::optional<std::vector<std::string>> {
            const auto details = engine->images().describe(image);
            if (!details)
                return std::nullopt;
            return details->config.environment;
        };
    return options;
}

int checkDockerfile(const engine::build::BuildRequest &request, engine::Engine *engine)
{
    const std::string path = dockerfileOf(request);
    const auto text = base::readFile(path == "-" ? "/dev/stdin" : path);
    if (!text)
        return failWith(text.error());
    const std::string name = path.substr(path.rfind('/') + 1);
    const LintReport report = engine::lint::lintDockerfile(*text, name, checkOptions(request, engine));
    if (report.error && report.findings.empty())
        return failWith(*report.error);
    print(engine::lint::checkText(report, name));
    if (report.error)
        return failWith(*report.error);
    return report.findings.empty() ? 0 : kExitFailure;
}

void warnAboutDockerfile(const engine::build::BuildRequest &request, engine::Engine *engine)
{
    const std::string path = dockerfileOf(request);
    const auto text = path == "-" ? Result<std::string>(std::string()) : base::readFile(path);
    if (!text)
        return;
    const LintReport report = engine::lint::lintDockerfile(*text, path, checkOptions(request, engine));
    if (report.findings.empty())
        return;
    const std::size_t count = report.findings.size();
    std::string out = "\n " + std::to_string(count) + (count == 1 ? " warning found" : " warnings found") +
                      " (use --check to expand):\n";
    for (const Finding &finding : report.findings)
        out +=
            " - " + finding.rule + ": " + finding.message + " (line " + std::to_string(finding.line) + ")\n";
    printStderr(out);
}

int showFindings(const std::vector<Finding> &findings, const std::string &format,
                 const std::vector<RuleInfo> &rules, Severity failOn)
{
    if (format == "json")
        print(engine::lint::lintJson(findings));
    else if (format == "sarif")
        print(engine::lint::lintSarif(findings, rules));
    else
        print(engine::lint::lintText(findings));
    const bool fails = failOn != Severity::Off &&
                       std::any_of(findings.begin(), findings.end(),
                                   [failOn](const Finding &finding) { return finding.severity >= failOn; });
    return fails ? kExitFailure : 0;
}

void addLint(Registry &registry)
{
    registry.add(
        {"lint", "Commands", "[OPTIONS] [FILE...]", "Check Dockerfiles for mistakes and bad habits", lint});
}

} // namespace catamaran::cli
