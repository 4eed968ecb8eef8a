// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/core/demo_image.h"
#include "src/core/host_facts.h"
#include "src/core/ledger.h"
#include "src/core/status_text.h"

#include "engine/base/file.h"
#include "tests/support/support.h"

using namespace catamaran;
using namespace catamaran::core;
using engine::ContainerState;
using engine::ContainerSummary;

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kNow = 1'000'000 * kSecond;

std::string statusOf(ContainerState state, std::int64_t startedAgo, std::int64_t finishedAgo, int code = 0,
                     const std::string &health = {})
{
    ContainerSummary row;
    row.state = state;
    row.startedNs = kNow - startedAgo * kSecond;
    row.finishedNs = finishedAgo < 0 ? 0 : kNow - finishedAgo * kSecond;
    row.exitCode = code;
    row.health = health;
    return containerStatus(row, kNow);
}

std::int64_t sumOf(const Ledger &ledger)
{
    std::int64_t sum = 0;
    for (const LedgerEntry &entry : ledger.entries)
        sum += entry.bytes;
    return sum;
}

} // namespace

class TestCoreValues : public QObject {
    Q_OBJECT
private slots:
    void containersAreDescribedInDockersWords()
    {
        QCOMPARE(statusOf(ContainerState::Created, 0, -1), std::string("Created"));
        QCOMPARE(statusOf(ContainerState::Running, 180, -1), std::string("Up 3 minutes"));
        QCOMPARE(statusOf(ContainerState::Running, 5, -1, 0, "starting"),
                 std::string("Up 5 seconds (health: starting)"));
        QCOMPARE(statusOf(ContainerState::Running, 7200, -1, 0, "unhealthy"),
                 std::string("Up 2 hours (unhealthy)"));
        QCOMPARE(statusOf(ContainerState::Paused, 180, -1), std::string("Up 3 minutes (Paused)"));
        QCOMPARE(statusOf(ContainerState::Exited, 9000, 7200, 1), std::string("Exited (1) 2 hours ago"));
        QCOMPARE(statusOf(ContainerState::Restarting, 60, 4, 3), std::string("Restarting (3) 4 seconds ago"));
        QCOMPARE(statusOf(ContainerState::Dead, 0, 0), std::string("Dead"));
    }

    void aClockThatWentBackDoesNotGiveNegativeAges()
    {
        QCOMPARE(statusOf(ContainerState::Running, -50, -1), std::string("Up Less than a second"));
    }

    void machinesAreDescribedInTheSameManner()
    {
        hv::MachineSummary machine;
        machine.startedNs = kNow - 180 * kSecond;
        machine.state = hv::MachineState::Booting;
        QCOMPARE(machineStatus(machine, kNow), std::string("Booting"));
        machine.state = hv::MachineState::Ready;
        QCOMPARE(machineStatus(machine, kNow), std::string("Up 3 minutes"));
        machine.state = hv::MachineState::Stopped;
        machine.exitCode = 0;
        QCOMPARE(machineStatus(machine, kNow), std::string("Exited (0)"));
        machine.state = hv::MachineState::Failed;
        machine.stateReason = "guest panicked";
        QCOMPARE(machineStatus(machine, kNow), std::string("Failed: guest panicked"));
    }

    void aContainersLedgerAddsUp()
    {
        const Ledger exact = toLedger(engine::MemoryLedger{100, 50, 25, 10, 185});
        QCOMPARE(sumOf(exact), exact.totalBytes);
        QCOMPARE(exact.entries.size(), std::size_t(4));
        const Ledger rest = toLedger(engine::MemoryLedger{100, 50, 25, 10, 200});
        QCOMPARE(sumOf(rest), rest.totalBytes);
        QCOMPARE(rest.entries.back().bytes, std::int64_t(15));
    }

    void aMachinesLedgerAddsUpWhateverIsKnown()
    {
        hv::MachineStatistics s;
        s.qemuPssBytes = 1000;
        QCOMPARE(sumOf(toLedger(s)), std::int64_t(1000));
        s.qemuPrivateBytes = 900;
        QCOMPARE(sumOf(toLedger(s)), std::int64_t(1000));
        s.guestUsedBytes = 300;
        const Ledger full = toLedger(s);
        QCOMPARE(sumOf(full), std::int64_t(1000));
        QCOMPARE(full.entries[0].bytes, std::int64_t(300));
        // Read at different moments, the parts may seem larger than the whole.
        s.qemuPrivateBytes = 1200;
        s.guestUsedBytes = 5000;
        const Ledger odd = toLedger(s);
        QCOMPARE(sumOf(odd), std::int64_t(1000));
        for (const LedgerEntry &entry : odd.entries)
            QVERIFY(entry.bytes >= 0);
    }

    void hostFilesAreParsed()
    {
        QCOMPARE(prettyName("NAME=x\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n"),
                 std::string("Debian GNU/Linux 12 (bookworm)"));
        QCOMPARE(prettyName("PRETTY_NAME=Plain"), std::string("Plain"));
        QCOMPARE(prettyName(""), std::string());
        QCOMPARE(cpuModelName("processor\t: 0\nmodel name\t: AMD EPYC 9R14\nflags: x\n"),
                 std::string("AMD EPYC 9R14"));
        QCOMPARE(totalMemory("MemTotal:       24576 kB\nMemFree: 1 kB\n"), std::int64_t(24576) * 1024);
        QCOMPARE(versionAfter("connected to qemu+unix:///x, QEMU 7.2.22", "QEMU"), std::string("7.2.22"));
        QCOMPARE(versionAfter("libvirt of 1.2, libvirt 9.0.0", "libvirt"), std::string("9.0.0"));
        QCOMPARE(versionAfter("connected, QEMU 7.2.22", "libvirt"), std::string());
        QCOMPARE(versionAfter("QEMU seven", "QEMU"), std::string());
    }

    void onlyStaticProgramsPassForABusybox()
    {
        QVERIFY(!isStaticElf(""));
        QVERIFY(!isStaticElf("#!/bin/sh\n"));
        const auto own = base::readFile("/proc/self/exe");
        VERIFY_RESULT(own);
        QVERIFY(!isStaticElf(*own));
        QVERIFY(!isStaticElf(own->substr(0, 100)));
    }

    void aMissingBusyboxNamesThePackage()
    {
        const auto found = findStaticBusybox({"/no/such/busybox", "/proc/self/exe"});
        QVERIFY(!found);
        QCOMPARE(found.error().code(), base::Errc::NotFound);
        QVERIFY(found.error().fix().find("busybox-static") != std::string::npos);
    }

    void everyProblemHasAnAction()
    {
        const UserError plain =
            explain("Cannot start web", base::Error(base::Errc::PortInUse, "port 80 is taken"));
        QCOMPARE(plain.what, std::string("Cannot start web"));
        QCOMPARE(plain.why, std::string("port 80 is taken"));
        QVERIFY(!plain.action.empty());
        const UserError own = explain("x", base::Error(base::Errc::NotFound, "y").withFix("Do z."));
        QCOMPARE(own.action, std::string("Do z."));
    }
};

QTEST_APPLESS_MAIN(TestCoreValues)
#include "tst_core_values.moc"
