// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/bytes.h"
#include "engine/base/clock.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/base/rollback.h"
#include "engine/store/database.h"
#include "tests/support/support.h"

#include <sys/stat.h>

using namespace catamaran;

class BaseTest : public QObject {
    Q_OBJECT

private slots:
    void anErrorPutsPlaceContextAndMessageOnOneLine()
    {
        const base::Error error = base::Error(base::Errc::Parse, "unknown instruction FORM")
                                      .withWhere({"Dockerfile", 3, 1})
                                      .withContext("build")
                                      .withFix("Did you mean FROM?");
        QCOMPARE(error.text(), std::string("Dockerfile:3:1: build: unknown instruction FORM"));
        QVERIFY(error.fullText().ends_with("\nFix: Did you mean FROM?"));
    }

    void aFullDiskIsNamedAsSuch()
    {
        const base::Error error = base::Error::fromErrno(ENOSPC, "write layer");
        QCOMPARE(error.code(), base::Errc::NoSpace);
        QVERIFY(!error.fix().empty());
    }

    void rollbackRunsNewestFirstAndKeepsItsOwnFailures()
    {
        std::string order;
        base::Rollback rollback;
        rollback.push("a", [&]() -> base::Result<void> {
            order += 'a';
            return {};
        });
        rollback.push("b", [&]() -> base::Result<void> {
            order += 'b';
            return base::fail(base::Errc::System, "busy");
        });
        const base::Error error = rollback.fail(base::Error(base::Errc::System, "first"));
        QCOMPARE(order, std::string("ba"));
        QCOMPARE(error.cleanup().size(), std::size_t(1));
        QCOMPARE(error.cleanup().front().text(), std::string("b: busy"));
    }

    void releasedRollbackDoesNothing()
    {
        bool ran = false;
        {
            base::Rollback rollback;
            rollback.push("x", [&]() -> base::Result<void> {
                ran = true;
                return {};
            });
            rollback.release();
        }
        QVERIFY(!ran);
    }

