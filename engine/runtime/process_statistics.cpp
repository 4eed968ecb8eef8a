// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/process_statistics.h"

#include "engine/base/clock.h"
#include "engine/base/file.h"
#include "engine/spec/text.h"

#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

namespace {

ino_t pidNamespaceOf(const std::string &pid)
{
    struct stat status {};
    return ::stat(("/proc/" + pid + "/ns/pid").c_str(), &status) == 0 ? status.st_ino : 0;
}

} // namespace

bool addProcess(std::string_view stat, cgroup::Statistics &sum)
{
    // The name, in brackets, may hold anything; the state behind it is field 3.
    const std::size_t bracket = stat.rfind(')');
    if (bracket == std::string_view::npos || bracket + 2 >= stat.size())
        return false;
    const std::vector<std::string_view> fields = spec::text::split(stat.substr(bracket + 2), ' ');
    constexpr std::size_t kFirst = 3;
    const auto field = [&fields](std::size_t number) {
        return spec::text::number<std::uint64_t>(fields[number - kFirst]).value_or(0);
    };
    if (fields.size() < 24 - kFirst + 1)
        return false;
    const auto perTick = 1'000'000'000U / static_cast<std::uint64_t>(::sysconf(_SC_CLK_TCK));
    const std::uint64_t user = (field(14) + field(16)) * perTick;
    const std::uint64_t system = (field(15) + field(17)) * perTick;
    sum.cpuUserNs = sum.cpuUserNs.value_or(0) + user;
    sum.cpuSystemNs = sum.cpuSystemNs.value_or(0) + system;
    sum.cpuUsageNs = sum.cpuUsageNs.value_or(0) + user + system;
    sum.pids = sum.pids.value_or(0) + field(20);
    sum.memoryBytes =
        sum.memoryBytes.value_or(0) + field(24) * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    return true;
}

base::Result<cgroup::Statistics> processStatistics(pid_t first)
{
    cgroup::Statistics sum;
    sum.takenAtNs = base::steadyNanoseconds();
    const ino_t wanted = pidNamespaceOf(std::to_string(first));
    // With --pid host nobody can tell whose processes these are.
    if (wanted == 0 || wanted == pidNamespaceOf("self"))
        return sum;
    std::error_code error;
    for (std::filesystem::directory_iterator it("/proc", error), end; !error && it != end;
         it.increment(error)) {
        const std::string pid = it->path().filename().string();
        if (pid.find_first_not_of("0123456789") != std::string::npos || pidNamespaceOf(pid) != wanted)
            continue;
        if (const auto text = base::readFile("/proc/" + pid + "/stat"))
            (void)addProcess(*text, sum);
    }
    return sum;
}

} // namespace catamaran::engine::runtime
