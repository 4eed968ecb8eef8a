// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/lint/label_values.h"
#include "engine/lint/lint.h"
#include "engine/lint/shell_script.h"
#include "engine/lint/shellcheck.h"
#include "tests/support/support.h"

#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace catamaran;
using namespace catamaran::engine::lint;
using nlohmann::json;

namespace {

json readJson(const std::string &path)
{
    return json::parse(base::readFile(path).value_or("null"), nullptr, false);
}

/// Cases where we differ on purpose: id to reason.
const json &disagreements()
{
    static const json kAll = readJson(test::sourceDirectory() + "/tests/unit/lint/disagreements.json");
    return kAll;
}

struct Score {
    int right = 0;
    int all = 0;
};

/// Counts, tells what was missed, and fails below 95 %, or if a miss is not explained.
class Scores {
public:
    void count(const std::string &rule, const std::string &id, bool right)
    {
        ++m_rules[rule].all;
        ++m_total.all;
        if (right) {
            ++m_rules[rule].right;
            ++m_total.right;
        } else if (!disagreements().contains(id)) {
            m_unexplained.push_back(id);
        }
    }

    void judge() const
    {
        for (const auto &[rule, score] : m_rules) {
            if (score.right != score.all)
                qInfo("%s: %d of %d", rule.c_str(), score.right, score.all);
        }
        qInfo("score: %d of %d", m_total.right, m_total.all);
        for (const std::string &id : m_unexplained)
            qWarning("not as expected, and not explained: %s", id.c_str());
        QVERIFY(m_unexplained.empty());
        QVERIFY(m_total.right * 100 >= m_total.all * 95);
    }

private:
    std::map<std::string, Score> m_rules;
    Score m_total;
    std::vector<std::string> m_unexplained;
};

LintOptions onlyRule(RuleSet set, const std::string &rule)
{
    LintOptions options;
    options.sets = {set};
    for (const RuleInfo &info : dockerfileRules()) {
        if (info.id == rule)
            options.severities[rule] = info.severity == Severity::Off ? Severity::Info : info.severity;
        else
            options.ignored.insert(std::string(info.id));
    }
    return options;
}

void scoreFindings(const std::string &folder, RuleSet set)
{
    const std::string file = test::corpusDirectory() + folder + "/cases.json";
    if (test::corpusDirectory().empty())
        QSKIP("this checkout has no test corpus beside it");
    const json cases = readJson(file);
    QVERIFY2(cases.is_array() && !cases.empty(), file.c_str());
    Scores scores;
    for (const json &item : cases) {
        const std::string rule = item["rule"];
        const LintReport report =
            lintDockerfile(item["dockerfile"].get<std::string>(), "Dockerfile", onlyRule(set, rule));
        bool found = false;
        for (const Finding &finding : report.findings)
            found = found || finding.rule == rule;
        const bool wanted = item["expected"] == "finding";
        if (found != wanted)
            qInfo("%s: %s, expected %s", item["id"].get<std::string>().c_str(), found ? "finding" : "clean",
                  item["expected"].get<std::string>().c_str());
        scores.count(rule, item["id"], found == wanted);
    }
    scores.judge();
}

std::vector<std::string> rulesIn(const std::string &text, const LintOptions &options)
{
    std::vector<std::string> out;
    for (const Finding &finding : lintDockerfile(text, "Dockerfile", options).findings)
        out.push_back(finding.rule + ":" + std::to_string(finding.line) + ":" +
                      std::to_string(finding.column));
    return out;
}

} // namespace

