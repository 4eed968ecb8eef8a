// SPDX-License-Identifier: GPL-3.0-or-later
// Plain text past libvterm: see VtScreen. xterm's control sequences (ctlseqs) say what changes its meaning.
#include "ui/terminal/vt_screen.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <vterm.h>

namespace catamaran::ui {

namespace {

constexpr char kEscape = '\x1b';
constexpr std::size_t kLongestSequence = 4096;
constexpr int kTab = 8;

enum Unusual : unsigned {
    Margins = 1,
    Origin = 2,
    NoWrap = 4,
    Insert = 8,
    NewLine = 16,
    Charset = 32,
    ShiftOut = 64,
    Tabs = 128,
    SideMargins = 256,
    DoubleSize = 512
};

bool isPlain(char character)
{
    return character >= 0x20 && character < 0x7f;
}

bool isMark(unsigned char character)
{
    return character >= 0x80;
}

/// "1;24" to numbers; missing ones are 0.
std::array<int, 8> numbersOf(std::string_view text, std::size_t &count)
{
    std::array<int, 8> numbers{};
    count = 0;
    while (!text.empty() && count < numbers.size()) {
        const std::size_t end = std::min(text.find(';'), text.size());
        std::from_chars(text.data(), text.data() + end, numbers[count++]);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return numbers;
}

} // namespace

void VtScreen::write(std::string_view bytes)
{
    ++m_generation;
    std::string joined;
    if (!m_unfinished.empty()) {
        joined = std::exchange(m_unfinished, {});
        joined += bytes;
        bytes = joined;
    }
    while (!bytes.empty()) {
        std::size_t used = 0;
        if (m_inString || bytes.front() == kEscape) {
            used = takeSequence(bytes);
            if (used == 0) {
                m_unfinished = bytes;
                return;
            }
        } else if (m_unusual == 0 && (used = takePlain(bytes)) > 0) {
            // done
        } else {
            // Other characters, up to where the short way or a sequence begins.
            const bool plainIsOurs = m_unusual == 0;
            while (used < bytes.size() && bytes[used] != kEscape &&
                   (!plainIsOurs || used == 0 || !isPlain(bytes[used])))
                ++used;
            const std::string_view run = bytes.substr(0, used);
            if (run.find('\x0e') != run.npos || run.find('\x0f') != run.npos)
                m_unusual = run.rfind('\x0e') != run.npos &&
                                    (run.rfind('\x0f') == run.npos || run.rfind('\x0e') > run.rfind('\x0f'))
                                ? m_unusual | ShiftOut
                                : m_unusual & ~ShiftOut;
            give(run);
        }
        bytes.remove_prefix(used);
    }
}

std::size_t VtScreen::takePlain(std::string_view bytes)
{
    if (isMark(static_cast<unsigned char>(bytes.front())))
        return 0;
    std::size_t at = 0;
    while (at < bytes.size()) {
        const char character = bytes[at];
        if (isPlain(character)) {
            std::size_t end = at + 1;
            while (end < bytes.size() && isPlain(bytes[end]))
                ++end;
            putPlain(bytes.substr(at, end - at));
            at = end;
            m_lastPlain = true;
            m_ahead = true;
            continue;
        }
        if (character == '\n') {
            m_column = std::min(m_column, m_columns - 1);
            lineFeed();
        } else if (character == '\r') {
            m_column = 0;
        } else if (character == '\t') {
            m_column = std::min((std::min(m_column, m_columns - 1) / kTab + 1) * kTab, m_columns - 1);
        } else {
            break;
        }
        m_lastPlain = false;
        m_ahead = true;
        ++at;
    }
    return at;
}

void VtScreen::putPlain(std::string_view run)
{
    const quint32 style = penNumber();
    while (!run.empty()) {
        if (m_column >= m_columns) {
            m_column = 0;
            lineFeed();
        }
        const auto column = static_cast<std::size_t>(m_column);
        const std::size_t length = std::min(run.size(), static_cast<std::size_t>(m_columns) - column);
        std::vector<VtCell> &cells = screenRow(m_row).cells;
        if (cells.size() < column + length) {
            // What stood under half of a wide character is repaired by put(); here the row only grows.
            if (cells.capacity() < column + length)
                cells.reserve(std::max<std::size_t>(column + length, 32));
            cells.resize(column + length);
        }
        if (column + length < cells.size() && cells[column + length].code == VtCell::kSecondHalf)
            cells[column + length] = {};
        if (column > 0 && cells[column].code == VtCell::kSecondHalf)
            cells[column - 1].code = 0;
        VtCell *cell = cells.data() + column;
        for (std::size_t i = 0; i < length; ++i)
            cell[i] = {static_cast<unsigned char>(run[i]), style};
        m_column += static_cast<int>(length);
        run.remove_prefix(length);
    }
}

void VtScreen::lineFeed()
{
    if (m_row + 1 < m_rowCount)
        ++m_row;
    else
        scrollAll();
}

void VtScreen::tellPosition()
{
    if (!m_ahead)
        return;
    m_ahead = false;
    // libvterm gets the last character again: it may be at the edge, or a combining mark may follow.
    const bool again = m_lastPlain && m_column > 0;
    const int column = again ? m_column - 1 : std::min(m_column, m_columns - 1);
    std::array<char, 32> text{};
    const int length = std::snprintf(text.data(), text.size(), "\x1b[%d;%dH", m_row + 1, column + 1);
    vterm_input_write(m_vterm, text.data(), static_cast<std::size_t>(length));
    if (!again)
        return;
    const VtRow &row = screenRow(m_row);
    const auto character = static_cast<char>(row.cells[static_cast<std::size_t>(column)].code);
    vterm_input_write(m_vterm, &character, 1);
}

void VtScreen::askPosition()
{
    VTermPos position{};
    vterm_state_get_cursorpos(m_state, &position);
    m_row = position.row;
    m_column = position.col;
    m_lastPlain = false;
}

void VtScreen::give(std::string_view bytes)
{
    tellPosition();
    m_glyphRow = -1;
    vterm_input_write(m_vterm, bytes.data(), bytes.size());
    askPosition();
    // At the right edge libvterm leaves the cursor on the last cell, and the next character wraps; it tells
    // nobody, but what it drew last does.
    if (bytes.front() != kEscape && m_row == m_glyphRow && m_column == m_glyphColumn &&
        m_glyphColumn + m_glyphWidth >= m_columns)
        m_column = m_columns;
}

std::size_t VtScreen::takeSequence(std::string_view bytes)
{
    if (m_inString) {
        std::size_t at = 0;
        while (at < bytes.size()) {
            const char character = bytes[at++];
            if (character == '\a' || character == '\x18' || character == '\x1a' ||
                (m_stringEscape && character == '\\')) {
                m_inString = false;
                break;
            }
            m_stringEscape = character == kEscape;
        }
        vterm_input_write(m_vterm, bytes.data(), at);
        return at;
    }
    if (bytes.size() < 2)
        return 0;
    const char kind = bytes[1];
    if (kind == ']' || kind == 'P' || kind == '_' || kind == '^' || kind == 'X') {
        m_inString = true;
        m_stringEscape = false;
        tellPosition();
        vterm_input_write(m_vterm, bytes.data(), 2);
        return 2;
    }
    if (kind != '[') {
        // Intermediates, then one final byte.
        std::size_t end = 1;
        while (end < bytes.size() && bytes[end] >= 0x20 && bytes[end] < 0x30)
            ++end;
        if (end >= bytes.size())
            return bytes.size() > kLongestSequence ? bytes.size() : 0;
        noteEscape(bytes.substr(1, end));
        give(bytes.substr(0, end + 1));
        return end + 1;
    }
    std::size_t end = 2;
    while (end < bytes.size() && bytes[end] >= 0x20 && bytes[end] < 0x40)
        ++end;
    if (end >= bytes.size() && bytes.size() < kLongestSequence)
        return 0;
    if (end >= bytes.size() || bytes[end] < 0x40) {
        // A control character inside: libvterm knows what that means.
        const std::size_t used = std::min(end, bytes.size());
        give(bytes.substr(0, used));
        return used;
    }
    const std::string_view sequence = bytes.substr(0, end + 1);
    if (bytes[end] == 'm' && !isMark(static_cast<unsigned char>(bytes[2])) && bytes[2] != '>' &&
        bytes[2] != '?') {
        // Colours do not ask where the cursor is; only a character that is to be told again must be told
        // first.
        if (m_ahead && m_column >= m_columns)
            tellPosition();
        m_lastPlain = false;
        vterm_input_write(m_vterm, sequence.data(), sequence.size());
        return sequence.size();
    }
    noteControlSequence(sequence);
    give(sequence);
    return sequence.size();
}

void VtScreen::noteEscape(std::string_view sequence)
{
    const auto set = [this](unsigned bit, bool on) { m_unusual = on ? m_unusual | bit : m_unusual & ~bit; };
    switch (sequence.front()) {
    case 'c':
        m_unusual = 0;
        break;
    case '(':
        set(Charset, sequence != "(B");
        break;
    case 'H':
        set(Tabs, true);
        break;
    case '#':
        set(DoubleSize, true);
        break;
    case 'n':
    case 'o':
    case '%':
        set(ShiftOut, true);
        break;
    default:
        break;
    }
}

void VtScreen::noteControlSequence(std::string_view sequence)
{
    const auto set = [this](unsigned bit, bool on) { m_unusual = on ? m_unusual | bit : m_unusual & ~bit; };
    const char final = sequence.back();
    std::string_view inner = sequence.substr(2, sequence.size() - 3);
    const bool isPrivate = inner.starts_with('?');
    if (isPrivate)
        inner.remove_prefix(1);
    std::size_t count = 0;
    const auto numbers = numbersOf(inner, count);
    if (final == 'h' || final == 'l') {
        const bool on = final == 'h';
        for (std::size_t i = 0; i < count; ++i) {
            switch (isPrivate ? numbers[i] : -numbers[i]) {
            case -4:
                set(Insert, on);
                break;
            case -20:
                set(NewLine, on);
                break;
            case 6:
                set(Origin, on);
                break;
            case 7:
                set(NoWrap, !on);
                break;
            case 69:
                set(SideMargins, on);
                break;
            default:
                break;
            }
        }
    } else if (final == 'r' && !isPrivate) {
        const bool whole = (numbers[0] <= 1) && (numbers[1] == 0 || numbers[1] == m_rowCount);
        set(Margins, !whole);
    } else if (final == 'g') {
        set(Tabs, true);
    } else if (final == 'p' && inner.ends_with('!')) {
        m_unusual = m_unusual & (Tabs | DoubleSize);
    }
}

} // namespace catamaran::ui
