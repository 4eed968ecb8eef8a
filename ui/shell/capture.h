// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <QTimer>
#include <functional>

namespace catamaran::bridge {
class Session;
}

namespace catamaran::ui {

class ComparePage;
class MainWindow;

/// Renders every page of the window, with the state that is there, to PNG files.
///
/// Waits for the session's first lists (or its failure) and for a few ticks of the sampler, so that charts
/// show curves; then visits the pages in order. Emits finished() once.
class Capture : public QObject {
    Q_OBJECT

public:
    Capture(bridge::Session &session, MainWindow &window, QString directory, QObject *parent = nullptr);
    /// Only these pages; empty: all.
    void setPages(const QStringList &ids);
    /// Run a comparison first.
    void setRunRaceFirst(int runs);
    /// Ticks of the sampler to wait for on each page with something running.
    void setTicks(int ticks) { m_wantedTicks = ticks; }
    void start();

signals:
    /// The files written; on failure fewer than pages, and `problem` says why.
    void finished(const QStringList &files, const QString &problem);

private:
    void begin();
    void visitNext();
    void proceed();
    void shoot();
    /// Every experiment of the Compare page, also what is scrolled out of sight.
    void saveTabs(const QString &name, ComparePage &compare);
    void save(const QString &name, const class QPixmap &picture);

    bridge::Session &m_session;
    MainWindow &m_window;
    QString m_directory;
    QStringList m_pages;
    QStringList m_files;
    QString m_problem;
    QString m_current;
    int m_wantedTicks = 12;
    int m_ticks = 0;
    int m_raceRuns = 0;
    bool m_begun = false;
    bool m_done = false;
    bool m_shooting = false;
    QTimer m_viewTimer;
    QTimer m_deadline;
};

} // namespace catamaran::ui
