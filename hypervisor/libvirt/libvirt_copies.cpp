// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/base/rollback.h"
#include "hypervisor/image/disk_files.h"
#include "hypervisor/image/seed_iso.h"
#include "hypervisor/libvirt/identity.h"
#include "hypervisor/libvirt/libvirt_hypervisor.h"
#include "hypervisor/xml/domain_document.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <unistd.h>

namespace catamaran::hv {

using base::Errc;
using base::Result;
using xml::DomainDocument;
namespace fs = std::filesystem;

namespace {

/// Freezes the VM's disk as a base and puts an empty copy-on-write disk in its place; the base's path. At
/// every moment the VM's disk has its name and its content; a base that nothing uses yet is swept.
Result<std::string> freeze(const std::string &path, const std::string &bases, const std::string &uuid)
{
    CATAMARAN_TRY(const image::DiskFile disk, image::probeDisk(path));
    if (disk.snapshots > 0)
        return base::fail(
            base::Error(Errc::InvalidState, "the VM's disk holds snapshots, which a clone cannot share")
                .withFix("Remove them first (catamaran vm snapshot rm)."));
    CATAMARAN_CHECK(base::makeDirectories(bases, 0700));
    const std::string frozen = bases + "/" + uuid + "-" + base::randomHexId().substr(0, 8) + ".qcow2";
    const std::string fresh = path + ".new";
    ::unlink(fresh.c_str());
    CATAMARAN_CHECK(image::createQcow2(fresh, disk.virtualBytes, frozen, "qcow2"));
    // A second name first: the content is never without one.
    if (::link(path.c_str(), frozen.c_str()) != 0)
        return base::failErrno("keep the disk as " + frozen);
    if (::rename(fresh.c_str(), path.c_str()) != 0)
        return base::failErrno("put the new disk in place");
    return frozen;
}

/// The seed of a clone: another instance for cloud-init, so that it makes new host keys and a new machine id,
/// and takes the name.
Result<void> newSeed(const MachineFiles &from, const MachineFiles &to, const std::string &uuid,
                     const std::string &name)
{
    const auto text = base::readFile(from.seedTexts());
    if (!text)
        return {};
    auto seed = nlohmann::json::parse(*text, nullptr, false);
    if (!seed.is_object())
        return {};
    seed["meta-data"] = "instance-id: " + uuid + "\nlocal-hostname: " + name + "\n";
    // cloud-init leaves the machine id of an image that has booted before; two hosts with one id get one
    // lease of many DHCP servers.
    if (!seed.contains("vendor-data"))
        seed["vendor-data"] =
            "#cloud-config\nbootcmd:\n- [cloud-init-per, instance, catamaran-identity, sh, -c, "
            "'rm -f /etc/machine-id /var/lib/dbus/machine-id && systemd-machine-id-setup']\n";
    CATAMARAN_CHECK(base::writeFileAtomic(to.seedTexts(), seed.dump(), 0600));
    return image::writeSeedIso(to.seed(), seed.get<std::map<std::string, std::string>>());
}

} // namespace

Result<std::string> LibvirtHypervisor::cloneTo(const std::string &which, const std::string &name,
                                               const base::OperationContext &context)
{
    CATAMARAN_TRY(const FoundMachine source, findOurs(which));
    if (source.active())
        return base::fail(base::Error(Errc::InvalidState, "VM " + source.displayName() + " is running")
                              .withFix("Stop it first; a clone shares its disk from then on."));
    if (!source.view.metadata->tap.empty())
        return base::fail(
            base::Error(Errc::Unsupported, "a VM on a bridge network cannot be cloned")
                .withFix("Make another one with `catamaran vm create` and the same --network."));
    CATAMARAN_TRY(const base::UniqueFd names, takeName(name));
    context.report("Cloning the disks");
    const MachineFiles from = source.files();
    const std::string uuid = freshUuid();
    const MachineFiles to{m_options.dataDirectory + "/machines/" + uuid};
    base::Rollback rollback;
    rollback.push("remove " + to.directory, [&] { return base::removeTree(to.directory); });
    CATAMARAN_CHECK(base::makeDirectories(to.directory, 0700));
    CATAMARAN_TRY(const std::string text, definition(source.view.uuid));
    CATAMARAN_TRY(DomainDocument document, DomainDocument::parse(text));
    if (source.view.metadata->full) {
        for (const xml::DiskView &disk : document.disks()) {
            if (disk.readOnly || !disk.path.starts_with(from.directory + "/"))
                continue;
            CATAMARAN_TRY(const std::string frozen,
                          freeze(disk.path, m_options.dataDirectory + "/bases", source.view.uuid));
            CATAMARAN_TRY(const image::DiskFile base, image::probeDisk(frozen));
            CATAMARAN_CHECK(image::createQcow2(to.directory + disk.path.substr(from.directory.size()),
                                               base.virtualBytes, frozen, "qcow2"));
        }
        CATAMARAN_CHECK(newSeed(from, to, uuid, name));
    } else {
        CATAMARAN_TRY(const std::string initrd, base::readFile(from.initrd(), 256U << 20));
        CATAMARAN_CHECK(base::writeFileAtomic(to.initrd(), initrd, 0600));
    }
    document.replaceEverywhere(from.directory, to.directory);
    document.replaceEverywhere(source.view.uuid.substr(0, 12), uuid.substr(0, 12));
    document.replaceEverywhere(macAddress(source.view.uuid), macAddress(uuid));
    document.dropMacAddresses();
    document.setUuid(withDashes(uuid));
    document.setName("ct-" + uuid.substr(0, 12));
    document.setTitle(name);
    document.setMetadata("name", name);
    document.setMetadata("firstName", name);
    document.setMetadata("created", std::to_string(realtimeNs()));
    // Two VMs cannot listen on one port: the clone gets free ones.
    std::vector<PortForward> ports = source.view.metadata->ports;
    for (PortForward &port : ports) {
        const bool ssh = port.hostPort == source.view.metadata->sshPort && port.guestPort == 22;
        port.hostPort = anyFreePort(port.hostIp, port.udp);
        if (ssh)
            document.setMetadata("sshPort", std::to_string(port.hostPort));
    }
    document.setPorts(ports);
    CATAMARAN_CHECK(define(document.text()));
    rollback.release();
    return uuid;
}

Result<void> LibvirtHypervisor::sweepBases()
{
    const std::string bases = m_options.dataDirectory + "/bases";
    std::error_code error;
    if (!fs::is_directory(bases, error))
        return {};
    std::set<std::string> used;
    const auto look = [&used](const fs::path &path) {
        if (path.extension() == ".qcow2" || path.extension() == ".new")
            if (const auto disk = image::probeDisk(path); disk && !disk->backing.empty())
                used.insert(disk->backing);
    };
    for (fs::recursive_directory_iterator it(m_options.dataDirectory + "/machines", error), end;
         !error && it != end; it.increment(error))
        look(it->path());
    for (fs::directory_iterator it(bases, error), end; !error && it != end; it.increment(error))
        look(it->path());
    for (fs::directory_iterator it(bases, error), end; !error && it != end; it.increment(error))
        if (!used.contains(it->path()))
            ::unlink(it->path().c_str());
    return {};
}

namespace {

struct PoolEnder {
    void operator()(virStoragePoolPtr pool) const
    {
        virStoragePoolDestroy(pool);
        virStoragePoolFree(pool);
    }
};
using Pool = std::unique_ptr<virStoragePool, PoolEnder>;

struct VolumeReleaser {
    void operator()(virStorageVolPtr volume) const { virStorageVolFree(volume); }
};
using Volume = std::unique_ptr<virStorageVol, VolumeReleaser>;

Result<Pool> openPool(virConnectPtr connection, const std::string &directory)
{
    const std::string text = "<pool type='dir'><name>ct-" + base::randomHexId().substr(0, 12) +
                             "</name><target><path>" + directory + "</path></target></pool>";
    Pool pool(virStoragePoolCreateXML(connection, text.c_str(), 0));
    if (!pool)
        return base::fail(libvirtError("look at the directory " + directory));
    return pool;
}

/// libvirt's daemon converts: this program starts no others.
Result<void> convert(virConnectPtr connection, const std::string &from, const std::string &directory,
                     const std::string &name, const std::string &format)
{
    CATAMARAN_TRY(const Pool source, openPool(connection, from.substr(0, from.rfind('/'))));
    const Volume disk(virStorageVolLookupByName(source.get(), from.substr(from.rfind('/') + 1).c_str()));
    if (!disk)
        return base::fail(libvirtError("find the disk"));
    virStorageVolInfo info{};
    if (virStorageVolGetInfo(disk.get(), &info) != 0)
        return base::fail(libvirtError("look at the disk"));
    CATAMARAN_TRY(const Pool target, openPool(connection, directory));
    const std::string text = "<volume><name>" + name + "</name><capacity>" + std::to_string(info.capacity) +
                             "</capacity><target><format type='" + format + "'/></target></volume>";
    const Volume made(virStorageVolCreateXMLFrom(target.get(), text.c_str(), disk.get(), 0));
    if (!made)
        return base::fail(libvirtError("write the copy of the disk"));
    return {};
}

std::string ovfText(const FoundMachine &machine, const std::string &disk, std::int64_t size,
                    std::int64_t capacity)
{
    const std::string id = machine.displayName();
    return "<?xml version=\"1.0\"?>\n"
           "<Envelope xmlns=\"http://schemas.dmtf.org/ovf/envelope/1\" "
           "xmlns:ovf=\"http://schemas.dmtf.org/ovf/envelope/1\" "
           "xmlns:rasd=\"http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/"
           "CIM_ResourceAllocationSettingData\">\n"
           " <References><File ovf:id=\"file1\" ovf:href=\"" +
           disk + "\" ovf:size=\"" + std::to_string(size) +
           "\"/></References>\n"
           " <DiskSection><Info>Disks</Info><Disk ovf:diskId=\"vmdisk1\" ovf:fileRef=\"file1\" "
           "ovf:capacity=\"" +
           std::to_string(capacity) +
           "\" "
           "ovf:format=\"http://www.vmware.com/interfaces/specifications/vmdk.html#sparse\"/></DiskSection>\n"
           " <VirtualSystem ovf:id=\"" +
           id + "\"><Info>A virtual machine</Info><Name>" + id +
           "</Name>\n  <VirtualHardwareSection><Info>Hardware</Info>\n"
           "   <Item><rasd:ElementName>CPUs</rasd:ElementName><rasd:InstanceID>1</rasd:InstanceID>"
           "<rasd:ResourceType>3</rasd:ResourceType><rasd:VirtualQuantity>" +
           std::to_string(machine.view.cpus) +
           "</rasd:VirtualQuantity></Item>\n"
           "   <Item><rasd:AllocationUnits>byte * 2^20</rasd:AllocationUnits><rasd:ElementName>Memory"
           "</rasd:ElementName><rasd:InstanceID>2</rasd:InstanceID><rasd:ResourceType>4</rasd:ResourceType>"
           "<rasd:VirtualQuantity>" +
           std::to_string(machine.view.memory.count >> 20) +
           "</rasd:VirtualQuantity></Item>\n"
           "   <Item><rasd:ElementName>Controller</rasd:ElementName><rasd:InstanceID>3</rasd:InstanceID>"
           "<rasd:ResourceSubType>AHCI</rasd:ResourceSubType><rasd:ResourceType>20</rasd:ResourceType></"
           "Item>\n"
           "   <Item><rasd:ElementName>Disk</rasd:ElementName><rasd:HostResource>ovf:/disk/vmdisk1"
           "</rasd:HostResource><rasd:InstanceID>4</rasd:InstanceID><rasd:Parent>3</rasd:Parent>"
           "<rasd:ResourceType>17</rasd:ResourceType></Item>\n"
           "  </VirtualHardwareSection></VirtualSystem>\n</Envelope>\n";
}

Result<void> addFile(archive *writer, const std::string &name, const std::string &path,
                     const std::string &text)
{
    std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(),
                                                                        archive_entry_free);
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), path.empty() ? static_cast<la_int64_t>(text.size()) : fileSize(path));
    const auto failed = [&] {
        return base::fail(Errc::System, std::string("write the OVA: ") + archive_error_string(writer));
    };
    if (archive_write_header(writer, entry.get()) != ARCHIVE_OK)
        return failed();
    if (path.empty()) {
        if (archive_write_data(writer, text.data(), text.size()) < 0)
            return failed();
        return {};
    }
    CATAMARAN_TRY(const base::UniqueFd fd, base::openFile(path, O_RDONLY));
    std::string buffer(1 << 20, '\0');
    ssize_t n = 0;
    while ((n = ::read(fd.get(), buffer.data(), buffer.size())) > 0)
        if (archive_write_data(writer, buffer.data(), static_cast<std::size_t>(n)) < 0)
            return failed();
    return {};
}

