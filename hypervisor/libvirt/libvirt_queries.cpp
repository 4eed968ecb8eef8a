// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "engine/base/file.h"
#include "hypervisor/guest/channel.h"
#include "hypervisor/libvirt/identity.h"
#include "hypervisor/libvirt/kvm_doubt.h"
#include "hypervisor/libvirt/libvirt_hypervisor.h"
#include "hypervisor/libvirt/machine_health.h"
#include "hypervisor/libvirt/qemu_process.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::hv {

using base::Errc;
using base::Result;
using std::chrono::milliseconds;

bool FoundMachine::active() const
{
    return state != VIR_DOMAIN_SHUTOFF && state != VIR_DOMAIN_CRASHED;
}

const std::string &FoundMachine::displayName() const
{
    return view.metadata ? view.metadata->name : view.name;
}

Result<FoundMachine> LibvirtHypervisor::describe(virDomainPtr domain) const
{
    const std::string text = takeText(virDomainGetXMLDesc(domain, 0));
    if (text.empty())
        return base::fail(libvirtError("read a VM's description"));
    FoundMachine out;
    CATAMARAN_TRY(out.view, xml::readDomain(text));
    if (virDomainGetState(domain, &out.state, &out.reason, 0) != 0)
        return base::fail(libvirtError("read the state of " + out.view.name));
    out.ours = out.view.metadata && out.view.metadata->instance == m_options.instance;
    return out;
}

Result<std::vector<FoundMachine>> LibvirtHypervisor::list()
{
    const auto lost = std::make_shared<std::atomic<bool>>(false); // the call may outlive this function
    const auto ask = [this, lost](virConnectPtr connection) -> Result<std::vector<FoundMachine>> {
        virDomainPtr *raw = nullptr;
        const int count = virConnectListAllDomains(connection, &raw, 0);
        if (count < 0) {
            base::Error error = libvirtError("list the VMs");
            *lost = virConnectIsAlive(connection) != 1;
            return base::fail(std::move(error));
        }
        std::vector<Domain> domains;
        for (int i = 0; i < count; ++i)
            domains.emplace_back(raw[i]);
        std::free(raw);
        std::vector<FoundMachine> out;
        for (const Domain &domain : domains)
            if (auto machine = describe(domain.get())) // one that vanished meanwhile is simply not listed
                out.push_back(std::move(*machine));
        return out;
    };
    auto listed = m_connection.call(ask);
    if (!listed && *lost) // its daemon died since the last question; another one knows the VMs, too
        listed = m_connection.call(ask);
    if (listed && m_heard)
        *m_lastSeen.lock() = *listed;
    return listed;
}

Result<FoundMachine> LibvirtHypervisor::refresh(const std::string &uuid)
{
    return m_connection.call([this, uuid](virConnectPtr connection) -> Result<FoundMachine> {
        const Domain domain(virDomainLookupByUUIDString(connection, uuid.c_str()));
        if (!domain)
            return base::fail(libvirtError("find the VM"));
        return describe(domain.get());
    });
}

Result<FoundMachine> LibvirtHypervisor::find(const std::string &which)
{
    CATAMARAN_TRY(std::vector<FoundMachine> machines, list());
    std::vector<const FoundMachine *> matches;
    for (const FoundMachine &machine : machines) {
        if (machine.view.uuid == which || (machine.ours && machine.displayName() == which))
            return machine;
        if (!which.empty() && machine.view.uuid.starts_with(which))
            matches.push_back(&machine);
    }
    for (const FoundMachine &machine : machines)
        if (!machine.ours && machine.view.name == which)
            return machine;
    if (matches.size() == 1)
        return *matches.front();
    if (matches.size() > 1)
        return base::fail(Errc::InvalidArgument, "the id prefix " + which + " means more than one VM");
    return base::fail(Errc::NotFound, "No such VM: " + which);
}

