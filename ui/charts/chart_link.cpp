// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_link.h"

#include <algorithm>

namespace catamaran::ui {

void ChartLink::setRange(int seconds)
{
    if (seconds == m_range)
        return;
    m_range = seconds;
    m_crosshair.reset();
    m_from = seconds;
    m_to = 0;
    emit rangeChanged(seconds);
    emit viewChanged();
    emit crosshairChanged();
}

void ChartLink::setView(double from, double to)
{
    const double width = std::clamp(from - to, kLeastSeconds, static_cast<double>(m_range));
    const double end = std::clamp(to, 0.0, m_range - width);
    if (end == m_to && end + width == m_from)
        return;
    m_to = end;
    m_from = end + width;
    emit viewChanged();
}

void ChartLink::zoom(double factor, double centre)
{
    const double width = std::clamp(span() * factor, kLeastSeconds, static_cast<double>(m_range));
    const double part = span() > 0 ? (m_from - centre) / span() : 0.5;
    setView(centre + part * width, centre - (1 - part) * width);
}

void ChartLink::pan(double part)
{
    setView(m_from + part * span(), m_to + part * span());
}

void ChartLink::setCrosshair(std::optional<double> secondsAgo)
{
    if (secondsAgo)
        secondsAgo = std::clamp(*secondsAgo, 0.0, static_cast<double>(m_range));
    if (secondsAgo == m_crosshair)
        return;
    m_crosshair = secondsAgo;
    emit crosshairChanged();
}

} // namespace catamaran::ui
