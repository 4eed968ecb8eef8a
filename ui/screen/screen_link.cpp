// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screen/screen_link.h"

#include "ui/screen/screen_keys.h"

#include <cerrno>
#include <cstring>
#include <poll.h>
#include <rfb/rfbclient.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace catamaran::ui {

namespace {

constexpr int kTypingPauseMs = 12;
constexpr int kMostPixels = 8192; ///< a side; what claims more is no screen

/// Of the US layout, whose Shift a server may leave to us.
bool needsShift(std::uint32_t keysym)
{
    return (keysym >= 'A' && keysym <= 'Z') ||
           (keysym < 0x80 && keysym != 0 &&
            std::strchr("~!@#$%^&*()_+{}|:\"<>?", static_cast<int>(keysym)) != nullptr);
}

void beSilent(const char *, ...) {}

} // namespace

// libvncclient calls these from the link's thread.
struct ScreenLink::Callbacks {
    static ScreenLink &of(rfbClient *client)
    {
        return *static_cast<ScreenLink *>(rfbClientGetClientData(client, nullptr));
    }
    static rfbBool makeFrameBuffer(rfbClient *client)
    {
        ScreenLink &link = of(client);
        if (client->width > kMostPixels || client->height > kMostPixels)
            return FALSE;
        QImage picture(client->width, client->height, QImage::Format_RGB32);
        if (picture.isNull())
            return FALSE;
        picture.fill(Qt::black);
        link.m_decoded = std::move(picture);
        client->frameBuffer = link.m_decoded.bits();
        {
            const QMutexLocker lock(&link.m_mutex);
            link.m_picture = link.m_decoded.copy();
            link.m_changes = link.m_picture.rect();
            link.m_arrived = {};
        }
        emit link.resized();
        return TRUE;
    }
    static void update(rfbClient *client, int x, int y, int width, int height)
    {
        of(client).m_arrived += QRect(x, y, width, height);
    }
    static void finished(rfbClient *client) { of(client).publish(); }
    static void cutText(rfbClient *client, const char *text, int length)
    {
        emit of(client).clipboardReceived(QString::fromLatin1(text, length));
    }
    static char *noPassword(rfbClient *) { return strdup(""); }
};

ScreenLink::ScreenLink(base::UniqueFd connection, QObject *parent)
    : QObject(parent), m_connection(std::move(connection)), m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      m_thread([this](const std::stop_token &stop) { run(stop); })
{
}

ScreenLink::~ScreenLink()
{
    m_thread.request_stop();
    // Wakes it wherever it reads or writes.
    ::shutdown(m_connection.get(), SHUT_RDWR);
    post({});
    m_thread.join();
}

QSize ScreenLink::size() const
{
    const QMutexLocker lock(&m_mutex);
    return m_picture.size();
}

QRegion ScreenLink::takeChanges()
{
    const QMutexLocker lock(&m_mutex);
    m_announced = false;
    return std::exchange(m_changes, {});
}

void ScreenLink::withPicture(const std::function<void(const QImage &)> &use) const
{
    const QMutexLocker lock(&m_mutex);
    use(m_picture);
}

void ScreenLink::post(Order order)
{
    {
        const QMutexLocker lock(&m_mutex);
        if (order)
            m_orders.push_back(std::move(order));
    }
    const std::uint64_t one = 1;
    std::ignore = ::write(m_wake.get(), &one, sizeof one);
}

void ScreenLink::sendKey(std::uint32_t keysym, bool down)
{
    if (keysym != 0)
        post([keysym, down](rfbClient *client) { SendKeyEvent(client, keysym, down ? TRUE : FALSE); });
}

void ScreenLink::type(const QString &text)
{
    std::deque<std::uint32_t> keys;
    for (const uint character : text.toUcs4()) {
        if (const std::uint32_t symbol = keysymOf(char32_t{character}))
            keys.push_back(symbol);
    }
    if (keys.empty())
        return;
    m_typing = true;
    post([this, keys = std::move(keys)](rfbClient *) {
        m_waitingKeys.insert(m_waitingKeys.end(), keys.begin(), keys.end());
    });
}

