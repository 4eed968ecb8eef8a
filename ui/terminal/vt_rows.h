// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>
#include <QtGlobal>
#include <vector>

namespace catamaran::ui {

/// How a cell looks. A colour is 0 (the theme's), kIndexed + palette index, or kRgb + 0xRRGGBB.
struct VtStyle {
    static constexpr quint32 kIndexed = 1U << 24;
    static constexpr quint32 kRgb = 2U << 24;
    enum Attribute : quint8 { Bold = 1, Underline = 2, Italic = 4, Reverse = 8, Strike = 16, Blink = 32 };
    quint32 foreground = 0;
    quint32 background = 0;
    quint32 attributes = 0;
    bool operator==(const VtStyle &other) const = default;
};

inline size_t qHash(const VtStyle &style, size_t seed = 0)
{
    return ::qHash((quint64(style.foreground) << 32) | style.background, seed ^ style.attributes);
}

/// Eight bytes a cell: the character, and the number of its style.
struct VtCell {
    static constexpr quint32 kSecondHalf = 0xffffffff; ///< of a wide character
    static constexpr quint32 kCluster = 0x80000000;    ///< with a number: several code points
    quint32 code = 0;                                  ///< 0: blank
    quint32 style = 0;
};

/// One row: only the cells that were written, so that a short line costs little.
struct VtRow {
    std::vector<VtCell> cells;
};

/// Rows, styles and clusters of a terminal; the newest `capacity` rows are kept. Thread: one.
class VtRows {
public:
    explicit VtRows(std::size_t capacity);

    [[nodiscard]] VtRow &at(qint64 number)
    {
        return m_rows[static_cast<std::size_t>(number) % m_rows.size()];
    }
    [[nodiscard]] const VtRow &at(qint64 number) const
    {
        return m_rows[static_cast<std::size_t>(number) % m_rows.size()];
    }
    [[nodiscard]] std::size_t capacity() const { return m_rows.size(); }

private:
    std::vector<VtRow> m_rows;
};

/// Gives styles and clusters of code points numbers. Style 0 is the plain one.
class VtStyles {
public:
    VtStyles();
    [[nodiscard]] quint32 numberOf(const VtStyle &style);
    [[nodiscard]] const VtStyle &style(quint32 number) const { return m_styles[number]; }
    [[nodiscard]] std::size_t size() const { return m_styles.size(); }
    /// A cell's code for several code points.
    [[nodiscard]] quint32 clusterOf(const QString &text);
    [[nodiscard]] QString textOf(quint32 code) const;

private:
    std::vector<VtStyle> m_styles;
    QHash<VtStyle, quint32> m_numbers;
    std::vector<QString> m_clusters;
    QHash<QString, quint32> m_clusterNumbers;
};

} // namespace catamaran::ui
