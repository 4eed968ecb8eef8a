// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/terminal/vt_screen.h"

#include <algorithm>
#include <vterm.h>

namespace catamaran::ui {

namespace {

constexpr std::size_t kMostScreenRows = 1024;

quint32 colorOf(const VTermColor &color)
{
    if (VTERM_COLOR_IS_DEFAULT_FG(&color) || VTERM_COLOR_IS_DEFAULT_BG(&color))
        return 0;
    if (VTERM_COLOR_IS_INDEXED(&color))
        return VtStyle::kIndexed + color.indexed.idx;
    return VtStyle::kRgb + (quint32(color.rgb.red) << 16) + (quint32(color.rgb.green) << 8) + color.rgb.blue;
}

VTermModifier modifiersOf(bool shift, bool alt, bool control)
{
    return static_cast<VTermModifier>((shift ? VTERM_MOD_SHIFT : 0) | (alt ? VTERM_MOD_ALT : 0) |
                                      (control ? VTERM_MOD_CTRL : 0));
}

} // namespace

/// libvterm's callbacks; each must return 1, "done" (libvterm 0.1.4).
struct VtScreen::Callbacks {
    static VtScreen &of(void *user) { return *static_cast<VtScreen *>(user); }

    static int putGlyph(VTermGlyphInfo *info, VTermPos position, void *user)
    {
        VtScreen &screen = of(user);
        quint32 code = info->chars[0];
        if (code != 0 && info->chars[1] != 0) {
            QString text;
            for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && info->chars[i] != 0; ++i) {
                const char32_t point = info->chars[i];
                text += QString::fromUcs4(&point, 1);
            }
            code = screen.m_styles.clusterOf(text);
        }
        screen.put(position.row, position.col, code, info->width);
        screen.m_glyphRow = position.row;
        screen.m_glyphColumn = position.col;
        screen.m_glyphWidth = info->width;
        return 1;
    }
    static int moveCursor(VTermPos, VTermPos, int, void *) { return 1; }
    static int scrollRect(VTermRect rect, int down, int right, void *user)
    {
        of(user).scroll(rect.start_row, rect.end_row, rect.start_col, rect.end_col, down, right);
        return 1;
    }
    static int eraseRect(VTermRect rect, int, void *user)
    {
        of(user).erase(rect.start_row, rect.end_row, rect.start_col, rect.end_col);
        return 1;
    }
    static int initPen(void *user)
    {
        of(user).m_pen = {};
        of(user).m_penChanged = true;
        return 1;
    }
    static int setPen(VTermAttr attribute, VTermValue *value, void *user)
    {
        VtScreen &screen = of(user);
        VtStyle &pen = screen.m_pen;
        screen.m_penChanged = true;
        const auto set = [&pen](quint32 bit, bool on) {
            pen.attributes = on ? pen.attributes | bit : pen.attributes & ~bit;
        };
        switch (attribute) {
        case VTERM_ATTR_BOLD:
            set(VtStyle::Bold, value->boolean != 0);
            break;
        case VTERM_ATTR_UNDERLINE:
            set(VtStyle::Underline, value->number != 0);
            break;
        case VTERM_ATTR_ITALIC:
            set(VtStyle::Italic, value->boolean != 0);
            break;
        case VTERM_ATTR_BLINK:
            set(VtStyle::Blink, value->boolean != 0);
            break;
        case VTERM_ATTR_REVERSE:
            set(VtStyle::Reverse, value->boolean != 0);
            break;
        case VTERM_ATTR_STRIKE:
            set(VtStyle::Strike, value->boolean != 0);
            break;
        case VTERM_ATTR_FOREGROUND:
            pen.foreground = colorOf(value->color);
            break;
        case VTERM_ATTR_BACKGROUND:
            pen.background = colorOf(value->color);
            break;
        default:
            break;
        }
        return 1;
    }
    static int setProperty(VTermProp property, VTermValue *value, void *user)
    {
        VtScreen &screen = of(user);
        switch (property) {
        case VTERM_PROP_CURSORVISIBLE:
            screen.m_cursorVisible = value->boolean != 0;
            break;
        case VTERM_PROP_CURSORSHAPE:
            screen.m_cursorShape = value->number;
            break;
        case VTERM_PROP_ALTSCREEN:
            screen.m_alternate = value->boolean != 0;
            break;
        case VTERM_PROP_TITLE:
            screen.m_title = QString::fromUtf8(value->string);
            break;
        case VTERM_PROP_MOUSE:
            screen.m_mouse = value->number;
            break;
        default:
            break;
        }
        return 1;
    }
    static int bell(void *user)
    {
        ++of(user).m_bells;
        return 1;
    }
    static int resized(int rows, int columns, VTermPos *delta, void *user)
    {
        VtScreen &screen = of(user);
        VTermPos cursor{};
        vterm_state_get_cursorpos(screen.m_state, &cursor);
        if (!screen.m_alternate) {
            // The line with the cursor stays: rows go up into the scrollback, or come back from it.
            const int pushed = std::max(0, cursor.row - rows + 1);
            const auto pulled = static_cast<int>(
                std::min<qint64>(std::max(0, rows - screen.m_rowCount), screen.m_top - screen.m_first));
            screen.m_top += pushed - pulled;
            delta->row = pulled - pushed;
        }
        for (int row = screen.m_rowCount; row < rows && !screen.m_alternate; ++row) {
            // Rows that no line has reached yet.
            if (delta->row <= 0)
                screen.m_rows.at(screen.m_top + row).cells.clear();
        }
        screen.m_alternateRows.resize(static_cast<std::size_t>(rows));
        screen.m_rowCount = rows;
        screen.m_columns = columns;
        return 1;
    }
    static int setLine(int, const VTermLineInfo *, const VTermLineInfo *, void *) { return 1; }
    static void output(const char *text, std::size_t length, void *user)
    {
        of(user).m_output.append(text, static_cast<qsizetype>(length));
    }

