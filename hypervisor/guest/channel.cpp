// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/guest/channel.h"

#include "engine/base/clock.h"
#include "engine/base/file.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fcntl.h>
#include <limits>
#include <poll.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace catamaran::hv::guest {

namespace {

using base::Errc;
using base::Result;
using std::chrono::milliseconds;
using Deadline = base::SteadyClock::time_point;

constexpr std::size_t kOutputLimit = 1U << 20;
constexpr milliseconds kTurn{300}; ///< how long one exec keeps the channel before others get their turn

int remaining(Deadline deadline)
{
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - base::SteadyClock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, 3600000));
}

std::uint64_t randomNumber()
{
    std::uint64_t value = 0;
    if (::getrandom(&value, sizeof value, 0) != static_cast<ssize_t>(sizeof value))
        value = static_cast<std::uint64_t>(base::steadyNanoseconds());
    return value | 1U; // never 0
}

// flock(2) has no deadline of its own; turns are short, so asking again every few milliseconds is enough.
Result<base::UniqueFd> lockChannel(const std::string &path, Deadline deadline)
{
    CATAMARAN_TRY(base::UniqueFd fd, base::openFile(path, O_RDWR | O_CREAT, 0600));
    while (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return base::failErrno("lock " + path);
        if (remaining(deadline) == 0)
            return base::fail(Errc::Timeout, "other programs kept the VM's control channel busy");
        ::poll(nullptr, 0, 2);
    }
    return fd;
}

Result<base::UniqueFd> connectTo(const std::string &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
        return base::fail(Errc::InvalidArgument, "the socket path " + path + " is too long");
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    base::UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!fd)
        return base::failErrno("open a socket");
    if (::connect(fd.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        if (errno == ENOENT || errno == ECONNREFUSED)
            return base::fail(Errc::NotFound, "the VM is not running");
        return base::failErrno("connect to " + path);
    }
    return fd;
}

Result<void> sendAll(int fd, std::string_view bytes, Deadline deadline)
{
    while (!bytes.empty()) {
        const ssize_t n = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (n >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(n));
            continue;
        }
        if (errno == EINTR)
            continue;
        if (errno != EAGAIN)
            return base::failErrno("write to the VM's control channel");
        pollfd wait{fd, POLLOUT, 0};
        if (::poll(&wait, 1, remaining(deadline)) == 0)
            return base::fail(Errc::Timeout, "the VM does not take requests");
    }
    return {};
}

base::Error guestError(const Frame &frame)
{
    const auto code = frame.number(CT_TAG_CODE).value_or(1);
    const std::string text(frame.text(CT_TAG_TEXT).value_or("unknown error in the guest"));
    if (code == 127)
        return {Errc::CommandNotFound, text};
    if (code == 126)
        return {Errc::CommandNotExecutable, text};
    return {Errc::Protocol, text};
}

} // namespace

Result<ControlSession> ControlSession::open(const std::string &socketPath, milliseconds deadline)
{
    const Deadline end = base::SteadyClock::now() + deadline;
    if (::access(socketPath.c_str(), F_OK) != 0)
        return base::fail(Errc::NotFound, "the VM is not running");
    CATAMARAN_TRY(base::UniqueFd lock, lockChannel(socketPath + ".lock", end));
    CATAMARAN_TRY(base::UniqueFd socket, connectTo(socketPath));
    return ControlSession(std::move(lock), std::move(socket));
}

Result<Frame> ControlSession::request(FrameBuilder frame, milliseconds deadline)
{
    CATAMARAN_TRY(auto answer, requestUnless(std::move(frame), deadline, {-1, -1}));
    return std::move(*answer); // nothing woke it
}

Result<void> ControlSession::requestAll(std::vector<FrameBuilder> frames, milliseconds deadline)
{
    const Deadline end = base::SteadyClock::now() + deadline;
    std::vector<std::uint64_t> waiting;
    std::string bytes;
    for (FrameBuilder &frame : frames) {
        waiting.push_back(randomNumber());
        const std::string one = frame.number(CT_TAG_SEQ, waiting.back()).finish();
        if (one.size() > CT_CONTROL_LIMIT)
            return base::fail(Errc::InvalidArgument, "the command line is too long for the guest");
        bytes += one;
    }
    CATAMARAN_CHECK(sendAll(m_socket.get(), bytes, end));
    std::optional<base::Error> first;
    for (;;) {
        while (const auto answer = m_stream.next()) {
            if (std::erase(waiting, answer->number(CT_TAG_SEQ).value_or(0)) != 0 &&
                answer->type() == CT_ERROR && !first)
                first = guestError(*answer);
        }
        if (waiting.empty())
            return first ? base::fail(std::move(*first)) : Result<void>();
        pollfd wait{m_socket.get(), POLLIN, 0};
        if (::poll(&wait, 1, remaining(end)) == 0)
            return base::fail(Errc::Timeout, "the VM's init does not answer");
        std::array<char, 32768> buffer;
        const ssize_t n = ::read(m_socket.get(), buffer.data(), buffer.size());
        if (n == 0)
            return base::fail(Errc::NotFound, "the VM has stopped");
        if (n < 0 && errno != EINTR && errno != EAGAIN)
            return base::failErrno("read from the VM's control channel");
        if (n > 0)
            m_stream.feed({buffer.data(), static_cast<std::size_t>(n)});
    }
}

