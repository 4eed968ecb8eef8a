// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

/// Everything that a container's monitor needs, decided beforehand by the engine.
///
/// A plan is plain data. It is serialised into a sealed memfd (launch/protocol), so the helper trusts
/// nothing but what the engine wrote, and looks nothing up by itself. Paths are absolute on the host
/// unless a member says "in the container".
namespace catamaran::engine::launch {

/// One mount, in order, below the new root.
struct MountPlan {
    enum class Kind : std::uint32_t { Proc, Sysfs, Tmpfs, Devpts, Mqueue, Cgroup, Bind, Other };
    Kind kind = Kind::Bind;
    std::string source;            ///< Bind: host path
    std::string target;            ///< in the container
    std::string options;           ///< file system options, "size=64m,mode=1777"
    std::uint64_t attributes = 0;  ///< MOUNT_ATTR_* for fsmount / mount_setattr
    bool recursive = true;         ///< Bind: with what is mounted below
    bool sourceIsFile = false;     ///< Bind: make a file, not a directory, as mount point
    std::uint32_t propagation = 0; ///< MS_* propagation; 0 = private
    std::string subpath;           ///< Bind: below `source`, and never outside of it whatever links say
    std::string mountNamespace;    ///< Bind: where `source` is looked up ("/proc/<pid>/ns/mnt"); empty: here
    std::string fileSystem;        ///< Other: its type, "nfs4"; `source` is its device
    bool attributesOfTopOnly = false; ///< Bind: `attributes` are not for what is mounted below
    std::uint64_t cleared = 0;        ///< Bind: MOUNT_ATTR_* that the source has and the mount shall not have
};

struct DevicePlan {
    std::string path;       ///< in the container
    std::uint32_t mode = 0; ///< S_IFCHR | 0666
    std::uint32_t major = 0;
    std::uint32_t minor = 0;
    std::uint32_t uid = 0;
    std::uint32_t gid = 0;
};

struct IdMapping {
    std::uint32_t containerId = 0;
    std::uint32_t hostId = 0;
    std::uint32_t size = 0;
};

struct RlimitPlan {
    int resource = 0; ///< RLIMIT_*
    std::uint64_t soft = 0;
    std::uint64_t hard = 0;
};

/// One interface that is made for the container: a veth pair whose inner end is `name`, or a macvlan or
/// ipvlan child of a host link.
struct InterfacePlan {
    enum class Kind : std::uint32_t { Veth, Macvlan, Ipvlan };
    std::string name = "eth0"; ///< in the container
    std::string hostName;      ///< host end of the veth pair, at most 15 characters
    std::string bridge;        ///< host bridge that the host end joins
    std::string ipv4;          ///< "10.88.0.2/16"; empty for none
    std::string ipv4Gateway;   ///< "0.0.0.0": the default route goes to the link itself; "::" likewise
    std::string ipv6;
    std::string ipv6Gateway;
    std::string mac;       ///< "02:42:0a:58:00:02"; empty: the kernel's choice
    std::uint32_t mtu = 0; ///< 0: the bridge's
    Kind kind = Kind::Veth;
    std::string parent; ///< Macvlan, Ipvlan: the host link below
    /// Macvlan: MACVLAN_MODE_*; Ipvlan: IPVLAN_MODE_* with IPVLAN_F_* in the upper half.
    std::uint32_t linkMode = 0;
    std::string furtherAddresses; ///< link-local and other ones, "169.254.1.1/16 fe80::5/64"
    bool isolated = false;        ///< Veth: cannot reach other isolated ports of the bridge
};

struct NetworkPlan {
    enum class Mode : std::uint32_t { None, Host, Interfaces, Join };
    Mode mode = Mode::None;
    std::vector<InterfacePlan> interfaces;
    std::string joinNamespacePath; ///< Join: /proc/<pid>/ns/net of the other container
    /// DNS served by the monitor on 127.0.0.11:53 inside the container's network namespace.
    bool serveDns = false;
    std::string dnsTablePath; ///< names of the networks it is on, see engine/net/dns_table.h
    /// Host resolvers, "1.2.3.4" or "1.2.3.4:53", or the path of a resolv.conf(5) that is followed.
    std::vector<std::string> dnsUpstreams;
};

struct CgroupPlan {
    enum class Version : std::uint32_t { None, V1, V2 };
    Version version = Version::None;
    /// v2: the one directory. v1: one per hierarchy. Made by the engine, removed by the monitor.
    std::vector<std::string> directories;
};

struct ProcessPlan {
    std::vector<std::string> arguments;
    std::vector<std::string> environment;
    std::string workingDirectory = "/";
    std::uint32_t uid = 0;
    std::uint32_t gid = 0;
    std::vector<std::uint32_t> groups;
    std::uint64_t capabilitiesBounding = 0; ///< bit masks, capability(7)
    std::uint64_t capabilitiesEffective = 0;
    std::uint64_t capabilitiesPermitted = 0;
    std::uint64_t capabilitiesInheritable = 0;
    std::uint64_t capabilitiesAmbient = 0;
    bool noNewPrivileges = false;
    std::string seccompProgram; ///< struct sock_filter array; empty: unconfined
    std::string apparmorProfile;
    std::vector<RlimitPlan> rlimits;
    std::optional<int> oomScoreAdj;
    bool tty = false;
    bool openStdin = false;
    std::uint16_t rows = 24;
    std::uint16_t columns = 80;
    int stopSignal = 15;
    bool init = false; ///< run under catamaran-init as PID 1
};

/// A namespace that exists already and is joined instead of being made.
struct NamespacePlan {
    std::uint64_t type = 0; ///< CLONE_NEW*
    std::string path;       ///< "/proc/<pid>/ns/ipc"
};

struct RootfsPlan {
    std::vector<std::string> lowerDirectories; ///< topmost first, as overlayfs wants it
    std::string upperDirectory;
    std::string workDirectory;
    std::string mountPoint; ///< an empty directory; mounted over only in the monitor's mount namespace
    bool readOnly = false;
    bool isVolatile = false; ///< overlay "volatile": no sync at umount (for --rm)
    bool userxattr = false;  ///< rootless
    /// A directory that is the root file system as it is (OCI bundles): no overlay, the members above but
    /// readOnly are ignored. Empty: the overlay.
    std::string directory;
    std::uint32_t propagation = 0; ///< MS_* propagation of "/"; 0 = private
};

struct RestartPlan {
    enum class Kind : std::uint32_t { No, OnFailure, Always, UnlessStopped };
    Kind kind = Kind::No;
    std::uint32_t maximumRetries = 0;
};

struct HealthPlan {
    std::vector<std::string> arguments; ///< empty: no health check
    std::uint64_t intervalNs = 0;
    std::uint64_t timeoutNs = 0;
    std::uint64_t startPeriodNs = 0;
    std::uint32_t retries = 3;
    std::uint64_t startIntervalNs = 0; ///< between checks of the start period, until the first success
};

struct LogPlan {
    std::string path;              ///< empty: driver "none"
    std::uint64_t maximumSize = 0; ///< 0: no rotation
    std::uint32_t maximumFiles = 1;
    enum class Kind : std::uint32_t { None, File, Journal };
    Kind kind = Kind::File; ///< None: `path` is empty
    std::string fields;     ///< Journal: "CONTAINER_ID=...\n", sent with each line
    std::uint64_t bufferSize =
        0; ///< not 0: lose output rather than hold the container back when this is full
};

/// An OCI runtime that makes the container in the monitor's place (--runtime). The monitor mounts the root,
/// makes the network, and runs these commands; logs, clients, restarts and the exit record stay its own.
struct ExternalPlan {
    std::vector<std::string> create; ///< the program's path first; empty: our own launch
    std::vector<std::string> start;
    std::vector<std::string> remove; ///< "delete --force"
    std::vector<std::string> environment;
    /// Working directory of these, with config.json and the names of launch/bundle_names.h. The root file
    /// system and the namespaces are mounted there in the monitor's own mount namespace only.
    std::string bundle;
    /// `create` is criu(8) and puts back what a checkpoint holds, in the container's control groups and with
    /// the descriptors of bundle_names.h; the first end of the program also ends this plan: a restart is
    /// our own launch.
    bool isRestore = false;
};

struct LaunchPlan {
    std::string containerId;
    std::string runDirectory;  ///< volatile: status file, control socket (see launch/status.h)
    std::string dataDirectory; ///< persistent: exit record
    std::string hostname;
    std::string domainname;
    RootfsPlan rootfs;
    std::vector<MountPlan> mounts;
    std::vector<DevicePlan> devices;
    std::vector<std::string> maskedPaths;
    std::vector<std::string> readOnlyPaths;
    std::vector<std::pair<std::string, std::string>> sysctls;
    std::uint64_t namespaces = 0;              ///< CLONE_NEW*, those that are made
    std::vector<NamespacePlan> joinNamespaces; ///< those of others; not the network (see NetworkPlan)
    std::vector<IdMapping> uidMappings;        ///< with CLONE_NEWUSER
    std::vector<IdMapping> gidMappings;
    NetworkPlan network;
    CgroupPlan cgroup;
    ProcessPlan process;
    RestartPlan restart;
    HealthPlan health;
    LogPlan log;
    ExternalPlan external;
    bool autoRemove = false;
};

/// A further process in a running container.
struct ExecPlan {
    pid_t targetPid = 0; ///< the container's init, held by pidfd during the call
    std::uint64_t targetStartTime = 0;
    CgroupPlan cgroup;
    ProcessPlan process;
    bool joinUserNamespace = false; ///< as whoever is root in the container's user namespace
};

} // namespace catamaran::engine::launch
