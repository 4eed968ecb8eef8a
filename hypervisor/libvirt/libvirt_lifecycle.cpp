// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "engine/base/file.h"
#include "hypervisor/guest/channel.h"
#include "hypervisor/libvirt/libvirt_hypervisor.h"
#include "hypervisor/libvirt/tap_link.h"

#include <algorithm>
#include <fcntl.h>
#include <filesystem>
#include <poll.h>
#include <sys/file.h>
#include <unistd.h>

namespace catamaran::hv {

using base::Errc;
using base::Result;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds kLook{100}; ///< how often libvirt is asked while the journal is silent

base::Error cancelled(const char *what)
{
    return {Errc::Cancelled, std::string(what) + " was cancelled"};
}

base::Error endedEarly(const FoundMachine &machine, const guest::BootRecord &boot)
{
    if (!boot.failure.empty()) {
        const int code = boot.exitCode.value_or(1);
        return {code == 127   ? Errc::CommandNotFound
                : code == 126 ? Errc::CommandNotExecutable
                              : Errc::InvalidState,
                "VM " + machine.displayName() + ": " + boot.failure};
    }
    base::Error error(Errc::InvalidState, "VM " + machine.displayName() +
                                              " ended before its command ran: QEMU was killed or crashed, or "
                                              "the guest kernel panicked");
    return std::move(error).withFix("See `catamaran vm console " + machine.displayName() +
                                    "` for what it printed.");
}

} // namespace

Result<void> LibvirtHypervisor::waitReady(const std::string &which, milliseconds deadline,
                                          const base::OperationContext &context)
{
    CATAMARAN_TRY(FoundMachine machine, findOurs(which));
    if (machine.view.metadata->full)
        return waitFullReady(std::move(machine), deadline, context);
    const MachineFiles files = machine.files();
    const BootNote note = files.readBootNote();
    guest::JournalReader reader(files.journal(), note.journalOffset);
    guest::FileWatch watch(files.journal());
    guest::BootRecord boot;
    const auto end = base::SteadyClock::now() + deadline;
    auto nextLook = base::SteadyClock::now() + kLook;
    for (;;) {
        while (const auto frame = reader.next()) {
            applyFrame(boot, *frame);
            // The frame was written when it was stamped; good enough until a ping does better.
            if (frame->type() == CT_READY && boot.readyNs && note.clockOffsetNs == 0)
                rememberClock(machine, base::steadyNanoseconds() - *boot.readyNs);
        }
        if (boot.startedNs) {
            if (!boot.exitNs)
                if (const auto offset = guest::measureClockOffset(controlSocket(machine.view.uuid)))
                    rememberClock(machine, *offset);
            m_connection.announce({MachineEvent::Kind::Ready, machine.view.uuid});
            return {};
        }
        if (boot.exitCode)
            return base::fail(endedEarly(machine, boot));
        const auto now = base::SteadyClock::now();
        if (context.stopRequested())
            return base::fail(cancelled("waiting for the VM"));
        if (now >= end)
            return base::fail(base::Error(Errc::Timeout, "VM " + machine.displayName() +
                                                             " was not ready after " +
                                                             std::to_string(deadline.count()) + " ms")
                                  .withFix("See `catamaran vm console " + machine.displayName() + "`."));
        if (now >= nextLook) {
            nextLook = now + kLook;
            CATAMARAN_TRY(machine, refresh(machine.view.uuid));
            if (!machine.active()) {
                while (const auto frame = reader.next())
                    applyFrame(boot, *frame);
                if (!boot.startedNs)
                    return base::fail(endedEarly(machine, boot));
                continue;
            }
        }
        watch.wait(20);
    }
}

