// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "hypervisor/guest/interactive.h"
#include "hypervisor/libvirt/libvirt_hypervisor.h"

namespace catamaran::hv {

using base::Errc;
using base::Result;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds kLook{200}; ///< how often libvirt is asked while the journal is silent

base::Error whyNotStarted(const FoundMachine &machine, const guest::BootRecord &boot)
{
    const int code = boot.exitCode.value_or(1);
    return {code == 127   ? Errc::CommandNotFound
            : code == 126 ? Errc::CommandNotExecutable
                          : Errc::InvalidState,
            "VM " + machine.displayName() + ": " + boot.failure};
}

} // namespace

Result<int> LibvirtHypervisor::attach(const std::string &which, const MachineStreams &streams,
                                      const base::OperationContext &context)
{
    CATAMARAN_TRY(const FoundMachine machine, findOurs(which));
    if (machine.view.metadata->full)
        return base::fail(base::Error(Errc::Unsupported, "a full VM has no one program to attach to")
                              .withFix("Use `catamaran vm console " + machine.displayName() + "`."));
    if (!machine.active() && !streams.fromStart)
        return base::fail(Errc::InvalidState, "You cannot attach to a stopped VM, start it first");
    if (machine.state == VIR_DOMAIN_PAUSED)
        return base::fail(Errc::InvalidState, "You cannot attach to a paused VM, resume it first");
    const MachineFiles files = machine.files();
    guest::JournalReader reader(files.journal(), files.readBootNote().journalOffset);
    guest::FileWatch watch(files.journal());
    guest::BootRecord boot;
    guest::InputPump pump(streams, 0);
    if (!streams.fromStart)
        while (const auto frame = reader.next())
            applyFrame(boot, *frame);
    const auto show = [&] {
        while (const auto frame = reader.next()) {
            applyFrame(boot, *frame);
            if (frame->type() == CT_OUTPUT && streams.onOutput)
                if (const auto data = frame->text(CT_TAG_DATA))
                    streams.onOutput(frame->number(CT_TAG_STREAM) == 2, *data);
        }
    };
    auto nextLook = base::SteadyClock::now();
    for (;;) {
        show();
        if (boot.exitCode) {
            CATAMARAN_CHECK(waitInactive(machine.view.uuid, milliseconds(5000)));
            if (!boot.failure.empty())
                return base::fail(whyNotStarted(machine, boot));
            return *boot.exitCode;
        }
        if (context.stopRequested())
            return base::fail(Errc::Cancelled, "detached from the VM");
        if (boot.startedNs && pump.waiting()) {
            auto session = guest::ControlSession::open(controlSocket(machine.view.uuid), milliseconds(2000));
            // One that is just ending does not answer; its record tells.
            if (session)
                (void)pump.give(*session);
        }
        if (base::SteadyClock::now() >= nextLook) {
            nextLook = base::SteadyClock::now() + kLook;
            const auto now = refresh(machine.view.uuid);
            if (!now && now.error().code() != Errc::NotFound)
                return base::fail(now.error());
            if (!now || !now->active()) {
                show();
                if (!boot.exitCode)
                    return 137; // killed: that is how docker reports it
                continue;
            }
        }
        watch.wait(pump.pending() ? 10 : 50, boot.startedNs ? pump.watch() : std::array<int, 2>{-1, -1});
    }
}

Result<int> LibvirtHypervisor::execStreams(const std::string &which, const MachineExecRequest &request,
                                           const MachineStreams &streams,
                                           const base::OperationContext &context)
{
    CATAMARAN_TRY(const FoundMachine machine, findOurs(which));
    if (!machine.active())
        return base::fail(Errc::InvalidState, "VM " + machine.displayName() + " is not running");
    if (!machine.view.metadata->full)
        return guest::execWithStreams(controlSocket(machine.view.uuid), request, streams, context);
    if (request.tty || streams.input >= 0 || !request.user.empty() || !request.workingDirectory.empty() ||
        request.detach)
        return base::fail(
            base::Error(Errc::Unsupported, "the guest agent of a full VM runs plain commands only")
                .withFix("Use `catamaran vm ssh " + machine.displayName() + "`."));
    CATAMARAN_TRY(const MachineExecResult result,
                  agentExec(machine, request.arguments, request.environment, context));
    if (streams.onOutput) {
        streams.onOutput(false, result.out);
        streams.onOutput(true, result.err);
    }
    return result.exitCode;
}

Result<void> LibvirtHypervisor::signal(const std::string &which, int number)
{
    CATAMARAN_TRY(const FoundMachine machine, findOurs(which));
    if (!machine.active())
        return base::fail(Errc::InvalidState, "VM " + machine.displayName() + " is not running");
    if (machine.view.metadata->full)
        return base::fail(Errc::Unsupported, "signals are for the program of a light VM");
    CATAMARAN_TRY(auto session,
                  guest::ControlSession::open(controlSocket(machine.view.uuid), milliseconds(2000)));
    guest::FrameBuilder frame(CT_SIGNAL);
    frame.number(CT_TAG_SIGNAL, static_cast<std::uint64_t>(number));
    CATAMARAN_CHECK(session.request(std::move(frame), milliseconds(2000)));
    return {};
}

} // namespace catamaran::hv
