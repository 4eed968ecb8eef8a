// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of TerminalView. Runs of one style go out as one QGlyphRun without shaping, so that ligatures
// of the font never join what are cells of their own; what the font lacks is drawn as text.
#include "ui/terminal/terminal_view.h"

#include "ui/theme/theme.h"

#include <QElapsedTimer>
#include <QGlyphRun>
#include <QPainter>
#include <array>

namespace catamaran::ui {

namespace {

constexpr int kMargin = 8;
constexpr int kFirstMixed = 16; ///< of the palette: from here on the colours are given by number

/// The sixteen named colours. Those of the dark ground keep a contrast of 4.5 on it, and of the light one
/// too; black and white are the exceptions programs expect.
constexpr std::array<quint32, 16> kDark = {0x3b4754, 0xff6e73, 0x5be3ae, 0xf2cc4d, 0x4da3ff, 0xd59bf6,
                                           0x39c5d8, 0xc7d1dc, 0x8c9aab, 0xff8f92, 0x7cf0c4, 0xf8dd80,
                                           0x7dbcff, 0xe3baff, 0x6fdcec, 0xffffff};
constexpr std::array<quint32, 16> kLight = {0x17202a, 0xb81d30, 0x0f7055, 0x6f5a00, 0x0b63ce, 0x8a2fb8,
                                            0x0a6a78, 0x4a5868, 0x586678, 0x9c1427, 0x0a5d46, 0x5c4a00,
                                            0x0953ad, 0x73269b, 0x085965, 0x0e1318};

} // namespace

QColor TerminalView::color(quint32 value, bool foreground) const
{
    const Tokens &t = Theme::tokens();
    if (value == 0)
        return foreground ? t.text : t.terminal;
    if ((value & VtStyle::kRgb) != 0)
        return QColor::fromRgb(value & 0xffffff);
    const int index = static_cast<int>(value & 0xff);
    if (index < kFirstMixed)
        return QColor::fromRgb((t.scheme == Scheme::Light ? kLight : kDark)[static_cast<std::size_t>(index)]);
    return QColor::fromRgb(m_screen.paletteColor(index));
}

void TerminalView::paintEvent(QPaintEvent *event)
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
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setFont(font());
    const qint64 top = topRow();
    for (int i = 0; i < m_screen.rows() && top + i < m_screen.end(); ++i)
        paintRow(painter, top + i, kMargin + i * m_cellHeight);
    const qint64 cursorRow = m_screen.top() + m_screen.cursor().y();
    if (m_screen.isCursorVisible() && cursorRow < top + m_screen.rows())
        paintCursor(painter, kMargin + static_cast<double>(cursorRow - top) * m_cellHeight);
    m_lastPaintNs = clock.nsecsElapsed();
}

void TerminalView::paintMarks(QPainter &painter, qint64 number, double y)
{
    const Tokens &t = Theme::tokens();
    const auto fill = [&](int column, int length, const QColor &ground) {
        painter.fillRect(QRectF(kMargin + column * m_cellWidth, y, length * m_cellWidth, m_cellHeight),
                         ground);
    };
    if (!m_matches.isEmpty()) {
        const auto begin = std::lower_bound(m_matches.begin(), m_matches.end(), number,
                                            [](const VtSpan &span, qint64 row) { return span.row < row; });
        for (auto it = begin; it != m_matches.end() && it->row == number; ++it) {
            const bool current = it - m_matches.begin() == m_currentMatch;
            fill(it->column, it->length, blend(t.warn, t.terminal, current ? 0.55 : 0.25));
        }
    }
    if (m_selection) {
        const auto [from, to] = ordered();
        if (number >= from.row && number <= to.row) {
            const int begin = number == from.row ? from.column : 0;
            const int end = number == to.row ? to.column : m_screen.columns() - 1;
            fill(begin, end - begin + 1, blend(t.accent, t.terminal, 0.35));
        }
    }
}

void TerminalView::paintRow(QPainter &painter, qint64 number, double y)
{
    const VtRow &row = m_screen.row(number);
    const int count = std::min(static_cast<int>(row.cells.size()), m_screen.columns());
    const auto styleAt = [&row](int column) { return row.cells[static_cast<std::size_t>(column)].style; };
    for (int column = 0; column < count;) {
        int end = column + 1;
        while (end < count && styleAt(end) == styleAt(column))
            ++end;
        const VtStyle &style = m_screen.styles().style(styleAt(column));
        const bool reverse = (style.attributes & VtStyle::Reverse) != 0;
        const quint32 ground = reverse ? style.foreground : style.background;
        if (reverse || ground != 0)
            painter.fillRect(
                QRectF(kMargin + column * m_cellWidth, y, (end - column) * m_cellWidth, m_cellHeight),
                color(ground, reverse));
        column = end;
    }
    paintMarks(painter, number, y);
    for (int column = 0; column < count;) {
        int end = column + 1;
        while (end < count && styleAt(end) == styleAt(column))
            ++end;
        paintRun(painter, row, column, end, styleAt(column), y);
        column = end;
    }
    if (m_hovered && m_hovered->span.row == number) {
        painter.setPen(Theme::tokens().accent);
        const double line = y + m_cellHeight - 1;
        painter.drawLine(
            QPointF(kMargin + m_hovered->span.column * m_cellWidth, line),
            QPointF(kMargin + (m_hovered->span.column + m_hovered->span.length) * m_cellWidth, line));
    }
}