Result<int> LibvirtHypervisor::wait(const std::string &which, const base::OperationContext &context)
{
    CATAMARAN_TRY(FoundMachine machine, find(which));
    if (!machine.ours || machine.view.metadata->full) {
        while (machine.active()) {
            if (context.stopRequested())
                return base::fail(cancelled("waiting for the VM"));
            ::poll(nullptr, 0, 100);
            auto now = refresh(machine.view.uuid);
            if (!now && now.error().code() == Errc::NotFound)
                return 0; // removed meanwhile
            CATAMARAN_TRY(machine, std::move(now));
        }
        return summarize(machine).exitCode.value_or(0);
    }
    const MachineFiles files = machine.files();
    guest::JournalReader reader(files.journal(), files.readBootNote().journalOffset);
    guest::FileWatch watch(files.journal());
    guest::BootRecord boot;
    auto nextLook = base::SteadyClock::now();
    for (;;) {
        while (const auto frame = reader.next())
            applyFrame(boot, *frame);
        if (context.stopRequested())
            return base::fail(cancelled("waiting for the VM"));
        if (boot.exitCode) {
            CATAMARAN_CHECK(waitInactive(machine.view.uuid, milliseconds(5000)));
            break;
        }
        if (base::SteadyClock::now() >= nextLook) {
            nextLook = base::SteadyClock::now() + kLook;
            auto now = refresh(machine.view.uuid);
            if (!now && now.error().code() == Errc::NotFound)
                break; // removed meanwhile
            if (!now)
                return base::fail(std::move(now).error());
            if (!now->active()) {
                while (const auto frame = reader.next())
                    applyFrame(boot, *frame);
                break;
            }
        }
        watch.wait(50);
    }
    // No record: it was killed; that is how docker reports a kill.
    return boot.exitCode.value_or(137);
}

Result<void> LibvirtHypervisor::waitInactive(const std::string &uuid, milliseconds deadline)
{
    const auto end = base::SteadyClock::now() + deadline;
    for (;;) {
        const auto machine = refresh(uuid);
        if (!machine)
            return machine.error().code() == Errc::NotFound ? Result<void>{} : Result<void>(machine.error());
        if (!machine->active())
            return {};
        if (base::SteadyClock::now() >= end)
            return base::fail(Errc::Timeout, "VM " + machine->displayName() + " is still running");
        ::poll(nullptr, 0, 5);
    }
}

Result<void> LibvirtHypervisor::destroy(const std::string &uuid)
{
    return m_connection.call([uuid](virConnectPtr connection) -> Result<void> {
        const Domain domain(virDomainLookupByUUIDString(connection, uuid.c_str()));
        if (!domain || virDomainIsActive(domain.get()) != 1)
            return {};
        if (virDomainDestroy(domain.get()) == 0)
            return {};
        // It may have ended by itself just now.
        const virErrorPtr error = virGetLastError();
        if (error != nullptr &&
            (error->code == VIR_ERR_NO_DOMAIN || error->code == VIR_ERR_OPERATION_INVALID))
            return {};
        return base::fail(libvirtError("stop the VM"));
    });
}

Result<void> LibvirtHypervisor::askToPowerOff(const std::string &uuid, std::chrono::seconds grace,
                                              const base::OperationContext &context)
{
    const auto end = base::SteadyClock::now() + grace;
    auto nextAsk = base::SteadyClock::now();
    while (base::SteadyClock::now() < end && !context.stopRequested()) {
        if (base::SteadyClock::now() >= nextAsk) {
            // A guest that is still booting does not hear the button: press it again.
            nextAsk = base::SteadyClock::now() + std::chrono::seconds(5);
            CATAMARAN_CHECK(onDomain(uuid, [](virDomainPtr domain) -> Result<void> {
                virDomainResume(domain); // a paused one cannot answer
                virDomainShutdownFlags(domain, VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN);
                return {};
            }));
        }
        CATAMARAN_TRY(const FoundMachine now, refresh(uuid));
        if (!now.active())
            return {};
        ::poll(nullptr, 0, 50);
    }
    return destroy(uuid);
}

Result<void> LibvirtHypervisor::stop(const std::string &which, std::chrono::seconds grace,
                                     const base::OperationContext &context)
{
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    if (!machine.active())
        return {};
    context.report("Stopping the VM");
    if (!machine.ours) {
        CATAMARAN_CHECK(askToPowerOff(machine.view.uuid, grace, context));
        return waitInactive(machine.view.uuid, milliseconds(10000));
    }
    const MachineFiles files = machine.files();
    BootNote note = files.readBootNote();
    note.stopRequested = true;
    CATAMARAN_CHECK(files.writeBootNote(note));
    if (machine.view.metadata->full) {
        CATAMARAN_CHECK(askToPowerOff(machine.view.uuid, grace, context));
        CATAMARAN_CHECK(waitInactive(machine.view.uuid, milliseconds(10000)));
        dropTap(machine.view.metadata->tap);
        return {};
    }
    const auto boot = guest::readBoot(files.journal(), note.journalOffset);
    if (boot.startedNs && grace.count() > 0) {
        auto session = guest::ControlSession::open(controlSocket(machine.view.uuid), milliseconds(2000));
        if (session) {
            guest::FrameBuilder request(CT_POWEROFF);
            request.number(CT_TAG_WAIT, static_cast<std::uint64_t>(grace.count()) * 1000);
            if (session->request(request, milliseconds(2000)) &&
                waitInactive(machine.view.uuid, grace + milliseconds(1500))) {
                dropTap(machine.view.metadata->tap);
                return {};
            }
        }
    }
    CATAMARAN_CHECK(destroy(machine.view.uuid));
    CATAMARAN_CHECK(waitInactive(machine.view.uuid, milliseconds(10000)));
    dropTap(machine.view.metadata->tap);
    return {};
}

