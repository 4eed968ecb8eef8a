// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/image/image_service.h"
#include "engine/image/layer_store.h"
#include "engine/image/tar_writer.h"
#include "engine/image/unpack.h"
#include "tests/support/support.h"

#include <QProcess>
#include <array>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

using namespace catamaran;
using namespace catamaran::engine;
using engine::image::TarEntry;
using engine::image::TarWriter;

namespace {

/// A tar made member by member.
class Tar {
public:
    Tar()
        : m_writer([this](std::string_view data) {
              m_bytes.append(data);
              return base::Result<void>();
          })
    {
    }
    Tar &add(char type, std::string name, const std::string &link = {}, const std::string &content = {},
             std::uint32_t mode = 0644)
    {
        TarEntry entry;
        entry.type = type;
        entry.name = std::move(name);
        entry.link = link;
        entry.mode = mode;
        entry.size = static_cast<std::int64_t>(content.size());
        return write(entry, content);
    }
    Tar &file(std::string name, const std::string &content = "x")
    {
        return add('0', std::move(name), {}, content);
    }
    Tar &directory(std::string name) { return add('5', std::move(name) + "/", {}, {}, 0755); }
    Tar &symlink(std::string name, const std::string &to) { return add('2', std::move(name), to); }
    Tar &hardlink(std::string name, const std::string &to) { return add('1', std::move(name), to); }
    Tar &device(char type, std::string name, std::uint32_t major, std::uint32_t minor)
    {
        TarEntry entry;
        entry.type = type;
        entry.name = std::move(name);
        entry.mode = 0666;
        entry.deviceMajor = major;
        entry.deviceMinor = minor;
        return write(entry, {});
    }
    /// A pax header for the next member.
    Tar &pax(const std::string &records) { return add('x', "PaxHeaders.0/x", {}, records); }
    static std::string record(const std::string &key, const std::string &value)
    {
        std::size_t length = key.size() + value.size() + 4;
        while (std::to_string(length).size() + key.size() + value.size() + 3 != length)
            ++length;
        return std::to_string(length) + " " + key + "=" + value + "\n";
    }
    Tar &claim(std::string name, std::int64_t size) ///< a header that promises more than there is
    {
        TarEntry entry;
        entry.name = std::move(name);
        entry.mode = 0644;
        entry.size = size;
        (void)m_writer.entry(entry).has_value();
        (void)m_writer.data("x").has_value();
        (void)m_writer.endEntry().has_value();
        return *this;
    }
    Tar &write(const TarEntry &entry, const std::string &content)
    {
        (void)m_writer.entry(entry).has_value();
        (void)m_writer.data(content).has_value();
        (void)m_writer.endEntry().has_value();
        return *this;
    }
    std::string bytes()
    {
        (void)m_writer.finish().has_value();
        return m_bytes;
    }

private:
    std::string m_bytes;
    TarWriter m_writer;
};

using Make = std::function<void(Tar &)>;
/// Empty: all is well. `root` is where it was unpacked.
using Check = std::function<std::string(const std::string &root)>;

struct Row {
    const char *attack; ///< as resources/doc/security.md names it
    Make make;
    const char *refusal; ///< part of the message; empty: it is contained
    Check check;
};

struct stat statusOf(const std::string &path)
{
    struct stat status {};
    (void)::lstat(path.c_str(), &status);
    return status;
}

std::string needs(bool good, const char *what)
{
    return good ? std::string() : std::string(what);
}

std::vector<Row> layerRows()
{
    const auto regular = [](const std::string &path) { return S_ISREG(statusOf(path).st_mode); };
    const std::string longName(300, 'n');
    std::string deep;
    for (int i = 0; i < 600; ++i)
        deep += "directory/";
    return {
        {"`../x`", [](Tar &t) { t.file("../x"); }, "leaves the directory", {}},
        {"`a/../../x`", [](Tar &t) { t.file("a/../../x"); }, "leaves the directory", {}},
        {"absolute name", [](Tar &t) { t.file("/etc/x"); }, "",
         [=](const std::string &root) { return needs(regular(root + "/etc/x"), "not below the root"); }},
        {"pax path with `..`",
         [](Tar &t) { t.pax(Tar::record("path", "../../x")).file("fine"); },
         "leaves the directory",
         {}},
        {"file through an absolute link",
         [](Tar &t) { t.symlink("l", "OUTSIDE").file("l/x"); },
         "dangling link",
         {}},
        {"file through a link with `..`",
         [](Tar &t) { t.symlink("l", "../outside").file("l/x"); },
         "dangling link",
         {}},
        {"directory replaced by a link, then a file in it",
         [](Tar &t) { t.directory("d").symlink("d", "OUTSIDE").file("d/x"); },
         "dangling link",
         {}},
        {"file through `/proc/self/root`",
         [](Tar &t) { t.symlink("l", "/proc/self/root").file("l/tmp/x"); },
         "dangling link",
         {}},
        {"loop of links",
         [](Tar &t) { t.symlink("a", "b").symlink("b", "a").file("a/x"); },
         "of the archive",
         {}},
        {"link over the root itself", [](Tar &t) { t.symlink(".", "OUTSIDE").file("x"); }, "",
         [=](const std::string &root) { return needs(regular(root + "/x"), "the root was replaced"); }},
        {"hard link out of the layer",
         [](Tar &t) { t.hardlink("h", "../outside/secret"); },
         "leaves the directory",
         {}},
        {"hard link through a link",
         [](Tar &t) { t.symlink("l", "OUTSIDE").hardlink("h", "l/secret"); },
         "which the archive does not have",
         {}},
        {"hard link to a directory",
         [](Tar &t) { t.directory("d").hardlink("h", "d"); },
         "which the archive does not have",
         {}},
        {"hard link to a whiteout",
         [](Tar &t) { t.file(".wh.gone").hardlink("h", "gone"); },
         "to the whiteout of gone",
         {}},
        {"whiteout in disguise (device 0/0)",
         [](Tar &t) { t.device('3', "gone", 0, 0); },
         "overlay whiteout in disguise",
         {}},
        {"block device of the host", [](Tar &t) { t.device('4', "disk", 8, 0); }, "",
         [](const std::string &root) { // the device control group keeps containers from it
             return needs(S_ISBLK(statusOf(root + "/disk").st_mode) || ::geteuid() != 0, "not made");
         }},
        {"fifo in place of a file", [](Tar &t) { t.add('6', "pipe").file("pipe"); }, "",
         [=](const std::string &root) { return needs(regular(root + "/pipe"), "written into the fifo"); }},
        {"file of 4 EiB", [](Tar &t) { t.claim("big", std::int64_t(1) << 62); }, "unpacks to more than", {}},
        {"sparse file of 1 EiB",
         [](Tar &t) {
             t.pax(Tar::record("GNU.sparse.major", "1") + Tar::record("GNU.sparse.minor", "0") +
                   Tar::record("GNU.sparse.name", "big") +
                   Tar::record("GNU.sparse.realsize", "1152921504606846976"))
                 .file("GNUSparseFile.0/big", "0\n" + std::string(510, '\0'));
         },
         "unpacks to more than",
         {}},
        {"sizes that add up beyond 64 bits",
         [](Tar &t) {
             for (const char *name : {"a", "b", "c"})
                 t.pax(Tar::record("GNU.sparse.major", "1") + Tar::record("GNU.sparse.minor", "0") +
                       Tar::record("GNU.sparse.name", name) +
                       Tar::record("GNU.sparse.realsize", "9223372036854775807"))
                     .file("GNUSparseFile.0/x", "0\n" + std::string(510, '\0'));
         },
         "unpacks to more than",
         {}},
        {"file that ends before its size", [](Tar &t) { t.claim("short", 100'000); }, "short: ", {}},
        {"a second archive behind the end",
         [](Tar &t) {
             t.file("x");
             (void)t.bytes();
             t.file("../y");
         },
         "", [=](const std::string &root) { return needs(regular(root + "/x"), "first archive lost"); }},
        {"file twice", [](Tar &t) { t.file("f", "first").file("f", "second"); }, "",
         [](const std::string &root) {
             return needs(base::readFile(root + "/f").value_or("") == "second", "not the last one");
         }},
        {"hard link, then its target again",
         [](Tar &t) { t.file("f", "first").hardlink("h", "f").file("f", "second"); }, "",
         [](const std::string &root) {
             return needs(base::readFile(root + "/h").value_or("") == "first", "written through the link");
         }},
        {"file below a file", [](Tar &t) { t.file("f").file("f/x"); }, "f of the archive", {}},
        {"whiteout without a name", [](Tar &t) { t.file(".wh."); }, "is no whiteout", {}},
        {"whiteout of `..`", [](Tar &t) { t.file("d/.wh..."); }, "is no whiteout", {}},
        {"whiteout as a directory", [](Tar &t) { t.file(".wh.etc/passwd"); }, "lies below a whiteout", {}},
        {"`.wh..wh..opq` as a directory", [](Tar &t) { t.file("d/.wh..wh..opq/x"); }, "",
         [](const std::string &root) {
             return needs(!std::filesystem::exists(root + "/d/.wh..wh..opq"), "made");
         }},
        {"whiteout of a file of the same layer", [](Tar &t) { t.file("f").file(".wh.f"); }, "",
         [=](const std::string &root) { return needs(regular(root + "/f"), "hidden"); }},
        {"overlay's own attributes",
         [](Tar &t) {
             TarEntry entry;
             entry.name = "f";
             entry.mode = 0644;
             entry.xattrs = {{"trusted.overlay.redirect", "/etc"}, {"user.overlay.opaque", "y"}};
             t.write(entry, {});
         },
         "",
         [](const std::string &root) {
             std::array<char, 256> names{};
             return needs(::llistxattr((root + "/f").c_str(), names.data(), names.size()) == 0, "kept");
         }},
        {"name with NUL",
         [](Tar &t) { t.pax(Tar::record("path", std::string("a\0/../../x", 10))).file("f"); },
         "",
         {}},
        {"name longer than any file system takes",
         [=](Tar &t) { t.file(longName); },
         "File name too long",
         {}},
        {"path longer than PATH_MAX", [=](Tar &t) { t.file(deep + "x"); }, "too long", {}},
        {"pax record with a wrong length", [](Tar &t) { t.pax("999999 path=../x\n").file("f"); }, "", {}},
        {"pax time out of range",
         [](Tar &t) { t.pax(Tar::record("mtime", "-99999999999999999999999")).file("f"); },
         "",
         {}},
        {"setuid and owner are kept", [](Tar &t) { t.add('0', "su", {}, "x", 04755); }, "",
         [](const std::string &root) {
             return needs((statusOf(root + "/su").st_mode & 07777) == 04755, "mode lost");
         }},
    };
}

std::string blobName(const std::string &content)
{
    return "blobs/sha256/" + base::Sha256::hexOf(content);
}

std::string descriptorOf(const std::string &content, const std::string &type)
{
    return R"({"mediaType":")" + type + R"(","digest":"sha256:)" + base::Sha256::hexOf(content) +
           R"(","size":)" + std::to_string(content.size()) + "}";
}

constexpr const char *kIndexType = "application/vnd.oci.image.index.v1+json";
constexpr const char *kManifestType = "application/vnd.oci.image.manifest.v1+json";
constexpr const char *kConfigType = "application/vnd.oci.image.config.v1+json";

/// A layout of one image; `layerType` and `diff` are what may be wrong.
void layout(Tar &t, const std::string &layerType, const std::string &diff, int layersNamed = 1)
{
    Tar inner;
    inner.file("hello");
    const std::string layer = inner.bytes();
    const std::string diffId = diff.empty() ? "sha256:" + base::Sha256::hexOf(layer) : diff;
    std::string ids;
    for (int i = 0; i < layersNamed; ++i)
        ids += (i > 0 ? "," : "") + ("\x22" + diffId + "\x22");
    const std::string config =
        R"({"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[)" + ids + "]}}";
    const std::string manifest = R"({"schemaVersion":2,"config":)" + descriptorOf(config, kConfigType) +
                                 R"(,"layers":[)" + descriptorOf(layer, layerType) + "]}";
    t.file(blobName(layer), layer).file(blobName(config), config).file(blobName(manifest), manifest);
    t.file("index.json",
           R"({"schemaVersion":2,"manifests":[)" + descriptorOf(manifest, kManifestType) + "]}");
}

