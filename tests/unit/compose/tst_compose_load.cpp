// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/discover.h"
#include "src/compose/load.h"
#include "src/compose/select.h"
#include "src/compose/units.h"
#include "src/compose/yaml.h"
#include "tests/support/support.h"

#include <QElapsedTimer>

using namespace catamaran;
using namespace catamaran::compose;

namespace {

using Files = std::map<std::string, std::string>;

base::Result<Project> loadFiles(Files files, std::vector<std::string> names = {}, Files environment = {},
                                std::vector<std::string> profiles = {})
{
    Invocation in;
    in.currentDirectory = "/project";
    in.files = std::move(names);
    in.environment = std::move(environment);
    in.profiles = std::move(profiles);
    in.reader = std::make_shared<MemoryReader>(std::move(files));
    auto options = discover(in);
    if (!options)
        return base::fail(std::move(options).error());
    return load(*options);
}

base::Result<Project> loadText(const std::string &text)
{
    return loadFiles({{"/project/compose.yaml", text}});
}

#define COMPARE_TEXT(actual, expected) QCOMPARE(QString::fromStdString(actual), QString(expected))

// The error of a text that must be refused.
std::string errorOf(const std::string &text)
{
    const auto project = loadText(text);
    return project ? "accepted" : project.error().text();
}

std::string fixOf(const std::string &text)
{
    const auto project = loadText(text);
    return project ? "accepted" : project.error().fix();
}

} // namespace

class ComposeLoadTest : public QObject {
    Q_OBJECT

private slots:
    void anUnknownKeyIsRefusedWithItsPlaceAndASuggestion()
    {
        const std::string text = "services:\n  web:\n    image: nginx\n    prots: [80]\n";
        COMPARE_TEXT(errorOf(text),
                     "/project/compose.yaml:4:5: validating /project/compose.yaml: services.web "
                     "additional properties 'prots' not allowed");
        COMPARE_TEXT(fixOf(text), "Did you mean \"ports\"?");
    }

    void aWrongTypeIsNamedWithItsPlace()
    {
        COMPARE_TEXT(errorOf("services:\n  web:\n    image: nginx\n    ports: 80\n"),
                     "/project/compose.yaml:4:12: validating /project/compose.yaml: services.web.ports must "
                     "be a array");
    }

    void anUndefinedNetworkIsRefusedWithASuggestion()
    {
        const std::string text = "services:\n  web: {image: nginx, networks: [fornt]}\nnetworks: {front: }\n";
        COMPARE_TEXT(errorOf(text),
                     "/project/compose.yaml:2:3: service \"web\" refers to undefined network fornt: "
                     "invalid compose project");
        COMPARE_TEXT(fixOf(text), "Did you mean \"front\"?");
    }

    void aKeyGivenTwiceIsRefused()
    {
        COMPARE_TEXT(errorOf("services:\n  web:\n    image: a\n    image: b\n"),
                     "/project/compose.yaml:4:5: yaml: mapping key \"image\" already defined at line 3");
    }

    void aDependencyCycleIsNamedAlongItsWay()
    {
        QVERIFY(errorOf("services:\n  a: {image: x, depends_on: [b]}\n  b: {image: x, depends_on: [c]}\n"
                        "  c: {image: x, depends_on: [a]}\n")
                    .find("dependency cycle detected: a -> b -> c -> a") != std::string::npos);
    }

    void anAliasBombIsRefusedWithinMilliseconds()
    {
        std::string text = "x-a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
        for (int i = 1; i < 12; ++i) {
            const std::string before = "*a" + std::to_string(i - 1);
            text += "x-a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
            for (int j = 0; j < 9; ++j)
                text += ", " + before;
            text += "]\n";
        }
        QElapsedTimer timer;
        timer.start();
        QVERIFY(errorOf(text + "services: {a: {image: b}}\n").find("excessive aliasing") !=
                std::string::npos);
        QVERIFY2(timer.elapsed() < 500, "it was refused too late");
    }

