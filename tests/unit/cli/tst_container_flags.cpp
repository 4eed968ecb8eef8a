// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/container_flags.h"

#include "engine/base/file.h"
#include "tests/support/support.h"

#include <nlohmann/json.hpp>
#include <sstream>

using namespace catamaran;
using namespace catamaran::cli;
using namespace std::chrono_literals;
using nlohmann::json;
namespace spec = engine::spec;

namespace {

using Words = std::vector<std::string>;

struct Outcome {
    base::Result<spec::ContainerSpec> spec;
    std::optional<AttachChoice> attach;
};

/// What `run` would make of these words.
Outcome parse(const Words &words)
{
    FlagSet flags;
    ContainerFlags container;
    container.declare(flags);
    const auto parsed = flags.parse(words, Interspersed::No);
    if (!parsed)
        return {base::fail(parsed.error()), {}};
    return {container.specification(parsed->arguments, "/work"), container.attach()};
}

Words split(const std::string &text)
{
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), {}};
}

json cases(const std::string &file)
{
    const auto text = base::readFile(test::corpusDirectory() + "/cli/flags/" + file);
    return text ? json::parse(*text)["cases"] : json::array();
}

Words withImage(Words words)
{
    words.emplace_back("img");
    return words;
}

Words stringsOf(const json &value)
{
    return value.is_null() ? Words{} : value.get<Words>();
}

/// Counts the cases of a corpus file that `passes` accepts and prints the score.
template <typename Passes>
void score(const char *file, int expected, Passes passes)
{
    if (test::corpusDirectory().empty())
        QSKIP("no corpus beside this checkout");
    int right = 0;
    int all = 0;
    for (const json &one : cases(file)) {
        ++all;
        if (passes(one))
            ++right;
        else
            qInfo("%s: misses %s", file, one.dump().c_str());
    }
    qInfo("score %s: %d of %d", file, right, all);
    QCOMPARE(right, expected);
}

} // namespace

class TestContainerFlags : public QObject {
    Q_OBJECT
private slots:
    void aLongDockerCommandLineBecomesOneSpecification()
    {
        const Outcome o = parse(split(
            "-dit --rm --name web -e A=1 -e B=x=y -p 127.0.0.1:8080:80 -p 53:53/udp -v ./data:/data:ro "
            "--mount type=tmpfs,target=/scratch --tmpfs /run:size=64m -w /srv -u 1000:1000 --entrypoint "
            "/bin/sh "
            "--hostname h --network none --network-alias a --dns 1.1.1.1 --dns-search . --add-host "
            "x:10.0.0.1 "
            "--cpus 1.5 -c 512 --cpuset-cpus 0-1 -m 64m --memory-swap -1 --pids-limit -1 --ulimit "
            "nofile=10:20 "
            "--shm-size 1m --read-only --cap-add net_admin --cap-drop ALL --privileged --security-opt "
            "no-new-privileges --sysctl net.core.somaxconn=1 --stop-signal INT --stop-timeout 3 --health-cmd "
            "true "
            "--health-interval 1m30s --health-retries 4 -l k=v --init --group-add audio --log-driver none "
            "--log-opt max-size=1m --oom-score-adj -500 --pull never --platform linux/amd64 demo -c echo"));
        // -d is run's own option, so this set must refuse it.
        QVERIFY(!o.spec);
        QCOMPARE(o.spec.error().message(), std::string("unknown shorthand flag: 'd' in -dit"));
    }

