// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/detach_keys.h"
#include "engine/base/file.h"
#include "engine/launch/failure_text.h"
#include "engine/launch/launcher.h"
#include "engine/launch/protocol.h"
#include "engine/launch/status.h"

#include <algorithm>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace catamaran::engine::launch {

using protocol::MessageHeader;
using protocol::MessageType;

struct MonitorClient::Private {
    base::UniqueFd socket;
    std::string runDirectory;
    struct Message {
        MessageHeader header;
        char data[protocol::kMaximumData];
    };
    std::unique_ptr<Message> buffer = std::make_unique<Message>();

    base::Result<void> send(MessageType type, std::uint32_t value = 0)
    {
        MessageHeader header;
        header.type = type;
        header.value = value;
        // Of a monitor that has gone meanwhile receive() finds what it said last, and the end.
        if (::send(socket.get(), &header, sizeof header, MSG_NOSIGNAL) < 0 && errno != EPIPE &&
            errno != ECONNRESET)
            return base::failErrno("talk to the container's monitor");
        return {};
    }
    // Size of the data behind the header in `buffer`; nullopt at the end of the connection.
    base::Result<std::optional<std::size_t>> receive()
    {
        ssize_t n;
        // A peer that ended with words of ours unread shows as a reset, once, before its own last words.
        bool again = true;
        for (;;) {
            n = recv(socket.get(), buffer.get(), sizeof *buffer, 0);
            if (n >= 0 || (errno != EINTR && (errno != ECONNRESET || !again)))
                break;
            again = again && errno != ECONNRESET;
        }
        if (n < 0 && errno != ECONNRESET)
            return base::failErrno("hear from the container's monitor");
        if (n <= 0)
            return std::optional<std::size_t>();
        if (!protocol::isMessage(buffer.get(), static_cast<std::size_t>(n)))
            return base::fail(base::Errc::Protocol, "the container's monitor sent a malformed message");
        return std::optional(static_cast<std::size_t>(n) - sizeof(MessageHeader));
    }
    // The monitor has gone: what it wrote down last.
    [[nodiscard]] base::Result<int> recordedExit() const
    {
        auto text = base::readFile(runDirectory + "/status");
        if (text) {
            CATAMARAN_TRY(const Status status, parseStatus(*text));
            if (status.phase == Status::Phase::Exited)
                return status.exitCode;
        }
        return base::fail(base::Errc::Protocol, "the container's monitor ended without saying why");
    }
    base::Result<void> waitReadable(const base::OperationContext &context) const
    {
        for (;;) {
            pollfd set{socket.get(), POLLIN, 0};
            const int n = poll(&set, 1, context.stop.stop_possible() ? 100 : -1);
            if (n > 0)
                return {};
            if (n < 0 && errno != EINTR)
                return base::failErrno("wait for the container's monitor");
            if (context.stopRequested())
                return base::fail(base::Errc::Cancelled, "cancelled");
        }
    }
    base::Error unexpected() const
    {
        if (buffer->header.type == MessageType::Refused)
            return base::Error::fromErrno(static_cast<int>(buffer->header.value),
                                          "the container's monitor refused");
        return {base::Errc::Protocol, fmt::format("the container's monitor answered out of turn with '{}'",
                                                  protocol::messageName(buffer->header.type))};
    }
    base::Error startFailure() const
    {
        protocol::FailedMessage failure;
        std::memcpy(static_cast<void *>(&failure), buffer.get(), sizeof failure);
        return failureError(failure);
    }
    // A request that is answered by Done, with output of an attachment perhaps in between.
    base::Result<void> request(MessageType type, std::uint32_t value = 0)
    {
        CATAMARAN_CHECK(send(type, value));
        for (;;) {
            CATAMARAN_TRY(const auto size, receive());
            if (!size)
                return base::fail(base::Errc::NotFound, "the container has ended");
            if (buffer->header.type == MessageType::Done)
                return {};
            if (buffer->header.type == MessageType::Ended)
                return base::fail(base::Errc::NotFound, "the container has ended");
            if (buffer->header.type != MessageType::Output)
                return base::fail(unexpected());
        }
    }
};

MonitorClient::MonitorClient(std::unique_ptr<Private> d) : m_d(std::move(d)) {}
MonitorClient::MonitorClient(MonitorClient &&) noexcept = default;
MonitorClient &MonitorClient::operator=(MonitorClient &&) noexcept = default;
MonitorClient::~MonitorClient() = default;

