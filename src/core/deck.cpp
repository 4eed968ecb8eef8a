// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/core/deck.h"

#include "engine/base/clock.h"
#include "engine/base/digest.h"
#include "engine/base/rollback.h"
#include "src/core/demo_image.h"
#include "src/core/host_facts.h"
#include "src/core/ledger.h"
#include "src/core/machine_mounts.h"
#include "src/core/machine_network.h"
#include "src/core/machine_ports.h"
#include "src/core/machine_spec.h"
#include "src/core/status_text.h"

#include <algorithm>

namespace catamaran::core {

namespace {

constexpr std::chrono::seconds kVmGrace{10};

/// "localhost/demo:latest" to "demo-3f2a1b".
std::string madeUpName(const std::string &image)
{
    std::string base = image.substr(0, image.find('@'));
    base = base.substr(base.rfind('/') + 1);
    base = base.substr(0, base.find(':'));
    std::erase_if(base, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '-'; });
    return (base.empty() ? "vm" : base) + "-" + base::randomHexId().substr(0, 6);
}

Counters countersOf(const engine::cgroup::Statistics &statistics)
{
    Counters counters;
    counters.takenAtNs = statistics.takenAtNs;
    counters.cpuTimeNs = statistics.cpuUsageNs;
    counters.memoryBytes = statistics.memoryBytes;
    // As docker stats: cache that the kernel would drop first is not use.
    if (counters.memoryBytes && statistics.memoryInactiveFileBytes)
        *counters.memoryBytes -= std::min(*counters.memoryBytes, *statistics.memoryInactiveFileBytes);
    counters.diskReadBytes = statistics.ioReadBytes;
    counters.diskWriteBytes = statistics.ioWriteBytes;
    return counters;
}

Counters countersOf(const hv::MachineStatistics &statistics)
{
    return {statistics.takenAtNs,        statistics.cpuTimeNs,
            statistics.qemuPssBytes,     statistics.networkReceivedBytes,
            statistics.networkSentBytes, statistics.diskReadBytes,
            statistics.diskWriteBytes};
}

} // namespace

std::shared_ptr<Deck> Deck::make(std::shared_ptr<engine::Engine> engine,
                                 std::shared_ptr<hv::Hypervisor> hypervisor)
{
    return std::make_shared<BothHulls>(std::move(engine), std::move(hypervisor));
}

base::Result<std::vector<Workload>> BothHulls::workloads()
{
    const std::int64_t now = realtimeNanoseconds();
    std::vector<Workload> rows;
    CATAMARAN_TRY(const auto containers, m_engine->containers(true));
    rows.reserve(containers.size());
    for (const engine::ContainerSummary &container : containers)
        rows.push_back(toWorkload(container, now));
    auto machines = m_hypervisor->machines(true);
    // A host without libvirt has no VMs; features() tells why.
    if (!machines && machines.error().code() != base::Errc::Unsupported)
        return base::fail(std::move(machines).error().withContext("list the VMs"));
    if (machines) {
        for (const hv::MachineSummary &machine : *machines) {
            rows.push_back(toWorkload(machine, now));
            if (machine.address.empty())
                continue;
            if (const auto joined = m_engine->networks().attachment(vmOwner(machine.name))) {
                for (const engine::net::Endpoint &endpoint : joined->endpoints)
                    rows.back().networks.push_back(endpoint.networkName);
            }
        }
    }
    return rows;
}

base::Result<Workload> BothHulls::find(const std::string &nameOrId)
{
    CATAMARAN_TRY(auto rows, workloads());
    for (Workload &row : rows) {
        if (row.name == nameOrId || row.id.id == nameOrId)
            return std::move(row);
    }
    Workload *only = nullptr;
    for (Workload &row : rows) {
        if (nameOrId.empty() || !row.id.id.starts_with(nameOrId))
            continue;
        if (only)
            return base::fail(base::Error(base::Errc::InvalidArgument, "'" + nameOrId + "' is ambiguous")
                                  .withFix("Give more digits of the id, or the name."));
        only = &row;
    }
    if (!only)
        return base::fail(base::Error(base::Errc::NotFound, "No such container or VM: " + nameOrId)
                              .withFix("'catamaran ps -a' and 'catamaran vm ls -a' list what there is."));
    return std::move(*only);
}

