// SPDX-License-Identifier: GPL-3.0-or-later
// What opening each page for the first time costs, in milliseconds of the processor, on a scripted deck:
//   QT_QPA_PLATFORM=offscreen bench_pages [WORKLOADS]
#include "src/bridge/session.h"
#include "tests/support/many_workloads.h"
#include "tests/support/support.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"
#include "ui/widgets/page.h"

#include <QApplication>
#include <cstdio>
#include <ctime>

using namespace catamaran;

namespace {

double threadMilliseconds()
{
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// The time since the last call.
double lap()
{
    static double last = threadMilliseconds();
    const double now = threadMilliseconds();
    const double taken = now - last;
    last = now;
    return taken;
}

} // namespace

int main(int argc, char **argv)
{
    lap();
    QApplication application(argc, argv);
    const double made = lap();
    ui::Theme theme(application, ui::Scheme::Dark);
    std::printf("application %.1f, theme %.1f\n", made, lap());
    auto deck = std::make_shared<test::FakeDeck>();
    test::fillWithMany(*deck, argc > 1 ? std::atoi(argv[1]) : 20);
    const test::TemporaryDirectory state;
    bridge::Session session(test::fakeParts(deck, state.path(), 0));
    lap();
    ui::MainWindow window(session, ui::standardPages(session), nullptr);
    const double constructed = lap();
    window.show();
    const double shown = lap();
    QCoreApplication::processEvents();
    std::printf("window: constructed %.1f, shown %.1f, first turn %.1f\n", constructed, shown, lap());
    session.open();
    while (!session.isSettled())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
    std::printf("%-12s %8s %8s %8s %8s %8s %8s\n", "page", "make", "polish", "show", "paint", "again",
                "widgets");
    const QStringList pages = window.pageIds();
    for (const QString &id : pages) {
        QCoreApplication::processEvents();
        lap();
        ui::Page *page = window.page(id);
        const double make = lap();
        const auto widgets = page->findChildren<QWidget *>();
        lap();
        for (QWidget *widget : widgets)
            widget->ensurePolished();
        const double polish = lap();
        window.showPage(id);
        const double show = lap();
        QCoreApplication::sendPostedEvents();
        page->repaint();
        const double paint = lap();
        page->repaint();
        std::printf("%-12s %8.1f %8.1f %8.1f %8.1f %8.1f %8lld\n", qPrintable(id), make, polish, show, paint,
                    lap(), static_cast<long long>(widgets.size()));
    }
    lap();
    theme.setScheme(ui::Scheme::Light);
    const double scheme = lap();
    QCoreApplication::sendPostedEvents();
    std::printf("other colours: %.1f, then %.1f\n", scheme, lap());
    return 0;
}
