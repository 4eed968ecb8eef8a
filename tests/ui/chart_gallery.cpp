// SPDX-License-Identifier: GPL-3.0-or-later
// Draws four charts for looking at, and measures what live ones cost: chart_gallery DIR [dark|light], or
// chart_gallery --bench SECONDS [HZ] (percent of one core, of the whole process, with nothing else to do).
#include "ui/charts/chart_link.h"
#include "ui/charts/live_chart.h"
#include "ui/charts/range_bar.h"
#include "ui/theme/theme.h"
#include "ui/widgets/log_view.h"

#include <QApplication>
#include <QChart>
#include <QChartView>
#include <QDateTime>
#include <QDir>
#include <QGridLayout>
#include <QTimer>
#include <cmath>
#include <cstdio>
#include <ctime>

using namespace catamaran;
using bridge::Quantity;

namespace {

/// A day with a night in which the machine was off, a busy hour, and spikes.
std::shared_ptr<bridge::Past> aDay(double scale)
{
    auto past = std::make_shared<bridge::Past>();
    past->readAtMs = QDateTime::currentMSecsSinceEpoch();
    unsigned noise = 7;
    const auto add = [&](int ago, int step) {
        noise = noise * 1103515245U + 12345U;
        const double jitter = (noise >> 16 & 255) / 255.0;
        const double busy = 18 + 12 * std::sin(ago / 4000.0) + (ago < 9000 && ago > 6000 ? 45 : 0);
        metrics::HistoryPoint point;
        point.atMs = past->readAtMs - ago * 1000LL;
        point.stepMs = step * 1000LL;
        for (std::size_t q = 0; q < metrics::kHistoryQuantities; ++q) {
            point.mean[q] = scale * (busy + 6 * jitter);
            point.peak[q] = *point.mean[q] * (step > 1 ? 1.2 + (jitter > 0.97 ? 1.4 : 0.2 * jitter) : 1.0);
        }
        past->points.push_back(point);
    };
    for (int ago = 24 * 3600; ago > 6 * 3600; ago -= 60) {
        if (ago > 17 * 3600 || ago < 11 * 3600)
            add(ago, 60);
    }
    for (int ago = 6 * 3600; ago > 900; ago -= 10)
        add(ago, 10);
    for (int ago = 900; ago > 0; --ago) {
        if (ago > 400 || ago < 330)
            add(ago, 1);
    }
    return past;
}

double processSeconds()
{
    timespec now = {};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    QApplication application(argc, argv);
    const bool bench = qstrcmp(argv[1], "--bench") == 0;
    ui::Theme theme(application,
                    argc > 2 && qstrcmp(argv[2], "light") == 0 ? ui::Scheme::Light : ui::Scheme::Dark);
    ui::ChartLink link;
    QWidget window;
    window.resize(1360, 860);
    auto *grid = new QGridLayout(&window);
    grid->addWidget(new ui::RangeBar(link), 0, 0, 1, 2);
    const QList<ui::Curve> pair{{QStringLiteral("Containers"), bridge::Hull::Container, false},
                                {QStringLiteral("VMs"), bridge::Hull::Vm, false}};
    const QList<ui::LiveChart *> charts{
        new ui::LiveChart(QStringLiteral("CPU"), QStringLiteral("cpu"), ui::Unit::Percent, pair),
        new ui::LiveChart(QStringLiteral("Memory"), QStringLiteral("memory-stick"), ui::Unit::Bytes, pair),
        new ui::LiveChart(QStringLiteral("Network"), QStringLiteral("arrow-down-up"),
                          ui::Unit::BytesPerSecond, pair),
        new ui::LiveChart(QStringLiteral("Disk"), QStringLiteral("hard-drive"), ui::Unit::BytesPerSecond,
                          pair)};
    for (int i = 0; i < charts.size(); ++i) {
        charts[i]->setLink(&link);
        grid->addWidget(charts[i], 1 + i / 2, i % 2);
    }
    window.show();
    QList<bridge::CurvePoint> points[2];
    double second = 0;
    const auto tick = [&](double step) {
        second += step;
        for (int hull = 0; hull < 2; ++hull) {
            for (bridge::CurvePoint &point : points[hull])
                point.secondsAgo += step;
            points[hull].append({0, 40 + 30 * std::sin(second / 5 + hull) + 10 * std::sin(second * 1.7)});
            // As many as the feed gives.
            while (points[hull].constFirst().secondsAgo > 60 ||
                   points[hull].size() > ui::LiveChart::kMaximumPoints)
                points[hull].removeFirst();
            const double scales[] = {1, 4e6, 3e4, 9e4};
            for (int i = 0; i < charts.size(); ++i) {
                QList<bridge::CurvePoint> scaled = points[hull];
                for (bridge::CurvePoint &point : scaled)
                    *point.value *= scales[i];
                charts[i]->setData(hull, scaled);
            }
        }
        for (ui::LiveChart *chart : charts)
            chart->flush();
    };
    const double scales[] = {1, 4e6, 3e4, 9e4};
    for (int i = 0; i < charts.size(); ++i) {
        for (int hull = 0; hull < 2; ++hull)
            charts[i]->setPast(hull, aDay(scales[i] * (hull == 0 ? 1 : 0.6)), {Quantity::CpuPercent});
    }
    for (int i = 0; i < 60; ++i)
        tick(1);

    if (bench) {
        const int seconds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 20;
        const double hertz = argc > 3 ? std::max(0.1, std::atof(argv[3])) : 1;
        auto *timer = new QTimer(&window);
        QObject::connect(timer, &QTimer::timeout, &window, [&] { tick(1 / hertz); });
        timer->start(static_cast<int>(1000 / hertz));
        double begun = 0;
        QTimer::singleShot(2000, &window, [&] { begun = processSeconds(); });
        int rangesLeft = 2;
        auto *report = new QTimer(&window);
        QObject::connect(report, &QTimer::timeout, &window, [&] {
            const double used = processSeconds() - begun;
            std::printf("%s: 4 charts of 2 series at %g Hz: %.2f %% of one core\n",
                        link.isLive() ? "the last minute" : "15 min of history", hertz, 100 * used / seconds);
            if (--rangesLeft == 0)
                QApplication::quit();
            link.setRange(900);
            begun = processSeconds();
        });
        QTimer::singleShot(2000, report, [report, seconds] { report->start(seconds * 1000); });
        return QApplication::exec();
    }

    const QDir directory(QString::fromLocal8Bit(argv[1]));
    const auto shoot = [&](const char *name) {
        QApplication::processEvents();
        window.grab().save(directory.filePath(QString::fromLatin1(name)));
    };
    QTimer::singleShot(300, &window, [&] {
        link.setCrosshair(21.0);
        shoot("charts-live.png");
        link.setRange(24 * 3600);
        link.setCrosshair(2.1 * 3600);
        shoot("charts-day.png");
        link.setView(1200, 0);
        link.setCrosshair(500.0);
        shoot("charts-zoomed.png");
        charts[0]->setTableShown(true);
        charts[1]->findChild<QChartView *>()->setFocus();
        shoot("charts-table.png");
        ui::LogView log;
        log.resize(700, 240);
        log.grab().save(directory.filePath(QStringLiteral("log-empty.png")));
        QApplication::quit();
    });
    return QApplication::exec();
}
