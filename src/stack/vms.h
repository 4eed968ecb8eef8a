// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/stack/service_spec.h"
#include "src/stack/world.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace catamaran::stack {

/// Whether a service says `x-catamaran: { runtime: vm }`.
bool wantsVm(const compose::Service &service);

/// Where the VMs of a stack stand.
enum class VmNetwork {
    Bridge, ///< on the stack's own network, beside the containers: names both ways, every port (root)
    User    ///< QEMU's user-mode network: published ports only
};

/// Bridge for root, User for everybody else, whose bridges are in a network namespace that libvirt cannot
/// reach.
VmNetwork vmNetworkHere();

/// The light VM that a service asks for. Unsupported, with the attribute, for what does not reach a VM.
/// Secrets and configs go to `files`, if it is given: a VM shares folders, no single files. Reads files of
/// secrets; else pure.
base::Result<engine::spec::ContainerSpec> vmWish(const SpecContext &context, const compose::Service &service,
                                                 const Replica &replica, VmNetwork network,
                                                 std::vector<InjectedFile> *files = nullptr);
/// Writes `files` below `directory`, one folder for each folder of the guest that has some, and has them
/// mounted there. Without root they cannot have other owners (Unsupported).
base::Result<void> shareFiles(const std::vector<InjectedFile> &files, const std::string &directory,
                              engine::spec::ContainerSpec &wish);

/// What does not work for this service as a VM, in sentences. Pure.
std::vector<std::string> vmLimits(const compose::Service &service, VmNetwork network);

/// The VMs of stacks. Calls block and come from several threads.
class VmServices {
public:
    virtual ~VmServices() = default;
    [[nodiscard]] virtual VmNetwork network() const = 0;
    virtual base::Result<std::vector<Instance>> instances(const std::string &project) = 0;
    /// Makes and starts one; libvirt knows no step in between for a VM of this kind.
    virtual base::Result<void> run(const engine::spec::ContainerSpec &wish,
                                   const base::OperationContext &context) = 0;
    virtual base::Result<void> start(const std::string &id, const base::OperationContext &context) = 0;
    virtual base::Result<void> stop(const std::string &id, std::optional<std::chrono::seconds> grace,
                                    const base::OperationContext &context) = 0;
    virtual base::Result<void> remove(const std::string &id) = 0;
    /// Until its program has been started.
    virtual base::Result<void> waitReady(const std::string &id, const base::OperationContext &context) = 0;
    /// Runs a command in the VM; its exit code.
    virtual base::Result<int> execute(const std::string &id, const std::vector<std::string> &arguments,
                                      const base::OperationContext &context) = 0;
    virtual base::Result<int> wait(const std::string &id, const base::OperationContext &context) = 0;
    virtual base::Result<void> logs(const std::string &id, const engine::LogQuery &query,
                                    const std::function<void(const engine::LogRecord &)> &onRecord,
                                    const base::OperationContext &context) = 0;
};

} // namespace catamaran::stack
