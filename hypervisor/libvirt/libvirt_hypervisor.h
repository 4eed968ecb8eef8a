// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/sync.h"
#include "hypervisor/api/hypervisor.h"
#include "hypervisor/guest/journal.h"
#include "hypervisor/image/kernel_store.h"
#include "hypervisor/image/root_disks.h"
#include "hypervisor/libvirt/connection.h"
#include "hypervisor/libvirt/machine_files.h"
#include "hypervisor/xml/domain_xml.h"

#include <memory>
#include <mutex>

namespace catamaran::hv {

/// A domain as a listing sees it: libvirt's XML and state, our notes, the guest's journal.
struct FoundMachine {
    xml::DomainView view;
    int state = 0; ///< virDomainState
    int reason = 0;
    bool ours = false; ///< of this instance

    [[nodiscard]] MachineFiles files() const
    {
        return {view.metadata ? view.metadata->directory : std::string()};
    }
    [[nodiscard]] bool active() const;
    [[nodiscard]] const std::string &displayName() const;
};

/// The Hypervisor on libvirt. See docs of the interface; files: libvirt_hypervisor.cpp (making and starting),
/// libvirt_lifecycle.cpp (ready, wait, stop, remove, reconcile), libvirt_queries.cpp (lists, phases,
/// statistics, exec, logs, console).
class LibvirtHypervisor final : public Hypervisor {
public:
    LibvirtHypervisor(HypervisorOptions options, std::string guestInit);

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
    /// Sweeps what killed programs left, at the first call that looks at all VMs.
    void reconcileOnce();
    /// Whether this is a --rm VM that has run and ended. Nobody waits for a detached one; whoever looks next
    /// cleans it away.
    [[nodiscard]] static bool isSpent(const FoundMachine &machine);
    /// Every domain of the connection.
    base::Result<std::vector<FoundMachine>> list();
    /// Ours by name, id or id prefix; NotFound "No such VM: x".
    base::Result<FoundMachine> find(const std::string &which);
    /// As find(), but domains of others are InvalidState: they are shown, never changed.
    base::Result<FoundMachine> findOurs(const std::string &which);
    base::Result<FoundMachine> refresh(const std::string &uuid);
    base::Result<FoundMachine> describe(virDomainPtr domain) const;

    [[nodiscard]] std::string controlSocket(const std::string &uuid) const;
    base::Result<void> checkPorts(const std::vector<PortForward> &ports);
    base::Result<void> boot(const std::string &uuid, const MachineFiles &files, BootNote note);
    base::Result<void> destroy(const std::string &uuid);
    base::Result<void> undefine(const FoundMachine &machine);
    base::Result<void> waitInactive(const std::string &uuid, std::chrono::milliseconds deadline);
    void rememberClock(const FoundMachine &machine, std::int64_t offset);
    [[nodiscard]] MachineSummary summarize(const FoundMachine &machine) const;
    void collectStatistics(const FoundMachine &machine, MachineStatistics &out);

    HypervisorOptions m_options;
    image::KernelStore m_kernels;
    image::RootDisks m_disks;
    Connection m_connection;
    base::Sync<std::map<std::string, int>> m_qemuPids;
    std::once_flag m_reconciled;
};

} // namespace catamaran::hv
