// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/stack_values.h"

#include <QHash>
#include <QPointF>
#include <QSizeF>

namespace catamaran::bridge {

/// Sizes of a layered drawing, in pixels.
struct LayoutMetrics {
    QSizeF node{208, 96};
    double layerGap = 72; ///< between the columns
    double nodeGap = 20;  ///< between the nodes of a column
    double margin = 16;
    bool vertical = false; ///< layers from top to bottom instead of from left to right
};

/// One edge as a chain of points, from the node that is needed to the one that needs it.
struct LayoutEdge {
    StackEdge edge;
    QList<QPointF> points;
};

/// A graph of services drawn from left (what others need) to right (what needs others).
struct StackLayout {
    QHash<QString, QPointF> places; ///< top left corner
    QHash<QString, int> layers;
    QList<LayoutEdge> edges;
    QSizeF size;
    bool vertical = false;

    /// The next node from `from` towards dx, dy (-1, 0, 1): along the column or to the nearest one of the
    /// next column. `from` itself where there is none. For arrow keys.
    [[nodiscard]] QString neighbour(const QString &from, int dx, int dy) const;
};

/// Layers by the longest chain of dependencies, order within a layer by barycentres, so that few edges
/// cross; edges that skip layers are led between the nodes. Edges that would close a circle (the loader
/// refuses them, an edited file may have them for a moment) are drawn but do not order anything.
/// Deterministic; O((V + E) * layers). Pure.
StackLayout layoutOf(const QStringList &nodes, const QList<StackEdge> &edges,
                     const LayoutMetrics &metrics = {});

} // namespace catamaran::bridge
