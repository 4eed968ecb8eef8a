// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hypervisor/api/hypervisor.h"
#include "hypervisor/guest/journal.h"
#include "hypervisor/libvirt/machine_files.h"

#include <string>
#include <string_view>

/// What is wrong with a light VM, in a state, a reason and a way out.
namespace catamaran::hv {

/// The newest line of the console that says that the guest's kernel is locked up or stuck; empty if there is
/// none. Pure.
std::string lockupLine(std::string_view console);
/// The line with which a kernel gave up ("Kernel panic - not syncing: ..."); empty if it did not. Pure.
std::string panicLine(std::string_view console);

/// Judges one that runs (its state is already Booting or Ready): Hung when its kernel says so, when it has
/// not come up in time, or when its init has not answered for some seconds. Asks it, for 200 ms at most; sets
/// a clock that has jumped. True if its kernel has not come up in time.
bool judgeRunning(const MachineFiles &files, const BootNote &note, const guest::BootRecord &boot,
                  const std::string &controlSocket, MachineSummary &out);

/// Says more about one that is Paused or Failed.
void explainState(const MachineFiles &files, const BootNote &note, MachineSummary &out);

} // namespace catamaran::hv
