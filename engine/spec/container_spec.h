// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/bytes.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// Value types that say what a user wants. Pure: nothing here touches the host.
namespace catamaran::engine::spec {

enum class Protocol { Tcp, Udp, Sctp };

/// One published port (`-p [ip:][hostPort:]containerPort[/proto]`).
struct PortMapping {
    std::string hostIp;         ///< empty: all addresses, IPv4 and IPv6
    std::uint16_t hostPort = 0; ///< 0: any free port, chosen at start
    std::uint16_t containerPort = 0;
    Protocol protocol = Protocol::Tcp;
    /// Last port of a range for one container port (-p 8000-8010:80): any free one of it is taken. 0: no
    /// range.
    std::uint16_t hostPortEnd = 0;
    auto operator<=>(const PortMapping &) const = default;
};

enum class MountType { Bind, Volume, Tmpfs };

/// One `-v`, `--mount` or `--tmpfs`.
struct Mount {
    MountType type = MountType::Bind;
    std::string source; ///< host path, or volume name; empty for tmpfs and anonymous volumes
    std::string target; ///< absolute path in the container
    bool readOnly = false;
    std::string propagation; ///< "", "rprivate", "rslave", "rshared", ...
    std::optional<base::Bytes> tmpfsSize;
    std::optional<unsigned> tmpfsMode;
    std::vector<std::string> tmpfsOptions; ///< further ones of --tmpfs: "exec", "uid=1000"
    bool createSource = false;             ///< a missing host directory is made (-v does, --mount does not)
    bool noCopy = false;                   ///< an empty volume is not filled with the image's files
    bool nonRecursive = false;             ///< bind without what is mounted below the source
    std::string bindRecursive;             ///< "", "enabled", "disabled", "writable", "readonly"
    std::string volumeSubpath;             ///< a directory below the volume's root
    std::map<std::string, std::string> volumeLabels;  ///< of a volume that the mount makes
    std::string volumeDriver;                         ///< "" or "local"
    std::map<std::string, std::string> volumeOptions; ///< driver options
};

/// One `--device`.
struct Device {
    std::string hostPath;
    std::string containerPath;
    std::string permissions = "rwm";
};

/// A rate or weight of one block device (--device-read-bps, --blkio-weight-device, ...).
struct DeviceLimit {
    std::string path; ///< "/dev/sda"
    std::uint64_t value = 0;
};

/// Limits; unset means none.
struct Resources {
    std::optional<base::Bytes> memory;     ///< --memory
    std::optional<base::Bytes> memorySwap; ///< --memory-swap: memory plus swap; -1 = unlimited
    std::optional<base::Bytes> memoryReservation;
    std::optional<double> cpus; ///< --cpus, in cores
    std::optional<std::int64_t> cpuShares;
    std::string cpusetCpus;
    std::string cpusetMems;
    std::optional<std::int64_t> pids; ///< --pids-limit; -1 = unlimited
    std::optional<int> oomScoreAdj;
    std::optional<base::Bytes> shmSize;
    std::optional<std::int64_t> cpuPeriodUs; ///< --cpu-period
    std::optional<std::int64_t> cpuQuotaUs;  ///< --cpu-quota; -1 = unlimited
    std::optional<std::int64_t> cpuRealtimePeriodUs;
    std::optional<std::int64_t> cpuRealtimeRuntimeUs;
    std::optional<std::int64_t> memorySwappiness; ///< 0 to 100; v1 only
    std::optional<bool> oomKillDisable;           ///< v1 only
    std::optional<std::uint16_t> blkioWeight;     ///< 10 to 1000
    std::vector<DeviceLimit> blkioWeightDevices;
    std::vector<DeviceLimit> deviceReadBps; ///< bytes a second
    std::vector<DeviceLimit> deviceWriteBps;
    std::vector<DeviceLimit> deviceReadIops;
    std::vector<DeviceLimit> deviceWriteIops;
};

struct Ulimit {
    std::string name;      ///< "nofile", "nproc", ...
    std::int64_t soft = 0; ///< -1 = unlimited
    std::int64_t hard = 0;
};

enum class RestartKind { No, OnFailure, Always, UnlessStopped };

struct RestartPolicy {
    RestartKind kind = RestartKind::No;
    int maximumRetries = 0; ///< for OnFailure; 0 = no limit
};

/// HEALTHCHECK of the image, or --health-*. An empty test means none.
struct HealthCheck {
    std::vector<std::string> test; ///< {"CMD", ...}, {"CMD-SHELL", "..."} or {"NONE"}
    std::chrono::nanoseconds interval{std::chrono::seconds(30)};
    std::chrono::nanoseconds timeout{std::chrono::seconds(30)};
    std::chrono::nanoseconds startPeriod{0};
    int retries = 3;
    std::chrono::nanoseconds startInterval{0}; ///< between checks during the start period; 0 = 5 s
};

/// One membership of a network (`--network name=..,alias=..,ip=..`, `network connect`).
struct NetworkAttachment {
    std::string network; ///< name or id
    std::vector<std::string> aliases;
    std::string ipv4Address; ///< empty: chosen
    std::string ipv6Address;
    std::string macAddress;
    std::vector<std::string> linkLocalIps;
    std::map<std::string, std::string> driverOptions; ///< "com.docker.network.endpoint.ifname", ...
    int gatewayPriority = 0;                          ///< the highest gives the default route
};

enum class PullPolicy { Missing, Always, Never };

/// What `catamaran run` asks for: the union of docker's Config and HostConfig, before the image's own
/// configuration has been merged in. Optional members are the ones where "not said" differs from "empty".
struct ContainerSpec {
    std::string name;  ///< empty: a name is made up
    std::string image; ///< reference as the user wrote it
    std::optional<std::vector<std::string>> entrypoint;
    std::vector<std::string> command;     ///< arguments after the image
    std::vector<std::string> environment; ///< "KEY=VALUE"
    std::string workingDirectory;
    std::string user; ///< "uid[:gid]" or names
    std::vector<std::string> groupAdd;
    std::string hostname;
    std::string domainname;
    bool tty = false;
    bool openStdin = false;
    bool autoRemove = false; ///< --rm
    bool init = false;       ///< --init
    bool readOnlyRootfs = false;
    bool privileged = false;
    std::vector<std::string> capAdd;
    std::vector<std::string> capDrop;
    std::vector<std::string> securityOptions;
    std::map<std::string, std::string> sysctls;
    std::map<std::string, std::string> labels;
    std::string network = "bridge"; ///< "bridge", "host", "none", "container:<id>" or a name
    std::vector<std::string> networkAliases;
    std::string ipv4Address; ///< --ip
    std::string ipv6Address; ///< --ip6
    std::vector<std::string> linkLocalIps;
    std::map<std::string, std::string> networkDriverOptions; ///< of `network`
    int gatewayPriority = 0;                                 ///< of `network`
    std::vector<NetworkAttachment> furtherNetworks; ///< besides `network`, which must be a bridge then
    bool networkDetached = false;   ///< taken off `network` with `network disconnect` since it was made
    std::vector<std::string> links; ///< --link "container[:alias]"
    std::string macAddress;
    std::vector<std::string> dns;
    std::vector<std::string> dnsSearch;
    std::vector<std::string> dnsOptions;
    std::vector<std::string> extraHosts; ///< "name:ip"
    std::vector<PortMapping> ports;
    bool publishAll = false;               ///< -P
    std::vector<std::string> exposedPorts; ///< --expose: "80/tcp"
    std::vector<Mount> mounts;
    std::vector<std::string> volumesFrom; ///< "container[:ro|rw|z|Z]"
    std::vector<Device> devices;
    std::vector<std::string> deviceCgroupRules; ///< "c 10:200 rwm"
    std::vector<std::string> gpus;              ///< --gpus requests and CDI device names
    std::string ipcMode;                        ///< "", "private", "shareable", "host", "none", "container:X"
    std::string pidMode;                        ///< "", "host", "container:X"
    std::string utsMode;                        ///< "", "host"
    std::string cgroupnsMode;                   ///< "", "private", "host"
    std::string usernsMode;                     ///< "", "host", "keep-id[:uid=..,gid=..]", "auto"
    std::string cgroupParent;
    std::string runtime;                            ///< "" (ours), or a name or path of an OCI runtime
    std::map<std::string, std::string> annotations; ///< OCI annotations
    std::map<std::string, std::string> storageOptions;
    Resources resources;
    std::vector<Ulimit> ulimits;
    RestartPolicy restart;
    std::optional<HealthCheck> health; ///< unset: the image's
    std::string stopSignal;            ///< empty: the image's, else SIGTERM
    std::optional<std::chrono::seconds> stopTimeout;
    std::string logDriver = "json-file"; ///< "json-file", "local", "journald" or "none"
    std::map<std::string, std::string> logOptions;
    PullPolicy pull = PullPolicy::Missing;
    std::string platform;
};

} // namespace catamaran::engine::spec
