// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/shell_image.h"

#include <QSysInfo>
#include <sys/mount.h>

using namespace catamaran;

/// The flags of `run` as the program inside the container sees them.
class TranscriptsFlagsTest : public QObject {
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

    void namespacesAreTheHostsWhereThatWasAsked_data()
    {
        QTest::addColumn<QString>("flag");
        QTest::addColumn<QString>("name");
        for (const char *name : {"ipc", "pid", "uts", "cgroup"})
            QTest::newRow(name) << (QString(name) == "cgroup" ? "cgroupns" : name) << name;
    }
    void namespacesAreTheHostsWhereThatWasAsked()
    {
        QFETCH(QString, flag);
        QFETCH(QString, name);
        const QByteArray host = QFile::symLinkTarget("/proc/self/ns/" + name).section('/', -1).toUtf8();
        const QString look = "readlink /proc/self/ns/" + name;
        const auto shared = script({"--" + flag, "host"}, look);
        COMPARE_CODE(shared, 0);
        QCOMPARE(shared.out.trimmed(), host);
        const auto own = script({}, look);
        COMPARE_CODE(own, 0);
        QVERIFY(own.out.trimmed() != host);
    }

    void theHostsNameGoesWithItsUtsNamespace()
    {
        QCOMPARE(script({"--uts", "host"}, "hostname").out.trimmed(), QSysInfo::machineHostName().toUtf8());
        const auto both = script({"--uts", "host", "--hostname", "boat"}, "true");
        COMPARE_CODE(both, 125);
        QVERIFY2(both.err.contains("conflicting options: hostname and the UTS mode"), both.err.constData());
    }

    void nobodySharesTheMemoryOfAPrivateContainer()
    {
        m_cli->ok({"run", "-d", "--network", "none", "--name", "alone", "shell", "sleep", "1000"});
        const auto result = script({"--ipc", "container:alone"}, "true");
        COMPARE_CODE(result, 125);
        QVERIFY2(result.err.contains("non-shareable IPC"), result.err.constData());
        COMPARE_CODE(script({"--ipc", "container:nosuch"}, "true"), 125);
    }

    void twoContainersShareIpcAndItsMemory()
    {
        m_cli->ok({"run", "-d", "--network", "none", "--ipc", "shareable", "--shm-size", "3m", "--name",
                   "donor", "shell", "sh", "-c", "echo shared > /dev/shm/word; exec sleep 1000"});
        const auto other = script({"--ipc", "container:donor"},
                                  "while ! cat /dev/shm/word 2>/dev/null; do :; done; echo back > "
                                  "/dev/shm/answer; df -k /dev/shm | tail -1; readlink /proc/self/ns/ipc");
        COMPARE_CODE(other, 0);
        QVERIFY2(other.out.startsWith("shared\n"), other.out.constData());
        QVERIFY2(other.out.contains(" 3072 "), other.out.constData());
        QCOMPARE(m_cli->ok({"exec", "donor", "cat", "/dev/shm/answer"}), QByteArray("back"));
        QCOMPARE(other.out.trimmed().split('\n').last(),
                 m_cli->ok({"exec", "donor", "readlink", "/proc/self/ns/ipc"}));
        QCOMPARE(script({"--ipc", "none"}, "test -d /dev/shm || echo none").out, QByteArray("none\n"));
    }

    void aContainerLooksAtTheProcessesOfAnother()
    {
        m_cli->ok({"run", "-d", "--network", "none", "--name", "watched", "shell", "sleep", "4321"});
        const auto other =
            script({"--pid", "container:watched"}, "tr '\\0' ' ' < /proc/1/cmdline; echo; echo $$");
        COMPARE_CODE(other, 0);
        QVERIFY2(other.out.startsWith("sleep 4321"), other.out.constData());
        m_cli->ok({"kill", "watched"});
        m_cli->run({"wait", "watched"});
        const auto late = script({"--pid", "container:watched"}, "true");
        COMPARE_CODE(late, 125);
        QVERIFY2(late.err.contains("cannot join PID of a non running container"), late.err.constData());
    }