/// The rules against the cases of the projects that made them, and what is our own around them.
class DockerfileLintTest : public QObject {
    Q_OBJECT

private slots:
    void scriptsAreCutIntoCommands()
    {
        const ShellScript script = parseShell(
            "set -e; if [ -f x ]; then A=1 apt-get install -y \"a b\" c >/dev/null 2>&1 | tee log; fi\n"
            "echo $(curl x) # wget\n`id -u`");
        std::vector<std::string> names;
        for (const ShellCommand &command : script.commands)
            names.emplace_back(command.name());
        QCOMPARE(names,
                 (std::vector<std::string>{"set", "[", "apt-get", "tee", "curl", "echo", "id", "`id -u`"}));
        QVERIFY(script.piped);
        QCOMPARE(script.commands[2].words,
                 (std::vector<std::string>{"apt-get", "install", "-y", "a b", "c"}));
        QVERIFY(!parseShell("a || b && c").piped);
    }

    void trivyCases() { scoreFindings("/dockerfile/lint-trivy", RuleSet::Trivy); }
    void hadolintCases() { scoreFindings("/gpl/lint-hadolint", RuleSet::Hadolint); }

    void buildkitCases()
    {
        if (test::corpusDirectory().empty())
            QSKIP("this checkout has no test corpus beside it");
        const json cases = readJson(test::corpusDirectory() + "/dockerfile/lint-buildkit/cases.json");
        QVERIFY(cases.is_array() && !cases.empty());
        Scores scores;
        for (const json &item : cases) {
            LintOptions options;
            options.sets = {RuleSet::BuildKit};
            if (item.contains("dockerignore"))
                options.dockerIgnore = item["dockerignore"].get<std::string>();
            const json attributes = item.value("attrs", json::object());
            for (const auto &[key, value] : attributes.items()) {
                if (key.starts_with("build-arg:"))
                    options.buildArguments[key.substr(10)] = value.get<std::string>();
                else if (key == "target")
                    options.target = value.get<std::string>();
            }
            const LintReport report =
                lintDockerfile(item["dockerfile"].get<std::string>(), "Dockerfile", options);
            std::vector<std::string> wanted;
            std::vector<std::string> found;
            const json warnings = item.value("warnings", json::array());
            for (const json &warning : warnings)
                wanted.push_back(warning["rule"].get<std::string>() + ":" +
                                 std::to_string(warning["line"].get<int>()) + ":" +
                                 warning["description"].get<std::string>() + ":" +
                                 warning["detail"].get<std::string>());
            for (const Finding &finding : report.findings)
                found.push_back(finding.rule + ":" + std::to_string(finding.line) + ":" + finding.title +
                                ":" + finding.message);
            std::sort(wanted.begin(), wanted.end());
            std::sort(found.begin(), found.end());
            bool right = wanted == found;
            if (item.contains("build_error")) {
                const std::string text = report.error ? report.error->message() : std::string();
                std::string expected = item["build_error"].get<std::string>();
                if (const std::size_t at = expected.find("unknown instruction"); at != std::string::npos)
                    expected = expected.substr(at); // the line is in Error::where()
                const bool same = text.find(expected) != std::string::npos &&
                                  report.error->where()->line == item["build_error_line"].get<int>();
                if (!same)
                    qInfo("error: %s", text.c_str());
                right = right && same;
            } else if (report.error) {
                qInfo("%s", report.error->text().c_str());
                right = false;
            }
            const std::string id = item["id"];
            if (!right) {
                qInfo("%s", id.c_str());
                for (const std::string &text : wanted)
                    qInfo("  wanted %s", text.c_str());
                for (const std::string &text : found)
                    qInfo("  found  %s", text.c_str());
            }
            scores.count(id.substr(0, id.rfind('-')), id, right);
        }
        scores.judge();
    }

