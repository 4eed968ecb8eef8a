// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/shell_image.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStandardPaths>
#include <cstring>

using namespace catamaran;

/// The verbs that look into containers or change them: cp, diff, commit, export, update, attach, events,
/// prune, system df.
class VerbTranscriptsTest : public QObject {
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

    void copyFollowsDockersRules_data()
    {
        QTest::addColumn<bool>("running");
        QTest::newRow("running") << true;
        QTest::newRow("stopped") << false;
    }
    void copyFollowsDockersRules()
    {
        QFETCH(bool, running);
        box("box", running, "mkdir -p /d/sub; echo one > /d/a; echo two > /d/sub/b; ln -s a /d/link");
        const QString out = m_scratch + (running ? "/r" : "/s");
        QDir().mkpath(out);
        // A file to a name, into a directory, and to where there is no directory.
        m_cli->ok({"cp", "box:/d/a", out + "/named"});
        QCOMPARE(text(out + "/named"), QByteArray("one\n"));
        m_cli->ok({"cp", "box:d/a", out});
        QCOMPARE(text(out + "/a"), QByteArray("one\n"));
        const auto nowhere = m_cli->run({"cp", "box:/d/a", out + "/no/where"});
        COMPARE_CODE(nowhere, 1);
        QVERIFY2(nowhere.err.contains("does not exist"), nowhere.err.constData());
        // A directory: to a new name its contents, into an existing one itself, with /. its contents.
        m_cli->ok({"cp", "box:/d", out + "/new"});
        QCOMPARE(text(out + "/new/sub/b"), QByteArray("two\n"));
        QDir().mkpath(out + "/into");
        m_cli->ok({"cp", "box:/d", out + "/into"});
        QCOMPARE(text(out + "/into/d/a"), QByteArray("one\n"));
        QDir().mkpath(out + "/contents");
        m_cli->ok({"cp", "box:/d/.", out + "/contents"});
        QCOMPARE(text(out + "/contents/sub/b"), QByteArray("two\n"));
        COMPARE_CODE(m_cli->run({"cp", "box:/d", out + "/named"}), 1);
        // A link stays one unless -L is given.
        m_cli->ok({"cp", "box:/d/link", out + "/link"});
        QCOMPARE(QFile::symLinkTarget(out + "/link").section('/', -1), QString("a"));
        m_cli->ok({"cp", "-L", "box:/d/link", out + "/followed"});
        QVERIFY(!QFileInfo(out + "/followed").isSymLink());
        QCOMPARE(text(out + "/followed"), QByteArray("one\n"));
        const auto missing = m_cli->run({"cp", "box:/nosuch", out});
        COMPARE_CODE(missing, 1);
        QVERIFY2(missing.err.contains("Could not find the file /nosuch in container box"),
                 missing.err.constData());
        // And in.
        test::writeText(out + "/up/x", "in\n");
        m_cli->ok({"cp", out + "/up", "box:/d"});
        m_cli->ok({"cp", out + "/up/x", "box:/d/renamed"});
        COMPARE_CODE(m_cli->run({"cp", out + "/up/x", "box:/no/such/"}), 1);
        if (!running)
            m_cli->ok({"start", "box"});
        QCOMPARE(m_cli->ok({"exec", "box", "cat", "/d/up/x", "/d/renamed"}), QByteArray("in\nin"));
    }

    void copyStreamsTars()
    {
        box("from", true, "mkdir /t; echo tar > /t/f");
        box("to", true, "mkdir /u");
        const auto tar = m_cli->run({"cp", "from:/t", "-"});
        COMPARE_CODE(tar, 0);
        COMPARE_CODE(m_cli->run({"cp", "-", "to:/u"}, tar.out), 0);
        QCOMPARE(m_cli->ok({"exec", "to", "cat", "/u/t/f"}), QByteArray("tar"));
        COMPARE_CODE(m_cli->run({"cp", "-", "to:/u/t/f"}, tar.out), 1); // no directory
    }

