// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/stack_values.h"

#include <QListWidget>

namespace catamaran::ui {

/// One stack to choose: one that has workloads, or one that was open lately.
struct StackEntry {
    QString project; ///< empty: not known before it is loaded
    QString title;
    QString detail;
    bridge::StackSource source;
    bool isUp = false;
    bool isWell = true;
    bool operator==(const StackEntry &) const = default;
};

/// The entries of the list: what runs first, then the recent ones. Pure.
QList<StackEntry> stackEntries(const QList<bridge::StackState> &states,
                               const QList<bridge::StackSource> &recent);

/// The stacks at the left of the page. Enter opens, Delete forgets a recent one.
class StackList : public QListWidget {
    Q_OBJECT

public:
    explicit StackList(QWidget *parent = nullptr);
    void setEntries(const QList<StackEntry> &entries);
    [[nodiscard]] const QList<StackEntry> &entries() const { return m_entries; }
    /// Marks without telling.
    void markCurrent(const QString &project, const bridge::StackSource &source);

signals:
    void chosen(const catamaran::ui::StackEntry &entry);
    void forgetWanted(const catamaran::ui::StackEntry &entry);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QList<StackEntry> m_entries;
};

} // namespace catamaran::ui
