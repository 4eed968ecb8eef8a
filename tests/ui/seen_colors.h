// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <array>
#include <cmath>

/// Colours as colour-blind people see them.
namespace catamaran::test {

using Triple = std::array<double, 3>;

/// What a colour becomes without one kind of cones. kind: 0 all are there, 1 protanopia, 2 deuteranopia,
/// 3 tritanopia; the matrices are those of Machado, Oliveira and Fernandes 2009 for severity 1, on linear
/// light.
inline Triple seenLight(const QColor &color, int kind)
{
    static constexpr std::array<std::array<Triple, 3>, 4> kMatrices = {{
        {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
        {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}},
        {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}},
        {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}},
    }};
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    const Triple in = {linear(color.redF()), linear(color.greenF()), linear(color.blueF())};
    Triple out{};
    for (std::size_t row = 0; row < 3; ++row) {
        double sum = 0;
        for (std::size_t column = 0; column < 3; ++column)
            sum += kMatrices[static_cast<std::size_t>(kind)][row][column] * in[column];
        out[row] = std::min(1.0, std::max(0.0, sum));
    }
    return out;
}

/// CIE L*a*b* of linear sRGB, white D65.
inline Triple labOf(const Triple &rgb)
{
    const double x = (0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.95047;
    const double y = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
    const double z = (0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.08883;
    const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
    return {116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))};
}

/// CIE 1976 colour difference as seen with this kind of colour blindness; about 2 is just to be told apart.
inline double seenDistance(const QColor &a, const QColor &b, int kind)
{
    const Triple left = labOf(seenLight(a, kind));
    const Triple right = labOf(seenLight(b, kind));
    return std::hypot(left[0] - right[0], left[1] - right[1], left[2] - right[2]);
}

} // namespace catamaran::test
