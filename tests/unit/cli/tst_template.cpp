// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/filters.h"
#include "src/cli/output.h"

#include "tests/support/support.h"

using namespace catamaran;
using namespace catamaran::cli;

/// What docker's users write behind --format.
class TemplateTest : public QObject {
    Q_OBJECT

private slots:
    void rendered_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *pattern, const char *expected) {
            QTest::newRow(pattern) << pattern << expected;
        };
        row("{{json .}}",
            "{\"Id\":\"abc\",\"Names\":[\"x\",\"y z\"],\"Map\":{\"a.b\":\"1\",\"c\":\"2\"},\"N\":3,"
            "\"None\":null,\"Empty\":[],\"Labels\":\"k=v,other=w\",\"Yes\":true}");
        row("{{ .Id | upper }}", "ABC");
        row("{{.Id | printf \"%5s|%-5s|\" .Id}}", "  abc|abc  |");
        row("{{printf \"%q %d %v %x %%\" .Id .N .Yes .N}}", "\"abc\" 3 true 3 %");
        row("{{index .Map \"a.b\"}}{{index .Names 1}}", "1y z");
        row("{{(index .Names 0) | upper}}", "X");
        row("{{len .Names}} {{len .Id}}", "2 3");
        row("{{join .Names \"-\"}}", "x-y z");
        row("{{split \"a,b\" \",\"}}", "[a b]");
        row("{{range split \"a,b\" \",\"}}<{{.}}>{{end}}", "<a><b>");
        row("{{title \"two words\"}} {{lower \"ABC\"}}", "Two Words abc");
        row("[{{pad .Id 2 1}}] [{{truncate .Id 2}}]", "[  abc ] [ab]");
        row("{{slice .Id 1}}{{slice .Id 0 1}}", "bca");
        row("{{if eq .Id \"abc\"}}yes{{else}}no{{end}}", "yes");
        row("{{if ne .N 3}}a{{else if gt .N 2}}b{{else}}c{{end}}", "b");
        row("{{if and .Yes (not .None) (or .Empty .Id)}}true{{end}}", "true");
        row("{{if eq .N 1 2 3}}in{{end}}", "in");
        row("{{range $i, $n := .Names}}{{$i}}={{$n}};{{end}}", "0=x;1=y z;");
        row("{{range $k, $v := .Map}}{{$k}}={{$v}};{{end}}", "a.b=1;c=2;");
        row("{{range .Names}}{{$.Id}}{{end}}", "abcabc");
        row("{{range .Empty}}x{{else}}none{{end}}", "none");
        row("{{range .Names}}{{if eq . \"x\"}}{{continue}}{{end}}{{.}}{{end}}", "y z");
        row("{{range .Names}}{{.}}{{break}}{{end}}", "x");
        row("{{with .Map}}{{.c}}{{end}}{{with .None}}x{{else}}-{{end}}", "2-");
        row("{{$x := .Id}}{{$x}}{{$x = \"new\"}}{{$x}}", "abcnew");
        row("a {{- .Id -}} b", "aabcb");
        row("a{{/* nothing */}}b", "ab");
        row("{{println .Id .N}}", "abc 3\n");
        row("{{print 1 2 \"s\" 3}}", "1 2s3");
        row("{{\"quoted }} braces\"}}", "quoted }} braces");
        row("{{`raw \\n`}}", "raw \\n");
        row("{{.Label \"k\"}}{{.Label \"none\"}}", "v");
        row("{{range .Names}}{{json .}} {{end}}", "\"x\" \"y z\" ");
        row("{{html \"<a&b>\"}} {{urlquery \"a b/c\"}}", "&lt;a&amp;b&gt; a%20b%2Fc");
        row("{{.None}}", "<no value>");
        row("{{.Map}} {{.Names}}", "map[a.b:1 c:2] [x y z]");
    }
    void rendered()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, expected);
        const auto text = renderTemplate(pattern.toStdString(), kObject);
        VERIFY_RESULT(text);
        QCOMPARE(QString::fromStdString(*text), expected);
    }

    void refused_data()
    {
        QTest::addColumn<QString>("pattern");
        for (const char *pattern : {"{{.Nope}}",
                                    "{{.Id",
                                    "{{end}}",
                                    "{{nope .Id}}",
                                    "{{}}",
                                    "{{json}}",
                                    "{{.Id.x}}",
                                    "{{if .Id}}a",
                                    "{{range .Id}}{{end}}",
                                    "{{$x}}",
                                    "{{(.Id}}",
                                    "{{.Id)}}",
                                    "{{\"open}}",
                                    "{{index .Names 7}}",
                                    "{{/* x}}",
                                    "{{lt .Id .N}}",
                                    "{{if .Id}}a{{else}}b{{else}}c{{end}}",
                                    "{{.Id \"x\"}}",
                                    "{{.None.x}}",
                                    "{{else}}"})
            QTest::newRow(pattern) << pattern;
    }
    void refused()
    {
        QFETCH(QString, pattern);
        const auto text = renderTemplate(pattern.toStdString(), kObject);
        QVERIFY(!text);
        QCOMPARE(text.error().code(), base::Errc::InvalidArgument);
    }

    void tablesHaveHeadingsForEveryField()
    {
        const std::vector<Column> columns = {{"ID", "CONTAINER ID"}};
        const std::vector<FieldRow> rows = {{{"ID", "1"}, {"CreatedAt", "now"}}};
        QCOMPARE(renderFields("table {{.ID}}\\t{{.CreatedAt}}", columns, rows).value(),
                 std::string("CONTAINER ID   CREATED AT\n1              now\n"));
        QCOMPARE(renderFields("json", columns, rows).value(),
                 std::string("{\"ID\":\"1\",\"CreatedAt\":\"now\"}\n"));
        QCOMPARE(renderFields("table", columns, rows).value(), std::string("CONTAINER ID\n1\n"));
    }

    void filtersAreReadAndChecked()
    {
        const auto filters = parseFilters({"label=a=b", "label=c", "until=10m"}, {"label", "until"});
        VERIFY_RESULT(filters);
        const auto prune = pruneFilter(*filters, 3'600'000'000'000);
        VERIFY_RESULT(prune);
        QCOMPARE(prune->labels.size(), std::size_t(2));
        QCOMPARE(prune->untilNs.value_or(0), std::int64_t(3'000'000'000'000));
        QVERIFY(!parseFilters({"nosuch=1"}, {"label"}));
        QVERIFY(!parseFilters({"label"}, {"label"}));
        QVERIFY(!pruneFilter({{"until", {"1", "2"}}}, 0));
        QVERIFY(!parseSwitch("dangling", "maybe"));
    }

private:
    static constexpr const char *kObject =
        "{\"Id\":\"abc\",\"Names\":[\"x\",\"y z\"],\"Map\":{\"a.b\":\"1\",\"c\":\"2\"},\"N\":3,\"None\":null,"
        "\"Empty\":[],\"Labels\":\"k=v,other=w\",\"Yes\":true}";
};

QTEST_APPLESS_MAIN(TemplateTest)
#include "tst_template.moc"
