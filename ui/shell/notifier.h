// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/values.h"

#include <QHash>
#include <QObject>
#include <memory>

namespace catamaran::ui {

/// Something that happened while nobody looked at the window.
struct Notice {
    QString title;
    QString text;
    bridge::WorkloadKey workload; ///< whose logs the action shows; an empty id: none
    bool urgent = false;
};

/// What is worth a notice between two lists of workloads: those that failed, or that became unhealthy. Pure.
QList<Notice> noticesOf(const QList<bridge::WorkloadRow> &before, const QList<bridge::WorkloadRow> &after);

/// Sends notices to the desktop (org.freedesktop.Notifications), with actions; where there is no bus or no
/// server they are only told by refused(), and the window shows them itself. Thread: GUI; never waits for the
/// bus.
class Notifier : public QObject {
    Q_OBJECT

public:
    explicit Notifier(QObject *parent = nullptr);
    ~Notifier() override;
    void send(const Notice &notice);
    /// Without a session bus there is none to ask for one: that would start programs and wait for them.
    static bool hasBus();

signals:
    void refused(const catamaran::ui::Notice &notice);
    void activated(const catamaran::ui::Notice &notice);
    void logsWanted(const catamaran::ui::Notice &notice);

private slots:
    void onAction(uint id, const QString &action);
    void onClosed(uint id, uint reason);

private:
    bool m_connected = false;
    QHash<uint, Notice> m_shown;
};

} // namespace catamaran::ui