    void whatAContainerWithoutProcessIdsOfItsOwnLeavesIsEnded()
    {
        // setsid: neither the end of the shell nor that of its session ends it.
        const auto result = script({"--pid", "host"}, "setsid sleep 54321 > /dev/null 2>&1 & echo $!");
        COMPARE_CODE(result, 0);
        QTRY_VERIFY_WITH_TIMEOUT(!leftOverRuns(), 20'000);
    }

    void limitsOfTheProcessAreSet()
    {
        const auto result =
            script({"--ulimit", "nofile=123:456", "--ulimit", "core=0", "--oom-score-adj", "77"},
                   "grep -E 'open files|core file' /proc/self/limits; cat "
                   "/proc/self/oom_score_adj");
        COMPARE_CODE(result, 0);
        const QByteArray text = result.out.simplified();
        QVERIFY2(text.contains("Max open files 123 456 files"), text.constData());
        QVERIFY2(text.contains("Max core file size 0 0 bytes"), text.constData());
        QVERIFY2(text.endsWith(" 77"), text.constData());
    }

    void systemControlsAreSetInOwnNamespacesOnly()
    {
        const auto own = script({"--sysctl", "kernel.msgmax=4000", "--sysctl", "net.ipv4.ip_forward=0"},
                                "cat /proc/sys/kernel/msgmax /proc/sys/net/ipv4/ip_forward");
        COMPARE_CODE(own, 0);
        QCOMPARE(own.out, QByteArray("4000\n0\n"));
        const auto net = m_cli->run(
            {"run", "--rm", "--network", "host", "--sysctl", "net.ipv4.ip_forward=1", "shell", "true"});
        COMPARE_CODE(net, 125);
        QVERIFY2(net.err.contains("sysctl \"net.ipv4.ip_forward\" not allowed in host network namespace"),
                 net.err.constData());
        COMPARE_CODE(script({"--ipc", "host", "--sysctl", "kernel.msgmax=4000"}, "true"), 125);
        COMPARE_CODE(script({"--sysctl", "vm.swappiness=1"}, "true"), 125);
    }

    void devicesAreMadeAndLimited()
    {
        if (!QFile::exists("/dev/fuse"))
            QSKIP("no /dev/fuse on this host");
        const auto read = script({"--device", "/dev/fuse:/dev/own:r"}, "test -c /dev/own && : > /dev/own");
        QVERIFY2(read.code != 0, "it was opened for writing");
        COMPARE_CODE(script({"--device", "/dev/fuse"}, "exec 3<>/dev/fuse"), 0);
        // The rule alone gives the right, the node comes by mknod.
        COMPARE_CODE(
            script({"--device-cgroup-rule", "c 10:229 rwm"}, "mknod /tmp/f c 10 229 && exec 3<>/tmp/f"), 0);
        const auto none = script({"--device", "/dev/nosuch"}, "true");
        COMPARE_CODE(none, 125);
        QVERIFY2(none.err.contains("error gathering device information"), none.err.constData());
    }

    void aPrivilegedContainerHasTheHostsDevicesAndNothingMasked()
    {
        const auto result = script({"--privileged"}, "test -c /dev/kmsg && exec 3</dev/kmsg && echo kmsg; "
                                                     "touch /sys/fs/cgroup 2>/dev/null; "
                                                     "grep -c ' /proc/' /proc/self/mountinfo; "
                                                     "grep CapEff /proc/self/status");
        QVERIFY2(result.out.startsWith("kmsg\n0\n"), (result.out + result.err).constData());
        const auto own = QString::fromUtf8(result.out).section("CapEff:", 1).trimmed();
        const auto plain = script({}, "grep CapEff /proc/self/status");
        QVERIFY(own != QString::fromUtf8(plain.out).section("CapEff:", 1).trimmed());
        QVERIFY(script({"--security-opt", "systempaths=unconfined"}, "grep -c ' /proc/' /proc/self/mountinfo")
                    .out.startsWith("0\n"));
    }

    void aSeccompProfileIsTakenFromItsFile()
    {
        test::writeText(
            m_scratch + "/seccomp.json",
            "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"names\":[\"mkdir\",\"mkdirat\"],"
            "\"action\":\"SCMP_ACT_ERRNO\",\"errnoRet\":95}]}");
        const auto result =
            script({"--security-opt", "seccomp=" + m_scratch + "/seccomp.json"}, "mkdir /made");
        QVERIFY2(result.code != 0 && result.err.contains("not supported"), result.err.constData());
        const auto missing = script({"--security-opt", "seccomp=/nosuch.json"}, "true");
        COMPARE_CODE(missing, 125);
        QVERIFY2(missing.err.contains("opening seccomp profile (/nosuch.json) failed"),
                 missing.err.constData());
    }

    void volumesAreTakenFromAnotherContainer()
    {
        m_cli->ok({"create", "--name", "keeper", "-v", "kept:/data", "-v", m_scratch + ":/bind", "--tmpfs",
                   "/t", "shell", "true"});
        COMPARE_CODE(
            script({"--volumes-from", "keeper"}, "echo one > /data/f; test -d /bind && ! test -e /t"), 0);
        const auto again = script({"--volumes-from", "keeper:ro"}, "cat /data/f; touch /data/no");
        QCOMPARE(again.out, QByteArray("one\n"));
        QVERIFY2(again.err.contains("Read-only file system"), again.err.constData());
        COMPARE_CODE(script({"--volumes-from", "nosuch"}, "true"), 125);
    }

    void aTakenAnonymousVolumeOutlivesItsFirstContainer()
    {
        m_cli->ok({"run", "--network", "none", "--name", "first", "-v", "/data", "shell", "sh", "-c",
                   "echo kept > /data/f"});
        m_cli->ok({"create", "--network", "none", "--name", "second", "--volumes-from", "first", "shell",
                   "cat", "/data/f"});
        m_cli->ok({"rm", "-v", "first"});
        QCOMPARE(m_cli->ok({"start", "-a", "second"}), QByteArray("kept"));
    }

    void aSubpathNeverLeavesItsVolume()
    {
        COMPARE_CODE(script({"-v", "tree:/t"},
                            "mkdir -p /t/in/side; echo here > /t/in/side/f; ln -s /etc /t/out; "
                            "ln -s ../../../.. /t/up"),
                     0);
        const auto mount = [](const char *path) {
            return QString("type=volume,src=tree,dst=/s,volume-subpath=%1").arg(path);
        };
        QCOMPARE(script({"--mount", mount("in/side")}, "cat /s/f").out, QByteArray("here\n"));
        // "/etc" of the volume: there is none.
        const auto out = script({"--mount", mount("out")}, "ls /s");
        COMPARE_CODE(out, 125);
        QVERIFY2(out.err.contains("cannot access subpath"), out.err.constData());
        QCOMPARE(script({"--mount", mount("up")}, "cat /s/in/side/f").out, QByteArray("here\n"));
        COMPARE_CODE(script({"--mount", mount("../x")}, "true"), 125);
    }

    void aVolumeMayBeADeviceOfItsOwn()
    {
        QDir().mkpath(m_scratch + "/behind");
        test::writeText(m_scratch + "/behind/f", "behind\n");
        const QString bind = "type=volume,src=bound,dst=/v,volume-opt=type=none,volume-opt=o=bind,volume-opt="
                             "device=" +
                             m_scratch + "/behind";
        QCOMPARE(script({"--mount", bind}, "cat /v/f").out, QByteArray("behind\n"));
        QCOMPARE(script({"-v", "bound:/again"}, "cat /again/f").out, QByteArray("behind\n"));
        const auto memory = script({"--mount", "type=volume,src=ram,dst=/v,volume-opt=type=tmpfs,volume-opt="
                                               "device=tmpfs,\"volume-opt=o=size=2m,uid=7\""},
                                   "df -k /v | tail -1; stat -c %u /v");
        QVERIFY2(memory.out.contains(" 2048 ") && memory.out.endsWith("7\n"),
                 (memory.out + memory.err).constData());
        const auto wrong = script({"--mount", "type=volume,src=wrong,dst=/v,volume-opt=device=x"}, "true");
        COMPARE_CODE(wrong, 125);
        QVERIFY2(wrong.err.contains("missing required option: \"type\""), wrong.err.constData());
    }

    void readOnlyGoesAllTheWayDownUnlessAskedOtherwise()
    {
        const QString top = m_scratch + "/top";
        QDir().mkpath(top + "/below");
        QCOMPARE(::mount("tmpfs", qPrintable(top + "/below"), "tmpfs", 0, nullptr), 0);
        const auto touch = [&](const QString &options) {
            return script({"--mount", "type=bind,src=" + top + ",dst=/m,readonly" + options},
                          "touch /m/below/f")
                .code;
        };
        const int plain = touch("");
        const int forced = touch(",bind-recursive=readonly,bind-propagation=rprivate");
        const int writable = touch(",bind-recursive=writable");
        const int shortForm = script({"-v", top + ":/m:ro"}, "touch /m/below/f").code;
        const auto without =
            script({"--mount", "type=bind,src=" + top + ",dst=/m,bind-recursive=disabled"}, "ls -A /m/below");
        ::umount2(qPrintable(top + "/below"), MNT_DETACH);
        QCOMPARE(plain, 1);
        QCOMPARE(forced, 1);
        QCOMPARE(shortForm, 1);
        QCOMPARE(writable, 0);
        QCOMPARE(without.out, QByteArray());
    }

    void mountsPropagateAsAsked()
    {
        const QString top = m_scratch + "/prop";
        QDir().mkpath(top);
        const QByteArray path = top.toUtf8();
        QCOMPARE(::mount("tmpfs", path.constData(), "tmpfs", 0, nullptr), 0);
        QCOMPARE(::mount(nullptr, path.constData(), nullptr, MS_PRIVATE, nullptr), 0);
        const auto refused = script({"-v", top + ":/m:rshared"}, "true");
        QCOMPARE(::mount(nullptr, path.constData(), nullptr, MS_SHARED, nullptr), 0);
        const QString options = "grep ' /m ' /proc/self/mountinfo";
        const QByteArray shared = script({"-v", top + ":/m:rshared"}, options).out;
        const QByteArray slave = script({"-v", top + ":/m:rslave"}, options).out;
        const QByteArray own = script({"-v", top + ":/m"}, options).out;
        // What a container mounts there is on the host, and gone with rprivate.
        const int made = script({"--privileged", "-v", top + ":/m:rshared"},
                                "mkdir /m/x && mount -t tmpfs tmpfs /m/x && echo word > /m/x/f")
                             .code;
        const bool seen = QFile::exists(top + "/x/f");
        ::umount2((path + "/x").constData(), MNT_DETACH);
        ::umount2(path.constData(), MNT_DETACH);
        COMPARE_CODE(refused, 125);
        QVERIFY2(refused.err.contains("but it is not a shared mount"), refused.err.constData());
        QVERIFY2(shared.contains(" shared:"), shared.constData());
        QVERIFY2(slave.contains(" master:") && !slave.contains(" shared:"), slave.constData());
        QVERIFY2(!own.contains(" master:") && !own.contains(" shared:"), own.constData());
        QCOMPARE(made, 0);
        QVERIFY(seen);
    }

    void furtherGroupsAreJoined()
    {
        const auto result = script({"--group-add", "1234", "--group-add", "56", "-u", "7:8"}, "id -G");
        COMPARE_CODE(result, 0);
        QCOMPARE(result.out, QByteArray("8 56 1234\n"));
        const auto unknown = script({"--group-add", "nosuch"}, "true");
        COMPARE_CODE(unknown, 125);
        QVERIFY2(unknown.err.contains("Unable to find group nosuch"), unknown.err.constData());
    }

    void whatCannotWorkIsRefusedWithItsReason_data()
    {
        QTest::addColumn<QString>("options");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char *options, const char *reason) {
            QTest::newRow(options) << QString(options) << QByteArray(reason);
        };
        row("--gpus all", "could not select device driver \"\" with capabilities: [[gpu]]");
        row("--device vendor.nosuch/class=name", "unresolvable CDI devices vendor.nosuch/class=name");
        row("--runtime nosuch", "unknown or invalid runtime name: nosuch");
        row("--runtime /bin/sh", "it is no OCI runtime");
        row("--storage-opt size=1G", "--storage-opt is supported only for overlay over xfs");
        row("--kernel-memory 8m", "--kernel-memory is not supported: Linux has no limit");
        row("--use-api-socket", "there is no daemon");
        row("--isolation hyperv", "linux only supports 'default'");
        row("--userns mine", "--userns: invalid USER mode");
        row("--ipc mine", "invalid IPC mode: mine");
        row("--memory 1m", "Minimum memory limit allowed is 6MB");
        row("--memory 10m --memory-swap 8m", "Minimum memoryswap limit should be larger than memory limit");
        row("--memory-swap 80m", "You should always set the Memory limit when using Memoryswap limit");
        row("--memory 10m --memory-reservation 20m", "can not be less than memory reservation limit");
        row("--cpus 1000", "Range of CPUs is from 0.01 to ");
        row("--cpus 1 --cpu-quota 5000", "Nano CPUs and CPU Quota cannot both be set");
        row("--cpu-period 10", "CPU cfs period can not be less than 1ms");
        row("--memory-swappiness 101", "valid memory swappiness range is 0-100");
        row("--security-opt label=fly:x", "Bad label option \"fly:x\"");
        row("--mount type=cluster,src=a,dst=/b", "mount type \"cluster\" is not supported");
        row("--volume-driver nosuch -v x1:/x", "volume driver \"nosuch\" is not known");
    }
    void whatCannotWorkIsRefusedWithItsReason()
    {
        QFETCH(QString, options);
        QFETCH(QByteArray, reason);
        const auto result = script(options.split(' '), "true");
        COMPARE_CODE(result, 125);
        QVERIFY2(result.err.contains(reason), result.err.constData());
        QVERIFY2(m_cli->run({"ps", "-aq"}).out.isEmpty(), "something was made all the same");
    }

