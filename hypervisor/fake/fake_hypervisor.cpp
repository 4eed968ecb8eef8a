// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/fake/fake_hypervisor.h"

#include "engine/base/clock.h"

#include <algorithm>

namespace catamaran::hv {

using base::Errc;
using base::Result;

void FakeHypervisor::failNext(const std::string &call, base::Error error)
{
    m_state.lock()->faults[call].push_back(std::move(error));
}

Result<void> FakeHypervisor::fault(const std::string &call)
{
    auto state = m_state.lock();
    auto &queue = state->faults[call];
    if (queue.empty())
        return {};
    base::Error error = std::move(queue.front());
    queue.pop_front();
    return base::fail(std::move(error));
}

Result<FakeHypervisor::Machine *> FakeHypervisor::find(State &state, const std::string &which)
{
    for (Machine &machine : state.machines)
        if (machine.summary.name == which || (!which.empty() && machine.summary.id.starts_with(which)))
            return &machine;
    return base::fail(Errc::NotFound, "No such VM: " + which);
}

void FakeHypervisor::announce(MachineEvent::Kind kind, const std::string &id)
{
    const std::list<std::shared_ptr<Listener>> copy = *m_listeners->lock();
    for (const auto &listener : copy)
        (*listener)({kind, id});
}

void FakeHypervisor::begin(Machine &machine)
{
    const std::int64_t now = base::steadyNanoseconds();
    machine.summary.state = MachineState::Ready;
    machine.summary.exitCode.reset();
    machine.phases.clear();
    std::int64_t at = now;
    for (const char *name : {"define", "qemu", "kernel", "init", "entrypoint", "listening"})
        machine.phases.push_back({name, at += 1000000});
}

void FakeHypervisor::end(const std::string &name, std::optional<int> code)
{
    std::string id;
    {
        auto state = m_state.lock();
        const auto machine = find(*state, name);
        if (!machine)
            return;
        (*machine)->summary.state = code ? MachineState::Stopped : MachineState::Failed;
        (*machine)->summary.stateReason = code ? "" : "QEMU was killed";
        (*machine)->summary.exitCode = code.value_or(137);
        id = (*machine)->summary.id;
    }
    m_changed.notify_all();
    announce(MachineEvent::Kind::Stopped, id);
}

void FakeHypervisor::exitMachine(const std::string &name, int code)
{
    end(name, code);
}

void FakeHypervisor::killMachine(const std::string &name)
{
    end(name, std::nullopt);
}

void FakeHypervisor::appendLog(const std::string &name, const std::string &text)
{
    auto state = m_state.lock();
    if (const auto machine = find(*state, name))
        (*machine)->log += text;
}

void FakeHypervisor::setExecResult(MachineExecResult result)
{
    m_state.lock()->execResult = std::move(result);
}

void FakeHypervisor::setStatistics(const std::string &name, MachineStatistics statistics)
{
    auto state = m_state.lock();
    if (const auto machine = find(*state, name))
        (*machine)->statistics = statistics;
}

AcceleratorReport FakeHypervisor::accelerator()
{
    return {Accelerator::Tcg, "the fake driver runs nothing", "", 0};
}

std::vector<Capability> FakeHypervisor::capabilities()
{
    return {{"accelerator", false, "the fake driver runs nothing", ""}, {"libvirt", true, "fake", ""}};
}

Result<std::string> FakeHypervisor::run(const MachineSpec &spec, const base::OperationContext &)
{
    CATAMARAN_CHECK(fault("run"));
    std::string id;
    {
        auto state = m_state.lock();
        if (find(*state, spec.name))
            return base::fail(Errc::AlreadyExists, "the VM name \"" + spec.name + "\" is already in use");
        Machine machine;
        id = std::to_string(state->nextId++);
        id.insert(0, 32 - id.size(), 'f');
        machine.summary.id = id;
        machine.summary.name = spec.name;
        machine.summary.image = spec.image;
        machine.summary.ports = spec.ports;
        machine.summary.labels = spec.labels;
        machine.summary.memory = spec.memory;
        machine.summary.cpus = spec.cpus;
        machine.autoRemove = spec.autoRemove;
        begin(machine);
        state->machines.push_back(std::move(machine));
    }
    announce(MachineEvent::Kind::Changed, id);
    return id;
}

Result<void> FakeHypervisor::start(const std::string &which, const base::OperationContext &)
{
    CATAMARAN_CHECK(fault("start"));
    auto state = m_state.lock();
    CATAMARAN_TRY(Machine * machine, find(*state, which));
    if (machine->summary.state != MachineState::Ready)
        begin(*machine);
    return {};
}

Result<void> FakeHypervisor::waitReady(const std::string &which, std::chrono::milliseconds,
                                       const base::OperationContext &)
{
    CATAMARAN_CHECK(fault("waitReady"));
    auto state = m_state.lock();
    CATAMARAN_TRY(const Machine *machine, find(*state, which));
    if (machine->summary.state != MachineState::Ready)
        return base::fail(Errc::InvalidState, "VM " + which + " ended before its command ran");
    return {};
}

Result<int> FakeHypervisor::wait(const std::string &which, const base::OperationContext &context)
{
    CATAMARAN_CHECK(fault("wait"));
    const std::stop_callback wake(context.stop, [this] {
        // Under the lock, so that the waiter is either before its check or asleep.
        const auto guard = m_state.lock();
        m_changed.notify_all();
    });
    auto state = m_state.lock();
    int code = -1;
    bool gone = false;
    state.wait(m_changed, [&](State &s) {
        const auto machine = find(s, which);
        gone = !machine;
        if (machine && (*machine)->summary.exitCode)
            code = *(*machine)->summary.exitCode;
        return gone || code >= 0 || context.stopRequested();
    });
    if (gone)
        return base::fail(Errc::NotFound, "No such VM: " + which);
    if (code < 0)
        return base::fail(Errc::Cancelled, "waiting for the VM was cancelled");
    return code;
}

Result<void> FakeHypervisor::stop(const std::string &which, std::chrono::seconds,
                                  const base::OperationContext &)
{
    CATAMARAN_CHECK(fault("stop"));
    {
        auto state = m_state.lock();
        CATAMARAN_TRY(const Machine *machine, find(*state, which));
        if (machine->summary.state != MachineState::Ready)
            return {};
    }
    end(which, 143);
    return {};
}

Result<void> FakeHypervisor::remove(const std::string &which, bool force)
{
    CATAMARAN_CHECK(fault("remove"));
    std::string id;
    {
        auto state = m_state.lock();
        CATAMARAN_TRY(const Machine *machine, find(*state, which));
        if (machine->summary.state == MachineState::Ready && !force)
            return base::fail(Errc::InvalidState, "VM " + which + " is running");
        id = machine->summary.id;
        std::erase_if(state->machines, [&](const Machine &m) { return m.summary.id == id; });
    }
    m_changed.notify_all();
    announce(MachineEvent::Kind::Removed, id);
    return {};
}

Result<std::vector<MachineSummary>> FakeHypervisor::machines(bool all)
{
    CATAMARAN_CHECK(fault("machines"));
    std::vector<MachineSummary> out;
    for (const Machine &machine : m_state.lock()->machines)
        if (all || machine.summary.state == MachineState::Ready)
            out.push_back(machine.summary);
    return out;
}

Result<MachineSummary> FakeHypervisor::machine(const std::string &which)
{
    CATAMARAN_CHECK(fault("machine"));
    auto state = m_state.lock();
    CATAMARAN_TRY(const Machine *machine, find(*state, which));
    return machine->summary;
}

Result<std::string> FakeHypervisor::inspectJson(const std::string &which)
{
    CATAMARAN_TRY(const MachineSummary summary, machine(which));
    return "{\"Id\": \"" + summary.id + "\"}"; // digits and letters only: nothing to escape
}

Result<std::vector<Phase>> FakeHypervisor::phases(const std::string &which)
{
    CATAMARAN_CHECK(fault("phases"));
    auto state = m_state.lock();
    CATAMARAN_TRY(const Machine *machine, find(*state, which));
    return machine->phases;
}

Result<std::vector<MachineStatistics>> FakeHypervisor::statistics(const std::vector<std::string> &ids)
{
    CATAMARAN_CHECK(fault("statistics"));
    auto state = m_state.lock();
    std::vector<MachineStatistics> out;
    for (const std::string &id : ids) {
        const auto machine = find(*state, id);
        out.push_back(machine ? (*machine)->statistics : MachineStatistics{});
        out.back().takenAtNs = base::steadyNanoseconds();
    }
    return out;
}

Result<DiskUsage> FakeHypervisor::diskUsage(const std::string &which)
{
    CATAMARAN_CHECK(fault("diskUsage"));
    auto state = m_state.lock();
    CATAMARAN_CHECK(find(*state, which));
    return DiskUsage{1 << 20, 4096};
}

Result<MachineExecResult> FakeHypervisor::exec(const std::string &which, const std::vector<std::string> &,
                                               const std::vector<std::string> &,
                                               const base::OperationContext &)
{
    CATAMARAN_CHECK(fault("exec"));
    auto state = m_state.lock();
    CATAMARAN_TRY(const Machine *machine, find(*state, which));
    if (machine->summary.state != MachineState::Ready)
        return base::fail(Errc::InvalidState, "VM " + which + " is not running");
    return state->execResult;
}

Result<void> FakeHypervisor::logs(const std::string &which, bool,
                                  const std::function<void(bool, std::string_view)> &onOutput,
                                  const base::OperationContext &)
{
    CATAMARAN_CHECK(fault("logs"));
    std::string text;
    {
        auto state = m_state.lock();
        CATAMARAN_TRY(const Machine *machine, find(*state, which));
        text = machine->log;
    }
    if (!text.empty())
        onOutput(false, text);
    return {};
}

Result<void> FakeHypervisor::console(const std::string &which, bool follow, int,
                                     const std::function<void(std::string_view)> &onOutput,
                                     const base::OperationContext &context)
{
    return logs(
        which, follow, [&](bool, std::string_view text) { onOutput(text); }, context);
}

Result<std::string> FakeHypervisor::importKernel(const std::string &, const base::OperationContext &)
{
    CATAMARAN_CHECK(fault("importKernel"));
    return std::string("fake-kernel");
}

Result<std::shared_ptr<void>> FakeHypervisor::subscribe(std::function<void(const MachineEvent &)> onEvent)
{
    auto entry = std::make_shared<Listener>(std::move(onEvent));
    m_listeners->lock()->push_back(entry);
    const std::weak_ptr<Listeners> listeners = m_listeners;
    return std::shared_ptr<void>(entry.get(), [listeners, entry](void *) {
        if (const auto alive = listeners.lock())
            alive->lock()->remove(entry);
    });
}

Result<void> FakeHypervisor::reconcile()
{
    CATAMARAN_CHECK(fault("reconcile"));
    std::erase_if(m_state.lock()->machines, [](const Machine &machine) {
        return machine.autoRemove && machine.summary.state != MachineState::Ready;
    });
    return {};
}

} // namespace catamaran::hv
