// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"
#include "ui/widgets/page.h"

#include <memory>

class QFrame;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace catamaran::ui {

class DiskCard;
class KpiCard;
class LiveChart;

/// This computer at a glance: what runs, what it costs, what needs attention.
class OverviewPage : public Page {
    Q_OBJECT

public:
    explicit OverviewPage(bridge::Session &session, QWidget *parent = nullptr);
    ~OverviewPage() override;

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QList<QWidget *> headerWidgets() override;
    [[nodiscard]] bool isSettled() const override { return m_session.isSettled(); }

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
    void addAttention(const QString &iconName, const QString &tone, const QString &title, const QString &text,
                      const QString &fix);
    [[nodiscard]] QList<bridge::CurvePoint> sum(bridge::Hull hull, bridge::Quantity quantity) const;
    [[nodiscard]] QList<bridge::CurvePoint> sum(bridge::Hull hull, bridge::Quantity first,
                                                bridge::Quantity second) const;

    bridge::Session &m_session;
    QPushButton *m_compare = nullptr;
    KpiCard *m_containers = nullptr;
    KpiCard *m_vms = nullptr;
    KpiCard *m_memory = nullptr;
    KpiCard *m_cpu = nullptr;
    QList<LiveChart *> m_charts;
    QFrame *m_attention = nullptr;
    DiskCard *m_disk = nullptr;
    QScrollArea *m_scroll = nullptr;
    QVBoxLayout *m_attentionRows = nullptr;
    QList<QWidget *> m_attentionWidgets;
    std::shared_ptr<void> m_watch;
};

} // namespace catamaran::ui
