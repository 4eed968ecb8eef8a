// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/inspect_host.h"
#include "engine/security/security.h"
#include "engine/spec/image_mount.h"
#include "engine/spec/modes.h"
#include "engine/spec/parse.h"

#include <algorithm>
#include <fmt/format.h>

namespace catamaran::engine::runtime {

using Json = nlohmann::ordered_json;

namespace {

// docker keeps a -v in Binds and a --mount in Mounts; which it was is told by what only one of them can say.
bool isFromMountFlag(const spec::Mount &mount)
{
    if (mount.type == spec::MountType::Bind)
        return spec::isImageMount(mount) || !mount.createSource || mount.nonRecursive ||
               !mount.bindRecursive.empty();
    return !mount.volumeSubpath.empty() || !mount.volumeLabels.empty() || !mount.volumeOptions.empty();
}

std::vector<std::string> bindTexts(const spec::ContainerSpec &spec)
{
    std::vector<std::string> binds;
    for (const spec::Mount &mount : spec.mounts) {
        if (mount.type == spec::MountType::Tmpfs || isFromMountFlag(mount))
            continue;
        std::string mode = mount.readOnly ? "ro" : "";
        const auto add = [&mode](const std::string &word) {
            if (!word.empty())
                mode += (mode.empty() ? "" : ",") + word;
        };
        add(mount.propagation);
        add(mount.noCopy ? "nocopy" : "");
        binds.push_back(mount.source + ":" + mount.target + (mode.empty() ? "" : ":" + mode));
    }
    return binds;
}

Json mountSpecsJson(const spec::ContainerSpec &spec)
{
    Json out = Json::array();
    for (const spec::Mount &mount : spec.mounts) {
        if (mount.type == spec::MountType::Tmpfs || !isFromMountFlag(mount))
            continue;
        Json entry;
        const bool image = spec::isImageMount(mount);
        entry["Type"] = image ? "image" : mount.type == spec::MountType::Bind ? "bind" : "volume";
        entry["Source"] = mount.source;
        entry["Target"] = mount.target;
        if (mount.readOnly)
            entry["ReadOnly"] = true;
        if (image) {
            if (!mount.volumeSubpath.empty())
                entry["ImageOptions"] = {{"Subpath", mount.volumeSubpath}};
            out.push_back(std::move(entry));
            continue;
        }
        Json bind = Json::object();
        if (!mount.propagation.empty())
            bind["Propagation"] = mount.propagation;
        if (mount.nonRecursive)
            bind["NonRecursive"] = true;
        if (mount.bindRecursive == "writable")
            bind["ReadOnlyNonRecursive"] = true;
        if (mount.bindRecursive == "readonly")
            bind["ReadOnlyForceRecursive"] = true;
        if (!bind.empty())
            entry["BindOptions"] = std::move(bind);
        Json volume = Json::object();
        if (mount.noCopy)
            volume["NoCopy"] = true;
        if (!mount.volumeLabels.empty())
            volume["Labels"] = Json(mount.volumeLabels);
        if (!mount.volumeSubpath.empty())
            volume["Subpath"] = mount.volumeSubpath;
        if (!mount.volumeDriver.empty() || !mount.volumeOptions.empty())
            volume["DriverConfig"] = {{"Name", mount.volumeDriver}, {"Options", Json(mount.volumeOptions)}};
        if (!volume.empty())
            entry["VolumeOptions"] = std::move(volume);
        out.push_back(std::move(entry));
    }
    return out;
}

Json tmpfsJson(const spec::ContainerSpec &spec)
{
    Json out = Json::object();
    for (const spec::Mount &mount : spec.mounts) {
        if (mount.type != spec::MountType::Tmpfs)
            continue;
        std::string options = mount.readOnly ? "ro" : "";
        const auto add = [&options](const std::string &word) {
            options += (options.empty() ? "" : ",") + word;
        };
        if (mount.tmpfsSize)
            add("size=" + std::to_string(mount.tmpfsSize->count));
        if (mount.tmpfsMode)
            add(fmt::format("mode={:o}", *mount.tmpfsMode));
        for (const std::string &option : mount.tmpfsOptions)
            add(option);
        out[mount.target] = options;
    }
    return out;
}

Json deviceLimits(const std::vector<spec::DeviceLimit> &limits, const char *value)
{
    Json out = Json::array();
    for (const spec::DeviceLimit &limit : limits)
        out.push_back({{"Path", limit.path}, {value, limit.value}});
    return out;
}

Json deviceRequests(const spec::ContainerSpec &spec)
{
    Json out = Json::array();
    std::vector<std::string> names;
    for (const std::string &text : spec.gpus) {
        if (spec::isCdiDevice(text)) {
            names.push_back(text);
            continue;
        }
        const auto request = spec::parseGpuRequest(text);
        if (!request)
            continue;
        out.push_back({{"Driver", request->driver},
                       {"Count", request->count},
                       {"DeviceIDs", listOrNull(request->devices)},
                       {"Capabilities", Json::array({Json(request->capabilities)})},
                       {"Options", Json(request->options)}});
    }
    if (!names.empty())
        out.push_back({{"Driver", "cdi"},
                       {"Count", 0},
                       {"DeviceIDs", names},
                       {"Capabilities", Json()},
                       {"Options", Json::object()}});
    return out.empty() ? Json() : out;
}

void addBlockLimits(Json &out, const spec::Resources &limits)
{
    out["BlkioWeight"] = limits.blkioWeight.value_or(0);
    out["BlkioWeightDevice"] = deviceLimits(limits.blkioWeightDevices, "Weight");
    out["BlkioDeviceReadBps"] = deviceLimits(limits.deviceReadBps, "Rate");
    out["BlkioDeviceWriteBps"] = deviceLimits(limits.deviceWriteBps, "Rate");
    out["BlkioDeviceReadIOps"] = deviceLimits(limits.deviceReadIops, "Rate");
    out["BlkioDeviceWriteIOps"] = deviceLimits(limits.deviceWriteIops, "Rate");
}

void addResources(Json &out, const spec::ContainerSpec &spec)
{
    const spec::Resources &limits = spec.resources;
    out["CpuShares"] = limits.cpuShares.value_or(0);
    out["Memory"] = limits.memory ? limits.memory->count : 0;
    out["NanoCpus"] = limits.cpus ? static_cast<std::int64_t>(*limits.cpus * 1e9) : 0;
    out["CgroupParent"] = spec.cgroupParent;
    addBlockLimits(out, limits);
    out["CpuPeriod"] = limits.cpuPeriodUs.value_or(0);
    out["CpuQuota"] = limits.cpuQuotaUs.value_or(0);
    out["CpuRealtimePeriod"] = limits.cpuRealtimePeriodUs.value_or(0);
    out["CpuRealtimeRuntime"] = limits.cpuRealtimeRuntimeUs.value_or(0);
    out["CpusetCpus"] = limits.cpusetCpus;
    out["CpusetMems"] = limits.cpusetMems;
    Json devices = Json::array();
    for (const spec::Device &device : spec.devices)
        devices.push_back({{"PathOnHost", device.hostPath},
                           {"PathInContainer", device.containerPath},
                           {"CgroupPermissions", device.permissions}});
    out["Devices"] = std::move(devices);
    out["DeviceCgroupRules"] = listOrNull(spec.deviceCgroupRules);
    out["DeviceRequests"] = deviceRequests(spec);
    out["MemoryReservation"] = limits.memoryReservation ? limits.memoryReservation->count : 0;
    const std::int64_t twice = limits.memory ? limits.memory->count * 2 : 0;
    out["MemorySwap"] = limits.memorySwap ? limits.memorySwap->count : twice;
    out["MemorySwappiness"] = limits.memorySwappiness ? Json(*limits.memorySwappiness) : Json();
    out["OomKillDisable"] = limits.oomKillDisable ? Json(*limits.oomKillDisable) : Json();
    out["PidsLimit"] = limits.pids ? Json(*limits.pids) : Json();
    Json ulimits = Json::array();
    for (const spec::Ulimit &limit : spec.ulimits)
        ulimits.push_back({{"Name", limit.name}, {"Hard", limit.hard}, {"Soft", limit.soft}});
    out["Ulimits"] = std::move(ulimits);
}

std::string volumeDriverOf(const spec::ContainerSpec &spec)
{
    for (const spec::Mount &mount : spec.mounts) {
        if (!mount.volumeDriver.empty() && !isFromMountFlag(mount))
            return mount.volumeDriver;
    }
    return {};
}

} // namespace

Json hostConfigJson(const Record &record, Json ports)
{
    const spec::ContainerSpec &spec = record.spec;
    Json out;
    out["Binds"] = listOrNull(bindTexts(spec));
    out["ContainerIDFile"] = "";
    out["LogConfig"] = {{"Type", spec.logDriver}, {"Config", Json(spec.logOptions)}};
    out["NetworkMode"] = spec.network;
    out["PortBindings"] = std::move(ports);
    out["RestartPolicy"] = {{"Name", spec::restartPolicyName(spec.restart.kind)},
                            {"MaximumRetryCount", spec.restart.maximumRetries}};
    out["AutoRemove"] = spec.autoRemove;
    out["VolumeDriver"] = volumeDriverOf(spec);
    out["VolumesFrom"] = listOrNull(spec.volumesFrom);
    if (!spec.annotations.empty())
        out["Annotations"] = Json(spec.annotations);
    out["CapAdd"] = listOrNull(spec.capAdd);
    out["CapDrop"] = listOrNull(spec.capDrop);
    out["CgroupnsMode"] = spec.cgroupnsMode.empty() ? "private" : spec.cgroupnsMode;
    out["Dns"] = Json(spec.dns);
    out["DnsOptions"] = Json(spec.dnsOptions);
    out["DnsSearch"] = Json(spec.dnsSearch);
    out["ExtraHosts"] = listOrNull(spec.extraHosts);
    out["GroupAdd"] = listOrNull(spec.groupAdd);
    out["IpcMode"] = spec.ipcMode.empty() ? "private" : spec.ipcMode;
    out["Cgroup"] = "";
    out["Links"] = listOrNull(spec.links);
    out["OomScoreAdj"] = spec.resources.oomScoreAdj.value_or(0);
    out["PidMode"] = spec.pidMode;
    out["Privileged"] = spec.privileged;
    out["PublishAllPorts"] = spec.publishAll;
    out["ReadonlyRootfs"] = spec.readOnlyRootfs;
    out["SecurityOpt"] = listOrNull(spec.securityOptions);
    if (!spec.storageOptions.empty())
        out["StorageOpt"] = Json(spec.storageOptions);
    if (Json tmpfs = tmpfsJson(spec); !tmpfs.empty())
        out["Tmpfs"] = std::move(tmpfs);
    out["UTSMode"] = spec.utsMode;
    out["UsernsMode"] = spec.usernsMode;
    out["ShmSize"] = spec.resources.shmSize ? spec.resources.shmSize->count : 67108864;
    if (!spec.sysctls.empty())
        out["Sysctls"] = Json(spec.sysctls);
    out["Runtime"] = spec.runtime.empty() ? "catamaran" : spec.runtime;
    out["Isolation"] = "";
    addResources(out, spec);
    if (Json mounts = mountSpecsJson(spec); !mounts.empty())
        out["Mounts"] = std::move(mounts);
    out["Init"] = spec.init;
    const bool unmasked =
        spec.privileged || std::find(spec.securityOptions.begin(), spec.securityOptions.end(),
                                     "systempaths=unconfined") != spec.securityOptions.end();
    const auto maskedPaths = unmasked ? std::vector<std::string>() : security::defaultMaskedPaths();
    const auto readOnlyPaths = unmasked ? std::vector<std::string>() : security::defaultReadOnlyPaths();
    out["MaskedPaths"] = listOrNull(maskedPaths);
    out["ReadonlyPaths"] = listOrNull(readOnlyPaths);
    return out;
}

} // namespace catamaran::engine::runtime
