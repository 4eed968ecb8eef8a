// SPDX-License-Identifier: GPL-3.0-or-later
// catamaran-deck DIRECTORY UID-RANGES GID-RANGES PROGRAM ARGUMENTS...: takes this process into the user's
// deck and executes the program there. Whatever fails, the program is executed, and told.
#include "engine/helpers/deck.h"
#include "engine/helpers/enter.h"
#include "engine/sys/syscalls.h"

#include <linux/capability.h>
#include <sched.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/stat.h>

using namespace catamaran;
using namespace catamaran::helpers;

namespace {

int openHolderFd(pid_t holder, int number)
{
    TextBuffer<64> path;
    path.append("/proc/").appendSigned(holder).append("/fd/").appendNumber(static_cast<uint64_t>(number));
    return open(path.c_str(), O_RDONLY | O_CLOEXEC);
}

// Not one that has ended and that nobody has waited for.
bool isAlive(pid_t pid, uint64_t startTime)
{
    TextBuffer<64> path;
    path.append("/proc/").appendSigned(pid).append("/stat");
    char text[512];
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    close(fd);
    if (n <= 0)
        return false;
    text[n] = 0;
    const char *state = strrchr(text, ')'); // the name may hold anything
    return state && state[1] == ' ' && state[2] != 'Z' && state[2] != 'X' &&
           processStartTime(pid) == startTime;
}

enum class Holder { None, Joined, Unreachable };

Holder joinHolder(int directory, DeckNamespaces &deck)
{
    char text[64];
    const int fd = openat(directory, "holder", O_RDONLY | O_CLOEXEC);
    const ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    close(fd);
    if (n <= 0)
        return Holder::None;
    text[n] = 0;
    const pid_t holder = static_cast<pid_t>(parseNumber(text));
    const char *start = strchr(text, ' ');
    if (!start || holder <= 0 || processStartTime(holder) == 0 ||
        processStartTime(holder) != parseNumber(start + 1))
        return Holder::None;
    deck.network = openHolderFd(holder, kHolderNetwork);
    deck.user = openHolderFd(holder, kHolderUser);
    if (deck.network >= 0 && deck.user >= 0)
        return Holder::Joined;
    return isAlive(holder, parseNumber(start + 1)) ? Holder::Unreachable : Holder::None;
}

bool startHolder(int directory, const DeckNamespaces &deck, ProblemText &problem)
{
    int ready[2];
    if (pipe2(ready, O_CLOEXEC))
        return deckFail(problem, "make a pipe", errno);
    const pid_t first = fork();
    if (first == 0) {
        // Twice, so that the holder is nobody's child who would have to reap it.
        if (fork() == 0)
            holdDeck(deck, directory, ready[1]);
        _exit(0);
    }
    close(ready[1]);
    if (first > 0)
        waitpid(first, nullptr, 0);
    char byte = 0;
    const bool good = first > 0 && read(ready[0], &byte, 1) == 1;
    close(ready[0]);
    return good || deckFail(problem, "start the process that keeps the namespaces", ECHILD);
}

bool keepCapabilities(ProblemText &problem)
{
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct data[2] = {};
    if (syscall(SYS_capget, &header, data))
        return deckFail(problem, "read capabilities", errno);
    for (__user_cap_data_struct &half : data)
        half.inheritable = half.permitted;
    if (syscall(SYS_capset, &header, data))
        return deckFail(problem, "set capabilities", errno);
    for (int capability = 0; capability < 64; ++capability) {
        if (data[capability / 32].permitted >> (capability % 32) & 1)
            prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0);
    }
    return true;
}

bool enterDeck(char **arguments, int &network, int &alive, ProblemText &problem)
{
    const int directory = open(arguments[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const int lock = openat(directory, "lock", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (directory < 0 || lock < 0)
        return deckFail(problem, arguments[1], errno);
    while (flock(lock, LOCK_EX)) {
        if (errno != EINTR)
            return deckFail(problem, "lock", errno);
    }
    DeckNamespaces deck;
    const Holder holder = joinHolder(directory, deck);
    // Containers in two decks could not be reached from one of them.
    if (holder == Holder::Unreachable)
        return deckFail(problem, "reach the user's namespaces from inside of another user namespace", EACCES);
    if (holder == Holder::None) {
        deck = DeckNamespaces();
        if (!findDeck(deck, directory) && !makeDeck(deck, arguments[2], arguments[3], problem))
            return false;
        if (mkfifoat(directory, "alive", 0600) && errno != EEXIST)
            return deckFail(problem, "make a FIFO", errno);
        if (!startHolder(directory, deck, problem))
            return false;
    }
    // Not close-on-exec: these are what the program gets.
    alive = openat(directory, "alive", O_WRONLY | O_NONBLOCK);
    network = fcntl(deck.network, F_DUPFD, 3);
    if (alive < 0 || network < 0)
        return deckFail(problem, "reach the process that keeps the namespaces", errno);
    if (setns(deck.user, CLONE_NEWUSER))
        return deckFail(problem, "enter the user namespace", errno);
    // Overlays and other mounts need a mount namespace of ours; what the host mounts later arrives in it.
    if (unshare(CLONE_NEWNS))
        return deckFail(problem, "make a mount namespace", errno);
    return keepCapabilities(problem);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 6) {
        static const char usage[] = "usage: catamaran-deck DIRECTORY UIDS GIDS PROGRAM ARGUMENTS...\n";
        [[maybe_unused]] const ssize_t n = write(2, usage, sizeof usage - 1);
        return 2;
    }
    ProblemText problem;
    int network = -1;
    int alive = -1;
    PathBuffer mark;
    if (enterDeck(argv, network, alive, problem)) {
        mark.append("CATAMARAN_DECK=").appendSigned(network).append(",").appendSigned(alive);
        mark.append(",").append(argv[1]);
    } else {
        mark.append("CATAMARAN_DECK_PROBLEM=").append(problem.c_str());
    }
    static char *environment[8192];
    size_t count = 0;
    for (char **variable = environ; *variable && count < 8190; ++variable)
        environment[count++] = *variable;
    environment[count++] = mark.data();
    environment[count] = nullptr;
    execve(argv[4], argv + 5, environment);
    return 127;
}
