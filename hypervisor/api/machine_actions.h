// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/bytes.h"
#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "engine/base/unique_fd.h"

#include <chrono>
#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What can be done with a VM besides starting and stopping it.
namespace catamaran::hv {

/// TCP or UDP port of the guest reachable on the host.
struct PortForward {
    std::string hostIp; ///< empty: 127.0.0.1 only would surprise docker users, so all addresses
    std::uint16_t hostPort = 0;
    std::uint16_t guestPort = 0;
    bool udp = false;
    auto operator<=>(const PortForward &) const = default;
};

/// A place on a Linux bridge of the host, made by whoever owns the bridge (the engine). The hypervisor makes
/// the tap link `tap` before QEMU starts and takes it away afterwards.
struct MachineNetwork {
    std::string bridge;
    std::string tap;     ///< at most 15 characters
    std::string mac;     ///< "02:42:0a:58:00:02"; empty: chosen from the VM's id
    std::string address; ///< "10.88.0.2"
    unsigned prefix = 16;
    std::string gateway;
    std::string dns;   ///< resolver of the guest
    std::string hosts; ///< further lines of /etc/hosts
    /// Ports that the owner of the bridge leads to the VM, for lists; the hypervisor does nothing for them.
    std::vector<PortForward> published;
};

/// A folder of the host inside the guest.
struct MachineShare {
    std::string source; ///< directory on the host
    std::string tag;    ///< what the guest mounts
    bool readOnly = false;
    std::string driver; ///< "virtiofs" or "9p"; empty when asking: the better one that works here
};

/// The streams of a program in a VM, in the caller's hands. Descriptors stay the caller's.
struct MachineStreams {
    int input = -1; ///< what goes to its stdin, until its end; -1: none
    int wake = -1;  ///< an eventfd: `size` has changed; it is drained
    std::function<std::pair<std::uint16_t, std::uint16_t>()> size; ///< rows and columns of our terminal
    std::function<void(bool isStderr, std::string_view)> onOutput;
    bool fromStart = false; ///< attach: also what it wrote before
};

struct MachineExecRequest {
    std::vector<std::string> arguments;
    std::vector<std::string> environment;
    std::string user;
    std::string workingDirectory;
    bool tty = false;
    bool detach = false; ///< nobody will look at its output
};

/// How a light VM starts. Clone: a copy-on-write copy of a VM that has booted and waits for its root. Spare:
/// such a copy that was made before and is paused. Fastest: what is there, and cold where nothing is.
enum class StartMode { Cold, Clone, Spare, Fastest };

/// A template and its spares: memory that was booted once and belongs to no VM yet.
struct WarmState {
    std::string key;
    base::Bytes memory;
    unsigned cpus = 1;
    std::int64_t diskBytes = 0;
    int spares = 0;
    std::string image; ///< of the spares
};

/// A full VM: a disk with an operating system of its own.
struct FullMachineSpec {
    std::string name;
    std::string diskPath; ///< qcow2, raw, vmdk, vdi, vhdx or .ova; empty: a new disk of `diskSize`
    std::optional<base::Bytes> diskSize; ///< at least this; the guest grows its file system
    base::Bytes memory = base::Bytes::mib(1024);
    unsigned cpus = 1;
    bool uefi = false;
    bool secureBoot = false;
    bool tpm = false;
    std::string isoPath;    ///< installer, first in boot order while the disk is empty
    std::string kernelPath; ///< direct boot instead of the disk's own boot loader
    std::string initrdPath;
    std::string kernelArguments;
    /// Files of the NoCloud seed by name ("user-data", "meta-data", "network-config", "vendor-data"); empty:
    /// no seed.
    std::map<std::string, std::string> seed;
    std::vector<PortForward> ports;        ///< user-mode network; hostPort chosen
    std::optional<MachineNetwork> network; ///< instead of the user-mode one
    std::vector<MachineShare> shares;
    std::map<std::string, std::string> labels;
    std::string sshUser;       ///< for `vm ssh`
    std::uint16_t sshPort = 0; ///< host port that leads to the guest's 22
    bool autoRemove = false;
    bool start = true;
};

struct SnapshotInfo {
    std::string name;
    std::string parent; ///< empty: a root of the tree
    std::string description;
    std::string state; ///< of the VM then: "running", "shutoff", "paused"
    std::int64_t createdNs = 0;
    bool current = false;
    bool withMemory = false;
};

struct MachineDisk {
    std::string target; ///< "vda"
    std::string device; ///< "disk" or "cdrom"
    std::string bus;
    std::string format;
    std::string path;
    std::string backing; ///< what a copy-on-write disk is based on
    std::int64_t capacityBytes = 0;
    std::int64_t allocatedBytes = 0;
    bool readOnly = false;
};

/// Changes of a VM; members that are not set stay as they are.
struct MachineEdit {
    std::optional<unsigned> cpus;
    std::optional<base::Bytes> memory;
    std::vector<PortForward> addPorts;
    std::vector<PortForward> removePorts; ///< by host port and protocol
    std::optional<bool> autostart;
};

/// What an edit did.
struct EditOutcome {
    std::vector<std::string> live;      ///< "memory": in the running VM at once
    std::vector<std::string> nextStart; ///< "cpus: takes effect at the next start (reason)"
};

/// Where a first boot is: one line of cloud-init or of the system.
struct BootStep {
    std::string
        name; ///< "kernel", "init-local", "init", "modules-config", "modules-final", "finished", "login"
    std::string text;
    double guestSeconds = -1; ///< uptime of the guest; -1: not told
};

enum class ExportFormat { Qcow2, Raw, Ova };

/// Actions on VMs. Part of Hypervisor; drivers that lack one say Unsupported. `which`, threads and errors as
/// there. Domains that others made may be controlled (pause, resume, snapshots, ...) because the caller names
/// them; nothing here touches one that was not named.
class MachineActions {
public:
    virtual ~MachineActions() = default;

