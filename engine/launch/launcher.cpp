// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/launch/launcher.h"

#include "engine/base/clock.h"
#include "engine/base/file.h"
#include "engine/base/sync.h"
#include "engine/launch/failure_text.h"
#include "engine/launch/helper_program.h"
#include "engine/launch/protocol.h"
#include "engine/launch/protocol_encode.h"
#include "engine/launch/spawner.h"
#include "engine/sys/deck.h"

#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <map>
#include <poll.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/stat.h>

namespace catamaran::engine::launch {

using protocol::MessageType;

namespace {

struct Reply {
    MessageType type{};
    protocol::StartedMessage started;
    protocol::FailedMessage failed;
    base::UniqueFd terminal;
};

// Waits for the next message, looking at the stop token ten times a second.
base::Result<Reply> receive(int socket, const base::OperationContext &context)
{
    for (;;) {
        pollfd set{socket, POLLIN, 0};
        const int n = poll(&set, 1, context.stop.stop_possible() ? 100 : -1);
        if (n < 0 && errno != EINTR)
            return base::failErrno("wait for a helper");
        if (n > 0)
            break;
        if (context.stopRequested())
            return base::fail(base::Errc::Cancelled, "cancelled");
    }
    union {
        protocol::MessageHeader header;
        protocol::StartedMessage started;
        protocol::FailedMessage failed;
    } buffer{};
    iovec part{&buffer, sizeof buffer};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    const ssize_t n = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    Reply reply;
    if (n > 0 && message.msg_controllen >= CMSG_LEN(sizeof(int))) {
        int fd = -1;
        std::memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof fd);
        reply.terminal.reset(fd);
    }
    if (n <= 0)
        return base::fail(base::Errc::Protocol, "the helper ended without an answer");
    if (!protocol::isMessage(&buffer, static_cast<std::size_t>(n)))
        return base::fail(base::Errc::Protocol, fmt::format("the helper sent {} malformed bytes", n));
    reply.type = buffer.header.type;
    if (reply.type == MessageType::Started || reply.type == MessageType::Ready)
        reply.started = buffer.started;
    if (reply.type == MessageType::Failed)
        reply.failed = buffer.failed;
    return reply;
}

base::Error outOfTurn(MessageType type)
{
    return {base::Errc::Protocol, fmt::format("the helper answered out of turn with '{}' ({})",
                                              protocol::messageName(type), static_cast<unsigned>(type))};
}

base::Result<std::pair<base::UniqueFd, base::UniqueFd>> controlPair()
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair))
        return base::failErrno("make a control socket");
    return std::pair{base::UniqueFd(pair[0]), base::UniqueFd(pair[1])};
}

// A namespace of the host's cannot be entered without root, so a helper for it must be born in it.
bool isOnHostNetwork(pid_t pid)
{
    struct stat theirs {};
    struct stat ours {};
    return ::stat(("/proc/" + std::to_string(pid) + "/ns/net").c_str(), &theirs) == 0 &&
           ::stat("/proc/self/ns/net", &ours) == 0 && theirs.st_ino == ours.st_ino;
}

} // namespace

struct Launcher::Private {
    base::Sync<std::map<std::string, base::UniqueFd, std::less<>>> programs;
    Spawner spawner;
    /// Of an ordinary user: starts what belongs into the deck's network.
    std::unique_ptr<Spawner> deckSpawner;

    Private()
    {
        if (const sys::Deck *deck = sys::deck())
            deckSpawner = std::make_unique<Spawner>(deck->network);
    }
    Spawner &spawnerFor(bool hostNetwork) { return deckSpawner && !hostNetwork ? *deckSpawner : spawner; }

    // Opened once: the program that is started is the one that was there at first use. posix_spawn needs it
    // above the numbers that the child's descriptors get.
    base::Result<int> program(std::string_view name)
    {
        auto guard = programs.lock();
        const auto found = guard->find(name);
        if (found != guard->end())
            return found->second.get();
        CATAMARAN_TRY(base::UniqueFd fd, openHelper(name));
        base::UniqueFd high(fcntl(fd.get(), F_DUPFD_CLOEXEC, kLowest));
        if (!high)
            return base::failErrno("open " + std::string(name));
        const int number = high.get();
        guard->emplace(name, std::move(high));
        return number;
    }

