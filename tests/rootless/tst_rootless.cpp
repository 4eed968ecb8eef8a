// SPDX-License-Identifier: GPL-3.0-or-later
// The command as a real user without root, in a state directory of the user's own.
#include "tests/support/cli_runner.h"

#include <QDir>
#include <QFile>
#include <QTest>
#include <signal.h>
#include <unistd.h>

using namespace catamaran::test;

namespace {

constexpr const char *kUser = "catamaran-test";

struct Result {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

Result execute(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(60'000);
    if (process.state() != QProcess::NotRunning)
        process.kill();
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : 128,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace

class RootlessTest : public QObject {
    Q_OBJECT

private:
    QString m_directory;

    Result user(const QStringList &arguments) const
    {
        QStringList call{"--reuid",
                         kUser,
                         "--regid",
                         kUser,
                         "--init-groups",
                         "env",
                         "-i",
                         "PATH=/usr/bin:/bin:/usr/sbin:/sbin",
                         "HOME=" + m_directory,
                         "CATAMARAN_ROOT=" + m_directory + "/data",
                         "CATAMARAN_RUN=" + m_directory + "/run",
                         CliRunner::program("catamaran")};
        return execute("setpriv", call + arguments);
    }
    QByteArray ok(const QStringList &arguments) const
    {
        const Result result = user(arguments);
        if (result.code != 0)
            qWarning("%s: code %d\n%s%s", qPrintable(arguments.join(' ')), result.code,
                     result.out.constData(), result.err.constData());
        return result.code == 0 ? result.out.trimmed() : QByteArray("failed");
    }
    /// The pid at the start of a record file.
    pid_t pidIn(const QString &path) const
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(0).toInt() : 0;
    }

private slots:
    void initTestCase()
    {
        if (::geteuid() != 0)
            QSKIP("needs root to make a user to test with");
        if (execute("sh", {"-c", "command -v newuidmap setpriv useradd"}).code != 0)
            QSKIP("needs newuidmap, setpriv and useradd");
        execute("useradd", {"-M", "-U", kUser});
        execute("usermod",
                {"--add-subuids", "900000000-900065535", "--add-subgids", "900000000-900065535", kUser});
        m_directory = QDir::tempPath() + "/catamaran-rootless-" + QString::number(::getpid());
        QVERIFY(QDir().mkpath(m_directory));
        QCOMPARE(execute("chown", {kUser, m_directory}).code, 0);
        if (user({"info"}).out.contains("no  user namespaces"))
            QSKIP("this host gives users no user namespaces");
        QVERIFY(ok({"demo", "prepare"}) != "failed");
    }

    void runsAsRootOfItsOwnNamespace()
    {
        const QByteArray map =
            ok({"run", "--rm", "localhost/demo", "/bin/busybox", "cat", "/proc/self/uid_map"});
        QCOMPARE(map.simplified().split(' ').value(0), QByteArray("0"));
        QVERIFY2(map.contains("65536"), map.constData());
    }

    void exitCodesAreDockers()
    {
        QCOMPARE(user({"run", "--rm", "localhost/demo", "/bin/busybox", "sh", "-c", "exit 7"}).code, 7);
        QCOMPARE(user({"run", "--rm", "localhost/demo", "/nosuch"}).code, 127);
        const Result limited = user({"run", "--rm", "-m", "64m", "localhost/demo", "/bin/busybox", "true"});
        QVERIFY(limited.code == 0 || limited.err.contains("control groups"));
    }

    void volumesBelongToSubordinateIds()
    {
        QVERIFY(ok({"run", "--rm", "--network", "none", "-v", "vol:/data", "localhost/demo", "/bin/busybox",
                    "sh", "-c",
                    "busybox touch /data/own /data/other; /bin/busybox touch /data/own /data/other; "
                    "/bin/busybox chown 5:6 /data/other"}) != "failed");
        const QString volume = m_directory + "/data/volumes/vol/_data/";
        QCOMPARE(QFileInfo(volume + "own").owner(), QString(kUser));
        QVERIFY(QFileInfo(volume + "other").ownerId() > 65536);
    }

    void containersFindEachOtherAndHealAfterKill()
    {
        QVERIFY(ok({"run", "-d", "--name", "one", "localhost/demo", "/bin/busybox", "sleep", "1000"}) !=
                "failed");
        QVERIFY(ok({"run", "--rm", "localhost/demo", "/bin/busybox", "ping", "-c1", "-W5", "one"})
                    .contains("1 packets received"));
        const pid_t holder = pidIn(m_directory + "/run/deck/holder");
        QVERIFY(holder > 1);
        ::kill(holder, SIGKILL);
        QVERIFY(ok({"run", "--rm", "localhost/demo", "/bin/busybox", "ping", "-c1", "-W5", "one"})
                    .contains("1 packets received"));
        QVERIFY(pidIn(m_directory + "/run/deck/holder") != holder);
        QCOMPARE(ok({"exec", "one", "/bin/busybox", "echo", "inside"}), QByteArray("inside"));
        QCOMPARE(ok({"rm", "-f", "one"}), QByteArray("one"));
    }

    void nothingStays()
    {
        const QString record = m_directory + "/run/deck/holder";
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(record), 20'000);
        QVERIFY(QDir(m_directory + "/run/containers").isEmpty());
        QVERIFY(!execute("cat", {"/proc/mounts"}).out.contains(m_directory.toUtf8()));
    }

    void cleanupTestCase()
    {
        if (::geteuid() != 0)
            return;
        execute("rm", {"-rf", m_directory});
        execute("userdel", {kUser});
    }
};

QTEST_GUILESS_MAIN(RootlessTest)
#include "tst_rootless.moc"