    /// Makes disk, seed and domain of a full VM; starts it if asked to. The id.
    virtual base::Result<std::string> createFull(const FullMachineSpec &spec,
                                                 const base::OperationContext &context);

    virtual base::Result<void> pause(const std::string &which);
    virtual base::Result<void> resume(const std::string &which);
    /// Asks the guest; `hard`: the reset button.
    virtual base::Result<void> reboot(const std::string &which, bool hard);
    /// The power plug.
    virtual base::Result<void> kill(const std::string &which);
    virtual base::Result<void> rename(const std::string &which, const std::string &name);
    virtual base::Result<void> setAutostart(const std::string &which, bool on);
    /// Writes memory and state to disk and switches off; the next start() goes on from there.
    virtual base::Result<void> save(const std::string &which, const base::OperationContext &context);
    virtual base::Result<bool> hasSavedState(const std::string &which);
    virtual base::Result<void> discardSavedState(const std::string &which);
    /// A stopped VM's copy under another name: copy-on-write disks, a new identity. The id.
    virtual base::Result<std::string> cloneTo(const std::string &which, const std::string &name,
                                              const base::OperationContext &context);
    virtual base::Result<EditOutcome> edit(const std::string &which, const MachineEdit &change);

    virtual base::Result<std::vector<SnapshotInfo>> snapshots(const std::string &which);
    virtual base::Result<void> createSnapshot(const std::string &which, const std::string &name,
                                              const std::string &description,
                                              const base::OperationContext &context);
    virtual base::Result<void> revertSnapshot(const std::string &which, const std::string &name,
                                              const base::OperationContext &context);
    virtual base::Result<void> removeSnapshot(const std::string &which, const std::string &name,
                                              bool children);

    virtual base::Result<std::vector<MachineDisk>> disks(const std::string &which);
    /// A new disk of this size, or an existing file. Its target ("vdb"). Hot-plugged when the VM runs.
    virtual base::Result<std::string> addDisk(const std::string &which, std::optional<base::Bytes> size,
                                              const std::string &path, bool readOnly);
    /// Takes the disk out; `erase` deletes a file that we made.
    virtual base::Result<void> removeDisk(const std::string &which, const std::string &target, bool erase);
    /// Only larger; live when the VM runs.
    virtual base::Result<void> resizeDisk(const std::string &which, const std::string &target,
                                          base::Bytes size);

    virtual base::Result<std::vector<MachineShare>> shares(const std::string &which);
    virtual base::Result<MachineShare> addShare(const std::string &which, const MachineShare &share);
    virtual base::Result<void> removeShare(const std::string &which, const std::string &tag);

    /// Streams of the entrypoint until it ends: its exit code. Cancelled: the caller let go, it runs on.
    virtual base::Result<int> attach(const std::string &which, const MachineStreams &streams,
                                     const base::OperationContext &context);
    /// Runs a program beside it; its exit code, with codes of errors as exec().
    virtual base::Result<int> execStreams(const std::string &which, const MachineExecRequest &request,
                                          const MachineStreams &streams,
                                          const base::OperationContext &context);
    /// Copies with the image's own tar and docker's rules for names. `hostPath` "-": an archive on stdin or
    /// stdout. Without `keepOwner` what comes in is root's, and what comes out the caller's.
    virtual base::Result<void> copyIn(const std::string &which, const std::string &hostPath,
                                      const std::string &guestPath, bool keepOwner,
                                      const base::OperationContext &context);
    virtual base::Result<void> copyOut(const std::string &which, const std::string &guestPath,
                                       const std::string &hostPath, bool followLink,
                                       const base::OperationContext &context);
    /// A signal for the entrypoint.
    virtual base::Result<void> signal(const std::string &which, int number);
    /// Restarts a VM that has ended if its policy says so; whether it did. Called by the VM's monitor.
    virtual base::Result<bool> revive(const std::string &which, const base::OperationContext &context);

    /// How further run() calls start. Clone and Spare that are not possible fail with the reason.
    virtual void preferStart(StartMode mode);
    /// What is ready for warm starts.
    virtual base::Result<std::vector<WarmState>> warmStates();
    /// Removes templates and spares.
    virtual base::Result<void> cool();

    /// The screen as a PNG file's bytes.
    virtual base::Result<std::string> screenshot(const std::string &which);
    /// A connection to the screen: a stream that speaks RFB (RFC 6143) and asks for no password. Unsupported
    /// when the VM has no screen, or none of VNC. Local hosts only.
    virtual base::Result<base::UniqueFd> openScreen(const std::string &which);
    virtual base::Result<void> exportTo(const std::string &which, const std::string &path,
                                        ExportFormat format, const base::OperationContext &context);
    /// What the first boot of a full VM has done so far.
    virtual base::Result<std::vector<BootStep>> bootSteps(const std::string &which);
};

} // namespace catamaran::hv
