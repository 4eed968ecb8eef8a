// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cgroup/device_filter.h"
#include "engine/oci/groups.h"
#include "tests/integration/oci/oci_bundle.h"

#include <QDirIterator>
#include <QScopeGuard>
#include <csignal>
#include <functional>
#include <nlohmann/json.hpp>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

using namespace catamaran;
using nlohmann::json;

/// The verbs of catamaran-runtime on a bundle, as runtime.md of the OCI runtime specification describes them.
class OciRuntimeTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_bundle = QString::fromStdString(m_directory.file("b"));
        m_root = QString::fromStdString(m_directory.file("r"));
        if (const QString reason = test::makeBusyboxRoot(m_bundle + "/rootfs"); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        COMPARE_CODE(runtime({"spec", "--bundle", m_bundle}), 0);
        QFile file(m_bundle + "/config.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_template = json::parse(file.readAll().toStdString());
        m_template["process"]["terminal"] = false;
        QVERIFY(runtime({"spec", "--bundle", m_bundle}).err.contains("File config.json exists"));
    }
    void cleanup()
    {
        if (m_bundle.isEmpty())
            return;
        for (const QByteArray &id : runtime({"list", "-q"}).out.split('\n')) {
            if (!id.isEmpty())
                runtime({"delete", "--force", id});
        }
        QVERIFY(groups().isEmpty());
    }

    void aProgramRunsAndItsCodeComesBack()
    {
        configure({"sh", "-c", "echo out; echo err >&2; hostname; exit 42"});
        const auto result = runtime({"run", "--bundle", m_bundle, "one"});
        COMPARE_CODE(result, 42);
        QCOMPARE(result.out, QByteArray("out\ncatamaran\n"));
        QCOMPARE(result.err, QByteArray("err\n"));
        QVERIFY(runtime({"state", "one"}).err.contains("does not exist"));
    }

    void theLifecycleIsTheSpecifications()
    {
        configure({"sleep", "100"});
        const QString pidFile = m_bundle + "/pid";
        create("two", {"--pid-file", pidFile});
        json state = stateOf("two");
        QVERIFY(state["status"] == "created");
        QCOMPARE(QByteArray::number(state["pid"].get<int>()), contents(pidFile));
        QVERIFY(
            contents(QString("/proc/%1/cmdline").arg(state["pid"].get<int>())).startsWith("catamaran-oci"));
        QVERIFY(runtime({"create", "--bundle", m_bundle, "two"}).err.contains("container with id exists"));
        COMPARE_CODE(runtime({"start", "two"}), 0);
        QTRY_VERIFY(stateOf("two")["status"] == "running");
        COMPARE_CODE(runtime({"start", "two"}), 1);
        QVERIFY(runtime({"delete", "two"}).err.contains("not stopped"));
        COMPARE_CODE(runtime({"pause", "two"}), 0);
        QVERIFY(stateOf("two")["status"] == "paused");
        QVERIFY(runtime({"exec", "two", "true"}).err.contains("paused container"));
        COMPARE_CODE(runtime({"resume", "two"}), 0);
        COMPARE_CODE(runtime({"exec", "two", "sh", "-c", "exit 7"}), 7);
        QVERIFY(runtime({"exec", "two", "nope"}).err.contains("executable file not found in $PATH"));
        QVERIFY(runtime({"ps", "--format", "json", "two"}).out.contains(contents(pidFile)));
        QVERIFY(json::parse(runtime({"events", "--stats", "two"}).out.toStdString())["type"] == "stats");
        COMPARE_CODE(runtime({"kill", "two", "KILL"}), 0);
        QTRY_VERIFY(stateOf("two")["status"] == "stopped");
        QVERIFY(runtime({"kill", "two", "TERM"}).err.contains("container not running"));
        COMPARE_CODE(runtime({"start", "two"}), 1);
        COMPARE_CODE(runtime({"delete", "two"}), 0);
        COMPARE_CODE(runtime({"delete", "two"}), 1);
        COMPARE_CODE(runtime({"delete", "--force", "two"}), 0);
    }

    void hooksRunInTheirOrderAndReadTheState()
    {
        const QString log = m_bundle + "/hooks";
        const auto hook = [&](const char *name) {
            const std::string script =
                "s=$(cat); echo \x22" + std::string(name) + " $s\x22 >> " + log.toStdString();
            return json::array(
                {{{"path", "/bin/sh"}, {"args", {"sh", "-c", script}}, {"env", {"PATH=/bin:/usr/bin"}}}});
        };
        configure({"true"}, [&](json &config) {
            for (const char *name : {"poststop", "poststart", "createContainer", "createRuntime", "prestart"})
                config["hooks"][name] = hook(name);
            // The container's own program: it runs where its root is.
            config["root"]["readonly"] = false;
            config["hooks"]["startContainer"] =
                json::array({{{"path", "/bin/sh"}, {"args", {"sh", "-c", "cat > /tmp/started"}}}});
        });
        COMPARE_CODE(runtime({"run", "--bundle", m_bundle, "three"}), 0);
        QStringList names;
        QStringList statuses;
        for (const QByteArray &line : contents(log).trimmed().split('\n')) {
            const qsizetype space = line.indexOf(' ');
            names << QString::fromUtf8(line.left(space));
            const json state = json::parse(line.mid(space + 1).toStdString());
            statuses << QString::fromStdString(state["status"].get<std::string>());
            QVERIFY(state["id"] == "three");
            QCOMPARE(state["bundle"].get<std::string>(), m_bundle.toStdString());
            QVERIFY(names.last() == "poststop" || state["pid"].get<int>() > 0);
        }
        QCOMPARE(names,
                 (QStringList{"prestart", "createRuntime", "createContainer", "poststart", "poststop"}));
        QCOMPARE(statuses, (QStringList{"creating", "creating", "creating", "running", "stopped"}));
        const json started = json::parse(contents(m_bundle + "/rootfs/tmp/started").toStdString());
        QVERIFY(started["status"] == "created");
    }

    void aFailingHookUndoesTheCreation()
    {
        configure({"true"}, [](json &config) {
            config["hooks"]["createRuntime"] =
                json::array({{{"path", "/bin/sh"}, {"args", {"sh", "-c", "echo because >&2; exit 3"}}}});
        });
        const auto failed = runtime({"create", "--bundle", m_bundle, "four"});
        COMPARE_CODE(failed, 1);
        QVERIFY2(failed.err.contains("exit status 3") && failed.err.contains("because"), failed.err);
        configure({"true"}, [](json &config) {
            config["hooks"]["createContainer"] =
                json::array({{{"path", "/bin/sleep"}, {"args", {"sleep", "60"}}, {"timeout", 1}}});
        });
        QVERIFY(runtime({"create", "--bundle", m_bundle, "four"}).err.contains("timed out"));
        QVERIFY(runtime({"list", "-q"}).out.isEmpty());
        QVERIFY(groups().isEmpty());
    }

    void theProcessGetsWhatItsSectionSays()
    {
        configure(
            {"sh", "-c",
             "id -u; id -g; id -G; pwd; echo $HELLO; ulimit -n; grep -E 'NoNewPrivs|CapEff|CapAmb' "
             "/proc/self/status; cat /proc/self/oom_score_adj; umask"},
            [](json &config) {
                json &process = config["process"];
                process["user"] = {{"uid", 1000}, {"gid", 1001}, {"additionalGids", {5}}, {"umask", 63}};
                process["cwd"] = "/tmp";
                process["env"].push_back("HELLO=there");
                process["rlimits"] = json::array({{{"type", "RLIMIT_NOFILE"}, {"soft", 99}, {"hard", 100}}});
                process["noNewPrivileges"] = true;
                process["oomScoreAdj"] = 321;
                const json one = json::array({"CAP_NET_BIND_SERVICE"});
                process["capabilities"] = {{"bounding", one},
                                           {"effective", one},
                                           {"permitted", one},
                                           {"inheritable", one},
                                           {"ambient", one}};
            });
        const auto result = runtime({"run", "--bundle", m_bundle, "five"});
        COMPARE_CODE(result, 0);
        QCOMPARE(result.out, QByteArray("1000\n1001\n1001 5\n/tmp\nthere\n99\nCapEff:\t0000000000000400\n"
                                        "CapAmb:\t0000000000000400\nNoNewPrivs:\t1\n321\n0077\n"));
    }

    void whatIsMaskedReadOnlyOrLimitedIsSo()
    {
        configure({"sh", "-c",
                   "touch /x; cat /etc/secret; ls /tmp/hidden; echo 1 > /tmp/ro/f; cat /tmp/bound; "
                   "mount | grep -c ' /tmp/t .*noexec'"},
                  [this](json &config) {
                      config["linux"]["maskedPaths"] = {"/etc/secret", "/tmp/hidden", "/not/there"};
                      config["linux"]["readonlyPaths"] = {"/tmp/ro"};
                      config["mounts"].push_back({{"destination", "/tmp/t"},
                                                  {"type", "tmpfs"},
                                                  {"source", "x"},
                                                  {"options", {"noexec", "size=64k"}}});
                      config["mounts"].push_back({{"destination", "/tmp/bound"},
                                                  {"type", "bind"},
                                                  {"source", "data"},
                                                  {"options", {"bind", "ro"}}});
                      QDir().mkpath(m_bundle + "/rootfs/tmp/hidden/in");
                      QDir().mkpath(m_bundle + "/rootfs/tmp/ro");
                      write(m_bundle + "/rootfs/etc/secret", "secret\n");
                      write(m_bundle + "/data", "data\n");
                  });
        const auto result = runtime({"run", "--bundle", m_bundle, "six"});
        QCOMPARE(result.out, QByteArray("data\n1\n"));
        QCOMPARE(result.err.count("Read-only file system") + result.err.count("nonexistent"), qsizetype(2));
    }

    void seccompRefusesWithTheErrnoAsked()
    {
        configure({"sh", "-c", "hostname x; hostname"}, [](json &config) {
            const json all = json::array({"CAP_SYS_ADMIN"});
            config["process"]["capabilities"] = {{"bounding", all}, {"effective", all}, {"permitted", all}};
            config["linux"]["seccomp"] = {{"defaultAction", "SCMP_ACT_ALLOW"},
                                          {"syscalls", json::array({{{"names", {"sethostname"}},
                                                                     {"action", "SCMP_ACT_ERRNO"},
                                                                     {"errnoRet", 95}}})}};
        });
        for (const char *id : {"seven", "cached"}) {
            const auto result = runtime({"run", "--bundle", m_bundle, id});
            QVERIFY2(result.err.contains("not supported"), result.err);
            QCOMPARE(result.out, QByteArray("catamaran\n"));
        }
    }

    void aWorkingDirectoryThroughADescriptorDoesNotEscape()
    {
        // CVE-2024-21626: the descriptors of whoever starts the container.
        for (int fd = 3; fd < 16; ++fd) {
            configure({"ls"}, [fd](json &config) {
                config["process"]["cwd"] = "/proc/self/fd/" + std::to_string(fd);
            });
            const auto result = runtime({"run", "--bundle", m_bundle, "eight"});
            QVERIFY2(result.code != 0 || !result.out.contains("config.json"), result.out);
            QVERIFY2(!result.out.contains("vmlinuz") && !result.out.contains("home"), result.out);
        }
    }

    void aTerminalInTheForeground()
    {
        configure({"sh", "-c", "tty; echo typed"},
                  [](json &config) { config["process"]["terminal"] = true; });
        const auto result = runtime({"run", "--bundle", m_bundle, "nine"});
        COMPARE_CODE(result, 0);
        QCOMPARE(result.out, QByteArray("/dev/pts/0\r\ntyped\r\n"));
        QVERIFY(runtime({"create", "--bundle", m_bundle, "nine"}).err.contains("console socket"));
    }

    void deviceRulesHold()
    {
        // Through the runtime, with whatever version of control groups it takes here. loop-control is made by
        // the runtime; its rule allows writing alone, and the loop device has none.
        configure({"sh", "-c", "true > /dev/null; true < /dev/lc; true > /dev/lc; true < /dev/other"},
                  [](json &config) {
                      config["linux"]["devices"] =
                          json::array({{{"path", "/dev/lc"}, {"type", "c"}, {"major", 10}, {"minor", 237}},
                                       {{"path", "/dev/other"}, {"type", "b"}, {"major", 7}, {"minor", 0}}});
                      config["linux"]["resources"]["devices"] = json::array(
                          {{{"allow", false}, {"access", "rwm"}},
                           {{"allow", true}, {"type", "c"}, {"major", 10}, {"minor", 237}, {"access", "w"}}});
                  });
        const auto result = runtime({"run", "--bundle", m_bundle, "devices"});
        if (result.err.contains("device rules need the devices control group"))
            QSKIP("this host has no control group for devices");
        QVERIFY2(!result.err.contains("/dev/null"), result.err);
        QCOMPARE(result.err.count("/dev/lc: Operation not permitted"), qsizetype(1));
        QCOMPARE(result.err.count("/dev/other: Operation not permitted"), qsizetype(1));
    }

    void deviceRulesHoldOnVersion2()
    {
        if (QFile::exists("/sys/fs/cgroup/cgroup.procs"))
            return; // deviceRulesHold() has shown it, through the runtime
        // The groups themselves: a host with both versions has a version 2 group without controllers, and the
        // filter needs none.
        const QString top = "/sys/fs/cgroup/unified";
        const std::string directory = (top + group() + "-v2").toStdString();
        if (!QFile::exists(top + "/cgroup.procs") || ::mkdir(directory.c_str(), 0755) != 0)
            QSKIP("no control group of version 2 can be made here");
        const auto gone = qScopeGuard([&] { ::rmdir(directory.c_str()); });
        if (const auto probe = engine::cgroup::probeDeviceFilter();
            !probe || *probe != engine::cgroup::DeviceFilter::Attached)
            QSKIP("this kernel loads no device filter for this user");
        engine::oci::Groups groups({engine::launch::CgroupPlan::Version::V2, {directory}},
                                   {{std::string(), directory}});
        const QString node = m_bundle + "/rootfs/node";
        QCOMPARE(::mknod(qPrintable(node), S_IFCHR | 0600, makedev(1, 11)), 0);
        const auto errors = [&](const json &rules) {
            std::vector<std::string> warnings;
            const auto applied =
                groups.apply(json{{"devices", rules}}, engine::oci::Groups::Devices::Set, warnings);
            if (!applied)
                return QByteArray::fromStdString(applied.error().text());
            return test::runProgram("/bin/sh", {"-c", "echo $$ > " + QString::fromStdString(directory) +
                                                          "/cgroup.procs; true > /dev/null; true < " + node})
                .err;
        };
        const json nothing = {{"allow", false}, {"access", "rwm"}};
        const json readable = {{"allow", true}, {"type", "c"}, {"major", 1}, {"minor", 11}, {"access", "r"}};
        const QByteArray refused = errors(json::array({nothing}));
        const QByteArray allowed = errors(json::array({nothing, readable}));
        const QByteArray again = errors(json::array({readable, nothing})); // in place of the one before
        QFile::remove(node);
        QVERIFY2(refused.contains("node: Operation not permitted"), refused);
        QVERIFY2(!refused.contains("/dev/null"), refused);
        QCOMPARE(allowed, QByteArray());
        QVERIFY2(again.contains("node: Operation not permitted"), again);
    }

    void limitsAreSetAndChanged()
    {
        configure({"sleep", "100"}, [](json &config) {
            config["linux"]["resources"] = {{"memory", {{"limit", 64 << 20}}}, {"pids", {{"limit", 20}}}};
        });
        create("ten", {});
        COMPARE_CODE(runtime({"start", "ten"}), 0);
        const auto limit = [this] {
            const json data = json::parse(runtime({"events", "--stats", "ten"}).out.toStdString())["data"];
            return data["memory"]["usage"]["limit"].get<std::int64_t>();
        };
        if (limit() != 64 << 20 && !QFile::exists("/sys/fs/cgroup/memory"))
            QSKIP("this host has no memory control group here");
        QCOMPARE(limit(), std::int64_t{64 << 20});
        COMPARE_CODE(runtime({"update", "--memory", "33554432", "ten"}), 0);
        QCOMPARE(limit(), std::int64_t{32 << 20});
        QVERIFY(runtime({"update", "--memory", "much", "ten"}).err.contains("invalid value"));
    }

    void killingItAtAnyMomentLeavesNothing()
    {
        configure({"sleep", "100"});
        for (int round = 0; round < 25; ++round) {
            QProcess process;
            process.start(program(), QStringList{"--root", m_root, "create", "--bundle", m_bundle, "killed"});
            QVERIFY(process.waitForStarted());
            process.waitForFinished(round / 2); // somewhere between its first step and its last
            process.kill();
            process.waitForFinished();
            COMPARE_CODE(runtime({"delete", "--force", "killed"}), 0);
            QVERIFY2(!QFile::exists(m_root + "/killed"), "its state is left");
            QVERIFY2(groups().isEmpty(), qPrintable(groups().join(' ')));
        }
    }

    void errorsGoToTheLogAsContainerdReadsThem()
    {
        const QString log = m_bundle + "/log.json";
        configure({"nope"});
        const auto result =
            runtime({"--log", log, "--log-format", "json", "create", "--bundle", m_bundle, "eleven"});
        COMPARE_CODE(result, 1);
        const json line = json::parse(contents(log).trimmed().split('\n').last().toStdString());
        QVERIFY(line["level"] == "error");
        QVERIFY(line["msg"].get<std::string>().find("executable file not found in $PATH") !=
                std::string::npos);
        QVERIFY(runtime({"create", "--no-pivot", "--bundle", m_bundle, "x"}).err.contains("not supported"));
        QVERIFY(runtime({"create", "--nonsense", "x"}).err.contains("flag provided but not defined"));
        QVERIFY(runtime({"create", "--bundle", m_bundle, "../x"}).err.contains("invalid container id"));
    }

private:
    static QString program() { return test::CliRunner::program("catamaran-runtime"); }
    test::CommandResult runtime(const QStringList &arguments) const
    {
        return test::runProgram(program(), QStringList{"--root", m_root} + arguments);
    }
    // Without pipes: what is created holds its streams as long as it lives.
    void create(const QString &id, const QStringList &options)
    {
        QProcess process;
        process.setStandardInputFile(QProcess::nullDevice());
        process.setStandardOutputFile(QProcess::nullDevice());
        process.setStandardErrorFile(QProcess::nullDevice());
        process.start(program(), QStringList{"--root", m_root, "create", "--bundle", m_bundle} + options +
                                     QStringList{id});
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 0);
    }
    json stateOf(const QString &id) const
    {
        const auto result = runtime({"state", id});
        return result.code == 0 ? json::parse(result.out.toStdString()) : json{{"status", "gone"}};
    }
    void configure(const std::vector<std::string> &arguments, const std::function<void(json &)> &change = {})
    {
        json config = m_template;
        config["process"]["args"] = arguments;
        config["linux"]["cgroupsPath"] = group().toStdString();
        if (change)
            change(config);
        write(m_bundle + "/config.json", QByteArray::fromStdString(config.dump()));
    }
    static QString group() { return QString("/catamaran-oci-test-%1").arg(getpid()); }
    // The control groups of this test that are there.
    static QStringList groups()
    {
        QStringList found;
        QDir root("/sys/fs/cgroup");
        for (const QString &hierarchy :
             root.entryList(QDir::Dirs | QDir::NoDotAndDotDot) + QStringList{"."}) {
            if (QFile::exists(root.filePath(hierarchy) + group()))
                found << hierarchy;
        }
        return found;
    }
    static void write(const QString &path, const QByteArray &text)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
    }
    static QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    test::TemporaryDirectory m_directory;
    QString m_bundle;
    QString m_root;
    json m_template;
};

QTEST_GUILESS_MAIN(OciRuntimeTest)
#include "tst_oci_runtime.moc"
