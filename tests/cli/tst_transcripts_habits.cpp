// SPDX-License-Identifier: GPL-3.0-or-later
// What hands that know docker type without looking.
#include "tests/cli/shell_image.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QProcess>
#include <QTest>
#include <QThread>
#include <memory>

using namespace catamaran;
using test::makeShellImage;
using test::runScript;

class TranscriptsHabitsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::CliRunner> m_cli;
    test::TemporaryDirectory m_scratch;

    void verifyRefused(const QStringList &command, int code, const QByteArray &words) const
    {
        const auto refused = m_cli->run(command);
        COMPARE_CODE(refused, code);
        QVERIFY2(refused.err.contains(words), refused.err.constData());
    }
    QString scratch(const char *name) const { return QString::fromStdString(m_scratch.file(name)); }

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_cli = std::make_unique<test::CliRunner>();
        makeShellImage(*m_cli, QString::fromStdString(m_scratch.path()));
    }
    void cleanupTestCase() { m_cli.reset(); }
    void cleanup()
    {
        if (m_cli)
            m_cli->run({"rm", "-f", "box", "other"});
    }

    void aNameIsNotChangedToItself()
    {
        m_cli->ok({"create", "--name", "box", "shell"});
        verifyRefused({"rename", "box", "box"}, 1,
                      "Renaming a container with the same name as its current name");
    }

    void processorsThatAreNotThereAreNamed()
    {
        verifyRefused({"run", "--rm", "--cpuset-cpus", "0,9999", "shell", "true"}, 125,
                      "Requested CPUs are not available - requested 0,9999, available: 0");
        verifyRefused({"run", "--rm", "--cpuset-cpus", "0-x", "shell", "true"}, 125,
                      "Invalid value 0-x for cpuset cpus");
        verifyRefused({"run", "--rm", "--cpuset-mems", "999", "shell", "true"}, 125,
                      "Requested memory nodes are not available - requested 999, available: 0");
        m_cli->ok({"run", "--rm", "--cpuset-cpus", "0", "--cpuset-mems", "0", "shell", "true"});
        QVERIFY(m_cli->ok({"ps", "-aq"}).isEmpty());
    }

    // An address of the documentation's own (RFC 5737), which no host has.
    void aPortIsNotPublishedOnAnAddressOfNobody()
    {
        const QByteArray words =
            "failed to bind host port for 192.0.2.7:8080/tcp: cannot assign requested address";
        verifyRefused({"run", "--rm", "-p", "192.0.2.7:8080:80", "shell", "true"}, 125, words);
        verifyRefused({"run", "--rm", "-p", "192.0.2.7::80", "shell", "true"}, 125,
                      "cannot assign requested address");
        m_cli->ok({"run", "--rm", "-p", "127.0.0.1::80", "shell", "true"});
    }

    void whoSharesANetworkSharesItsName()
    {
        m_cli->ok({"run", "-d", "--name", "box", "--hostname", "quay", "shell", "sleep", "1000"});
        const QStringList shared{"--network", "container:box"};
        QCOMPARE(runScript(*m_cli, shared, "hostname; cat /etc/hostname; grep -c quay /etc/hosts").out,
                 QByteArray("quay\nquay\n1\n"));
    }

    // The example of docker's own manual.
    void eventsHaveDockersFields()
    {
        const QByteArray since = QByteArray::number(QDateTime::currentSecsSinceEpoch() - 1);
        const QByteArray id = m_cli->ok({"create", "--name", "box", "--label", "who=me", "shell"});
        const auto show = [&](const char *format) {
            return m_cli->ok({"events", "--since", since, "--until", "0s", "--filter", "label=who=me",
                              "--format", format});
        };
        QCOMPARE(show("Type={{.Type}}  Status={{.Status}}  ID={{.ID}} {{.From}} {{.Scope}}"),
                 "Type=container  Status=create  ID=" + id + " shell local");
        QVERIFY(show("{{.Time}} {{.TimeNano}}").startsWith(since.left(5)));
        QVERIFY(!show("{{json .}}").contains("Status"));
        const auto unknown =
            m_cli->run({"events", "--since", since, "--until", "0s", "--format", "{{.Nosuch}}"});
        QVERIFY(unknown.code != 0 && unknown.err.contains("map has no entry for key \x22Nosuch\x22"));
    }

    // Nobody was there when it ended: who starts it again tells of it first.
    void everyEndIsAnEvent()
    {
        const QByteArray since = QByteArray::number(QDateTime::currentSecsSinceEpoch() - 1);
        m_cli->ok({"create", "--name", "box", "--label", "who=ends", "shell", "sh", "-c", "exit 5"});
        for (int i = 0; i < 3; ++i) {
            m_cli->ok({"start", "box"});
            QTRY_COMPARE_WITH_TIMEOUT(m_cli->ok({"inspect", "-f", "{{.State.Status}}", "box"}),
                                      QByteArray("exited"), 10'000);
        }
        QCOMPARE(m_cli->ok({"events", "--since", since, "--until", "0s", "--filter", "label=who=ends",
                            "--format", "{{.Action}}"}),
                 QByteArray("create\nstart\ndie\nstart\ndie\nstart\ndie"));
    }

    // In docker's order, attach before start and restart after it; --rm does not take it away in between,
    // neither from the restart nor from the run in front of which it ends.
    void whatIsRestartedWithRmStays()
    {
        const QByteArray since = QByteArray::number(QDateTime::currentSecsSinceEpoch() - 1);
        const auto run =
            m_cli->start({"run", "--rm", "--name", "box", "--label", "who=again", "shell", "sleep", "1000"});
        QTRY_COMPARE_WITH_TIMEOUT(m_cli->run({"inspect", "-f", "{{.State.Status}}", "box"}).out,
                                  QByteArray("running\n"), 10'000);
        QCOMPARE(m_cli->ok({"restart", "-t", "0", "box"}), QByteArray("box"));
        QVERIFY(run->waitForFinished(10'000));
        QCOMPARE(run->exitCode(), 137);
        QCOMPARE(m_cli->ok({"restart", "-t", "0", "box"}), QByteArray("box"));
        QCOMPARE(m_cli->ok({"inspect", "-f", "{{.State.Status}}", "box"}), QByteArray("running"));
        m_cli->ok({"stop", "-t", "0", "box"});
        QCOMPARE(m_cli->ok({"ps", "-aq"}), QByteArray());
        const QByteArray once = "kill\nkill\ndie\nstop\nstart\nrestart\n";
        QCOMPARE(m_cli->ok({"events", "--since", since, "--until", "0s", "--filter", "label=who=again",
                            "--format", "{{.Action}}"}),
                 "create\nattach\nstart\n" + once + once + "kill\nkill\ndie\ndestroy\nstop");
    }

    void execAndImagesAreTold()
    {
        const QByteArray since = QByteArray::number(QDateTime::currentSecsSinceEpoch() - 1);
        m_cli->ok({"run", "-d", "--name", "box", "shell", "sleep", "1000"});
        QCOMPARE(m_cli->run({"exec", "box", "sh", "-c", "exit 3"}).code, 3);
        m_cli->ok({"top", "box"});
        const auto told = [&](const QStringList &filters, const QString &format) {
            return m_cli->ok(QStringList{"events", "--since", since, "--until", "0s", "--format", format} +
                             filters);
        };
        const QByteArray lines =
            told({"--filter", "container=box"}, "{{.Action}} {{json .Actor.Attributes}}");
        QVERIFY2(lines.contains("exec_create: sh -c exit 3") && lines.contains("exec_start: sh -c exit 3") &&
                     lines.contains("exec_die {\"execID\":") && lines.contains("\"exitCode\":\"3\"") &&
                     lines.contains("top "),
                 lines.constData());
        m_cli->ok({"tag", "shell", "events:1"});
        m_cli->ok({"rmi", "events:1"});
        m_cli->ok({"rm", "-f", "box"});
        QCOMPARE(told({"--filter", "type=image"}, "{{.Action}}"), QByteArray("tag\nuntag"));
        QCOMPARE(told({"--filter", "type=image", "--filter", "event=tag"}, "{{.Actor.Attributes.name}}"),
                 QByteArray("events:1"));
    }

    // In the moment in which its monitor starts it again, too.
    void whatRestartsIsRemoved()
    {
        for (int i = 0; i < 20; ++i) {
            m_cli->ok({"run", "-d", "--network", "none", "--name", "box", "--restart", "always", "shell",
                       "sh", "-c", "[ -e /x ] || { touch /x; exit 3; }; sleep 1000"});
            // It comes back 100 ms after its end.
            QElapsedTimer clock;
            clock.start();
            while (clock.elapsed() < 60 + i * 3)
                QThread::yieldCurrentThread();
            m_cli->ok({"rm", "-f", "box"});
        }
        QVERIFY(m_cli->ok({"ps", "-aq"}).isEmpty());
    }

    // tar(1) has nothing to say about names of UTF-8, and those that are not come back as they were.
    void exportedNamesAreBytes()
    {
        m_cli->ok(
            {"run", "--name", "other", "shell", "sh", "-c", "mkdir /n && touch /n/plain /n/gr\u00fc\u00dfe"});
        m_cli->ok({"export", "-o", scratch("other.tar"), "other"});
        QProcess tar;
        tar.start("tar", {"-tf", scratch("other.tar")});
        QVERIFY(tar.waitForFinished(30'000));
        QCOMPARE(tar.readAllStandardError(), QByteArray());
        QVERIFY(tar.readAllStandardOutput().contains("n/plain\n"));
        m_cli->ok({"run", "--name", "box", "shell", "sh", "-c",
                   "mkdir /n && touch /n/gr\u00fc\u00dfe /n/$(printf 'caf\\351')"});
        m_cli->ok({"export", "-o", scratch("box.tar"), "box"});
        m_cli->ok({"import", scratch("box.tar"), "localhost/again"});
        m_cli->ok({"commit", "box", "localhost/committed"});
        const auto names = [this](const char *image) {
            return m_cli->ok(
                {"run", "--rm", image, "sh", "-c", "printf '%s:' /n/* | od -An -t x1 -v | tr -d '\\n'"});
        };
        QCOMPARE(names("localhost/again"), names("localhost/committed"));
        QVERIFY2(names("localhost/again").contains("63 61 66 e9"), names("localhost/again").constData());
    }

    // What nobody uses can be had back, all of it.
    void imagesWithoutContainersAreReclaimable()
    {
        m_cli->run({"rmi", "-f", "localhost/again", "localhost/committed"});
        const auto images = [this] {
            return m_cli->ok({"system", "df", "--format", "{{.Type}} {{.Reclaimable}}"}).split('\n').first();
        };
        QVERIFY2(images().startsWith("Images ") && images().endsWith("(100%)"), images().constData());
        m_cli->ok({"create", "--name", "box", "shell"});
        QVERIFY2(images().endsWith("(0%)"), images().constData()); // its layers are the other one's too
    }

    void aTarHasToGoSomewhere()
    {
        m_cli->ok({"create", "--name", "box", "shell"});
        verifyRefused({"export", "-o", scratch("nosuch/box.tar"), "box"}, 1,
                      "invalid output path: directory");
    }
};

QTEST_GUILESS_MAIN(TranscriptsHabitsTest)
#include "tst_transcripts_habits.moc"
