// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "hypervisor/api/hypervisor.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// Containers and VMs seen alike: what the window, the CLI and the comparison work with.
namespace catamaran::core {

enum class Kind { Container, Vm };

/// "container" or "vm".
std::string_view kindName(Kind kind) noexcept;

enum class State { Created, Starting, Running, Paused, Stopping, Exited, Failed };
std::string_view stateName(State state) noexcept;

/// Names a workload across both hulls.
struct WorkloadId {
    Kind kind = Kind::Container;
    std::string id;
    auto operator<=>(const WorkloadId &) const = default;
};

/// One row of the deck.
struct Workload {
    WorkloadId id;
    std::string name;
    std::string image;
    std::string command;
    State state = State::Created;
    std::string stateText; ///< "Up 3 minutes", "Exited (1) 2 hours ago", "Booting"
    std::optional<int> exitCode;
    std::int64_t createdNs = 0; ///< CLOCK_REALTIME
    std::int64_t startedNs = 0; ///< 0: never
    std::vector<engine::spec::PortMapping> ports;
    std::vector<std::string> networks; ///< names, "host", "container:x"; of a VM what it has joined
    std::map<std::string, std::string> labels;
    std::string accelerator = "none"; ///< "none", "kvm", "tcg", "hvf"
    std::string accelerationLabel; ///< "", "software emulation", "hardware (KVM)": show it beside any figure
    std::string health;
    bool ours = true; ///< false: a libvirt domain made elsewhere
};

/// Raw counters of one workload at one moment; rates are made by metrics::Sampler.
struct Counters {
    std::int64_t takenAtNs = 0; ///< CLOCK_MONOTONIC
    std::optional<std::uint64_t> cpuTimeNs;
    std::optional<std::uint64_t>
        memoryBytes; ///< container: cgroup use without inactive page cache; VM: PSS of QEMU
    std::optional<std::uint64_t> networkReceivedBytes;
    std::optional<std::uint64_t> networkSentBytes;
    std::optional<std::uint64_t> diskReadBytes;
    std::optional<std::uint64_t> diskWriteBytes;
};

/// One entry of a memory ledger, in bytes; the entries add up to the total.
struct LedgerEntry {
    std::string name; ///< "anonymous", "page cache", "kernel", "monitor", "guest memory", "vmm"
    std::int64_t bytes = 0;
};
struct Ledger {
    std::vector<LedgerEntry> entries;
    std::int64_t totalBytes = 0;
};

struct Disk {
    std::int64_t sharedBytes = 0;
    std::int64_t uniqueBytes = 0;
};

/// A problem put for a person: what happened, why, and what to do. Made from base::Error.
struct UserError {
    std::string what;
    std::string why;
    std::string action;
};
UserError explain(const std::string &what, const base::Error &error);

struct HostFacts {
    std::string hostname;
    std::string operatingSystem; ///< PRETTY_NAME of os-release
    std::string kernel;
    std::string cpuModel;
    int cpus = 0;
    std::int64_t memoryBytes = 0;
    std::string accelerator; ///< "kvm", "tcg", ...
    std::string accelerationLabel;
    std::string acceleratorExplanation;
    std::string qemuVersion;
    std::string libvirtVersion;
    std::string catamaranVersion;
};

/// A feature of this machine, from engine or hypervisor.
struct Feature {
    std::string area; ///< "containers" or "virtual machines"
    std::string name;
    bool available = false;
    std::string explanation;
    std::string fix;
};

/// What is done to a workload besides start, stop and remove.
enum class Control {
    Restart, ///< a VM's guest is asked to
    Pause,
    Resume,
    Kill ///< SIGKILL; a VM's power plug
};

/// Both hulls behind one interface. Thread: safe; calls block, use a worker.
class Deck {
public:
    /// Opens engine and hypervisor. A missing hypervisor is not an error: VM calls then say what is missing.
    static base::Result<std::shared_ptr<Deck>> open(const engine::EngineOptions &options);
    /// For tests: with given drivers.
    static std::shared_ptr<Deck> make(std::shared_ptr<engine::Engine> engine,
                                      std::shared_ptr<hv::Hypervisor> hypervisor);
    virtual ~Deck() = default;

    [[nodiscard]] virtual engine::Engine &engine() = 0;
    [[nodiscard]] virtual hv::Hypervisor &hypervisor() = 0;

    virtual base::Result<std::vector<Workload>> workloads() = 0;
    virtual base::Result<Workload> find(const std::string &nameOrId) = 0;

    /// Runs a container image as a light VM: layers to a disk, direct kernel boot. `spec` as for a container;
    /// what a VM cannot honour is refused with Unsupported, naming the flag. Returns when QEMU runs.
    virtual base::Result<WorkloadId> runVm(const engine::spec::ContainerSpec &spec,
                                           const base::OperationContext &context) = 0;
    /// Creates and starts a container.
    virtual base::Result<WorkloadId> runContainer(const engine::spec::ContainerSpec &spec,
                                                  const base::OperationContext &context) = 0;

    virtual base::Result<void> start(const WorkloadId &id, const base::OperationContext &context) = 0;
    virtual base::Result<void> stop(const WorkloadId &id, const base::OperationContext &context) = 0;
    virtual base::Result<void> remove(const WorkloadId &id, bool force) = 0;
    /// InvalidState for what does not run (Restart starts it), is paused or is not.
    virtual base::Result<void> control(const WorkloadId &id, Control what,
                                       const base::OperationContext &context) = 0;
    /// Current counters of these workloads, in the same order; a missing member stays a gap. One pass for
    /// all.
    virtual std::vector<std::optional<Counters>> counters(const std::vector<WorkloadId> &ids) = 0;
    virtual base::Result<Ledger> memoryLedger(const WorkloadId &id) = 0;
    virtual base::Result<Disk> diskUsage(const WorkloadId &id) = 0;
    virtual base::Result<std::string> inspectJson(const WorkloadId &id) = 0;
    /// The log so far and, while `follow`, what comes.
    virtual base::Result<void> logs(const WorkloadId &id, bool follow, std::optional<std::size_t> tail,
                                    const std::function<void(const engine::LogRecord &)> &onRecord,
                                    const base::OperationContext &context) = 0;
    [[nodiscard]] virtual HostFacts hostFacts() = 0;
    virtual std::vector<Feature> features() = 0;
    /// Called after any change of any workload, from some thread; must not block. Lives as long as the token.
    virtual std::shared_ptr<void> subscribe(std::function<void()> onChange) = 0;

    /// Makes `localhost/demo:latest` through the engine's own Dockerfile path from the host's static busybox.
    /// Returns the image id; does nothing when it is there and up to date.
    virtual base::Result<std::string> prepareDemo(const base::OperationContext &context) = 0;
};

} // namespace catamaran::core