    void aHostileLinkDoesNotLeadOut()
    {
        test::writeText(m_scratch + "/secret/file", "secret\n");
        const QString host = m_scratch + "/secret";
        for (const bool running : {true, false}) {
            box("evil", running,
                "ln -s " + host + " /out; ln -s ../../../../../.." + host + " /up; mkdir -p /proc2; ln -s " +
                    host + "/file /f");
            for (const char *path : {"evil:/out/file", "evil:/up/file", "evil:/../../../../out/file"}) {
                const auto read = m_cli->run({"cp", path, m_scratch + "/stolen"});
                COMPARE_CODE(read, 1);
                QVERIFY(!QFile::exists(m_scratch + "/stolen"));
            }
            COMPARE_CODE(m_cli->run({"cp", "-L", "evil:/f", m_scratch + "/stolen"}), 1);
            // Written through a link, the file lands inside, or nowhere.
            test::writeText(m_scratch + "/payload", "owned\n");
            m_cli->run({"cp", m_scratch + "/payload", "evil:/out/file"});
            m_cli->run({"cp", m_scratch + "/payload", "evil:/f"});
            m_cli->run({"cp", m_scratch + "/payload", "evil:/out/"});
            QCOMPARE(text(host + "/file"), QByteArray("secret\n"));
            QVERIFY(!QFile::exists(host + "/payload"));
            m_cli->ok({"rm", "-f", "evil"});
        }
    }

    void copyReachesVolumesAndBinds()
    {
        QDir().mkpath(m_scratch + "/bound");
        test::writeText(m_scratch + "/data", "data\n");
        for (const bool running : {true, false}) {
            m_cli->ok({"create", "--name", "mounted", "-v", "vol:/v", "-v", m_scratch + "/bound:/b", "-v",
                       "vol:/ro:ro", "shell", "sleep", "1000"});
            if (running)
                m_cli->ok({"start", "mounted"});
            m_cli->ok({"cp", m_scratch + "/data", "mounted:/v/x"});
            m_cli->ok({"cp", m_scratch + "/data", "mounted:/b/y"});
            QCOMPARE(text(m_scratch + "/bound/y"), QByteArray("data\n"));
            m_cli->ok({"cp", "mounted:/v/x", m_scratch + "/back"});
            QCOMPARE(text(m_scratch + "/back"), QByteArray("data\n"));
            COMPARE_CODE(m_cli->run({"cp", m_scratch + "/data", "mounted:/ro/z"}), 1);
            m_cli->ok({"rm", "-f", "mounted"});
        }
        QCOMPARE(test::runScript(*m_cli, {"-v", "vol:/v"}, "cat /v/x").out, QByteArray("data\n"));
    }

    void diffTellsAddedChangedAndDeleted()
    {
        box("box", true,
            "echo x > /new; rm /www/index.html; echo y >> /etc/passwd; mkdir /dir; touch /dir/f");
        QCOMPARE(m_cli->ok({"diff", "box"}),
                 QByteArray("A /dir\nA /dir/f\nC /etc\nA /etc/passwd\nA /new\nC /www\nD "
                            "/www/index.html"));
        m_cli->ok({"run", "-d", "--name", "clean", "shell", "sleep", "1000"});
        QCOMPARE(m_cli->ok({"diff", "clean"}), QByteArray());
    }

    void commitMakesAnImage()
    {
        box("box", true, "echo kept > /kept; rm -r /www; mkdir /www; touch /www/other");
        const QByteArray id =
            m_cli->ok({"commit", "-a", "Me <me@x>", "-m", "a message", "-c", "CMD [\"cat\", \"/kept\"]", "-c",
                       "ENV A=\"b c\" D=e", "-c", "LABEL l=m", "-c", "WORKDIR /www", "box", "made:1"});
        QVERIFY2(id.startsWith("sha256:"), id.constData());
        QCOMPARE(m_cli->run({"run", "--rm", "made:1"}).out, QByteArray("kept\n"));
        QCOMPARE(m_cli->run({"run", "--rm", "made:1", "sh", "-c", "echo $A $D; pwd; ls"}).out,
                 QByteArray("b c e\n/www\nother\n"));
        QCOMPARE(m_cli->ok({"inspect", "-f", "{{.Author}} {{index .Config.Labels \"l\"}}", "made:1"}),
                 QByteArray("Me <me@x> m"));
        QVERIFY(m_cli->ok({"history", "made:1"}).contains("a message"));
        QCOMPARE(m_cli->ok({"ps", "--format", "{{.State}}"}), QByteArray("running")); // thawed
        COMPARE_CODE(m_cli->run({"commit", "-c", "RUN true", "box"}), 1);
        m_cli->ok({"rmi", "made:1"});
    }

