// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hypervisor/api/hypervisor.h"

#include <chrono>
#include <string>

/// Finds out by running a guest whether the hardware accelerator works. Creating a VM proves nothing: on
/// hosts that are paravirtualised themselves every ioctl succeeds and the first exception in the guest fails
/// or hangs.
namespace catamaran::hv::probe {

/// What happened when the tiny guest was run.
struct Observation {
    enum class End {
        Absent,      ///< /dev/kvm could not be opened; `detail` is why
        SetupFailed, ///< an ioctl before the first run failed
        Halted,      ///< the guest reached its end
        BadExit,     ///< KVM gave up on the guest
        Watchdog,    ///< it was still running at the deadline
    };
    End end = End::Absent;
    std::string detail;
    int marks = 0;               ///< stages completed: exceptions, loop, system calls
    double loopMilliseconds = 0; ///< for the 200 000 turns of stage two
    double totalMilliseconds = 0;
};

/// Runs the guest: 64 breakpoint exceptions, a loop of 200 000 turns, 64 system calls, halt. Never takes
/// longer than `deadline` plus a few ms: a second thread breaks KVM_RUN off. `device` is "/dev/kvm".
Observation runKvmGuest(const std::string &device, std::chrono::milliseconds deadline);

/// The verdict. Pure. `paravirtualHost`: the kvm_pvm module is loaded.
AcceleratorReport judge(const Observation &observation, bool paravirtualHost);

/// Probes at the first call of the process and remembers. Thread-safe; at most about 120 ms.
AcceleratorReport cachedAcceleratorReport();

} // namespace catamaran::hv::probe
