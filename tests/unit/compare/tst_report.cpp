// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compare/experiment.h"

#include "tests/support/support.h"

#include <nlohmann/json.hpp>

using namespace catamaran;
using namespace catamaran::compare;
using nlohmann::json;

namespace {

HullResult containerHull()
{
    HullResult hull;
    hull.kind = core::Kind::Container;
    hull.runs = {{{{"create", 4.5}, {"start", 12}, {"listening", 20}, {"http", 22}}, 22},
                 {{{"create", 5.5}, {"start", 14}, {"listening", 21}, {"http", 26}}, 26}};
    hull.startupMs = Distribution::of({22, 26});
    hull.memory = {
        {{"anonymous", 1 << 20}, {"page cache", 1 << 19}, {"kernel", 1 << 18}, {"monitor", 1 << 18}},
        1 << 21};
    hull.disk = {2'000'000, 4096};
    hull.cpuSecondsToReady = 0.012;
    return hull;
}

HullResult vmHull()
{
    HullResult hull;
    hull.kind = core::Kind::Vm;
    hull.accelerator = "tcg";
    hull.accelerationLabel = "software emulation";
    hull.runs = {{{{"define", 30}, {"start", 300}, {"kernel", 900}, {"init", 1000}, {"http", 1200}}, 1200},
                 {{{"define", 32}, {"start", 310}, {"kernel", 950}, {"init", 1100}, {"http", 1400}}, 1400}};
    hull.startupMs = Distribution::of({1200, 1400});
    hull.memory = {{{"guest used", 24 << 20}, {"vmm and unused guest memory", 40 << 20}}, 64 << 20};
    hull.disk = {8'000'000, 200'000};
    hull.cpuSecondsToReady = 1.1;
    return hull;
}

Experiment sample()
{
    Experiment experiment;
    experiment.image = "localhost/demo:latest";
    experiment.startedAt = "2026-01-02T03:04:05Z";
    experiment.host.operatingSystem = "Debian GNU/Linux 12 (bookworm)";
    experiment.host.cpus = 2;
    experiment.host.memoryBytes = std::int64_t(24) << 30;
    experiment.host.accelerator = "tcg";
    experiment.hulls = {containerHull(), vmHull()};
    return experiment;
}

std::vector<std::string> keysOf(const json &object)
{
    std::vector<std::string> keys;
    for (const auto &[key, value] : object.items())
        keys.push_back(key);
    return keys;
}

bool has(const std::string &text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

class TestReport : public QObject {
    Q_OBJECT
private slots:
    void jsonHasTheKeysThatScriptsRelyOn()
    {
        const json report = json::parse(toJson(sample()));
        for (const char *key : {"image", "host", "hulls"})
            QVERIFY2(report.contains(key), key);
        QVERIFY(report["host"].is_object());
        QCOMPARE(report["hulls"].size(), std::size_t(2));
        for (const json &hull : report["hulls"]) {
            for (const char *key :
                 {"kind", "accelerator", "runs", "startup_ms", "memory_bytes", "disk_bytes"})
                QVERIFY2(hull.contains(key), key);
            QCOMPARE(keysOf(hull["startup_ms"]),
                     (std::vector<std::string>{"max", "median", "min", "p25", "p75"}));
            QCOMPARE(keysOf(hull["disk_bytes"]), (std::vector<std::string>{"shared", "unique"}));
            for (const json &run : hull["runs"]) {
                QCOMPARE(keysOf(run), (std::vector<std::string>{"phases", "startup_ms"}));
                for (const json &phase : run["phases"])
                    QCOMPARE(keysOf(phase), (std::vector<std::string>{"at_ms", "name"}));
            }
        }
        QCOMPARE(report["hulls"][0]["kind"].get<std::string>(), std::string("container"));
        QCOMPARE(report["hulls"][0]["accelerator"].get<std::string>(), std::string("none"));
        QCOMPARE(report["hulls"][1]["kind"].get<std::string>(), std::string("vm"));
        QCOMPARE(report["hulls"][1]["label"].get<std::string>(), std::string("software emulation"));
    }

    void theLedgerOfTheJsonAddsUpToItsTotal()
    {
        const json report = json::parse(toJson(sample()));
        for (const json &hull : report["hulls"]) {
            std::int64_t sum = 0;
            for (const auto &[key, value] : hull["memory_bytes"].items())
                sum += key == "total" ? 0 : value.get<std::int64_t>();
            QCOMPARE(sum, hull["memory_bytes"]["total"].get<std::int64_t>());
        }
        QCOMPARE(report["hulls"][0]["memory_bytes"]["page_cache"].get<std::int64_t>(), std::int64_t(1 << 19));
    }

    void jsonSurvivesARoundTrip()
    {
        const std::string text = toJson(sample());
        const auto read = fromJson(text);
        VERIFY_RESULT(read);
        QCOMPARE(toJson(*read), text);
    }

    void textThatIsNotAReportIsAParseErrorWithAFix_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("not json") << "hello";
        QTest::newRow("wrong kind") << "[]";
        QTest::newRow("no hulls") << R"({"image":"a","host":{}})";
        QTest::newRow("wrong type") << R"({"image":"a","host":{},"hulls":[{"kind":3}]})";
    }
    void textThatIsNotAReportIsAParseErrorWithAFix()
    {
        QFETCH(QString, text);
        const auto read = fromJson(text.toStdString());
        QVERIFY(!read);
        QCOMPARE(read.error().code(), base::Errc::Parse);
        QVERIFY(!read.error().fix().empty());
    }

    void bytesThatAreNotUtf8DoNotBreakTheJson()
    {
        Experiment experiment = sample();
        experiment.image = "bad\xff";
        QVERIFY(json::accept(toJson(experiment)));
    }

    void theTableIsAlignedAndNamesTheEmulation()
    {
        const std::string table = toTable(sample());
        QVERIFY2(has(table, "VM (software emulation)"), table.c_str());
        QVERIFY(has(table, "24.0 ms"));
        QVERIFY(has(table, "23.0 ms to 25.0 ms"));
        QVERIFY(has(table, "startup 54.2x"));
        QVERIFY(has(table, "memory 32.0x"));
        QVERIFY(has(table, "64MiB"));
        std::size_t width = 0;
        bool inTable = false;
        for (const QString &line : QString::fromStdString(table).split('\n')) {
            if (line.startsWith("---")) {
                inTable = true;
                width = static_cast<std::size_t>(line.size());
            } else if (line.isEmpty()) {
                inTable = false;
            } else if (inTable) {
                QCOMPARE(static_cast<std::size_t>(line.size()), width);
            }
        }
        QVERIFY(width > 40);
    }

    void theVerdictComparesBothHullsAndLabelsTheVm()
    {
        QCOMPARE(
            verdict(sample()),
            std::string("The container answered 54.2x sooner and used 32.0x less memory; the VM has its own "
                        "kernel (software emulation)."));
        Experiment swapped = sample();
        std::swap(swapped.hulls[0].startupMs, swapped.hulls[1].startupMs);
        QVERIFY(has(verdict(swapped), "answered 54.2x later"));
        Experiment one = sample();
        one.hulls.pop_back();
        QVERIFY(has(verdict(one), "Container answered after 24.0 ms"));
        QCOMPARE(verdict(Experiment{}), std::string("Nothing was measured."));
    }

    void htmlEscapesWhatComesFromOutside()
    {
        Experiment experiment = sample();
        experiment.image = "<script>alert('x')</script>";
        experiment.host.cpuModel = "a & \"b\"";
        experiment.hulls[0].runs[0].phases[0].name = "<b>";
        experiment.hulls[1].memory.entries[0].name = "a<i>";
        const std::string html = toHtml(experiment);
        QVERIFY(!has(html, "<script"));
        QVERIFY(!has(html, "<b>"));
        QVERIFY(!has(html, "a<i>"));
        QVERIFY(has(html, "&lt;script&gt;alert(&#39;x&#39;)"));
        QVERIFY(has(html, "a &amp; &quot;b&quot;"));
    }

    void htmlStandsAloneAndFollowsTheColourScheme()
    {
        const std::string html = toHtml(sample());
        QVERIFY(!has(html, "http://") && !has(html, "https://") && !has(html, "src="));
        QVERIFY(has(html, "prefers-color-scheme:dark"));
        QCOMPARE(QString::fromStdString(html).count("<svg"), 3);
        QCOMPARE(QString::fromStdString(html).count("</svg>"), 3);
        QVERIFY(has(html, "software emulation"));
        QVERIFY(!has(html, "nan") && !has(html, "inf\""));
    }

    void anEmptyExperimentStillMakesEveryReport()
    {
        const Experiment nothing;
        QVERIFY(json::accept(toJson(nothing)));
        QVERIFY(!toTable(nothing).empty());
        QVERIFY(!has(toHtml(nothing), "nan"));
        QCOMPARE(toCsv(nothing), std::string("image,hull,accelerator,run,phase,at_ms\r\n"));
    }

    void csvHasOneLineForEachPhaseAndQuotesFields()
    {
        Experiment experiment = sample();
        experiment.image = "a,\"b\"";
        const std::string csv = toCsv(experiment);
        QCOMPARE(QString::fromStdString(csv).count("\r\n"), 1 + 8 + 10);
        QVERIFY(has(csv, "\"a,\"\"b\"\"\",vm,tcg,2,http,1400.000\r\n"));
    }
};

QTEST_APPLESS_MAIN(TestReport)
#include "tst_report.moc"
