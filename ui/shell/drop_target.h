// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/stack_drop.h"

#include <QWidget>

namespace catamaran::ui {

/// Covers the window while something is dragged over it, says what would happen, and takes the drop.
///
/// Drags of plain text over a text field stay that field's own. What is no stack is refused with the reason
/// in view. Install once on a window; it looks at the drag events of all its widgets.
class DropTarget : public QWidget {
    Q_OBJECT

public:
    explicit DropTarget(QWidget *window);
    [[nodiscard]] const bridge::StackOffer &offer() const { return m_offer; }

signals:
    void dropped(const catamaran::bridge::StackOffer &offer);

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
    bridge::StackOffer m_offer;
};

} // namespace catamaran::ui
