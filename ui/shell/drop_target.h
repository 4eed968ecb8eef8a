// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"
#include "src/bridge/stack_drop.h"

#include <QWidget>

namespace catamaran::ui {

/// Covers the window while something is dragged over it, says what would happen, and takes the drop.
///
/// Drags of plain text over a text field stay that field's own. A stack is opened; over the row of a workload
/// files are for it; anything else that may be useful is handed on to be looked at; the rest is refused with
/// the reason in view. Install once on a window; it looks at the drag events of all its widgets.
class DropTarget : public QWidget {
    Q_OBJECT

public:
    explicit DropTarget(QWidget *window);
    [[nodiscard]] const bridge::StackOffer &offer() const { return m_offer; }

signals:
    void dropped(const catamaran::bridge::StackOffer &offer);
    /// To be examined; `onto` has an empty id where it was no workload.
    void given(const QStringList &paths, const QString &text, const catamaran::bridge::WorkloadKey &onto);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    bool begin(const QMimeData *mime);
    void end();
    /// The workload whose row lies at a place of the window.
    void findRow(const QPoint &position);
    [[nodiscard]] bool isStack() const;
    [[nodiscard]] bool isWelcome() const { return isStack() || !m_promise.isEmpty() || !m_onto.id.isEmpty(); }

    bridge::StackOffer m_offer;
    QStringList m_paths;
    QString m_text;
    QString m_promise; ///< what may be made of it, where it is no stack
    bridge::WorkloadKey m_onto;
    QString m_ontoName;
    QRect m_ontoRect;
};

} // namespace catamaran::ui
