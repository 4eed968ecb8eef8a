// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/cgroup/cgroup.h"
#include "engine/cgroup/device_filter.h"
#include "engine/cgroup/parsers.h"
#include "tests/support/support.h"

#include <QProcess>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

using namespace catamaran;
using namespace catamaran::engine;
using namespace catamaran::engine::cgroup;
using base::Bytes;
using base::Errc;
namespace fs = std::filesystem;

namespace {

/// A shell that joins the groups before it does anything else.
std::string joining(const launch::CgroupPlan &plan, const std::string &script)
{
    std::string text;
    for (const std::string &directory : plan.directories)
        text += "echo $$ > " + directory + "/cgroup.procs || exit 99; ";
    return text + script;
}

QString run(const std::string &script)
{
    QProcess process;
    process.start("/bin/sh", {"-c", QString::fromStdString(script)});
    process.waitForFinished(60000);
    return QString::fromUtf8(process.readAllStandardOutput() + process.readAllStandardError()).trimmed();
}

} // namespace

/// The driver of this host, v1 or v2, with the kernel's own files. An ordinary user runs it in a v2 subtree
/// that belongs to him, named by CATAMARAN_TEST_DELEGATED.
class TstCgroupDriver : public QObject {
    Q_OBJECT

    std::unique_ptr<CgroupDriver> m_driver;
    std::string m_instance = "d" + std::to_string(getpid());
    std::string m_delegated = qgetenv("CATAMARAN_TEST_DELEGATED").toStdString();
    bool m_v2 = false;

