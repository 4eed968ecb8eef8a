// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hypervisor/libvirt/libvirt_hypervisor.h"

#include <string>

namespace catamaran::hv {

/// Labels of domains that are nobody's VM.
inline constexpr const char *kTemplateLabel = "io.catamaran.template";
inline constexpr const char *kSpareLabel = "io.catamaran.spare";

/// All root disks look this large to a guest: a template has seen the size, and a clone's disk must have it.
inline constexpr std::int64_t kRootDiskSize = std::int64_t{64} << 30;

/// Files of one template.
struct LibvirtHypervisor::Warm {
    std::string key;
    std::string directory;
    [[nodiscard]] std::string memory() const { return directory + "/memory"; }
    [[nodiscard]] std::string state() const { return directory + "/state"; }
    [[nodiscard]] std::string initrd() const { return directory + "/initrd"; }
    [[nodiscard]] std::string blank() const { return directory + "/blank"; }
    [[nodiscard]] std::string commandLine() const { return directory + "/cmdline"; }
    [[nodiscard]] bool ready() const;
};

/// Why VMs like this cannot be cloned; empty if they can.
std::string whyNotWarm(const MachineSpec &spec);

/// One command on QEMU's own monitor; its "return" as text, or the error.
base::Result<std::string> monitorCommand(virDomainPtr domain, const std::string &json);

/// Makes the file look kRootDiskSize large; what is in it stays.
base::Result<void> padDisk(const std::string &path);

} // namespace catamaran::hv
