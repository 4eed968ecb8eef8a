// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/volume_options.h"
#include "engine/base/file.h"
#include "engine/runtime/state.h"
#include "engine/spec/text.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <fmt/format.h>
#include <netdb.h>
#include <nlohmann/json.hpp>
#include <sys/mount.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::fail;
using base::Result;
using nlohmann::json;

namespace {

std::string optionsFile(const Paths &paths, const std::string &name)
{
    return paths.volumes() + "/" + name + "/options.json";
}

std::string valueOf(const std::map<std::string, std::string> &options, const char *key)
{
    const auto found = options.find(key);
    return found == options.end() ? std::string() : found->second;
}

// The kernel's NFS wants an address where people give a name.
Result<std::string> addressOf(const std::string &host)
{
    in6_addr buffer{};
    if (::inet_pton(AF_INET, host.c_str(), &buffer) == 1 || ::inet_pton(AF_INET6, host.c_str(), &buffer) == 1)
        return host;
    addrinfo *found = nullptr;
    if (::getaddrinfo(host.c_str(), nullptr, nullptr, &found) != 0 || !found)
        return fail(Errc::Network, "error resolving passed in network volume address: " + host);
    std::array<char, NI_MAXHOST> text{};
    ::getnameinfo(found->ai_addr, found->ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST);
    ::freeaddrinfo(found);
    return std::string(text.data());
}

struct Flag {
    std::string_view name;
    std::uint64_t attribute;
};
constexpr std::array<Flag, 7> kFlags = {{{"ro", MOUNT_ATTR_RDONLY},
                                         {"nosuid", MOUNT_ATTR_NOSUID},
                                         {"nodev", MOUNT_ATTR_NODEV},
                                         {"noexec", MOUNT_ATTR_NOEXEC},
                                         {"noatime", MOUNT_ATTR_NOATIME},
                                         {"strictatime", MOUNT_ATTR_STRICTATIME},
                                         {"nodiratime", MOUNT_ATTR_NODIRATIME}}};

} // namespace

Result<void> checkVolumeOptions(const std::map<std::string, std::string> &options)
{
    for (const auto &[key, value] : options) {
        if (key == "size")
            return fail(base::Error(Errc::Unsupported, "quota size requested but no quota support")
                            .withFix("Leave volume-opt size out, or use type=tmpfs,device=tmpfs,o=size=..."));
        if (key != "type" && key != "o" && key != "device")
            return fail(Errc::InvalidArgument, fmt::format("invalid option: \"{}\"", key));
    }
    for (const char *key : {"device", "type"}) {
        if (!options.empty() && valueOf(options, key).empty())
            return fail(Errc::InvalidArgument, fmt::format("missing required option: \"{}\"", key));
    }
    return {};
}

Result<VolumeDevice> volumeDevice(const std::map<std::string, std::string> &options)
{
    CATAMARAN_CHECK(checkVolumeOptions(options));
    VolumeDevice device;
    device.type = valueOf(options, "type");
    device.source = valueOf(options, "device");
    const std::string words = valueOf(options, "o");
    for (const std::string_view word : spec::text::split(words, ',')) {
        const auto *flag =
            std::find_if(kFlags.begin(), kFlags.end(), [&](const Flag &f) { return f.name == word; });
        if (word.empty() || word == "rw" || word == "defaults")
            continue;
        if (word == "bind" || word == "rbind") {
            device.isBind = true;
        } else if (flag != kFlags.end()) {
            device.attributes |= flag->attribute;
        } else {
            std::string option(word);
            if (option.starts_with("addr=")) {
                CATAMARAN_TRY(const std::string address, addressOf(option.substr(5)));
                option = "addr=" + address;
            }
            device.options += (device.options.empty() ? "" : ",") + option;
        }
    }
    device.isBind = device.isBind || device.type == "bind";
    if (device.type == "nfs" && device.options.find("vers=3") == std::string::npos)
        device.type = "nfs4";
    if (device.isBind && !device.source.starts_with('/'))
        return fail(Errc::InvalidArgument,
                    "invalid volume device \"" + device.source + "\": a bind needs an absolute path");
    return device;
}

Result<void> saveVolumeOptions(const Paths &paths, const std::string &name, const VolumeOptions &options)
{
    CATAMARAN_CHECK(base::makeDirectories(paths.volumes() + "/" + name));
    const json document = {{"driverOptions", options.driver}, {"labels", options.labels}};
    return base::writeFileAtomic(optionsFile(paths, name),
                                 document.dump(2, ' ', false, json::error_handler_t::replace));
}

Result<VolumeOptions> loadVolumeOptions(const Paths &paths, const std::string &name)
{
    const std::string path = optionsFile(paths, name);
    if (::access(path.c_str(), F_OK) != 0)
        return VolumeOptions();
    CATAMARAN_TRY(const std::string text, base::readFile(path));
    try {
        const json document = json::parse(text);
        VolumeOptions options;
        options.driver = document.value("driverOptions", options.driver);
        options.labels = document.value("labels", options.labels);
        return options;
    } catch (const json::exception &error) {
        return fail(Errc::Corrupt, path + ": " + error.what());
    }
}

Result<void> checkTmpfsVolumes(const Paths &paths, ContainerStore &store, const Record &record)
{
    for (const spec::Mount &mount : record.spec.mounts) {
        if (mount.type != spec::MountType::Volume)
            continue;
        CATAMARAN_TRY(const VolumeOptions options, loadVolumeOptions(paths, mount.source));
        if (valueOf(options.driver, "type") != "tmpfs")
            continue;
        CATAMARAN_TRY(const std::vector<Record> all, store.list());
        for (const Record &other : all) {
            const bool has = std::any_of(
                other.spec.mounts.begin(), other.spec.mounts.end(), [&](const spec::Mount &theirs) {
                    return theirs.type == spec::MountType::Volume && theirs.source == mount.source;
                });
            if (!has || other.id == record.id)
                continue;
            CATAMARAN_TRY(const Observed observed, observe(paths, other.id));
            if (observed.isActive())
                return fail(base::Error(Errc::InvalidState,
                                        "volume " + mount.source + " is a tmpfs and in use by container " +
                                            other.name + ": it cannot be shared between running containers")
                                .withFix("Stop that container, or use a volume without type=tmpfs."));
        }
    }
    return {};
}

} // namespace catamaran::engine::runtime
