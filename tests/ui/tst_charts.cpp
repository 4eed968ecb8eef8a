// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/metrics_feed.h"
#include "src/bridge/session.h"
#include "tests/support/fake_deck.h"
#include "tests/support/support.h"
#include "ui/charts/chart_link.h"
#include "ui/charts/live_chart.h"
#include "ui/charts/past_curve.h"
#include "ui/charts/range_bar.h"
#include "ui/stacks/stacked_chart.h"
#include "ui/theme/theme.h"

#include <QChart>
#include <QChartView>
#include <QHBoxLayout>
#include <QLineSeries>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <QWheelEvent>
#include <cmath>

using namespace catamaran;
using bridge::Quantity;

namespace {

constexpr int kPatience = 15'000;

/// A day of minutes, the last quarter of an hour of seconds, nothing between 12 h and 10 h ago, and a spike
/// of one second 5 h ago.
std::shared_ptr<bridge::Past> aDay()
{
    auto past = std::make_shared<bridge::Past>();
    past->readAtMs = QDateTime::currentMSecsSinceEpoch();
    const auto add = [&](int secondsAgo, int step, double mean, double peak) {
        metrics::HistoryPoint point;
        point.atMs = past->readAtMs - secondsAgo * 1000LL;
        point.stepMs = step * 1000LL;
        point.mean[0] = mean;
        point.peak[0] = peak;
        past->points.push_back(point);
    };
    for (int ago = 24 * 3600; ago > 900; ago -= 60) {
        if (ago > 12 * 3600 || ago <= 10 * 3600)
            add(ago, 60, 20, ago == 5 * 3600 ? 180 : 21);
    }
    for (int ago = 900; ago > 0; --ago)
        add(ago, 1, 30 + 10 * std::sin(ago / 30.0), 40);
    return past;
}

QChartView *viewOf(ui::LiveChart &chart)
{
    return chart.findChild<QChartView *>();
}

int filledSeries(ui::LiveChart &chart)
{
    int count = 0;
    for (QAbstractSeries *one : viewOf(chart)->chart()->series())
        count += static_cast<QLineSeries *>(one)->count() > 0 ? 1 : 0;
    return count;
}

struct Pair {
    ui::ChartLink link;
    QWidget window;
    ui::LiveChart *cpu;
    ui::LiveChart *memory;
    Pair()
        : cpu(new ui::LiveChart(QStringLiteral("CPU"), QStringLiteral("cpu"), ui::Unit::Percent,
                                {{QStringLiteral("CPU"), bridge::Hull::Container, false}})),
          memory(new ui::LiveChart(QStringLiteral("Memory"), QStringLiteral("cpu"), ui::Unit::Bytes,
                                   {{QStringLiteral("Memory"), bridge::Hull::Vm, false}}))
    {
        auto *layout = new QHBoxLayout(&window);
        for (ui::LiveChart *chart : {cpu, memory}) {
            chart->setLink(&link);
            layout->addWidget(chart);
        }
        window.resize(1000, 320);
        window.show();
        static_cast<void>(QTest::qWaitForWindowExposed(&window));
    }
    void setDay()
    {
        const auto past = aDay();
        cpu->setPast(0, past, {Quantity::CpuPercent});
        memory->setPast(0, past, {Quantity::CpuPercent});
        link.setRange(24 * 3600);
    }
    static QPoint at(QChartView *view, double part)
    {
        const QRectF area = view->chart()->plotArea();
        return view->mapFromScene(
            view->chart()->mapToScene(QPointF(area.left() + part * area.width(), area.center().y())));
    }
};

} // namespace

class TestCharts : public QObject {
    Q_OBJECT

    std::unique_ptr<ui::Theme> m_theme;

private slots:
    void initTestCase() { m_theme = std::make_unique<ui::Theme>(*qApp, ui::Scheme::Dark); }
    void cleanupTestCase() { m_theme.reset(); }