    // dup2 in the child goes one by one: a source below the targets could be overwritten by an earlier one.
    static constexpr int kLowest = 16;
    static base::Result<base::UniqueFd> high(int fd)
    {
        base::UniqueFd copy(fcntl(fd, F_DUPFD_CLOEXEC, kLowest));
        if (!copy)
            return base::failErrno("duplicate a descriptor");
        return copy;
    }
};

Launcher::Launcher() : m_d(std::make_unique<Private>()) {}
Launcher::~Launcher() = default;

base::Result<Launched> Launcher::launch(const LaunchPlan &plan, Start start,
                                        const base::OperationContext &context)
{
    const bool awaited = start == Start::WhenAttached;
    // Its mounts and pivot_root would be the host's.
    if (!(plan.namespaces & CLONE_NEWNS))
        return base::fail(base::Errc::InvalidArgument,
                          "a container without a mount namespace of its own is not started");
    CATAMARAN_TRY(const std::string encoded, protocol::encode(plan, awaited ? protocol::Attachment::Awaited
                                                                            : protocol::Attachment::None));
    CATAMARAN_TRY(base::UniqueFd memory, sealedMemory("catamaran-plan", encoded));
    CATAMARAN_TRY(auto pair, controlPair());
    CATAMARAN_TRY(base::UniqueFd theirs, Private::high(pair.second.get()));
    CATAMARAN_TRY(base::UniqueFd planFd, Private::high(memory.get()));
    pair.second.reset();
    Spawner::Request request;
    CATAMARAN_TRY(request.program, m_d->program("catamaran-monitor"));
    request.name = "catamaran-monitor";
    request.descriptors = {{theirs.get(), protocol::kControlFd}, {planFd.get(), protocol::kPlanFd}};
    if (plan.process.init) {
        CATAMARAN_TRY(const int init, m_d->program("catamaran-init"));
        request.descriptors.emplace_back(init, protocol::kInitFd);
    }
    // A monitor keeps the deck by holding its FIFO open.
    base::UniqueFd alive;
    if (const sys::Deck *deck = sys::deck()) {
        CATAMARAN_TRY(alive, Private::high(deck->alive));
        request.descriptors.emplace_back(alive.get(), protocol::kDeckFd);
    }
    Spawner &spawner = m_d->spawnerFor(plan.network.mode == NetworkPlan::Mode::Host);
    CATAMARAN_TRY(Child monitor, spawner.spawn(request));
    Launched launched;
    launched.monitorSpawnedNs = base::steadyNanoseconds();
    launched.monitorPid = monitor.pid();
    theirs.reset();

    auto reply = receive(pair.first.get(), context);
    const MessageType wanted = awaited ? MessageType::Ready : MessageType::Started;
    if (!reply || reply->type != wanted) {
        // The monitor undoes everything when its control connection breaks. Wait for that, so that the
        // caller finds nothing left.
        pair.first.reset();
        if (!monitor.waitFor(30000))
            monitor.kill(SIGKILL);
        if (!reply)
            return base::fail(std::move(reply).error().withContext("start the container"));
        if (reply->type != MessageType::Failed)
            return base::fail(outOfTurn(reply->type));
        return base::fail(failureError(reply->failed));
    }
    launched.pid = static_cast<pid_t>(reply->started.pid);
    launched.startTime = reply->started.startTime;
    launched.clonedNs = reply->started.clonedNs;
    launched.executedNs = reply->started.executedNs;
    protocol::MessageHeader commit;
    commit.type = MessageType::Commit;
    // A container that has ended already has no monitor to hear it, and needs none.
    if (send(pair.first.get(), &commit, sizeof commit, MSG_NOSIGNAL) < 0 && errno != EPIPE &&
        errno != ECONNRESET)
        return base::failErrno("commit the start");
    return launched;
}

namespace {

base::Result<void> handTerminalOver(int control, int terminal)
{
    protocol::MessageHeader header;
    header.type = MessageType::KeepTerminal;
    iovec part{&header, sizeof header};
    alignas(cmsghdr) char space[CMSG_SPACE(sizeof(int))] = {};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = space;
    message.msg_controllen = sizeof space;
    cmsghdr *item = CMSG_FIRSTHDR(&message);
    item->cmsg_level = SOL_SOCKET;
    item->cmsg_type = SCM_RIGHTS;
    item->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(item), &terminal, sizeof terminal);
    // Of a program that has just ended nobody keeps the terminal, and nobody needs to.
    if (sendmsg(control, &message, MSG_NOSIGNAL) < 0 && errno != EPIPE && errno != ECONNRESET)
        return base::failErrno("leave the terminal to the program");
    return {};
}

} // namespace

