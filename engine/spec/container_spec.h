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

enum class Protocol { Tcp, Udp };

/// One published port (`-p [ip:][hostPort:]containerPort[/proto]`).
struct PortMapping {
    std::string hostIp;         ///< empty: all addresses, IPv4 and IPv6
    std::uint16_t hostPort = 0; ///< 0: any free port, chosen at start
    std::uint16_t containerPort = 0;
    Protocol protocol = Protocol::Tcp;
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
    std::string volumeDriver;              ///< "" or "local"
    std::map<std::string, std::string> volumeOptions; ///< driver options
};

/// One `--device`.
struct Device {
    std::string hostPath;
    std::string containerPath;
    std::string permissions = "rwm";
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
    std::string macAddress;
    std::vector<std::string> dns;
    std::vector<std::string> dnsSearch;
    std::vector<std::string> dnsOptions;
    std::vector<std::string> extraHosts; ///< "name:ip"
    std::vector<PortMapping> ports;
    bool publishAll = false;               ///< -P
    std::vector<std::string> exposedPorts; ///< --expose: "80/tcp"
    std::vector<Mount> mounts;
    std::vector<Device> devices;
    Resources resources;
    std::vector<Ulimit> ulimits;
    RestartPolicy restart;
    std::optional<HealthCheck> health; ///< unset: the image's
    std::string stopSignal;            ///< empty: the image's, else SIGTERM
    std::optional<std::chrono::seconds> stopTimeout;
    std::string logDriver = "json-file"; ///< "json-file" or "none"
    std::map<std::string, std::string> logOptions;
    PullPolicy pull = PullPolicy::Missing;
    std::string platform;
};

} // namespace catamaran::engine::spec
