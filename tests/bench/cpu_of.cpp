// SPDX-License-Identifier: GPL-3.0-or-later
// cpu_of CASE PEER RUNS COMMAND...: runs a command so often, and prints two TSV rows: its wall time, and the
// CPU time of everything it started, monitors and containers included (case "cpu:CASE"). Works for what has
// no daemon: as subreaper it inherits and waits for whatever the command leaves behind, so nothing may be
// left running.
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <spawn.h>
#include <string>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <vector>

namespace {

double milliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double childrenCpu()
{
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    const auto ms = [](const timeval &t) {
        return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_usec) / 1e3;
    };
    return ms(usage.ru_utime) + ms(usage.ru_stime);
}

/// Waits for every process that is a child now, by its own number; false when there was none.
bool reapInherited()
{
    std::FILE *list = std::fopen("/proc/thread-self/children", "re");
    if (!list)
        return false;
    bool any = false;
    for (pid_t pid = 0; std::fscanf(list, "%d", &pid) == 1; any = true) {
        while (waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
    std::fclose(list);
    return any;
}

void row(const std::string &name, const char *peer, std::vector<double> samples)
{
    std::sort(samples.begin(), samples.end());
    std::printf("%s\t%s\t%.3f\t%.3f\t%.3f\tms\n", name.c_str(), peer, samples[samples.size() / 2],
                samples.front(), samples.back());
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 5)
        return 2;
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    const int runs = std::max(1, std::atoi(argv[3]));
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (int fd = 0; fd < 3; ++fd)
        posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", O_RDWR, 0);
    std::vector<double> wall;
    std::vector<double> cpu;
    for (int i = -1; i < runs; ++i) { // the first warms up
        const double before = childrenCpu();
        const double begin = milliseconds();
        pid_t pid = 0;
        int status = 0;
        if (posix_spawnp(&pid, argv[4], &actions, nullptr, argv + 4, environ) != 0 ||
            waitpid(pid, &status, 0) != pid || status != 0) {
            std::printf("%s\t%s\tFAIL\tFAIL\tFAIL\tms\n", argv[1], argv[2]);
            return 0;
        }
        const double end = milliseconds();
        while (reapInherited()) {
        }
        if (i < 0)
            continue;
        wall.push_back(end - begin);
        cpu.push_back(childrenCpu() - before);
    }
    row(argv[1], argv[2], wall);
    row(std::string("cpu:") + argv[1], argv[2], cpu);
    return 0;
}
