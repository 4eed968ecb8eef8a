// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/convert.h"

namespace catamaran::bridge {

namespace {

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

State stateOf(core::State state)
{
    switch (state) {
    case core::State::Created:
        return State::Created;
    case core::State::Starting:
        return State::Starting;
    case core::State::Running:
        return State::Running;
    case core::State::Paused:
        return State::Paused;
    case core::State::Stopping:
        return State::Stopping;
    case core::State::Exited:
        return State::Exited;
    case core::State::Failed:
        return State::Failed;
    }
    return State::Failed;
}

QString portText(const engine::spec::PortMapping &port)
{
    const QString protocol =
        port.protocol == engine::spec::Protocol::Udp ? QStringLiteral("/udp") : QString();
    const QString inner = QString::number(port.containerPort) + protocol;
    if (port.hostPort == 0)
        return inner;
    const QString address = port.hostIp.empty() ? QString() : text(port.hostIp) + QLatin1Char(':');
    return address + QString::number(port.hostPort) + QStringLiteral(" → ") + inner;
}

DistributionView distributionOf(const compare::Distribution &values)
{
    return {values.median, values.p25, values.p75, values.minimum, values.maximum};
}

HullView hullViewOf(const compare::HullResult &result)
{
    HullView view;
    view.hull = hullOf(result.kind);
    view.accelerator = text(result.accelerator);
    view.accelerationLabel = text(result.accelerationLabel);
    for (const compare::Run &run : result.runs) {
        RunView runView;
        for (const compare::PhaseStamp &stamp : run.phases)
            runView.phases.append({text(stamp.name), stamp.atMs});
        runView.startupMs = run.startupMs;
        view.runs.append(runView);
    }
    view.startupMs = distributionOf(result.startupMs);
    view.memory = ledgerOf(result.memory);
    view.diskSharedBytes = result.disk.sharedBytes;
    view.diskUniqueBytes = result.disk.uniqueBytes;
    view.cpuSecondsToReady = result.cpuSecondsToReady;
    return view;
}

} // namespace

Hull hullOf(core::Kind kind)
{
    return kind == core::Kind::Vm ? Hull::Vm : Hull::Container;
}

core::Kind kindOf(Hull hull)
{
    return hull == Hull::Vm ? core::Kind::Vm : core::Kind::Container;
}

core::WorkloadId idOf(const WorkloadKey &key)
{
    return {kindOf(key.hull), key.id.toStdString()};
}

WorkloadKey keyOf(const core::WorkloadId &id)
{
    return {hullOf(id.kind), text(id.id)};
}

Problem problemOf(const core::UserError &error)
{
    return {text(error.what), text(error.why), text(error.action)};
}

Problem problemOf(const QString &what, const base::Error &error)
{
    return problemOf(core::explain(what.toStdString(), error));
}

WorkloadRow rowOf(const core::Workload &workload)
{
    WorkloadRow row;
    row.key = keyOf(workload.id);
    row.name = text(workload.name);
    row.image = text(workload.image);
    row.command = text(workload.command);
    row.state = stateOf(workload.state);
    row.stateText = text(workload.stateText);
    row.exitCode = workload.exitCode;
    row.createdNs = workload.createdNs;
    row.startedNs = workload.startedNs;
    for (const auto &port : workload.ports)
        row.ports.append(portText(port));
    for (const std::string &network : workload.networks)
        row.networks.append(text(network));
    row.networks.sort();
    for (const auto &[key, value] : workload.labels)
        row.labels.append({text(key), text(value)});
    row.accelerationLabel = text(workload.accelerationLabel);
    row.health = text(workload.health);
    row.ours = workload.ours;
    return row;
}

HostView hostOf(const core::HostFacts &facts)
{
    HostView view;
    view.hostname = text(facts.hostname);
    view.operatingSystem = text(facts.operatingSystem);
    view.kernel = text(facts.kernel);
    view.cpuModel = text(facts.cpuModel);
    view.cpus = facts.cpus;
    view.memoryBytes = facts.memoryBytes;
    view.accelerator = text(facts.accelerator);
    view.accelerationLabel = text(facts.accelerationLabel);
    view.acceleratorExplanation = text(facts.acceleratorExplanation);
    view.qemuVersion = text(facts.qemuVersion);
    view.libvirtVersion = text(facts.libvirtVersion);
    view.catamaranVersion = text(facts.catamaranVersion);
    return view;
}

FeatureRow featureOf(const core::Feature &feature)
{
    return {text(feature.area), text(feature.name), feature.available, text(feature.explanation),
            text(feature.fix)};
}

LedgerView ledgerOf(const core::Ledger &ledger)
{
    LedgerView view;
    for (const core::LedgerEntry &entry : ledger.entries)
        view.entries.append({text(entry.name), entry.bytes});
    view.totalBytes = ledger.totalBytes;
    return view;
}

RaceEvent eventOf(const compare::ExperimentEvent &event)
{
    using Source = compare::ExperimentEvent::Kind;
    RaceEvent result;
    switch (event.kind) {
    case Source::RunStarted:
        result.kind = RaceEvent::Kind::RunStarted;
        break;
    case Source::Phase:
        result.kind = RaceEvent::Kind::Phase;
        break;
    case Source::RunFinished:
        result.kind = RaceEvent::Kind::RunFinished;
        break;
    case Source::Measured:
        result.kind = RaceEvent::Kind::Measured;
        break;
    }
    result.hull = hullOf(event.hull);
    result.run = event.run;
    result.phase = {text(event.phase.name), event.phase.atMs};
    result.startupMs = event.startupMs;
    result.workload = keyOf(event.workload);
    return result;
}

ExperimentView viewOf(std::shared_ptr<const compare::Experiment> experiment)
{
    ExperimentView view;
    view.image = text(experiment->image);
    view.startedAt = text(experiment->startedAt);
    view.host = hostOf(experiment->host);
    for (const compare::HullResult &hull : experiment->hulls)
        view.hulls.append(hullViewOf(hull));
    for (const core::WorkloadId &id : experiment->kept)
        view.kept.append(keyOf(id));
    view.verdict = text(compare::verdict(*experiment));
    view.raw = std::move(experiment);
    return view;
}

} // namespace catamaran::bridge
