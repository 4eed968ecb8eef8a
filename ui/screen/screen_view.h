// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QPointer>
#include <QWidget>

namespace catamaran::ui {

class ScreenLink;

/// Shows a VM's screen and sends it keys and pointer. All keys go to the guest while it has the focus, Tab
/// and the window's own shortcuts included; Control and Alt pressed and let go give them back (released()).
class ScreenView : public QWidget {
    Q_OBJECT

public:
    explicit ScreenView(QWidget *parent = nullptr);

    /// Null: nothing to show. The link is not owned.
    void setLink(ScreenLink *link);
    /// Fitted into the widget, or each pixel one pixel of the display.
    void setScaled(bool scaled);
    [[nodiscard]] bool isScaled() const { return m_scaled; }
    void setMessage(const QString &text);
    /// A press and release of all of them.
    void sendChord(const QList<std::uint32_t> &keysyms);

    [[nodiscard]] QSize sizeHint() const override;

signals:
    void released();

protected:
    bool event(QEvent *event) override;
    bool focusNextPrevChild(bool) override { return false; }
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    [[nodiscard]] QRectF target() const;
    void takeChanges();
    void point(QPointF position);
    void letGo();
    [[nodiscard]] bool holdsOnlyChord() const;

    QPointer<ScreenLink> m_link;
    QHash<quint32, std::uint32_t> m_held; ///< by the key's place: what was sent when it went down
    QString m_message;
    int m_buttons = 0;
    bool m_scaled = true;
    bool m_chord = false; ///< nothing but Control and Alt was pressed
};

} // namespace catamaran::ui
