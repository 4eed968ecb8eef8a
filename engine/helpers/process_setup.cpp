// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/helpers/process_setup.h"

#include "engine/helpers/text.h"
#include "engine/sys/syscalls.h"

#include <grp.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/keyctl.h>
#include <linux/magic.h>
#include <linux/seccomp.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <termios.h>

namespace catamaran::helpers {

using protocol::Step;

char **pointerVector(const protocol::List<protocol::Text> &texts, protocol::Arena &arena)
{
    auto **vector = static_cast<char **>(arena.take(sizeof(char *) * (size_t{texts.count} + 1)));
    if (!vector)
        return nullptr;
    for (uint32_t i = 0; i < texts.count; ++i)
        vector[i] = const_cast<char *>(texts.items[i].data);
    return vector;
}

bool joinGroupsV1(const protocol::CgroupView &cgroup, PathBuffer &path, int *countingGroup)
{
    for (const protocol::Text &directory : cgroup.directories) {
        path.truncate(0);
        path.append(directory.data).append("/pids.max");
        const bool counts = countingGroup && access(path.c_str(), F_OK) == 0;
        path.truncate(0);
        path.append(directory.data).append("/tasks");
        const int fd = open(path.c_str(), O_WRONLY | O_CLOEXEC);
        if (counts && fd >= 0) {
            *countingGroup = fd;
            continue;
        }
        const bool joined = fd >= 0 && write(fd, "0", 1) == 1;
        const int error = errno;
        close(fd);
        errno = error;
        if (!joined)
            return false;
    }
    return true;
}

void closeAllBut(std::initializer_list<int> kept, const Report &report)
{
    for (int next = 3;;) {
        int lowest = -1;
        for (const int fd : kept) {
            if (fd >= next && (lowest < 0 || fd < lowest))
                lowest = fd;
        }
        const unsigned last = lowest < 0 ? ~0U : static_cast<unsigned>(lowest) - 1;
        if (lowest != next && close_range(static_cast<unsigned>(next), last, 0))
            report.fail(Step::Execute, "close descriptors");
        if (lowest < 0)
            return;
        next = lowest + 1;
    }
}

void leaveSessionKeyring(const protocol::ProcessView &process, const Report &report)
{
    if (syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, nullptr) >= 0)
        return;
    // A user may have few keys. With a filter nothing inside can reach the caller's either.
    if (process.seccompProgram.size == 0 && errno == EDQUOT)
        report.fail(Step::SetLimit, "session keyring");
}

