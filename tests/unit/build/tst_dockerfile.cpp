// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/build/dockerfile_parser.h"
#include "engine/build/dockerignore.h"
#include "engine/build/path_match.h"
#include "engine/build/substitution.h"
#include "tests/support/support.h"

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <unistd.h>

using namespace catamaran;
using namespace catamaran::engine::build;
using Json = nlohmann::json;

namespace {

std::string quoted(const std::string &text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        static const std::map<char, std::string> kNames{{'\a', "\\a"}, {'\b', "\\b"},  {'\f', "\\f"},
                                                        {'\n', "\\n"}, {'\r', "\\r"},  {'\t', "\\t"},
                                                        {'\v', "\\v"}, {'\0', "\\x00"}};
        const auto name = kNames.find(c);
        out += name == kNames.end() ? std::string(1, c) : name->second;
    }
    return out + "\"";
}

/// The form of dockerfile/parse/cases/*/result.
std::string tree(const Instruction &instruction)
{
    std::string out = "(" + instruction.name;
    if (!instruction.flags.empty()) {
        out += " [";
        for (std::size_t i = 0; i < instruction.flags.size(); ++i)
            out += (i > 0 ? " " : "") + quoted(instruction.flags[i]);
        out += "]";
    }
    if (instruction.trigger)
        out += " " + tree(*instruction.trigger);
    for (const std::string &argument : instruction.arguments)
        out += " " + quoted(argument);
    return out + ")";
}

std::string tree(const Dockerfile &dockerfile)
{
    std::string out;
    for (const Instruction &instruction : dockerfile.instructions)
        out += (out.empty() ? "" : "\n") + tree(instruction);
    return out;
}

std::string readAll(const std::string &path)
{
    const auto text = base::readFile(path);
    return text ? *text : std::string();
}

std::vector<std::vector<std::string>> readTable(const std::string &path)
{
    std::vector<std::vector<std::string>> rows;
    std::istringstream stream(readAll(path));
    for (std::string line; std::getline(stream, line);) {
        std::vector<std::string> &row = rows.emplace_back();
        std::istringstream cells(line);
        for (std::string cell; std::getline(cells, cell, '\t');)
            row.push_back(cell);
    }
    if (!rows.empty())
        rows.erase(rows.begin());
    return rows;
}

base::Result<Dockerfile> parseAndValidate(const std::string &text)
{
    CATAMARAN_TRY(Dockerfile parsed, parseDockerfile(text, "Dockerfile"));
    CATAMARAN_CHECK(validateDockerfile(parsed));
    return parsed;
}

} // namespace

class DockerfileTest : public QObject {
    Q_OBJECT

private:
    /// Runs every case of a table and prints those that are wrong.
    static int failures(const char *file, const std::function<bool(const Json &)> &holds)
    {
        const std::string path = test::corpusDirectory() + "/dockerfile/tables/" + file;
        const Json table = Json::parse(readAll(path), nullptr, false);
        if (table.is_discarded())
            return 1;
        int failed = 0;
        for (const Json &item : table.at("cases")) {
            if (holds(item))
                continue;
            ++failed;
            qWarning("%s: %s", file, item.dump().c_str());
        }
        qInfo("%s: %d of %d", file, static_cast<int>(table.at("cases").size()) - failed,
              static_cast<int>(table.at("cases").size()));
        return failed;
    }
    static std::vector<std::string> list(const Json &item, const char *key)
    {
        const auto found = item.find(key);
        return found == item.end() || found->is_null() ? std::vector<std::string>()
                                                       : found->get<std::vector<std::string>>();
    }
    static bool hasCorpus() { return !test::corpusDirectory().empty(); }

private slots:
    void everyParserCaseOfTheCorpusGivesItsVerdictAndTree()
    {
        if (!hasCorpus())
            QSKIP("no corpus beside this checkout");
        const std::string directory = test::corpusDirectory() + "/dockerfile/parse";
        int failed = 0;
        for (const auto &row : readTable(directory + "/expected.tsv")) {
            const auto parsed =
                parseDockerfile(readAll(directory + "/cases/" + row[0] + "/Dockerfile"), row[0]);
            std::string wanted = readAll(directory + "/cases/" + row[0] + "/result");
            while (wanted.ends_with('\n'))
                wanted.pop_back();
            if (parsed.has_value() != (row[1] == "valid") || (parsed && tree(*parsed) != wanted)) {
                ++failed;
                qWarning("%s:\n%s\nwanted:\n%s", row[0].c_str(),
                         parsed ? tree(*parsed).c_str() : parsed.error().text().c_str(), wanted.c_str());
            }
        }
        QCOMPARE(failed, 0);
    }

