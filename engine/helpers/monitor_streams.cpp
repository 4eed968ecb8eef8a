// SPDX-License-Identifier: GPL-3.0-or-later
// Monitor: the container's output and input, and the clients.
#include "engine/helpers/monitor.h"
#include "engine/helpers/text.h"
#include "engine/sys/syscalls.h"

#include <sys/ioctl.h>
#include <sys/mman.h>
#include <termios.h>

namespace catamaran::helpers {

using protocol::MessageHeader;
using protocol::MessageType;

namespace {

// One chunk of output behind the header with which it goes to clients, and one of input. Untouched pages of
// these cost nothing.
struct Chunk {
    MessageHeader header;
    char data[protocol::kMaximumData];
};
alignas(4096) Chunk s_output;
alignas(4096) Chunk s_input;

constexpr ssize_t kTrimAbove = 2048;
constexpr int kClientQueue = 4 << 20; ///< bytes that one client may be behind

} // namespace

// What a burst of output, or the deep calls of a start, have touched would else stay with an idle monitor for
// the life of its container.
void Monitor::giveBackBuffers()
{
    constexpr uintptr_t kPage = 4096;
    constexpr uintptr_t kDeepest = 128 * 1024; // far more than any of our calls need
    // A page below this frame is left alone for the calls that follow; what lies beneath is dead.
    const uintptr_t end = (reinterpret_cast<uintptr_t>(__builtin_frame_address(0)) & ~(kPage - 1)) - kPage;
    madvise(reinterpret_cast<void *>(end - kDeepest), kDeepest, MADV_DONTNEED);
    madvise(&s_output, sizeof s_output, MADV_DONTNEED);
    madvise(&s_input, sizeof s_input, MADV_DONTNEED);
}

// Reads one chunk; closes the stream at its end. False when there was nothing (more) to read.
bool Monitor::pump(int *fd, Stream stream)
{
    ssize_t n;
    do
        n = read(*fd, s_output.data, sizeof s_output.data);
    while (n < 0 && errno == EINTR);
    if (n < 0 && errno == EAGAIN)
        return false;
    if (n <= 0) { // a terminal ends with EIO
        close(*fd);
        *fd = -1;
        return false;
    }
    // A full read means a busy writer: give it a larger pipe, and fewer turns.
    if (n == sizeof s_output.data && stream == Stream::Out && !m_plan.process.tty)
        fcntl(*fd, F_SETPIPE_SZ, 1 << 20);
    if (n > kTrimAbove)
        m_trimAt = sys::nanoseconds(CLOCK_MONOTONIC) + kGiveBackAfterNs;
    m_log.write(static_cast<uint8_t>(stream), s_output.data, static_cast<size_t>(n));
    m_chunkSize = static_cast<size_t>(n);
    m_chunkStream = stream;
    deliverAll();
    return true;
}

bool Monitor::deliver(Client &client)
{
    if (client.skippedSize) {
        client.skippedSize += m_chunkSize;
        return true;
    }
    s_output.header = MessageHeader();
    s_output.header.type = MessageType::Output;
    s_output.header.value = static_cast<uint32_t>(m_chunkStream);
    const auto sendChunk = [&] {
        return send(client.fd, &s_output, sizeof s_output.header + m_chunkSize, MSG_NOSIGNAL | MSG_DONTWAIT);
    };
    const auto isFull = [] { return errno == EAGAIN || errno == ENOBUFS || errno == EINTR; };
    ssize_t n = sendChunk();
    if (n < 0 && isFull() && !client.widened) {
        // The queue of one who is behind is the kernel's, and bounded. Without root it keeps its size.
        client.widened = true;
        setsockopt(client.fd, SOL_SOCKET, SO_SNDBUFFORCE, &kClientQueue, sizeof kClientQueue);
        n = sendChunk();
    }
    client.owes = n < 0 && isFull();
    if (!client.owes) {
        client.owesSince = 0;
    } else if (!client.owesSince) {
        client.owesSince = sys::nanoseconds(CLOCK_MONOTONIC);
        if (!m_stallAt)
            m_stallAt = client.owesSince + kClientPatienceNs;
    }
    if (n < 0 && !client.owes)
        dropClient(client);
    return !client.owes;
}

// The log and the other clients need not wait for ever for one that is stopped: it misses what follows, and
// is told so when it comes back.
void Monitor::passStalledBy(int64_t now)
{
    m_stallAt = 0;
    for (Client &client : m_clients) {
        if (!client.owes)
            continue;
        const int64_t until = client.owesSince + kClientPatienceNs;
        if (now >= until) {
            client.owes = false;
            client.owesSince = 0;
            client.skippedSize = m_chunkSize;
        } else if (!m_stallAt || until < m_stallAt) {
            m_stallAt = until;
        }
    }
}

void Monitor::tellSkipped(Client &client)
{
    TextBuffer<160> text;
    text.append("\r\n[catamaran: ").appendNumber(client.skippedSize);
    text.append(" bytes of output were skipped while nobody took them; the container's log has them]\r\n");
    struct {
        MessageHeader header;
        char data[160];
    } message;
    message.header.type = MessageType::Output;
    message.header.value = static_cast<uint32_t>(Stream::Err);
    memcpy(message.data, text.c_str(), text.size());
    if (send(client.fd, &message, sizeof message.header + text.size(), MSG_NOSIGNAL | MSG_DONTWAIT) > 0)
        client.skippedSize = 0;
    else if (errno != EAGAIN && errno != ENOBUFS && errno != EINTR)
        dropClient(client);
}

void Monitor::deliverAll()
{
    for (Client &client : m_clients) {
        if (client.attached)
            deliver(client);
    }
}

bool Monitor::clientsOwe() const
{
    for (const Client &client : m_clients) {
        if (client.owes)
            return true;
    }
    return false;
}

void Monitor::flushInput()
{
    while (m_inputDone < m_inputSize && m_input >= 0) {
        const ssize_t n = write(m_input, s_input.data + m_inputDone, m_inputSize - m_inputDone);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN)
            return;
        if (n < 0) { // nobody reads it any more
            close(m_input);
            m_input = -1;
            break;
        }
        m_inputDone += static_cast<size_t>(n);
    }
    m_inputDone = m_inputSize = 0;
    if (m_inputEnds && m_input >= 0 && !m_plan.process.tty) {
        close(m_input);
        m_input = -1;
    }
}

