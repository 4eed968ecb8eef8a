// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/cgroup/cgroup.h"
#include "engine/security/security.h"
#include "engine/sys/rtnl.h"
#include "tests/integration/launch/container_fixture.h"

#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <net/if.h>
#include <sched.h>
#include <sys/mount.h>
#include <thread>
#include <unistd.h>

using namespace catamaran;
using engine::launch::Launcher;
using engine::launch::LaunchPlan;
using engine::launch::MonitorClient;
using engine::launch::RestartPlan;
using engine::launch::Status;
using test::ContainerFixture;

class TstLaunch : public QObject {
    Q_OBJECT
private:
    Launcher m_launcher;

    // Runs a shell script to its end; fails the test if it does not end with `code`.
    void runScript(ContainerFixture &box, LaunchPlan plan, int code = 0)
    {
        const auto launched = m_launcher.launch(plan, Launcher::Start::AtOnce, {});
        VERIFY_RESULT(launched);
        const auto exit = box.waitExit();
        VERIFY_RESULT(exit);
        QVERIFY2(*exit == code, (std::to_string(*exit) + ": " + box.log()).c_str());
    }
    static std::vector<std::string> shell(const std::string &script) { return {"/bin/sh", "-c", script}; }

    static void makeBridge(const char *name)
    {
        const base::UniqueFd socket(sys::openRtnl());
        alignas(nlmsghdr) char buffer[512];
        sys::RtnlBatch batch(buffer, sizeof buffer);
        auto *link = batch.begin<ifinfomsg>(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL);
        link->ifi_index = 77;
        link->ifi_flags = link->ifi_change = IFF_UP;
        batch.text(IFLA_IFNAME, name);
        const std::size_t info = batch.beginNest(IFLA_LINKINFO);
        batch.text(IFLA_INFO_KIND, "bridge");
        batch.endNest(info);
        batch.end();
        auto *address = batch.begin<ifaddrmsg>(RTM_NEWADDR, NLM_F_CREATE);
        address->ifa_family = AF_INET;
        address->ifa_prefixlen = 16;
        address->ifa_index = 77;
        const unsigned char bytes[] = {10, 77, 0, 1};
        batch.attribute(IFA_LOCAL, bytes, sizeof bytes);
        batch.end();
        QCOMPARE(batch.run(socket.get()), 0);
    }

private slots:
    void initTestCase()
    {
        if (const std::string reason = ContainerFixture::reasonToSkip(); !reason.empty())
            QSKIP(reason.c_str());
    }

