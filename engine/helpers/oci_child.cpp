// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/helpers/oci_child.h"

#include "engine/helpers/oci_hooks.h"
#include "engine/helpers/rootfs.h"
#include "engine/helpers/text.h"
#include "engine/sys/syscalls.h"

#include <linux/keyctl.h>
#include <sched.h>
#include <sys/fsuid.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace catamaran::helpers {

using protocol::MessageType;
using protocol::Step;

namespace {

// sched_setattr(2); the C library has no declaration of it.
struct SchedulerAttributes {
    uint32_t size;
    uint32_t policy;
    uint64_t flags;
    int32_t nice;
    uint32_t priority;
    uint64_t runtime, deadline, period;
};

constexpr int kIoprioWhoProcess = 1;

void setScheduling(const protocol::OciView &plan, const Report &report)
{
    if (plan.hasScheduler) {
        const SchedulerAttributes attributes{
            sizeof attributes,      plan.schedulerPolicy,  plan.schedulerFlags,    plan.schedulerNice,
            plan.schedulerPriority, plan.schedulerRuntime, plan.schedulerDeadline, plan.schedulerPeriod};
        if (syscall(SYS_sched_setattr, 0, &attributes, 0))
            report.fail(Step::SetScheduling, "scheduler");
    }
    if (plan.ioPriority.present && syscall(SYS_ioprio_set, kIoprioWhoProcess, 0, plan.ioPriority.value))
        report.fail(Step::SetScheduling, "I/O priority");
    if (plan.personality.present && ::personality(static_cast<unsigned long>(plan.personality.value)) < 0)
        report.fail(Step::SetScheduling, "personality");
}

void joinKeyring(const protocol::OciView &plan)
{
    // Kernels without keys have none to hide; a quota that is used up is no reason not to start (as runc).
    if (!plan.keyring.empty())
        syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, plan.keyring.data);
}

// Programs open /dev/stdout anew, which needs the pipe to be theirs.
void ownStreams(uint32_t uid)
{
    struct stat null {};
    const bool hasNull = stat("/dev/null", &null) == 0;
    for (int fd = 0; fd < 3; ++fd) {
        struct stat info {};
        if (fstat(fd, &info) || info.st_uid == uid || (hasNull && info.st_rdev == null.st_rdev))
            continue;
        [[maybe_unused]] const int ignored =
            fchown(fd, uid, static_cast<gid_t>(-1)); // not every file can be given away
    }
}

// Leaves the standard streams, the preserved descriptors behind them, and the two given ones, which are moved
// out of the way. No descriptor of the host is open any more when a path of the container is looked up.
void closeOthers(const protocol::OciView &plan, int *socket, int *start, const Report &report)
{
    const int first = 3 + static_cast<int>(plan.preservedDescriptors);
    int kept[2] = {fcntl(*socket, F_DUPFD_CLOEXEC, first + 64), -1};
    if (kept[0] < 0)
        report.fail(Step::Execute, "descriptors");
    *socket = kept[0];
    if (*start >= 0) {
        kept[1] = fcntl(*start, F_DUPFD_CLOEXEC, kept[0] + 1);
        *start = kept[1];
    }
    for (int fd = 3; fd < first; ++fd)
        dup2(protocol::kPreservedFd + fd - 3, fd); // upwards: a source is never overwritten before its turn
    const auto range = [](int from, int to) {
        if (from <= to)
            close_range(static_cast<unsigned>(from), static_cast<unsigned>(to), 0);
    };
    range(first, kept[0] - 1);
    if (kept[1] >= 0)
        range(kept[0] + 1, kept[1] - 1);
    close_range(static_cast<unsigned>((kept[1] >= 0 ? kept[1] : kept[0]) + 1), ~0U, 0);
}

void enterDirectory(const protocol::ProcessView &process, const Report &report)
{
    enterWorkingDirectory(process, report);
    // CVE-2024-21626: a directory that is not below the root was reached through a leaked descriptor.
    char path[4096];
    const long size = syscall(SYS_getcwd, path, sizeof path);
    if (size <= 0 || path[0] != '/') {
        errno = size <= 0 ? errno : ENOENT;
        report.fail(Step::ChangeDirectory, process.workingDirectory.data);
    }
}