Result<void> writeOva(const FoundMachine &machine, const std::string &vmdk, std::int64_t capacity,
                      const std::string &path)
{
    const std::string diskName = machine.displayName() + "-disk1.vmdk";
    const std::string ovf = ovfText(machine, diskName, fileSize(vmdk), capacity);
    base::Sha256 digest;
    {
        CATAMARAN_TRY(const base::UniqueFd fd, base::openFile(vmdk, O_RDONLY));
        std::string buffer(1 << 20, '\0');
        ssize_t n = 0;
        while ((n = ::read(fd.get(), buffer.data(), buffer.size())) > 0)
            digest.update(buffer.data(), static_cast<std::size_t>(n));
    }
    const std::string ovfName = machine.displayName() + ".ovf";
    const std::string manifest = "SHA256(" + ovfName + ")= " + base::Sha256::hexOf(ovf) + "\nSHA256(" +
                                 diskName + ")= " + digest.finishHex() + "\n";
    const std::unique_ptr<archive, decltype(&archive_write_free)> writer(archive_write_new(),
                                                                         archive_write_free);
    archive_write_set_format_ustar(writer.get());
    if (archive_write_open_filename(writer.get(), path.c_str()) != ARCHIVE_OK)
        return base::fail(Errc::System, "write " + path + ": " + archive_error_string(writer.get()));
    // The description stands first, as the format wants it.
    CATAMARAN_CHECK(addFile(writer.get(), ovfName, {}, ovf));
    CATAMARAN_CHECK(addFile(writer.get(), machine.displayName() + ".mf", {}, manifest));
    CATAMARAN_CHECK(addFile(writer.get(), diskName, vmdk, {}));
    if (archive_write_close(writer.get()) != ARCHIVE_OK)
        return base::fail(Errc::System, "write " + path + ": " + archive_error_string(writer.get()));
    return {};
}

} // namespace

