// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/unique_fd.h"
#include "tests/cli/shell_image.h"

#include <QElapsedTimer>
#include <csignal>
#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

using namespace catamaran;

namespace {

/// A command of ours on a pseudo terminal, which stays ours to look at.
class TerminalSession {
public:
    TerminalSession(const test::CliRunner &cli, const QStringList &arguments)
    {
        winsize size{};
        size.ws_row = 31;
        size.ws_col = 97;
        int master = -1;
        int slave = -1;
        if (::openpty(&master, &slave, nullptr, nullptr, &size) != 0)
            return;
        m_master.reset(master);
        m_slave.reset(slave);
        ::tcgetattr(slave, &m_before);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("CATAMARAN_ROOT", QString::fromStdString(cli.dataDirectory()));
        environment.insert("CATAMARAN_RUN", QString::fromStdString(cli.runDirectory()));
        m_process.setProcessEnvironment(environment);
        m_process.setChildProcessModifier([slave, master] {
            ::setsid();
            ::ioctl(slave, TIOCSCTTY, 0);
            for (int fd = 0; fd < 3; ++fd)
                ::dup2(slave, fd);
            ::close(slave);
            ::close(master);
        });
        m_process.start(test::CliRunner::program("catamaran"), arguments);
        m_process.waitForStarted(10'000);
    }
    ~TerminalSession()
    {
        if (m_process.state() != QProcess::NotRunning) {
            m_process.kill();
            m_process.waitForFinished(5'000);
        }
    }

    void type(const QByteArray &text) const
    {
        QCOMPARE(::write(m_master.get(), text.constData(), static_cast<std::size_t>(text.size())),
                 text.size());
    }
    /// Reads until `text` is there; the wait is over after 15 s.
    bool shows(const QByteArray &text)
    {
        QElapsedTimer timer;
        timer.start();
        while (!m_output.contains(text)) {
            pollfd entry{m_master.get(), POLLIN, 0};
            const int left = static_cast<int>(15'000 - timer.elapsed());
            if (left <= 0 || ::poll(&entry, 1, left) <= 0)
                return false;
            char buffer[4096];
            const ssize_t n = ::read(m_master.get(), buffer, sizeof buffer);
            if (n <= 0)
                return false;
            m_output.append(buffer, n);
        }
        return true;
    }
    void resize(unsigned short rows, unsigned short columns) const
    {
        winsize size{};
        size.ws_row = rows;
        size.ws_col = columns;
        ::ioctl(m_master.get(), TIOCSWINSZ, &size);
    }
    int exitCode()
    {
        if (!m_process.waitForFinished(20'000))
            return -1;
        return m_process.exitStatus() == QProcess::CrashExit ? 128 + m_process.exitCode()
                                                             : m_process.exitCode();
    }
    [[nodiscard]] bool isRaw() const
    {
        termios now{};
        ::tcgetattr(m_slave.get(), &now);
        return (now.c_lflag & (ICANON | ECHO)) == 0;
    }
    [[nodiscard]] bool isAsBefore() const
    {
        termios now{};
        ::tcgetattr(m_slave.get(), &now);
        return now.c_lflag == m_before.c_lflag && now.c_iflag == m_before.c_iflag &&
               now.c_oflag == m_before.c_oflag;
    }
    void forget() { m_output.clear(); }
    [[nodiscard]] const QByteArray &output() const { return m_output; }
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }

private:
    base::UniqueFd m_master;
    base::UniqueFd m_slave;
    termios m_before{};
    QByteArray m_output;
    QProcess m_process;
};

} // namespace

#define VERIFY_SHOWS(session, text) QVERIFY2((session).shows(text), (session).output().constData())

/// -t on a real (pseudo) terminal: echo, size, resizing, detaching, and the terminal's modes afterwards.
class TranscriptsTerminalTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_cli = std::make_unique<test::CliRunner>();
        test::makeShellImage(*m_cli, QString::fromStdString(m_directory.path()));
    }
    void cleanupTestCase() { m_cli.reset(); }

    void aShellEchoesAndKnowsTheSize()
    {
        TerminalSession session(*m_cli, {"run", "-it", "--rm", "shell", "sh"});
        VERIFY_SHOWS(session, "# ");
        QVERIFY(session.isRaw());
        session.type("echo $((40+2)); tty; stty size\r");
        VERIFY_SHOWS(session, "stty size\r\n"); // the echo
        VERIFY_SHOWS(session, "42\r\n");
        VERIFY_SHOWS(session, "31 97\r\n");
        session.type("exit 6\r");
        QCOMPARE(session.exitCode(), 6);
        QVERIFY(session.isAsBefore());
    }

    void theTerminalsSizeIsThereBeforeTheProgramStarts()
    {
        TerminalSession session(*m_cli, {"run", "-it", "--rm", "shell", "stty", "size"});
        VERIFY_SHOWS(session, "31 97\r\n");
        QCOMPARE(session.exitCode(), 0);
    }

    void aNewSizeArrives()
    {
        TerminalSession session(*m_cli, {"run", "-it", "--rm", "shell", "sh", "-c",
                                         "trap 'stty size' WINCH; echo ready; while :; do sleep 0.1; done"});
        VERIFY_SHOWS(session, "ready");
        session.resize(40, 120);
        VERIFY_SHOWS(session, "40 120");
        session.type("\x03"); // the container's terminal makes a signal of it
        QCOMPARE(session.exitCode(), 130);
        QVERIFY(session.isAsBefore());
    }

    void theMenuOfUpLeavesTheStackRunning()
    {
        const QString file = QString::fromStdString(m_directory.path()) + "/stack/compose.yaml";
        test::writeText(file, "name: menu\nservices: {one: {image: shell, init: true, command: [sh, -c, "
                              "'echo here; exec sleep 1000']}}\n");
        {
            TerminalSession session(*m_cli, {"compose", "-f", file, "up", "--menu"});
            VERIFY_SHOWS(session, "d Detach");
            VERIFY_SHOWS(session, "here");
            session.type("xd");
            QCOMPARE(session.exitCode(), 0);
            QVERIFY(session.isAsBefore());
        }
        QCOMPARE(m_cli->ok({"inspect", "-f", "{{.State.Running}}", "menu-one-1"}), QByteArray("true"));
        m_cli->ok({"compose", "-f", file, "down", "-t", "0"});
    }

    void theMenuOfUpTurnsWatchingOnAndOff()
    {
        const QString directory = QString::fromStdString(m_directory.path()) + "/watched";
        const QString file = directory + "/compose.yaml";
        test::writeText(file, "name: watched\nservices: {one: {image: shell, init: true, command: [sleep, "
                              "'1000'], develop: {watch: [{action: sync, path: ./www, target: /www}]}}}\n");
        test::writeText(directory + "/www/first", "1");
        TerminalSession session(*m_cli, {"compose", "-f", file, "up", "--menu"});
        VERIFY_SHOWS(session, "w Watch on or off");
        session.type("w");
        VERIFY_SHOWS(session, "Watch enabled");
        test::writeText(directory + "/www/second", "2");
        VERIFY_SHOWS(session, "www/second");
        session.type("w");
        VERIFY_SHOWS(session, "Watch disabled");
        session.type("d");
        QCOMPARE(session.exitCode(), 0);
        QCOMPARE(m_cli->ok({"exec", "watched-one-1", "cat", "/www/second"}), QByteArray("2"));
        m_cli->ok({"compose", "-f", file, "down", "-t", "0"});
    }

    void detachKeysLeaveItRunning()
    {
        TerminalSession session(*m_cli, {"run", "-it", "--name", "stays", "shell", "sh"});
        VERIFY_SHOWS(session, "# ");
        session.type("\x10\x11");
        QCOMPARE(session.exitCode(), 0);
        QVERIFY(session.isAsBefore());
        QCOMPARE(m_cli->ok({"inspect", "-f", "{{.State.Running}}", "stays"}), QByteArray("true"));
        m_cli->ok({"rm", "-f", "stays"});
    }

    void otherDetachKeysCanBeChosen()
    {
        TerminalSession session(*m_cli,
                                {"run", "-it", "--name", "keys", "--detach-keys", "ctrl-x,q", "shell", "sh"});
        VERIFY_SHOWS(session, "# ");
        session.type("\x18q");
        QCOMPARE(session.exitCode(), 0);
        QCOMPARE(m_cli->ok({"inspect", "-f", "{{.State.Running}}", "keys"}), QByteArray("true"));
        m_cli->ok({"rm", "-f", "keys"});
        const auto refused =
            m_cli->run({"run", "--name", "keys", "--detach-keys", "ctrl-", "shell", "echo", "unseen"});
        COMPARE_CODE(refused, 125);
        QVERIFY2(refused.err.contains("invalid detach keys"), refused.err.constData());
        m_cli->ok({"rm", "keys"}); // nothing of it runs on
    }

    void execHasATerminalToo()
    {
        m_cli->ok({"run", "-d", "--name", "host", "shell", "sleep", "1000"});
        TerminalSession session(*m_cli, {"exec", "-it", "host", "sh"});
        VERIFY_SHOWS(session, "# ");
        session.type("stty size\r");
        VERIFY_SHOWS(session, "31 97\r\n");
        session.forget();
        session.resize(20, 60);
        session.type("sleep 0.2; stty size\r");
        VERIFY_SHOWS(session, "20 60\r\n");
        session.type("exit 8\r");
        QCOMPARE(session.exitCode(), 8);
        QVERIFY(session.isAsBefore());
        m_cli->ok({"rm", "-f", "host"});
    }

    void anExecIsLeftWithTheDetachKeys_data()
    {
        QTest::addColumn<QStringList>("flags");
        QTest::addColumn<QByteArray>("keys");
        QTest::newRow("docker's") << QStringList{} << QByteArray("\x10\x11");
        QTest::newRow("chosen") << QStringList{"--detach-keys", "ctrl-x,q"} << QByteArray("\x18q");
    }
    // It goes on, neither hung up nor waiting for somebody who reads what it writes: more than a terminal
    // holds.
    void anExecIsLeftWithTheDetachKeys()
    {
        QFETCH(QStringList, flags);
        QFETCH(QByteArray, keys);
        m_cli->ok({"run", "-d", "--name", "host", "shell", "sleep", "1000"});
        TerminalSession session(
            *m_cli, QStringList{"exec", "-it"} + flags +
                        QStringList{"host", "sh", "-c",
                                    "echo up; while [ ! -e /go ]; do sleep 0.05; done; seq 100000; echo $? > "
                                    "/done; exec sleep 1000"});
        VERIFY_SHOWS(session, "up");
        session.type(keys);
        QCOMPARE(session.exitCode(), 0);
        QVERIFY(session.isAsBefore());
        m_cli->ok({"exec", "host", "touch", "/go"});
        QTRY_COMPARE_WITH_TIMEOUT(m_cli->run({"exec", "host", "cat", "/done"}).out.trimmed(), QByteArray("0"),
                                  30'000);
        QVERIFY(m_cli->ok({"top", "host"}).count("sleep 1000") == 2);
        m_cli->ok({"rm", "-f", "host"});
        const auto refused = m_cli->run({"exec", "-it", "--detach-keys", "ctrl-", "host", "sh"});
        COMPARE_CODE(refused, 125);
        QVERIFY2(refused.err.contains("invalid detach keys"), refused.err.constData());
    }

    void aTerminatedCommandLeavesTheTerminalAsItWas()
    {
        // PID 1 of the container does not heed SIGTERM unless it says so.
        TerminalSession session(*m_cli, {"run", "-it", "--rm", "--name", "ended", "shell", "sh", "-c",
                                         "trap 'exit 9' TERM; echo ready; while :; do sleep 0.1; done"});
        VERIFY_SHOWS(session, "ready");
        QVERIFY(session.isRaw());
        ::kill(static_cast<pid_t>(session.pid()), SIGTERM);
        QCOMPARE(session.exitCode(), 9);
        QVERIFY(session.isAsBefore());
    }

    void aTerminatedExecLeavesTheTerminalAsItWas()
    {
        m_cli->ok({"run", "-d", "--name", "host2", "shell", "sleep", "1000"});
        TerminalSession session(*m_cli, {"exec", "-it", "host2", "sh"});
        VERIFY_SHOWS(session, "# ");
        QVERIFY(session.isRaw());
        ::kill(static_cast<pid_t>(session.pid()), SIGTERM);
        QCOMPARE(session.exitCode(), 143);
        QVERIFY(session.isAsBefore());
        m_cli->ok({"rm", "-f", "host2"});
    }

    void aTerminalIsAskedForOnlyWhereThereIsOne()
    {
        const auto result = m_cli->run({"run", "-it", "--rm", "shell", "sh"}, "exit 0\n");
        COMPARE_CODE(result, 1);
        QVERIFY2(result.err.contains("the input device is not a TTY"), result.err.constData());
    }

private:
    test::TemporaryDirectory m_directory;
    std::unique_ptr<test::CliRunner> m_cli;
};

QTEST_GUILESS_MAIN(TranscriptsTerminalTest)
#include "tst_transcripts_terminal.moc"
