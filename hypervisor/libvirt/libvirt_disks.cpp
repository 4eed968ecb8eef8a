// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/image/disk_files.h"
#include "hypervisor/libvirt/libvirt_hypervisor.h"
#include "hypervisor/xml/domain_document.h"

#include <algorithm>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::hv {

using base::Errc;
using base::Result;
using xml::DomainDocument;

namespace {

Result<void> plugIn(virDomainPtr domain, const std::string &text, bool live)
{
    const unsigned flags = VIR_DOMAIN_AFFECT_CONFIG | (live ? unsigned{VIR_DOMAIN_AFFECT_LIVE} : 0U);
    if (virDomainAttachDeviceFlags(domain, text.c_str(), flags) != 0)
        return base::fail(libvirtError("add the device"));
    return {};
}

Result<void> detach(virDomainPtr domain, const std::string &text, bool live)
{
    const unsigned flags = VIR_DOMAIN_AFFECT_CONFIG | (live ? unsigned{VIR_DOMAIN_AFFECT_LIVE} : 0U);
    if (virDomainDetachDeviceFlags(domain, text.c_str(), flags) != 0)
        return base::fail(libvirtError("take the device out"));
    return {};
}

base::Error noDisk(const FoundMachine &machine, const std::string &target)
{
    return base::Error(Errc::NotFound, "VM " + machine.displayName() + " has no disk " + target)
        .withFix("List them with `catamaran vm disk ls " + machine.displayName() + "`.");
}

base::Error lightVm(const char *what)
{
    return base::Error(Errc::Unsupported, std::string("a light VM has no ") + what + " that can be changed")
        .withFix("Make a VM from a disk image: catamaran vm create --disk IMAGE.");
}

} // namespace

Result<std::vector<MachineDisk>> LibvirtHypervisor::disks(const std::string &which)
{
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    CATAMARAN_TRY(const std::string text, definition(machine.view.uuid));
    CATAMARAN_TRY(const DomainDocument document, DomainDocument::parse(text));
    std::vector<MachineDisk> out;
    for (const xml::DiskView &view : document.disks()) {
        MachineDisk disk{view.target, view.device, view.bus, view.format, view.path, {}, 0, 0, view.readOnly};
        struct stat status {};
        if (!view.path.empty() && ::stat(view.path.c_str(), &status) == 0)
            disk.allocatedBytes = status.st_blocks * 512;
        if (const auto file = view.path.empty() ? base::Result<image::DiskFile>(image::DiskFile{})
                                                : image::probeDisk(view.path)) {
            disk.capacityBytes = file->virtualBytes;
            disk.backing = file->backing;
        }
        out.push_back(std::move(disk));
    }
    return out;
}

Result<std::string> LibvirtHypervisor::addDisk(const std::string &which, std::optional<base::Bytes> size,
                                               const std::string &path, bool readOnly)
{
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    if (machine.ours && !machine.view.metadata->full)
        return base::fail(lightVm("disks"));
    CATAMARAN_TRY(const std::string text, definition(machine.view.uuid));
    CATAMARAN_TRY(const DomainDocument document, DomainDocument::parse(text));
    const std::string target = document.freeTarget("vd");
    if (target.empty())
        return base::fail(Errc::InvalidState, "the VM has 26 disks already");
    std::string file = path;
    std::string format = "qcow2";
    if (path.empty()) {
        if (!size)
            return base::fail(Errc::InvalidArgument, "a disk needs a size or a file");
        if (!machine.ours)
            return base::fail(
                base::Error(Errc::InvalidState, "VM " + machine.displayName() + " was not made by Catamaran")
                    .withFix("Make a file where its disks are (qemu-img create) and add it by its path."));
        file = machine.files().directory + "/" + target + ".qcow2";
        CATAMARAN_CHECK(image::createQcow2(file, size->count, {}, {}));
    } else {
        std::error_code error;
        file = std::filesystem::absolute(path, error);
        CATAMARAN_TRY(const image::DiskFile disk, image::probeDisk(file));
        format = disk.format;
    }
    const std::string device = xml::writeDisk(file, format, target, readOnly);
    auto attached = onDomain(machine.view.uuid, [device, live = machine.active()](virDomainPtr domain) {
        return plugIn(domain, device, live);
    });
    if (!attached && path.empty())
        ::unlink(file.c_str());
    CATAMARAN_CHECK(std::move(attached));
    return target;
}

Result<void> LibvirtHypervisor::removeDisk(const std::string &which, const std::string &target, bool erase)
{
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    if (machine.ours && !machine.view.metadata->full)
        return base::fail(lightVm("disks"));
    CATAMARAN_TRY(const std::string text, definition(machine.view.uuid));
    CATAMARAN_TRY(const DomainDocument document, DomainDocument::parse(text));
    const std::string device = document.diskXml(target);
    if (device.empty())
        return base::fail(noDisk(machine, target));
    std::string path;
    for (const xml::DiskView &disk : document.disks())
        if (disk.target == target)
            path = disk.path;
    if (machine.ours && path == machine.view.metadata->disk)
        return base::fail(
            base::Error(Errc::InvalidState, target + " is the disk that the VM boots from")
                .withFix("Remove the VM instead: catamaran vm rm " + machine.displayName() + "."));
    CATAMARAN_CHECK(onDomain(machine.view.uuid, [device, live = machine.active()](virDomainPtr domain) {
        return detach(domain, device, live);
    }));
    // Only ever what we made.
    if (erase && machine.ours && path.starts_with(machine.files().directory + "/"))
        ::unlink(path.c_str());
    return {};
}

