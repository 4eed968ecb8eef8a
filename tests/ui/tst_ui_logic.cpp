// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/words.h"
#include "tests/support/support.h"
#include "tests/ui/seen_colors.h"
#include "ui/charts/live_chart.h"
#include "ui/charts/monotone.h"
#include "ui/charts/style.h"
#include "ui/theme/format.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/line_ring.h"

using namespace catamaran;
using namespace catamaran::ui;

class UiLogicTest : public QObject {
    Q_OBJECT

private slots:
    void everyTextColourIsReadableOnEveryGround_data()
    {
        QTest::addColumn<int>("scheme");
        QTest::newRow("dark") << static_cast<int>(Scheme::Dark);
        QTest::newRow("light") << static_cast<int>(Scheme::Light);
    }

    void everyTextColourIsReadableOnEveryGround()
    {
        QFETCH(int, scheme);
        const Tokens &t = Tokens::of(static_cast<Scheme>(scheme));
        const QColor grounds[] = {t.background, t.navigation, t.surface, t.raised, t.accentSoft};
        const QColor texts[] = {t.text, t.text2, t.text3, t.container, t.vm, t.ok, t.warn, t.error};
        for (const QColor &text : texts) {
            for (const QColor &ground : grounds)
                QVERIFY2(contrast(text, ground) >= 4.5, qPrintable(text.name() + " on " + ground.name()));
        }
        // Text in a pill stands on its own hue's tint.
        for (const QColor &text : {t.container, t.vm, t.ok, t.warn, t.error, t.accent, t.text3})
            QVERIFY2(contrast(text, t.tint(text)) >= 4.5, qPrintable(text.name() + " in its pill"));
        QVERIFY(contrast(t.onAccent, t.accent) >= 4.5);
        QVERIFY(contrast(t.borderStrong, t.surface) >= 3.0);
    }

    void chartsAreToldApartWithoutAHue_data() { everyTextColourIsReadableOnEveryGround_data(); }
    void chartsAreToldApartWithoutAHue()
    {
        QFETCH(int, scheme);
        const Tokens &t = Tokens::of(static_cast<Scheme>(scheme));
        // Curves, bars and dots: 3:1 on the card and on the window (WCAG 2.1, 1.4.11).
        for (const QColor &mark : {t.container, t.vm, t.accent, t.ok, t.warn, t.error}) {
            QVERIFY2(contrast(mark, t.surface) >= 3.0, qPrintable(mark.name() + " on a card"));
            QVERIFY2(contrast(mark, t.background) >= 3.0, qPrintable(mark.name() + " on the window"));
        }
        // The two hulls lie over each other in most charts, and a failure beside a success: they stay apart
        // for all three kinds of colour blindness. (Warnings carry a triangle: with amber they are one for
        // some.)
        for (int kind = 0; kind < 4; ++kind) {
            const double hulls = test::seenDistance(t.container, t.vm, kind);
            const double ends = test::seenDistance(t.ok, t.error, kind);
            qInfo("kind %d: container and VM %.0f apart, ok and error %.0f", kind, hulls, ends);
            QVERIFY2(hulls >= 40, qPrintable(QString::number(hulls)));
            QVERIFY2(ends >= 12, qPrintable(QString::number(ends)));
        }
    }

    void contrastOfBlackOnWhiteIsTwentyOne()
    {
        QVERIFY(qAbs(contrast(Qt::black, Qt::white) - 21.0) < 0.01);
        QVERIFY(qAbs(contrast(Qt::white, Qt::white) - 1.0) < 0.01);
    }

    void figuresCarryTheirUnits()
    {
        QCOMPARE(formatBytes(0), QStringLiteral("0 B"));
        QCOMPARE(formatBytes(1536), QStringLiteral("1.5 KiB"));
        QCOMPARE(formatBytes(250.0 * 1048576), QStringLiteral("250 MiB"));
        QCOMPARE(formatRate(2048), QStringLiteral("2.0 KiB/s"));
        QCOMPARE(formatPercent(4.2), QStringLiteral("4.2 %"));
        QCOMPARE(formatMilliseconds(8.44), QStringLiteral("8.4 ms"));
        QCOMPARE(formatMilliseconds(84), QStringLiteral("84 ms"));
        QCOMPARE(formatMilliseconds(1421), QStringLiteral("1.42 s"));
        QCOMPARE(orDash(std::nullopt, formatBytes), QStringLiteral("–"));
        QCOMPARE(formatAge(0), QStringLiteral("–"));
    }

