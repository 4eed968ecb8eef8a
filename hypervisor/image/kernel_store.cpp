// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/image/kernel_store.h"

#include "engine/base/file.h"
#include "engine/base/rollback.h"
#include "hypervisor/image/archive_reader.h"
#include "hypervisor/image/kernel_extract.h"
#include "hypervisor/image/newc_writer.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <sys/utsname.h>
#include <unistd.h>

namespace catamaran::hv::image {

namespace {

namespace fs = std::filesystem;
using base::Errc;
using base::Result;

/// What a light VM needs, in the order of use; dependencies are added in front of each.
const std::vector<std::string> kWantedModules = {"virtio_pci", "virtio_mmio",   "virtio_console",
                                                 "virtio_blk", "erofs",         "overlay",
                                                 "virtio_net", "virtio_balloon"};

/// Loaded only by VMs that share folders with the host.
const std::vector<std::string> kShareModules = {"virtiofs", "9p", "9pnet_virtio"};

/// "virtio_blk" of "kernel/drivers/block/virtio_blk.ko.xz"; empty if it is no module.
std::string moduleName(const std::string &path)
{
    std::string name = path.substr(path.rfind('/') + 1);
    const auto at = name.find(".ko");
    if (at == std::string::npos)
        return {};
    name.resize(at);
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

std::vector<fs::path> list(const std::string &directory)
{
    std::vector<fs::path> out;
    std::error_code error;
    for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error))
        out.push_back(it->path());
    std::sort(out.begin(), out.end(),
              [](const fs::path &a, const fs::path &b) { return ::strverscmp(a.c_str(), b.c_str()) < 0; });
    return out;
}

std::string hostRelease()
{
    struct utsname name {};
    return ::uname(&name) == 0 ? name.release : "";
}

Result<std::string> plainModule(const std::string &path, const std::string &content)
{
    if (path.ends_with(".ko"))
        return content;
    return decompress(content, 64U << 20);
}

base::Error noKernel(const std::string &packages)
{
    base::Error error(Errc::Unsupported,
                      "there is no guest kernel on this machine: a light VM boots a kernel of "
                      "its own, and neither " +
                          packages + " nor /boot/vmlinuz-" + hostRelease() + " can be used");
    return std::move(error).withFix(
        "apt-get download $(apt-cache depends linux-image-cloud-amd64 | awk '/Depends:/{print $2; exit}') && "
        "catamaran vm kernel import ./linux-image-*.deb");
}

} // namespace

std::vector<std::string>
moduleLoadOrder(const std::vector<std::string> &wanted,
                const std::function<std::vector<std::string>(const std::string &)> &dependenciesOf,
                const std::function<bool(const std::string &)> &exists)
{
    std::vector<std::string> order;
    std::set<std::string> seen;
    const std::function<void(const std::string &)> visit = [&](const std::string &name) {
        if (!exists(name) || !seen.insert(name).second)
            return;
        for (const std::string &dependency : dependenciesOf(name))
            visit(dependency);
        order.push_back(name);
    };
    for (const std::string &name : wanted)
        visit(name);
    return order;
}

KernelStore::KernelStore(std::string dataDirectory, std::string guestInitPath)
    : m_data(std::move(dataDirectory)), m_init(std::move(guestInitPath))
{
}

std::vector<std::string> KernelStore::releases() const
{
    std::vector<std::string> out;
    for (const fs::path &path : list(m_data + "/kernels"))
        if (::access((path / "vmlinux").c_str(), R_OK) == 0)
            out.push_back(path.filename());
    return out;
}

Result<GuestKernel> KernelStore::kernel(const base::OperationContext &context)
{
    const auto describe = [&](const std::string &release) {
        const std::string directory = m_data + "/kernels/" + release;
        return GuestKernel{release, directory + "/vmlinux", directory};
    };
    if (const auto present = releases(); !present.empty())
        return describe(present.back());
    const std::string packages = m_data + "/packages";
    std::optional<base::Error> lastError;
    for (const std::string &directory : {packages, std::string("/var/cache/catamaran")})
        for (const fs::path &path : list(directory)) {
            if (path.extension() != ".deb" && path.extension() != ".rpm")
                continue;
            context.report("Importing the guest kernel of " + path.filename().string());
            if (auto release = importPackage(path))
                return describe(*release);
            else
                lastError = std::move(release).error();
        }
    const std::string own = "/boot/vmlinuz-" + hostRelease();
    if (::access(own.c_str(), R_OK) == 0) {
        context.report("Importing the host's kernel");
        if (auto release = importBare(own))
            return describe(*release);
        else
            lastError = std::move(release).error();
    }
    base::Error error = noKernel("a package in " + packages);
    if (lastError)
        error.addCleanup(std::move(*lastError));
    return base::fail(std::move(error));
}

