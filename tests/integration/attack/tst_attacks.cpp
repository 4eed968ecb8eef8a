// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/shell_image.h"

#include "engine/base/digest.h"
#include "engine/base/file.h"

#include <QElapsedTimer>
#include <csignal>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

using namespace catamaran;
using test::CommandResult;

/// Known escapes, tried for real from inside containers of our engine, and hostile images, volumes and
/// neighbours. Each must fail; the table of what was tried and what stopped it is printed at the end.
class AttackTest : public QObject {
    Q_OBJECT

    static constexpr const char *kSecret = "the-secret-of-the-host";
    std::unique_ptr<test::CliRunner> m_cli;
    std::unique_ptr<test::TemporaryDirectory> m_scratch;
    QString m_secretPath;
    QStringList m_table;

    QString scratch(const char *name) const { return QString::fromStdString(m_scratch->file(name)); }
    CommandResult script(const QStringList &options, const QString &text) const
    {
        return test::runScript(*m_cli, options, text);
    }
    void row(const char *attack, const char *tried, const char *stoppedBy)
    {
        m_table << QString("%1 | %2 | %3").arg(attack, tried, stoppedBy);
    }
    QByteArray statusOf(const QByteArray &id) const
    {
        QFile file(QString::fromStdString(m_cli->runDirectory()) + "/containers/" + id + "/status");
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    pid_t monitorOf(const QByteArray &id) const
    {
        const QByteArray status = statusOf(id);
        const QByteArray line = status.mid(status.indexOf("monitor_pid=") + 12);
        return line.left(line.indexOf('\n')).toInt();
    }
    void image(const QString &name, const QByteArray &dockerfile) const
    {
        test::writeText(scratch("image") + "/" + name + "/Dockerfile", dockerfile);
        m_cli->ok({"build", "-q", "-t", name, scratch("image") + "/" + name});
    }
    static std::string digestOf(const QString &path)
    {
        return base::Sha256::hexOf(
            base::readFile(path.toStdString(), 64U << 20).value_or(std::string("unreadable")));
    }

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_cli = std::make_unique<test::CliRunner>();
        m_scratch = std::make_unique<test::TemporaryDirectory>();
        m_secretPath = scratch("secret");
        test::writeText(m_secretPath, kSecret);
        makeShellImage(*m_cli, scratch("shell"));
    }
    void cleanupTestCase()
    {
        m_cli.reset();
        for (const QString &line : m_table)
            qInfo("%s", qPrintable(line));
    }

    void leakedDescriptors()
    {
        m_cli->ok({"run", "-d", "--name", "leak", "shell", "sleep", "1000"});
        for (int fd = 3; fd < 16; ++fd) {
            const QString place = QString("/proc/self/fd/%1").arg(fd);
            const QString up = "../../../../../../../../../..";
            const QString steal = "cat " + up + m_secretPath;
            for (const CommandResult &result :
                 {m_cli->run({"run", "--rm", "-w", place, "shell", "sh", "-c", steal}),
                  m_cli->run({"exec", "-w", place, "leak", "sh", "-c", steal}),
                  m_cli->run({"run", "--rm", "shell", place + "/" + up + "/bin/cat", m_secretPath}),
                  m_cli->run({"exec", "leak", place + "/" + up + "/bin/cat", m_secretPath})}) {
                QVERIFY2(!result.out.contains(kSecret), qPrintable(place));
                QVERIFY(result.code != 0);
            }
        }
        for (const CommandResult &result :
             {script({}, "ls /proc/self/fd"), m_cli->run({"exec", "leak", "ls", "/proc/self/fd"})})
            QCOMPARE(result.out.simplified(), QByteArray("0 1 2 3")); // 3 is the directory that ls reads
        m_cli->ok({"rm", "-f", "leak"});
        row("CVE-2024-21626, leaked descriptors", "run/exec -w and program /proc/self/fd/3..15/../..",
            "closed before anything is looked up; working directory proven inside the root");
    }