// What execve(2) is going to say is found out here, because create has to report it, and start is later.
// With the rights of the user: those of root in a container are not everybody's.
void findProgram(const OciContext &context, const Report &report, PathBuffer &program)
{
    const protocol::ProcessView &process = context.plan->launch.process;
    const char *name = context.arguments[0] ? context.arguments[0] : "";
    syscall(SYS_setgroups, static_cast<size_t>(process.groups.count), process.groups.items);
    setfsgid(process.gid);
    setfsuid(process.uid);
    int error = ENOENT;
    const auto check = [&error](const char *path) {
        struct stat info {};
        if (stat(path, &info) == 0 && S_ISDIR(info.st_mode)) {
            error = EACCES;
            return false;
        }
        if (syscall(SYS_faccessat2, AT_FDCWD, path, X_OK, AT_EACCESS) == 0)
            return true;
        if (errno != ENOENT && errno != ENOTDIR)
            error = errno;
        return false;
    };
    bool found = false;
    if (strchr(name, '/')) {
        found = check(name);
        program.append(name);
    } else if (*name) {
        const char *path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        for (char *const *variable = context.environment; *variable; ++variable) {
            if (strncmp(*variable, "PATH=", 5) == 0)
                path = *variable + 5;
        }
        while (!found) {
            const size_t length = strcspn(path, ":");
            PathBuffer candidate;
            if (length)
                candidate.append(path, length).append("/");
            candidate.append(name);
            found = !candidate.overflown() && check(candidate.c_str());
            if (found)
                program.append(candidate.c_str());
            if (path[length] == 0)
                break;
            path += length + 1;
        }
    }
    setfsuid(0);
    setfsgid(0);
    if (!found) {
        errno = error;
        report.fail(Step::Execute, name);
    }
}

// Behind the seccomp filter: write(2) and read(2) are what every profile has.
void say(int socket, MessageType type)
{
    protocol::MessageHeader header;
    header.type = type;
    if (write(socket, &header, sizeof header) < 0)
        _exit(127);
}

void awaitGo(int socket)
{
    protocol::MessageHeader header;
    ssize_t n;
    do
        n = read(socket, &header, sizeof header);
    while (n < 0 && errno == EINTR);
    if (n != sizeof header || header.type != MessageType::ChildGo)
        _exit(127);
}

void awaitStart(int fd)
{
    char byte;
    ssize_t n;
    do
        n = read(fd, &byte, 1);
    while (n < 0 && errno == EINTR);
    if (n != 1)
        _exit(127);
}

// Nobody listens to reports any more: what goes wrong now is said where the container's output goes.
[[noreturn]] void executeLate(const OciContext &context, const PathBuffer &program)
{
    execve(program.c_str(), context.arguments, context.environment);
    TextBuffer<600> text;
    const char *reason = strerrordesc_np(errno);
    text.append("exec ").append(program.c_str(), strnlen(program.c_str(), 400)).append(": ");
    text.append(errno == ENOEXEC ? "exec format error" : reason ? reason : "failed").append("\n");
    if (write(2, text.c_str(), text.size()) < 0)
        _exit(1);
    _exit(1);
}

void runStartHooks(const OciContext &context)
{
    HookState state;
    state.plan = context.plan;
    state.status = "created";
    state.pid = getpid();
    protocol::FailedMessage failure;
    if (runHooks(context.plan->startContainerHooks, "startContainer", state, failure))
        return;
    if (write(2, failure.path, strlen(failure.path)) < 0 || write(2, "\n", 1) < 0)
        _exit(1);
    _exit(1);
}

struct Pause {
    const OciContext *context;
    const Report *report;
};