void TerminalView::paintRun(QPainter &painter, const VtRow &row, int from, int to, quint32 number, double y)
{
    const VtStyle &style = m_screen.styles().style(number);
    const bool reverse = (style.attributes & VtStyle::Reverse) != 0;
    const bool bold = (style.attributes & VtStyle::Bold) != 0;
    painter.setPen(color(reverse ? style.background : style.foreground, !reverse));
    // Glyph numbers of ASCII never change with the text, so they are looked up once a run.
    QString text;
    text.reserve(to - from);
    bool simple = true;
    for (int i = from; i < to && simple; ++i) {
        const quint32 code = row.cells[static_cast<std::size_t>(i)].code;
        simple = code < 0x2500;
        text += code == 0 ? QLatin1Char(' ') : QChar(static_cast<char16_t>(code));
    }
    const QRawFont &raw = bold ? m_rawBold : m_raw;
    const QList<quint32> glyphs = simple ? raw.glyphIndexesForString(text) : QList<quint32>();
    simple = simple && glyphs.size() == text.size() && !glyphs.contains(0) &&
             (style.attributes & VtStyle::Italic) == 0;
    if (!simple) {
        paintCells(painter, row, from, to, y);
    } else if (!text.trimmed().isEmpty()) {
        QList<QPointF> places(glyphs.size());
        for (qsizetype i = 0; i < places.size(); ++i)
            places[i] = QPointF(static_cast<double>(i) * m_cellWidth, 0);
        QGlyphRun run;
        run.setRawFont(raw);
        run.setGlyphIndexes(glyphs);
        run.setPositions(places);
        painter.drawGlyphRun(QPointF(kMargin + from * m_cellWidth, y + m_ascent), run);
    }
    const double left = kMargin + from * m_cellWidth;
    const double right = kMargin + to * m_cellWidth;
    if ((style.attributes & VtStyle::Underline) != 0)
        painter.drawLine(QPointF(left, y + m_ascent + 2), QPointF(right, y + m_ascent + 2));
    if ((style.attributes & VtStyle::Strike) != 0)
        painter.drawLine(QPointF(left, y + m_cellHeight / 2), QPointF(right, y + m_cellHeight / 2));
}

void TerminalView::paintCells(QPainter &painter, const VtRow &row, int from, int to, double y)
{
    const VtStyle &style = m_screen.styles().style(row.cells[static_cast<std::size_t>(from)].style);
    QFont face = font();
    if ((style.attributes & VtStyle::Bold) != 0)
        face.setWeight(QFont::Bold);
    face.setItalic((style.attributes & VtStyle::Italic) != 0);
    painter.setFont(face);
    for (int i = from; i < to; ++i) {
        const quint32 code = row.cells[static_cast<std::size_t>(i)].code;
        if (code != 0 && code != ' ' && code != VtCell::kSecondHalf)
            painter.drawText(QPointF(kMargin + i * m_cellWidth, y + m_ascent),
                             m_screen.styles().textOf(code));
    }
    painter.setFont(font());
}

void TerminalView::paintCursor(QPainter &painter, double y)
{
    const Tokens &t = Theme::tokens();
    const int column = m_screen.cursor().x();
    const QRectF cell(kMargin + column * m_cellWidth, y, m_cellWidth, m_cellHeight);
    if (!hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(t.text2);
        painter.drawRect(cell.adjusted(0, 0, -1, -1));
        return;
    }
    if (!m_cursorOn)
        return;
    constexpr int kUnderline = 2;
    constexpr int kBar = 3;
    if (m_screen.cursorShape() == kUnderline) {
        painter.fillRect(QRectF(cell.left(), cell.bottom() - 2, cell.width(), 2), t.accent);
        return;
    }
    if (m_screen.cursorShape() == kBar) {
        painter.fillRect(QRectF(cell.left(), cell.top(), 2, cell.height()), t.accent);
        return;
    }
    painter.fillRect(cell, t.accent);
    const VtRow &row = m_screen.row(m_screen.top() + m_screen.cursor().y());
    if (static_cast<std::size_t>(column) < row.cells.size()) {
        painter.setPen(t.onAccent);
        painter.drawText(QPointF(cell.left(), y + m_ascent),
                         m_screen.styles().textOf(row.cells[static_cast<std::size_t>(column)].code));
    }
}

} // namespace catamaran::ui
