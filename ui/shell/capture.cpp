// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/capture.h"

#include "src/bridge/metrics_feed.h"
#include "src/bridge/race.h"
#include "src/bridge/session.h"
#include "ui/compare/compare_page.h"
#include "ui/details/details_page.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/page.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QPixmap>

namespace catamaran::ui {

namespace {
/// The engine may have to adopt containers and probe the accelerator; a race may run before.
constexpr int kDeadlineMilliseconds = 300'000;
constexpr int kViewMilliseconds = 1500;
} // namespace

Capture::Capture(bridge::Session &session, MainWindow &window, QString directory, QObject *parent)
    : QObject(parent), m_session(session), m_window(window), m_directory(std::move(directory)),
      m_pages(window.pageIds())
{
    m_viewTimer.setSingleShot(true);
    m_viewTimer.setInterval(kViewMilliseconds);
    connect(&m_viewTimer, &QTimer::timeout, this, &Capture::proceed);
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(kDeadlineMilliseconds);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        m_problem = tr("the state did not settle in time");
        m_done = true;
        emit finished(m_files, m_problem);
    });
}

void Capture::setPages(const QStringList &ids)
{
    if (!ids.isEmpty())
        m_pages = ids;
}

void Capture::setRunRaceFirst(int runs)
{
    m_raceRuns = runs;
}

void Capture::start()
{
    if (!QDir().mkpath(m_directory)) {
        emit finished({}, tr("cannot make the folder %1").arg(m_directory));
        return;
    }
    m_deadline.start();
    connect(&m_session, &bridge::Session::settled, this, &Capture::begin);
    connect(&m_session, &bridge::Session::openFailed, this, &Capture::begin);
    if (m_session.isSettled() || m_session.phase() == bridge::Session::Phase::Failed)
        begin();
}

void Capture::begin()
{
    if (std::exchange(m_begun, true))
        return;
    connect(&m_session.metrics(), &bridge::MetricsFeed::ticked, this, [this] {
        ++m_ticks;
        proceed();
    });
    if (m_raceRuns > 0 && m_session.phase() == bridge::Session::Phase::Open) {
        connect(&m_session.race(), &bridge::Race::finished, this, &Capture::visitNext);
        connect(&m_session.race(), &bridge::Race::failed, this, [this](const bridge::Problem &problem) {
            m_problem = problem.text();
            visitNext();
        });
        m_window.showPage(QStringLiteral("compare"));
        Page *page = m_window.page(QStringLiteral("compare"));
        page->receive(QStringLiteral("runs"), m_raceRuns);
        page->receive(QStringLiteral("start"), true);
        return;
    }
    visitNext();
}

void Capture::visitNext()
{
    if (m_done)
        return;
    if (m_pages.isEmpty()) {
        m_done = true;
        m_deadline.stop();
        emit finished(m_files, m_problem);
        return;
    }
    m_current = m_pages.takeFirst();
    m_ticks = 0;
    // "details/logs": one view of a page, that of the page itself before.
    const QString id = m_current.section(QLatin1Char('/'), 0, 0);
    const QString view = m_current.section(QLatin1Char('/'), 1);
    m_window.showPage(id);
    Page *page = m_window.page(id);
    if (auto *details = qobject_cast<DetailsPage *>(page)) {
        details->showView(view);
        m_window.showPage(id); // its title is another now
        m_viewTimer.start();
        if (view.isEmpty() && !m_session.workloads().isEmpty()) {
            for (const QString &further : DetailsPage::views())
                m_pages.append(id + QLatin1Char('/') + further);
        }
    }
    connect(page, &Page::settled, this, &Capture::proceed, Qt::UniqueConnection);
    // Through the event loop: layouts and pending signals come first.
    QTimer::singleShot(0, this, &Capture::proceed);
}

void Capture::proceed()
{
    if (m_done || m_shooting || m_current.isEmpty())
        return;
    const bool failed = m_session.phase() == bridge::Session::Phase::Failed;
    Page *page = m_window.page(m_current.section(QLatin1Char('/'), 0, 0));
    if (!failed && !page->isSettled())
        return;
    if (page->isLive() && m_ticks < m_wantedTicks)
        return;
    // What a view asks for (a log, a shell's prompt) comes from another thread; nothing tells of its end.
    if (m_viewTimer.isActive())
        return;
    // The labels that this tick has changed are laid out by the event loop first.
    m_shooting = true;
    QTimer::singleShot(0, this, &Capture::shoot);
}

void Capture::shoot()
{
    // What was filled a moment ago gets its sizes from the event loop, one level of layouts at a time.
    for (int pass = 0; pass < 3; ++pass)
        QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents);
    m_shooting = false;
    const QString name = m_current;
    m_current.clear();
    save(QString(name).replace(QLatin1Char('/'), QLatin1Char('-')), m_window.grab());
    if (auto *compare = qobject_cast<ComparePage *>(m_window.page(name)))
        // Longer than a window; apart, so that all pictures of one folder have the size that was asked for.
        saveTabs(name, *compare);
    visitNext();
}

void Capture::saveTabs(const QString &name, ComparePage &compare)
{
    const QStringList tabs = ComparePage::tabNames();
    for (const QString &tab : tabs) {
        compare.showTab(tab);
        // Scroll bars come and go with the sizes that the event loop tells.
        QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents);
        const QString part = tab == tabs.first() ? name : name + QLatin1Char('-') + tab;
        if (tab != tabs.first())
            save(part, m_window.grab());
        save(QStringLiteral("full/") + part, compare.grabContent());
    }
    compare.showTab(tabs.first());
}

void Capture::save(const QString &name, const QPixmap &picture)
{
    const QString path = QDir(m_directory).filePath(name + QStringLiteral(".png"));
    QDir().mkpath(QFileInfo(path).absolutePath());
    if (picture.save(path))
        m_files.append(path);
    else
        m_problem = tr("cannot write %1").arg(path);
}

} // namespace catamaran::ui
