// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/inspect/image_diff.h"
#include "engine/inspect/image_lint.h"
#include "engine/inspect/layers.h"
#include "engine/inspect/packages.h"
#include "engine/inspect/sbom.h"
#include "engine/inspect/versions.h"
#include "engine/inspect/vulnerabilities.h"
#include "tests/support/support.h"

#include <QProcess>
#include <QStandardPaths>
#include <nlohmann/json.hpp>
#include <set>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

using namespace catamaran;
using namespace catamaran::engine::inspect;
using nlohmann::json;

namespace {

void put(const std::string &path, const std::string &text, mode_t mode = 0644)
{
    VERIFY_RESULT(base::makeDirectories(path.substr(0, path.rfind('/'))));
    VERIFY_RESULT(base::writeFileAtomic(path, text, mode));
    QCOMPARE(::chmod(path.c_str(), mode), 0);
}

void whiteout(const std::string &path)
{
    VERIFY_RESULT(base::makeDirectories(path.substr(0, path.rfind('/'))));
    QCOMPARE(::mknod(path.c_str(), S_IFCHR | 0600, makedev(0, 0)), 0);
}

engine::image::ResolvedImage imageOf(std::vector<std::string> layers, const std::string &name = "demo:1")
{
    engine::image::ResolvedImage image;
    image.reference = name;
    image.layerDirectories = std::move(layers);
    return image;
}

std::string be32(std::uint32_t value)
{
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8)
        out += static_cast<char>(value >> static_cast<unsigned>(shift) & 255U);
    return out;
}

/// A header with text tags, and the epoch as a number (rpm's header format).
std::string rpmHeader(const std::vector<std::pair<std::uint32_t, std::string>> &texts, std::uint32_t epoch)
{
    std::string index;
    std::string data = be32(epoch);
    index += be32(1003) + be32(4) + be32(0) + be32(1);
    for (const auto &[tag, text] : texts) {
        index += be32(tag) + be32(6) + be32(static_cast<std::uint32_t>(data.size())) + be32(1);
        data += text + '\0';
    }
    return be32(static_cast<std::uint32_t>(texts.size()) + 1) +
           be32(static_cast<std::uint32_t>(data.size())) + index + data;
}

std::string le(std::uint32_t value, int bytes)
{
    std::string out;
    for (int i = 0; i < bytes; ++i)
        out += static_cast<char>(value >> static_cast<unsigned>(8 * i) & 255U);
    return out;
}

/// A zip of one stored file (APPNOTE 4.3).
std::string storedZip(const std::string &name, const std::string &text)
{
    std::uint32_t crc = 0xffffffff;
    for (const char c : text) {
        crc ^= static_cast<unsigned char>(c);
        for (int i = 0; i < 8; ++i)
            crc = crc >> 1U ^ (0xedb88320U & (0U - (crc & 1U)));
    }
    crc = ~crc;
    const auto size = static_cast<std::uint32_t>(text.size());
    const auto nameSize = static_cast<std::uint32_t>(name.size());
    const std::string common = le(20, 2) + le(0, 2) + le(0, 2) + le(0, 4) + le(crc, 4) + le(size, 4) +
                               le(size, 4) + le(nameSize, 2) + le(0, 2);
    const std::string local = "PK\x03\x04" + common + name + text;
    const std::string central =
        "PK\x01\x02" + le(20, 2) + common + le(0, 2) + le(0, 2) + le(0, 2) + le(0, 4) + le(0, 4) + name;
    return local + central + "PK\x05\x06" + le(0, 4) + le(1, 2) + le(1, 2) +
           le(static_cast<std::uint32_t>(central.size()), 4) +
           le(static_cast<std::uint32_t>(local.size()), 4) + le(0, 2);
}

std::vector<std::string> idsOf(const ScanReport &report)
{
    std::vector<std::string> out;
    for (const Vulnerability &found : report.found)
        out.push_back(found.id + " " + found.package.name + " " + found.fixedVersion + " " +
                      std::string(riskName(found.risk)));
    return out;
}