    void realDockerfilesParseAsBuildKitParsesThem()
    {
        if (!hasCorpus())
            QSKIP("no corpus beside this checkout");
        const std::string directory = test::corpusDirectory() + "/dockerfile/real";
        std::map<std::string, std::string> trees;
        std::istringstream lines(readAll(directory + "/expected.jsonl"));
        for (std::string line; std::getline(lines, line);) {
            const Json item = Json::parse(line);
            trees[item.at("case")] = item.value("ast", std::string());
        }
        int verdicts = 0;
        int equal = 0;
        int total = 0;
        for (const auto &row : readTable(directory + "/expected.tsv")) {
            ++total;
            const std::string text = readAll(directory + "/files/" + row[0]);
            const bool valid = row[3] == "valid";
            const std::string stage = row.size() > 4 ? row[4] : std::string();
            const auto syntax = parseDockerfile(text, row[0]);
            const auto whole = parseAndValidate(text);
            // What only a build can find (unknown stages and the like) is the executor's matter.
            if (whole.has_value() == valid || (stage == "semantics" && whole))
                ++verdicts;
            else
                qWarning("%s: wanted %s %s %s, got %s", row[0].c_str(), row[3].c_str(), stage.c_str(),
                         row.size() > 5 ? row[5].c_str() : "",
                         whole ? "valid" : whole.error().text().c_str());
            if (!trees.contains(row[0]) || trees[row[0]].empty() ||
                (syntax && tree(*syntax) == trees[row[0]]))
                ++equal;
            else
                qWarning("%s:\n%s\nwanted:\n%s", row[0].c_str(), syntax ? tree(*syntax).c_str() : "error",
                         trees[row[0]].c_str());
        }
        qInfo("real Dockerfiles: verdict %d, tree %d of %d", verdicts, equal, total);
        QCOMPARE(verdicts, total);
        QCOMPARE(equal, total);
    }

    void variablesAreExpanded()
    {
        if (!hasCorpus())
            QSKIP("no corpus beside this checkout");
        const std::map<std::string, std::string> environment{
            {"PWD", "/home"}, {"SHELL", "bash"}, {"KOREAN", "한국어"}, {"NULL", ""}};
        const Substitution substitution([&](const std::string &name) {
            const auto found = environment.find(name);
            return found == environment.end() ? std::nullopt : std::optional(found->second);
        });
        QCOMPARE(failures("variable-expansion.json",
                          [&](const Json &item) {
                              const auto got = substitution.word(item.at("input").get<std::string>());
                              return item.value("error", false)
                                         ? !got
                                         : got && *got == item.value("expect", std::string());
                          }),
                 0);
    }

    void wordsAreSplit()
    {
        if (!hasCorpus())
            QSKIP("no corpus beside this checkout");
        QCOMPARE(
            failures("word-splitting.json",
                     [&](const Json &item) {
                         const auto environment = item.value("env", std::map<std::string, std::string>());
                         const Substitution substitution([&](const std::string &name) {
                             const auto found = environment.find(name);
                             return found == environment.end() ? std::nullopt : std::optional(found->second);
                         });
                         const auto got = substitution.words(item.at("input").get<std::string>());
                         return got && *got == list(item, "expect");
                     }),
            0);
        QCOMPARE(failures("split-words.json",
                          [&](const Json &item) {
                              return splitQuotedWords(item.at("input")[0].get<std::string>(), '\\') ==
                                     list(item, "expect");
                          }),
                 0);
    }

    void execFormIsTold()
    {
        if (!hasCorpus())
            QSKIP("no corpus beside this checkout");
        QCOMPARE(failures("json-array-form.json",
                          [&](const Json &item) {
                              const auto got = parseExecForm(item.at("input").get<std::string>());
                              const bool valid = got && *got;
                              return valid == item.value("valid", false) &&
                                     (!valid || **got == list(item, "expect"));
                          }),
                 0);
    }

