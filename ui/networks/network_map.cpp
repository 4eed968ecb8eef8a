// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/networks/network_map.h"

#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <cmath>

namespace catamaran::ui {

namespace {

constexpr double kRadius = 9;

QString heading(MapNode::Kind kind)
{
    switch (kind) {
    case MapNode::Kind::Port:
        return NetworkMap::tr("Ports of this machine");
    case MapNode::Kind::Network:
        return NetworkMap::tr("Networks");
    case MapNode::Kind::Workload:
        return NetworkMap::tr("Containers and VMs");
    }
    return {};
}

} // namespace

NetworkMap::NetworkMap(QWidget *parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Map of the networks"));
    setAccessibleDescription(tr("The table beside it has the same"));
    setToolTip(tr("Click a network to select it, double-click a container or VM to open it"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
}

void NetworkMap::setData(const QList<bridge::NetworkRow> &networks,
                         const QList<bridge::WorkloadRow> &workloads)
{
    m_networks = networks;
    m_workloads = workloads;
    relayout();
}

void NetworkMap::relayout()
{
    m_map = layoutMap(m_networks, m_workloads, width());
    m_hovered = -1;
    if (m_current >= m_map.nodes.size())
        m_current = -1;
    setMinimumHeight(static_cast<int>(m_map.size.height()));
    update();
}

void NetworkMap::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    relayout();
}

void NetworkMap::setSelectedNetwork(const QString &name)
{
    m_selected = name;
    update();
}

int NetworkMap::selectedNode() const
{
    for (int i = 0; i < m_map.nodes.size(); ++i) {
        if (m_map.nodes[i].kind == MapNode::Kind::Network && m_map.nodes[i].id == m_selected)
            return i;
    }
    return -1;
}

void NetworkMap::paintEvent(QPaintEvent *event)
{
    const Tokens &t = Theme::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    // A map of thousands is far higher than what shows of it.
    const QRectF shown = QRectF(event->rect()).adjusted(-4, -4, 4, 4);
    QList<int> lit;
    if (m_hovered >= 0)
        lit = m_map.neighbours(m_hovered);
    painter.setFont(Theme::font(TextRole::TableHead));
    painter.setPen(t.text3);
    QList<MapNode::Kind> titled;
    for (const MapNode &node : m_map.nodes) {
        if (titled.contains(node.kind))
            continue;
        titled.append(node.kind);
        painter.drawText(QRectF(node.place.left(), 6, 220, 22),
                         static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter), heading(node.kind));
    }
    paintEdges(painter, shown, lit);
    for (int i = 0; i < m_map.nodes.size(); ++i) {
        if (m_map.nodes[i].place.intersects(shown))
            paintNode(painter, i, !lit.isEmpty() && !lit.contains(i));
    }
    if (hasFocus() && m_current < 0) {
        painter.setPen(t.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5), kRadius, kRadius);
    }
}

void NetworkMap::paintEdges(QPainter &painter, const QRectF &shown, const QList<int> &lit) const
{
    const Tokens &t = Theme::tokens();
    const int selected = selectedNode();
    painter.setBrush(Qt::NoBrush);
    for (const MapEdge &edge : m_map.edges) {
        const MapNode &from = m_map.nodes[edge.from];
        const MapNode &to = m_map.nodes[edge.to];
        const QPointF begin(from.place.right(), from.place.center().y());
        const QPointF end(to.place.left(), to.place.center().y());
        // The curve stays between the heights of its ends.
        if (std::min(begin.y(), end.y()) > shown.bottom() || std::max(begin.y(), end.y()) < shown.top())
            continue;
        const double bend = std::max(30.0, (end.x() - begin.x()) * 0.45);
        QPainterPath path(begin);
        path.cubicTo(begin + QPointF(bend, 0), end - QPointF(bend, 0), end);
        const bool member = edge.kind == MapEdge::Kind::Member;
        const bool strong = (lit.contains(edge.from) && lit.contains(edge.to)) || edge.from == selected;
        QColor color = member ? hullColor(to.workload.hull) : t.accent;
        if (!strong)
            color = blend(color, t.surface, lit.isEmpty() ? 0.55 : 0.18);
        QPen pen(color, strong ? 2.2 : 1.5);
        if (!member)
            pen.setDashPattern({3, 3});
        painter.setPen(pen);
        painter.drawPath(path);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(end, 3, 3);
        painter.setBrush(Qt::NoBrush);
    }
}

