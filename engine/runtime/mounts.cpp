// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/mounts.h"
#include "engine/base/file.h"
#include "engine/security/mount_targets.h"

#include <algorithm>
#include <array>
#include <dirent.h>
#include <map>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::Result;
using launch::DevicePlan;
using launch::MountPlan;
using Kind = launch::MountPlan::Kind;

namespace {

constexpr std::uint64_t kNoSuid = MOUNT_ATTR_NOSUID;
constexpr std::uint64_t kNoDev = MOUNT_ATTR_NODEV;
constexpr std::uint64_t kNoExec = MOUNT_ATTR_NOEXEC;
constexpr std::uint64_t kReadOnly = MOUNT_ATTR_RDONLY;
constexpr std::uint64_t kStrict = MOUNT_ATTR_STRICTATIME;

MountPlan make(Kind kind, std::string target, std::string options, std::uint64_t attributes)
{
    MountPlan plan;
    plan.kind = kind;
    plan.target = std::move(target);
    plan.options = std::move(options);
    plan.attributes = attributes;
    return plan;
}

MountPlan bindFile(std::string source, std::string target)
{
    MountPlan plan = make(Kind::Bind, std::move(target), {}, 0);
    plan.source = std::move(source);
    plan.sourceIsFile = true;
    plan.recursive = false;
    return plan;
}

std::uint32_t propagationFlags(const std::string &word)
{
    static const std::map<std::string, std::uint32_t> kFlags = {
        {"private", MS_PRIVATE}, {"rprivate", MS_PRIVATE | MS_REC},
        {"slave", MS_SLAVE},     {"rslave", MS_SLAVE | MS_REC},
        {"shared", MS_SHARED},   {"rshared", MS_SHARED | MS_REC}};
    const auto found = kFlags.find(word);
    return found == kFlags.end() ? 0 : found->second;
}

Result<MountPlan> planBind(const spec::Mount &mount, const std::string &source)
{
    MountPlan plan = make(Kind::Bind, mount.target, {}, mount.readOnly ? kReadOnly : 0);
    plan.source = source;
    plan.recursive = !mount.nonRecursive;
    plan.propagation = propagationFlags(mount.propagation);
    struct stat status {};
    if (::stat(source.c_str(), &status) != 0) {
        if (errno != ENOENT)
            return base::failErrno("stat " + source);
        if (!mount.createSource)
            return base::fail(base::Error(Errc::InvalidArgument,
                                          "invalid mount config for type \"bind\": bind source path does "
                                          "not exist: " +
                                              source)
                                  .withFix("Create the directory, or use -v, which makes it."));
        CATAMARAN_CHECK(base::makeDirectories(source));
        status.st_mode = S_IFDIR;
    }
    plan.sourceIsFile = !S_ISDIR(status.st_mode);
    return plan;
}

MountPlan planTmpfs(const spec::Mount &mount)
{
    std::uint64_t attributes = kNoSuid | kNoDev | kNoExec | (mount.readOnly ? kReadOnly : 0);
    std::string options;
    const auto add = [&](const std::string &option) { options += (options.empty() ? "" : ",") + option; };
    if (mount.tmpfsSize)
        add("size=" + std::to_string(mount.tmpfsSize->count));
    if (mount.tmpfsMode) {
        std::array<char, 32> text{};
        std::snprintf(text.data(), text.size(), "mode=%o", *mount.tmpfsMode);
        add(text.data());
    }
    for (const std::string &option : mount.tmpfsOptions) {
        if (option == "exec")
            attributes &= ~kNoExec;
        else if (option == "suid")
            attributes &= ~kNoSuid;
        else if (option == "dev")
            attributes &= ~kNoDev;
        else if (option == "noatime")
            attributes |= MOUNT_ATTR_NOATIME;
        else if (option == "strictatime")
            attributes |= kStrict;
        else if (option.find('=') != std::string::npos)
            add(option);
    }
    return make(Kind::Tmpfs, mount.target, options, attributes);
}

void addDevice(std::vector<DevicePlan> &devices, const std::string &path, const struct stat &status)
{
    DevicePlan device;
    device.path = path;
    device.mode = status.st_mode;
    device.major = major(status.st_rdev);
    device.minor = minor(status.st_rdev);
    devices.push_back(std::move(device));
}

// Every device node below /dev but those that the container gets its own of.
void addHostDevices(std::vector<DevicePlan> &devices, const std::string &directory, int depth)
{
    DIR *listing = ::opendir(directory.c_str());
    if (!listing)
        return;
    while (const dirent *entry = ::readdir(listing)) {
        const std::string name = entry->d_name;
        if (name.starts_with('.') || name == "pts" || name == "shm" || name == "mqueue" || name == "fd" ||
            name == "console" || name == "ptmx" || name == "tty")
            continue;
        const std::string path = directory + "/" + name;
        struct stat status {};
        if (::lstat(path.c_str(), &status) != 0)
            continue;
        if (S_ISDIR(status.st_mode) && depth < 4)
            addHostDevices(devices, path, depth + 1);
        else if ((S_ISCHR(status.st_mode) || S_ISBLK(status.st_mode)) &&
                 std::none_of(devices.begin(), devices.end(),
                              [&](const DevicePlan &device) { return device.path == path; }))
            addDevice(devices, path, status);
    }
    ::closedir(listing);
}

} // namespace

