// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/xml/domain_xml.h"
#include "hypervisor/xml/xml_writer.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace catamaran::hv::xml {

void writeMetadata(XmlWriter &w, const VmMetadata &m)
{
    w.open("metadata").open("ct:vm").attribute("xmlns:ct", kMetadataUri);
    w.attribute("version", "1").attribute("name", m.name).attribute("image", m.image);
    w.attribute("imageId", m.imageId).attribute("instance", m.instance);
    w.attribute("profile", m.profile == Profile::Micro ? "micro" : "lean");
    w.attribute("accel", acceleratorName(m.accelerator)).attribute("kernel", m.kernel);
    w.attribute("directory", m.directory).attribute("disk", m.disk);
    w.attribute("created", std::to_string(m.createdNs)).attribute("autoRemove", m.autoRemove ? "yes" : "no");
    if (!m.firstName.empty())
        w.attribute("firstName", m.firstName);
    if (m.full)
        w.attribute("kind", "full");
    if (!m.sshUser.empty())
        w.attribute("sshUser", m.sshUser);
    if (m.sshPort != 0)
        w.attribute("sshPort", std::to_string(m.sshPort));
    if (!m.bridge.empty())
        w.attribute("bridge", m.bridge).attribute("tap", m.tap).attribute("address", m.address);
    if (m.tty)
        w.attribute("tty", "yes");
    if (m.openStdin)
        w.attribute("stdin", "yes");
    if (m.restart.kind != MachineRestart::Kind::No)
        w.attribute("restart", m.restart.name)
            .attribute("restartKind", m.restart.kind == MachineRestart::Kind::Always ? "always" : "failure")
            .attribute("restartMaximum", std::to_string(m.restart.maximum));
    for (const std::string &argument : m.arguments)
        w.empty("ct:arg", "value", argument);
    for (const PortForward &port : m.ports)
        w.open("ct:port")
            .attribute("hostIp", port.hostIp)
            .attribute("host", std::to_string(port.hostPort))
            .attribute("guest", std::to_string(port.guestPort))
            .attribute("protocol", port.udp ? "udp" : "tcp")
            .close();
    for (const auto &[key, value] : m.labels)
        w.open("ct:label").attribute("key", key).attribute("value", value).close();
    w.close().close();
}

void writeTapInterface(XmlWriter &w, const VmMetadata &m, const std::string &mac)
{
    w.open("interface").attribute("type", "ethernet");
    w.empty("mac", "address", mac);
    w.open("target").attribute("dev", m.tap).attribute("managed", "no").close();
    w.empty("model", "type", "virtio");
    // The guest's time to answer is not spent on a boot ROM that nobody asked for.
    w.open("rom").attribute("enabled", "no").close();
}

namespace {

/// Slot numbers on the root bus. Root ports would be probed one by one by the guest (150 ms under emulation).
constexpr int kSerialSlot = 2;
constexpr int kDiskSlot = 3;
constexpr int kBalloonSlot = 5;
constexpr int kFirstShareSlot = 6;           ///< up to kMostShares of them
constexpr const char *kNetworkSlot = "0x10"; ///< of the device that libvirt does not know

void address(XmlWriter &w, Profile profile, int slot)
{
    w.open("address");
    if (profile == Profile::Micro)
        w.attribute("type", "virtio-mmio");
    else
        w.attribute("type", "pci")
            .attribute("bus", "0")
            .attribute("slot", std::to_string(slot))
            .attribute("function", "0");
    w.close();
}

void writeBoot(XmlWriter &w, const DomainDescription &d)
{
    const bool micro = d.metadata.profile == Profile::Micro;
    w.open("os");
    w.open("type")
        .attribute("arch", "x86_64")
        .attribute("machine", micro ? "microvm" : "q35")
        .text("hvm")
        .close();
    w.open("loader").attribute("type", "rom").text(d.firmware).close();
    w.element("kernel", d.vmlinux).element("initrd", d.initrd).element("cmdline", d.commandLine);
    w.close();
    w.open("features").open("acpi").close().close();
    w.empty("cpu", "mode", d.metadata.accelerator == Accelerator::Kvm ? "host-passthrough" : "maximum");
    for (const char *event : {"on_poweroff", "on_reboot", "on_crash"})
        w.element(event, "destroy");
}

void writeDevices(XmlWriter &w, const DomainDescription &d)
{
    const Profile profile = d.metadata.profile;
    w.open("devices");
    w.element("emulator", d.emulator);
    w.open("controller").attribute("type", "usb").attribute("model", "none").close();
    w.open("controller").attribute("type", "virtio-serial").attribute("index", "0");
    address(w, profile, kSerialSlot);
    w.close();
    w.open("channel").attribute("type", "unix");
    w.open("source").attribute("mode", "bind").attribute("path", d.controlSocket).close();
    w.open("target").attribute("type", "virtio").attribute("name", "ct.ctl").close();
    w.close();
    w.open("disk").attribute("type", "file").attribute("device", "disk");
    w.open("driver").attribute("name", "qemu").attribute("type", "raw").close();
    w.empty("source", "file", d.metadata.disk);
    w.open("target").attribute("dev", "vda").attribute("bus", "virtio").close();
    w.open("readonly").close();
    address(w, profile, kDiskSlot);
    w.close();
    w.open("serial").attribute("type", "pty");
    w.open("log").attribute("file", d.consoleFile).attribute("append", "on").close();
    w.open("target").attribute("port", "0").close();
    w.close();
    if (!d.metadata.tap.empty()) {
        writeTapInterface(w, d.metadata, d.macAddress);
        if (profile == Profile::Micro)
            w.open("address").attribute("type", "virtio-mmio").close();
        else
            w.open("address")
                .attribute("type", "pci")
                .attribute("bus", "0")
                .attribute("slot", "4")
                .attribute("function", "0")
                .close();
        w.close();
    }
    int slot = kFirstShareSlot;
    for (const MachineShare &share : d.shares) {
        const bool virtiofs = share.driver == "virtiofs";
        w.open("filesystem").attribute("type", "mount").attribute("accessmode", "passthrough");
        w.empty("driver", "type", virtiofs ? "virtiofs" : "path");
        if (virtiofs && share.readOnly)
            w.empty("binary", "path", d.readOnlyDaemon);
        w.empty("source", "dir", share.source).empty("target", "dir", share.tag);
        if (share.readOnly && !virtiofs)
            w.open("readonly").close();
        address(w, profile, slot++);
        w.close();
    }
    if (!d.balloon) {
        w.empty("memballoon", "model", "none");
        w.close();
        return;
    }
    w.open("memballoon").attribute("model", "virtio").attribute("freePageReporting", "on");
    w.empty("stats", "period", "1");
    address(w, profile, kBalloonSlot);
    w.close();
    w.close();
}

/// QEMU's option syntax: a comma inside a value is doubled.
std::string optionValue(const std::string &value)
{
    std::string out;
    for (const char c : value) {
        out += c;
        if (c == ',')
            out += c;
    }
    return out;
}

} // namespace

