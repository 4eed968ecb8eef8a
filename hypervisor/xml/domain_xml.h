// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "hypervisor/api/hypervisor.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// Domain XML of our VMs, both ways. Pure; golden files in tests/data/xml.
namespace catamaran::hv::xml {

/// XML namespace of our <ct:vm> metadata element.
inline constexpr const char *kMetadataUri = "urn:catamaran:vm";

/// What we keep in the domain's metadata, so that every process and virsh can see it.
struct VmMetadata {
    std::string name;
    std::string image;
    std::string imageId;
    std::string instance;
    Profile profile = Profile::Lean;
    Accelerator accelerator = Accelerator::Tcg;
    std::string kernel;    ///< release
    std::string directory; ///< of the VM's own files
    std::string disk;      ///< path of the shared root disk
    std::int64_t createdNs = 0;
    bool autoRemove = false;
    std::vector<std::string> arguments;
    std::vector<PortForward> ports;
    std::map<std::string, std::string> labels;
    bool full = false;   ///< a disk with a system of its own; `disk` is the VM's own
    std::string sshUser; ///< of a full VM
    std::uint16_t sshPort = 0;
    std::string bridge; ///< empty: user-mode network
    std::string tap;
    std::string address;   ///< on the bridge
    std::string firstName; ///< what it was called when it was made; empty: still so
    bool tty = false;      ///< of a light VM: what its entrypoint stands on
    bool openStdin = false;
    MachineRestart restart;
};

class XmlWriter;
/// The <metadata> element.
void writeMetadata(XmlWriter &w, const VmMetadata &m);
/// A link of the host that is there when QEMU starts.
void writeTapInterface(XmlWriter &w, const VmMetadata &m, const std::string &mac);
/// Makes libvirt ask for the processor's features in three questions. Otherwise it reads every property of
/// the emulated processor one by one, 400 round trips and a quarter of a second at each start. libvirt's own
/// words for QEMU: its source's qemu_process.c, qemuProcessFetchGuestCPU.
void writeQuickStart(XmlWriter &w);

/// Everything the writer needs; paths are absolute.
struct DomainDescription {
    std::string uuid;       ///< with dashes
    std::string domainName; ///< libvirt's name, unique on the connection
    VmMetadata metadata;
    base::Bytes memory;
    unsigned cpus = 1;
    std::string emulator = "/usr/bin/qemu-system-x86_64";
    std::string firmware = "/usr/share/qemu/qboot.rom";
    std::string vmlinux;
    std::string initrd;
    std::string commandLine;
    std::string controlSocket;
    std::string journalFile;
    std::string consoleFile;
    std::string macAddress;                    ///< "52:54:00:..."
    std::vector<MachineShare> shares;          ///< with their drivers chosen
    std::vector<std::string> furtherArguments; ///< of QEMU
    bool balloon = true;
    std::string readOnlyDaemon; ///< what runs virtiofsd for a share that is read-only
};

/// A full VM. Paths are absolute.
struct FullDomainDescription {
    std::string uuid;
    std::string domainName;
    VmMetadata metadata;
    base::Bytes memory;
    unsigned cpus = 1;
    std::string emulator = "/usr/bin/qemu-system-x86_64";
    bool uefi = false;
    bool secureBoot = false;
    bool tpm = false;
    std::string seedPath; ///< empty: none
    std::string isoPath;
    std::string kernelPath;
    std::string initrdPath;
    std::string commandLine;
    std::string agentSocket;
    std::string consoleFile;
    std::string screenSocket; ///< of VNC
    std::string macAddress;
    std::vector<MachineShare> shares; ///< with their drivers chosen
};

std::string writeFullDomain(const FullDomainDescription &description);

/// One <filesystem> device.
std::string writeShare(const MachineShare &share);
/// One virtio <disk>.
std::string writeDisk(const std::string &path, const std::string &format, const std::string &target,
                      bool readOnly);

std::string writeDomain(const DomainDescription &description);

/// Value of QEMU's -netdev option for user-mode networking with these forwards.
std::string userNetworkArgument(const std::vector<PortForward> &ports);

/// What a listing needs of any domain, ours or not.
struct DomainView {
    std::string name; ///< libvirt's
    std::string uuid; ///< without dashes
    std::string title;
    base::Bytes memory;
    unsigned cpus = 1;
    Accelerator accelerator = Accelerator::Tcg;
    std::string consoleTty;             ///< /dev/pts/N of a running one
    std::optional<VmMetadata> metadata; ///< of ours only
};

/// Reads libvirt's XML (libxml2, no network, no external entities). Fails with Parse.
base::Result<DomainView> readDomain(const std::string &text);

} // namespace catamaran::hv::xml
