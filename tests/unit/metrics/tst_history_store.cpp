// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/metrics/history_store.h"

#include "engine/base/file.h"
#include "src/metrics/host_counters.h"
#include "tests/support/support.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace catamaran;
using namespace catamaran::metrics;

namespace {

constexpr std::int64_t kStart = 1'800'000'000'000; ///< a whole minute

Measured cpu(double percent)
{
    Measured values;
    values[0] = percent;
    return values;
}

std::size_t gaps(const std::vector<HistoryPoint> &points)
{
    std::size_t count = 0;
    for (std::size_t i = 1; i < points.size(); ++i)
        count += static_cast<std::size_t>(HistoryStore::isGap(points[i - 1], points[i]));
    return count;
}

/// The time of a moment, whatever its record is called.
constexpr std::int64_t second(std::int64_t n)
{
    return kStart + n * 1000;
}

} // namespace

class TestHistoryStore : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;
    [[nodiscard]] std::string place() const { return m_directory->path().toStdString() + "/metrics"; }

private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void whatWasMeasuredSurvivesTheProcess()
    {
        {
            HistoryStore store(place());
            for (int i = 0; i < 120; ++i)
                store.record("container:abc", second(i), cpu(i));
        }
        const HistoryStore again(place());
        const auto points = again.read("container:abc", second(0), second(120));
        QCOMPARE(points.size(), std::size_t(120));
        QCOMPARE(points[7].mean[0], std::optional<double>(7));
        QVERIFY(!points[7].mean[1]); // never measured, not nought
        QCOMPARE(gaps(points), std::size_t(0));
        QVERIFY(again.read("container:other", second(0), second(120)).empty());
    }

    void aDayIsKeptAndASpikeOfOneSecondIsSeenInIt()
    {
        HistoryStore store(place());
        // 24 hours of seconds would take a minute to write; every tenth second tells the same.
        constexpr int kDay = 24 * 3600;
        for (int i = 0; i < kDay; i += 10)
            store.record("vm:a", second(i), cpu(i == 3600 ? 900 : 10), i < kDay - 1800 ? 10'000 : 1'000);
        const auto points = store.read("vm:a", second(0), second(kDay));
        QVERIFY(points.front().atMs <= second(60));
        QVERIFY(points.back().atMs >= second(kDay - 10));
        double peak = 0;
        for (const HistoryPoint &point : points)
            peak = std::max(peak, point.peak[0].value_or(0));
        QCOMPARE(peak, 900.0);
        QVERIFY(points.size() < 6000);
        // Minutes, then tens of seconds, then seconds.
        QCOMPARE(points.front().stepMs, std::int64_t(60'000));
        QCOMPARE(points.back().stepMs, std::int64_t(1'000));
    }

    void whereNothingWasMeasuredThereIsAGap()
    {
        HistoryStore store(place());
        for (int i = 0; i < 60; ++i)
            store.record("container:a", second(i), cpu(1));
        for (int i = 90; i < 150; ++i)
            store.record("container:a", second(i), cpu(2));
        QCOMPARE(gaps(store.read("container:a", second(0), second(150))), std::size_t(1));
        // One that is missing is a late timer, not a pause.
        for (int i = 200; i < 230; ++i) {
            if (i != 210)
                store.record("container:b", second(i), cpu(2));
        }
        QCOMPARE(gaps(store.read("container:b", second(0), second(300))), std::size_t(0));
        // The ring's end, where seconds become tens of seconds, is none either.
        for (int i = 0; i < 3000; ++i)
            store.record("container:c", second(i), cpu(3));
        const auto points = store.read("container:c", second(0), second(3000));
        QCOMPARE(gaps(points), std::size_t(0));
        QVERIFY(points.front().stepMs == 10'000 && points.back().stepMs == 1'000);
    }

    void aMeanKnowsWhatItIsMadeOf()
    {
        HistoryStore store(place());
        for (int i = 0; i < 3000; ++i)
            store.record("container:a", second(i), cpu(i % 10));
        const auto points = store.read("container:a", second(60), second(3000));
        QCOMPARE(points.front().stepMs, std::int64_t(10'000));
        QCOMPARE(points.front().mean[0], std::optional<double>(4.5));
        QCOMPARE(points.front().peak[0], std::optional<double>(9));
    }

    void aTornRecordIsNoRecord()
    {
        HistoryStore store(place());
        for (int i = 0; i < 30; ++i)
            store.record("container:a", second(i), cpu(50));
        QFile file(QString::fromStdString(store.pathOf("container:a")));
        QVERIFY(file.open(QIODevice::ReadWrite));
        // Half of the record of the fifth second is of another time; its ring begins on a whole quarter hour.
        const std::int64_t slot = second(5) / 1000 % HistoryStore::kRecords[0];
        QVERIFY(file.seek(HistoryStore::kRecordBytes * (1 + slot) + 8));
        file.write(QByteArray(20, '\x41'));
        file.close();
        const auto points = store.read("container:a", second(0), second(30));
        QCOMPARE(points.size(), std::size_t(29));
        for (const HistoryPoint &point : points)
            QCOMPARE(point.mean[0], std::optional<double>(50));
    }

    void aFileThatIsNoHistoryIsMadeAnew()
    {
        HistoryStore store(place());
        store.record("container:a", second(0), cpu(1));
        QFile file(QString::fromStdString(store.pathOf("container:a")));
        QVERIFY(file.resize(100));
        QVERIFY(store.read("container:a", second(0), second(9)).empty());
        {
            // As after a restart.
            QTemporaryDir other;
            QVERIFY(QDir().mkpath(other.path() + "/metrics"));
            QVERIFY(QFile::copy(file.fileName(), other.path() + "/metrics/container%3aa.hist"));
            HistoryStore later(other.path().toStdString() + "/metrics");
            later.record("container:a", second(1), cpu(2));
            QCOMPARE(later.read("container:a", second(0), second(9)).size(), std::size_t(1));
        }
    }

    void aFileKeepsItsSizeAndTheDirectoryItsNumber()
    {
        HistoryStore store(place(), 3);
        for (int i = 0; i < 5000; i += 7)
            store.record("container:a", second(i), cpu(1));
        for (const char *key : {"container:b", "container:c", "container:d", "container:e"})
            store.record(key, second(0), cpu(1));
        const QDir directory(QString::fromStdString(place()));
        const auto files = directory.entryInfoList({"*.hist"});
        QCOMPARE(files.size(), 3); // all in use: the newcomers are not recorded
        for (const QFileInfo &file : files)
            QCOMPARE(file.size(), HistoryStore::kFileBytes);
        // One that nobody writes any more makes room.
        QVERIFY(QProcess::execute("touch", {"-d", "1 hour ago", files[0].filePath()}) == 0);
        store.record("container:f", second(0), cpu(1));
        QVERIFY(QFile::exists(QString::fromStdString(store.pathOf("container:f"))));
        QCOMPARE(directory.entryInfoList({"*.hist"}).size(), 3);
    }

    void theHistoryGoesWithTheWorkload()
    {
        HistoryStore store(place());
        store.record("container:a", second(0), cpu(1));
        store.record("container:b", second(0), cpu(1));
        store.forget("container:a");
        QVERIFY(!QFile::exists(QString::fromStdString(store.pathOf("container:a"))));
        const std::int64_t now = QDateTime::currentMSecsSinceEpoch();
        store.sweep({}, now);
        QVERIFY(QFile::exists(QString::fromStdString(store.pathOf("container:b")))); // of today
        store.sweep({}, now + 26LL * 3600 * 1000);
        QVERIFY(!QFile::exists(QString::fromStdString(store.pathOf("container:b"))));
    }

    void oneWritesAndOthersRead()
    {
        HistoryStore writer(place());
        HistoryStore reader(place());
        writer.record("container:a", second(0), cpu(1));
        reader.record("container:a", second(1), cpu(2));
        reader.record("container:b", second(1), cpu(2));
        QVERIFY(!reader.isWriter());
        QCOMPARE(reader.read("container:a", second(0), second(9)).size(), std::size_t(1));
        QVERIFY(reader.read("container:b", second(0), second(9)).empty());
    }

    void secondsCountForMoreThanTheBackground()
    {
        HistoryStore store(place());
        for (int i = 0; i < 60; ++i) {
            store.record("container:a", second(i), cpu(5));
            if (i % 10 == 9)
                store.record("container:a", second(i), cpu(99), 10'000);
        }
        for (const HistoryPoint &point : store.read("container:a", second(0), second(60)))
            QCOMPARE(point.mean[0], std::optional<double>(5));
    }

    void aKillWhileWritingLosesNothingThatWasWritten()
    {
        int last = -1;
        for (int round = 0; round < 5; ++round) {
            // The child tells of each record after it is in the file.
            std::array<int, 2> told{};
            QVERIFY(::pipe(told.data()) == 0);
            const pid_t child = ::fork();
            if (child == 0) {
                HistoryStore store(place());
                for (int i = last + 1;; ++i) {
                    store.record("container:a", second(i), cpu(i));
                    if (::write(told[1], &i, sizeof(i)) != static_cast<ssize_t>(sizeof(i)))
                        ::_exit(1);
                }
            }
            ::close(told[1]);
            const int wanted = last + 100 + 37 * round;
            int heard = -1;
            while (heard<wanted && ::read(told[0], &heard, sizeof(heard))> 0) {
            }
            ::kill(child, SIGKILL);
            while (::read(told[0], &heard, sizeof(heard)) > 0) {
            }
            ::waitpid(child, nullptr, 0);
            ::close(told[0]);
            QVERIFY(heard >= wanted);
            const HistoryStore store(place());
            const auto points = store.read("container:a", second(0), second(heard + 1));
            QCOMPARE(gaps(points), std::size_t(0));
            QVERIFY(points.back().mean[0].value_or(0) >= heard);
            for (const HistoryPoint &point : points) {
                if (point.stepMs == 1'000)
                    QCOMPARE(*point.mean[0], static_cast<double>((point.atMs - kStart) / 1000));
            }
            last = heard + 1;
        }
        // The next writer makes up the coarse records that the kills prevented.
        HistoryStore store(place());
        store.record("container:a", second(last + 1), cpu(0));
        const auto later = store.read("container:a", second(0), second(last + 900));
        QVERIFY(!later.empty());
        QCOMPARE(gaps(later), std::size_t(0));
    }

    void theMachineIsReadFromProc()
    {
        QTemporaryDir proc;
        QVERIFY(QDir(proc.path()).mkpath("net"));
        const auto write = [&](const char *name, const QByteArray &text) {
            QFile file(proc.path() + '/' + name);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        write("stat", "cpu  100 0 50 9999 77 0 0 0 0 0\ncpu0 1 1 1 1\n");
        write("meminfo",
              "MemTotal:       1000 kB\nMemFree:  100 kB\nMemAvailable:    400 kB\nHugePages_Total: 0\n");
        write("net/dev", "Inter-| Receive\n face |bytes\n    lo: 9 0 0 0 0 0 0 0 9 0 0 0 0 0 0 0\n"
                         "  eth0: 1000 1 0 0 0 0 0 0 2000 2 0 0 0 0 0 0\n");
        write("diskstats", "8 0 sda 1 0 10 0 1 0 20 0 0 0 0\n8 1 sda1 1 0 10 0 1 0 20 0 0 0 0\n"
                           "259 0 nvme0n1 1 0 2 0 1 0 4 0 0 0 0\n259 1 nvme0n1p1 1 0 2 0 1 0 4 0 0 0 0\n"
                           "7 0 loop0 1 0 8 0 1 0 8 0 0 0 0\n");
        const RawCounters counters = hostCounters(proc.path().toStdString());
        QCOMPARE(*counters.cpuTimeNs,
                 150 * (1'000'000'000ULL / static_cast<unsigned>(::sysconf(_SC_CLK_TCK))));
        QCOMPARE(*counters.memoryBytes, std::uint64_t(600 * 1024));
        QCOMPARE(*counters.networkReceivedBytes, std::uint64_t(1000));
        QCOMPARE(*counters.networkSentBytes, std::uint64_t(2000));
        QCOMPARE(*counters.diskReadBytes, std::uint64_t(12 * 512));
        QCOMPARE(*counters.diskWriteBytes, std::uint64_t(24 * 512));
        QVERIFY(!hostCounters("/nowhere").cpuTimeNs);
    }
};

QTEST_GUILESS_MAIN(TestHistoryStore)
#include "tst_history_store.moc"
