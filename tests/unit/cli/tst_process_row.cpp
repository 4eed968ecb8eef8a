// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/process_row.h"
#include "tests/support/support.h"

#include <unistd.h>

using namespace catamaran;

class ProcessRowTest : public QObject {
    Q_OBJECT

private slots:
    void aNameMayHoldBlanksAndBrackets()
    {
        const auto stat = cli::parseProcessStat(
            "4711 (a) b (c)) S 12 4711 4711 34817 4711 4194560 1 2 3 4 150 50 0 0 20 0 1 0 987654 1 2 3");
        VERIFY_RESULT(stat);
        QCOMPARE(stat->pid, 4711);
        QCOMPARE(stat->name, std::string("a) b (c)"));
        QCOMPARE(stat->parent, 12);
        QCOMPARE(stat->userTicks, std::uint64_t(150));
        QCOMPARE(stat->systemTicks, std::uint64_t(50));
        QCOMPARE(stat->startTicks, std::uint64_t(987654));
        QCOMPARE(cli::terminalName(stat->terminal), std::string("pts/1"));
    }

    void whatIsCutShortIsRefused()
    {
        for (const char *text : {"", "12", "12 (x", "12 (x) S 1 2 3", "12 )x("})
            QVERIFY2(!cli::parseProcessStat(text), text);
    }

    void terminalsAndTimesAreNamedAsPsDoes()
    {
        QCOMPARE(cli::terminalName(0), std::string("?"));
        QCOMPARE(cli::terminalName(0x0403), std::string("tty3"));
        QCOMPARE(cli::terminalName(0x8800), std::string("pts/0"));
        QCOMPARE(cli::processorTime(0), std::string("00:00:00"));
        QCOMPARE(cli::processorTime(3600 * 27 + 62), std::string("27:01:02"));
    }

    void thisProcessIsAmongThoseBesideIt()
    {
        const auto rows = cli::processesBeside(::getpid());
        VERIFY_RESULT(rows);
        bool found = false;
        for (const auto &row : *rows) {
            QCOMPARE(row.size(), std::size_t(8));
            found = found || row[1] == std::to_string(::getpid());
        }
        QVERIFY(found);
    }
};

QTEST_GUILESS_MAIN(ProcessRowTest)
#include "tst_process_row.moc"