    void aDayInAFewHundredPointsKeepsItsSpikeAndItsGap()
    {
        const auto past = aDay();
        const auto all = ui::pastCurve(*past, {Quantity::CpuPercent}, past->readAtMs);
        const auto few = ui::thinned(all, 24 * 3600, 0, 200);
        QVERIFY(few.size() <= 200 + 4);
        const auto highest = std::max_element(few.begin(), few.end(), [](const auto &a, const auto &b) {
            return a.peak.value_or(0) < b.peak.value_or(0);
        });
        QCOMPARE(*highest->peak, 180.0);
        QVERIFY(std::abs(highest->secondsAgo - 5 * 3600) < 600);
        QCOMPARE(std::count_if(few.begin(), few.end(), [](const auto &one) { return !one.mean; }), 1);
        // Nearer, everything is there.
        QCOMPARE(ui::thinned(all, 60, 0, 200).size(), qsizetype(61)); // one before the edge
        QVERIFY(ui::pointAt(all, 11 * 3600) == nullptr);
        QCOMPARE(*ui::pointAt(all, 9 * 3600)->mean, 20.0);
    }

    void aChartOfADayLeavesTheGapOpen()
    {
        Pair pair;
        pair.setDay();
        // Mean and peak, each in two pieces.
        QCOMPARE(filledSeries(*pair.cpu), 4);
        pair.link.setView(3600, 0);
        QCOMPARE(filledSeries(*pair.cpu), 2);
        pair.link.setRange(60);
        QCOMPARE(filledSeries(*pair.cpu), 0);
    }

    void oneCrosshairForAllCharts()
    {
        Pair pair;
        pair.setDay();
        QChartView *view = viewOf(*pair.cpu);
        QTest::mouseMove(view->viewport(), Pair::at(view, 0.75));
        QTRY_VERIFY(pair.link.crosshair().has_value());
        QVERIFY(std::abs(*pair.link.crosshair() - 6 * 3600) < 600);
        const QString text = pair.memory->timeView().textAt(*pair.link.crosshair());
        QVERIFY(text.contains(QStringLiteral("Memory: 20 B")));
        QVERIFY(pair.cpu->timeView().textAt(11 * 3600).contains(QStringLiteral("–"))); // in the gap
        QVERIFY(pair.cpu->timeView().textAt(5 * 3600).contains(QStringLiteral("180")));
        // The other chart shows it as well.
        const QImage with = viewOf(*pair.memory)->grab().toImage();
        pair.link.setCrosshair(std::nullopt);
        QVERIFY(viewOf(*pair.memory)->grab().toImage() != with);
    }

    void zoomWithWheelDragAndKeys()
    {
        Pair pair;
        pair.setDay();
        QChartView *view = viewOf(*pair.cpu);
        QTest::mousePress(view->viewport(), Qt::LeftButton, {}, Pair::at(view, 0.5));
        QTest::mouseRelease(view->viewport(), Qt::LeftButton, {}, Pair::at(view, 0.75));
        QVERIFY(std::abs(pair.link.from() - 12 * 3600) < 900 && std::abs(pair.link.to() - 6 * 3600) < 900);
        const double before = pair.link.span();
        view->setFocus();
        QTRY_VERIFY(view->hasFocus());
        QTest::keyClick(view, Qt::Key_Plus);
        QVERIFY(pair.link.span() < before);
        QTest::keyClick(view, Qt::Key_Minus);
        QVERIFY(std::abs(pair.link.span() - before) < 1);
        const double from = pair.link.from();
        QTest::keyClick(view, Qt::Key_Left, Qt::ShiftModifier);
        QVERIFY(pair.link.from() > from);
        QTest::keyClick(view, Qt::Key_Left);
        QVERIFY(pair.link.crosshair().has_value());
        QVERIFY(!view->accessibleDescription().isEmpty()); // what a screen reader says of it
        QTest::keyClick(view, Qt::Key_Escape);
        QVERIFY(!pair.link.crosshair().has_value());
        QTest::keyClick(view, Qt::Key_0);
        QCOMPARE(pair.link.span(), 24 * 3600.0);
        const QPointF place = Pair::at(view, 0.5);
        QWheelEvent wheel(place, view->viewport()->mapToGlobal(place), {}, {0, 120}, Qt::NoButton,
                          Qt::ControlModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(view->viewport(), &wheel);
        QVERIFY(pair.link.isZoomed());
        QVERIFY(std::abs((pair.link.from() + pair.link.to()) / 2 - 12 * 3600) < 900);
        QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, Pair::at(view, 0.5));
        QVERIFY(!pair.link.isZoomed());
        // However near, there is something to see.
        for (int i = 0; i < 60; ++i)
            pair.link.zoom(0.5, 0);
        QCOMPARE(pair.link.span(), ui::ChartLink::kLeastSeconds);
        QCOMPARE(pair.link.to(), 0.0);
    }

