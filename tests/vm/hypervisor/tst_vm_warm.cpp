// SPDX-License-Identifier: GPL-3.0-or-later
// Warm starts: clones of a template and spares answer as cold VMs do, sooner, and share nothing that matters.
#include "tests/cli/shell_image.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <unistd.h>

using namespace catamaran::test;
namespace fs = std::filesystem;

namespace {

QByteArray sumOfFile(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    QCryptographicHash hash(QCryptographicHash::Sha1);
    return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? hash.result().toHex() : QByteArray();
}

} // namespace

class TestVmWarm : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void clonesAreVmsOfTheirOwn();
    void aSpareIsTakenAndAnswers();
    void whatCannotBeClonedStartsCold();
    void aClonedVmStartsAgainAfterAStop();

private:
    /// Milliseconds until the VM's program has written "up".
    qint64 start(const QString &name, const QString &mode) const;
    [[nodiscard]] QByteArray startedBy(const QString &name) const
    {
        return m_cli->ok({"vm", "inspect", "-f", "{{.StartedBy}}", name}).trimmed();
    }
    std::unique_ptr<CliRunner> m_cli;
    TemporaryDirectory m_scratch;
};

void TestVmWarm::initTestCase()
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

qint64 TestVmWarm::start(const QString &name, const QString &mode) const
{
    QElapsedTimer timer;
    timer.start();
    m_cli->ok({"vm", "run", "-d", "--name", name, "--start", mode, "-e", "SECRET=" + name, "shell", "sh",
               "-c", "echo up; sleep 1000"});
    if (!QTest::qWaitFor([&] { return m_cli->run({"vm", "logs", name}).out.contains("up"); }, 60'000))
        return -1;
    return timer.elapsed();
}

void TestVmWarm::clonesAreVmsOfTheirOwn()
{
    m_cli->ok({"vm", "warm", "create", "shell"});
    const auto templates = m_cli->dataDirectory() + "/vm/templates";
    QByteArray before;
    for (const auto &entry : fs::directory_iterator(templates))
        if (entry.is_directory())
            before = sumOfFile(entry.path().string() + "/memory");
    const qint64 cold = start("cold", "cold");
    const qint64 first = start("one", "clone");
    const qint64 second = start("two", "fastest");
    qInfo("software emulation, command to output seen: cold %lld ms, clone %lld ms and %lld ms", cold, first,
          second);
    QVERIFY(cold > 0 && first > 0 && second > 0);
    QCOMPARE(startedBy("cold"), QByteArray("cold"));
    QCOMPARE(startedBy("one"), QByteArray("clone"));
    QCOMPARE(startedBy("two"), QByteArray("clone"));
    const auto ask = [&](const QString &name, const QString &script) {
        return m_cli->ok({"vm", "exec", name, "sh", "-c", script});
    };
    for (const char *script : {"head -c 32 /dev/urandom | od -An -tx1", "cat /sys/class/net/eth0/address",
                               "hostname", "cat /proc/sys/kernel/random/boot_id",
                               "cat /proc/[0-9]*/environ 2> /dev/null | tr '\\0' '\\n' | grep SECRET"})
        QVERIFY2(ask("one", script) != ask("two", script), script);
    // The clock is the host's, not the template's.
    QVERIFY(std::llabs(ask("one", "date +%s").trimmed().toLongLong() - QDateTime::currentSecsSinceEpoch()) <
            20);
    // What clones write stays theirs, and nothing gives the template's memory away.
    ask("one", "dd if=/dev/zero of=/tmp/x bs=1M count=20 2> /dev/null; rm /tmp/x; echo one > /tmp/mine");
    QVERIFY(m_cli->run({"vm", "exec", "two", "cat", "/tmp/mine"}).code != 0);
    for (const auto &entry : fs::directory_iterator(templates))
        if (entry.is_directory())
            QCOMPARE(sumOfFile(entry.path().string() + "/memory"), before);
    m_cli->ok({"vm", "rm", "-f", "cold", "two"});
}

void TestVmWarm::aSpareIsTakenAndAnswers()
{
    QVERIFY(
        m_cli->run({"vm", "run", "-d", "--start", "spare", "shell", "true"}).err.contains("vm warm create"));
    m_cli->ok({"vm", "warm", "create", "--spares", "1", "shell"});
    QVERIFY(m_cli->ok({"vm", "warm", "ls", "--format", "{{.Spares}}"}).contains("1"));
    QVERIFY(!m_cli->ok({"vm", "ls", "-a"}).contains("spare-"));
    const quint16 port = freePort();
    const CommandResult run = m_cli->run({"vm", "run", "-d", "--name", "spare", "--start", "spare", "-p",
                                          QString("127.0.0.1:%1:80").arg(port), "shell", "sh", "-c",
                                          "mkdir -p /w; echo hello > /w/index.html; httpd -f -p 80 -h /w"});
    QVERIFY2(run.code == 0, run.err.constData());
    QCOMPARE(startedBy("spare"), QByteArray("spare"));
    QTRY_COMPARE_WITH_TIMEOUT(httpGet(port), 200, 20'000);
    m_cli->ok({"vm", "rm", "-f", "spare"});
    QVERIFY(m_cli->ok({"vm", "warm", "ls", "--format", "{{.Spares}}"}).contains("0"));
}

void TestVmWarm::whatCannotBeClonedStartsCold()
{
    const QString folder = QString::fromStdString(m_scratch.path());
    const CommandResult refused =
        m_cli->run({"vm", "run", "-d", "--start", "clone", "-v", folder + ":/x", "shell", "true"});
    QVERIFY2(refused.code != 0 && refused.err.contains("shares folders"), refused.err.constData());
    m_cli->ok({"vm", "run", "-d", "--name", "shared", "-v", folder + ":/x", "shell", "sleep", "1000"});
    QCOMPARE(startedBy("shared"), QByteArray("cold"));
    m_cli->ok({"vm", "rm", "-f", "shared"});
}

void TestVmWarm::aClonedVmStartsAgainAfterAStop()
{
    m_cli->ok({"vm", "stop", "-t", "1", "one"});
    m_cli->ok({"vm", "start", "one"});
    m_cli->ok({"vm", "wait", "--ready", "one"});
    QCOMPARE(startedBy("one"), QByteArray("cold"));
    m_cli->ok({"vm", "rm", "-f", "one"});
    m_cli->ok({"vm", "warm", "rm"});
    QCOMPARE(m_cli->ok({"vm", "warm", "ls", "--format", "{{.Template}}"}).trimmed(), QByteArray());
}

QTEST_GUILESS_MAIN(TestVmWarm)
#include "tst_vm_warm.moc"
