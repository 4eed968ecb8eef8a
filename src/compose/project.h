// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"
#include "src/compose/node.h"
#include "src/compose/project_parts.h"
#include "src/compose/values.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace catamaran::compose {

/// Something that was accepted but will not do what the author may expect.
struct Warning {
    std::string text;
    base::Where where;
};

/// One service, every attribute of the Compose specification ("Services") under its own name. Empty and zero
/// values mean "not given" unless the type says otherwise.
struct Service {
    std::string name;
    base::Where where; ///< where it is declared
    std::vector<std::string> profiles;
    Mapping annotations;
    std::optional<bool> attach;
    std::optional<Build> build;
    std::optional<Develop> develop;
    std::optional<BlkioConfig> blkioConfig;
    std::vector<std::string> capAdd;
    std::vector<std::string> capDrop;
    std::string cgroupParent;
    std::string cgroup; ///< host or private
    std::int64_t cpuCount = 0;
    float cpuPercent = 0;
    std::int64_t cpuPeriod = 0; ///< microseconds
    std::int64_t cpuQuota = 0;  ///< microseconds
    std::int64_t cpuRtPeriod = 0;
    std::int64_t cpuRtRuntime = 0;
    float cpus = 0;
    std::string cpuset;
    std::int64_t cpuShares = 0;
    Command command;
    std::vector<FileReference> configs;
    std::string containerName;
    std::optional<CredentialSpec> credentialSpec;
    std::map<std::string, Dependency> dependsOn;
    std::optional<Deploy> deploy;
    std::vector<std::string> deviceCgroupRules;
    std::vector<DeviceMapping> devices;
    std::vector<std::string> dns;
    std::vector<std::string> dnsOpt;
    std::vector<std::string> dnsSearch;
    std::string dockerfile;
    std::string domainname;
    Command entrypoint;
    std::optional<Provider> provider;
    Variables environment; ///< env_file already read in, unless that was switched off
    std::vector<EnvFile> envFiles;
    TextList expose;
    std::optional<Extends> extends;
    std::vector<std::string> externalLinks;
    HostsList extraHosts;
    std::vector<std::string> groupAdd;
    std::vector<DeviceRequest> gpus;
    std::string hostname;
    std::optional<HealthCheck> healthcheck;
    std::string image;
    std::optional<bool> init;
    std::string ipc;
    std::string isolation;
    Mapping labels; ///< label_file already read in, unless that was switched off
    std::vector<std::string> labelFiles;
    std::vector<std::string> links;
    std::optional<Logging> logging;
    std::string logDriver;
    Mapping logOpt;
    Bytes memLimit;
    Bytes memReservation;
    Bytes memswapLimit;
    Bytes memSwappiness;
    std::string macAddress;
    std::map<std::string, std::optional<ServiceModel>> models;
    std::string net;
    std::string networkMode; ///< host, none, service:NAME, container:NAME, ...
    std::map<std::string, std::optional<ServiceNetwork>> networks;
    bool oomKillDisable = false;
    std::int64_t oomScoreAdj = 0;
    std::string pid;
    std::int64_t pidsLimit = 0;
    std::string platform;
    std::vector<Port> ports;
    bool privileged = false;
    std::string pullPolicy;
    bool readOnly = false;
    std::string restart;
    std::string runtime;
    std::optional<std::int64_t> scale;
    std::vector<FileReference> secrets;
    std::vector<std::string> securityOpt;
    Bytes shmSize;
    bool stdinOpen = false;
    std::optional<Duration> stopGracePeriod;
    std::string stopSignal;
    Mapping storageOpt;
    Mapping sysctls;
    std::vector<std::string> tmpfs;
    bool tty = false;
    std::map<std::string, Ulimit> ulimits;
    bool useApiSocket = false;
    std::string user;
    std::string usernsMode;
    std::string uts;
    std::string volumeDriver;
    std::vector<Mount> volumes;
    std::vector<std::string> volumesFrom;
    std::string workingDir;
    std::vector<Hook> preStart;
    std::vector<Hook> postStart;
    std::vector<Hook> preStop;
    std::map<std::string, Node> extensions; ///< x-...: x-catamaran says how this service is to run

    /// How many containers: scale, else deploy.replicas, else 1.
    [[nodiscard]] std::int64_t replicas() const;
};

/// A whole application, ready to be planned: every reference resolved, every path absolute.
struct Project {
    std::string name;
    std::string workingDirectory;
    std::vector<std::string> files;
    std::map<std::string, std::string> environment;
    std::map<std::string, Service> services;
    std::map<std::string, Service> disabledServices; ///< left out because none of their profiles is active
    std::vector<std::string> profiles;
    std::map<std::string, Network> networks;
    std::map<std::string, Volume> volumes;
    std::map<std::string, FileObject> secrets;
    std::map<std::string, FileObject> configs;
    std::map<std::string, Model> models;
    std::map<std::string, Node> extensions;
    std::vector<Warning> warnings;
};

/// How a literal dollar sign is written: docker compose's command line doubles it, so that its output can be
/// loaded again.
enum class Dollars { AsTheyAre, Doubled };

/// What `docker compose config --format json` prints for a project, indented with two blanks.
std::string toJsonText(const Project &project, Dollars dollars = Dollars::Doubled);
/// What `docker compose config` prints (YAML).
std::string toYamlText(const Project &project, Dollars dollars = Dollars::Doubled);
/// One service as canonical JSON without blanks: the same text means the same service. `config --hash` and
/// the planner's "did it change" are made from it.
std::string serviceJson(const Service &service);

} // namespace catamaran::compose
