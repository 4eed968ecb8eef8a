// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/networks/map_layout.h"

#include <QHash>
#include <algorithm>
#include <numeric>

namespace catamaran::ui {

namespace {

constexpr double kTop = 40;
constexpr double kBottom = 16;
constexpr double kSide = 18;
constexpr double kPortWidth = 132;
constexpr double kPortHeight = 28;
constexpr double kPortGap = 6;
constexpr double kNetworkHeight = 58;
constexpr double kNetworkGap = 26;
constexpr double kWorkloadHeight = 48;
constexpr double kWorkloadGap = 12;

struct Wanted {
    const bridge::WorkloadRow *row;
    double rank; ///< mean place of its networks
    QString address;
};

/// Stacks these from the top so that the whole column is centred in `height`.
void stack(QList<MapNode> &nodes, MapNode::Kind kind, double x, double width, double nodeHeight, double gap,
           double height)
{
    const auto count =
        std::count_if(nodes.begin(), nodes.end(), [kind](const MapNode &n) { return n.kind == kind; });
    double y = kTop + (height - (static_cast<double>(count) * (nodeHeight + gap) - gap)) / 2;
    for (MapNode &node : nodes) {
        if (node.kind != kind)
            continue;
        node.place = QRectF(x, y, width, nodeHeight);
        y += nodeHeight + gap;
    }
}

} // namespace

int NetworkMapLayout::nodeAt(const QPointF &point) const
{
    for (int i = 0; i < nodes.size(); ++i) {
        if (nodes[i].place.contains(point))
            return i;
    }
    return -1;
}

QList<int> NetworkMapLayout::neighbours(int node) const
{
    QList<int> near{node};
    for (const MapEdge &edge : edges) {
        if (edge.from == node)
            near.append(edge.to);
        else if (edge.to == node)
            near.append(edge.from);
    }
    // A port's network and a network's ports belong to the picture too: both are neighbours of the workload.
    return near;
}

NetworkMapLayout layoutMap(const QList<bridge::NetworkRow> &networks,
                           const QList<bridge::WorkloadRow> &workloads, double width)
{
    NetworkMapLayout map;
    QList<bridge::NetworkRow> shown;
    for (const bridge::NetworkRow &network : networks) {
        const bool listedOnly =
            network.driver == QLatin1String("host") || network.driver == QLatin1String("null");
        if (!listedOnly || !network.members.isEmpty())
            shown.append(network);
    }
    std::stable_sort(shown.begin(), shown.end(), [](const auto &a, const auto &b) {
        return a.isDefault != b.isDefault ? a.isDefault : a.name < b.name;
    });
    QHash<QString, QList<int>> placesOf; // networks of a workload
    QHash<QString, QString> addresses;
    for (int i = 0; i < shown.size(); ++i) {
        for (const bridge::NetworkMember &member : shown[i].members) {
            placesOf[member.key.id].append(i);
            QString &address = addresses[member.key.id];
            address = address.isEmpty() ? member.address : address + QStringLiteral(", ") + member.address;
        }
        MapNode node;
        node.kind = MapNode::Kind::Network;
        node.id = node.title = shown[i].name;
        node.detail = shown[i].subnet.isEmpty() ? shown[i].driver : shown[i].subnet;
        node.internal = shown[i].internal;
        map.nodes.append(node);
    }
    QList<Wanted> wanted;
    for (const bridge::WorkloadRow &row : workloads) {
        if (!row.isRunning() && row.state != bridge::State::Paused)
            continue;
        const QList<int> places = placesOf.value(row.key.id);
        double rank = static_cast<double>(shown.size());
        if (!places.isEmpty())
            rank = std::accumulate(places.begin(), places.end(), 0.0) / static_cast<double>(places.size());
        wanted.append({&row, rank, addresses.value(row.key.id)});
    }
    std::stable_sort(wanted.begin(), wanted.end(), [](const Wanted &a, const Wanted &b) {
        return a.rank != b.rank ? a.rank < b.rank : a.row->name < b.row->name;
    });
    int ports = 0;
    for (const Wanted &one : wanted) {
        const auto workload = static_cast<int>(map.nodes.size());
        MapNode node;
        node.kind = MapNode::Kind::Workload;
        node.id = one.row->key.text();
        node.workload = one.row->key;
        node.title = one.row->name;
        node.detail = one.address;
        map.nodes.append(node);
        for (const int place : placesOf.value(one.row->key.id))
            map.edges.append({MapEdge::Kind::Member, place, workload});
        for (const QString &port : one.row->ports) {
            if (!port.contains(QChar(0x2192)))
                continue; // not published
            MapNode chip;
            chip.kind = MapNode::Kind::Port;
            chip.id = port;
            chip.title = port;
            chip.title.remove(QStringLiteral("0.0.0.0:"));
            chip.workload = one.row->key;
            map.nodes.append(chip);
            map.edges.append({MapEdge::Kind::Published, workload, static_cast<int>(map.nodes.size()) - 1});
            ++ports;
        }
    }
    const double height = std::max({160.0, static_cast<double>(shown.size()) * (kNetworkHeight + kNetworkGap),
                                    static_cast<double>(wanted.size()) * (kWorkloadHeight + kWorkloadGap),
                                    ports * (kPortHeight + kPortGap)});
    const double inner = std::max(520.0, width) - 2 * kSide;
    const double column = (inner - kPortWidth) * 0.37;
    const double middle = kSide + column + (inner - kPortWidth - 2 * column) * 0.6;
    stack(map.nodes, MapNode::Kind::Network, kSide, column, kNetworkHeight, kNetworkGap, height);
    stack(map.nodes, MapNode::Kind::Workload, middle, column, kWorkloadHeight, kWorkloadGap, height);
    stack(map.nodes, MapNode::Kind::Port, kSide + inner - kPortWidth, kPortWidth, kPortHeight, kPortGap,
          height);
    map.size = QSizeF(inner + 2 * kSide, kTop + height + kBottom);
    return map;
}

} // namespace catamaran::ui