    void aScaleHoldsItsHighestValueInShortLabels()
    {
        for (const double highest : {0.0, 0.3, 7.0, 63.0, 99.0, 101.0, 399.0, 1e4, 3.7e6, 9e9}) {
            for (const Unit unit : {Unit::Percent, Unit::Bytes, Unit::BytesPerSecond, Unit::Milliseconds}) {
                const Scale scale = tidyScale(highest, unit);
                QVERIFY(scale.maximum * scale.divisor >= highest);
                QVERIFY(scale.ticks >= 3 && scale.ticks <= 7);
                QVERIFY(!scale.unit.isEmpty());
            }
        }
        QCOMPARE(tidyScale(90.0 * 1048576, Unit::Bytes).unit, QStringLiteral("MiB"));
    }

    void aGapCutsTheCurve()
    {
        const QList<bridge::CurvePoint> points{
            {5, 1.0}, {4, 2.0}, {3, std::nullopt}, {2, std::nullopt}, {1, 7.0}};
        const auto pieces = LiveChart::pieces(points, 1);
        QCOMPARE(pieces.size(), 2);
        QCOMPARE(pieces[0], (QList<QPointF>{{-5, 1}, {-4, 2}}));
        QCOMPARE(pieces[1].first(), QPointF(-1, 7));
        QVERIFY(pieces[1].size() == 2); // a lone sample stays visible
        QVERIFY(LiveChart::pieces({}, 1).isEmpty());
    }

    void aCurveStaysBetweenItsPoints()
    {
        const QList<QPointF> points{{0, 0}, {1, 0}, {2, 90}, {3, 0}, {4, 0}, {5, 40}, {6, 41}};
        const QList<QPointF> curve = monotoneCurve(points, 8);
        QCOMPARE(curve.size(), 6 * 8 + 1);
        for (qsizetype i = 0; i < curve.size(); ++i) {
            const QPointF from = points[std::min<qsizetype>(i / 8, 5)];
            const QPointF to = points[std::min<qsizetype>(i / 8, 5) + 1];
            QVERIFY(curve[i].y() >= std::min(from.y(), to.y()) && curve[i].y() <= std::max(from.y(), to.y()));
        }
        for (qsizetype i = 0; i < points.size(); ++i)
            QCOMPARE(curve[i * 8], points[i]);
        QCOMPARE(monotoneCurve({{0, 1}, {1, 2}}, 8).size(), 2);
    }

    void aCommandIsCutAsAShellCutsIt()
    {
        using bridge::splitCommand;
        QCOMPARE(splitCommand(QStringLiteral("  sh -c 'echo \"a  b\"; sleep 1' ")),
                 (QStringList{"sh", "-c", "echo \"a  b\"; sleep 1"}));
        QCOMPARE(splitCommand(QStringLiteral("a\"b c\"d '' \"\" e\\ f \"g\\n\\\"h\"")),
                 (QStringList{"ab cd", "", "", "e f", "g\\n\"h"}));
        QCOMPARE(splitCommand(QString()), QStringList());
        QVERIFY(!splitCommand(QStringLiteral("echo 'open")));
        QVERIFY(!splitCommand(QStringLiteral("echo \\")));
    }

    void theLevelOfALineIsAWholeWordNearItsStart()
    {
        QCOMPARE(levelOf(QStringLiteral("2026-11-22T10:00:00Z ERROR boom")), LogLevel::Error);
        QCOMPARE(levelOf(QStringLiteral("level=warn msg=slow")), LogLevel::Warning);
        QCOMPARE(levelOf(QStringLiteral("[info] ready")), LogLevel::Info);
        QCOMPARE(levelOf(QStringLiteral("debug: cache")), LogLevel::Debug);
        QCOMPARE(levelOf(QStringLiteral("0 errors in information.html")), LogLevel::Plain);
        QCOMPARE(levelOf(QString(100, QLatin1Char('x')) + QStringLiteral(" error")), LogLevel::Plain);
        QCOMPARE(levelOf({}), LogLevel::Plain);
    }

    void theRingKeepsTheNewestLinesUnderTheirNumbers()
    {
        LineRing ring(4096);
        constexpr int kLines = 20'000;
        for (int i = 0; i < kLines; ++i)
            ring.append({i, i % 2 == 0, QStringLiteral("line %1 äöü").arg(i)});
        QVERIFY(ring.size() <= 4096);
        QVERIFY(ring.size() >= 3072);
        QCOMPARE(ring.end(), kLines);
        for (const qint64 number : {ring.first(), ring.first() + 1023, ring.first() + 1024, ring.end() - 1}) {
            const bridge::LogLine line = ring.line(number);
            QCOMPARE(line.text, QStringLiteral("line %1 äöü").arg(number));
            QCOMPARE(line.timeNs, number);
            QCOMPARE(line.isStderr, number % 2 == 0);
        }
        ring.clear();
        QCOMPARE(ring.size(), 0U);
        ring.append({1, false, QStringLiteral("after")});
        QCOMPARE(ring.line(ring.first()).text, QStringLiteral("after"));
    }
};

QTEST_GUILESS_MAIN(UiLogicTest)
#include "tst_ui_logic.moc"
