// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/xml/domain_xml.h"
#include "hypervisor/xml/xml_writer.h"

#include <nlohmann/json.hpp>

namespace catamaran::hv::xml {

namespace {

void writeOs(XmlWriter &w, const FullDomainDescription &d)
{
    w.open("os");
    if (d.uefi)
        w.attribute("firmware", "efi");
    w.open("type").attribute("arch", "x86_64").attribute("machine", "q35").text("hvm").close();
    if (d.uefi) {
        w.open("firmware");
        w.open("feature").attribute("enabled", d.secureBoot ? "yes" : "no").attribute("name", "secure-boot");
        w.close().close();
    }
    if (!d.kernelPath.empty()) {
        w.element("kernel", d.kernelPath);
        if (!d.initrdPath.empty())
            w.element("initrd", d.initrdPath);
        w.element("cmdline", d.commandLine);
    }
    w.close();
    w.open("features").open("acpi").close().open("apic").close();
    if (d.secureBoot)
        w.open("smm").attribute("state", "on").close();
    w.close();
    w.empty("cpu", "mode", d.metadata.accelerator == Accelerator::Kvm ? "host-passthrough" : "maximum");
    w.empty("clock", "offset", "utc");
    w.element("on_poweroff", "destroy").element("on_reboot", "restart").element("on_crash", "destroy");
}

void writeDrive(XmlWriter &w, const std::string &path, const char *target, int order)
{
    w.open("disk").attribute("type", "file").attribute("device", "cdrom");
    w.open("driver").attribute("name", "qemu").attribute("type", "raw").close();
    w.empty("source", "file", path);
    w.open("target").attribute("dev", target).attribute("bus", "sata").close();
    w.open("readonly").close();
    if (order > 0)
        w.empty("boot", "order", std::to_string(order));
    w.close();
}

/// A disk, not a drive: cloud kernels have no driver for SATA.
void writeSeed(XmlWriter &w, const std::string &path)
{
    w.open("disk").attribute("type", "file").attribute("device", "disk");
    w.open("driver").attribute("name", "qemu").attribute("type", "raw").close();
    w.empty("source", "file", path);
    w.open("target").attribute("dev", "vdb").attribute("bus", "virtio").close();
    w.open("readonly").close().close();
}

void writeDevices(XmlWriter &w, const FullDomainDescription &d)
{
    w.open("devices").element("emulator", d.emulator);
    w.open("controller").attribute("type", "usb").attribute("model", "none").close();
    // Room for devices that are plugged in while it runs.
    w.open("controller")
        .attribute("type", "pci")
        .attribute("index", "0")
        .attribute("model", "pcie-root")
        .close();
    for (int port = 1; port <= 12; ++port)
        w.open("controller")
            .attribute("type", "pci")
            .attribute("index", std::to_string(port))
            .attribute("model", "pcie-root-port")
            .close();
    w.open("disk").attribute("type", "file").attribute("device", "disk");
    w.open("driver")
        .attribute("name", "qemu")
        .attribute("type", "qcow2")
        .attribute("discard", "unmap")
        .attribute("error_policy", "enospace")
        .close();
    w.empty("source", "file", d.metadata.disk);
    w.open("target").attribute("dev", "vda").attribute("bus", "virtio").close();
    if (d.kernelPath.empty())
        w.empty("boot", "order", "1");
    w.close();
    if (!d.isoPath.empty())
        writeDrive(w, d.isoPath, "sda", d.kernelPath.empty() ? 2 : 0);
    if (!d.seedPath.empty())
        writeSeed(w, d.seedPath);
    if (!d.metadata.tap.empty()) {
        writeTapInterface(w, d.metadata, d.macAddress);
        w.close();
    }
    w.open("serial").attribute("type", "pty");
    w.open("log").attribute("file", d.consoleFile).attribute("append", "on").close();
    w.open("target").attribute("port", "0").close().close();
    w.open("channel").attribute("type", "unix");
    w.open("source").attribute("mode", "bind").attribute("path", d.agentSocket).close();
    w.open("target").attribute("type", "virtio").attribute("name", "org.qemu.guest_agent.0").close().close();
    w.open("graphics").attribute("type", "vnc").attribute("socket", d.screenSocket).close();
    w.open("video").open("model").attribute("type", "vga").close().close();
    w.open("rng").attribute("model", "virtio").open("backend").attribute("model", "random");
    w.text("/dev/urandom").close().close();
    if (d.tpm)
        w.open("tpm")
            .attribute("model", "tpm-crb")
            .open("backend")
            .attribute("type", "emulator")
            .attribute("version", "2.0")
            .close()
            .close();
    w.open("memballoon").attribute("model", "virtio").attribute("freePageReporting", "on");
    w.empty("stats", "period", "1").close();
    w.close();
}

/// As for light VMs: the forwards must be there from the start, which libvirt's own user network cannot say.
void writeUserNetwork(XmlWriter &w, const FullDomainDescription &d)
{
    const nlohmann::ordered_json network = {{"driver", "virtio-net-pci"},
                                            {"netdev", "ctnet"},
                                            {"mac", d.macAddress},
                                            {"romfile", ""},
                                            {"bus", "pcie.0"},
                                            {"addr", "0x10"}};
    w.open("qemu:commandline");
    for (const std::string &argument : {std::string("-netdev"), userNetworkArgument(d.metadata.ports),
                                        std::string("-device"), network.dump()})
        w.empty("qemu:arg", "value", argument);
    w.close();
}

void writeShareInto(XmlWriter &w, const MachineShare &share)
{
    const bool virtiofs = share.driver == "virtiofs";
    w.open("filesystem").attribute("type", "mount").attribute("accessmode", "passthrough");
    w.empty("driver", "type", virtiofs ? "virtiofs" : "path");
    w.empty("source", "dir", share.source).empty("target", "dir", share.tag);
    if (share.readOnly)
        w.open("readonly").close();
    w.close();
}

} // namespace

std::string writeShare(const MachineShare &share)
{
    XmlWriter w;
    writeShareInto(w, share);
    return w.take();
}

std::string writeDisk(const std::string &path, const std::string &format, const std::string &target,
                      bool readOnly)
{
    XmlWriter w;
    w.open("disk").attribute("type", "file").attribute("device", "disk");
    w.open("driver")
        .attribute("name", "qemu")
        .attribute("type", format)
        .attribute("error_policy", "enospace");
    w.close();
    w.empty("source", "file", path);
    w.open("target").attribute("dev", target).attribute("bus", "virtio").close();
    if (readOnly)
        w.open("readonly").close();
    w.close();
    return w.take();
}

std::string writeFullDomain(const FullDomainDescription &d)
{
    XmlWriter w;
    w.open("domain")
        .attribute("type", d.metadata.accelerator == Accelerator::Kvm ? "kvm" : "qemu")
        .attribute("xmlns:qemu", "http://libvirt.org/schemas/domain/qemu/1.0");
    w.element("name", d.domainName).element("uuid", d.uuid).element("title", d.metadata.name);
    writeMetadata(w, d.metadata);
    w.open("memory").attribute("unit", "KiB").text(std::to_string(d.memory.count / 1024)).close();
    bool shared = false;
    for (const MachineShare &share : d.shares)
        shared = shared || share.driver == "virtiofs";
    if (shared) {
        w.open("memoryBacking").open("source").attribute("type", "memfd").close();
        w.open("access").attribute("mode", "shared").close().close();
    }
    w.element("vcpu", std::to_string(d.cpus));
    writeOs(w, d);
    writeDevices(w, d);
    if (d.metadata.tap.empty())
        writeUserNetwork(w, d);
    writeQuickStart(w);
    w.close();
    std::string text = w.take();
    for (const MachineShare &share : d.shares)
        text.insert(text.rfind("</devices>"), writeShare(share));
    return text;
}

} // namespace catamaran::hv::xml