/// Lowest first; equal ones stand in one text with blanks.
using Ladder = std::vector<std::vector<const char *>>;

void checkLadder(const Ladder &ladder, int (*compare)(std::string_view, std::string_view))
{
    for (std::size_t i = 0; i < ladder.size(); ++i) {
        for (std::size_t k = 0; k < ladder.size(); ++k) {
            for (const char *a : ladder[i]) {
                for (const char *b : ladder[k])
                    QVERIFY2(compare(a, b) == (i < k   ? -1
                                               : i > k ? 1
                                                       : 0),
                             (std::string(a) + " against " + b).c_str());
            }
        }
    }
}

} // namespace

/// Layers, packages, bills of materials and advisories on trees made here, and on this host's own packages.
class InspectTest : public QObject {
    Q_OBJECT

private slots:
    void versionsHaveTheirOrder()
    {
        checkLadder({{"1.0~~"},
                     {"1.0~rc1"},
                     {"1.0", "0:1.0", "1.0-0"},
                     {"1.0-1"},
                     {"1.0-1+b1"},
                     {"1.0a"},
                     {"1.0.1"},
                     {"1.10"},
                     {"1:0.1"}},
                    compareDpkg);
        checkLadder({{"1.0~rc1-1"},
                     {"1.0-1"},
                     {"1.0^git1-1"},
                     {"1.0.a-1"},
                     {"1.0.1-1", "1.0.01-1"},
                     {"1.0.10-1"},
                     {"1:0-1"}},
                    compareRpm);
        checkLadder({{"1.0_alpha"},
                     {"1.0_beta2"},
                     {"1.0_rc1"},
                     {"1.0", "1.0-r0"},
                     {"1.0-r1"},
                     {"1.0_git20200101"},
                     {"1.0_p1"},
                     {"1.0a"},
                     {"1.0.1"},
                     {"1.05"},
                     {"1.1"},
                     {"1.10"}},
                    compareApk);
        checkLadder({{"1.0.0-alpha"},
                     {"1.0.0-alpha.1"},
                     {"1.0.0-alpha.beta"},
                     {"1.0.0-beta"},
                     {"1.0.0-beta.2"},
                     {"1.0.0-beta.11"},
                     {"1.0.0-rc.1"},
                     {"1.0.0", "v1.0.0", "1.0.0+build"},
                     {"1.0.1"},
                     {"1.10.0"}},
                    compareSemver);
        checkLadder({{"1.0.dev1"},
                     {"1.0a1.dev1"},
                     {"1.0a1"},
                     {"1.0b2"},
                     {"1.0rc1", "1.0-RC.1"},
                     {"1.0", "1.0.0", "v1"},
                     {"1.0+abc"},
                     {"1.0+5"},
                     {"1.0.post1.dev2"},
                     {"1.0.post1", "1.0-1"},
                     {"1.1"},
                     {"1!0.1"}},
                    comparePep440);
    }

    void dpkgAgrees()
    {
        if (QStandardPaths::findExecutable("dpkg").isEmpty())
            QSKIP("dpkg is not installed");
        const std::vector<const char *> versions = {
            "1.0",     "1.0-1",  "1.0~rc1-1", "1:0.9-2", "2.36-9+deb12u4",
            "2.36-9",  "1.0+b1", "1.0a-1",    "1.0.0-1", "1.2.3-4.1ubuntu2",
            "1.2.3-4", "0~",     "1-1~bpo1",  "1-1"};
        for (const char *a : versions) {
            for (const char *b : versions) {
                const int order = compareDpkg(a, b);
                const char *relation = order < 0 ? "lt" : order > 0 ? "gt" : "eq";
                QVERIFY2(QProcess::execute("dpkg", {"--compare-versions", a, relation, b}) == 0,
                         (std::string(a) + " " + relation + " " + b).c_str());
            }
        }
    }

