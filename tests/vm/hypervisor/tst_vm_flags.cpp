// SPDX-License-Identifier: GPL-3.0-or-later
// Flags of `vm run` that containers have as well: streams, folders, copies, restarts.
#include "tests/cli/shell_image.h"

#include <QFile>
#include <QProcess>
#include <QTest>
#include <cstdlib>
#include <filesystem>
#include <unistd.h>

using namespace catamaran::test;
namespace fs = std::filesystem;

class TestVmFlags : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void inputReachesTheProgramAndItsEndToo();
    void foldersVolumesAndTmpfsAreInTheGuest();
    void filesGoInAndOut();
    void aTerminalIsOneAndIsLeftByItsKeys();
    void aVmThatFailsIsStartedAgainAsOftenAsAskedFor();

private:
    std::unique_ptr<CliRunner> m_cli;
    TemporaryDirectory m_scratch;
};

void TestVmFlags::initTestCase()
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
    fs::create_directories(m_scratch.file("folder"));
    m_cli->ok({"vm", "run", "-d", "--name", "work", "-it", "--read-only", "-v",
               QString::fromStdString(m_scratch.file("folder")) + ":/folder", "-v",
               QString::fromStdString(m_scratch.file("folder")) + ":/seen:ro", "-v", "kept:/bin", "--tmpfs",
               "/scratch", "shell", "sh"});
    m_cli->ok({"vm", "wait", "--ready", "work"});
}

void TestVmFlags::inputReachesTheProgramAndItsEndToo()
{
    const QByteArray text(300'000, 'x'); // more than any pipe holds
    const CommandResult counted = m_cli->run({"vm", "exec", "-i", "work", "sh", "-c", "wc -c; exit 7"}, text);
    QCOMPARE(counted.out.trimmed(), QByteArray("300000"));
    QCOMPARE(counted.code, 7);
}

void TestVmFlags::foldersVolumesAndTmpfsAreInTheGuest()
{
    m_cli->ok({"vm", "exec", "work", "sh", "-c", "echo from the guest > /folder/note"});
    QFile note(QString::fromStdString(m_scratch.file("folder/note")));
    QVERIFY(note.open(QIODevice::ReadOnly));
    QCOMPARE(note.readAll(), QByteArray("from the guest\n"));
    // The host keeps it read-only, whatever root of the guest does.
    const CommandResult refused =
        m_cli->run({"vm", "exec", "work", "sh", "-c",
                    "mount -o remount,rw /seen; echo no > /seen/note && echo written"});
    QVERIFY2(!refused.out.contains("written"), refused.out.constData());
    QVERIFY(m_cli->run({"vm", "exec", "work", "sh", "-c", "echo no > /new"}).code != 0);
    m_cli->ok({"vm", "exec", "work", "sh", "-c", "echo yes > /scratch/new"});
    // The volume was new, so it has what the image has there.
    QVERIFY(m_cli->ok({"vm", "exec", "work", "ls", "/bin"}).contains("sh"));
    QVERIFY(m_cli->ok({"volume", "ls", "-q"}).contains("kept"));
    QVERIFY(m_cli->run({"vm", "run", "--rm", "-v", "/nowhere-at-all/x:/y:rshared", "shell", "true"}).code !=
            0);
}

void TestVmFlags::filesGoInAndOut()
{
    const QString folder = QString::fromStdString(m_scratch.file("in"));
    fs::create_directories(m_scratch.file("in/deep"));
    QFile file(folder + "/deep/file");
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(100'000, 'y'));
    file.close();
    m_cli->ok({"vm", "cp", folder, "work:/scratch"});
    m_cli->ok({"vm", "cp", folder + "/deep/file", "work:/scratch/other"});
    QCOMPARE(m_cli->ok({"vm", "exec", "work", "sh", "-c", "cat /scratch/in/deep/file /scratch/other | wc -c"})
                 .trimmed(),
             QByteArray("200000"));
    const QString out = QString::fromStdString(m_scratch.file("out"));
    m_cli->ok({"vm", "cp", "work:/scratch/in", out}); // there is no such directory: it gets that name
    QCOMPARE(QFile(out + "/deep/file").size(), qint64{100'000});
    const CommandResult missing = m_cli->run({"vm", "cp", "work:/nothing", out});
    QVERIFY(missing.code != 0);
    QVERIFY2(missing.err.contains("nothing"), missing.err.constData());
}

void TestVmFlags::aTerminalIsOneAndIsLeftByItsKeys()
{
    QProcess terminal; // script(1) gives the command line a terminal of its own
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("CATAMARAN_ROOT", QString::fromStdString(m_cli->dataDirectory()));
    environment.insert("CATAMARAN_RUN", QString::fromStdString(m_cli->runDirectory()));
    terminal.setProcessEnvironment(environment);
    const QString command =
        "stty rows 31 cols 97; " + CliRunner::program("catamaran") + " vm attach work; echo left $?";
    terminal.start("script", {"-qec", command, "/dev/null"});
    QVERIFY(terminal.waitForStarted());
    QByteArray seen;
    const auto waitFor = [&](const char *text) {
        return QTest::qWaitFor(
            [&] {
                seen += terminal.readAllStandardOutput();
                return seen.contains(text);
            },
            30'000);
    };
    terminal.write("stty size; tty\n");
    QVERIFY2(waitFor("31 97") && waitFor("/dev/pts/"), seen.constData());
    terminal.write("\x10\x11");
    QVERIFY2(waitFor("left 0"), seen.constData());
    QVERIFY(terminal.waitForFinished(10'000));
    // The shell goes on; it ends with its own exit.
    QCOMPARE(m_cli->ok({"vm", "inspect", "-f", "{{.State.Status}}", "work"}).trimmed(), QByteArray("ready"));
}

void TestVmFlags::aVmThatFailsIsStartedAgainAsOftenAsAskedFor()
{
    m_cli->ok({"vm", "rm", "-f", "work"});
    m_cli->ok({"vm", "run", "-d", "--name", "again", "--restart", "on-failure:1", "shell", "sh", "-c",
               "echo run; exit 4"});
    QTRY_COMPARE_WITH_TIMEOUT(m_cli->run({"vm", "logs", "again"}).out.count("run\n"), 2, 90'000);
    QTRY_COMPARE_WITH_TIMEOUT(
        m_cli->ok({"vm", "inspect", "-f", "{{.RestartCount}} {{.State.Status}}", "again"}).trimmed(),
        QByteArray("1 stopped"), 30'000);
    m_cli->ok({"vm", "rm", "again"});
}

QTEST_GUILESS_MAIN(TestVmFlags)
#include "tst_vm_flags.moc"
