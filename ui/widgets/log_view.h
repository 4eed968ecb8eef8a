// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/line_ring.h"
#include "ui/widgets/log_index.h"

#include <QAbstractScrollArea>
#include <QTimer>
#include <deque>

namespace catamaran::ui {

/// Shows the lines of a LineRing: only what is visible is painted, and appending costs no layout, so that a
/// hundred thousand lines a second stay readable.
///
/// Follows the end until the user scrolls up; lines can be selected with the mouse and copied. Keyboard:
/// arrows, Page Up/Down, Home, End, Ctrl+A, Ctrl+C.
class LogView : public QAbstractScrollArea {
    Q_OBJECT

public:
    static constexpr std::size_t kCapacity = 200'000;
    /// At most so many lines are taken in, or looked at by the filter, before the window may do something
    /// else: about a millisecond.
    static constexpr int kLinesATurn = 500;
    explicit LogView(QWidget *parent = nullptr, std::size_t capacity = kCapacity);

    /// Takes more than kLinesATurn in bit by bit. Where the lines have sources, those that are a little late
    /// go to their place in time.
    void append(const QList<bridge::LogLine> &lines);
    void clear();
    /// Lines that came and are not in the ring yet.
    [[nodiscard]] qsizetype waiting() const { return m_waitingLines; }
    /// Said in the middle while there is nothing to show.
    void setEmptyText(const QString &text);
    void setFollowing(bool following);
    [[nodiscard]] bool isFollowing() const { return m_following; }
    void setTimesShown(bool shown);
    /// Shows only what passes; filled bit by bit. The empty string, or what is wrong with the expression.
    QString setFilter(const LogFilter &filter);
    [[nodiscard]] const LogIndex &index() const { return m_index; }
    /// Lines that are shown: all, or those that pass the filter.
    [[nodiscard]] qint64 rowCount() const;
    /// The number in the ring of the line in this row.
    [[nodiscard]] qint64 numberAt(qint64 row) const;
    /// The longest that taking lines in or filtering them has kept the window, in nanoseconds of its
    /// processor time; for the bench.
    [[nodiscard]] qint64 longestTurnNs() const { return m_longestTurnNs; }
    /// The most lines that were handled between two turns of the event loop.
    [[nodiscard]] int mostInATurn() const { return m_mostInATurn; }
    /// Nanoseconds the last paint took; for the bench.
    [[nodiscard]] qint64 lastPaintNs() const { return m_lastPaintNs; }
    [[nodiscard]] const LineRing &ring() const { return m_ring; }
    [[nodiscard]] QString selectedText() const;

signals:
    void followingChanged(bool following);
    /// More lines have been looked at, or fallen out.
    void countsChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void updateBars();
    void copy() const;
    void advanceIndex();
    void takeWaiting();
    void takeIn(const bridge::LogLine *from, const bridge::LogLine *to);
    void paintEmpty(QPainter &painter);
    void paintLine(QPainter &painter, qint64 number, bool isContext, int y);
    [[nodiscard]] int lineHeight() const;
    [[nodiscard]] int sourceColumns() const;
    [[nodiscard]] int visibleLines() const;
    [[nodiscard]] qint64 lineAt(const QPoint &position) const;
    [[nodiscard]] QColor colorOf(LogLevel level, bool isStderr) const;

    LineRing m_ring;
    LogIndex m_index;
    std::deque<QList<bridge::LogLine>> m_waiting; ///< as they came, so that none is freed in one go
    qsizetype m_waitingLines = 0;
    qsizetype m_taken = 0; ///< of the first of m_waiting
    QTimer m_taking;       ///< there are lines that wait
    QString m_emptyText;
    qint64 m_newestNs = 0;
    qint64 m_longestTurnNs = 0;
    int m_mostInATurn = 0;
    QTimer m_indexing; ///< there are lines that the filter has not seen
    qint64 m_lastFirst = 0;
    qint64 m_lastPaintNs = 0;
    QTimer m_repaint; ///< one repaint a frame, however many batches come
    bool m_following = true;
    bool m_timesShown = true;
    bool m_moving = false; ///< the bar is being set by us, not by the user
    qint64 m_selectionFrom = -1;
    qint64 m_selectionTo = -1;
};

} // namespace catamaran::ui
