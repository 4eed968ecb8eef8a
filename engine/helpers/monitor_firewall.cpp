// SPDX-License-Identifier: GPL-3.0-or-later
// Monitor: brings the engine's firewall rules back when somebody has flushed them (a reload of another
// firewall). The kernel tells of it on a netlink group; what is to be there, the engine knows: one of the
// monitors runs `catamaran network reconcile`. What an engine deletes itself, and what is not ours, is no
// reason: the notice that ends every change says which program made it.
#include "engine/helpers/monitor.h"
#include "engine/helpers/text.h"
#include "engine/sys/syscalls.h"

#include <linux/filter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netlink.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>

namespace catamaran::helpers {

namespace {

constexpr int64_t kQuietNs = 300LL * 1000000; // a reload deletes and adds in several steps
constexpr int64_t kNoticeNs = 1000000000;     // the end of a change is told right after its parts
// Every name of ours begins so: tables (catamaran_<instance>) and programs (of a thread, the first 15
// letters).
constexpr char kOurs[] = "cata";
constexpr uint32_t kOursWord = 'c' << 24 | 'a' << 16 | 't' << 8 | 'a';
// Where the texts stand in the notices: the table's name is the first attribute of what was deleted; the
// program's the third of the end of a change, behind two numbers (nf_tables_fill_gen_info in the kernel).
constexpr uint32_t kNameAt = sizeof(nlmsghdr) + sizeof(nfgenmsg) + sizeof(nlattr);
constexpr uint32_t kProgramAt = kNameAt + 2 * (sizeof(nlattr) + sizeof(uint32_t));

// The directory of a path, `levels` times.
void cutPath(PathBuffer &path, const char *from, int levels)
{
    size_t length = strlen(from);
    for (; levels > 0 && length > 0; --levels) {
        while (length > 0 && from[length - 1] == '/')
            --length;
        while (length > 0 && from[length - 1] != '/')
            --length;
    }
    while (length > 1 && from[length - 1] == '/')
        --length;
    path.append(from, length);
}

// The command line program: the engine left its path beside the names file.
bool findProgram(PathBuffer &program, const char *runDirectory)
{
    PathBuffer file;
    file.append(runDirectory).append("/net/program");
    const int fd = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    char text[4096];
    const ssize_t n = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
    close(fd);
    program.append(text, n > 0 ? static_cast<size_t>(n) : 0);
    return program.size() > 0 && !program.overflown() && access(program.c_str(), X_OK) == 0;
}

template <typename Visit>
bool anyMessage(const char *text, size_t size, const Visit &visit)
{
    for (size_t at = 0; at + sizeof(nlmsghdr) <= size;) {
        nlmsghdr header;
        memcpy(&header, text + at, sizeof header);
        if (header.nlmsg_len < sizeof header || header.nlmsg_len > size - at)
            return false;
        if (header.nlmsg_type >> 8 == NFNL_SUBSYS_NFTABLES &&
            visit(header.nlmsg_type & 0xff, text + at, header.nlmsg_len))
            return true;
        at += NLMSG_ALIGN(header.nlmsg_len);
    }
    return false;
}

bool saysOurs(const char *message, size_t size, size_t at)
{
    return size >= at + strlen(kOurs) && memcmp(message + at, kOurs, strlen(kOurs)) == 0;
}

bool deletesOurs(const char *text, size_t size)
{
    return anyMessage(text, size, [](int type, const char *message, size_t length) {
        return (type == NFT_MSG_DELTABLE || type == NFT_MSG_DELCHAIN || type == NFT_MSG_DELRULE) &&
               saysOurs(message, length, kNameAt);
    });
}

bool endsForeignChange(const char *text, size_t size)
{
    return anyMessage(text, size, [](int type, const char *message, size_t length) {
        return type == NFT_MSG_NEWGEN && !saysOurs(message, length, kProgramAt);
    });
}

bool hasBridge(const protocol::NetworkView &network)
{
    for (const protocol::InterfaceView &interface : network.interfaces) {
        if (!interface.bridge.empty())
            return true;
    }
    return false;
}

} // namespace

void Monitor::watchFirewall()
{
    if (m_plan.network.mode != protocol::NetworkMode::Interfaces || !hasBridge(m_plan.network))
        return;
    const int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_NETFILTER);
    if (fd < 0)
        return;
    // Only deletions of tables, chains and rules wake us, and ends of changes by others: a container that
    // comes or goes changes elements of maps, and must not wake all the others. A notification's first
    // message tells; its type is in our byte order, which the filter reads as the network's.
    constexpr auto type = [](int message) {
        return static_cast<unsigned>(
            __builtin_bswap16(static_cast<uint16_t>(NFNL_SUBSYS_NFTABLES << 8 | message)));
    };
    sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_H | BPF_ABS, offsetof(nlmsghdr, nlmsg_type)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, type(NFT_MSG_DELTABLE), 6, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, type(NFT_MSG_DELCHAIN), 5, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, type(NFT_MSG_DELRULE), 4, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, type(NFT_MSG_NEWGEN), 0, 2),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, kProgramAt),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kOursWord, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, 0),
        BPF_STMT(BPF_RET | BPF_K, 0xffff),
    };
    const sock_fprog program{sizeof code / sizeof code[0], code};
    const int group = NFNLGRP_NFTABLES;
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    if (setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) ||
        bind(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) ||
        setsockopt(fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &group, sizeof group)) {
        close(fd); // then the next activity of an engine restores
        return;
    }
    m_firewall = fd;
}

