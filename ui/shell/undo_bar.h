// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace catamaran::bridge {
class UndoBin;
}

namespace catamaran::ui {

/// At the bottom of the window while a removal waits: what will go, how long it waits, and the way back.
class UndoBar : public QWidget {
    Q_OBJECT

public:
    UndoBar(bridge::UndoBin &bin, QWidget *window);
    [[nodiscard]] QPushButton *undoButton() { return m_undo; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void appear(const QString &sentence, int milliseconds);
    void place();
    bridge::UndoBin &m_bin;
    QLabel *m_text = nullptr;
    QPushButton *m_undo = nullptr;
    QPushButton *m_now = nullptr;
    QElapsedTimer m_since;
    int m_milliseconds = 0;
    QTimer m_tick; ///< only while it shows
};

} // namespace catamaran::ui
