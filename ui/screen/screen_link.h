// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/room_driver.h" // for base::UniqueFd

#include <QImage>
#include <QMutex>
#include <QObject>
#include <QRegion>
#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <thread>

struct _rfbClient;

namespace catamaran::ui {

/// The client's side of RFB (RFC 6143) on a connection that is made already: libvncclient in a thread of its
/// own. Reading, decoding and sending happen there; the GUI thread only copies pixels.
///
/// Thread: the public functions belong to the thread that made the object, none of them waits for the peer.
class ScreenLink : public QObject {
    Q_OBJECT

public:
    explicit ScreenLink(base::UniqueFd connection, QObject *parent = nullptr);
    ~ScreenLink() override;

    [[nodiscard]] QSize size() const;
    /// What has changed since the last call, in pixels of the screen.
    [[nodiscard]] QRegion takeChanges();
    /// Calls `use` with the picture as it is; the thread that decodes waits meanwhile.
    void withPicture(const std::function<void(const QImage &)> &use) const;

    /// Keysyms of X11.
    void sendKey(std::uint32_t keysym, bool down);
    /// Presses and releases one after another, slow enough for a guest's BIOS and login prompt.
    void type(const QString &text);
    [[nodiscard]] bool isTyping() const { return m_typing; }
    /// `buttons` as in RFB's PointerEvent: bit 0 left, 1 middle, 2 right, 3 and 4 the wheel.
    void sendPointer(QPoint position, int buttons);
    void sendClipboard(const QString &text);

signals:
    /// There is a picture, for the first time or of another size.
    void resized();
    /// takeChanges() has something; not sent again before it was called.
    void changed();
    void clipboardReceived(const QString &text);
    /// Nothing comes any more; `why` is empty when the peer has closed.
    void ended(const QString &why);

private:
    struct Callbacks;
    using Order = std::function<void(_rfbClient *)>;
    void post(Order order);
    void run(const std::stop_token &stop);
    void serve(_rfbClient *client, const std::stop_token &stop);
    void publish();

    base::UniqueFd m_connection;
    base::UniqueFd m_wake;
    mutable QMutex m_mutex;
    QImage m_picture;  ///< what the GUI paints
    QRegion m_changes; ///< of m_picture
    bool m_announced = false;
    std::deque<Order> m_orders;
    QImage m_decoded; ///< the thread's own: libvncclient writes here
    QRegion m_arrived;
    std::deque<std::uint32_t> m_waitingKeys; ///< the thread's own
    std::atomic<bool> m_typing = false;
    std::jthread m_thread; ///< last: it uses all the others
};

} // namespace catamaran::ui