    static const VTermStateCallbacks kTable;
};

const VTermStateCallbacks VtScreen::Callbacks::kTable = {putGlyph,  moveCursor, scrollRect, nullptr,
                                                         eraseRect, initPen,    setPen,     setProperty,
                                                         bell,      resized,    setLine};

VtScreen::VtScreen(int rows, int columns)
    : m_vterm(vterm_new(rows, columns)), m_rowCount(rows), m_columns(columns),
      m_rows(kScrollback + kMostScreenRows), m_alternateRows(static_cast<std::size_t>(rows))
{
    vterm_set_utf8(m_vterm, 1);
    vterm_output_set_callback(m_vterm, &Callbacks::output, this);
    m_state = vterm_obtain_state(m_vterm);
    vterm_state_set_callbacks(m_state, &Callbacks::kTable, this);
    vterm_state_set_bold_highbright(m_state, 1);
    vterm_state_reset(m_state, 1);
    askPosition();
}

VtScreen::~VtScreen()
{
    vterm_free(m_vterm);
}

void VtScreen::resize(int rows, int columns)
{
    rows = std::clamp(rows, 1, static_cast<int>(kMostScreenRows));
    columns = std::clamp(columns, 2, 4096);
    if (rows == m_rowCount && columns == m_columns)
        return;
    tellPosition();
    vterm_set_size(m_vterm, rows, columns);
    askPosition();
    ++m_generation;
}

void VtScreen::clearScrollback()
{
    m_first = m_top;
    ++m_generation;
}

qint64 VtScreen::first() const
{
    return m_alternate ? m_top : m_first;
}

VtRow &VtScreen::screenRow(int row)
{
    return m_alternate ? m_alternateRows[static_cast<std::size_t>(row)] : m_rows.at(m_top + row);
}

const VtRow &VtScreen::row(qint64 number) const
{
    if (m_alternate && number >= m_top)
        return m_alternateRows[static_cast<std::size_t>(number - m_top)];
    return m_rows.at(number);
}

QPoint VtScreen::cursor() const
{
    return {std::min(m_column, m_columns - 1), m_row};
}

quint32 VtScreen::penNumber()
{
    if (std::exchange(m_penChanged, false))
        m_penNumber = m_styles.numberOf(m_pen);
    return m_penNumber;
}