    void theRangesAreChips()
    {
        ui::ChartLink link;
        ui::RangeBar bar(link);
        bar.show();
        QVERIFY(bar.button(60).isChecked());
        bar.button(6 * 3600).click();
        QCOMPARE(link.range(), 6 * 3600);
        link.setRange(900);
        QVERIFY(bar.button(900).isChecked());
        for (const QPushButton *button : bar.findChildren<QPushButton *>())
            QVERIFY(!button->toolTip().isEmpty());
    }

    void everyChartIsATableAndAFile()
    {
        test::TemporaryDirectory directory;
        Pair pair;
        pair.setDay();
        pair.cpu->setTableShown(true);
        auto *table = pair.cpu->findChild<QTableWidget *>();
        QVERIFY(table->rowCount() > 50 && table->rowCount() <= 100);
        QCOMPARE(table->columnCount(), 3);
        pair.link.setView(900, 0);
        const QString path = QString::fromStdString(directory.file("cpu.csv"));
        QCOMPARE(pair.cpu->saveCsv(path), QString());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().split('\n');
        QCOMPARE(lines[0], QByteArray("time,CPU (percent),CPU peak (percent)\r"));
        QVERIFY(lines.size() > 850 && lines.size() < 910);
        QVERIFY(lines[1].contains("Z,"));
        QVERIFY(!pair.cpu->saveCsv(QStringLiteral("/nowhere/cpu.csv")).isEmpty());
        QCOMPARE(ui::ChartCard::csvLine(QStringList{QStringLiteral("a,b"),
                                                    QStringLiteral("c\x22"
                                                                   "d"),
                                                    QString()}),
                 QStringLiteral("\x22"
                                "a,b\x22,\x22"
                                "c\x22\x22"
                                "d\x22,\r\n"));
        // One that has no figures of its own saves its table.
        ui::StackedChart stacked(QStringLiteral("Stack"), QStringLiteral("cpu"), ui::Unit::Bytes);
        stacked.setLayers({{QStringLiteral("web"), 0, {{1, 10.0}, {0, 10.0}}}});
        QVERIFY(stacked.csv().contains(QStringLiteral("web")));
        QVERIFY(stacked.csv().count(QLatin1Char('\n')) > 5);
    }

    void theStackLeavesItsGapsOpen()
    {
        QList<bridge::CurvePoint> points;
        for (int ago = 60; ago >= 0; --ago)
            points.append(
                {static_cast<double>(ago), ago > 40 || ago < 20 ? std::optional<double>(5) : std::nullopt});
        const QList<ui::StackLayer> layers{{QStringLiteral("web"), 0, points}};
        const auto runs = ui::StackedChart::stretches(layers, 60);
        QCOMPARE(runs.size(), qsizetype(2));
        QCOMPARE(runs[0], std::make_pair(0, 19));
        QCOMPARE(runs[1], std::make_pair(41, 60));
        // A second service that was measured meanwhile closes it.
        QList<bridge::CurvePoint> whole;
        for (int ago = 60; ago >= 0; --ago)
            whole.append({static_cast<double>(ago), 1.0});
        QCOMPARE(ui::StackedChart::stretches({layers[0], {QStringLiteral("db"), 1, whole}}, 60).size(),
                 qsizetype(1));
    }