Result<void> LibvirtHypervisor::resizeDisk(const std::string &which, const std::string &target,
                                           base::Bytes size)
{
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    if (machine.ours && !machine.view.metadata->full)
        return base::fail(lightVm("disks"));
    CATAMARAN_TRY(const std::vector<MachineDisk> all, disks(machine.view.uuid));
    const auto disk =
        std::find_if(all.begin(), all.end(), [&](const MachineDisk &d) { return d.target == target; });
    if (disk == all.end())
        return base::fail(noDisk(machine, target));
    if (size.count < disk->capacityBytes)
        return base::fail(
            base::Error(Errc::InvalidArgument,
                        "a disk can only grow: it has " + base::Bytes(disk->capacityBytes).human() + " now")
                .withFix("Give a larger size."));
    if (!machine.active())
        return image::growQcow2(disk->path, size.count);
    return onDomain(machine.view.uuid, [target, size](virDomainPtr domain) -> Result<void> {
        if (virDomainBlockResize(domain, target.c_str(), static_cast<unsigned long long>(size.count),
                                 VIR_DOMAIN_BLOCK_RESIZE_BYTES) != 0)
            return base::fail(libvirtError("resize the disk"));
        return {};
    });
}

Result<std::vector<MachineShare>> LibvirtHypervisor::shares(const std::string &which)
{
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    CATAMARAN_TRY(const std::string text, definition(machine.view.uuid));
    CATAMARAN_TRY(const DomainDocument document, DomainDocument::parse(text));
    std::vector<MachineShare> out;
    for (const xml::ShareView &view : document.shares())
        out.push_back({view.source, view.tag, view.readOnly, view.driver == "virtiofs" ? "virtiofs" : "9p"});
    return out;
}

Result<MachineShare> LibvirtHypervisor::addShare(const std::string &which, const MachineShare &wish)
{
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    if (machine.ours && !machine.view.metadata->full)
        return base::fail(lightVm("shared folders"));
    MachineShare share = wish;
    std::error_code error;
    share.source = std::filesystem::absolute(share.source, error);
    if (!std::filesystem::is_directory(share.source, error))
        return base::fail(Errc::NotFound, share.source + " is no directory");
    if (share.driver.empty()) {
        // QEMU's own daemon of this age needs root; without it 9p serves, where the guest's kernel has it.
        const bool daemon =
            ::access("/usr/lib/qemu/virtiofsd", X_OK) == 0 || ::access("/usr/libexec/virtiofsd", X_OK) == 0;
        share.driver = daemon && ::geteuid() == 0 && !share.readOnly ? "virtiofs" : "9p";
    }
    if (share.driver != "virtiofs" && share.driver != "9p")
        return base::fail(Errc::InvalidArgument,
                          "a folder is shared by virtiofs or 9p, not by " + share.driver);
    if (share.driver == "virtiofs" && share.readOnly)
        return base::fail(base::Error(Errc::Unsupported, "virtiofs shares here cannot be read-only")
                              .withFix("Use --driver 9p, or mount it with -o ro in the guest."));
    if (machine.active())
        return base::fail(base::Error(Errc::InvalidState, "folders can be shared with a stopped VM only")
                              .withFix("Stop it first: catamaran vm stop " + machine.displayName() + "."));
    CATAMARAN_TRY(const std::string text, definition(machine.view.uuid));
    CATAMARAN_TRY(DomainDocument document, DomainDocument::parse(text));
    for (const xml::ShareView &view : document.shares())
        if (view.tag == share.tag)
            return base::fail(Errc::AlreadyExists, "the VM has a shared folder " + share.tag + " already");
    if (share.driver == "virtiofs")
        document.useSharedMemory();
    CATAMARAN_CHECK(document.addDevice(xml::writeShare(share)));
    CATAMARAN_CHECK(define(document.text()));
    return share;
}

Result<void> LibvirtHypervisor::removeShare(const std::string &which, const std::string &tag)
{
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    if (machine.active())
        return base::fail(base::Error(Errc::InvalidState, "a running VM keeps its shared folders")
                              .withFix("Stop it first: catamaran vm stop " + machine.displayName() + "."));
    CATAMARAN_TRY(const std::string text, definition(machine.view.uuid));
    CATAMARAN_TRY(DomainDocument document, DomainDocument::parse(text));
    if (!document.removeShare(tag))
        return base::fail(Errc::NotFound, "VM " + machine.displayName() + " has no shared folder " + tag);
    return define(document.text());
}

} // namespace catamaran::hv
