// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hypervisor/libvirt/handles.h"
#include "hypervisor/xml/domain_xml.h"

#include <string>

namespace catamaran::hv {

/// Writes our metadata and the title. `flags`: VIR_DOMAIN_AFFECT_LIVE, VIR_DOMAIN_AFFECT_CONFIG or both.
base::Result<void> setDomainMetadata(virDomainPtr domain, const xml::VmMetadata &metadata, unsigned flags);

/// A line for QEMU's own monitor; what it answers is a complaint.
base::Result<void> humanMonitor(virDomainPtr domain, const std::string &command, const std::string &what);

/// "tcp:127.0.0.1:8080"
std::string forwardText(const PortForward &port);

/// Opens a host port of a VM that runs.
base::Result<void> addForward(virDomainPtr domain, const PortForward &port);

} // namespace catamaran::hv
