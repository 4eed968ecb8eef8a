// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hypervisor/api/hypervisor.h"

#include <string>
#include <string_view>

/// What /proc says about a QEMU process. libvirt tells neither its pid nor its share of memory.
namespace catamaran::hv {

/// Whether the arguments (NUL-separated, as in /proc/<pid>/cmdline) are QEMU's for the VM `uuid` (no dashes).
bool isQemuCommandLine(std::string_view arguments, const std::string &uuid);
bool isQemuOf(int pid, const std::string &uuid);
/// 0 if there is none.
int findQemu(const std::string &uuid);

/// Fills cpuTimeNs from /proc/<pid>/stat text; pure.
void parseProcessStat(std::string_view text, long ticksPerSecond, MachineStatistics &out);
/// Pss and Private_* from smaps_rollup text; pure.
void parseSmapsRollup(std::string_view text, MachineStatistics &out);
/// read_bytes and write_bytes from io text; pure.
void parseProcessIo(std::string_view text, MachineStatistics &out);
/// CPU time and I/O of a live process; what cannot be read stays empty.
void readProcess(int pid, MachineStatistics &out);
/// Its memory: the kernel walks all its pages for that, a millisecond and more.
void readMemory(int pid, MachineStatistics &out);

} // namespace catamaran::hv