    void exportHoldsTheRootFileSystem()
    {
        box("box", false, "echo exported > /here");
        m_cli->ok({"export", "-o", m_scratch + "/box.tar", "box"});
        m_cli->ok({"import", m_scratch + "/box.tar", "imported"});
        QCOMPARE(m_cli->run({"run", "--rm", "imported", "/bin/cat", "/here"}).out, QByteArray("exported\n"));
        m_cli->ok({"rmi", "imported"});
        COMPARE_CODE(m_cli->run({"export", "nosuch"}), 1);
    }

    void updateChangesLimitsWhileItRuns()
    {
        m_cli->ok({"run", "-d", "--name", "box", "--memory", "64m", "shell", "sleep", "1000"});
        QCOMPARE(m_cli->ok({"update", "--memory", "128m", "--memory-swap", "256m", "--cpus", "0.5",
                            "--pids-limit", "30", "--restart", "on-failure:3", "box"}),
                 QByteArray("box"));
        QCOMPARE(
            inspect("box",
                    "{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{.HostConfig.PidsLimit}} "
                    "{{.HostConfig.RestartPolicy.Name}} {{.HostConfig.RestartPolicy.MaximumRetryCount}}"),
            QByteArray("134217728 500000000 30 on-failure 3"));
        const QByteArray stats = m_cli->ok({"stats", "--no-stream", "--format", "{{.MemUsage}}", "box"});
        QVERIFY2(stats.endsWith("/ 128MiB"), stats.constData());
        COMPARE_CODE(m_cli->run({"update", "--memory", "1m", "box"}), 1);
        COMPARE_CODE(m_cli->run({"update", "--memory", "64m", "nosuch"}), 1);
    }