Result<FoundMachine> LibvirtHypervisor::findOurs(const std::string &which)
{
    CATAMARAN_TRY(FoundMachine machine, find(which));
    if (!machine.ours)
        return base::fail(
            base::Error(Errc::InvalidState, "VM " + machine.displayName() + " was not made by Catamaran")
                .withFix("Use the program that made it (virsh, virt-manager)."));
    // Whoever was told of the end may act on it at once, although libvirt has not reaped the process yet.
    if (machine.active() && m_watch.justEnded(machine.view.uuid)) {
        CATAMARAN_CHECK(waitInactive(machine.view.uuid, std::chrono::milliseconds(1000)));
        return refresh(machine.view.uuid);
    }
    return machine;
}

namespace {

void setState(const FoundMachine &machine, const BootNote &note, const guest::BootRecord &boot,
              bool wasStarted, MachineSummary &out)
{
    out.exitCode = boot.exitCode;
    switch (machine.state) {
    case VIR_DOMAIN_RUNNING:
    case VIR_DOMAIN_BLOCKED:
        out.state = boot.exitCode || note.stopRequested ? MachineState::Stopping
                    : boot.startedNs                    ? MachineState::Ready
                                                        : MachineState::Booting;
        return;
    case VIR_DOMAIN_PAUSED:
        out.state = MachineState::Paused;
        if (machine.reason == VIR_DOMAIN_PAUSED_IOERROR)
            out.stateReason = "paused by a disk error (is the host's disk full?)";
        else if (machine.reason == VIR_DOMAIN_PAUSED_STARTING_UP)
            out.state = MachineState::Starting;
        return;
    case VIR_DOMAIN_SHUTDOWN:
        out.state = MachineState::Stopping;
        return;
    default:
        break;
    }
    if (!wasStarted) {
        out.state = MachineState::Defining;
    } else if (!boot.failure.empty()) {
        out.state = MachineState::Failed;
        out.stateReason = boot.failure;
    } else if (boot.exitCode) {
        out.state = MachineState::Stopped;
    } else if (note.stopRequested) {
        out.state = MachineState::Stopped;
        out.stateReason = "killed";
        out.exitCode = 137;
    } else if (note.qemuNs == 0) {
        out.state = MachineState::Failed;
        out.stateReason = "QEMU could not be started";
    } else {
        out.state = MachineState::Failed;
        out.stateReason = "QEMU was killed or crashed, or the guest kernel panicked";
        out.exitCode = 137;
    }
}

} // namespace

