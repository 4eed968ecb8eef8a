// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/image/image_service.h"
#include "engine/image/layer_diff.h"
#include "engine/image/layer_store.h"
#include "engine/image/reference.h"
#include "engine/image/tar_writer.h"
#include "engine/image/unpack.h"
#include "tests/support/support.h"

#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

using namespace catamaran;
using namespace catamaran::engine;

namespace {

image::TarEntry member(char type, std::string name, std::string link = {})
{
    image::TarEntry entry;
    entry.type = type;
    entry.name = std::move(name);
    entry.link = std::move(link);
    entry.mode = type == '5' ? 0755 : 0644;
    entry.uid = ::geteuid();
    entry.gid = ::getegid();
    entry.mtime = 1'000'000'000;
    return entry;
}

/// An archive on disk, entry by entry; files hold `text`.
class Archive {
public:
    explicit Archive(std::string path) : m_path(std::move(path)) {}
    Archive &add(image::TarEntry entry, const std::string &text = {})
    {
        entry.size = static_cast<std::int64_t>(text.size());
        (void)m_tar.entry(entry);
        (void)m_tar.data(text);
        (void)m_tar.endEntry();
        return *this;
    }
    std::string write()
    {
        (void)m_tar.finish();
        (void)base::writeFileAtomic(m_path, m_data);
        return m_path;
    }

private:
    std::string m_path;
    std::string m_data;
    image::TarWriter m_tar{[this](std::string_view data) -> base::Result<void> {
        m_data += data;
        return {};
    }};
};

std::string readAll(const std::string &path)
{
    const auto text = base::readFile(path);
    return text ? *text : std::string();
}

bool exists(const std::string &path)
{
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0;
}

base::Result<image::UnpackResult> unpack(const std::string &archive, const std::string &directory)
{
    CATAMARAN_CHECK(base::makeDirectories(directory));
    return image::unpackTar(archive, directory, image::Whiteouts::ToOverlay, {});
}

std::string layerTar(const std::string &directory)
{
    std::string out;
    const auto written = image::writeLayer(directory,
                                           [&](std::string_view data) -> base::Result<void> {
                                               out += data;
                                               return {};
                                           },
                                           {});
    return written ? out : std::string();
}

} // namespace

class ImageTest : public QObject {
    Q_OBJECT

private slots:
    void referencesAreReadAsDockerReadsThem()
    {
        const std::vector<std::pair<std::string, std::string>> good{
            {"demo", "docker.io/library/demo:latest"},
            {"localhost/demo", "localhost/demo:latest"},
            {"localhost:5000/a/b:1", "localhost:5000/a/b:1"},
            {"me/app:v1", "docker.io/me/app:v1"},
            {"index.docker.io/demo", "docker.io/library/demo:latest"},
            {"a__b-c.d/e", "docker.io/a__b-c.d/e:latest"},
        };
        for (const auto &[text, wanted] : good) {
            const auto got = image::ImageService::normalizeReference(text);
            if (text == "a__b-c.d/e") { // a dot makes it a registry, and that is no host name
                QVERIFY(!got);
                continue;
            }
            VERIFY_RESULT(got);
            QCOMPARE(*got, wanted);
        }
        for (const char *bad : {"", "Demo", "a//b", "a:", "a@sha256:12", "-a", "a:-b", "a b", "a/_b"})
            QVERIFY2(!image::Reference::parse(bad), bad);
        QCOMPARE(image::ImageService::familiarReference("docker.io/library/demo:latest"),
                 std::string("demo:latest"));
        QCOMPARE(image::ImageService::familiarReference("docker.io/me/app:v1"), std::string("me/app:v1"));
        QCOMPARE(image::ImageService::familiarReference("localhost/demo:latest"),
                 std::string("localhost/demo:latest"));
    }

    void anArchiveMemberThatClimbsOutIsRefused()
    {
        const test::TemporaryDirectory directory;
        for (const char *name : {"../evil", "a/../../evil", "../../../../tmp/evil"}) {
            const auto done = unpack(Archive(directory.file("t")).add(member('0', name), "x").write(),
                                     directory.file("fs"));
            QVERIFY(!done);
            QCOMPARE(done.error().code(), base::Errc::Corrupt);
        }
        QVERIFY(!exists(directory.file("evil")));
    }

