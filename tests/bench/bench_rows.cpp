// SPDX-License-Identifier: GPL-3.0-or-later
// The table of workloads with many rows, on a scripted deck:
//   QT_QPA_PLATFORM=offscreen bench_rows [WORKLOADS]
// Milliseconds of the GUI thread's processor time; a frame has 16.
#include "src/bridge/metrics_feed.h"
#include "src/bridge/session.h"
#include "tests/support/many_workloads.h"
#include "tests/support/support.h"
#include "ui/models/workload_filter.h"
#include "ui/models/workload_model.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"
#include "ui/workloads/workload_table.h"
#include "ui/workloads/workloads_page.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QScrollBar>
#include <QTableView>
#include <QTest>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <numeric>

using namespace catamaran;

namespace {

constexpr int kMeasuredSeconds = 10;

double cpuMilliseconds(clockid_t clock)
{
    timespec now{};
    ::clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

template <typename Work>
double taken(const Work &work)
{
    const double begin = cpuMilliseconds(CLOCK_THREAD_CPUTIME_ID);
    work();
    return cpuMilliseconds(CLOCK_THREAD_CPUTIME_ID) - begin;
}

void say(const char *what, QList<double> times)
{
    std::sort(times.begin(), times.end());
    std::printf("%-38s median %7.2f ms   longest %7.2f ms   (%lld times)\n", what, times[times.size() / 2],
                times.constLast(), static_cast<long long>(times.size()));
}

/// What the whole process uses while it shows this page, in percent of one core.
void idleFor(const char *what)
{
    const double begin = cpuMilliseconds(CLOCK_PROCESS_CPUTIME_ID);
    const double beginGui = cpuMilliseconds(CLOCK_THREAD_CPUTIME_ID);
    QElapsedTimer clock;
    clock.start();
    QTest::qWait(kMeasuredSeconds * 1000);
    const double wall = static_cast<double>(clock.elapsed());
    std::printf("%-38s %6.2f %% of a core, of it the GUI thread %.2f %%\n", what,
                (cpuMilliseconds(CLOCK_PROCESS_CPUTIME_ID) - begin) / wall * 100,
                (cpuMilliseconds(CLOCK_THREAD_CPUTIME_ID) - beginGui) / wall * 100);
}

} // namespace

int main(int argc, char **argv)
{
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    QApplication application(argc, argv);
    ui::Theme theme(application, ui::Scheme::Dark);
    const int rows = argc > 1 ? std::atoi(argv[1]) : 10'000;
    auto deck = std::make_shared<test::FakeDeck>();
    test::fillWithMany(*deck, rows);
    const test::TemporaryDirectory state;
    bridge::Session session(test::fakeParts(deck, state.path(), 0));
    ui::MainWindow window(session, ui::standardPages(session), nullptr);
    window.showPage(QStringLiteral("workloads"));
    window.show();
    session.open();
    while (!session.isSettled())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
    auto *page = window.page(QStringLiteral("workloads"));
    auto *table = page->findChild<QTableView *>();
    auto *model = page->findChild<ui::WorkloadModel *>();
    auto *filter = page->findChild<ui::WorkloadFilter *>();
    auto *search = qobject_cast<QLineEdit *>(page->headerWidgets().constFirst());
    QTest::qWait(2500);
    std::printf("%d workloads, %d shown\n", model->rowCount(), filter->rowCount());
    const auto paint = [&] {
        QCoreApplication::sendPostedEvents();
        table->viewport()->repaint();
    };

    QList<double> times;
    for (int i = 0; i < 50; ++i) {
        times.append(taken([&] {
            model->updateFigures();
            paint();
        }));
    }
    say("new figures, and painting", times);
    times.clear();
    QScrollBar *bar = table->verticalScrollBar();
    for (int i = 0; i < 200; ++i) {
        times.append(taken([&] {
            bar->setValue(bar->value() + (i % 2 == 0 ? 120 : bar->maximum() / 200));
            paint();
        }));
    }
    say("a frame of scrolling", times);
    bar->setValue(0);
    times.clear();
    for (int round = 0; round < 3; ++round) {
        for (const QChar letter : QStringLiteral("web-01 run")) {
            times.append(taken([&] {
                QTest::keyClick(search, letter.toLatin1());
                paint();
            }));
        }
        for (int i = 0; i < 10; ++i) {
            times.append(taken([&] {
                QTest::keyClick(search, Qt::Key_Backspace);
                paint();
            }));
        }
    }
    say("a key in the filter", times);
    for (const auto &[name, column] : {std::pair{"sorting by name", ui::WorkloadModel::Name},
                                       {"sorting by CPU", ui::WorkloadModel::Cpu},
                                       {"sorting by uptime", ui::WorkloadModel::Uptime}}) {
        times.clear();
        for (int i = 0; i < 6; ++i) {
            times.append(taken([&] {
                filter->sort(column, i % 2 == 0 ? Qt::DescendingOrder : Qt::AscendingOrder);
                paint();
            }));
        }
        say(name, times);
    }
    filter->sort(ui::WorkloadModel::Name, Qt::AscendingOrder);
    times.clear();
    for (int i = 0; i < 20; ++i) {
        QObject wait;
        bool came = false;
        QObject::connect(&session, &bridge::Session::workloadsChanged, &wait, [&] { came = true; });
        const core::WorkloadId id = test::manyWorkload(i * 5).id;
        deck->setState(id, core::State::Paused);
        // The turn that takes the new list over is the one with the signal.
        while (!came) {
            const double used = taken([] { QCoreApplication::processEvents(QEventLoop::AllEvents, 1); });
            if (came)
                times.append(used);
        }
    }
    say("taking over a list with one change", times);
    idleFor("the page at 1 Hz");
    window.showPage(QStringLiteral("overview"));
    idleFor("Overview (sums of all that run) at 1 Hz");
    filter->sort(ui::WorkloadModel::Cpu, Qt::DescendingOrder);
    window.showPage(QStringLiteral("workloads"));
    idleFor("the page in order of CPU at 1 Hz");
    filter->sort(ui::WorkloadModel::Name, Qt::AscendingOrder);
    auto *grouped = page->findChild<ui::WorkloadTable *>();
    for (const auto &[name, by] :
         {std::pair{"grouping by stack", ui::Grouping::Stack}, {"grouping by kind", ui::Grouping::Kind}}) {
        times.clear();
        for (int i = 0; i < 6; ++i) {
            times.append(taken([&] {
                grouped->setGrouping(i % 2 == 0 ? by : ui::Grouping::None);
                paint();
            }));
        }
        say(name, times);
    }
    grouped->setGrouping(ui::Grouping::Kind);
    QTest::qWait(2500);
    times.clear();
    for (int i = 0; i < 20; ++i) {
        times.append(taken([&] {
            grouped->setFolded(0, i % 2 == 0);
            paint();
        }));
    }
    say("folding 9 of 10 rows", times);
    times.clear();
    for (int i = 0; i < 50; ++i) {
        times.append(taken([&] {
            model->updateFigures();
            paint();
        }));
    }
    say("new figures with sums, and painting", times);
    idleFor("the page in groups at 1 Hz");
    return 0;
}
