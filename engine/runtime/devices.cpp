// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/devices.h"
#include "engine/runtime/cdi.h"

#include <algorithm>
#include <array>
#include <dirent.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::Result;
using launch::DevicePlan;

namespace {

constexpr int kDeepest = 4; ///< levels of /dev that are looked through

bool isDevice(const struct stat &status)
{
    return S_ISCHR(status.st_mode) || S_ISBLK(status.st_mode);
}

DevicePlan planOf(const std::string &path, const struct stat &status)
{
    DevicePlan device;
    device.path = path;
    device.mode = status.st_mode;
    device.major = major(status.st_rdev);
    device.minor = minor(status.st_rdev);
    return device;
}

// Every device node below a directory, under the same names below another one, but those that a container
// gets its own of.
void addTree(std::vector<DevicePlan> &devices, const std::string &directory, const std::string &target,
             int depth)
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
        const std::string inside = target + "/" + name;
        struct stat status {};
        if (::lstat(path.c_str(), &status) != 0)
            continue;
        if (S_ISDIR(status.st_mode) && depth < kDeepest)
            addTree(devices, path, inside, depth + 1);
        else if (isDevice(status) &&
                 std::none_of(devices.begin(), devices.end(),
                              [&](const DevicePlan &device) { return device.path == inside; }))
            devices.push_back(planOf(inside, status));
    }
    ::closedir(listing);
}

// The nodes that one --device stands for.
Result<std::vector<DevicePlan>> devicesOf(const spec::Device &wish)
{
    struct stat status {};
    std::vector<DevicePlan> devices;
    const bool found = ::stat(wish.hostPath.c_str(), &status) == 0;
    if (found && isDevice(status))
        devices.push_back(planOf(wish.containerPath, status));
    else if (found && S_ISDIR(status.st_mode))
        addTree(devices, wish.hostPath, wish.containerPath, 0);
    if (devices.empty())
        return base::fail(
            base::Error(Errc::InvalidArgument,
                        "error gathering device information while adding custom device \"" + wish.hostPath +
                            "\": " + (found ? "not a device node" : "no such file or directory"))
                .withFix("Give the path of a device of this host, such as /dev/fuse."));
    return devices;
}

Result<std::vector<spec::Device>> allWishes(const Record &record)
{
    std::vector<spec::Device> wishes = record.spec.devices;
    CATAMARAN_TRY(const CdiEdits edits, resolveCdi(record.spec.gpus));
    wishes.insert(wishes.end(), edits.devices.begin(), edits.devices.end());
    return wishes;
}

} // namespace

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
    for (const Default &device : kDefaults) {
        DevicePlan plan;
        plan.path = device.path;
        plan.mode = S_IFCHR | 0666;
        plan.major = device.major;
        plan.minor = device.minor;
        devices.push_back(std::move(plan));
    }
    CATAMARAN_TRY(const std::vector<spec::Device> wishes, allWishes(record));
    for (const spec::Device &wish : wishes) {
        CATAMARAN_TRY(const std::vector<DevicePlan> more, devicesOf(wish));
        devices.insert(devices.end(), more.begin(), more.end());
    }
    if (record.spec.privileged)
        addTree(devices, "/dev", "/dev", 0);
    return devices;
}

Result<std::vector<std::string>> deviceRules(const Record &record)
{
    if (record.spec.privileged)
        return std::vector<std::string>{"a"};
    std::vector<std::string> rules;
    CATAMARAN_TRY(const std::vector<spec::Device> wishes, allWishes(record));
    for (const spec::Device &wish : wishes) {
        CATAMARAN_TRY(const std::vector<DevicePlan> devices, devicesOf(wish));
        for (const DevicePlan &device : devices)
            rules.push_back(fmt::format("{} {}:{} {}", S_ISBLK(device.mode) ? 'b' : 'c', device.major,
                                        device.minor, wish.permissions));
    }
    rules.insert(rules.end(), record.spec.deviceCgroupRules.begin(), record.spec.deviceCgroupRules.end());
    return rules;
}

} // namespace catamaran::engine::runtime