    void inspectTellsWhatWasAsked()
    {
        m_cli->ok({"create",     "--name",
                   "asked",      "--ipc",
                   "shareable",  "--pid",
                   "host",       "--uts",
                   "host",       "--cgroupns",
                   "host",       "--annotation",
                   "a=b",        "--device-cgroup-rule",
                   "c 1:3 r",    "--cpu-period",
                   "2000",       "--cpu-quota",
                   "3000",       "--blkio-weight",
                   "50",         "--tmpfs",
                   "/t:size=1m", "--health-cmd",
                   "x",          "--health-start-interval",
                   "2s",         "-v",
                   "vol:/v:ro",  "shell",
                   "true"});
        const auto shows = [&](const char *format, const char *expected) {
            QCOMPARE(m_cli->ok({"inspect", "-f", format, "asked"}), QByteArray(expected));
        };
        shows("{{.HostConfig.IpcMode}}", "shareable");
        shows("{{.HostConfig.PidMode}}", "host");
        shows("{{.HostConfig.UTSMode}}", "host");
        shows("{{.HostConfig.CgroupnsMode}}", "host");
        shows("{{.HostConfig.CpuPeriod}} {{.HostConfig.CpuQuota}}", "2000 3000");
        shows("{{.HostConfig.BlkioWeight}}", "50");
        shows("{{json .HostConfig.Annotations}}", "{\"a\":\"b\"}");
        shows("{{json .HostConfig.DeviceCgroupRules}}", "[\"c 1:3 r\"]");
        shows("{{json .HostConfig.Tmpfs}}", "{\"/t\":\"size=1048576\"}");
        shows("{{json .HostConfig.Binds}}", "[\"vol:/v:ro\"]");
        shows("{{.Config.Healthcheck.StartInterval}}", "2000000000");
    }

private:
    /// Without a network: these flags need none, and its set-up takes time.
    [[nodiscard]] test::CommandResult script(const QStringList &options, const QString &text) const
    {
        return test::runScript(*m_cli, QStringList{"--network", "none"} + options, text);
    }
    static bool leftOverRuns()
    {
        for (const QString &pid : QDir("/proc").entryList(QDir::Dirs)) {
            QFile file("/proc/" + pid + "/cmdline");
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(QByteArray("sleep\0"
                                                                                     "54321",
                                                                                     11)))
                return true;
        }
        return false;
    }

    test::TemporaryDirectory m_directory;
    QString m_scratch;
    std::unique_ptr<test::CliRunner> m_cli;
};

QTEST_GUILESS_MAIN(TranscriptsFlagsTest)
#include "tst_transcripts_flags.moc"
