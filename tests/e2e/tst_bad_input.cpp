// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/cli_runner.h"

#include <QDir>
#include <QFile>
#include <QTcpServer>

using namespace catamaran;

/// Wrong input gives one clear error with what to do, docker's exit code, and leaves nothing behind.
class BadInputTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_cli = std::make_unique<test::CliRunner>();
        m_cli->ok({"demo", "prepare"});
        m_before = test::hostTraces(*m_cli);
    }
    void cleanupTestCase() { m_cli.reset(); }

    void wrongCommandsSayWhatAndWhatToDo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says"); // regular expression on stderr
        const auto row = [](const char *name, const QStringList &arguments, int code, const char *says) {
            QTest::newRow(name) << arguments << code << says;
        };
        row("unknown image", {"run", "nosuch/image", "true"}, 125,
            "Unable to find image 'nosuch/image:latest' locally");
        row("malformed image", {"run", "UPPER//case", "true"}, 125, "invalid reference format");
        row("unknown flag", {"run", "--nosuch", "localhost/demo"}, 125, "unknown flag: --nosuch");
        row("unknown verb", {"runn", "localhost/demo"}, 1, "is not a catamaran command");
        row("no image", {"run"}, 1, "requires at least 1 argument");
        row("missing command", {"run", "--rm", "localhost/demo", "/no/such"}, 127,
            "/no/such.*no such file or directory");
        row("missing in PATH", {"run", "--rm", "localhost/demo", "nosuch"}, 127,
            "executable file not found in \\$PATH");
        row("not executable", {"run", "--rm", "localhost/demo", "/www/index.html"}, 126, "permission denied");
        row("a directory", {"run", "--rm", "localhost/demo", "/www"}, 126,
            "(is a directory|permission denied)");
        row("exit code", {"run", "--rm", "localhost/demo", "/bin/busybox", "sh", "-c", "exit 3"}, 3, "^$");
        row("killed",
            {"run", "--rm", "localhost/demo", "/bin/busybox", "sh", "-c",
             "/bin/busybox sh -c 'kill -9 $$'; exit $?"},
            137, "^(Killed)?$");
        row("bad port", {"run", "-p", "99999:80", "localhost/demo"}, 125, "[Ii]nvalid.*99999");
        row("bad memory", {"run", "-m", "lots", "localhost/demo"}, 125, "invalid.*lots");
        row("bad env file", {"run", "--env-file", "/no/such/file", "localhost/demo"}, 125, "/no/such/file");
        row("bad volume", {"run", "-v", "relative/path:/x:zz", "localhost/demo"}, 125, "zz|invalid");
        row("bind source", {"run", "--mount", "type=bind,source=/no/such/dir,target=/x", "localhost/demo"},
            125, "bind source path does not exist: /no/such/dir");
        row("bad capability", {"run", "--cap-add", "NOSUCH", "localhost/demo"}, 125, "NOSUCH");
        row("unknown network", {"run", "--network", "nosuch", "localhost/demo"}, 125,
            "network nosuch not found");
        row("unknown user", {"run", "--rm", "-u", "nobodyhere", "localhost/demo"}, 125,
            "unable to find user nobodyhere");
        row("stop unknown", {"stop", "nosuch"}, 1, "No such container: nosuch");
        row("logs unknown", {"logs", "nosuch"}, 1, "No such container: nosuch");
        row("exec unknown", {"exec", "nosuch", "true"}, 1, "No such container: nosuch");
        row("inspect unknown", {"inspect", "nosuch"}, 1, "[Nn]o such object: nosuch");
        row("rmi unknown", {"rmi", "nosuch"}, 1, "No such image: nosuch");
        row("build no directory", {"build", "/no/such/dir"}, 1, "/no/such/dir");
        row("vm unknown image", {"vm", "run", "nosuch"}, 125, "Unable to find image 'nosuch:latest' locally");
        row("vm unknown", {"vm", "stop", "nosuch"}, 1, "No such VM: nosuch");
        row("vm unsupported flag", {"vm", "run", "--privileged", "localhost/demo"}, 125, "privileged");
        row("compare unknown", {"compare", "nosuch", "--runs", "1"}, 1, "nosuch");
        row("compare bad runs", {"compare", "demo", "--runs", "zero"}, 1, "runs");
    }

    void wrongCommandsSayWhatAndWhatToDo()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, says);
        const test::CommandResult result = m_cli->run(arguments);
        QCOMPARE(result.code, code);
        const QString error = QString::fromUtf8(result.err).trimmed();
        QVERIFY2(
            QRegularExpression(says, QRegularExpression::DotMatchesEverythingOption).match(error).hasMatch(),
            result.err.constData());
        QVERIFY2(error.count("catamaran: ") <= 1, "one error is enough");
        verifyNothingLeft();
    }

    void aTakenPortNamesItsOwner()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const QString port = QString::number(server.serverPort());
        const test::CommandResult result = m_cli->run({"run", "-d", "-p", port + ":80", "localhost/demo"});
        QCOMPARE(result.code, 125);
        QVERIFY2(result.err.contains(port.toUtf8()), result.err.constData());
        QVERIFY2(result.err.contains(QByteArray::number(QCoreApplication::applicationPid())),
                 result.err.constData());
        QVERIFY2(result.err.contains("Fix: "), result.err.constData());
        // docker keeps the container that could not start as Created; its name is free to remove.
        for (const QByteArray &id : m_cli->ok({"ps", "-aq"}).split('\n')) {
            if (!id.isEmpty())
                m_cli->ok({"rm", QString::fromUtf8(id)});
        }
        verifyNothingLeft();
    }

    void aBrokenDockerfileIsShownWithItsLine()
    {
        const test::TemporaryDirectory directory;
        QFile file(QString::fromStdString(directory.file("Dockerfile")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("FROM scratch\nCOPPY a /a\n");
        file.close();
        const test::CommandResult result = m_cli->run({"build", QString::fromStdString(directory.path())});
        QCOMPARE(result.code, 1);
        QVERIFY2(result.err.contains("Dockerfile:2"), result.err.constData());
        QVERIFY2(result.err.contains("COPPY"), result.err.constData());
        QVERIFY2(result.err.contains("COPY"), "a hint is missing");
        verifyNothingLeft();
    }

    void aFullDiskIsSaidAndLeavesNothing()
    {
        const test::TemporaryDirectory small;
        if (::system(("mount -t tmpfs -o size=1m tmpfs " + small.path()).c_str()) != 0)
            QSKIP("cannot mount a small tmpfs here");
        const auto unmount = qScopeGuard([&] { (void)!::system(("umount -l " + small.path()).c_str()); });
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("CATAMARAN_ROOT", QString::fromStdString(small.file("data")));
        environment.insert("CATAMARAN_RUN", QString::fromStdString(small.file("r")));
        process.setProcessEnvironment(environment);
        process.start(test::CliRunner::program("catamaran"), {"demo", "prepare"});
        QVERIFY(process.waitForFinished(60'000));
        QVERIFY(process.exitCode() != 0);
        const QByteArray error = process.readAllStandardError();
        QVERIFY2(error.contains("No space left on device"), error.constData());
        QVERIFY2(error.contains("Fix: "), error.constData());
    }

    void twoContainersCannotShareAName()
    {
        m_cli->ok({"create", "--name", "one", "localhost/demo"});
        const test::CommandResult result = m_cli->run({"create", "--name", "one", "localhost/demo"});
        QCOMPARE(result.code, 1);
        QVERIFY2(result.err.contains("is already in use by container"), result.err.constData());
        m_cli->ok({"rm", "one"});
        verifyNothingLeft();
    }

private:
    void verifyNothingLeft()
    {
        const auto now = [this] {
            // docker keeps a container whose start failed unless --rm was given; remove those as a user
            // would.
            for (const QByteArray &id : m_cli->ok({"ps", "-aq"}).split('\n')) {
                if (!id.isEmpty())
                    m_cli->run({"rm", "-f", QString::fromUtf8(id)});
            }
            return test::hostTraces(*m_cli);
        };
        std::set<std::string> traces;
        const auto clean = [&] {
            traces = now();
            return traces == m_before;
        };
        QTRY_VERIFY2_WITH_TIMEOUT(clean(), traces.empty() ? "" : traces.begin()->c_str(), 5'000);
    }

    std::unique_ptr<test::CliRunner> m_cli;
    std::set<std::string> m_before;
};

QTEST_GUILESS_MAIN(BadInputTest)
#include "tst_bad_input.moc"
