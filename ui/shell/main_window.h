// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/pages.h"

#include <QHash>
#include <QMainWindow>
#include <QPointer>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QSettings;
class QStackedWidget;

namespace catamaran::bridge {
class Session;
}

namespace catamaran::ui {

class Banner;
class Conveniences;
class ElidedLabel;
class Page;
class Toast;

/// The one window: navigation at the left, header, banner and page at the right.
///
/// Keeps geometry and the current page in `settings` (an ini file; the window does not own it and nullptr
/// means do not keep). Everything about workloads comes from the session.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(bridge::Session &session, const QList<PageEntry> &pages, QSettings *settings,
               QWidget *parent = nullptr);
    ~MainWindow() override;

    void showPage(const QString &id);
    [[nodiscard]] QString currentPageId() const { return m_current; }
    /// The page, made now if it was not yet visited; nullptr for an unknown id.
    Page *page(const QString &id);
    [[nodiscard]] QStringList pageIds() const;
    /// Makes and dresses the pages that nobody has opened yet, one step at a time in idle moments, so that
    /// the first opening of one takes no longer than the others. Emits isReady() at the end.
    void getReady();
    [[nodiscard]] Banner &banner() { return *m_banner; }
    [[nodiscard]] const QList<PageEntry> &entries() const { return m_entries; }
    [[nodiscard]] Conveniences &conveniences() { return *m_conveniences; }

signals:
    void firstFrameShown();
    void isReady();

protected:
    void closeEvent(QCloseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeNavigation();
    QWidget *makeHeader();
    void updateEngineLine();
    void showHeaderOf(Page *page);
    void readyStep();

    bridge::Session &m_session;
    QList<PageEntry> m_entries;
    QSettings *m_settings;
    QHash<QString, QPushButton *> m_buttons;
    QHash<QString, Page *> m_pages;
    QString m_current;
    QPointer<QWidget> m_returnFocus; ///< had it when the details were opened
    QStackedWidget *m_stack = nullptr;
    QLabel *m_title = nullptr;
    ElidedLabel *m_subtitle = nullptr;
    QHBoxLayout *m_tools = nullptr;
    QLabel *m_engineState = nullptr;
    QLabel *m_engineDetail = nullptr;
    Banner *m_banner = nullptr;
    Toast *m_toast = nullptr;
    Conveniences *m_conveniences = nullptr;
    QStringList m_toMake;
    QPointer<Page> m_toDress;
    bool m_painted = false;
};

} // namespace catamaran::ui
