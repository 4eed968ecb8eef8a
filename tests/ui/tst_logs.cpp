// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/console_times.h"
#include "tests/support/support.h"
#include "ui/theme/theme.h"
#include "ui/widgets/log_pane.h"
#include "ui/widgets/log_view.h"

#include <QImage>
#include <QTest>

using namespace catamaran;

namespace {

QList<bridge::LogLine> lines(int count, const QString &text = QStringLiteral("GET /items/%1 200"))
{
    QList<bridge::LogLine> out;
    out.reserve(count);
    for (int i = 0; i < count; ++i)
        out.append({i + 1, false, text.arg(i)});
    return out;
}

bridge::LogLine said(qint64 timeNs, const QString &source, const QString &text)
{
    return {timeNs, false, text, source, 0};
}

QString allText(const ui::LogView &view)
{
    QString text;
    for (qint64 row = 0; row < view.rowCount(); ++row)
        text += view.ring().line(view.numberAt(row)).text;
    return text;
}

} // namespace

class TestLogs : public QObject {
    Q_OBJECT

    std::unique_ptr<ui::Theme> m_theme;

private slots:
    void initTestCase() { m_theme = std::make_unique<ui::Theme>(*qApp, ui::Scheme::Dark); }
    void cleanupTestCase() { m_theme.reset(); }

    void aMillionLinesComeInSmallTurns()
    {
        ui::LogView view(nullptr, ui::LogPane::kMostLines);
        view.resize(800, 400);
        view.show();
        constexpr int kCount = 1'000'000;
        // As a stream delivers them.
        const auto batch = lines(10'000);
        for (int i = 0; i < kCount; i += 10'000)
            view.append(batch);
        // The first are there at once, and the rest does not hold up what else happens.
        QCOMPARE(view.ring().size(), static_cast<std::size_t>(ui::LogView::kLinesATurn));
        QTRY_COMPARE_WITH_TIMEOUT(view.waiting(), qsizetype(0), 100'000);
        QCOMPARE(view.ring().size(), static_cast<std::size_t>(kCount));
        QCOMPARE(view.setFilter({QStringLiteral("/items/7[0-9]{3} "), {}, ui::LogLevel::Plain, 0, {}}),
                 QString());
        QTRY_COMPARE_WITH_TIMEOUT(view.index().matches(), qint64(100'000), 100'000);
        QCOMPARE(view.mostInATurn(), ui::LogView::kLinesATurn);
        QVERIFY(ui::LogView::kLinesATurn <= 500);
        qInfo("longest turn %.2f ms", static_cast<double>(view.longestTurnNs()) / 1e6);
    }

    void aLateLineGoesToItsPlace()
    {
        ui::LogView view;
        view.setFilter({{}, QStringLiteral("x"), ui::LogLevel::Plain, 0, {}});
        view.append({said(1, "web", "a"), said(5, "web", "d"), said(6, "web", "x"), said(9, "web", "e")});
        QTRY_COMPARE(allText(view), QStringLiteral("ade"));
        view.append({said(2, "db", "b"), said(3, "db", "c"), said(10, "db", "f")});
        QTRY_COMPARE(allText(view), QStringLiteral("abcdef"));
        QCOMPARE(view.index().matches(), qint64(6));
        QCOMPARE(view.ring().size(), 7U);
    }

    void takingLinesBackKeepsTheOthers()
    {
        ui::LineRing ring(100'000);
        const auto all = lines(5000, QStringLiteral("%1"));
        for (const bridge::LogLine &line : all)
            ring.append(line);
        const auto snapshot = ring.snapshot();
        for (const qint64 from : {4999, 4096, 2047, 1}) {
            const auto taken = ring.takeFrom(from);
            QCOMPARE(taken.constFirst().text, QString::number(from));
            QCOMPARE(ring.end(), from);
            QCOMPARE(ring.line(from - 1).text, QString::number(from - 1));
        }
        ring.append({9, false, QStringLiteral("again")});
        QCOMPARE(ring.line(1).text, QStringLiteral("again"));
        // Whoever writes the log to a file goes on with what there was.
        QCOMPARE(snapshot->size(), 5000U);
        QCOMPARE(snapshot->line(4999).text, QStringLiteral("4999"));
        QCOMPARE(snapshot->line(1).text, QStringLiteral("1"));
    }

    void wordsAreLookedForInTheNameToo()
    {
        ui::LogView view;
        view.append({said(1, "web-1", "start"), said(2, "db-1", "start"), said(3, "db-1", "stop")});
        ui::LogFilter filter;
        filter.all = QStringList{QStringLiteral("DB"), QStringLiteral("st")};
        filter.none = QStringList{QStringLiteral("stop")};
        QCOMPARE(view.setFilter(filter), QString());
        QTRY_COMPARE(view.rowCount(), qint64(1));
        filter.none.append(QStringLiteral("("));
        QVERIFY(!view.setFilter(filter).isEmpty());
        filter = {};
        filter.hiddenSources = QStringList{QStringLiteral("db-1")};
        view.setFilter(filter);
        QTRY_COMPARE(allText(view), QStringLiteral("start"));
    }

    void mergingTakesNoMoreThanItIsAsked()
    {
        ui::LogMerger merger;
        merger.add({{1, false, "a"}, {4, false, "d"}});
        merger.add({{2, false, "b"}, {3, false, "c"}, {5, false, "e"}});
        QCOMPARE(merger.take(3).size(), qsizetype(3));
        QVERIFY(!merger.isEmpty());
        const auto rest = merger.take();
        QCOMPARE(rest.size(), qsizetype(2));
        QCOMPARE(rest[0].text, QStringLiteral("d"));
        QVERIFY(merger.isEmpty());
    }

    void anEmptyLogSaysSo()
    {
        ui::LogView view;
        view.resize(400, 200);
        const auto inked = [&] {
            const QImage image = view.grab().toImage();
            const QColor ground = image.pixelColor(200, 20);
            int count = 0;
            for (int y = 80; y < 120; ++y) {
                for (int x = 100; x < 300; ++x)
                    count += image.pixelColor(x, y) != ground ? 1 : 0;
            }
            return count;
        };
        QVERIFY(inked() > 20);
        view.setEmptyText({});
        QCOMPARE(inked(), 0);
    }

    void theConsolesPastStandsInItsTime()
    {
        constexpr std::int64_t kSecond = 1'000'000'000;
        bridge::ConsoleTimes times(100 * kSecond, 500 * kSecond);
        const std::int64_t now = 500 * kSecond;
        QCOMPARE(times.of("SeaBIOS", now), 100 * kSecond);
        QCOMPARE(times.of("[    2.500000] Linux version 6", now), 102 * kSecond + kSecond / 2);
        QCOMPARE(times.of("Starting init", now), 102 * kSecond + kSecond / 2);
        QCOMPARE(times.of("[ 9999.0] a clock of its own", now), now); // never later than now
        QCOMPARE(times.of("[ OK ] Started", now), now);
        QCOMPARE(times.of("login:", now + kSecond), now + kSecond); // what comes now is of now
        bridge::ConsoleTimes unknown(0, 500 * kSecond);
        QCOMPARE(unknown.of("[ 1.0] x", now), now);
    }
};

QTEST_MAIN(TestLogs)
#include "tst_logs.moc"
