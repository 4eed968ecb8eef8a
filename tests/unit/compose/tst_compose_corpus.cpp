// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "src/compose/discover.h"
#include "src/compose/dotenv.h"
#include "src/compose/merge.h"
#include "src/compose/mount_syntax.h"
#include "src/compose/node_json.h"
#include "src/compose/port_syntax.h"
#include "src/compose/unicity.h"
#include "src/compose/yaml.h"
#include "tests/support/support.h"

#include <nlohmann/json.hpp>
#include <sstream>

using namespace catamaran;
using nlohmann::ordered_json;

namespace {

ordered_json readJson(const std::string &path)
{
    return ordered_json::parse(base::readFile(path).value_or("null"));
}

// Several documents may follow one another.
std::vector<ordered_json> jsonDocuments(const std::string &text)
{
    std::istringstream in(text);
    std::vector<ordered_json> out;
    while (in >> std::ws && !in.eof()) {
        ordered_json document;
        in >> document;
        out.push_back(std::move(document));
    }
    return out;
}

// A directory of the corpus, seen as /project, as the recorded answers have it.
class CorpusReader final : public compose::FileReader {
public:
    explicit CorpusReader(std::string directory) : m_directory(std::move(directory)) {}
    [[nodiscard]] base::Result<std::string> read(const std::string &path) const override
    {
        return m_disk.read(map(path));
    }
    [[nodiscard]] bool isFile(const std::string &path) const override { return m_disk.isFile(map(path)); }
    [[nodiscard]] bool isDirectory(const std::string &path) const override
    {
        return m_disk.isDirectory(map(path));
    }

private:
    [[nodiscard]] std::string map(const std::string &path) const
    {
        return path.starts_with("/project") ? m_directory + path.substr(8) : "/nonexistent" + path;
    }
    std::string m_directory;
    compose::DiskReader m_disk;
};

using Row = std::map<std::string, std::string>;

std::vector<std::string> splitAt(const std::string &text, char separator)
{
    std::vector<std::string> out;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, separator);)
        out.push_back(part);
    return out;
}

std::vector<Row> readTable(const std::string &path)
{
    std::istringstream in(base::readFile(path).value_or(std::string()));
    std::string line;
    std::getline(in, line);
    const auto columns = splitAt(line, '\t');
    std::vector<Row> rows;
    while (std::getline(in, line)) {
        const auto cells = splitAt(line, '\t');
        Row row;
        for (std::size_t i = 0; i < columns.size(); ++i)
            row[columns[i]] = i < cells.size() ? cells[i] : std::string();
        rows.push_back(std::move(row));
    }
    return rows;
}

base::Result<compose::Project> loadCase(const std::string &directory, const Row &row)
{
    compose::Invocation in;
    in.currentDirectory = "/project";
    in.projectDirectory = "/project";
    in.reader = std::make_shared<CorpusReader>(directory);
    in.environment = {{"PATH", "/usr/bin:/bin"}, {"HOME", "/root"}};
    const auto files = row.contains("files") ? row.at("files") : row.at("file");
    in.files = splitAt(files, ',');
    if (row.contains("env") && !row.at("env").empty()) {
        const auto environment = ordered_json::parse(row.at("env"));
        for (const auto &[key, value] : environment.items())
            in.environment[key] = value.get<std::string>();
    }
    if (row.contains("project_name"))
        in.projectName = row.at("project_name");
    if (row.contains("profiles"))
        in.profiles = splitAt(row.at("profiles"), ',');
    auto options = compose::discover(in);
    if (!options)
        return base::fail(std::move(options).error());
    return compose::load(*options);
}

compose::Lookup lookupIn(const ordered_json &variables)
{
    return [&variables](const std::string &key) -> std::optional<std::string> {
        if (!variables.contains(key) || variables.at(key).is_null())
            return std::nullopt;
        return variables.at(key).get<std::string>();
    };
}

void printMiss(const std::string &suite, const std::string &name, const std::string &why)
{
    if (qEnvironmentVariableIsSet("CATAMARAN_VERBOSE"))
        qWarning("%s %s: %s", suite.c_str(), name.c_str(), why.c_str());
}

} // namespace

