// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/compose/project_fields.h"

namespace catamaran::compose {

template <typename V>
void serviceFieldsToEntrypoint(V &v, Service &o)
{
    v("profiles", o.profiles);
    v("annotations", o.annotations);
    v("attach", o.attach);
    v("build", o.build);
    v("develop", o.develop);
    v("blkio_config", o.blkioConfig);
    v("cap_add", o.capAdd);
    v("cap_drop", o.capDrop);
    v("cgroup_parent", o.cgroupParent);
    v("cgroup", o.cgroup);
    v("cpu_count", o.cpuCount);
    v("cpu_percent", o.cpuPercent);
    v("cpu_period", o.cpuPeriod);
    v("cpu_quota", o.cpuQuota);
    v("cpu_rt_period", o.cpuRtPeriod);
    v("cpu_rt_runtime", o.cpuRtRuntime);
    v("cpus", o.cpus);
    v("cpuset", o.cpuset);
    v("cpu_shares", o.cpuShares);
    v("command", o.command);
    v("configs", o.configs);
    v("container_name", o.containerName);
    v("credential_spec", o.credentialSpec);
    v("depends_on", o.dependsOn);
    v("deploy", o.deploy);
    v("device_cgroup_rules", o.deviceCgroupRules);
    v("devices", o.devices);
    v("dns", o.dns);
    v("dns_opt", o.dnsOpt);
    v("dns_search", o.dnsSearch);
    v("dockerfile", o.dockerfile);
    v("domainname", o.domainname);
}

template <typename V>
void serviceFieldsToPid(V &v, Service &o)
{
    v("entrypoint", o.entrypoint);
    v("provider", o.provider);
    v("environment", o.environment);
    v("env_file", o.envFiles);
    v("expose", o.expose);
    v("extends", o.extends);
    v("external_links", o.externalLinks);
    v("extra_hosts", o.extraHosts);
    v("group_add", o.groupAdd);
    v("gpus", o.gpus);
    v("hostname", o.hostname);
    v("healthcheck", o.healthcheck);
    v("image", o.image);
    v("init", o.init);
    v("ipc", o.ipc);
    v("isolation", o.isolation);
    v("labels", o.labels);
    v("label_file", o.labelFiles);
    v("links", o.links);
    v("logging", o.logging);
    v("log_driver", o.logDriver);
    v("log_opt", o.logOpt);
    v("mem_limit", o.memLimit);
    v("mem_reservation", o.memReservation);
    v("memswap_limit", o.memswapLimit);
    v("mem_swappiness", o.memSwappiness);
    v("mac_address", o.macAddress);
    v("models", o.models);
    v("net", o.net);
    v("network_mode", o.networkMode);
    v("networks", o.networks);
    v("oom_kill_disable", o.oomKillDisable);
    v("oom_score_adj", o.oomScoreAdj);
}

template <typename V>
void serviceFieldsFromPid(V &v, Service &o)
{
    v("pid", o.pid);
    v("pids_limit", o.pidsLimit);
    v("platform", o.platform);
    v("ports", o.ports);
    v("privileged", o.privileged);
    v("pull_policy", o.pullPolicy);
    v("read_only", o.readOnly);
    v("restart", o.restart);
    v("runtime", o.runtime);
    v("scale", o.scale);
    v("secrets", o.secrets);
    v("security_opt", o.securityOpt);
    v("shm_size", o.shmSize);
    v("stdin_open", o.stdinOpen);
    v("stop_grace_period", o.stopGracePeriod);
    v("stop_signal", o.stopSignal);
    v("storage_opt", o.storageOpt);
    v("sysctls", o.sysctls);
    v("tmpfs", o.tmpfs);
    v("tty", o.tty);
    v("ulimits", o.ulimits);
    v("use_api_socket", o.useApiSocket);
    v("user", o.user);
    v("userns_mode", o.usernsMode);
    v("uts", o.uts);
    v("volume_driver", o.volumeDriver);
    v("volumes", o.volumes);
    v("volumes_from", o.volumesFrom);
    v("working_dir", o.workingDir);
    v("pre_start", o.preStart);
    v("post_start", o.postStart);
    v("pre_stop", o.preStop);
}

/// The fields of a service; in three parts only because there are so many.
template <typename V>
void fields(V &v, Service &o)
{
    serviceFieldsToEntrypoint(v, o);
    serviceFieldsToPid(v, o);
    serviceFieldsFromPid(v, o);
}

} // namespace catamaran::compose