    void everyMemberOfTheSpecificationHasItsOption()
    {
        const Outcome o = parse(split(
            "-it --rm --name web -e A=1 -e B=x=y -p 127.0.0.1:8080:80 -p 53:53/udp -v ./data:/data:ro "
            "--mount type=tmpfs,target=/scratch --tmpfs /run:size=64m -w /srv -u 1000:1000 --entrypoint "
            "/bin/sh "
            "--hostname h --network none --network-alias a --dns 1.1.1.1 --add-host x:10.0.0.1 "
            "--cpus 1.5 -c 512 --cpuset-cpus 0-1 -m 64m --memory-swap -1 --pids-limit -1 --ulimit "
            "nofile=10:20 "
            "--shm-size 1m --read-only --cap-add net_admin --cap-drop ALL --privileged --security-opt "
            "no-new-privileges --sysctl net.core.somaxconn=1 --stop-signal INT --stop-timeout 3 --health-cmd "
            "true "
            "--health-interval 1m30s --health-retries 4 -l k=v --init --group-add audio --log-driver none "
            "--log-opt max-size=1m --oom-score-adj -500 --pull never --platform linux/amd64 demo -c echo"));
        VERIFY_RESULT(o.spec);
        const spec::ContainerSpec &s = *o.spec;
        QCOMPARE(s.image, std::string("demo"));
        QCOMPARE(s.command, (Words{"-c", "echo"}));
        QVERIFY(s.tty && s.openStdin && s.autoRemove && s.init && s.readOnlyRootfs && s.privileged);
        QCOMPARE(s.name, std::string("web"));
        QCOMPARE(s.environment, (Words{"A=1", "B=x=y"}));
        QCOMPARE(s.ports.size(), std::size_t(2));
        QCOMPARE(s.ports[0].hostIp, std::string("127.0.0.1"));
        QVERIFY(s.ports[1].protocol == spec::Protocol::Udp);
        QCOMPARE(s.mounts.size(), std::size_t(3));
        QCOMPARE(s.mounts[0].source, std::string("/work/data"));
        QVERIFY(s.mounts[0].readOnly);
        QCOMPARE(s.entrypoint, std::optional<Words>(Words{"/bin/sh"}));
        QCOMPARE(s.network, std::string("none"));
        QCOMPARE(s.resources.cpus, std::optional<double>(1.5));
        QCOMPARE(s.resources.memory->count, std::int64_t(64) << 20);
        QCOMPARE(s.resources.memorySwap->count, std::int64_t(-1));
        QCOMPARE(s.resources.pids, std::optional<std::int64_t>(-1));
        QCOMPARE(s.resources.oomScoreAdj, std::optional<int>(-500));
        QCOMPARE(s.ulimits.size(), std::size_t(1));
        QCOMPARE(s.capAdd, Words{"CAP_NET_ADMIN"});
        QCOMPARE(s.capDrop, Words{"ALL"});
        QVERIFY(s.stopTimeout == 3s);
        QCOMPARE(s.health->test, (Words{"CMD-SHELL", "true"}));
        QVERIFY(s.health->interval == 90s);
        QCOMPARE(s.health->retries, 4);
        QCOMPARE(s.labels.at("k"), std::string("v"));
        QCOMPARE(s.logOptions.at("max-size"), std::string("1m"));
        QVERIFY(s.pull == spec::PullPolicy::Never);
    }

    void anEmptyEntrypointRemovesTheImagesOne()
    {
        const Outcome o = parse({"--entrypoint=", "img", "sh"});
        VERIFY_RESULT(o.spec);
        QCOMPARE(o.spec->entrypoint, std::optional<Words>(Words{}));
    }

    void filesOfVariablesAndLabelsComeBeforeTheSingleOnes()
    {
        const test::TemporaryDirectory dir;
        VERIFY_RESULT(base::writeFileAtomic(dir.file("env"), "# a comment\nA=file\nB=file\n"));
        VERIFY_RESULT(base::writeFileAtomic(dir.file("labels"), "a=file\nb=file\n"));
        const Outcome o = parse({"-e", "A=flag", "--env-file", dir.file("env"), "-l", "a=flag",
                                 "--label-file", dir.file("labels"), "img"});
        VERIFY_RESULT(o.spec);
        QCOMPARE(o.spec->environment, (Words{"A=file", "B=file", "A=flag"}));
        QCOMPARE(o.spec->labels.at("a"), std::string("flag"));
        QCOMPARE(o.spec->labels.at("b"), std::string("file"));
        QVERIFY(!parse({"--env-file", dir.file("missing"), "img"}).spec);
    }

