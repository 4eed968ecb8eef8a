// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compare/history.h"
#include "src/compare/lab.h"
#include "tests/support/support.h"

#include <QTest>
#include <filesystem>
#include <fstream>

using namespace catamaran;
using namespace catamaran::compare;

namespace {

constexpr std::int64_t kMib = std::int64_t{1} << 20;

const IsolationRow &rowOf(const std::vector<IsolationRow> &rows, const std::string &id)
{
    for (const IsolationRow &row : rows)
        if (row.id == id)
            return row;
    static const IsolationRow kNone;
    return kNone;
}

LabFacts facts(const std::string &startedAt)
{
    return {"localhost/demo:latest", startedAt, "Debian", "6.18", 2, 8192 * kMib, "software emulation"};
}

Density rampOf(std::initializer_list<std::int64_t> available)
{
    Density density;
    density.facts = facts("2026-11-23T01:00:00.000Z");
    int count = 0;
    for (const std::int64_t mebibytes : available)
        density.points.push_back({++count, 10.0, mebibytes * kMib, count * kMib});
    density.stopped = "as asked";
    return density;
}

} // namespace

/// The lab's pure parts: evidence, tables, figures, texts and the history on disk.
class TstLab : public QObject {
    Q_OBJECT

private slots:
    void evidenceIsReadLineByLine()
    {
        const Evidence evidence = parseEvidence("kernel=6.1\r\nnonsense\n=x\nnames=a b \nempty=\n");
        QCOMPARE(evidence.size(), std::size_t{3});
        QCOMPARE(evidence[0], (std::pair<std::string, std::string>("kernel", "6.1")));
        QCOMPARE(evidence[1].second, std::string("a b"));
        QCOMPARE(evidence[2].second, std::string());
    }

    void aContainerSharesTheKernelAndAVmNothing()
    {
        const Evidence host = {{"kernel", "6.18"},      {"boot", "A"},  {"ns_pid", "pid:[1]"},
                               {"ns_user", "user:[2]"}, {"caps", "ff"}, {"seccomp", "0"},
                               {"devices", "90"}};
        const Evidence container = {{"kernel", "6.18"},      {"boot", "A"},  {"ns_pid", "pid:[9]"},
                                    {"ns_user", "user:[2]"}, {"caps", "0f"}, {"seccomp", "2"},
                                    {"devices", "15"}};
        // Another kernel may give a name space the number that the host's has: still another one.
        const Evidence vm = {{"kernel", "6.1"},       {"boot", "B"},  {"ns_pid", "pid:[1]"},
                             {"ns_user", "user:[2]"}, {"caps", "ff"}, {"seccomp", "0"},
                             {"devices", "90"}};
        const auto rows = isolationRows(host, container, vm);
        QVERIFY(rows.size() >= 15);
        QCOMPARE(rowOf(rows, "kernel").containerSharing, Sharing::Shared);
        QCOMPARE(rowOf(rows, "processes").containerSharing, Sharing::Own);
        QCOMPARE(rowOf(rows, "users").containerSharing, Sharing::Shared);
        QCOMPARE(rowOf(rows, "capabilities").containerSharing, Sharing::Filtered);
        QCOMPARE(rowOf(rows, "syscalls").containerSharing, Sharing::Filtered);
        QCOMPARE(rowOf(rows, "devices").containerSharing, Sharing::Filtered);
        QCOMPARE(rowOf(rows, "capabilities").container, std::string("4 rights of root"));
        for (const IsolationRow &row : rows)
            QVERIFY2(row.vmSharing == Sharing::Own || row.vmSharing == Sharing::Unknown, row.id.c_str());
        QCOMPARE(rowOf(rows, "processes").vmSharing, Sharing::Own);
    }

    void whatAHullCannotTellIsUnknown()
    {
        for (const IsolationRow &row : isolationRows(hostEvidence(), {}, {})) {
            QCOMPARE(row.containerSharing, Sharing::Unknown);
            QCOMPARE(row.vm, std::string("-"));
            QVERIFY(!row.meaning.empty());
        }
    }

