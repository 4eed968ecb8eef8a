// SPDX-License-Identifier: GPL-3.0-or-later
// What goes on with no window and no command line open: logs, restarts, health, the way back after a reboot.
#include "tests/cli/shell_image.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>
#include <csignal>
#include <memory>
#include <unistd.h>

using namespace catamaran::test;

namespace {

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestMonitor : public QObject {
    Q_OBJECT

    std::unique_ptr<CliRunner> m_cli;
    TemporaryDirectory m_scratch;

    QJsonObject inspect(const QString &name) const
    {
        return QJsonDocument::fromJson(m_cli->ok({"inspect", name})).array().at(0).toObject();
    }
    QByteArray field(const QString &name, const QString &form) const
    {
        return m_cli->ok({"inspect", "--format", form, name});
    }
    pid_t monitorOf(const QString &name) const
    {
        const QString id = QString::fromUtf8(field(name, "{{.Id}}"));
        const QByteArray status =
            readAll(QString::fromStdString(m_cli->runDirectory()) + "/containers/" + id + "/status");
        const auto match = QRegularExpression("^monitor_pid=(\\d+)$", QRegularExpression::MultilineOption)
                               .match(QString::fromUtf8(status));
        return match.captured(1).toInt();
    }
    bool waitFor(const std::function<bool()> &condition, int milliseconds = 15'000) const
    {
        QElapsedTimer clock;
        clock.start();
        while (!condition()) {
            if (clock.elapsed() > milliseconds)
                return false;
            QTest::qWait(20);
        }
        return true;
    }
    QStringList names() const
    {
        QStringList list =
            QString::fromUtf8(m_cli->ok({"ps", "--format", "{{.Names}}"})).split('\n', Qt::SkipEmptyParts);
        list.sort();
        return list;
    }

private slots:
    void initTestCase()
    {
        if (::geteuid() != 0)
            QSKIP("containers need root here");
        m_cli = std::make_unique<CliRunner>();
        makeShellImage(*m_cli, QString::fromStdString(m_scratch.path()));
    }
    void cleanup()
    {
        if (!m_cli)
            return;
        const QStringList all = QString::fromUtf8(m_cli->ok({"ps", "-aq"})).split('\n', Qt::SkipEmptyParts);
        if (!all.isEmpty())
            m_cli->ok(QStringList{"rm", "-f"} + all);
    }

    // 100 KiB at 100 containers: with fewer the pages that all share weigh more, so 20 may cost 36 KiB more
    // each (752 KiB of shared program: / 20 instead of / 100 makes 30).
    void idleMonitorsAreSmall()
    {
        constexpr int kCount = 20;
        for (int i = 0; i < kCount; ++i)
            m_cli->ok({"run", "-d", "--name", QString("m%1").arg(i), "shell", "sleep", "1000"});
        const auto average = [this] {
            qint64 sum = 0;
            for (int i = 0; i < kCount; ++i) {
                const QByteArray rollup =
                    readAll(QString("/proc/%1/smaps_rollup").arg(monitorOf(QString("m%1").arg(i))));
                const auto match = QRegularExpression("^Pss:\\s+(\\d+)", QRegularExpression::MultilineOption)
                                       .match(QString::fromUtf8(rollup));
                sum += match.captured(1).toLongLong();
            }
            return sum / kCount;
        };
        QTRY_VERIFY2_WITH_TIMEOUT(average() <= 136, qPrintable(QString::number(average()) + " KiB"), 10'000);
        qInfo("PSS of an idle monitor, bridge network with DNS, %d at once: %lld KiB", kCount, average());
    }

    void oneMonitorsDeathIsItsOwnContainersAlone()
    {
        const QString script = "echo before; while [ ! -e /go ]; do sleep 0.05; done; echo after; exit 7";
        for (const char *name : {"victim", "other"})
            m_cli->ok({"run", "-d", "--network", "none", "--name", name, "shell", "sh", "-c", script});
        QVERIFY(waitFor([this] { return m_cli->ok({"logs", "other"}) == "before"; }));
        QCOMPARE(::kill(monitorOf("victim"), SIGKILL), 0);
        m_cli->ok({"exec", "other", "touch", "/go"});
        QCOMPARE(m_cli->ok({"wait", "other"}), QByteArray("7"));
        QCOMPARE(m_cli->ok({"logs", "other"}), QByteArray("before\nafter"));
        QCOMPARE(field("other", "{{.State.ExitCode}}"), QByteArray("7"));
        QVERIFY(waitFor([this] { return field("victim", "{{.State.Status}}") == "exited"; }));
        QCOMPARE(field("victim", "{{.State.ExitCode}}"), QByteArray("137"));
        QCOMPARE(m_cli->ok({"logs", "victim"}), QByteArray("before"));
    }

    // Its queue is bounded, and then its output passes it by: the log and the end do not wait for it.
    void aStoppedClientHoldsNothingBack()
    {
        m_cli->ok(
            {"run", "-d", "--network", "none", "--name", "loud", "shell", "sh", "-c",
             "while [ ! -e /go ]; do echo t; sleep 0.05; done; head -c 20000000 /dev/zero | tr '\\0' 'x'; "
             "echo; echo end"});
        const auto client = std::make_unique<QProcess>();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("CATAMARAN_ROOT", QString::fromStdString(m_cli->dataDirectory()));
        environment.insert("CATAMARAN_RUN", QString::fromStdString(m_cli->runDirectory()));
        client->setProcessEnvironment(environment);
        client->start(CliRunner::program("catamaran"), {"attach", "--no-stdin", "loud"});
        // What it shows came through the monitor: it is attached.
        QVERIFY(client->waitForReadyRead(30'000));
        QCOMPARE(::kill(static_cast<pid_t>(client->processId()), SIGSTOP), 0);
        m_cli->ok({"exec", "loud", "touch", "/go"});
        QVERIFY(waitFor([&] { return m_cli->ok({"logs", "--tail", "1", "loud"}) == "end"; }, 60'000));
        QVERIFY(waitFor([this] { return field("loud", "{{.State.Status}}") == "exited"; }, 60'000));
        const QByteArray log = m_cli->ok({"logs", "loud"});
        QCOMPARE(log.count('x'), qsizetype{20'000'000});
        QVERIFY(log.startsWith("t\n") && log.endsWith("x\nend"));
        ::kill(static_cast<pid_t>(client->processId()), SIGCONT);
        QVERIFY(client->waitForFinished(30'000));
    }

    void groupsBelowTheContainersGoWithIt()
    {
        const CommandResult made =
            runScript(*m_cli, {"--network", "none", "--security-opt", "writable-cgroups"},
                      "cd /sys/fs/cgroup; [ -d pids ] && cd pids; mkdir -p a/b a/c d && ls -d a/b a/c d");
        COMPARE_CODE(made, 0);
        QCOMPARE(made.out, QByteArray("a/b\na/c\nd\n"));
        std::string left;
        const auto isClean = [&] {
            left.clear();
            for (const std::string &trace : hostTraces(*m_cli))
                left += trace.starts_with("cgroup ") ? trace + "\n" : std::string();
            return left.empty();
        };
        QVERIFY2(waitFor(isClean), left.c_str());
    }

    void noLogIsLargerThanAsked()
    {
        const QByteArray id =
            m_cli->ok({"run", "-d", "--network", "none", "--name", "small", "--log-opt", "max-size=10k",
                       "--log-opt", "max-file=3", "shell", "sh", "-c",
                       "seq 100000; head -c 300000 /dev/zero | tr '\\0' 'x'; echo; seq 2000"});
        QVERIFY(waitFor([this] { return field("small", "{{.State.Status}}") == "exited"; }));
        const QDir directory(QString::fromStdString(m_cli->dataDirectory()) + "/containers/" + id);
        const auto logs = directory.entryInfoList({"log", "log.*"}, QDir::Files);
        QCOMPARE(logs.size(), 3);
        for (const QFileInfo &log : logs)
            QVERIFY2(log.size() <= 10 * 1024, qPrintable(log.fileName() + QString(" %1").arg(log.size())));
        const QList<QByteArray> lines = m_cli->ok({"logs", "small"}).split('\n');
        QCOMPARE(lines.last(), QByteArray("2000"));
        QCOMPARE(lines.value(lines.size() - 1000), QByteArray("1001"));
    }

    // The monitor ignores SIGPIPE; the container's programs must not.
    void aBrokenPipeEndsAProgram()
    {
        const CommandResult result = runScript(*m_cli, {"--network", "none"}, "yes | head -n 2; echo done");
        COMPARE_CODE(result, 0);
        QCOMPARE(result.out, QByteArray("y\ny\ndone\n"));
    }

    void restartsBackOffAndEnd()
    {
        m_cli->ok({"run", "-d", "--network", "none", "--name", "again", "--restart", "on-failure:3", "shell",
                   "sh", "-c", "echo run; exit 3"});
        QVERIFY(waitFor([this] { return field("again", "{{.State.Status}}") == "exited"; }));
        QCOMPARE(field("again", "{{.RestartCount}} {{.State.ExitCode}}"), QByteArray("3 3"));
        QList<QDateTime> times;
        for (const QByteArray &line : m_cli->ok({"logs", "-t", "again"}).split('\n'))
            times << QDateTime::fromString(QString::fromUtf8(line.left(23)), Qt::ISODateWithMs);
        QCOMPARE(times.size(), 4);
        // 100 ms doubled each time, and never sooner.
        QVERIFY(times[0].msecsTo(times[1]) >= 99);
        QVERIFY(times[1].msecsTo(times[2]) >= 199);
        QVERIFY(times[2].msecsTo(times[3]) >= 399);
    }

    void stoppingEndsARestartPolicy()
    {
        m_cli->ok({"run", "-d", "--network", "none", "--name", "loop", "--restart", "always", "shell", "sh",
                   "-c", "exit 0"});
        QVERIFY(waitFor([this] { return field("loop", "{{.RestartCount}}").toInt() >= 1; }));
        m_cli->ok({"stop", "loop"});
        QCOMPARE(field("loop", "{{.State.Status}}"), QByteArray("exited"));
    }

    void healthIsLogged()
    {
        writeText(
            QString::fromStdString(m_scratch.path()) + "/health/Dockerfile",
            "FROM shell\nHEALTHCHECK --interval=1h --start-period=1h --start-interval=100ms --retries=1 "
            "CMD echo looked; test -e /tmp/ok\nCMD sleep 1000\n");
        m_cli->ok({"build", "-q", "-t", "health", QString::fromStdString(m_scratch.path()) + "/health"});
        m_cli->ok({"run", "-d", "--network", "none", "--name", "sick", "health"});
        const auto health = [this] { return inspect("sick")["State"].toObject()["Health"].toObject(); };
        // Within the start period failures do not count, and checks come at the start interval.
        QVERIFY(waitFor([&] { return health()["Log"].toArray().size() == 5; }));
        QCOMPARE(health()["Status"].toString(), QString("starting"));
        QCOMPARE(health()["FailingStreak"].toInt(), 0);
        const QJsonObject probe = health()["Log"].toArray().at(0).toObject();
        QCOMPARE(probe["ExitCode"].toInt(), 1);
        QCOMPARE(probe["Output"].toString(), QString("looked\n"));
        QVERIFY(probe["Start"].toString() < probe["End"].toString());
        m_cli->ok({"exec", "sick", "touch", "/tmp/ok"});
        QVERIFY(waitFor([&] { return health()["Status"].toString() == "healthy"; }));
        QCOMPARE(health()["Log"].toArray().size(), 5);
        QCOMPARE(health()["Log"].toArray().at(4).toObject()["ExitCode"].toInt(), 0);
    }

    void aSlowHealthCheckTimesOut()
    {
        m_cli->ok({"run", "-d", "--network", "none", "--name", "slow", "--health-cmd", "sleep 30",
                   "--health-timeout", "200ms", "--health-interval", "100ms", "--health-retries", "2",
                   "shell", "sleep", "1000"});
        QVERIFY(waitFor([this] { return field("slow", "{{.State.Health.Status}}") == "unhealthy"; }));
        const QJsonObject probe =
            inspect("slow")["State"].toObject()["Health"].toObject()["Log"].toArray().at(0).toObject();
        QCOMPARE(probe["ExitCode"].toInt(), -1);
        QCOMPARE(probe["Output"].toString(), QString("Health check exceeded timeout (200ms)"));
    }

    // A reboot: no process is left and the volatile directory is empty.
    void theRightOnesComeBackAfterAReboot()
    {
        const auto run = [this](const char *name, const char *policy, const char *network = "none") {
            m_cli->ok({"run", "-d", "--network", network, "--name", name, "--restart", policy, "shell",
                       "sleep", "1000"});
        };
        run("always", "always");
        run("joins", "always", "container:always");
        run("unless", "unless-stopped");
        run("stopped", "unless-stopped");
        run("stoppedalways", "always");
        run("failure", "on-failure");
        run("plain", "no");
        m_cli->ok({"run", "-d", "--network", "none", "--log-driver", "none", "--name", "nolog", "--restart",
                   "always", "shell", "sleep", "1000"});
        m_cli->ok({"create", "--network", "none", "--name", "never", "--restart", "always", "shell", "sleep",
                   "1000"});
        m_cli->ok({"stop", "-t", "0", "stopped", "stoppedalways"});
        QList<pid_t> monitors;
        for (const QString &name : names())
            monitors << monitorOf(name);
        QCOMPARE(monitors.size(), 6);
        for (const pid_t pid : monitors)
            QCOMPARE(::kill(pid, SIGKILL), 0);
        QVERIFY(waitFor([&] {
            return std::all_of(monitors.begin(), monitors.end(),
                               [](pid_t pid) { return ::kill(pid, 0) != 0; });
        }));
        QVERIFY(QDir(QString::fromStdString(m_cli->runDirectory())).removeRecursively());
        const QStringList wanted = {"always", "joins", "nolog", "stoppedalways", "unless"};
        m_cli->ok({"system", "boot", "run"});
        QCOMPARE(names(), wanted);

        // An orderly end of the host is no wish of the user's.
        m_cli->ok({"system", "boot", "shutdown"});
        QCOMPARE(names(), QStringList());
        m_cli->ok({"system", "boot", "run"});
        QCOMPARE(names(), wanted);
    }

    void theUnitIsOneThatSystemdTakes()
    {
        // In a mount namespace of its own, so that the host's units stay as they are.
        const QString unit = "catamaran-" + QString::fromStdString(m_cli->instance()) + ".service";
        const QString link = "/etc/systemd/system/multi-user.target.wants/" + unit;
        const QString script =
            QString("mount --make-rprivate / && mkdir -p /etc/systemd/system && "
                    "mount -t tmpfs units /etc/systemd/system && "
                    "\"$0\" system boot enable && test -L %1 && \"$0\" system boot status && "
                    "cat %2 && { ! command -v systemd-analyze >/dev/null || "
                    "systemd-analyze verify --man=no %2; } && \"$0\" system boot disable && "
                    "test ! -e %1 && test ! -e %2 && ! \"$0\" system boot status")
                .arg(link, "/etc/systemd/system/" + unit);
        QProcess shell;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("CATAMARAN_ROOT", QString::fromStdString(m_cli->dataDirectory()));
        environment.insert("CATAMARAN_RUN", QString::fromStdString(m_cli->runDirectory()));
        shell.setProcessEnvironment(environment);
        shell.start("unshare", {"-m", "sh", "-c", script, CliRunner::program("catamaran")});
        QVERIFY(shell.waitForFinished(60'000));
        const QByteArray out = shell.readAllStandardOutput();
        const QByteArray err = shell.readAllStandardError();
        QVERIFY2(shell.exitCode() == 0, (out + err).constData());
        QVERIFY2(out.contains("system boot run\n") && out.contains("WantedBy=multi-user.target"),
                 out.constData());
        QVERIFY2(!err.contains("Unknown") && !err.contains("rror"), err.constData());
    }

    void logOptionsAreCheckedAsDockerDoes()
    {
        const auto refused = [this](const QStringList &options, const QByteArray &text) {
            const CommandResult result = m_cli->run(QStringList{"run", "--rm", "--network", "none"} +
                                                    options + QStringList{"shell", "true"});
            QVERIFY2(result.code == 125 && result.err.contains(text), result.err.constData());
        };
        refused({"--log-opt", "foo=1"}, "unknown log opt 'foo' for json-file log driver");
        refused({"--log-driver", "none", "--log-opt", "max-size=1m"}, "unknown log opt 'max-size'");
        refused({"--log-driver", "nope"}, "no log driver named 'nope' is registered");
        refused({"--log-driver", "syslog"}, "sends the log to another service");
        refused({"--log-opt", "max-file=2"}, "max-file option requires max-size");
        refused({"--log-opt", "max-size=x"}, "invalid size");
        refused({"--log-opt", "compress=true"}, "not supported");
        refused({"--log-opt", "cache-disabled=true"}, "cache-disabled is not supported");
        refused({"--log-opt", "mode=later"}, "logging mode not supported: later");
        refused({"--log-opt", "max-buffer-size=1m"}, "only supported with 'mode=non-blocking'");
        refused({"--log-opt", "tag={{.Nope}}"}, "failed to parse the log tag");
    }

    void detailsRotationAndNonBlocking()
    {
        m_cli->ok({"run", "--network", "none", "--name", "details", "--label", "b=1", "-e", "A=2",
                   "--log-opt", "labels=b", "--log-opt", "env=A", "--log-opt", "tag={{.Name}}", "shell",
                   "echo", "hello"});
        QCOMPARE(m_cli->ok({"logs", "--details", "details"}), QByteArray("A=2,b=1,tag=details hello"));
        m_cli->ok({"run", "--network", "none", "--name", "rotated", "--log-opt", "max-size=10k", "--log-opt",
                   "max-file=3", "shell", "sh", "-c",
                   "i=0; while [ $i -lt 8000 ]; do i=$((i+1)); echo 'line '$i' "
                   "........................................'; done"});
        const QList<QByteArray> lines = m_cli->ok({"logs", "rotated"}).split('\n');
        QVERIFY2(lines.size() < 8000 && lines.size() > 200, QByteArray::number(lines.size()).constData());
        QVERIFY(lines.last().startsWith("line 8000 "));
        QCOMPARE(m_cli->ok({"logs", "-n", "2", "rotated"}).split('\n').size(), 2);
        m_cli->ok({"run", "--network", "none", "--name", "queued", "--log-opt", "mode=non-blocking",
                   "--log-opt", "max-buffer-size=16m", "shell", "sh", "-c", "seq 1 50000"});
        QByteArray expected;
        for (int i = 1; i <= 50000; ++i)
            expected += QByteArray::number(i) + "\n";
        QCOMPARE(m_cli->ok({"logs", "queued"}), expected.trimmed());
    }

    // A real systemd-journald in a mount namespace of its own.
    void theJournalTakesAndGivesBack()
    {
        const QString journald = "/lib/systemd/systemd-journald";
        if (!QFile::exists(journald))
            QSKIP("systemd-journald is not installed");
        const QString script =
            "mount --make-rprivate / && mkdir -p /run/systemd /run/log && mount -t tmpfs j /run/systemd && "
            "mount -t tmpfs l /run/log && mkdir -p /run/systemd/journal /run/log/journal || exit 99\n" +
            journald +
            " >/dev/null 2>&1 & pid=$!\n"
            "i=0; while [ ! -S /run/systemd/journal/socket ]; do i=$((i+1)); [ $i -gt 200 ] && exit 98; "
            "sleep 0.05; "
            "done\n"
            "\"$0\" run --network none --name jj --log-driver journald --log-opt tag=mark shell "
            "sh -c 'echo one; echo two >&2; echo three; printf end' >/dev/null 2>&1\n"
            "i=0; while [ $(\"$0\" logs jj 2>&1 | wc -l) -lt 4 ]; do i=$((i+1)); [ $i -gt 200 ] && break; "
            "sleep 0.05; "
            "done\n"
            "echo out; \"$0\" logs jj 2>/dev/null; echo err; \"$0\" logs jj 2>&1 >/dev/null; echo tail; "
            "\"$0\" logs -n 2 jj 2>&1; kill $pid; exit 0";
        QProcess shell;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("CATAMARAN_ROOT", QString::fromStdString(m_cli->dataDirectory()));
        environment.insert("CATAMARAN_RUN", QString::fromStdString(m_cli->runDirectory()));
        shell.setProcessEnvironment(environment);
        shell.start("unshare", {"-m", "sh", "-c", script, CliRunner::program("catamaran")});
        QVERIFY(shell.waitForFinished(60'000));
        const QByteArray out = shell.readAllStandardOutput();
        if (shell.exitCode() == 98)
            QSKIP("systemd-journald does not come up here");
        QVERIFY2(shell.exitCode() == 0, (out + shell.readAllStandardError()).constData());
        QVERIFY2(out.startsWith("out\none\nthree\nend\nerr\ntwo\ntail\n"), out.constData());
        QCOMPARE(out.count('\n'), 9);
        // Without the journal around: nothing to read, and no failure.
        COMPARE_CODE(m_cli->run({"logs", "jj"}), 0);
    }
};

QTEST_GUILESS_MAIN(TestMonitor)
#include "tst_monitor.moc"
