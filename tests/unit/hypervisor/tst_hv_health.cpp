// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/libvirt/machine_health.h"
#include "src/vm/download.h"

#include <QTest>

using namespace catamaran;

class TestHvHealth : public QObject {
    Q_OBJECT

private slots:
    void consolesTellWhatIsWrong();
    void sumsAreFoundInLists();
};

void TestHvHealth::consolesTellWhatIsWrong()
{
    QCOMPARE(hv::lockupLine("[   84.1] watchdog: BUG: soft lockup - CPU#0 stuck for 26s! [init:1]\r\nmore\n"),
             std::string("watchdog: BUG: soft lockup - CPU#0 stuck for 26s! [init:1]"));
    QCOMPARE(hv::lockupLine("all is well\n"), std::string());
    QCOMPARE(hv::panicLine("x\n[    1.2] Kernel panic - not syncing: VFS: Unable to mount root fs\n"),
             std::string("Kernel panic - not syncing: VFS: Unable to mount root fs"));
}

void TestHvHealth::sumsAreFoundInLists()
{
    const std::string one(64, 'a');
    const std::string two(64, 'B');
    const std::string list =
        one + "  disk.img\n" + two + " *other.img\nSHA256 (bsd.img) = " + one + "\nshort  disk2\n";
    QCOMPARE(vm::sumFor(list, "disk.img"), one);
    QCOMPARE(vm::sumFor(list, "other.img"), std::string(64, 'b'));
    QCOMPARE(vm::sumFor(list, "bsd.img"), one);
    QCOMPARE(vm::sumFor(list, "img"), std::string());
    QCOMPARE(vm::sumFor(list, "disk2"), std::string());
}

QTEST_GUILESS_MAIN(TestHvHealth)
#include "tst_hv_health.moc"
