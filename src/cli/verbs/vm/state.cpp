// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/verbs/vm/common.h"
#include "src/core/machine_ports.h"

namespace catamaran::cli::vm {

namespace {

using base::OperationContext;
using base::Result;
using hv::Hypervisor;
using Names = std::vector<std::string>;

int pause(Invocation &call)
{
    FlagSet options;
    return each(
        call, options, Echo::Yes,
        [](Hypervisor &vms, const std::string &name, const OperationContext &) { return vms.pause(name); });
}

int resume(Invocation &call)
{
    FlagSet options;
    return each(
        call, options, Echo::Yes,
        [](Hypervisor &vms, const std::string &name, const OperationContext &) { return vms.resume(name); });
}

int reboot(Invocation &call)
{
    FlagSet options;
    bool hard = false;
    options.flag(hard, "force", 'f', "Press the reset button instead of asking the guest");
    return each(call, options, Echo::Yes,
                [&](Hypervisor &vms, const std::string &name, const OperationContext &) {
                    return vms.reboot(name, hard);
                });
}

int kill(Invocation &call)
{
    FlagSet options;
    return each(
        call, options, Echo::Yes,
        [](Hypervisor &vms, const std::string &name, const OperationContext &) { return vms.kill(name); });
}

int save(Invocation &call)
{
    FlagSet options;
    return each(call, options, Echo::Yes,
                [](Hypervisor &vms, const std::string &name, const OperationContext &context) {
                    return vms.save(name, context);
                });
}

int restore(Invocation &call)
{
    FlagSet options;
    bool discard = false;
    options.flag(discard, "discard", 0, "Forget the saved state; the next start boots");
    return each(
        call, options, Echo::Yes,
        [&](Hypervisor &vms, const std::string &name, const OperationContext &context) -> Result<void> {
            CATAMARAN_TRY(const bool saved, vms.hasSavedState(name));
            if (!saved)
                return base::fail(base::Error(base::Errc::InvalidState, "VM " + name + " was not saved")
                                      .withFix("Save a running one with `catamaran vm save " + name + "`."));
            return discard ? vms.discardSavedState(name) : vms.start(name, context);
        });
}

int autostart(Invocation &call)
{
    FlagSet options;
    bool off = false;
    options.flag(off, "disable", 0, "Do not start it with the host any more");
    return each(call, options, Echo::Yes,
                [&](Hypervisor &vms, const std::string &name, const OperationContext &) {
                    return vms.setAutostart(name, !off);
                });
}

int wait(Invocation &call)
{
    FlagSet options;
    bool ready = false;
    std::optional<std::int64_t> seconds;
    options.flag(ready, "ready", 0, "Wait until it has booted, not until it has stopped");
    options.integer(seconds, "timeout", 't', "With --ready: seconds to wait (default 600)");
    return each(
        call, options, Echo::No,
        [&](Hypervisor &vms, const std::string &name, const OperationContext &context) -> Result<void> {
            if (ready)
                return vms.waitReady(name, std::chrono::seconds(seconds.value_or(600)), context);
            CATAMARAN_TRY(const int code, vms.wait(name, context));
            print(std::to_string(code) + "\n");
            return {};
        });
}

int rename(Invocation &call)
{
    FlagSet options;
    Connect connect;
    connect.declare(options);
    Names names;
    int code = 0;
    Hypervisor *vms = open(call, options, connect, {2, 2}, names, code);
    if (vms == nullptr)
        return code;
    const auto renamed = vms->rename(names[0], names[1]);
    return renamed ? 0 : failWith(renamed.error());
}

int copyVm(Invocation &call)
{
    FlagSet options;
    Connect connect;
    connect.declare(options);
    Names names;
    int code = 0;
    Hypervisor *vms = open(call, options, connect, {2, 2}, names, code);
    if (vms == nullptr)
        return code;
    const auto interruptible = call.session.interruptible();
    const auto id = core::cloneMachine((*call.session.deck())->engine(), *vms, names[0], names[1],
                                       interruptible.context());
    if (!id)
        return failWith(id.error());
    print(*id + "\n");
    return 0;
}

} // namespace

void addState(Registry &registry)
{
    const std::string some = "[OPTIONS] VM [VM...]";
    registry.add({"vm pause", kHeading, some, "Stop the clock of VMs", pause});
    registry.add({"vm resume", kHeading, some, "Let paused VMs go on", resume});
    registry.alias("vm unpause", "vm resume");
    registry.add({"vm reboot", kHeading, some, "Reboot VMs", reboot});
    registry.alias("vm restart", "vm reboot");
    registry.add({"vm kill", kHeading, some, "Pull the plug of VMs", kill});
    registry.add({"vm save", kHeading, some, "Write the memory of VMs to disk and switch them off", save});
    registry.add({"vm restore", kHeading, some, "Go on with saved VMs", restore});
    registry.add({"vm autostart", kHeading, some, "Start VMs with the host", autostart});
    registry.add({"vm wait", kHeading, some, "Block until VMs stop, then print their exit codes", wait});
    registry.add({"vm rename", kHeading, "VM NAME", "Rename a VM", rename});
    registry.add(
        {"vm clone", kHeading, "VM NAME", "Copy a stopped VM; the disk is shared copy-on-write", copyVm});
}

} // namespace catamaran::cli::vm
