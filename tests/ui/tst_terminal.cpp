// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/terminal/terminal_search.h"
#include "ui/terminal/vt_screen.h"

#include <QTest>
#include <string>
#include <vterm.h>

using namespace catamaran;

namespace {

QString lineOf(const ui::VtScreen &screen, int row)
{
    return screen.text(screen.top() + row);
}

QStringList allLines(const ui::VtScreen &screen)
{
    QStringList lines;
    for (int row = 0; row < screen.rows(); ++row)
        lines.append(lineOf(screen, row));
    return lines;
}

/// The same bytes through libvterm alone: its own screen layer, which the short way must agree with.
QStringList linesOfVterm(const std::string &bytes, int rows, int columns, QPoint *cursor)
{
    VTerm *vterm = vterm_new(rows, columns);
    vterm_set_utf8(vterm, 1);
    VTermScreen *screen = vterm_obtain_screen(vterm);
    vterm_screen_enable_altscreen(screen, 1);
    vterm_screen_reset(screen, 1);
    vterm_input_write(vterm, bytes.data(), bytes.size());
    QStringList lines;
    for (int row = 0; row < rows; ++row) {
        QString line;
        for (int column = 0; column < columns; ++column) {
            VTermScreenCell cell{};
            vterm_screen_get_cell(screen, {row, column}, &cell);
            if (cell.chars[0] == 0xffffffffU)
                continue;
            if (cell.chars[0] == 0)
                line += QLatin1Char(' ');
            for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; ++i) {
                const char32_t point = cell.chars[i];
                line += QString::fromUcs4(&point, 1);
            }
        }
        while (line.endsWith(QLatin1Char(' ')))
            line.chop(1);
        lines.append(line);
    }
    VTermPos position{};
    vterm_state_get_cursorpos(vterm_obtain_state(vterm), &position);
    *cursor = {position.col, position.row};
    vterm_free(vterm);
    return lines;
}

} // namespace

class TerminalTest : public QObject {
    Q_OBJECT

private slots:
    void plainTextWrapsAndScrolls()
    {
        ui::VtScreen screen(3, 10);
        screen.write("one\r\ntwo\r\nthree\r\nfour and five");
        QCOMPARE(lineOf(screen, 1), QStringLiteral("four and f"));
        QCOMPARE(lineOf(screen, 2), QStringLiteral("ive"));
        QCOMPARE(screen.text(screen.first()), QStringLiteral("one"));
        QCOMPARE(screen.text(screen.top() + 1, 0, screen.top() + 2, 9), QStringLiteral("four and five"));
        QCOMPARE(screen.cursor(), QPoint(3, 2));
    }

