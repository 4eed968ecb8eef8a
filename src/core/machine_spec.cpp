// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/core/machine_spec.h"

#include "engine/spec/merge.h"
#include "engine/spec/parse.h"

#include <array>
#include <cmath>
#include <utility>

namespace catamaran::core {

namespace {

bool isNotWhole(const std::optional<double> &cpus)
{
    return cpus && (*cpus < 1 || std::floor(*cpus) != *cpus);
}

} // namespace

std::string flagThatVmsLack(const engine::spec::ContainerSpec &spec)
{
    const engine::spec::Resources &limits = spec.resources;
    const auto refused = std::to_array<std::pair<bool, const char *>>({
        {spec.privileged, "--privileged"},
        {!spec.capAdd.empty(), "--cap-add"},
        {!spec.capDrop.empty(), "--cap-drop"},
        {!spec.securityOptions.empty(), "--security-opt"},
        {!spec.sysctls.empty(), "--sysctl"},
        {!spec.devices.empty(), "--device"},
        {spec.network == "host" || spec.network == "none" || spec.network.starts_with("container:"),
         "--network host, none or container:..."},
        {!spec.furtherNetworks.empty(), "more than one --network"},
        {spec.network == "bridge" && !spec.networkAliases.empty(), "--network-alias without --network"},
        {spec.network == "bridge" && !spec.ipv4Address.empty(), "--ip without --network"},
        {spec.network == "bridge" && !spec.macAddress.empty(), "--mac-address without --network"},
        {!spec.dns.empty(), "--dns"},
        {!spec.dnsSearch.empty(), "--dns-search"},
        {!spec.dnsOptions.empty(), "--dns-option"},
        {!spec.extraHosts.empty(), "--add-host"},
        {!spec.domainname.empty(), "--domainname"},
        {!spec.ulimits.empty(), "--ulimit"},
        {!spec.groupAdd.empty(), "--group-add"},
        {spec.health.has_value(), "--health-*"},
        {!spec.stopSignal.empty(), "--stop-signal"},
        {spec.stopTimeout.has_value(), "--stop-timeout"},
        {spec.logDriver != "json-file", "--log-driver"},
        {!spec.logOptions.empty(), "--log-opt"},
        {limits.memorySwap.has_value(), "--memory-swap"},
        {limits.memoryReservation.has_value(), "--memory-reservation"},
        {limits.cpuShares.has_value(), "--cpu-shares"},
        {!limits.cpusetCpus.empty(), "--cpuset-cpus"},
        {!limits.cpusetMems.empty(), "--cpuset-mems"},
        {limits.pids.has_value(), "--pids-limit"},
        {limits.oomScoreAdj.has_value(), "--oom-score-adj"},
        {limits.shmSize.has_value(), "--shm-size"},
        {isNotWhole(limits.cpus), "--cpus with a fraction"},
        {!spec.volumesFrom.empty(), "--volumes-from"},
        {!spec.deviceCgroupRules.empty(), "--device-cgroup-rule"},
        {!spec.gpus.empty(), "--gpus"},
        {!spec.ipcMode.empty(), "--ipc"},
        {!spec.pidMode.empty(), "--pid"},
        {!spec.utsMode.empty(), "--uts"},
        {!spec.cgroupnsMode.empty(), "--cgroupns"},
        {!spec.usernsMode.empty(), "--userns"},
        {!spec.cgroupParent.empty(), "--cgroup-parent"},
        {!spec.runtime.empty(), "--runtime"},
        {!spec.annotations.empty(), "--annotation"},
        {!spec.storageOptions.empty(), "--storage-opt"},
        {limits.cpuPeriodUs.has_value(), "--cpu-period"},
        {limits.cpuQuotaUs.has_value(), "--cpu-quota"},
        {limits.cpuRealtimePeriodUs || limits.cpuRealtimeRuntimeUs, "--cpu-rt-*"},
        {limits.memorySwappiness.has_value(), "--memory-swappiness"},
        {limits.oomKillDisable.has_value(), "--oom-kill-disable"},
        {limits.blkioWeight.has_value() || !limits.blkioWeightDevices.empty(), "--blkio-weight*"},
        {!limits.deviceReadBps.empty() || !limits.deviceReadIops.empty(), "--device-read-*"},
        {!limits.deviceWriteBps.empty() || !limits.deviceWriteIops.empty(), "--device-write-*"},
    });
    for (const auto &[given, flag] : refused) {
        if (given)
            return flag;
    }
    return {};
}

base::Result<hv::MachineSpec> toMachineSpec(const engine::spec::ContainerSpec &spec,
                                            const engine::image::ResolvedImage &image)
{
    if (const std::string flag = flagThatVmsLack(spec); !flag.empty())
        return base::fail(base::Error(base::Errc::Unsupported, "a VM cannot honour " + flag)
                              .withFix("Leave it out, or run the image as a container."));
    CATAMARAN_TRY(const auto merged, engine::spec::mergeImageConfig(spec, image.config));
    hv::MachineSpec machine;
    machine.name = spec.name;
    machine.image = spec.image;
    machine.imageId = image.id;
    machine.layerDirectories = image.layerDirectories;
    machine.rootKey = image.chainId;
    machine.arguments = merged.arguments();
    machine.environment = merged.environment;
    if (!engine::spec::hasVariable(machine.environment, "PATH"))
        machine.environment.insert(machine.environment.begin(),
                                   "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    machine.workingDirectory = merged.workingDirectory.empty() ? "/" : merged.workingDirectory;
    machine.user = merged.user;
    machine.hostname = spec.hostname.empty() ? spec.name : spec.hostname;
    if (spec.resources.memory)
        machine.memory = *spec.resources.memory;
    if (spec.resources.cpus)
        machine.cpus = static_cast<unsigned>(*spec.resources.cpus);
    machine.labels = merged.labels;
    machine.autoRemove = spec.autoRemove;
    machine.tty = spec.tty;
    machine.openStdin = spec.openStdin;
    machine.readOnlyRoot = spec.readOnlyRootfs;
    if (spec.restart.kind != engine::spec::RestartKind::No)
        machine.restart = {
            spec.restart.kind == engine::spec::RestartKind::OnFailure ? hv::MachineRestart::Kind::OnFailure
                                                                      : hv::MachineRestart::Kind::Always,
            std::string(engine::spec::restartPolicyName(spec.restart.kind)), spec.restart.maximumRetries};
    return machine;
}

} // namespace catamaran::core