    void deepNestingIsRefused()
    {
        QVERIFY(!loadText("services: " + std::string(100'000, '[')).has_value());
        QVERIFY(!loadText("x-a: " + std::string(5000, '[') + std::string(5000, ']')).has_value());
    }

    void anIncludeCycleIsRefused()
    {
        const auto project = loadFiles({{"/project/compose.yaml", "include: [b.yaml]\n"},
                                        {"/project/b.yaml", "include: [compose.yaml]\n"}});
        QVERIFY(!project);
        QVERIFY(project.error().text().find("include cycle detected:\n/project/compose.yaml\n include "
                                            "/project/b.yaml\n include /project/compose.yaml") !=
                std::string::npos);
    }

    void anExtendsCycleIsRefused()
    {
        QVERIFY(errorOf("services:\n  a: {image: x, extends: b}\n  b: {extends: a}\n")
                    .find("Circular reference") != std::string::npos);
    }

    void anIncludedFileHasItsOwnDirectoryAndVariables()
    {
        const auto project = loadFiles(
            {{"/project/compose.yaml", "include: [sub/compose.yaml]\n"},
             {"/project/sub/.env", "TAG=7\n"},
             {"/project/sub/compose.yaml", "services:\n  a:\n    image: x:${TAG}\n    volumes: [./d:/d]\n"}});
        VERIFY_RESULT(project);
        COMPARE_TEXT(project->services.at("a").image, "x:7");
        COMPARE_TEXT(project->services.at("a").volumes.at(0).source, "/project/sub/d");
    }

    void pathsOfAnExtendedFileStartAtThatFile()
    {
        const auto project = loadFiles(
            {{"/project/compose.yaml", "services:\n  a:\n    extends: {file: lib/base.yaml, service: b}\n"},
             {"/project/lib/base.yaml", "services:\n  b:\n    build: ./src\n    env_file: x.env\n"},
             {"/project/lib/x.env", "K=v\n"}});
        VERIFY_RESULT(project);
        COMPARE_TEXT(project->services.at("a").build->context, "/project/lib/src");
        COMPARE_TEXT(project->services.at("a").environment.at("K").value_or(""), "v");
    }

    void resetAndOverrideReplaceWhatEarlierFilesSaid()
    {
        const auto project =
            loadFiles({{"/project/compose.yaml",
                        "services:\n  a:\n    image: x\n    ports: [\"80:80\"]\n    command: run\n"
                        "    environment: {A: \"1\", B: \"2\"}\n"},
                       {"/project/o.yaml",
                        "services:\n  a:\n    ports: !override [\"81:81\"]\n    command: !reset null\n"
                        "    environment: {B: \"3\"}\n"}},
                      {"compose.yaml", "o.yaml"});
        VERIFY_RESULT(project);
        const Service &service = project->services.at("a");
        QCOMPARE(service.ports.size(), std::size_t{1});
        COMPARE_TEXT(service.ports.at(0).published, "81");
        QVERIFY(!service.command.words);
        COMPARE_TEXT(service.environment.at("A").value_or(""), "1");
        COMPARE_TEXT(service.environment.at("B").value_or(""), "3");
    }

    void theOverrideFileBesideTheMainOneIsLoaded()
    {
        const auto project = loadFiles({{"/project/compose.yaml", "services: {a: {image: x}}\n"},
                                        {"/project/compose.override.yaml", "services: {a: {image: y}}\n"}});
        VERIFY_RESULT(project);
        COMPARE_TEXT(project->services.at("a").image, "y");
    }

    void theFileIsFoundInAFolderAbove()
    {
        Invocation in;
        in.currentDirectory = "/project/deep/er";
        in.reader = std::make_shared<MemoryReader>(
            Files{{"/project/compose.yml", "services: {a: {image: x}}\n"}, {"/project/deep/er/x", ""}});
        const auto options = discover(in);
        VERIFY_RESULT(options);
        COMPARE_TEXT(options->workingDirectory, "/project");
    }

    void theCallersEnvironmentWinsOverTheEnvFile()
    {
        const Files files = {{"/project/compose.yaml", "services: {a: {image: \"${A}-${B}\"}}\n"},
                             {"/project/.env", "A=file\nB=file\n"}};
        const auto project = loadFiles(files, {}, {{"A", "caller"}});
        VERIFY_RESULT(project);
        COMPARE_TEXT(project->services.at("a").image, "caller-file");
    }

    void servicesOfInactiveProfilesAreSetAside()
    {
        const Files files = {
            {"/project/compose.yaml", "services:\n  a: {image: x}\n  b: {image: x, profiles: [debug]}\n"}};
        const auto plain = loadFiles(files);
        VERIFY_RESULT(plain);
        QVERIFY(plain->disabledServices.contains("b"));
        const auto debug = loadFiles(files, {}, {{"COMPOSE_PROFILES", "debug"}});
        VERIFY_RESULT(debug);
        QVERIFY(debug->services.contains("b"));
    }

    void theProjectNameFollowsItsRules()
    {
        const auto named = [](Files environment, const std::string &head) {
            const auto project = loadFiles({{"/project/compose.yaml", head + "services: {a: {image: x}}\n"}},
                                           {}, std::move(environment));
            return project ? project->name : project.error().text();
        };
        COMPARE_TEXT(named({}, ""), "project");
        COMPARE_TEXT(named({}, "name: Mine.App\n"), "mineapp");
        COMPARE_TEXT(named({{"X", "y"}}, "name: my-${X}\n"), "my-y");
        COMPARE_TEXT(named({{"COMPOSE_PROJECT_NAME", "env"}}, "name: mine\n"), "env");
        QVERIFY(named({{"COMPOSE_PROJECT_NAME", "Bad"}}, "").find("invalid project name \"Bad\"") !=
                std::string::npos);
    }

    void aMissingRequiredVariableStopsWithItsMessageAndPlace()
    {
        COMPARE_TEXT(
            errorOf("services:\n  a:\n    image: ${IMG:?say which}\n"),
            "/project/compose.yaml:3:12: error while interpolating services.a.image: required variable IMG "
            "is missing a value: say which");
    }

    void unsetVariablesAndTheOldVersionKeyAreWarnings()
    {
        const auto project = loadText("version: '3'\nservices: {a: {image: \"x${NOPE}\"}}\n");
        VERIFY_RESULT(project);
        QCOMPARE(project->warnings.size(), std::size_t{2});
        QVERIFY(project->warnings.at(0).text.find("version") != std::string::npos);
        QVERIFY(project->warnings.at(1).text.find("NOPE") != std::string::npos);
    }

    void whatIsPrintedLoadsToTheSameProject()
    {
        const auto first =
            loadText("services:\n  a:\n    image: x\n    command: [\"echo\", \"$$HOME: #1\", \"on\"]\n"
                     "    ports: [\"8080:80\"]\n    volumes: [data:/d, ./b:/b:ro]\n"
                     "    environment: {E: \"\", N: , M: \"a\\nb\\n\"}\n    x-catamaran: {runtime: vm}\n"
                     "    deploy: {resources: {limits: {memory: 1g}}}\nvolumes: {data: }\n");
        VERIFY_RESULT(first);
        const std::string yaml = toYamlText(*first);
        const auto second = loadText(yaml);
        VERIFY_RESULT(second);
        COMPARE_TEXT(toYamlText(*second), QString::fromStdString(yaml));
        COMPARE_TEXT(toJsonText(*second), QString::fromStdString(toJsonText(*first)));
        QVERIFY(second->services.at("a").extensions.contains("x-catamaran"));
    }

    void yamlIsPrintedAsDockerComposeDoes()
    {
        const auto project =
            loadText("name: demo\nservices:\n  web:\n    image: nginx\n    ports: [\"80:80\"]\n");
        VERIFY_RESULT(project);
        COMPARE_TEXT(toYamlText(*project),
                     "name: demo\nservices:\n  web:\n    image: nginx\n    networks:\n"
                     "      default: null\n    ports:\n      - mode: ingress\n        target: 80\n"
                     "        published: \"80\"\n        protocol: tcp\nnetworks:\n  default:\n"
                     "    name: demo_default\n");
    }

    void selectedServicesBringTheirDependenciesAndNothingElse()
    {
        auto project = loadText(
            "services:\n  a: {image: x, depends_on: [b], networks: [n]}\n  b: {image: x, networks: [n]}\n"
            "  c: {image: x, networks: [m]}\nnetworks: {n: , m: }\n");
        VERIFY_RESULT(project);
        VERIFY_RESULT(selectServices(*project, {"a"}));
        QCOMPARE(project->services.size(), std::size_t{2});
        QVERIFY(project->disabledServices.contains("c"));
        pruneResources(*project);
        QVERIFY(project->networks.contains("n") && !project->networks.contains("m"));
        QVERIFY(!selectServices(*project, {"nobody"}).has_value());
    }

    void whatThisMachineCannotHonourIsSaid()
    {
        const auto project =
            loadText("services:\n  a: {image: x, cpu_percent: 50, deploy: {placement: {constraints: "
                     "[node.role==manager]}}}\n");
        VERIFY_RESULT(project);
        QCOMPARE(project->warnings.size(), std::size_t{2});
        QVERIFY(project->warnings.at(0).text.find("services.a.cpu_percent") != std::string::npos);
    }

    void aSecretsValueIsReadButNeverPrinted()
    {
        const auto project = loadFiles({{"/project/compose.yaml", "services: {a: {image: x, secrets: [s]}}\n"
                                                                  "secrets: {s: {environment: TOKEN}}\n"}},
                                       {}, {{"TOKEN", "hush-hush"}});
        VERIFY_RESULT(project);
        COMPARE_TEXT(project->secrets.at("s").content, "hush-hush");
        QVERIFY(toJsonText(*project).find("hush") == std::string::npos);
        QVERIFY(toYamlText(*project).find("hush") == std::string::npos);
    }

    void durationsAndSizesReadAndPrint()
    {
        COMPARE_TEXT(formatDuration(parseDuration("90s").value()), "1m30s");
        COMPARE_TEXT(formatDuration(parseDuration("1.5s").value()), "1.5s");
        COMPARE_TEXT(formatDuration(parseDuration("1h").value()), "1h0m0s");
        COMPARE_TEXT(formatDuration(parseDuration("250ms").value()), "250ms");
        QVERIFY(!parseDuration("5").has_value());
        QCOMPARE(parseBytes("64m").value().value, std::int64_t{67108864});
        QCOMPARE(parseBytes("1.5 GiB").value().value, std::int64_t{1610612736});
        QVERIFY(!parseBytes("many").has_value());
    }

    void aCommandTextIsSplitLikeAShellWould()
    {
        bool cut = false;
        const auto words = splitCommand(R"(sh -c "echo 'a b'" c\ d '')", cut);
        VERIFY_RESULT(words);
        QCOMPARE(*words, (std::vector<std::string>{"sh", "-c", "echo 'a b'", "c d", ""}));
        QVERIFY(!cut);
        QVERIFY(splitCommand("a; b", cut).has_value());
        QVERIFY(cut);
        QVERIFY(!splitCommand("echo \"open", cut).has_value());
    }
};

QTEST_GUILESS_MAIN(ComposeLoadTest)
#include "tst_compose_load.moc"