void LibvirtHypervisor::judge(const FoundMachine &machine, const MachineFiles &files, const BootNote &note,
                              MachineSummary &out) const
{
    const bool late = judgeRunning(files, note, guest::readBoot(files.journal(), note.journalOffset),
                                   controlSocket(machine.view.uuid), out);
    if (!late || out.accelerator != Accelerator::Kvm)
        return;
    // The probe guest was too simple for this host's KVM.
    (void)doubtKvm(m_options.dataDirectory, out.name, (realtimeNs() - note.startedNs) / 1'000'000'000);
    out.stateFix = "KVM of this host lets guests hang: `catamaran vm kill " + out.name +
                   "` and `catamaran vm start " + out.name +
                   "` start it with software emulation, as new VMs do until the host has booted again.";
}

MachineSummary LibvirtHypervisor::summarize(const FoundMachine &machine) const
{
    MachineSummary out;
    out.id = machine.view.uuid;
    out.name = machine.displayName();
    out.ours = machine.ours;
    out.memory = machine.view.memory;
    out.cpus = machine.view.cpus;
    out.accelerator = machine.view.accelerator;
    if (!machine.ours) {
        out.state = machine.active() ? MachineState::Ready : MachineState::Stopped;
        if (machine.state == VIR_DOMAIN_PAUSED)
            out.state = MachineState::Paused;
        return out;
    }
    const xml::VmMetadata &metadata = *machine.view.metadata;
    out.image = metadata.image;
    out.createdNs = metadata.createdNs;
    out.ports = metadata.ports;
    out.labels = metadata.labels;
    out.full = metadata.full;
    out.firstName = metadata.firstName.empty() ? metadata.name : metadata.firstName;
    out.address = metadata.address;
    out.sshUser = metadata.sshUser;
    out.sshPort = metadata.sshPort;
    if (metadata.full) {
        setFullState(machine, out);
        if (out.state == MachineState::Paused)
            explainState(machine.files(), {}, out);
        else if (out.state == MachineState::Failed)
            out.stateFix = "Start it again with `catamaran vm start " + out.name +
                           "`: its disk is as after a power cut.";
        return out;
    }
    out.tty = metadata.tty;
    out.openStdin = metadata.openStdin;
    out.restart = metadata.restart;
    const MachineFiles files = machine.files();
    const BootNote note = files.readBootNote();
    out.restarts = note.restarts;
    out.startedBy = note.startedBy.empty() ? "cold" : note.startedBy;
    out.startedNs = note.startedNs;
    setState(machine, note, guest::readBoot(files.journal(), note.journalOffset), files.hasBootNote(), out);
    if (out.state == MachineState::Ready || out.state == MachineState::Booting)
        judge(machine, files, note, out);
    else
        explainState(files, note, out);
    if (wantsRestart(machine) && isWatched(machine)) {
        out.state = MachineState::Starting;
        out.stateReason = "restarting (" + metadata.restart.name + ")";
    }
    return out;
}

bool LibvirtHypervisor::isSpent(const FoundMachine &machine)
{
    return machine.ours && !machine.active() && machine.view.metadata->autoRemove &&
           machine.files().hasBootNote() && machine.files().readBootNote().qemuNs != 0;
}

Result<std::vector<MachineSummary>> LibvirtHypervisor::machines(bool all)
{
    reconcileOnce();
    auto found = seenBeforeAnEnd();
    const bool stale = found.has_value();
    if (!found) {
        CATAMARAN_TRY(found, list());
    }
    std::vector<MachineSummary> out;
    for (const FoundMachine &machine : *found) {
        if (isSpent(machine)) {
            if (!stale)
                CATAMARAN_CHECK(undefine(machine));
            continue;
        }
        if (isReserve(machine))
            continue;
        if (m_heard && machine.ours && machine.active())
            m_watch.watch(machine.view.uuid);
        if (all || machine.active())
            out.push_back(summarize(machine));
    }
    std::sort(out.begin(), out.end(),
              [](const MachineSummary &a, const MachineSummary &b) { return a.createdNs > b.createdNs; });
    return out;
}

std::optional<std::vector<FoundMachine>> LibvirtHypervisor::seenBeforeAnEnd()
{
    if (!m_heard)
        return std::nullopt;
    std::vector<FoundMachine> out = *m_lastSeen.lock();
    bool any = false;
    for (FoundMachine &machine : out) {
        if (!machine.active() || !m_watch.justEnded(machine.view.uuid))
            continue;
        machine.state = VIR_DOMAIN_SHUTOFF;
        any = true;
    }
    return any ? std::optional(std::move(out)) : std::nullopt;
}

Result<MachineSummary> LibvirtHypervisor::machine(const std::string &which)
{
    if (const auto seen = seenBeforeAnEnd())
        for (const FoundMachine &machine : *seen)
            if (!machine.active() && (machine.view.uuid == which || machine.displayName() == which))
                return summarize(machine);
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    return summarize(machine);
}

Result<std::vector<Phase>> LibvirtHypervisor::phases(const std::string &which)
{
    CATAMARAN_TRY(const FoundMachine machine, findOurs(which));
    const MachineFiles files = machine.files();
    BootNote note = files.readBootNote();
    const guest::BootRecord boot = guest::readBoot(files.journal(), note.journalOffset);
    if (note.clockOffsetNs == 0 && boot.startedNs && machine.active())
        if (const auto offset = guest::measureClockOffset(controlSocket(machine.view.uuid))) {
            note.clockOffsetNs = *offset;
            rememberClock(machine, *offset);
        }
    std::vector<Phase> out;
    const auto add = [&](const char *name, std::int64_t at) {
        if (at != 0)
            out.push_back({name, at});
    };
    add("define", note.definedNs);
    add("qemu", note.qemuNs);
    if (note.clockOffsetNs != 0 && boot.readyNs) {
        // The guest's clock starts with its kernel.
        // That of a clone started with its template, long before.
        if (note.startedBy.empty())
            add("kernel", note.clockOffsetNs);
        add(note.startedBy.empty() ? "init" : "resumed", boot.initNs ? note.clockOffsetNs + *boot.initNs : 0);
        add("entrypoint", boot.startedNs ? note.clockOffsetNs + *boot.startedNs : 0);
        add("listening", boot.listening.empty() ? 0 : note.clockOffsetNs + boot.listening.front().atNs);
    }
    std::stable_sort(out.begin(), out.end(), [](const Phase &a, const Phase &b) { return a.atNs < b.atNs; });
    return out;
}

Result<std::string> LibvirtHypervisor::inspectJson(const std::string &which)
{
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    const MachineSummary summary = summarize(machine);
    nlohmann::json json = {
        {"Id", summary.id},
        {"Name", summary.name},
        {"DomainName", machine.view.name},
        {"ConnectionUri", m_connection.uri()},
        {"Ours", summary.ours},
        {"Image", summary.image},
        {"Accelerator", acceleratorName(summary.accelerator)},
        {"Acceleration", accelerationLabel(summary.accelerator)},
        {"Memory", summary.memory.count},
        {"Cpus", summary.cpus},
        {"Labels", summary.labels},
        {"State",
         {{"Status", machineStateName(summary.state)},
          {"Reason", summary.stateReason},
          {"Fix", summary.stateFix},
          {"ExitCode", summary.exitCode ? nlohmann::json(*summary.exitCode) : nlohmann::json()},
          {"StartedNs", summary.startedNs}}},
        {"RestartCount", summary.restarts},
        {"StartedBy", summary.startedBy},
        {"CreatedNs", summary.createdNs}};
    // Not known: neither a fault of the VM nor worth an error.
    (void)onDomain(machine.view.uuid, [&json](virDomainPtr domain) -> Result<void> {
        int autostart = 0;
        if (virDomainGetAutostart(domain, &autostart) == 0)
            json["Autostart"] = autostart != 0;
        return {};
    });
    json["Ports"] = nlohmann::json::array();
    for (const PortForward &port : summary.ports)
        json["Ports"].push_back({{"HostIp", port.hostIp},
                                 {"HostPort", port.hostPort},
                                 {"GuestPort", port.guestPort},
                                 {"Protocol", port.udp ? "udp" : "tcp"}});
    if (machine.view.metadata) {
        const xml::VmMetadata &metadata = *machine.view.metadata;
        json["ImageId"] = metadata.imageId;
        json["Args"] = metadata.arguments;
        json["Kernel"] = metadata.kernel;
        json["Profile"] = metadata.profile == Profile::Micro ? "micro" : "lean";
        json["RootDisk"] = metadata.disk;
        json["AutoRemove"] = metadata.autoRemove;
        json["ConsoleLog"] = machine.files().console();
        json["Tty"] = metadata.tty;
        json["OpenStdin"] = metadata.openStdin;
        json["RestartPolicy"] = {{"Name", metadata.restart.name.empty() ? "no" : metadata.restart.name},
                                 {"MaximumRetryCount", metadata.restart.maximum}};
        json["Kind"] = metadata.full ? "full" : "light";
        if (!metadata.bridge.empty())
            json["Network"] = {
                {"Bridge", metadata.bridge}, {"Tap", metadata.tap}, {"IPAddress", metadata.address}};
        if (metadata.sshPort != 0)
            json["Ssh"] = {{"User", metadata.sshUser}, {"Port", metadata.sshPort}};
    }
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<DiskUsage> LibvirtHypervisor::diskUsage(const std::string &which)
{
    CATAMARAN_TRY(const FoundMachine machine, findOurs(which));
    DiskUsage out;
    struct stat status {};
    if (::stat(machine.view.metadata->disk.c_str(), &status) == 0)
        out.sharedBytes = status.st_blocks * 512;
    // The writable layer is in the guest's memory; what the VM owns on disk is its initrd, journal and
    // console.
    CATAMARAN_TRY(out.uniqueBytes, base::diskUsage(machine.view.metadata->directory));
    return out;
}

Result<MachineExecResult> LibvirtHypervisor::exec(const std::string &which,
                                                  const std::vector<std::string> &arguments,
                                                  const std::vector<std::string> &environment,
                                                  const base::OperationContext &context)
{
    CATAMARAN_TRY(const FoundMachine machine, findOurs(which));
    if (!machine.active())
        return base::fail(Errc::InvalidState, "VM " + machine.displayName() + " is not running");
    if (machine.view.metadata->full)
        return agentExec(machine, arguments, environment, context);
    return guest::execInGuest(controlSocket(machine.view.uuid), arguments, environment, {}, {}, context);
}

Result<void> LibvirtHypervisor::logs(const std::string &which, bool follow,
                                     const std::function<void(bool, std::string_view)> &onOutput,
                                     const base::OperationContext &context)
{
    CATAMARAN_TRY(const FoundMachine machine, findOurs(which));
    // A system of its own has no one program; what it says, it says on the console.
    if (machine.view.metadata->full)
        return console(
            machine.view.uuid, follow, -1, [&](std::string_view text) { onOutput(false, text); }, context);
    const MachineFiles files = machine.files();
    guest::JournalReader reader(files.journal());
    guest::FileWatch watch(files.journal());
    auto nextLook = base::SteadyClock::now();
    bool ended = false;
    for (;;) {
        while (const auto frame = reader.next()) {
            if (frame->type() == CT_READY)
                ended = false;
            if (frame->type() == CT_EXIT)
                ended = true;
            if (frame->type() == CT_OUTPUT)
                if (const auto data = frame->text(CT_TAG_DATA))
                    onOutput(frame->number(CT_TAG_STREAM) == 2, *data);
        }
        if (!follow || context.stopRequested() || ended)
            return {};
        if (base::SteadyClock::now() >= nextLook) {
            nextLook = base::SteadyClock::now() + milliseconds(200);
            const auto now = refresh(machine.view.uuid);
            if (!now || !now->active()) {
                follow = false; // one more round for what came last
                continue;
            }
        }
        watch.wait(50);
    }
}

namespace {

/// Keys from `input` to the terminal behind the serial port. What the terminal shows is drained: the log
/// file, which is what the user sees, gets it as well, and QEMU would block on a full terminal.
void pumpKeys(int terminal, int input)
{
    std::array<char, 4096> buffer;
    std::array<pollfd, 2> watch{{{terminal, POLLIN, 0}, {input, POLLIN, 0}}};
    if (::poll(watch.data(), watch.size(), 0) <= 0)
        return;
    if ((watch[0].revents & POLLIN) != 0) {
        [[maybe_unused]] const ssize_t drained = ::read(terminal, buffer.data(), buffer.size());
    }
    if ((watch[1].revents & POLLIN) != 0) {
        const ssize_t n = ::read(input, buffer.data(), buffer.size());
        for (ssize_t at = 0; at < n;) {
            const ssize_t written = ::write(terminal, buffer.data() + at, static_cast<std::size_t>(n - at));
            if (written <= 0)
                break;
            at += written;
        }
    }
}

} // namespace

Result<void> LibvirtHypervisor::console(const std::string &which, bool follow, int inputFd,
                                        const std::function<void(std::string_view)> &onOutput,
                                        const base::OperationContext &context)
{
    CATAMARAN_TRY(const FoundMachine machine, findOurs(which));
    const std::string path = machine.files().console();
    base::UniqueFd log(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    base::UniqueFd terminal;
    if (follow && inputFd >= 0 && !machine.view.consoleTty.empty())
        terminal.reset(::open(machine.view.consoleTty.c_str(), O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    std::array<char, 16384> buffer;
    auto nextLook = base::SteadyClock::now();
    for (;;) {
        ssize_t n = 0;
        while (log && (n = ::read(log.get(), buffer.data(), buffer.size())) > 0)
            onOutput({buffer.data(), static_cast<std::size_t>(n)});
        if (!follow || context.stopRequested())
            return {};
        if (terminal)
            pumpKeys(terminal.get(), inputFd);
        if (base::SteadyClock::now() >= nextLook) {
            nextLook = base::SteadyClock::now() + milliseconds(200);
            const auto now = refresh(machine.view.uuid);
            if (!now || !now->active()) {
                follow = false;
                continue;
            }
        }
        ::poll(nullptr, 0, 10);
    }
}

} // namespace catamaran::hv
