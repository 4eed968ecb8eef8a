// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz_targets.h"

#include <QElapsedTimer>
#include <QTest>
#include <random>

using namespace catamaran;

namespace {

// Keeps much of the shape, or nearly nothing comes past the first check.
std::string mutated(const std::vector<std::string> &seeds, std::mt19937_64 &random)
{
    static const std::vector<std::string> kWords = {"{",
                                                    "}",
                                                    "[",
                                                    "]",
                                                    "\"",
                                                    ":",
                                                    ",",
                                                    "=",
                                                    "-",
                                                    "/",
                                                    "..",
                                                    "%",
                                                    "$",
                                                    "\\",
                                                    "\n",
                                                    "0",
                                                    "-1",
                                                    "65536",
                                                    "18446744073709551616",
                                                    "1e999",
                                                    "null",
                                                    "\xff\xfe",
                                                    std::string(1, '\0'),
                                                    std::string(4, '\xff'),
                                                    "{{",
                                                    "}}",
                                                    "<<",
                                                    "\xc0\x0c",
                                                    std::string(300, 'a')};
    const auto below = [&random](std::size_t limit) { return limit == 0 ? 0 : random() % limit; };
    std::string text = seeds[below(seeds.size())];
    for (std::size_t i = 1 + below(5); i > 0; --i) {
        const std::size_t at = below(text.size() + 1);
        switch (below(7)) {
        case 0:
            text.insert(at, kWords[below(kWords.size())]);
            break;
        case 1:
            text.erase(at, 1 + below(12));
            break;
        case 2:
        case 3:
            if (at < text.size())
                text[at] = static_cast<char>(random());
            break;
        case 4:
            text.insert(below(text.size() + 1), text.substr(at, below(80)));
            break;
        case 5: { // a piece of another seed
            const std::string &other = seeds[below(seeds.size())];
            text.replace(at, below(20), other.substr(below(other.size() + 1), below(60)));
            break;
        }
        default:
            if (at < text.size())
                text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
        }
    }
    return text;
}

} // namespace

/// Every fuzz target with changed seeds, the same ones each time. CATAMARAN_FUZZ_SECONDS: that long for each
/// target instead, from a fresh seed.
class FuzzTest : public QObject {
    Q_OBJECT

private slots:
    void targetsComeBack_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < fuzz::targets().size(); ++i)
            QTest::newRow(fuzz::targets()[i].name) << static_cast<int>(i);
    }
    void targetsComeBack()
    {
        QFETCH(int, index);
        const fuzz::Target &target = fuzz::targets()[static_cast<std::size_t>(index)];
        for (const std::string &seed : target.seeds) {
            QVERIFY(!seed.empty());
            target.run(seed);
        }
        target.run({});
        const int seconds = qEnvironmentVariableIntValue("CATAMARAN_FUZZ_SECONDS");
        const std::uint64_t start = seconds ? std::random_device()() : 20261122;
        std::mt19937_64 random(start);
        QElapsedTimer timer;
        timer.start();
        qint64 longest = 0;
        qint64 rounds = 0;
        for (; seconds ? timer.elapsed() < seconds * 1000 : rounds < 8000; ++rounds) {
            const std::string text = mutated(target.seeds, random);
            QElapsedTimer one;
            one.start();
            target.run(text);
            longest = std::max(longest, one.elapsed());
        }
        qInfo("%s: %lld executions from seed %llu, slowest %lld ms", target.name,
              static_cast<long long>(rounds), static_cast<unsigned long long>(start),
              static_cast<long long>(longest));
        QVERIFY(longest < 3000);
    }
};

QTEST_GUILESS_MAIN(FuzzTest)
#include "tst_fuzz.moc"
