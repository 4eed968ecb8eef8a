// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/lint/lint.h"
#include "engine/lint/shell_script.h"
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
            const LintReport report = lintDockerfile(
                base::readFile(directory + "/files/" + name).value_or(""), "Dockerfile", options);
            std::vector<std::string> wanted;
            std::vector<std::string> found;
            for (const json &warning : warnings)
                wanted.push_back(warning["rule"].get<std::string>() + ":" +
                                 std::to_string(warning["line"].get<int>()) + ":" +
                                 warning["detail"].get<std::string>());
            for (const Finding &finding : report.findings)
                found.push_back(finding.rule + ":" + std::to_string(finding.line) + ":" + finding.message);
            std::sort(wanted.begin(), wanted.end());
            std::sort(found.begin(), found.end());
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