    void theRuntimeIsNotOverwritten()
    {
        const QString libexec = QString::fromUtf8(qgetenv("CATAMARAN_LIBEXEC"));
        const QStringList files = {libexec + "/catamaran-monitor", libexec + "/catamaran-enter",
                                   libexec + "/catamaran-init", test::CliRunner::program("catamaran")};
        std::vector<std::string> before;
        for (const QString &file : files)
            before.push_back(digestOf(file));
        m_cli->ok(
            {"run", "-d", "--init", "--name", "thief", "shell", "sh", "-c",
             "while :; do for p in /proc/[0-9]*; do ( echo overwritten > $p/exe ) 2>/dev/null; done; done"});
        for (int i = 0; i < 10; ++i) {
            m_cli->run({"exec", "thief", "/proc/self/exe"});
        }
        m_cli->run({"run", "--rm", "shell", "/proc/self/exe"});
        m_cli->ok({"rm", "-f", "thief"});
        for (int i = 0; i < files.size(); ++i)
            QCOMPARE(digestOf(files[i]), before[static_cast<std::size_t>(i)]);
        row("CVE-2019-5736, runtime overwritten",
            "writer on every /proc/*/exe during 10 execs, --init, entrypoint "
            "/proc/self/exe",
            "helpers run from a read-only detached mount or a sealed memory file");
    }

    void rightsAreDockers()
    {
        const QByteArray status = script({}, "cat /proc/self/status").out;
        for (const char *line : {"CapInh:\t0000000000000000", "CapEff:\t00000000a80425fb",
                                 "CapBnd:\t00000000a80425fb", "CapAmb:\t0000000000000000", "Seccomp:\t2"})
            QVERIFY2(status.contains(line), status.constData());
        const QByteArray user = script({"-u", "1000"}, "cat /proc/self/status").out;
        QVERIFY2(user.contains("CapEff:\t0000000000000000") && user.contains("CapPrm:\t0000000000000000"),
                 user.constData());
        const QByteArray strict =
            script({"--security-opt", "no-new-privileges"}, "cat /proc/self/status").out;
        QVERIFY2(strict.contains("NoNewPrivs:\t1"), strict.constData());
        row("CVE-2022-24769, CVE-2022-29162, inheritable capabilities",
            "status of root, of a user, no-new-privileges", "inheritable and ambient sets are empty");
    }

    void kernelFilesAreOutOfReach_data()
    {
        QTest::addColumn<QString>("attempt");
        QTest::newRow("core_pattern") << "echo '|/x' > /proc/sys/kernel/core_pattern";
        QTest::newRow("sysrq") << "echo h > /proc/sysrq-trigger";
        QTest::newRow("modprobe") << "echo /x > /proc/sys/kernel/modprobe";
        QTest::newRow("kcore") << "[ $(head -c 16 /proc/kcore | wc -c) != 0 ]";
        QTest::newRow("keys") << "[ $(cat /proc/keys | wc -c) != 0 ]";
        QTest::newRow("kmsg") << "mknod /tmp/k c 1 11 && head -c 1 /tmp/k";
        QTest::newRow("mem") << "mknod /tmp/m c 1 1 && head -c 1 /tmp/m";
        QTest::newRow("disk")
            << "mknod /tmp/d b 8 0 && head -c 1 /tmp/d || { mknod /tmp/l b 7 0 && head -c 1 /tmp/l; }";
        QTest::newRow("firmware") << "ls /sys/firmware | grep .";
        QTest::newRow("uevent_helper") << "echo /x > /sys/kernel/uevent_helper";
        QTest::newRow("release_agent")
            << "for f in $(find /sys/fs/cgroup -name release_agent); do echo /x > $f && exit 0; done; exit 1";
        QTest::newRow("cgroup mount") << "mkdir /tmp/c && mount -t cgroup -o memory none /tmp/c";
        QTest::newRow("user namespace") << "unshare -U true";
        QTest::newRow("mount namespace") << "unshare -m true";
        QTest::newRow("remount proc") << "mount -o remount,rw /proc/sys";
        QTest::newRow("unmount mask") << "umount /proc/kcore";
        QTest::newRow("bind over") << "mount --bind / /tmp";
        QTest::newRow("host pid 1") << "nsenter -t 1 -m -- cat " + m_secretPath;
        QTest::newRow("oom of others") << "echo -1000 > /proc/1/oom_score_adj";
        QTest::newRow("apparmor fs") << "echo x > /proc/fs/x || echo x > /proc/bus/x || echo x > /proc/irq/x";
    }
    void kernelFilesAreOutOfReach()
    {
        QFETCH(QString, attempt);
        const CommandResult result = script({}, attempt);
        QVERIFY2(result.code != 0, qPrintable(attempt + "\n" + result.out + result.err));
        row(QTest::currentDataTag(), qPrintable(attempt),
            "masked or read-only path, device control group, capabilities, seccomp");
    }

