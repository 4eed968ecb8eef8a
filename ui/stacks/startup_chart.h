// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/stack_values.h"
#include "ui/charts/chart_card.h"

namespace catamaran::ui {

/// How a stack came up: a row for each network, volume and service, its steps as bars over time. Waiting for
/// others is hollow, a failure is hatched; the same numbers are in the table.
class StartupChartCard : public ChartCard {
    Q_OBJECT

public:
    explicit StartupChartCard(QWidget *parent = nullptr);
    /// `nowMs` ends the bars that are still open.
    void setBars(const QList<bridge::StartupBar> &bars, double nowMs);
    [[nodiscard]] const QList<bridge::StartupBar> &bars() const { return m_bars; }

private:
    class Plot;
    void fillTable();
    Plot *m_plot;
    QList<bridge::StartupBar> m_bars;
    double m_nowMs = 0;
};

} // namespace catamaran::ui
