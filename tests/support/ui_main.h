// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/stall_watch.h"

#include <QTest>
#include <cstdio>

namespace catamaran::test {

/// A test program of the window: as QTEST_MAIN, with every event measured. The report says which events took
/// longer than a frame; CATAMARAN_STALL_LIMIT=MS sets another limit, CATAMARAN_STALLS=fail makes a stall an
/// error and =list lists all of them.
template <typename Test>
int runWatched(int argc, char **argv)
{
    ui::WatchedApplication application(argc, argv);
    QCoreApplication::setAttribute(Qt::AA_Use96Dpi, true);
    const double limit = qEnvironmentVariable("CATAMARAN_STALL_LIMIT").toDouble();
    ui::StallWatch &watch = ui::StallWatch::instance();
    int result = 0;
    {
        Test test;
        watch.start(limit > 0 ? limit : ui::StallWatch::kFrame);
        result = QTest::qExec(&test, argc, argv);
    }
    watch.stop();
    const QString mode = qEnvironmentVariable("CATAMARAN_STALLS");
    const QString report = watch.report();
    std::printf(
        "stalls: %s",
        qPrintable(mode.isEmpty() ? report.section(QLatin1Char('\n'), 0, 0) + QLatin1Char('\n') : report));
    return result == 0 && mode == QLatin1String("fail") && !watch.stalls().isEmpty() ? 1 : result;
}

} // namespace catamaran::test

#define CATAMARAN_UI_TEST_MAIN(TestClass)                                                                    \
    int main(int argc, char **argv)                                                                          \
    {                                                                                                        \
        QTEST_SET_MAIN_SOURCE_PATH                                                                           \
        return catamaran::test::runWatched<TestClass>(argc, argv);                                           \
    }
