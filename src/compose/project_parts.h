// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/compose/node.h"
#include "src/compose/values.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

/// The parts a project is made of. Plain data; names follow the Compose specification, which says what they
/// mean.
namespace catamaran::compose {

using Extensions = std::map<std::string, Node>;

/// A secret or config as a service sees it: `source` names the top-level one.
struct FileReference {
    std::string source;
    std::string target;
    std::string uid;
    std::string gid;
    std::optional<FileMode> mode;
    Extensions extensions;
};

/// One limit: a single value, or a soft and a hard one.
struct Ulimit {
    std::int64_t single = 0;
    std::int64_t soft = 0;
    std::int64_t hard = 0;
    Extensions extensions;
};

struct Build {
    std::string context;
    std::string dockerfile;
    std::string dockerfileInline;
    std::vector<std::string> entitlements;
    Variables args;
    std::string provenance;
    std::string sbom;
    SshKeys ssh;
    Mapping labels;
    std::vector<std::string> cacheFrom;
    std::vector<std::string> cacheTo;
    bool noCache = false;
    std::vector<std::string> noCacheFilter;
    Mapping additionalContexts;
    bool pull = false;
    HostsList extraHosts;
    std::string isolation;
    std::string network;
    std::string target;
    std::vector<FileReference> secrets;
    Bytes shmSize;
    std::vector<std::string> tags;
    std::map<std::string, Ulimit> ulimits;
    std::vector<std::string> platforms;
    bool privileged = false;
    Extensions extensions;
};

/// A command run in (or, before the start, beside) a container of the service.
struct Hook {
    Command command;
    std::string image;
    std::string user;
    bool privileged = false;
    std::string workingDir;
    Variables environment;
    bool perReplica = false;
    Extensions extensions;
};

/// One rule of develop.watch.
struct Trigger {
    std::string path;
    std::string action; ///< sync, rebuild, restart, sync+restart, sync+exec
    std::string target;
    Hook exec;
    std::vector<std::string> include;
    std::vector<std::string> ignore;
    bool initialSync = false;
    Extensions extensions;
};

struct Develop {
    std::vector<Trigger> watch;
    Extensions extensions;
};

struct WeightDevice {
    std::string path;
    std::int64_t weight = 0;
    Extensions extensions;
};

struct ThrottleDevice {
    std::string path;
    Bytes rate; ///< per second; operations for the iops lists
    Extensions extensions;
};

struct BlkioConfig {
    std::int64_t weight = 0;
    std::vector<WeightDevice> weightDevice;
    std::vector<ThrottleDevice> deviceReadBps;
    std::vector<ThrottleDevice> deviceReadIops;
    std::vector<ThrottleDevice> deviceWriteBps;
    std::vector<ThrottleDevice> deviceWriteIops;
    Extensions extensions;
};

struct CredentialSpec {
    std::string config;
    std::string file;
    std::string registry;
    Extensions extensions;
};

struct Dependency {
    std::string condition; ///< service_started, service_healthy, service_completed_successfully
    bool restart = false;
    bool required = false;
    Extensions extensions;
};

struct DeviceMapping {
    std::string source;
    std::string target;
    std::string permissions;
    Extensions extensions;
};

struct DeviceRequest {
    std::vector<std::string> capabilities;
    std::string driver;
    DeviceCount count;
    std::vector<std::string> deviceIds;
    Mapping options;
    Extensions extensions;
};

struct UpdateConfig {
    std::optional<std::int64_t> parallelism;
    Duration delay;
    std::string failureAction;
    Duration monitor;
    float maxFailureRatio = 0;
    std::string order; ///< stop-first or start-first
    Extensions extensions;
};

struct DiscreteResource {
    std::string kind;
    std::int64_t value = 0;
    Extensions extensions;
};

struct GenericResource {
    std::optional<DiscreteResource> discreteResourceSpec;
    Extensions extensions;
};

struct Resource {
    Cpus cpus;
    Bytes memory;
    std::int64_t pids = 0;
    std::vector<DeviceRequest> devices;
    std::vector<GenericResource> genericResources;
    Extensions extensions;
};

struct Resources {
    std::optional<Resource> limits;
    std::optional<Resource> reservations;
    Extensions extensions;
};

struct RestartPolicy {
    std::string condition;
    std::optional<Duration> delay;
    std::optional<std::int64_t> maxAttempts;
    std::optional<Duration> window;
    Extensions extensions;
};

struct PlacementPreference {
    std::string spread;
    Extensions extensions;
};

struct Placement {
    std::vector<std::string> constraints;
    std::vector<PlacementPreference> preferences;
    std::int64_t maxReplicasPerNode = 0;
    Extensions extensions;
};

struct Deploy {
    std::string mode;
    std::optional<std::int64_t> replicas;
    Mapping labels;
    std::optional<UpdateConfig> updateConfig;
    std::optional<UpdateConfig> rollbackConfig;
    Resources resources;
    std::optional<RestartPolicy> restartPolicy;
    Placement placement;
    std::string endpointMode;
    Extensions extensions;
};

/// A service that something else provides (provider.type names a plug-in).
struct Provider {
    std::string type;
    MultiOptions options;
    Extensions extensions;
};

struct EnvFile {
    std::string path;
    OptOut required;
    std::string format; ///< "" for dotenv, "raw" for lines taken as they are
    Extensions extensions;
};

struct Extends {
    std::string file;
    std::string service;
    Extensions extensions;
};

struct HealthCheck {
    HealthTest test;
    std::optional<Duration> timeout;
    std::optional<Duration> interval;
    std::optional<std::int64_t> retries;
    std::optional<Duration> startPeriod;
    std::optional<Duration> startInterval;
    bool disable = false;
    Extensions extensions;
};

struct Logging {
    std::string driver;
    Mapping options;
    Extensions extensions;
};

struct ServiceModel {
    std::string endpointVar;
    std::string modelVar;
    Extensions extensions;
};

struct ServiceNetwork {
    std::vector<std::string> aliases;
    Mapping driverOpts;
    std::int64_t gwPriority = 0;
    std::string interfaceName;
    std::string ipv4Address;
    std::string ipv6Address;
    std::vector<std::string> linkLocalIps;
    std::string macAddress;
    std::int64_t priority = 0;
    Extensions extensions;
};

struct Port {
    std::string name;
    std::string mode;
    std::string hostIp;
    std::int64_t target = 0;
    std::string published; ///< a port, a range, or empty
    std::string protocol;
    std::string appProtocol;
    Extensions extensions;
};

struct BindOptions {
    std::string selinux;
    std::string propagation;
    OptOut createHostPath;
    std::string recursive;
    Extensions extensions;
};

struct VolumeOptions {
    Mapping labels;
    bool nocopy = false;
    std::string subpath;
    Extensions extensions;
};

struct TmpfsOptions {
    Bytes size;
    std::int64_t mode = 0;
    Extensions extensions;
};

struct ImageOptions {
    std::string subpath;
    Extensions extensions;
};

/// A mount of a service.
struct Mount {
    std::string type; ///< bind, volume, tmpfs, npipe, cluster, image
    std::string source;
    std::string target;
    bool readOnly = false;
    std::string consistency;
    std::optional<BindOptions> bind;
    std::optional<VolumeOptions> volume;
    std::optional<TmpfsOptions> tmpfs;
    std::optional<ImageOptions> image;
    Extensions extensions;
};

struct IpamPool {
    std::string subnet;
    std::string gateway;
    std::string ipRange;
    Mapping auxAddresses;
    Extensions extensions;
};

struct Ipam {
    std::string driver;
    std::vector<IpamPool> config;
    Mapping options;
    Extensions extensions;
};

struct Network {
    std::string name;
    std::string driver;
    Mapping driverOpts;
    Ipam ipam;
    bool external = false;
    bool internal = false;
    bool attachable = false;
    Mapping labels;
    std::optional<bool> enableIpv4;
    std::optional<bool> enableIpv6;
    Extensions extensions;
};

struct Volume {
    std::string name;
    std::string driver;
    Mapping driverOpts;
    bool external = false;
    Mapping labels;
    Extensions extensions;
};

/// A secret or a config.
struct FileObject {
    std::string name;
    std::string file;
    std::string environment;
    std::string content; ///< given inline, or the value of `environment`
    bool external = false;
    Mapping labels;
    std::string driver;
    Mapping driverOpts;
    std::string templateDriver;
    Extensions extensions;
};

/// A language model that services use.
struct Model {
    std::string name;
    std::string model;
    std::int64_t contextSize = 0;
    std::vector<std::string> runtimeFlags;
    Extensions extensions;
};

} // namespace catamaran::compose
