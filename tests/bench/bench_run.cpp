// SPDX-License-Identifier: GPL-3.0-or-later
// Create, start, wait and remove of /bin/true in this process, as `catamaran run --rm` does it.
// TSV rows: case, peer, median, min, max, unit. Environment: CATAMARAN_ROOT and CATAMARAN_RUN (the state
// directories), CATAMARAN_BENCH_IMAGE (an image with /bin/true), RUNS.
#include "engine/api/engine.h"
#include "engine/base/clock.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <sys/resource.h>

using namespace catamaran;
using namespace catamaran::engine;

namespace {

void report(const std::string &name, std::vector<double> samples)
{
    std::sort(samples.begin(), samples.end());
    std::printf("%s\tcatamaran\t%.3f\t%.3f\t%.3f\tms\n", name.c_str(), samples[samples.size() / 2],
                samples.front(), samples.back());
}

struct Phases {
    std::vector<double> total;
    std::vector<double> create;
    std::vector<double> prepare;
    std::vector<double> network;
    std::vector<double> launch;
    std::vector<double> execute;
    std::vector<double> wait;
};

base::Result<void> runOnce(Engine &engine, const spec::ContainerSpec &spec, Phases &phases)
{
    const auto ms = [](std::int64_t from, std::int64_t to) { return static_cast<double>(to - from) / 1e6; };
    const std::int64_t begin = base::steadyNanoseconds();
    CATAMARAN_TRY(const std::string id, engine.create(spec, {}));
    CATAMARAN_TRY(const StartTimes times, engine.start(id, false, {}));
    const std::int64_t started = base::steadyNanoseconds();
    CATAMARAN_TRY(const int code, engine.wait(id, {}));
    const std::int64_t end = base::steadyNanoseconds();
    if (code != 0)
        return base::fail(base::Errc::Internal, "exit code " + std::to_string(code));
    phases.total.push_back(ms(begin, end));
    phases.create.push_back(ms(begin, times.requestedNs));
    phases.prepare.push_back(ms(times.requestedNs, times.createdNs));
    phases.network.push_back(ms(times.createdNs, times.networkReadyNs));
    phases.launch.push_back(ms(times.networkReadyNs, times.clonedNs));
    phases.execute.push_back(ms(times.clonedNs, times.executedNs));
    phases.wait.push_back(ms(started, end));
    return {};
}

base::Result<void> bench(Engine &engine, const std::string &network, int runs)
{
    spec::ContainerSpec spec;
    const char *image = std::getenv("CATAMARAN_BENCH_IMAGE");
    spec.image = image ? image : "localhost/bench";
    spec.command = {"/bin/true"};
    spec.network = network;
    spec.autoRemove = true;
    Phases warm;
    for (int i = 0; i < 3; ++i)
        CATAMARAN_CHECK(runOnce(engine, spec, warm));
    Phases phases;
    for (int i = 0; i < runs; ++i)
        CATAMARAN_CHECK(runOnce(engine, spec, phases));
    report("start:" + network, phases.total);
    report("start:" + network + ":create", phases.create);
    report("start:" + network + ":prepare", phases.prepare);
    report("start:" + network + ":network", phases.network);
    report("start:" + network + ":spawn+clone", phases.launch);
    report("start:" + network + ":mounts+exec", phases.execute);
    report("start:" + network + ":run+remove", phases.wait);
    return {};
}

} // namespace

int main()
{
    const char *wanted = std::getenv("RUNS");
    const int runs = std::max(1, wanted ? std::atoi(wanted) : 100);
    const EngineOptions options = EngineOptions::forCurrentUser();
    std::vector<double> opens;
    for (int i = 0; i < 11; ++i) {
        const std::int64_t begin = base::steadyNanoseconds();
        const auto engine = Engine::open(options);
        if (!engine) {
            std::fprintf(stderr, "bench_run: %s\n", engine.error().fullText().c_str());
            return 1;
        }
        opens.push_back(static_cast<double>(base::steadyNanoseconds() - begin) / 1e6);
    }
    report("engine:open", opens);
    const auto engine = Engine::open(options);
    if (!engine)
        return 1;
    for (const char *network : {"none", "bridge"}) {
        if (const auto done = bench(**engine, network, runs); !done) {
            std::fprintf(stderr, "bench_run: %s: %s\n", network, done.error().fullText().c_str());
            return 1;
        }
    }
    return 0;
}
