// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/load.h"
#include "src/compose/yaml.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

using namespace catamaran;

namespace {

// Services as people write them, until the text has `bytes`.
std::string bigFile(std::size_t bytes)
{
    std::string text =
        "name: big\nx-common: &common\n  restart: unless-stopped\n  logging:\n    driver: json-file\n"
        "    options: {max-size: 10m}\nservices:\n";
    for (int i = 0; text.size() < bytes; ++i) {
        const std::string id = std::to_string(i);
        text += "  service" + id + ":\n    <<: *common\n    image: registry.example.org/team/app-" + id +
                ":1.2.3\n    command: [\"serve\", \"--port\", \"8080\", \"--name\", \"s" + id +
                "\"]\n    environment:\n      DATABASE_URL: postgres://user:${PASSWORD:-secret}@db/app" + id +
                "\n      LOG_LEVEL: info\n      WORKERS: 4\n    ports:\n      - \"" +
                std::to_string(10000 + i) + ":8080\"\n    volumes:\n      - ./data/" + id +
                ":/var/lib/app\n      - shared:/shared:ro\n";
        if (i > 0)
            text += "    depends_on:\n      service" + std::to_string(i - 1) +
                    ":\n        condition: service_healthy\n";
        text += "    healthcheck:\n      test: [\"CMD\", \"wget\", \"-qO-\", \"http://localhost:8080/\"]\n"
                "      interval: 10s\n      retries: 3\n    labels:\n      - team=blue\n      - index=" +
                id + "\n";
    }
    return text + "volumes:\n  shared:\n";
}

template <typename Work>
void measure(const char *name, Work work)
{
    std::vector<double> times;
    for (int i = 0; i < 15; ++i) {
        const auto start = std::chrono::steady_clock::now();
        if (!work()) {
            std::printf("%s\tcatamaran\tFAIL\tFAIL\tFAIL\tms\n", name);
            return;
        }
        const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
        times.push_back(took.count());
    }
    std::sort(times.begin(), times.end());
    std::printf("%s\tcatamaran\t%.1f\t%.1f\t%.1f\tms\n", name, times[times.size() / 2], times.front(),
                times.back());
}

} // namespace

/// How long a Compose file of 1 MB takes; TSV rows as tests/bench/run.sh prints them.
int main()
{
    const std::string text = bigFile(1'000'000);
    measure("compose-yaml-1MB", [&] { return compose::parseYaml(text, "big.yaml").has_value(); });
    compose::LoadOptions options;
    options.workingDirectory = "/project";
    options.files.push_back({"/project/compose.yaml", text});
    options.reader = std::make_shared<compose::MemoryReader>(std::map<std::string, std::string>());
    measure("compose-model-1MB", [&] {
        std::string name;
        std::vector<compose::Warning> warnings;
        return compose::loadModel(options, name, warnings).has_value();
    });
    measure("compose-load-1MB", [&] {
        const auto project = compose::load(options);
        if (!project)
            std::fprintf(stderr, "%s\n", project.error().fullText().c_str());
        return project.has_value();
    });
    return 0;
}
