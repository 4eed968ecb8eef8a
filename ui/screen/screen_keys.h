// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeyEvent>
#include <cstdint>

namespace catamaran::ui {

/// The X11 keysym (which RFB's KeyEvent speaks, RFC 6143 section 7.5.4) of a Qt key, or of the character that
/// it types; 0 when there is none.
[[nodiscard]] std::uint32_t keysymOf(const QKeyEvent &event);
/// Of a character as if typed; line feed is Return, tab is Tab.
[[nodiscard]] std::uint32_t keysymOf(char32_t character);

namespace keysym {
inline constexpr std::uint32_t kControl = 0xffe3;
inline constexpr std::uint32_t kAlt = 0xffe9;
inline constexpr std::uint32_t kShift = 0xffe1;
inline constexpr std::uint32_t kDelete = 0xffff;
inline constexpr std::uint32_t kBackSpace = 0xff08;
inline constexpr std::uint32_t kF1 = 0xffbe;
} // namespace keysym

} // namespace catamaran::ui