Result<void> LibvirtHypervisor::exportTo(const std::string &which, const std::string &path,
                                         ExportFormat format, const base::OperationContext &context)
{
    CATAMARAN_TRY(const FoundMachine machine, findOurs(which));
    if (!machine.view.metadata->full)
        return base::fail(base::Error(Errc::Unsupported, "a light VM has no disk of its own to export")
                              .withFix("Export its image instead: catamaran save."));
    if (machine.active())
        return base::fail(base::Error(Errc::InvalidState, "VM " + machine.displayName() + " is running")
                              .withFix("Stop it first: catamaran vm stop " + machine.displayName() + "."));
    std::error_code error;
    if (fs::exists(path, error))
        return base::fail(Errc::AlreadyExists, path + " is there already");
    const fs::path whole = fs::absolute(path, error);
    context.report("Writing " + path);
    CATAMARAN_TRY(const image::DiskFile disk, image::probeDisk(machine.files().disk()));
    // The daemon may not write everywhere, and a half-written file must not have the name: beside the VM
    // first.
    const std::string staging = machine.files().directory + "/export";
    base::Rollback rollback;
    rollback.push("remove " + staging, [&] { return base::removeTree(staging); });
    CATAMARAN_CHECK(base::removeTree(staging));
    CATAMARAN_CHECK(base::makeDirectories(staging, 0700));
    const std::string word = format == ExportFormat::Qcow2 ? "qcow2"
                             : format == ExportFormat::Raw ? "raw"
                                                           : "vmdk";
    CATAMARAN_CHECK(m_connection.call(
        [from = machine.files().disk(), staging, word](virConnectPtr connection) {
            return convert(connection, from, staging, "disk", word);
        },
        std::chrono::hours(2)));
    std::string result = staging + "/disk";
    if (format == ExportFormat::Ova) {
        CATAMARAN_CHECK(writeOva(machine, result, disk.virtualBytes, staging + "/ova"));
        result = staging + "/ova";
    }
    fs::rename(result, whole, error);
    if (error) {
        // Another file system.
        const std::string partial = whole.string() + ".part";
        fs::copy_file(result, partial, fs::copy_options::overwrite_existing, error);
        if (!error)
            fs::rename(partial, whole, error);
        if (error) {
            std::error_code ignored;
            fs::remove(partial, ignored);
            return base::fail(Errc::System, "write " + path + ": " + error.message());
        }
    }
    return {};
}

} // namespace catamaran::hv
