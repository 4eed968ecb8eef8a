// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/shell_image.h"

#include <QElapsedTimer>
#include <QRegularExpression>

using namespace catamaran;

/// The container verbs as a shell user knows them from docker: output, exit codes, messages.
class TranscriptsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_cli = std::make_unique<test::CliRunner>();
        m_scratch = QString::fromStdString(m_directory.path());
        test::makeShellImage(*m_cli, m_scratch);
    }
    void cleanupTestCase() { m_cli.reset(); }
    void cleanup()
    {
        if (!m_cli)
            return;
        for (const QByteArray &id : m_cli->run({"ps", "-aq"}).out.split('\n')) {
            if (!id.isEmpty())
                m_cli->run({"rm", "-f", QString::fromUtf8(id)});
        }
    }

    void runPassesOutputAndExitCodeOn()
    {
        const auto result = script({}, "echo out; echo err >&2; exit 7");
        COMPARE_CODE(result, 7);
        QCOMPARE(result.out, QByteArray("out\n"));
        QCOMPARE(result.err, QByteArray("err\n"));
        QVERIFY(m_cli->ok({"ps", "-aq"}).isEmpty()); // --rm
    }

    void aSignalIsAnExitCode() { COMPARE_CODE(script({"--init"}, "kill -9 $$"), 137); }

    void aCommandThatCannotRunSaysWhy()
    {
        const auto unknown = m_cli->run({"run", "--rm", "shell", "nosuch"});
        COMPARE_CODE(unknown, 127);
        QVERIFY2(unknown.err.contains("exec: \"nosuch\": executable file not found in $PATH"),
                 unknown.err.constData());
        const auto directory = m_cli->run({"run", "--rm", "shell", "/etc"});
        COMPARE_CODE(directory, 126);
        QVERIFY2(directory.err.contains("permission denied"), directory.err.constData());
        COMPARE_CODE(m_cli->run({"run", "--rm", "nosuchimage"}), 125);
    }

    void whatNeedsARegistryOrAnotherMachineIsRefused()
    {
        const auto pull = m_cli->run({"run", "--rm", "--pull", "always", "shell", "true"});
        COMPARE_CODE(pull, 125);
        QVERIFY2(pull.err.contains("registry"), pull.err.constData());
        const auto platform = m_cli->run({"run", "--rm", "--platform", "linux/s390x", "shell", "true"});
        COMPARE_CODE(platform, 125);
        QVERIFY2(platform.err.contains("linux/s390x"), platform.err.constData());
    }

    void standardInputReachesTheProgramUntilItsEnd()
    {
        QByteArray much("line\n");
        much = much.repeated(200'000);
        const auto result = m_cli->run({"run", "--rm", "-i", "shell", "wc", "-c"}, much);
        COMPARE_CODE(result, 0);
        QCOMPARE(result.out.trimmed(), QByteArray::number(much.size()));
        // Without -i it is empty.
        QCOMPARE(m_cli->run({"run", "--rm", "shell", "cat"}, "unseen").out, QByteArray());
    }

    void aTakenNameIsRefused()
    {
        const QByteArray id = m_cli->ok({"create", "--name", "taken", "shell"});
        const auto result = m_cli->run({"run", "-d", "--name", "taken", "shell"});
        COMPARE_CODE(result, 125);
        QVERIFY2(result.err.contains("The container name \"/taken\" is already in use by container \"" + id),
                 result.err.constData());
    }

    void environmentDirectoryUserAndHostnameAreSet()
    {
        test::writeText(m_scratch + "/env", "# comment\nFILE=from file\n");
        const auto result = script({"-e", "ONE=1", "--env-file", m_scratch + "/env", "-w", "/made/here", "-u",
                                    "12:34", "--hostname", "boat"},
                                   "echo $ONE, $FILE; pwd; id -u; id -g; hostname");
        COMPARE_CODE(result, 0);
        QCOMPARE(result.out, QByteArray("1, from file\n/made/here\n12\n34\nboat\n"));
    }

    void theEntrypointCanBeReplaced()
    {
        const auto result = m_cli->run({"run", "--rm", "--entrypoint", "echo", "shell", "a", "-b"});
        QCOMPARE(result.out, QByteArray("a -b\n"));
    }

    void aReadOnlyRootRefusesWritesButTmpfsTakesThem()
    {
        const auto result =
            script({"--read-only", "--tmpfs", "/scratch:size=1m"},
                   "touch /x && echo bad; echo ok > /scratch/y && cat /scratch/y; df -k /scratch | tail -1");
        QVERIFY2(result.out.startsWith("ok\n"), result.out.constData());
        QVERIFY2(result.out.contains(" 1024 "), result.out.constData());
        QVERIFY2(result.err.contains("Read-only file system"), result.err.constData());
    }

    void bindMountsShowTheHostsFiles()
    {
        test::writeText(m_scratch + "/bind/host", "from host\n");
        const QString bind = m_scratch + "/bind";
        const auto written = script({"-v", bind + ":/b"}, "cat /b/host; echo new > /b/made");
        QCOMPARE(written.out, QByteArray("from host\n"));
        QVERIFY(QFile::exists(bind + "/made"));
        COMPARE_CODE(script({"-v", bind + ":/b:ro"}, "touch /b/no"), 1);
        COMPARE_CODE(script({"--mount", "type=bind,src=" + bind + ",dst=/b,readonly"}, "touch /b/no"), 1);
        const auto missing = script({"--mount", "type=bind,src=" + bind + "/nosuch,dst=/b"}, "true");
        COMPARE_CODE(missing, 125);
        QVERIFY2(missing.err.contains("bind source path does not exist"), missing.err.constData());
    }

    void aNamedVolumeStartsWithTheImagesFilesAndStays()
    {
        QCOMPARE(script({"-v", "data:/www"}, "ls /www; echo kept > /www/kept").out.trimmed(),
                 QByteArray("index.html"));
        QCOMPARE(script({"-v", "data:/v"}, "cat /v/kept").out, QByteArray("kept\n"));
    }

    void limitsAreShownAndSet()
    {
        m_cli->ok({"run", "-d", "--name", "limited", "--memory", "64m", "--cpus", "0.5", "--pids-limit", "20",
                   "shell", "sleep", "1000"});
        QCOMPARE(
            inspect("limited", "{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{.HostConfig.PidsLimit}}"),
            QByteArray("67108864 500000000 20"));
        const auto group = m_cli->ok({"exec", "limited", "cat", "/proc/self/cgroup"});
        QVERIFY(!group.isEmpty());
        const auto bomb =
            m_cli->run({"exec", "limited", "sh", "-c", "for i in $(seq 40); do sleep 2 & done"}, {}, 30'000);
        QVERIFY2(bomb.err.contains("can't fork"), bomb.err.constData());
        QTRY_COMPARE_WITH_TIMEOUT(m_cli->run({"exec", "limited", "echo", "alive"}).out, QByteArray("alive\n"),
                                  10'000);
        const auto big = script({"--memory", "16m"}, "dd if=/dev/zero of=/dev/shm/x bs=1M count=60");
        COMPARE_CODE(big, 137);
    }

    void droppedCapabilitiesAreGone()
    {
        const auto result = script({"--cap-drop", "ALL"}, "grep CapEff /proc/self/status; chown 1:1 /tmp");
        COMPARE_CODE(result, 1);
        QVERIFY2(result.out.contains("0000000000000000"), result.out.constData());
    }

    void initIsTheFirstProcess()
    {
        QCOMPARE(script({"--init"}, "cat /proc/1/comm; exit 3").out, QByteArray("catamaran-init\n"));
        COMPARE_CODE(script({"--init"}, "exit 3"), 3);
        QCOMPARE(script({}, "echo $$").out, QByteArray("1\n"));
    }

    void restartOnFailureCountsItsTries()
    {
        m_cli->ok({"run", "-d", "--name", "again", "--restart", "on-failure:2", "shell", "sh", "-c",
                   "echo try; exit 3"});
        QTRY_COMPARE_WITH_TIMEOUT(inspect("again", "{{.RestartCount}} {{.State.Status}} {{.State.ExitCode}}"),
                                  QByteArray("2 exited 3"), 20'000);
        QCOMPARE(m_cli->ok({"logs", "again"}), QByteArray("try\ntry\ntry"));
    }

    void healthIsShownByPs()
    {
        m_cli->ok({"run", "-d", "--name", "well", "--health-cmd", "true", "--health-interval", "200ms",
                   "shell", "sleep", "1000"});
        m_cli->ok({"run", "-d", "--name", "ill", "--health-cmd", "false", "--health-interval", "200ms",
                   "--health-retries", "2", "shell", "sleep", "1000"});
        QTRY_VERIFY_WITH_TIMEOUT(psStatus("well").endsWith("(healthy)"), 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(psStatus("ill").endsWith("(unhealthy)"), 10'000);
        QCOMPARE(m_cli->ok({"ps", "--filter", "health=unhealthy", "--format", "{{.Names}}"}),
                 QByteArray("ill"));
    }

    void stopWaitsForTheStopTimeout()
    {
        // PID 1 ignores SIGTERM unless it handles it, so only the end of the grace period ends it.
        m_cli->ok({"run", "-d", "--name", "stubborn", "--stop-timeout", "1", "shell", "sleep", "1000"});
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(m_cli->ok({"stop", "stubborn"}), QByteArray("stubborn"));
        QVERIFY2(timer.elapsed() >= 900 && timer.elapsed() < 8'000,
                 QByteArray::number(timer.elapsed()).constData());
        QVERIFY2(psStatus("stubborn").startsWith("Exited (137)"), psStatus("stubborn").constData());
    }

    void createThenStartAttached()
    {
        m_cli->ok({"create", "--name", "later", "shell", "sh", "-c", "echo started; exit 4"});
        QCOMPARE(psStatus("later"), QByteArray("Created"));
        const auto result = m_cli->run({"start", "-a", "later"});
        COMPARE_CODE(result, 4);
        QCOMPARE(result.out, QByteArray("started\n"));
        QCOMPARE(m_cli->ok({"wait", "later"}), QByteArray("4"));
        QCOMPARE(m_cli->ok({"start", "later"}), QByteArray("later"));
    }

    void aRunningContainerGoesThroughItsLife()
    {
        const QByteArray id = m_cli->ok({"run", "-d", "--name", "life", "shell", "sleep", "1000"});
        QCOMPARE(id.size(), 64);
        m_cli->ok({"pause", "life"});
        QVERIFY2(psStatus("life").endsWith("(Paused)"), psStatus("life").constData());
        const auto paused = m_cli->run({"exec", "life", "true"});
        COMPARE_CODE(paused, 1);
        QVERIFY2(paused.err.contains("paused"), paused.err.constData());
        m_cli->ok({"unpause", "life"});
        const QByteArray before = inspect("life", "{{.State.Pid}}");
        m_cli->ok({"restart", "-t", "0", "life"});
        QVERIFY(inspect("life", "{{.State.Pid}}") != before);
        m_cli->ok({"rename", "life", "renamed"});
        const auto removed = m_cli->run({"rm", "renamed"});
        COMPARE_CODE(removed, 1);
        QVERIFY2(removed.err.contains("You cannot remove a running container " + id),
                 removed.err.constData());
        QCOMPARE(m_cli->ok({"kill", id.left(6)}), id.left(6)); // an unambiguous prefix is enough
        QCOMPARE(m_cli->ok({"wait", "renamed"}), QByteArray("137"));
        QCOMPARE(m_cli->ok({"rm", "renamed"}), QByteArray("renamed"));
        const auto gone = m_cli->run({"rm", "renamed"});
        COMPARE_CODE(gone, 1);
        QVERIFY2(gone.err.contains("No such container: renamed"), gone.err.constData());
    }

    void logsAreCutByTailAndTime()
    {
        m_cli->ok(
            {"run", "--name", "talk", "shell", "sh", "-c", "for i in 1 2 3; do echo $i; done; echo e >&2"});
        const auto all = m_cli->run({"logs", "talk"});
        QCOMPARE(all.out, QByteArray("1\n2\n3\n"));
        QCOMPARE(all.err, QByteArray("e\n"));
        QCOMPARE(m_cli->run({"logs", "--tail", "2", "talk"}).out, QByteArray("3\n"));
        QCOMPARE(m_cli->run({"logs", "--since", "1h", "talk"}).out, all.out);
        QCOMPARE(m_cli->run({"logs", "--until", "1h", "talk"}).out, QByteArray());
        const QByteArray stamped = m_cli->run({"logs", "-t", "talk"}).out.split('\n').first();
        QVERIFY2(QRegularExpression("^\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z 1$").match(stamped).hasMatch(),
                 stamped.constData());
        // -f ends with the container.
        m_cli->ok({"run", "-d", "--name", "slow", "shell", "sh", "-c",
                   "for i in 1 2 3; do echo $i; sleep 0.2; done"});
        QCOMPARE(m_cli->ok({"logs", "-f", "slow"}), QByteArray("1\n2\n3"));
    }

    void execRunsBesideTheProgram()
    {
        m_cli->ok({"run", "-d", "--name", "host", "-e", "BASE=b", "shell", "sleep", "1000"});
        const auto result = m_cli->run({"exec", "-e", "A=1", "-w", "/tmp", "-u", "5:6", "host", "sh", "-c",
                                        "echo $A $BASE; pwd; id -u; exit 9"});
        COMPARE_CODE(result, 9);
        QCOMPARE(result.out, QByteArray("1 b\n/tmp\n5\n"));
        QCOMPARE(m_cli->run({"exec", "-i", "host", "cat"}, "piped").out, QByteArray("piped"));
        COMPARE_CODE(m_cli->run({"exec", "host", "nosuch"}), 127);
        m_cli->ok({"kill", "host"});
        m_cli->ok({"wait", "host"});
        const auto stopped = m_cli->run({"exec", "host", "true"});
        COMPARE_CODE(stopped, 1);
        QVERIFY2(stopped.err.contains("is not running"), stopped.err.constData());
    }

    void psFiltersAndFormats()
    {
        m_cli->ok({"run", "-d", "--name", "one", "--label", "side=left", "shell", "sleep", "1000"});
        m_cli->ok({"create", "--name", "two", "shell"});
        QCOMPARE(names({}), QByteArray("one"));
        QCOMPARE(names({"-a"}), QByteArray("two\none"));
        QCOMPARE(names({"-a", "--filter", "status=created"}), QByteArray("two"));
        QCOMPARE(names({"--filter", "label=side=left"}), QByteArray("one"));
        QCOMPARE(names({"-a", "--filter", "name=tw"}), QByteArray("two"));
        QCOMPARE(names({"-n", "1"}), QByteArray("two"));
        const QByteArray table = m_cli->ok({"ps", "--format", "table {{.Names}}\t{{.Image}}"});
        QVERIFY2(table.startsWith("NAMES     IMAGE"), table.constData());
        COMPARE_CODE(m_cli->run({"ps", "--filter", "nosuch=1"}), 1);
    }

    void topListsTheProcesses()
    {
        m_cli->ok({"run", "-d", "--name", "busy", "shell", "sleep", "1000"});
        const QList<QByteArray> lines = m_cli->ok({"top", "busy"}).split('\n');
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0].simplified(), QByteArray("UID PID PPID C STIME TTY TIME CMD"));
        QVERIFY2(lines[1].endsWith("sleep 1000"), lines[1].constData());
        QCOMPARE(lines[1].simplified().split(' ').value(1), inspect("busy", "{{.State.Pid}}"));
        m_cli->ok({"kill", "busy"});
        m_cli->ok({"wait", "busy"});
        COMPARE_CODE(m_cli->run({"top", "busy"}), 1);
    }

private:
    [[nodiscard]] test::CommandResult script(const QStringList &options, const QString &text) const
    {
        return test::runScript(*m_cli, options, text);
    }
    [[nodiscard]] QByteArray inspect(const QString &name, const QString &format) const
    {
        return m_cli->ok({"inspect", "--format", format, name});
    }
    [[nodiscard]] QByteArray psStatus(const QString &name) const
    {
        return m_cli->ok({"ps", "-a", "--filter", "name=^" + name + "$", "--format", "{{.Status}}"});
    }
    [[nodiscard]] QByteArray names(const QStringList &options) const
    {
        return m_cli->ok(QStringList{"ps", "--format", "{{.Names}}"} + options);
    }

    test::TemporaryDirectory m_directory;
    QString m_scratch;
    std::unique_ptr<test::CliRunner> m_cli;
};

QTEST_GUILESS_MAIN(TranscriptsTest)
#include "tst_transcripts.moc"