    void aHostileImage()
    {
        // By COPY, because a RUN step has these mounted.
        const QString files = scratch("image") + "/fakefiles/rootfs/etc";
        QDir().mkpath(files);
        QVERIFY(QFile::link(m_secretPath, files + "/hosts"));
        QVERIFY(QFile::link("../run/none/stub.conf", files + "/resolv.conf"));
        image("fakefiles", "FROM shell\nCOPY rootfs /\n");
        const QString tree = scratch("image") + "/fakeproc/rootfs";
        QDir().mkpath(tree + "/bin");
        QDir().mkpath(tree + "/evil");
        QVERIFY(QFile::copy("/bin/busybox", tree + "/bin/busybox"));
        QVERIFY(QFile::link("/evil", tree + "/proc"));
        image("fakeproc", "FROM scratch\nCOPY rootfs /\n");
        const CommandResult proc = m_cli->run({"run", "--rm", "fakeproc", "/bin/busybox", "true"});
        QVERIFY2(proc.code != 0 && proc.err.contains("/proc"), proc.err.constData());
        image("fakevolume", "FROM shell\nVOLUME /proc\n");
        const CommandResult volume = m_cli->run({"run", "--rm", "fakevolume", "true"});
        QVERIFY2(volume.code != 0 && volume.err.contains("cannot be mounted"), volume.err.constData());
        const CommandResult read = m_cli->run({"run", "--rm", "fakefiles", "sh", "-c",
                                               "echo x >> /etc/hosts; cat /etc/hosts /etc/resolv.conf"});
        QVERIFY2(read.code == 0 && !read.out.contains(kSecret), (read.out + read.err).constData());
        QCOMPARE(base::readFile(m_secretPath.toStdString()).value_or(std::string()), std::string(kSecret));
        row("CVE-2019-16884, CVE-2023-27561, CVE-2023-28642", "image with /proc -> /evil, VOLUME /proc",
            "refused before the start; the real /proc is proven by its file system");
        row("hostile image", "/etc/hosts -> file of the host, /etc/resolv.conf -> nowhere",
            "links are resolved inside the root by openat2");
    }

    void aHostileVolume()
    {
        const QByteArray secret = m_secretPath.toUtf8();
        m_cli->run({"run", "--rm", "-v", "evil:/v", "shell", "sh", "-c",
                    "ln -s " + secret + " /v/null; ln -s /proc /v/fd; ln -s " +
                        QFileInfo(m_secretPath).path() + " /v/dir; mkdir /v/real"});
        const CommandResult masked =
            m_cli->run({"run", "--rm", "-v", "evil:/dev", "shell", "cat", "/proc/kcore"});
        QVERIFY2(!masked.out.contains(kSecret), masked.out.constData());
        row("CVE-2025-31133, masked path from a fake /dev/null",
            "volume over /dev with null -> file of the host",
            "masks are made of the host's own /dev/null, proven to be device 1:3");
        const QString made = QFileInfo(m_secretPath).path() + "/made-by-attack";
        m_cli->run({"run", "--rm", "-v", "evil:/v", "--tmpfs", "/v/dir/made-by-attack", "shell", "true"});
        QVERIFY(!QFileInfo::exists(made));
        row("CVE-2024-45310, directories made through a link",
            "mount target below a link to a directory of the host",
            "each parent is opened inside the root before something is made in it");
        const CommandResult terminal =
            m_cli->run({"run", "-d", "-t", "--name", "tty", "-v", "evil:/dev", "shell", "sleep", "1"});
        QVERIFY2(!terminal.out.contains(kSecret), terminal.out.constData());
        m_cli->run({"rm", "-f", "tty"});
        row("CVE-2025-52565, console and pty", "terminal in a volume over /dev",
            "ptmx is taken from the devpts just mounted");
        const CommandResult link =
            m_cli->run({"run", "--rm", "-v", "evil:/v", "--tmpfs", "/v/fd/sys", "shell", "true"});
        QVERIFY2(link.code != 0, link.out.constData());
        row("CVE-2025-52881, writes to /proc redirected", "tmpfs over a link to /proc/sys",
            "targets inside procfs are refused; labels and sysctls go to procfs only");
    }

