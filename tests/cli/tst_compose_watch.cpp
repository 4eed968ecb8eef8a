// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/shell_image.h"

#include <QElapsedTimer>
#include <csignal>
#include <sys/stat.h>

using namespace catamaran;

/// `compose watch` with real containers: every action, what is ignored, how editors save.
class ComposeWatchTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_cli = std::make_unique<test::CliRunner>();
        m_scratch = QString::fromStdString(m_directory.path());
        test::makeShellImage(*m_cli, m_scratch);
        m_project = m_scratch + "/project";
        put("src/index.html", "one\n");
        put("src/sub/deep.txt", "deep\n");
        put("etc/app.conf", "a\n");
        put("hook/in.txt", "1\n");
        put("app/Dockerfile", "FROM shell\nCOPY version /version\nCMD [\"sleep\", \"600\"]\n");
        put("app/.dockerignore", "*.log\n");
        put("app/version", "1\n");
        put("compose.yaml", R"(name: watched
services:
  web:
    image: shell
    init: true
    command: [sleep, '600']
    scale: 2
    develop:
      watch:
        - {path: ./src, action: sync, target: /srv, ignore: ['*.tmp', cache/], initial_sync: true}
        - {path: ./etc/app.conf, action: sync+restart, target: /etc/app.conf}
        - {path: ./hook, action: sync+exec, target: /hook, exec: {command: [sh, -c, 'cat /hook/in.txt >> /hook.out']}}
  api:
    image: watched-api
    init: true
    build: ./app
    develop:
      watch: [{path: ./app, action: rebuild}]
)");
        m_watch = std::make_unique<QProcess>();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("CATAMARAN_ROOT", QString::fromStdString(m_cli->dataDirectory()));
        environment.insert("CATAMARAN_RUN", QString::fromStdString(m_cli->runDirectory()));
        m_watch->setProcessEnvironment(environment);
        m_watch->setProcessChannelMode(QProcess::MergedChannels);
        m_watch->start(test::CliRunner::program("catamaran"),
                       {"compose", "-f", m_project + "/compose.yaml", "watch", "--quiet"});
        QVERIFY2(seen("Watch enabled"), m_text.constData());
    }
    void cleanupTestCase()
    {
        if (m_watch && m_watch->state() != QProcess::NotRunning) {
            m_watch->kill();
            m_watch->waitForFinished();
        }
        m_cli.reset();
    }

    void theFirstSyncBringsWhatIsThere()
    {
        for (const char *replica : {"watched-web-1", "watched-web-2"}) {
            QCOMPARE(inside(replica, "cat /srv/index.html /srv/sub/deep.txt"), QByteArray("one\ndeep"));
        }
    }

    void aChangeIsCopiedIntoEveryReplicaWithItsMode()
    {
        const qsizetype from = m_text.size();
        put("src/index.html", "two\n");
        put("src/run.sh", "#!/bin/sh\n");
        QCOMPARE(::chmod(qPrintable(m_project + "/src/run.sh"), 0750), 0);
        put("src/new/file.txt", "n\n");
        QVERIFY2(seen("file.txt changed", from) && seen("run.sh changed", from), m_text.constData());
        QVERIFY2(m_text.contains("Syncing service \"web\" after "), m_text.constData());
        QVERIFY2(m_text.contains("web: " + m_project.toUtf8() + "/src/index.html changed (rule " +
                                 m_project.toUtf8() + "/src): sync to /srv/index.html in 2 containers, "),
                 m_text.constData());
        for (const char *replica : {"watched-web-1", "watched-web-2"}) {
            QCOMPARE(inside(replica, "cat /srv/index.html /srv/new/file.txt; stat -c %a /srv/run.sh"),
                     QByteArray("two\nn\n750"));
        }
    }

    void whatIsIgnoredStaysOut()
    {
        const qsizetype from = m_text.size();
        put("src/x.tmp", "t");
        put("src/cache/y", "c");
        put("src/.index.html.swp", "s");
        put("src/last.txt", "l");
        QVERIFY2(seen("last.txt changed", from), m_text.constData());
        QCOMPARE(inside("watched-web-1", "ls -A /srv | sort | tr '\\n' ' '"),
                 QByteArray("index.html last.txt new run.sh sub"));
    }

    void aRemovedFileGoesAndARemovedDirectoryToo()
    {
        const qsizetype from = m_text.size();
        QVERIFY(QFile::remove(m_project + "/src/last.txt"));
        QVERIFY(QDir(m_project + "/src/new").removeRecursively());
        QVERIFY2(seen("last.txt removed", from) && seen("/src/new removed", from), m_text.constData());
        QCOMPARE(inside("watched-web-2", "ls /srv | tr '\\n' ' '"), QByteArray("index.html run.sh sub"));
    }

    void aSaveByRenameIsOneChange()
    {
        const qsizetype from = m_text.size();
        put("src/index.html.new", "three\n");
        QCOMPARE(::rename(qPrintable(m_project + "/src/index.html.new"),
                          qPrintable(m_project + "/src/index.html")),
                 0);
        QVERIFY2(seen("index.html changed", from), m_text.constData());
        QVERIFY2(m_text.indexOf("after 1 changes", from) > 0, m_text.mid(from).constData());
        QVERIFY2(m_text.indexOf("index.html.new", from) < 0, m_text.mid(from).constData());
        QCOMPARE(inside("watched-web-1", "cat /srv/index.html"), QByteArray("three"));
    }

    void aBurstIsOneBatch()
    {
        const qsizetype from = m_text.size();
        for (int i = 0; i < 200; ++i)
            put(QString("src/burst/%1").arg(i), QByteArray::number(i));
        QVERIFY2(seen("/burst/199 changed", from) && seen("/burst/99 changed", from), m_text.constData());
        QCOMPARE(m_text.mid(from).count("Syncing service"), 1);
        QCOMPARE(inside("watched-web-2", "ls /srv/burst | wc -l; cat /srv/burst/150"),
                 QByteArray("200\n150"));
    }

    void syncAndRestart()
    {
        const QByteArray before = m_cli->ok({"inspect", "-f", "{{.State.StartedAt}}", "watched-web-1"});
        const qsizetype from = m_text.size();
        put("etc/app.conf", "b\n");
        QVERIFY2(seen("sync+restart to /etc/app.conf in 2 containers", from), m_text.constData());
        QCOMPARE(inside("watched-web-1", "cat /etc/app.conf"), QByteArray("b"));
        QVERIFY(m_cli->ok({"inspect", "-f", "{{.State.StartedAt}}", "watched-web-1"}) != before);
    }

    void syncAndExec()
    {
        const qsizetype from = m_text.size();
        put("hook/in.txt", "2\n");
        QVERIFY2(seen("sync+exec to /hook/in.txt", from), m_text.constData());
        QCOMPARE(inside("watched-web-2", "cat /hook.out"), QByteArray("2"));
    }

    void onlyTheChangedServiceIsRebuilt()
    {
        const QByteArray web = m_cli->ok({"inspect", "-f", "{{.Id}}", "watched-web-1"});
        const QByteArray api = m_cli->ok({"inspect", "-f", "{{.Id}}", "watched-api-1"});
        const qsizetype from = m_text.size();
        put("app/debug.log", "left out by .dockerignore");
        put("app/version", "2\n");
        QVERIFY2(seen("app/version changed", from), m_text.constData());
        QVERIFY2(m_text.indexOf("service(s) [\"api\"] successfully built", from) > 0,
                 m_text.mid(from).constData());
        QVERIFY2(m_text.indexOf("debug.log", from) < 0, m_text.mid(from).constData());
        QCOMPARE(inside("watched-api-1", "cat /version"), QByteArray("2"));
        QCOMPARE(m_cli->ok({"inspect", "-f", "{{.Id}}", "watched-web-1"}), web);
        QVERIFY(m_cli->ok({"inspect", "-f", "{{.Id}}", "watched-api-1"}) != api);
    }

    void interruptEndsItCleanly()
    {
        QCOMPARE(::kill(static_cast<pid_t>(m_watch->processId()), SIGINT), 0);
        QVERIFY(m_watch->waitForFinished(30'000));
        QCOMPARE(m_watch->exitStatus(), QProcess::NormalExit);
        QCOMPARE(m_watch->exitCode(), 0);
        QVERIFY2(!m_text.contains(": failed"), m_text.constData());
    }

    void whatCannotBeWatchedIsSaid()
    {
        put("none/compose.yaml", "services: {a: {image: shell}}\n");
        const auto none = m_cli->run({"compose", "-f", m_project + "/none/compose.yaml", "watch"});
        COMPARE_CODE(none, 1);
        QVERIFY2(none.err.contains("none of the selected services is configured for watch"),
                 none.err.constData());
        put("bad/compose.yaml",
            "services: {a: {image: shell, develop: {watch: [{path: ., action: rebuild}]}}}\n");
        const auto bad = m_cli->run({"compose", "-f", m_project + "/bad/compose.yaml", "up", "--watch"});
        COMPARE_CODE(bad, 1);
        QVERIFY2(bad.err.contains("has no build section"), bad.err.constData());
    }

private:
    void put(const QString &path, const QByteArray &text) const
    {
        test::writeText(m_project + "/" + path, text);
    }
    QByteArray inside(const QString &container, const QString &script) const
    {
        return m_cli->ok({"exec", container, "sh", "-c", script});
    }
    /// Whether the watch says `text`, after the first `from` bytes of its output, within a while.
    bool seen(const QByteArray &text, qsizetype from = 0)
    {
        QElapsedTimer timer;
        timer.start();
        while (m_text.indexOf(text, from) < 0 && timer.elapsed() < 90'000 &&
               m_watch->state() != QProcess::NotRunning) {
            m_watch->waitForReadyRead(1'000);
            m_text += m_watch->readAll();
        }
        return m_text.indexOf(text, from) >= 0;
    }

    test::TemporaryDirectory m_directory;
    QString m_scratch;
    QString m_project;
    std::unique_ptr<test::CliRunner> m_cli;
    std::unique_ptr<QProcess> m_watch;
    QByteArray m_text;
};

QTEST_GUILESS_MAIN(ComposeWatchTest)
#include "tst_compose_watch.moc"