void VtScreen::put(int row, int column, quint32 code, int width)
{
    std::vector<VtCell> &cells = screenRow(row).cells;
    const auto at = static_cast<std::size_t>(column);
    const std::size_t end = at + static_cast<std::size_t>(std::max(1, width));
    if (cells.size() < end)
        cells.resize(end);
    // Half of a wide character that is written over leaves a blank.
    if (cells[at].code == VtCell::kSecondHalf && at > 0)
        cells[at - 1].code = 0;
    if (end < cells.size() && cells[end].code == VtCell::kSecondHalf)
        cells[end].code = 0;
    const quint32 style = penNumber();
    cells[at] = {code, style};
    for (std::size_t i = at + 1; i < end; ++i)
        cells[i] = {VtCell::kSecondHalf, style};
}

void VtScreen::erase(int fromRow, int toRow, int fromColumn, int toColumn)
{
    // Erased cells keep the background of the pen (xterm's "bce").
    const quint32 style = m_pen.background == 0 ? 0 : m_styles.numberOf({0, m_pen.background, 0});
    for (int row = fromRow; row < toRow; ++row) {
        std::vector<VtCell> &cells = screenRow(row).cells;
        const auto begin = static_cast<std::size_t>(fromColumn);
        const auto end = static_cast<std::size_t>(toColumn);
        if (style == 0 && end >= cells.size()) {
            if (begin < cells.size())
                cells.resize(begin);
            continue;
        }
        if (cells.size() < end)
            cells.resize(end);
        std::fill(cells.begin() + fromColumn, cells.begin() + toColumn, VtCell{0, style});
    }
}

void VtScreen::scrollAll()
{
    if (m_alternate) {
        std::rotate(m_alternateRows.begin(), m_alternateRows.begin() + 1, m_alternateRows.end());
        m_alternateRows.back().cells.clear();
    } else {
        ++m_top;
        m_first = std::max(m_first, m_top - kScrollback);
        m_rows.at(m_top + m_rowCount - 1).cells.clear();
    }
    if (m_pen.background != 0)
        erase(m_rowCount - 1, m_rowCount, 0, m_columns);
}

void VtScreen::scroll(int fromRow, int toRow, int fromColumn, int toColumn, int down, int right)
{
    const bool fullWidth = fromColumn == 0 && toColumn >= m_columns && right == 0;
    if (fullWidth && fromRow == 0 && toRow == m_rowCount && down > 0) {
        for (int i = 0; i < std::min(down, m_rowCount); ++i)
            scrollAll();
        return;
    }
    const int height = toRow - fromRow;
    if (right != 0) {
        for (int row = fromRow; row < toRow; ++row)
            shiftRow(row, fromColumn, toColumn, right);
    }
    if (down == 0)
        return;
    const int moved = std::min(std::abs(down), height);
    const auto move = [&](int target, int source) {
        std::vector<VtCell> &to = screenRow(target).cells;
        std::vector<VtCell> &from = screenRow(source).cells;
        if (fullWidth) {
            to.swap(from);
            return;
        }
        const auto end = static_cast<std::size_t>(toColumn);
        if (from.size() < end)
            from.resize(end);
        if (to.size() < end)
            to.resize(end);
        std::copy(from.begin() + fromColumn, from.begin() + toColumn, to.begin() + fromColumn);
    };
    if (down > 0) {
        for (int row = fromRow; row < toRow - moved; ++row)
            move(row, row + moved);
        erase(toRow - moved, toRow, fromColumn, toColumn);
    } else {
        for (int row = toRow - 1; row >= fromRow + moved; --row)
            move(row, row - moved);
        erase(fromRow, fromRow + moved, fromColumn, toColumn);
    }
}

void VtScreen::shiftRow(int row, int fromColumn, int toColumn, int right)
{
    std::vector<VtCell> &cells = screenRow(row).cells;
    if (cells.size() < static_cast<std::size_t>(toColumn))
        cells.resize(static_cast<std::size_t>(toColumn));
    const int moved = std::min(std::abs(right), toColumn - fromColumn);
    const auto begin = cells.begin() + fromColumn;
    const auto end = cells.begin() + toColumn;
    if (right > 0) {
        std::copy(begin + moved, end, begin);
        erase(row, row + 1, toColumn - moved, toColumn);
    } else {
        std::copy_backward(begin, end - moved, end);
        erase(row, row + 1, fromColumn, fromColumn + moved);
    }
}