void NetworkMap::paintNode(QPainter &painter, int index, bool dimmed) const
{
    const Tokens &t = Theme::tokens();
    const MapNode &node = m_map.nodes[index];
    const bool network = node.kind == MapNode::Kind::Network;
    const bool selected = network && node.id == m_selected;
    const bool port = node.kind == MapNode::Kind::Port;
    const QColor hue = port ? t.accent : network ? t.text2 : hullColor(node.workload.hull);
    painter.setOpacity(dimmed ? 0.4 : 1);
    QColor border = t.border;
    if (selected || (hasFocus() && index == m_current))
        border = t.accent;
    else if (index == m_hovered)
        border = t.borderStrong;
    painter.setPen(QPen(border, selected ? 2 : 1));
    painter.setBrush(selected ? t.accentSoft : t.raised);
    const double radius = port ? node.place.height() / 2 : kRadius;
    painter.drawRoundedRect(node.place.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    QRectF inner = node.place.adjusted(12, 0, -12, 0);
    if (port) {
        painter.setFont(Theme::font(TextRole::Mono));
        painter.setPen(t.text);
        painter.drawText(
            inner, static_cast<int>(Qt::AlignCenter),
            painter.fontMetrics().elidedText(node.title, Qt::ElideRight, static_cast<int>(inner.width())));
        painter.setOpacity(1);
        return;
    }
    const QRectF tile(inner.left(), inner.center().y() - 14, 28, 28);
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.tint(hue));
    painter.drawRoundedRect(tile, 7, 7);
    drawIcon(painter, tile.adjusted(6, 6, -6, -6),
             network ? QStringLiteral("network") : hullIcon(node.workload.hull), hue);
    inner.setLeft(tile.right() + 10);
    const QString note = node.internal ? tr("%1 · internal").arg(node.detail) : node.detail;
    const bool two = !note.isEmpty();
    const QRectF first = two ? QRectF(inner.left(), inner.center().y() - 18, inner.width(), 18) : inner;
    painter.setFont(Theme::font(TextRole::BodyStrong));
    painter.setPen(t.text);
    const auto elide = [&painter](const QString &text, double width) {
        return painter.fontMetrics().elidedText(text, Qt::ElideRight, static_cast<int>(width));
    };
    painter.drawText(first, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
                     elide(node.title, inner.width()));
    if (two) {
        painter.setFont(Theme::font(TextRole::Caption));
        painter.setPen(t.text2);
        painter.drawText(QRectF(inner.left(), inner.center().y() + 1, inner.width(), 16),
                         static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter), elide(note, inner.width()));
    }
    painter.setOpacity(1);
}

void NetworkMap::choose(int node)
{
    m_current = node;
    if (node >= 0 && m_map.nodes[node].kind == MapNode::Kind::Network)
        emit networkChosen(m_map.nodes[node].id);
    update();
}

void NetworkMap::mouseMoveEvent(QMouseEvent *event)
{
    const int node = m_map.nodeAt(event->position());
    if (node != m_hovered) {
        m_hovered = node;
        setCursor(node >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
        update();
    }
}

void NetworkMap::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    m_hovered = -1;
    update();
}

void NetworkMap::mousePressEvent(QMouseEvent *event)
{
    setFocus();
    choose(m_map.nodeAt(event->position()));
}

void NetworkMap::mouseDoubleClickEvent(QMouseEvent *event)
{
    const int node = m_map.nodeAt(event->position());
    if (node >= 0 && m_map.nodes[node].kind != MapNode::Kind::Network)
        emit workloadActivated(m_map.nodes[node].workload);
}

void NetworkMap::keyPressEvent(QKeyEvent *event)
{
    const auto count = static_cast<int>(m_map.nodes.size());
    if (count == 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    const bool forward = event->key() == Qt::Key_Down || event->key() == Qt::Key_Right;
    if (forward || event->key() == Qt::Key_Up || event->key() == Qt::Key_Left) {
        choose((std::max(m_current, forward ? -1 : 0) + (forward ? 1 : count - 1)) % count);
        m_hovered = m_current;
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_current >= 0) {
        if (m_map.nodes[m_current].kind != MapNode::Kind::Network)
            emit workloadActivated(m_map.nodes[m_current].workload);
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace catamaran::ui