void Monitor::acceptClient()
{
    const int fd = accept4(m_listen, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd < 0)
        return;
    ucred peer{};
    socklen_t size = sizeof peer;
    const bool trusted = getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
                         (peer.uid == 0 || peer.uid == geteuid());
    for (Client &client : m_clients) {
        if (trusted && client.fd < 0) {
            client = Client();
            client.fd = fd;
            return;
        }
    }
    sendHeader(fd, MessageType::Refused, trusted ? EBUSY : EACCES);
    close(fd);
}

void Monitor::dropClient(Client &client)
{
    close(client.fd);
    client = Client();
}

void Monitor::tellClients(const void *message, size_t size)
{
    for (Client &client : m_clients) {
        if (client.fd < 0)
            continue;
        // The last word may wait a moment for a client that still has output to read, not for ever.
        const timeval patience{5, 0};
        setsockopt(client.fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        fcntl(client.fd, F_SETFL, 0);
        sendOrShut(client.fd, message, size);
    }
}

void Monitor::onClient(Client &client)
{
    const ssize_t n = recv(client.fd, &s_input, sizeof s_input, MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (n <= 0) {
        dropClient(client);
        return;
    }
    if (!protocol::isMessage(&s_input, static_cast<size_t>(n))) {
        sendHeader(client.fd, MessageType::Refused, EBADMSG);
        dropClient(client);
        return;
    }
    const MessageHeader header = s_input.header;
    onRequest(client, header, static_cast<size_t>(n) - sizeof header);
}

void Monitor::onRequest(Client &client, const MessageHeader &header, size_t dataSize)
{
    switch (header.type) {
    case MessageType::Attach:
        client.attached = true;
        m_everAttached = true;
        sendHeader(client.fd, MessageType::Done);
        if (m_plan.waitForAttach)
            letChildGo();
        return;
    case MessageType::Stdin:
        m_inputSize = m_input >= 0 ? dataSize : 0;
        if (dataSize > static_cast<size_t>(kTrimAbove))
            m_trimAt = sys::nanoseconds(CLOCK_MONOTONIC) + kGiveBackAfterNs;
        m_inputDone = 0;
        flushInput();
        return;
    case MessageType::CloseStdin:
        m_inputEnds = true;
        flushInput();
        return;
    case MessageType::Resize: {
        winsize size{};
        size.ws_row = static_cast<unsigned short>(header.value >> 16);
        size.ws_col = static_cast<unsigned short>(header.value & 0xffff);
        const bool good = m_plan.process.tty && m_input >= 0 && ioctl(m_input, TIOCSWINSZ, &size) == 0;
        sendHeader(client.fd, good ? MessageType::Done : MessageType::Refused,
                   good ? 0U : static_cast<uint32_t>(ENOTTY));
        return;
    }
    case MessageType::MarkStopped:
        m_markedStopped = true;
        m_status.stoppedByUser = header.value == protocol::kStoppedByUser;
        sendHeader(client.fd, MessageType::Done);
        if (m_phase == Phase::Waiting)
            end();
        return;
    case MessageType::SetRestart:
        if (header.value >> 28 > static_cast<uint32_t>(protocol::RestartKind::UnlessStopped)) {
            sendHeader(client.fd, MessageType::Refused, EINVAL);
            return;
        }
        m_restart.kind = static_cast<protocol::RestartKind>(header.value >> 28);
        m_restart.maximumRetries = header.value & ((1U << 28) - 1);
        sendHeader(client.fd, MessageType::Done);
        return;
    case MessageType::WaitExit:
        client.waiting = true;
        return;
    default:
        sendHeader(client.fd, MessageType::Refused, EPROTO);
        dropClient(client);
    }
}

void Monitor::closeStreams()
{
    for (int *fd : {&m_out, &m_err, &m_input}) {
        if (*fd >= 0)
            close(*fd);
        *fd = -1;
    }
    m_inputDone = m_inputSize = 0;
    m_inputEnds = false;
}

} // namespace catamaran::helpers