    void theStackReachesBackADay()
    {
        ui::StackedChart chart(QStringLiteral("Stack"), QStringLiteral("cpu"), ui::Unit::Percent);
        ui::ChartLink link;
        chart.setLink(&link);
        chart.resize(700, 300);
        const std::shared_ptr<const bridge::Past> past = aDay();
        const QList<ui::StackLayer> layers{{QStringLiteral("web"), 0, {}, {past}},
                                           {QStringLiteral("db"), 1, {}, {past, past}}};
        chart.setLayers(layers);
        QCOMPARE(chart.grid().ago.size(), qsizetype(61));
        link.setRange(24 * 3600);
        const ui::StackedChart::Grid &grid = chart.grid();
        QCOMPARE(grid.upper.size(), qsizetype(2));
        // Two hours of it were not measured: a gap; and two replicas are twice as much as one.
        QCOMPARE(grid.runs.size(), qsizetype(2));
        const int early = grid.runs[0].first + 3;
        QVERIFY(qAbs(grid.upper[0][early] - 20) < 0.5);
        QVERIFY(qAbs(grid.upper[1][early] - 60) < 1.5);
        QVERIFY(chart.csv().contains(QLatin1Char(':'))); // times of day, not seconds ago
        const auto columns = ui::StackedChart::columnsOf({{10, 5, 2.0, {}}, {4, 1, 8.0, {}}}, 10, 0, 5);
        QCOMPARE(columns[0], std::optional<double>(2.0));
        QCOMPARE(columns[2], std::optional<double>(2.0)); // half of it
        QCOMPARE(columns[3], std::optional<double>(8.0));
        QVERIFY(!columns[4]);
        link.setRange(60);
        QCOMPARE(chart.grid().ago.size(), qsizetype(61));
    }

    void quickTicksShareARedraw()
    {
        ui::LiveChart chart(QStringLiteral("CPU"), QStringLiteral("cpu"), ui::Unit::Percent,
                            {{QStringLiteral("web"), bridge::Hull::Container, false}});
        chart.resize(700, 300);
        chart.show();
        const auto tick = [&chart](double value) {
            chart.setData(0, {{2, 10.0}, {1, 20.0}, {0, value}});
            chart.flush();
        };
        tick(30);
        auto *series = qobject_cast<QLineSeries *>(viewOf(chart)->chart()->series().constFirst());
        QSignalSpy drawn(series, &QLineSeries::pointsReplaced);
        for (int i = 0; i < 20; ++i)
            tick(30 + i);
        QVERIFY(drawn.size() >= 1);
        QVERIFY2(drawn.size() <= 6, qPrintable(QString::number(drawn.size())));
        // The last of them is not forgotten.
        QTRY_COMPARE(series->points().constLast().y(), 49.0);
    }

    void theHistoryIsThereAfterARestart()
    {
        test::TemporaryDirectory state;
        auto deck = std::make_shared<test::FakeDeck>();
        test::fillWithExamples(*deck);
        QString key;
        qint64 stopped = 0;
        {
            bridge::Session session(test::fakeParts(deck, state.path(), 3));
            session.open();
            QTRY_VERIFY_WITH_TIMEOUT(session.isSettled(), kPatience);
            for (const bridge::WorkloadRow &row : session.workloads()) {
                if (row.isRunning() && key.isEmpty()) {
                    key = row.key.text();
                    const auto watch = session.metrics().watch({row.key});
                    QTRY_VERIFY_WITH_TIMEOUT(
                        session.metrics().latest(row.key, Quantity::CpuPercent).has_value(), kPatience);
                }
            }
            stopped = QDateTime::currentMSecsSinceEpoch();
        }
        QVERIFY(!key.isEmpty());
        bridge::Session session(test::fakeParts(deck, state.path(), 3));
        session.open();
        const auto read = [&] {
            const auto past = session.metrics().past(key, 1);
            return past && !past->points.empty() && past->points.front().atMs <= stopped;
        };
        QTRY_VERIFY_WITH_TIMEOUT(read(), kPatience);
        // Nobody looked at the machine, and yet it is there.
        const auto host = [&] {
            const auto past = session.metrics().past(bridge::MetricsFeed::hostKey(), 1);
            return past && !past->points.empty() && past->points.front().mean[1].has_value();
        };
        QTRY_VERIFY_WITH_TIMEOUT(host(), kPatience);
    }
};

QTEST_MAIN(TestCharts)
#include "tst_charts.moc"
