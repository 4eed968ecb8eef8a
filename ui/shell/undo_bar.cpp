// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/undo_bar.h"

#include "src/bridge/undo_bin.h"
#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

namespace catamaran::ui {

namespace {
constexpr int kTickMilliseconds = 100;
constexpr int kMargin = 24;
} // namespace

UndoBar::UndoBar(bridge::UndoBin &bin, QWidget *window) : QWidget(window), m_bin(bin)
{
    setObjectName(QStringLiteral("undo-bar"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(44, space::kSmall, space::kSmall, space::kMedium);
    layout->setSpacing(space::kSmall);
    m_text = makeLabel({}, TextRole::BodyStrong);
    m_undo = makeButton(tr("Undo"), QStringLiteral("undo-2"), QStringLiteral("primary"));
    m_undo->setToolTip(tr("Keep it (Ctrl+Z)"));
    m_now = makeButton(tr("Remove now"), {}, QStringLiteral("danger"));
    m_now->setToolTip(tr("Do not wait any longer"));
    layout->addWidget(m_text, 1);
    layout->addWidget(m_now);
    layout->addWidget(m_undo);
    m_tick.setInterval(kTickMilliseconds);
    connect(&m_tick, &QTimer::timeout, this, qOverload<>(&QWidget::update));
    connect(m_undo, &QPushButton::clicked, this, [this] { m_bin.undo(); });
    connect(m_now, &QPushButton::clicked, this, [this] { m_bin.flush(); });
    connect(&bin, &bridge::UndoBin::waiting, this, &UndoBar::appear);
    connect(&bin, &bridge::UndoBin::changed, this, [this] {
        if (!m_bin.canUndo()) {
            hide();
            m_tick.stop();
        }
    });
    window->installEventFilter(this);
    hide();
}

void UndoBar::appear(const QString &sentence, int milliseconds)
{
    m_text->setText(sentence);
    setAccessibleName(sentence);
    m_milliseconds = milliseconds;
    m_since.start();
    m_tick.start();
    place();
    show();
    raise();
}

void UndoBar::place()
{
    adjustSize();
    const QSize size = sizeHint();
    setGeometry((parentWidget()->width() - size.width()) / 2,
                parentWidget()->height() - size.height() - kMargin, size.width(), size.height());
}

bool UndoBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

void UndoBar::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    const Tokens &t = Theme::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(t.borderStrong);
    painter.setBrush(t.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 12, 12);
    const int x = layoutDirection() == Qt::RightToLeft ? width() - 32 : 16;
    drawIcon(painter, QRectF(x, height() / 2.0 - 10, 16, 16), QStringLiteral("trash-2"), t.error);
    const double left = m_milliseconds > 0
                            ? qBound(0.0, 1 - static_cast<double>(m_since.elapsed()) / m_milliseconds, 1.0)
                            : 0;
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.accent);
    painter.drawRoundedRect(QRectF(14, height() - 5, (width() - 28) * left, 2), 1, 1);
}

} // namespace catamaran::ui
