// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/engine.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/launch/status.h"
#include "tests/support/support.h"

#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace catamaran;
using namespace catamaran::engine;
using base::Errc;
using nlohmann::json;
using Strings = std::vector<std::string>;

namespace {

constexpr const char *kImage = "localhost/test";

spec::ContainerSpec shell(const std::string &script)
{
    spec::ContainerSpec spec;
    spec.image = kImage;
    spec.network = "none";
    spec.command = {"/bin/sh", "-c", script};
    return spec;
}

} // namespace

/// Containers on the real parts: image builder, monitor, control groups, network.
class EngineTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::TemporaryDirectory> m_directory;
    std::shared_ptr<Engine> m_engine;

    EngineOptions options() const
    {
        EngineOptions options;
        options.dataDirectory = m_directory->file("data");
        options.runDirectory = m_directory->file("run");
        options.instance = base::Sha256::hexOf(options.dataDirectory).substr(0, 8);
        return options;
    }
    void makeImage()
    {
        const std::string context = m_directory->file("context");
        VERIFY_RESULT(base::makeDirectories(context + "/rootfs/bin"));
        VERIFY_RESULT(base::makeDirectories(context + "/rootfs/etc"));
        VERIFY_RESULT(base::makeDirectories(context + "/rootfs/seed/deep"));
        std::filesystem::copy_file("/bin/busybox", context + "/rootfs/bin/busybox");
        for (const char *name :
             {"sh",    "true", "cat",  "echo", "sleep", "id",  "hostname", "ls", "touch", "env",
              "mount", "nc",   "stat", "grep", "kill",  "pwd", "mkdir",    "rm", "dd",    "yes"})
            std::filesystem::create_symlink("busybox", context + "/rootfs/bin/" + name);
        VERIFY_RESULT(base::writeFileAtomic(context + "/rootfs/etc/passwd",
                                            "root:x:0:0::/root:/bin/sh\nweb:x:33:34::/home/web:/bin/sh\n"));
        VERIFY_RESULT(base::writeFileAtomic(context + "/rootfs/etc/group", "root:x:0:\nextra:x:77:web\n"));
        VERIFY_RESULT(base::writeFileAtomic(context + "/rootfs/seed/deep/file", "from the image\n"));
        VERIFY_RESULT(base::writeFileAtomic(context + "/Dockerfile",
                                            "FROM scratch\nCOPY rootfs /\nENV FROM_IMAGE=yes\n"
                                            "EXPOSE 80\nCMD [\"/bin/true\"]\n"));
        build::BuildRequest request;
        request.contextDirectory = context;
        request.tags = {kImage};
        const auto built = m_engine->build(request, [](const build::BuildEvent &) {}, {});
        VERIFY_RESULT(built);
    }
    std::string logsOf(const std::string &which)
    {
        std::string text;
        const auto read =
            m_engine->logs(which, {}, [&](const LogRecord &record) { text += record.text; }, {});
        return read ? text : read.error().text();
    }
    // Runs to the end and returns the exit code; the log in `output`.
    int run(const spec::ContainerSpec &spec, std::string *output = nullptr)
    {
        const auto id = m_engine->create(spec, {});
        if (!id) {
            qWarning("%s", id.error().fullText().c_str());
            return -1;
        }
        const auto started = m_engine->start(*id, false, {});
        if (!started) {
            qWarning("%s", started.error().fullText().c_str());
            (void)m_engine->remove(*id, true, true).has_value();
            return -2;
        }
        const auto code = m_engine->wait(*id, {});
        if (output && !spec.autoRemove)
            *output = logsOf(*id);
        if (!spec.autoRemove)
            (void)m_engine->remove(*id, true, true).has_value();
        return code.value_or(-3);
    }
    std::string output(const spec::ContainerSpec &spec)
    {
        std::string text;
        const int code = run(spec, &text);
        return code == 0 ? text : "exit " + std::to_string(code) + ": " + text;
    }
    std::string startSleeper(const std::string &name, const std::string &script = "exec sleep 1000")
    {
        spec::ContainerSpec spec = shell(script);
        spec.name = name;
        const auto id = m_engine->create(spec, {});
        if (!id)
            return id.error().text();
        const auto started = m_engine->start(*id, false, {});
        return started ? *id : started.error().fullText();
    }
    void verifyNothingLeft()
    {
        QVERIFY(std::filesystem::is_empty(m_directory->file("run/containers")));
        QVERIFY(std::filesystem::is_empty(m_directory->file("data/containers")));
        const auto mounts = base::readFile("/proc/self/mountinfo");
        QVERIFY(mounts->find(m_directory->path()) == std::string::npos);
    }

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        if (::access("/bin/busybox", X_OK) != 0)
            QSKIP("needs /bin/busybox (package busybox-static)");
        m_directory = std::make_unique<test::TemporaryDirectory>();
        auto engine = Engine::open(options());
        VERIFY_RESULT(engine);
        m_engine = std::move(*engine);
        makeImage();
    }
    void cleanupTestCase()
    {
        if (!m_engine)
            return;
        if (const auto left = m_engine->containers(true)) {
            for (const ContainerSummary &container : *left)
                (void)m_engine->remove(container.id, true, true).has_value();
        }
        verifyNothingLeft();
        (void)m_engine->networks().removeUnused().has_value();
        m_engine.reset();
    }

    void aProgramRunsAndItsOutputAndExitCodeAreKept()
    {
        std::string text;
        QCOMPARE(run(shell("echo out; echo err >&2; exit 42"), &text), 42);
        QVERIFY(text.find("out\n") != std::string::npos && text.find("err\n") != std::string::npos);
    }

    void environmentUserAndDirectoryAreDockers()
    {
        spec::ContainerSpec spec = shell("echo $FROM_IMAGE $MINE $HOME $(pwd) $(id -u):$(id -g):$(id -G)");
        spec.environment = {"MINE=1"};
        spec.user = "web";
        spec.workingDirectory = "/etc";
        QCOMPARE(output(spec), std::string("yes 1 /home/web /etc 33:34:34 77\n"));
        QCOMPARE(output(shell("hostname")).size(), std::size_t{13});
    }

    void programsThatAreMissingExitWith127()
    {
        spec::ContainerSpec spec = shell("");
        spec.command = {"nosuchprogram"};
        const auto id = m_engine->create(spec, {});
        VERIFY_RESULT(id);
        const auto started = m_engine->start(*id, false, {});
        QVERIFY(!started);
        QVERIFY(started.error().code() == Errc::CommandNotFound);
        QCOMPARE(started.error().text(),
                 std::string("failed to create task for container: exec: \"nosuchprogram\": executable file "
                             "not found in $PATH"));
        const auto details = m_engine->inspect(*id);
        VERIFY_RESULT(details);
        QVERIFY(details->summary.state == ContainerState::Created);
        QCOMPARE(details->summary.exitCode, 127);
        VERIFY_RESULT(m_engine->remove(*id, false, true));
        spec.command = {"/etc/passwd"};
        const auto other = m_engine->create(spec, {});
        const auto denied = m_engine->start(*other, false, {});
        QVERIFY(!denied && denied.error().code() == Errc::CommandNotExecutable);
        VERIFY_RESULT(m_engine->remove(*other, false, true));
    }

    void attachingFirstMissesNothing()
    {
        spec::ContainerSpec spec = shell("echo first; echo second >&2; exit 3");
        spec.autoRemove = true;
        const auto id = m_engine->create(spec, {});
        VERIFY_RESULT(id);
        VERIFY_RESULT(m_engine->start(*id, true, {}));
        std::string out;
        std::string err;
        AttachStreams streams;
        streams.onOutput = [&](bool isStderr, std::string_view text) { (isStderr ? err : out) += text; };
        const auto code = m_engine->attach(*id, streams, {});
        VERIFY_RESULT(code);
        QCOMPARE(code->value_or(-1), 3);
        QCOMPARE(out, std::string("first\n"));
        QCOMPARE(err, std::string("second\n"));
        QCOMPARE(m_engine->inspect(*id).error().code(), Errc::NotFound);
    }

    void stoppedContainersCanBeStartedAgainWithTheirFiles()
    {
        const auto id = m_engine->create(shell("ls /mark 2>/dev/null || touch /mark"), {});
        VERIFY_RESULT(id);
        for (int round = 0; round < 2; ++round) {
            VERIFY_RESULT(m_engine->start(*id, false, {}));
            QCOMPARE(m_engine->wait(*id, {}).value_or(-1), 0);
        }
        QCOMPARE(logsOf(*id), std::string("/mark\n"));
        VERIFY_RESULT(m_engine->remove(*id, false, true));
    }

    void stopSendsTheSignalAndKillsAfterTheGrace()
    {
        // PID 1 gets no signal that it has no handler for: SIGKILL after the grace.
        const std::string deaf = startSleeper("deaf");
        QVERIFY(m_engine->stop("deaf", std::chrono::seconds(0), {}).has_value());
        QCOMPARE(m_engine->inspect(deaf)->summary.exitCode, 137);
        startSleeper("polite", "trap 'exit 5' TERM; echo ready; while :; do sleep 0.05; done");
        QTRY_COMPARE(logsOf("polite"), std::string("ready\n"));
        VERIFY_RESULT(m_engine->stop("polite", std::nullopt, {}));
        const auto details = m_engine->inspect("polite");
        QVERIFY(details->summary.state == ContainerState::Exited);
        QCOMPARE(details->summary.exitCode, 5);
        VERIFY_RESULT(m_engine->stop("polite", std::nullopt, {}));
        VERIFY_RESULT(m_engine->remove("polite", false, false));
        VERIFY_RESULT(m_engine->remove("deaf", false, false));
    }

    void runningContainersAreRemovedOnlyByForce()
    {
        const std::string id = startSleeper("busy");
        const auto refused = m_engine->remove("busy", false, false);
        QVERIFY(!refused && refused.error().code() == Errc::InvalidState);
        QVERIFY(!m_engine->kill("busy", "NOSUCHSIGNAL"));
        VERIFY_RESULT(m_engine->rename("busy", "busier"));
        QCOMPARE(m_engine->inspect("busier")->summary.id, id);
        VERIFY_RESULT(m_engine->remove("busier", true, false));
        QCOMPARE(m_engine->remove("busier", true, false).error().message(),
                 std::string("No such container: busier"));
    }

    void executingRunsAFurtherProcess()
    {
        startSleeper("host-of-exec");
        const test::TemporaryDirectory scratch;
        const base::UniqueFd out(::open(scratch.file("out").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
        ExecRequest request;
        request.arguments = {"/bin/sh", "-c", "id -u; echo $A; pwd; exit 9"};
        request.environment = {"A=b"};
        request.user = "web";
        request.workingDirectory = "/seed";
        request.standardOut = out.get();
        const auto execution = m_engine->exec("host-of-exec", request, {});
        VERIFY_RESULT(execution);
        QCOMPARE(execution->wait().value_or(-1), 9);
        QCOMPARE(*base::readFile(scratch.file("out")), std::string("33\nb\n/seed\n"));
        request.arguments = {"nosuchprogram"};
        QCOMPARE(m_engine->exec("host-of-exec", request, {}).error().code(), Errc::CommandNotFound);
        VERIFY_RESULT(m_engine->kill("host-of-exec", "KILL"));
        QCOMPARE(m_engine->exec("host-of-exec", request, {}).error().code(), Errc::InvalidState);
        VERIFY_RESULT(m_engine->remove("host-of-exec", false, false));
    }

    void pausedContainersDoNotRun()
    {
        startSleeper("frozen", "while :; do echo tick; sleep 0.01; done");
        const auto paused = m_engine->pause("frozen");
        if (!paused && paused.error().code() == Errc::Unsupported)
            QSKIP("this host has no freezer");
        VERIFY_RESULT(paused);
        QVERIFY(m_engine->inspect("frozen")->summary.state == ContainerState::Paused);
        QVERIFY(!m_engine->pause("frozen"));
        VERIFY_RESULT(m_engine->unpause("frozen"));
        QVERIFY(m_engine->inspect("frozen")->summary.state == ContainerState::Running);
        VERIFY_RESULT(m_engine->pause("frozen"));
        VERIFY_RESULT(m_engine->remove("frozen", true, false));
    }

    void inspectHasDockersShape()
    {
        const std::string id = startSleeper("shown");
        const auto text = m_engine->inspectJson("shown");
        VERIFY_RESULT(text);
        const json object = json::parse(*text);
        QVERIFY(object["Id"] == id && object["Name"] == "/shown" && object["Path"] == "/bin/sh");
        QVERIFY(object["State"]["Running"] == true && object["State"]["Pid"].get<int>() > 0);
        QVERIFY(object["Config"]["Image"] == kImage && object["HostConfig"]["NetworkMode"] == "none");
        QVERIFY(object["Config"]["ExposedPorts"].contains("80/tcp"));
        const auto statistics = m_engine->statistics("shown");
        VERIFY_RESULT(statistics);
        QVERIFY(statistics->memoryBytes.value_or(0) > 0);
        const auto ledger = m_engine->memoryLedger("shown");
        VERIFY_RESULT(ledger);
        QCOMPARE(ledger->totalBytes,
                 ledger->anonymousBytes + ledger->fileBytes + ledger->kernelBytes + ledger->monitorBytes);
        QVERIFY(ledger->monitorBytes > 0);
        QVERIFY(m_engine->diskUsage("shown")->sharedBytes > 100'000);
        VERIFY_RESULT(m_engine->remove("shown", true, false));
    }

    void volumesBindsAndReadOnlyRoots()
    {
        const test::TemporaryDirectory host;
        spec::ContainerSpec spec = shell("cat /vol/deep/file; echo x >/bound/made; touch /ro/x; touch /x; "
                                         "stat -c %a /scratch; exit 0");
        spec.readOnlyRootfs = true;
        spec::Mount volume;
        volume.type = spec::MountType::Volume;
        volume.source = "seeded";
        volume.target = "/seed";
        spec::Mount bind;
        bind.source = host.path();
        bind.target = "/bound";
        spec::Mount readOnly = bind;
        readOnly.target = "/ro";
        readOnly.readOnly = true;
        spec::Mount tmpfs;
        tmpfs.type = spec::MountType::Tmpfs;
        tmpfs.target = "/scratch";
        tmpfs.tmpfsMode = 0700;
        spec.mounts = {volume, bind, readOnly, tmpfs};
        spec.command[2].replace(spec.command[2].find("/vol/"), 5, "/seed/");
        const std::string text = output(spec);
        QVERIFY2(text.find("from the image\n") == 0, text.c_str());
        QVERIFY2(text.find("/ro/x: Read-only") != std::string::npos, text.c_str());
        QVERIFY2(text.find("/x: Read-only") != std::string::npos, text.c_str());
        QVERIFY2(text.find("700\n") != std::string::npos, text.c_str());
        QCOMPARE(*base::readFile(host.file("made")), std::string("x\n"));
        QCOMPARE(*base::readFile(m_directory->file("data/volumes/seeded/_data/deep/file")),
                 std::string("from the image\n"));
        bind.source = host.file("nothing");
        spec.mounts = {bind};
        QVERIFY(m_engine->create(spec, {}).error().message().find("bind source path does not exist") !=
                std::string::npos);
    }

    void anonymousVolumesGoWithTheContainer()
    {
        spec::ContainerSpec spec = shell("true");
        spec::Mount volume;
        volume.type = spec::MountType::Volume;
        volume.target = "/data";
        spec.mounts = {volume};
        spec.autoRemove = true;
        QCOMPARE(run(spec), 0);
        for (const auto &entry : std::filesystem::directory_iterator(m_directory->file("data/volumes")))
            QCOMPARE(entry.path().filename().string(), std::string("seeded"));
    }

    void limitsReachTheKernel()
    {
        spec::ContainerSpec spec = shell("sleep 1000");
        spec.name = "limited";
        spec.resources.memory = base::Bytes::mib(32);
        spec.resources.pids = 20;
        const auto id = m_engine->create(spec, {});
        VERIFY_RESULT(id);
        VERIFY_RESULT(m_engine->start(*id, false, {}));
        QCOMPARE(m_engine->statistics("limited")->memoryLimitBytes.value_or(0), std::uint64_t{32} << 20);
        VERIFY_RESULT(m_engine->remove("limited", true, false));
    }

    void theBridgeGivesAnAddress()
    {
        spec::ContainerSpec spec = shell("nc -l -p 80 & sleep 1000");
        spec.name = "bridged";
        spec.network = "bridge";
        const auto id = m_engine->create(spec, {});
        VERIFY_RESULT(id);
        VERIFY_RESULT(m_engine->start(*id, false, {}));
        const auto details = m_engine->inspect("bridged");
        VERIFY_RESULT(details);
        QCOMPARE(details->endpoints.size(), std::size_t{1});
        QTRY_VERIFY(m_engine->isListening("bridged", 80).value_or(false));
        VERIFY_RESULT(m_engine->networkCounters("bridged"));
        VERIFY_RESULT(m_engine->remove("bridged", true, false));
    }

    void twoEnginesActOnOneContainerInTurn()
    {
        auto second = Engine::open(options());
        VERIFY_RESULT(second);
        const std::string id = startSleeper("shared");
        QCOMPARE((*second)->inspect("shared")->summary.id, id);
        std::thread other([&] { (void)(*second)->stop("shared", std::chrono::seconds(0), {}).has_value(); });
        VERIFY_RESULT(m_engine->stop("shared", std::chrono::seconds(0), {}));
        other.join();
        QVERIFY(m_engine->inspect("shared")->summary.state == ContainerState::Exited);
        base::Result<StartTimes> first = base::fail(Errc::Internal, "");
        std::thread starter([&] { first = (*second)->start("shared", false, {}); });
        VERIFY_RESULT(m_engine->start("shared", false, {}));
        starter.join();
        VERIFY_RESULT(first);
        VERIFY_RESULT((*second)->remove("shared", true, false));
        QCOMPARE(m_engine->inspect("shared").error().code(), Errc::NotFound);
    }

    void containersOutliveTheEngineAndLostOnesAreFound()
    {
        const std::string id = startSleeper("survivor");
        const std::string lostId = startSleeper("lost");
        const auto status =
            launch::parseStatus(*base::readFile(m_directory->file("run/containers/" + lostId + "/status")));
        VERIFY_RESULT(status);
        QVERIFY(::kill(status->monitorPid, SIGKILL) == 0);
        QTRY_VERIFY(!launch::isAlive(status->monitorPid, status->monitorStartTime));
        VERIFY_RESULT(base::makeDirectories(m_directory->file("data/containers/" + std::string(64, 'f'))));
        m_engine.reset();
        auto again = Engine::open(options());
        VERIFY_RESULT(again);
        m_engine = std::move(*again);
        QVERIFY(m_engine->inspect(id)->summary.state == ContainerState::Running);
        const auto details = m_engine->inspect(lostId);
        QVERIFY(details->summary.state == ContainerState::Exited);
        QCOMPARE(details->summary.exitCode, 137);
        QCOMPARE(details->error, std::string("monitor was killed"));
        QVERIFY(!launch::isAlive(status->pid, status->startTime));
        QVERIFY(::access(m_directory->file("data/containers/" + std::string(64, 'f')).c_str(), F_OK) != 0);
        VERIFY_RESULT(m_engine->remove(id, true, false));
        VERIFY_RESULT(m_engine->remove(lostId, false, false));
    }

    void detachedContainersWithRmAreSweptByTheNextEngine()
    {
        spec::ContainerSpec spec = shell("true");
        spec.autoRemove = true;
        const auto id = m_engine->create(spec, {});
        VERIFY_RESULT(m_engine->start(*id, false, {}));
        QTRY_VERIFY(m_engine->inspect(*id)->summary.state == ContainerState::Exited);
        auto other = Engine::open(options());
        VERIFY_RESULT(other);
        QCOMPARE((*other)->inspect(*id).error().code(), Errc::NotFound);
    }

    void subscribersHearOfChanges()
    {
        std::mutex mutex;
        std::vector<EventKind> kinds;
        const auto token = m_engine->subscribe([&](const Event &event) {
            const std::lock_guard lock(mutex);
            kinds.push_back(event.kind);
        });
        VERIFY_RESULT(token);
        const auto has = [&](EventKind kind) {
            const std::lock_guard lock(mutex);
            return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
        };
        startSleeper("watched");
        QTRY_VERIFY(has(EventKind::Created));
        QTRY_VERIFY(has(EventKind::Started));
        VERIFY_RESULT(m_engine->remove("watched", true, false));
        QTRY_VERIFY(has(EventKind::Removed));
    }

    void capabilitiesExplainThemselves()
    {
        const std::vector<Capability> list = m_engine->capabilities();
        QVERIFY(list.size() >= 8);
        for (const Capability &capability : list) {
            qInfo("%s: %s (%s)", capability.name.c_str(), capability.available ? "yes" : "no",
                  capability.explanation.c_str());
            QVERIFY2(!capability.explanation.empty(), capability.name.c_str());
            QVERIFY2(capability.available || !capability.fix.empty(), capability.name.c_str());
        }
    }

    void buildStepsRunInTheSandbox()
    {
        const std::string context = m_directory->file("run-context");
        VERIFY_RESULT(base::makeDirectories(context));
        VERIFY_RESULT(base::writeFileAtomic(context + "/Dockerfile",
                                            "FROM localhost/test\nRUN echo built > /result && echo said\n"
                                            "CMD [\"cat\", \"/result\"]\n"));
        build::BuildRequest request;
        request.contextDirectory = context;
        request.tags = {"localhost/ran"};
        std::string said;
        const auto built =
            m_engine->build(request, [&](const build::BuildEvent &event) { said += event.output; }, {});
        VERIFY_RESULT(built);
        QVERIFY(said.find("said") != std::string::npos);
        spec::ContainerSpec spec = shell("");
        spec.image = "localhost/ran";
        spec.command.clear();
        QCOMPARE(output(spec), std::string("built\n"));
    }
};

QTEST_GUILESS_MAIN(EngineTest)
#include "tst_engine.moc"
