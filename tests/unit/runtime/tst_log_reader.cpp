// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/log_reader.h"
#include "engine/runtime/statistics.h"
#include "tests/support/support.h"

#include <atomic>
#include <fstream>
#include <thread>

using namespace catamaran;
using namespace catamaran::engine;
using namespace catamaran::engine::runtime;

namespace {

std::string frame(int stream, std::uint64_t time, const std::string &text)
{
    launch::LogFrameHeader header;
    header.length = static_cast<std::uint32_t>(text.size());
    header.stream = static_cast<std::uint8_t>(stream);
    header.timeNs = time;
    return std::string(reinterpret_cast<const char *>(&header), sizeof header) + text;
}

struct Line {
    std::int64_t time;
    bool isStderr;
    std::string text;
    bool operator==(const Line &) const = default;
};

struct Collector {
    std::vector<Line> lines;
    LogDecoder::Sink sink = [this](const LogRecord &record) {
        lines.push_back({record.timeNs, record.isStderr, std::string(record.text)});
    };
};

void append(const std::string &path, const std::string &bytes)
{
    std::ofstream(path, std::ios::app | std::ios::binary) << bytes;
}

} // namespace

class LogReaderTest : public QObject {
    Q_OBJECT

private slots:
    void linesAreJoinedAndSplitWhereverTheBytesAreCut()
    {
        const std::string log = frame(1, 10, "one\ntw") + frame(2, 20, "err\n") + frame(1, 30, "o\n") +
                                frame(1, 35, "") + frame(1, 40, "\nlast");
        const std::vector<Line> wanted = {{10, false, "one\n"},
                                          {20, true, "err\n"},
                                          {10, false, "two\n"},
                                          {40, false, "\n"},
                                          {40, false, "last"}};
        for (std::size_t cut = 0; cut <= log.size(); ++cut) {
            LogDecoder decoder;
            Collector collector;
            QVERIFY(decoder.feed(std::string_view(log).substr(0, cut), collector.sink));
            QVERIFY(decoder.feed(std::string_view(log).substr(cut), collector.sink));
            decoder.finish(collector.sink);
            QVERIFY2(collector.lines == wanted, std::to_string(cut).c_str());
        }
        LogDecoder decoder;
        Collector collector;
        for (const char c : log)
            QVERIFY(decoder.feed(std::string_view(&c, 1), collector.sink));
        decoder.finish(collector.sink);
        QVERIFY(collector.lines == wanted);
    }

    void endlessLinesComeInPieces()
    {
        LogDecoder decoder;
        Collector collector;
        const std::string text(LogDecoder::kLongestLine * 2 + 5, 'x');
        QVERIFY(decoder.feed(frame(1, 1, text), collector.sink));
        decoder.finish(collector.sink);
        QCOMPARE(collector.lines.size(), std::size_t{3});
        QCOMPARE(collector.lines[0].text.size(), LogDecoder::kLongestLine);
        QCOMPARE(collector.lines[2].text.size(), std::size_t{5});
    }

    void whatIsNoLogIsRefused()
    {
        LogDecoder decoder;
        Collector collector;
        QVERIFY(!decoder.feed("this is certainly not a log file", collector.sink));
    }

    void aFrameIsFoundInTheMiddleOfAFile()
    {
        std::string log;
        std::vector<std::size_t> starts;
        for (std::uint64_t i = 1; i <= 50; ++i) {
            starts.push_back(log.size());
            log += frame(1, i * 1000, "line " + std::to_string(i) + "\n");
        }
        for (std::size_t from = 0; from + 40 < log.size(); ++from) {
            const std::size_t found = findLogFrame(std::string_view(log).substr(from), 0) + from;
            QCOMPARE(found, *std::lower_bound(starts.begin(), starts.end(), from));
        }
    }

