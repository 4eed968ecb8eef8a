// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/stack_layout.h"

#include <algorithm>
#include <cmath>

namespace catamaran::bridge {

namespace {

constexpr int kSweeps = 4;

/// One place of a column: a service, or the spot where a long edge passes.
struct Slot {
    QString name; ///< empty for a spot
    int layer = 0;
    double order = 0;
    QList<int> before; ///< slots of the layer to the left
    QList<int> after;
};

struct Link {
    qsizetype edge;
    QList<int> chain; ///< slots from the needed node to the one that needs it
};

class Builder {
public:
    Builder(const QStringList &nodes, const QList<StackEdge> &edges, const LayoutMetrics &metrics)
        : m_edges(edges), m_metrics(metrics)
    {
        for (const QString &node : nodes) {
            if (!m_index.contains(node)) {
                m_index.insert(node, static_cast<int>(m_slots.size()));
                m_slots.append({node, 0, 0, {}, {}});
            }
        }
    }

    StackLayout build()
    {
        findLayers();
        insertSpots();
        orderLayers();
        return place();
    }

private:
    void findLayers()
    {
        // Kahn's order; nodes that are left over stand on a circle and stay where they are.
        const int count = static_cast<int>(m_slots.size());
        QList<QList<int>> needs(count);
        QList<int> open(count, 0);
        for (const StackEdge &edge : m_edges) {
            const int from = m_index.value(edge.to, -1);
            const int to = m_index.value(edge.from, -1);
            if (from < 0 || to < 0 || from == to)
                continue;
            needs[from].append(to);
            ++open[to];
        }
        QList<int> ready;
        for (int i = 0; i < count; ++i) {
            if (open[i] == 0)
                ready.append(i);
        }
        for (qsizetype at = 0; at < ready.size(); ++at) {
            for (const int next : std::as_const(needs[ready[at]])) {
                m_slots[next].layer = std::max(m_slots[next].layer, m_slots[ready[at]].layer + 1);
                if (--open[next] == 0)
                    ready.append(next);
            }
        }
    }

    void insertSpots()
    {
        for (qsizetype i = 0; i < m_edges.size(); ++i) {
            const int from = m_index.value(m_edges[i].to, -1);
            const int to = m_index.value(m_edges[i].from, -1);
            if (from < 0 || to < 0 || from == to)
                continue;
            Link link{i, {from}};
            for (int layer = m_slots[from].layer + 1; layer < m_slots[to].layer; ++layer) {
                link.chain.append(static_cast<int>(m_slots.size()));
                m_slots.append({{}, layer, 0, {}, {}});
            }
            link.chain.append(to);
            if (m_slots[to].layer > m_slots[from].layer) {
                for (qsizetype k = 1; k < link.chain.size(); ++k) {
                    m_slots[link.chain[k - 1]].after.append(link.chain[k]);
                    m_slots[link.chain[k]].before.append(link.chain[k - 1]);
                }
            }
            m_links.append(link);
        }
    }

    void orderLayers()
    {
        for (int i = 0; i < m_slots.size(); ++i) {
            while (m_layers.size() <= m_slots[i].layer)
                m_layers.append(QList<int>());
            m_slots[i].order = static_cast<double>(m_layers[m_slots[i].layer].size());
            m_layers[m_slots[i].layer].append(i);
        }
        for (int sweep = 0; sweep < kSweeps; ++sweep) {
            const bool forward = sweep % 2 == 0;
            for (qsizetype k = 0; k < m_layers.size(); ++k) {
                QList<int> &layer = m_layers[forward ? k : m_layers.size() - 1 - k];
                QHash<int, double> weights;
                for (const int slot : std::as_const(layer)) {
                    const QList<int> &others = forward ? m_slots[slot].before : m_slots[slot].after;
                    double sum = 0;
                    for (const int other : others)
                        sum += m_slots[other].order;
                    weights.insert(slot, others.isEmpty() ? m_slots[slot].order
                                                          : sum / static_cast<double>(others.size()));
                }
                std::stable_sort(layer.begin(), layer.end(),
                                 [&weights](int a, int b) { return weights[a] < weights[b]; });
                for (qsizetype i = 0; i < layer.size(); ++i)
                    m_slots[layer[i]].order = static_cast<double>(i);
            }
        }
    }

