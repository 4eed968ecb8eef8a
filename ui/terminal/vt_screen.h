// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/terminal/vt_rows.h"

#include <QByteArray>
#include <QPoint>
#include <QString>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

struct VTerm;
struct VTermState;

namespace catamaran::ui {

/// A terminal without a picture: bytes of a program in, rows of cells out; keys in, bytes for the program
/// out.
///
/// libvterm's state layer interprets what is not plain text. Runs of ASCII, line ends and tabs, which are
/// nearly all that programs write, go straight into the rows while every mode that would change their meaning
/// is off; the position is told to libvterm before the next thing it has to see. Scrolling turns a ring of
/// rows instead of moving cells.
///
/// Rows are numbered for ever; first() grows as old ones fall out. Thread: one.
class VtScreen {
public:
    static constexpr int kScrollback = 10'000;

    VtScreen(int rows, int columns);
    ~VtScreen();
    VtScreen(const VtScreen &) = delete;
    VtScreen &operator=(const VtScreen &) = delete;

    void write(std::string_view bytes);
    void resize(int rows, int columns);
    /// Forgets the rows above the screen.
    void clearScrollback();

    [[nodiscard]] int rows() const { return m_rowCount; }
    [[nodiscard]] int columns() const { return m_columns; }
    /// The oldest row that is there, the first row of the screen, and one after the last.
    [[nodiscard]] qint64 first() const;
    [[nodiscard]] qint64 top() const { return m_top; }
    [[nodiscard]] qint64 end() const { return m_top + m_rowCount; }
    [[nodiscard]] const VtRow &row(qint64 number) const;
    [[nodiscard]] const VtStyles &styles() const { return m_styles; }
    /// Text of a row without the blanks at its end; `columnsOf` gets the column of each UTF-16 unit.
    [[nodiscard]] QString text(qint64 number, QList<int> *columnsOf = nullptr) const;
    /// From one cell to another, both included; rows that were broken at the edge are joined.
    [[nodiscard]] QString text(qint64 fromRow, int fromColumn, qint64 toRow, int toColumn) const;
    /// True when the row goes on in the next one.
    [[nodiscard]] bool isWrapped(qint64 number) const;

    [[nodiscard]] QPoint cursor() const; ///< column, row of the screen
    [[nodiscard]] bool isCursorVisible() const { return m_cursorVisible; }
    [[nodiscard]] int cursorShape() const { return m_cursorShape; }
    [[nodiscard]] bool isAlternate() const { return m_alternate; }
    /// 0: the program does not want the mouse; else libvterm's VTERM_PROP_MOUSE_*.
    [[nodiscard]] int mouseMode() const { return m_mouse; }
    [[nodiscard]] const QString &title() const { return m_title; }
    /// Grows with every change.
    [[nodiscard]] quint64 generation() const { return m_generation; }
    /// How many bells rang so far.
    [[nodiscard]] int bells() const { return m_bells; }

    // Keys, mouse and paste; output() then has bytes for the program.
    void sendText(const QString &text, bool alt, bool control);
    void sendKey(int vtermKey, bool shift, bool alt, bool control);
    void sendMouse(int column, int row, int button, bool pressed, bool moved);
    void paste(const QString &text);
    void focusChanged(bool in);
    QByteArray takeOutput() { return std::exchange(m_output, {}); }

    /// The palette of the 256 indexed colours, 0xRRGGBB.
    [[nodiscard]] quint32 paletteColor(int index) const;

private:
    struct Callbacks;
    friend struct Callbacks;
    [[nodiscard]] VtRow &screenRow(int row);
    void put(int row, int column, quint32 code, int width);
    void erase(int fromRow, int toRow, int fromColumn, int toColumn);
    void scroll(int fromRow, int toRow, int fromColumn, int toColumn, int down, int right);
    void scrollAll();
    void shiftRow(int row, int fromColumn, int toColumn, int right);
    [[nodiscard]] quint32 penNumber();

    // The short way (vt_short_way.cpp)
    [[nodiscard]] std::size_t takePlain(std::string_view bytes);
    void putPlain(std::string_view run);
    void lineFeed();
    [[nodiscard]] std::size_t takeSequence(std::string_view bytes);
    void noteControlSequence(std::string_view sequence);
    void noteEscape(std::string_view sequence);
    void give(std::string_view bytes);
    void tellPosition();
    void askPosition();

    VTerm *m_vterm = nullptr;
    VTermState *m_state = nullptr;
    int m_rowCount;
    int m_columns;
    VtRows m_rows;
    std::vector<VtRow> m_alternateRows;
    VtStyles m_styles;
    qint64 m_top = 0;
    qint64 m_first = 0;
    bool m_alternate = false;
    VtStyle m_pen;
    quint32 m_penNumber = 0;
    bool m_penChanged = false;
    int m_row = 0;
    int m_column = 0;         ///< may be one past the last: the next character wraps
    bool m_ahead = false;     ///< m_row and m_column are newer than libvterm's
    bool m_lastPlain = false; ///< the cell before m_column was written the short way, with this pen
    int m_glyphRow = -1;      ///< where libvterm put its last character
    int m_glyphColumn = 0;
    int m_glyphWidth = 1;
    unsigned m_unusual = 0;  ///< modes that forbid the short way
    bool m_inString = false; ///< inside an OSC or DCS that has not ended
    bool m_stringEscape = false;
    std::string m_unfinished; ///< the beginning of a sequence at the end of the last write
    bool m_cursorVisible = true;
    int m_cursorShape = 1;
    int m_mouse = 0;
    int m_bells = 0;
    QString m_title;
    QByteArray m_output;
    quint64 m_generation = 0;
};

} // namespace catamaran::ui
