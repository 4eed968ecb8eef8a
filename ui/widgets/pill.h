// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/values.h"

#include <QString>
#include <QWidget>

class QPainter;
class QRectF;

namespace catamaran::ui {

/// Draws a state as dot or icon and word in a tinted pill at the left of `rect`, centred vertically.
/// Returns its width.
int paintPill(QPainter &painter, const QRectF &rect, const QString &text, const QString &iconName,
              const QColor &color);

/// The same as a widget.
class Pill : public QWidget {
public:
    explicit Pill(QWidget *parent = nullptr);
    void setState(bridge::State state);
    void setText(const QString &text, const QString &iconName, const QString &tone);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QColor color() const;
    QString m_text;
    QString m_icon;
    QString m_tone;
    std::optional<bridge::State> m_state;
};

} // namespace catamaran::ui
