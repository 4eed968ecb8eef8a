// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cgroup/parsers.h"
#include "tests/support/support.h"

using namespace catamaran::engine::cgroup;

class TstCgroupParsers : public QObject {
    Q_OBJECT

private slots:
    void hybridMountsAreTold()
    {
        const auto mounts = parseCgroupMounts(
            "22 21 0:20 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755\n"
            "23 22 0:21 / /sys/fs/cgroup/memory rw,nosuid shared:9 - cgroup cgroup rw,memory\n"
            "24 22 0:22 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n"
            "25 22 0:23 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,name=systemd\n"
            "26 22 0:24 / /sys/fs/cgroup/with\\040space rw - cgroup2 cgroup rw\n"
            "nonsense\n");
        QCOMPARE(mounts.byName.at("memory"), std::string("/sys/fs/cgroup/memory"));
        QCOMPARE(mounts.byName.at("cpuacct"), std::string("/sys/fs/cgroup/cpu,cpuacct"));
        QCOMPARE(mounts.byName.count("name=systemd"), std::size_t{0});
        QCOMPARE(mounts.unified, std::string("/sys/fs/cgroup/with space"));
    }

    void memoryOfVersion2()
    {
        Statistics statistics;
        parseMemoryStatV2("anon 1048576\nfile 2097152\nkernel 65536\nkernel_stack 16384\nshmem 4096\n"
                          "inactive_anon 0\nactive_anon 1048576\ninactive_file 2000000\nslab 1234\n",
                          statistics);
        QCOMPARE(statistics.memoryAnonBytes, std::optional<std::uint64_t>(1048576));
        QCOMPARE(statistics.memoryFileBytes, std::optional<std::uint64_t>(2097152));
        QCOMPARE(statistics.memoryKernelBytes, std::optional<std::uint64_t>(65536));
        QCOMPARE(statistics.memoryInactiveFileBytes, std::optional<std::uint64_t>(2000000));
        QCOMPARE(statistics.memorySharedBytes, std::optional<std::uint64_t>(4096));
    }

    void kernelMemoryBeforeLinux518IsTheSumOfItsParts()
    {
        Statistics statistics;
        parseMemoryStatV2("anon 1\nkernel_stack 100\npagetables 20\npercpu 3\nslab 4000\n", statistics);
        QCOMPARE(statistics.memoryKernelBytes, std::optional<std::uint64_t>(4123));
        QVERIFY(!statistics.memorySharedBytes);
    }

    void memoryOfVersion1CountsTheGroupsBelow()
    {
        Statistics statistics;
        parseMemoryStatV1("cache 10\nrss 20\ntotal_cache 100\ntotal_rss 200\ntotal_shmem 5\n"
                          "total_inactive_file 60\n",
                          statistics);
        QCOMPARE(statistics.memoryFileBytes, std::optional<std::uint64_t>(100));
        QCOMPARE(statistics.memoryAnonBytes, std::optional<std::uint64_t>(200));
        QCOMPARE(statistics.memoryInactiveFileBytes, std::optional<std::uint64_t>(60));
    }

    void inputAndOutputOfAllDevicesIsAddedUp()
    {
        Statistics two;
        parseIoStatV2("8:0 rbytes=4096 wbytes=8192 rios=1 wios=2 dbytes=0 dios=0\n"
                      "259:1 rbytes=1 wbytes=2 rios=1 wios=1 dbytes=0 dios=0\n253:0\n",
                      two);
        QCOMPARE(two.ioReadBytes, std::optional<std::uint64_t>(4097));
        QCOMPARE(two.ioWriteBytes, std::optional<std::uint64_t>(8194));
        Statistics one;
        parseBlkioV1("8:0 Read 4096\n8:0 Write 100\n8:0 Sync 1\n8:0 Total 4196\n8:16 Read 4\nTotal 4200\n",
                     one);
        QCOMPARE(one.ioReadBytes, std::optional<std::uint64_t>(4100));
        QCOMPARE(one.ioWriteBytes, std::optional<std::uint64_t>(100));
        Statistics none;
        parseBlkioV1("Total 0\n", none);
        QVERIFY(!none.ioReadBytes);
    }

    void countsAndKeys()
    {
        QCOMPARE(parseCount("123\n"), std::optional<std::uint64_t>(123));
        QVERIFY(!parseCount("max\n"));
        QVERIFY(!parseCount(""));
        QVERIFY(!parseCount("12x"));
        QCOMPARE(keyedCount("low 0\noom 2\noom_kill 1\n", "oom_kill"), std::optional<std::uint64_t>(1));
        QVERIFY(!keyedCount("oom_kill_disable 0\n", "oom_kill"));
    }

    void cpuTimeAndThrottling()
    {
        Statistics two;
        parseCpuStatV2("usage_usec 3000\nuser_usec 2000\nsystem_usec 1000\nnr_periods 7\nnr_throttled 3\n"
                       "throttled_usec 55\n",
                       two);
        QCOMPARE(two.cpuUsageNs, std::optional<std::uint64_t>(3000000));
        QCOMPARE(two.cpuUserNs, std::optional<std::uint64_t>(2000000));
        QCOMPARE(two.cpuThrottledPeriods, std::optional<std::uint64_t>(3));
        QCOMPARE(two.cpuThrottledNs, std::optional<std::uint64_t>(55000));
        Statistics one;
        parseCpuStatV1("nr_periods 7\nnr_throttled 3\nthrottled_time 55000\n", one);
        QCOMPARE(one.cpuThrottledNs, two.cpuThrottledNs);
        QVERIFY(!one.cpuUsageNs);
    }

    void pressureIsReadWhereThereIsAny()
    {
        const auto both = parsePressure("some avg10=1.50 avg60=0.25 avg300=0.00 total=1234\n"
                                        "full avg10=0.75 avg60=0.10 avg300=0.00 total=99\n");
        QVERIFY(both.has_value());
        QCOMPARE(both->some10, 1.5);
        QCOMPARE(both->someTotalUs, std::uint64_t{1234});
        QCOMPARE(both->full60, 0.1);
        QCOMPARE(both->fullTotalUs, std::uint64_t{99});
        QVERIFY(parsePressure("some avg10=0.00 avg60=0.00 avg300=0.00 total=0\n"));
        QVERIFY(!parsePressure(""));
        QVERIFY(!parsePressure("nonsense\n"));
    }

    void operationsAreCountedBesideBytes()
    {
        Statistics two;
        parseIoStatV2("8:0 rbytes=4096 wbytes=8192 rios=1 wios=2 dbytes=0 dios=0\n", two);
        QCOMPARE(two.ioReadOperations, std::optional<std::uint64_t>(1));
        QCOMPARE(two.ioWriteOperations, std::optional<std::uint64_t>(2));
        Statistics one;
        parseBlkioOperationsV1("8:0 Read 5\n8:0 Write 6\n8:0 Total 11\n", one);
        QCOMPARE(one.ioReadOperations, std::optional<std::uint64_t>(5));
        QVERIFY(!one.ioReadBytes);
    }
};

QTEST_GUILESS_MAIN(TstCgroupParsers)
#include "tst_cgroup_parsers.moc"