    [[nodiscard]] double heightOf(int slot) const
    {
        return m_slots[slot].name.isEmpty() ? m_metrics.nodeGap : m_metrics.node.height();
    }

    StackLayout place() const
    {
        StackLayout out;
        double tallest = 0;
        QList<double> heights;
        for (const QList<int> &layer : m_layers) {
            double height = 0;
            for (const int slot : layer)
                height += heightOf(slot) + m_metrics.nodeGap;
            heights.append(std::max(0.0, height - m_metrics.nodeGap));
            tallest = std::max(tallest, heights.constLast());
        }
        QHash<int, QPointF> places;
        for (qsizetype k = 0; k < m_layers.size(); ++k) {
            const double x =
                m_metrics.margin + static_cast<double>(k) * (m_metrics.node.width() + m_metrics.layerGap);
            double y = m_metrics.margin + std::floor((tallest - heights[k]) / 2);
            for (const int slot : m_layers[k]) {
                places.insert(slot, {x, y});
                if (!m_slots[slot].name.isEmpty()) {
                    out.places.insert(m_slots[slot].name, {x, y});
                    out.layers.insert(m_slots[slot].name, static_cast<int>(k));
                }
                y += heightOf(slot) + m_metrics.nodeGap;
            }
        }
        for (const Link &link : m_links) {
            LayoutEdge edge{m_edges[link.edge], {}};
            for (qsizetype i = 0; i < link.chain.size(); ++i) {
                const int slot = link.chain[i];
                const QPointF middle = places[slot] + QPointF(0, heightOf(slot) / 2);
                if (i > 0)
                    edge.points.append(middle);
                if (i + 1 < link.chain.size())
                    edge.points.append(middle + QPointF(m_metrics.node.width(), 0));
            }
            out.edges.append(edge);
        }
        const auto columns = static_cast<double>(m_layers.size());
        out.size = {2 * m_metrics.margin + columns * m_metrics.node.width() +
                        std::max(0.0, columns - 1) * m_metrics.layerGap,
                    2 * m_metrics.margin + tallest};
        return out;
    }

    const QList<StackEdge> &m_edges;
    LayoutMetrics m_metrics;
    QHash<QString, int> m_index;
    QList<Slot> m_slots;
    QList<Link> m_links;
    QList<QList<int>> m_layers;
};

} // namespace

StackLayout layoutOf(const QStringList &nodes, const QList<StackEdge> &edges, const LayoutMetrics &metrics)
{
    if (!metrics.vertical)
        return Builder(nodes, edges, metrics).build();
    // The same drawing, its axes exchanged.
    LayoutMetrics turned = metrics;
    turned.node = metrics.node.transposed();
    StackLayout layout = Builder(nodes, edges, turned).build();
    for (QPointF &place : layout.places)
        place = place.transposed();
    for (LayoutEdge &edge : layout.edges) {
        for (QPointF &point : edge.points)
            point = point.transposed();
    }
    layout.size.transpose();
    layout.vertical = true;
    return layout;
}

QString StackLayout::neighbour(const QString &from, int dx, int dy) const
{
    if (!places.contains(from))
        return from;
    if (vertical)
        std::swap(dx, dy);
    const auto along = [this](const QPointF &place) { return vertical ? place.x() : place.y(); };
    const double here = along(places.value(from));
    const int layer = layers.value(from);
    QString best = from;
    double nearest = 0;
    for (auto it = places.begin(); it != places.end(); ++it) {
        const double down = along(it.value()) - here;
        const bool fits =
            dx == 0 ? layers.value(it.key()) == layer && down * dy > 0 : layers.value(it.key()) == layer + dx;
        if (!fits || it.key() == from)
            continue;
        const double distance = std::abs(down);
        if (best == from || distance < nearest || (distance == nearest && it.key() < best)) {
            best = it.key();
            nearest = distance;
        }
    }
    return best;
}

} // namespace catamaran::bridge
