// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/values.h"

#include <QFrame>

class QLabel;

namespace catamaran::ui {

class Pill;

/// The figures of one hull in a row: time to ready, memory, disk, CPU spent. `better` marks the smaller one.
class HullCard : public QFrame {
    Q_OBJECT

public:
    explicit HullCard(bridge::Hull hull, QWidget *parent = nullptr);
    void setResult(const bridge::HullView *result, const bridge::HullView *other);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Figure {
        QLabel *value = nullptr;
        QLabel *note = nullptr;
    };
    Figure addFigure(class QHBoxLayout *row, const QString &caption);
    bridge::Hull m_hull;
    Pill *m_label = nullptr;
    Figure m_startup;
    Figure m_memory;
    Figure m_disk;
    Figure m_cpu;
};

} // namespace catamaran::ui