    void hereDocumentsAreFound()
    {
        if (!hasCorpus())
            QSKIP("no corpus beside this checkout");
        QCOMPARE(failures("heredoc-word.json",
                          [&](const Json &item) {
                              const auto got = parseHereDocument(item.at("input").get<std::string>());
                              const std::string kind = item.at("kind");
                              return kind == "invalid" ? !got : got && got->has_value() == (kind == "valid");
                          }),
                 0);
        QCOMPARE(failures("heredocs-from-line.json",
                          [&](const Json &item) {
                              const auto got = hereDocumentsOf(item.at("line").get<std::string>());
                              std::vector<std::string> names;
                              if (got) {
                                  for (const HereDocument &document : *got)
                                      names.push_back(document.name);
                              }
                              return got && names == list(item, "heredocNames");
                          }),
                 0);
        QCOMPARE(failures("copy-heredoc.json",
                          [&](const Json &item) {
                              const auto got = parseDockerfile(item.at("dockerfile").get<std::string>(), "D");
                              if (!got)
                                  return false;
                              const Json &wanted = item.at("sourcesAndDest");
                              const Instruction &copy = got->instructions.front();
                              const Json texts = wanted.value("SourceContents", Json::array());
                              bool same = copy.arguments.back() == wanted.at("DestPath").get<std::string>() &&
                                          copy.documents.size() == texts.size();
                              for (std::size_t i = 0; same && i < texts.size(); ++i)
                                  same =
                                      copy.documents[i].content == texts[i].at("Data").get<std::string>() &&
                                      copy.documents[i].expand == texts[i].value("Expand", false) &&
                                      copy.documents[i].name == texts[i].at("Path").get<std::string>();
                              return same;
                          }),
                 0);
        QCOMPARE(failures("run-heredoc.json",
                          [&](const Json &item) {
                              const auto got = parseDockerfile(item.at("dockerfile").get<std::string>(), "D");
                              if (!got)
                                  return false;
                              const Instruction &run = got->instructions.front();
                              const Json files = item.value("files", Json::array());
                              bool same = run.arguments == list(item, "command") &&
                                          run.json != item.at("shell").get<bool>() &&
                                          run.documents.size() == files.size();
                              for (std::size_t i = 0; same && i < files.size(); ++i)
                                  same = run.documents[i].content == files[i].at("Data").get<std::string>();
                              return same;
                          }),
                 0);
    }

    void wrongInstructionsAreRefusedWithDockersWords()
    {
        if (!hasCorpus())
            QSKIP("no corpus beside this checkout");
        QCOMPARE(failures("instruction-errors.json",
                          [&](const Json &item) {
                              const auto parsed =
                                  parseDockerfile(item.at("dockerfile").get<std::string>(), "Dockerfile");
                              if (!parsed)
                                  return false;
                              const auto valid = validateInstruction(*parsed, parsed->instructions.front());
                              return !valid && valid.error().message().find(
                                                   item.at("error").get<std::string>()) != std::string::npos;
                          }),
                 0);
    }

    void ignorePatternsDecide()
    {
        if (!hasCorpus())
            QSKIP("no corpus beside this checkout");
        QCOMPARE(failures("dockerignore-match.json",
                          [&](const Json &item) {
                              const auto ignore = DockerIgnore::fromPatterns(list(item, "patterns"));
                              return ignore && ignore->excludes(item.at("path").get<std::string>()) ==
                                                   item.value("excluded", false);
                          }),
                 0);
        QCOMPARE(failures("path-match.json",
                          [&](const Json &item) {
                              const auto got = matchPath(item.at("pattern").get<std::string>(),
                                                         item.at("s").get<std::string>());
                              const auto error = item.find("err");
                              if (error != item.end() && !error->is_null())
                                  return !got;
                              return got && *got == item.value("match", false);
                          }),
                 0);
    }

    void anUnknownInstructionIsShownWithItsPlaceAndAGuess()
    {
        const auto parsed = parseAndValidate("FROM scratch\n\n  FORM x\n");
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code(), base::Errc::Parse);
        QCOMPARE(parsed.error().where()->line, 3);
        QCOMPARE(parsed.error().where()->column, 3);
        QCOMPARE(parsed.error().fix(), std::string("Did you mean FROM?"));
        QVERIFY(parsed.error().text().find("unknown instruction: FORM\n      FORM x\n      ^") !=
                std::string::npos);
    }

    void modifiersTrimAndReplace()
    {
        const Substitution substitution([](const std::string &name) {
            return name == "F" ? std::optional<std::string>("a/b/c.tar.gz") : std::nullopt;
        });
        const std::vector<std::pair<std::string, std::string>> cases{
            {"${F#*/}", "b/c.tar.gz"},        {"${F##*/}", "c.tar.gz"},
            {"${F%.*}", "a/b/c.tar"},         {"${F%%.*}", "a/b/c"},
            {"${F/b/x}", "a/x/c.tar.gz"},     {"${F//\\//-}", "a-b-c.tar.gz"},
            {"${F/tar.gz/zip}", "a/b/c.zip"}, {"${X#a}", ""}};
        for (const auto &[text, wanted] : cases) {
            const auto got = substitution.word(text);
            VERIFY_RESULT(got);
            QCOMPARE(*got, wanted);
        }
    }
};

QTEST_GUILESS_MAIN(DockerfileTest)
#include "tst_dockerfile.moc"
