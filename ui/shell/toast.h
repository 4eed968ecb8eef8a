// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

namespace catamaran::ui {

/// A short sentence at the lower right that goes by itself: something the user asked for is done.
class Toast : public QWidget {
    Q_OBJECT

public:
    explicit Toast(QWidget *window);
    void showText(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
    QString m_text;
    QTimer m_timer;
};

} // namespace catamaran::ui
