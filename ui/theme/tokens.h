// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace catamaran::ui {

enum class Scheme { Dark, Light };

/// The colours of one scheme. Every text colour has a contrast of at least 4.5 on every ground it is used on
/// (tests/ui/tst_theme computes it). Hue alone never carries a meaning: an icon or a word stands beside it.
struct Tokens {
    Scheme scheme = Scheme::Dark;
    QColor background;
    QColor navigation;
    QColor surface;
    QColor raised;
    QColor border;
    QColor grid;
    QColor borderStrong;
    QColor text;
    QColor text2;
    QColor text3;
    QColor accent;
    QColor onAccent;
    QColor accentSoft;
    QColor container;
    QColor vm;
    QColor ok;
    QColor warn;
    QColor error;
    QColor terminal;

    static const Tokens &of(Scheme scheme);

    /// `color` as the ground of a pill or an icon tile: a tint over the surface.
    [[nodiscard]] QColor tint(const QColor &color) const;
};

/// WCAG 2 contrast of two opaque colours, 1 to 21.
double contrast(const QColor &a, const QColor &b);
/// `top` at `alpha` over `bottom`.
QColor blend(const QColor &top, const QColor &bottom, double alpha);

/// Distances on the 4-point scale, pixels.
namespace space {
inline constexpr int kTiny = 4;
inline constexpr int kSmall = 8;
inline constexpr int kMedium = 12;
inline constexpr int kLarge = 16;
inline constexpr int kPage = 24;
inline constexpr int kNavigationWidth = 212;
inline constexpr int kRow = 44;
inline constexpr int kControl = 34;
inline constexpr int kCardRadius = 12;
} // namespace space

} // namespace catamaran::ui
