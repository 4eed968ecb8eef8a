// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/compose/project.h"

/// The fields of every part of a project with their names in a Compose file, in the order in which docker
/// compose prints them. One list serves reading and writing: `visitor(name, member)` is called for each.
namespace catamaran::compose {

/// What is printed even when it is empty.
template <typename T>
struct Always {
    T &value;
};
template <typename T>
Always<T> always(T &value)
{
    return {value};
}

template <typename V>
void fields(V &v, FileReference &o)
{
    v("source", o.source);
    v("target", o.target);
    v("uid", o.uid);
    v("gid", o.gid);
    v("mode", o.mode);
}

template <typename V>
void fields(V &v, Build &o)
{
    v("context", o.context);
    v("dockerfile", o.dockerfile);
    v("dockerfile_inline", o.dockerfileInline);
    v("entitlements", o.entitlements);
    v("args", o.args);
    v("provenance", o.provenance);
    v("sbom", o.sbom);
    v("ssh", o.ssh);
    v("labels", o.labels);
    v("cache_from", o.cacheFrom);
    v("cache_to", o.cacheTo);
    v("no_cache", o.noCache);
    v("no_cache_filter", o.noCacheFilter);
    v("additional_contexts", o.additionalContexts);
    v("pull", o.pull);
    v("extra_hosts", o.extraHosts);
    v("isolation", o.isolation);
    v("network", o.network);
    v("target", o.target);
    v("secrets", o.secrets);
    v("shm_size", o.shmSize);
    v("tags", o.tags);
    v("ulimits", o.ulimits);
    v("platforms", o.platforms);
    v("privileged", o.privileged);
}

template <typename V>
void fields(V &v, Hook &o)
{
    v("command", o.command);
    v("image", o.image);
    v("user", o.user);
    v("privileged", o.privileged);
    v("working_dir", o.workingDir);
    v("environment", o.environment);
    v("per_replica", o.perReplica);
}

template <typename V>
void fields(V &v, Trigger &o)
{
    v("path", always(o.path));
    v("action", always(o.action));
    v("target", o.target);
    v("exec", o.exec);
    v("include", o.include);
    v("ignore", o.ignore);
    v("initial_sync", o.initialSync);
}

template <typename V>
void fields(V &v, Develop &o)
{
    v("watch", o.watch);
}

// docker compose prints the devices of blkio_config with the names of its own structures.
template <typename V>
void fields(V &v, WeightDevice &o)
{
    v.renamed("path", "Path", always(o.path));
    v.renamed("weight", "Weight", always(o.weight));
}

template <typename V>
void fields(V &v, ThrottleDevice &o)
{
    v.renamed("path", "Path", always(o.path));
    v.renamed("rate", "Rate", always(o.rate));
}

template <typename V>
void fields(V &v, BlkioConfig &o)
{
    v("weight", o.weight);
    v("weight_device", o.weightDevice);
    v("device_read_bps", o.deviceReadBps);
    v("device_read_iops", o.deviceReadIops);
    v("device_write_bps", o.deviceWriteBps);
    v("device_write_iops", o.deviceWriteIops);
}

template <typename V>
void fields(V &v, CredentialSpec &o)
{
    v("config", o.config);
    v("file", o.file);
    v("registry", o.registry);
}

template <typename V>
void fields(V &v, Dependency &o)
{
    v("condition", o.condition);
    v("restart", o.restart);
    v("required", always(o.required));
}

template <typename V>
void fields(V &v, DeviceMapping &o)
{
    v("source", o.source);
    v("target", o.target);
    v("permissions", o.permissions);
}

template <typename V>
void fields(V &v, DeviceRequest &o)
{
    v("capabilities", o.capabilities);
    v("driver", o.driver);
    v("count", o.count);
    v("device_ids", o.deviceIds);
    v("options", o.options);
}

template <typename V>
void fields(V &v, UpdateConfig &o)
{
    v("parallelism", o.parallelism);
    v("delay", o.delay);
    v("failure_action", o.failureAction);
    v("monitor", o.monitor);
    v("max_failure_ratio", o.maxFailureRatio);
    v("order", o.order);
}

template <typename V>
void fields(V &v, DiscreteResource &o)
{
    v("kind", always(o.kind));
    v("value", always(o.value));
}

template <typename V>
void fields(V &v, GenericResource &o)
{
    v("discrete_resource_spec", o.discreteResourceSpec);
}

template <typename V>
void fields(V &v, Resource &o)
{
    v("cpus", o.cpus);
    v("memory", o.memory);
    v("pids", o.pids);
    v("devices", o.devices);
    v("generic_resources", o.genericResources);
}

template <typename V>
void fields(V &v, Resources &o)
{
    v("limits", o.limits);
    v("reservations", o.reservations);
}

template <typename V>
void fields(V &v, RestartPolicy &o)
{
    v("condition", o.condition);
    v("delay", o.delay);
    v("max_attempts", o.maxAttempts);
    v("window", o.window);
}

template <typename V>
void fields(V &v, PlacementPreference &o)
{
    v("spread", o.spread);
}

template <typename V>
void fields(V &v, Placement &o)
{
    v("constraints", o.constraints);
    v("preferences", o.preferences);
    v("max_replicas_per_node", o.maxReplicasPerNode);
}

template <typename V>
void fields(V &v, Deploy &o)
{
    v("mode", o.mode);
    v("replicas", o.replicas);
    v("labels", o.labels);
    v("update_config", o.updateConfig);
    v("rollback_config", o.rollbackConfig);
    v("resources", o.resources);
    v("restart_policy", o.restartPolicy);
    v("placement", o.placement);
    v("endpoint_mode", o.endpointMode);
}

template <typename V>
void fields(V &v, Provider &o)
{
    v("type", o.type);
    v("options", o.options);
}

template <typename V>
void fields(V &v, EnvFile &o)
{
    v("path", o.path);
    v("required", o.required);
    v("format", o.format);
}

template <typename V>
void fields(V &v, Extends &o)
{
    v("file", o.file);
    v("service", o.service);
}

template <typename V>
void fields(V &v, HealthCheck &o)
{
    v("test", o.test);
    v("timeout", o.timeout);
    v("interval", o.interval);
    v("retries", o.retries);
    v("start_period", o.startPeriod);
    v("start_interval", o.startInterval);
    v("disable", o.disable);
}

template <typename V>
void fields(V &v, Logging &o)
{
    v("driver", o.driver);
    v("options", o.options);
}

template <typename V>
void fields(V &v, ServiceModel &o)
{
    v("endpoint_var", o.endpointVar);
    v("model_var", o.modelVar);
}

template <typename V>
void fields(V &v, ServiceNetwork &o)
{
    v("aliases", o.aliases);
    v("driver_opts", o.driverOpts);
    v("gw_priority", o.gwPriority);
    v("interface_name", o.interfaceName);
    v("ipv4_address", o.ipv4Address);
    v("ipv6_address", o.ipv6Address);
    v("link_local_ips", o.linkLocalIps);
    v("mac_address", o.macAddress);
    v("priority", o.priority);
}

template <typename V>
void fields(V &v, Port &o)
{
    v("name", o.name);
    v("mode", o.mode);
    v("host_ip", o.hostIp);
    v("target", o.target);
    v("published", o.published);
    v("protocol", o.protocol);
    v("app_protocol", o.appProtocol);
}

template <typename V>
void fields(V &v, BindOptions &o)
{
    v("selinux", o.selinux);
    v("propagation", o.propagation);
    v("create_host_path", o.createHostPath);
    v("recursive", o.recursive);
}

template <typename V>
void fields(V &v, VolumeOptions &o)
{
    v("labels", o.labels);
    v("nocopy", o.nocopy);
    v("subpath", o.subpath);
}

template <typename V>
void fields(V &v, TmpfsOptions &o)
{
    v("size", o.size);
    v("mode", o.mode);
}

template <typename V>
void fields(V &v, ImageOptions &o)
{
    v("subpath", o.subpath);
}

template <typename V>
void fields(V &v, Mount &o)
{
    v("type", o.type);
    v("source", o.source);
    v("target", o.target);
    v("read_only", o.readOnly);
    v("consistency", o.consistency);
    v("bind", o.bind);
    v("volume", o.volume);
    v("tmpfs", o.tmpfs);
    v("image", o.image);
}

template <typename V>
void fields(V &v, IpamPool &o)
{
    v("subnet", o.subnet);
    v("gateway", o.gateway);
    v("ip_range", o.ipRange);
    v("aux_addresses", o.auxAddresses);
}

template <typename V>
void fields(V &v, Ipam &o)
{
    v("driver", o.driver);
    v("config", o.config);
    v("options", o.options);
}

template <typename V>
void fields(V &v, Network &o)
{
    v("name", o.name);
    v("driver", o.driver);
    v("driver_opts", o.driverOpts);
    v("ipam", o.ipam);
    v("external", o.external);
    v("internal", o.internal);
    v("attachable", o.attachable);
    v("labels", o.labels);
    v("enable_ipv4", o.enableIpv4);
    v("enable_ipv6", o.enableIpv6);
}

template <typename V>
void fields(V &v, Volume &o)
{
    v("name", o.name);
    v("driver", o.driver);
    v("driver_opts", o.driverOpts);
    v("external", o.external);
    v("labels", o.labels);
}

template <typename V>
void fields(V &v, FileObject &o)
{
    v("name", o.name);
    v("file", o.file);
    v("environment", o.environment);
    v("content", o.content);
    v("external", o.external);
    v("labels", o.labels);
    v("driver", o.driver);
    v("driver_opts", o.driverOpts);
    v("template_driver", o.templateDriver);
}

template <typename V>
void fields(V &v, Model &o)
{
    v("name", o.name);
    v("model", o.model);
    v("context_size", o.contextSize);
    v("runtime_flags", o.runtimeFlags);
}

} // namespace catamaran::compose