    void theShortWayAgreesWithLibvterm_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("edge, then a line end") << QByteArray("0123456789\r\nnext");
        QTest::newRow("edge, then more") << QByteArray("0123456789abc");
        QTest::newRow("edge, colour, more") << QByteArray("0123456789\x1b[31mabc\x1b[0m");
        QTest::newRow("umlaut at the edge") << QByteArray("012345678\xc3\xa4xyz");
        QTest::newRow("wide at the edge") << QByteArray("012345678\xe4\xb8\xad"
                                                        "abc");
        QTest::newRow("combining") << QByteArray("cafe\xcc\x81 x");
        QTest::newRow("tabs") << QByteArray("a\tb\tc\r\n\td");
        QTest::newRow("backspace") << QByteArray("abc\b\bX");
        QTest::newRow("position and erase")
            << QByteArray("aaaa\r\nbbbb\r\ncccc\x1b[2;2H\x1b[Kz\x1b[1;1H\x1b[J");
        QTest::newRow("insert and delete") << QByteArray("abcdef\x1b[1;3H\x1b[2@XY\x1b[1;1H\x1b[P");
        QTest::newRow("margins") << QByteArray("1\r\n2\r\n3\r\n4\x1b[2;3r\x1b[3;1H\nnew\x1b[r\x1b[4;1Hend");
        QTest::newRow("insert mode") << QByteArray("world\r\x1b[4hhi \x1b[4l\rH");
        QTest::newRow("no wrap") << QByteArray("\x1b[?7l0123456789abcdef\x1b[?7h\r\nx");
        QTest::newRow("line drawing") << QByteArray("\x1b(0qqq\x1b(Bqqq");
        QTest::newRow("alternate screen") << QByteArray("shell\x1b[?1049h\x1b[Hvi\x1b[?1049l$ ");
        QTest::newRow("insert lines") << QByteArray("1\r\n2\r\n3\x1b[1;1H\x1b[L0");
        QTest::newRow("scroll") << QByteArray("1\r\n2\r\n3\r\n4\r\n5\r\n6\x1b[1;1H\x1bM0");
        QTest::newRow("title") << QByteArray("\x1b]0;a title\aok\x1b]2;other\x1b\\ yes");
        QTest::newRow("save and restore") << QByteArray("ab\x1b"
                                                        "7cd\x1b"
                                                        "8X");
        QTest::newRow("line feed alone") << QByteArray("abc\ndef\ng");
    }

    void theShortWayAgreesWithLibvterm()
    {
        QFETCH(QByteArray, bytes);
        QPoint cursor;
        const QStringList wanted = linesOfVterm(bytes.toStdString(), 4, 10, &cursor);
        // Whole, and cut at every byte: a sequence may arrive in pieces.
        for (qsizetype cut = 0; cut < bytes.size(); ++cut) {
            ui::VtScreen screen(4, 10);
            screen.write(std::string_view(bytes.constData(), static_cast<std::size_t>(cut)));
            screen.write(
                std::string_view(bytes.constData() + cut, static_cast<std::size_t>(bytes.size() - cut)));
            QCOMPARE(allLines(screen), wanted);
            QCOMPARE(screen.cursor(), cursor);
        }
    }

    void halfOfAWideCharacterLeavesABlank()
    {
        ui::VtScreen screen(2, 10);
        screen.write("\xe4\xb8\xad\xe6\x96\x87\rx\x1b[1;4Hy");
        QCOMPARE(lineOf(screen, 0), QStringLiteral("x  y"));
    }

    void coloursAndAttributesAreKept()
    {
        ui::VtScreen screen(2, 40);
        screen.write("\x1b[1;38;2;10;20;30mtrue\x1b[0m \x1b[38;5;208mindexed\x1b[0m plain");
        const auto styleAt = [&](std::size_t column) {
            return screen.styles().style(screen.row(screen.top()).cells[column].style);
        };
        QCOMPARE(styleAt(0).foreground, ui::VtStyle::kRgb + 0x0a141eU);
        QVERIFY((styleAt(0).attributes & ui::VtStyle::Bold) != 0);
        QCOMPARE(styleAt(5).foreground, ui::VtStyle::kIndexed + 208U);
        QCOMPARE(styleAt(14), ui::VtStyle());
    }

    void aPasteIsBracketedWhenTheProgramAsksForIt()
    {
        ui::VtScreen screen(4, 20);
        screen.paste(QStringLiteral("a\nb"));
        QCOMPARE(screen.takeOutput(), QByteArray("a\rb"));
        screen.write("\x1b[?2004h");
        screen.paste(QStringLiteral("ls\x1b[201~rm\r\nx"));
        QCOMPARE(screen.takeOutput(), QByteArray("\x1b[200~ls[201~rm\rx\x1b[201~"));
    }

    void whatScrolledAwayStaysAndIsBounded()
    {
        ui::VtScreen screen(5, 20);
        for (int i = 0; i < ui::VtScreen::kScrollback + 500; ++i)
            screen.write(std::to_string(i) + "\r\n");
        QCOMPARE(screen.top() - screen.first(), qint64(ui::VtScreen::kScrollback));
        QCOMPARE(screen.text(screen.end() - 2), QString::number(ui::VtScreen::kScrollback + 499));
        screen.clearScrollback();
        QCOMPARE(screen.first(), screen.top());
    }

    void aResizeKeepsTheLineOfTheCursor()
    {
        ui::VtScreen screen(4, 20);
        screen.write("1\r\n2\r\n3\r\n4");
        screen.resize(2, 20);
        QCOMPARE(allLines(screen), QStringList({QStringLiteral("3"), QStringLiteral("4")}));
        screen.resize(4, 30);
        QCOMPARE(allLines(screen), QStringList({QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3"),
                                                QStringLiteral("4")}));
        QCOMPARE(screen.cursor(), QPoint(1, 3));
    }

    void searchLinksAndWords()
    {
        ui::VtScreen screen(4, 60);
        screen.write("see https://example.org/a_(b), then Stop\r\nstop at /var/log/syslog now");
        QCOMPARE(ui::findAll(screen, QStringLiteral("stop")).size(), 2);
        QCOMPARE(ui::findAll(screen, QStringLiteral("Stop")).size(), 1);
        const auto link = ui::linkAt(screen, screen.top(), 10);
        QVERIFY(link.has_value());
        QCOMPARE(link->address, QStringLiteral("https://example.org/a_(b)"));
        QVERIFY(!ui::linkAt(screen, screen.top(), 1));
        QCOMPARE(ui::wordAt(screen, screen.top() + 1, 12).length, 15);
    }
};

QTEST_MAIN(TerminalTest)
#include "tst_terminal.moc"