namespace {

// A file of the calling process in /proc, and only there. Whatever else an image or a volume put at that path
// would swallow a label (CVE-2019-16884) or send it elsewhere (CVE-2025-52881).
int openOwnProc(const char *name)
{
    const int proc = open("/proc", O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    struct statfs info {};
    if (proc < 0)
        return -1;
    TextBuffer<64> path;
    char self[24] = {};
    int fd = -1;
    if (fstatfs(proc, &info) || info.f_type != PROC_SUPER_MAGIC) {
        errno = EXDEV;
    } else if (readlinkat(proc, "self", self, sizeof self - 1) > 0) {
        path.append(self).append("/").append(name);
        fd = sys::openat2(proc, path.c_str(), O_WRONLY, 0,
                          RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV);
    }
    const int saved = errno;
    close(proc);
    errno = saved;
    return fd;
}

// With a descriptor of the host gone wrong the way back out would lead through "..": the kernel marks such a
// place by a path that does not begin at the root.
bool isInsideRoot()
{
    PathBuffer path;
    return syscall(SYS_getcwd, path.data(), 4096) > 0 && *path.c_str() == '/';
}

} // namespace

void setLimits(const protocol::ProcessView &process, const Report &report)
{
    for (const protocol::RlimitView &limit : process.rlimits) {
        const rlimit value{limit.soft, limit.hard};
        if (setrlimit(static_cast<__rlimit_resource_t>(limit.resource), &value))
            report.fail(Step::SetLimit);
    }
    if (process.oomScoreAdj.present) {
        PathBuffer text;
        text.appendSigned(process.oomScoreAdj.value);
        const int fd = openOwnProc("oom_score_adj");
        if (fd < 0 || write(fd, text.c_str(), text.size()) < 0)
            report.fail(Step::SetOomScore, text.c_str());
        close(fd);
    }
}

void enterWorkingDirectory(const protocol::ProcessView &process, const Report &report)
{
    const char *directory = process.workingDirectory.empty() ? "/" : process.workingDirectory.data;
    if (chdir(directory)) {
        if (errno != ENOENT)
            report.fail(Step::ChangeDirectory, directory);
        PathBuffer path;
        path.append(directory);
        char *const start = path.data();
        for (char *at = start + 1; *at; ++at) {
            if (*at != '/')
                continue;
            *at = 0;
            mkdir(start, 0755); // what cannot be made shows below
            *at = '/';
        }
        mkdir(start, 0755);
        if (chdir(directory))
            report.fail(Step::ChangeDirectory, directory);
    }
    if (!isInsideRoot()) {
        errno = EXDEV;
        report.fail(Step::ChangeDirectory, directory);
    }
}

namespace {

void setCapabilities(uint64_t effective, uint64_t permitted, uint64_t inheritable, const Report &report)
{
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct data[2] = {{static_cast<uint32_t>(effective), static_cast<uint32_t>(permitted),
                                       static_cast<uint32_t>(inheritable)},
                                      {static_cast<uint32_t>(effective >> 32),
                                       static_cast<uint32_t>(permitted >> 32),
                                       static_cast<uint32_t>(inheritable >> 32)}};
    if (syscall(SYS_capset, &header, data))
        report.fail(Step::SetCapabilities);
}

uint64_t ownPermitted()
{
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct data[2] = {};
    if (syscall(SYS_capget, &header, data))
        return 0;
    return data[0].permitted | static_cast<uint64_t>(data[1].permitted) << 32;
}

void loadSeccomp(const protocol::ProcessView &process, const Report &report)
{
    if (process.seccompProgram.size == 0)
        return;
    sock_fprog program{};
    program.len = static_cast<unsigned short>(process.seccompProgram.size / sizeof(sock_filter));
    program.filter = const_cast<sock_filter *>(
        reinterpret_cast<const sock_filter *>(static_cast<const void *>(process.seccompProgram.data)));
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program))
        report.fail(Step::LoadSeccomp);
}

void setLabel(const protocol::ProcessView &process, const Report &report)
{
    if (process.apparmorProfile.empty())
        return;
    PathBuffer text;
    text.append("exec ").append(process.apparmorProfile.data);
    const int fd = openOwnProc("attr/exec");
    if (fd < 0 || write(fd, text.c_str(), text.size()) < 0)
        report.fail(Step::SetLsm, process.apparmorProfile.data);
    close(fd);
}

void setUser(const protocol::ProcessView &process, const Report &report, WithParent withParent)
{
    // In a user namespace that denies setgroups there is nothing to set either.
    if (syscall(SYS_setgroups, static_cast<size_t>(process.groups.count), process.groups.items) &&
        !(errno == EPERM && process.groups.empty()))
        report.fail(Step::SetUser, "groups");
    if (process.gid != 0 || getgid() != 0 || getegid() != 0) {
        if (syscall(SYS_setresgid, process.gid, process.gid, process.gid))
            report.fail(Step::SetUser, "group");
    }
    if (process.uid != 0 || getuid() != 0 || geteuid() != 0) {
        if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) ||
            syscall(SYS_setresuid, process.uid, process.uid, process.uid))
            report.fail(Step::SetUser, "user");
        if (withParent == WithParent::Dies)
            prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    }
}

} // namespace

