// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/room_values.h"

#include <QLineF>
#include <QRectF>

/// Where things stand on the map of networks. Pure.
namespace catamaran::ui {

struct MapNode {
    enum class Kind { Port, Network, Workload };
    Kind kind = Kind::Network;
    QString id;     ///< the port's text, the network's name, the workload's key
    QString title;  ///< "8080 → 80", "bridge", "web"
    QString detail; ///< "10.88.0.0/16", "10.88.0.2"
    bridge::WorkloadKey workload;
    bool internal = false;
    QRectF place;
};

struct MapEdge {
    enum class Kind { Member, Published };
    Kind kind = Kind::Member;
    int from = 0; ///< index of a node
    int to = 0;
};

struct NetworkMapLayout {
    QList<MapNode> nodes;
    QList<MapEdge> edges;
    QSizeF size;
    [[nodiscard]] int nodeAt(const QPointF &point) const; ///< -1: none
    /// Nodes that an edge connects with this one, itself included.
    [[nodiscard]] QList<int> neighbours(int node) const;
};

/// Networks at the left, what runs in the middle, the ports it publishes on this machine at the right.
/// Networks without members stay, "host" and "none" only when they have some. Workloads stand near their
/// networks, so that few lines cross.
NetworkMapLayout layoutMap(const QList<bridge::NetworkRow> &networks,
                           const QList<bridge::WorkloadRow> &workloads, double width);

} // namespace catamaran::ui