/// Cases that nobody here wrote, with the outcome that the reference gave. Every suite prints one line with
/// its score and must not fall below what it has reached. CATAMARAN_VERBOSE=1 names the misses.
class ComposeCorpusTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_corpus = test::corpusDirectory();
        if (m_corpus.empty())
            QSKIP("this checkout has no test corpus beside it");
    }

    void yamlSuiteIsReadAsItsAuthorsSay()
    {
        int verdicts = 0;
        int values = 0;
        int withValues = 0;
        const ordered_json cases = readJson(m_corpus + "/yaml/test-suite.json");
        for (const auto &entry : cases) {
            const auto parsed = compose::parseYaml(entry.at("yaml").get<std::string>(), "case.yaml");
            const bool wanted = entry.at("expected") == "ok";
            const std::string id = entry.at("id").get<std::string>();
            if (parsed.has_value() == wanted)
                ++verdicts;
            else
                printMiss("yaml", id, parsed ? "accepted" : parsed.error().text());
            if (!entry.contains("json"))
                continue;
            ++withValues;
            const auto expected = jsonDocuments(entry.at("json").get<std::string>());
            if (parsed && sameDocuments(*parsed, expected))
                ++values;
            else
                printMiss("yaml", id,
                          "values differ: " + (parsed && !parsed->empty()
                                                   ? compose::toJson(parsed->front()).dump()
                                                   : std::string("none")));
        }
        qInfo("score yaml: verdicts %d/%zu, values %d/%d", verdicts, cases.size(), values, withValues);
        QVERIFY(verdicts >= 203);
        QVERIFY(values >= 133);
    }

    void shortSyntaxOfPortsIsReadAsRecorded()
    {
        table("port-short-syntax", [](const ordered_json &row) -> std::string {
            const auto ports = compose::parsePorts(row.at("input").get<std::string>());
            if (!ports)
                return ports.error().message();
            compose::Node list = compose::Node::sequence();
            for (const auto &port : *ports)
                list.items().push_back(port.toNode({}));
            return differs(compose::toJson(list), row.value("expect", ordered_json()));
        });
    }

    void shortSyntaxOfVolumesIsReadAsRecorded()
    {
        table("volume-short-syntax", [](const ordered_json &row) -> std::string {
            const auto mount = compose::parseMount(row.at("input").get<std::string>());
            if (!mount)
                return mount.error().message();
            ordered_json got = compose::toJson(mount->toNode({}));
            if (got.contains("bind"))
                got["bind"].erase("create_host_path");
            got["target"] = mount->target;
            return differs(got, row.value("expect", ordered_json()));
        });
    }

    void interpolationFollowsTheRecordedRows()
    {
        table("interpolation", [](const ordered_json &row) -> std::string {
            const auto text =
                compose::substitute(row.at("template").get<std::string>(), lookupIn(row.at("variables")));
            if (!text)
                return text.error().message();
            return differs(*text, row.value("expect", ordered_json("")));
        });
    }

    void dotenvFollowsTheRecordedRows()
    {
        table("dotenv", [](const ordered_json &row) -> std::string {
            std::map<std::string, std::string> variables;
            const auto parsed = compose::parseDotenv(row.at("input").get<std::string>(), ".env",
                                                     lookupIn(row.at("variables")), variables);
            if (!parsed)
                return parsed.error().message();
            return differs(ordered_json(variables), row.value("expect", ordered_json::object()));
        });
    }

    void mergingFollowsTheRecordedRows()
    {
        table("merge", [](const ordered_json &row) -> std::string {
            auto base = compose::parseYaml(row.at("base").get<std::string>(), "base.yaml");
            auto over = compose::parseYaml(row.at("override").get<std::string>(), "override.yaml");
            auto expected = compose::parseYaml(row.at("expect").get<std::string>(), "expected.yaml");
            if (!base || !over || !expected)
                return "not YAML";
            if (const auto merged = compose::merge(base->front(), over->front()); !merged)
                return merged.error().message();
            if (const auto unique = compose::enforceUnicity(base->front()); !unique)
                return unique.error().message();
            return base->front().sameData(expected->front()) ? "" : compose::toJson(base->front()).dump();
        });
    }

    void loaderAnswersLikeTheReference()
    {
        projects("loader", m_corpus + "/compose/loader", "cli", 152, 118);
    }

    void realStacksLoadLikeTheReference()
    {
        projects("stacks", m_corpus + "/compose/stacks", "expected", 20, 20);
    }

private:
    static std::string differs(const ordered_json &got, const ordered_json &expected)
    {
        return nlohmann::json(got) == nlohmann::json(expected) ? std::string() : got.dump();
    }

    // Every row must come out as recorded; `check` returns what went wrong, empty for an expected value.
    template <typename Check>
    void table(const std::string &name, Check check)
    {
        const ordered_json rows = readJson(m_corpus + "/compose/tables/" + name + ".json").at("cases");
        std::size_t right = 0;
        for (const auto &row : rows) {
            const std::string problem = check(row);
            const std::string expected = row.value("error", std::string());
            if (problem == expected)
                ++right;
            else
                printMiss(name, row.dump(), problem);
        }
        qInfo("score %s: %zu/%zu", name.c_str(), right, rows.size());
        QCOMPARE(right, rows.size());
    }

    void projects(const std::string &suite, const std::string &directory, const std::string &verdictColumn,
                  int verdictsWanted, int modelsWanted)
    {
        int verdicts = 0;
        int models = 0;
        int withModel = 0;
        const auto rows = readTable(directory + "/expected.tsv");
        for (const Row &row : rows) {
            const std::string &name = row.at("case");
            const auto project = loadCase(directory + "/cases/" + name, row);
            const bool wanted = row.at(verdictColumn) == "valid";
            if (project.has_value() == wanted)
                ++verdicts;
            else
                printMiss(suite, name, project ? "accepted" : project.error().fullText());
            if (row.at("expected_json").empty())
                continue;
            ++withModel;
            if (!project)
                continue;
            const auto expected = nlohmann::json(readJson(directory + "/" + row.at("expected_json")));
            const auto got =
                nlohmann::json::parse(compose::toJsonText(*project, compose::Dollars::AsTheyAre));
            if (got == expected)
                ++models;
            else
                printMiss(suite, name, nlohmann::json::diff(got, expected).dump());
        }
        qInfo("score %s: verdicts %d/%zu, models %d/%d", suite.c_str(), verdicts, rows.size(), models,
              withModel);
        QVERIFY(verdicts >= verdictsWanted);
        QVERIFY(models >= modelsWanted);
    }

    static bool sameDocuments(const std::vector<compose::Node> &nodes, const std::vector<ordered_json> &json)
    {
        if (nodes.size() != json.size())
            return false;
        for (std::size_t i = 0; i < json.size(); ++i) {
            if (!nodes[i].sameData(compose::fromJson(json[i])))
                return false;
        }
        return true;
    }

    std::string m_corpus;
};

QTEST_GUILESS_MAIN(ComposeCorpusTest)
#include "tst_compose_corpus.moc"