base::Result<WorkloadId> BothHulls::runVm(const engine::spec::ContainerSpec &wish,
                                          const base::OperationContext &context)
{
    engine::spec::ContainerSpec spec = wish;
    if (spec.name.empty())
        spec.name = madeUpName(spec.image);
    // Before the image is unpacked: a wrong flag should not cost a minute.
    if (const std::string flag = flagThatVmsLack(spec); !flag.empty())
        return base::fail(base::Error(base::Errc::Unsupported, "a VM cannot honour " + flag)
                              .withFix("Leave it out, or run the image as a container."));
    context.report("Resolving " + spec.image);
    CATAMARAN_TRY(const auto image, m_engine->images().resolve(spec.image, context));
    CATAMARAN_TRY(hv::MachineSpec machine, toMachineSpec(spec, image));
    base::Rollback rollback;
    const std::string owner = vmOwner(spec.name);
    rollback.push("let go of the volumes of " + spec.name,
                  [this, owner] { return m_engine->volumes().letGo(owner); });
    CATAMARAN_TRY(machine.mounts, machineMounts(*m_engine, spec));
    rollback.push("release the ports of " + spec.name,
                  [this, owner] { return m_engine->networks().release(owner); });
    std::vector<engine::spec::PortMapping> wanted = spec.ports;
    if (spec.publishAll) {
        for (const std::string &exposed : image.config.exposedPorts)
            wanted.push_back(
                {"", 0, static_cast<std::uint16_t>(std::atoi(exposed.c_str())),
                 exposed.ends_with("/udp") ? engine::spec::Protocol::Udp : engine::spec::Protocol::Tcp});
    }
    if (joinsNetwork(spec)) {
        spec.ports = wanted;
        CATAMARAN_TRY(machine.network, joinNetwork(*m_engine, spec, context));
        machine.ports = machine.network->published;
        wanted.clear();
    }
    for (const engine::spec::PortMapping &port : wanted) {
        CATAMARAN_TRY(const auto reserved, m_engine->networks().reservePort(owner, port));
        machine.ports.push_back({reserved.hostIp, reserved.hostPort, reserved.containerPort,
                                 reserved.protocol == engine::spec::Protocol::Udp});
    }
    const std::string reference = owner;
    rollback.push("drop the image reference of " + spec.name,
                  [this, reference] { return m_engine->images().dropReference(reference); });
    CATAMARAN_CHECK(m_engine->images().addReference(image.id, reference));
    context.report("Starting the VM");
    auto id = m_hypervisor->run(machine, context);
    if (!id)
        return base::fail(rollback.fail(std::move(id).error()));
    rollback.release();
    return WorkloadId{Kind::Vm, *id};
}

base::Result<WorkloadId> BothHulls::runContainer(const engine::spec::ContainerSpec &spec,
                                                 const base::OperationContext &context)
{
    CATAMARAN_TRY(const std::string id, m_engine->create(spec, context));
    if (auto started = m_engine->start(id, false, context); !started) {
        base::Error error = std::move(started).error();
        // The caller never learns the id, so nobody else could remove it.
        if (auto removed = m_engine->remove(id, true, true); !removed)
            error.addCleanup(std::move(removed).error());
        return base::fail(std::move(error));
    }
    return WorkloadId{Kind::Container, id};
}

base::Result<void> BothHulls::start(const WorkloadId &id, const base::OperationContext &context)
{
    if (id.kind == Kind::Vm)
        return m_hypervisor->start(id.id, context);
    CATAMARAN_CHECK(m_engine->start(id.id, false, context));
    return {};
}

base::Result<void> BothHulls::stop(const WorkloadId &id, const base::OperationContext &context)
{
    if (id.kind == Kind::Vm)
        return m_hypervisor->stop(id.id, kVmGrace, context);
    return m_engine->stop(id.id, std::nullopt, context);
}

base::Result<void> BothHulls::remove(const WorkloadId &id, bool force)
{
    if (id.kind == Kind::Container)
        return m_engine->remove(id.id, force, true);
    const auto machine = m_hypervisor->machine(id.id);
    CATAMARAN_CHECK(m_hypervisor->remove(id.id, force));
    if (machine && machine->ours) {
        const std::string owner = vmOwner(machine->firstName.empty() ? machine->name : machine->firstName);
        CATAMARAN_CHECK(releasePorts(*m_engine, *machine));
        CATAMARAN_CHECK(m_engine->images().dropReference(owner));
        CATAMARAN_CHECK(m_engine->volumes().letGo(owner));
    }
    return {};
}

base::Result<void> BothHulls::control(const WorkloadId &id, Control what,
                                      const base::OperationContext &context)
{
    const bool isVm = id.kind == Kind::Vm;
    switch (what) {
    case Control::Restart:
        if (isVm)
            return m_hypervisor->reboot(id.id, false);
        CATAMARAN_CHECK(m_engine->restart(id.id, std::nullopt, context));
        return {};
    case Control::Pause:
        return isVm ? m_hypervisor->pause(id.id) : m_engine->pause(id.id);
    case Control::Resume:
        return isVm ? m_hypervisor->resume(id.id) : m_engine->unpause(id.id);
    case Control::Kill:
        return isVm ? m_hypervisor->kill(id.id) : m_engine->kill(id.id, "KILL");
    }
    return {};
}

