// SPDX-License-Identifier: GPL-3.0-or-later
// Start to exit of /bin/true through Launcher, in rows like those of the peers: case, peer, median, min, max,
// unit. Run as root, best in network and mount namespaces of its own (unshare -n -m):
//   bench_start [ROOTFS WORKDIR] [-n COUNT] [--cgroup]
// ROOTFS (or CATAMARAN_BENCH_ROOTFS) is a directory with /bin/true and /etc; WORKDIR should be on a
// journalled file system or tmpfs.
#include "engine/base/clock.h"
#include "engine/base/file.h"
#include "engine/cgroup/cgroup.h"
#include "engine/launch/launcher.h"
#include "engine/security/security.h"
#include "engine/sys/rtnl.h"

#include <algorithm>
#include <arpa/inet.h>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace catamaran;
using engine::launch::InterfacePlan;
using engine::launch::Launcher;
using engine::launch::LaunchPlan;
using engine::launch::MountPlan;
using engine::launch::NetworkPlan;

namespace {

enum class Network { None, Bridge };

[[noreturn]] void die(const base::Error &error)
{
    fmt::print(stderr, "bench_start: {}\n", error.fullText());
    std::exit(1);
}

// Milliseconds of this process and of the children that it has reaped.
double cpuMilliseconds()
{
    double sum = 0;
    for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage usage{};
        getrusage(who, &usage);
        sum += static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
               static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
    }
    return sum;
}

void makeBridge(const char *name)
{
    const base::UniqueFd socket(sys::openRtnl());
    alignas(nlmsghdr) char buffer[512];
    sys::RtnlBatch batch(buffer, sizeof buffer);
    auto *link = batch.begin<ifinfomsg>(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL);
    link->ifi_flags = link->ifi_change = IFF_UP;
    batch.text(IFLA_IFNAME, name);
    const std::size_t info = batch.beginNest(IFLA_LINKINFO);
    batch.text(IFLA_INFO_KIND, "bridge");
    batch.endNest(info);
    batch.end();
    if (const int error = batch.run(socket.get()); error && error != EEXIST)
        die(base::Error::fromErrno(error, "make the bridge"));
}

MountPlan fileSystem(MountPlan::Kind kind, const char *target, const char *options, std::uint64_t attributes)
{
    MountPlan mount;
    mount.kind = kind;
    mount.target = target;
    mount.options = options;
    mount.attributes = attributes;
    return mount;
}

LaunchPlan makePlan(const std::string &rootfs, const std::string &directory, Network network, int number)
{
    constexpr std::uint64_t kNoSuid = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC;
    using Kind = MountPlan::Kind;
    LaunchPlan plan;
    plan.containerId = fmt::format("bench{}", number);
    plan.runDirectory = directory + "/run";
    plan.dataDirectory = directory;
    plan.hostname = "box";
    plan.rootfs.lowerDirectories = {rootfs};
    plan.rootfs.upperDirectory = directory + "/u";
    plan.rootfs.workDirectory = directory + "/w";
    plan.rootfs.mountPoint = directory + "/m";
    plan.rootfs.isVolatile = true;
    plan.mounts = {fileSystem(Kind::Proc, "/proc", "", kNoSuid),
                   fileSystem(Kind::Tmpfs, "/dev", "mode=755,size=65536k", MOUNT_ATTR_NOSUID),
                   fileSystem(Kind::Devpts, "/dev/pts", "newinstance,ptmxmode=0666,mode=0620,gid=5",
                              MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC),
                   fileSystem(Kind::Sysfs, "/sys", "", kNoSuid | MOUNT_ATTR_RDONLY),
                   fileSystem(Kind::Mqueue, "/dev/mqueue", "", kNoSuid),
                   fileSystem(Kind::Tmpfs, "/dev/shm", "mode=1777,size=65536k", kNoSuid)};
    for (const char *name : {"hosts", "hostname", "resolv.conf"}) {
        MountPlan bind;
        bind.source = directory + "/" + name;
        bind.target = std::string("/etc/") + name;
        bind.sourceIsFile = true;
        plan.mounts.push_back(bind);
    }
    constexpr std::uint32_t kMode = S_IFCHR | 0666;
    plan.devices = {{"/dev/null", kMode, 1, 3},   {"/dev/zero", kMode, 1, 5},    {"/dev/full", kMode, 1, 7},
                    {"/dev/random", kMode, 1, 8}, {"/dev/urandom", kMode, 1, 9}, {"/dev/tty", kMode, 5, 0}};
    plan.namespaces =
        CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWCGROUP | CLONE_NEWNET;
    plan.process.arguments = {"/bin/true"};
    plan.process.environment = {"PATH=/bin"};
    plan.log.path = directory + "/log";
    plan.autoRemove = true;
    if (network == Network::Bridge) {
        InterfacePlan interface;
        interface.hostName = fmt::format("cb{:x}", number);
        interface.bridge = "catbench0";
        interface.ipv4 = fmt::format("10.215.{}.{}/16", number / 200, number % 200 + 2);
        interface.ipv4Gateway = "10.215.0.1";
        plan.network.mode = NetworkPlan::Mode::Interfaces;
        plan.network.interfaces = {interface};
    }
    if (auto applied = engine::security::apply({}, plan); !applied)
        die(applied.error());
    return plan;
}

struct Sample {
    double wall = 0;
    double cpu = 0;
    double toExecuted = 0;
};

