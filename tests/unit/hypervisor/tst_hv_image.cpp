// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "hypervisor/image/archive_reader.h"
#include "hypervisor/image/erofs_writer.h"
#include "hypervisor/image/kernel_extract.h"
#include "hypervisor/image/kernel_store.h"
#include "hypervisor/image/newc_writer.h"
#include "hypervisor/image/root_disks.h"
#include "tests/support/support.h"

#include <QTest>
#include <archive.h>
#include <archive_entry.h>
#include <cstring>
#include <elf.h>
#include <fcntl.h>
#include <filesystem>
#include <set>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>

using namespace catamaran;
using namespace catamaran::hv::image;
namespace fs = std::filesystem;

extern char **environ;

class TestHvImage : public QObject {
    Q_OBJECT

private slots:
    void theInitramfsIsReadableByCpio();
    void layersMergeAsOverlayfsDoes();
    void theErofsImagePassesFsckAndGivesTheFilesBack();
    void theSameTreeGivesTheSameImage();
    void aDiskIsMadeOnceAndLeavesNoTemporaryFile();
    void aKernelIsUnpackedFromItsBzImage();
    void zerosAtTheEndOfAKernelAreNotLoaded();
    void brokenKernelsAreRefused();
    void modulesAreLoadedAfterWhatTheyNeed();
    void withoutAKernelTheErrorSaysHowToGetOne();
};

