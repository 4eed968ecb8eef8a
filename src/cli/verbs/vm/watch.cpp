// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/output.h"
#include "src/cli/verbs/vm/common.h"
#include "src/core/status_text.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <unistd.h>

namespace catamaran::cli::vm {

namespace {

using hv::Hypervisor;
using hv::MachineStatistics;
using Names = std::vector<std::string>;

constexpr int kListEvery = 10; ///< samples; names change without an event

std::string sizeOf(const std::optional<std::uint64_t> &bytes)
{
    return bytes ? base::Bytes(static_cast<std::int64_t>(*bytes)).human() : std::string("--");
}

std::string row(const hv::MachineSummary &machine, const MachineStatistics &now,
                const MachineStatistics *before)
{
    std::string cpu = "--";
    if (before != nullptr && now.cpuTimeNs && before->cpuTimeNs && now.takenAtNs > before->takenAtNs &&
        *now.cpuTimeNs >= *before->cpuTimeNs) {
        std::array<char, 32> text{};
        std::snprintf(text.data(), text.size(), "%.2f%%",
                      100.0 * static_cast<double>(*now.cpuTimeNs - *before->cpuTimeNs) /
                          static_cast<double>(now.takenAtNs - before->takenAtNs));
        cpu = text.data();
    }
    return nlohmann::ordered_json(
               {{"ID", shortId(machine.id)},
                {"Name", machine.name},
                {"CPUPerc", cpu},
                {"MemUsage", sizeOf(now.qemuPssBytes)},
                {"GuestMemory", sizeOf(now.guestUsedBytes) + " / " + machine.memory.human()},
                {"NetIO", sizeOf(now.networkReceivedBytes) + " / " + sizeOf(now.networkSentBytes)},
                {"BlockIO", sizeOf(now.diskReadBytes) + " / " + sizeOf(now.diskWriteBytes)},
                {"Acceleration", hv::accelerationLabel(machine.accelerator)}})
        .dump();
}

int stats(Invocation &call)
{
    FlagSet options;
    Connect connect;
    bool once = false;
    bool all = false;
    std::string format;
    connect.declare(options);
    options.flag(once, "no-stream", 0, "Disable streaming stats and only pull the first result");
    options.flag(all, "all", 'a', "Show all VMs (default shows just running)");
    options.text(format, "format", 0, "Format output using a custom template: 'table', 'json' or a template");
    Names names;
    int code = 0;
    Hypervisor *vms = open(call, options, connect, {0, {}}, names, code);
    if (vms == nullptr)
        return code;
    const auto interruptible = call.session.interruptible();
    const auto context = interruptible.context();
    std::map<std::string, MachineStatistics> before;
    std::vector<hv::MachineSummary> machines;
    // Describing all VMs costs more than sampling them: done again only when something has happened to one.
    std::atomic<int> age{kListEvery};
    const auto token = vms->subscribe([&age](const hv::MachineEvent &) { age = kListEvery; });
    for (bool first = true; !context.stopRequested(); first = false) {
        const bool describe = ++age > kListEvery;
        if (describe) {
            age = 0;
            machines.clear();
        }
        if (describe && names.empty()) {
            const auto listed = vms->machines(all);
            if (!listed)
                return failWith(listed.error());
            machines = *listed;
        }
        for (const std::string &name : describe ? names : Names()) {
            const auto machine = vms->machine(name);
            if (!machine)
                return failWith(machine.error());
            machines.push_back(*machine);
        }
        Names ids;
        for (const hv::MachineSummary &machine : machines)
            ids.push_back(machine.id);
        const auto taken = vms->statistics(ids);
        if (!taken)
            return failWith(taken.error());
        if (!first || !once) {
            std::vector<std::string> rows;
            for (std::size_t i = 0; i < machines.size(); ++i) {
                const auto known = before.find(ids[i]);
                rows.push_back(
                    row(machines[i], (*taken)[i], known == before.end() ? nullptr : &known->second));
            }
            const auto text = renderRows(format,
                                         {{"ID", "VM ID"},
                                          {"Name", "NAME"},
                                          {"CPUPerc", "CPU %"},
                                          {"MemUsage", "HOST MEMORY"},
                                          {"GuestMemory", "GUEST MEMORY"},
                                          {"NetIO", "NET I/O"},
                                          {"BlockIO", "BLOCK I/O"}},
                                         rows);
            if (!text)
                return failWith(text.error());
            if (!first && !once && format.empty() && ::isatty(STDOUT_FILENO) != 0)
                print("\033[2J\033[H");
            print(*text);
            if (once)
                return 0;
        }
        for (std::size_t i = 0; i < ids.size(); ++i)
            before[ids[i]] = (*taken)[i];
        for (int i = 0; i < (once ? 5 : 10) && !context.stopRequested(); ++i)
            ::poll(nullptr, 0, 100);
    }
    return 0;
}

std::string_view kindName(hv::MachineEvent::Kind kind)
{
    switch (kind) {
    case hv::MachineEvent::Kind::Changed:
        return "change";
    case hv::MachineEvent::Kind::Ready:
        return "ready";
    case hv::MachineEvent::Kind::Stopped:
        return "stop";
    case hv::MachineEvent::Kind::Removed:
        return "remove";
    }
    return "change";
}

int events(Invocation &call)
{
    FlagSet options;
    Connect connect;
    std::string format;
    connect.declare(options);
    options.text(format, "format", 0, "Format the output using the given Go template");
    Names none;
    int code = 0;
    Hypervisor *vms = open(call, options, connect, {0, 0}, none, code);
    if (vms == nullptr)
        return code;
    const auto interruptible = call.session.interruptible();
    const auto context = interruptible.context();
    struct Queue {
        std::mutex mutex;
        std::condition_variable arrived;
        std::deque<std::pair<std::int64_t, hv::MachineEvent>> events;
    };
    const auto queue = std::make_shared<Queue>();
    // On libvirt's own thread: nothing but a note.
    const auto token = vms->subscribe([queue](const hv::MachineEvent &event) {
        const std::lock_guard lock(queue->mutex);
        queue->events.emplace_back(core::realtimeNanoseconds(), event);
        queue->arrived.notify_one();
    });
    if (!token)
        return failWith(token.error());
    while (!context.stopRequested()) {
        std::pair<std::int64_t, hv::MachineEvent> next;
        {
            std::unique_lock lock(queue->mutex);
            queue->arrived.wait_for(lock, std::chrono::milliseconds(200),
                                    [&] { return !queue->events.empty(); });
            if (queue->events.empty())
                continue;
            next = queue->events.front();
            queue->events.pop_front();
        }
        const auto machine = vms->machine(next.second.id);
        const std::string state =
            machine ? std::string(hv::machineStateName(machine->state)) : std::string("removed");
        const nlohmann::ordered_json json = {
            {"Type", "vm"},         {"Action", kindName(next.second.kind)},
            {"ID", next.second.id}, {"Name", machine ? machine->name : std::string()},
            {"State", state},       {"timeNano", next.first}};
        if (format.empty()) {
            print(std::to_string(next.first) + " vm " + json.at("Action").get<std::string>() + " " +
                  next.second.id + " (name=" + json.at("Name").get<std::string>() + ", state=" + state +
                  ")\n");
            continue;
        }
        const auto line = renderObject(format, json.dump());
        if (!line)
            return failWith(line.error());
        print(*line);
    }
    return 0;
}

/// The processes in the guest, as ps there tells.
int top(Invocation &call)
{
    FlagSet options;
    Connect connect;
    connect.declare(options);
    Names names;
    int code = 0;
    Hypervisor *vms = open(call, options, connect, {1, {}}, names, code, Interspersed::No);
    if (vms == nullptr)
        return code;
    const auto interruptible = call.session.interruptible();
    Names command = {"ps"};
    command.insert(command.end(), names.begin() + 1, names.end());
    auto result =
        vms->exec(names[0], command, {"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"},
                  interruptible.context());
    if (!result && result.error().code() == base::Errc::CommandNotFound)
        result = base::fail(base::Error(base::Errc::CommandNotFound, "there is no ps in the guest")
                                .withFix("Add procps or busybox to the image."));
    if (!result)
        return failWith(result.error());
    print(result->out);
    printStderr(result->err);
    return result->exitCode;
}

} // namespace

void addWatch(Registry &registry)
{
    registry.add(
        {"vm stats", kHeading, "[OPTIONS] [VM...]", "Show what VMs use: host's and guest's view", stats});
    registry.add({"vm events", kHeading, "[OPTIONS]", "Show what happens to VMs as it happens", events});
    registry.add({"vm top", kHeading, "VM [ps OPTIONS]", "Display the running processes of a VM", top});
}

} // namespace catamaran::cli::vm
