// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/libvirt/domain_metadata.h"
#include "hypervisor/libvirt/libvirt_hypervisor.h"
#include "hypervisor/libvirt/session_daemon.h"
#include "hypervisor/xml/domain_document.h"
#include "hypervisor/xml/xml_writer.h"

#include <algorithm>
#include <libvirt/libvirt-qemu.h>

namespace catamaran::hv {

using base::Errc;
using base::Result;
using xml::DomainDocument;

namespace {

} // namespace

Result<void> LibvirtHypervisor::rename(const std::string &which, const std::string &name)
{
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    if (name.empty() || std::isalnum(static_cast<unsigned char>(name[0])) == 0 ||
        name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-") !=
            std::string::npos)
        return base::fail(Errc::InvalidArgument,
                          "invalid VM name '" + name + "': only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
    CATAMARAN_TRY(const base::UniqueFd names, takeName(name));
    if (machine.ours) {
        xml::VmMetadata metadata = *machine.view.metadata;
        if (metadata.firstName.empty())
            metadata.firstName = metadata.name;
        metadata.name = name;
        return onDomain(machine.view.uuid, [metadata, live = machine.active()](virDomainPtr domain) {
            return setDomainMetadata(
                domain, metadata, VIR_DOMAIN_AFFECT_CONFIG | (live ? unsigned{VIR_DOMAIN_AFFECT_LIVE} : 0U));
        });
    }
    if (machine.active())
        return base::fail(base::Error(Errc::InvalidState, "libvirt renames stopped VMs only")
                              .withFix("Stop it first: catamaran vm stop " + machine.displayName() + "."));
    return onDomain(machine.view.uuid, [name](virDomainPtr domain) -> Result<void> {
        if (virDomainRename(domain, name.c_str(), 0) != 0)
            return base::fail(libvirtError("rename the VM"));
        return {};
    });
}

namespace {

/// Live where libvirt can, and for the next start in any case.
Result<void> editSize(virDomainPtr domain, const MachineEdit &change, bool live, EditOutcome &out)
{
    if (change.memory && live) {
        const auto kib = static_cast<unsigned long>(change.memory->count / 1024);
        if (kib <= virDomainGetMaxMemory(domain) &&
            virDomainSetMemoryFlags(domain, kib, VIR_DOMAIN_AFFECT_LIVE) == 0)
            out.live.emplace_back("memory");
        else
            out.nextStart.emplace_back("memory: takes effect at the next start (it was started with less)");
    }
    if (change.cpus && live) {
        if (virDomainSetVcpusFlags(domain, *change.cpus, VIR_DOMAIN_AFFECT_LIVE) == 0)
            out.live.emplace_back("cpus");
        else
            out.nextStart.emplace_back("cpus: takes effect at the next start (" +
                                       libvirtError("change them now").message() + ")");
    }
    return {};
}

} // namespace

Result<EditOutcome> LibvirtHypervisor::edit(const std::string &which, const MachineEdit &change)
{
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    const std::string &uuid = machine.view.uuid;
    const bool live = machine.active();
    const bool ports = !change.addPorts.empty() || !change.removePorts.empty();
    if (ports && (!machine.ours || !machine.view.metadata->tap.empty()))
        return base::fail(Errc::Unsupported, "port forwards belong to VMs of ours on the user-mode network");
    if (change.cpus && (*change.cpus < 1 || *change.cpus > 255))
        return base::fail(Errc::InvalidArgument, "a VM has 1 to 255 CPUs");
    if (change.memory && change.memory->count < base::Bytes::mib(64).count)
        return base::fail(Errc::InvalidArgument, "a VM needs at least 64 MiB of memory");
    for (const PortForward &port : change.addPorts)
        if (port.hostPort == 0 || port.guestPort == 0)
            return base::fail(Errc::InvalidArgument, "a port forward needs both ports");
    CATAMARAN_CHECK(checkPorts(change.addPorts));

    EditOutcome out;
    std::vector<PortForward> all = machine.ours ? machine.view.metadata->ports : std::vector<PortForward>{};
    for (const PortForward &port : change.removePorts) {
        const auto found = std::find_if(all.begin(), all.end(), [&](const PortForward &known) {
            return known.hostPort == port.hostPort && known.udp == port.udp;
        });
        if (found == all.end())
            return base::fail(Errc::NotFound,
                              "host port " + std::to_string(port.hostPort) + " is not published");
        if (live) {
            const std::string command = "hostfwd_remove ctnet " + forwardText(*found);
            CATAMARAN_CHECK(onDomain(uuid, [command](virDomainPtr domain) {
                return humanMonitor(domain, command, "take the port forward away");
            }));
        }
        all.erase(found);
    }
    for (const PortForward &port : change.addPorts) {
        if (live) {
            const std::string command =
                "hostfwd_add ctnet " + forwardText(port) + "-10.0.2.15:" + std::to_string(port.guestPort);
            CATAMARAN_CHECK(onDomain(uuid, [command](virDomainPtr domain) {
                return humanMonitor(domain, command, "add the port forward");
            }));
        }
        all.push_back(port);
    }
    if (ports && live)
        out.live.emplace_back("ports");

    CATAMARAN_TRY(const std::string text, definition(uuid));
    CATAMARAN_TRY(DomainDocument document, DomainDocument::parse(text));
    if (change.cpus) {
        document.setCpus(*change.cpus);
        // Other people's VMs keep their emulator.
        if (machine.view.metadata) {
            CATAMARAN_TRY(const std::string emulator, emulatorFor(machine.view.accelerator));
            document.setEmulator(emulator);
        }
    }
    if (change.memory)
        document.setMemory(*change.memory);
    if (ports)
        document.setPorts(all);
    if (change.cpus || change.memory || ports)
        CATAMARAN_CHECK(define(document.text()));
    if (ports && live) {
        xml::VmMetadata metadata = *machine.view.metadata;
        metadata.ports = all;
        CATAMARAN_CHECK(onDomain(uuid, [metadata](virDomainPtr domain) {
            return setDomainMetadata(domain, metadata, VIR_DOMAIN_AFFECT_CONFIG | VIR_DOMAIN_AFFECT_LIVE);
        }));
    }
    CATAMARAN_TRY(out,
                  onDomain(uuid, [change, live, out](virDomainPtr domain) mutable -> Result<EditOutcome> {
                      CATAMARAN_CHECK(editSize(domain, change, live, out));
                      return out;
                  }));
    if (change.autostart)
        CATAMARAN_CHECK(setAutostart(uuid, *change.autostart));
    return out;
}

} // namespace catamaran::hv
