// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/launch/status.h"
#include "tests/support/support.h"

#include <unistd.h>

using namespace catamaran::engine::launch;

class TstStatus : public QObject {
    Q_OBJECT

private slots:
    void whatIsWrittenIsReadBack()
    {
        Status status;
        status.phase = Status::Phase::Restarting;
        status.monitorPid = 12;
        status.monitorStartTime = 34;
        status.pid = 56;
        status.startTime = ~0ULL;
        status.startedAtNs = 1700000000123456789;
        status.exitCode = 137;
        status.oomKilled = true;
        status.error = "a=b\nsecond line";
        status.restartCount = 3;
        status.health = "healthy";
        const auto back = parseStatus(formatStatus(status));
        VERIFY_RESULT(back);
        QCOMPARE(back->phase, Status::Phase::Restarting);
        QCOMPARE(back->monitorStartTime, 34ULL);
        QCOMPARE(back->startTime, ~0ULL);
        QCOMPARE(back->startedAtNs, 1700000000123456789);
        QCOMPARE(back->exitCode, 137);
        QVERIFY(back->oomKilled);
        QCOMPARE(back->error, std::string("a=b second line"));
        QCOMPARE(back->health, std::string("healthy"));
    }

    void keysOfANewerMonitorAreIgnored()
    {
        const auto status = parseStatus("phase=running\nsomething_new=17\npid=4\n");
        VERIFY_RESULT(status);
        QCOMPARE(status->pid, 4);
    }

    void malformedTextIsRefusedWithItsLine()
    {
        QVERIFY(!parseStatus(""));
        QVERIFY(!parseStatus("pid=1\n"));
        QVERIFY(!parseStatus("phase=asleep\n"));
        const auto bad = parseStatus("phase=running\npid=x\n");
        QVERIFY(!bad);
        QCOMPARE(bad.error().where()->line, 2);
    }

    void aProcessIsItsPidAndItsStartTime()
    {
        const auto mine = processStartTime(getpid());
        VERIFY_RESULT(mine);
        QVERIFY(isAlive(getpid(), *mine));
        QVERIFY(!isAlive(getpid(), *mine + 1));
        QVERIFY(!isAlive(0, 0));
        QVERIFY(!processStartTime(-1));
    }
};

QTEST_GUILESS_MAIN(TstStatus)
#include "tst_status.moc"
