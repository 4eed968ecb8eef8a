// SPDX-License-Identifier: GPL-3.0-or-later
// Escapes that a user namespace invites, tried from inside containers of an ordinary user, whose root is that
// of a namespace. Each must fail; the rows of security.md are printed.
#include "tests/support/cli_runner.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>
#include <sys/stat.h>
#include <unistd.h>

using namespace catamaran::test;

namespace {

constexpr const char *kUser = "catamaran-prey";
constexpr const char *kSecret = "the-secret-of-the-host";

CommandResult execute(const QString &program, const QStringList &arguments, int timeoutMs = 60'000)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(timeoutMs);
    if (process.state() != QProcess::NotRunning) {
        process.kill();
        process.waitForFinished(5'000);
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : 128,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

QByteArray textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeFile(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY2(file.open(QIODevice::WriteOnly | QIODevice::Truncate), qPrintable(path));
    QCOMPARE(file.write(text), text.size());
}

} // namespace

class RootlessAttackTest : public QObject {
    Q_OBJECT

    QString m_directory;
    QString m_program;
    mode_t m_tunMode = 0;
    QStringList m_table;

    CommandResult user(const QStringList &arguments) const
    {
        return execute("setpriv",
                       QStringList{"--reuid", kUser, "--regid", kUser, "--init-groups", "env", "-i",
                                   "PATH=/usr/bin:/bin:/usr/sbin:/sbin", "HOME=" + m_directory,
                                   "CATAMARAN_ROOT=" + m_directory + "/data",
                                   "CATAMARAN_RUN=" + m_directory + "/run", m_program} +
                           arguments);
    }
    QByteArray ok(const QStringList &arguments) const
    {
        const CommandResult result = user(arguments);
        if (result.code != 0)
            qWarning("%s: code %d\n%s%s", qPrintable(arguments.join(' ')), result.code,
                     result.out.constData(), result.err.constData());
        return result.code == 0 ? result.out.trimmed() : QByteArray("failed");
    }
    CommandResult script(const QStringList &options, const QString &text) const
    {
        return user(QStringList{"run", "--rm", "--network", "none"} + options +
                    QStringList{"prey", "/bin/sh", "-c", text});
    }
    void row(const char *attack, const char *tried, const char *stoppedBy)
    {
        m_table << QString("%1 | %2 | %3").arg(attack, tried, stoppedBy);
    }
    /// Users of the host that the first process of a container is: real, effective, saved, of files.
    QList<QByteArray> hostUsersOf(const QString &name) const
    {
        const QByteArray pid = ok({"inspect", "-f", "{{.State.Pid}}", name});
        for (const QByteArray &line : textOf("/proc/" + pid + "/status").split('\n')) {
            if (line.startsWith("Uid:"))
                return line.mid(4).simplified().split(' ');
        }
        return {};
    }
    // As every test of these: the default mapping, the user kept as he is, and with all rights there are.
    static void kinds()
    {
        QTest::addColumn<QStringList>("options");
        QTest::newRow("default") << QStringList{};
        QTest::newRow("keep-id") << QStringList{"--userns", "keep-id", "-u", "0:0"};
        QTest::newRow("privileged") << QStringList{"--privileged"};
    }

private slots:
    void initTestCase()
    {
        if (::geteuid() != 0)
            QSKIP("needs root to make a user to test with");
        if (execute("sh", {"-c", "command -v newuidmap setpriv useradd"}).code != 0)
            QSKIP("needs newuidmap, setpriv and useradd");
        struct stat tun {};
        if (::stat("/dev/net/tun", &tun) == 0 && (tun.st_mode & 0777) != 0666) {
            m_tunMode = tun.st_mode & 0777;
            ::chmod("/dev/net/tun", 0666);
        }
        execute("useradd", {"-M", "-U", kUser});
        execute("usermod",
                {"--add-subuids", "901000000-901065535", "--add-subgids", "901000000-901065535", kUser});
        m_directory = QDir::tempPath() + "/catamaran-prey-" + QString::number(::getpid());
        QVERIFY(QDir().mkpath(m_directory + "/image"));
        // A build below a directory of mode 0700 is out of an ordinary user's reach: a copy serves.
        m_program = CliRunner::program("catamaran");
        const QString build = QFileInfo(m_program).path() + "/..";
        QCOMPARE(execute("cp", {"-rL", build + "/bin", build + "/libexec", m_directory}).code, 0);
        m_program = m_directory + "/bin/catamaran";
        const QString probe = m_directory + "/libexec/setuid_probe";
        if (!QFile::exists(probe))
            QSKIP("setuid_probe is not built");
        QVERIFY(QFile::copy(probe, m_directory + "/image/probe"));
        writeFile(m_directory + "/image/Dockerfile",
                  "FROM localhost/demo\n"
                  "RUN [\"/bin/busybox\", \"--install\", \"-s\", \"/bin\"]\n"
                  "COPY probe /probe\n"
                  "RUN chmod 4755 /probe && mkdir -p /tmp /m\n");
        writeFile(m_directory + "/secret", kSecret);
        QCOMPARE(::chmod((m_directory + "/secret").toLocal8Bit().constData(), 0600), 0); // root's alone
        QCOMPARE(execute("chown", {"-R", kUser, m_directory + "/image"}).code, 0);
        QCOMPARE(execute("chown", {kUser, m_directory}).code, 0);
        if (user({"info"}).out.contains("no  user namespaces"))
            QSKIP("this host gives users no user namespaces");
        QVERIFY(ok({"demo", "prepare"}) != "failed");
        QVERIFY(ok({"build", "-q", "-t", "prey", m_directory + "/image"}) != "failed");
    }
    void cleanupTestCase()
    {
        if (!m_program.isEmpty()) {
            const QByteArray all = user({"ps", "-aq"}).out;
            for (const QByteArray &id : all.split('\n')) {
                if (!id.isEmpty())
                    user({"rm", "-f", id});
            }
            // Its files belong to users of the namespace.
            execute("rm", {"-rf", m_directory});
            execute("userdel", {kUser});
        }
        if (m_tunMode)
            ::chmod("/dev/net/tun", m_tunMode);
        for (const QString &line : m_table)
            qInfo("%s", qPrintable(line));
    }

    // The kernel makes it root of the namespace, which is nobody outside.
    void setuidPrograms_data() { kinds(); }
    void setuidPrograms()
    {
        QFETCH(QStringList, options);
        if (options.contains("-u"))
            options = options.mid(0, 2); // the kept user calls it
        else
            options += QStringList{"-u", "1000:1000"};
        const QString secret = m_directory + "/secret";
        QVERIFY(
            ok(QStringList{"run", "-d", "--name", "suid", "--network", "none", "-v", secret + ":/secret"} +
               options + QStringList{"prey", "/probe", "/secret", "1000"}) != "failed");
        QByteArray said;
        QTRY_VERIFY_WITH_TIMEOUT((said = user({"logs", "suid"}).out).count('\n') >= 2, 20'000);
        // Of the files of an image the kept user is the owner himself.
        QVERIFY2(said.contains(" effective 0\n") || options.contains("keep-id"), said.constData());
        QVERIFY2(!said.contains(kSecret), said.constData());
        const QList<QByteArray> users = hostUsersOf("suid");
        QCOMPARE(users.size(), 4);
        for (const QByteArray &one : users)
            QVERIFY2(one != "0", users.join(' ').constData());
        QVERIFY(ok({"rm", "-f", "suid"}) != "failed");
        const CommandResult held =
            user(QStringList{"run", "--rm", "--network", "none", "--security-opt", "no-new-privileges"} +
                 options + QStringList{"prey", "/probe"});
        QVERIFY2(!held.out.contains("effective 0"), held.out.constData());
        if (options.contains("--privileged"))
            row("setuid program in a user namespace",
                "run by the container's and by the kept user, with --privileged, on a file of the host's "
                "root",
                "it is a subordinate user of the host; no_new_privs");
    }

    // What a container leaves in a directory of the host is the user's or a subordinate's, also when
    // set-user-ID.
    void setuidFilesForTheHost()
    {
        QVERIFY(QDir().mkpath(m_directory + "/shared"));
        QCOMPARE(execute("chown", {kUser, m_directory + "/shared"}).code, 0);
        const CommandResult left =
            script({"-v", m_directory + "/shared:/shared"},
                   "cp /probe /shared/mine; chown 1000 /shared/mine; cp /probe /shared/own; "
                   "chmod 6755 /shared/*; mknod /shared/disk b 8 0; mknod /shared/mem c 1 1; true");
        QCOMPARE(left.code, 0);
        struct stat own {};
        struct stat mine {};
        QCOMPARE(::stat((m_directory + "/shared/own").toLocal8Bit().constData(), &own), 0);
        QCOMPARE(::stat((m_directory + "/shared/mine").toLocal8Bit().constData(), &mine), 0);
        QVERIFY2(own.st_uid != 0 && mine.st_uid != 0 && own.st_uid != mine.st_uid,
                 qPrintable(QString("%1 %2\n").arg(own.st_uid).arg(mine.st_uid) + left.out + left.err));
        QVERIFY(!QFile::exists(m_directory + "/shared/disk") && !QFile::exists(m_directory + "/shared/mem"));
        row("setuid files and devices left in a bind",
            "cp, chown, chmod 6755, mknod in a directory of the host",
            "files are of the user or a subordinate one; the kernel makes no devices in a user namespace");
    }

    void kernelFiles_data() { kinds(); }
    void kernelFiles()
    {
        QFETCH(QStringList, options);
        const QByteArray pattern = textOf("/proc/sys/kernel/core_pattern");
        const CommandResult tried = script(
            options, "for f in /proc/sys/kernel/core_pattern /proc/sys/kernel/modprobe /proc/sysrq-trigger "
                     "/proc/sys/kernel/panic /proc/sys/vm/overcommit_memory /sys/kernel/uevent_helper "
                     "/sys/kernel/mm/ksm/run /sys/module/kernel/parameters/panic /sys/power/state /dev/mem "
                     "/dev/kmsg; do "
                     "[ -e $f ] && (echo '|/probe' > $f) 2>/dev/null && echo WROTE $f; done; "
                     "for f in /proc/kcore /proc/kpagecount /dev/sda /dev/mem /proc/1/mem; do "
                     "dd if=$f of=/dev/null bs=1 count=1 2>/dev/null && echo READ $f; done; "
                     "for d in /sys/kernel/security /sys/fs/cgroup /sys/firmware; do "
                     "mkdir $d/prey 2>/dev/null && echo MADE $d; done; true");
        QCOMPARE(tried.code, 0);
        // Its own control group is a user's to divide where the host has delegated it.
        QByteArray out = tried.out;
        if (options.contains("--privileged"))
            out.replace("MADE /sys/fs/cgroup\n", "").replace("READ /proc/1/mem\n", "");
        QVERIFY2(out.trimmed().isEmpty(), out.constData());
        QCOMPARE(textOf("/proc/sys/kernel/core_pattern"), pattern);
        if (options.contains("--privileged"))
            row("kernel files from a user namespace",
                "core_pattern, modprobe, sysrq, panic, uevent_helper, ksm, power, mem, kmsg, kcore, disks; "
                "with "
                "--privileged too",
                "they are root's of the host; masked and read-only paths");
    }

    // CVE-2022-0492 in the form that a user namespace had made possible, and the mounts of CVE-2022-0185,
    // CVE-2023-0386, CVE-2021-3493 and of a second procfs (CVE-2025-52881's way around the masks).
    void mountsAndNamespaces_data() { kinds(); }
    void mountsAndNamespaces()
    {
        QFETCH(QStringList, options);
        const CommandResult tried = script(
            options,
            "try() { what=$1; shift; (\"$@\") >/dev/null 2>&1 && echo DID $what; }; "
            "try cgroup1 mount -t cgroup -o memory cgroup /m; "
            "[ -w /m/release_agent ] && echo '/probe' > /m/release_agent && echo WROTE release_agent; "
            "for f in /sys/fs/cgroup/*/release_agent /sys/fs/cgroup/release_agent; do "
            "(echo /probe > $f) 2>/dev/null && echo WROTE $f; done; "
            "try userns-cgroup unshare -UrmC sh -c 'mount -t cgroup -o rdma cgroup /m && "
            "echo /probe > /m/release_agent'; "
            "try overlay-of-setuid sh -c 'mkdir -p /tmp/l /tmp/u /tmp/w && cp -p /probe /tmp/l && "
            "mount -t overlay -o lowerdir=/tmp/l,upperdir=/tmp/u,workdir=/tmp/w none /m && touch /m/probe && "
            "[ $(stat -c %u /tmp/u/probe) = 0 ] && [ $(cat /proc/self/uid_map | head -1 | tr -s \" \" | "
            "cut -d \" \" -f 3) = 0 ]'; "
            "try debugfs mount -t debugfs none /m; try ext4 mount -t ext4 /dev/sda /m; "
            "try securityfs mount -t securityfs none /m; "
            "try module insmod /probe; try host-pid nsenter -t 1 -m cat " +
                m_directory +
                "/secret; "
                "cat /proc/*/root" +
                m_directory +
                "/secret 2>/dev/null; "
                "try mount-of-proc sh -c 'mount -t proc none /m && echo x > /m/sys/kernel/core_pattern'; "
                "try unmask sh -c 'umount /proc/sys && echo x > /proc/sys/kernel/core_pattern'; "
                "date -s 2000-01-01 >/dev/null 2>&1; [ $(date +%Y) = 2000 ] && echo SET; true");
        QVERIFY2(tried.code == 0, tried.err.constData());
        // The kernel lets the root of a namespace mount what is its own; what makes it an escape is in the
        // rest.
        QByteArray out = tried.out;
        if (options.contains("--privileged"))
            out.replace("DID cgroup1\n", "");
        QVERIFY2(out.trimmed().isEmpty(), out.constData());
        if (options.contains("--privileged"))
            row("CVE-2022-0492, CVE-2022-0185, CVE-2023-0386, CVE-2021-3493 in a user namespace",
                "release_agent by new namespaces, mounts of cgroup, overlay, debugfs, ext4, a second proc, "
                "unmasking, "
                "modules, the clock; with --privileged too",
                "seccomp, no CAP_SYS_ADMIN; with it: the kernel's own look at the namespace that owns the "
                "thing");
    }

    // Another user's and the host's processes are not there to be traced or signalled.
    void otherProcesses_data() { kinds(); }
    void otherProcesses()
    {
        QFETCH(QStringList, options);
        const CommandResult tried =
            script(options, "ls -d /proc/[0-9]* | wc -l; kill -0 " + QString::number(::getpid()) +
                                " 2>/dev/null && echo REACHED; grep -c . /proc/self/uid_map; "
                                "(echo 0 0 4294967295 > /proc/self/uid_map) 2>/dev/null && echo REMAPPED; "
                                "(echo allow > /proc/self/setgroups) 2>/dev/null; id -u");
        QCOMPARE(tried.code, 0);
        QVERIFY2(!tried.out.contains("REACHED") && !tried.out.contains("REMAPPED"), tried.out.constData());
        QVERIFY2(tried.out.split('\n').first().toInt() < 6, tried.out.constData());
        if (options.contains("--privileged"))
            row("processes and mapping from a user namespace", "signals to the host, a wider uid_map",
                "own pid namespace; a map is written once");
    }

    // CVE-2019-5736 against a user's own files: the helpers are the user's to read, and not the container's
    // to write.
    void theRuntimeIsNotOverwritten()
    {
        const QString helper = m_directory + "/libexec/catamaran-monitor";
        const QByteArray before = textOf(helper);
        QCOMPARE(execute("chown", {"-R", kUser, m_directory + "/libexec", m_directory + "/bin"}).code, 0);
        QVERIFY(ok({"run", "-d", "--name", "writer", "--network", "none", "prey", "/bin/sh", "-c",
                    "while :; do for p in /proc/[0-9]*; do (echo x >> $p/exe) 2>/dev/null && echo WROTE $p "
                    "$(readlink "
                    "$p/exe); done; done"}) != "failed");
        for (int i = 0; i < 10; ++i)
            user({"exec", "writer", "/proc/self/exe"});
        const QByteArray said = user({"logs", "writer"}).out;
        QVERIFY(ok({"rm", "-f", "writer"}) != "failed");
        QVERIFY2(!said.contains("catamaran"), said.constData());
        QCOMPARE(textOf(helper), before);
        row("CVE-2019-5736 in a user namespace", "writer on every /proc/*/exe, exec of /proc/self/exe",
            "helpers run from a read-only detached mount or a sealed memory file");
    }
};

QTEST_GUILESS_MAIN(RootlessAttackTest)
#include "tst_rootless_attacks.moc"
