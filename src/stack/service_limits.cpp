// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/stack/service_spec.h"

namespace catamaran::stack {

using base::Result;
using engine::spec::ContainerSpec;

namespace {

void give(std::optional<base::Bytes> &target, const compose::Bytes &value)
{
    if (value.value != 0)
        target = base::Bytes(value.value);
}

void give(std::optional<std::int64_t> &target, std::int64_t value)
{
    if (value != 0)
        target = value;
}

std::vector<engine::spec::DeviceLimit> rates(const std::vector<compose::ThrottleDevice> &devices)
{
    std::vector<engine::spec::DeviceLimit> out;
    for (const compose::ThrottleDevice &device : devices)
        out.push_back({device.path, static_cast<std::uint64_t>(device.rate.value)});
    return out;
}

void translateBlockDevices(const compose::BlkioConfig &from, engine::spec::Resources &to)
{
    if (from.weight != 0)
        to.blkioWeight = static_cast<std::uint16_t>(from.weight);
    for (const compose::WeightDevice &device : from.weightDevice)
        to.blkioWeightDevices.push_back({device.path, static_cast<std::uint64_t>(device.weight)});
    to.deviceReadBps = rates(from.deviceReadBps);
    to.deviceWriteBps = rates(from.deviceWriteBps);
    to.deviceReadIops = rates(from.deviceReadIops);
    to.deviceWriteIops = rates(from.deviceWriteIops);
}

} // namespace

Result<void> translateLimits(const compose::Service &service, ContainerSpec &spec)
{
    engine::spec::Resources &to = spec.resources;
    give(to.memory, service.memLimit);
    give(to.memorySwap, service.memswapLimit);
    give(to.memoryReservation, service.memReservation);
    give(to.shmSize, service.shmSize);
    if (service.memSwappiness.value != 0)
        to.memorySwappiness = service.memSwappiness.value;
    if (service.cpus != 0)
        to.cpus = static_cast<double>(service.cpus);
    give(to.cpuShares, service.cpuShares);
    give(to.cpuPeriodUs, service.cpuPeriod);
    give(to.cpuQuotaUs, service.cpuQuota);
    give(to.cpuRealtimePeriodUs, service.cpuRtPeriod);
    give(to.cpuRealtimeRuntimeUs, service.cpuRtRuntime);
    give(to.pids, service.pidsLimit);
    to.cpusetCpus = service.cpuset;
    if (service.oomScoreAdj != 0)
        to.oomScoreAdj = static_cast<int>(service.oomScoreAdj);
    if (service.oomKillDisable)
        to.oomKillDisable = true;
    if (service.blkioConfig)
        translateBlockDevices(*service.blkioConfig, to);
    for (const auto &[name, limit] : service.ulimits)
        spec.ulimits.push_back(limit.single != 0 ? engine::spec::Ulimit{name, limit.single, limit.single}
                                                 : engine::spec::Ulimit{name, limit.soft, limit.hard});
    if (!service.deploy)
        return {};
    // deploy.resources says the same in the words of a cluster, and wins.
    if (const auto &limits = service.deploy->resources.limits) {
        give(to.memory, limits->memory);
        if (limits->cpus.value != 0)
            to.cpus = static_cast<double>(limits->cpus.value);
        give(to.pids, limits->pids);
    }
    if (const auto &reservations = service.deploy->resources.reservations) {
        give(to.memoryReservation, reservations->memory);
        for (const compose::DeviceRequest &request : reservations->devices)
            spec.gpus.push_back(request.count.value < 0 ? "all" : std::to_string(request.count.value));
    }
    return {};
}

} // namespace catamaran::stack
