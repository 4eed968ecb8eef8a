// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cgroup/limits.h"
#include "tests/support/support.h"

#include <map>

using namespace catamaran;
using namespace catamaran::engine;
using namespace catamaran::engine::cgroup;
using base::Bytes;

namespace {

using Files = std::map<std::string, std::string>;
using Lines = std::vector<std::string>;

ReadGroup reader(Files files)
{
    return [files = std::move(files)](std::string_view, std::string_view file) {
        const auto found = files.find(std::string(file));
        return found == files.end() ? std::nullopt : std::optional<std::string>(found->second);
    };
}

base::Result<std::string> device(const std::string &path)
{
    if (path == "/dev/sda")
        return std::string("8:0");
    return base::fail(base::Errc::NotFound, "no device " + path);
}

Lines lines(const base::Result<std::vector<GroupWrite>> &writes)
{
    Lines result;
    if (!writes)
        return {"error: " + writes.error().message()};
    for (const GroupWrite &write : *writes)
        result.push_back(write.file + "=" + write.value + (write.mayBeMissing ? "?" : ""));
    return result;
}

Lines v2(const spec::Resources &limits, Files files = {})
{
    return lines(limitsOfV2(limits, reader(std::move(files)), device));
}

Lines v1(const spec::Resources &limits, Files files = {})
{
    return lines(limitsOfV1(limits, reader(std::move(files)), device));
}

} // namespace

class TstCgroupLimits : public QObject {
    Q_OBJECT

private slots:
    void sharesBecomeWeights()
    {
        QCOMPARE(weightOfShares(0), 1U);
        QCOMPARE(weightOfShares(2), 1U);
        QCOMPARE(weightOfShares(512), 59U);
        QCOMPARE(weightOfShares(1024), 100U);
        QCOMPARE(weightOfShares(2048), 174U);
        QCOMPARE(weightOfShares(262144), 10000U);
        QCOMPARE(weightOfShares(1 << 30), 10000U);
        QCOMPARE(ioWeightOf(10), 1U);
        QCOMPARE(ioWeightOf(100), 910U);
        QCOMPARE(ioWeightOf(1000), 10000U);
    }

    void nothingSaidIsNothingWritten()
    {
        QCOMPARE(v2({}), Lines());
        QCOMPARE(v1({}), Lines());
    }

    void memoryAndSwapOfVersion2()
    {
        spec::Resources limits;
        limits.memory = Bytes(1000);
        QCOMPARE(v2(limits), (Lines{"memory.max=1000", "memory.swap.max=1000?"}));
        limits.memorySwap = Bytes(1500);
        QCOMPARE(v2(limits), (Lines{"memory.max=1000", "memory.swap.max=500"}));
        limits.memorySwap = Bytes(-1);
        QCOMPARE(v2(limits), (Lines{"memory.max=1000", "memory.swap.max=max"}));
        limits.memorySwap = Bytes(500);
        QVERIFY(v2(limits).front().starts_with("error: Minimum memoryswap"));
        limits = {};
        limits.memorySwap = Bytes(1500); // update --memory-swap alone
        QCOMPARE(v2(limits, {{"memory.max", "1000\n"}}), (Lines{"memory.swap.max=500"}));
        QVERIFY(v2(limits, {{"memory.max", "max\n"}}).front().starts_with("error: You should always set"));
        limits = {};
        limits.memoryReservation = Bytes(64);
        limits.memory = Bytes(-1);
        QCOMPARE(v2(limits), (Lines{"memory.max=max", "memory.low=64", "memory.swap.max=max?"}));
    }

    void memoryOfVersion1GrowsTheSumFirstAndShrinksItLast()
    {
        spec::Resources limits;
        limits.memory = Bytes(1000);
        const Files unlimited{{"memory.memsw.limit_in_bytes", "9223372036854771712\n"}};
        QCOMPARE(v1(limits, unlimited),
                 (Lines{"memory.limit_in_bytes=1000", "memory.memsw.limit_in_bytes=2000?"}));
        QCOMPARE(v1(limits, {{"memory.memsw.limit_in_bytes", "500\n"}}),
                 (Lines{"memory.memsw.limit_in_bytes=2000?", "memory.limit_in_bytes=1000"}));
        limits.memory = Bytes(-1);
        limits.memorySwap = Bytes(-1);
        QCOMPARE(v1(limits, {{"memory.memsw.limit_in_bytes", "500\n"}}),
                 (Lines{"memory.memsw.limit_in_bytes=-1", "memory.limit_in_bytes=-1"}));
        limits = {};
        limits.memorySwappiness = 10;
        limits.oomKillDisable = true;
        limits.memoryReservation = Bytes(64);
        QCOMPARE(v1(limits),
                 (Lines{"memory.soft_limit_in_bytes=64", "memory.swappiness=10", "memory.oom_control=1"}));
    }

    void whatVersion2DoesNotHaveIsRefused()
    {
        spec::Resources limits;
        limits.memorySwappiness = 10;
        QVERIFY(v2(limits).front().starts_with("error: --memory-swappiness needs control groups v1"));
        limits.memorySwappiness = -1; // docker's "not set"
        limits.oomKillDisable = false;
        QCOMPARE(v2(limits), Lines());
        limits.oomKillDisable = true;
        QVERIFY(v2(limits).front().starts_with("error: --oom-kill-disable needs"));
        limits = {};
        limits.cpuRealtimeRuntimeUs = 950000;
        QVERIFY(v2(limits).front().starts_with("error: --cpu-rt-period"));
        QCOMPARE(v1(limits), Lines{"cpu.rt_runtime_us=950000"});
    }

