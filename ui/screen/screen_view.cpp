// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screen/screen_view.h"

#include "ui/screen/screen_keys.h"
#include "ui/screen/screen_link.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace catamaran::ui {

namespace {
quint32 placeOf(const QKeyEvent &event)
{
    return event.nativeScanCode() != 0 ? event.nativeScanCode() : static_cast<quint32>(event.key());
}
} // namespace

ScreenView::ScreenView(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Screen of the VM"));
    setToolTip(tr("Click to type into the VM; press and let go Ctrl+Alt to leave it"));
    setMinimumSize(320, 200);
}

void ScreenView::setLink(ScreenLink *link)
{
    if (m_link != nullptr)
        m_link->disconnect(this);
    m_link = link;
    m_held.clear();
    m_buttons = 0;
    if (link != nullptr) {
        connect(link, &ScreenLink::changed, this, &ScreenView::takeChanges);
        connect(link, &ScreenLink::resized, this, [this] {
            updateGeometry();
            update();
        });
    }
    update();
}

void ScreenView::setScaled(bool scaled)
{
    m_scaled = scaled;
    update();
}

void ScreenView::setMessage(const QString &text)
{
    m_message = text;
    update();
}

QSize ScreenView::sizeHint() const
{
    const QSize size = m_link != nullptr ? m_link->size() : QSize();
    return size.isEmpty() ? QSize(720, 400) : size;
}

QRectF ScreenView::target() const
{
    const QSizeF screen = m_link != nullptr ? QSizeF(m_link->size()) : QSizeF();
    if (screen.isEmpty())
        return {};
    QSizeF shown = screen / devicePixelRatioF();
    if (m_scaled)
        shown = screen.scaled(size(), Qt::KeepAspectRatio);
    return {QPointF(std::floor((width() - shown.width()) / 2), std::floor((height() - shown.height()) / 2)),
            shown};
}

void ScreenView::takeChanges()
{
    if (m_link == nullptr)
        return;
    const QRectF shown = target();
    const QSize screen = m_link->size();
    const QRegion changes = m_link->takeChanges();
    if (shown.isEmpty() || screen.isEmpty())
        return;
    const double factor = shown.width() / screen.width();
    for (const QRect &rect : changes) {
        const QRectF part(shown.topLeft() + QPointF(rect.topLeft()) * factor, QSizeF(rect.size()) * factor);
        update(part.toAlignedRect().adjusted(-1, -1, 1, 1));
    }
}

void ScreenView::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), QColor(0x10, 0x12, 0x16));
    const QRectF shown = target();
    if (!shown.isEmpty()) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform, m_scaled);
        m_link->withPicture([&](const QImage &picture) { painter.drawImage(shown, picture); });
    }
    if (!m_message.isEmpty() || shown.isEmpty()) {
        painter.fillRect(rect(), QColor(0x10, 0x12, 0x16, 215));
        painter.setPen(QColor(0xd8, 0xdc, 0xe4));
        painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, m_message);
    }
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

bool ScreenView::event(QEvent *event)
{
    // The window's shortcuts are the guest's while it has the focus.
    if (event->type() == QEvent::ShortcutOverride && m_link != nullptr) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

bool ScreenView::holdsOnlyChord() const
{
    return std::all_of(m_held.cbegin(), m_held.cend(), [](std::uint32_t symbol) {
        return symbol == keysym::kControl || symbol == keysym::kAlt;
    });
}

void ScreenView::keyPressEvent(QKeyEvent *event)
{
    if (m_link == nullptr)
        return;
    const bool isChordKey = event->key() == Qt::Key_Control || event->key() == Qt::Key_Alt;
    m_chord = isChordKey && holdsOnlyChord();
    const std::uint32_t symbol = keysymOf(*event);
    m_held.insert(placeOf(*event), symbol);
    m_link->sendKey(symbol, true);
    event->accept();
}

void ScreenView::keyReleaseEvent(QKeyEvent *event)
{
    if (m_link == nullptr || event->isAutoRepeat())
        return;
    const bool both = m_held.size() == 2 && holdsOnlyChord();
    // The key's place, not its name: that changes when Shift is let go first.
    if (m_held.contains(placeOf(*event)))
        m_link->sendKey(m_held.take(placeOf(*event)), false);
    event->accept();
    if (both && m_chord) {
        letGo();
        emit released();
    }
}

void ScreenView::letGo()
{
    if (m_link != nullptr) {
        for (const std::uint32_t symbol : std::as_const(m_held))
            m_link->sendKey(symbol, false);
    }
    m_held.clear();
    m_chord = false;
}

void ScreenView::focusOutEvent(QFocusEvent *event)
{
    letGo(); // the releases go elsewhere
    update();
    QWidget::focusOutEvent(event);
}

void ScreenView::sendChord(const QList<std::uint32_t> &keysyms)
{
    if (m_link == nullptr)
        return;
    for (const std::uint32_t symbol : keysyms)
        m_link->sendKey(symbol, true);
    for (auto symbol = keysyms.crbegin(); symbol != keysyms.crend(); ++symbol)
        m_link->sendKey(*symbol, false);
}

void ScreenView::point(QPointF position)
{
    const QRectF shown = target();
    if (m_link == nullptr || shown.isEmpty())
        return;
    const QSize screen = m_link->size();
    const QPointF inside = (position - shown.topLeft()) * (screen.width() / shown.width());
    m_link->sendPointer({std::clamp(static_cast<int>(inside.x()), 0, screen.width() - 1),
                         std::clamp(static_cast<int>(inside.y()), 0, screen.height() - 1)},
                        m_buttons);
}

namespace {
int bitOf(Qt::MouseButton button)
{
    switch (button) {
    case Qt::LeftButton:
        return 1;
    case Qt::MiddleButton:
        return 2;
    case Qt::RightButton:
        return 4;
    default:
        return 0;
    }
}
} // namespace

void ScreenView::mousePressEvent(QMouseEvent *event)
{
    m_buttons |= bitOf(event->button());
    point(event->position());
}

void ScreenView::mouseReleaseEvent(QMouseEvent *event)
{
    m_buttons &= ~bitOf(event->button());
    point(event->position());
}

void ScreenView::mouseMoveEvent(QMouseEvent *event)
{
    point(event->position());
}

void ScreenView::wheelEvent(QWheelEvent *event)
{
    const int bit = event->angleDelta().y() > 0 ? 8 : 16;
    m_buttons |= bit;
    point(event->position());
    m_buttons &= ~bit;
    point(event->position());
    event->accept();
}

} // namespace catamaran::ui
