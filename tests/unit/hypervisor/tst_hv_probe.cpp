// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/probe/accelerator_probe.h"
#include "tests/support/support.h"

#include <QElapsedTimer>
#include <QTest>

using namespace catamaran::hv;
using probe::Observation;

class TestHvProbe : public QObject {
    Q_OBJECT

private slots:
    void onlyAGuestThatRanToItsEndIsBelieved();
    void everyRefusalNamesTheReason();
    void aMissingDeviceIsSoftwareEmulation();
    void theProbeOfThisHostEndsInTime();
};

void TestHvProbe::onlyAGuestThatRanToItsEndIsBelieved()
{
    Observation good{Observation::End::Halted, "", 3, 1.0, 20};
    QVERIFY(probe::judge(good, false).accelerator == Accelerator::Kvm);
    Observation slow = good;
    slow.loopMilliseconds = 270; // 0.75 million turns per second: interpreted
    QVERIFY(probe::judge(slow, true).accelerator == Accelerator::Tcg);
    Observation lost = good;
    lost.marks = 2;
    QVERIFY(probe::judge(lost, false).accelerator == Accelerator::Tcg);
}

void TestHvProbe::everyRefusalNamesTheReason()
{
    using End = Observation::End;
    for (const End end : {End::Absent, End::SetupFailed, End::BadExit, End::Watchdog}) {
        const AcceleratorReport report = probe::judge({end, "the-reason", 1, 0, 5}, false);
        QVERIFY(report.accelerator == Accelerator::Tcg);
        QVERIFY(report.explanation.find("the-reason") != std::string::npos);
        QVERIFY(!report.fix.empty());
    }
    QVERIFY(probe::judge({End::Absent, "Permission denied", 0, 0, 0}, false).fix.find("group kvm") !=
            std::string::npos);
    QVERIFY(probe::judge({End::BadExit, "x", 0, 0, 0}, true).explanation.find("PVM") != std::string::npos);
}

void TestHvProbe::aMissingDeviceIsSoftwareEmulation()
{
    const Observation seen = probe::runKvmGuest("/nonexistent/kvm", std::chrono::milliseconds(50));
    QVERIFY(seen.end == Observation::End::Absent);
    QCOMPARE(seen.detail, std::string("No such file or directory"));
    // A file that is no KVM device fails in the set-up, not later.
    QVERIFY(probe::runKvmGuest("/dev/null", std::chrono::milliseconds(50)).end ==
            Observation::End::SetupFailed);
}

void TestHvProbe::theProbeOfThisHostEndsInTime()
{
    QElapsedTimer timer;
    timer.start();
    const AcceleratorReport report = probe::cachedAcceleratorReport();
    QVERIFY2(timer.elapsed() < 1000, "found out in under a second even on a busy machine");
    qInfo("%s in %.1f ms: %s", acceleratorName(report.accelerator).data(), report.probeMilliseconds,
          report.explanation.c_str());
    timer.restart();
    (void)probe::cachedAcceleratorReport();
    QVERIFY(timer.elapsed() < 5);
}

QTEST_GUILESS_MAIN(TestHvProbe)
#include "tst_hv_probe.moc"
