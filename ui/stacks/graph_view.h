// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/stack_layout.h"
#include "ui/stacks/node_card.h"

#include <QHash>
#include <QScrollArea>

namespace catamaran::ui {

/// The services of a stack and what they need: from left (needed first) to right. Arrow keys walk along the
/// graph, Enter shows the service. Edges that wait for health are solid, others dashed; the legend says so.
class GraphView : public QScrollArea {
    Q_OBJECT

public:
    explicit GraphView(QWidget *parent = nullptr);

    /// Sets the services and edges; cards whose service stays keep focus and figures.
    void setStack(const QList<bridge::StackService> &services, const QList<bridge::StackEdge> &edges);
    void setStates(const QList<bridge::ServiceState> &states);
    /// Connections that are open now: their number on the edge, or a dotted line where no edge is.
    void setTraffic(const QList<bridge::StackTraffic> &traffic);
    /// The number on the edge between two services, either way; 0: none.
    [[nodiscard]] int connections(const QString &one, const QString &other) const;
    [[nodiscard]] NodeCard *card(const QString &service) const { return m_cards.value(service); }
    [[nodiscard]] const QString &selected() const { return m_selected; }
    void select(const QString &service);

signals:
    void selectionChanged(const QString &service);
    void activated(const QString &service);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    class Canvas;
    void place();
    void move(const QString &service, int dx, int dy);

    Canvas *m_canvas;
    QHash<QString, NodeCard *> m_cards;
    QStringList m_names;
    QList<bridge::StackEdge> m_edges;
    bridge::StackLayout m_layout;
    QList<bridge::StackTraffic> m_traffic;
    QString m_selected;
};

} // namespace catamaran::ui
