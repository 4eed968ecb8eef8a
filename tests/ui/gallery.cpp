// SPDX-License-Identifier: GPL-3.0-or-later
// Renders every page with scripted data, for looking at: ui_gallery DIR [dark|light] [ticks] [WxH]
#include "src/bridge/log_stream.h"
#include "src/bridge/metrics_feed.h"
#include "src/bridge/race.h"
#include "src/bridge/session.h"
#include "tests/support/fake_deck.h"
#include "ui/shell/banner.h"
#include "ui/shell/capture.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"
#include "ui/workloads/details_panel.h"
#include "ui/workloads/workloads_page.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QPushButton>
#include <QTimer>
#include <cstdio>

using namespace catamaran;

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    QApplication application(argc, argv);
    const QString directory = QString::fromLocal8Bit(argv[1]);
    const bool light = argc > 2 && qstrcmp(argv[2], "light") == 0;
    const int ticks = argc > 3 ? QByteArray(argv[3]).toInt() : 12;
    ui::Theme theme(application, light ? ui::Scheme::Light : ui::Scheme::Dark);
    auto deck = std::make_shared<test::FakeDeck>();
    test::fillWithExamples(*deck);
    bridge::Session session(test::fakeParts(deck, {}, 3));
    ui::MainWindow window(session, ui::standardPages(session), nullptr);
    if (argc > 4) {
        const QList<QByteArray> size = QByteArray(argv[4]).split('x');
        window.resize(size[0].toInt(), size[1].toInt());
    }
    window.show();
    session.open();

    ui::Capture capture(session, window, directory);
    capture.setTicks(ticks);
    capture.setRunRaceFirst(5);
    // A picture in the middle of the race.
    QObject::connect(&session.race(), &bridge::Race::happened, &window, [&](const bridge::RaceEvent &event) {
        if (event.run == 2 && event.hull == bridge::Hull::Vm && event.phase.name == QLatin1String("init"))
            window.grab().save(QDir(directory).filePath(QStringLiteral("compare-running.png")));
    });
    QObject::connect(
        &capture, &ui::Capture::finished, &window, [&](const QStringList &files, const QString &) {
            for (const QString &file : files)
                std::printf("%s\n", qPrintable(file));
            window.showPage(QStringLiteral("workloads"));
            auto *page = qobject_cast<ui::WorkloadsPage *>(window.page(QStringLiteral("workloads")));
            for (auto *box : page->findChildren<QComboBox *>()) {
                if (const int kind = box->findData(QStringLiteral("kind")); kind >= 0) {
                    box->setCurrentIndex(kind);
                    QApplication::processEvents();
                    window.grab().save(QDir(directory).filePath(QStringLiteral("workloads-grouped.png")));
                    box->setCurrentIndex(0);
                }
            }
            page->select(session.workloads()[1].key);
            auto *details = page->findChild<ui::DetailsPanel *>();
            static int shot = 0;
            static const char *const kNames[] = {"details-summary", "details-logs", "details-stats",
                                                 "details-inspect"};
            auto *timer = new QTimer(&window);
            timer->setInterval(1500);
            QObject::connect(timer, &QTimer::timeout, &window, [&, details, timer] {
                window.grab().save(
                    QDir(directory).filePath(QString::fromLatin1(kNames[shot]) + QStringLiteral(".png")));
                if (++shot == 4) {
                    timer->stop();
                    emit session.failed(
                        {QStringLiteral("Cannot start api"),
                         QStringLiteral("Port 3000 is taken by another program (node, pid 4121)"),
                         QStringLiteral("Stop that program, or publish another port")});
                    emit session.announced(QStringLiteral("queue stopped"));
                    QTimer::singleShot(100, &window, [&] {
                        window.grab().save(QDir(directory).filePath(QStringLiteral("banner.png")));
                        QApplication::exit(0);
                    });
                    return;
                }
                details->showTab(static_cast<ui::DetailsPanel::Tab>(shot));
            });
            timer->start();
        });
    capture.start();
    return QApplication::exec();
}
