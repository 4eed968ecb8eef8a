// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/sync.h"
#include "engine/base/unique_fd.h"
#include "hypervisor/api/hypervisor.h"
#include "hypervisor/guest/journal.h"
#include "hypervisor/image/kernel_store.h"
#include "hypervisor/image/root_disks.h"
#include "hypervisor/libvirt/connection.h"
#include "hypervisor/libvirt/machine_files.h"
#include "hypervisor/libvirt/qemu_watch.h"
#include "hypervisor/xml/domain_xml.h"

#include <atomic>
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

    // full_machine.cpp
    base::Result<std::string> createFull(const FullMachineSpec &spec,
                                         const base::OperationContext &context) override;
    base::Result<std::vector<BootStep>> bootSteps(const std::string &which) override;
    // libvirt_actions.cpp
    base::Result<void> pause(const std::string &which) override;
    base::Result<void> resume(const std::string &which) override;
    base::Result<void> reboot(const std::string &which, bool hard) override;
    base::Result<void> kill(const std::string &which) override;
    base::Result<void> setAutostart(const std::string &which, bool on) override;
    base::Result<void> save(const std::string &which, const base::OperationContext &context) override;
    base::Result<bool> hasSavedState(const std::string &which) override;
    base::Result<void> discardSavedState(const std::string &which) override;
    base::Result<std::string> screenshot(const std::string &which) override;
    base::Result<base::UniqueFd> openScreen(const std::string &which) override;
    // libvirt_streams.cpp
    base::Result<int> attach(const std::string &which, const MachineStreams &streams,
                             const base::OperationContext &context) override;
    base::Result<int> execStreams(const std::string &which, const MachineExecRequest &request,
                                  const MachineStreams &streams,
                                  const base::OperationContext &context) override;
    base::Result<void> signal(const std::string &which, int number) override;
    // libvirt_files.cpp
    base::Result<void> copyIn(const std::string &which, const std::string &hostPath,
                              const std::string &guestPath, bool keepOwner,
                              const base::OperationContext &context) override;
    base::Result<void> copyOut(const std::string &which, const std::string &guestPath,
                               const std::string &hostPath, bool followLink,
                               const base::OperationContext &context) override;
    // libvirt_restart.cpp
    base::Result<bool> revive(const std::string &which, const base::OperationContext &context) override;
    // libvirt_warm.cpp, libvirt_spares.cpp
    void preferStart(StartMode mode) override { m_startMode = mode; }
    base::Result<void> prepareWarm(const MachineSpec &spec, int spares,
                                   const base::OperationContext &context) override;
    base::Result<std::vector<WarmState>> warmStates() override;
    base::Result<void> cool() override;
    // libvirt_edit.cpp
    base::Result<void> rename(const std::string &which, const std::string &name) override;
    base::Result<EditOutcome> edit(const std::string &which, const MachineEdit &change) override;
    // libvirt_copies.cpp
    base::Result<std::string> cloneTo(const std::string &which, const std::string &name,
                                      const base::OperationContext &context) override;
    base::Result<void> exportTo(const std::string &which, const std::string &path, ExportFormat format,
                                const base::OperationContext &context) override;
    // libvirt_snapshots.cpp
    base::Result<std::vector<SnapshotInfo>> snapshots(const std::string &which) override;
    base::Result<void> createSnapshot(const std::string &which, const std::string &name,
                                      const std::string &description,
                                      const base::OperationContext &context) override;
    base::Result<void> revertSnapshot(const std::string &which, const std::string &name,
                                      const base::OperationContext &context) override;
    base::Result<void> removeSnapshot(const std::string &which, const std::string &name,
                                      bool children) override;
    // libvirt_disks.cpp
    base::Result<std::vector<MachineDisk>> disks(const std::string &which) override;
    base::Result<std::string> addDisk(const std::string &which, std::optional<base::Bytes> size,
                                      const std::string &path, bool readOnly) override;
    base::Result<void> removeDisk(const std::string &which, const std::string &target, bool erase) override;
    base::Result<void> resizeDisk(const std::string &which, const std::string &target,
                                  base::Bytes size) override;
    base::Result<std::vector<MachineShare>> shares(const std::string &which) override;
    base::Result<MachineShare> addShare(const std::string &which, const MachineShare &share) override;
    base::Result<void> removeShare(const std::string &which, const std::string &tag) override;

