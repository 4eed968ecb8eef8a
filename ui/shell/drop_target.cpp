// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/drop_target.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QPainter>

namespace catamaran::ui {

namespace {

bool isTextField(const QWidget *widget)
{
    return widget->inherits("QLineEdit") || widget->inherits("QTextEdit") ||
           widget->inherits("QPlainTextEdit") || widget->inherits("QAbstractSpinBox");
}

} // namespace

DropTarget::DropTarget(QWidget *window) : QWidget(window)
{
    window->setAcceptDrops(true);
    setAcceptDrops(true);
    qApp->installEventFilter(this);
    hide();
}

bool DropTarget::begin(const QMimeData *mime)
{
    m_offer = mime != nullptr ? bridge::offerOf(*mime) : bridge::StackOffer{};
    if (m_offer.kind == bridge::StackOffer::Kind::None && m_offer.refusal.isEmpty())
        return false;
    setGeometry(parentWidget()->rect());
    setAccessibleName(m_offer.refusal.isEmpty() ? tr("Drop to open %1").arg(m_offer.name())
                                                : m_offer.refusal);
    show();
    raise();
    update();
    return true;
}

void DropTarget::end()
{
    hide();
}

bool DropTarget::eventFilter(QObject *watched, QEvent *event)
{
    const auto type = event->type();
    if (type == QEvent::Resize && watched == parentWidget() && isVisible())
        setGeometry(parentWidget()->rect());
    if ((type != QEvent::DragEnter && type != QEvent::DragMove && type != QEvent::Drop) || watched == this ||
        !watched->isWidgetType())
        return QWidget::eventFilter(watched, event);
    auto *widget = static_cast<QWidget *>(watched);
    if (widget->window() != window())
        return QWidget::eventFilter(watched, event);
    auto *drop = static_cast<QDropEvent *>(event);
    const bool plainText = drop->mimeData() != nullptr && !drop->mimeData()->hasUrls();
    QWidget *owner = widget;
    if (plainText &&
        (isTextField(owner) || (owner->parentWidget() != nullptr && isTextField(owner->parentWidget()))))
        return QWidget::eventFilter(watched, event);
    if (type == QEvent::DragEnter) {
        if (!begin(drop->mimeData()))
            return QWidget::eventFilter(watched, event);
        event->accept();
        drop->acceptProposedAction();
        return true;
    }
    if (!isVisible())
        return QWidget::eventFilter(watched, event);
    if (type == QEvent::DragMove)
        dragMoveEvent(static_cast<QDragMoveEvent *>(event));
    else
        dropEvent(drop);
    return true;
}

void DropTarget::dragEnterEvent(QDragEnterEvent *event)
{
    if (begin(event->mimeData()))
        event->acceptProposedAction();
}

void DropTarget::dragMoveEvent(QDragMoveEvent *event)
{
    if (m_offer.kind == bridge::StackOffer::Kind::None) {
        event->ignore();
        return;
    }
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void DropTarget::dragLeaveEvent(QDragLeaveEvent *event)
{
    Q_UNUSED(event)
    end();
}

void DropTarget::dropEvent(QDropEvent *event)
{
    end();
    if (m_offer.kind == bridge::StackOffer::Kind::None) {
        event->ignore();
        return;
    }
    // Never a move: the file stays where it is.
    event->setDropAction(Qt::CopyAction);
    event->accept();
    emit dropped(m_offer);
}

void DropTarget::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    const Tokens &t = Theme::tokens();
    const bool good = m_offer.kind != bridge::StackOffer::Kind::None;
    const QColor color = good ? t.accent : t.error;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor veil = t.background;
    veil.setAlphaF(0.86F);
    painter.fillRect(rect(), veil);
    const QRectF frame = QRectF(rect()).adjusted(24, 24, -24, -24);
    QPen pen(color, 2);
    pen.setDashPattern({5, 4});
    painter.setPen(pen);
    painter.setBrush(blend(color, t.background, 0.06));
    painter.drawRoundedRect(frame, 18, 18);
    const QPointF middle = frame.center();
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.tint(color));
    painter.drawRoundedRect(QRectF(middle.x() - 32, middle.y() - 86, 64, 64), 16, 16);
    drawIcon(painter, QRectF(middle.x() - 16, middle.y() - 70, 32, 32),
             good ? QStringLiteral("workflow") : QStringLiteral("triangle-alert"), color);
    painter.setFont(Theme::font(TextRole::PageTitle));
    painter.setPen(t.text);
    const QString title = good ? tr("Open %1 as a stack").arg(m_offer.name()) : tr("This is no stack");
    const QRectF line(frame.left() + 40, middle.y() - 2, frame.width() - 80, 34);
    painter.drawText(
        line, Qt::AlignCenter,
        painter.fontMetrics().elidedText(title, Qt::ElideMiddle, static_cast<int>(line.width())));
    painter.setFont(Theme::font(TextRole::Body));
    painter.setPen(t.text2);
    painter.drawText(line.translated(0, 34), Qt::AlignCenter,
                     good ? tr("Drop it to see its services, ports and volumes. Nothing is started yet.")
                          : m_offer.refusal);
}

} // namespace catamaran::ui