std::vector<Row> imageRows()
{
    const std::string tarType = "application/vnd.oci.image.layer.v1.tar";
    return {
        {"load: member `../../x`", [](Tar &t) { t.file("../../x"); }, "leaves the archive", {}},
        {"load: device",
         [](Tar &t) { t.device('3', "d", 1, 3); },
         "neither a file, a directory nor a link",
         {}},
        {"load: blob with another content",
         [](Tar &t) { t.file("blobs/sha256/" + std::string(64, 'a'), "other"); },
         "expected sha256:aaaa",
         {}},
        {"load: index.json twice",
         [](Tar &t) { t.file("index.json", "{}").file("index.json", "[]"); },
         "comes twice",
         {}},
        {"load: manifest.json is a loop of links",
         [](Tar &t) { t.symlink("manifest.json", "m").symlink("m", "manifest.json"); },
         "does not contain a manifest.json",
         {}},
        {"load: layer is a link out of the archive",
         [](Tar &t) { t.symlink("layer.tar", "../../outside/secret"); },
         "leaves the archive",
         {}},
        {"load: Config names a file of the host",
         [](Tar &t) {
             t.file("manifest.json", R"([{"Config":"/etc/hostname","RepoTags":["a:b"],"Layers":[]}])");
         },
         "the archive has no",
         {}},
        {"load: manifest.json is no list",
         [](Tar &t) { t.file("manifest.json", "{}"); },
         "is not an array",
         {}},
        {"load: indexes in indexes",
         [](Tar &t) {
             std::string inner = R"({"schemaVersion":2,"manifests":[]})";
             for (int i = 0; i < 10; ++i) {
                 t.file(blobName(inner), inner);
                 inner = R"({"schemaVersion":2,"manifests":[)" + descriptorOf(inner, kIndexType) + "]}";
             }
             t.file("index.json", inner);
         },
         "indexes in indexes",
         {}},
        {"load: index of 20 MiB",
         [](Tar &t) { t.file("index.json", std::string(20 << 20, ' ')); },
         "larger than 16 MiB",
         {}},
        {"load: layer is not what its image says",
         [=](Tar &t) { layout(t, tarType, "sha256:" + std::string(64, 'b')); },
         "its image says sha256:bbbb",
         {}},
        {"load: manifest and configuration disagree",
         [=](Tar &t) { layout(t, tarType, {}, 2); },
         "its configuration names 2",
         {}},
        {"load: foreign layer",
         [](Tar &t) { layout(t, "application/vnd.oci.image.layer.nondistributable.v1.tar", {}); },
         "is a foreign one",
         {}},
        {"load: layer that is no tar", [](Tar &t) { layout(t, "text/plain", {}); }, "unknown media type", {}},
        {"load: member of 4 EiB",
         [](Tar &t) { t.claim("x", std::int64_t(1) << 62); },
         "unpacks to more than",
         {}},
        {"load: layout of another version",
         [=](Tar &t) {
             t.file("oci-layout", R"({"imageLayoutVersion":"9.9"})");
             layout(t, tarType, {});
         },
         "imageLayoutVersion",
         {}},
    };
}

} // namespace

