// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compare/experiment.h"

#include "tests/support/support.h"

using catamaran::compare::Distribution;

class TestDistribution : public QObject {
    Q_OBJECT
private slots:
    void matchesNumpysDefaultPercentiles_data()
    {
        QTest::addColumn<QList<double>>("values");
        QTest::addColumn<QList<double>>("expected"); // min, p25, median, p75, max
        QTest::newRow("one value") << QList<double>{7} << QList<double>{7, 7, 7, 7, 7};
        QTest::newRow("two values") << QList<double>{10, 20} << QList<double>{10, 12.5, 15, 17.5, 20};
        QTest::newRow("odd, unsorted") << QList<double>{5, 1, 4, 2, 3} << QList<double>{1, 2, 3, 4, 5};
        QTest::newRow("even") << QList<double>{1, 2, 3, 4} << QList<double>{1, 1.75, 2.5, 3.25, 4};
        QTest::newRow("six") << QList<double>{44.1, 45.3, 43.9, 61.0, 44.6, 45.0}
                             << QList<double>{43.9, 44.225, 44.8, 45.225, 61.0};
        QTest::newRow("equal values") << QList<double>{2, 2, 2} << QList<double>{2, 2, 2, 2, 2};
    }
    void matchesNumpysDefaultPercentiles()
    {
        QFETCH(QList<double>, values);
        QFETCH(QList<double>, expected);
        const Distribution d = Distribution::of({values.begin(), values.end()});
        QCOMPARE(d.minimum, expected[0]);
        QCOMPARE(d.p25, expected[1]);
        QCOMPARE(d.median, expected[2]);
        QCOMPARE(d.p75, expected[3]);
        QCOMPARE(d.maximum, expected[4]);
    }

    void nothingMeasuredGivesZeros()
    {
        const Distribution d = Distribution::of({});
        QCOMPARE(d.median, 0.0);
        QCOMPARE(d.maximum, 0.0);
    }
};

QTEST_APPLESS_MAIN(TestDistribution)
#include "tst_distribution.moc"
