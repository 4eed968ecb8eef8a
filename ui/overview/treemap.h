// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/desk_values.h"

#include <QRectF>
#include <QWidget>

namespace catamaran::ui {

/// Rectangles whose areas are as the values, near to squares (Bruls, Huizing, van Wijk, "Squarified
/// Treemaps"). `values` are sorted, largest first, and positive. Pure.
QList<QRectF> treemapLayout(const QList<double> &values, const QRectF &area);

/// What lies on the disk, by size. What nothing uses is hatched. Arrow keys walk, tooltips name.
class Treemap : public QWidget {
    Q_OBJECT

public:
    explicit Treemap(QWidget *parent = nullptr);
    void setUsage(const bridge::UsageView &usage);
    [[nodiscard]] QSize sizeHint() const override { return {600, 220}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    void place();
    [[nodiscard]] QString wordsOf(const bridge::UsageRow &row) const;
    bridge::UsageView m_usage;
    QList<QRectF> m_places;
    QSize m_placedFor;
    int m_current = -1;
};

} // namespace catamaran::ui
