// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <array>
#include <optional>

namespace catamaran::ui {

/// What charts of the same moments share: how far back they reach, the part of it that is zoomed into, and
/// the moment that is pointed at, so that a peak in one can be seen in the others. Times are seconds ago.
class ChartLink : public QObject {
    Q_OBJECT

public:
    /// The first is live; the others come from the history on disk.
    static constexpr std::array<int, 5> kRanges = {60, 900, 3600, 6 * 3600, 24 * 3600};
    /// Nobody can tell less apart.
    static constexpr double kLeastSeconds = 10;

    explicit ChartLink(QObject *parent = nullptr) : QObject(parent) {}

    [[nodiscard]] int range() const { return m_range; }
    /// Forgets the zoom.
    void setRange(int seconds);
    [[nodiscard]] bool isLive() const { return m_range == kRanges[0]; }

    [[nodiscard]] double from() const { return m_from; } ///< the older edge
    [[nodiscard]] double to() const { return m_to; }
    [[nodiscard]] double span() const { return m_from - m_to; }
    [[nodiscard]] bool isZoomed() const { return span() < m_range; }
    /// Cut to the range, and no narrower than kLeastSeconds.
    void setView(double from, double to);
    /// `factor` below 1 goes nearer; `centre` stays where it is.
    void zoom(double factor, double centre);
    /// By a part of what is seen; positive into the past.
    void pan(double part);
    void resetView() { setView(m_range, 0); }

    [[nodiscard]] std::optional<double> crosshair() const { return m_crosshair; }
    void setCrosshair(std::optional<double> secondsAgo);

signals:
    void rangeChanged(int seconds);
    void viewChanged();
    void crosshairChanged();

private:
    int m_range = kRanges[0];
    double m_from = kRanges[0];
    double m_to = 0;
    std::optional<double> m_crosshair;
};

} // namespace catamaran::ui
