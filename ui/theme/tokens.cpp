// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/tokens.h"

#include <cmath>

namespace catamaran::ui {

namespace {

Tokens dark()
{
    Tokens t;
    t.scheme = Scheme::Dark;
    t.background = 0x0E1318;
    t.navigation = 0x0A0F13;
    t.surface = 0x151B22;
    t.raised = 0x1C242D;
    t.border = 0x27313C;
    t.grid = 0x222B35;
    t.borderStrong = 0x64748A;
    t.text = 0xE8EDF3;
    t.text2 = 0xA3B0BF;
    t.text3 = 0x8C9AAB;
    t.accent = 0x4DA3FF;
    t.onAccent = 0x06121F;
    t.accentSoft = 0x17293D;
    t.container = 0x39B8F0;
    t.vm = 0xF2A65A;
    t.ok = 0x5BE3AE;
    t.warn = 0xF2CC4D;
    t.error = 0xFF6E73;
    t.terminal = 0x0B1015;
    return t;
}

Tokens light()
{
    Tokens t;
    t.scheme = Scheme::Light;
    t.background = 0xF4F6F8;
    t.navigation = 0xEAEEF2;
    t.surface = 0xFFFFFF;
    t.raised = 0xF8FAFB;
    t.border = 0xD8DFE6;
    t.grid = 0xE6EBF0;
    t.borderStrong = 0x76859A;
    t.text = 0x17202A;
    t.text2 = 0x4A5868;
    t.text3 = 0x586678;
    t.accent = 0x0B63CE;
    t.onAccent = 0xFFFFFF;
    t.accentSoft = 0xDCEBFC;
    t.container = 0x0A6EA8;
    t.vm = 0xA04E00;
    t.ok = 0x0F7055;
    t.warn = 0x6F5A00;
    t.error = 0xB81D30;
    t.terminal = 0xFFFFFF;
    return t;
}

double luminance(const QColor &color)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

const Tokens &Tokens::of(Scheme scheme)
{
    static const Tokens kDark = dark();
    static const Tokens kLight = light();
    return scheme == Scheme::Light ? kLight : kDark;
}

QColor Tokens::tint(const QColor &color) const
{
    return blend(color, surface, scheme == Scheme::Light ? 0.11 : 0.14);
}

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QColor blend(const QColor &top, const QColor &bottom, double alpha)
{
    const auto mix = [alpha](int a, int b) {
        return static_cast<int>(std::lround(alpha * a + (1 - alpha) * b));
    };
    return {mix(top.red(), bottom.red()), mix(top.green(), bottom.green()), mix(top.blue(), bottom.blue())};
}

} // namespace catamaran::ui