Result<std::vector<MountPlan>> planMounts(const Paths &paths, const Record &record)
{
    const spec::ContainerSpec &spec = record.spec;
    const std::string directory = paths.container(record.id);
    const std::string shmSize =
        spec.resources.shmSize ? std::to_string(spec.resources.shmSize->count) : "67108864";
    const std::uint64_t sysReadOnly = spec.privileged ? 0 : kReadOnly;
    std::vector<MountPlan> plans;
    const auto add = [&](MountPlan plan) {
        const bool replaced =
            std::any_of(spec.mounts.begin(), spec.mounts.end(),
                        [&](const spec::Mount &mount) { return mount.target == plan.target; });
        if (!replaced)
            plans.push_back(std::move(plan));
    };
    add(make(Kind::Proc, "/proc", {}, kNoSuid | kNoDev | kNoExec));
    add(make(Kind::Tmpfs, "/dev", "mode=755,size=65536k", kNoSuid | kStrict));
    add(make(Kind::Devpts, "/dev/pts", "newinstance,ptmxmode=0666,mode=0620,gid=5", kNoSuid | kNoExec));
    add(make(Kind::Sysfs, "/sys", {}, kNoSuid | kNoDev | kNoExec | sysReadOnly));
    add(make(Kind::Cgroup, "/sys/fs/cgroup", {}, kNoSuid | kNoDev | kNoExec | sysReadOnly));
    add(make(Kind::Mqueue, "/dev/mqueue", {}, kNoSuid | kNoDev | kNoExec));
    add(make(Kind::Tmpfs, "/dev/shm", "mode=1777,size=" + shmSize, kNoSuid | kNoDev | kNoExec));
    for (const char *name : {"resolv.conf", "hostname", "hosts"})
        add(bindFile(directory + "/" + name, std::string("/etc/") + name));
    std::vector<spec::Mount> mounts = spec.mounts;
    // Parents first; "/a" sorts before "/a/b".
    std::stable_sort(mounts.begin(), mounts.end(), [](const spec::Mount &a, const spec::Mount &b) {
        return std::count(a.target.begin(), a.target.end(), '/') <
               std::count(b.target.begin(), b.target.end(), '/');
    });
    for (const spec::Mount &mount : mounts) {
        CATAMARAN_CHECK(security::checkMountTarget(mount.target, mount.type == spec::MountType::Bind &&
                                                                     mount.source == "/proc"));
        switch (mount.type) {
        case spec::MountType::Bind: {
            CATAMARAN_TRY(MountPlan plan, planBind(mount, mount.source));
            plans.push_back(std::move(plan));
            break;
        }
        case spec::MountType::Volume: {
            CATAMARAN_TRY(MountPlan plan, planBind(mount, paths.volume(mount.source)));
            plans.push_back(std::move(plan));
            break;
        }
        case spec::MountType::Tmpfs:
            plans.push_back(planTmpfs(mount));
            break;
        }
    }
    return plans;
}

Result<std::vector<DevicePlan>> planDevices(const Record &record)
{
    struct Default {
        const char *path;
        std::uint32_t major;
        std::uint32_t minor;
    };
    static constexpr std::array<Default, 6> kDefaults = {{{"/dev/null", 1, 3},
                                                          {"/dev/zero", 1, 5},
                                                          {"/dev/full", 1, 7},
                                                          {"/dev/random", 1, 8},
                                                          {"/dev/urandom", 1, 9},
                                                          {"/dev/tty", 5, 0}}};
    std::vector<DevicePlan> devices;
    for (const Default &device : kDefaults)
        devices.push_back({device.path, S_IFCHR | 0666, device.major, device.minor});
    for (const spec::Device &wish : record.spec.devices) {
        struct stat status {};
        if (::stat(wish.hostPath.c_str(), &status) != 0 ||
            !(S_ISCHR(status.st_mode) || S_ISBLK(status.st_mode)))
            return base::fail(base::Error(Errc::InvalidArgument, "error gathering device information while "
                                                                 "adding custom device \"" +
                                                                     wish.hostPath + "\": not a device node")
                                  .withFix("Give the path of a device of this host, such as /dev/fuse."));
        addDevice(devices, wish.containerPath, status);
    }
    if (record.spec.privileged)
        addHostDevices(devices, "/dev", 0);
    return devices;
}

} // namespace catamaran::engine::runtime
