// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

namespace catamaran::ui {

/// Whether somebody can see it: Qt calls what is in a minimised window visible. Nothing is sampled and
/// nothing redrawn for what nobody sees.
[[nodiscard]] bool isSeen(const QWidget &widget);

/// One page of the window. The shell draws title, status line and the widgets of the header above it.
///
/// A page reads the session only, and keeps no state of its own that the session could tell. It samples and
/// paints live data only while it is visible (showEvent, hideEvent).
class Page : public QWidget {
    Q_OBJECT

public:
    explicit Page(QWidget *parent = nullptr);

    [[nodiscard]] virtual QString title() const = 0;
    [[nodiscard]] QString subtitle() const { return m_subtitle; }
    /// For the right end of the header, in order; owned by the page's parent chain once shown.
    [[nodiscard]] virtual QList<QWidget *> headerWidgets() { return {}; }
    /// True when everything the page shows for the present state has arrived; for captures.
    [[nodiscard]] virtual bool isSettled() const { return true; }
    /// True while the page samples something, so that ticks of the metrics feed will come.
    [[nodiscard]] virtual bool isLive() const { return false; }
    /// Another page asked for something: {"image", "localhost/demo:latest"}, {"start", true}.
    virtual void receive(const QString &topic, const QVariant &value);

signals:
    void subtitleChanged(const QString &text);
    void settled();
    /// Show another page and hand it something.
    void navigate(const QString &pageId, const QString &topic, const QVariant &value);

protected:
    void setSubtitle(const QString &text);

private:
    QString m_subtitle;
};

} // namespace catamaran::ui
