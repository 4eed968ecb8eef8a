// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/guest/interactive.h"

#include "engine/base/clock.h"

#include <algorithm>
#include <poll.h>
#include <sys/random.h>
#include <unistd.h>

namespace catamaran::hv::guest {

using base::Errc;
using base::Result;
using std::chrono::milliseconds;

namespace {

constexpr std::size_t kPiece = 16 * 1024;
constexpr milliseconds kTurn{300}; ///< how long one program keeps the channel before others get their turn
constexpr milliseconds kAnswer{10000};

std::uint64_t freshNumber()
{
    std::uint64_t value = 0;
    if (::getrandom(&value, sizeof value, 0) != static_cast<ssize_t>(sizeof value))
        value = static_cast<std::uint64_t>(base::steadyNanoseconds());
    return value | 1U;
}

FrameBuilder startFrame(std::uint64_t id, const MachineExecRequest &request, const MachineStreams &streams)
{
    FrameBuilder frame(CT_EXEC);
    frame.number(CT_TAG_ID, id).number(CT_TAG_WAIT, 0);
    for (const std::string &argument : request.arguments)
        frame.text(CT_TAG_ARG, argument);
    for (const std::string &variable : request.environment)
        frame.text(CT_TAG_ENV, variable);
    frame.text(CT_TAG_USER, request.user).text(CT_TAG_CWD, request.workingDirectory);
    if (request.detach)
        frame.number(CT_TAG_DISCARD, 1);
    if (streams.input >= 0)
        frame.number(CT_TAG_STDIN, 1);
    if (request.tty) {
        frame.number(CT_TAG_TTY, 1);
        if (streams.size) {
            const auto [rows, columns] = streams.size();
            frame.number(CT_TAG_ROWS, rows).number(CT_TAG_COLUMNS, columns);
        }
    }
    return frame;
}

} // namespace

InputPump::InputPump(const MachineStreams &streams, std::uint64_t program)
    : m_streams(streams), m_program(program), m_input(streams.input), m_resized(streams.size != nullptr)
{
}

std::array<int, 2> InputPump::watch() const
{
    return {m_pending.empty() ? m_input : -1, m_streams.wake};
}

bool InputPump::waiting() const
{
    if (!m_pending.empty() || m_atEnd || m_resized)
        return true;
    std::array<pollfd, 2> fds{{{m_input, POLLIN, 0}, {m_streams.wake, POLLIN, 0}}};
    return ::poll(fds.data(), fds.size(), 0) > 0;
}

Result<void> InputPump::give(ControlSession &session)
{
    std::array<pollfd, 2> fds{{{m_pending.empty() ? m_input : -1, POLLIN, 0}, {m_streams.wake, POLLIN, 0}}};
    (void)::poll(fds.data(), fds.size(), 0);
    if (fds[1].revents != 0) {
        std::uint64_t count = 0;
        [[maybe_unused]] const ssize_t drained = ::read(m_streams.wake, &count, sizeof count);
        m_resized = true;
    }
    if (fds[0].revents != 0) {
        m_pending.resize(kPiece);
        ssize_t n = 0;
        do {
            n = ::read(m_input, m_pending.data(), m_pending.size());
        } while (n < 0 && errno == EINTR);
        m_pending.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
        if (n == 0 || (n < 0 && errno != EAGAIN)) {
            m_input = -1;
            m_atEnd = true;
        }
    }
    if (m_pending.empty() && !m_atEnd && !m_resized)
        return {};
    FrameBuilder frame(CT_INPUT);
    frame.number(CT_TAG_ID, m_program).text(CT_TAG_DATA, m_pending);
    if (m_atEnd)
        frame.number(CT_TAG_CODE, 1);
    if (m_resized && m_streams.size) {
        const auto [rows, columns] = m_streams.size();
        frame.number(CT_TAG_ROWS, rows).number(CT_TAG_COLUMNS, columns);
    }
    CATAMARAN_TRY(const Frame answer, session.request(std::move(frame), kAnswer));
    m_resized = false;
    const auto taken = answer.number(CT_TAG_OFFSET).value_or(0);
    if (taken >= m_pending.size())
        m_atEnd = false;
    m_pending.erase(0, static_cast<std::size_t>(std::min<std::uint64_t>(taken, m_pending.size())));
    return {};
}

Result<int> execWithStreams(const std::string &socketPath, const MachineExecRequest &request,
                            const MachineStreams &streams, const base::OperationContext &context)
{
    if (request.arguments.empty())
        return base::fail(Errc::InvalidArgument, "exec needs a command");
    const std::uint64_t id = freshNumber();
    InputPump pump(streams, id);
    std::uint64_t offset = 0;
    bool started = false;
    for (;;) {
        CATAMARAN_TRY(ControlSession session, ControlSession::open(socketPath, milliseconds(15000)));
        const auto turnEnds = base::SteadyClock::now() + kTurn;
        do {
            if (context.stopRequested())
                return base::fail(Errc::Cancelled, "exec was cancelled; the program goes on in the VM");
            if (started && pump.waiting())
                CATAMARAN_CHECK(pump.give(session));
            const auto left =
                std::chrono::duration_cast<milliseconds>(turnEnds - base::SteadyClock::now()).count();
            FrameBuilder fetch(CT_FETCH);
            fetch.number(CT_TAG_ID, id).number(CT_TAG_OFFSET, offset);
            fetch.number(CT_TAG_WAIT, static_cast<std::uint64_t>(
                                          std::clamp<std::int64_t>(left, 0, pump.pending() ? 10 : 300)));
            CATAMARAN_TRY(const auto answer,
                          session.requestUnless(started ? fetch : startFrame(id, request, streams), kAnswer,
                                                started ? pump.watch() : std::array<int, 2>{-1, -1}));
            started = true;
            if (request.detach)
                return 0;
            if (!answer)
                continue; // something was typed
            if (const auto data = answer->text(CT_TAG_DATA)) {
                if (streams.onOutput)
                    streams.onOutput(answer->number(CT_TAG_STREAM) == 2, *data);
                offset += data->size();
            }
            if (const auto code = answer->number(CT_TAG_CODE))
                return static_cast<int>(*code);
        } while (base::SteadyClock::now() < turnEnds);
    }
}

} // namespace catamaran::hv::guest