Result<void> LibvirtHypervisor::undefine(const FoundMachine &machine)
{
    const std::string uuid = machine.view.uuid;
    CATAMARAN_CHECK(m_connection.call([uuid](virConnectPtr connection) -> Result<void> {
        const Domain domain(virDomainLookupByUUIDString(connection, uuid.c_str()));
        if (domain && virDomainUndefineFlags(domain.get(), VIR_DOMAIN_UNDEFINE_MANAGED_SAVE |
                                                               VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA |
                                                               VIR_DOMAIN_UNDEFINE_NVRAM) != 0)
            return base::fail(libvirtError("remove the VM's definition"));
        return {};
    }));
    if (machine.view.metadata)
        dropTap(machine.view.metadata->tap);
    const std::string socket = controlSocket(uuid);
    ::unlink(socket.c_str());
    ::unlink(agentSocket(uuid).c_str());
    ::unlink(screenSocket(uuid).c_str());
    ::unlink((socket + ".lock").c_str());
    m_sampled.lock()->erase(uuid);
    m_watch.forget(uuid);
    // Never trust a path from metadata further than our own directory.
    const std::string own = m_options.dataDirectory + "/machines/" + uuid;
    return base::removeTree(own);
}

Result<void> LibvirtHypervisor::remove(const std::string &which, bool force)
{
    CATAMARAN_TRY(const FoundMachine machine, findOurs(which));
    if (machine.active()) {
        if (!force)
            return base::fail(base::Error(Errc::InvalidState, "VM " + machine.displayName() + " is running")
                                  .withFix("Stop it first, or remove it with force (-f)."));
        CATAMARAN_CHECK(destroy(machine.view.uuid));
        CATAMARAN_CHECK(waitInactive(machine.view.uuid, milliseconds(10000)));
    }
    return undefine(machine);
}

Result<void> LibvirtHypervisor::reconcile()
{
    namespace fs = std::filesystem;
    const std::string root = m_options.dataDirectory + "/machines";
    // run() holds this lock from before it makes a directory until the domain is defined. Whoever gets it can
    // be sure that a directory without a domain belongs to nobody; if it is taken, the next start sweeps.
    const base::UniqueFd names(::open((root + "/.lock").c_str(), O_RDWR | O_CLOEXEC));
    if (!names || ::flock(names.get(), LOCK_EX | LOCK_NB) != 0)
        return {};
    CATAMARAN_TRY(const std::vector<FoundMachine> machines, list());
    std::vector<std::string> known;
    for (const FoundMachine &machine : machines) {
        if (isSpent(machine))
            CATAMARAN_CHECK(undefine(machine));
        else if (machine.view.metadata)
            known.push_back(machine.view.uuid);
    }
    const auto isKnown = [&](const std::string &uuid) {
        return std::find_if(known.begin(), known.end(),
                            [&](const std::string &full) { return full.starts_with(uuid); }) != known.end();
    };
    std::error_code error;
    for (fs::directory_iterator it(root, error), end; !error && it != end; it.increment(error)) {
        if (it->is_directory() && !isKnown(it->path().filename()))
            CATAMARAN_CHECK(base::removeTree(it->path()));
    }
    for (fs::directory_iterator it(m_options.runDirectory, error), end; !error && it != end;
         it.increment(error)) {
        const std::string name = it->path().filename();
        const auto dot = name.find(".ctl");
        if (dot == 12 && !isKnown(name.substr(0, dot)))
            ::unlink(it->path().c_str());
    }
    CATAMARAN_CHECK(sweepBases());
    return m_disks.sweep();
}

void LibvirtHypervisor::reconcileOnce()
{
    // A sweep that fails must not stand in the way of what was asked for; the next start tries again.
    std::call_once(m_reconciled, [this] { (void)reconcile(); });
}

void LibvirtHypervisor::rememberClock(const FoundMachine &machine, std::int64_t offset)
{
    BootNote note = machine.files().readBootNote();
    note.clockOffsetNs = offset;
    (void)machine.files().writeBootNote(note);
}

} // namespace catamaran::hv
