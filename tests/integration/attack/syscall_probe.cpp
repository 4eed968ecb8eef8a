// SPDX-License-Identifier: GPL-3.0-or-later
// Tries every system call of three ABIs with harmless arguments, and those that a filter judges by their
// arguments. Prints one line for each: "<abi> <case> <errno>" (0: it worked, "sig": it ended the process or
// never came back). Static and without the C++ runtime: it runs in any image.
#include <errno.h>
#include <initializer_list>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr long kX32Bit = 0x40000000;
constexpr long kLastCall = 470;

int g_pipe[2];

long call64(long number, const long *a)
{
    long result;
    register long r10 __asm__("r10") = a[3];
    register long r8 __asm__("r8") = a[4];
    register long r9 __asm__("r9") = a[5];
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a[0]), "S"(a[1]), "d"(a[2]), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}

// The 32-bit entry. rbp is the sixth argument and is left alone.
long call32(long number, const long *a)
{
    int result;
    __asm__ volatile("int $0x80"
                     : "=a"(result)
                     : "a"(static_cast<int>(number)), "b"(static_cast<int>(a[0])),
                       "c"(static_cast<int>(a[1])), "d"(static_cast<int>(a[2])), "S"(static_cast<int>(a[3])),
                       "D"(static_cast<int>(a[4]))
                     : "memory", "r8", "r9", "r10", "r11");
    return result;
}

/// As the first process of its container this one inherits what a tried call left behind.
void reapInherited()
{
    FILE *list = fopen("/proc/thread-self/children", "re");
    if (!list)
        return;
    for (pid_t pid = 0; fscanf(list, "%d", &pid) == 1;)
        waitpid(pid, nullptr, WNOHANG);
    fclose(list);
}

void attempt(const char *abi, const char *name, long number, const long *arguments)
{
    fflush(stdout);
    if (pipe(g_pipe))
        exit(1);
    const pid_t child = fork();
    if (child == 0) {
        alarm(1);
        const long result = abi[0] == 'i' ? call32(number, arguments) : call64(number, arguments);
        const int error = result < 0 && result > -4096 ? static_cast<int>(-result) : 0;
        if (write(g_pipe[1], &error, sizeof error) < 0)
            _exit(1);
        _exit(0);
    }
    close(g_pipe[1]);
    int error = -1;
    const bool answered = read(g_pipe[0], &error, sizeof error) == sizeof error;
    close(g_pipe[0]);
    while (waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
    }
    reapInherited();
    if (answered)
        printf("%s %s %d\n", abi, name, error);
    else
        printf("%s %s sig\n", abi, name);
}

void attemptOne(const char *name, long number, long a0, long a1 = 0, long a2 = 0, long a3 = 0)
{
    const long arguments[6] = {a0, a1, a2, a3, 0, 0};
    attempt("x86_64", name, number, arguments);
}

} // namespace

