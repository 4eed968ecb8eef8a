// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/api/machine_actions.h"

namespace catamaran::hv {

using base::Bytes;
using base::OperationContext;
using base::Result;

namespace {

tl::unexpected<base::Error> lacking(const char *what)
{
    return base::fail(base::Errc::Unsupported, std::string("this hypervisor cannot ") + what);
}

} // namespace

Result<std::string> MachineActions::createFull(const FullMachineSpec &, const OperationContext &)
{
    return lacking("make VMs from disk images");
}
Result<int> MachineActions::attach(const std::string &, const MachineStreams &, const OperationContext &)
{
    return lacking("attach to programs");
}
Result<int> MachineActions::execStreams(const std::string &, const MachineExecRequest &,
                                        const MachineStreams &, const OperationContext &)
{
    return lacking("run programs with streams");
}
Result<void> MachineActions::copyIn(const std::string &, const std::string &, const std::string &, bool,
                                    const OperationContext &)
{
    return lacking("copy files");
}
Result<void> MachineActions::copyOut(const std::string &, const std::string &, const std::string &, bool,
                                     const OperationContext &)
{
    return lacking("copy files");
}
Result<void> MachineActions::signal(const std::string &, int)
{
    return lacking("send signals");
}
Result<bool> MachineActions::revive(const std::string &, const OperationContext &)
{
    return lacking("restart VMs");
}
void MachineActions::preferStart(StartMode) {}
Result<std::vector<WarmState>> MachineActions::warmStates()
{
    return lacking("start VMs warm");
}
Result<void> MachineActions::cool()
{
    return lacking("start VMs warm");
}
Result<void> MachineActions::pause(const std::string &)
{
    return lacking("pause VMs");
}
Result<void> MachineActions::resume(const std::string &)
{
    return lacking("resume VMs");
}
Result<void> MachineActions::reboot(const std::string &, bool)
{
    return lacking("reboot VMs");
}
Result<void> MachineActions::kill(const std::string &)
{
    return lacking("kill VMs");
}
Result<void> MachineActions::rename(const std::string &, const std::string &)
{
    return lacking("rename VMs");
}
Result<void> MachineActions::setAutostart(const std::string &, bool)
{
    return lacking("start VMs with the host");
}
Result<void> MachineActions::save(const std::string &, const OperationContext &)
{
    return lacking("save VMs");
}
Result<bool> MachineActions::hasSavedState(const std::string &)
{
    return lacking("save VMs");
}
Result<void> MachineActions::discardSavedState(const std::string &)
{
    return lacking("save VMs");
}
Result<std::string> MachineActions::cloneTo(const std::string &, const std::string &,
                                            const OperationContext &)
{
    return lacking("clone VMs");
}
Result<EditOutcome> MachineActions::edit(const std::string &, const MachineEdit &)
{
    return lacking("change VMs");
}
Result<std::vector<SnapshotInfo>> MachineActions::snapshots(const std::string &)
{
    return lacking("take snapshots");
}
Result<void> MachineActions::createSnapshot(const std::string &, const std::string &, const std::string &,
                                            const OperationContext &)
{
    return lacking("take snapshots");
}
Result<void> MachineActions::revertSnapshot(const std::string &, const std::string &,
                                            const OperationContext &)
{
    return lacking("take snapshots");
}
Result<void> MachineActions::removeSnapshot(const std::string &, const std::string &, bool)
{
    return lacking("take snapshots");
}
Result<std::vector<MachineDisk>> MachineActions::disks(const std::string &)
{
    return lacking("list disks");
}
Result<std::string> MachineActions::addDisk(const std::string &, std::optional<Bytes>, const std::string &,
                                            bool)
{
    return lacking("add disks");
}
Result<void> MachineActions::removeDisk(const std::string &, const std::string &, bool)
{
    return lacking("remove disks");
}
Result<void> MachineActions::resizeDisk(const std::string &, const std::string &, Bytes)
{
    return lacking("resize disks");
}
Result<std::vector<MachineShare>> MachineActions::shares(const std::string &)
{
    return lacking("share folders");
}
Result<MachineShare> MachineActions::addShare(const std::string &, const MachineShare &)
{
    return lacking("share folders");
}
Result<void> MachineActions::removeShare(const std::string &, const std::string &)
{
    return lacking("share folders");
}
Result<std::string> MachineActions::screenshot(const std::string &)
{
    return lacking("take pictures of the screen");
}
Result<base::UniqueFd> MachineActions::openScreen(const std::string &)
{
    return lacking("show the screen");
}
Result<void> MachineActions::exportTo(const std::string &, const std::string &, ExportFormat,
                                      const OperationContext &)
{
    return lacking("export VMs");
}
Result<std::vector<BootStep>> MachineActions::bootSteps(const std::string &)
{
    return lacking("follow the boot of a full VM");
}

} // namespace catamaran::hv
