// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/runtime/foreground.h"

#include "engine/base/unique_fd.h"

#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <termios.h>

namespace catamaran::runtime {

namespace {

sigset_t passedOn()
{
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGWINCH, SIGCHLD})
        sigaddset(&set, signal);
    return set;
}

// Whether `pid` has ended, with its code. What else has become ours is reaped by init when we have gone.
bool reap(pid_t pid, int &code)
{
    int status = 0;
    if (waitpid(pid, &status, WNOHANG) != pid)
        return false;
    code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return true;
}

class RawTerminal {
public:
    RawTerminal()
    {
        m_set = tcgetattr(0, &m_before) == 0;
        termios raw = m_before;
        cfmakeraw(&raw);
        if (m_set)
            tcsetattr(0, TCSANOW, &raw);
    }
    ~RawTerminal()
    {
        if (m_set)
            tcsetattr(0, TCSADRAIN, &m_before);
    }
    RawTerminal(const RawTerminal &) = delete;
    RawTerminal &operator=(const RawTerminal &) = delete;

private:
    termios m_before{};
    bool m_set = false;
};

bool writeAll(int fd, const char *data, ssize_t size)
{
    while (size > 0) {
        const ssize_t n = write(fd, data, static_cast<std::size_t>(size));
        if (n < 0 && errno != EINTR)
            return false;
        data += n > 0 ? n : 0;
        size -= n > 0 ? n : 0;
    }
    return true;
}

base::Result<base::UniqueFd> receiveTerminal(int listener)
{
    const base::UniqueFd peer(accept4(listener, nullptr, nullptr, SOCK_CLOEXEC));
    char name[256];
    iovec part{name, sizeof name};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    if (!peer || recvmsg(peer.get(), &message, MSG_CMSG_CLOEXEC) < 0 || !CMSG_FIRSTHDR(&message))
        return base::failErrno("receive the terminal");
    int fd = -1;
    std::memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof fd);
    return base::UniqueFd(fd);
}

void copySize(int terminal)
{
    winsize size{};
    if (ioctl(0, TIOCGWINSZ, &size) == 0)
        ioctl(terminal, TIOCSWINSZ, &size);
}

// One loop for both kinds; `terminal` is -1 without one.
base::Result<int> loop(pid_t pid, int terminal)
{
    const sigset_t set = passedOn();
    const base::UniqueFd signals(signalfd(-1, &set, SFD_CLOEXEC));
    if (!signals)
        return base::failErrno("make a signalfd");
    bool input = terminal >= 0;
    bool output = terminal >= 0;
    bool ended = false;
    int code = 0;
    while (!ended || output) {
        pollfd fds[3] = {
            {signals.get(), POLLIN, 0}, {output ? terminal : -1, POLLIN, 0}, {input ? 0 : -1, POLLIN, 0}};
        // What a terminal still holds when the program has ended is there at once.
        const int ready = poll(fds, 3, ended ? 100 : -1);
        if (ready == 0)
            break;
        if (ready < 0)
            continue;
        char data[16384];
        if (fds[1].revents) {
            const ssize_t n = read(terminal, data, sizeof data);
            output = n > 0 && writeAll(1, data, n);
        }
        if (fds[2].revents) {
            const ssize_t n = read(0, data, sizeof data);
            input = n > 0 && writeAll(terminal, data, n);
        }
        if (!fds[0].revents)
            continue;
        signalfd_siginfo info{};
        if (read(signals.get(), &info, sizeof info) != sizeof info)
            continue;
        const int signal = static_cast<int>(info.ssi_signo);
        if (signal == SIGCHLD)
            ended = ended || reap(pid, code);
        else if (signal == SIGWINCH && terminal >= 0)
            copySize(terminal);
        else if (!ended)
            ::kill(pid, signal); // our own child, not reaped yet
    }
    return code;
}

} // namespace

void becomeReaper()
{
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    const sigset_t set = passedOn();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

base::Result<int> supervise(pid_t pid)
{
    // It may have ended before we looked.
    int code = 0;
    if (reap(pid, code))
        return code;
    return loop(pid, -1);
}

base::Result<int>
superviseTerminal(const std::string &directory,
                  const std::function<base::Result<pid_t>(const std::string &socket)> &start)
{
    // By way of the directory: a socket's address has room for 107 characters.
    const base::UniqueFd place(open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!place)
        return base::failErrno("open " + directory);
    const std::string path = fmt::format("/proc/self/fd/{}/console-{}", place.get(), getpid());
    const base::UniqueFd listener(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    unlink(path.c_str());
    const mode_t mask = umask(0177);
    const bool bound =
        listener && bind(listener.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0 &&
        listen(listener.get(), 1) == 0;
    umask(mask);
    if (!bound)
        return base::failErrno("listen on " + path);
    const auto pid = start(path);
    unlink(path.c_str());
    if (!pid)
        return base::fail(pid.error());
    CATAMARAN_TRY(const base::UniqueFd terminal, receiveTerminal(listener.get()));
    copySize(terminal.get());
    const RawTerminal raw;
    return loop(*pid, terminal.get());
}

} // namespace catamaran::runtime