/// Archives that somebody made to do harm: each is refused with a message, or does nothing outside the
/// directory it is unpacked in. The table is that of resources/doc/security.md.
class HostileArchivesTest : public QObject {
    Q_OBJECT

    static void rows(const std::vector<Row> &all)
    {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].attack) << static_cast<int>(i);
    }
    /// Makes the archive of a row; a link to "OUTSIDE" leads to the directory beside the one to unpack in.
    static std::string archiveOf(const Row &row, const test::TemporaryDirectory &scratch)
    {
        Tar tar;
        row.make(tar);
        std::string bytes = tar.bytes();
        const std::string outside = scratch.file("outside");
        for (std::size_t at = bytes.find("OUTSIDE"); at != std::string::npos;
             at = bytes.find("OUTSIDE", at + 1)) {
            bytes.replace(at, outside.size(), outside); // the header's link field has room
            const std::size_t header = at - at % 512;
            bytes.replace(header + 148, 8, 8, ' ');
            unsigned sum = 0;
            for (std::size_t i = 0; i < 512; ++i)
                sum += static_cast<unsigned char>(bytes[header + i]);
            std::array<char, 9> text{};
            std::snprintf(text.data(), text.size(), "%06o", sum);
            bytes.replace(header + 148, 7, std::string(text.data(), 7));
        }
        return bytes;
    }
    static void makeOutside(const test::TemporaryDirectory &scratch)
    {
        VERIFY_RESULT(base::makeDirectories(scratch.file("outside")));
        VERIFY_RESULT(base::writeFileAtomic(scratch.file("outside/secret"), "secret"));
    }
    static void outsideIsUntouched(const test::TemporaryDirectory &scratch)
    {
        int files = 0;
        for (const auto &entry : std::filesystem::directory_iterator(scratch.file("outside"))) {
            QCOMPARE(entry.path().filename().string(), std::string("secret"));
            ++files;
        }
        QCOMPARE(files, 1);
        QCOMPARE(base::readFile(scratch.file("outside/secret")).value_or(""), std::string("secret"));
        QCOMPARE(statusOf(scratch.file("outside/secret")).st_nlink, nlink_t(1));
        QVERIFY(!std::filesystem::exists(scratch.file("x")));
    }