    void layersTellAddedChangedRemovedAndWasted()
    {
        const test::TemporaryDirectory scratch;
        const std::string a = scratch.file("a");
        const std::string b = scratch.file("b");
        const std::string c = scratch.file("c");
        put(a + "/etc/one", std::string(1000, 'x'));
        put(a + "/etc/two", std::string(500, 'x'));
        put(a + "/dir/deep/three", std::string(200, 'x'));
        put(b + "/etc/one", std::string(300, 'y'));
        whiteout(b + "/dir");
        put(c + "/new", std::string(50, 'z'));
        whiteout(c + "/etc/two");
        const auto report = explainLayers(imageOf({a, b, c}), {});
        VERIFY_RESULT(report);
        QCOMPARE(report->totalBytes, std::int64_t(2050));
        QCOMPARE(report->wastedBytes, std::int64_t(1700));
        QCOMPARE(report->layers[0].wastedBytes, std::int64_t(1700));
        QCOMPARE(report->layers[1].changed, std::size_t(1));
        QCOMPARE(report->layers[1].removed, std::size_t(3)); // dir, dir/deep, dir/deep/three
        QCOMPARE(report->layers[2].added, std::size_t(1));
        QCOMPARE(report->layers[2].changes.front().path, std::string("/etc/two"));
        QCOMPARE(report->wasted.front().path, std::string("/etc/one"));
        QVERIFY(report->efficiency() > 0.16 && report->efficiency() < 0.18);
        QCOMPARE(json::parse(layersJson(*report))["layers"].size(), std::size_t(3));
    }

