// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/oci/oci_bundle.h"

#include <QElapsedTimer>
#include <csignal>
#include <unistd.h>

using namespace catamaran;

/// A real dockerd whose default runtime is catamaran-runtime, in network and mount namespaces of its own and
/// with all its data in a directory that goes away.
class OciDockerdTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        for (const char *needed : {"dockerd", "docker", "unshare", "script"}) {
            if (QStandardPaths::findExecutable(needed).isEmpty() &&
                QStandardPaths::findExecutable(needed, {"/usr/sbin", "/sbin"}).isEmpty())
                QSKIP((std::string(needed) + " is not installed").c_str());
        }
        const QString folder = QString::fromStdString(m_directory.path());
        m_environment = QProcessEnvironment::systemEnvironment();
        m_environment.insert("DOCKER_HOST", "unix://" + folder + "/docker.sock");
        m_environment.insert("PATH", m_environment.value("PATH") + ":/usr/sbin:/sbin");
        m_daemon.setProcessEnvironment(m_environment);
        m_daemon.setStandardOutputFile(folder + "/log");
        m_daemon.setStandardErrorFile(folder + "/log", QIODevice::Append);
        // Not the host's rules and links: --iptables would be the only thing that reaches outside.
        m_daemon.start("unshare", {"--net",
                                   "--mount",
                                   "--propagation",
                                   "private",
                                   "sh",
                                   "-c",
                                   "ip link set lo up; exec \"$0\" \"$@\"",
                                   "dockerd",
                                   "--data-root",
                                   folder + "/data",
                                   "--exec-root",
                                   folder + "/exec",
                                   "--pidfile",
                                   folder + "/pid",
                                   "--host",
                                   m_environment.value("DOCKER_HOST"),
                                   "--iptables=false",
                                   "--ip6tables=false",
                                   "--cgroup-parent",
                                   group(),
                                   "--add-runtime",
                                   "catamaran=" + test::CliRunner::program("catamaran-runtime"),
                                   "--default-runtime",
                                   "catamaran"});
        QVERIFY(m_daemon.waitForStarted());
        QElapsedTimer timer;
        timer.start();
        while (docker({"version"}).code != 0) {
            if (m_daemon.state() == QProcess::NotRunning || timer.elapsed() > 60'000)
                QSKIP(("dockerd does not start here: " + log().right(400)).constData());
            QTest::qWait(100);
        }
        const QString root = folder + "/root";
        if (const QString reason = test::makeBusyboxRoot(root); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        COMPARE_CODE(test::runProgram("tar", {"-C", root, "-cf", folder + "/image.tar", "."}), 0);
        COMPARE_CODE(docker({"import", folder + "/image.tar", "box"}), 0);
        m_ready = true;
    }
    void cleanupTestCase()
    {
        if (m_daemon.state() == QProcess::NotRunning)
            return;
        for (const QByteArray &id : docker({"ps", "-aq"}).out.split('\n')) {
            if (!id.isEmpty()) [[maybe_unused]]
                const auto removed = docker({"rm", "-f", id});
        }
        const QStringList states =
            QDir(QString::fromStdString(m_directory.path()) + "/exec/runtime-runc/moby")
                .entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        m_daemon.terminate();
        m_daemon.waitForFinished(60'000);
        for (const QString &hierarchy :
             QDir("/sys/fs/cgroup").entryList(QDir::Dirs | QDir::NoDotAndDotDot) + QStringList{"."})
            rmdir(qPrintable("/sys/fs/cgroup/" + hierarchy + group())); // docker leaves the parent
        QVERIFY2(!m_ready || states.isEmpty(), qPrintable("states are left: " + states.join(' ')));
    }

    void theDaemonTakesItForItsRuntime()
    {
        QCOMPARE(docker({"info", "--format", "{{.DefaultRuntime}}"}).out.trimmed(), QByteArray("catamaran"));
        const auto result = docker({"run", "--rm", "box", "sh", "-c", "echo out; echo err >&2; exit 42"});
        COMPARE_CODE(result, 42);
        QCOMPARE(result.out, QByteArray("out\n"));
        QCOMPARE(result.err, QByteArray("err\n"));
    }

    void commandsThatCannotRunHaveDockersCodes()
    {
        COMPARE_CODE(docker({"run", "--rm", "box", "nosuch"}), 127);
        COMPARE_CODE(docker({"run", "--rm", "box", "/no/such"}), 127);
        COMPARE_CODE(docker({"run", "--rm", "box", "/etc"}), 126);
    }

    void flagsReachTheProcess()
    {
        const auto run = [this](QStringList flags, const QString &script) {
            return docker(QStringList{"run", "--rm"} + flags + QStringList{"box", "sh", "-c", script});
        };
        QCOMPARE(run({"--user", "1000:1001"}, "id -u; id -g; echo x > /dev/stdout").out,
                 QByteArray("1000\n1001\nx\n"));
        QVERIFY(run({"--cap-drop", "ALL"}, "grep CapEff /proc/self/status").out.contains("0000000000000000"));
        const QByteArray usual = run({}, "grep -E 'CapEff|Seccomp:' /proc/self/status").out;
        QVERIFY2(usual.contains("00000000a80425fb") && usual.contains("Seccomp:\t2"), usual);
        QVERIFY(run({"--privileged"}, "grep Seccomp: /proc/self/status").out.contains("\t0"));
        QVERIFY(run({"--read-only"}, "touch /x").err.contains("Read-only file system"));
        QCOMPARE(run({"--init"}, "cat /proc/1/comm").out, QByteArray("docker-init\n"));
        QCOMPARE(run({"--hostname", "hh"}, "hostname").out, QByteArray("hh\n"));
        QCOMPARE(run({"-w", "/made/here", "--oom-score-adj", "500"}, "pwd; cat /proc/self/oom_score_adj").out,
                 QByteArray("/made/here\n500\n"));
        QCOMPARE(run({"--tmpfs", "/t:size=1m"}, "mount | grep -c ' /t .*size=1024k'").out, QByteArray("1\n"));
        const QString data = QString::fromStdString(m_directory.file("v"));
        QDir().mkpath(data + "/in");
        QVERIFY(run({"-v", data + ":/v:ro"}, "ls /v; touch /v/x").out == "in\n");
        QVERIFY(!QFile::exists(data + "/x"));
        QCOMPARE(run({"-v", "named:/v"}, "touch /v/f; ls /v").out, QByteArray("f\n"));
        QCOMPARE(docker({"run", "--rm", "-i", "box", "cat"}, "typed").out, QByteArray("typed"));
    }

    void aTerminalWorks()
    {
        const auto result = test::runProgram(
            "script", {"-qec", "docker run --rm -it box sh -c 'tty; echo seen'", "/dev/null"}, {},
            m_environment);
        COMPARE_CODE(result, 0);
        QVERIFY2(result.out.contains("/dev/pts/0") && result.out.contains("seen"), result.out);
    }

    void aRunningContainerIsManaged()
    {
        COMPARE_CODE(
            docker({"run", "-d", "--name", "one", "--health-cmd", "true", "--health-interval", "1s", "box",
                    "sh", "-c", "trap 'echo term; exit 3' TERM; echo up; while :; do sleep 0.1; done"}),
            0);
        COMPARE_CODE(docker({"exec", "one", "sh", "-c", "exit 9"}), 9);
        QCOMPARE(docker({"exec", "-u", "1000", "-w", "/tmp", "-e", "A=b", "one", "sh", "-c",
                         "id -u; pwd; echo $A"})
                     .out,
                 QByteArray("1000\n/tmp\nb\n"));
        COMPARE_CODE(docker({"exec", "one", "nosuch"}), 126);
        QVERIFY(docker({"top", "one"}).out.contains("trap"));
        COMPARE_CODE(docker({"pause", "one"}), 0);
        QCOMPARE(stateOf("one", "Status"), QByteArray("paused"));
        COMPARE_CODE(docker({"unpause", "one"}), 0);
        QVERIFY(docker({"stats", "--no-stream", "one"}).out.contains("one"));
        COMPARE_CODE(docker({"update", "--pids-limit", "77", "one"}), 0);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf("one", "Health.Status"), QByteArray("healthy"), 30'000);
        COMPARE_CODE(docker({"stop", "one"}), 0);
        QCOMPARE(stateOf("one", "ExitCode"), QByteArray("3"));
        QCOMPARE(docker({"logs", "one"}).out, QByteArray("up\nterm\n"));
        COMPARE_CODE(docker({"start", "one"}), 0);
        COMPARE_CODE(docker({"kill", "one"}), 0);
        QCOMPARE(stateOf("one", "ExitCode"), QByteArray("137"));
        COMPARE_CODE(docker({"rm", "one"}), 0);
    }

    void restartsAndMemoryLimitsAreKept()
    {
        COMPARE_CODE(docker({"run", "-d", "--name", "again", "--restart", "on-failure:2", "box", "false"}),
                     0);
        QTRY_COMPARE_WITH_TIMEOUT(
            docker({"inspect", "-f", "{{.RestartCount}} {{.State.Status}}", "again"}).out.trimmed(),
            QByteArray("2 exited"), 30'000);
        const auto result =
            docker({"run", "--rm", "-m", "16m", "--memory-swap", "16m", "box", "tail", "/dev/zero"});
        COMPARE_CODE(result, 137);
    }

private:
    static QString group() { return QString("/catamaran-dockerd-test-%1").arg(getpid()); }
    [[nodiscard]] test::CommandResult docker(const QStringList &arguments, const QByteArray &input = {}) const
    {
        return test::runProgram("docker", arguments, input, m_environment, 60'000);
    }
    [[nodiscard]] QByteArray stateOf(const char *name, const char *member) const
    {
        return docker({"inspect", "-f", QString("{{.State.%1}}").arg(member), name}).out.trimmed();
    }
    [[nodiscard]] QByteArray log() const
    {
        QFile file(QString::fromStdString(m_directory.file("log")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    test::TemporaryDirectory m_directory;
    QProcessEnvironment m_environment;
    QProcess m_daemon;
    bool m_ready = false;
};

QTEST_GUILESS_MAIN(OciDockerdTest)
#include "tst_oci_dockerd.moc"