Result<std::string> KernelStore::import(const std::string &path, const base::OperationContext &context)
{
    context.report("Importing " + path);
    if (::access(path.c_str(), R_OK) != 0)
        return base::failErrno("open " + path);
    if (path.ends_with(".deb") || path.ends_with(".rpm"))
        return importPackage(path);
    return importBare(path);
}

Result<std::string> KernelStore::importPackage(const std::string &path)
{
    std::string kernelImage;
    std::string release;
    std::map<std::string, std::pair<std::string, std::string>> modules; // name -> path, content
    const auto isKernel = [](const std::string &name) {
        return name.starts_with("boot/vmlinuz-") || name.ends_with("/vmlinuz");
    };
    // Dependencies are known only from the modules themselves, so first those that can matter are kept.
    static const std::set<std::string> kDirectories = {"virtio", "char",      "block", "net",    "core",
                                                       "erofs",  "overlayfs", "lib",   "crypto", "hw_random",
                                                       "fuse",   "9p",        "netfs", "fscache"};
    const auto wants = [&](const std::string &name) {
        if (isKernel(name))
            return true;
        if (name.find("lib/modules/") == std::string::npos || moduleName(name).empty())
            return false;
        const std::string parent = fs::path(name).parent_path().filename();
        return kDirectories.contains(parent);
    };
    const auto take = [&](const std::string &name, std::string content) -> Result<void> {
        if (isKernel(name)) {
            kernelImage = std::move(content);
            if (name.starts_with("boot/vmlinuz-"))
                release = name.substr(std::strlen("boot/vmlinuz-"));
            return {};
        }
        modules[moduleName(name)] = {name, std::move(content)};
        return {};
    };
    CATAMARAN_CHECK(readPackage(path, wants, take));
    if (kernelImage.empty())
        return base::fail(base::Error(Errc::InvalidArgument, path + " holds no kernel (boot/vmlinuz-...)")
                              .withFix("Use the package that holds the kernel itself, for example "
                                       "linux-image-6.1.0-...-cloud-amd64, not the meta package."));
    if (release.empty())
        release = kernelRelease(kernelImage);
    for (auto &[name, entry] : modules) {
        CATAMARAN_TRY(entry.second, plainModule(entry.first, entry.second));
    }
    const auto orderOf = [&](const std::vector<std::string> &wanted) {
        return moduleLoadOrder(
            wanted, [&](const std::string &name) { return moduleDependencies(modules[name].second); },
            [&](const std::string &name) { return modules.contains(name); });
    };
    CATAMARAN_CHECK(install(release, kernelImage, orderOf(kWantedModules), orderOf(kShareModules),
                            [&](const std::string &name) { return modules[name].second; }));
    return release;
}

Result<std::string> KernelStore::importBare(const std::string &path)
{
    CATAMARAN_TRY(const std::string image, base::readFile(path, 512U << 20));
    std::string release = kernelRelease(image);
    if (release.empty())
        release = fs::path(path).filename();
    // Modules lie beside a kernel of this host, or beside the file in a directory "modules".
    std::map<std::string, std::string> files;
    for (const std::string &root :
         {"/lib/modules/" + release, fs::path(path).parent_path().string() + "/modules"}) {
        std::error_code error;
        for (fs::recursive_directory_iterator it(root, error), end; !error && it != end; it.increment(error))
            if (const std::string name = moduleName(it->path()); !name.empty())
                files.emplace(name, it->path());
    }
    std::map<std::string, std::string> contents;
    std::optional<base::Error> failure;
    const auto load = [&](const std::string &name) -> const std::string & {
        auto &content = contents[name];
        if (content.empty()) {
            auto raw = base::readFile(files[name]);
            auto plain = raw ? plainModule(files[name], *raw) : std::move(raw);
            if (plain)
                content = std::move(*plain);
            else
                failure = std::move(plain).error();
        }
        return content;
    };
    const auto orderOf = [&](const std::vector<std::string> &wanted) {
        return moduleLoadOrder(
            wanted, [&](const std::string &name) { return moduleDependencies(load(name)); },
            [&](const std::string &name) { return files.contains(name); });
    };
    const auto order = orderOf(kWantedModules);
    const auto forShares = orderOf(kShareModules);
    if (failure)
        return base::fail(std::move(*failure));
    CATAMARAN_CHECK(
        install(release, image, order, forShares, [&](const std::string &name) { return contents[name]; }));
    return release;
}

