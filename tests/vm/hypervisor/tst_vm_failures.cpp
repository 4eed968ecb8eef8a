// SPDX-License-Identifier: GPL-3.0-or-later
// What goes wrong with a light VM has a name and a way out.
#include "tests/cli/shell_image.h"

#include <QFile>
#include <QTest>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <unistd.h>

using namespace catamaran::test;
namespace fs = std::filesystem;

class TestVmFailures : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void aGuestThatDoesNotAnswerIsHungUntilItDoes();
    void aClockThatJumpedIsSet();
    void aLostSocketIsTold();
    void aPortOfAnotherIsNamedWithItsOwner();
    void aNetworkIsNotRemovedUnderAVm();
    void aKilledQemuIsAFailureThatCanBeStartedAgain();

private:
    [[nodiscard]] pid_t qemu() const;
    [[nodiscard]] QByteArray field(const char *name) const
    {
        return m_cli->ok({"vm", "inspect", "-f", QString("{{.State.%1}}").arg(name), "one"}).trimmed();
    }
    std::unique_ptr<CliRunner> m_cli;
    TemporaryDirectory m_scratch;
};

void TestVmFailures::initTestCase()
{
    if (const std::string reason = reasonToSkipRootTests(); !reason.empty())
        QSKIP(reason.c_str());
    m_cli = std::make_unique<CliRunner>();
    if (const char *packages = std::getenv("CATAMARAN_TEST_KERNELS")) {
        const std::string target = m_cli->dataDirectory() + "/vm/packages";
        fs::create_directories(target);
        for (const auto &entry : fs::directory_iterator(packages))
            if (entry.path().extension() == ".deb")
                fs::create_symlink(entry.path(), target + "/" + entry.path().filename().string());
    }
    if (const QString reason = m_cli->reasonToSkipVms(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    makeShellImage(*m_cli, QString::fromStdString(m_scratch.path()));
    const CommandResult probe = m_cli->run({"vm", "run", "--rm", "shell", "true"});
    if (probe.code != 0)
        QSKIP((QByteArray("VMs do not run here: ") + probe.err).constData());
}

pid_t TestVmFailures::qemu() const
{
    const QByteArray domain = m_cli->ok({"vm", "inspect", "-f", "{{.DomainName}}", "one"}).trimmed();
    for (const auto &entry : fs::directory_iterator("/proc")) {
        QFile file(QString::fromStdString(entry.path().string() + "/cmdline"));
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains("guest=" + domain + ","))
            return std::atoi(entry.path().filename().c_str());
    }
    return 0;
}

void TestVmFailures::aGuestThatDoesNotAnswerIsHungUntilItDoes()
{
    m_cli->ok({"vm", "run", "-d", "--name", "one", "shell", "sleep", "1000"});
    m_cli->ok({"vm", "wait", "--ready", "one"});
    const pid_t pid = qemu();
    QVERIFY(pid > 0);
    ::kill(pid, SIGSTOP);
    QTRY_COMPARE_WITH_TIMEOUT(field("Status"), QByteArray("hung"), 60'000);
    QVERIFY(field("Reason").contains("not answered"));
    QVERIFY(field("Fix").contains("vm kill"));
    QVERIFY(m_cli->ok({"vm", "ls"}).contains("Hung"));
    ::kill(pid, SIGCONT);
    QTRY_COMPARE_WITH_TIMEOUT(field("Status"), QByteArray("ready"), 60'000);
}

void TestVmFailures::aClockThatJumpedIsSet()
{
    m_cli->ok({"vm", "exec", "one", "date", "-s", "2001-01-01 00:00:00"});
    QVERIFY(field("Reason").contains("clock was off"));
    QVERIFY(m_cli->ok({"vm", "exec", "one", "date", "+%Y"}).trimmed().toInt() > 2020);
    QCOMPARE(field("Reason"), QByteArray());
}

void TestVmFailures::aLostSocketIsTold()
{
    const QByteArray domain = m_cli->ok({"vm", "inspect", "-f", "{{.Id}}", "one"}).trimmed();
    const std::string socket = m_cli->runDirectory() + "/vm/" + domain.left(12).toStdString() + ".ctl";
    QVERIFY(fs::remove(socket));
    QCOMPARE(field("Status"), QByteArray("ready"));
    QVERIFY(field("Reason").contains("socket is gone"));
    QVERIFY(field("Fix").contains("vm start"));
    m_cli->ok({"vm", "kill", "one"});
    m_cli->ok({"vm", "start", "one"});
    m_cli->ok({"vm", "wait", "--ready", "one"});
    m_cli->ok({"vm", "exec", "one", "true"});
}

void TestVmFailures::aPortOfAnotherIsNamedWithItsOwner()
{
    const QString first = QString::number(freePort());
    QString second = QString::number(freePort());
    while (second == first)
        second = QString::number(freePort());
    m_cli->ok({"run", "-d", "--name", "web", "-p", first + ":80", "shell", "sleep", "1000"});
    const CommandResult taken = m_cli->run({"vm", "edit", "-p", first + ":81", "one"});
    QVERIFY(taken.code != 0);
    QVERIFY2(taken.err.contains("in use by container web"), taken.err.constData());
    m_cli->ok({"vm", "edit", "-p", second + ":81", "one"});
    const QStringList other{"run", "-d", "--name", "other", "-p", second + ":80", "shell", "sleep", "1000"};
    const CommandResult refused = m_cli->run(other);
    QVERIFY(refused.code != 0);
    QVERIFY2(refused.err.contains("in use by virtual machine one"), refused.err.constData());
    m_cli->run({"rm", "-f", "other"});
    m_cli->ok({"vm", "edit", "--unpublish", second, "one"});
    m_cli->ok(other);
    m_cli->ok({"rm", "-f", "web", "other"});
    // A clone publishes other ports, which nobody else gets.
    m_cli->ok({"vm", "edit", "-p", first + ":81", "one"});
    m_cli->ok({"vm", "kill", "one"});
    m_cli->ok({"vm", "clone", "one", "two"});
    const QString port = QString::fromUtf8(
        m_cli->ok({"vm", "inspect", "-f", "{{range .Ports}}{{.HostPort}}{{end}}", "two"}).trimmed());
    QVERIFY2(port.toInt() > 0, qPrintable(port));
    QVERIFY(port != first);
    const CommandResult met =
        m_cli->run({"run", "-d", "--name", "other", "-p", port + ":80", "shell", "true"});
    QVERIFY2(met.err.contains("in use by virtual machine two"), met.err.constData());
    m_cli->run({"rm", "-f", "other"});
    m_cli->ok({"vm", "rm", "two"});
    m_cli->ok({"run", "-d", "--name", "other", "-p", port + ":80", "shell", "sleep", "1000"});
    m_cli->ok({"rm", "-f", "other"});
    m_cli->ok({"vm", "start", "one"});
    m_cli->ok({"vm", "wait", "--ready", "one"});
}

void TestVmFailures::aNetworkIsNotRemovedUnderAVm()
{
    m_cli->ok({"network", "create", "lan"});
    m_cli->ok({"vm", "run", "-d", "--name", "member", "--network", "lan", "shell", "sleep", "1000"});
    const CommandResult removed = m_cli->run({"network", "rm", "lan"});
    QVERIFY(removed.code != 0);
    QVERIFY2(removed.err.contains("active endpoints") && removed.err.contains("member"),
             removed.err.constData());
    m_cli->ok({"vm", "rm", "-f", "member"});
    m_cli->ok({"network", "rm", "lan"});
}

void TestVmFailures::aKilledQemuIsAFailureThatCanBeStartedAgain()
{
    ::kill(qemu(), SIGKILL);
    QTRY_COMPARE_WITH_TIMEOUT(field("Status"), QByteArray("failed"), 20'000);
    QVERIFY(field("Reason").contains("killed"));
    QVERIFY(field("Fix").contains("vm start"));
    m_cli->ok({"vm", "start", "one"});
    m_cli->ok({"vm", "wait", "--ready", "one"});
    m_cli->ok({"vm", "rm", "-f", "one"});
}

QTEST_GUILESS_MAIN(TestVmFailures)
#include "tst_vm_failures.moc"