    void realDockerfilesGiveBuildKitsWarnings()
    {
        if (test::corpusDirectory().empty())
            QSKIP("this checkout has no test corpus beside it");
        const std::string directory = test::corpusDirectory() + "/dockerfile/real";
        const auto answers = base::readFile(directory + "/expected.jsonl");
        VERIFY_RESULT(answers);
        Scores scores;
        std::istringstream lines(*answers);
        for (std::string line; std::getline(lines, line);) {
            const json item = json::parse(line);
            const json warnings = item.value("warnings", json());
            if (!warnings.is_array())
                continue; // BuildKit refuses the file, and says nothing more
            const std::string name = item.at("case");
            LintOptions options;
            options.sets = {RuleSet::BuildKit};
            options.baseEnvironment = [](const std::string &) { // every base, says the corpus
                return std::vector<std::string>{
                    "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"};
            };
            const std::string dockerfile = base::readFile(directory + "/files/" + name).value_or("");
            // "All stages", says the corpus: each was the target once.
            std::set<std::string> seen;
            for (int stage = 0; stage < 32; ++stage) {
                options.target = std::to_string(stage);
                for (const Finding &finding : lintDockerfile(dockerfile, "Dockerfile", options).findings)
                    seen.insert(finding.rule + ":" + std::to_string(finding.line) + ":" + finding.message);
            }
            std::vector<std::string> wanted;
            std::vector<std::string> found;
            for (const json &warning : warnings)
                wanted.push_back(warning["rule"].get<std::string>() + ":" +
                                 std::to_string(warning["line"].get<int>()) + ":" +
                                 warning["detail"].get<std::string>());
            found.assign(seen.begin(), seen.end());
            std::sort(wanted.begin(), wanted.end());
            wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
            if (wanted != found) {
                qInfo("%s", name.c_str());
                for (const std::string &text : wanted) {
                    if (std::find(found.begin(), found.end(), text) == found.end())
                        qInfo("  wanted %s", text.c_str());
                }
                for (const std::string &text : found) {
                    if (std::find(wanted.begin(), wanted.end(), text) == wanted.end())
                        qInfo("  found  %s", text.c_str());
                }
            }
            scores.count("real", "real/" + name, wanted == found);
        }
        scores.judge();
    }

    void commentsSwitchRulesOff()
    {
        LintOptions options;
        options.sets = {RuleSet::Hadolint, RuleSet::Trivy};
        const std::string text = "FROM debian:12\n# hadolint ignore=DL3004\n#trivy:ignore:AVD-DS-0010\n"
                                 "RUN sudo true\nUSER me\nHEALTHCHECK NONE\n";
        QCOMPARE(rulesIn(text, options), std::vector<std::string>());
        options.inlineIgnores = false;
        QCOMPARE(rulesIn(text, options), (std::vector<std::string>{"DS-0010:4:5", "DL3004:4:5"}));
        options.ignored = {"DL3004"};
        options.severities["DL1001"] = Severity::Info;
        QCOMPARE(rulesIn(text, options), (std::vector<std::string>{"DL1001:2:1", "DS-0010:4:5"}));
    }

    void globalIgnoreHoldsEverywhere()
    {
        LintOptions options;
        options.sets = {RuleSet::Hadolint};
        QCOMPARE(
            rulesIn(
                "# hadolint global ignore=DL3004, DL3003\nFROM debian:12\nRUN sudo true\nRUN cd /x && y\n",
                options),
            std::vector<std::string>());
    }

    void labelsFollowTheSchema()
    {
        LintOptions options;
        options.sets = {RuleSet::Hadolint};
        const auto rules = [&](const std::string &labels) {
            std::string out;
            for (const std::string &rule : rulesIn("FROM debian:12\n" + labels, options))
                out += rule.substr(0, 6) + " ";
            return out;
        };
        QCOMPARE(rules(""), std::string());
        options.labelSchema = {{"a.url", "url"},  {"a.time", "rfc3339"}, {"a.license", "spdx"},
                               {"a.rev", "hash"}, {"a.ver", "semver"},   {"a.mail", "email"},
                               {"a.text", "text"}};
        const std::string good = "LABEL a.url=https://example.org/x a.time=2026-11-22T13:40:00Z "
                                 "a.license='MIT OR (GPL-2.0-only WITH Classpath-exception-2.0)' "
                                 "a.rev=0123abc a.ver=1.2.3-rc.1+b a.mail=me@example.org a.text=x\n";
        QCOMPARE(rules(good), std::string());
        QCOMPARE(rules(""), std::string("DL3049 DL3049 DL3049 DL3049 DL3049 DL3049 DL3049 "));
        QCOMPARE(rules(good + "LABEL a.url=x a.time=today a.license=free a.rev=main a.ver=1.2 a.mail=me "
                              "a.text=''\n"),
                 std::string("DL3052 DL3053 DL3054 DL3055 DL3056 DL3058 DL3051 "));
        QCOMPARE(rules(good + "ARG V\nLABEL a.ver=$V\n"), std::string());
        QCOMPARE(rules(good + "LABEL other=1\n"), std::string());
        options.strictLabels = true;
        QCOMPARE(rules(good + "LABEL other=1\n"), std::string("DL3050 "));
        // Inherited from the stage below; a stage that is not shipped needs none.
        QCOMPARE(rulesIn("FROM debian:12 AS base\n" + good + "FROM debian:12 AS tool\nFROM base\n", options),
                 std::vector<std::string>());
    }