    // The text of whichever file this host has.
    QString file(const launch::CgroupPlan &plan, const char *name2, const char *name1) const
    {
        for (const std::string &directory : plan.directories) {
            if (auto text = base::readFile(directory + "/" + (m_v2 ? name2 : name1)))
                return QString::fromStdString(*text).trimmed();
        }
        return "missing";
    }

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty() && m_delegated.empty())
            QSKIP((reason + " or a delegated v2 subtree").c_str());
        auto detected = CgroupDriver::detect(m_instance, m_delegated);
        VERIFY_RESULT(detected);
        m_driver = std::move(*detected);
        m_v2 = m_driver->host().layout == Layout::V2;
        qInfo("%s", m_driver->host().explanation.c_str());
        for (const std::string &lack : shortcomings(m_driver->host()))
            qInfo("%s", lack.c_str());
        auto made = m_driver->create("probe", {});
        if (!made || made->directories.empty())
            QSKIP("no usable control groups");
        VERIFY_RESULT(m_driver->remove("probe"));
    }

    void cleanupTestCase()
    {
        if (!m_driver)
            return;
        for (const std::string &id : m_driver->list().value_or(std::vector<std::string>()))
            VERIFY_RESULT(m_driver->remove(id));
        const auto mounts = parseCgroupMounts(base::readFile("/proc/self/mountinfo").value_or(""));
        for (const auto &[name, point] : mounts.byName)
            ::rmdir((point + "/catamaran-" + m_instance).c_str());
        ::rmdir((m_driver->host().unifiedRoot + "/catamaran-" + m_instance).c_str());
    }

    void limitsReachTheKernelAndChangeLive()
    {
        spec::Resources limits;
        limits.memory = Bytes::mib(64);
        limits.cpus = 0.5;
        limits.cpuShares = 512;
        limits.pids = 33;
        // systemd delegates cpu, memory and pids to its users, unless it is told to give more.
        const auto offered = base::readFile(m_delegated + "/cgroup.controllers");
        const bool cpuset = m_delegated.empty() || offered->find("cpuset") != std::string::npos;
        limits.cpusetCpus = cpuset ? "0" : "";
        limits.memoryReservation = Bytes::mib(32);
        const auto plan = m_driver->create("limits", limits);
        VERIFY_RESULT(plan);
        QCOMPARE(file(*plan, "memory.max", "memory.limit_in_bytes"), QString("67108864"));
        QCOMPARE(file(*plan, "memory.low", "memory.soft_limit_in_bytes"), QString("33554432"));
        QCOMPARE(file(*plan, "cpu.max", "cpu.cfs_quota_us"), QString(m_v2 ? "50000 100000" : "50000"));
        QCOMPARE(file(*plan, "cpu.weight", "cpu.shares"), QString(m_v2 ? "59" : "512"));
        QCOMPARE(file(*plan, "pids.max", "pids.max"), QString("33"));
        QCOMPARE(file(*plan, "cpuset.cpus", "cpuset.cpus"), QString(cpuset ? "0" : "missing"));
        const auto statistics = m_driver->statistics("limits");
        VERIFY_RESULT(statistics);
        QCOMPARE(statistics->memoryLimitBytes, std::optional<std::uint64_t>(64U << 20));
        QCOMPARE(statistics->pidsLimit, std::optional<std::uint64_t>(33));

        spec::Resources more;
        more.memory = Bytes::mib(512); // beyond the sum with swap that holds now
        more.cpuQuotaUs = 20000;
        more.pids = -1;
        VERIFY_RESULT(m_driver->update("limits", more));
        QCOMPARE(file(*plan, "memory.max", "memory.limit_in_bytes"), QString("536870912"));
        QCOMPARE(file(*plan, "cpu.max", "cpu.cfs_quota_us"), QString(m_v2 ? "20000 100000" : "20000"));
        QCOMPARE(file(*plan, "pids.max", "pids.max"), QString("max"));
        more.memory = Bytes::mib(32);
        VERIFY_RESULT(m_driver->update("limits", more));
        QCOMPARE(file(*plan, "memory.max", "memory.limit_in_bytes"), QString("33554432"));
        VERIFY_RESULT(m_driver->remove("limits"));
        QVERIFY(!fs::exists(plan->directories.front()));
    }

    void aLimitThatTheHostLacksIsNamedAndLeavesNothing()
    {
        spec::Resources limits;
        limits.cpuRealtimeRuntimeUs = 950000;
        const auto made = m_driver->create("realtime", limits);
        if (made) {
            VERIFY_RESULT(m_driver->remove("realtime"));
            QSKIP("this kernel has realtime groups");
        }
        QCOMPARE(made.error().code(), Errc::Unsupported);
        QVERIFY2(made.error().message().find("cpu") != std::string::npos, made.error().text().c_str());
        QVERIFY(!made.error().fix().empty());
        const auto left = m_driver->list();
        QVERIFY(std::find(left->begin(), left->end(), "realtime") == left->end());
        spec::Resources disk;
        disk.deviceReadBps = {{"/dev/null", 1}};
        QCOMPARE(m_driver->create("disk", disk).error().message(),
                 std::string("/dev/null is not a block device"));
    }

    void aParentHoldsItAndGoesWithIt()
    {
        const std::string parent = "/catamaran-test-" + m_instance + "/deep";
        const auto plan = m_driver->create("child", {}, parent);
        VERIFY_RESULT(plan);
        for (const std::string &directory : plan->directories) {
            QVERIFY2(directory.ends_with(parent + "/child"), directory.c_str());
            QVERIFY(fs::is_directory(directory));
        }
        // Found again by somebody who knows nothing but the id, and listed once.
        auto other = CgroupDriver::detect(m_instance, m_delegated);
        VERIFY_RESULT(other);
        QVERIFY((*other)->plan("child")->directories == plan->directories);
        QCOMPARE(*(*other)->list(), std::vector<std::string>{"child"});
        QCOMPARE(run(joining(*plan, "cat /proc/self/cgroup | grep -c " + parent + "/child")).isEmpty(),
                 false);
        VERIFY_RESULT((*other)->statistics("child"));
        VERIFY_RESULT((*other)->remove("child"));
        QVERIFY((*other)->list()->empty());
        for (const std::string &directory : plan->directories)
            QVERIFY2(!fs::exists(fs::path(directory).parent_path().parent_path()), directory.c_str());
        QVERIFY(!m_driver->create("child", {}, "/a/../b"));
        QVERIFY(m_driver->list()->empty());
    }

    void frozenStopsAndKillEndsAll()
    {
        const auto plan = m_driver->create("frozen", {});
        VERIFY_RESULT(plan);
        QProcess process;
        process.start("/bin/sh", {"-c", QString::fromStdString(
                                            joining(*plan, "sleep 1000 & sleep 1000 & echo in; wait"))});
        QVERIFY(process.waitForReadyRead(30000));
        VERIFY_RESULT(m_driver->freeze("frozen"));
        VERIFY_RESULT(m_driver->thaw("frozen"));
        VERIFY_RESULT(m_driver->freeze("frozen"));
        QVERIFY(m_driver->statistics("frozen")->pids.value_or(3) >= 3); // a delegation may lack pids
        VERIFY_RESULT(m_driver->kill("frozen"));
        QVERIFY(process.waitForFinished(30000));
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);
        VERIFY_RESULT(m_driver->remove("frozen"));
        QVERIFY(!fs::exists(plan->directories.front()));
    }

    void onlyAllowedDevicesCanBeOpened()
    {
        // A node of a disk that need not exist: a filter refuses with EPERM before anybody asks the driver.
        const test::TemporaryDirectory directory;
        const std::string node = "/dev/catamaran-test-" + m_instance;
        if (::mknod(node.c_str(), S_IFCHR | 0600, makedev(1, 1)) != 0)
            QSKIP("no device nodes can be made here");
        const auto plan = m_driver->create("devices", {});
        VERIFY_RESULT(plan);
        const std::string look = "head -c1 " + node +
                                 " >/dev/null && echo opened; "
                                 "head -c1 /dev/zero >/dev/null && echo zero; mknod " +
                                 directory.file("made") + " b 8 0 && echo made";
        const QString ordinary = run(joining(*plan, look));
        VERIFY_RESULT(m_driver->allowDevices("devices", {"c 1:1 r"}));
        const QString more = run(joining(*plan, "head -c1 " + node + " >/dev/null && echo opened"));
        VERIFY_RESULT(m_driver->allowDevices("devices", {})); // taken back
        const QString less = run(joining(*plan, "head -c1 " + node + " >/dev/null && echo opened"));
        VERIFY_RESULT(m_driver->allowDevices("devices", {"a"}));
        const QString all = run(joining(*plan, "head -c1 " + node + " >/dev/null && echo opened"));
        ::unlink(node.c_str());
        QVERIFY2(ordinary.contains("Operation not permitted"), qPrintable(ordinary));
        QVERIFY2(!ordinary.contains("opened"), qPrintable(ordinary));
        QVERIFY2(ordinary.contains("zero") && ordinary.contains("made"), qPrintable(ordinary));
        // A kernel without /dev/mem says ENXIO, but only to whom the filter let pass.
        QVERIFY2(!more.contains("not permitted"), qPrintable(more));
        QVERIFY2(less.contains("not permitted"), qPrintable(less));
        QVERIFY2(!all.contains("not permitted"), qPrintable(all));
        VERIFY_RESULT(m_driver->remove("devices"));
    }

    /// v2's filter on any host that has that hierarchy, also beside v1: the kernel's verifier is the judge.
    void theKernelTakesTheFilterProgram()
    {
        const auto filter = probeDeviceFilter();
        if (!filter)
            QSKIP(filter.error().text().c_str());
        if (*filter == DeviceFilter::NotPermitted) {
            QVERIFY(::geteuid() != 0);
            const auto lacks = shortcomings(m_driver->host());
            QVERIFY(!lacks.empty() && lacks.back().find("devices are not filtered") != std::string::npos);
            QSKIP("this user may not load such programs, and info says so");
        }
        const auto mounts = parseCgroupMounts(base::readFile("/proc/self/mountinfo").value_or(""));
        if (mounts.unified.empty() || ::access(mounts.unified.c_str(), W_OK) != 0)
            QSKIP("no v2 hierarchy is mounted");
        const std::string group = mounts.unified + "/catamaran-filter-" + m_instance;
        const std::string node = "/dev/catamaran-test-" + m_instance;
        QVERIFY(::mkdir(group.c_str(), 0755) == 0);
        QVERIFY(::mknod(node.c_str(), S_IFCHR | 0600, makedev(1, 1)) == 0);
        const launch::CgroupPlan plan{launch::CgroupPlan::Version::V2, {group}};
        const auto open = [&](const std::string &path) {
            return !run(joining(plan, "head -c1 " + path)).contains("not permitted");
        };
        QStringList seen;
        for (const std::vector<DeviceRule> &rules : {ordinaryDevices(),
                                                     {*parseDeviceRule("c *:* rwm")},
                                                     {*parseDeviceRule("c 1:3 rw")},
                                                     ordinaryDevices()}) {
            const auto attached = attachDeviceFilter(group, rules);
            if (!attached)
                seen << QString::fromStdString(attached.error().text());
            seen << QString("%1%2").arg(open("/dev/zero")).arg(open(node));
        }
        ::unlink(node.c_str());
        ::rmdir(group.c_str());
        QCOMPARE(seen.join(" "), QString("10 11 00 10"));
    }
};

QTEST_GUILESS_MAIN(TstCgroupDriver)
#include "tst_cgroup_driver.moc"