std::string userNetworkArgument(const std::vector<PortForward> &ports)
{
    std::string out = "user,id=ctnet,net=10.0.2.0/24,dhcpstart=10.0.2.15,restrict=off";
    for (const PortForward &port : ports)
        out += std::string(",hostfwd=") + (port.udp ? "udp:" : "tcp:") + optionValue(port.hostIp) + ":" +
               std::to_string(port.hostPort) + "-10.0.2.15:" + std::to_string(port.guestPort);
    return out;
}

namespace {

/// Two things libvirt cannot say as we need them. The journal must be written by QEMU itself: libvirt would
/// put virtlogd in between, which cuts files at 2 MiB. The network carries its port forwards from the start,
/// so a port conflict fails the start, and forwards survive `virsh start`. Devices are given as JSON: QEMU
/// makes those after all others, in order, and libvirt's own are JSON as well.
void writeExtras(XmlWriter &w, const DomainDescription &d)
{
    const bool micro = d.metadata.profile == Profile::Micro;
    const nlohmann::ordered_json port = {{"driver", "virtserialport"},
                                         {"bus", "virtio-serial0.0"},
                                         {"nr", 2},
                                         {"chardev", "ctlog"},
                                         {"name", "ct.log"}};
    nlohmann::ordered_json network = {{"driver", micro ? "virtio-net-device" : "virtio-net-pci"},
                                      {"netdev", "ctnet"},
                                      {"mac", d.macAddress}};
    if (!micro) {
        network["romfile"] = "";
        network["bus"] = "pcie.0";
        network["addr"] = kNetworkSlot;
    }
    std::vector<std::string> arguments;
    if (micro)
        arguments = {"-global", "virtio-mmio.force-legacy=false"};
    arguments.insert(arguments.end(),
                     {"-chardev", "file,id=ctlog,append=on,path=" + optionValue(d.journalFile), "-device",
                      port.dump(), "-netdev", userNetworkArgument(d.metadata.ports), "-device",
                      network.dump()});
    arguments.insert(arguments.end(), d.furtherArguments.begin(), d.furtherArguments.end());
    w.open("qemu:commandline");
    for (const std::string &argument : arguments)
        w.empty("qemu:arg", "value", argument);
    w.close();
    writeQuickStart(w);
}

} // namespace

void writeQuickStart(XmlWriter &w)
{
    w.open("qemu:capabilities").empty("qemu:del", "capability", "cpu-unavailable-features");
    w.close();
}

std::string writeDomain(const DomainDescription &d)
{
    XmlWriter w;
    w.open("domain")
        .attribute("type", d.metadata.accelerator == Accelerator::Kvm ? "kvm" : "qemu")
        .attribute("xmlns:qemu", "http://libvirt.org/schemas/domain/qemu/1.0");
    w.element("name", d.domainName).element("uuid", d.uuid).element("title", d.metadata.name);
    writeMetadata(w, d.metadata);
    w.open("memory").attribute("unit", "KiB").text(std::to_string(d.memory.count / 1024)).close();
    if (std::any_of(d.shares.begin(), d.shares.end(),
                    [](const MachineShare &share) { return share.driver == "virtiofs"; })) {
        w.open("memoryBacking").open("source").attribute("type", "memfd").close();
        w.open("access").attribute("mode", "shared").close().close();
    }
    w.element("vcpu", std::to_string(d.cpus));
    writeBoot(w, d);
    writeDevices(w, d);
    writeExtras(w, d);
    w.close();
    return w.take();
}

} // namespace catamaran::hv::xml