void dropPrivileges(const protocol::ProcessView &process, const Report &report, WithParent withParent)
{
    setLabel(process, report);
    // Without no_new_privs a filter needs CAP_SYS_ADMIN, so it comes before that goes.
    if (!process.noNewPrivileges)
        loadSeccomp(process, report);
    for (int capability = 0; capability < 64; ++capability) {
        if (process.capabilitiesBounding >> capability & 1)
            continue;
        if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)) {
            if (errno == EINVAL)
                break; // beyond the last capability of this kernel
            report.fail(Step::SetCapabilities, "bounding set");
        }
    }
    setUser(process, report, withParent);
    const uint64_t held = ownPermitted();
    setCapabilities(process.capabilitiesEffective & held, process.capabilitiesPermitted & held,
                    process.capabilitiesInheritable & (held | process.capabilitiesBounding), report);
    for (int capability = 0; process.capabilitiesAmbient >> capability; ++capability) {
        if ((process.capabilitiesAmbient & held) >> capability & 1)
            prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0);
        if (capability == 63)
            break;
    }
    if (process.noNewPrivileges) {
        if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
            report.fail(Step::SetCapabilities, "no_new_privs");
        loadSeccomp(process, report);
    }
}

void execute(char *const *arguments, char *const *environment, const Report &report)
{
    // The monitor ignores it, and what is ignored stays so through clone3 and execve: `yes | head` would go
    // on for ever.
    signal(SIGPIPE, SIG_DFL);
    const char *name = arguments[0] ? arguments[0] : "";
    if (strchr(name, '/')) {
        execve(name, arguments, environment);
        report.fail(Step::Execute, name);
    }
    const char *path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    for (char *const *variable = environment; *variable; ++variable) {
        if (strncmp(*variable, "PATH=", 5) == 0)
            path = *variable + 5;
    }
    int error = ENOENT;
    while (*name) {
        const size_t length = strcspn(path, ":");
        PathBuffer candidate;
        if (length)
            candidate.append(path, length).append("/");
        candidate.append(name);
        if (!candidate.overflown()) {
            execve(candidate.c_str(), arguments, environment);
            if (errno == EACCES)
                error = EACCES; // as execvp: a later directory may have one that works
            else if (errno != ENOENT && errno != ENOTDIR)
                report.fail(Step::Execute, candidate.c_str());
        }
        if (path[length] == 0)
            break;
        path += length + 1;
    }
    errno = error;
    report.fail(Step::Execute, name);
}

void adoptTerminal(int terminal, const Report &report)
{
    if (ioctl(terminal, TIOCSCTTY, 0) || dup2(terminal, 0) < 0 || dup2(terminal, 1) < 0 ||
        dup2(terminal, 2) < 0)
        report.fail(Step::MakeTerminal, "controlling terminal");
}

int openTerminal(int directory, const char *ptmxPath, const protocol::ProcessView &process,
                 const Report &report)
{
    const int master = sys::openat2(directory, ptmxPath, O_RDWR | O_NOCTTY, 0, RESOLVE_NO_SYMLINKS);
    struct stat node {};
    struct statfs where {};
    if (master >= 0 && (fstat(master, &node) || fstatfs(master, &where) ||
                        where.f_type != DEVPTS_SUPER_MAGIC || node.st_rdev != makedev(5, 2))) {
        errno = ENODEV;
        report.fail(Step::MakeTerminal, ptmxPath);
    }
    int unlock = 0;
    if (master < 0 || ioctl(master, TIOCSPTLCK, &unlock))
        report.fail(Step::MakeTerminal, ptmxPath);
    const int slave = ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (slave < 0)
        report.fail(Step::MakeTerminal, ptmxPath);
    winsize size{};
    size.ws_row = process.rows;
    size.ws_col = process.columns;
    ioctl(master, TIOCSWINSZ, &size);
    if (process.uid != 0 && fchown(slave, process.uid, static_cast<gid_t>(-1)))
        report.fail(Step::MakeTerminal, "owner");

    protocol::MessageHeader header;
    header.type = protocol::MessageType::ChildTerminal;
    iovec part{&header, sizeof header};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    cmsghdr *item = CMSG_FIRSTHDR(&message);
    item->cmsg_level = SOL_SOCKET;
    item->cmsg_type = SCM_RIGHTS;
    item->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(item), &master, sizeof master);
    if (sendmsg(report.socket(), &message, MSG_NOSIGNAL) < 0)
        report.fail(Step::MakeTerminal, "send");
    close(master);
    return slave;
}

} // namespace catamaran::helpers
