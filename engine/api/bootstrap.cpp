// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/bootstrap.h"

#include "engine/base/file.h"
#include "engine/image/layer_store.h"
#include "engine/image/tar_writer.h"
#include "engine/launch/program.h"

#include <algorithm>
#include <cstring>
#include <dirent.h>
#include <elf.h>
#include <fcntl.h>
#include <map>
#include <memory>
#include <sstream>
#include <unistd.h>

namespace catamaran::engine {

using base::Errc;
using base::OperationContext;
using base::Result;
using image::TarEntry;
using image::TarWriter;

namespace {

constexpr std::chrono::minutes kDownloadDeadline{10};
constexpr std::chrono::minutes kDebianDeadline{60};
constexpr std::string_view kPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// Runs a program; a failure says what it wrote.
Result<std::string> runTool(const std::vector<std::string> &arguments, std::chrono::milliseconds deadline,
                            const std::string &missing)
{
    auto done = launch::runProgram(arguments, {}, deadline);
    if (!done) {
        if (done.error().code() == Errc::NotFound)
            return base::fail(
                base::Error(Errc::NotFound, arguments[0] + " is not installed").withFix(missing));
        return base::fail(std::move(done).error());
    }
    if (done->exitCode != 0) {
        std::string text = done->output;
        if (text.size() > 2000)
            text = "..." + text.substr(text.size() - 2000);
        return base::fail(base::Error(Errc::System, arguments[0] + " ended with code " +
                                                        std::to_string(done->exitCode) + ":\n" + text)
                              .withFix("See what it says above; mirror and suite can be chosen."));
    }
    return std::move(done->output);
}

/// Whether an ELF file runs without a loader, and so in an empty root.
bool isStaticProgram(const std::string &path)
{
    const auto fd = base::openFile(path, O_RDONLY);
    if (!fd)
        return false;
    Elf64_Ehdr header{};
    if (::pread(fd->get(), &header, sizeof header, 0) != sizeof header ||
        std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_ident[EI_CLASS] != ELFCLASS64)
        return false;
    for (unsigned i = 0; i < header.e_phnum; ++i) {
        Elf64_Phdr program{};
        const auto at = static_cast<off_t>(header.e_phoff + std::uint64_t{i} * header.e_phentsize);
        if (::pread(fd->get(), &program, sizeof program, at) != sizeof program || program.p_type == PT_INTERP)
            return false;
    }
    return true;
}

/// The installed one, else out of the package.
Result<std::string> findBusybox(const std::string &scratch, const OperationContext &context)
{
    for (const char *path : {"/bin/busybox", "/usr/bin/busybox", "/usr/lib/busybox/busybox-static"}) {
        if (::access(path, X_OK) == 0 && isStaticProgram(path))
            return std::string(path);
    }
    const std::string fix = "Install it: sudo apt-get install busybox-static";
    context.report("Downloading busybox-static");
    // apt-get downloads into the working directory, which belongs to all threads here: a shell changes its
    // own.
    CATAMARAN_CHECK(
        runTool({"sh", "-c", "cd \"$1\" && exec apt-get download -q busybox-static", "sh", scratch},
                kDownloadDeadline, fix));
    const std::unique_ptr<DIR, int (*)(DIR *)> handle(::opendir(scratch.c_str()), ::closedir);
    while (const dirent *entry = handle ? ::readdir(handle.get()) : nullptr) {
        const std::string name = entry->d_name;
        if (!name.ends_with(".deb"))
            continue;
        CATAMARAN_CHECK(
            runTool({"dpkg-deb", "-x", scratch + "/" + name, scratch + "/package"}, kDownloadDeadline, fix));
        for (const char *path : {"/package/bin/busybox", "/package/usr/bin/busybox"}) {
            if (::access((scratch + path).c_str(), X_OK) == 0)
                return scratch + path;
        }
    }
    return base::fail(base::Error(Errc::NotFound, "there is no static busybox").withFix(fix));
}

/// The root of a busybox image, in a fixed order and without times.
class BusyboxRoot {
public:
    explicit BusyboxRoot(TarWriter &tar) : m_tar(tar) {}