Result<void> KernelStore::install(const std::string &release, const std::string &kernelImage,
                                  const std::vector<std::string> &modules,
                                  const std::vector<std::string> &forShares,
                                  const std::function<std::string(const std::string &)> &contentOf)
{
    if (release.empty() || release.find('/') != std::string::npos || release.starts_with('.'))
        return base::fail(Errc::Corrupt, "the kernel does not say its release");
    CATAMARAN_TRY(std::string vmlinux, extractVmlinux(kernelImage));
    vmlinux = withoutZeroTails(std::move(vmlinux));
    if (!hasPvhEntry(vmlinux))
        return base::fail(
            base::Error(Errc::Unsupported, "kernel " + release +
                                               " cannot be booted directly "
                                               "(it has no PVH entry)")
                .withFix("Import a kernel built with CONFIG_PVH, such as Debian's cloud kernel."));
    const std::string target = m_data + "/kernels/" + release;
    const std::string staging = target + ".new" + std::to_string(::getpid());
    CATAMARAN_CHECK(base::removeTree(staging));
    CATAMARAN_CHECK(base::makeDirectories(staging + "/modules"));
    base::Rollback rollback;
    rollback.push("remove " + staging, [&] { return base::removeTree(staging); });
    std::string loadList;
    for (const std::string &name : modules) {
        CATAMARAN_CHECK(base::writeFileAtomic(staging + "/modules/" + name + ".ko", contentOf(name)));
        loadList += name + ".ko\n";
    }
    std::string shareList;
    for (const std::string &name : forShares) {
        if (std::find(modules.begin(), modules.end(), name) != modules.end())
            continue;
        CATAMARAN_CHECK(base::writeFileAtomic(staging + "/modules/" + name + ".ko", contentOf(name)));
        shareList += name + ".ko\n";
    }
    CATAMARAN_CHECK(base::writeFileAtomic(staging + "/modules/shares", shareList));
    CATAMARAN_CHECK(base::writeFileAtomic(staging + "/modules/list", loadList));
    CATAMARAN_CHECK(base::writeFileAtomic(staging + "/vmlinux", vmlinux));
    CATAMARAN_CHECK(base::removeTree(target));
    if (::rename(staging.c_str(), target.c_str()) != 0 && errno != EEXIST && errno != ENOTEMPTY)
        return base::failErrno("rename " + staging);
    return {};
}

namespace {

Result<void> addModules(NewcWriter &writer, const GuestKernel &kernel, const std::string &listName)
{
    CATAMARAN_TRY(const std::string loadList, base::readFile(kernel.directory + "/modules/" + listName));
    writer.addFile("ct/modules/" + listName, loadList);
    for (std::size_t at = 0; at < loadList.size();) {
        const auto end = loadList.find('\n', at);
        const std::string name = loadList.substr(at, end - at);
        at = end == std::string::npos ? loadList.size() : end + 1;
        CATAMARAN_TRY(const std::string module, base::readFile(kernel.directory + "/modules/" + name));
        writer.addFile("ct/modules/" + name, module);
    }
    return {};
}

} // namespace

Result<std::string> KernelStore::baseInitramfs(const GuestKernel &kernel) const
{
    CATAMARAN_TRY(const std::string init, base::readFile(m_init));
    NewcWriter writer;
    writer.addFile("init", init, 0755);
    for (const char *directory : {"dev", "proc", "sys", "ct", "ct/modules"})
        writer.addDirectory(directory);
    CATAMARAN_CHECK(addModules(writer, kernel, "list"));
    return writer.finish();
}

bool KernelStore::canMount(const GuestKernel &kernel, const std::string &type)
{
    // A kernel without any module has everything built in.
    const auto modules = base::readFile(kernel.directory + "/modules/list");
    return (modules && modules->empty()) ||
           ::access((kernel.directory + "/modules/" + type + ".ko").c_str(), R_OK) == 0;
}

Result<std::string> KernelStore::shareInitramfs(const GuestKernel &kernel)
{
    NewcWriter writer;
    CATAMARAN_CHECK(addModules(writer, kernel, "shares"));
    return writer.finish();
}

} // namespace catamaran::hv::image
