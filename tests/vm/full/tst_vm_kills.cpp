// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/image/kernel_store.h"
#include "hypervisor/libvirt/qemu_process.h"
#include "hypervisor/libvirt/session_daemon.h"
#include "tests/support/cli_runner.h"
#include "tests/vm/full/writing_guest.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>
#include <csignal>
#include <map>
#include <unistd.h>

using namespace catamaran;

/// kill -9 of QEMU, of libvirt's daemon and of the command line, at random moments, while a VM writes to its
/// disk and a verb works on it. After each the VM has a state with a name, without help; what a QEMU that is
/// gone left of the disk is whole; and the VM starts and works again. CATAMARAN_TEST_ROUNDS: how many kills,
/// 4 by default.
class TestVmKills : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void killsAtRandomMoments();
    void cleanupTestCase();

private:
    [[nodiscard]] QByteArray field(const char *name) const
    {
        return m_cli->ok({"vm", "inspect", "-f", QString("{{%1}}").arg(name), "one"}).trimmed();
    }
    [[nodiscard]] int victim(int kind) const;
    [[nodiscard]] int check() const;
    [[nodiscard]] int ticks() const { return test::ticksOf(m_files + "/console"); }

    std::unique_ptr<test::CliRunner> m_cli;
    test::TemporaryDirectory m_scratch;
    std::string m_id;
    std::string m_files;
};

void TestVmKills::initTestCase()
{
    if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
        QSKIP(reason.c_str());
    if (::access("/bin/busybox", X_OK) != 0)
        QSKIP("no static busybox on this host");
    m_cli = std::make_unique<test::CliRunner>();
    if (const QString reason = m_cli->reasonToSkipVms(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    const auto init = hv::findHelper("catamaran-guest-init");
    VERIFY_RESULT(init);
    hv::image::KernelStore kernels(m_cli->dataDirectory() + "/vm", *init);
    VERIFY_RESULT(kernels.kernel({}));
    const std::string initrd = m_scratch.file("initrd");
    const std::string kernel = test::makeWritingGuest(m_cli->dataDirectory() + "/vm", initrd);
    QVERIFY(!kernel.empty());
    m_cli->ok({"vm", "create", "--name", "one", "--no-cloud-init", "--disk-size", "1g", "--memory", "128m",
               "--kernel", QString::fromStdString(kernel), "--initrd", QString::fromStdString(initrd),
               "--append", "quiet console=ttyS0 mitigations=off cryptomgr.notests"});
    m_id = field(".Id").toStdString();
    m_files = m_cli->dataDirectory() + "/vm/machines/" + m_id;
    m_cli->ok({"vm", "start", "one"});
    QTRY_VERIFY_WITH_TIMEOUT(ticks() > 0, 120'000);
}

int TestVmKills::victim(int kind) const
{
    if (kind == 0)
        return hv::findQemu(m_id);
    const auto pid = base::readFile(m_cli->runDirectory() + "/vm/libvirt/libvirtd.pid");
    return pid ? std::atoi(pid->c_str()) : 0;
}

/// qemu-img's code: 0, or 3 for clusters that nobody uses (space lost by a kill, no damage).
int TestVmKills::check() const
{
    QProcess process;
    process.start("qemu-img", {"check", "-q", QString::fromStdString(m_files + "/disk.qcow2")});
    if (!process.waitForStarted())
        return 0; // not installed
    process.waitForFinished(60'000);
    return process.exitCode();
}

void TestVmKills::killsAtRandomMoments()
{
    const int wanted = qEnvironmentVariableIntValue("CATAMARAN_TEST_ROUNDS");
    const int rounds = wanted > 0 ? wanted : 4;
    const QList<QStringList> verbs = {{"vm", "snapshot", "create", "one", "kept"},
                                      {"vm", "save", "one"},
                                      {"vm", "pause", "one"},
                                      {"vm", "edit", "--memory", "120m", "one"},
                                      {"vm", "stop", "-t", "1", "one"},
                                      {"vm", "stats", "--no-stream"},
                                      {"vm", "ls", "-a"}};
    const char *const kinds[] = {"QEMU", "libvirtd", "command line"};
    QRandomGenerator random(static_cast<quint32>(wanted > 0 ? 2026 : 11));
    std::map<QByteArray, int> killed;
    std::map<QByteArray, int> states;
    int lost = 0;
    int hits = 0;
    for (int round = 0; hits < rounds && round < rounds * 3; ++round) {
        const int kind = round < 3 ? round : static_cast<int>(random.bounded(3));
        const QStringList verb = verbs[random.bounded(static_cast<int>(verbs.size()))];
        const QByteArray what = QByteArray::number(round) + ": " + kinds[kind] + " killed during " +
                                verb.join(' ').toUtf8() + ": ";
        const auto client = m_cli->start(verb);
        client->waitForFinished(static_cast<int>(random.bounded(kind == 2 ? 50 : 300)));
        bool hit = false;
        if (kind == 2) {
            hit = client->state() == QProcess::Running;
            client->kill();
        } else if (const int pid = victim(kind); pid > 0) {
            hit = ::kill(pid, SIGKILL) == 0;
        }
        if (hit) {
            ++hits;
            ++killed[kinds[kind]];
        }
        client->waitForFinished(60'000);
        QVERIFY2(client->state() == QProcess::NotRunning, (what + "the command hangs").constData());

        // A state with a name, at once.
        const QByteArray state = field(".State.Status");
        ++states[state];
        QVERIFY2((QList<QByteArray>{"ready", "booting", "paused", "stopped", "failed", "stopping"}.contains(
                     state)),
                 (what + state).constData());
        if (state == "failed")
            QVERIFY2(field(".State.Fix").contains("vm start"), what.constData());
        // What is left on the disk when QEMU goes away without a word.
        if (hv::findQemu(m_id) != 0)
            m_cli->run({"vm", "kill", "one"});
        QTRY_VERIFY2_WITH_TIMEOUT(hv::findQemu(m_id) == 0, (what + "QEMU stays").constData(), 30'000);
        const int code = check();
        lost += code == 3 ? 1 : 0;
        QVERIFY2(code == 0 || code == 3, (what + "qemu-img check: " + QByteArray::number(code)).constData());
        // It works again.
        if (m_cli->run({"vm", "snapshot", "ls", "one"}).out.contains("kept"))
            m_cli->ok({"vm", "snapshot", "rm", "one", "kept"});
        const auto started = m_cli->run({"vm", "start", "one"});
        QVERIFY2(started.code == 0, (what + started.err).constData());
        if (field(".State.Status") == "paused") // it was saved while it stood
            m_cli->ok({"vm", "resume", "one"});
        const int before = ticks();
        QTRY_VERIFY2_WITH_TIMEOUT(ticks() != before, (what + "the guest does not work").constData(), 120'000);
    }
    QByteArray told;
    for (const auto &[kind, count] : killed)
        told += QByteArray::number(count) + " of " + kind + ", ";
    for (const auto &[state, count] : states)
        told += QByteArray::number(count) + " times " + state + ", ";
    QCOMPARE(hits, rounds);
    qInfo("%d kills: %s%d times clusters that nobody uses, no damage", hits, told.constData(), lost);
}

void TestVmKills::cleanupTestCase()
{
    if (m_cli && !m_id.empty())
        m_cli->run({"vm", "rm", "-f", "one"});
    m_cli.reset();
}

QTEST_GUILESS_MAIN(TestVmKills)
#include "tst_vm_kills.moc"