    Result<void> directory(const std::string &name, std::uint32_t mode = 0755)
    {
        TarEntry entry;
        entry.type = '5';
        entry.name = name + "/";
        entry.mode = mode;
        return m_tar.entry(entry);
    }
    Result<void> link(const std::string &name, const std::string &target, char type = '2')
    {
        TarEntry entry;
        entry.type = type;
        entry.name = name;
        entry.link = target;
        entry.mode = type == '1' ? 0755 : 0777;
        return m_tar.entry(entry);
    }
    Result<void> file(const std::string &name, std::string_view content, std::uint32_t mode = 0644)
    {
        TarEntry entry;
        entry.name = name;
        entry.mode = mode;
        entry.size = static_cast<std::int64_t>(content.size());
        CATAMARAN_CHECK(m_tar.entry(entry));
        CATAMARAN_CHECK(m_tar.data(content));
        return m_tar.endEntry();
    }
    Result<void> all(const std::string &program, const std::vector<std::string> &applets);

private:
    TarWriter &m_tar;
};

Result<void> BusyboxRoot::all(const std::string &program, const std::vector<std::string> &applets)
{
    for (const char *name : {"bin", "dev", "etc", "home", "proc", "run", "sbin", "sys", "usr", "usr/bin",
                             "usr/sbin", "var", "var/spool", "var/spool/mail", "var/www"})
        CATAMARAN_CHECK(directory(name));
    CATAMARAN_CHECK(directory("root", 0700));
    CATAMARAN_CHECK(directory("tmp", 01777));
    CATAMARAN_CHECK(link("var/run", "/run"));
    CATAMARAN_CHECK(file("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n"
                                       "daemon:x:1:1:daemon:/usr/sbin:/bin/false\n"
                                       "bin:x:2:2:bin:/bin:/bin/false\n"
                                       "sys:x:3:3:sys:/dev:/bin/false\n"
                                       "mail:x:8:8:mail:/var/spool/mail:/bin/false\n"
                                       "www-data:x:33:33:www-data:/var/www:/bin/false\n"
                                       "operator:x:37:37:Operator:/var:/bin/false\n"
                                       "nobody:x:65534:65534:nobody:/home:/bin/false\n"));
    CATAMARAN_CHECK(file("etc/group", "root:x:0:\ndaemon:x:1:\nbin:x:2:\nsys:x:3:\nadm:x:4:\ntty:x:5:\n"
                                      "disk:x:6:\nwheel:x:10:root\nmail:x:8:\nwww-data:x:33:\n"
                                      "operator:x:37:\nusers:x:100:\nnogroup:x:65534:\n"));
    CATAMARAN_CHECK(file("etc/shadow", "root:*:::::::\nnobody:*:::::::\n", 0600));
    CATAMARAN_CHECK(file("etc/os-release", "ID=busybox\nNAME=BusyBox\nPRETTY_NAME=\"BusyBox\"\n"));
    CATAMARAN_CHECK(file("etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n"));
    CATAMARAN_TRY(const std::string content, base::readFile(program));
    CATAMARAN_CHECK(file("bin/busybox", content, 0755));
    for (const std::string &applet : applets) {
        if (applet != "bin/busybox")
            CATAMARAN_CHECK(link(applet, "bin/busybox", '1'));
    }
    return m_tar.finish();
}

Result<void> makeBusyboxArchive(const std::string &archive, const std::string &scratch,
                                const OperationContext &context)
{
    CATAMARAN_TRY(const std::string program, findBusybox(scratch, context));
    CATAMARAN_TRY(const std::string list, runTool({program, "--list-full"}, std::chrono::minutes(1), {}));
    std::vector<std::string> applets;
    std::istringstream lines(list);
    for (std::string line; std::getline(lines, line);) {
        const bool known = line.starts_with("bin/") || line.starts_with("sbin/") ||
                           line.starts_with("usr/bin/") || line.starts_with("usr/sbin/");
        if (known && line.find("..") == std::string::npos)
            applets.push_back(line);
    }
    // The shell is what everything else needs.
    if (std::find(applets.begin(), applets.end(), "bin/sh") == applets.end())
        applets.emplace_back("bin/sh");
    std::sort(applets.begin(), applets.end());
    applets.erase(std::unique(applets.begin(), applets.end()), applets.end());
    context.report("Packing busybox");
    CATAMARAN_TRY(const base::UniqueFd fd, base::openFile(archive, O_WRONLY | O_CREAT | O_EXCL, 0600));
    TarWriter tar([&fd, &archive](std::string_view data) -> Result<void> {
        while (!data.empty()) {
            const ssize_t n = ::write(fd.get(), data.data(), data.size());
            if (n < 0 && errno != EINTR)
                return base::failErrno("write " + archive);
            data.remove_prefix(n > 0 ? static_cast<std::size_t>(n) : 0);
        }
        return {};
    });
    return BusyboxRoot(tar).all(program, applets);
}

/// VERSION_CODENAME of a Debian host; stable elsewhere.
std::string hostSuite()
{
    const auto text = base::readFile("/etc/os-release");
    std::istringstream lines(text ? *text : std::string());
    std::map<std::string, std::string> values;
    for (std::string line; std::getline(lines, line);) {
        const std::size_t equal = line.find('=');
        if (equal != std::string::npos)
            values[line.substr(0, equal)] = line.substr(equal + 1);
    }
    return values["ID"] == "debian" && !values["VERSION_CODENAME"].empty() ? values["VERSION_CODENAME"]
                                                                           : "stable";
}

/// What is passed on a command line must not be taken for an option, nor two words for one.
Result<void> checkWord(const char *what, const std::string &word)
{
    if (word.empty() || (word.front() != '-' && word.find_first_of(" ,\t\n'\"\\$`") == std::string::npos))
        return {};
    return base::fail(Errc::InvalidArgument, "\"" + word + "\" is no valid " + what);
}

Result<void> makeDebianArchive(const std::string &archive, const std::string &suite,
                               const BootstrapRequest &request, const OperationContext &context)
{
    std::vector<std::string> arguments = {"mmdebstrap", "--quiet", "--variant=" + request.variant};
    CATAMARAN_CHECK(checkWord("suite", suite));
    CATAMARAN_CHECK(checkWord("variant", request.variant));
    if (!request.mirror.empty() &&
        (request.mirror.front() == '-' || request.mirror.find('\n') != std::string::npos))
        return base::fail(Errc::InvalidArgument, "\"" + request.mirror + "\" is no valid mirror");
    std::string include;
    for (const std::string &package : request.packages) {
        CATAMARAN_CHECK(checkWord("package", package));
        include += (include.empty() ? "" : ",") + package;
    }
    if (!include.empty())
        arguments.push_back("--include=" + include);
    arguments.insert(arguments.end(), {suite, archive});
    if (!request.mirror.empty())
        arguments.push_back(request.mirror);
    context.report("mmdebstrap makes " + suite + " (" + request.variant + ")");
    CATAMARAN_CHECK(runTool(arguments, kDebianDeadline, "Install it: sudo apt-get install mmdebstrap"));
    return {};
}

} // namespace

Result<BootstrapResult> bootstrapImage(image::ImageService &images, const BootstrapRequest &request,
                                       const OperationContext &context)
{
    if (request.kind != "debian" && request.kind != "busybox")
        return base::fail(
            base::Error(Errc::InvalidArgument, "\"" + request.kind + "\" cannot be bootstrapped")
                .withFix("Known are debian and busybox."));
    const bool debian = request.kind == "debian";
    const std::string suite = request.suite.empty() ? hostSuite() : request.suite;
    BootstrapResult result;
    result.tag = !request.tag.empty() ? request.tag : debian ? "debian:" + suite : "busybox:latest";
    CATAMARAN_CHECK(image::ImageService::normalizeReference(result.tag)); // before the work, not behind it
    image::LayerStore *store = images.layerStore();
    if (!store)
        return base::fail(Errc::Unsupported, "this image service has no store");
    CATAMARAN_TRY(const image::StagedLayer work, store->stage());
    const std::string archive = work.fs() + "/root.tar";
    if (debian)
        CATAMARAN_CHECK(makeDebianArchive(archive, suite, request, context));
    else
        CATAMARAN_CHECK(makeBusyboxArchive(archive, work.fs(), context));
    if (context.stopRequested())
        return base::fail(Errc::Cancelled, "cancelled");
    context.report("Importing " + result.tag);
    image::ImportRequest import;
    import.archive = archive;
    import.tag = result.tag;
    import.message = debian ? "Bootstrapped from Debian " + suite + " (" + request.variant + ")"
                            : std::string("Bootstrapped from busybox-static");
    import.adjust = [debian](spec::ImageConfig & config)
                        ->Result<void> {
                            config.environment = {std::string(kPath)};
    config.command = {debian ? "bash" : "sh"};
    return {};
};
CATAMARAN_TRY(result.id, images.importImage(import, context));
return result;
} // namespace catamaran::engine

} // namespace catamaran::engine