int main()
{
    const long wrong[6] = {-1, -1, -1, -1, -1, -1};
    const struct {
        const char *name;
        long bit;
    } abis[] = {{"x86_64", 0}, {"x32", kX32Bit}, {"i386", 0}};
    for (const auto &abi : abis) {
        for (long number = 0; number <= kLastCall; ++number) {
            char name[32];
            snprintf(name, sizeof name, "%ld", number);
            attempt(abi.name, name, number | abi.bit, wrong);
        }
    }
    const struct {
        const char *name;
        long flag;
    } namespaces[] = {{"newns", CLONE_NEWNS},        {"newuts", CLONE_NEWUTS}, {"newipc", CLONE_NEWIPC},
                      {"newpid", CLONE_NEWPID},      {"newnet", CLONE_NEWNET}, {"newuser", CLONE_NEWUSER},
                      {"newcgroup", CLONE_NEWCGROUP}};
    char name[64];
    for (const auto &one : namespaces) {
        snprintf(name, sizeof name, "unshare-%s", one.name);
        attemptOne(name, SYS_unshare, one.flag);
        snprintf(name, sizeof name, "clone-%s", one.name);
        attemptOne(name, SYS_clone, one.flag | SIGCHLD);
        snprintf(name, sizeof name, "clone-newuser+%s", one.name);
        attemptOne(name, SYS_clone, one.flag | CLONE_NEWUSER | SIGCHLD);
        const uint64_t arguments[8] = {static_cast<uint64_t>(one.flag), 0, 0, 0, SIGCHLD, 0, 0, 0};
        snprintf(name, sizeof name, "clone3-%s", one.name);
        attemptOne(name, SYS_clone3, reinterpret_cast<long>(arguments), sizeof arguments);
    }
    attemptOne("clone-plain", SYS_clone, SIGCHLD);
    attemptOne("unshare-0", SYS_unshare, 0);
    attemptOne("setns-bad", SYS_setns, -1, 0);
    for (long family = 0; family < 46; ++family) {
        const long types[] = {1, 2, 3};
        for (const long type : types) {
            snprintf(name, sizeof name, "socket-%ld-%ld", family, type);
            attemptOne(name, SYS_socket, family, type, 0);
        }
    }
    for (const long value : {0L, 8L, 0x20000L, 0x20008L, 0xffffffffL, 0x40000L, 0x400000L, 4L}) {
        snprintf(name, sizeof name, "personality-%lx", value);
        attemptOne(name, SYS_personality, value);
    }
    for (long operation = 0; operation < 33; ++operation) {
        snprintf(name, sizeof name, "keyctl-%ld", operation);
        attemptOne(name, SYS_keyctl, operation, -3, 0, 0);
    }
    for (long command = 0; command < 37; ++command) {
        snprintf(name, sizeof name, "bpf-%ld", command);
        attemptOne(name, SYS_bpf, command, 0, 0);
    }
    alignas(8) char attributes[128] = {1, 0, 0, 0, 112};
    attemptOne("perf_event_open-self", SYS_perf_event_open, reinterpret_cast<long>(attributes), 0, -1, -1);
    attemptOne("userfaultfd-0", SYS_userfaultfd, 0);
    attemptOne("userfaultfd-user", SYS_userfaultfd, 1);
    alignas(8) char ring[120] = {};
    attemptOne("io_uring_setup-1", SYS_io_uring_setup, 1, reinterpret_cast<long>(ring));
    attemptOne("mount-tmpfs", SYS_mount, reinterpret_cast<long>("none"), reinterpret_cast<long>("/tmp"),
               reinterpret_cast<long>("tmpfs"), 0);
    attemptOne("umount-tmp", SYS_umount2, reinterpret_cast<long>("/tmp"), 0);
    attemptOne("pivot_root", SYS_pivot_root, reinterpret_cast<long>("/"), reinterpret_cast<long>("/"));
    attemptOne("chroot", SYS_chroot, reinterpret_cast<long>("/"));
    attemptOne("fsopen-tmpfs", SYS_fsopen, reinterpret_cast<long>("tmpfs"), 0);
    attemptOne("open_tree", SYS_open_tree, -100, reinterpret_cast<long>("/"), 1);
    attemptOne("fsmount-bad", SYS_fsmount, -1, 0, 0);
    attemptOne("mknod-null", SYS_mknod, reinterpret_cast<long>("/tmp/.probe-null"), 020666, 0x103);
    attemptOne("ptrace-traceme", SYS_ptrace, 0);
    attemptOne("syslog-size", SYS_syslog, 10, 0, 0);
    attemptOne("fanotify_init", SYS_fanotify_init, 0, 0);
    attemptOne("iopl-0", SYS_iopl, 0);
    attemptOne("ioperm", SYS_ioperm, 0x80, 1, 1);
    attemptOne("kcmp-self", SYS_kcmp, getpid(), getpid(), 0);
    attemptOne("quotactl", SYS_quotactl, 0x800002, 0, 0, 0);
    attemptOne("sethostname", SYS_sethostname, reinterpret_cast<long>("x"), 1);
    attemptOne("get_mempolicy", SYS_get_mempolicy, 0, 0, 0);
    attemptOne("vmsplice-bad", SYS_vmsplice, -1, 0, 0);
    alignas(8) char handle[136] = {};
    attemptOne("open_by_handle_at", SYS_open_by_handle_at, -100, reinterpret_cast<long>(handle), 0);
    unlink("/tmp/.probe-null");
    return 0;
}
