// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/stack/deck_vms.h"

#include <cstdlib>

namespace catamaran::stack {

using base::Result;

namespace {

/// Software emulation on a busy computer is slow.
constexpr std::chrono::minutes kPatience{3};

std::string labelIn(const core::Workload &workload, const char *key)
{
    const auto found = workload.labels.find(key);
    return found == workload.labels.end() ? std::string() : found->second;
}

engine::ContainerState stateOf(core::State state)
{
    switch (state) {
    case core::State::Running:
        return engine::ContainerState::Running;
    case core::State::Starting:
        return engine::ContainerState::Starting;
    case core::State::Paused:
        return engine::ContainerState::Paused;
    default:
        return engine::ContainerState::Exited;
    }
}

} // namespace

VmNetwork DeckVms::network() const
{
    return vmNetworkHere();
}

Result<std::vector<Instance>> DeckVms::instances(const std::string &project)
{
    CATAMARAN_TRY(const auto all, m_deck.workloads());
    std::vector<Instance> out;
    for (const core::Workload &one : all) {
        if (one.id.kind != core::Kind::Vm || labelIn(one, label::kProject) != project)
            continue;
        Instance instance;
        instance.id = one.id.id;
        instance.name = one.name;
        instance.isVm = true;
        instance.service = labelIn(one, label::kService);
        instance.image = one.image;
        instance.number = std::atoi(labelIn(one, label::kNumber).c_str());
        instance.state = stateOf(one.state);
        instance.exitCode = one.exitCode.value_or(0);
        instance.configHash = labelIn(one, label::kConfigHash);
        instance.createdNs = one.createdNs;
        instance.ports = one.ports;
        instance.labels = one.labels;
        out.push_back(std::move(instance));
    }
    return out;
}

Result<void> DeckVms::run(const engine::spec::ContainerSpec &wish, const base::OperationContext &context)
{
    CATAMARAN_CHECK(m_deck.runVm(wish, context));
    return {};
}

Result<void> DeckVms::start(const std::string &id, const base::OperationContext &context)
{
    return m_deck.start({core::Kind::Vm, id}, context);
}

Result<void> DeckVms::stop(const std::string &id, std::optional<std::chrono::seconds> grace,
                           const base::OperationContext &context)
{
    if (grace)
        return m_deck.hypervisor().stop(id, *grace, context);
    return m_deck.stop({core::Kind::Vm, id}, context);
}

Result<void> DeckVms::remove(const std::string &id)
{
    return m_deck.remove({core::Kind::Vm, id}, true);
}

Result<void> DeckVms::waitReady(const std::string &id, const base::OperationContext &context)
{
    return m_deck.hypervisor().waitReady(id, kPatience, context);
}

Result<int> DeckVms::execute(const std::string &id, const std::vector<std::string> &arguments,
                             const base::OperationContext &context)
{
    CATAMARAN_TRY(const hv::MachineExecResult result, m_deck.hypervisor().exec(id, arguments, {}, context));
    return result.exitCode;
}

Result<int> DeckVms::wait(const std::string &id, const base::OperationContext &context)
{
    return m_deck.hypervisor().wait(id, context);
}

Result<void> DeckVms::logs(const std::string &id, const engine::LogQuery &query,
                           const std::function<void(const engine::LogRecord &)> &onRecord,
                           const base::OperationContext &context)
{
    return m_deck.logs({core::Kind::Vm, id}, query.follow, query.tail, onRecord, context);
}

} // namespace catamaran::stack
