// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stacks/graph_view.h"

#include "ui/theme/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

namespace catamaran::ui {

namespace {

constexpr double kVerticalGap = 28;
const QString kHealthy = QStringLiteral("service_healthy");
const QString kCompleted = QStringLiteral("service_completed_successfully");

QPainterPath pathOf(const QList<QPointF> &points, const QPointF &shift, bool vertical)
{
    QPainterPath path;
    path.moveTo(points.constFirst() + shift);
    for (qsizetype i = 1; i < points.size(); ++i) {
        const QPointF from = points[i - 1] + shift;
        const QPointF to = points[i] + shift;
        const QPointF bend =
            vertical ? QPointF(0, (to.y() - from.y()) / 2) : QPointF((to.x() - from.x()) / 2, 0);
        path.cubicTo(from + bend, to - bend, to);
    }
    return path;
}

/// Where the number stands.
QPointF middleOf(const QList<QPointF> &points, const QPointF &shift, bool vertical)
{
    return pathOf(points, shift, vertical).pointAtPercent(0.5);
}

void drawCount(QPainter &painter, const QPointF &middle, int count)
{
    const Tokens &t = Theme::tokens();
    const QString text = QString::number(count);
    painter.setFont(Theme::font(TextRole::Caption));
    const double width = std::max(18.0, painter.fontMetrics().horizontalAdvance(text) + 10.0);
    const QRectF pill(middle.x() - width / 2, middle.y() - 9, width, 18);
    painter.setPen(QPen(t.accent, 1.2));
    painter.setBrush(t.background);
    painter.drawRoundedRect(pill, 9, 9);
    painter.setPen(t.text);
    painter.drawText(pill, Qt::AlignCenter, text);
}

} // namespace

/// Carries the cards and draws the edges below them.
class GraphView::Canvas : public QWidget {
public:
    explicit Canvas(GraphView *view) : QWidget(view), m_view(view) {}
    QPointF shift;

protected:
    void paintEvent(QPaintEvent *event) override
    {
        Q_UNUSED(event)
        const Tokens &t = Theme::tokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        for (const bool strong : {false, true}) {
            for (const bridge::LayoutEdge &edge : std::as_const(m_view->m_layout.edges)) {
                const bool touched =
                    edge.edge.from == m_view->m_selected || edge.edge.to == m_view->m_selected;
                if (touched != strong || edge.points.size() < 2)
                    continue;
                const QColor color = touched ? t.accent : t.borderStrong;
                QPen pen(color, touched ? 2 : 1.4);
                if (edge.edge.condition != kHealthy && edge.edge.condition != kCompleted)
                    pen.setDashPattern({3, 3});
                painter.setPen(pen);
                painter.setBrush(Qt::NoBrush);
                painter.drawPath(pathOf(edge.points, shift, m_view->m_layout.vertical));
                const QPointF tip = edge.points.constLast() + shift;
                painter.setPen(Qt::NoPen);
                painter.setBrush(color);
                painter.drawPolygon(m_view->m_layout.vertical
                                        ? QPolygonF({tip, tip + QPointF(-4, -8), tip + QPointF(4, -8)})
                                        : QPolygonF({tip, tip + QPointF(-8, -4), tip + QPointF(-8, 4)}));
                if (edge.edge.condition == kCompleted) {
                    painter.setBrush(t.background);
                    painter.setPen(QPen(color, 1.4));
                    painter.drawEllipse(edge.points.constFirst() + shift +
                                            (m_view->m_layout.vertical ? QPointF(0, 6) : QPointF(6, 0)),
                                        3.5, 3.5);
                }
            }
        }
        drawTraffic(painter);
    }
    void mousePressEvent(QMouseEvent *event) override
    {
        Q_UNUSED(event)
        m_view->select({});
    }

private:
    void drawTraffic(QPainter &painter)
    {
        QSet<QPair<QString, QString>> drawn;
        for (const bridge::LayoutEdge &edge : std::as_const(m_view->m_layout.edges)) {
            const int count = m_view->connections(edge.edge.from, edge.edge.to);
            drawn.insert({edge.edge.from, edge.edge.to});
            drawn.insert({edge.edge.to, edge.edge.from});
            if (count > 0 && edge.points.size() > 1)
                drawCount(painter, middleOf(edge.points, shift, m_view->m_layout.vertical), count);
        }
        for (const bridge::StackTraffic &one : std::as_const(m_view->m_traffic)) {
            const NodeCard *client = m_view->card(one.client);
            const NodeCard *server = m_view->card(one.server);
            if (client == nullptr || server == nullptr || drawn.contains({one.client, one.server}))
                continue;
            drawn.insert({one.client, one.server});
            drawn.insert({one.server, one.client});
            const QLineF line(client->geometry().center(), server->geometry().center());
            painter.setPen(QPen(Theme::tokens().accent, 1.2, Qt::DotLine));
            painter.drawLine(line);
            drawCount(painter, line.center(), m_view->connections(one.client, one.server));
        }
    }

