// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/metrics/series.h"

#include "tests/support/support.h"

#include <algorithm>

using namespace catamaran::metrics;
using namespace std::chrono_literals;

namespace {

Clock::time_point second(int n)
{
    return Clock::time_point(std::chrono::seconds(n));
}

} // namespace

class TestSeries : public QObject {
    Q_OBJECT
private slots:
    void keepsTheNewestSamplesWhenFull()
    {
        Series series(3);
        for (int i = 0; i < 5; ++i)
            series.push(second(i), i);
        QCOMPARE(series.size(), std::size_t(3));
        QCOMPARE(series.at(0).value, std::optional<double>(2));
        QCOMPARE(series.at(2).value, std::optional<double>(4));
        QCOMPARE(series.latest(), std::optional<double>(4));
    }

    void dropsAndCountsASampleThatIsOlderThanTheLast()
    {
        Series series(3);
        series.push(second(5), 1);
        series.push(second(4), 2);
        series.push(second(5), 3);
        QCOMPARE(series.size(), std::size_t(2));
        QCOMPARE(series.dropped(), std::size_t(1));
    }

    void anEmptySeriesHasNoLatestValue()
    {
        const Series series(4);
        QVERIFY(!series.latest());
        QVERIFY(series.decimate(second(0), second(9), 10).empty());
    }

    void returnsTheRangeUnchangedWhenItFits()
    {
        Series series(10);
        for (int i = 0; i < 10; ++i)
            series.push(second(i), i);
        const auto samples = series.decimate(second(2), second(5), 10);
        QCOMPARE(samples.size(), std::size_t(4));
        QCOMPARE(samples.front().value, std::optional<double>(2));
        QCOMPARE(samples.back().value, std::optional<double>(5));
    }

    void aRunOfGapsBecomesOneGap()
    {
        Series series(10);
        series.push(second(0), 1);
        for (int i = 1; i < 5; ++i)
            series.push(second(i), std::nullopt);
        series.push(second(5), 2);
        const auto samples = series.decimate(second(0), second(9), 10);
        QCOMPARE(samples.size(), std::size_t(3));
        QVERIFY(!samples[1].value);
        QCOMPARE(samples[1].at, second(1));
    }

    void aOneSampleSpikeSurvivesDecimation_data()
    {
        QTest::addColumn<int>("spike");
        QTest::addColumn<int>("points");
        for (const int points : {1, 2, 3, 10, 50}) {
            for (const int spike : {0, 1, 299, 598, 599})
                QTest::addRow("spike at %d, %d points", spike, points) << spike << points;
        }
    }
    void aOneSampleSpikeSurvivesDecimation()
    {
        QFETCH(int, spike);
        QFETCH(int, points);
        Series series(600);
        for (int i = 0; i < 600; ++i)
            series.push(second(i), i == spike ? 1000.0 : 1.0 + 0.001 * i);
        const auto samples = series.decimate(second(0), second(600), static_cast<std::size_t>(points));
        QVERIFY(samples.size() <= static_cast<std::size_t>(points));
        QVERIFY(
            std::any_of(samples.begin(), samples.end(), [](const Sample &s) { return s.value == 1000.0; }));
        QVERIFY(std::is_sorted(samples.begin(), samples.end(),
                               [](const Sample &a, const Sample &b) { return a.at < b.at; }));
    }

    void decimationKeepsGapsBetweenRunsAndTheBound()
    {
        Series series(600);
        for (int i = 0; i < 600; ++i) {
            const bool gap = i >= 200 && i < 400;
            series.push(second(i), gap ? std::nullopt : std::optional<double>(i));
        }
        const auto samples = series.decimate(second(0), second(600), 30);
        QVERIFY(samples.size() <= 30);
        QCOMPARE(std::count_if(samples.begin(), samples.end(), [](const Sample &s) { return !s.value; }), 1);
    }

    void noPointsAskedGivesNone()
    {
        Series series(5);
        series.push(second(0), 1);
        QVERIFY(series.decimate(second(0), second(1), 0).empty());
    }
};

QTEST_APPLESS_MAIN(TestSeries)
#include "tst_series.moc"