QString VtScreen::text(qint64 number, QList<int> *columnsOf) const
{
    const std::vector<VtCell> &cells = row(number).cells;
    std::size_t end = cells.size();
    while (end > 0 && (cells[end - 1].code == 0 || cells[end - 1].code == ' '))
        --end;
    QString out;
    out.reserve(static_cast<qsizetype>(end));
    for (std::size_t i = 0; i < end; ++i) {
        const QString piece = m_styles.textOf(cells[i].code);
        out += piece;
        for (qsizetype unit = 0; columnsOf != nullptr && unit < piece.size(); ++unit)
            columnsOf->append(static_cast<int>(i));
    }
    return out;
}

bool VtScreen::isWrapped(qint64 number) const
{
    const std::vector<VtCell> &cells = row(number).cells;
    return !m_alternate && number + 1 < end() && cells.size() >= static_cast<std::size_t>(m_columns) &&
           cells.back().code != 0 && cells.back().code != ' ';
}

QString VtScreen::text(qint64 fromRow, int fromColumn, qint64 toRow, int toColumn) const
{
    QString out;
    for (qint64 number = std::max(fromRow, first()); number <= std::min(toRow, end() - 1); ++number) {
        const std::vector<VtCell> &cells = row(number).cells;
        const int begin = number == fromRow ? fromColumn : 0;
        const int last = number == toRow ? toColumn : static_cast<int>(cells.size()) - 1;
        QString line;
        for (int i = begin; i <= last && i < static_cast<int>(cells.size()); ++i)
            line += m_styles.textOf(cells[static_cast<std::size_t>(i)].code);
        const bool goesOn = number < toRow && isWrapped(number);
        if (!goesOn) {
            while (line.endsWith(QLatin1Char(' ')))
                line.chop(1);
        }
        out += line;
        if (number < toRow && !goesOn)
            out += QLatin1Char('\n');
    }
    return out;
}

void VtScreen::sendText(const QString &text, bool alt, bool control)
{
    for (const char32_t point : text.toUcs4())
        vterm_keyboard_unichar(m_vterm, point, modifiersOf(false, alt, control));
}

void VtScreen::sendKey(int vtermKey, bool shift, bool alt, bool control)
{
    vterm_keyboard_key(m_vterm, static_cast<VTermKey>(vtermKey), modifiersOf(shift, alt, control));
}

void VtScreen::sendMouse(int column, int row, int button, bool pressed, bool moved)
{
    vterm_mouse_move(m_vterm, row, column, VTERM_MOD_NONE);
    if (!moved)
        vterm_mouse_button(m_vterm, button, pressed, VTERM_MOD_NONE);
}

void VtScreen::paste(const QString &text)
{
    // An escape inside could end the brackets early and type commands: it is left out, as xterm does.
    QString clean;
    clean.reserve(text.size());
    for (const QChar character : text) {
        const char16_t unit = character.unicode();
        if (unit == u'\n') {
            // CR LF is one line end.
            if (!clean.endsWith(QLatin1Char('\r')))
                clean += QLatin1Char('\r');
        } else if (unit == u'\t' || unit == u'\r' ||
                   (unit >= 0x20 && unit != 0x7f && (unit < 0x80 || unit > 0x9f))) {
            clean += character;
        }
    }
    vterm_keyboard_start_paste(m_vterm);
    m_output += clean.toUtf8();
    vterm_keyboard_end_paste(m_vterm);
}

void VtScreen::focusChanged(bool in)
{
    if (in)
        vterm_state_focus_in(m_state);
    else
        vterm_state_focus_out(m_state);
}

quint32 VtScreen::paletteColor(int index) const
{
    VTermColor color{};
    vterm_color_indexed(&color, static_cast<quint8>(index));
    vterm_state_convert_color_to_rgb(m_state, &color);
    return (quint32(color.rgb.red) << 16) + (quint32(color.rgb.green) << 8) + color.rgb.blue;
}

} // namespace catamaran::ui
