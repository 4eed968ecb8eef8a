// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/stack_values.h"

#include <QWidget>

namespace catamaran::ui {

/// What a node of the graph shows beside its state.
struct NodeFigures {
    QList<qreal> cpu; ///< percent, oldest first; NaN is a gap
    QString cpuText;
    QList<qreal> memory; ///< bytes
    QString memoryText;
};

/// One service in the graph: hull, name, image, replicas, state in shape, word and hue, and while it runs
/// the last minute of CPU and memory. A widget of its own, so that Tab, focus ring, tooltip and screen
/// readers work as everywhere.
class NodeCard : public QWidget {
    Q_OBJECT

public:
    explicit NodeCard(const QString &service, QWidget *parent = nullptr);

    void setService(const bridge::StackService &service);
    void setState(const bridge::ServiceState &state);
    void setFigures(const NodeFigures &figures);
    /// "2 connections to db": for the tooltip and those who cannot see the edges.
    void setTraffic(const QStringList &words);
    void setColor(int index) { m_color = index; }
    void setSelected(bool selected);
    /// What an up has to say about it right now: "Pulling 40 %", "Waiting for db".
    void setProgress(const QString &words, bool failed);
    [[nodiscard]] const QString &service() const { return m_name; }
    [[nodiscard]] QSize sizeHint() const override;
    static QSizeF cardSize() { return {216, 104}; }

signals:
    void focused(const QString &service);
    void activated(const QString &service);
    void moveWanted(const QString &service, int dx, int dy);

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void describe();

    QString m_name;
    bridge::StackService m_service;
    bridge::ServiceState m_state;
    NodeFigures m_figures;
    QStringList m_traffic;
    QString m_progress;
    bool m_progressFailed = false;
    bool m_selected = false;
    int m_color = 0;
};

/// Draws a curve without axes into `rect`; the highest value decides the scale, at least `floor`.
void drawSparkline(QPainter &painter, const QRectF &rect, const QList<qreal> &values, double floor,
                   const QColor &color);

} // namespace catamaran::ui