std::vector<std::optional<Counters>> BothHulls::counters(const std::vector<WorkloadId> &ids)
{
    std::vector<std::optional<Counters>> all(ids.size());
    std::vector<std::string> machines;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (ids[i].kind == Kind::Vm) {
            machines.push_back(ids[i].id);
            places.push_back(i);
            continue;
        }
        const auto statistics = m_engine->statistics(ids[i].id);
        if (!statistics)
            continue;
        all[i] = countersOf(*statistics);
        if (const auto network = m_engine->networkCounters(ids[i].id)) {
            all[i]->networkReceivedBytes = network->receivedBytes;
            all[i]->networkSentBytes = network->sentBytes;
        }
    }
    if (machines.empty())
        return all;
    const auto statistics = m_hypervisor->statistics(machines);
    for (std::size_t i = 0; statistics && i < statistics->size() && i < places.size(); ++i) {
        // A VM that is off has neither CPU time nor memory.
        if ((*statistics)[i].cpuTimeNs || (*statistics)[i].qemuPssBytes)
            all[places[i]] = countersOf((*statistics)[i]);
    }
    return all;
}

base::Result<Ledger> BothHulls::memoryLedger(const WorkloadId &id)
{
    if (id.kind == Kind::Container) {
        CATAMARAN_TRY(const engine::MemoryLedger ledger, m_engine->memoryLedger(id.id));
        return toLedger(ledger);
    }
    CATAMARAN_TRY(const auto statistics, m_hypervisor->statistics({id.id}));
    if (statistics.empty() || !statistics.front().qemuPssBytes)
        return base::fail(base::Errc::InvalidState, "the VM is not running, so it uses no memory");
    return toLedger(statistics.front());
}

base::Result<Disk> BothHulls::diskUsage(const WorkloadId &id)
{
    if (id.kind == Kind::Container) {
        CATAMARAN_TRY(const auto usage, m_engine->diskUsage(id.id));
        return Disk{usage.sharedBytes, usage.uniqueBytes};
    }
    CATAMARAN_TRY(const auto usage, m_hypervisor->diskUsage(id.id));
    return Disk{usage.sharedBytes, usage.uniqueBytes};
}

base::Result<std::string> BothHulls::inspectJson(const WorkloadId &id)
{
    return id.kind == Kind::Vm ? m_hypervisor->inspectJson(id.id) : m_engine->inspectJson(id.id);
}

HostFacts BothHulls::hostFacts()
{
    HostFacts facts = readHostFacts();
    const hv::AcceleratorReport report = m_hypervisor->accelerator();
    facts.accelerator = hv::acceleratorName(report.accelerator);
    facts.accelerationLabel = hv::accelerationLabel(report.accelerator);
    facts.acceleratorExplanation = report.explanation;
    for (const hv::Capability &capability : m_hypervisor->capabilities()) {
        if (facts.libvirtVersion.empty())
            facts.libvirtVersion = versionAfter(capability.explanation, "libvirt");
        if (facts.qemuVersion.empty())
            facts.qemuVersion = versionAfter(capability.explanation, "QEMU");
    }
    return facts;
}

std::vector<Feature> BothHulls::features()
{
    std::vector<Feature> all;
    for (const engine::Capability &one : m_engine->capabilities())
        all.push_back({"containers", one.name, one.available, one.explanation, one.fix});
    for (const hv::Capability &one : m_hypervisor->capabilities())
        all.push_back({"virtual machines", one.name, one.available, one.explanation, one.fix});
    return all;
}

std::shared_ptr<void> BothHulls::subscribe(std::function<void()> onChange)
{
    struct Both {
        std::shared_ptr<void> containers;
        std::shared_ptr<void> machines;
    };
    auto both = std::make_shared<Both>();
    if (auto token = m_engine->subscribe([onChange](const engine::Event &) { onChange(); }))
        both->containers = std::move(*token);
    if (auto token = m_hypervisor->subscribe([onChange](const hv::MachineEvent &) { onChange(); }))
        both->machines = std::move(*token);
    return both;
}

base::Result<std::string> BothHulls::prepareDemo(const base::OperationContext &context)
{
    CATAMARAN_TRY(const std::string sources, findDemoSources());
    CATAMARAN_TRY(const std::string busybox, findStaticBusybox({"/bin/busybox", "/usr/bin/busybox"}));
    return prepareDemoImage(*m_engine, sources, busybox, context);
}

} // namespace catamaran::core