// Everything is mounted, the host is still in reach: the hooks of config.md that stand before pivot_root.
void pauseForHooks(void *data)
{
    const auto &pause = *static_cast<const Pause *>(data);
    if (!sendHeader(pause.context->socket, MessageType::ChildReady) ||
        !awaitHeader(pause.context->socket, MessageType::ChildGo))
        _exit(127);
    HookState state;
    state.plan = pause.context->plan;
    state.status = "creating";
    state.pid = getpid();
    protocol::FailedMessage failure;
    if (runHooks(pause.context->plan->createContainerHooks, "createContainer", state, failure))
        return;
    failure.header.type = MessageType::ChildFailed;
    ::send(pause.context->socket, &failure, sizeof failure, MSG_NOSIGNAL);
    _exit(127);
}

// From here on init and exec go the same way.
[[noreturn]] void finish(OciContext context, int terminal)
{
    const protocol::OciView &plan = *context.plan;
    {
        const Report report(context.socket, MessageType::ChildFailed);
        if (terminal >= 0)
            adoptTerminal(terminal, report);
        else
            ownStreams(plan.launch.process.uid);
    }
    const int oldSocket = context.socket;
    closeOthers(plan, &context.socket, &context.start, Report(oldSocket, MessageType::ChildFailed));
    const Report report(context.socket, MessageType::ChildFailed);
    umask(static_cast<mode_t>(plan.umask.present ? plan.umask.value : 0022));
    setScheduling(plan, report);
    protocol::ProcessView process = plan.launch.process;
    process.oomScoreAdj.present = false; // written by the helper: there may be no /proc here
    setLimits(process, report);
    enterDirectory(process, report);
    PathBuffer program;
    findProgram(context, report, program);
    if (!plan.startContainerHooks.empty()) {
        // They need the rights that the program does not get.
        say(context.socket, MessageType::ChildExecuting);
        awaitGo(context.socket);
        awaitStart(context.start);
        runStartHooks(context);
        dropPrivileges(process, report, WithParent::Lives);
        executeLate(context, program);
    }
    dropPrivileges(process, report, WithParent::Lives);
    say(context.socket, MessageType::ChildExecuting);
    awaitGo(context.socket);
    close(context.socket);
    if (context.start >= 0)
        awaitStart(context.start);
    executeLate(context, program);
}

} // namespace

void runOciInit(const OciContext &context)
{
    const protocol::OciView &oci = *context.plan;
    const protocol::LaunchView &plan = oci.launch;
    const Report report(context.socket, MessageType::ChildFailed);
    setsid();
    // Id maps and control groups are the helper's to write.
    if (!awaitHeader(context.socket, MessageType::ChildMapped))
        _exit(127);
    if (plan.namespaces & CLONE_NEWUSER &&
        (syscall(SYS_setresgid, 0, 0, 0) || syscall(SYS_setresuid, 0, 0, 0)))
        report.fail(Step::MapIds);
    if (plan.namespaces & CLONE_NEWCGROUP && unshare(CLONE_NEWCGROUP))
        report.fail(Step::EnterNamespaces, "cgroup");
    joinKeyring(oci);
    if (plan.namespaces & CLONE_NEWUTS) {
        if (!plan.hostname.empty() && sethostname(plan.hostname.data, plan.hostname.size))
            report.fail(Step::SetHostname, plan.hostname.data);
        if (!plan.domainname.empty() && setdomainname(plan.domainname.data, plan.domainname.size))
            report.fail(Step::SetHostname, plan.domainname.data);
    }
    Pause pause{&context, &report};
    const RootfsPause hooks{pauseForHooks, &pause};
    finish(context, makeRootfs(plan, report, &hooks));
}

void runOciExec(const OciContext &context)
{
    const protocol::OciView &oci = *context.plan;
    const Report report(context.socket, MessageType::ChildFailed);
    // Processes of the container can see us from here on, and must not take our descriptors (CVE-2016-9962).
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    setsid();
    joinKeyring(oci);
    const bool tty = oci.launch.process.tty;
    finish(context, tty ? openTerminal(AT_FDCWD, "/dev/pts/ptmx", oci.launch.process, report) : -1);
}

} // namespace catamaran::helpers
