// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/log_view.h"

#include "ui/theme/format.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

namespace catamaran::ui {

namespace {
constexpr std::size_t kCapacity = 200'000;
constexpr int kFrameMilliseconds = 33;
constexpr int kMargin = 10;
} // namespace

LogView::LogView(QWidget *parent) : QAbstractScrollArea(parent), m_ring(kCapacity)
{
    setFont(Theme::font(TextRole::Mono));
    setFrameShape(QFrame::NoFrame);
    // The rounded ground is painted here; the square one of the palette would show at its corners.
    viewport()->setAutoFillBackground(false);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Log"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_repaint.setSingleShot(true);
    m_repaint.setInterval(kFrameMilliseconds);
    connect(&m_repaint, &QTimer::timeout, this, [this] {
        updateBars();
        viewport()->update();
    });
}

void LogView::append(const QList<bridge::LogLine> &lines)
{
    for (const bridge::LogLine &line : lines)
        m_ring.append(line);
    if (!m_repaint.isActive())
        m_repaint.start();
}

void LogView::clear()
{
    m_ring.clear();
    m_selectionFrom = m_selectionTo = -1;
    m_repaint.start();
}

void LogView::setFollowing(bool following)
{
    if (following != m_following) {
        m_following = following;
        emit followingChanged(following);
    }
    if (following)
        updateBars();
}

void LogView::setTimesShown(bool shown)
{
    m_timesShown = shown;
    viewport()->update();
}

int LogView::lineHeight() const
{
    return fontMetrics().height() + 3;
}

int LogView::sourceColumns() const
{
    return m_ring.longestSource() == 0 ? 0 : static_cast<int>(m_ring.longestSource()) + 2;
}

int LogView::visibleLines() const
{
    return std::max(1, (viewport()->height() - kMargin) / lineHeight());
}

void LogView::updateBars()
{
    m_moving = true;
    const int hidden = std::max(0, static_cast<int>(m_ring.size()) - visibleLines());
    verticalScrollBar()->setRange(0, hidden);
    verticalScrollBar()->setPageStep(visibleLines());
    if (m_following)
        verticalScrollBar()->setValue(hidden);
    const int width = static_cast<int>(m_ring.longestLine() + (m_timesShown ? 14 : 0) + sourceColumns()) *
                          fontMetrics().horizontalAdvance(QLatin1Char('m')) +
                      2 * kMargin;
    horizontalScrollBar()->setRange(0, std::max(0, width - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    m_moving = false;
}

QColor LogView::colorOf(LogLevel level, bool isStderr) const
{
    const Tokens &t = Theme::tokens();
    switch (level) {
    case LogLevel::Error:
        return t.error;
    case LogLevel::Warning:
        return t.warn;
    case LogLevel::Info:
        return t.text;
    case LogLevel::Debug:
        return t.text3;
    case LogLevel::Plain:
        return isStderr ? t.text2 : t.text;
    }
    return t.text;
}

void LogView::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    const Tokens &t = Theme::tokens();
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? t.accent : t.border);
    painter.setBrush(t.terminal);
    painter.drawRoundedRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    painter.setClipRect(viewport()->rect().adjusted(2, 2, -2, -2));
    painter.setFont(font());
    const int height = lineHeight();
    const int ascent = fontMetrics().ascent();
    const int timeWidth =
        m_timesShown ? fontMetrics().horizontalAdvance(QStringLiteral("00:00:00.000  ")) : 0;
    const int sourceWidth = sourceColumns() * fontMetrics().horizontalAdvance(QLatin1Char('m'));
    int y = kMargin / 2;
    for (qint64 number = m_ring.first() + verticalScrollBar()->value(); number < m_ring.end(); ++number) {
        if (y > viewport()->height())
            break;
        const bridge::LogLine line = m_ring.line(number);
        const int x = kMargin - horizontalScrollBar()->value();
        if (number >= std::min(m_selectionFrom, m_selectionTo) &&
            number <= std::max(m_selectionFrom, m_selectionTo) && m_selectionFrom >= 0)
            painter.fillRect(QRect(2, y, viewport()->width() - 4, height), t.accentSoft);
        if (m_timesShown && line.timeNs > 0) {
            painter.setPen(t.text3);
            painter.drawText(x, y + ascent,
                             QDateTime::fromMSecsSinceEpoch(line.timeNs / 1'000'000)
                                 .toString(QStringLiteral("HH:mm:ss.zzz")));
        }
        if (!line.source.isEmpty()) {
            painter.setPen(seriesColor(line.color));
            painter.drawText(x + timeWidth, y + ascent, line.source);
        }
        painter.setPen(colorOf(m_ring.level(number), line.isStderr));
        painter.drawText(x + timeWidth + sourceWidth, y + ascent, line.text);
        y += height;
    }
}

void LogView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateBars();
}

void LogView::scrollContentsBy(int dx, int dy)
{
    Q_UNUSED(dx)
    viewport()->update();
    if (m_moving || dy == 0)
        return;
    const bool atEnd = verticalScrollBar()->value() >= verticalScrollBar()->maximum();
    if (atEnd != m_following) {
        m_following = atEnd;
        emit followingChanged(atEnd);
    }
}

qint64 LogView::lineAt(const QPoint &position) const
{
    const qint64 number =
        m_ring.first() + verticalScrollBar()->value() + (position.y() - kMargin / 2) / lineHeight();
    return std::clamp<qint64>(number, m_ring.first(), std::max(m_ring.first(), m_ring.end() - 1));
}

void LogView::mousePressEvent(QMouseEvent *event)
{
    m_selectionFrom = m_selectionTo = lineAt(event->pos());
    viewport()->update();
}

void LogView::mouseMoveEvent(QMouseEvent *event)
{
    m_selectionTo = lineAt(event->pos());
    viewport()->update();
}

void LogView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
    } else if (event->matches(QKeySequence::SelectAll)) {
        m_selectionFrom = m_ring.first();
        m_selectionTo = m_ring.end() - 1;
        viewport()->update();
    } else if (event->key() == Qt::Key_End) {
        setFollowing(true);
    } else if (event->key() == Qt::Key_Home) {
        verticalScrollBar()->setValue(0);
    } else {
        QAbstractScrollArea::keyPressEvent(event);
    }
}

QString LogView::selectedText() const
{
    if (m_selectionFrom < 0)
        return {};
    QStringList lines;
    const qint64 from = std::max(m_ring.first(), std::min(m_selectionFrom, m_selectionTo));
    const qint64 to = std::min(m_ring.end() - 1, std::max(m_selectionFrom, m_selectionTo));
    for (qint64 number = from; number <= to; ++number) {
        const bridge::LogLine line = m_ring.line(number);
        lines.append(line.source.isEmpty() ? line.text : line.source + QStringLiteral("  ") + line.text);
    }
    return lines.join(QLatin1Char('\n'));
}

void LogView::copy() const
{
    if (const QString text = selectedText(); !text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

} // namespace catamaran::ui
