// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/libvirt/domain_metadata.h"

#include "hypervisor/xml/xml_writer.h"

#include <libvirt/libvirt-qemu.h>

namespace catamaran::hv {

using base::Errc;
using base::Result;

namespace {

/// Our element as virDomainSetMetadata wants it: libvirt puts the name space in.
std::string bareMetadata(const xml::VmMetadata &metadata)
{
    xml::XmlWriter w;
    xml::writeMetadata(w, metadata);
    std::string text = w.take();
    const auto drop = [&text](const std::string &what, const std::string &by) {
        for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
            text.replace(at, what.size(), by);
    };
    drop("<metadata>", "");
    drop("</metadata>", "");
    drop("<ct:", "<");
    drop("</ct:", "</");
    drop(" xmlns:ct='" + std::string(xml::kMetadataUri) + "'", "");
    return text;
}

} // namespace

Result<void> setDomainMetadata(virDomainPtr domain, const xml::VmMetadata &metadata, unsigned flags)
{
    const std::string text = bareMetadata(metadata);
    if (virDomainSetMetadata(domain, VIR_DOMAIN_METADATA_ELEMENT, text.c_str(), "ct", xml::kMetadataUri,
                             flags) != 0 ||
        virDomainSetMetadata(domain, VIR_DOMAIN_METADATA_TITLE, metadata.name.c_str(), nullptr, nullptr,
                             flags) != 0)
        return base::fail(libvirtError("note the change in the VM's metadata"));
    return {};
}

Result<void> humanMonitor(virDomainPtr domain, const std::string &command, const std::string &what)
{
    char *raw = nullptr;
    if (virDomainQemuMonitorCommand(domain, command.c_str(), &raw, VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP) != 0)
        return base::fail(libvirtError(what));
    std::string answer = takeText(raw);
    while (!answer.empty() && (answer.back() == '\n' || answer.back() == '\r'))
        answer.pop_back();
    // host_fwd_remove says so when it has done what it should.
    if (!answer.empty() && answer.find("removed") == std::string::npos)
        return base::fail(answer.find("host forwarding") != std::string::npos ? Errc::PortInUse
                                                                              : Errc::System,
                          what + ": " + answer);
    return {};
}

std::string forwardText(const PortForward &port)
{
    return std::string(port.udp ? "udp:" : "tcp:") + port.hostIp + ":" + std::to_string(port.hostPort);
}

Result<void> addForward(virDomainPtr domain, const PortForward &port)
{
    return humanMonitor(
        domain, "hostfwd_add ctnet " + forwardText(port) + "-10.0.2.15:" + std::to_string(port.guestPort),
        "publish port " + std::to_string(port.hostPort));
}

} // namespace catamaran::hv