base::Result<Launcher::Executed> Launcher::execute(const ExecPlan &plan, StandardStreams streams,
                                                   const base::OperationContext &context)
{
    CATAMARAN_TRY(const std::string encoded, protocol::encode(plan));
    CATAMARAN_TRY(base::UniqueFd memory, sealedMemory("catamaran-plan", encoded));
    CATAMARAN_TRY(auto pair, controlPair());
    CATAMARAN_TRY(base::UniqueFd theirs, Private::high(pair.second.get()));
    CATAMARAN_TRY(base::UniqueFd planFd, Private::high(memory.get()));
    pair.second.reset();
    Spawner::Request request;
    CATAMARAN_TRY(request.program, m_d->program("catamaran-enter"));
    request.name = "catamaran-enter";
    request.descriptors = {{theirs.get(), protocol::kControlFd}, {planFd.get(), protocol::kPlanFd}};
    std::vector<base::UniqueFd> copies;
    if (!plan.process.tty) {
        const int wanted[] = {streams.in, streams.out, streams.err};
        for (int i = 0; i < 3; ++i) {
            base::UniqueFd null;
            if (wanted[i] < 0) {
                CATAMARAN_TRY(null, base::openFile("/dev/null", O_RDWR));
            }
            CATAMARAN_TRY(base::UniqueFd copy, Private::high(wanted[i] < 0 ? null.get() : wanted[i]));
            request.descriptors.emplace_back(copy.get(), protocol::kStreamFd + i);
            copies.push_back(std::move(copy));
        }
    }
    CATAMARAN_TRY(Child child, m_d->spawnerFor(isOnHostNetwork(plan.targetPid)).spawn(request));
    theirs.reset();
    copies.clear();

    Executed executed;
    for (;;) {
        auto reply = receive(pair.first.get(), context);
        if (reply && reply->type == MessageType::ChildTerminal && reply->terminal) {
            executed.terminal = std::move(reply->terminal);
            continue;
        }
        if (reply && reply->type == MessageType::Started) {
            executed.pid = static_cast<pid_t>(reply->started.pid);
            executed.wait = [child]() mutable { return child.wait(); };
            if (plan.process.tty) {
                const auto control = std::make_shared<base::UniqueFd>(std::move(pair.first));
                executed.leave = [control](int terminal) {
                    return handTerminalOver(control->get(), terminal);
                };
            }
            return executed;
        }
        child.kill(SIGKILL); // its child dies with it
        child.waitFor(10000);
        if (!reply)
            return base::fail(std::move(reply).error().withContext("exec in the container"));
        if (reply->type != MessageType::Failed)
            return base::fail(outOfTurn(reply->type));
        return base::fail(failureError(reply->failed));
    }
}

base::Result<pid_t> Launcher::startHelper(const std::string &name, const Descriptors &descriptors)
{
    Spawner::Request request;
    CATAMARAN_TRY(request.program, m_d->program(name));
    request.name = name;
    // Above all numbers in the helper: dup2 there goes one by one.
    int lowest = Private::kLowest;
    for (const auto &[own, number] : descriptors)
        lowest = std::max(lowest, number + 1);
    std::vector<base::UniqueFd> copies;
    for (const auto &[own, number] : descriptors) {
        base::UniqueFd copy(fcntl(own, F_DUPFD_CLOEXEC, lowest));
        if (!copy)
            return base::failErrno("duplicate a descriptor");
        request.descriptors.emplace_back(copy.get(), number);
        copies.push_back(std::move(copy));
    }
    base::UniqueFd program(fcntl(request.program, F_DUPFD_CLOEXEC, lowest));
    if (!program)
        return base::failErrno("duplicate a descriptor");
    request.program = program.get();
    CATAMARAN_TRY(const Child child, m_d->spawnerFor(false).spawn(request));
    return child.pid();
}

} // namespace catamaran::engine::launch