    void aNewRestartPolicyIsObeyed()
    {
        m_cli->ok({"run", "-d", "--name", "box", "shell", "sh", "-c", "sleep 1000 & wait; exit 3"});
        m_cli->ok({"update", "--restart", "always", "box"});
        m_cli->ok({"exec", "box", "sh", "-c", "kill $(pidof sleep | tr ' ' '\\n' | head -1)"});
        QTRY_VERIFY_WITH_TIMEOUT(inspect("box", "{{.RestartCount}}").toInt() > 0, 15'000);
    }

    void attachFollowsARunningContainer()
    {
        m_cli->ok({"run", "-d", "--name", "box", "-i", "shell", "cat"});
        const auto attached = m_cli->run({"attach", "box"}, "hello\n");
        COMPARE_CODE(attached, 0);
        QCOMPARE(attached.out, QByteArray("hello\n"));
        COMPARE_CODE(m_cli->run({"attach", "box"}), 1); // it has ended
    }

    void eventsTellTheLifeOfAContainer()
    {
        const QByteArray since = QByteArray::number(QDateTime::currentSecsSinceEpoch() - 1);
        COMPARE_CODE(m_cli->run({"run", "--name", "box", "--label", "who=me", "shell", "sh", "-c", "exit 4"}),
                     4);
        m_cli->ok({"rename", "box", "other"});
        m_cli->ok({"rm", "other"});
        const QByteArray lines = m_cli->ok({"events", "--since", since, "--until", "0s", "--filter",
                                            "label=who=me", "--format", "{{.Action}}"});
        QCOMPARE(lines, QByteArray("create\nattach\nstart\ndie\nrename\ndestroy"));
        const QByteArray json = m_cli->ok({"events", "--since", since, "--until", "0s", "--filter",
                                           "event=die", "--filter", "label=who=me", "--format", "json"});
        const QJsonObject die = QJsonDocument::fromJson(json).object();
        QCOMPARE(die["Type"].toString(), QString("container"));
        QCOMPARE(die["Actor"].toObject()["Attributes"].toObject()["exitCode"].toString(), QString("4"));
        QCOMPARE(die["from"].toString(), QString("shell"));
        const QByteArray plain = m_cli->ok({"events", "--since", since, "--until", "0s", "--filter",
                                            "event=destroy", "--filter", "label=who=me"});
        QVERIFY2(QRegularExpression(
                     "^\\d{4}-\\d\\d-\\d\\dT[0-9:.]+(Z|[+-]\\d\\d:\\d\\d) container destroy [0-9a-f]{64} "
                     "\\(image=shell, name=other, .*who=me\\)$")
                     .match(plain)
                     .hasMatch(),
                 plain.constData());
        COMPARE_CODE(m_cli->run({"events", "--filter", "nosuch=1", "--until", "0s"}), 1);
    }

    void eventsTellWhatOnlyTheMonitorSaw()
    {
        const QByteArray since = QByteArray::number(QDateTime::currentSecsSinceEpoch() - 1);
        m_cli->ok({"run", "-d", "--name", "box", "--health-cmd", "true", "--health-interval", "100ms",
                   "shell", "sleep", "1"});
        QTRY_COMPARE_WITH_TIMEOUT(inspect("box", "{{.State.Status}}"), QByteArray("exited"), 15'000);
        const auto actions = [&] {
            return m_cli->ok({"events", "--since", since, "--until", "0s", "--filter", "container=box",
                              "--format", "{{.Action}}"});
        };
        const QByteArray first = actions();
        QVERIFY2(first.endsWith("die"), first.constData());
        QCOMPARE(actions(), first); // told once
        m_cli->ok({"run", "-d", "--name", "brief", "shell", "true"});
        QTRY_COMPARE_WITH_TIMEOUT(inspect("brief", "{{.State.Status}}"), QByteArray("exited"), 15'000);
        m_cli->ok({"rm", "brief"});
        QCOMPARE(m_cli->ok({"events", "--since", since, "--until", "0s", "--filter", "container=brief",
                            "--format", "{{.Action}}"}),
                 QByteArray("create\nstart\ndie\ndestroy"));
    }

    void endedContainersOfALongListStayWhatTheyAre()
    {
        // From 64 on their ends are noted in the database, and their files are not looked at any more.
        for (int i = 0; i < 70; ++i)
            m_cli->ok({i % 2 ? "create" : "run", i % 2 ? "-i" : "-d", "--network", "none", "--name",
                       QString("many%1").arg(i), "shell", "sh", "-c", "exit 3"});
        const auto states = [&] {
            return m_cli->ok({"ps", "-a", "--filter", "name=many", "--format", "{{.State}}"});
        };
        QTRY_COMPARE_WITH_TIMEOUT(states().count("exited"), 35, 15'000);
        for (int i = 0; i < 64; ++i)
            m_cli->ok({"create", "--network", "none", "--name", QString("more%1").arg(i), "shell", "true"});
        m_cli->ok({"ps", "-a"});
        QCOMPARE(states().count("exited"), 35);
        QCOMPARE(states().count("created"), 35);
        const auto status = [&](const QString &name) {
            return m_cli->ok({"ps", "-a", "--filter", "name=^" + name + "$", "--format", "{{.Status}}"});
        };
        QVERIFY(status("many0").startsWith("Exited (3)"));
        COMPARE_CODE(m_cli->run({"start", "-a", "many1"}), 3);
        QVERIFY(status("many1").startsWith("Exited (3)"));
        m_cli->ok({"run", "-d", "--network", "none", "--name", "stays", "shell", "sleep", "1000"});
        QVERIFY(status("stays").startsWith("Up"));
        m_cli->ok({"kill", "stays"});
        QTRY_VERIFY(status("stays").startsWith("Exited (137)"));
    }

    void eventsAreFollowed()
    {
        auto follower = m_cli->start({"events", "--filter", "event=create", "--format", "{{.Action}}"});
        Q_UNUSED(follower);
        const QByteArray since = QByteArray::number(QDateTime::currentSecsSinceEpoch() - 1);
        m_cli->ok({"create", "--name", "box", "shell"});
        QTRY_VERIFY_WITH_TIMEOUT(
            m_cli->ok({"events", "--since", since, "--until", "0s", "--filter", "event=create"})
                .contains("name=box"),
            10'000);
        follower->terminate();
        follower->waitForFinished();
    }

    void containerPruneTakesWhatIsStopped()
    {
        m_cli->ok({"create", "--name", "one", "--label", "keep=1", "shell"});
        m_cli->ok({"create", "--name", "two", "shell"});
        m_cli->ok({"run", "-d", "--name", "three", "shell", "sleep", "1000"});
        const auto refused = m_cli->run({"container", "prune"}, "n\n");
        COMPARE_CODE(refused, 1);
        QVERIFY2(refused.out.startsWith("WARNING! This will remove all stopped containers."),
                 refused.out.constData());
        const QByteArray pruned = m_cli->ok({"container", "prune", "-f", "--filter", "label!=keep"});
        QVERIFY2(pruned.startsWith("Deleted Containers:\n") && pruned.contains("\n\nTotal reclaimed space: "),
                 pruned.constData());
        QCOMPARE(names({"-a"}), QByteArray("three\none"));
        m_cli->ok({"container", "prune", "-f", "--filter", "until=1h"});
        QCOMPARE(names({"-a"}), QByteArray("three\none"));
        m_cli->ok({"container", "prune", "-f"});
        QCOMPARE(names({"-a"}), QByteArray("three"));
    }

    void systemDfAddsUpToDu()
    {
        m_cli->ok({"create", "--name", "box", "-v", "dfvol:/v", "shell"});
        m_cli->ok({"system", "df"}); // whatever an opening writes is written now
        qint64 sum = 0;
        for (const QByteArray &line : m_cli->ok({"system", "df", "--format", "{{.SizeBytes}}"}).split('\n'))
            sum += line.toLongLong();
        QProcess du;
        du.start("du", {"-s", "--block-size=1", QString::fromStdString(m_cli->dataDirectory())});
        QVERIFY(du.waitForFinished());
        QCOMPARE(sum, du.readAllStandardOutput().split('\t').first().toLongLong());
        const QByteArray table = m_cli->ok({"system", "df"});
        QCOMPARE(table.split('\n').first().simplified(), QByteArray("TYPE TOTAL ACTIVE SIZE RECLAIMABLE"));
        QVERIFY(m_cli->ok({"system", "df", "-v"}).contains("Local Volumes space usage:"));
    }

    void systemPruneTakesTheUnused()
    {
        m_cli->ok({"create", "--name", "box", "shell"});
        m_cli->ok({"commit", "box"});
        const QByteArray pruned = m_cli->ok({"system", "prune", "-f"});
        QVERIFY2(pruned.contains("Deleted Containers:") && pruned.contains("Deleted Images:") &&
                     pruned.contains("Total reclaimed space:"),
                 pruned.constData());
        QVERIFY(m_cli->ok({"images"}).contains("shell"));
        COMPARE_CODE(m_cli->run({"system", "prune"}, "\n"), 1);
    }

    void psKnowsDockersFilters()
    {
        m_cli->ok({"create", "--name", "one", "-v", "psvol:/data", "--expose", "7000", "shell"});
        m_cli->ok({"run", "-d", "--name", "two", "-p",
                   "127.0.0.1:" + QString::number(test::freePort()) + ":80", "shell", "sleep", "1000"});
        m_cli->ok({"create", "--name", "three", "--network", "none", "localhost/demo"});
        QCOMPARE(names({"-a", "--filter", "before=two"}), QByteArray("one"));
        QCOMPARE(names({"-a", "--filter", "since=two"}), QByteArray("three"));
        QCOMPARE(names({"-a", "--filter", "volume=psvol"}), QByteArray("one"));
        QCOMPARE(names({"-a", "--filter", "volume=/data"}), QByteArray("one"));
        QCOMPARE(names({"-a", "--filter", "network=none"}), QByteArray("three"));
        QCOMPARE(names({"-a", "--filter", "expose=7000/tcp"}), QByteArray("one"));
        QCOMPARE(names({"--filter", "expose=80"}), QByteArray("two"));
        QCOMPARE(names({"-a", "--filter", "ancestor=shell"}), QByteArray("two\none"));
        QCOMPARE(names({"-a", "--filter", "ancestor=localhost/demo"}), QByteArray("three\ntwo\none"));
        COMPARE_CODE(m_cli->run({"ps", "--filter", "status=nosuch"}), 1);
        const QByteArray sized = m_cli->ok({"ps", "-s", "--format", "{{.Names}} {{.Size}}"});
        QVERIFY2(sized.startsWith("two 0B (virtual "), sized.constData());
        const QJsonObject row = QJsonDocument::fromJson(m_cli->ok({"ps", "-l", "--format", "json"})).object();
        for (const char *key : {"Command", "CreatedAt", "ID", "Image", "Labels", "LocalVolumes", "Mounts",
                                "Names", "Networks", "Ports", "RunningFor", "Size", "State", "Status"})
            QVERIFY2(row.contains(key), key);
    }

    void groupFormsAndTopOptionsWork()
    {
        m_cli->ok({"container", "run", "-d", "--name", "box", "shell", "sleep", "1000"});
        QCOMPARE(m_cli->ok({"container", "inspect", "-f", "{{.State.Running}}", "box"}), QByteArray("true"));
        COMPARE_CODE(m_cli->run({"container", "inspect", "shell"}), 1);
        QCOMPARE(m_cli->ok({"container", "top", "box", "-o", "pid,args"}).split('\n').first().simplified(),
                 QByteArray("PID CMD"));
        COMPARE_CODE(m_cli->run({"top", "box", "-o", "args"}), 1);
        m_cli->ok({"inspect", "--size", "-f", "{{.SizeRw}}", "box"});
        m_cli->ok({"stop", "-s", "KILL", "-t", "20", "box"});
        QCOMPARE(inspect("box", "{{.State.ExitCode}}"), QByteArray("137"));
    }

    void completionKnowsVerbsFlagsAndNames()
    {
        m_cli->ok({"create", "--name", "findme", "shell"});
        QVERIFY(m_cli->ok({"__complete", "sta"}).split('\n').contains("stats"));
        QVERIFY(m_cli->ok({"__complete", "volume", ""}).split('\n').contains("create"));
        QVERIFY(m_cli->ok({"__complete", "ps", "--fi"}).split('\n').contains("--filter"));
        QCOMPARE(m_cli->ok({"__complete", "rm", "find"}), QByteArray("findme"));
        for (const char *shell : {"bash", "zsh", "fish"})
            QVERIFY(m_cli->ok({"completion", shell}).contains("__complete"));
        COMPARE_CODE(m_cli->run({"completion", "tcsh"}), 1);
    }

private:
    /// A container whose start ran `script`; it goes on sleeping, or is stopped.
    void box(const QString &name, bool running, const QString &script) const
    {
        if (running) {
            m_cli->ok({"run", "-d", "--name", name, "shell", "sleep", "1000"});
            m_cli->ok({"exec", name, "sh", "-c", script});
        } else {
            m_cli->ok({"create", "--name", name, "shell", "sh", "-c",
                       "[ -e /ran ] || { touch /ran; " + script + "; exit 0; }; sleep 1000"});
            m_cli->ok({"start", "-a", name});
        }
    }
    static QByteArray text(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(missing)");
    }
    [[nodiscard]] QByteArray inspect(const QString &name, const QString &format) const
    {
        return m_cli->ok({"inspect", "--format", format, name});
    }
    [[nodiscard]] QByteArray names(const QStringList &options) const
    {
        return m_cli->ok(QStringList{"ps", "--format", "{{.Names}}"} + options);
    }

    test::TemporaryDirectory m_directory;
    QString m_scratch;
    std::unique_ptr<test::CliRunner> m_cli;
};

QTEST_GUILESS_MAIN(VerbTranscriptsTest)
#include "tst_transcripts_verbs.moc"
