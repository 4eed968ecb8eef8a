// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;

namespace catamaran::ui {

/// One large figure with its caption, a note under it and an icon in a tinted tile. A press opens what it
/// counts.
class KpiCard : public QFrame {
    Q_OBJECT

public:
    /// `tone` is "container", "vm" or "accent".
    KpiCard(const QString &caption, const QString &iconName, const QString &tone, QWidget *parent = nullptr);
    void setFigure(const QString &figure, const QString &note);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_caption;
    QString m_icon;
    QString m_tone;
    QLabel *m_figure = nullptr;
    QLabel *m_note = nullptr;
};

} // namespace catamaran::ui
