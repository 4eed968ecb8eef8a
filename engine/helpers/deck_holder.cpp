// SPDX-License-Identifier: GPL-3.0-or-later
// The process that keeps the deck: it holds the two namespaces open, runs pasta when a network is wanted, and
// ends when nobody has the FIFO open any more. It stays outside of the deck, where pasta must be.
#include "engine/helpers/deck.h"
#include "engine/helpers/enter.h"
#include "engine/sys/syscalls.h"

#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/prctl.h>

namespace catamaran::helpers {

namespace {

constexpr int kLingerMilliseconds = 2000; ///< the next command of a script finds the deck still there
constexpr int64_t kSecond = 1000000000;

struct Option {
    char *flag;
    char *value;
};

class Holder {
public:
    explicit Holder(int directory) : m_directory(directory) {}

    [[noreturn]] void run(int ready)
    {
        m_fifo = openat(m_directory, "alive", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        adoptUplink();
        if (m_fifo < 0 || !writeRecord("holder", getpid()))
            _exit(1);
        [[maybe_unused]] const ssize_t n = write(ready, "r", 1);
        close(ready);
        for (;;)
            step();
    }

private:
    bool writeRecord(const char *name, pid_t pid) const
    {
        TextBuffer<64> text;
        TextBuffer<64> temporary;
        text.appendSigned(pid).append(" ").appendNumber(processStartTime(pid)).append("\n");
        temporary.append(name).append(".new");
        const int fd = openat(m_directory, temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        const bool good = fd >= 0 && write(fd, text.c_str(), text.size()) > 0 &&
                          renameat(m_directory, temporary.c_str(), m_directory, name) == 0;
        close(fd);
        return good;
    }

    // A pasta that outlived the last holder goes on as ours.
    void adoptUplink()
    {
        char text[64];
        const int fd = openat(m_directory, "uplink", O_RDONLY | O_CLOEXEC);
        const ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
        close(fd);
        if (n <= 0)
            return;
        text[n] = 0;
        const pid_t pid = static_cast<pid_t>(parseNumber(text));
        const char *start = strchr(text, ' ');
        if (pid > 0 && start && processStartTime(pid) == parseNumber(start + 1))
            m_uplink = sys::pidfdOpen(pid);
        m_wanted = true;
        if (m_uplink < 0)
            unlinkat(m_directory, "uplink", 0);
    }

    void step()
    {
        const int64_t now = sys::nanoseconds(CLOCK_MONOTONIC);
        if (m_wanted && m_uplink < 0 && now >= m_retryAt)
            startUplink();
        pollfd set[2] = {{m_fifo, POLLIN, 0}, {m_uplink, POLLIN, 0}};
        const bool retry = m_wanted && m_uplink < 0;
        if (poll(set, 2, retry ? 500 : -1) < 0)
            return;
        if (set[1].revents)
            onUplinkEnd();
        if (set[0].revents & POLLIN) {
            char bytes[64];
            if (read(m_fifo, bytes, sizeof bytes) > 0) {
                m_wanted = true;
                m_retryAt = 0;
            }
            return;
        }
        if (set[0].revents & POLLHUP)
            linger();
    }

    void onUplinkEnd()
    {
        siginfo_t info{};
        sys::waitPidfd(m_uplink, &info, WEXITED | WNOHANG);
        close(m_uplink);
        m_uplink = -1;
        unlinkat(m_directory, "uplink", 0);
    }

    // pasta opens the network namespace when it is in the user namespace already, and from there our own
    // descriptors are out of its reach: a process in the deck lends it the path meanwhile.
    static pid_t startGuide()
    {
        int ready[2];
        if (pipe2(ready, O_CLOEXEC))
            return -1;
        const pid_t pid = fork();
        if (pid == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
            const bool in =
                setns(kHolderUser, CLONE_NEWUSER) == 0 && setns(kHolderNetwork, CLONE_NEWNET) == 0;
            if (!in || write(ready[1], "r", 1) != 1)
                _exit(1);
            for (;;)
                pause();
        }
        close(ready[1]);
        char byte = 0;
        [[maybe_unused]] const ssize_t n = read(ready[0], &byte, 1);
        close(ready[0]);
        return pid;
    }

    // pasta goes into the background when the interface has been set up, and we reap it there.
    void startUplink()
    {
        const pid_t guide = startGuide();
        TextBuffer<64> network;
        TextBuffer<64> user;
        PathBuffer record;
        network.append("/proc/").appendSigned(guide).append("/ns/net");
        user.append("/proc/").appendSigned(guide).append("/ns/user");
        TextBuffer<64> link;
        link.append("/proc/self/fd/").appendSigned(m_directory);
        char directory[3072];
        const ssize_t size = readlink(link.c_str(), directory, sizeof directory);
        record.append(directory, size < 0 ? 0 : static_cast<size_t>(size)).append("/uplink.pid");
        static char words[][20] = {"pasta",
                                   "--config-net",
                                   "-q",
                                   "-t",
                                   "none",
                                   "-u",
                                   "none",
                                   "-T",
                                   "none",
                                   "-U",
                                   "none",
                                   "--no-map-gw",
                                   "--no-netns-quit",
                                   "--dns-forward",
                                   "169.254.53.53"};
        static char flags[][12] = {"-P", "--userns", "--netns"};
        constexpr size_t kWords = sizeof words / sizeof words[0];
        char *arguments[kWords + 7];
        size_t count = 0;
        for (char(&word)[20] : words)
            arguments[count++] = word;
        for (const auto &[flag, value] : {Option{flags[0], record.data()}, Option{flags[1], user.data()},
                                          Option{flags[2], network.data()}}) {
            arguments[count++] = flag;
            arguments[count++] = value;
        }
        arguments[count] = nullptr;
        int code = 127;
        for (const char *path : {"/usr/bin/pasta", "/usr/local/bin/pasta", "/bin/pasta"}) {
            if (access(path, X_OK) == 0) {
                code = runProgram(path, arguments);
                break;
            }
        }
        if (guide > 0) {
            kill(guide, SIGKILL);
            waitpid(guide, nullptr, 0);
        }
        m_retryAt = sys::nanoseconds(CLOCK_MONOTONIC) + 5 * kSecond;
        char text[32];
        const int fd = openat(m_directory, "uplink.pid", O_RDONLY | O_CLOEXEC);
        const ssize_t n = code || fd < 0 ? -1 : read(fd, text, sizeof text - 1);
        close(fd);
        unlinkat(m_directory, "uplink.pid", 0);
        if (n > 0) {
            text[n] = 0;
            const pid_t pid = static_cast<pid_t>(parseNumber(text));
            m_uplink = sys::pidfdOpen(pid);
            if (m_uplink >= 0 && writeRecord("uplink", pid)) {
                unlinkat(m_directory, "uplink.error", 0);
                return;
            }
        }
        TextBuffer<64> why;
        why.appendSigned(code);
        const int error = openat(m_directory, "uplink.error", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        [[maybe_unused]] const ssize_t written = write(error, why.c_str(), why.size());
        close(error);
    }

    // Who enters has the lock until the FIFO is open, so nobody can come in between.
    void linger()
    {
        poll(nullptr, 0, kLingerMilliseconds);
        const int lock = openat(m_directory, "lock", O_RDWR | O_CLOEXEC);
        const bool isGone = lock < 0 && errno == ENOENT; // somebody deleted the directory: nobody can find us
        pollfd set{m_fifo, 0, 0};
        if (isGone ||
            (flock(lock, LOCK_EX | LOCK_NB) == 0 && poll(&set, 1, 0) >= 0 && set.revents & POLLHUP)) {
            if (m_uplink >= 0) {
                sys::pidfdSendSignal(m_uplink, SIGTERM);
                siginfo_t info{};
                sys::waitPidfd(m_uplink, &info, WEXITED);
            }
            for (const char *name : {"holder", "uplink", "uplink.error"})
                unlinkat(m_directory, name, 0);
            _exit(0);
        }
        close(lock);
    }

    int m_directory;
    int m_fifo = -1;
    int m_uplink = -1; ///< pidfd of pasta
    bool m_wanted = false;
    int64_t m_retryAt = 0;
};

} // namespace

void holdDeck(const DeckNamespaces &deck, int directory, int ready)
{
    setsid();
    prctl(PR_SET_NAME, "catamaran-deck", 0, 0, 0);
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    // pasta does not start with SIGPIPE ignored, as many programs have it.
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    for (int number = 1; number < 32; ++number)
        signal(number, SIG_DFL);
    const int high[] = {fcntl(deck.network, F_DUPFD_CLOEXEC, 20), fcntl(deck.user, F_DUPFD_CLOEXEC, 20),
                        fcntl(directory, F_DUPFD_CLOEXEC, 20), fcntl(ready, F_DUPFD_CLOEXEC, 20)};
    const int null = open("/dev/null", O_RDWR);
    for (int fd = 0; fd < 3; ++fd)
        dup2(null, fd);
    dup3(high[0], kHolderNetwork, O_CLOEXEC);
    dup3(high[1], kHolderUser, O_CLOEXEC);
    dup3(high[2], 12, O_CLOEXEC);
    dup3(high[3], 13, O_CLOEXEC);
    close_range(3, kHolderNetwork - 1, 0);
    close_range(14, ~0U, 0);
    if (chdir("/"))
        _exit(1);
    Holder(12).run(13);
}

} // namespace catamaran::helpers
