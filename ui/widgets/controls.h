// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>

class QVBoxLayout;

/// Small building blocks that every page uses, so that the same thing looks the same everywhere.
namespace catamaran::ui {

/// `tone` is "", "2", "3", "ok", "warn", "error", "container" or "vm".
QLabel *makeLabel(const QString &text, TextRole role, const QString &tone = {}, QWidget *parent = nullptr);
void setTone(QLabel *label, const QString &tone);

/// `kind` is "", "primary", "danger", "chip", "navigation" or "tab". Tooltip and accessible name default to
/// the text.
QPushButton *makeButton(const QString &text, const QString &iconName = {}, const QString &kind = {},
                        QWidget *parent = nullptr);
QToolButton *makeToolButton(const QString &iconName, const QString &name, QWidget *parent = nullptr);

/// A rounded frame with 16 px padding and a vertical layout.
QFrame *makeCard(QWidget *parent = nullptr);
QVBoxLayout *cardLayout(QFrame *card);

/// A transparent scroll area around `content` that keeps its width.
QScrollArea *makeScroll(QWidget *content, QWidget *parent = nullptr);

/// A label that shortens its text with "…" instead of growing the window.
class ElidedLabel : public QLabel {
    Q_OBJECT

public:
    explicit ElidedLabel(const QString &text = {}, QWidget *parent = nullptr);
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

/// What a page shows when it has nothing: what belongs here and how to get it.
class EmptyState : public QWidget {
    Q_OBJECT

public:
    EmptyState(const QString &iconName, const QString &title, const QString &text, const QString &action = {},
               QWidget *parent = nullptr);
    void setTexts(const QString &title, const QString &text);

signals:
    void activated();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_icon;
    QLabel *m_title = nullptr;
    QLabel *m_text = nullptr;
};

} // namespace catamaran::ui
