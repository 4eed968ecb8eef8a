// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/id_map.h"
#include "engine/cgroup/delegation.h"
#include "engine/launch/deck_entry.h"
#include "engine/runtime/process_statistics.h"

#include <QTest>
#include <algorithm>
#include <unistd.h>

using namespace catamaran;
using base::IdMap;

class TstRootlessUnits : public QObject {
    Q_OBJECT

private slots:
    void theMapOfRootChangesNothing()
    {
        const IdMap none;
        QVERIFY(!none.shifts());
        QCOMPARE(none.hostUser(5).value_or(0), 5U);
        QCOMPARE(none.containerGroup(7), 7U);
    }

    void aUsersMapPutsItsOwnIdFirst()
    {
        // As the deck has it: every id is itself.
        const char *text = "      1000       1000          1\n    100000     100000      65536\n";
        const IdMap map = IdMap::ofUser(1000, 1000, text, text);
        QVERIFY(map.shifts());
        QVERIFY(!map.isSingle());
        QCOMPARE(map.hostUser(0).value_or(1), 1000U);
        QCOMPARE(map.hostUser(1).value_or(0), 100000U);
        QCOMPARE(map.hostGroup(65536).value_or(0), 165535U);
        QVERIFY(!map.hostUser(65537));
        QCOMPARE(map.containerUser(1000), 0U);
        QCOMPARE(map.containerUser(100004), 5U);
        QCOMPARE(map.containerUser(0), 65534U);
        for (std::uint32_t id = 0; id <= 65536; id += 37)
            QCOMPARE(map.containerUser(map.hostUser(id).value_or(0)), id);
    }

    void withoutSubordinateIdsEverythingIsTheUsers()
    {
        const IdMap map = IdMap::ofUser(1000, 1000, "1000 1000 1\n", "1000 1000 1\n");
        QVERIFY(map.isSingle());
        QCOMPARE(map.hostUser(0).value_or(1), 1000U);
        QCOMPARE(map.hostUser(33).value_or(1), 1000U);
        QCOMPARE(map.containerGroup(1000), 0U);
    }

    void keepIdLeavesNoIdOut_data()
    {
        QTest::addColumn<uint>("kept");
        for (const uint kept : {0U, 1U, 500U, 1000U, 65536U, 70000U})
            QTest::addRow("%u", kept) << kept;
    }
    void keepIdLeavesNoIdOut()
    {
        QFETCH(const uint, kept);
        const char *text = "1000 1000 1\n100000 100000 65536\n";
        const IdMap map = IdMap::ofUser(1000, 1000, text, text).keeping(kept, kept);
        QCOMPARE(map.hostUser(kept).value_or(0), 1000U);
        std::uint32_t ids = 0;
        for (const IdMap::Range &range : map.users()) {
            QVERIFY(range.size > 0);
            ids += range.size;
        }
        QCOMPARE(ids, 65537U);
        if (kept > 0)
            QCOMPARE(map.hostUser(0).value_or(0), 100000U);
    }

    void subordinateRangesAreThoseOfTheUser()
    {
        using engine::launch::subordinateRanges;
        const std::string text = "root:100000:65536\nanna:165536:65536\n1000:300000:10\n"
                                 "anna:990:20\nanna:0:5\nanna:7:x\nanna:8\nannabel:400000:1\n\n";
        // By name and by number; what holds the own id, begins at 0 or is no number is left out.
        QCOMPARE(subordinateRanges(text, "anna", 1000), std::string("165536:65536,300000:10"));
        QCOMPARE(subordinateRanges(text, "bert", 7), std::string());
        QCOMPARE(subordinateRanges("anna:4294967200:200\n", "anna", 1000), std::string());
    }

    void theUnifiedGroupIsFound()
    {
        using engine::cgroup::unifiedPath;
        QCOMPARE(unifiedPath("3:cpu:/a\n0::/user.slice/x.scope\n"), std::string("/user.slice/x.scope"));
        QCOMPARE(unifiedPath("0::/\n"), std::string());
        QCOMPARE(unifiedPath("1:name=systemd:/a\n"), std::string());
    }

    void theScopeIsAskedForWithDelegation()
    {
        const std::vector<std::string> call = engine::cgroup::scopeCall(42);
        const auto has = [&call](const char *word) {
            return std::find(call.begin(), call.end(), word) != call.end();
        };
        QVERIFY(has("StartTransientUnit"));
        QVERIFY(has("Delegate"));
        QVERIFY(has("42"));
        QCOMPARE(engine::cgroup::attachCall(42).back(), std::string("42"));
    }

    void figuresAreSumsOverProcesses()
    {
        engine::cgroup::Statistics sum;
        using engine::runtime::addProcess;
        QVERIFY(!addProcess("", sum));
        QVERIFY(!addProcess("1 (x) S 1 2", sum));
        QVERIFY(!sum.pids);
        // Fields 14 to 17 are 3 4 5 6 ticks, 20 is the threads, 24 the resident pages.
        const char *line = "7 (a) b) S 1 1 1 0 -1 0 0 0 0 0 3 4 5 6 20 0 2 0 99 4096 10 0";
        QVERIFY(addProcess(line, sum));
        QVERIFY(addProcess(line, sum));
        QCOMPARE(sum.pids.value_or(0), std::uint64_t{4});
        QCOMPARE(sum.memoryBytes.value_or(0),
                 std::uint64_t{20} * static_cast<unsigned>(sysconf(_SC_PAGESIZE)));
        QCOMPARE(sum.cpuUsageNs.value_or(0),
                 std::uint64_t{36} * (1'000'000'000U / static_cast<unsigned>(sysconf(_SC_CLK_TCK))));
    }
};

QTEST_GUILESS_MAIN(TstRootlessUnits)
#include "tst_rootless_units.moc"
