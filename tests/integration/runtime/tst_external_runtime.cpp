// SPDX-License-Identifier: GPL-3.0-or-later
// run --runtime: containers that another OCI runtime makes and our monitor watches.
#include "tests/cli/shell_image.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <csignal>
#include <memory>
#include <unistd.h>

using namespace catamaran::test;

class ExternalRuntimeTest : public QObject {
    Q_OBJECT

    std::unique_ptr<CliRunner> m_cli;
    TemporaryDirectory m_scratch;
    QStringList m_runtimes;

    CommandResult script(const QStringList &options, const QString &text, const QByteArray &input = {}) const
    {
        QFETCH(QString, runtime);
        return runScript(*m_cli, QStringList{"--runtime", runtime} + options, text, input);
    }
    QByteArray detached(const QString &name, const QStringList &options, const QString &text) const
    {
        QFETCH(QString, runtime);
        return m_cli->ok(QStringList{"run", "-d", "--name", name, "--runtime", runtime} + options +
                         QStringList{"shell", "sh", "-c", text});
    }
    bool waitFor(const std::function<bool()> &condition, int milliseconds = 30'000) const
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
    // Those that work here: crun wants control groups that are v1 or v2, not both.
    void findRuntimes()
    {
        const QByteArray known = m_cli->ok({"info", "--format", "{{json .Runtimes}}"});
        const QJsonObject found = QJsonDocument::fromJson(known).object();
        for (const char *name : {"runc", "crun", "catamaran-runtime"}) {
            if (!found.contains(name))
                continue;
            const CommandResult works = runScript(*m_cli, {"--runtime", name}, "true");
            if (works.code == 0)
                m_runtimes << name;
            else
                qInfo("%s does not work on this host: %s", name, works.err.trimmed().constData());
        }
        QVERIFY(m_runtimes.contains("catamaran-runtime"));
    }
    void runtimes() const
    {
        QTest::addColumn<QString>("runtime");
        for (const QString &name : m_runtimes)
            QTest::newRow(qPrintable(name)) << name;
    }

private slots:
    void initTestCase()
    {
        if (const std::string reason = reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_cli = std::make_unique<CliRunner>();
        makeShellImage(*m_cli, QString::fromStdString(m_scratch.path()));
        findRuntimes();
    }
    void cleanupTestCase() { m_cli.reset(); }

    void aContainerRuns_data() { runtimes(); }
    void aContainerRuns()
    {
        const CommandResult result = script({"-e", "A=b", "-h", "boat"},
                                            "echo $A; hostname; cat /proc/1/comm; echo to-err >&2; exit 7");
        COMPARE_CODE(result, 7);
        QCOMPARE(result.out, QByteArray("b\nboat\nsh\n"));
        QVERIFY(result.err.contains("to-err"));
        const CommandResult echo = script({"-i"}, "cat", "through\n");
        COMPARE_CODE(echo, 0);
        QCOMPARE(echo.out, QByteArray("through\n"));
        const CommandResult terminal = script({"-t"}, "test -t 0 && tty");
        COMPARE_CODE(terminal, 0);
        QVERIFY2(terminal.out.contains("/dev/pts/0"), terminal.out.constData());
    }

    void whatIsAskedForHolds_data() { runtimes(); }
    void whatIsAskedForHolds()
    {
        const CommandResult result = script(
            {"--read-only", "--tmpfs", "/t", "--cap-drop", "ALL", "--memory", "64m", "--user", "1000:1000",
             "-w", "/tmp", "--security-opt", "no-new-privileges", "--ulimit", "nofile=99:99", "--init"},
            "grep -E '^(CapBnd|NoNewPrivs|Seccomp):' /proc/self/status; id -u; ulimit -n; pwd; "
            "touch /x 2>&1; cat /proc/1/comm; "
            "cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max 2>/dev/null; true");
        COMPARE_CODE(result, 0);
        const QByteArray out = result.out.simplified();
        for (const char *part : {"CapBnd: 0000000000000000", "NoNewPrivs: 1", "Seccomp: 2", " 1000 99 /tmp ",
                                 "Read-only file system", "catamaran-init", "67108864"})
            QVERIFY2(out.contains(part),
                     (QByteArray(part) + " is not in\n" + result.out + result.err).data());
    }

    void furtherOptionsWork_data() { runtimes(); }
    void furtherOptionsWork()
    {
        writeText(QString::fromStdString(m_scratch.file("bound/file")), "from the host\n");
        const QString bound = QString::fromStdString(m_scratch.file("bound"));
        const CommandResult mounts = script({"-v", bound + ":/b:ro", "-v", "hold:/data", "--privileged"},
                                            "cat /b/file; touch /b/x 2>&1; touch /data/y && ls /data");
        COMPARE_CODE(mounts, 0);
        QVERIFY2(mounts.out.startsWith("from the host\n") && mounts.out.contains("Read-only") &&
                     mounts.out.endsWith("y\n"),
                 mounts.out.constData());
        const CommandResult shared = script(
            {"--network", "host", "--pid", "host", "--ipc", "host", "--uts", "host", "--cgroupns", "host"},
            "readlink /proc/self/ns/net; readlink /proc/self/ns/pid");
        COMPARE_CODE(shared, 0);
        QCOMPARE(shared.out, QFile::symLinkTarget("/proc/self/ns/net").section('/', -1).toUtf8() + "\n" +
                                 QFile::symLinkTarget("/proc/self/ns/pid").section('/', -1).toUtf8() + "\n");
        const CommandResult names =
            script({"--sysctl", "net.ipv4.ip_forward=1", "--domainname", "pier", "--health-cmd", "true"},
                   "cat /proc/sys/net/ipv4/ip_forward /proc/sys/kernel/domainname");
        COMPARE_CODE(names, 0);
        QCOMPARE(names.out, QByteArray("1\npier\n"));
    }

    void networkAndNames_data() { runtimes(); }
    void networkAndNames()
    {
        m_cli->ok({"network", "create", "pier"});
        detached("web", {"--network", "pier"}, "mkdir /www; echo moored > /www/index.html; httpd -f -h /www");
        CommandResult page;
        QVERIFY(waitFor([&] {
            page = script({"--network", "pier"}, "wget -q -O - http://web/index.html");
            return page.code == 0;
        }));
        QCOMPARE(page.out, QByteArray("moored\n"));
        COMPARE_CODE(script({"--network", "container:web"}, "wget -q -O - http://127.0.0.1/"), 0);
        m_cli->ok({"rm", "-f", "web"});
        m_cli->ok({"network", "rm", "pier"});
    }

    void theVerbsWork_data() { runtimes(); }
    void theVerbsWork()
    {
        detached("boat", {}, "trap 'echo ended; exit 3' TERM; echo began; while :; do sleep 0.1; done");
        QVERIFY(waitFor([&] { return m_cli->ok({"logs", "boat"}) == "began"; }));
        QCOMPARE(m_cli->ok({"exec", "boat", "sh", "-c", "hostname | wc -c"}), QByteArray("13"));
        QCOMPARE(m_cli->run({"exec", "boat", "sh", "-c", "exit 5"}).code, 5);
        QVERIFY(m_cli->ok({"top", "boat"}).contains("sleep"));
        m_cli->ok({"exec", "boat", "touch", "/made"});
        QVERIFY(m_cli->ok({"diff", "boat"}).contains("A /made"));
        m_cli->ok({"pause", "boat"});
        QCOMPARE(m_cli->ok({"inspect", "-f", "{{.State.Status}}", "boat"}), QByteArray("paused"));
        m_cli->ok({"unpause", "boat"});
        m_cli->ok({"stop", "boat"});
        QCOMPARE(m_cli->ok({"logs", "boat"}), QByteArray("began\nended"));
        QCOMPARE(m_cli->ok({"inspect", "-f", "{{.State.ExitCode}}", "boat"}), QByteArray("3"));
        m_cli->ok({"start", "boat"});
        QCOMPARE(m_cli->ok({"exec", "boat", "ls", "/made"}), QByteArray("/made"));
        m_cli->ok({"rm", "-f", "boat"});
    }

    void restartsKeepLimitsAndNetwork_data() { runtimes(); }
    void restartsKeepLimitsAndNetwork()
    {
        detached("again", {"--restart", "on-failure:2", "--pids-limit", "33"},
                 "cat /sys/fs/cgroup/pids/pids.max /sys/fs/cgroup/pids.max 2>/dev/null; "
                 "ip -4 addr show eth0 | grep -c inet; exit 9");
        QVERIFY(waitFor([&] {
            return m_cli->ok({"inspect", "-f", "{{.State.Status}} {{.RestartCount}}", "again"}) == "exited 2";
        }));
        QCOMPARE(m_cli->ok({"logs", "again"}).simplified(), QByteArray("33 1 33 1 33 1"));
        m_cli->ok({"rm", "again"});
    }

    // By the runtime's own verb: what a container of catamaran-runtime, runc and crun lets in is the same.
    void execGoesThroughTheRuntime_data() { runtimes(); }
    void execGoesThroughTheRuntime()
    {
        detached("inn", {"-e", "A=b", "-w", "/tmp", "--user", "1000:1000"}, "sleep 1000");
        const auto exec = [this](const QStringList &options, const QStringList &command,
                                 const QByteArray &input = {}) {
            return m_cli->run(QStringList{"exec"} + options + QStringList{"inn"} + command, input);
        };
        const CommandResult words =
            exec({"-e", "C=d"}, {"sh", "-c", "echo $A $C; pwd; id -u; echo to-err >&2; exit 5"});
        COMPARE_CODE(words, 5);
        QCOMPARE(words.out, QByteArray("b d\n/tmp\n1000\n"));
        QCOMPARE(words.err, QByteArray("to-err\n"));
        const CommandResult echo = exec({"-i"}, {"cat"}, "through\n");
        COMPARE_CODE(echo, 0);
        QCOMPARE(echo.out, QByteArray("through\n"));
        const CommandResult privileged =
            exec({"-u", "0", "--privileged"}, {"grep", "CapEff", "/proc/self/status"});
        COMPARE_CODE(privileged, 0);
        QVERIFY2(!privileged.out.contains("00000000a80425fb"), privileged.out.constData());
        const CommandResult plain = exec({"-u", "0"}, {"grep", "CapEff", "/proc/self/status"});
        QVERIFY2(plain.out.contains("00000000a80425fb"), plain.out.constData());
        const CommandResult terminal = exec({"-t"}, {"sh", "-c", "test -t 0 && stty size; exit 3"});
        COMPARE_CODE(terminal, 3);
        QVERIFY2(terminal.out.contains("24 80"), terminal.out.constData());
        const CommandResult missing = exec({}, {"nosuch"});
        COMPARE_CODE(missing, 127);
        QVERIFY2(missing.err.contains("OCI runtime exec failed") && missing.err.contains("nosuch"),
                 missing.err.constData());
        m_cli->ok({"exec", "-d", "inn", "sh", "-c", "echo late > /tmp/late; sleep 1000"});
        QVERIFY(waitFor([&] { return exec({}, {"cat", "/tmp/late"}).out == "late\n"; }));
        QVERIFY(m_cli->ok({"top", "inn"}).count("sleep 1000") >= 2);
        // The process belongs to the container: it ends with it, and its files go.
        const QDir bundle(QString::fromStdString(m_cli->runDirectory()) + "/containers/" +
                          m_cli->ok({"inspect", "-f", "{{.Id}}", "inn"}) + "/bundle");
        QVERIFY(bundle.exists());
        const QStringList left = bundle.entryList({"exec-*"});
        QVERIFY2(left.size() <= 2, qPrintable(left.join(' '))); // of the one in the background
        m_cli->ok({"rm", "-f", "inn"});
    }

    void failuresAreTold_data() { runtimes(); }
    void failuresAreTold()
    {
        QFETCH(QString, runtime);
        const CommandResult missing = m_cli->run({"run", "--rm", "--runtime", runtime, "shell", "nosuch"});
        COMPARE_CODE(missing, 127);
        QVERIFY2(missing.err.contains("OCI runtime create failed"), missing.err.constData());
        QVERIFY(m_cli->ok({"ps", "-aq"}).isEmpty());
    }

    void aKilledMonitorLeavesNothing_data() { runtimes(); }
    void aKilledMonitorLeavesNothing()
    {
        const std::set<std::string> before = hostTraces(*m_cli);
        const QByteArray id = detached("lost", {}, "sleep 1000");
        QFile status(QString::fromStdString(m_cli->runDirectory()) + "/containers/" + id + "/status");
        QVERIFY(status.open(QIODevice::ReadOnly));
        const QByteArray text = status.readAll();
        const QByteArray line = text.mid(text.indexOf("monitor_pid=") + 12);
        const pid_t monitor = line.left(line.indexOf('\n')).toInt();
        QVERIFY(monitor > 1);
        QCOMPARE(::kill(monitor, SIGKILL), 0);
        QVERIFY(waitFor([&] {
            return m_cli->ok({"ps", "-a", "--format", "{{.Status}}"}).startsWith("Exited (137)");
        }));
        m_cli->ok({"rm", "lost"});
        // The dead are reaped by whoever inherits them, in his own time.
        std::string left;
        QVERIFY2(waitFor([&] {
                     left.clear();
                     for (const std::string &trace : hostTraces(*m_cli))
                         left += before.contains(trace) ? std::string() : trace + "\n";
                     return left.empty();
                 }),
                 left.c_str());
    }

    void whatDoesNotGoTogetherIsRefused()
    {
        if (!m_cli)
            QSKIP("needs root");
        const auto refused = [this](const QStringList &options, const char *reason) {
            const CommandResult result = m_cli->run(QStringList{"create"} + options + QStringList{"shell"});
            QVERIFY2(result.code == 125 || result.code == 1, result.err.constData());
            QVERIFY2(result.err.contains(reason), result.err.constData());
        };
        refused({"--runtime", "nosuch"}, "unknown or invalid runtime name: nosuch");
        refused({"--runtime", "/nosuch"}, "unknown or invalid runtime name: /nosuch");
        refused({"--runtime", "/bin/true"}, "it is no OCI runtime");
        if (!m_cli->ok({"info", "--format", "{{json .Runtimes}}"}).contains("runc"))
            QSKIP("runc is not installed");
        refused({"--runtime", "runc", "--mount", "type=volume,src=vol,dst=/v,volume-subpath=a"},
                "is not supported with volume-subpath");
        m_cli->ok({"create", "--name", "donor", "--ipc", "shareable", "shell"});
        refused({"--runtime", "runc", "--ipc", "container:donor"}, "is not supported with --ipc container");
        m_cli->ok({"rm", "donor"});
    }
};

QTEST_GUILESS_MAIN(ExternalRuntimeTest)
#include "tst_external_runtime.moc"
