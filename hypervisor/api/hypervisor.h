// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/bytes.h"
#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "hypervisor/api/machine_actions.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// Lightweight virtual machines. No libvirt type is visible here.
namespace catamaran::hv {

/// What executes guest code. Everything measured under Tcg must be shown with accelerationLabel().
enum class Accelerator { Kvm, Hvf, Tcg };

/// "kvm", "hvf", "tcg": the word of the JSON report.
std::string_view acceleratorName(Accelerator accelerator) noexcept;
/// "software emulation" for Tcg, "hardware (KVM)" otherwise.
std::string_view accelerationLabel(Accelerator accelerator) noexcept;

/// The verdict about this host, believed only after a probe guest has run (hypervisor/probe).
struct AcceleratorReport {
    Accelerator accelerator = Accelerator::Tcg;
    std::string explanation; ///< "/dev/kvm is present but does not run guests: ..."
    std::string fix;         ///< what to do for hardware speed; empty if nothing can be done
    double probeMilliseconds = 0;
};

/// Hung: QEMU runs, but the guest does not answer or its kernel says that it is locked up.
enum class MachineState {
    Defining,
    Starting,
    Booting,
    Ready,
    Paused,
    Stopping,
    Stopped,
    Failed,
    Hung,
    Unknown
};
std::string_view machineStateName(MachineState state) noexcept;

/// Machine types, fastest first where libvirt allows: see vm facts in resources/doc/architecture.md.
enum class Profile { Lean, Micro };

/// A folder of the host, or a tmpfs, in a light VM.
struct MachineMount {
    enum class Kind { Share, Tmpfs };
    Kind kind = Kind::Share;
    std::string source;  ///< directory on the host; empty for a tmpfs
    std::string target;  ///< absolute, in the guest
    std::string options; ///< of a tmpfs, as mount(2) takes them
    bool readOnly = false;
    bool copyUp = false;     ///< an empty folder gets what the image has at `target`
    bool executable = false; ///< programs of a tmpfs may run
};

/// When a VM that has ended is started again.
struct MachineRestart {
    enum class Kind { No, OnFailure, Always };
    Kind kind = Kind::No;
    std::string name; ///< as the user wrote it: "unless-stopped"
    int maximum = 0;  ///< retries of OnFailure; 0: no limit
};

/// What a light VM boots and runs. Built by src/core from a container image: the hypervisor knows no engine.
struct MachineSpec {
    std::string name;                          ///< unique; becomes the libvirt domain's title
    std::string image;                         ///< for people and metadata
    std::string imageId;                       ///< "sha256:..."
    std::vector<std::string> layerDirectories; ///< lowest first, overlayfs whiteouts
    std::string rootKey;                       ///< cache key of the root disk (chain id of the top layer)
    std::vector<std::string> arguments;        ///< entrypoint and command
    std::vector<std::string> environment;
    std::string workingDirectory = "/";
    std::string user;
    std::string hostname;
    base::Bytes memory = base::Bytes::mib(128);
    unsigned cpus = 1;
    Profile profile = Profile::Lean;
    std::vector<PortForward> ports; ///< hostPort already chosen (0 is refused)
    std::map<std::string, std::string> labels;
    bool autoRemove = false; ///< undefine and delete its disk when it stops
    bool tty = false;
    bool openStdin = false;
    bool readOnlyRoot = false;
    std::vector<MachineMount> mounts;
    MachineRestart restart;
    std::vector<std::string> kernelArguments; ///< after our own: "cgroup_no_v1=all"
    std::optional<MachineNetwork> network;    ///< instead of the user-mode one; `ports` is then empty
};

/// One stamp on the host's CLOCK_MONOTONIC axis. Guest stamps are shifted by the offset measured at READY.
struct Phase {
    std::string name; ///< "define", "qemu", "kernel", "init", "entrypoint", "listening"
    std::int64_t atNs = 0;
};

struct MachineSummary {
    std::string id; ///< libvirt UUID without dashes
    std::string name;
    std::string image;
    MachineState state = MachineState::Unknown;
    std::string stateReason; ///< "guest panicked", "killed"; empty if ordinary
    std::string stateFix;    ///< the way out of a state that is none to stay in; empty if none is needed
    std::string startedBy;   ///< "cold", "clone", "spare", "restore"
    Accelerator accelerator = Accelerator::Tcg;
    std::int64_t createdNs = 0; ///< CLOCK_REALTIME
    std::int64_t startedNs = 0;
    std::optional<int> exitCode; ///< of the entrypoint
    std::vector<PortForward> ports;
    std::map<std::string, std::string> labels;
    bool ours = true; ///< false: a domain made by virsh or virt-manager
    base::Bytes memory;
    unsigned cpus = 1;
    std::string firstName; ///< the name under which others keep books about it; a rename does not change it
    bool full = false;     ///< has a disk with a system of its own
    std::string address;   ///< on a bridge network; empty: user-mode
    std::string sshUser;   ///< of a full VM
    std::uint16_t sshPort = 0; ///< host port of the guest's 22; 0: ask `address`
    bool tty = false;
    bool openStdin = false;
    MachineRestart restart;
    int restarts = 0; ///< in a row
};

struct MachineStatistics {
    std::int64_t takenAtNs = 0;                ///< CLOCK_MONOTONIC
    std::optional<std::uint64_t> cpuTimeNs;    ///< of the whole QEMU process
    std::optional<std::uint64_t> qemuPssBytes; ///< ledger: private + shared share of the QEMU process
    std::optional<std::uint64_t> qemuPrivateBytes;
    std::optional<std::uint64_t> guestUsedBytes; ///< MemTotal - MemAvailable inside
    std::optional<std::uint64_t> guestCacheBytes;
    std::optional<std::uint64_t> guestTotalBytes;
    std::optional<std::uint64_t> diskReadBytes;
    std::optional<std::uint64_t> diskWriteBytes;
    std::optional<std::uint64_t> networkReceivedBytes; ///< counted in the guest
    std::optional<std::uint64_t> networkSentBytes;
};

struct DiskUsage {
    std::int64_t sharedBytes = 0; ///< root disk of the image, one per image
    std::int64_t uniqueBytes = 0; ///< this VM's own disk
};

struct MachineExecResult {
    int exitCode = 0;
    std::string out;
    std::string err;
};

struct MachineEvent {
    enum class Kind { Changed, Ready, Stopped, Removed };
    Kind kind = Kind::Changed;
    std::string id;
};

struct Capability {
    std::string name; ///< "accelerator", "libvirt", "guest kernel"
    bool available = false;
    std::string explanation;
    std::string fix;
};

struct HypervisorOptions {
    std::string dataDirectory; ///< <data>/vm: kernels, disks
    std::string runDirectory;  ///< short path: unix sockets live there
    std::string instance;      ///< as EngineOptions::instance; recorded in the domains' metadata
    std::string uri;           ///< empty: qemu:///session, else qemu:///embed; or CATAMARAN_LIBVIRT_URI
};

/// Light VMs on this machine through libvirt. VMs stay ordinary libvirt domains and outlive this object.
///
/// All calls block with deadlines and may come from any thread; never from libvirt's event thread or a GUI
/// thread. `which` is a name, an id or an unambiguous id prefix: NotFound "No such VM: x".
class Hypervisor : public MachineActions {
public:
    /// Connects lazily: open() succeeds without libvirt; calls that need it then fail with Unsupported, the
    /// reason and the package to install.
    static base::Result<std::shared_ptr<Hypervisor>> open(const HypervisorOptions &options);
    /// The in-memory driver with scripted faults, for tests (hypervisor/fake).
    ~Hypervisor() override = default;