    void hostPackagesAreThoseOfDpkg()
    {
        if (QStandardPaths::findExecutable("dpkg-query").isEmpty())
            QSKIP("this host has no dpkg");
        const test::TemporaryDirectory scratch;
        const auto status = base::readFile("/var/lib/dpkg/status", 1U << 30);
        VERIFY_RESULT(status);
        put(scratch.file("l/var/lib/dpkg/status"), *status);
        put(scratch.file("l/etc/os-release"), "ID=debian\nVERSION_ID=\"12\"\nVERSION_CODENAME=bookworm\n");
        const auto inventory = takeInventory(std::vector<std::string>{scratch.file("l")}, {});
        VERIFY_RESULT(inventory);
        QProcess dpkg;
        dpkg.start("dpkg-query", {"-W", "-f",
                                  "${db:Status-Status}\t${Package}\t${Version}\t${Architecture}\t"
                                  "${source:Package}\t${source:Version}\n"});
        QVERIFY(dpkg.waitForFinished(60'000));
        std::set<std::string> wanted;
        for (const QByteArray &line : dpkg.readAllStandardOutput().split('\n')) {
            if (line.startsWith("installed\t"))
                wanted.insert(line.mid(10).toStdString());
        }
        std::set<std::string> found;
        for (const Package &package : inventory->packages)
            found.insert(package.name + "\t" + package.version + "\t" + package.architecture + "\t" +
                         package.sourceName + "\t" + package.sourceVersion);
        QVERIFY(wanted.size() > 50);
        QCOMPARE(found, wanted);
        qInfo("%zu packages as dpkg-query lists them", found.size());
        const json spdx =
            json::parse(sbomSpdx(*inventory, {"demo:1", "sha256:ab", "2026-01-02T03:04:05.6Z"}));
        QCOMPARE(spdx["spdxVersion"].get<std::string>(), std::string("SPDX-2.3"));
        QCOMPARE(spdx["packages"].size(), wanted.size() + 1);
        QCOMPARE(spdx["relationships"].size(), wanted.size() + 1);
        QCOMPARE(spdx["creationInfo"]["created"].get<std::string>(), std::string("2026-01-02T03:04:05Z"));
        std::set<std::string> ids;
        for (const json &package : spdx["packages"])
            QVERIFY(ids.insert(package["SPDXID"].get<std::string>()).second);
        const json cyclone = json::parse(sbomCycloneDx(*inventory, {"demo:1", "sha256:ab", ""}));
        QCOMPARE(cyclone["specVersion"].get<std::string>(), std::string("1.5"));
        QCOMPARE(cyclone["components"].size(), wanted.size() + 1); // and the distribution
    }

    void everyKindOfPackageIsRead()
    {
        const test::TemporaryDirectory scratch;
        const std::string root = scratch.file("l");
        put(root + "/lib/apk/db/installed", "P:musl\nV:1.2.4-r2\nA:x86_64\nL:MIT\no:musl\nF:lib\nR:ld."
                                            "so\n\nP:busybox-binsh\nV:1.36-r5\no:busybox\n\n");
        put(root + "/app/package-lock.json",
            R"({"lockfileVersion":3,"packages":{"":{"name":"app"},"node_modules/@a/b":{"version":"1.2.3"},)"
            R"("node_modules/x/node_modules/y":{"version":"0.1.0"}}})");
        put(root + "/usr/lib/node_modules/npm/package.json",
            R"({"name":"npm","version":"9.1.0","license":"MIT"})");
        put(root + "/usr/lib/python3/dist-packages/Foo_Bar-1.0.dist-info/METADATA",
            "Metadata-Version: 2.1\nName: Foo_Bar\nVersion: 1.0\n\nName: not this\n");
        put(root + "/var/lib/dpkg/status.d/base",
            "Package: tzdata\nVersion: 2024a-0+deb12u1\nArchitecture: all\n");
        const std::string database = root + "/var/lib/rpm/rpmdb.sqlite";
        VERIFY_RESULT(base::makeDirectories(root + "/var/lib/rpm"));
        sqlite3 *raw = nullptr;
        QCOMPARE(::sqlite3_open(database.c_str(), &raw), SQLITE_OK);
        QCOMPARE(::sqlite3_exec(raw, "CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob BLOB)", nullptr,
                                nullptr, nullptr),
                 SQLITE_OK);
        const std::string header = rpmHeader({{1000, "bash"},
                                              {1001, "5.2"},
                                              {1002, "1.fc38"},
                                              {1022, "x86_64"},
                                              {1044, "bash-5.2-1.fc38.src.rpm"},
                                              {1014, "GPL-3.0-or-later"}},
                                             2);
        sqlite3_stmt *insert = nullptr;
        QCOMPARE(::sqlite3_prepare_v2(raw, "INSERT INTO Packages (blob) VALUES (?)", -1, &insert, nullptr),
                 SQLITE_OK);
        ::sqlite3_bind_blob(insert, 1, header.data(), static_cast<int>(header.size()), SQLITE_TRANSIENT);
        QCOMPARE(::sqlite3_step(insert), SQLITE_DONE);
        ::sqlite3_finalize(insert);
        ::sqlite3_close(raw);
        const auto inventory = takeInventory(std::vector<std::string>{root}, {});
        VERIFY_RESULT(inventory);
        QCOMPARE(inventory->notes, std::vector<std::string>());
        std::vector<std::string> urls;
        for (const Package &package : inventory->packages)
            urls.push_back(packageUrl(package, *inventory));
        QCOMPARE(urls, (std::vector<std::string>{
                           "pkg:deb/debian/tzdata@2024a-0%2Bdeb12u1?arch=all",
                           "pkg:apk/alpine/busybox-binsh@1.36-r5", "pkg:apk/alpine/musl@1.2.4-r2?arch=x86_64",
                           "pkg:rpm/rpm/bash@5.2-1.fc38?arch=x86_64&epoch=2", "pkg:npm/%40a/b@1.2.3",
                           "pkg:npm/npm@9.1.0", "pkg:npm/y@0.1.0", "pkg:pypi/foo-bar@1.0"}));
        for (std::size_t cut = 0; cut < header.size(); ++cut) // a torn header is an error, never a crash
            (void)parseRpmHeader(header.substr(0, cut), "x").has_value();
    }

    void goModulesAreRead()
    {
        const auto modules =
            parseGoModules("path\tcmd\nmod\texample.com/app\t(devel)\t\ndep\tgolang.org/x/net\tv0.1.0\t"
                           "h1:x=\ndep\told.org/a\tv1.0.0\n=>\tnew.org/a\tv1.1.0\th1:y=\nbuild\t-x\n",
                           "/bin/app");
        std::vector<std::string> texts;
        for (const Package &package : modules)
            texts.push_back(package.name + "@" + package.version);
        QCOMPARE(texts, (std::vector<std::string>{"example.com/app@", "golang.org/x/net@v0.1.0",
                                                  "new.org/a@v1.1.0"}));
        // A real program, where one is here: docker and runc are written in Go.
        for (const char *path : {"/usr/bin/docker", "/usr/sbin/runc", "/usr/bin/runc", "/usr/bin/skopeo"}) {
            const auto found = readGoProgram(path, path);
            if (found.empty())
                continue;
            const bool library = std::any_of(found.begin(), found.end(),
                                             [](const Package &package) { return package.name == "stdlib"; });
            QVERIFY2(library, path);
            qInfo("%s: %zu modules", path, found.size());
        }
    }

    void advisoriesAreMatched()
    {
        const test::TemporaryDirectory scratch;
        Inventory inventory;
        inventory.distribution = "debian";
        inventory.distributionVersion = "12";
        inventory.codename = "bookworm";
        inventory.packages = {
            {PackageKind::Deb, "libc6", "2.36-9", "amd64", "glibc", "2.36-9", "", "/var/lib/dpkg/status"},
            {PackageKind::Npm, "lodash", "4.17.20", "", "", "", "", "/app/package-lock.json"},
            {PackageKind::Python, "Jinja2", "3.1.2", "", "", "", "", "/m"}};
        put(scratch.file("osv/deb.json"),
            R"({"id":"DSA-1","affected":[{"package":{"ecosystem":"Debian:12","name":"glibc"},"ranges":[{"type":)"
            R"("ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"2.36-9+deb12u4"}]}]}]})");
        put(scratch.file("osv/old.json"),
            R"({"id":"DSA-2","affected":[{"package":{"ecosystem":"Debian:11","name":"glibc"},"ranges":[{"type":)"
            R"("ECOSYSTEM","events":[{"introduced":"0"}]}]}]})");
        put(scratch.file("osv/npm.json"),
            R"({"id":"GHSA-1","severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],)"
            R"("affected":[{"package":{"ecosystem":"npm","name":"lodash"},"ranges":[{"type":"SEMVER","events":)"
            R"([{"introduced":"0"},{"fixed":"4.17.21"}]}]}]})");
        put(scratch.file("osv/gone.json"),
            R"({"id":"X","withdrawn":"2020-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"lodash"},)"
            R"("ranges":[{"type":"SEMVER","events":[{"introduced":"0"}]}]}]})");
        put(scratch.file("osv/py.zip"),
            storedZip(
                "PYSEC-1.json",
                R"({"id":"PYSEC-1","database_specific":{"severity":"MODERATE"},"affected":[{"package":{)"
                R"("ecosystem":"PyPI","name":"jinja2"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":)"
                R"("3.0"},{"last_affected":"3.1.2"}]}]}]})"));
        const auto report = scan(inventory, {scratch.file("osv")}, {});
        VERIFY_RESULT(report);
        QCOMPARE(idsOf(*report),
                 (std::vector<std::string>{"GHSA-1 lodash 4.17.21 critical", "PYSEC-1 Jinja2  medium",
                                           "DSA-1 libc6 2.36-9+deb12u4 unknown"}));
        put(scratch.file("tracker.json"),
            R"({"glibc":{"CVE-1":{"description":"a","releases":{"bookworm":{"status":"open","urgency":"low"}}},)"
            R"("CVE-2":{"releases":{"bookworm":{"status":"resolved","fixed_version":"2.36-8","urgency":"high"}}},)"
            R"("CVE-3":{"releases":{"bookworm":{"status":"resolved","fixed_version":"2.36-9+deb12u1","urgency":)"
            R"("high**"}}},"CVE-4":{"releases":{"bookworm":{"status":"resolved","fixed_version":"0"}}}},)"
            R"("other":{"CVE-5":{"releases":{"bookworm":{"status":"open","urgency":"high"}}}}})");
        const auto debian = scan(inventory, {scratch.file("tracker.json")}, {});
        VERIFY_RESULT(debian);
        QCOMPARE(idsOf(*debian),
                 (std::vector<std::string>{"CVE-3 libc6 2.36-9+deb12u1 high", "CVE-1 libc6  low"}));
        QCOMPARE(json::parse(scanSarif(*debian, "demo"))["runs"][0]["results"].size(), std::size_t(2));
        QCOMPARE(json::parse(scanJson(*debian, inventory))["vulnerabilities"].size(), std::size_t(2));
        put(scratch.file("bad.json"), "{");
        QVERIFY(!scan(inventory, {scratch.file("bad.json")}, {}).has_value());
        QVERIFY(!scan(inventory, {scratch.file("missing.json")}, {}).has_value());
    }

    void cvssScoresAreFirsts()
    {
        // From the examples of the CVSS v3.1 documents.
        QCOMPARE(cvssScore("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"), 9.8);
        QCOMPARE(cvssScore("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N"), 6.1);
        QCOMPARE(cvssScore("CVSS:3.0/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H"), 7.8);
        QCOMPARE(cvssScore("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N"), 0.0);
        QVERIFY(cvssScore("CVSS:3.1/AV:N") < 0);
    }

    void imagesAreCompared()
    {
        const test::TemporaryDirectory scratch;
        put(scratch.file("a/same"), "1");
        put(scratch.file("a/changed"), "1");
        put(scratch.file("a/gone"), "1");
        put(scratch.file("a/var/lib/dpkg/status.d/x"), "Package: x\nVersion: 1\n");
        put(scratch.file("b/same"), "1");
        put(scratch.file("b/changed"), "2");
        put(scratch.file("b/new"), "1");
        put(scratch.file("b/var/lib/dpkg/status.d/x"), "Package: x\nVersion: 2\n");
        auto a = imageOf({scratch.file("a")});
        auto b = imageOf({scratch.file("b")});
        a.config.environment = {"A=1"};
        b.config.user = "me";
        const auto difference = compareImages(a, b, {});
        VERIFY_RESULT(difference);
        std::vector<std::string> paths;
        for (const LayerChange &change : difference->files)
            paths.push_back(change.path);
        QCOMPARE(paths, (std::vector<std::string>{"/changed", "/gone", "/new", "/var/lib/dpkg/status.d/x"}));
        QCOMPARE(difference->packages.size(), std::size_t(1));
        QCOMPARE(difference->packages.front().after, std::string("2"));
        QCOMPARE(difference->settings.size(), std::size_t(2));
        QVERIFY(compareImages(a, a, {})->empty());
    }

    void imagesAreLinted()
    {
        const test::TemporaryDirectory scratch;
        const std::string dashes = "-----";
        put(scratch.file("a/root/key"), dashes + "BEGIN RSA PRIVATE KEY" + dashes + "\nMII\n" + dashes +
                                            "END RSA PRIVATE KEY" + dashes + "\n");
        put(scratch.file("a/usr/bin/su"), "x", 04755);
        put(scratch.file("a/var/cache/apt/archives/a.deb"), "x");
        put(scratch.file("a/etc/app.conf"), "token = ghp" + std::string("_") + std::string(36, 'a') + "\n");
        whiteout(scratch.file("b/root/key"));
        auto image = imageOf({scratch.file("a"), scratch.file("b")}, "docker.io/library/demo:latest");
        image.config.environment = {"DB_PASSWORD=hunter2", "PATH=/bin"};
        const auto findings = lintImage(image, {});
        VERIFY_RESULT(findings);
        std::vector<std::string> ids;
        for (const auto &finding : *findings)
            ids.push_back(finding.rule + finding.file.substr(image.reference.size()));
        QCOMPARE(ids,
                 (std::vector<std::string>{"IM-0001", "IM-0002", "IM-0002:/etc/app.conf", "IM-0002:/root/key",
                                           "IM-0003", "IM-0004", "IM-0006", "IM-0007:/usr/bin/su"}));
        image.config.user = "1000";
        QCOMPARE(secretIn("nothing here, AKIA too short"), std::string_view());
    }
};

QTEST_GUILESS_MAIN(InspectTest)
#include "tst_inspect.moc"
