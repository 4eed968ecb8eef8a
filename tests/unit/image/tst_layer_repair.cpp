// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/image/image_service.h"
#include "engine/image/layer_store.h"
#include "engine/image/tar_writer.h"
#include "tests/support/support.h"

#include <array>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace catamaran;
using namespace catamaran::engine;

/// What a power cut and abandoned downloads leave in the store.
class LayerRepairTest : public QObject {
    Q_OBJECT

    static std::unique_ptr<image::ImageService> openImages(const test::TemporaryDirectory &scratch)
    {
        auto database = store::Database::open(scratch.file("db"));
        if (!database)
            return nullptr;
        auto images = image::ImageService::open(scratch.file("data"),
                                                std::shared_ptr<store::Database>(std::move(*database)));
        return images ? std::move(*images) : nullptr;
    }
    static std::string importOne(const test::TemporaryDirectory &scratch, image::ImageService &images)
    {
        std::string bytes;
        image::TarWriter tar([&](std::string_view data) {
            bytes.append(data);
            return base::Result<void>();
        });
        image::TarEntry entry;
        entry.name = "hello";
        entry.mode = 0644;
        entry.size = 5;
        (void)tar.entry(entry).has_value();
        (void)tar.data("world").has_value();
        (void)tar.endEntry().has_value();
        (void)tar.finish().has_value();
        (void)base::writeFileAtomic(scratch.file("root.tar"), bytes).has_value();
        return images.importRootFilesystem(scratch.file("root.tar"), "demo", {}).value_or("");
    }

private slots:
    void aTornLayerIsMadeAgain_data()
    {
        QTest::addColumn<bool>("settled");
        QTest::addColumn<bool>("otherBoot");
        QTest::addColumn<bool>("remade");
        QTest::newRow("power cut before it was on the disk") << false << true << true;
        QTest::newRow("it was on the disk")
            << true << true << false; // damage of other kinds is not looked for
        QTest::newRow("the same boot") << false << false << false;
    }
    void aTornLayerIsMadeAgain()
    {
        QFETCH(bool, settled);
        QFETCH(bool, otherBoot);
        QFETCH(bool, remade);
        const test::TemporaryDirectory scratch;
        auto images = openImages(scratch);
        QVERIFY(images);
        QVERIFY(!importOne(scratch, *images).empty());
        const auto image = images->resolve("demo", {});
        VERIFY_RESULT(image);
        const std::string fs = image->layerDirectories.front();
        const std::string mark = std::filesystem::path(fs).parent_path().string() + "/settled";
        QVERIFY(std::filesystem::exists(mark)); // an import is on the disk when it says so
        images.reset();
        // What is left after a power cut: the directory, and a file without its content.
        QCOMPARE(::truncate((fs + "/hello").c_str(), 0), 0);
        if (!settled)
            QCOMPARE(::unlink(mark.c_str()), 0);
        if (otherBoot)
            VERIFY_RESULT(base::writeFileAtomic(scratch.file("data/layers/.boot"), "another boot\n"));
        images = openImages(scratch);
        QVERIFY(images);
        QCOMPARE(base::readFile(fs + "/hello").value_or("?"), std::string(remade ? "world" : ""));
        QCOMPARE(std::filesystem::exists(mark), settled || remade);
        QVERIFY(std::filesystem::is_empty(scratch.file("data/layers/.staging")));
    }

    void aStoreOfAnOlderVersionIsTakenAsItIs()
    {
        const test::TemporaryDirectory scratch;
        auto images = openImages(scratch);
        QVERIFY(!importOne(scratch, *images).empty());
        const std::string fs = images->resolve("demo", {})->layerDirectories.front();
        images.reset();
        const std::string mark = std::filesystem::path(fs).parent_path().string() + "/settled";
        QCOMPARE(::unlink(mark.c_str()), 0);
        QCOMPARE(::unlink(scratch.file("data/layers/.boot").c_str()), 0);
        struct stat before {};
        QCOMPARE(::stat(fs.c_str(), &before), 0);
        images = openImages(scratch);
        struct stat after {};
        QCOMPARE(::stat(fs.c_str(), &after), 0);
        QCOMPARE(after.st_ino, before.st_ino); // containers may stand on it
        QVERIFY(std::filesystem::exists(mark));
    }

    void abandonedDownloadsAreSwept()
    {
        const test::TemporaryDirectory scratch;
        QVERIFY(openImages(scratch));
        const std::string partial = scratch.file("data/store/partial");
        VERIFY_RESULT(base::makeDirectories(partial));
        for (const char *name : {"new", "old", "used"})
            VERIFY_RESULT(base::writeFileAtomic(partial + "/" + name, "part"));
        const timespec longAgo{::time(nullptr) - 8 * 24 * 3600, 0};
        const std::array<timespec, 2> times = {longAgo, longAgo};
        for (const char *name : {"/old", "/used"})
            QCOMPARE(::utimensat(AT_FDCWD, (partial + name).c_str(), times.data(), 0), 0);
        const auto lock = base::openFile(partial + "/used", O_RDONLY);
        VERIFY_RESULT(lock);
        QCOMPARE(::flock(lock->get(), LOCK_EX), 0);
        QVERIFY(openImages(scratch));
        QVERIFY(std::filesystem::exists(partial + "/new"));
        QVERIFY(std::filesystem::exists(partial + "/used"));
        QVERIFY(!std::filesystem::exists(partial + "/old"));
    }
};

QTEST_GUILESS_MAIN(LayerRepairTest)
#include "tst_layer_repair.moc"