private:
    /// Runs `action(virDomainPtr) -> Result<T>` on the call thread.
    template <typename F>
    auto onDomain(const std::string &uuid, F action, Connection::Deadline deadline = Connection::kDeadline)
        -> std::invoke_result_t<F, virDomainPtr>
    {
        using Answer = std::invoke_result_t<F, virDomainPtr>;
        return m_connection.call(
            [uuid, action = std::move(action)](virConnectPtr connection) mutable -> Answer {
                const Domain domain(virDomainLookupByUUIDString(connection, uuid.c_str()));
                if (!domain)
                    return base::fail(libvirtError("find the VM"));
                return action(domain.get());
            },
            deadline);
    }
    /// The definition that the next start uses.
    base::Result<std::string> definition(const std::string &uuid);
    base::Result<void> define(const std::string &text);
    /// Held from the look at the names until the domain is defined; AlreadyExists if the name is taken.
    base::Result<base::UniqueFd> takeName(const std::string &name);
    [[nodiscard]] std::string agentSocket(const std::string &uuid) const;
    [[nodiscard]] std::string screenSocket(const std::string &uuid) const;
    base::Result<void> waitFullReady(FoundMachine machine, std::chrono::milliseconds deadline,
                                     const base::OperationContext &context);
    base::Result<MachineExecResult> agentExec(const FoundMachine &machine,
                                              const std::vector<std::string> &arguments,
                                              const std::vector<std::string> &environment,
                                              const base::OperationContext &context);
    /// A template or a spare: nobody's VM yet.
    [[nodiscard]] static bool isReserve(const FoundMachine &machine);
    struct Warm; ///< a template: its key and files
    [[nodiscard]] Warm warmFor(const MachineSpec &spec, const image::GuestKernel &kernel,
                               Accelerator accelerator) const;
    base::Result<Warm> obtainTemplate(const MachineSpec &spec, const base::OperationContext &context);
    base::Result<void> writeTemplate(const MachineSpec &spec, const Warm &warm,
                                     const image::GuestKernel &kernel, Accelerator accelerator,
                                     const base::OperationContext &context);
    struct StartPlan {
        StartMode mode = StartMode::Cold; ///< never Fastest
        std::string uuid;
        std::string directory; ///< of the template
    };
    /// Decides between what is asked for and what is there; a spare is taken at once.
    base::Result<StartPlan> planStart(const MachineSpec &spec, const image::GuestKernel &kernel,
                                      Accelerator accelerator, const base::OperationContext &context);
    /// A paused copy of the template that is described by `domain`, as a transient domain.
    base::Result<void> startClone(const xml::DomainDescription &domain, const Warm &warm);
    /// Ground: root and network, which a spare gets in advance. Rest: its name and its program.
    enum class HandOver { All, Ground, Rest };
    /// Tells a copy who it is: clock, entropy, root, network, program.
    base::Result<void> handOver(const std::string &uuid, const MachineSpec &spec, HandOver part);
    /// Gives a copy what every VM of its image has, and pauses it.
    base::Result<void> rehearse(const std::string &uuid, const MachineSpec &plain,
                                const xml::VmMetadata &finished);
    /// Those whose maker was killed. Only while the names are locked: then nobody makes one.
    base::Result<void> removeUnfinishedSpares();
    /// The uuid of a spare for this VM, taken out of the reserve; NotFound.
    base::Result<std::string> takeSpare(const Warm &warm, const MachineSpec &spec);
    base::Result<void> bootWarm(const MachineSpec &spec, const xml::DomainDescription &cold, const Warm &warm,
                                const MachineFiles &files, BootNote note, bool spare);
    [[nodiscard]] base::Result<xml::DomainDescription>
    describeLight(const MachineSpec &spec, const std::string &uuid, const MachineFiles &files,
                  const image::GuestKernel &kernel, const std::string &disk, Accelerator accelerator,
                  const std::vector<MachineShare> &shares) const;
    /// Whether its policy starts it again, as far as its last end tells.
    [[nodiscard]] static bool wantsRestart(const FoundMachine &machine);
    /// Whether a monitor is there for it.
    [[nodiscard]] static bool isWatched(const FoundMachine &machine);
    static base::Result<void> watchForRestart(const FoundMachine &machine);
    /// Removes frozen disks of clones that nothing is based on any more.
    base::Result<void> sweepBases();
    static void setFullState(const FoundMachine &machine, MachineSummary &out);
    /// Sweeps what killed programs left, at the first call that looks at all VMs.
    void reconcileOnce();
    /// Whether this is a --rm VM that has run and ended. Nobody waits for a detached one; whoever looks next
    /// cleans it away.
    [[nodiscard]] static bool isSpent(const FoundMachine &machine);
    /// Every domain of the connection.
    base::Result<std::vector<FoundMachine>> list();
    /// What was listed last, if the QEMU of one of them has just ended: libvirt answers nothing about that
    /// VM, and lists none, until it has buried the process.
    std::optional<std::vector<FoundMachine>> seenBeforeAnEnd();
    /// Ours by name, id or id prefix; NotFound "No such VM: x".
    base::Result<FoundMachine> find(const std::string &which);
    /// As find(), but domains of others are InvalidState: they are shown, never changed.
    base::Result<FoundMachine> findOurs(const std::string &which);
    base::Result<FoundMachine> refresh(const std::string &uuid);
    base::Result<FoundMachine> describe(virDomainPtr domain) const;

    [[nodiscard]] std::string controlSocket(const std::string &uuid) const;
    base::Result<void> checkPorts(const std::vector<PortForward> &ports);
    base::Result<void> boot(const std::string &uuid, const MachineFiles &files, BootNote note);
    /// Rewrites the definition of one made for KVM, which this host's KVM let hang.
    base::Result<void> emulateFromNowOn(const FoundMachine &machine);
    base::Result<void> destroy(const std::string &uuid);
    /// The power button, pressed until the guest goes or `grace` is over; then the plug.
    base::Result<void> askToPowerOff(const std::string &uuid, std::chrono::seconds grace,
                                     const base::OperationContext &context);
    base::Result<void> undefine(const FoundMachine &machine);
    base::Result<void> waitInactive(const std::string &uuid, std::chrono::milliseconds deadline);
    void rememberClock(const FoundMachine &machine, std::int64_t offset);
    [[nodiscard]] MachineSummary summarize(const FoundMachine &machine) const;
    /// What is wrong with a light one that runs.
    void judge(const FoundMachine &machine, const MachineFiles &files, const BootNote &note,
               MachineSummary &out) const;
    /// What samples need of a VM, learned once: its description costs a round trip and a parse.
    struct Sampled {
        std::string name;
        std::string directory;
        bool light = false; ///< ours, with our init to ask
        int qemu = 0;
        std::int64_t ledgerNs = 0; ///< when its memory was last added up
        MachineStatistics ledger;
    };
    void sampleProcess(const std::string &uuid, Sampled &known, MachineStatistics &out);
    void sampleGuest(const std::string &uuid, const Sampled &known, MachineStatistics &out) const;

    HypervisorOptions m_options;
    image::KernelStore m_kernels;
    image::RootDisks m_disks;
    Connection m_connection;
    base::Sync<std::map<std::string, Sampled>> m_sampled; ///< by uuid; forgotten with the VM's QEMU
    std::atomic<bool> m_heard{false};                     ///< somebody listens to events
    mutable QemuWatch m_watch{m_connection.announcer()};
    base::Sync<std::vector<FoundMachine>> m_lastSeen; ///< for those who listen
    std::once_flag m_reconciled;
    StartMode m_startMode = StartMode::Cold;
};

} // namespace catamaran::hv
