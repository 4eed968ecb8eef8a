// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

namespace catamaran::bridge {
class Session;
}

namespace catamaran::ui {

class GraphView;

/// Tells a graph who talks to whom, as long as it can be seen. Thread: GUI.
class TrafficFeed : public QObject {
    Q_OBJECT

public:
    /// `graph` owns it.
    TrafficFeed(bridge::Session &session, GraphView *graph);
    void setProject(const QString &project);

private:
    void look();

    bridge::Session &m_session;
    GraphView *m_graph;
    QString m_project;
    QTimer m_timer;
};

} // namespace catamaran::ui
