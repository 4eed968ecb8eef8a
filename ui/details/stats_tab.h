// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"
#include "ui/details/details_tab.h"

#include <memory>

class QGridLayout;

namespace catamaran::ui {

class ChartLink;
class LiveChart;
class RangeBar;

/// Processor, memory, network and disk of the last minute, or of up to a day. Samples while it is visible.
class StatsTab : public DetailsTab {
    Q_OBJECT

public:
    explicit StatsTab(bridge::Session &session, QWidget *parent = nullptr);
    void setWorkload(const bridge::WorkloadRow &row, bool isNew) override;
    [[nodiscard]] bool isLive() const { return m_watch != nullptr; }
    [[nodiscard]] ChartLink &link() { return *m_link; }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void makeCharts();
    void updateCharts();
    void updatePast();
    void watch();

    bridge::Session &m_session;
    bridge::WorkloadRow m_row;
    ChartLink *m_link;
    RangeBar *m_ranges;
    QGridLayout *m_grid;
    QList<LiveChart *> m_charts;
    bridge::Hull m_hull = bridge::Hull::Container;
    std::shared_ptr<void> m_watch;
};

} // namespace catamaran::ui