Result<std::optional<Frame>> ControlSession::requestUnless(FrameBuilder frame, milliseconds deadline,
                                                           std::array<int, 2> wake)
{
    const Deadline end = base::SteadyClock::now() + deadline;
    const std::uint64_t sequence = randomNumber();
    const std::string bytes = frame.number(CT_TAG_SEQ, sequence).finish();
    if (bytes.size() > CT_CONTROL_LIMIT)
        return base::fail(Errc::InvalidArgument, "the command line is too long for the guest");
    CATAMARAN_CHECK(sendAll(m_socket.get(), bytes, end));
    // If a client died in the middle of a frame, the guest still waits for its rest and swallows ours;
    // padding completes it, and the guest then looks for the next magic.
    Deadline nextPad = base::SteadyClock::now() + milliseconds(2000);
    bool padded = false;
    for (;;) {
        while (const auto answer = m_stream.next()) {
            if (answer->number(CT_TAG_SEQ) != sequence)
                continue;
            if (answer->type() == CT_ERROR)
                return base::fail(guestError(*answer));
            return std::optional(*answer);
        }
        std::array<pollfd, 3> wait{{{m_socket.get(), POLLIN, 0}, {wake[0], POLLIN, 0}, {wake[1], POLLIN, 0}}};
        const int timeout = std::min(remaining(end), padded ? 3600000 : remaining(nextPad));
        if (::poll(wait.data(), wait.size(), timeout) == 0) {
            if (remaining(end) == 0)
                return base::fail(Errc::Timeout, "the VM's init does not answer");
            if (!padded && deadline > milliseconds(4000)) {
                CATAMARAN_CHECK(sendAll(m_socket.get(), std::string(CT_CONTROL_LIMIT, '\0') + bytes, end));
                padded = true;
            } else {
                padded = true;
            }
            continue;
        }
        if (wait[0].revents == 0 && (wait[1].revents != 0 || wait[2].revents != 0))
            return std::optional<Frame>();
        std::array<char, 32768> buffer;
        const ssize_t n = ::read(m_socket.get(), buffer.data(), buffer.size());
        if (n == 0)
            return base::fail(Errc::NotFound, "the VM has stopped");
        if (n < 0 && errno != EINTR && errno != EAGAIN)
            return base::failErrno("read from the VM's control channel");
        if (n > 0)
            m_stream.feed({buffer.data(), static_cast<std::size_t>(n)});
    }
}

namespace {

FrameBuilder execFrame(std::uint64_t id, const std::vector<std::string> &arguments,
                       const std::vector<std::string> &environment, const std::string &user,
                       const std::string &workingDirectory)
{
    FrameBuilder frame(CT_EXEC);
    frame.number(CT_TAG_ID, id).number(CT_TAG_WAIT, static_cast<std::uint64_t>(kTurn.count()));
    for (const std::string &argument : arguments)
        frame.text(CT_TAG_ARG, argument);
    for (const std::string &variable : environment)
        frame.text(CT_TAG_ENV, variable);
    frame.text(CT_TAG_USER, user).text(CT_TAG_CWD, workingDirectory);
    return frame;
}

void append(std::string &out, std::string_view data)
{
    out.append(data.substr(0, kOutputLimit - std::min(kOutputLimit, out.size())));
}

} // namespace

Result<MachineExecResult> execInGuest(const std::string &socketPath,
                                      const std::vector<std::string> &arguments,
                                      const std::vector<std::string> &environment, const std::string &user,
                                      const std::string &workingDirectory,
                                      const base::OperationContext &context)
{
    if (arguments.empty())
        return base::fail(Errc::InvalidArgument, "exec needs a command");
    MachineExecResult result;
    const std::uint64_t id = randomNumber();
    std::uint64_t offset = 0;
    bool started = false;
    for (;;) {
        CATAMARAN_TRY(ControlSession session, ControlSession::open(socketPath, milliseconds(15000)));
        const Deadline turnEnds = base::SteadyClock::now() + kTurn;
        do {
            if (context.stopRequested())
                return base::fail(Errc::Cancelled, "exec was cancelled; the program goes on in the VM");
            FrameBuilder fetch(CT_FETCH);
            fetch.number(CT_TAG_ID, id).number(CT_TAG_OFFSET, offset);
            fetch.number(CT_TAG_WAIT, static_cast<std::uint64_t>(remaining(turnEnds)));
            CATAMARAN_TRY(const Frame answer,
                          session.request(
                              started ? fetch : execFrame(id, arguments, environment, user, workingDirectory),
                              milliseconds(10000)));
            started = true;
            if (const auto data = answer.text(CT_TAG_DATA)) {
                append(answer.number(CT_TAG_STREAM) == 2 ? result.err : result.out, *data);
                offset += data->size();
            }
            if (const auto code = answer.number(CT_TAG_CODE)) {
                result.exitCode = static_cast<int>(*code);
                return result;
            }
        } while (base::SteadyClock::now() < turnEnds);
    }
}

Result<std::int64_t> measureClockOffset(const std::string &socketPath)
{
    CATAMARAN_TRY(ControlSession session, ControlSession::open(socketPath, milliseconds(2000)));
    std::int64_t best = std::numeric_limits<std::int64_t>::max();
    std::int64_t offset = 0;
    for (int i = 0; i < 4; ++i) {
        const std::int64_t before = base::steadyNanoseconds();
        CATAMARAN_TRY(const Frame pong, session.request(FrameBuilder(CT_PING), milliseconds(2000)));
        const std::int64_t after = base::steadyNanoseconds();
        const auto guest = static_cast<std::int64_t>(pong.number(CT_TAG_TIME).value_or(0));
        if (after - before < best) {
            best = after - before;
            offset = before + (after - before) / 2 - guest;
        }
    }
    return offset;
}

} // namespace catamaran::hv::guest
