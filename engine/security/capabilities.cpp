// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/security/capabilities.h"

#include "engine/base/file.h"
#include "engine/security/security.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <fmt/format.h>
#include <optional>
#include <string_view>

namespace catamaran::engine::security {

namespace {

// capability(7), in kernel order.
constexpr std::array<std::string_view, 41> kNames = {"CHOWN",
                                                     "DAC_OVERRIDE",
                                                     "DAC_READ_SEARCH",
                                                     "FOWNER",
                                                     "FSETID",
                                                     "KILL",
                                                     "SETGID",
                                                     "SETUID",
                                                     "SETPCAP",
                                                     "LINUX_IMMUTABLE",
                                                     "NET_BIND_SERVICE",
                                                     "NET_BROADCAST",
                                                     "NET_ADMIN",
                                                     "NET_RAW",
                                                     "IPC_LOCK",
                                                     "IPC_OWNER",
                                                     "SYS_MODULE",
                                                     "SYS_RAWIO",
                                                     "SYS_CHROOT",
                                                     "SYS_PTRACE",
                                                     "SYS_PACCT",
                                                     "SYS_ADMIN",
                                                     "SYS_BOOT",
                                                     "SYS_NICE",
                                                     "SYS_RESOURCE",
                                                     "SYS_TIME",
                                                     "SYS_TTY_CONFIG",
                                                     "MKNOD",
                                                     "LEASE",
                                                     "AUDIT_WRITE",
                                                     "AUDIT_CONTROL",
                                                     "SETFCAP",
                                                     "MAC_OVERRIDE",
                                                     "MAC_ADMIN",
                                                     "SYSLOG",
                                                     "WAKE_ALARM",
                                                     "BLOCK_SUSPEND",
                                                     "AUDIT_READ",
                                                     "PERFMON",
                                                     "BPF",
                                                     "CHECKPOINT_RESTORE"};

constexpr std::array<std::string_view, 14> kDefaults = {
    "CHOWN",   "DAC_OVERRIDE", "FOWNER",           "FSETID",  "KILL",       "SETGID",  "SETUID",
    "SETPCAP", "MKNOD",        "NET_BIND_SERVICE", "NET_RAW", "SYS_CHROOT", "SETFCAP", "AUDIT_WRITE"};

std::optional<std::size_t> indexOf(std::string_view shortName)
{
    const auto found = std::find(kNames.begin(), kNames.end(), shortName);
    if (found == kNames.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - kNames.begin());
}

base::Result<std::uint64_t> maskOf(const std::vector<std::string> &names)
{
    std::uint64_t mask = 0;
    for (const std::string &name : names) {
        const std::string normal = normalCapabilityName(name);
        if (normal == "ALL") {
            mask |= kernelCapabilities();
            continue;
        }
        const auto index = indexOf(std::string_view(normal).substr(4));
        if (!index)
            return base::fail(
                base::Error(base::Errc::InvalidArgument, fmt::format("unknown capability: \"{}\"", normal))
                    .withFix("The names are those of capabilities(7), with or without CAP_, or ALL"));
        mask |= std::uint64_t{1} << *index;
    }
    return mask;
}

bool namesAll(const std::vector<std::string> &names)
{
    return std::any_of(names.begin(), names.end(),
                       [](const std::string &name) { return normalCapabilityName(name) == "ALL"; });
}

} // namespace

std::string normalCapabilityName(std::string_view name)
{
    const std::size_t first = name.find_first_not_of(" \t");
    const std::size_t last = name.find_last_not_of(" \t");
    std::string upper;
    if (first != std::string_view::npos)
        upper = name.substr(first, last - first + 1);
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    if (upper == "ALL" || upper.rfind("CAP_", 0) == 0)
        return upper;
    return "CAP_" + upper;
}

CapabilityChange effectiveCapabilityChange(const std::vector<std::string> &add,
                                           const std::vector<std::string> &drop)
{
    const auto normalSet = [](const std::vector<std::string> &names) {
        std::vector<std::string> set;
        for (const std::string &name : names)
            set.push_back(normalCapabilityName(name));
        std::sort(set.begin(), set.end());
        set.erase(std::unique(set.begin(), set.end()), set.end());
        if (std::binary_search(set.begin(), set.end(), "ALL"))
            set = {"ALL"}; // the names beside it say nothing more
        return set;
    };
    CapabilityChange change{normalSet(add), normalSet(drop)};
    // What is asked for both ways is added.
    std::erase_if(change.drop, [&change](const std::string &name) {
        return std::binary_search(change.add.begin(), change.add.end(), name);
    });
    return change;
}

std::uint64_t defaultCapabilities()
{
    std::uint64_t mask = 0;
    for (const std::string_view name : kDefaults)
        mask |= std::uint64_t{1} << *indexOf(name);
    return mask;
}

base::Result<std::uint64_t> applyCapabilities(std::uint64_t base, const std::vector<std::string> &add,
                                              const std::vector<std::string> &drop)
{
    CATAMARAN_TRY(const std::uint64_t added, maskOf(add));
    CATAMARAN_TRY(const std::uint64_t dropped, maskOf(drop));
    // As docker's TweakCapabilities: "all but those dropped", "only those added", or one after the other.
    if (namesAll(add))
        return namesAll(drop) ? added : added & ~dropped;
    if (namesAll(drop))
        return added;
    return (base & ~dropped) | added;
}

std::vector<std::string> capabilityNames(std::uint64_t mask)
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        if (mask >> i & 1)
            names.push_back("CAP_" + std::string(kNames[i]));
    }
    return names;
}

std::uint64_t kernelCapabilities()
{
    static const std::uint64_t mask = [] {
        int last = 40;
        if (const auto text = base::readFile("/proc/sys/kernel/cap_last_cap"))
            std::from_chars(text->data(), text->data() + text->size(), last);
        return (std::uint64_t{2} << std::min(last, 40)) - 1;
    }();
    return mask;
}

} // namespace catamaran::engine::security