private slots:
    void layers_data() { rows(layerRows()); }
    void layers()
    {
        QFETCH(int, row);
        const Row attack = layerRows()[static_cast<std::size_t>(row)];
        const test::TemporaryDirectory scratch;
        makeOutside(scratch);
        const std::string root = scratch.file("in");
        VERIFY_RESULT(base::makeDirectories(root));
        VERIFY_RESULT(base::writeFileAtomic(scratch.file("layer.tar"), archiveOf(attack, scratch)));
        const auto done = image::unpackTar(scratch.file("layer.tar"), root, image::Whiteouts::ToOverlay, {});
        const std::string message = done ? std::string() : done.error().fullText();
        if (*attack.refusal != 0)
            QVERIFY2(message.find(attack.refusal) != std::string::npos, ("says: " + message).c_str());
        else if (attack.check)
            QVERIFY2(done.has_value(), message.c_str());
        if (done && attack.check) {
            const std::string wrong = attack.check(root);
            QVERIFY2(wrong.empty(), wrong.c_str());
        }
        outsideIsUntouched(scratch);
    }

    void images_data() { rows(imageRows()); }
    void images()
    {
        QFETCH(int, row);
        const Row attack = imageRows()[static_cast<std::size_t>(row)];
        const test::TemporaryDirectory scratch;
        makeOutside(scratch);
        VERIFY_RESULT(base::writeFileAtomic(scratch.file("image.tar"), archiveOf(attack, scratch)));
        auto opened = store::Database::open(scratch.file("db"));
        VERIFY_RESULT(opened);
        const auto images = image::ImageService::open(scratch.file("data"),
                                                      std::shared_ptr<store::Database>(std::move(*opened)));
        VERIFY_RESULT(images);
        const auto loaded = (*images)->load({scratch.file("image.tar"), {}}, {});
        QVERIFY(!loaded.has_value());
        const std::string message = loaded.error().fullText();
        QVERIFY2(message.find(attack.refusal) != std::string::npos, ("says: " + message).c_str());
        // Nothing of it stays.
        QVERIFY((*images)->list()->empty());
        QVERIFY((*images)->layerStore()->blobs().list()->empty());
        for (const auto &entry : std::filesystem::directory_iterator(scratch.file("data/layers")))
            QVERIFY2(entry.path().filename().string().starts_with("."), entry.path().c_str());
        QVERIFY(std::filesystem::is_empty(scratch.file("data/layers/.staging")));
        outsideIsUntouched(scratch);
    }

    /// A few kilobytes that unpack to far more than they may.
    void bombsAreStopped()
    {
        const test::TemporaryDirectory scratch;
        const auto compressed = [&](const char *command) {
            QProcess shell;
            shell.setWorkingDirectory(QString::fromStdString(scratch.path()));
            shell.start("sh", {"-c", command});
            QVERIFY(shell.waitForFinished(120'000));
            QCOMPARE(shell.exitCode(), 0);
        };
        compressed("truncate -s 120M zeros && tar -c zeros | gzip -1 > inside.tar.gz && "
                   "{ tar -c -T /dev/null; cat zeros; } | gzip -1 > behind.tar.gz; rm zeros");
        const auto unpack = [&](const char *name) {
            (void)base::removeTree(scratch.file("in")).has_value();
            (void)base::makeDirectories(scratch.file("in")).has_value();
            const auto done =
                image::unpackTar(scratch.file(name), scratch.file("in"), image::Whiteouts::ToOverlay, {});
            return done ? std::string() : done.error().fullText();
        };
        qputenv("CATAMARAN_UNPACK_LIMIT", "100000000");
        const std::string inside = unpack("inside.tar.gz");
        QVERIFY2(inside.find("unpacks to more than 100MB") != std::string::npos, inside.c_str());
        QVERIFY(base::diskUsage(scratch.file("in")).value_or(0) < (1 << 20));
        qunsetenv("CATAMARAN_UNPACK_LIMIT");
        QCOMPARE(unpack("inside.tar.gz"), std::string());
        const std::string behind = unpack("behind.tar.gz");
        QVERIFY2(behind.find("more than 64 MiB stand behind the end") != std::string::npos, behind.c_str());
    }

    void theDocumentHasEveryRow()
    {
        const auto text = base::readFile(test::sourceDirectory() + "/resources/doc/security.md");
        VERIFY_RESULT(text);
        std::string missing;
        for (const auto &table : {layerRows(), imageRows()}) {
            for (const Row &row : table) {
                const std::string line =
                    std::string("| ") + row.attack + " | " + (*row.refusal != 0 ? "refused" : "contained");
                if (text->find(line) == std::string::npos)
                    missing +=
                        line +
                        (*row.refusal != 0 ? std::string(": \"...") + row.refusal + "...\"" : std::string()) +
                        " |\n";
            }
        }
        QVERIFY2(missing.empty(), ("security.md lacks:\n" + missing).c_str());
    }
};

QTEST_GUILESS_MAIN(HostileArchivesTest)
#include "tst_hostile_archives.moc"
