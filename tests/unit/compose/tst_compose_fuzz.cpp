// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "src/compose/dotenv.h"
#include "src/compose/load.h"
#include "tests/support/support.h"

#include <QElapsedTimer>
#include <filesystem>
#include <random>

using namespace catamaran;

namespace {

const std::string kSeed = R"(name: seed
x-base: &base
  restart: always
  labels: {a: b}
services:
  web:
    <<: *base
    image: ${IMAGE:-nginx}:${TAG-1}
    ports: ["80-82:8080-8082/udp", "127.0.0.1:90:90", {target: 3, published: "4"}]
    volumes: [./a:/b:ro, data:/data, {type: tmpfs, target: /t, tmpfs: {size: 1m, mode: 0700}}]
    environment: [A=1, B, "C=$$x"]
    depends_on: {db: {condition: service_healthy}}
    deploy: {replicas: 2, resources: {limits: {cpus: '0.5', memory: 64m}}}
    command: echo "a b" 'c'
  base: {image: x, labels: [a=b]}
  db:
    build: {context: ., args: [X=1], ssh: [default]}
    healthcheck: {test: [CMD, "true"], interval: 1m30s}
    extends: {service: base}
    command: !reset null
volumes: {data: }
secrets: {s: {environment: A}}
)";

// Changes that keep much of the shape: bytes, cut-outs, doublings, and words that mean something in YAML.
std::string mutated(std::string text, std::mt19937 &random)
{
    static const std::vector<std::string> kWords = {
        "*base", "&base", "<<: ",  "!reset ", "${",    "}",  "{",  "[",
        "]",     ": ",    "\n  ",  "- ",      "|\n",   "\"", "\t", "null",
        "~",     "0x",    "1e999", "\xff",    "---\n", "? ", "$$", "include: [a.yaml]\n"};
    const auto below = [&random](std::size_t limit) { return limit == 0 ? 0 : random() % limit; };
    for (std::size_t i = 1 + (below(3) == 0 ? below(4) : 0); i > 0; --i) {
        const std::size_t at = below(text.size() + 1);
        switch (below(5)) {
        case 0:
            text.insert(at, kWords[below(kWords.size())]);
            break;
        case 1:
            text.erase(at, 1 + below(12));
            break;
        case 2:
            if (at < text.size())
                text[at] = static_cast<char>(random());
            break;
        case 3:
            text.insert(below(text.size() + 1), text.substr(at, below(80)));
            break;
        default:
            if (at < text.size())
                text.replace(at, 1 + below(6), kWords[below(kWords.size())]);
            break;
        }
    }
    return text;
}

base::Result<compose::Project> loadFrom(const std::string &text)
{
    compose::LoadOptions options;
    options.workingDirectory = "/project";
    options.projectName = "fuzz";
    options.files.push_back({"/project/compose.yaml", text});
    options.reader = std::make_shared<compose::MemoryReader>(
        std::map<std::string, std::string>{{"/project/a.yaml", text}});
    return compose::load(options);
}

} // namespace

class ComposeFuzzTest : public QObject {
    Q_OBJECT

private slots:
    void mutatedFilesNeitherCrashNorTakeLong()
    {
        std::vector<std::string> seeds = {kSeed};
        const std::string cases = test::corpusDirectory() + "/compose/loader/cases";
        if (std::filesystem::is_directory(cases)) {
            for (const auto &entry : std::filesystem::recursive_directory_iterator(cases)) {
                if (entry.path().extension() == ".yaml")
                    seeds.push_back(base::readFile(entry.path().string()).value_or(std::string()));
            }
        }
        const auto untouched = loadFrom(kSeed);
        VERIFY_RESULT(untouched);
        std::mt19937 random(20260722);
        qint64 longest = 0;
        int accepted = 0;
        for (int round = 0; round < 12000; ++round) {
            const std::string text = mutated(seeds[random() % seeds.size()], random);
            QElapsedTimer timer;
            timer.start();
            const auto project = loadFrom(text);
            longest = std::max(longest, timer.elapsed());
            if (project) {
                ++accepted;
                QVERIFY(!compose::toYamlText(*project).empty());
                QVERIFY(!compose::toJsonText(*project).empty());
            } else {
                QVERIFY(!project.error().text().empty());
            }
        }
        qInfo("accepted %d of 12000, slowest %lld ms", accepted, static_cast<long long>(longest));
        QVERIFY(longest < 2000);
    }

    void mutatedEnvFilesNeitherCrashNorHang()
    {
        std::mt19937 random(7);
        const std::string seed =
            "A=1\nexport B='x # y' # c\nC=\"a\\n${A:-b}\\0123\"\nD: ${B}_$C\nE\n# end\nF = g\n";
        for (int round = 0; round < 12000; ++round) {
            std::map<std::string, std::string> variables;
            const auto parsed = compose::parseDotenv(
                mutated(seed, random), ".env",
                [](const std::string &) -> std::optional<std::string> { return std::nullopt; }, variables);
            QVERIFY(parsed.has_value() || !parsed.error().text().empty());
        }
    }
};

QTEST_GUILESS_MAIN(ComposeFuzzTest)
#include "tst_compose_fuzz.moc"