    void aRacingVolume()
    {
        const QString inHost = QFileInfo(m_secretPath).path() + "/raced";
        QDir().mkpath(inHost);
        m_cli->ok({"run", "-d", "--name", "racer", "-v", "race:/v", "shell", "sh", "-c",
                   "mkdir /v/a; ln -s " + inHost +
                       " /v/b; while :; do mv /v/a /v/t; mv /v/b /v/a; mv /v/a /v/b; mv /v/t /v/a; done"});
        QElapsedTimer timer;
        timer.start();
        int rounds = 0;
        for (; rounds < 60 && timer.elapsed() < 12'000; ++rounds) {
            const CommandResult result =
                m_cli->run({"run", "--rm", "-v", "race:/v", "--tmpfs", "/v/a/inner", "--tmpfs", "/v/a",
                            "shell", "sh", "-c", "ls " + inHost + " / 2>/dev/null; cat /v/a/* 2>/dev/null"});
            QVERIFY2(!result.out.contains(kSecret), result.out.constData());
            QVERIFY(QDir(inHost).isEmpty());
        }
        m_cli->ok({"rm", "-f", "racer"});
        qInfo("%d rounds against the racer", rounds);
        row("CVE-2021-30465, symlink race in mount targets",
            "directory and link swapped in a shared volume during 60 starts",
            "mounts go to descriptors that were resolved inside the root");
    }

    void theNeighbourhoodIsClosed()
    {
        const CommandResult sockets = script({}, "grep -c @ /proc/net/unix");
        QCOMPARE(sockets.out.trimmed(), QByteArray("0"));
        row("CVE-2020-15257, abstract sockets", "/proc/net/unix", "own network namespace");
        const CommandResult group = script({}, "cut -d: -f3 /proc/self/cgroup | sort -u");
        QCOMPARE(group.out.trimmed(), QByteArray("/"));
        row("control group namespace", "/proc/self/cgroup", "own control group namespace");
        const QByteArray id = m_cli->ok({"run", "-d", "--name", "angry", "shell", "sh", "-c",
                                         "kill -9 -1; kill -9 $PPID; while :; do sleep 1; done"});
        const pid_t monitor = monitorOf(id);
        QVERIFY(monitor > 1);
        QCOMPARE(::kill(monitor, 0), 0);
        QVERIFY(m_cli->ok({"ps", "--format", "{{.Names}}"}).contains("angry"));
        m_cli->ok({"rm", "-f", "angry"});
        row("kill and ptrace of the monitor", "kill -9 -1, kill -9 $PPID",
            "the monitor is outside of the pid namespace");
    }

