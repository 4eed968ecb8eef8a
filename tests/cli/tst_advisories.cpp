// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/shell_image.h"
#include "tests/support/small_server.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace catamaran;

/// `scan` with advisories from the network: a server beside the test hands them out.
class AdvisoriesTest : public QObject {
    Q_OBJECT

    using Log = std::vector<std::string>;

    static std::string tracker(const char *fixed)
    {
        return std::string("{\"demo\":{\"CVE-2030-1\":{\"description\":\"reads too far\",\"releases\":"
                           "{\"bookworm\":{\"status\":\"resolved\",\"fixed_version\":\"") +
               fixed + "\",\"urgency\":\"high\"}}}}}";
    }
    static std::string npm()
    {
        return test::makeZip(
            {{"GHSA-1.json",
              "{\"id\":\"GHSA-1\",\"summary\":\"runs what it reads\",\"database_specific\":"
              "{\"severity\":\"CRITICAL\"},\"affected\":[{\"package\":{\"ecosystem\":\"npm\",\"name\":"
              "\"left\"},\"ranges\":[{\"type\":\"SEMVER\",\"events\":[{\"introduced\":\"0\"},"
              "{\"fixed\":\"2.0.0\"}]}]}]}"}});
    }
    [[nodiscard]] test::CommandResult scan(const QStringList &more = {}) const
    {
        const QString url = QString::fromStdString(m_server.url());
        return m_cli->run(QStringList{"scan", "--exit-code", "3", "--osv-address", url + "/osv",
                                      "--debian-address", url + "/tracker.json"} +
                          more + QStringList{"demo"});
    }
    [[nodiscard]] QStringList stored() const
    {
        return QDir(QString::fromStdString(m_cli->dataDirectory() + "/advisories"))
            .entryList(QDir::Files | QDir::Hidden, QDir::Name)
            .filter(QRegularExpression("^(?!lock$)"));
    }

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_cli = std::make_unique<test::CliRunner>();
        const QString scratch = QString::fromStdString(m_directory.path());
        test::writeText(scratch + "/tree/etc/os-release",
                        "ID=debian\nVERSION_ID=\"12\"\nVERSION_CODENAME=bookworm\n");
        test::writeText(scratch + "/tree/var/lib/dpkg/status",
                        "Package: demo\nStatus: install ok installed\nArchitecture: all\nVersion: 1.0-1\n\n");
        test::writeText(scratch + "/tree/app/package-lock.json",
                        "{\"name\":\"app\",\"lockfileVersion\":3,\"packages\":{\"\":{\"name\":\"app\"},"
                        "\"node_modules/left\":{\"version\":\"1.0.0\"}}}");
        QCOMPARE(QProcess::execute("tar", {"-C", scratch + "/tree", "-cf", scratch + "/tree.tar", "."}), 0);
        m_cli->ok({"import", scratch + "/tree.tar", "demo"});
    }
    void cleanupTestCase() { m_cli.reset(); }
    void init() { m_server.clearLog(); }

    void offlineWithNothingStoredSaysWhatToDo()
    {
        const auto refused = scan({"--offline"});
        COMPARE_CODE(refused, 1);
        QVERIFY2(refused.err.contains("no advisories of debian-tracker are stored") &&
                     refused.err.contains("Fix: Run it once without --offline"),
                 refused.err.constData());
        QCOMPARE(m_server.log(), Log());
        COMPARE_CODE(scan({"--offline", "--update"}), 125);
        COMPARE_CODE(scan({"--offline", "--db", "x.json"}), 125);
    }

    void aServerThatIsNotThereIsNamed()
    {
        const QString nobody = QString("http://127.0.0.1:%1").arg(test::freePort());
        const auto refused = m_cli->run({"scan", "--debian-address", nobody + "/x", "demo"});
        COMPARE_CODE(refused, 1);
        QVERIFY2(refused.err.contains(nobody.toUtf8()) && refused.err.contains("--debian-address") &&
                     refused.err.contains("--db"),
                 refused.err.constData());
        const auto plain = m_cli->run({"scan", "--debian-address", "http://192.0.2.1/x", "demo"});
        COMPARE_CODE(plain, 1);
        QVERIFY2(plain.err.contains("plain HTTP"), plain.err.constData());
        QCOMPARE(stored(), QStringList());
    }

    void whatIsDamagedIsNotStored()
    {
        const auto failure = [&](const char *path, test::SmallServer::Page page) {
            m_server.put(path, std::move(page));
            const auto result = scan();
            return result.code == 1 ? result.err : QByteArray("it went through: ") + result.out;
        };
        QVERIFY(failure("/tracker.json", {"{\"demo\":", "", 200, 0, {}}).contains("gave no JSON object"));
        QVERIFY(failure("/tracker.json", {"<html>", "", 200, 0, {}}).contains("gave no JSON object"));
        QVERIFY(failure("/tracker.json", {tracker("2"), "", 200, 20, {}}).contains("tracker.json"));
        QVERIFY(failure("/tracker.json", {"", "", 503, 0, {"Retry-After: 7"}}).contains("answers with 503"));
        QVERIFY(failure("/tracker.json", {"", "", 404, 0, {}}).contains("answers with 404"));
        QCOMPARE(stored(), QStringList());
        m_server.put("/tracker.json", {tracker("2"), "\"a\"", 200, 0, {}});
        std::string flipped = npm();
        flipped[flipped.find("runs what")] = 'R';
        QVERIFY(failure("/osv/npm/all.zip", {flipped, "", 200, 0, {}}).contains("damaged archive"));
        QVERIFY(failure("/osv/npm/all.zip", {"no zip", "", 200, 0, {}}).contains("damaged archive"));
        QVERIFY(failure("/osv/npm/all.zip", {test::makeZip({{"a.txt", "b"}}), "", 200, 0, {}})
                    .contains("holds no advisories"));
        QCOMPARE(stored().filter("osv"), QStringList());
    }

    void onceADayAndWhenAsked()
    {
        m_server.put("/tracker.json", {tracker("2"), "\"a\"", 200, 0, {}});
        m_server.put("/osv/npm/all.zip", {npm(), "\"n\"", 200, 0, {}});
        const auto first = scan();
        COMPARE_CODE(first, 3);
        QVERIFY2(first.out.contains("CVE-2030-1") && first.out.contains("GHSA-1"), first.out.constData());
        QVERIFY2(first.err.contains("/osv/npm/all.zip (") && first.err.contains("fetched"),
                 first.err.constData());
        m_server.clearLog();
        const auto again = scan({"--format", "json"});
        COMPARE_CODE(again, 3);
        QCOMPARE(QJsonDocument::fromJson(again.out)["vulnerabilities"].toArray().size(), 2);
        QCOMPARE(m_server.log(), Log());
        const auto asked = scan({"--update"});
        COMPARE_CODE(asked, 3);
        QCOMPARE(m_server.log(), (Log{"304 /tracker.json", "304 /osv/npm/all.zip"}));
        QCOMPARE(stored().size(), 4);
        // The tracker changes its mind: the package is not affected any more.
        m_server.put("/tracker.json", {tracker("0.5"), "\"b\"", 200, 0, {}});
        m_server.clearLog();
        const auto changed = scan({"--update"});
        COMPARE_CODE(changed, 3);
        QCOMPARE(m_server.log(), (Log{"200 /tracker.json", "304 /osv/npm/all.zip"}));
        QVERIFY2(!changed.out.contains("CVE-2030-1") && changed.out.contains("GHSA-1"),
                 changed.out.constData());
        QCOMPARE(stored().size(), 4);
        COMPARE_CODE(scan({"--severity", "low"}), 0);
        // `system df` counts them.
        QVERIFY(m_cli->run({"system", "df"}).code == 0);
    }

    void withoutANetworkTheStoredOnesServe()
    {
        m_server.clearLog();
        COMPARE_CODE(scan({"--offline"}), 3);
        QCOMPARE(m_server.log(), Log());
        // A day later, and the server is ill: used all the same, but not silently. --update insists.
        const QString record =
            QString::fromStdString(m_cli->dataDirectory() + "/advisories/debian-tracker.record");
        QFile file(record);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        json["checked"] = json["checked"].toInteger() - 3 * 86'400;
        test::writeText(record, QJsonDocument(json).toJson());
        m_server.put("/tracker.json", {"", "", 500, 0, {}});
        const auto old = scan();
        COMPARE_CODE(old, 3);
        QVERIFY2(old.err.contains("WARNING: ") && old.err.contains("answers with 500") &&
                     old.err.contains("the advisories of 3 days ago are used"),
                 old.err.constData());
        const auto insisted = scan({"--update"});
        COMPARE_CODE(insisted, 1);
        QVERIFY2(insisted.err.contains("Leave out --update"), insisted.err.constData());
    }

    void aStoredFileThatWasChangedIsFetchedAgain()
    {
        const QString name = stored().filter(QRegularExpression("^osv-npm-.*zip$")).value(0);
        const QString path = QString::fromStdString(m_cli->dataDirectory() + "/advisories/") + name;
        test::writeText(path, "torn");
        const auto refused = scan({"--offline"});
        COMPARE_CODE(refused, 1);
        m_server.put("/tracker.json", {tracker("2"), "\"c\"", 200, 0, {}});
        m_server.clearLog();
        COMPARE_CODE(scan(), 3);
        QCOMPARE(m_server.log(), (Log{"200 /tracker.json", "200 /osv/npm/all.zip"}));
    }

private:
    test::TemporaryDirectory m_directory;
    test::SmallServer m_server;
    std::unique_ptr<test::CliRunner> m_cli;
};

QTEST_GUILESS_MAIN(AdvisoriesTest)
#include "tst_advisories.moc"
