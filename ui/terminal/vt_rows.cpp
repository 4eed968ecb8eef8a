// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/terminal/vt_rows.h"

namespace catamaran::ui {

namespace {
/// A program that invents colours or combinations without end gets plain ones from here on.
constexpr std::size_t kMostStyles = 1U << 20;
constexpr std::size_t kMostClusters = 1U << 16;
} // namespace

VtRows::VtRows(std::size_t capacity) : m_rows(capacity) {}

VtStyles::VtStyles()
{
    m_styles.emplace_back();
    m_numbers.insert({}, 0);
}

quint32 VtStyles::numberOf(const VtStyle &style)
{
    if (const auto found = m_numbers.constFind(style); found != m_numbers.constEnd())
        return *found;
    if (m_styles.size() >= kMostStyles)
        return 0;
    m_styles.push_back(style);
    const auto number = static_cast<quint32>(m_styles.size() - 1);
    m_numbers.insert(style, number);
    return number;
}

quint32 VtStyles::clusterOf(const QString &text)
{
    if (const auto found = m_clusterNumbers.constFind(text); found != m_clusterNumbers.constEnd())
        return VtCell::kCluster | *found;
    if (m_clusters.size() >= kMostClusters)
        return text.isEmpty() ? 0 : text.front().unicode();
    m_clusters.push_back(text);
    const auto number = static_cast<quint32>(m_clusters.size() - 1);
    m_clusterNumbers.insert(text, number);
    return VtCell::kCluster | number;
}

QString VtStyles::textOf(quint32 code) const
{
    if (code == VtCell::kSecondHalf)
        return {};
    if (code == 0)
        return QStringLiteral(" ");
    if ((code & VtCell::kCluster) != 0)
        return m_clusters[code & ~VtCell::kCluster];
    const char32_t point = code;
    return QString::fromUcs4(&point, 1);
}

} // namespace catamaran::ui