    void valuesOfLabels()
    {
        for (const char *text : {"1.0.0", "0.0.0", "1.2.3-a.1", "1.0.0-0a+01", "10.20.30"})
            QVERIFY2(isSemver(text), text);
        for (const char *text :
             {"", "1", "1.0", "01.0.0", "1.0.0-01", "1.0.0-", "1.0.0+", "v1.0.0", "1.0.0.0"})
            QVERIFY2(!isSemver(text), text);
        for (const char *text : {"2026-11-22T13:40:00Z", "2026-11-22t13:40:00.25+01:00"})
            QVERIFY2(isRfc3339(text), text);
        for (const char *text : {"2026-11-22", "2026-13-22T13:40:00Z", "2026-11-22T24:40:00Z",
                                 "2026-11-22T13:40:00", "2026-11-22T13:40:00.Z", "2026-11-22T13:40:00+1:00"})
            QVERIFY2(!isRfc3339(text), text);
        for (const char *text : {"MIT", "(MIT)", "MIT AND BSD-3-Clause", "GPL-2.0+", "LicenseRef-mine"})
            QVERIFY2(isSpdxExpression(text), text);
        for (const char *text : {"", "mit", "MIT OR", "(MIT", "MIT BSD-3-Clause", "MIT WITH MIT",
                                 "LicenseRef-", "((((((((((", "AND"})
            QVERIFY2(!isSpdxExpression(text), text);
        QVERIFY(isUrl("https://a.b/c?d=%20#e") && !isUrl("a.b") && !isUrl("http:///x") &&
                !isUrl("http://a b"));
        QVERIFY(isEmail("a.b+c@d-e.org") && !isEmail("a@") && !isEmail("@b") && !isEmail("a..b@c"));
        QVERIFY(isGitHash("abcdef0") && !isGitHash("abcdef") && !isGitHash("abcdefg"));
    }

    void scriptsAreMadeForShellCheck()
    {
        const auto scripts = shellCheckScripts(
            "FROM a\nENV X=1\nARG Y\nRUN echo $X $Y\nSHELL [\"/bin/bash\", \"-eo\", \"pipefail\", \"-c\"]\n"
            "RUN <<E\necho one\nE\nRUN <<E\n#!/usr/bin/env python3\nprint(1)\nE\nRUN [\"a\"]\n"
            "SHELL [\"powershell\"]\nRUN Get-Item\nFROM b\nRUN cat <<E | x\n$Z\nE\n",
            "Dockerfile");
        std::vector<std::string> texts;
        for (const ShellCheckScript &script : scripts)
            texts.push_back(std::to_string(script.line) + ":" + script.text);
        QCOMPARE(texts, (std::vector<std::string>{"4:#!/bin/sh\nexport X=1\nexport Y=1\necho $X $Y\n",
                                                  "6:#!/bin/bash -e\nexport X=1\nexport Y=1\necho one\n\n",
                                                  "17:#!/bin/sh\ncat <<E | x\n$Z\nE\n"}));
    }

