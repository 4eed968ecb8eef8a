// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/log_view.h"

#include "ui/theme/format.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QDateTime>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <ctime>

namespace catamaran::ui {

namespace {
constexpr int kFrameMilliseconds = 33;
constexpr int kMargin = 10;
/// A line that is later than so many others stays where it came.
constexpr qint64 kMostLate = 400;
/// Longer lines are cut on the screen; copying and saving has them whole.
constexpr qsizetype kMostPainted = 2000;
constexpr qsizetype kMostMarked = 2000;

/// Processor time of this thread: what others do on the machine is no stall of ours.
qint64 threadNanoseconds()
{
    timespec now = {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec * 1'000'000'000LL + now.tv_nsec;
}

} // namespace

LogView::LogView(QWidget *parent, std::size_t capacity)
    : QAbstractScrollArea(parent), m_ring(capacity), m_emptyText(tr("No output yet"))
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
    m_indexing.setSingleShot(true);
    m_indexing.setInterval(0);
    connect(&m_indexing, &QTimer::timeout, this, &LogView::advanceIndex);
    m_taking.setSingleShot(true);
    m_taking.setInterval(0);
    connect(&m_taking, &QTimer::timeout, this, &LogView::takeWaiting);
    connect(&m_repaint, &QTimer::timeout, this, [this] {
        updateBars();
        emit countsChanged();
        viewport()->update();
    });
}

void LogView::append(const QList<bridge::LogLine> &lines)
{
    if (lines.isEmpty())
        return;
    m_waiting.push_back(lines);
    m_waitingLines += lines.size();
    // The first ones at once: whoever has just opened a log sees it with the next frame.
    if (!m_taking.isActive())
        takeWaiting();
}

void LogView::takeWaiting()
{
    const qint64 begun = threadNanoseconds();
    qsizetype room = kLinesATurn;
    while (room > 0 && !m_waiting.empty()) {
        const QList<bridge::LogLine> &batch = std::as_const(m_waiting).front();
        const qsizetype count = std::min(batch.size() - m_taken, room);
        takeIn(batch.constData() + m_taken, batch.constData() + m_taken + count);
        room -= count;
        m_taken += count;
        if (m_taken == batch.size()) {
            m_waiting.pop_front();
            m_taken = 0;
        }
    }
    m_waitingLines -= kLinesATurn - room;
    m_mostInATurn = std::max(m_mostInATurn, static_cast<int>(kLinesATurn - room));
    if (!m_waiting.empty())
        m_taking.start();
    if (m_index.isActive() && !m_indexing.isActive())
        m_indexing.start();
    if (!m_repaint.isActive())
        m_repaint.start();
    m_longestTurnNs = std::max(m_longestTurnNs, threadNanoseconds() - begun);
}

void LogView::takeIn(const bridge::LogLine *from, const bridge::LogLine *to)
{
    QList<bridge::LogLine> later;
    if (from != to && !from->source.isEmpty() && from->timeNs < m_newestNs) {
        // Lines of another source were faster: these belong before them.
        qint64 number = m_ring.end();
        const qint64 least = std::max(m_ring.first(), m_ring.end() - kMostLate);
        while (number > least && m_ring.timeNs(number - 1) > from->timeNs)
            --number;
        later = m_ring.takeFrom(number);
        m_index.rewind(number);
    }
    auto next = later.cbegin();
    for (; from != to; ++from) {
        for (; next != later.cend() && next->timeNs <= from->timeNs; ++next)
            m_ring.append(*next);
        m_ring.append(*from);
        m_newestNs = std::max(m_newestNs, from->timeNs);
    }
    for (; next != later.cend(); ++next)
        m_ring.append(*next);
}

void LogView::setEmptyText(const QString &text)
{
    if (text == std::exchange(m_emptyText, text))
        return;
    viewport()->update();
}

void LogView::clear()
{
    m_ring.clear();
    m_index.clear();
    m_waiting.clear();
    m_waitingLines = 0;
    m_taken = 0;
    m_newestNs = 0;
    m_taking.stop();
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

QString LogView::setFilter(const LogFilter &filter)
{
    QString problem = m_index.setFilter(filter);
    if (problem.isEmpty()) {
        m_indexing.start();
        m_repaint.start();
    }
    return problem;
}

void LogView::advanceIndex()
{
    const qint64 begun = threadNanoseconds();
    if (!m_index.work(m_ring, kLinesATurn))
        m_indexing.start();
    m_mostInATurn = std::max(m_mostInATurn, kLinesATurn);
    m_longestTurnNs = std::max(m_longestTurnNs, threadNanoseconds() - begun);
    if (!m_repaint.isActive())
        m_repaint.start();
}

qint64 LogView::rowCount() const
{
    return m_index.isActive() ? m_index.size() : static_cast<qint64>(m_ring.size());
}

qint64 LogView::numberAt(qint64 row) const
{
    return m_index.isActive() ? m_index.number(row) : m_ring.first() + row;
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
    // What is read stays in place while old lines fall out above it.
    if (const qint64 gone = m_ring.first() - std::exchange(m_lastFirst, m_ring.first());
        gone > 0 && !m_following && !m_index.isActive())
        verticalScrollBar()->setValue(
            static_cast<int>(std::max<qint64>(0, verticalScrollBar()->value() - gone)));
    const int hidden = std::max(0, static_cast<int>(rowCount()) - visibleLines());
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
    QElapsedTimer clock;
    clock.start();
    const Tokens &t = Theme::tokens();
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? t.accent : t.border);
    painter.setBrush(t.terminal);
    painter.drawRoundedRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    painter.setClipRect(viewport()->rect().adjusted(2, 2, -2, -2));
    painter.setFont(font());
    int y = kMargin / 2;
    for (qint64 row = verticalScrollBar()->value(); row < rowCount() && y <= viewport()->height(); ++row) {
        const qint64 number = numberAt(row);
        // A line that has fallen out since the index was made is left out of it with the next slice.
        if (number >= m_ring.first() && number < m_ring.end())
            paintLine(painter, number, m_index.isActive() && m_index.isContext(row), y);
        y += lineHeight();
    }
    if (rowCount() == 0)
        paintEmpty(painter);
    m_lastPaintNs = clock.nsecsElapsed();
}

void LogView::paintEmpty(QPainter &painter)
{
    const bool allFiltered = m_ring.size() > 0 && m_index.isActive();
    painter.setPen(Theme::tokens().text3);
    painter.setFont(Theme::font(TextRole::Body));
    painter.drawText(viewport()->rect().adjusted(kMargin, kMargin, -kMargin, -kMargin),
                     static_cast<int>(Qt::AlignCenter) | static_cast<int>(Qt::TextWordWrap),
                     allFiltered ? (m_indexing.isActive() ? tr("Looking…") : tr("No line passes the filter"))
                                 : m_emptyText);
}

void LogView::paintLine(QPainter &painter, qint64 number, bool isContext, int y)
{
    const Tokens &t = Theme::tokens();
    const int height = lineHeight();
    const int ascent = fontMetrics().ascent();
    const int timeWidth =
        m_timesShown ? fontMetrics().horizontalAdvance(QStringLiteral("00:00:00.000  ")) : 0;
    const int cell = fontMetrics().horizontalAdvance(QLatin1Char('m'));
    const int sourceWidth = sourceColumns() * cell;
    const bridge::LogLine line = m_ring.line(number);
    const int x = kMargin - horizontalScrollBar()->value();
    if (number >= std::min(m_selectionFrom, m_selectionTo) &&
        number <= std::max(m_selectionFrom, m_selectionTo) && m_selectionFrom >= 0)
        painter.fillRect(QRect(2, y, viewport()->width() - 4, height), t.accentSoft);
    // What the filter looked for, so that the eye finds it in the line.
    if (m_index.isActive() && !isContext && !m_index.filter().include.isEmpty()) {
        auto matches = m_index.include().globalMatch(line.text.left(kMostMarked));
        while (matches.hasNext()) {
            const auto match = matches.next();
            painter.fillRect(
                QRect(x + timeWidth + sourceWidth + static_cast<int>(match.capturedStart()) * cell, y,
                      static_cast<int>(match.capturedLength()) * cell, height),
                blend(t.warn, t.terminal, 0.28));
        }
    }
    if (m_timesShown && line.timeNs > 0) {
        painter.setPen(t.text3);
        painter.drawText(
            x, y + ascent,
            QDateTime::fromMSecsSinceEpoch(line.timeNs / 1'000'000).toString(QStringLiteral("HH:mm:ss.zzz")));
    }
    if (!line.source.isEmpty()) {
        painter.setPen(seriesColor(line.color));
        painter.drawText(x + timeWidth, y + ascent, line.source);
    }
    painter.setPen(isContext ? t.text3 : colorOf(m_ring.level(number), line.isStderr));
    painter.drawText(x + timeWidth + sourceWidth, y + ascent, line.text.left(kMostPainted));
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
    const qint64 row = verticalScrollBar()->value() + (position.y() - kMargin / 2) / lineHeight();
    if (rowCount() == 0)
        return m_ring.first();
    return numberAt(std::clamp<qint64>(row, 0, rowCount() - 1));
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
    for (qint64 row = 0; row < rowCount(); ++row) {
        const qint64 number = numberAt(row);
        if (number < from || number > to)
            continue;
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