    void anAbsoluteNameLandsInside()
    {
        const test::TemporaryDirectory directory;
        VERIFY_RESULT(unpack(Archive(directory.file("t")).add(member('0', "/etc/passwd"), "x").write(),
                             directory.file("fs")));
        QCOMPARE(readAll(directory.file("fs/etc/passwd")), std::string("x"));
    }

    void writingThroughALinkStaysInside()
    {
        const test::TemporaryDirectory directory;
        VERIFY_RESULT(base::makeDirectories(directory.file("outside")));
        for (const std::string &target : {directory.file("outside"), std::string("../outside")}) {
            const auto done = unpack(Archive(directory.file("t"))
                                         .add(member('2', "way", target))
                                         .add(member('0', "way/evil"), "x")
                                         .write(),
                                     directory.file("fs"));
            (void)done; // refused or contained
            QVERIFY(!exists(directory.file("outside/evil")));
        }
        // A link to a file is replaced, not written through.
        VERIFY_RESULT(base::writeFileAtomic(directory.file("outside/file"), "safe"));
        VERIFY_RESULT(unpack(Archive(directory.file("t"))
                                 .add(member('2', "f", directory.file("outside/file")))
                                 .add(member('0', "f"), "evil")
                                 .write(),
                             directory.file("fs2")));
        QCOMPARE(readAll(directory.file("outside/file")), std::string("safe"));
        QCOMPARE(readAll(directory.file("fs2/f")), std::string("evil"));
    }

    void aHardLinkToTheHostIsRefused()
    {
        const test::TemporaryDirectory directory;
        VERIFY_RESULT(base::writeFileAtomic(directory.file("secret"), "s"));
        for (const std::string &target : {std::string("../secret"), directory.file("secret")}) {
            const auto done = unpack(Archive(directory.file("t")).add(member('1', "l", target)).write(),
                                     directory.file("fs"));
            QVERIFY(!done);
            QCOMPARE(done.error().code(), base::Errc::Corrupt);
        }
        const auto byLink = unpack(Archive(directory.file("t"))
                                       .add(member('2', "d", directory.path()))
                                       .add(member('1', "l", "d/secret"))
                                       .write(),
                                   directory.file("fs3"));
        QVERIFY(!byLink);
    }

    void aDuplicateReplacesTheFirstAndKeepsItsLinkApart()
    {
        const test::TemporaryDirectory directory;
        VERIFY_RESULT(unpack(Archive(directory.file("t"))
                                 .add(member('0', "a"), "1")
                                 .add(member('1', "b", "a"))
                                 .add(member('0', "a"), "22")
                                 .write(),
                             directory.file("fs")));
        QCOMPARE(readAll(directory.file("fs/a")), std::string("22"));
        QCOMPARE(readAll(directory.file("fs/b")), std::string("1"));
    }

    void deviceNodesAreForRootAndAWhiteoutInDisguiseForNobody()
    {
        const test::TemporaryDirectory directory;
        image::TarEntry device = member('3', "null");
        device.deviceMajor = 1;
        device.deviceMinor = 3;
        const auto done = unpack(Archive(directory.file("t")).add(device).write(), directory.file("fs"));
        VERIFY_RESULT(done);
        QCOMPARE(exists(directory.file("fs/null")), ::geteuid() == 0);
        QCOMPARE(done->skippedDevices, std::int64_t(::geteuid() == 0 ? 0 : 1));
        if (::geteuid() == 0)
            QVERIFY(
                !unpack(Archive(directory.file("t")).add(member('3', "x")).write(), directory.file("fs")));
    }

    void overlaysOwnXattrsAreDropped()
    {
        const test::TemporaryDirectory directory;
        image::TarEntry entry = member('5', "d/");
        entry.xattrs = {{"trusted.overlay.opaque", "y"}, {"user.overlay.opaque", "y"}, {"user.kept", "1"}};
        VERIFY_RESULT(unpack(Archive(directory.file("t")).add(entry).write(), directory.file("fs")));
        QVERIFY(!image::isOpaque(directory.file("fs/d")));
        const auto xattrs = image::layerXattrs(directory.file("fs/d"));
        VERIFY_RESULT(xattrs);
        QCOMPARE(xattrs->count("user.kept"), std::size_t(1));
    }

