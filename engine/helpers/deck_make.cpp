// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/helpers/deck.h"

#include "engine/helpers/enter.h"
#include "engine/sys/syscalls.h"

#include <dirent.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>

namespace catamaran::helpers {

bool deckFail(ProblemText &problem, const char *what, int error)
{
    const char *text = strerrordesc_np(error);
    problem.append(what).append(": ").append(text ? text : "unknown error");
    return false;
}

int runProgram(const char *path, char *const *arguments)
{
    const pid_t pid = vfork();
    if (pid == 0) {
        execve(path, arguments, environ);
        _exit(127);
    }
    int status = 0;
    while (pid > 0 && waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR)
            return 127;
    }
    return pid > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : 127;
}

namespace {

constexpr int kMostRanges = 32;

bool writeProc(pid_t pid, const char *name, const char *text)
{
    TextBuffer<64> path;
    path.append("/proc/").appendSigned(pid).append("/").append(name);
    const int fd = open(path.c_str(), O_WRONLY | O_CLOEXEC);
    const size_t size = strlen(text);
    const bool good = fd >= 0 && write(fd, text, size) == static_cast<ssize_t>(size);
    close(fd);
    return good;
}

// newuidmap PID OWN OWN 1 START START SIZE ...: every id is itself in the deck.
bool mapRanges(const char *tool, pid_t pid, uint32_t own, const char *ranges)
{
    static TextBuffer<32> numbers[2 + 2 * kMostRanges];
    static char one[] = "1";
    char *arguments[6 + 3 * kMostRanges];
    char name[16];
    snprintf(name, sizeof name, "%s", tool);
    for (TextBuffer<32> &number : numbers)
        number = TextBuffer<32>();
    numbers[0].appendSigned(pid);
    numbers[1].appendNumber(own);
    int count = 0;
    int used = 2;
    arguments[count++] = name;
    arguments[count++] = numbers[0].data();
    arguments[count++] = numbers[1].data();
    arguments[count++] = numbers[1].data();
    arguments[count++] = one;
    while (*ranges && used + 2 <= 2 + 2 * kMostRanges) {
        const char *colon = strchr(ranges, ':');
        if (!colon)
            return false;
        numbers[used].appendNumber(parseNumber(ranges));
        numbers[used + 1].appendNumber(parseNumber(colon + 1));
        arguments[count++] = numbers[used].data();
        arguments[count++] = numbers[used].data();
        arguments[count++] = numbers[used + 1].data();
        used += 2;
        ranges = colon + strcspn(colon, ",");
        ranges += *ranges == ',';
    }
    arguments[count] = nullptr;
    for (const char *directory : {"/usr/bin/", "/bin/", "/usr/local/bin/", "/usr/sbin/"}) {
        TextBuffer<64> path;
        path.append(directory).append(tool);
        if (access(path.c_str(), X_OK) == 0)
            return runProgram(path.c_str(), arguments) == 0;
    }
    return false;
}

bool mapSingle(pid_t pid)
{
    TextBuffer<64> users;
    TextBuffer<64> groups;
    users.appendNumber(getuid()).append(" ").appendNumber(getuid()).append(" 1\n");
    groups.appendNumber(getgid()).append(" ").appendNumber(getgid()).append(" 1\n");
    return writeProc(pid, "setgroups", "deny") && writeProc(pid, "gid_map", groups.c_str()) &&
           writeProc(pid, "uid_map", users.c_str());
}

void raiseLoopback()
{
    const int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq request{};
    request.ifr_name[0] = 'l';
    request.ifr_name[1] = 'o';
    request.ifr_flags = IFF_UP;
    ioctl(fd, SIOCSIFFLAGS, &request);
    close(fd);
}

// The child that makes the namespaces; its parent opens them and lets it go.
[[noreturn]] void runMaker(int socket, int user)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    int error = (user < 0 ? unshare(CLONE_NEWUSER) : setns(user, CLONE_NEWUSER)) ? errno : 0;
    send(socket, &error, sizeof error, MSG_NOSIGNAL);
    char mapped = 0;
    if (error || recv(socket, &mapped, 1, 0) != 1)
        _exit(1);
    error = unshare(CLONE_NEWNET) ? errno : 0;
    if (!error)
        raiseLoopback();
    send(socket, &error, sizeof error, MSG_NOSIGNAL);
    recv(socket, &mapped, 1, 0);
    _exit(0);
}