    void densityTellsWhatOneTakes()
    {
        const Density density = rampOf({4000, 3900, 3800, 3700});
        QCOMPARE(qRound64(*density.bytesEach()), qint64{100 * kMib});
        // 3700 MiB are left, 15 % of 8192 stay: 2471 MiB, 24 more.
        QCOMPARE(*density.wouldFit(0.15), 28);
        QVERIFY(!rampOf({4000}).bytesEach());
        // The host found room in what it had set aside: the ledgers know better.
        QCOMPARE(qRound64(*rampOf({4000, 4001, 4002}).bytesEach()), qint64{kMib});
    }

    void resultsSurviveJson()
    {
        Isolation isolation{facts("2026-11-23T01:00:00.000Z"),
                            {{"kernel", "Kernel", "m", "a", "b", "c", Sharing::Shared, Sharing::Own}}};
        const auto again = isolationFromJson(toJson(isolation));
        VERIFY_RESULT(again);
        QCOMPARE(again->rows.size(), std::size_t{1});
        QCOMPARE(again->rows[0].vmSharing, Sharing::Own);
        QCOMPARE(again->facts.accelerationLabel, std::string("software emulation"));
        Density ramp = rampOf({4000, 3900});
        ramp.hull = core::Kind::Vm;
        ramp.safety = true;
        const auto density = densityFromJson(toJson(ramp));
        VERIFY_RESULT(density);
        QCOMPARE(density->hull, core::Kind::Vm);
        QVERIFY(density->safety);
        QCOMPARE(density->points[1].availableBytes, 3900 * kMib);
        const Work work{facts("x"), {{"hash", "Hash", "dd", {1, 2, 3}, {10, 20, 30}}}};
        const auto timed = workFromJson(toJson(work));
        VERIFY_RESULT(timed);
        QCOMPARE(timed->rows[0].vmMedian(), 20.0);
        QVERIFY(!workFromJson(toJson(ramp)));
        QVERIFY(!isolationFromJson("{"));
    }

    void theTextbookSaysWhatIsMissing()
    {
        const auto empty = textbookTable({});
        QCOMPARE(empty.size(), std::size_t{7});
        QVERIFY(QString::fromStdString(empty[0].container).contains("catamaran compare"));
        Measured measured;
        measured.work =
            Work{facts("x"), {{"hash", "Hash", "dd", {10}, {25}}, {"loop", "Loop", "i", {10}, {90}}}};
        measured.containerDensity = rampOf({4000, 3900});
        const auto rows = textbookTable(measured);
        QCOMPARE(QString::fromStdString(rows[3].vm),
                 QString("5.8x the container's time (median of 2 programs), 9.0x at worst: Loop (software "
                         "emulation)"));
        QVERIFY(QString::fromStdString(rows[6].container).contains("(estimate)"));
        QVERIFY(QString::fromStdString(rows[6].vm).contains("not measured yet"));
    }

    void theHistoryKeepsFindsAndForgets()
    {
        const test::TemporaryDirectory directory;
        const std::string data = directory.path();
        QVERIFY(history(data).empty());
        Density ramp = rampOf({4000, 3900});
        const auto first = remember(data, ramp);
        VERIFY_RESULT(first);
        ramp.facts.startedAt = "2026-11-23T02:00:00.000Z";
        ramp.hull = core::Kind::Vm;
        const auto second = remember(data, ramp);
        VERIFY_RESULT(second);
        VERIFY_RESULT(remember(data, Work{facts("2026-11-23T03:00:00.000Z"), {}}));
        { // A torn or foreign file is passed over.
            std::ofstream(data + "/compare/history/20270101T000000-race.json") << "{\"image\":";
        }
        const auto entries = history(data);
        QCOMPARE(entries.size(), std::size_t{3});
        QCOMPARE(entries[0].kind, std::string("work"));
        QCOMPARE(entries[2].id, *first);
        const Measured newest = newestMeasured(data);
        QVERIFY(newest.vmDensity && newest.containerDensity && newest.work && !newest.race);
        VERIFY_RESULT(readExperiment(data, "20261123T01"));
        const auto ambiguous = readExperiment(data, "20261123");
        QVERIFY(!ambiguous);
        QCOMPARE(ambiguous.error().code(), base::Errc::InvalidArgument);
        VERIFY_RESULT(forgetExperiment(data, *second));
        QCOMPARE(forgetExperiment(data, *second).error().code(), base::Errc::NotFound);
        QCOMPARE(history(data).size(), std::size_t{2});
    }
};

QTEST_GUILESS_MAIN(TstLab)
#include "tst_lab.moc"