    void whiteoutsBecomeOverlaysAndComeBackAsTheyWere()
    {
        const test::TemporaryDirectory directory;
        image::TarEntry opaque = member('0', "d/.wh..wh..opq");
        image::TarEntry gone = member('0', "etc/.wh.gone");
        for (image::TarEntry *marker : {&opaque, &gone}) {
            marker->uid = marker->gid = 0;
            marker->mtime = 0;
            marker->mode = 0600;
        }
        const std::string long1(120, 'n');
        const std::string long2(150, 'm');
        image::TarEntry deep = member('0', long1 + "/" + long2 + "/f");
        deep.xattrs = {{"user.note", "hello"}};
        image::TarEntry link = member('1', "etc/second", "etc/first");
        link.mode = 0644;
        image::TarEntry symbolic = member('2', "etc/sym", "first");
        symbolic.mode = 0777;
        const std::string tar = Archive(directory.file("t"))
                                    .add(member('5', "d/"))
                                    .add(opaque)
                                    .add(member('0', "d/new"), "new")
                                    .add(member('5', "etc/"))
                                    .add(member('0', "etc/first"), "1")
                                    .add(gone)
                                    .add(link)
                                    .add(symbolic)
                                    .add(member('5', long1 + "/"))
                                    .add(member('5', long1 + "/" + long2 + "/"))
                                    .add(deep, "deep")
                                    .write();
        const auto done = unpack(tar, directory.file("fs"));
        VERIFY_RESULT(done);
        QCOMPARE(done->diffId, "sha256:" + base::Sha256::hexOf(readAll(tar)));
        QVERIFY(image::isOpaque(directory.file("fs/d")));
        struct stat status {};
        QCOMPARE(::lstat(directory.file("fs/etc/gone").c_str(), &status), 0);
        QVERIFY(image::isWhiteout(status));
        QCOMPARE(layerTar(directory.file("fs")), readAll(tar));
    }

    void aWhiteoutHidesOnlyWhatIsBelow()
    {
        const test::TemporaryDirectory directory;
        VERIFY_RESULT(unpack(Archive(directory.file("t"))
                                 .add(member('0', "a"), "1")
                                 .add(member('0', ".wh.a"))
                                 .add(member('0', ".wh.d"))
                                 .add(member('5', "d/"))
                                 .write(),
                             directory.file("fs")));
        QCOMPARE(readAll(directory.file("fs/a")), std::string("1"));
        QVERIFY(image::isOpaque(directory.file("fs/d")));
    }

    void aTruncatedOrForeignArchiveIsCorrupt()
    {
        const test::TemporaryDirectory directory;
        const std::string tar =
            Archive(directory.file("t")).add(member('0', "a"), std::string(5000, 'x')).write();
        VERIFY_RESULT(base::writeFileAtomic(directory.file("cut"), readAll(tar).substr(0, 2000)));
        QVERIFY(!unpack(directory.file("cut"), directory.file("fs")));
        VERIFY_RESULT(base::writeFileAtomic(directory.file("gz"), "\x1f\x8b\x08\x00 garbage"));
        const auto done = unpack(directory.file("gz"), directory.file("fs"));
        QVERIFY(!done);
        QCOMPARE(done.error().code(), base::Errc::Corrupt);
    }

    void aBlobIsVisibleOnlyWithTheRightDigest()
    {
        const test::TemporaryDirectory directory;
        const auto blobs = store::BlobStore::open(directory.file("store"), base::Durability::Buffered);
        VERIFY_RESULT(blobs);
        {
            auto writer = (*blobs)->create();
            VERIFY_RESULT(writer);
            VERIFY_RESULT(writer->write("hello"));
            const auto done = writer->commit("sha256:" + std::string(64, '0'));
            QVERIFY(!done);
            QCOMPARE(done.error().code(), base::Errc::Corrupt);
        }
        const auto list = (*blobs)->list();
        VERIFY_RESULT(list);
        QVERIFY(list->empty());
        const auto blob = (*blobs)->put("hello");
        VERIFY_RESULT(blob);
        const auto text = (*blobs)->read(blob->digest);
        VERIFY_RESULT(text);
        QCOMPARE(*text, std::string("hello"));
        VERIFY_RESULT(base::writeFileAtomic((*blobs)->path(blob->digest), "hacked"));
        QCOMPARE((*blobs)->read(blob->digest).error().code(), base::Errc::Corrupt);
    }