namespace {

/// Exit code of a program, -1 if it does not exist.
int runProgram(std::vector<std::string> command)
{
    std::vector<char *> argv;
    for (std::string &argument : command)
        argv.push_back(argument.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    pid_t pid = 0;
    const int error = ::posix_spawnp(&pid, argv[0], &actions, nullptr, argv.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
        return -1;
    int status = 0;
    if (::waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
        return -2;
    return WEXITSTATUS(status);
}

std::string bigText(std::size_t size)
{
    std::string out;
    while (out.size() < size)
        out += std::to_string(out.size()) + "\n";
    out.resize(size);
    return out;
}

void write(const std::string &path, const std::string &text)
{
    fs::create_directories(fs::path(path).parent_path());
    QVERIFY(base::writeFileAtomic(path, text).has_value());
}

/// Sizes that sit on every edge of the layout: empty, inline, just not inline, whole blocks, blocks with a
/// tail.
const std::vector<std::size_t> kSizes = {0, 1, 100, 4031, 4032, 4033, 4095, 4096, 4097, 8192, 12345, 1048577};

void makeTree(const std::string &root)
{
    for (const std::size_t size : kSizes)
        write(root + "/sizes/" + std::to_string(size), bigText(size));
    // More names than one block of entries holds
    for (int i = 0; i < 700; ++i)
        write(root + "/many/a-rather-long-file-name-" + std::to_string(i), std::to_string(i));
    fs::create_symlink("../sizes/100", root + "/many/link");
    fs::create_symlink(std::string(3000, 'l'), root + "/longlink");
    fs::create_hard_link(root + "/sizes/12345", root + "/hard");
    fs::permissions(root + "/sizes/100", fs::perms(0751));
    fs::create_directories(root + "/empty/deep/er");
}

std::string gzip(const std::string &data)
{
    std::string out(data.size() + 4096, '\0');
    std::size_t used = 0;
    struct archive *a = archive_write_new();
    archive_write_add_filter_gzip(a);
    archive_write_set_format_raw(a);
    archive_write_open_memory(a, out.data(), out.size(), &used);
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_write_header(a, entry);
    archive_write_data(a, data.data(), data.size());
    archive_entry_free(entry);
    archive_write_close(a);
    archive_write_free(a);
    out.resize(used);
    return out;
}

/// The smallest ELF kernel with a PVH note.
std::string madeVmlinux()
{
    std::string out(sizeof(Elf64_Ehdr) + sizeof(Elf64_Phdr), '\0');
    Elf64_Ehdr header{};
    std::memcpy(header.e_ident, ELFMAG, SELFMAG);
    header.e_phoff = sizeof header;
    header.e_phentsize = sizeof(Elf64_Phdr);
    header.e_phnum = 1;
    const std::string note("\4\0\0\0\4\0\0\0\22\0\0\0Xen\0abcd", 20);
    Elf64_Phdr segment{};
    segment.p_type = PT_NOTE;
    segment.p_offset = out.size();
    segment.p_filesz = note.size();
    std::memcpy(out.data(), &header, sizeof header);
    std::memcpy(out.data() + sizeof header, &segment, sizeof segment);
    return out + note + bigText(20000);
}

std::string madeBzImage(const std::string &payload)
{
    std::string out(0x1000, '\0');
    out[0x1f1] = 3; // setup sectors: the protected-mode part starts at 4 * 512
    std::memcpy(out.data() + 0x202, "HdrS", 4);
    out[0x206] = 0x0f;
    out[0x207] = 2;
    out[0x20e] = 0x40; // version text at 0x240 ... of the setup part + 0x200
    const std::uint32_t offset = 0x100;
    const auto length = static_cast<std::uint32_t>(payload.size() + 4);
    std::memcpy(out.data() + 0x248, &offset, 4);
    std::memcpy(out.data() + 0x24c, &length, 4);
    out.resize(2048 + offset, '\0');
    return out + payload + std::string("\0\0\1\0", 4); // the kernel appends the unpacked size
}

} // namespace

void TestHvImage::theInitramfsIsReadableByCpio()
{
    NewcWriter writer;
    writer.addDirectory("ct");
    writer.addFile("ct/boot", "secret", 0600);
    writer.addFile("odd", "12345");
    const std::string bytes = writer.finish();
    QCOMPARE(bytes.size() % 512, std::size_t{0});
    struct archive *a = archive_read_new();
    archive_read_support_format_cpio(a);
    QCOMPARE(archive_read_open_memory(a, bytes.data(), bytes.size()), ARCHIVE_OK);
    std::map<std::string, std::pair<int, std::string>> seen;
    struct archive_entry *entry = nullptr;
    while (archive_read_next_header(a, &entry) == ARCHIVE_OK) {
        std::string data(static_cast<std::size_t>(archive_entry_size(entry)), '\0');
        QCOMPARE(archive_read_data(a, data.data(), data.size()), static_cast<la_ssize_t>(data.size()));
        seen[archive_entry_pathname(entry)] = {static_cast<int>(archive_entry_mode(entry)), data};
    }
    archive_read_free(a);
    QCOMPARE(seen.size(), std::size_t{3});
    QCOMPARE(seen["ct"].first, S_IFDIR | 0755);
    QCOMPARE(seen["ct/boot"].first, S_IFREG | 0600);
    QCOMPARE(seen["ct/boot"].second, std::string("secret"));
    QCOMPARE(seen["odd"].second, std::string("12345"));
}

void TestHvImage::layersMergeAsOverlayfsDoes()
{
    if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
        QSKIP(("whiteouts need root: " + reason).c_str());
    const test::TemporaryDirectory directory;
    write(directory.file("1/etc/a"), "old");
    write(directory.file("1/etc/b"), "b");
    write(directory.file("1/gone"), "x");
    write(directory.file("1/opt/x"), "x");
    fs::create_directories(directory.file("2/etc"));
    write(directory.file("2/etc/a"), "newer");
    QCOMPARE(::mknod(directory.file("2/gone").c_str(), S_IFCHR, makedev(0, 0)), 0);
    const auto tree = mergeLayers({directory.file("1"), directory.file("2")});
    VERIFY_RESULT(tree);
    const auto &root = (*tree)->children;
    QVERIFY(!root.contains("gone"));
    QCOMPARE(root.at("etc")->children.at("a")->size, std::uint64_t{5});
    QVERIFY(root.at("etc")->children.contains("b"));
    QVERIFY(root.contains("opt"));
    const auto missing = mergeLayers({directory.file("none")});
    QCOMPARE(missing.error().code(), base::Errc::NotFound);
}

void TestHvImage::theErofsImagePassesFsckAndGivesTheFilesBack()
{
    if (runProgram({"fsck.erofs", "-V"}) < 0)
        QSKIP("fsck.erofs (erofs-utils) is not installed");
    const test::TemporaryDirectory directory;
    makeTree(directory.file("root"));
    const auto tree = mergeLayers({directory.file("root")});
    VERIFY_RESULT(tree);
    const std::string image = directory.file("image");
    const auto size = writeErofs(**tree, image, {});
    VERIFY_RESULT(size);
    QCOMPARE(static_cast<std::uint64_t>(fs::file_size(image)), *size);
    QCOMPARE(*size % 4096, std::uint64_t{0});
    QCOMPARE(runProgram({"fsck.erofs", "--extract=" + directory.file("out"), image}), 0);
    for (const std::size_t length : kSizes)
        QVERIFY(base::readFile(directory.file("out/sizes/" + std::to_string(length))).value_or("?") ==
                bigText(length));
    for (int i = 0; i < 700; ++i)
        QCOMPARE(base::readFile(directory.file("out/many/a-rather-long-file-name-" + std::to_string(i)))
                     .value_or("?"),
                 std::to_string(i));
    QCOMPARE(fs::read_symlink(directory.file("out/many/link")), fs::path("../sizes/100"));
    QCOMPARE(fs::read_symlink(directory.file("out/longlink")).string().size(), std::size_t{3000});
    QVERIFY(base::readFile(directory.file("out/hard")).value_or("?") == bigText(12345));
    QVERIFY(fs::is_directory(directory.file("out/empty/deep/er")));
    struct stat status {};
    QCOMPARE(::stat(directory.file("out/sizes/100").c_str(), &status), 0);
    QCOMPARE(static_cast<int>(status.st_mode & 07777), 0751);
}

void TestHvImage::theSameTreeGivesTheSameImage()
{
    const test::TemporaryDirectory directory;
    makeTree(directory.file("root"));
    for (const char *name : {"a", "b"}) {
        const auto tree = mergeLayers({directory.file("root")});
        VERIFY_RESULT(tree);
        VERIFY_RESULT(writeErofs(**tree, directory.file(name), {}));
    }
    QVERIFY(base::readFile(directory.file("a")).value_or("1") ==
            base::readFile(directory.file("b")).value_or("2"));
}

void TestHvImage::aDiskIsMadeOnceAndLeavesNoTemporaryFile()
{
    const test::TemporaryDirectory directory;
    write(directory.file("root/file"), "x");
    RootDisks disks(directory.path());
    const auto first = disks.obtain("sha256:abc", {directory.file("root")}, {});
    VERIFY_RESULT(first);
    const auto time = fs::last_write_time(*first);
    VERIFY_RESULT(disks.obtain("sha256:abc", {directory.file("root")}, {}));
    QVERIFY(fs::last_write_time(*first) == time);
    std::stop_source stop;
    stop.request_stop();
    write(directory.file("big/file"), bigText(100000));
    const auto cancelled = disks.obtain("other", {directory.file("big")}, {stop.get_token(), {}});
    QCOMPARE(cancelled.error().code(), base::Errc::Cancelled);
    QVERIFY(!disks.obtain("", {directory.file("root")}, {}));
    write(directory.file("disks/dead.erofs.tmp4194304"), "half"); // a pid beyond the kernel's limit
    VERIFY_RESULT(disks.sweep());
    QCOMPARE(std::distance(fs::directory_iterator(directory.file("disks")), fs::directory_iterator()), 1);
}

void TestHvImage::aKernelIsUnpackedFromItsBzImage()
{
    const std::string vmlinux = madeVmlinux();
    QVERIFY(hasPvhEntry(vmlinux));
    const auto unpacked = extractVmlinux(madeBzImage(gzip(vmlinux)));
    VERIFY_RESULT(unpacked);
    QVERIFY(*unpacked == vmlinux);
    VERIFY_RESULT(extractVmlinux(vmlinux));
    std::string image = madeBzImage(gzip(vmlinux));
    std::memcpy(image.data() + 0x240, "6.1.0-9-amd64 (x@y) #1", 22);
    QCOMPARE(kernelRelease(image), std::string("6.1.0-9-amd64"));
}

void TestHvImage::zerosAtTheEndOfAKernelAreNotLoaded()
{
    Elf64_Ehdr header{};
    std::memcpy(header.e_ident, ELFMAG, SELFMAG);
    header.e_phoff = sizeof header;
    header.e_phentsize = sizeof(Elf64_Phdr);
    header.e_phnum = 2;
    Elf64_Phdr code{};
    code.p_type = PT_LOAD;
    code.p_offset = 4096;
    code.p_filesz = code.p_memsz = 8192;
    Elf64_Phdr data = code;
    data.p_offset = 12288;
    data.p_filesz = data.p_memsz = 65536;
    std::string kernel(12288 + 65536, '\0');
    std::memcpy(kernel.data(), &header, sizeof header);
    std::memcpy(kernel.data() + sizeof header, &code, sizeof code);
    std::memcpy(kernel.data() + sizeof header + sizeof code, &data, sizeof data);
    kernel[12287] = 'x'; // the last byte of the first
    kernel[12288 + 5000] = 'y';
    const std::string out = withoutZeroTails(kernel);
    QCOMPARE(out.size(), kernel.size());
    std::memcpy(&code, out.data() + sizeof header, sizeof code);
    std::memcpy(&data, out.data() + sizeof header + sizeof code, sizeof data);
    QCOMPARE(code.p_filesz, Elf64_Xword{8192});
    QCOMPARE(data.p_filesz, Elf64_Xword{8192});
    QCOMPARE(data.p_memsz, Elf64_Xword{8192});
    QVERIFY(withoutZeroTails(out) == out);
    for (const std::size_t size : {std::size_t{0}, std::size_t{10}, std::size_t{100}, std::size_t{13000}})
        QCOMPARE(withoutZeroTails(kernel.substr(0, size)).size(), size);
}

void TestHvImage::brokenKernelsAreRefused()
{
    QVERIFY(!extractVmlinux(""));
    QVERIFY(!extractVmlinux(std::string(5000, 'x')));
    QVERIFY(!extractVmlinux(madeBzImage(gzip("no kernel"))));
    const std::string good = madeBzImage(gzip(madeVmlinux()));
    for (const std::size_t size :
         {std::size_t{100}, std::size_t{0x250}, std::size_t{2100}, good.size() - 200})
        QVERIFY(!extractVmlinux(good.substr(0, size)));
    QVERIFY(!hasPvhEntry("\177ELF"));
    QVERIFY(!readPackage(
        "/dev/null", [](const auto &) { return true; },
        [](const auto &, auto) -> base::Result<void> { return {}; }));
}

void TestHvImage::modulesAreLoadedAfterWhatTheyNeed()
{
    QCOMPARE(moduleDependencies(std::string("\0license=GPL\0depends=virtio,virtio_ring\0name=x\0", 48)),
             (std::vector<std::string>{"virtio", "virtio_ring"}));
    QVERIFY(moduleDependencies(std::string("\0depends=\0", 10)).empty());
    const std::map<std::string, std::vector<std::string>> needs = {
        {"blk", {"virtio"}}, {"virtio", {"ring"}}, {"ring", {}}, {"net", {"virtio", "builtin"}}};
    const auto order = moduleLoadOrder(
        {"blk", "net", "absent"}, [&](const std::string &name) { return needs.at(name); },
        [&](const std::string &name) { return needs.contains(name); });
    QCOMPARE(order, (std::vector<std::string>{"ring", "virtio", "blk", "net"}));
}

void TestHvImage::withoutAKernelTheErrorSaysHowToGetOne()
{
    const test::TemporaryDirectory directory;
    KernelStore store(directory.path(), "/nonexistent");
    QVERIFY(store.releases().empty());
    const auto bad = store.import(directory.file("none.deb"), {});
    QCOMPARE(bad.error().code(), base::Errc::NotFound);
    write(directory.file("text.deb"), "this is no package");
    QCOMPARE(store.import(directory.file("text.deb"), {}).error().code(), base::Errc::Corrupt);
}

QTEST_GUILESS_MAIN(TestHvImage)
#include "tst_hv_image.moc"
