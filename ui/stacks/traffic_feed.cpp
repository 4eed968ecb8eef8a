// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stacks/traffic_feed.h"

#include "src/bridge/session.h"
#include "src/bridge/stacks.h"
#include "ui/stacks/graph_view.h"

namespace catamaran::ui {

namespace {

constexpr int kLookMilliseconds = 2000;

} // namespace

TrafficFeed::TrafficFeed(bridge::Session &session, GraphView *graph)
    : QObject(graph), m_session(session), m_graph(graph)
{
    m_timer.setInterval(kLookMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &TrafficFeed::look);
    connect(&session.stacks(), &bridge::Stacks::trafficSeen, this,
            [this](const QString &project, const QList<bridge::StackTraffic> &traffic) {
                if (project == m_project)
                    m_graph->setTraffic(traffic);
            });
    m_timer.start();
}

void TrafficFeed::setProject(const QString &project)
{
    if (project == m_project)
        return;
    m_project = project;
    m_graph->setTraffic({});
    look();
}

void TrafficFeed::look()
{
    if (!m_project.isEmpty() && m_graph->isVisible() && !m_graph->window()->isMinimized())
        m_session.stacks().lookAtTraffic(m_project);
}

} // namespace catamaran::ui