    GraphView *m_view;
};

GraphView::GraphView(QWidget *parent) : QScrollArea(parent), m_canvas(new Canvas(this))
{
    setWidget(m_canvas);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Services and what they need"));
    m_canvas->setAccessibleName(tr("Services and what they need"));
    m_canvas->setObjectName(QStringLiteral("scrolled"));
}

void GraphView::setStack(const QList<bridge::StackService> &services, const QList<bridge::StackEdge> &edges)
{
    QStringList names;
    for (const bridge::StackService &service : services)
        names.append(service.name);
    for (const QString &gone : std::as_const(m_names)) {
        if (!names.contains(gone)) {
            NodeCard *card = m_cards.take(gone);
            card->hide();
            card->deleteLater();
        }
    }
    for (int i = 0; i < services.size(); ++i) {
        NodeCard *&card = m_cards[services[i].name];
        if (card == nullptr) {
            card = new NodeCard(services[i].name, m_canvas);
            connect(card, &NodeCard::focused, this, &GraphView::select);
            connect(card, &NodeCard::activated, this, &GraphView::activated);
            connect(card, &NodeCard::moveWanted, this, &GraphView::move);
            card->show();
        }
        card->setColor(i);
        card->setService(services[i]);
    }
    if (!names.contains(m_selected) && !m_selected.isEmpty())
        select({});
    m_names = names;
    m_edges = edges;
    place();
}

void GraphView::setStates(const QList<bridge::ServiceState> &states)
{
    QStringList seen;
    for (const bridge::ServiceState &state : states) {
        seen.append(state.service);
        if (NodeCard *card = m_cards.value(state.service))
            card->setState(state);
    }
    for (const QString &name : std::as_const(m_names)) {
        if (!seen.contains(name)) {
            bridge::ServiceState absent;
            absent.service = name;
            m_cards.value(name)->setState(absent);
        }
    }
}

void GraphView::setTraffic(const QList<bridge::StackTraffic> &traffic)
{
    if (traffic == m_traffic)
        return;
    m_traffic = traffic;
    QHash<QString, QStringList> words;
    for (const bridge::StackTraffic &one : traffic) {
        words[one.client].append(tr("connections to %1: %2").arg(one.server).arg(one.connections));
        words[one.server].append(tr("connections from %1: %2").arg(one.client).arg(one.connections));
    }
    for (const QString &name : std::as_const(m_names))
        m_cards.value(name)->setTraffic(words.value(name));
    m_canvas->update();
}

int GraphView::connections(const QString &one, const QString &other) const
{
    int count = 0;
    for (const bridge::StackTraffic &pair : m_traffic) {
        if ((pair.client == one && pair.server == other) || (pair.client == other && pair.server == one))
            count += pair.connections;
    }
    return count;
}

void GraphView::place()
{
    // From left to right where that fits, else in the direction that hides less.
    const QSizeF room = maximumViewportSize();
    const auto hidden = [&room](const bridge::StackLayout &layout) {
        return std::max(0.0, layout.size.width() - room.width()) +
               std::max(0.0, layout.size.height() - room.height());
    };
    bridge::LayoutMetrics metrics;
    metrics.node = NodeCard::cardSize();
    m_layout = bridge::layoutOf(m_names, m_edges, metrics);
    if (hidden(m_layout) > 0) {
        metrics.vertical = true;
        metrics.layerGap = kVerticalGap;
        const bridge::StackLayout upright = bridge::layoutOf(m_names, m_edges, metrics);
        if (hidden(upright) < hidden(m_layout))
            m_layout = upright;
    }
    m_canvas->shift = {std::max(0.0, std::floor((room.width() - m_layout.size.width()) / 2)),
                       std::max(0.0, std::floor((room.height() - m_layout.size.height()) / 2))};
    m_canvas->resize(m_layout.size.expandedTo(viewport()->size()).toSize());
    QWidget *previous = nullptr;
    for (const QString &name : std::as_const(m_names)) {
        NodeCard *card = m_cards.value(name);
        card->move((m_layout.places.value(name) + m_canvas->shift).toPoint());
        if (previous != nullptr)
            QWidget::setTabOrder(previous, card);
        previous = card;
    }
    m_canvas->update();
}

void GraphView::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    place();
}

void GraphView::select(const QString &service)
{
    if (service == m_selected)
        return;
    if (NodeCard *card = m_cards.value(m_selected))
        card->setSelected(false);
    m_selected = service;
    if (NodeCard *card = m_cards.value(service)) {
        card->setSelected(true);
        ensureWidgetVisible(card, 24, 24);
    }
    m_canvas->update();
    emit selectionChanged(service);
}

void GraphView::move(const QString &service, int dx, int dy)
{
    const QString next = m_layout.neighbour(service, dx, dy);
    if (NodeCard *card = m_cards.value(next))
        card->setFocus(Qt::TabFocusReason);
}

} // namespace catamaran::ui