void Monitor::onFirewall()
{
    // As much as the kernel puts into one notification (NLMSG_GOODSIZE).
    alignas(nlmsghdr) char text[4096];
    for (int i = 0; i < 1024; ++i) {
        const ssize_t n = recv(m_firewall, text, sizeof text, MSG_DONTWAIT);
        if (n < 0 && errno != ENOBUFS)
            return;
        const int64_t now = sys::nanoseconds(CLOCK_MONOTONIC);
        // What was too much for the socket may have been ours.
        if (n >= 0 && !endsForeignChange(text, static_cast<size_t>(n))) {
            if (deletesOurs(text, static_cast<size_t>(n)))
                m_firewallDeleted = now;
            continue;
        }
        if (n >= 0 && (!m_firewallDeleted || now - m_firewallDeleted > kNoticeNs))
            continue;
        m_firewallDeleted = 0;
        if (!m_firewallAt)
            m_firewallSeen = sys::nanoseconds(CLOCK_REALTIME);
        m_firewallAt = now + kQuietNs;
    }
}

void Monitor::restoreFirewall()
{
    PathBuffer program;
    PathBuffer root;
    PathBuffer run;
    PathBuffer mark;
    root.append("CATAMARAN_ROOT=");
    run.append("CATAMARAN_RUN=");
    cutPath(root, m_plan.dataDirectory.data, 2);
    cutPath(run, m_plan.runDirectory.data, 2);
    mark.append(run.c_str() + strlen("CATAMARAN_RUN=")).append("/net/restored");
    if (m_plan.dataDirectory.empty() || !findProgram(program, run.c_str() + strlen("CATAMARAN_RUN=")) ||
        root.overflown() || mark.overflown())
        return;
    // One monitor does it for all; whoever comes later sees that it has been done since.
    const int lock = open(mark.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    struct stat info {};
    if (lock < 0 || flock(lock, LOCK_EX | LOCK_NB) || fstat(lock, &info)) {
        close(lock);
        return;
    }
    const int64_t done = int64_t{info.st_mtim.tv_sec} * 1000000000 + info.st_mtim.tv_nsec;
    if (info.st_size > 0 && done > m_firewallSeen) {
        close(lock);
        return;
    }
    char name[] = "catamaran";
    char network[] = "network";
    char reconcile[] = "reconcile";
    char path[] = "PATH=/usr/sbin:/usr/bin:/sbin:/bin";
    char *arguments[] = {name, network, reconcile, nullptr};
    char *environment[] = {const_cast<char *>(root.c_str()), const_cast<char *>(run.c_str()), path, nullptr,
                           nullptr};
    clone_args clone{};
    int pidfd = -1;
    clone.flags = CLONE_PIDFD | CLONE_CLEAR_SIGHAND;
    clone.pidfd = reinterpret_cast<uint64_t>(&pidfd);
    clone.exit_signal = SIGCHLD;
    const pid_t pid = sys::clone3(clone);
    if (pid == 0) {
        const int null = open("/dev/null", O_RDWR);
        for (int i = 0; i < 3; ++i)
            dup2(null, i);
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, nullptr);
        close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
        // An ordinary user's engine would look for its namespaces, which we are in already; it finds no way
        // to their keeper from here, and would make others.
        PathBuffer deck;
        if (geteuid() != 0) {
            const int home = open("/proc/self/ns/net", O_RDONLY);
            fcntl(protocol::kDeckFd, F_SETFD, 0);
            deck.append("CATAMARAN_DECK=").appendSigned(home).append(",");
            deck.appendNumber(protocol::kDeckFd).append(",");
            deck.append(run.c_str() + strlen("CATAMARAN_RUN=")).append("/deck");
            environment[3] = deck.data();
        }
        execve(program.c_str(), arguments, environment);
        _exit(127);
    }
    if (pid > 0) {
        // Some ten milliseconds, once in the life of a reload; output waits in its pipe meanwhile.
        siginfo_t info2{};
        sys::waitPidfd(pidfd, &info2, WEXITED);
        close(pidfd);
        if (pwrite(lock, "1", 1, 0) < 0) {
            // Then another monitor does it once more.
        }
    }
    close(lock);
}

} // namespace catamaran::helpers
