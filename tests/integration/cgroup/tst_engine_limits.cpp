// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/engine.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "tests/support/support.h"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

using namespace catamaran;
using namespace catamaran::engine;
using base::Bytes;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

constexpr const char *kImage = "localhost/limits";

spec::ContainerSpec shell(const std::string &name, const std::string &script)
{
    spec::ContainerSpec spec;
    spec.name = name;
    spec.image = kImage;
    spec.network = "none";
    spec.command = {"/bin/sh", "-c", script};
    return spec;
}

/// A whole disk that this host has, or empty.
std::string someDisk()
{
    std::error_code none;
    for (const auto &entry : fs::directory_iterator("/sys/block", none)) {
        const std::string name = entry.path().filename();
        const std::string path = "/dev/" + name;
        struct stat status {};
        if ((name.starts_with("vd") || name.starts_with("sd") || name.starts_with("nvme")) &&
            ::stat(path.c_str(), &status) == 0 && S_ISBLK(status.st_mode))
            return path;
    }
    return {};
}

} // namespace

/// What limits do to a running container, on v1 and on v2.
class TstEngineLimits : public QObject {
    Q_OBJECT

    std::unique_ptr<test::TemporaryDirectory> m_directory;
    std::shared_ptr<Engine> m_engine;
    bool m_v2 = false;