    void theSweepTakesOnlyWhatNobodyHolds()
    {
        const test::TemporaryDirectory directory;
        auto held = store::makeStagedDirectory(directory.path());
        VERIFY_RESULT(held);
        {
            auto dead = store::makeStagedDirectory(directory.path());
            VERIFY_RESULT(dead);
            VERIFY_RESULT(base::writeFileAtomic(dead->path + "/file", "x"));
            VERIFY_RESULT(store::sweepAbandoned(directory.path()));
            QVERIFY(exists(dead->path));
        }
        VERIFY_RESULT(store::sweepAbandoned(directory.path()));
        QVERIFY(exists(held->path));
        QCOMPARE(::rmdir(held->path.c_str()), 0);
        QVERIFY(::rmdir(directory.path().c_str()) == 0); // nothing else was left
        VERIFY_RESULT(base::makeDirectories(directory.path()));
    }

    void theCollectorWaitsWhileContentIsInUse()
    {
        const test::TemporaryDirectory directory;
        const auto blobs = store::BlobStore::open(directory.file("store"), base::Durability::Buffered);
        VERIFY_RESULT(blobs);
        {
            const auto use = (*blobs)->useContent();
            VERIFY_RESULT(use);
            const auto collect = (*blobs)->tryCollect();
            VERIFY_RESULT(collect);
            QVERIFY(!collect->has_value());
        }
        const auto collect = (*blobs)->tryCollect();
        VERIFY_RESULT(collect);
        QVERIFY(collect->has_value());
    }

    void removingTheLastTagRemovesTheImageUnlessItIsUsed()
    {
        const test::TemporaryDirectory directory;
        auto opened = store::Database::open(directory.file("db"));
        VERIFY_RESULT(opened);
        const std::shared_ptr<store::Database> database = std::move(*opened);
        auto images = image::ImageService::open(directory.path(), database);
        VERIFY_RESULT(images);
        image::LayerStore &store = *(*images)->layerStore();
        auto staged = store.stage();
        VERIFY_RESULT(staged);
        VERIFY_RESULT(base::writeFileAtomic(staged->fs() + "/f", "content"));
        const auto layer = store.commit(std::move(*staged), "", "2026-01-01T00:00:00Z", {});
        VERIFY_RESULT(layer);
        spec::ImageConfig config;
        config.architecture = "amd64";
        config.created = "2026-01-01T00:00:00Z";
        config.diffIds = {layer->diffId};
        const auto put = store.putImage(config, {*layer}, {"docker.io/library/a:latest"});
        VERIFY_RESULT(put);
        VERIFY_RESULT((*images)->tag("a", "b:1"));
        const auto untagged = (*images)->remove("b:1", false);
        VERIFY_RESULT(untagged);
        QCOMPARE(untagged->untagged, std::vector<std::string>{"b:1"});
        QVERIFY(untagged->deleted.empty());

        VERIFY_RESULT((*images)->addReference(put->id, std::string(64, 'c')));
        const auto refused = (*images)->remove("a", false);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code(), base::Errc::InvalidState);
        QCOMPARE(
            refused.error().message(),
            "conflict: unable to remove repository reference \"a\" (must force) - container cccccccccccc is "
            "using its referenced image " +
                put->id.substr(7, 12));
        VERIFY_RESULT((*images)->dropReference(std::string(64, 'c')));

        // The layer directory can be made again from its blob.
        VERIFY_RESULT(base::removeTree(directory.file("layers/" + layer->chainId.substr(7))));
        const auto resolved = (*images)->resolve("a", {});
        VERIFY_RESULT(resolved);
        QCOMPARE(readAll(resolved->layerDirectories.front() + "/f"), std::string("content"));

        const auto removed = (*images)->remove("a", false);
        VERIFY_RESULT(removed);
        QCOMPARE(removed->untagged, std::vector<std::string>{"a:latest"});
        QCOMPARE(removed->deleted.front(), put->id);
        QVERIFY(!exists(directory.file("layers/" + layer->chainId.substr(7))));
        QVERIFY(!store.blobs().has(put->id));
        const auto missing = (*images)->resolve("a", {});
        QVERIFY(!missing);
        QCOMPARE(missing.error().message(), std::string("No such image: a:latest"));
    }
};

QTEST_GUILESS_MAIN(ImageTest)
#include "tst_image.moc"