    void aForkBomb()
    {
        m_cli->ok({"run", "-d", "--name", "bomb", "--pids-limit", "20", "shell", "sh", "-c",
                   "while :; do sleep 100 & done"});
        m_cli->ok({"run", "--rm", "shell", "true"});
        const CommandResult inside = m_cli->run({"exec", "bomb", "true"}, {}, 20'000);
        QVERIFY(inside.code >= 0);
        m_cli->ok({"rm", "-f", "bomb"});
        row("fork bomb", "--pids-limit 20, endless sleep &", "pids control group; others start meanwhile");
    }

    void aHostilePasswd()
    {
        image("bigpasswd",
              "FROM shell\nRUN mkdir -p /etc && head -c 40000000 /dev/urandom > /etc/passwd && cp "
              "/etc/passwd /etc/group\n");
        QElapsedTimer timer;
        timer.start();
        const CommandResult result =
            m_cli->run({"run", "--rm", "-u", "nobody", "bigpasswd", "true"}, {}, 30'000);
        QVERIFY2(result.code != 0 && result.code < 128, result.err.constData());
        QVERIFY(timer.elapsed() < 20'000);
        row("hostile /etc/passwd", "40 MB of noise, -u nobody", "read with a limit, refused");
    }

    void garbageOnTheSockets()
    {
        const QByteArray id =
            m_cli->ok({"run", "-d", "--name", "target", "shell", "sh", "-c",
                       "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do head -c "
                       "$((i * 37)) /dev/urandom | nc -u -w 1 127.0.0.11 53; head -c 3000 "
                       "/dev/urandom | nc -w 1 127.0.0.11 53; done >/dev/null 2>&1; sleep 1000"});
        const base::UniqueFd directory(
            ::open((m_cli->runDirectory() + "/containers/" + id.toStdString()).c_str(), O_PATH | O_CLOEXEC));
        QVERIFY(directory.get() >= 0);
        const std::string path = "/proc/self/fd/" + std::to_string(directory.get()) + "/control";
        std::srand(1);
        int sent = 0;
        for (int round = 0; round < 400; ++round) {
            const base::UniqueFd fd(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
            sockaddr_un address{};
            address.sun_family = AF_UNIX;
            QVERIFY(path.size() < sizeof address.sun_path);
            std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
            QCOMPARE(::connect(fd.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
            char data[512];
            for (char &c : data)
                c = static_cast<char>(std::rand());
            sent += ::send(fd.get(), data, static_cast<std::size_t>(std::rand()) % sizeof data,
                           MSG_NOSIGNAL) >= 0;
        }
        QVERIFY(sent > 0);
        QVERIFY(m_cli->ok({"ps", "--format", "{{.Names}}"}).contains("target"));
        QCOMPARE(m_cli->ok({"exec", "target", "echo", "alive"}), QByteArray("alive"));
        m_cli->ok({"rm", "-f", "target"});
        row("garbage on the control socket and to the DNS server", "400 clients, 40 packets of noise",
            "every message is checked for type and size; the sender is dropped");
    }

    void otherUsersAreKeptOut()
    {
        const QByteArray id =
            m_cli->ok({"run", "-d", "--name", "mine", "-e", "TOKEN=hidden", "shell", "sleep", "1000"});
        for (const std::string &directory : {m_cli->dataDirectory(), m_cli->runDirectory()}) {
            struct stat status {};
            QCOMPARE(::stat(directory.c_str(), &status), 0);
            QCOMPARE(status.st_mode & 0777, mode_t{0700});
        }
        struct stat status {};
        QCOMPARE(::stat((m_cli->dataDirectory() + "/state.db").c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777, mode_t{0600});
        const QString control =
            QString::fromStdString(m_cli->runDirectory()) + "/containers/" + id + "/control";
        QCOMPARE(::stat(control.toUtf8().constData(), &status), 0);
        QCOMPARE(status.st_mode & 0777, mode_t{0600});
        QProcess other;
        other.start("setpriv", {"--reuid=65534", "--regid=65534", "--clear-groups", "ls",
                                QString::fromStdString(m_cli->dataDirectory()),
                                QString::fromStdString(m_cli->runDirectory())});
        QVERIFY(other.waitForFinished(10'000));
        QVERIFY(other.exitCode() != 0);
        QVERIFY(other.readAllStandardOutput().isEmpty());
        m_cli->ok({"rm", "-f", "mine"});
        row("CVE-2021-41091 and other local users",
            "another user lists data and run, opens state.db and control",
            "both directories are 0700 whatever the umask; the monitor asks the peer's uid");
    }

    void aRacingCopy()
    {
        m_cli->ok({"run", "-d", "--name", "cpracer", "shell", "sh", "-c",
                   "mkdir -p /w/a; ln -s " + QString::fromStdString(m_scratch->path()) +
                       " /w/b; while :; do mv /w/a /w/t; mv /w/b /w/a; mv /w/a /w/b; mv /w/t /w/a; done"});
        // The tool does its work, so that a refusal below is one.
        m_cli->ok({"cp", "cpracer:/bin/busybox", scratch("copied")});
        QCOMPARE(QFileInfo(scratch("copied")).size(), QFileInfo("/bin/busybox").size());
        test::writeText(scratch("planted"), "planted");
        int worked = 0;
        for (int round = 0; round < 40; ++round) {
            const CommandResult out = m_cli->run({"cp", "cpracer:/w/a/secret", "-"});
            QVERIFY(!out.out.contains(kSecret));
            const CommandResult in = m_cli->run({"cp", scratch("planted"), "cpracer:/w/a/made-by-cp"});
            worked += in.code == 0;
            QVERIFY2(out.code < 128 && in.code >= 0 && in.code < 128, (out.err + in.err).constData());
            QVERIFY(!QFileInfo::exists(scratch("made-by-cp")));
        }
        qInfo("%d of 40 copies into the racing directory went into the container", worked);
        m_cli->ok({"rm", "-f", "cpracer"});
        row("CVE-2018-15664, cp race", "40 copies out and 40 in against a directory and a link swapped",
            "paths are resolved inside the root");
        row("CVE-2019-14271", "cp loading libraries of the container",
            "not applicable: no program is run inside for cp");
    }

    void hostileFilesInALayer()
    {
        const QString tree = scratch("layer");
        QDir().mkpath(tree + "/bin");
        QVERIFY(QFile::copy("/bin/busybox", tree + "/bin/busybox"));
        QCOMPARE(::mknod((tree + "/mem").toUtf8().constData(), S_IFCHR | 0666, makedev(1, 1)), 0);
        QCOMPARE(::mknod((tree + "/disk").toUtf8().constData(), S_IFBLK | 0666, makedev(8, 0)), 0);
        QProcess tar;
        tar.start("tar", {"-C", tree, "-cf", scratch("layer.tar"), "."});
        QVERIFY(tar.waitForFinished(20'000) && tar.exitCode() == 0);
        m_cli->ok({"import", scratch("layer.tar"), "devices"});
        for (const char *device : {"/mem", "/disk"}) {
            const CommandResult read =
                m_cli->run({"run", "--rm", "devices", "/bin/busybox", "head", "-c", "1", device});
            QVERIFY2(read.code == 1 && read.err.contains("head"), read.err.constData());
        }
        // A hard link whose target lies outside, as a tar header.
        QByteArray header(512, 0);
        const auto put = [&header](int at, const QByteArray &text) { header.replace(at, text.size(), text); };
        put(0, "stolen");
        put(100, "0000644");
        put(108, "0000000");
        put(116, "0000000");
        put(124, "00000000000");
        put(136, "00000000000");
        put(148, "        ");
        put(156, "1");
        put(157, ("../../../../../../../.." + m_secretPath).toUtf8());
        put(257, "ustar");
        put(263, "00");
        int sum = 0;
        for (const char c : header)
            sum += static_cast<unsigned char>(c);
        put(148, QByteArray::number(sum, 8).rightJustified(6, '0') + QByteArray(1, 0));
        test::writeText(scratch("link.tar"), header + QByteArray(1024, 0));
        const CommandResult linked = m_cli->run({"import", scratch("link.tar"), "linked"});
        QVERIFY2(linked.code != 0 && !linked.err.isEmpty(), linked.err.constData());
        qInfo("%s", linked.err.constData());
        struct stat status {};
        QCOMPARE(::stat(m_secretPath.toUtf8().constData(), &status), 0);
        QCOMPARE(status.st_nlink, nlink_t{1});
        row("hostile layer", "device nodes 1:1 and 8:0, hard link out of the layer",
            "device control group; a member that leaves the directory is refused");
    }
};

QTEST_GUILESS_MAIN(AttackTest)
#include "tst_attacks.moc"