    void shellCheckSpeaks()
    {
        LintOptions options;
        const std::string text = "FROM a\nRUN cat $unset\n# hadolint ignore=SC2086\nRUN cat $1\nRUN true\n";
        const auto found = shellCheck(text, "Dockerfile", options);
        if (!found && found.error().code() == base::Errc::NotFound)
            QSKIP("shellcheck is not installed");
        VERIFY_RESULT(found);
        std::set<std::string> rules;
        for (const Finding &finding : *found)
            rules.insert(finding.rule + ":" + std::to_string(finding.line));
        QVERIFY(rules.contains("SC2086:2") && rules.contains("SC2154:2") && !rules.contains("SC2086:4"));
        options.ignored = {"SC2086", "SC2154"};
        const auto fewer = shellCheck(text, "Dockerfile", options);
        VERIFY_RESULT(fewer);
        for (const Finding &finding : *fewer)
            QVERIFY(finding.line != 2);
        QVERIFY(shellCheck("FROM a\n", "Dockerfile", options)->empty());
    }

    void checkPrintsAsDockerDoes()
    {
        LintOptions options;
        options.sets = {RuleSet::BuildKit};
        const LintReport report = lintDockerfile("FROM scratch\nCMD mycommand\n", "Dockerfile", options);
        QCOMPARE(
            QString::fromStdString(checkText(report, "Dockerfile")),
            QString(
                "Check complete, 1 warning has been found!\n\n"
                "WARNING: JSONArgsRecommended\n"
                "JSON arguments recommended for CMD to prevent unintended behavior related to OS signals\n"
                "Dockerfile:2\n--------------------\n"
                "   1 |     FROM scratch\n   2 | >>> CMD mycommand\n   3 |     \n--------------------\n"));
        QCOMPARE(
            QString::fromStdString(checkText(lintDockerfile("FROM scratch\n", "Dockerfile", options), "x")),
            QString("Check complete, no warnings found.\n"));
    }

    void brokenFilesAreErrorsWithAPlace()
    {
        const LintReport report = lintDockerfile("FROM a\nRUNN b\n", "Dockerfile", {});
        QVERIFY(report.error.has_value());
        QCOMPARE(report.error->where()->line, 2);
        for (const char *text : {"", "\n", "#", "FROM", "ENV", "COPY", "RUN", "ONBUILD", "FROM a\nRUN <<E\n",
                                 "FROM ${", "LABEL =", "SHELL x", "EXPOSE", "USER", "ARG", "FROM a\nENV a"})
            QVERIFY2(lintDockerfile(text, "Dockerfile", {}).lines.size() > 0, text);
    }

    void sarifNamesRulesAndPlaces()
    {
        const LintReport report = lintDockerfile("FROM debian\nRUN sudo x\n", "a/Dockerfile", {});
        const json sarif = json::parse(lintSarif(report.findings, dockerfileRules()));
        QCOMPARE(sarif["version"].get<std::string>(), std::string("2.1.0"));
        const json &run = sarif["runs"][0];
        QCOMPARE(run["results"].size(), report.findings.size());
        std::set<std::string> known;
        for (const json &rule : run["tool"]["driver"]["rules"])
            known.insert(rule["id"].get<std::string>());
        for (const json &result : run["results"]) {
            QVERIFY(known.contains(result["ruleId"].get<std::string>()));
            QVERIFY(result["locations"][0]["physicalLocation"]["region"]["startLine"].get<int>() > 0);
        }
        QCOMPARE(json::parse(lintJson(report.findings)).size(), report.findings.size());
    }

    void everyRuleExplainsItself()
    {
        std::set<std::string_view> ids;
        for (const RuleInfo &rule : dockerfileRules()) {
            QVERIFY2(ids.insert(rule.id).second, std::string(rule.id).c_str());
            QVERIFY2(!rule.title.empty() && !rule.reason.empty() && rule.fix.ends_with('.'),
                     std::string(rule.id).c_str());
        }
    }
};

QTEST_GUILESS_MAIN(DockerfileLintTest)
#include "tst_dockerfile_lint.moc"