    [[nodiscard]] virtual AcceleratorReport accelerator() = 0;
    virtual std::vector<Capability> capabilities() = 0;

    /// Makes disk and domain and starts it; returns the id as soon as QEMU runs. Phases of the boot are
    /// collected from then on.
    virtual base::Result<std::string> run(const MachineSpec &spec, const base::OperationContext &context) = 0;
    /// Makes the template that VMs like `spec` are cloned from, and `spares` paused clones with its image's
    /// disk. Unsupported with the reason where VMs like it cannot be cloned.
    virtual base::Result<void> prepareWarm(const MachineSpec &spec, int spares,
                                           const base::OperationContext &context);
    virtual base::Result<void> start(const std::string &which, const base::OperationContext &context) = 0;
    /// Blocks until the entrypoint runs. Failed with the guest's reason, Timeout after `deadline`.
    virtual base::Result<void> waitReady(const std::string &which, std::chrono::milliseconds deadline,
                                         const base::OperationContext &context) = 0;
    /// Blocks until the VM has stopped; exit code of the entrypoint.
    virtual base::Result<int> wait(const std::string &which, const base::OperationContext &context) = 0;
    /// Asks the guest, then destroys it after `grace`. No error if it was not running.
    virtual base::Result<void> stop(const std::string &which, std::chrono::seconds grace,
                                    const base::OperationContext &context) = 0;
    virtual base::Result<void> remove(const std::string &which, bool force) = 0;

    virtual base::Result<std::vector<MachineSummary>> machines(bool all) = 0;
    virtual base::Result<MachineSummary> machine(const std::string &which) = 0;
    /// Details as JSON, the shape of `vm inspect`.
    virtual base::Result<std::string> inspectJson(const std::string &which) = 0;
    /// Stamps of the last start, in order of time.
    virtual base::Result<std::vector<Phase>> phases(const std::string &which) = 0;
    virtual base::Result<std::vector<MachineStatistics>> statistics(const std::vector<std::string> &ids) = 0;
    virtual base::Result<DiskUsage> diskUsage(const std::string &which) = 0;

    /// Runs a command in the guest and collects its output (at most 1 MiB each).
    virtual base::Result<MachineExecResult> exec(const std::string &which,
                                                 const std::vector<std::string> &arguments,
                                                 const std::vector<std::string> &environment,
                                                 const base::OperationContext &context) = 0;
    /// Output of the entrypoint so far (and further while `follow`), in order of arrival.
    virtual base::Result<void> logs(const std::string &which, bool follow,
                                    const std::function<void(bool isStderr, std::string_view)> &onOutput,
                                    const base::OperationContext &context) = 0;
    /// Text of the serial console so far, and further while `follow`; keys from `inputFd` (-1: none) go in.
    virtual base::Result<void> console(const std::string &which, bool follow, int inputFd,
                                       const std::function<void(std::string_view)> &onOutput,
                                       const base::OperationContext &context) = 0;

    /// Imports a guest kernel from a distribution's kernel package (.deb, .rpm), or a bare vmlinuz/vmlinux
    /// with its modules directory. Returns its release name.
    virtual base::Result<std::string> importKernel(const std::string &path,
                                                   const base::OperationContext &context) = 0;

    virtual base::Result<std::shared_ptr<void>>
    subscribe(std::function<void(const MachineEvent &)> onEvent) = 0;

    /// Removes files and domains that no live VM of ours owns.
    virtual base::Result<void> reconcile() = 0;
};

} // namespace catamaran::hv