    void sizesParseAsDockersDo_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qlonglong>("bytes");
        QTest::newRow("plain") << "512" << 512LL;
        QTest::newRow("b") << "10b" << 10LL;
        QTest::newRow("k") << "2k" << 2048LL;
        QTest::newRow("MB") << "64MB" << 64LL * 1024 * 1024;
        QTest::newRow("GiB") << "1.5GiB" << 1610612736LL;
        QTest::newRow("space") << "1 g" << 1073741824LL;
        QTest::newRow("no zero") << ".5k" << 512LL;
        QTest::newRow("plus") << "+5" << 5LL;
        QTest::newRow("exponent") << "1e3" << 1000LL;
        for (const char *bad : {"", "k", "-1", "1x", "1kk", "0x10", "1  k", "1e", "+-1"})
            QTest::newRow(bad[0] ? bad : "empty") << bad << -1LL;
    }
    void sizesParseAsDockersDo()
    {
        QFETCH(QString, text);
        QFETCH(qlonglong, bytes);
        const auto parsed = base::Bytes::parse(text.toStdString());
        QCOMPARE(parsed ? parsed->count : -1, bytes);
    }

    void digestsAreThoseOfTheStandard()
    {
        QCOMPARE(base::Sha256::hexOf("abc"),
                 std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(base::Sha256::hexOf(""),
                 std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        // Short texts are hashed by our own code, streams by OpenSSL: at every length the same.
        std::string text;
        for (int size = 0; size < 300; ++size) {
            base::Sha256 stream;
            stream.update(text);
            QCOMPARE(base::Sha256::hexOf(text), stream.finishHex());
            text += static_cast<char>(size * 7);
        }
        QVERIFY(base::isSha256Digest("sha256:" + base::Sha256::hexOf("")));
        QVERIFY(!base::isSha256Digest("sha256:ABC"));
        QVERIFY(base::randomHexId() != base::randomHexId());
    }

    void timesPrintAsDockersDo()
    {
        QCOMPARE(base::rfc3339(base::WallClock::time_point(std::chrono::nanoseconds(1))),
                 std::string("1970-01-01T00:00:00.000000001Z"));
        QCOMPARE(base::humanDuration(std::chrono::seconds(90)), std::string("About a minute"));
        QCOMPARE(base::humanDuration(std::chrono::hours(47)), std::string("47 hours"));
    }

    void anAtomicWriteLeavesNothingBesideTheFile()
    {
        const test::TemporaryDirectory directory;
        VERIFY_RESULT(base::writeFileAtomic(directory.file("a"), "one"));
        VERIFY_RESULT(base::writeFileAtomic(directory.file("a"), "two", 0600, base::Durability::Synced));
        QCOMPARE(base::readFile(directory.file("a")).value(), std::string("two"));
        QVERIFY(!base::writeFileAtomic(directory.file("no/such/dir"), "x"));
        QCOMPARE(QDir(QString::fromStdString(directory.path())).entryList(QDir::Files).size(), 1);
    }

    void removeTreeDoesNotFollowLinks()
    {
        const test::TemporaryDirectory directory;
        VERIFY_RESULT(base::makeDirectories(directory.file("keep")));
        VERIFY_RESULT(base::writeFileAtomic(directory.file("keep/file"), "x"));
        VERIFY_RESULT(base::makeDirectories(directory.file("gone/a/b/c")));
        QCOMPARE(::symlink(directory.file("keep").c_str(), directory.file("gone/a/link").c_str()), 0);
        QCOMPARE(::chmod(directory.file("gone/a/b").c_str(), 0), 0);
        VERIFY_RESULT(base::removeTree(directory.file("gone")));
        VERIFY_RESULT(base::removeTree(directory.file("gone")));
        QVERIFY(base::readFile(directory.file("keep/file")).has_value());
        QCOMPARE(base::readFile(directory.file("gone")).error().code(), base::Errc::NotFound);
    }

    void diskUsageCountsHardLinksOnce()
    {
        const test::TemporaryDirectory directory;
        VERIFY_RESULT(base::writeFileAtomic(directory.file("a"), std::string(100'000, 'x')));
        const auto before = base::diskUsage(directory.path()).value();
        QCOMPARE(::link(directory.file("a").c_str(), directory.file("b").c_str()), 0);
        QCOMPARE(base::diskUsage(directory.path()).value(), before);
        QVERIFY(before >= 100'000);
    }

    void theDatabaseMigratesOnceAndRefusesTheFuture()
    {
        const test::TemporaryDirectory directory;
        const std::string path = directory.file("state.db");
        {
            auto database = engine::store::Database::open(path).value();
            VERIFY_RESULT(database->migrate("demo", {"CREATE TABLE t(x TEXT UNIQUE)"}));
            VERIFY_RESULT(database->migrate("demo", {"CREATE TABLE t(x TEXT UNIQUE)"}));
            VERIFY_RESULT(database->migrate("demo", {"-", "ALTER TABLE t ADD COLUMN y INTEGER"}));
            VERIFY_RESULT(database->run("INSERT INTO t VALUES(?,?)", {std::string("a"), std::int64_t(7)}));
            QCOMPARE(database->run("INSERT INTO t VALUES('a',1)").error().code(), base::Errc::AlreadyExists);
        }
        auto database = engine::store::Database::open(path).value();
        std::int64_t y = 0;
        VERIFY_RESULT(database->run("SELECT y FROM t", {}, [&](const auto &row) { y = row.integer(0); }));
        QCOMPARE(y, std::int64_t(7));
        QCOMPARE(database->migrate("demo", {"-"}).error().code(), base::Errc::Unsupported);
    }

    void aFailedTransactionLeavesNoTrace()
    {
        const test::TemporaryDirectory directory;
        auto database = engine::store::Database::open(directory.file("state.db")).value();
        VERIFY_RESULT(database->run("CREATE TABLE t(x)"));
        const auto result = database->transaction([&]() -> base::Result<void> {
            CATAMARAN_CHECK(database->run("INSERT INTO t VALUES(1)"));
            return base::fail(base::Errc::Cancelled, "no");
        });
        QCOMPARE(result.error().code(), base::Errc::Cancelled);
        std::int64_t rows = -1;
        VERIFY_RESULT(
            database->run("SELECT count(*) FROM t", {}, [&](const auto &row) { rows = row.integer(0); }));
        QCOMPARE(rows, std::int64_t(0));
    }
};

QTEST_GUILESS_MAIN(BaseTest)
#include "tst_base.moc"
