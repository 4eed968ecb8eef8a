// SPDX-License-Identifier: GPL-3.0-or-later
// Attacks on what lives as long as a container: its monitor with sockets and DNS, and processes on their way
// in.
#include "engine/base/unique_fd.h"
#include "engine/launch/protocol.h"
#include "tests/cli/shell_image.h"

#include <QElapsedTimer>
#include <QTest>
#include <QtEndian>
#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

using namespace catamaran;
using test::CommandResult;
namespace protocol = engine::launch::protocol;

/// Each must fail; the rows of security.md are printed at the end.
class LiveAttackTest : public QObject {
    Q_OBJECT

    static constexpr const char *kSecret = "the-secret-of-the-host";
    std::unique_ptr<test::CliRunner> m_cli;
    test::TemporaryDirectory m_scratch;

    QString scratch(const char *name) const { return QString::fromStdString(m_scratch.file(name)); }
    QByteArray statusValue(const QByteArray &id, const char *key) const
    {
        QFile file(QString::fromStdString(m_cli->runDirectory()) + "/containers/" + id + "/status");
        const QByteArray text = "\n" + (file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
        const QByteArray mark = QByteArray("\n") + key + "=";
        const qsizetype at = text.indexOf(mark);
        return at < 0 ? QByteArray() : text.mid(at + mark.size()).split('\n').value(0);
    }
    static qint64 residentKib(pid_t pid)
    {
        QFile file(QString("/proc/%1/status").arg(pid));
        const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        return text.mid(text.indexOf("VmRSS:") + 6).trimmed().split(' ').value(0).toLongLong();
    }

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_cli = std::make_unique<test::CliRunner>();
        test::writeText(scratch("secret"), kSecret);
        makeShellImage(*m_cli, scratch("shell"));
    }
    void cleanupTestCase() { m_cli.reset(); }

    // CVE-2016-9962: a process that enters is seen inside before it executes. Everything that such a one has
    // open, its directory and its root are tried, with the right to trace it.
    void enteringProcessesHaveNothing()
    {
        const QString up = "../../../../../../../../../..";
        const QString secret = scratch("secret");
        m_cli->ok({"run", "-d", "--name", "spy", "--cap-add", "SYS_PTRACE", "shell", "sh", "-c",
                   "spy() { while :; do for p in /proc/[0-9]*; do "
                   "case $p in /proc/1|/proc/$$|/proc/self) continue;; esac; "
                   "for way in $p/root $p/cwd/" +
                       up + " $p/fd/[3-9]/" + up + " $p/fd/[1-9][0-9]/" + up + "; do cat $way" + secret +
                       " 2>/dev/null; done; "
                       "for fd in $p/fd/*; do readlink $fd; done 2>/dev/null; "
                       "done; done; }; (spy) & (spy) & spy"});
        for (int i = 0; i < 30; ++i)
            m_cli->ok({"exec", "spy", "/bin/busybox", "true"});
        const QByteArray seen = m_cli->ok({"logs", "spy"});
        m_cli->ok({"rm", "-f", "spy"});
        QVERIFY(!seen.contains(kSecret));
        QVERIFY(seen.contains("pipe:"));
        // Nothing that leads out of the container: pipes, sockets, /dev/null and what its own shells read.
        QList<QByteArray> others;
        for (const QByteArray &line : seen.split('\n')) {
            if (!line.isEmpty() && !line.startsWith("pipe:") && !line.startsWith("socket:") &&
                !line.startsWith("/dev/null") && !line.startsWith("/proc"))
                others << line;
        }
        QVERIFY2(others.isEmpty(), others.value(0).constData());
        qInfo(
            "CVE-2016-9962 | 30 execs against three spies with CAP_SYS_PTRACE | nothing of the host is open");
    }

