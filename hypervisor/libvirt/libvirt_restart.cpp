// SPDX-License-Identifier: GPL-3.0-or-later
// Restart policies. Each start of a VM that has one leaves a tiny program behind (monitor.c) that waits for
// QEMU's end and then runs `catamaran vm revive`: no window and no daemon need to be there.
#include "engine/base/clock.h"
#include "hypervisor/libvirt/identity.h"
#include "hypervisor/libvirt/libvirt_hypervisor.h"
#include "hypervisor/libvirt/qemu_process.h"
#include "hypervisor/libvirt/session_daemon.h"

#include <algorithm>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace catamaran::hv {

using base::Errc;
using base::Result;

namespace {

// docker's: 100 ms, doubled with each restart in a row, at most a minute; a run of 10 s ends the row.
constexpr std::int64_t kFirstPauseMs = 100;
constexpr std::int64_t kLongestPauseMs = 60000;
constexpr std::int64_t kGoodRunNs = 10'000'000'000;

std::int64_t pauseAfter(int restarts)
{
    return std::min(kLongestPauseMs, kFirstPauseMs << std::min(restarts, 20));
}

} // namespace

bool LibvirtHypervisor::wantsRestart(const FoundMachine &machine)
{
    if (!machine.ours || machine.active() ||
        machine.view.metadata->restart.kind == MachineRestart::Kind::No || !machine.files().hasBootNote())
        return false;
    const BootNote note = machine.files().readBootNote();
    if (note.stopRequested || note.qemuNs == 0)
        return false;
    const MachineRestart &policy = machine.view.metadata->restart;
    if (policy.kind == MachineRestart::Kind::Always)
        return true;
    if (policy.maximum > 0 && note.restarts >= policy.maximum)
        return false;
    const auto boot = guest::readBoot(machine.files().journal(), note.journalOffset);
    return boot.exitCode.value_or(137) != 0;
}

bool LibvirtHypervisor::isWatched(const FoundMachine &machine)
{
    const base::UniqueFd lock(::open(machine.files().monitorLock().c_str(), O_RDONLY | O_CLOEXEC));
    return lock && ::flock(lock.get(), LOCK_SH | LOCK_NB) != 0;
}

Result<void> LibvirtHypervisor::watchForRestart(const FoundMachine &machine)
{
    CATAMARAN_TRY(const std::string monitor, findHelper("catamaran-vm-monitor"));
    CATAMARAN_TRY(const std::string program, findProgram());
    const std::string &uuid = machine.view.uuid;
    return spawnDetached({monitor, machine.files().monitorLock(), std::to_string(findQemu(uuid)),
                          std::to_string(pauseAfter(machine.files().readBootNote().restarts)), program, "vm",
                          "revive", uuid},
                         machine.files().directory + "/monitor.log");
}

Result<bool> LibvirtHypervisor::revive(const std::string &which, const base::OperationContext &context)
{
    CATAMARAN_TRY(const FoundMachine machine, findOurs(which));
    if (!wantsRestart(machine))
        return false;
    const BootNote before = machine.files().readBootNote();
    context.report("Starting VM " + machine.displayName() + " again");
    if (machine.view.metadata->tap.empty())
        CATAMARAN_CHECK(checkPorts(machine.view.metadata->ports));
    BootNote note;
    note.beganNs = base::steadyNanoseconds();
    note.definedNs = note.beganNs;
    note.restarts = note.beganNs - before.qemuNs > kGoodRunNs ? 1 : before.restarts + 1;
    CATAMARAN_CHECK(boot(machine.view.uuid, machine.files(), note));
    return true;
}

} // namespace catamaran::hv
