// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QPushButton;

namespace catamaran::ui {

class ChartLink;

/// Chips for how far back the charts of a link reach, and the way back from a zoom.
class RangeBar : public QWidget {
    Q_OBJECT

public:
    explicit RangeBar(ChartLink &link, QWidget *parent = nullptr);
    [[nodiscard]] QPushButton &button(int seconds);

private:
    void update();

    ChartLink &m_link;
    QList<QPushButton *> m_ranges;
    QPushButton *m_reset;
};

} // namespace catamaran::ui
