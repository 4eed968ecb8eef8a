// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/api/hypervisor.h"

namespace catamaran::hv {

std::string_view acceleratorName(Accelerator accelerator) noexcept
{
    switch (accelerator) {
    case Accelerator::Kvm:
        return "kvm";
    case Accelerator::Hvf:
        return "hvf";
    case Accelerator::Tcg:
        return "tcg";
    }
    return "tcg";
}

std::string_view accelerationLabel(Accelerator accelerator) noexcept
{
    switch (accelerator) {
    case Accelerator::Kvm:
        return "hardware (KVM)";
    case Accelerator::Hvf:
        return "hardware (Hypervisor.framework)";
    case Accelerator::Tcg:
        return "software emulation";
    }
    return "software emulation";
}

std::string_view machineStateName(MachineState state) noexcept
{
    switch (state) {
    case MachineState::Defining:
        return "defining";
    case MachineState::Starting:
        return "starting";
    case MachineState::Booting:
        return "booting";
    case MachineState::Ready:
        return "ready";
    case MachineState::Paused:
        return "paused";
    case MachineState::Stopping:
        return "stopping";
    case MachineState::Stopped:
        return "stopped";
    case MachineState::Failed:
        return "failed";
    case MachineState::Hung:
        return "hung";
    case MachineState::Unknown:
        return "unknown";
    }
    return "unknown";
}

base::Result<void> Hypervisor::prepareWarm(const MachineSpec &, int, const base::OperationContext &)
{
    return base::fail(base::Errc::Unsupported, "this hypervisor cannot start VMs warm");
}

} // namespace catamaran::hv