base::Result<MonitorClient> MonitorClient::connect(const std::string &runDirectory)
{
    // unix(7) addresses hold 108 bytes; through the directory's descriptor any path fits.
    const base::UniqueFd directory(open(runDirectory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    auto d = std::make_unique<Private>();
    d->runDirectory = runDirectory;
    d->socket.reset(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
    if (!d->socket)
        return base::failErrno("make a socket");
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string name = fmt::format("/proc/self/fd/{}/control", directory.get());
    std::memcpy(address.sun_path, name.c_str(), name.size() + 1);
    if (!directory ||
        ::connect(d->socket.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        if (errno == ENOENT || errno == ECONNREFUSED)
            return base::fail(base::Errc::NotFound, "the container is not running");
        return base::failErrno("connect to the container's monitor");
    }
    return MonitorClient(std::move(d));
}

namespace {

} // namespace

base::Result<std::optional<int>>
MonitorClient::attach(int stdinFd, std::string_view detachKeys,
                      const std::function<void(Stream, std::string_view)> &onOutput,
                      const base::OperationContext &context)
{
    CATAMARAN_CHECK(m_d->send(MessageType::Attach));
    base::DetachKeys keys(detachKeys);
    std::string typed;
    for (;;) {
        pollfd set[2] = {{m_d->socket.get(), POLLIN, 0}, {stdinFd, POLLIN, 0}};
        const int n = poll(set, 2, context.stop.stop_possible() ? 100 : -1);
        if (n < 0 && errno != EINTR)
            return base::failErrno("wait for the container's output");
        if (context.stopRequested())
            return base::fail(base::Errc::Cancelled, "cancelled");
        if (n <= 0)
            continue;
        if (set[0].revents) {
            CATAMARAN_TRY(const auto size, m_d->receive());
            if (!size) {
                CATAMARAN_TRY(const int code, m_d->recordedExit());
                return std::optional(code);
            }
            switch (m_d->buffer->header.type) {
            case MessageType::Output:
                onOutput(m_d->buffer->header.value == 2 ? Stream::Err : Stream::Out,
                         {m_d->buffer->data, *size});
                break;
            case MessageType::Done:
                break;
            case MessageType::Ended:
                return std::optional(static_cast<int>(m_d->buffer->header.value));
            case MessageType::StartFailed:
                return base::fail(m_d->startFailure());
            default:
                return base::fail(m_d->unexpected());
            }
        }
        if (set[1].revents) {
            Private::Message message;
            constexpr std::size_t kTurn = 32768; // a message of that size always fits the socket's buffer
            const ssize_t got = read(stdinFd, message.data, kTurn);
            if (got < 0 && (errno == EINTR || errno == EAGAIN))
                continue;
            if (got <= 0) {
                stdinFd = -1;
                CATAMARAN_CHECK(m_d->send(MessageType::CloseStdin));
                continue;
            }
            typed.clear();
            const bool detach = keys.filter({message.data, static_cast<std::size_t>(got)}, typed);
            if (!typed.empty()) {
                message.header.type = MessageType::Stdin;
                std::memcpy(message.data, typed.data(), std::min(typed.size(), sizeof message.data));
                if (::send(m_d->socket.get(), &message, sizeof message.header + typed.size(), MSG_NOSIGNAL) <
                        0 &&
                    errno != EPIPE && errno != ECONNRESET)
                    return base::failErrno("send input to the container");
            }
            if (detach)
                return std::optional<int>();
        }
    }
}

base::Result<void> MonitorClient::resize(std::uint16_t rows, std::uint16_t columns)
{
    return m_d->request(MessageType::Resize, static_cast<std::uint32_t>(rows) << 16 | columns);
}

base::Result<void> MonitorClient::markStopped(Reason reason)
{
    return m_d->request(MessageType::MarkStopped,
                        reason == Reason::User ? protocol::kStoppedByUser : protocol::kStoppedForShutdown);
}

base::Result<void> MonitorClient::setRestart(const RestartPlan &plan)
{
    constexpr std::uint32_t kMostRetries = (1U << 28) - 1;
    return m_d->request(MessageType::SetRestart, static_cast<std::uint32_t>(plan.kind) << 28 |
                                                     std::min(plan.maximumRetries, kMostRetries));
}

base::Result<int> MonitorClient::waitExit(const base::OperationContext &context)
{
    CATAMARAN_CHECK(m_d->send(MessageType::WaitExit));
    for (;;) {
        CATAMARAN_CHECK(m_d->waitReadable(context));
        CATAMARAN_TRY(const auto size, m_d->receive());
        if (!size)
            return m_d->recordedExit();
        switch (m_d->buffer->header.type) {
        case MessageType::Ended:
            return static_cast<int>(m_d->buffer->header.value);
        case MessageType::StartFailed: // the exit code of the failure follows
        case MessageType::Output:
        case MessageType::Done:
            break;
        default:
            return base::fail(m_d->unexpected());
        }
    }
}

} // namespace catamaran::engine::launch
