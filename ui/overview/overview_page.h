// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"
#include "ui/widgets/page.h"
#include "ui/widgets/slices.h"

#include <memory>
#include <string>
#include <vector>

class QFrame;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace catamaran::ui {

class DiskCard;
class KpiCard;
class ChartLink;
class LiveChart;

/// This computer at a glance: what runs, what it costs, what needs attention.
class OverviewPage : public Page {
    Q_OBJECT

public:
    explicit OverviewPage(bridge::Session &session, QWidget *parent = nullptr);
    ~OverviewPage() override;

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QList<QWidget *> headerWidgets() override;
    [[nodiscard]] bool isSettled() const override { return m_session.isSettled() && m_slices.isDone(); }

    void receive(const QString &topic, const QVariant &value) override;
    [[nodiscard]] bool isLive() const override { return m_watch != nullptr; }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void updateCounts();
    void updateWatch();
    void updateFigures();
    void updateAttention();
    void noteFailures();
    void makeAttention(const QString &iconName, const QString &tone, const QString &title,
                       const QString &text, const QString &fix, const bridge::WorkloadKey &key = {});
    void addAttention(const QString &iconName, const QString &tone, const QString &title, const QString &text,
                      const QString &fix, const bridge::WorkloadKey &key = {});
    [[nodiscard]] QList<bridge::CurvePoint> sum(bridge::Hull hull,
                                                const QList<bridge::Quantity> &quantities) const;

    bridge::Session &m_session;
    QPushButton *m_compare = nullptr;
    QList<bridge::WorkloadKey> m_failed; ///< that the list of what needs attention knows of
    KpiCard *m_containers = nullptr;
    KpiCard *m_vms = nullptr;
    KpiCard *m_memory = nullptr;
    KpiCard *m_cpu = nullptr;
    ChartLink *m_link = nullptr;
    QList<LiveChart *> m_charts;
    QFrame *m_attention = nullptr;
    DiskCard *m_disk = nullptr;
    QScrollArea *m_scroll = nullptr;
    QVBoxLayout *m_attentionRows = nullptr;
    QList<QWidget *> m_attentionWidgets;
    Slices m_slices;
    Slices m_redraws;
    std::shared_ptr<void> m_watch;
    QList<bridge::WorkloadKey> m_watched;
    std::vector<std::string> m_running[2]; ///< names for the feed, of containers and of VMs
};

} // namespace catamaran::ui