Sample runOnce(Launcher &launcher, engine::cgroup::CgroupDriver *groups, const std::string &rootfs,
               const std::string &directory, Network network, int number)
{
    const double cpu0 = cpuMilliseconds();
    const std::int64_t wall0 = base::steadyNanoseconds();
    for (const char *name : {"", "/u", "/w", "/m", "/run"})
        mkdir((directory + name).c_str(), 0755);
    for (const char *name : {"/hosts", "/hostname", "/resolv.conf"}) {
        const base::UniqueFd fd(open((directory + name).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
        (void)!write(fd.get(), "127.0.0.1 localhost\n", 20);
    }
    LaunchPlan plan = makePlan(rootfs, directory, network, number);
    if (groups) {
        auto group = groups->create(plan.containerId, {});
        if (!group)
            die(group.error());
        plan.cgroup = *group;
    }
    auto launched = launcher.launch(plan, Launcher::Start::AtOnce, {});
    if (!launched)
        die(launched.error());
    Sample sample;
    sample.toExecuted = static_cast<double>(launched->executedNs - wall0) / 1e6;
    // The monitor ends last of all.
    const int monitor = static_cast<int>(syscall(SYS_pidfd_open, launched->monitorPid, 0));
    if (monitor >= 0) {
        pollfd set{monitor, POLLIN, 0};
        poll(&set, 1, -1);
        close(monitor);
    }
    sample.wall = static_cast<double>(base::steadyNanoseconds() - wall0) / 1e6;
    // Reaped by the launcher's thread: wait until it has been counted.
    for (int i = 0; i < 1000 && kill(launched->monitorPid, 0) == 0; ++i)
        usleep(50);
    sample.cpu = cpuMilliseconds() - cpu0;
    if (auto removed = base::removeTree(directory); !removed)
        die(removed.error());
    return sample;
}

void report(const std::string &name, std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    fmt::print("{}\tcatamaran\t{:.3f}\t{:.3f}\t{:.3f}\tms\n", name, values[values.size() / 2], values.front(),
               values.back());
}

// exec of /bin/true in one running container, from the call to the exit code.
void measureExec(Launcher &launcher, const std::string &rootfs, const std::string &directory, int count)
{
    for (const char *name : {"", "/u", "/w", "/m", "/run"})
        mkdir((directory + name).c_str(), 0755);
    LaunchPlan plan = makePlan(rootfs, directory, Network::None, 0);
    plan.mounts.resize(6); // without the three files of a start
    plan.process.arguments = {"/bin/sleep", "1000"};
    auto launched = launcher.launch(plan, Launcher::Start::AtOnce, {});
    if (!launched)
        die(launched.error());
    engine::launch::ExecPlan exec;
    exec.targetPid = launched->pid;
    exec.targetStartTime = launched->startTime;
    exec.process = plan.process;
    exec.process.arguments = {"/bin/true"};
    std::vector<double> wall;
    std::vector<double> cpu;
    for (int i = -3; i < count; ++i) {
        const double cpu0 = cpuMilliseconds();
        const std::int64_t wall0 = base::steadyNanoseconds();
        auto executed = launcher.execute(exec, {}, {});
        if (!executed)
            die(executed.error());
        if (auto code = executed->wait(); !code)
            die(code.error());
        if (i < 0)
            continue;
        wall.push_back(static_cast<double>(base::steadyNanoseconds() - wall0) / 1e6);
        cpu.push_back(cpuMilliseconds() - cpu0);
    }
    report("exec:cpu", cpu);
    report("exec", wall);
    const int monitor = static_cast<int>(syscall(SYS_pidfd_open, launched->monitorPid, 0));
    kill(launched->pid, SIGKILL);
    pollfd set{monitor, POLLIN, 0};
    poll(&set, 1, -1);
    close(monitor);
    if (auto removed = base::removeTree(directory); !removed)
        die(removed.error());
}

} // namespace

int main(int argc, char **argv)
{
    const char *rootfs = std::getenv("CATAMARAN_BENCH_ROOTFS");
    std::string work = "/dev/shm/catamaran-bench-start-" + std::to_string(getpid());
    int first = 1;
    if (argc > 2 && argv[1][0] != '-') {
        rootfs = argv[1];
        work = argv[2];
        first = 3;
    }
    if (!rootfs) {
        fmt::print(stderr, "usage: bench_start ROOTFS WORKDIR [-n COUNT] [--cgroup]\n");
        return 2;
    }
    mkdir(work.c_str(), 0700);
    int count = 100;
    bool withGroups = false;
    for (int i = first; i < argc; ++i) {
        if (std::strcmp(argv[i], "-n") == 0 && i + 1 < argc)
            count = std::atoi(argv[++i]);
        withGroups = withGroups || std::strcmp(argv[i], "--cgroup") == 0;
    }
    std::unique_ptr<engine::cgroup::CgroupDriver> groups;
    if (withGroups) {
        auto detected = engine::cgroup::CgroupDriver::detect("bench");
        if (!detected)
            die(detected.error());
        groups = std::move(*detected);
    }
    Launcher launcher;
    makeBridge("catbench0");
    for (const Network network : {Network::None, Network::Bridge}) {
        std::vector<double> wall;
        std::vector<double> cpu;
        std::vector<double> executed;
        for (int i = -3; i < count; ++i) {
            const Sample sample =
                runOnce(launcher, groups.get(), rootfs, fmt::format("{}/c{}", work, i + 3), network, i + 3);
            if (i < 0)
                continue; // warm-up
            wall.push_back(sample.wall);
            cpu.push_back(sample.cpu);
            executed.push_back(sample.toExecuted);
        }
        const std::string name = network == Network::None ? "start:none" : "start:bridge";
        report(name + ":to-executed", executed);
        report(name + ":cpu", cpu);
        report(name, wall);
    }
    measureExec(launcher, rootfs, work + "/exec", count);
    rmdir(work.c_str());
    return 0;
}