    void optionsThatContradictOrAreNotSupportedAreRefused_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("error");
        QTest::newRow("rm and restart") << "--rm --restart always img"
                                        << "conflicting options: cannot specify both --restart and --rm";
        QTest::newRow("health") << "--no-healthcheck --health-cmd x img"
                                << "--no-healthcheck conflicts with --health-* options";
        QTest::newRow("pull")
            << "--pull sometimes img"
            << "invalid pull option: 'sometimes': must be one of \"always\", \"missing\" or \"never\"";
        QTest::newRow("mounts") << "-v /a:/x -v /b:/x img"
                                << "Duplicate mount point: /x";
        QTest::newRow("gpus") << "--gpus some img"
                              << "invalid argument \"some\" for \"--gpus\" flag: invalid count (some): "
                                 "value must be either \"all\" or an integer";
        QTest::newRow("pid") << "--pid web img"
                             << "invalid argument \"web\" for \"--pid\" flag: --pid: invalid PID mode";
        QTest::newRow("uts") << "--uts private img"
                             << "invalid argument \"private\" for \"--uts\" flag: --uts: invalid UTS mode";
        QTest::newRow("rule") << "--device-cgroup-rule c1:2rw img"
                              << "invalid argument \"c1:2rw\" for \"--device-cgroup-rule\" flag: invalid "
                                 "device cgroup format 'c1:2rw'";
        QTest::newRow("sysctl") << "--sysctl vm.swappiness=1 img"
                                << "sysctl 'vm.swappiness=1' is not allowed";
        QTest::newRow("isolation") << "--isolation hyperv img"
                                   << "Invalid isolation: \"hyperv\" - linux only supports 'default'";
        QTest::newRow("windows") << "--cpu-count 2 img"
                                 << "--cpu-count is not supported: it is for Windows only";
        QTest::newRow("weight") << "--blkio-weight 5 img"
                                << "Range of blkio weight is from 10 to 1000";
        QTest::newRow("from") << "--volumes-from a:rx img"
                              << "invalid mode: rx";
        QTest::newRow("seccomp") << "--security-opt fly img"
                                 << "invalid --security-opt: \"fly\"";
        QTest::newRow("readonly")
            << "--mount type=bind,src=/a,dst=/b,bind-recursive=readonly img"
            << "invalid argument \"type=bind,src=/a,dst=/b,bind-recursive=readonly\" for "
               "\"--mount\" flag: option 'bind-recursive=readonly' requires 'readonly' to "
               "be specified in conjunction";
        QTest::newRow("subpath")
            << "--mount type=volume,src=ab,dst=/b,volume-subpath=../x img"
            << "invalid argument \"type=volume,src=ab,dst=/b,volume-subpath=../x\" for \"--mount\" flag: "
               "invalid mount config for type \"volume\": subpath must be a relative path within the volume";
        QTest::newRow("port") << "-p 80:99999 img"
                              << "invalid containerPort: 99999";
        QTest::newRow("oom") << "--oom-score-adj 2000 img"
                             << "Invalid value 2000, range for oom score adj is [-1000, 1000]";
    }
    void optionsThatContradictOrAreNotSupportedAreRefused()
    {
        QFETCH(QString, line);
        QFETCH(QString, error);
        const Outcome o = parse(split(line.toStdString()));
        QVERIFY(!o.spec);
        QCOMPARE(QString::fromStdString(o.spec.error().message()), error);
    }

    void whatReachesIntoTheHostIsUnderstood()
    {
        const Outcome o = parse(
            split("--ipc container:web --pid host --uts host --cgroupns host --userns host --annotation a=b "
                  "--volumes-from data:ro --device-cgroup-rule a* --cgroup-parent /x --runtime crun img"));
        QVERIFY(!o.spec); // "a*" is no rule
        const Outcome good = parse({"--ipc",
                                    "container:web",
                                    "--pid",
                                    "host",
                                    "--uts",
                                    "host",
                                    "--cgroupns",
                                    "host",
                                    "--userns",
                                    "host",
                                    "--annotation",
                                    "a=b",
                                    "--volumes-from",
                                    "data:ro",
                                    "--device-cgroup-rule",
                                    "a *:* rwm",
                                    "--cgroup-parent",
                                    "/x",
                                    "--runtime",
                                    "crun",
                                    "--gpus",
                                    "driver=nvidia,count=2",
                                    "--device",
                                    "vendor.com/class=name",
                                    "--blkio-weight",
                                    "300",
                                    "--blkio-weight-device",
                                    "/dev/sda:400",
                                    "--device-read-bps",
                                    "/dev/sda:1mb",
                                    "--device-write-iops",
                                    "/dev/sda:7",
                                    "--cpu-period",
                                    "1000",
                                    "--cpu-quota",
                                    "5000",
                                    "--memory-swappiness",
                                    "7",
                                    "--oom-kill-disable",
                                    "--health-cmd",
                                    "x",
                                    "--health-start-interval",
                                    "2s",
                                    "--storage-opt",
                                    "size=1G",
                                    "--isolation",
                                    "default",
                                    "img"});
        VERIFY_RESULT(good.spec);
        const spec::ContainerSpec &s = *good.spec;
        QCOMPARE(s.ipcMode, std::string("container:web"));
        QCOMPARE(s.pidMode + s.utsMode + s.cgroupnsMode + s.usernsMode, std::string("hosthosthosthost"));
        QCOMPARE(s.annotations.at("a"), std::string("b"));
        QCOMPARE(s.volumesFrom, Words{"data:ro"});
        QCOMPARE(s.deviceCgroupRules, Words{"a *:* rwm"});
        QCOMPARE(s.gpus, (Words{"driver=nvidia,count=2", "vendor.com/class=name"}));
        QCOMPARE(s.cgroupParent + s.runtime, std::string("/xcrun"));
        QCOMPARE(s.resources.blkioWeight, std::optional<std::uint16_t>(300));
        QCOMPARE(s.resources.deviceReadBps.front().value, std::uint64_t(1) << 20);
        QCOMPARE(s.resources.deviceWriteIops.front().value, std::uint64_t(7));
        QCOMPARE(s.resources.memorySwappiness, std::optional<std::int64_t>(7));
        QCOMPARE(s.resources.oomKillDisable, std::optional<bool>(true));
        QVERIFY(s.health->startInterval == 2s);
    }

    void theProfileStandsInThePlaceOfItsFile()
    {
        const test::TemporaryDirectory dir;
        VERIFY_RESULT(
            base::writeFileAtomic(dir.file("p.json"), "{ \"defaultAction\":\n\"SCMP_ACT_ALLOW\" }"));
        const Outcome o = parse({"--security-opt", "seccomp=" + dir.file("p.json"), "img"});
        VERIFY_RESULT(o.spec);
        QCOMPARE(o.spec->securityOptions, Words{"seccomp={\"defaultAction\":\"SCMP_ACT_ALLOW\"}"});
        const Outcome missing = parse({"--security-opt", "seccomp=" + dir.file("none"), "img"});
        QVERIFY(!missing.spec);
        QVERIFY(missing.spec.error().message().starts_with("opening seccomp profile ("));
    }

    void dockersTableOfInvalidArguments()
    {
        score("run-invalid-args.json", 4, [](const json &one) {
            const Outcome o = parse(one["args"].get<Words>());
            return !o.spec && o.spec.error().message() == one["error"].get<std::string>();
        });
    }

    void dockersTableOfAttachedStreams()
    {
        score("run-attach.json", 3, [](const json &one) {
            const Outcome o = parse(withImage(split(one["input"].get<std::string>())));
            const AttachChoice choice = o.attach.value_or(AttachChoice{false, true, true});
            const json &expected = one["expected"];
            return o.spec && choice.in == expected.value("AttachStdin", false) &&
                   choice.out == expected.value("AttachStdout", false) &&
                   choice.err == expected.value("AttachStderr", false);
        });
    }

    void dockersTableOfNetworks()
    {
        score("run-network.json", 6, [](const json &one) {
            const Outcome o = parse(withImage(one["flags"].get<Words>()));
            if (one.contains("expectedErr"))
                return !o.spec && o.spec.error().message().find(one["expectedErr"].get<std::string>()) !=
                                      std::string::npos;
            return o.spec && o.spec->network == one["expectedHostCfg"]["NetworkMode"].get<std::string>();
        });
    }

    void dockersTableOfLinks()
    {
        score("run-links.json", 4, [](const json &one) {
            const Outcome o = parse(withImage(split(one["input"].get<std::string>())));
            if (!o.spec || o.spec->links != one["expHostConfigLinks"].get<Words>())
                return false;
            // On networks of one's own they belong to the first.
            for (const auto &[network, links] : one["expNetConfigLinks"].items()) {
                if (!links.is_null() && o.spec->network != network)
                    return false;
            }
            return true;
        });
    }

    void dockersTableOfRestartPolicies()
    {
        // "anything:123": docker's CLI lets its daemon refuse that name; there is no daemon here.
        score("run-restart-policy.json", 5, [](const json &one) {
            Words words = {"--restart", one["input"].get<std::string>(), "img"};
            const Outcome o = parse(words);
            if (one.contains("expectedErr"))
                return !o.spec && o.spec.error().message() == one["expectedErr"].get<std::string>();
            return o.spec &&
                   o.spec->restart.maximumRetries ==
                       (one.contains("expected") ? one["expected"].value("MaximumRetryCount", 0) : 0);
        });
    }

    void dockersTableOfExposedPorts()
    {
        score("run-expose-valid.json", 3, [](const json &one) {
            const Outcome o = parse({"--expose", one["input"].get<std::string>(), "img"});
            return o.spec && o.spec->exposedPorts == stringsOf(one["expect"]);
        });
        score("run-expose-invalid.json", 4, [](const json &one) {
            const Outcome o = parse({"--expose", one["input"].get<std::string>(), "img"});
            return !o.spec && o.spec.error().message() == one["error"].get<std::string>();
        });
    }

    void dockersTableOfSecurityOptions()
    {
        score("run-systempaths.json", 3, [](const json &one) {
            Words words;
            for (const std::string &option : stringsOf(one["in"])) {
                words.emplace_back("--security-opt");
                words.push_back(option);
            }
            const Outcome o = parse(withImage(words));
            return o.spec && o.spec->securityOptions == stringsOf(one["out"]);
        });
    }

    void dockersTableOfDevices()
    {
        score("run-device.json", 3, [](const json &one) {
            Words words;
            for (const std::string &device : stringsOf(one["devices"])) {
                words.emplace_back("--device");
                words.push_back(device);
            }
            const Outcome o = parse(withImage(words));
            const json &mapping = one["deviceMapping"];
            if (o.spec && mapping.is_null())
                return o.spec->devices.empty() &&
                       o.spec->gpus == stringsOf(one["deviceRequests"][0]["DeviceIDs"]);
            return o.spec && mapping.is_object() && o.spec->devices.size() == 1 &&
                   o.spec->devices[0].hostPath == mapping["PathOnHost"].get<std::string>() &&
                   o.spec->devices[0].containerPath == mapping["PathInContainer"].get<std::string>() &&
                   o.spec->devices[0].permissions == mapping["CgroupPermissions"].get<std::string>();
        });
    }
};

QTEST_APPLESS_MAIN(TestContainerFlags)
#include "tst_container_flags.moc"
