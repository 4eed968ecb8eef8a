// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/check_spec.h"

#include "engine/base/file.h"
#include "engine/runtime/external_runtime.h"
#include "engine/spec/modes.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::fail;
using base::Result;

namespace {

constexpr unsigned kMostNumbers = 65535; ///< far above what kernels number

Result<void> checkStorage(const spec::ContainerSpec &spec)
{
    if (spec.storageOptions.empty())
        return {};
    return fail(
        base::Error(Errc::Unsupported,
                    "--storage-opt is supported only for overlay over xfs with 'pquota' mount option, "
                    "which this engine does not set up")
            .withFix("Leave --storage-opt out; a tmpfs or a volume can be limited in size."));
}

Result<void> checkUsers(const spec::ContainerSpec &spec)
{
    if (spec.usernsMode.empty() || spec.usernsMode == "host" || ::geteuid() != 0)
        return {};
    return fail(base::Error(Errc::Unsupported, "--userns " + spec.usernsMode +
                                                   " is for ordinary users: root's containers share the "
                                                   "host's user ids")
                    .withFix("Leave --userns out, or run as an ordinary user."));
}

// "0-2,5" as numbers; nothing for what is no such list.
std::optional<std::set<unsigned>> numbersOf(const std::string &list)
{
    std::set<unsigned> out;
    std::istringstream parts(list);
    for (std::string part; std::getline(parts, part, ',');) {
        unsigned first = 0;
        unsigned last = 0;
        const char *end = part.data() + part.size();
        auto read = std::from_chars(part.data(), end, first);
        last = first;
        if (read.ec == std::errc() && read.ptr != end && *read.ptr == '-')
            read = std::from_chars(read.ptr + 1, end, last);
        if (read.ec != std::errc() || read.ptr != end || last < first || last > kMostNumbers)
            return std::nullopt;
        for (unsigned number = first; number <= last; ++number)
            out.insert(number);
    }
    return out;
}

Result<void> checkSet(const std::string &wanted, const char *file, const char *flag, const char *what)
{
    if (wanted.empty())
        return {};
    const auto wish = numbersOf(wanted);
    if (!wish)
        return fail(base::Error(Errc::InvalidArgument, "Invalid value " + wanted + " for " + flag)
                        .withFix("Write numbers and ranges, separated by commas: 0-2,5."));
    std::string online = base::readFile(file).value_or(std::string());
    while (!online.empty() && online.back() == '\n')
        online.pop_back();
    const auto there = numbersOf(online);
    if (online.empty() || !there || std::includes(there->begin(), there->end(), wish->begin(), wish->end()))
        return {};
    return fail(Errc::InvalidArgument, std::string("Requested ") + what + " are not available - requested " +
                                           wanted + ", available: " + online);
}

} // namespace

Result<void> checkSupported(const spec::ContainerSpec &spec)
{
    const long processors = ::sysconf(_SC_NPROCESSORS_ONLN);
    CATAMARAN_CHECK(spec::checkSpec(spec, processors > 0 ? static_cast<unsigned>(processors) : 1));
    CATAMARAN_CHECK(
        checkSet(spec.resources.cpusetCpus, "/sys/devices/system/cpu/online", "cpuset cpus", "CPUs"));
    CATAMARAN_CHECK(checkSet(spec.resources.cpusetMems, "/sys/devices/system/node/online", "cpuset mems",
                             "memory nodes"));
    CATAMARAN_CHECK(checkExternalRuntime(spec));
    CATAMARAN_CHECK(checkStorage(spec));
    return checkUsers(spec);
}

} // namespace catamaran::engine::runtime