    // The socket's mode keeps others out; here it is lifted, so that the monitor's own look at the peer
    // counts.
    void anotherUserOnTheControlSocket()
    {
        const QByteArray id = m_cli->ok({"run", "-di", "--name", "mine", "shell", "cat"});
        const std::string path = m_cli->runDirectory() + "/containers/" + id.toStdString() + "/control";
        const base::UniqueFd directory(
            ::open((m_cli->runDirectory() + "/containers/" + id.toStdString()).c_str(), O_PATH | O_CLOEXEC));
        const std::string way = "/proc/self/fd/" + std::to_string(directory.get()) + "/control";
        const auto connectAsNobody = [&way](int *error, protocol::MessageHeader *answer) {
            std::thread([&] {
                // Of this thread alone, as the kernel sees it.
                ::syscall(SYS_setresgid, 65534, 65534, 65534);
                ::syscall(SYS_setresuid, 65534, 65534, 65534);
                const base::UniqueFd fd(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
                sockaddr_un address{};
                address.sun_family = AF_UNIX;
                std::memcpy(address.sun_path, way.c_str(), way.size() + 1);
                if (::connect(fd.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
                    *error = errno;
                    return;
                }
                for (const auto type : {protocol::MessageType::Attach, protocol::MessageType::MarkStopped,
                                        protocol::MessageType::CloseStdin}) {
                    protocol::MessageHeader header;
                    header.type = type;
                    ::send(fd.get(), &header, sizeof header, MSG_NOSIGNAL);
                }
                pollfd waiting{fd.get(), POLLIN, 0};
                // That our messages were not read is told before the answer.
                if (::poll(&waiting, 1, 20'000) > 0 && ::recv(fd.get(), answer, sizeof *answer, 0) < 0 &&
                    errno == ECONNRESET)
                    ::recv(fd.get(), answer, sizeof *answer, 0);
            }).join();
        };
        int error = 0;
        protocol::MessageHeader answer;
        connectAsNobody(&error, &answer);
        QCOMPARE(error, EACCES);
        QCOMPARE(::chmod(path.c_str(), 0666), 0);
        QCOMPARE(::chmod((m_cli->runDirectory() + "/containers/" + id.toStdString()).c_str(), 0711), 0);
        error = 0;
        connectAsNobody(&error, &answer);
        if (error == 0) {
            QCOMPARE(answer.type, protocol::MessageType::Refused);
            QCOMPARE(answer.value, static_cast<uint32_t>(EACCES));
        }
        QCOMPARE(m_cli->ok({"inspect", "-f", "{{.State.Status}}", "mine"}), QByteArray("running"));
        m_cli->ok({"rm", "-f", "mine"});
        qInfo("another user on a live control socket | connect, attach, mark stopped, close stdin (socket "
              "opened to all: errno %d) | the socket's mode; the monitor asks the peer's uid",
              error);
    }

    void aFloodOfQueries()
    {
        m_cli->ok({"network", "create", "flood"});
        const QByteArray id =
            m_cli->ok({"run", "-d", "--name", "flooded", "--network", "flood", "shell", "sleep", "1000"});
        const pid_t monitor = statusValue(id, "monitor_pid").toInt();
        const pid_t pid = statusValue(id, "pid").toInt();
        QVERIFY(monitor > 1 && pid > 1);
        const qint64 before = residentKib(monitor);
        QVERIFY(before > 0);
        int sent = 0;
        std::thread([&] {
            const base::UniqueFd network(
                ::open(("/proc/" + std::to_string(pid) + "/ns/net").c_str(), O_RDONLY | O_CLOEXEC));
            if (::setns(network.get(), CLONE_NEWNET) != 0)
                return;
            sockaddr_in server{};
            server.sin_family = AF_INET;
            server.sin_port = htons(53);
            ::inet_pton(AF_INET, "127.0.0.11", &server.sin_addr);
            // From many ports, each with a name of its own that has to be asked of the host's resolvers.
            for (int source = 0; source < 20; ++source) {
                const base::UniqueFd fd(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
                for (int i = 0; i < 1000; ++i) {
                    QByteArray query(12, 0);
                    qToBigEndian(static_cast<quint16>(i), query.data());
                    query[2] = 1;
                    query[5] = 1;
                    const QByteArray label = QByteArray::number(source) + "x" + QByteArray::number(i);
                    query += static_cast<char>(label.size());
                    query += label + QByteArray("\7invalid\0\0\1\0\1", 13);
                    sent += ::sendto(fd.get(), query.constData(), static_cast<std::size_t>(query.size()),
                                     MSG_DONTWAIT, reinterpret_cast<const sockaddr *>(&server),
                                     sizeof server) > 0;
                }
            }
        }).join();
        QVERIFY2(sent > 15'000, QByteArray::number(sent).constData());
        const CommandResult lookup = m_cli->run({"exec", "flooded", "nslookup", "flooded", "127.0.0.11"});
        QVERIFY2(lookup.out.contains("Name:\tflooded") || lookup.out.contains("Name:      flooded"),
                 (lookup.out + lookup.err).constData());
        const qint64 after = residentKib(monitor);
        QVERIFY2(after > 0 && after - before < 1024, QByteArray::number(after - before).constData());
        QCOMPARE(statusValue(id, "monitor_pid").toInt(), monitor);
        m_cli->ok({"rm", "-f", "flooded"});
        m_cli->ok({"network", "rm", "flood"});
        qInfo(
            "DNS flood | %d queries from 20 ports | a fixed number is under way at a time; the monitor grew "
            "by %lld KiB",
            sent, static_cast<long long>(after - before));
    }

    void setuidFilesOfAnImage()
    {
        const QString tree = scratch("setuid");
        QDir().mkpath(tree);
        const QString probe = QString::fromUtf8(qgetenv("CATAMARAN_BUILD_DIR")) + "/libexec/setuid_probe";
        if (!QFile::exists(probe))
            QSKIP("setuid_probe is not built");
        QVERIFY(QFile::copy(probe, tree + "/probe"));
        test::writeText(tree + "/Dockerfile", "FROM shell\nCOPY probe /probe\nRUN chmod 4755 /probe\n");
        m_cli->ok({"build", "-q", "-t", "setuid", tree});
        const auto run = [this](const QStringList &options) {
            return m_cli->ok(QStringList{"run", "--rm", "-u", "1000:1000"} + options +
                             QStringList{"setuid", "/probe"});
        };
        // As docker: root of the container, with the container's capabilities at most.
        QCOMPARE(run({}), QByteArray("real 1000 effective 0"));
        QCOMPARE(run({"--security-opt", "no-new-privileges"}), QByteArray("real 1000 effective 1000"));
        // In volumes and binds it is the same; nosuid is for tmpfs, and holds.
        m_cli->ok({"run", "-d", "--name", "host", "--tmpfs", "/t:exec", "setuid", "sh", "-c",
                   "cp /probe /t/probe; chmod 4755 /t/probe; sleep 1000"});
        QTRY_COMPARE_WITH_TIMEOUT(m_cli->run({"exec", "-u", "1000", "host", "/t/probe"}).out.trimmed(),
                                  QByteArray("real 1000 effective 1000"), 20'000);
        m_cli->ok({"rm", "-f", "host"});
        // On the host, no other user gets at the file.
        QProcess other;
        other.start("setpriv", {"--reuid=65534", "--regid=65534", "--clear-groups", "find",
                                QString::fromStdString(m_cli->dataDirectory()), "-perm", "-4000"});
        QVERIFY(other.waitForFinished(20'000));
        QVERIFY(other.readAllStandardOutput().isEmpty());
        m_cli->ok({"rmi", "setuid"});
        qInfo("setuid program in a layer | run by uid 1000, with no-new-privileges, from a tmpfs, by another "
              "user of the host | capability bounding set; no_new_privs; nosuid; data is 0700");
    }
};

QTEST_GUILESS_MAIN(LiveAttackTest)
#include "tst_attacks_live.moc"
