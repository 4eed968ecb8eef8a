// SPDX-License-Identifier: GPL-3.0-or-later
// Builds the demo image cold and from the cache, in this process:
//
//   bench_build CONTEXT [RUNS]
//
// CONTEXT holds Dockerfile, busybox and www (see resources/demos/web). Prints TSV rows: case, peer, median,
// min, max, unit. BENCH_DIR (default /dev/shm) is where the stores lie.
#include "engine/base/clock.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/build/builder.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using namespace catamaran;
using namespace catamaran::engine;

namespace {

base::Result<double> timedBuild(image::ImageService &images, const std::string &context)
{
    build::BuildRequest request;
    request.contextDirectory = context;
    request.tags = {"localhost/demo:latest"};
    const std::int64_t start = base::steadyNanoseconds();
    CATAMARAN_CHECK(build::build(images, request, {}, {}, {}));
    return static_cast<double>(base::steadyNanoseconds() - start) / 1e6;
}

base::Result<void> measure(const std::string &directory, const std::string &context,
                           std::vector<double> &cold, std::vector<double> &cached)
{
    CATAMARAN_CHECK(base::makeDirectories(directory));
    CATAMARAN_TRY(auto opened, store::Database::open(directory + "/state.db"));
    const std::shared_ptr<store::Database> database = std::move(opened);
    CATAMARAN_TRY(const auto images, image::ImageService::open(directory, database));
    CATAMARAN_TRY(const double first, timedBuild(*images, context));
    CATAMARAN_TRY(const double second, timedBuild(*images, context));
    cold.push_back(first);
    cached.push_back(second);
    return {};
}

void row(const char *name, std::vector<double> samples)
{
    std::sort(samples.begin(), samples.end());
    std::printf("%s\tcatamaran\t%.2f\t%.2f\t%.2f\tms\n", name, samples[samples.size() / 2], samples.front(),
                samples.back());
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2) {
        std::fputs("usage: bench_build CONTEXT [RUNS]\n", stderr);
        return 2;
    }
    const int runs = argc > 2 ? std::max(1, std::atoi(argv[2])) : 20;
    const char *place = std::getenv("BENCH_DIR");
    std::vector<double> cold;
    std::vector<double> cached;
    for (int i = 0; i < runs; ++i) {
        const std::string directory =
            std::string(place ? place : "/dev/shm") + "/bench-build-" + base::randomHexId().substr(0, 12);
        auto done = measure(directory, argv[1], cold, cached);
        if (auto removed = base::removeTree(directory); !removed)
            std::fprintf(stderr, "%s\n", removed.error().text().c_str());
        if (!done) {
            std::fprintf(stderr, "%s\n", done.error().fullText().c_str());
            return 1;
        }
    }
    row("build.demo.cold", cold);
    row("build.demo.cached", cached);
    return 0;
}