    void theTailIsReadFromTheEnd()
    {
        const test::TemporaryDirectory directory;
        const std::string path = directory.file("log");
        std::string log;
        for (std::uint64_t i = 0; i < 20'000; ++i)
            log += frame(i % 7 == 0 ? 2 : 1, i + 1, "line " + std::to_string(i) + "\n");
        append(path, log + frame(1, 30'000, "torn").substr(0, 18));
        for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{3}, std::size_t{5000}}) {
            Collector collector;
            LogQuery query;
            query.tail = count;
            VERIFY_RESULT(readLog(path, query, collector.sink, [] { return false; }, {}));
            // The torn frame's two bytes are a line of their own.
            QCOMPARE(collector.lines.size(), count);
            if (count >= 3)
                QCOMPARE(collector.lines[count - 2].text, std::string("line 19999\n"));
        }
    }

    void timesBoundWhatIsShown()
    {
        const test::TemporaryDirectory directory;
        append(directory.file("log"), frame(1, 1, "a\n") + frame(1, 2, "b\n") + frame(1, 3, "c\n"));
        Collector collector;
        LogQuery query;
        query.sinceNs = 2;
        query.untilNs = 2;
        VERIFY_RESULT(readLog(directory.file("log"), query, collector.sink, [] { return false; }, {}));
        QVERIFY(collector.lines == (std::vector<Line>{{2, false, "b\n"}}));
    }

    void rotatedPartsComeFirst()
    {
        const test::TemporaryDirectory directory;
        append(directory.file("log.2"), frame(1, 1, "a\n"));
        append(directory.file("log.1"), frame(1, 2, "b\n"));
        append(directory.file("log"), frame(1, 3, "c\n"));
        Collector collector;
        VERIFY_RESULT(readLog(directory.file("log"), {}, collector.sink, [] { return false; }, {}));
        QCOMPARE(collector.lines.size(), std::size_t{3});
        QCOMPARE(collector.lines[0].text, std::string("a\n"));
    }

    void aMissingLogIsEmpty()
    {
        const test::TemporaryDirectory directory;
        Collector collector;
        VERIFY_RESULT(readLog(directory.file("log"), {}, collector.sink, [] { return false; }, {}));
        QVERIFY(collector.lines.empty());
    }

    void followingSeesWhatIsWrittenAndEndsWithTheContainer()
    {
        const test::TemporaryDirectory directory;
        const std::string path = directory.file("log");
        append(path, frame(1, 1, "before\n"));
        std::atomic<bool> active = true;
        std::atomic<int> seen = 0;
        std::vector<std::string> lines;
        std::thread reader([&] {
            LogQuery query;
            query.follow = true;
            const auto done = readLog(
                path, query,
                [&](const LogRecord &record) {
                    lines.emplace_back(record.text);
                    ++seen;
                },
                [&] { return active.load(); }, {});
            QVERIFY(done.has_value());
        });
        QTRY_COMPARE(seen.load(), 1);
        append(path, frame(1, 2, "during\npart"));
        QTRY_COMPARE(seen.load(), 2);
        append(path, frame(1, 3, "ial\n"));
        QTRY_COMPARE(seen.load(), 3);
        // Rotation: the old file is renamed, a new one goes on.
        QVERIFY(::rename(path.c_str(), (path + ".1").c_str()) == 0);
        append(path, frame(1, 4, "after\n"));
        QTRY_COMPARE(seen.load(), 4);
        active = false;
        append(directory.file("exit"), "x");
        reader.join();
        QCOMPARE(lines, (std::vector<std::string>{"before\n", "during\n", "partial\n", "after\n"}));
    }

    void followingEndsWhenStopIsRequested()
    {
        const test::TemporaryDirectory directory;
        std::stop_source stop;
        std::thread reader([&] {
            LogQuery query;
            query.follow = true;
            QVERIFY(readLog(
                        directory.file("log"), query, [](const LogRecord &) {}, [] { return true; },
                        stop.get_token())
                        .has_value());
        });
        stop.request_stop();
        reader.join();
    }

    void countersOfTheKernelsFiles()
    {
        const auto counters =
            parseNetworkCounters("Inter-|   Receive  |  Transmit\n face |bytes    packets|bytes\n"
                                 "    lo:     500       5    0    0    0     0          0         0      500 "
                                 "      5    0    0    0     0       0          0\n"
                                 "  eth0:    1234      10    0    0    0     0          0         0       99 "
                                 "      1    0    0    0     0       0          0\n"
                                 "  eth1:1 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0\n");
        QCOMPARE(counters.receivedBytes, std::uint64_t{1235});
        QCOMPARE(counters.sentBytes, std::uint64_t{100});
        const std::string tcp = "  sl  local_address rem_address   st tx_queue\n"
                                "   0: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000\n"
                                "   1: 0100007F:1F90 0100007F:D431 01 00000000:00000000 00:00000000\n";
        QVERIFY(hasListener(tcp, 80));
        QVERIFY(!hasListener(tcp, 8080));
        QCOMPARE(parsePss("55 [rollup]\nRss:  400 kB\nPss:      88 kB\n"), std::int64_t{88} * 1024);
    }
};

QTEST_GUILESS_MAIN(LogReaderTest)
#include "tst_log_reader.moc"
