// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/sync.h"
#include "hypervisor/api/hypervisor.h"

#include <condition_variable>
#include <deque>
#include <list>

namespace catamaran::hv {

/// The in-memory driver: machines that start at once and do what a test scripts. Thread-safe.
///
/// \code
///   FakeHypervisor fake;
///   fake.failNext("run", base::Error(base::Errc::NoSpace, "disk full"));
///   fake.exitMachine("web", 3);
/// \endcode
class FakeHypervisor final : public Hypervisor {
public:
    /// The next call of this name ("run", "start", "waitReady", "stop", "remove", "exec", "machines", ...)
    /// fails with `error`. Faults queue up.
    void failNext(const std::string &call, base::Error error);
    /// The entrypoint ends by itself; waiters return.
    void exitMachine(const std::string &name, int code);
    /// QEMU dies: state Failed.
    void killMachine(const std::string &name);
    void appendLog(const std::string &name, const std::string &text);
    void setExecResult(MachineExecResult result);
    void setStatistics(const std::string &name, MachineStatistics statistics);

    AcceleratorReport accelerator() override;
    std::vector<Capability> capabilities() override;
    base::Result<std::string> run(const MachineSpec &spec, const base::OperationContext &context) override;
    base::Result<void> start(const std::string &which, const base::OperationContext &context) override;
    base::Result<void> waitReady(const std::string &which, std::chrono::milliseconds deadline,
                                 const base::OperationContext &context) override;
    base::Result<int> wait(const std::string &which, const base::OperationContext &context) override;
    base::Result<void> stop(const std::string &which, std::chrono::seconds grace,
                            const base::OperationContext &context) override;
    base::Result<void> remove(const std::string &which, bool force) override;
    base::Result<std::vector<MachineSummary>> machines(bool all) override;
    base::Result<MachineSummary> machine(const std::string &which) override;
    base::Result<std::string> inspectJson(const std::string &which) override;
    base::Result<std::vector<Phase>> phases(const std::string &which) override;
    base::Result<std::vector<MachineStatistics>> statistics(const std::vector<std::string> &ids) override;
    base::Result<DiskUsage> diskUsage(const std::string &which) override;
    base::Result<MachineExecResult> exec(const std::string &which, const std::vector<std::string> &arguments,
                                         const std::vector<std::string> &environment,
                                         const base::OperationContext &context) override;
    base::Result<void> logs(const std::string &which, bool follow,
                            const std::function<void(bool isStderr, std::string_view)> &onOutput,
                            const base::OperationContext &context) override;
    base::Result<void> console(const std::string &which, bool follow, int inputFd,
                               const std::function<void(std::string_view)> &onOutput,
                               const base::OperationContext &context) override;
    base::Result<std::string> importKernel(const std::string &path,
                                           const base::OperationContext &context) override;
    base::Result<std::shared_ptr<void>> subscribe(std::function<void(const MachineEvent &)> onEvent) override;
    base::Result<void> reconcile() override;

private:
    struct Machine {
        MachineSummary summary;
        bool autoRemove = false;
        std::string log;
        std::vector<Phase> phases;
        MachineStatistics statistics;
    };
    struct State {
        std::vector<Machine> machines;
        std::map<std::string, std::deque<base::Error>> faults;
        MachineExecResult execResult;
        unsigned nextId = 1;
    };
    using Listener = std::function<void(const MachineEvent &)>;
    using Listeners = base::Sync<std::list<std::shared_ptr<Listener>>>;

    base::Result<void> fault(const std::string &call);
    static base::Result<Machine *> find(State &state, const std::string &which);
    void begin(Machine &machine);
    void end(const std::string &name, std::optional<int> code);
    void announce(MachineEvent::Kind kind, const std::string &id);

    base::Sync<State> m_state;
    std::condition_variable m_changed;
    std::shared_ptr<Listeners> m_listeners = std::make_shared<Listeners>();
};

} // namespace catamaran::hv
