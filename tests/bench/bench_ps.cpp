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

void row(const std::string &name, std::vector<double> samples)
{
    std::sort(samples.begin(), samples.end());
    std::printf("%-28s %10.3f %10.3f %10.3f ms\n", name.c_str(), samples[samples.size() / 2], samples.front(),
                samples.back());
}

template <typename Work>
std::vector<double> measure(int rounds, const Work &work)
{
    std::vector<double> samples;
    for (int i = 0; i < rounds; ++i) {
        const std::int64_t begin = base::steadyNanoseconds();
        work();
        samples.push_back(static_cast<double>(base::steadyNanoseconds() - begin) / 1e6);
    }
    return samples;
}

void runCli(const char *program)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    char ps[] = "ps";
    char all[] = "-a";
    char *arguments[] = {const_cast<char *>(program), ps, all, nullptr};
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
    std::printf("%d containers, created\n%-28s %10s %10s %10s\n", count, "case", "median", "min", "max");
    row("Engine::open",
        measure(15, [] { orDie(engine::Engine::open(engine::EngineOptions::forCurrentUser())); }));
    {
        const auto engine = orDie(engine::Engine::open(engine::EngineOptions::forCurrentUser()));
        row("containers(all)", measure(25, [&] { orDie(engine->containers(true)); }));
        row("containers(running)", measure(25, [&] { orDie(engine->containers(false)); }));
    }
    if (program)
        row("catamaran ps -a", measure(25, [&] { runCli(program); }));
    (void)base::removeTree(root);
    return 0;
}
