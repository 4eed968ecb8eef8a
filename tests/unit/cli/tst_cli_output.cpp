// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/log_time.h"
#include "src/cli/output.h"
#include "src/cli/port_text.h"

#include "tests/support/support.h"

using namespace catamaran;
using namespace catamaran::cli;
using engine::spec::PortMapping;
using engine::spec::Protocol;

class TestCliOutput : public QObject {
    Q_OBJECT
private slots:
    void tablesHaveDockersColumns()
    {
        QCOMPARE(tabular({{"ID", "NAMES"}, {"0123456789ab", "web"}}),
                 std::string("ID             NAMES\n0123456789ab   web\n"));
        // An ellipsis is one character wide, whatever its bytes.
        QCOMPARE(tabular({{"abcdefgh\u2026", "x"}, {"abcdefghi", "x"}}),
                 std::string("abcdefgh\u2026   x\nabcdefghi   x\n"));
    }

    void longTextIsCutAtACharacter()
    {
        QCOMPARE(ellipsis("short", 20), std::string("short"));
        QCOMPARE(ellipsis("0123456789012345678901", 20), std::string("0123456789012345678\u2026"));
        QCOMPARE(ellipsis("\u00e4\u00e4\u00e4\u00e4", 3), std::string("\u00e4\u00e4\u2026"));
    }

    void portsAreShownAsDockerDoes()
    {
        QCOMPARE(formatPorts({{"", 8080, 80, Protocol::Tcp}}),
                 std::string("0.0.0.0:8080->80/tcp, [::]:8080->80/tcp"));
        QCOMPARE(formatPorts({{"127.0.0.1", 53, 53, Protocol::Udp}, {"", 0, 80, Protocol::Tcp}}),
                 std::string("127.0.0.1:53->53/udp, 80/tcp"));
        // As docker 28 printed it for the same flags.
        std::vector<PortMapping> ports{{"", 8080, 80, Protocol::Tcp},
                                       {"", 8081, 81, Protocol::Udp},
                                       {"127.0.0.1", 8082, 82, Protocol::Tcp},
                                       {"::1", 8083, 83, Protocol::Tcp}};
        for (std::uint16_t port = 9000; port < 9004; ++port)
            ports.push_back({"", port, port, Protocol::Tcp});
        ports.push_back({"", 8086, 80, Protocol::Tcp});
        QCOMPARE(formatPorts(ports, {"500/udp", "7000/tcp", "7001/tcp", "7002/tcp", "7003/tcp", "80/tcp"}),
                 std::string("500/udp, 7000-7003/tcp, 0.0.0.0:9000-9003->9000-9003/tcp, "
                             "[::]:9000-9003->9000-9003/tcp, 0.0.0.0:8080->80/tcp, 0.0.0.0:8086->80/tcp, "
                             "[::]:8080->80/tcp, [::]:8086->80/tcp, 0.0.0.0:8081->81/udp, "
                             "[::]:8081->81/udp, 127.0.0.1:8082->82/tcp, [::1]:8083->83/tcp"));
        QCOMPARE(portLines(ports, {}).front(), std::string("80/tcp -> 0.0.0.0:8080"));
        QCOMPARE(portLines(ports, {}).at(1), std::string("80/tcp -> 0.0.0.0:8086"));
        QCOMPARE(portLines(ports, {}).back(), std::string("9003/tcp -> [::]:9003"));
        QCOMPARE(portLines(ports, "83/tcp"), std::vector<std::string>{"[::1]:8083"});
    }

