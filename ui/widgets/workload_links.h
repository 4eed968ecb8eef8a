// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/values.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace catamaran::ui {

/// "Used by  [box] web  [box] api  2 more": workloads by name, each a button to its details. Those that find
/// no place are in a menu. Hidden while there is none.
class WorkloadLinks : public QWidget {
    Q_OBJECT

public:
    explicit WorkloadLinks(const QString &caption, QWidget *parent = nullptr);
    void setWorkloads(const QList<bridge::WorkloadRow> &rows);

signals:
    void wanted(const catamaran::bridge::WorkloadKey &key);

private:
    QList<std::pair<bridge::WorkloadKey, QString>> m_shown;
    QHBoxLayout *m_row;
    QList<QWidget *> m_buttons;
};

} // namespace catamaran::ui
