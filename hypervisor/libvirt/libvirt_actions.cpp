// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "hypervisor/libvirt/libvirt_hypervisor.h"
#include "hypervisor/libvirt/portable_bitmap.h"
#include "hypervisor/xml/domain_document.h"

namespace catamaran::hv {

using base::Errc;
using base::Result;

namespace {

constexpr std::chrono::seconds kMemoryToDisk{300};

base::Error notRunning(const FoundMachine &machine)
{
    return {Errc::InvalidState, "VM " + machine.displayName() + " is not running"};
}

} // namespace

Result<std::string> LibvirtHypervisor::definition(const std::string &uuid)
{
    return onDomain(uuid, [](virDomainPtr domain) -> Result<std::string> {
        std::string text =
            takeText(virDomainGetXMLDesc(domain, VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_SECURE));
        if (text.empty())
            return base::fail(libvirtError("read the VM's definition"));
        return text;
    });
}

Result<void> LibvirtHypervisor::define(const std::string &text)
{
    return m_connection.call(
        [text](virConnectPtr connection) -> Result<void> {
            const Domain defined(virDomainDefineXMLFlags(connection, text.c_str(), 0));
            if (!defined)
                return base::fail(libvirtError("define the VM"));
            return {};
        },
        std::chrono::seconds(60));
}

Result<void> LibvirtHypervisor::pause(const std::string &which)
{
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    if (!machine.active())
        return base::fail(notRunning(machine));
    if (machine.state == VIR_DOMAIN_PAUSED)
        return base::fail(Errc::InvalidState, "VM " + machine.displayName() + " is already paused");
    return onDomain(machine.view.uuid, [](virDomainPtr domain) -> Result<void> {
        if (virDomainSuspend(domain) != 0)
            return base::fail(libvirtError("pause the VM"));
        return {};
    });
}

Result<void> LibvirtHypervisor::resume(const std::string &which)
{
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    if (machine.state != VIR_DOMAIN_PAUSED)
        return base::fail(Errc::InvalidState, "VM " + machine.displayName() + " is not paused");
    return onDomain(machine.view.uuid, [](virDomainPtr domain) -> Result<void> {
        if (virDomainResume(domain) != 0)
            return base::fail(libvirtError("resume the VM"));
        return {};
    });
}

Result<void> LibvirtHypervisor::reboot(const std::string &which, bool hard)
{
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    if (!machine.active())
        return base::fail(notRunning(machine));
    // A light VM ends with its program and QEMU with it: its reboot is a stop and a start.
    if (machine.ours && !machine.view.metadata->full) {
        CATAMARAN_CHECK(stop(machine.view.uuid, std::chrono::seconds(hard ? 0 : 10), {}));
        return start(machine.view.uuid, {});
    }
    return onDomain(machine.view.uuid, [hard](virDomainPtr domain) -> Result<void> {
        if ((hard ? virDomainReset(domain, 0) : virDomainReboot(domain, 0)) != 0)
            return base::fail(libvirtError("reboot the VM"));
        return {};
    });
}

Result<void> LibvirtHypervisor::kill(const std::string &which)
{
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    if (!machine.active())
        return base::fail(notRunning(machine));
    if (machine.ours) {
        BootNote note = machine.files().readBootNote();
        note.stopRequested = true;
        CATAMARAN_CHECK(machine.files().writeBootNote(note));
    }
    CATAMARAN_CHECK(destroy(machine.view.uuid));
    return waitInactive(machine.view.uuid, std::chrono::milliseconds(10000));
}

Result<void> LibvirtHypervisor::setAutostart(const std::string &which, bool on)
{
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    const std::string uri = m_connection.uri();
    if (on && uri.find("socket=") != std::string::npos)
        return base::fail(
            base::Error(Errc::Unsupported, "root's private libvirt daemon is not started with the host")
                .withFix(
                    "Make the VM with --connect qemu:///system, or let `catamaran system boot` start it."));
    return onDomain(machine.view.uuid, [on](virDomainPtr domain) -> Result<void> {
        if (virDomainSetAutostart(domain, on ? 1 : 0) != 0)
            return base::fail(libvirtError("mark the VM to start with the host"));
        return {};
    });
}

Result<void> LibvirtHypervisor::save(const std::string &which, const base::OperationContext &context)
{
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    if (!machine.active())
        return base::fail(notRunning(machine));
    context.report("Writing the VM's memory");
    CATAMARAN_CHECK(onDomain(
        machine.view.uuid,
        [](virDomainPtr domain) -> Result<void> {
            if (virDomainManagedSave(domain, 0) != 0)
                return base::fail(libvirtError("save the VM"));
            return {};
        },
        kMemoryToDisk));
    return waitInactive(machine.view.uuid, std::chrono::milliseconds(10000));
}

Result<bool> LibvirtHypervisor::hasSavedState(const std::string &which)
{
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    return onDomain(machine.view.uuid, [](virDomainPtr domain) -> Result<bool> {
        const int has = virDomainHasManagedSaveImage(domain, 0);
        if (has < 0)
            return base::fail(libvirtError("look for the VM's saved state"));
        return has == 1;
    });
}

Result<void> LibvirtHypervisor::discardSavedState(const std::string &which)
{
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    return onDomain(machine.view.uuid, [](virDomainPtr domain) -> Result<void> {
        if (virDomainHasManagedSaveImage(domain, 0) == 1 && virDomainManagedSaveRemove(domain, 0) != 0)
            return base::fail(libvirtError("discard the VM's saved state"));
        return {};
    });
}

Result<std::string> LibvirtHypervisor::screenshot(const std::string &which)
{
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    if (!machine.active())
        return base::fail(notRunning(machine));
    CATAMARAN_TRY(
        const std::string ppm,
        m_connection.call([uuid = machine.view.uuid](virConnectPtr connection) -> Result<std::string> {
            const Domain domain(virDomainLookupByUUIDString(connection, uuid.c_str()));
            if (!domain)
                return base::fail(libvirtError("find the VM"));
            virStreamPtr stream = virStreamNew(connection, 0);
            const std::string type = takeText(virDomainScreenshot(domain.get(), stream, 0, 0));
            if (type.empty()) {
                virStreamFree(stream);
                return base::fail(libvirtError("take a picture of the VM's screen"));
            }
            std::string out;
            std::array<char, 65536> buffer;
            int n = 0;
            while ((n = virStreamRecv(stream, buffer.data(), buffer.size())) > 0)
                out.append(buffer.data(), static_cast<std::size_t>(n));
            if (n < 0)
                virStreamAbort(stream);
            else
                virStreamFinish(stream);
            virStreamFree(stream);
            if (n < 0)
                return base::fail(libvirtError("read the picture of the VM's screen"));
            return out;
        }));
    if (ppm.starts_with("\x89PNG"))
        return ppm;
    return pngOfPpm(ppm);
}

Result<base::UniqueFd> LibvirtHypervisor::openScreen(const std::string &which)
{
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    if (!machine.active())
        return base::fail(notRunning(machine));
    return m_connection.call([&machine](virConnectPtr connection) -> Result<base::UniqueFd> {
        const Domain domain(virDomainLookupByUUIDString(connection, machine.view.uuid.c_str()));
        if (!domain)
            return base::fail(libvirtError("find the VM"));
        const std::string text = takeText(virDomainGetXMLDesc(domain.get(), 0));
        CATAMARAN_TRY(const xml::DomainDocument document, xml::DomainDocument::parse(text));
        if (!document.hasScreen())
            return base::fail(base::Error(Errc::Unsupported, "VM " + machine.displayName() + " has no screen")
                                  .withFix("See its console: catamaran vm console " + machine.displayName()));
        base::UniqueFd fd(virDomainOpenGraphicsFD(domain.get(), 0, VIR_DOMAIN_OPEN_GRAPHICS_SKIPAUTH));
        if (!fd)
            return base::fail(libvirtError("open the VM's screen"));
        return fd;
    });
}

} // namespace catamaran::hv
