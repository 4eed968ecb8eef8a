// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/statistics.h"
#include "engine/base/file.h"
#include "engine/runtime/process_statistics.h"
#include "engine/runtime/runtime.h"
#include "engine/spec/text.h"

#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::fail;
using base::Result;
namespace text = spec::text;

namespace {

std::vector<std::string_view> words(std::string_view line)
{
    std::vector<std::string_view> out;
    for (const std::string_view word : text::split(line, ' ')) {
        if (!text::trim(word).empty())
            out.push_back(text::trim(word));
    }
    return out;
}

// Reads a file of a process that must still be the same one afterwards.
Result<std::string> readOfProcess(const launch::Status &status, const std::string &name)
{
    CATAMARAN_TRY(std::string content, base::readFile("/proc/" + std::to_string(status.pid) + "/" + name));
    if (!launch::isAlive(status.pid, status.startTime))
        return fail(Errc::InvalidState, "the container ended meanwhile");
    return content;
}

} // namespace

NetworkCounters parseNetworkCounters(std::string_view content)
{
    NetworkCounters counters;
    for (const std::string_view line : text::split(content, '\n')) {
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || text::trim(line.substr(0, colon)) == "lo")
            continue;
        const std::vector<std::string_view> fields = words(line.substr(colon + 1));
        if (fields.size() < 9)
            continue;
        counters.receivedBytes += text::number<std::uint64_t>(fields[0]).value_or(0);
        counters.sentBytes += text::number<std::uint64_t>(fields[8]).value_or(0);
    }
    return counters;
}

bool hasListener(std::string_view content, std::uint16_t port)
{
    for (const std::string_view line : text::split(content, '\n')) {
        const std::vector<std::string_view> fields = words(line);
        // "0: 00000000:0050 00000000:0000 0A ...": 0A is LISTEN (proc_net_tcp.txt).
        if (fields.size() < 4 || fields[3] != "0A")
            continue;
        const std::size_t colon = fields[1].rfind(':');
        if (colon != std::string_view::npos &&
            text::number<std::uint16_t>(fields[1].substr(colon + 1), 16) == port)
            return true;
    }
    return false;
}

std::int64_t parsePss(std::string_view content)
{
    for (const std::string_view line : text::split(content, '\n')) {
        if (!line.starts_with("Pss:"))
            continue;
        const std::vector<std::string_view> fields = words(line.substr(4));
        if (!fields.empty())
            return text::number<std::int64_t>(fields[0]).value_or(0) * 1024;
    }
    return 0;
}

Result<cgroup::Statistics> Runtime::statistics(const std::string &which)
{
    CATAMARAN_TRY(const Running running, findRunning(which));
    auto found = m_services.cgroups.statistics(running.record.id);
    if (::geteuid() == 0 || (found && found->cpuUsageNs))
        return found;
    return processStatistics(running.observed.status.pid);
}

Result<NetworkCounters> Runtime::networkCounters(const std::string &which)
{
    CATAMARAN_TRY(const Running running, findRunning(which));
    CATAMARAN_TRY(const std::string content, readOfProcess(running.observed.status, "net/dev"));
    return parseNetworkCounters(content);
}

Result<MemoryLedger> Runtime::memoryLedger(const std::string &which)
{
    CATAMARAN_TRY(const Running running, findRunning(which));
    CATAMARAN_TRY(const cgroup::Statistics group, m_services.cgroups.statistics(running.record.id));
    const auto bytes = [](const std::optional<std::uint64_t> &value) {
        return static_cast<std::int64_t>(value.value_or(0));
    };
    MemoryLedger ledger;
    ledger.anonymousBytes = bytes(group.memoryAnonBytes);
    ledger.fileBytes = bytes(group.memoryFileBytes);
    ledger.kernelBytes = bytes(group.memoryKernelBytes);
    const launch::Status &status = running.observed.status;
    if (auto rollup = base::readFile("/proc/" + std::to_string(status.monitorPid) + "/smaps_rollup"))
        ledger.monitorBytes = parsePss(*rollup);
    ledger.totalBytes = ledger.anonymousBytes + ledger.fileBytes + ledger.kernelBytes + ledger.monitorBytes;
    return ledger;
}

Result<DiskUsage> Runtime::diskUsage(const std::string &which)
{
    CATAMARAN_TRY(const Running running, find(which));
    DiskUsage usage;
    for (const std::string &layer : running.record.layers) {
        CATAMARAN_TRY(const std::int64_t bytes, base::diskUsage(layer));
        usage.sharedBytes += bytes;
    }
    CATAMARAN_TRY(usage.uniqueBytes, base::diskUsage(m_services.paths.upper(running.record.id)));
    return usage;
}

Result<bool> Runtime::isListening(const std::string &which, std::uint16_t port)
{
    CATAMARAN_TRY(const Running running, findRunning(which));
    for (const char *name : {"net/tcp", "net/tcp6"}) {
        const auto content = readOfProcess(running.observed.status, name);
        if (content && hasListener(*content, port))
            return true;
    }
    return false;
}

} // namespace catamaran::engine::runtime
