// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hypervisor/api/hypervisor.h"

#include <string>
#include <vector>

/// What a VM is told before it boots. Pure.
namespace catamaran::hv {

/// Kernel command line for the accelerator. Under emulation the time stamp counter's frequency must be given
/// (`tscKhz`), mitigations cost much and protect nothing; hardware guests keep their kernel's defaults.
std::string kernelCommandLine(Accelerator accelerator, long tscKhz);

/// Frequency of this machine's time stamp counter, measured against CLOCK_MONOTONIC_RAW for 10 ms once.
long hostTscKhz();

/// Frames of the file /ct/boot: ROOT, NET and RUN for the spec.
/// `drivers`: how each folder of spec.mounts comes, "virtiofs" or "9p".
std::string bootScript(const MachineSpec &spec, const std::vector<std::string> &drivers = {});

/// The VM's own part of the initramfs, appended to the shared one.
std::string bootArchive(const MachineSpec &spec, const std::vector<std::string> &drivers = {});

/// What the guest calls the folder with this index.
std::string shareTag(int index);

inline constexpr std::size_t kMostShares = 8;

/// InvalidArgument if the spec cannot be booted.
base::Result<void> validate(const MachineSpec &spec);

} // namespace catamaran::hv
