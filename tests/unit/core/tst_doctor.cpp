// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/core/doctor.h"
#include "tests/support/support.h"

#include <QTest>
#include <fstream>

using namespace catamaran;
using core::Check;

namespace {

core::DoctorFacts facts(bool root)
{
    core::DoctorFacts out;
    out.isRoot = root;
    out.dataDirectory = "/var/lib/catamaran";
    out.freeBytes = std::int64_t(100) << 30;
    out.totalBytes = std::int64_t(200) << 30;
    return out;
}

const Check *find(const std::vector<Check> &checks, const std::string &id)
{
    for (const Check &check : checks) {
        if (check.id == id)
            return &check;
    }
    return nullptr;
}

} // namespace

class DoctorTest : public QObject {
    Q_OBJECT

private slots:
    void whatIsNeededDependsOnRoot()
    {
        for (const bool root : {true, false}) {
            core::DoctorFacts given = facts(root);
            given.features = {{"containers", "user namespaces", false, "none", "Use another kernel"},
                              {"containers", "cgroup v2", false, "not mounted", "Mount it"},
                              {"containers", "overlayfs", true, "fine", ""}};
            const auto checks = core::diagnose(given);
            QCOMPARE(find(checks, "userns")->state, root ? Check::State::Warning : Check::State::Missing);
            QCOMPARE(find(checks, "cgroups")->state, root ? Check::State::Missing : Check::State::Warning);
            QVERIFY(core::needsHelp(checks));
            // What is missing comes first, what is well last.
            QCOMPARE(checks.front().state, Check::State::Missing);
            QCOMPARE(checks.back().state, Check::State::Good);
        }
    }

    void withoutVmsContainersAreStillWell()
    {
        core::DoctorFacts given = facts(true);
        given.features = {{"virtual machines", "libvirt", false, "no", "Install it"},
                          {"virtual machines", "accelerator", false, "no /dev/kvm", "Firmware"}};
        QVERIFY(!core::needsHelp(core::diagnose(given)));
        given.needsVms = true;
        const auto checks = core::diagnose(given);
        QVERIFY(core::needsHelp(checks));
        QCOMPARE(find(checks, "kvm")->state, Check::State::Warning); // slow, but they run
    }

    void aFullDiskIsMissingSpace()
    {
        core::DoctorFacts given = facts(true);
        for (const auto &[free, state] : {std::pair{std::int64_t(1) << 40, Check::State::Good},
                                          std::pair{std::int64_t(2) << 30, Check::State::Warning},
                                          std::pair{std::int64_t(1) << 20, Check::State::Missing}}) {
            given.freeBytes = free;
            QCOMPARE(find(core::diagnose(given), "disk")->state, state);
        }
        given.freeBytes.reset();
        QVERIFY(find(core::diagnose(given), "disk") == nullptr);
    }

    void linesForAShellAreFoundInSentences_data()
    {
        QTest::addColumn<QString>("fix");
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("setting");
        QTest::newRow("sysctl") << "sudo sysctl user.max_user_namespaces=15000"
                                << "sudo sysctl user.max_user_namespaces=15000"
                                << "/proc/sys/user/max_user_namespaces=15000";
        QTest::newRow("quoted") << "sudo sysctl net.ipv4.ping_group_range=\x22"
                                   "0 2147483647\x22"
                                << "sudo sysctl net.ipv4.ping_group_range=\x22"
                                   "0 2147483647\x22"
                                << "/proc/sys/net/ipv4/ping_group_range=0 2147483647";
        QTest::newRow("module") << "Load the module: modprobe overlay"
                                << "sudo modprobe overlay"
                                << "";
        QTest::newRow("package") << "Install the package passt."
                                 << "sudo apt install passt"
                                 << "";
        QTest::newRow("usermod") << "sudo usermod --add-subuids 1-2 x (a range), with the package uidmap"
                                 << "sudo usermod --add-subuids 1-2 x"
                                 << "";
        QTest::newRow("words") << "Run as root."
                               << ""
                               << "";
    }
    void linesForAShellAreFoundInSentences()
    {
        QFETCH(QString, fix);
        QFETCH(QString, command);
        QFETCH(QString, setting);
        core::DoctorFacts given = facts(true);
        given.features = {{"containers", "pasta", false, "no", fix.toStdString()}};
        const auto checks = core::diagnose(given);
        const Check *check = find(checks, "pasta");
        QCOMPARE(QString::fromStdString(check->command), command);
        QCOMPARE(QString::fromStdString(
                     check->settingPath.empty() ? "" : check->settingPath + "=" + check->settingValue),
                 setting);
    }

    void aFixWritesTheSettingOrSaysWhyNot()
    {
        test::TemporaryDirectory directory;
        Check check;
        check.title = "x";
        check.fix = "do it by hand";
        QVERIFY(!core::applyFix(check));
        check.settingPath = directory.file("setting");
        check.settingValue = "15000";
        check.command = "sudo sysctl x=15000";
        std::ofstream(check.settingPath) << "";
        VERIFY_RESULT(core::applyFix(check));
        std::string written;
        std::ifstream(check.settingPath) >> written;
        QCOMPARE(written, std::string("15000"));
        check.settingPath = "/proc/sys/kernel/no/such";
        const auto failed = core::applyFix(check);
        QVERIFY(!failed);
        QVERIFY(!failed.error().fix().empty());
    }
};

QTEST_GUILESS_MAIN(DoctorTest)
#include "tst_doctor.moc"
