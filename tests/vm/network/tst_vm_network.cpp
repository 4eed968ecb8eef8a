// SPDX-License-Identifier: GPL-3.0-or-later
// A light VM on a network of containers: the same names, addresses and published ports as a container's.
#include "tests/cli/shell_image.h"

#include <QTest>
#include <cstdlib>
#include <filesystem>
#include <unistd.h>

using namespace catamaran::test;
namespace fs = std::filesystem;

class TestVmNetwork : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void containerAndVmKnowEachOtherByName();
    void whatAVmCannotJoinIsRefused();

private:
    std::unique_ptr<CliRunner> m_cli;
    TemporaryDirectory m_scratch;
};

void TestVmNetwork::initTestCase()
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

void TestVmNetwork::containerAndVmKnowEachOtherByName()
{
    const quint16 port = freePort();
    m_cli->ok({"network", "create", "deck"});
    m_cli->ok({"run", "-d", "--name", "web", "--network", "deck", "shell", "sleep", "1000"});
    m_cli->ok({"vm", "run", "-d", "--name", "guest", "--network", "deck", "--network-alias", "other", "-p",
               "127.0.0.1:" + QString::number(port) + ":80", "shell", "sh", "-c",
               "mkdir -p /w; echo from the VM > /w/index.html; httpd -f -p 80 -h /w"});
    m_cli->ok({"vm", "wait", "--ready", "guest"});
    const QByteArray inspected = m_cli->ok({"vm", "inspect", "guest"});
    QVERIFY2(inspected.contains("\x22IPAddress\x22"), inspected.constData());
    m_cli->ok({"exec", "web", "ping", "-c", "1", "-W", "10", "guest"});
    m_cli->ok({"exec", "web", "ping", "-c", "1", "-W", "10", "other"});
    m_cli->ok({"vm", "exec", "guest", "ping", "-c", "1", "-W", "10", "web"});
    QTRY_COMPARE_WITH_TIMEOUT(m_cli->run({"exec", "web", "wget", "-q", "-O", "-", "http://guest/"}).out,
                              QByteArray("from the VM\n"), 15'000);
    QByteArray body;
    QCOMPARE(httpGet(port, "/", &body), 200);
    QCOMPARE(body, QByteArray("from the VM\n"));
    QVERIFY(m_cli->ok({"network", "inspect", "deck"}).contains("\x22vm-guest\x22"));
    // A rename does not lose what the VM holds; its removal gives it back.
    m_cli->ok({"vm", "rename", "guest", "visitor"});
    m_cli->ok({"vm", "rm", "-f", "visitor"});
    QVERIFY(!m_cli->ok({"network", "inspect", "deck"}).contains("vm-guest"));
    QVERIFY(m_cli->run({"exec", "web", "ping", "-c", "1", "guest"}).code != 0);
    m_cli->ok({"rm", "-f", "web"});
    m_cli->ok({"network", "rm", "deck"});
}

void TestVmNetwork::whatAVmCannotJoinIsRefused()
{
    for (const char *network : {"host", "none", "container:x"}) {
        const CommandResult refused = m_cli->run({"vm", "run", "-d", "--network", network, "shell", "true"});
        QCOMPARE(refused.code, 125);
        QVERIFY2(refused.err.contains("--network"), refused.err.constData());
    }
    QVERIFY(m_cli->run({"vm", "run", "-d", "--network", "nowhere", "shell", "true"}).err.contains("nowhere"));
    QCOMPARE(m_cli->ok({"vm", "ls", "-aq"}), QByteArray());
}

QTEST_GUILESS_MAIN(TestVmNetwork)
#include "tst_vm_network.moc"
