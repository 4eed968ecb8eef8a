// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/toast.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QPainter>

namespace catamaran::ui {

namespace {
constexpr int kShownMilliseconds = 4000;
constexpr int kHeight = 42;
} // namespace

Toast::Toast(QWidget *window) : QWidget(window)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    m_timer.setSingleShot(true);
    m_timer.setInterval(kShownMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &QWidget::hide);
    window->installEventFilter(this);
    hide();
}

void Toast::showText(const QString &text)
{
    m_text = text;
    setAccessibleName(text);
    place();
    show();
    raise();
    update();
    m_timer.start();
}

void Toast::place()
{
    const int width = QFontMetrics(Theme::font(TextRole::BodyStrong)).horizontalAdvance(m_text) + 60;
    setGeometry(parentWidget()->width() - width - space::kPage,
                parentWidget()->height() - kHeight - space::kPage, width, kHeight);
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

void Toast::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    const Tokens &t = Theme::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(t.borderStrong);
    painter.setBrush(t.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10);
    drawIcon(painter, QRectF(14, 13, 16, 16), QStringLiteral("circle-check"), t.ok);
    painter.setFont(Theme::font(TextRole::BodyStrong));
    painter.setPen(t.text);
    painter.drawText(rect().adjusted(40, 0, -12, 0), Qt::AlignVCenter, m_text);
}

} // namespace catamaran::ui