    void templatesAreRendered_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("expected");
        QTest::newRow("field") << "{{.Id}}"
                               << "abc";
        QTest::newRow("path") << "{{ .State.Status }} {{.State.Pid}}"
                              << "running 12";
        QTest::newRow("json") << "{{json .State}}"
                              << R"({"Status":"running","Pid":12,"Paused":false})";
        QTest::newRow("index") << R"({{index .Labels "a.b"}})"
                               << "1";
        QTest::newRow("index, missing key") << R"({{index .Labels "no"}}|)"
                                            << "|";
        QTest::newRow("index, list") << "{{index .Args 1}}"
                                     << "y";
        QTest::newRow("range") << "{{range .Args}}<{{.}}>{{end}}"
                               << "<x><y>";
        QTest::newRow("range over a map") << "{{range .Networks}}{{.Ip}}{{end}}"
                                          << "10.0.0.2";
        QTest::newRow("range over nothing") << "{{range .None}}x{{else}}empty{{end}}"
                                            << "empty";
        QTest::newRow("if") << "{{if .State.Paused}}yes{{else}}no{{end}}"
                            << "no";
        QTest::newRow("nested") << "{{if .Id}}{{range .Args}}{{if .}}{{.}}{{end}}{{end}}{{end}}!"
                                << "xy!";
        QTest::newRow("list") << "{{.Args}}"
                              << "[x y]";
        QTest::newRow("len, upper") << "{{len .Args}}{{upper .Id}}"
                                    << "2ABC";
        QTest::newRow("plain") << "no braces"
                               << "no braces";
    }
    void templatesAreRendered()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, expected);
        const auto text = renderTemplate(
            pattern.toStdString(),
            R"({"Id":"abc","State":{"Status":"running","Pid":12,"Paused":false},"Labels":{"a.b":"1"},
                "Args":["x","y"],"None":[],"Networks":{"bridge":{"Ip":"10.0.0.2"}}})");
        VERIFY_RESULT(text);
        QCOMPARE(QString::fromStdString(*text), expected);
    }

    void wrongTemplatesAreErrors_data()
    {
        QTest::addColumn<QString>("pattern");
        for (const char *pattern : {"{{.Nope}}", "{{.Id", "{{range .Id}}", "{{end}}", "{{nope .Id}}", "{{}}",
                                    "{{json}}", "{{.Id.x}}", "{{if .Id}}a{{else}}b"})
            QTest::newRow(pattern) << pattern;
    }
    void wrongTemplatesAreErrors()
    {
        QFETCH(QString, pattern);
        const auto text = renderTemplate(pattern.toStdString(), R"({"Id":"abc"})");
        QVERIFY(!text);
        QCOMPARE(text.error().code(), base::Errc::InvalidArgument);
    }

    void rowsFollowTheFormat()
    {
        const std::vector<Column> columns = {{"ID", "CONTAINER ID"}, {"Names", "NAMES"}};
        const std::vector<std::string> rows = {R"({"ID":"1","Names":"a"})", R"({"ID":"2","Names":"b"})"};
        QCOMPARE(renderRows("", columns, rows).value(),
                 std::string("CONTAINER ID   NAMES\n1              a\n2              b\n"));
        QCOMPARE(renderRows("{{.Names}}", columns, rows).value(), std::string("a\nb\n"));
        QCOMPARE(renderRows("table {{.Names}}\\t{{.ID}}", columns, rows).value(),
                 std::string("NAMES     CONTAINER ID\na         1\nb         2\n"));
        QCOMPARE(renderRows("json", columns, rows).value(), rows[0] + "\n" + rows[1] + "\n");
        QCOMPARE(renderRows("", columns, {}).value(), std::string("CONTAINER ID   NAMES\n"));
    }

    void logTimesAreReadInAllForms()
    {
        constexpr std::int64_t kSecond = 1'000'000'000;
        const std::int64_t now = 2'000'000'000 * kSecond;
        QCOMPARE(parseLogTime("10m", now).value(), now - 600 * kSecond);
        QCOMPARE(parseLogTime("1700000000", now).value(), 1'700'000'000 * kSecond);
        QCOMPARE(parseLogTime("1700000000.5", now).value(), 1'700'000'000 * kSecond + kSecond / 2);
        QCOMPARE(parseLogTime("1970-01-02", now).value(), 86'400 * kSecond);
        QCOMPARE(parseLogTime("1970-01-01T01:00:00Z", now).value(), 3'600 * kSecond);
        QCOMPARE(parseLogTime("1970-01-01T01:00:00.25+01:00", now).value(), kSecond / 4);
        for (const char *wrong : {"", "yesterday", "1970-13-01", "10x", "1970-01-01T25:00"})
            QVERIFY2(!parseLogTime(wrong, now), wrong);
    }
};

QTEST_APPLESS_MAIN(TestCliOutput)
#include "tst_cli_output.moc"
