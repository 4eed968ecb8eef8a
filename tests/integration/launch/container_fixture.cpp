// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/launch/container_fixture.h"

#include "engine/base/file.h"
#include "engine/launch/log_format.h"

#include <QTest>
#include <cstring>
#include <filesystem>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>

namespace catamaran::test {

using engine::launch::LaunchPlan;
using engine::launch::MountPlan;
using engine::launch::Status;

namespace {

constexpr const char *kBusybox = "/bin/busybox";
constexpr std::uint64_t kDefaultCapabilities = 0xa80425fb; // docker's fourteen

MountPlan fileSystem(MountPlan::Kind kind, std::string target, std::string options, std::uint64_t attributes)
{
    MountPlan mount;
    mount.kind = kind;
    mount.target = std::move(target);
    mount.options = std::move(options);
    mount.attributes = attributes;
    return mount;
}

} // namespace

std::string ContainerFixture::reasonToSkip()
{
    if (std::string reason = reasonToSkipRootTests(); !reason.empty())
        return reason;
    if (!std::filesystem::exists(kBusybox))
        return "needs the static busybox (package busybox-static)";
    return {};
}

ContainerFixture::ContainerFixture(std::string directory) : m_path(std::move(directory))
{
    if (!m_path.empty())
        return;
    m_directory.emplace();
    m_path = m_directory->path();
    namespace fs = std::filesystem;
    for (const char *name : {"image/bin", "image/tmp", "upper", "work", "mount", "run", "data"})
        fs::create_directories(file(name));
    fs::copy_file(kBusybox, file("image/bin/busybox"));
    for (const char *name :
         {"sh", "true", "false", "cat",  "echo", "sleep", "hostname", "id",    "stty", "mount", "ps",
          "ls", "test", "ip",    "ping", "kill", "touch", "wc",       "mkdir", "grep", "env",   "tty"})
        fs::create_symlink("busybox", file("image/bin/") + name);
}

LaunchPlan ContainerFixture::plan(std::vector<std::string> arguments)
{
    constexpr std::uint64_t kNoSuid = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC;
    using Kind = MountPlan::Kind;
    LaunchPlan plan;
    plan.containerId = "0123456789abcdef";
    plan.runDirectory = runDirectory();
    plan.dataDirectory = file("data");
    plan.hostname = "box";
    plan.rootfs.lowerDirectories = {imageDirectory()};
    plan.rootfs.upperDirectory = file("upper");
    plan.rootfs.workDirectory = file("work");
    plan.rootfs.mountPoint = file("mount");
    plan.rootfs.isVolatile = true;
    plan.mounts = {
        fileSystem(Kind::Proc, "/proc", "", kNoSuid),
        fileSystem(Kind::Tmpfs, "/dev", "mode=755,size=65536k", MOUNT_ATTR_NOSUID),
        fileSystem(Kind::Devpts, "/dev/pts", "newinstance,ptmxmode=0666,mode=0620,gid=5",
                   MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC),
        fileSystem(Kind::Sysfs, "/sys", "", kNoSuid | MOUNT_ATTR_RDONLY),
        fileSystem(Kind::Mqueue, "/dev/mqueue", "", kNoSuid),
        fileSystem(Kind::Tmpfs, "/dev/shm", "mode=1777,size=65536k", kNoSuid),
    };
    plan.devices = {{"/dev/null", S_IFCHR | 0666, 1, 3},    {"/dev/zero", S_IFCHR | 0666, 1, 5},
                    {"/dev/full", S_IFCHR | 0666, 1, 7},    {"/dev/random", S_IFCHR | 0666, 1, 8},
                    {"/dev/urandom", S_IFCHR | 0666, 1, 9}, {"/dev/tty", S_IFCHR | 0666, 5, 0}};
    plan.maskedPaths = {"/proc/acpi",          "/proc/asound",     "/proc/kcore",       "/proc/keys",
                        "/proc/latency_stats", "/proc/timer_list", "/proc/timer_stats", "/proc/sched_debug",
                        "/proc/scsi",          "/sys/firmware"};
    plan.readOnlyPaths = {"/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"};
    plan.namespaces =
        CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWNET | CLONE_NEWCGROUP;
    plan.process.arguments = std::move(arguments);
    plan.process.environment = {"PATH=/usr/bin:/bin"};
    plan.process.capabilitiesBounding = plan.process.capabilitiesEffective =
        plan.process.capabilitiesPermitted = kDefaultCapabilities;
    plan.log.path = file("log");
    return plan;
}

engine::launch::ExecPlan ContainerFixture::execPlan(const LaunchPlan &plan,
                                                    const engine::launch::Launched &launched,
                                                    std::vector<std::string> arguments)
{
    engine::launch::ExecPlan exec;
    exec.targetPid = launched.pid;
    exec.targetStartTime = launched.startTime;
    exec.cgroup = plan.cgroup;
    exec.process = plan.process;
    exec.process.tty = false;
    exec.process.arguments = std::move(arguments);
    return exec;
}

std::string ContainerFixture::log(int stream) const
{
    const auto bytes = base::readFile(file("log"));
    std::string text;
    engine::launch::LogFrameHeader header;
    for (std::size_t at = 0; bytes && at + sizeof header <= bytes->size();
         at += sizeof header + header.length) {
        std::memcpy(&header, bytes->data() + at, sizeof header);
        if (stream == 0 || header.stream == stream)
            text += bytes->substr(at + sizeof header, header.length);
    }
    return text;
}

base::Result<Status> ContainerFixture::status() const
{
    CATAMARAN_TRY(const std::string text, base::readFile(runDirectory() + "/status"));
    return engine::launch::parseStatus(text);
}

bool ContainerFixture::waitForPhase(Status::Phase phase) const
{
    return QTest::qWaitFor(
        [&] {
            const auto now = status();
            return now && now->phase == phase;
        },
        20000);
}

bool ContainerFixture::waitForLog(const std::string &text) const
{
    return QTest::qWaitFor([&] { return log().find(text) != std::string::npos; }, 20000);
}

base::Result<int> ContainerFixture::waitExit() const
{
    auto client = engine::launch::MonitorClient::connect(runDirectory());
    if (client) {
        auto code = client->waitExit({});
        if (code || code.error().code() != base::Errc::Protocol)
            return code;
    }
    CATAMARAN_TRY(const Status last, status());
    if (last.phase != Status::Phase::Exited)
        return base::fail(base::Errc::InvalidState, "the monitor is gone, but the status is not final");
    return last.exitCode;
}

} // namespace catamaran::test