    std::string start(const spec::ContainerSpec &spec)
    {
        const auto id = m_engine->create(spec, {});
        if (!id)
            return "create: " + id.error().fullText();
        const auto started = m_engine->start(*id, false, {});
        return started ? *id : "start: " + started.error().fullText();
    }
    int run(const spec::ContainerSpec &spec, std::string &output)
    {
        output = start(spec);
        const int code = m_engine->wait(spec.name, {}).value_or(-1);
        (void)m_engine->logs(spec.name, {}, [&](const LogRecord &r) { output += "\n" + std::string(r.text); },
                             {});
        (void)m_engine->remove(spec.name, true, true);
        return code;
    }
    pid_t pidOf(const std::string &name)
    {
        return json::parse(m_engine->inspectJson(name).value_or("{}")).at("State").at("Pid").get<pid_t>();
    }
    // The container's directory, as its first process says.
    std::string groupOf(const std::string &name, const std::string &controller)
    {
        const std::string text =
            base::readFile("/proc/" + std::to_string(pidOf(name)) + "/cgroup").value_or("");
        const std::string key = m_v2 ? "0::" : ":" + controller + ":";
        const std::size_t at = text.find(key);
        if (at == std::string::npos)
            return {};
        const std::string path = text.substr(at + key.size(), text.find('\n', at) - at - key.size());
        return (m_v2 ? "/sys/fs/cgroup" : "/sys/fs/cgroup/" + controller) + path;
    }
    QString fileOf(const std::string &name, const std::string &controller, const std::string &file)
    {
        return QString::fromStdString(
                   base::readFile(groupOf(name, controller) + "/" + file).value_or("missing"))
            .trimmed();
    }

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        if (::access("/bin/busybox", X_OK) != 0)
            QSKIP("needs /bin/busybox (package busybox-static)");
        m_v2 = ::access("/sys/fs/cgroup/cgroup.controllers", F_OK) == 0;
        if (!m_v2 && ::access("/sys/fs/cgroup/memory", W_OK) != 0)
            QSKIP("no usable control groups");
        m_directory = std::make_unique<test::TemporaryDirectory>();
        EngineOptions options;
        options.dataDirectory = m_directory->file("data");
        options.runDirectory = m_directory->file("run");
        options.instance = base::Sha256::hexOf(options.dataDirectory).substr(0, 8);
        auto engine = Engine::open(options);
        VERIFY_RESULT(engine);
        m_engine = std::move(*engine);
        const std::string context = m_directory->file("context");
        VERIFY_RESULT(base::makeDirectories(context + "/rootfs/bin"));
        fs::copy_file("/bin/busybox", context + "/rootfs/bin/busybox");
        for (const char *name : {"sh", "cat", "sleep", "dd", "head", "mknod", "ls", "echo", "grep", "rm"})
            fs::create_symlink("busybox", context + "/rootfs/bin/" + name);
        VERIFY_RESULT(base::writeFileAtomic(context + "/Dockerfile",
                                            "FROM scratch\nCOPY rootfs /\nCMD [\"/bin/sh\"]\n"));
        build::BuildRequest request;
        request.contextDirectory = context;
        request.tags = {kImage};
        VERIFY_RESULT(m_engine->build(request, [](const build::BuildEvent &) {}, {}));
    }
    void cleanup()
    {
        if (!m_engine)
            return;
        if (const auto left = m_engine->containers(true))
            for (const ContainerSummary &container : *left)
                (void)m_engine->remove(container.id, true, true);
    }

    void itIsInItsGroupFromTheStart()
    {
        spec::ContainerSpec spec = shell("where", "cat /proc/1/cgroup; exec sleep 1000");
        const std::string id = start(spec);
        QCOMPARE(id.size(), std::size_t{64});
        const std::string group = groupOf("where", "pids");
        QVERIFY2(group.ends_with("/" + id), group.c_str());
        QVERIFY(fs::is_directory(group));
        // Its own view begins at its group: it was in there before its control group namespace was made.
        std::string log;
        QTRY_VERIFY(m_engine->logs("where", {}, [&](const LogRecord &r) { log += r.text; }, {}) &&
                    !log.empty());
        QVERIFY2(log.find(id) == std::string::npos, log.c_str());
        if (m_v2)
            QCOMPARE(log.substr(0, 5), std::string("0::/\n"));
        VERIFY_RESULT(m_engine->remove("where", true, true));
        QVERIFY(!fs::exists(group));
    }

    void runningOutOfMemoryIsToldAsDockerDoes()
    {
        spec::ContainerSpec spec = shell("hungry", "x=0123456789; while true; do x=$x$x; done");
        spec.resources.memory = spec.resources.memorySwap = Bytes::mib(16);
        const std::string id = start(spec);
        QCOMPARE(id.size(), std::size_t{64});
        QCOMPARE(m_engine->wait("hungry", {}).value_or(-1), 137);
        const json state = json::parse(*m_engine->inspectJson("hungry")).at("State");
        QCOMPARE(state.at("OOMKilled").get<bool>(), true);
        QCOMPARE(state.at("ExitCode").get<int>(), 137);
    }

    void processorsAndProcessesAreLimited()
    {
        // Twenty that sleep are more than fit.
        spec::ContainerSpec spec =
            shell("many", "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do sleep 5 & done");
        spec.resources.pids = 8;
        std::string output;
        const int code = run(spec, output);
        QVERIFY2(code != 0 && output.find("fork") != std::string::npos, output.c_str());

        spec = shell("busy", "while :; do :; done");
        spec.resources.cpus = 0.1;
        spec.resources.cpuShares = 1024;
        QCOMPARE(start(spec).size(), std::size_t{64});
        QCOMPARE(fileOf("busy", "cpu", m_v2 ? "cpu.max" : "cpu.cfs_quota_us"),
                 QString(m_v2 ? "10000 100000" : "10000"));
        QTRY_VERIFY_WITH_TIMEOUT(m_engine->statistics("busy")->cpuThrottledPeriods.value_or(0) >= 3, 30000);
        const auto statistics = m_engine->statistics("busy");
        QVERIFY(statistics->cpuUsageNs.value_or(0) > 0);
        QVERIFY(statistics->memoryBytes.value_or(0) > 0);
        QVERIFY(statistics->pids.value_or(0) >= 1);
        if (m_v2 && ::access("/proc/pressure/cpu", R_OK) == 0) {
            QVERIFY(statistics->cpuPressure.has_value());
            QVERIFY(statistics->cpuPressure->someTotalUs > 0);
            QVERIFY(statistics->memoryPressure && statistics->ioPressure);
        }
    }

    void pauseStopsItsClock()
    {
        QCOMPARE(start(shell("paused", "while :; do :; done")).size(), std::size_t{64});
        VERIFY_RESULT(m_engine->pause("paused"));
        const auto before = m_engine->statistics("paused")->cpuUsageNs;
        QTest::qWait(300); // what must not pass for it
        QCOMPARE(m_engine->statistics("paused")->cpuUsageNs, before);
        VERIFY_RESULT(m_engine->unpause("paused"));
        QTRY_VERIFY(m_engine->statistics("paused")->cpuUsageNs > before);
        VERIFY_RESULT(m_engine->kill("paused", "KILL"));
    }

    void devicesBeyondTheListAreRefused()
    {
        std::string output;
        const int code =
            run(shell("nodes", "head -c1 /dev/zero >/dev/null && echo zero; echo x >/dev/null && "
                               "echo null; mknod /disk b 8 0 && echo made; head -c1 /disk; "
                               "mknod /memory c 1 1; head -c1 /memory; true"),
                output);
        QCOMPARE(code, 0);
        QVERIFY2(output.find("zero") != std::string::npos && output.find("null") != std::string::npos &&
                     output.find("made") != std::string::npos,
                 output.c_str());
        QVERIFY2(output.find("/disk: Operation not permitted") != std::string::npos, output.c_str());
        QVERIFY2(output.find("/memory: Operation not permitted") != std::string::npos, output.c_str());
    }

    void aDiskIsSlowedDown()
    {
        const std::string disk = someDisk();
        if (disk.empty())
            QSKIP("this host has no disk of its own");
        spec::ContainerSpec spec = shell("disk", "exec sleep 1000");
        spec.resources.deviceReadBps = {{disk, 1048576}};
        spec.resources.deviceWriteIops = {{disk, 50}};
        const std::string id = start(spec);
        QVERIFY2(id.size() == 64, id.c_str());
        const QString set = fileOf("disk", "blkio", m_v2 ? "io.max" : "blkio.throttle.read_bps_device");
        QVERIFY2(set.contains("1048576"), qPrintable(set));
        if (m_v2)
            QVERIFY2(set.contains("rbps=1048576") && set.contains("wiops=50"), qPrintable(set));
    }

    void aParentAndARefusedLimitLeaveNothing()
    {
        spec::ContainerSpec spec = shell("inside", "exec sleep 1000");
        spec.cgroupParent = "/catamaran-parent-" + std::to_string(getpid());
        const std::string id = start(spec);
        QCOMPARE(id.size(), std::size_t{64});
        const std::string group = groupOf("inside", "memory");
        QVERIFY2(group.ends_with(spec.cgroupParent + "/" + id), group.c_str());
        QVERIFY(m_engine->statistics("inside")->pids.value_or(0) >= 1);
        VERIFY_RESULT(m_engine->pause("inside"));
        VERIFY_RESULT(m_engine->remove("inside", true, true));
        QVERIFY(!fs::exists(fs::path(group).parent_path()));
        if (!m_v2)
            return;
        spec = shell("swappy", "true");
        spec.resources.memorySwappiness = 10;
        const std::string refused = start(spec);
        QVERIFY2(refused.find("needs control groups v1") != std::string::npos, refused.c_str());
    }
};

QTEST_GUILESS_MAIN(TstEngineLimits)
#include "tst_engine_limits.moc"
