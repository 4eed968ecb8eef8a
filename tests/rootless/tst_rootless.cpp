// SPDX-License-Identifier: GPL-3.0-or-later
// The command as a real user without root, in a state directory of the user's own.
#include "tests/support/cli_runner.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QScopeGuard>
#include <QTest>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace catamaran::test;

namespace {

constexpr const char *kUser = "catamaran-test";

struct Result {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

Result execute(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(60'000);
    if (process.state() != QProcess::NotRunning)
        process.kill();
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : 128,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace

class RootlessTest : public QObject {
    Q_OBJECT

private:
    QString m_directory;
    QString m_program;    ///< the command, where an ordinary user reaches it
    mode_t m_tunMode = 0; ///< of /dev/net/tun, to give back

    /// What setpriv needs to run the command as `user`, with its state below `directory`.
    QStringList callAs(const QString &user, const QString &directory, const QStringList &arguments) const
    {
        const QStringList call{"--reuid",
                               user,
                               "--regid",
                               user,
                               "--init-groups",
                               "env",
                               "-i",
                               "PATH=/usr/bin:/bin:/usr/sbin:/sbin",
                               "HOME=" + directory,
                               "CATAMARAN_ROOT=" + directory + "/data",
                               "CATAMARAN_RUN=" + directory + "/run",
                               m_program};
        return call + arguments;
    }
    /// A build below a directory of mode 0700 is out of an ordinary user's reach: then a copy serves, laid
    /// out as an installation is.
    void makeReachable()
    {
        m_program = CliRunner::program("catamaran");
        if (execute("setpriv", {"--reuid", kUser, "--regid", kUser, "--init-groups", "test", "-x", m_program})
                .code == 0)
            return;
        const QString build = QFileInfo(m_program).path() + "/..";
        QCOMPARE(execute("cp", {"-rL", build + "/bin", build + "/libexec", m_directory}).code, 0);
        m_program = m_directory + "/bin/catamaran";
    }
    Result user(const QStringList &arguments) const
    {
        return execute("setpriv", callAs(kUser, m_directory, arguments));
    }
    /// In a mount namespace of its own, after `script` as root; "$@" of which is the command.
    Result userAfter(const QString &script, const QString &directory, const QStringList &arguments) const
    {
        return execute("unshare", QStringList{"-m", "sh", "-c", script, "sh", "setpriv"} +
                                      callAs(kUser, directory, arguments));
    }
    QString makeDirectory(const QString &name, const QString &owner) const
    {
        const QString path = m_directory + "/" + name;
        QDir().mkpath(path);
        execute("chown", {owner + ":", path});
        return path;
    }
    QByteArray ok(const QStringList &arguments) const
    {
        const Result result = user(arguments);
        if (result.code != 0)
            qWarning("%s: code %d\n%s%s", qPrintable(arguments.join(' ')), result.code,
                     result.out.constData(), result.err.constData());
        return result.code == 0 ? result.out.trimmed() : QByteArray("failed");
    }
    /// The pid at the start of a record file.
    pid_t pidIn(const QString &path) const
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(0).toInt() : 0;
    }

private slots:
    void initTestCase()
    {
        if (::geteuid() != 0)
            QSKIP("needs root to make a user to test with");
        if (execute("sh", {"-c", "command -v newuidmap setpriv useradd"}).code != 0)
            QSKIP("needs newuidmap, setpriv and useradd");
        // As every distribution has it; some small hosts make it with the kernel's mode alone.
        struct stat tun {};
        if (::stat("/dev/net/tun", &tun) == 0 && (tun.st_mode & 0777) != 0666) {
            m_tunMode = tun.st_mode & 0777;
            ::chmod("/dev/net/tun", 0666);
        }
        execute("useradd", {"-M", "-U", kUser});
        execute("usermod",
                {"--add-subuids", "900000000-900065535", "--add-subgids", "900000000-900065535", kUser});
        m_directory = QDir::tempPath() + "/catamaran-rootless-" + QString::number(::getpid());
        QVERIFY(QDir().mkpath(m_directory));
        QCOMPARE(execute("chown", {kUser, m_directory}).code, 0);
        makeReachable();
        if (user({"info"}).out.contains("no  user namespaces"))
            QSKIP("this host gives users no user namespaces");
        QVERIFY(ok({"demo", "prepare"}) != "failed");
    }

    void runsAsRootOfItsOwnNamespace()
    {
        const QByteArray map =
            ok({"run", "--rm", "localhost/demo", "/bin/busybox", "cat", "/proc/self/uid_map"});
        QCOMPARE(map.simplified().split(' ').value(0), QByteArray("0"));
        QVERIFY2(map.contains("65536"), map.constData());
    }

    void exitCodesAreDockers()
    {
        QCOMPARE(user({"run", "--rm", "localhost/demo", "/bin/busybox", "sh", "-c", "exit 7"}).code, 7);
        QCOMPARE(user({"run", "--rm", "localhost/demo", "/nosuch"}).code, 127);
        const Result unlimited = user({"run", "--rm", "localhost/demo", "/bin/busybox", "true"});
        QVERIFY2(!unlimited.err.contains("WARNING"), unlimited.err.constData()); // that was said before
        const Result limited = user({"run", "--rm", "-m", "64m", "localhost/demo", "/bin/busybox", "true"});
        QVERIFY(limited.code == 0 || limited.err.contains("control groups"));
    }

    void volumesBelongToSubordinateIds()
    {
        QVERIFY(ok({"run", "--rm", "--network", "none", "-v", "vol:/data", "localhost/demo", "/bin/busybox",
                    "sh", "-c",
                    "busybox touch /data/own /data/other; /bin/busybox touch /data/own /data/other; "
                    "/bin/busybox chown 5:6 /data/other"}) != "failed");
        const QString volume = m_directory + "/data/volumes/vol/_data/";
        QCOMPARE(QFileInfo(volume + "own").owner(), QString(kUser));
        QVERIFY(QFileInfo(volume + "other").ownerId() > 65536);
    }

    void containersFindEachOtherAndHealAfterKill()
    {
        QVERIFY(ok({"run", "-d", "--name", "one", "localhost/demo", "/bin/busybox", "sleep", "1000"}) !=
                "failed");
        QVERIFY(ok({"run", "--rm", "localhost/demo", "/bin/busybox", "ping", "-c1", "-W5", "one"})
                    .contains("1 packets received"));
        const pid_t holder = pidIn(m_directory + "/run/deck/holder");
        QVERIFY(holder > 1);
        ::kill(holder, SIGKILL);
        QVERIFY(ok({"run", "--rm", "localhost/demo", "/bin/busybox", "ping", "-c1", "-W5", "one"})
                    .contains("1 packets received"));
        QVERIFY(pidIn(m_directory + "/run/deck/holder") != holder);
        QCOMPARE(ok({"exec", "one", "/bin/busybox", "echo", "inside"}), QByteArray("inside"));
        QCOMPARE(ok({"rm", "-f", "one"}), QByteArray("one"));
    }

    void whoChangedItsUserObeysAfterTheFirewallWasRestored()
    {
        // A program of another id is signalled and entered by what we may in its user namespace alone.
        const QString image = m_directory + "/setpriv.tar";
        QCOMPARE(execute("sh", {"-c", "tar -chf " + image +
                                          " /bin/busybox /usr/bin/setpriv $(ldd /usr/bin/setpriv | grep -o "
                                          "'/[^ ]*') && chmod 644 " +
                                          image})
                     .code,
                 0);
        QVERIFY(ok({"import", image, "localhost/setpriv"}) != "failed");
        const QStringList service{"localhost/setpriv", "/bin/busybox", "sh", "-c",
                                  "exec /usr/bin/setpriv --reuid 70 --regid 70 --clear-groups /bin/busybox "
                                  "sleep 1000"};
        QVERIFY(ok(QStringList{"run", "-d", "--name", "other"} + service) != "failed");
        const pid_t holder = pidIn(m_directory + "/run/deck/holder");
        const QByteArray pid = ok({"inspect", "-f", "{{.State.Pid}}", "other"});
        const QByteArray own = execute("id", {"-u", kUser}).out.trimmed();
        const auto owner = [&pid] {
            const QByteArray status = execute("cat", {"/proc/" + pid + "/status"}).out;
            return status.mid(status.indexOf("Uid:")).split('\t').value(1);
        };
        QTRY_VERIFY_WITH_TIMEOUT(!owner().isEmpty() && owner() != own, 10'000);
        // Its monitor brings the rules back, from inside of the user's namespaces.
        const QByteArray monitor = execute("ps", {"-o", "ppid=", "-p", pid}).out.trimmed();
        const auto nft = [&monitor](const QStringList &arguments) {
            return execute("nsenter", QStringList{"-t", monitor, "-n", "nft"} + arguments);
        };
        const QByteArray table = nft({"list", "tables"}).out.simplified().split(' ').value(2);
        QVERIFY2(table.startsWith("catamaran_"), table.constData());
        QCOMPARE(nft({"delete", "table", "inet", table}).code, 0);
        QTRY_COMPARE_WITH_TIMEOUT(nft({"list", "table", "inet", table}).code, 0, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(m_directory + "/run/net/restored").size() > 0, 10'000);
        QCOMPARE(pidIn(m_directory + "/run/deck/holder"), holder);
        QCOMPARE(ok({"exec", "other", "/bin/busybox", "echo", "inside"}), QByteArray("inside"));
        QVERIFY(ok({"top", "other"}).contains("sleep 1000"));
        QVERIFY(!ok({"stats", "--no-stream", "--format", "{{.PIDs}}", "other"}).contains("--"));
        QVERIFY(ok({"cp", "other:/bin/busybox", "-"}).size() > 10'000);
        QCOMPARE(ok({"kill", "-s", "CONT", "other"}), QByteArray("other"));
        QCOMPARE(ok({"restart", "-t", "1", "other"}), QByteArray("other"));
        QCOMPARE(ok({"stop", "-t", "1", "other"}), QByteArray("other"));
        QCOMPARE(ok({"rm", "-f", "other"}), QByteArray("other"));
        // With its keeper killed, also a container on the host's network is found again: its user namespace.
        QVERIFY(ok(QStringList{"run", "-d", "--name", "other", "--network", "host"} + service) != "failed");
        const pid_t second = pidIn(m_directory + "/run/deck/holder");
        ::kill(second, SIGKILL);
        QCOMPARE(ok({"exec", "other", "/bin/busybox", "echo", "inside"}), QByteArray("inside"));
        QVERIFY(pidIn(m_directory + "/run/deck/holder") != second);
        QVERIFY(ok({"run", "--rm", "localhost/demo", "/bin/busybox", "true"}) != "failed");
        QCOMPARE(ok({"rm", "-f", "other"}), QByteArray("other"));
        QVERIFY(ok({"rmi", "localhost/setpriv"}) != "failed");
    }

    void namespacesAreSharedWithinOneUserNamespace()
    {
        QVERIFY(
            ok({"run", "-d", "--name", "donor", "--ipc", "shareable", "localhost/demo", "/bin/busybox", "sh",
                "-c", "busybox mkdir /w; busybox echo ahoy > /w/index.html; busybox httpd -f -h /w"}) !=
            "failed");
        QTRY_COMPARE_WITH_TIMEOUT(ok({"run", "--rm", "--network", "container:donor", "localhost/demo",
                                      "/bin/busybox", "wget", "-q", "-O", "-", "http://127.0.0.1/"}),
                                  QByteArray("ahoy"), 30'000);
        const auto link = [this](const QStringList &options, const char *name) {
            return ok(
                QStringList{"run", "--rm"} + options +
                QStringList{"localhost/demo", "/bin/busybox", "readlink", QString("/proc/self/ns/") + name});
        };
        for (const char *name : {"ipc", "user"})
            QCOMPARE(link({"--ipc", "container:donor"}, name),
                     ok({"exec", "donor", "/bin/busybox", "readlink", QString("/proc/self/ns/") + name}));
        ok({"exec", "donor", "/bin/busybox", "touch", "/dev/shm/mark"});
        QCOMPARE(ok({"run", "--rm", "--ipc", "container:donor", "localhost/demo", "/bin/busybox", "ls",
                     "/dev/shm"}),
                 QByteArray("mark"));
        const QByteArray processes = ok({"run", "--rm", "--pid", "container:donor", "localhost/demo",
                                         "/bin/busybox", "ps", "-o", "pid,args"});
        QVERIFY2(processes.contains("httpd"), processes.constData());
        const Result other = user({"run", "--rm", "--userns", "keep-id", "--network", "container:donor",
                                   "localhost/demo", "/bin/busybox", "true"});
        QVERIFY(other.code != 0);
        QVERIFY2(other.err.contains("other ids"), other.err.constData());
        QVERIFY(ok({"rm", "-f", "donor"}) != "failed");
    }

    void limitsHoldWhereAGroupIsDelegated()
    {
        if (user({"info"}).out.contains("no  cgroup"))
            QSKIP("no control group is delegated to an ordinary user here");
        QCOMPARE(ok({"run", "--rm", "--memory", "64m", "--pids-limit", "50", "localhost/demo", "/bin/busybox",
                     "cat", "/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/pids.max"}),
                 QByteArray("67108864\n50"));
    }

    void keepIdShowsTheUsersOwnId()
    {
        const QByteArray own = execute("id", {"-u", kUser}).out.trimmed();
        QCOMPARE(ok({"run", "--rm", "--network", "none", "--userns", "keep-id", "localhost/demo",
                     "/bin/busybox", "id", "-u"}),
                 own);
        QCOMPARE(ok({"run", "--rm", "--network", "none", "--userns", "keep-id:uid=500,gid=600",
                     "localhost/demo", "/bin/busybox", "sh", "-c", "/bin/busybox id -u; /bin/busybox id -g"}),
                 QByteArray("500\n600"));
    }

    void filesKeepTheIdsOfTheImage()
    {
        QVERIFY(ok({"run", "-d", "--name", "files", "--network", "none", "-v", "kept:/v", "localhost/demo",
                    "/bin/busybox", "sleep", "1000"}) != "failed");
        QVERIFY(ok({"exec", "files", "/bin/busybox", "sh", "-c",
                    "for f in /f /v/f; do echo text > $f; /bin/busybox chown 5:6 $f; done"}) != "failed");
        QVERIFY(ok({"diff", "files"}).contains("A /f"));
        // A file of root of the host, whom this user's containers do not know.
        QVERIFY(ok({"cp", "/etc/hostname", "files:/in"}) != "failed");
        QCOMPARE(ok({"exec", "files", "/bin/busybox", "stat", "-c", "%u:%g", "/in"}), QByteArray("0:0"));
        QVERIFY(ok({"cp", "files:/f", m_directory + "/data/out"}) != "failed");
        QCOMPARE(QFileInfo(m_directory + "/data/out").owner(), QString(kUser));
        QVERIFY(ok({"export", "-o", m_directory + "/data/tree.tar", "files"}) != "failed");
        const QByteArray list =
            execute("tar", {"-tvf", m_directory + "/data/tree.tar", "--numeric-owner"}).out;
        QVERIFY2(list.contains(" 5/6 "), list.constData());
        QVERIFY2(list.contains(" 0/0 "), list.constData());
        QVERIFY(ok({"commit", "files", "localhost/kept"}) != "failed");
        QCOMPARE(ok({"run", "--rm", "--network", "none", "localhost/kept", "/bin/busybox", "stat", "-c",
                     "%u:%g", "/f"}),
                 QByteArray("5:6"));
        const QString archive = m_directory + "/data/volume.tar.zst";
        QVERIFY(ok({"volume", "export", "kept", "-o", archive}) != "failed");
        QVERIFY(ok({"volume", "import", "again", archive}) != "failed");
        QVERIFY(ok({"volume", "clone", "kept", "twin"}) != "failed");
        QCOMPARE(ok({"run", "--rm", "--network", "none", "-v", "again:/a", "-v", "twin:/t", "localhost/demo",
                     "/bin/busybox", "stat", "-c", "%u:%g", "/a/f", "/t/f"}),
                 QByteArray("5:6\n5:6"));
        const QByteArray figures =
            ok({"stats", "--no-stream", "--format", "{{.MemUsage}} {{.PIDs}}", "files"});
        QVERIFY2(!figures.contains("--"), figures.constData());
        const Result update = user({"update", "--memory", "64m", "files"});
        QVERIFY(update.code == 0 || update.err.contains("Fix:"));
        QCOMPARE(ok({"rm", "-f", "files"}), QByteArray("files"));
        QVERIFY(ok({"volume", "rm", "kept", "again", "twin"}) != "failed");
    }

    void restartsFindANewNetwork()
    {
        QVERIFY(ok({"run", "-d", "--name", "again", "--restart", "on-failure:2", "localhost/demo",
                    "/bin/busybox", "false"}) != "failed");
        QCOMPARE(ok({"wait", "again"}), QByteArray("1"));
        QCOMPARE(ok({"inspect", "-f", "{{.RestartCount}} {{.State.Error}}", "again"}), QByteArray("2"));
        QCOMPARE(ok({"rm", "again"}), QByteArray("again"));
    }

    void buildsWithRun()
    {
        const QString context = makeDirectory("context", kUser);
        QFile file(context + "/Dockerfile");
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("FROM localhost/demo\nRUN [\"/bin/busybox\", \"chown\", \"5:6\", \"/bin\"]\n");
        file.close();
        QVERIFY(ok({"build", "-t", "localhost/built", context}) != "failed");
        QCOMPARE(ok({"run", "--rm", "--network", "none", "localhost/built", "/bin/busybox", "stat", "-c",
                     "%u:%g", "/bin"}),
                 QByteArray("5:6"));
    }

    void buildsWithMounts()
    {
        const QString context = makeDirectory("mounts", kUser);
        QFile secret(context + "/word");
        QVERIFY(secret.open(QIODevice::WriteOnly));
        secret.write("hush");
        secret.close();
        QFile file(context + "/Dockerfile");
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("FROM localhost/demo AS base\n"
                   "RUN [\"/bin/busybox\", \"--install\", \"-s\", \"/bin\"]\n"
                   "FROM base\n"
                   "RUN --mount=type=cache,target=/c,uid=5,gid=6 stat -c %u:%g /c > /1\n"
                   "RUN --mount=type=secret,id=word cat /run/secrets/word > /2\n"
                   "RUN --mount=type=bind,target=/ctx,rw touch /ctx/x && ls /ctx > /3\n"
                   "RUN --mount=type=tmpfs,target=/t --network=none touch /t/x\n"
                   "CMD [\"cat\", \"/1\", \"/2\", \"/3\"]\n");
        file.close();
        QVERIFY(ok({"build", "--secret", "id=word,src=" + context + "/word", "-t", "localhost/mounts",
                    context}) != "failed");
        QCOMPARE(ok({"run", "--rm", "--network", "none", "localhost/mounts"}),
                 QByteArray("5:6\nhushDockerfile\nword\nx"));
    }

    void clientsAreSeenAndKillsAreMended()
    {
        // A host outside: the container sees its address.
        const QString ns = "catamaran-outside";
        const auto ip = [](const QString &words) { return execute("ip", words.split(' ')).code; };
        execute("ip", {"link", "del", "ctrl0"}); // of a run that was cut off
        execute("ip", {"netns", "del", ns});
        QCOMPARE(ip("netns add " + ns), 0);
        QCOMPARE(ip("link add ctrl0 type veth peer name ctrl1 netns " + ns), 0);
        QCOMPARE(ip("addr add 198.18.79.1/24 dev ctrl0"), 0);
        QCOMPARE(ip("link set ctrl0 up"), 0);
        QCOMPARE(ip("-n " + ns + " addr add 198.18.79.2/24 dev ctrl1"), 0);
        QCOMPARE(ip("-n " + ns + " link set ctrl1 up"), 0);
        const auto undo = qScopeGuard([&] {
            execute("ip", {"link", "del", "ctrl0"});
            execute("ip", {"netns", "del", ns});
            user({"rm", "-f", "web"});
        });
        QVERIFY(ok({"run", "-d", "--name", "web", "-p", "18479:8000", "localhost/demo", "/bin/busybox", "nc",
                    "-ll", "-p", "8000", "-e", "/bin/busybox", "netstat", "-tn"}) != "failed");
        const auto fromOutside = [&ns] {
            return execute("ip", {"netns", "exec", ns, "busybox", "timeout", "5", "busybox", "nc",
                                  "198.18.79.1", "18479"})
                .out;
        };
        QTRY_VERIFY_WITH_TIMEOUT(fromOutside().contains("198.18.79.2"), 10'000);
        const QString uplink = m_directory + "/run/deck/uplink";
        const pid_t pasta = pidIn(uplink);
        QVERIFY(pasta > 1);
        ::kill(pasta, SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(pidIn(uplink) > 1 && pidIn(uplink) != pasta, 20'000);
        const QByteArray id = ok({"inspect", "-f", "{{.Id}}", "web"});
        const QString record = m_directory + "/run/containers/" + id + "/ports";
        const pid_t forwarder = pidIn(record);
        QVERIFY(forwarder > 1);
        ::kill(forwarder, SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(ok({"ps", "-q"}) != "failed" && pidIn(record) != forwarder &&
                                     fromOutside().contains("198.18.79.2"),
                                 10'000);
    }

    void aUserWithoutSubordinateIdsHasOneId()
    {
        const QString single = QString(kUser) + "-1";
        execute("useradd", {"-r", "-M", "-U", single}); // system users get no ranges
        const QString directory = makeDirectory("single", single);
        const auto run = [&](const QStringList &arguments) {
            return execute("setpriv", callAs(single, directory, arguments));
        };
        execute("chmod", {"711", m_directory});
        QCOMPARE(run({"demo", "prepare"}).code, 0);
        const Result map = run({"run", "--rm", "--network", "none", "localhost/demo", "/bin/busybox", "cat",
                                "/proc/self/uid_map"});
        QVERIFY2(map.out.simplified().endsWith(" 1"), (map.out + map.err).constData());
        QVERIFY(run({"info"}).out.contains("usermod --add-subuids"));
        const Result keep =
            run({"run", "--rm", "--userns", "keep-id", "localhost/demo", "/bin/busybox", "id"});
        QVERIFY2(keep.code != 0 && keep.err.contains("subordinate ids"), keep.err.constData());
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(directory + "/run/deck/holder"), 20'000);
        execute("userdel", {single});
    }

    void whatAHostLacksIsSaid()
    {
        // A process in a chroot may make no user namespace.
        const QString chrooted = m_directory + "/root";
        QVERIFY(QDir().mkpath(chrooted));
        const Result forbidden =
            userAfter("mount --rbind / " + chrooted + " && exec chroot " + chrooted + " \"$@\"",
                      makeDirectory("forbidden", kUser), {"run", "--rm", "localhost/demo"});
        QVERIFY2(forbidden.code == 125 && forbidden.err.contains("Fix:") &&
                     forbidden.err.contains("user namespace"),
                 forbidden.err.constData());
        // pasta that cannot be executed: the container runs, and the user is told.
        const QString lonely = makeDirectory("lonely", kUser);
        const Result alone = userAfter("mount --bind /dev/null /usr/bin/pasta; \"$@\" demo prepare; exec "
                                       "\"$@\" run --rm localhost/demo /bin/busybox true",
                                       lonely, {});
        QVERIFY2(alone.code == 0 && alone.err.contains("WARNING: Containers reach each other, but not other"),
                 alone.err.constData());
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(lonely + "/run/deck/holder"), 20'000);
        // Somebody else's directory might be a trap.
        const QString theirs = makeDirectory("theirs", "root");
        QVERIFY(QDir().mkpath(theirs + "/run"));
        execute("chmod", {"777", theirs, theirs + "/run"});
        const Result trapped = execute("setpriv", callAs(kUser, theirs, {"ps"}));
        QVERIFY2(trapped.code != 0 && trapped.err.contains("user"), trapped.err.constData());
    }

    void nothingStays()
    {
        const QString record = m_directory + "/run/deck/holder";
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(record), 20'000);
        QVERIFY(QDir(m_directory + "/run/containers").isEmpty());
        QVERIFY(!execute("cat", {"/proc/mounts"}).out.contains(m_directory.toUtf8()));
    }

    void cleanupTestCase()
    {
        if (::geteuid() != 0)
            return;
        execute("rm", {"-rf", m_directory});
        execute("userdel", {kUser});
        if (m_tunMode != 0)
            ::chmod("/dev/net/tun", m_tunMode);
    }
};

QTEST_GUILESS_MAIN(RootlessTest)
#include "tst_rootless.moc"