    void processorTime()
    {
        spec::Resources limits;
        limits.cpus = 1.5;
        QCOMPARE(v2(limits), Lines{"cpu.max=150000 100000"});
        QCOMPARE(v1(limits), (Lines{"cpu.cfs_period_us=100000", "cpu.cfs_quota_us=150000"}));
        limits = {};
        limits.cpuQuotaUs = 50000; // the period stays what it was
        QCOMPARE(v2(limits, {{"cpu.max", "max 20000\n"}}), Lines{"cpu.max=50000 20000"});
        limits = {};
        limits.cpuPeriodUs = 50000;
        QCOMPARE(v2(limits, {{"cpu.max", "70000 100000\n"}}), Lines{"cpu.max=70000 50000"});
        limits.cpuQuotaUs = -1;
        QCOMPARE(v2(limits), Lines{"cpu.max=max 50000"});
        QCOMPARE(v1(limits, {{"cpu.cfs_period_us", "100000\n"}}),
                 (Lines{"cpu.cfs_quota_us=-1", "cpu.cfs_period_us=50000"}));
        limits = {};
        limits.cpuShares = 1024;
        limits.cpusetCpus = "0-1";
        limits.cpusetMems = "0";
        limits.pids = -1;
        QCOMPARE(v2(limits), (Lines{"cpu.weight=100", "cpuset.cpus=0-1", "cpuset.mems=0", "pids.max=max"}));
        QCOMPARE(v1(limits), (Lines{"cpu.shares=1024", "cpuset.cpus=0-1", "cpuset.mems=0", "pids.max=max"}));
    }

    void disks()
    {
        spec::Resources limits;
        limits.blkioWeight = 500;
        limits.blkioWeightDevices = {{"/dev/sda", 100}};
        limits.deviceReadBps = {{"/dev/sda", 1048576}};
        limits.deviceWriteIops = {{"/dev/sda", 0}};
        QCOMPARE(v2(limits),
                 (Lines{"io.weight=default 4950", "io.weight=8:0 910", "io.max=8:0 rbps=1048576 wiops=max"}));
        QCOMPARE(v2(limits, {{"io.bfq.weight", "default 100\n"}}),
                 (Lines{"io.bfq.weight=default 500", "io.bfq.weight=8:0 100",
                        "io.max=8:0 rbps=1048576 wiops=max"}));
        QCOMPARE(
            v1(limits, {{"blkio.weight", "500\n"}}),
            (Lines{"blkio.weight=500", "blkio.weight_device=8:0 100",
                   "blkio.throttle.read_bps_device=8:0 1048576", "blkio.throttle.write_iops_device=8:0 0"}));
        QCOMPARE(v1(limits, {{"blkio.bfq.weight", "100\n"}}).front(), std::string("blkio.bfq.weight=500"));
        limits.deviceReadBps = {{"/dev/none", 1}};
        QCOMPARE(v2(limits), Lines{"error: no device /dev/none"});
    }

    void devicesAreFoundByPathOrNumber()
    {
        QCOMPARE(blockDeviceNumbers("8:16").value_or(""), std::string("8:16"));
        const auto character = blockDeviceNumbers("/dev/null");
        QVERIFY(!character);
        QCOMPARE(character.error().message(), std::string("/dev/null is not a block device"));
        QVERIFY(!blockDeviceNumbers("/dev/no/such"));
    }

    void aMissingFileSaysWhichControllerAndWhatToDo()
    {
        const GroupWrite memory{"memory", "memory.max", "1"};
        const base::Error kernel = missingFile(memory, "/sys/fs/cgroup", "cpu io pids\n");
        QCOMPARE(kernel.message(),
                 std::string("cannot set memory.max: the memory controller is not offered in "
                             "/sys/fs/cgroup/cgroup.controllers"));
        QVERIFY(kernel.fix().find("cgroup_enable=memory") != std::string::npos);
        const base::Error delegated = missingFile(memory, "/sys/fs/cgroup/user.slice/x", "cpu pids\n");
        QVERIFY(delegated.fix().find("Delegate=cpu cpuset io memory pids") != std::string::npos);
        const base::Error blocked = missingFile(memory, "/sys/fs/cgroup", "cpu memory\n", "\n");
        QVERIFY2(blocked.message().find("could not be enabled") != std::string::npos,
                 blocked.message().c_str());
        QVERIFY(missingFile(memory, "/sys/fs/cgroup", "cpu memory\n", "memory\n").fix().find("built with") !=
                std::string::npos);
        const base::Error swap =
            missingFile({"memory", "memory.swap.max", "1"}, "/sys/fs/cgroup", "cpu memory\n");
        QVERIFY(swap.fix().find("swapaccount=1") != std::string::npos);
        QVERIFY(missingFile({"pids", "pids.max", "1"}, {}, std::nullopt).message().find("no pids control") !=
                std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TstCgroupLimits)
#include "tst_cgroup_limits.moc"