    void aProgramRunsAndItsExitCodeIsRecorded_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<int>("code");
        QTest::newRow("zero") << "true" << 0;
        QTest::newRow("one") << "false" << 1;
        QTest::newRow("42") << "exit 42" << 42;
        QTest::newRow("killed child") << "sleep 1000 & kill -9 $!; wait $!" << 137;
    }
    void aProgramRunsAndItsExitCodeIsRecorded()
    {
        QFETCH(QString, script);
        QFETCH(int, code);
        ContainerFixture box;
        const auto launched =
            m_launcher.launch(box.plan(shell(script.toStdString())), Launcher::Start::AtOnce, {});
        VERIFY_RESULT(launched);
        QVERIFY(launched->pid > 0 && launched->startTime > 0);
        QVERIFY(launched->clonedNs > 0 && launched->executedNs >= launched->clonedNs);
        const auto exit = box.waitExit();
        VERIFY_RESULT(exit);
        QCOMPARE(*exit, code);
        QVERIFY(box.waitForPhase(Status::Phase::Exited));
        QVERIFY(!std::filesystem::exists(box.runDirectory() + "/control"));
        const auto record = base::readFile(box.file("data/exit"));
        VERIFY_RESULT(record);
        QCOMPARE(engine::launch::parseStatus(*record)->exitCode, code);
    }

    void aKilledInitEndsWith137()
    {
        ContainerFixture box;
        const auto launched =
            m_launcher.launch(box.plan({"/bin/sleep", "1000"}), Launcher::Start::AtOnce, {});
        VERIFY_RESULT(launched);
        QCOMPARE(kill(launched->pid, SIGKILL), 0);
        QCOMPARE(box.waitExit().value_or(-1), 137);
    }

    void whatCannotBeExecutedFailsTheLaunchAndLeavesNothing_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("text");
        QTest::newRow("name") << "nosuch" << int(base::Errc::CommandNotFound)
                              << "exec: \"nosuch\": executable file not found in $PATH";
        QTest::newRow("path") << "/nosuch" << int(base::Errc::CommandNotFound)
                              << "exec: \"/nosuch\": stat /nosuch: no such file or directory";
        QTest::newRow("not executable") << "/etc/plain" << int(base::Errc::CommandNotExecutable)
                                        << "exec: \"/etc/plain\": permission denied";
        QTest::newRow("directory") << "/bin" << int(base::Errc::CommandNotExecutable)
                                   << "exec: \"/bin\": permission denied";
    }
    void whatCannotBeExecutedFailsTheLaunchAndLeavesNothing()
    {
        QFETCH(QString, program);
        QFETCH(int, code);
        QFETCH(QString, text);
        ContainerFixture box;
        std::filesystem::create_directories(box.imageDirectory() + "/etc");
        std::ofstream(box.imageDirectory() + "/etc/plain") << "text";
        const auto launched =
            m_launcher.launch(box.plan({program.toStdString()}), Launcher::Start::AtOnce, {});
        QVERIFY(!launched);
        QCOMPARE(int(launched.error().code()), code);
        QCOMPARE(QString::fromStdString(launched.error().message()), text);
        QVERIFY(!std::filesystem::exists(box.runDirectory() + "/control"));
        QVERIFY(!std::filesystem::exists(box.runDirectory() + "/status"));
    }

    void aStepThatFailsIsNamed()
    {
        ContainerFixture box;
        LaunchPlan plan = box.plan({"/bin/true"});
        plan.rootfs.lowerDirectories = {"/nonexistent/layer"};
        auto launched = m_launcher.launch(plan, Launcher::Start::AtOnce, {});
        QVERIFY(!launched);
        QVERIFY2(launched.error().text().find("mount the root file system") != std::string::npos,
                 launched.error().text().c_str());
        plan = box.plan({"/bin/true"});
        plan.mounts.push_back({engine::launch::MountPlan::Kind::Bind, "/nonexistent/volume", "/data"});
        launched = m_launcher.launch(plan, Launcher::Start::AtOnce, {});
        QVERIFY(!launched);
        QCOMPARE(launched.error().systemErrno(), ENOENT);
        QVERIFY(launched.error().text().find("/nonexistent/volume") != std::string::npos);
    }

    void bothStreamsAreInTheLog()
    {
        ContainerFixture box;
        runScript(box, box.plan(shell("echo to out; echo to err >&2")));
        QCOMPARE(box.log(1), std::string("to out\n"));
        QCOMPARE(box.log(2), std::string("to err\n"));
    }

    void noByteOfALargeOutputIsLost()
    {
        ContainerFixture box;
        runScript(box, box.plan(shell("i=0; while [ $i -lt 40000 ]; do echo line $i; i=$((i+1)); done")));
        const std::string log = box.log();
        QCOMPARE(std::count(log.begin(), log.end(), '\n'), 40000);
        QVERIFY(log.find("line 39999\n") == log.size() - 11);
    }

    void aLogIsRotated()
    {
        ContainerFixture box;
        LaunchPlan plan =
            box.plan(shell("for i in 1 2 3 4 5 6 7 8; do echo 0123456789012345678901234567890123456789; "
                           "/bin/true; done"));
        plan.log.maximumSize = 120;
        plan.log.maximumFiles = 3;
        runScript(box, plan);
        QVERIFY(std::filesystem::exists(box.file("log.1")));
        QVERIFY(!std::filesystem::exists(box.file("log.3")));
        QVERIFY(std::filesystem::file_size(box.file("log")) <= 120);
    }

    void aTornFrameIsCutOffByTheNextMonitor()
    {
        ContainerFixture box;
        std::ofstream(box.file("log"), std::ios::binary)
            << std::string("\x10\0\0\0\1\1\0\0\0\0\0\0\0\0\0\0abc", 19);
        runScript(box, box.plan(shell("echo fresh")));
        QCOMPARE(box.log(), std::string("fresh\n"));
    }

    void theContainerSeesItsOwnWorld()
    {
        ContainerFixture box;
        LaunchPlan plan =
            box.plan(shell("hostname; echo $$; echo $HOME; pwd; ls / | tr '\\n' ' '; "
                           "cat /proc/1/comm; [ -c /dev/null ] && [ -L /dev/ptmx ] && echo dev"));
        plan.process.environment.push_back("HOME=/root");
        plan.process.workingDirectory = "/made/by/us";
        std::filesystem::create_symlink("busybox", box.imageDirectory() + "/bin/tr");
        runScript(box, plan);
        const std::string log = box.log();
        QVERIFY2(log.rfind("box\n1\n/root\n/made/by/us\n", 0) == 0, log.c_str());
        QVERIFY2(log.find("bin dev made proc sys tmp") != std::string::npos, log.c_str());
        QVERIFY2(log.find("\ndev\n") != std::string::npos, log.c_str());
        // What it made is in the upper directory, not in the image.
        QVERIFY(std::filesystem::exists(box.file("upper/made/by/us")));
        QVERIFY(!std::filesystem::exists(box.imageDirectory() + "/made"));
    }

    void capabilitiesAndUserAreAsPlanned()
    {
        ContainerFixture box;
        runScript(box, box.plan(shell("grep Cap /proc/self/status")));
        QVERIFY2(box.log().find("CapEff:\t00000000a80425fb") != std::string::npos, box.log().c_str());
        QVERIFY2(box.log().find("CapBnd:\t00000000a80425fb") != std::string::npos, box.log().c_str());
        ContainerFixture other;
        LaunchPlan plan =
            other.plan(shell("id -u; id -g; id -G; grep -E 'CapEff|NoNewPrivs' /proc/self/status"));
        plan.process.uid = 1000;
        plan.process.gid = 2000;
        plan.process.groups = {2000, 3000};
        plan.process.noNewPrivileges = true;
        runScript(other, plan);
        QCOMPARE(other.log(),
                 std::string("1000\n2000\n2000 3000\nCapEff:\t0000000000000000\nNoNewPrivs:\t1\n"));
    }

    void systemPathsAreMaskedAndReadOnly()
    {
        ContainerFixture box;
        runScript(box, box.plan(shell(
                           "cat /proc/timer_list /proc/keys 2>/dev/null | wc -c; ls /sys/firmware | wc -l; "
                           "echo 1 > /proc/sys/kernel/hostname || echo refused; "
                           "touch /sys/x || echo refused")));
        QVERIFY2(box.log(1) == "0\n0\nrefused\nrefused\n", box.log().c_str());
    }

    void theSeccompFilterIsInForce()
    {
        ContainerFixture box;
        LaunchPlan plan = box.plan(shell("mkdir /m; mount -t tmpfs none /m || echo refused; grep Seccomp: "
                                         "/proc/self/status"));
        plan.process.capabilitiesBounding |= 1ULL << 21;
        plan.process.capabilitiesEffective = plan.process.capabilitiesPermitted =
            plan.process.capabilitiesBounding;
        // SYS_ADMIN is held, but the filter was compiled for the default set.
        const auto program = engine::security::seccompProgram(engine::security::defaultCapabilities());
        VERIFY_RESULT(program);
        plan.process.seccompProgram = *program;
        runScript(box, plan);
        QVERIFY2(box.log(1) == "refused\nSeccomp:\t2\n", box.log().c_str());
    }

    void limitsAndSysctlsAreSet()
    {
        ContainerFixture box;
        LaunchPlan plan =
            box.plan(shell("ulimit -n; cat /proc/self/oom_score_adj /proc/sys/net/ipv4/ip_forward"));
        plan.process.rlimits = {{7, 512, 512}};
        plan.process.oomScoreAdj = 300;
        plan.sysctls = {{"net.ipv4.ip_forward", "1"}};
        runScript(box, plan);
        QCOMPARE(box.log(), std::string("512\n300\n1\n"));
    }

    void bindMountsAppearWhereTheyShould()
    {
        ContainerFixture box;
        std::filesystem::create_directories(box.file("volume"));
        std::ofstream(box.file("volume/hello")) << "hi\n";
        // A link of the image that points out of it stays inside the container.
        std::filesystem::create_directory_symlink("/../../../escaped", box.imageDirectory() + "/link");
        std::filesystem::create_directories(box.imageDirectory() + "/escaped");
        LaunchPlan plan =
            box.plan(shell("cat /deep/down/hello /escaped/v/hello; touch /deep/down/x || echo ro; "
                           "cat /one-file"));
        engine::launch::MountPlan mount;
        mount.source = box.file("volume");
        mount.target = "/deep/down";
        mount.attributes = MOUNT_ATTR_RDONLY;
        plan.mounts.push_back(mount);
        mount.target = "/link/v";
        plan.mounts.push_back(mount);
        mount.source = box.file("volume/hello");
        mount.target = "/one-file";
        mount.sourceIsFile = true;
        plan.mounts.push_back(mount);
        runScript(box, plan);
        QVERIFY2(box.log(1) == "hi\nhi\nro\nhi\n", box.log().c_str());
        QVERIFY(!std::filesystem::exists("/escaped"));
    }

    void aReadOnlyRootRefusesWrites()
    {
        ContainerFixture box;
        LaunchPlan plan = box.plan(shell("touch /x || echo refused; touch /dev/shm/y && echo fine"));
        plan.rootfs.readOnly = true;
        runScript(box, plan);
        QCOMPARE(box.log(1), std::string("refused\nfine\n"));
    }

    void manyLayersAndLongPathsAreStacked()
    {
        ContainerFixture box;
        LaunchPlan plan = box.plan(shell("cat /l1 /l40"));
        const std::string deep = box.file(std::string(200, 'a') + "/" + std::string(200, 'b'));
        for (int i = 40; i >= 1; --i) {
            const std::string layer = deep + "/layer" + std::to_string(i) + ":x";
            std::filesystem::create_directories(layer);
            std::ofstream(layer + "/l" + std::to_string(i)) << i << '\n';
            plan.rootfs.lowerDirectories.insert(plan.rootfs.lowerDirectories.begin(), layer);
        }
        runScript(box, plan);
        QCOMPARE(box.log(), std::string("1\n40\n"));
    }

    void aTerminalIsATerminal()
    {
        ContainerFixture box;
        LaunchPlan plan = box.plan(shell("tty; stty size; [ -c /dev/console ] && echo console"));
        plan.process.tty = true;
        plan.process.rows = 33;
        plan.process.columns = 99;
        runScript(box, plan);
        QCOMPARE(box.log(), std::string("/dev/pts/0\r\n33 99\r\nconsole\r\n"));
    }

    void execRunsInsideAndReturnsTheCode()
    {
        ContainerFixture box;
        const LaunchPlan plan = box.plan({"/bin/sleep", "1000"});
        const auto launched = m_launcher.launch(plan, Launcher::Start::AtOnce, {});
        VERIFY_RESULT(launched);
        int out[2];
        QCOMPARE(pipe2(out, O_CLOEXEC), 0);
        Launcher::StandardStreams streams;
        streams.out = out[1];
        auto executed = m_launcher.execute(
            box.execPlan(plan, *launched,
                         shell("hostname; cat /proc/1/comm; grep CapEff /proc/self/status; exit 7")),
            streams, {});
        VERIFY_RESULT(executed);
        QVERIFY(executed->pid > 0);
        close(out[1]);
        const auto text = base::readFile("/proc/self/fd/" + std::to_string(out[0]));
        close(out[0]);
        QCOMPARE(*text, std::string("box\nsleep\nCapEff:\t00000000a80425fb\n"));
        QCOMPARE(executed->wait().value_or(-1), 7);

        const auto missing = m_launcher.execute(box.execPlan(plan, *launched, {"nosuch"}), {}, {});
        QVERIFY(!missing);
        QCOMPARE(missing.error().code(), base::Errc::CommandNotFound);
        const auto refused = m_launcher.execute(box.execPlan(plan, *launched, {"/tmp"}), {}, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code(), base::Errc::CommandNotExecutable);

        auto terminalPlan = box.execPlan(plan, *launched, shell("tty; exit 3"));
        terminalPlan.process.tty = true;
        auto terminal = m_launcher.execute(terminalPlan, {}, {});
        VERIFY_RESULT(terminal);
        QVERIFY(terminal->terminal.valid());
        QCOMPARE(terminal->wait().value_or(-1), 3);
        char buffer[64] = {};
        QVERIFY(read(terminal->terminal.get(), buffer, sizeof buffer) > 0);
        QCOMPARE(std::string(buffer), std::string("/dev/pts/0\r\n"));

        kill(launched->pid, SIGKILL);
        QCOMPARE(box.waitExit().value_or(-1), 137);
        const auto late = m_launcher.execute(box.execPlan(plan, *launched, {"true"}), {}, {});
        QVERIFY(!late);
        QCOMPARE(late.error().code(), base::Errc::InvalidState);
    }

    void anAttachedClientMissesNotOneByte()
    {
        ContainerFixture box;
        LaunchPlan plan = box.plan(shell("echo first; cat; echo last >&2; exit 5"));
        plan.process.openStdin = true;
        const auto launched = m_launcher.launch(plan, Launcher::Start::WhenAttached, {});
        VERIFY_RESULT(launched);
        QCOMPARE(launched->executedNs, 0);
        auto client = MonitorClient::connect(box.runDirectory());
        VERIFY_RESULT(client);
        int in[2];
        QCOMPARE(pipe2(in, O_CLOEXEC), 0);
        std::thread typist([fd = in[1]] {
            const std::string block(1000, 'x');
            for (int i = 0; i < 300; ++i)
                (void)!write(fd, block.data(), block.size());
            close(fd);
        });
        std::string out;
        std::string err;
        const auto code = client->attach(in[0], "",
                                         [&](MonitorClient::Stream stream, std::string_view data) {
                                             (stream == MonitorClient::Stream::Out ? out : err) += data;
                                         },
                                         {});
        typist.join();
        close(in[0]);
        VERIFY_RESULT(code);
        QCOMPARE(code->value_or(-1), 5);
        QCOMPARE(out.size(), std::size_t(6 + 300000));
        QVERIFY(out.rfind("first\nxxx", 0) == 0);
        QCOMPARE(err, std::string("last\n"));
    }

    void detachKeysLeaveTheContainerRunning()
    {
        ContainerFixture box;
        LaunchPlan plan = box.plan({"/bin/cat"});
        plan.process.openStdin = plan.process.tty = true;
        const auto launched = m_launcher.launch(plan, Launcher::Start::WhenAttached, {});
        VERIFY_RESULT(launched);
        auto client = MonitorClient::connect(box.runDirectory());
        VERIFY_RESULT(client);
        int in[2];
        QCOMPARE(pipe2(in, O_CLOEXEC), 0);
        QCOMPARE(write(in[1], "hey\x10\x11", 5), 5);
        const auto code = client->attach(in[0], "\x10\x11", [](auto, auto) {}, {});
        VERIFY_RESULT(code);
        QVERIFY(!code->has_value());
        QVERIFY(engine::launch::isAlive(launched->pid, launched->startTime));
        auto second = MonitorClient::connect(box.runDirectory());
        VERIFY_RESULT(second);
        VERIFY_RESULT(second->resize(10, 20));
        QVERIFY(box.waitForPhase(Status::Phase::Running));
        kill(launched->pid, SIGKILL);
        QCOMPARE(box.waitExit().value_or(-1), 137);
    }

    void aFailureOfExecutionReachesTheAttachedClient()
    {
        ContainerFixture box;
        const auto launched = m_launcher.launch(box.plan({"nosuch"}), Launcher::Start::WhenAttached, {});
        VERIFY_RESULT(launched);
        auto client = MonitorClient::connect(box.runDirectory());
        VERIFY_RESULT(client);
        const auto code = client->attach(-1, "", [](auto, auto) {}, {});
        QVERIFY(!code);
        QCOMPARE(code.error().code(), base::Errc::CommandNotFound);
        QVERIFY(box.waitForPhase(Status::Phase::Exited));
        QCOMPARE(box.status()->exitCode, 127);
    }

    void restartPoliciesBringItBack()
    {
        ContainerFixture box;
        LaunchPlan plan = box.plan(shell("echo run; exit 3"));
        plan.restart = {RestartPlan::Kind::OnFailure, 2};
        runScript(box, plan, 3);
        QCOMPARE(box.log(), std::string("run\nrun\nrun\n"));
        QCOMPARE(box.status()->restartCount, 2);

        ContainerFixture always;
        plan = always.plan({"/bin/sleep", "1000"});
        plan.restart.kind = RestartPlan::Kind::Always;
        const auto launched = m_launcher.launch(plan, Launcher::Start::AtOnce, {});
        VERIFY_RESULT(launched);
        kill(launched->pid, SIGKILL);
        QVERIFY(QTest::qWaitFor(
            [&] {
                const auto status = always.status();
                return status && status->phase == Status::Phase::Running && status->restartCount == 1;
            },
            20000));
        auto client = MonitorClient::connect(always.runDirectory());
        VERIFY_RESULT(client);
        VERIFY_RESULT(client->markStopped());
        kill(always.status()->pid, SIGKILL);
        QCOMPARE(client->waitExit({}).value_or(-1), 137);
        QCOMPARE(always.status()->phase, Status::Phase::Exited);
    }

    void healthIsProbedInside()
    {
        ContainerFixture box;
        LaunchPlan plan = box.plan(shell("touch /ok; while true; do sleep 1000; done"));
        plan.health.arguments = {"/bin/test", "-e", "/ok"};
        plan.health.intervalNs = 50'000'000;
        plan.health.timeoutNs = 5'000'000'000;
        plan.health.retries = 2;
        const auto launched = m_launcher.launch(plan, Launcher::Start::AtOnce, {});
        VERIFY_RESULT(launched);
        const auto becomes = [&](const char *health) {
            return QTest::qWaitFor(
                [&] {
                    const auto status = box.status();
                    return status && status->health == health;
                },
                20000);
        };
        QVERIFY(becomes("healthy"));
        auto removed =
            m_launcher.execute(box.execPlan(plan, *launched, {"/bin/busybox", "rm", "-f", "/ok"}), {}, {});
        VERIFY_RESULT(removed);
        QCOMPARE(removed->wait().value_or(-1), 0);
        QVERIFY(becomes("unhealthy"));
        QVERIFY(box.status()->failingStreak >= 2);
        kill(launched->pid, SIGKILL);
        QCOMPARE(box.waitExit().value_or(-1), 137);
    }

    void aSmallInitReapsAndPassesSignalsOn()
    {
        ContainerFixture box;
        LaunchPlan plan =
            box.plan(shell("trap 'echo got it; exit 9' TERM; (sleep 0 & sleep 0 &); echo ready; "
                           "while true; do sleep 0.05; done"));
        plan.process.init = true;
        const auto launched = m_launcher.launch(plan, Launcher::Start::AtOnce, {});
        VERIFY_RESULT(launched);
        QVERIFY(box.waitForLog("ready"));
        kill(launched->pid, SIGTERM);
        QCOMPARE(box.waitExit().value_or(-1), 9);
        QVERIFY(box.log().find("got it") != std::string::npos);
    }

    void controlGroupsHoldTheContainerAndGoWithIt()
    {
        auto driver = engine::cgroup::CgroupDriver::detect("t" + std::to_string(getpid() % 100000));
        VERIFY_RESULT(driver);
        if ((*driver)->host().layout == engine::cgroup::Layout::None)
            QSKIP("no control groups on this host");
        ContainerFixture box;
        engine::spec::Resources limits;
        limits.memory = base::Bytes::mib(32);
        limits.pids = 20;
        limits.cpus = 1.5;
        LaunchPlan plan = box.plan(shell("echo ready; exec sleep 1000"));
        const auto group = (*driver)->create(plan.containerId, limits);
        VERIFY_RESULT(group);
        plan.cgroup = *group;
        const auto launched = m_launcher.launch(plan, Launcher::Start::AtOnce, {});
        VERIFY_RESULT(launched);
        QVERIFY(box.waitForLog("ready"));
        const auto statistics = (*driver)->statistics(plan.containerId);
        VERIFY_RESULT(statistics);
        QCOMPARE(statistics->memoryLimitBytes.value_or(0), 32U << 20);
        QCOMPARE(statistics->pids.value_or(0), 1U);
        QVERIFY(statistics->memoryBytes.value_or(0) > 0);
        QVERIFY(statistics->cpuUsageNs.value_or(0) > 0);
        VERIFY_RESULT((*driver)->freeze(plan.containerId));
        VERIFY_RESULT((*driver)->thaw(plan.containerId));
        QCOMPARE((*driver)->list()->size(), std::size_t{1});
        kill(launched->pid, SIGKILL);
        QCOMPARE(box.waitExit().value_or(-1), 137);
        QVERIFY((*driver)->list()->empty());
        for (const std::string &directory : group->directories)
            rmdir(directory.substr(0, directory.rfind('/')).c_str());
    }

    void aContainerSeesItsControlGroupAsTheRoot()
    {
        auto driver = engine::cgroup::CgroupDriver::detect("m" + std::to_string(getpid() % 100000));
        VERIFY_RESULT(driver);
        if ((*driver)->host().layout == engine::cgroup::Layout::None)
            QSKIP("no control groups on this host");
        ContainerFixture box;
        engine::spec::Resources limits;
        limits.pids = 33;
        LaunchPlan plan =
            box.plan(shell("cat /sys/fs/cgroup/pids/pids.max 2>/dev/null || cat /sys/fs/cgroup/pids.max;"
                           "grep -c -v ':/$' /proc/self/cgroup; "
                           "mkdir /sys/fs/cgroup/x 2>/dev/null || echo refused"));
        engine::launch::MountPlan mount;
        mount.kind = engine::launch::MountPlan::Kind::Cgroup;
        mount.target = "/sys/fs/cgroup";
        mount.attributes = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC | MOUNT_ATTR_RDONLY;
        plan.mounts.push_back(mount);
        const auto group = (*driver)->create(plan.containerId, limits);
        VERIFY_RESULT(group);
        plan.cgroup = *group;
        runScript(box, plan);
        QVERIFY2(box.log().rfind("33\n", 0) == 0 && box.log().find("refused") != std::string::npos,
                 box.log().c_str());
        for (const std::string &directory : group->directories)
            rmdir(directory.substr(0, directory.rfind('/')).c_str());
    }

    void aUserNamespaceMapsRoot()
    {
        ContainerFixture box;
        LaunchPlan plan = box.plan(shell("id -u; cat /proc/self/uid_map; touch /made && echo fine"));
        plan.namespaces |= CLONE_NEWUSER;
        plan.uidMappings = plan.gidMappings = {{0, 100000, 65536}};
        for (const char *name : {"", "image", "upper", "work", "mount"})
            QCOMPARE(chown(box.file(name).c_str(), 100000, 100000), 0);
        runScript(box, plan);
        QVERIFY2(box.log().rfind("0\n", 0) == 0 && box.log().find("fine") != std::string::npos,
                 box.log().c_str());
    }

    void runningOutOfMemoryIsTold()
    {
        auto driver = engine::cgroup::CgroupDriver::detect("o" + std::to_string(getpid() % 100000));
        VERIFY_RESULT(driver);
        if ((*driver)->host().layout == engine::cgroup::Layout::None)
            QSKIP("no control groups on this host");
        ContainerFixture box;
        engine::spec::Resources limits;
        limits.memory = limits.memorySwap = base::Bytes::mib(16);
        LaunchPlan plan = box.plan(shell("x=0123456789; while true; do x=$x$x; done"));
        const auto group = (*driver)->create(plan.containerId, limits);
        VERIFY_RESULT(group);
        plan.cgroup = *group;
        runScript(box, plan, 137);
        QVERIFY(box.status()->oomKilled);
        for (const std::string &directory : group->directories)
            rmdir(directory.substr(0, directory.rfind('/')).c_str());
    }

    void aBridgedContainerIsReachable()
    {
        // In a network namespace of our own, so that the host's links stay as they are. Only this thread
        // moves, and the launcher made here spawns from a thread that inherits it.
        std::string failure;
        std::thread([&failure] {
            if (unshare(CLONE_NEWNET) != 0) {
                failure = "unshare";
                return;
            }
            makeBridge("ctest0");
            Launcher launcher;
            ContainerFixture box;
            LaunchPlan plan =
                box.plan(shell("ip -o addr show dev eth0; ip route; cat /sys/class/net/eth0/address; "
                               "ping -c 1 -W 5 10.77.0.1 >/dev/null && echo pong"));
            plan.network.mode = engine::launch::NetworkPlan::Mode::Interfaces;
            engine::launch::InterfacePlan interface;
            interface.hostName = "ctv0";
            interface.bridge = "ctest0";
            interface.ipv4 = "10.77.0.2/16";
            interface.ipv4Gateway = "10.77.0.1";
            interface.mac = "02:42:0a:4d:00:02";
            plan.network.interfaces = {interface};
            std::filesystem::create_symlink("busybox", box.imageDirectory() + "/bin/ip2");
            const auto launched = launcher.launch(plan, Launcher::Start::AtOnce, {});
            if (!launched) {
                failure = launched.error().fullText();
                return;
            }
            const auto code = box.waitExit();
            const std::string log = box.log();
            if (code.value_or(-1) != 0 || log.find("inet 10.77.0.2/16") == std::string::npos ||
                log.find("default via 10.77.0.1") == std::string::npos ||
                log.find("02:42:0a:4d:00:02") == std::string::npos || log.find("pong") == std::string::npos)
                failure = "log: " + log;
            // A bridge that does not exist fails the launch with its name.
            ContainerFixture other;
            plan = other.plan({"/bin/true"});
            plan.network.mode = engine::launch::NetworkPlan::Mode::Interfaces;
            interface.bridge = "nosuchbr0";
            plan.network.interfaces = {interface};
            const auto refused = launcher.launch(plan, Launcher::Start::AtOnce, {});
            if (refused || refused.error().text().find("nosuchbr0") == std::string::npos)
                failure += "a missing bridge was not told";
        }).join();
        QVERIFY2(failure.empty(), failure.c_str());
    }

    void theHostsNetworkCanBeShared()
    {
        ContainerFixture box;
        LaunchPlan plan = box.plan(shell("cat /proc/self/net/dev | wc -l"));
        plan.network.mode = engine::launch::NetworkPlan::Mode::Host;
        plan.namespaces &= ~static_cast<std::uint64_t>(CLONE_NEWNET);
        // The host's network namespace does not let a foreign sysfs be mounted over it elsewhere.
        std::ifstream own("/proc/self/net/dev");
        const auto lines = std::count(std::istreambuf_iterator<char>(own), {}, '\n');
        runScript(box, plan);
        QCOMPARE(box.log(), std::to_string(lines) + "\n");
    }

    void anotherContainersNetworkCanBeJoined()
    {
        ContainerFixture first;
        const auto launched =
            m_launcher.launch(first.plan({"/bin/sleep", "1000"}), Launcher::Start::AtOnce, {});
        VERIFY_RESULT(launched);
        ContainerFixture second;
        LaunchPlan plan = second.plan(shell("readlink /proc/self/ns/net"));
        std::filesystem::create_symlink("busybox", second.imageDirectory() + "/bin/readlink");
        plan.network.mode = engine::launch::NetworkPlan::Mode::Join;
        plan.network.joinNamespacePath = "/proc/" + std::to_string(launched->pid) + "/ns/net";
        const std::string wanted = std::filesystem::read_symlink(plan.network.joinNamespacePath).string();
        runScript(second, plan);
        QCOMPARE(second.log(), wanted + "\n");
        kill(launched->pid, SIGKILL);
        QCOMPARE(first.waitExit().value_or(-1), 137);
    }

    void clientsThatSpeakOutOfTurnAreRefused()
    {
        ContainerFixture box;
        const auto launched =
            m_launcher.launch(box.plan({"/bin/sleep", "1000"}), Launcher::Start::AtOnce, {});
        VERIFY_RESULT(launched);
        auto client = MonitorClient::connect(box.runDirectory());
        VERIFY_RESULT(client);
        const auto resized = client->resize(10, 10);
        QVERIFY(!resized); // no terminal
        QCOMPARE(resized.error().systemErrno(), ENOTTY);
        kill(launched->pid, SIGKILL);
        QCOMPARE(box.waitExit().value_or(-1), 137);
    }
};

QTEST_GUILESS_MAIN(TstLaunch)
#include "tst_launch.moc"
