// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/terminal/terminal_search.h"
#include "ui/terminal/vt_screen.h"

#include <QAbstractScrollArea>
#include <QRawFont>
#include <QTimer>

class QMenu;

namespace catamaran::ui {

/// A terminal: shows a VtScreen and turns keys, mouse and paste into bytes for the program.
///
/// Copy Ctrl+Shift+C (or Ctrl+Insert), paste Ctrl+Shift+V, Shift+Insert or the middle button, search
/// Ctrl+Shift+F, select all Ctrl+Shift+A, scroll Shift+Page Up/Down; Ctrl+Tab leaves the terminal. Ctrl+click
/// opens an address. With Shift the mouse selects even when the program wants it. Everything else is the
/// program's.
class TerminalView : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit TerminalView(QWidget *parent = nullptr);
    ~TerminalView() override;

    [[nodiscard]] VtScreen &screen() { return m_screen; }
    [[nodiscard]] const VtScreen &screen() const { return m_screen; }
    /// Bytes of the program. Repaints at most once a frame.
    void feed(std::string_view bytes);
    void paste(const QString &text);
    void copy();
    void pasteClipboard();
    void selectAll();
    void clearSelection();
    [[nodiscard]] bool hasSelection() const { return m_selection.has_value(); }
    [[nodiscard]] QString selectedText() const;

    /// Marks every place, and goes to the newest.
    void search(const QString &text);
    void searchNext(bool older);
    [[nodiscard]] qsizetype matchCount() const { return m_matches.size(); }
    [[nodiscard]] qsizetype currentMatch() const { return m_currentMatch; }
    void scrollToEnd();
    [[nodiscard]] QSize sizeHint() const override { return {720, 420}; }
    /// Nanoseconds the last paint took; for the bench.
    [[nodiscard]] qint64 lastPaintNs() const { return m_lastPaintNs; }

signals:
    void typed(const QByteArray &bytes);
    void sized(int rows, int columns);
    void titleChanged(const QString &title);
    void searchWanted();
    void searchChanged();
    void bell();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    [[nodiscard]] QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool focusNextPrevChild(bool next) override;

private:
    struct Cell {
        qint64 row = 0;
        int column = 0;
    };
    struct Selection {
        Cell from;
        Cell to;
    };
    enum class Unit { Character, Word, Line };
    void measure();
    void fit();
    void updateBar();
    void schedule();
    void sendOutput();
    void paintRow(QPainter &painter, qint64 number, double y);
    void paintRun(QPainter &painter, const VtRow &row, int from, int to, quint32 style, double y);
    void paintCells(QPainter &painter, const VtRow &row, int from, int to, double y);
    void paintCursor(QPainter &painter, double y);
    void paintMarks(QPainter &painter, qint64 number, double y);
    [[nodiscard]] QColor color(quint32 value, bool foreground) const;
    [[nodiscard]] qint64 topRow() const;
    [[nodiscard]] Cell cellAt(const QPoint &position) const;
    [[nodiscard]] bool ownsMouse(Qt::KeyboardModifiers modifiers) const;
    void extendSelection(const Cell &to);
    void showRow(qint64 row);
    bool ownKey(QKeyEvent *event);
    void openLink(const VtLink &link);
    [[nodiscard]] std::pair<Cell, Cell> ordered() const;

    VtScreen m_screen;
    QTimer m_frame;
    QTimer m_blink;
    QRawFont m_raw;
    QRawFont m_rawBold;
    double m_cellWidth = 8;
    double m_cellHeight = 17;
    double m_ascent = 13;
    bool m_atEnd = true;
    bool m_moving = false;
    qint64 m_shownTop = 0;
    bool m_cursorOn = true;
    std::optional<Selection> m_selection;
    Cell m_anchor;
    Unit m_unit = Unit::Character;
    bool m_selecting = false;
    QString m_searched;
    QList<VtSpan> m_matches;
    qsizetype m_currentMatch = -1;
    std::optional<VtLink> m_hovered;
    QString m_title;
    int m_bells = 0;
    qint64 m_lastPaintNs = 0;
};

} // namespace catamaran::ui
