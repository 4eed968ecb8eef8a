// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/networks/map_layout.h"

#include <QWidget>

namespace catamaran::ui {

/// The map of networks, painted; what the pointer or the keyboard is on lights up with its neighbours.
///
/// Keyboard: arrows go from node to node, Enter opens. The table beside it has the same for screen readers.
class NetworkMap : public QWidget {
    Q_OBJECT

public:
    explicit NetworkMap(QWidget *parent = nullptr);

    void setData(const QList<bridge::NetworkRow> &networks, const QList<bridge::WorkloadRow> &workloads);
    void setSelectedNetwork(const QString &name);
    [[nodiscard]] const NetworkMapLayout &map() const { return m_map; }
    [[nodiscard]] QSize sizeHint() const override { return m_map.size.toSize(); }

signals:
    void networkChosen(const QString &name);
    void workloadActivated(const catamaran::bridge::WorkloadKey &key);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void relayout();
    void choose(int node);
    void paintEdges(QPainter &painter, const QRectF &shown, const QList<int> &lit) const;
    void paintNode(QPainter &painter, int index, bool dimmed) const;
    [[nodiscard]] int selectedNode() const;

    QList<bridge::NetworkRow> m_networks;
    QList<bridge::WorkloadRow> m_workloads;
    NetworkMapLayout m_map;
    QString m_selected;
    int m_hovered = -1;
    int m_current = -1; ///< of the keyboard
};

} // namespace catamaran::ui