int openNamespace(pid_t pid, const char *name)
{
    TextBuffer<64> path;
    path.append("/proc/").appendSigned(pid).append("/ns/").append(name);
    return open(path.c_str(), O_RDONLY | O_CLOEXEC);
}

bool sameAsOurs(int fd, const char *own)
{
    struct stat theirs {};
    struct stat ours {};
    return fstat(fd, &theirs) || stat(own, &ours) || theirs.st_ino == ours.st_ino;
}

} // namespace

bool makeDeck(DeckNamespaces &deck, const char *userRanges, const char *groupRanges, ProblemText &problem)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair))
        return deckFail(problem, "make a socket", errno);
    const pid_t maker = fork();
    if (maker == 0) {
        close(pair[0]);
        runMaker(pair[1], deck.user);
    }
    close(pair[1]);
    int error = maker < 0 ? errno : ECHILD;
    bool good = maker > 0 && recv(pair[0], &error, sizeof error, 0) == sizeof error && error == 0;
    if (!good)
        deckFail(problem, "make a user namespace", error);
    if (good && deck.user < 0) {
        // What newuidmap refuses, nobody has: the user's own id alone always works.
        const bool ranges = *userRanges && *groupRanges &&
                            mapRanges("newgidmap", maker, getgid(), groupRanges) &&
                            mapRanges("newuidmap", maker, getuid(), userRanges);
        errno = 0;
        good = ranges || mapSingle(maker);
        if (!good)
            deckFail(problem, "map the user's ids", errno);
    }
    if (good) {
        error = ECHILD;
        good = send(pair[0], "m", 1, MSG_NOSIGNAL) == 1 &&
               recv(pair[0], &error, sizeof error, 0) == sizeof error && error == 0;
        if (!good)
            deckFail(problem, "make a network namespace", error);
    }
    if (good) {
        if (deck.user < 0)
            deck.user = openNamespace(maker, "user");
        deck.network = openNamespace(maker, "net");
        good = deck.user >= 0 && deck.network >= 0;
        if (!good)
            deckFail(problem, "open the namespaces", errno);
    }
    close(pair[0]);
    if (maker > 0)
        waitpid(maker, nullptr, 0);
    return good;
}

bool findDeck(DeckNamespaces &deck, int directory)
{
    const int containers = openat(directory, "../containers", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (containers < 0)
        return false;
    alignas(8) static char entries[16384];
    for (;;) {
        const long size = syscall(SYS_getdents64, containers, entries, sizeof entries);
        if (size <= 0)
            break;
        for (long at = 0; at < size;) {
            uint16_t length = 0; // struct linux_dirent64: ino, off, reclen, type, name
            memcpy(&length, entries + at + 16, sizeof length);
            TextBuffer<300> path;
            path.append(entries + at + 19).append("/status");
            at += length;
            char text[1024];
            const int fd = openat(containers, path.c_str(), O_RDONLY | O_CLOEXEC);
            const ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
            close(fd);
            if (n <= 0)
                continue;
            text[n] = 0;
            const char *pid = strstr(text, "monitor_pid=");
            const char *start = strstr(text, "monitor_start_time=");
            if (!pid || !start)
                continue;
            const pid_t monitor = static_cast<pid_t>(parseNumber(pid + 12));
            if (processStartTime(monitor) != parseNumber(start + 19) || processStartTime(monitor) == 0)
                continue;
            const int user = openNamespace(monitor, "user");
            if (user < 0 || sameAsOurs(user, "/proc/self/ns/user")) {
                close(user);
                continue;
            }
            close(deck.user);
            deck.user = user;
            deck.network = openNamespace(monitor, "net");
            // A monitor on the host's network knows nothing of the deck's.
            if (deck.network >= 0 && !sameAsOurs(deck.network, "/proc/self/ns/net")) {
                close(containers);
                return true;
            }
            close(deck.network);
            deck.network = -1;
        }
    }
    close(containers);
    return false;
}

} // namespace catamaran::helpers