void ScreenLink::sendPointer(QPoint position, int buttons)
{
    post([position, buttons](rfbClient *client) {
        SendPointerEvent(client, position.x(), position.y(), buttons);
    });
}

void ScreenLink::sendClipboard(const QString &text)
{
    post([bytes = text.toLatin1()](rfbClient *client) mutable {
        SendClientCutText(client, bytes.data(), static_cast<int>(bytes.size()));
    });
}

void ScreenLink::publish()
{
    bool announce = false;
    {
        const QMutexLocker lock(&m_mutex);
        for (const QRect &rect : m_arrived) {
            const QRect part = rect & m_picture.rect();
            for (int y = part.top(); y <= part.bottom(); ++y)
                std::memcpy(m_picture.scanLine(y) + part.left() * 4,
                            m_decoded.constScanLine(y) + part.left() * 4,
                            static_cast<std::size_t>(part.width()) * 4);
        }
        m_changes += m_arrived;
        m_arrived = {};
        announce = !std::exchange(m_announced, true);
    }
    if (announce)
        emit changed();
}

void ScreenLink::run(const std::stop_token &stop)
{
    // Its messages go to stderr otherwise.
    rfbClientLog = beSilent;
    rfbClientErr = beSilent;
    rfbClient *client = rfbGetClient(8, 3, 4);
    client->format.redShift = 16; // as QImage::Format_RGB32 has them on a little-endian machine
    client->format.greenShift = 8;
    client->format.blueShift = 0;
    client->canHandleNewFBSize = TRUE;
    // The peer is this machine: what is cheap to decode beats what is small.
    client->appData.encodingsString = "copyrect hextile zrle tight zlib raw";
    client->MallocFrameBuffer = Callbacks::makeFrameBuffer;
    client->GotFrameBufferUpdate = Callbacks::update;
    client->FinishedFrameBufferUpdate = Callbacks::finished;
    client->GotXCutText = Callbacks::cutText;
    client->GetPassword = Callbacks::noPassword;
    rfbClientSetClientData(client, nullptr, this);
    // "listening" is libvncclient's word for a connection that somebody else has made. It closes what it
    // gets.
    client->listenSpecified = TRUE;
    client->sock = ::dup(m_connection.get());
    if (!rfbInitClient(client, nullptr, nullptr)) { // frees the client
        if (!stop.stop_requested())
            emit ended(tr("The screen's server did not answer as RFB asks for."));
        return;
    }
    serve(client, stop);
    client->frameBuffer = nullptr; // m_decoded's
    rfbClientCleanup(client);
    if (!stop.stop_requested())
        emit ended({});
}

void ScreenLink::serve(rfbClient *client, const std::stop_token &stop)
{
    std::deque<Order> orders;
    while (!stop.stop_requested()) {
        pollfd waits[] = {{client->sock, POLLIN, 0}, {m_wake.get(), POLLIN, 0}};
        const int pause = m_waitingKeys.empty() ? -1 : kTypingPauseMs;
        if (client->buffered == 0 && ::poll(waits, 2, pause) < 0 && errno != EINTR)
            return;
        std::uint64_t count = 0;
        std::ignore = ::read(m_wake.get(), &count, sizeof count);
        {
            const QMutexLocker lock(&m_mutex);
            orders.swap(m_orders);
        }
        for (; !orders.empty(); orders.pop_front())
            orders.front()(client);
        if (!m_waitingKeys.empty()) {
            const std::uint32_t symbol = m_waitingKeys.front();
            m_waitingKeys.pop_front();
            if (needsShift(symbol))
                SendKeyEvent(client, keysym::kShift, TRUE);
            SendKeyEvent(client, symbol, TRUE);
            SendKeyEvent(client, symbol, FALSE);
            if (needsShift(symbol))
                SendKeyEvent(client, keysym::kShift, FALSE);
            m_typing = !m_waitingKeys.empty();
        }
        if ((waits[0].revents != 0 || client->buffered > 0) && !HandleRFBServerMessage(client))
            return;
    }
}

} // namespace catamaran::ui
