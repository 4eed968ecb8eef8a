// SPDX-License-Identifier: GPL-3.0-or-later
// Listing containers: rows of case, median, min, max, unit. Run as root:
//   bench_ps [CATAMARAN] [-n CONTAINERS]
// Makes the containers (created, not started) in a state directory of its own, then measures opening the
// engine and containers() in this process, and with CATAMARAN (path of the CLI) the whole `ps -a`.
#include "engine/api/engine.h"
#include "engine/base/clock.h"
#include "engine/base/file.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <spawn.h>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace catamaran;

namespace {

[[noreturn]] void die(const base::Error &error)
{
    std::fprintf(stderr, "bench_ps: %s\n", error.fullText().c_str());
    std::exit(1);
}

template <typename T>
T orDie(base::Result<T> result)
{
    if (!result)
        die(result.error());
    return std::move(*result);
}

struct Samples {
    std::vector<double> wall;
    std::vector<double> processor; ///< of this process and its children: what a busy machine does not distort
};

double processorMilliseconds()
{
    double sum = 0;
    for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage usage{};
        ::getrusage(who, &usage);
        sum += static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
               static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
    }
    return sum;
}

void row(const std::string &name, Samples samples)
{
    std::sort(samples.wall.begin(), samples.wall.end());
    std::sort(samples.processor.begin(), samples.processor.end());
    std::printf("%-24s %10.3f %10.3f %10.3f %14.3f ms\n", name.c_str(), samples.wall[samples.wall.size() / 2],
                samples.wall.front(), samples.wall.back(), samples.processor[samples.processor.size() / 2]);
}

template <typename Work>
Samples measure(int rounds, const Work &work)
{
    Samples samples;
    for (int i = 0; i < rounds; ++i) {
        const double processor = processorMilliseconds();
        const std::int64_t begin = base::steadyNanoseconds();
        work();
        samples.wall.push_back(static_cast<double>(base::steadyNanoseconds() - begin) / 1e6);
        samples.processor.push_back(processorMilliseconds() - processor);
    }
    return samples;
}

void runCli(const char *program, const char *verb)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    std::string word = verb;
    std::string all = "-a";
    char *arguments[] = {const_cast<char *>(program), word.data(), word == "ps" ? all.data() : nullptr,
                         nullptr};
    pid_t child = 0;
    int status = 0;
    if (::posix_spawn(&child, program, &actions, nullptr, arguments, environ) != 0 ||
        ::waitpid(child, &status, 0) != child || status != 0) {
        std::fprintf(stderr, "bench_ps: %s ps -a failed\n", program);
        std::exit(1);
    }
    posix_spawn_file_actions_destroy(&actions);
}

} // namespace

int main(int argc, char **argv)
{
    int count = 1000;
    const char *program = nullptr;
    for (int i = 1; i < argc; ++i) {
        if (std::string(argv[i]) == "-n" && i + 1 < argc)
            count = std::atoi(argv[++i]);
        else
            program = argv[i];
    }
    char directory[] = "/dev/shm/bench-ps-XXXXXX";
    if (!::mkdtemp(directory))
        die(base::Error::fromErrno(errno, "make a directory"));
    const std::string root = directory;
    ::setenv("CATAMARAN_ROOT", (root + "/data").c_str(), 1);
    ::setenv("CATAMARAN_RUN", (root + "/run").c_str(), 1);
    {
        const auto engine = orDie(engine::Engine::open(engine::EngineOptions::forCurrentUser()));
        // Two zero blocks are an empty archive.
        if (auto written = base::writeFileAtomic(root + "/empty.tar", std::string(1024, '\0')); !written)
            die(written.error());
        orDie(engine->images().importRootFilesystem(root + "/empty.tar", "bench", {}));
        engine::spec::ContainerSpec spec;
        spec.image = "bench";
        spec.command = {"/bin/sh", "-c", "exec sleep 1000"};
        spec.labels = {{"com.example.stack", "bench"}, {"com.example.service", "web"}};
        spec.environment = {"A=1", "B=2", "PATH=/usr/bin:/bin"};
        for (int i = 0; i < count; ++i)
            orDie(engine->create(spec, {}));
    }
    std::printf("%d containers, created\n%-24s %10s %10s %10s %14s\n", count, "case", "median", "min", "max",
                "cpu (median)");
    row("Engine::open",
        measure(15, [] { orDie(engine::Engine::open(engine::EngineOptions::forCurrentUser())); }));
    {
        const auto engine = orDie(engine::Engine::open(engine::EngineOptions::forCurrentUser()));
        row("containers(all)", measure(25, [&] { orDie(engine->containers(true)); }));
        row("containers(running)", measure(25, [&] { orDie(engine->containers(false)); }));
    }
    if (program) {
        row("catamaran --version", measure(15, [&] { runCli(program, "--version"); }));
        row("catamaran ps -a", measure(25, [&] { runCli(program, "ps"); }));
    }
    (void)base::removeTree(root);
    return 0;
}
