// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screen/screen_keys.h"

#include <QHash>

namespace catamaran::ui {

namespace {

const QHash<int, std::uint32_t> &namedKeys()
{
    static const QHash<int, std::uint32_t> kKeys = {{Qt::Key_Backspace, keysym::kBackSpace},
                                                    {Qt::Key_Tab, 0xff09},
                                                    {Qt::Key_Backtab, 0xff09},
                                                    {Qt::Key_Return, 0xff0d},
                                                    {Qt::Key_Enter, 0xff8d},
                                                    {Qt::Key_Pause, 0xff13},
                                                    {Qt::Key_ScrollLock, 0xff14},
                                                    {Qt::Key_SysReq, 0xff15},
                                                    {Qt::Key_Escape, 0xff1b},
                                                    {Qt::Key_Home, 0xff50},
                                                    {Qt::Key_Left, 0xff51},
                                                    {Qt::Key_Up, 0xff52},
                                                    {Qt::Key_Right, 0xff53},
                                                    {Qt::Key_Down, 0xff54},
                                                    {Qt::Key_PageUp, 0xff55},
                                                    {Qt::Key_PageDown, 0xff56},
                                                    {Qt::Key_End, 0xff57},
                                                    {Qt::Key_Print, 0xff61},
                                                    {Qt::Key_Insert, 0xff63},
                                                    {Qt::Key_Menu, 0xff67},
                                                    {Qt::Key_NumLock, 0xff7f},
                                                    {Qt::Key_Shift, keysym::kShift},
                                                    {Qt::Key_Control, keysym::kControl},
                                                    {Qt::Key_CapsLock, 0xffe5},
                                                    {Qt::Key_Meta, 0xffe7},
                                                    {Qt::Key_Alt, keysym::kAlt},
                                                    {Qt::Key_AltGr, 0xfe03},
                                                    {Qt::Key_Super_L, 0xffeb},
                                                    {Qt::Key_Super_R, 0xffec},
                                                    {Qt::Key_Delete, keysym::kDelete}};
    return kKeys;
}

} // namespace

std::uint32_t keysymOf(char32_t character)
{
    if (character == U'\n' || character == U'\r')
        return 0xff0d;
    if (character == U'\t')
        return 0xff09;
    if (character < 0x20 || (character >= 0x7f && character < 0xa0))
        return 0;
    // Latin-1 is its own keysym; the rest of Unicode has 0x01000000 in front.
    return character < 0x100 ? static_cast<std::uint32_t>(character) : 0x01000000U | character;
}

std::uint32_t keysymOf(const QKeyEvent &event)
{
    if (const auto named = namedKeys().constFind(event.key()); named != namedKeys().constEnd())
        return *named;
    if (event.key() >= Qt::Key_F1 && event.key() <= Qt::Key_F35)
        return keysym::kF1 + static_cast<std::uint32_t>(event.key() - Qt::Key_F1);
    const QList<uint> typed = event.text().toUcs4();
    if (typed.size() == 1) {
        if (const std::uint32_t symbol = keysymOf(char32_t{typed.constFirst()}))
            return symbol;
    }
    // With Control the text is a control character: the key itself, as if nothing but Shift was held.
    if (event.key() >= Qt::Key_A && event.key() <= Qt::Key_Z)
        return static_cast<std::uint32_t>(event.key()) +
               ((event.modifiers() & Qt::ShiftModifier) != 0 ? 0U : 0x20U);
    return event.key() < 0x100 ? keysymOf(static_cast<char32_t>(event.key())) : 0;
}

} // namespace catamaran::ui
