// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cgroup/parsers.h"

#include <algorithm>
#include <charconv>

namespace catamaran::engine::cgroup {

namespace {

// Calls `use` for each line.
template <typename F>
void forLines(std::string_view text, F use)
{
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        use(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
}

std::vector<std::string_view> words(std::string_view line, char separator = ' ')
{
    std::vector<std::string_view> result;
    while (!line.empty()) {
        const std::size_t end = line.find(separator);
        if (end != 0)
            result.push_back(line.substr(0, end));
        line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
    }
    return result;
}

void add(std::optional<std::uint64_t> &sum, std::uint64_t value)
{
    sum = sum.value_or(0) + value;
}

// Mount points are escaped as \040 for a space.
std::string unescaped(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 3 < text.size()) {
            int code = 0;
            const auto [end, error] = std::from_chars(text.data() + i + 1, text.data() + i + 4, code, 8);
            if (error == std::errc() && end == text.data() + i + 4) {
                result.push_back(static_cast<char>(code));
                i += 3;
                continue;
            }
        }
        result.push_back(text[i]);
    }
    return result;
}

} // namespace

std::optional<std::uint64_t> parseCount(std::string_view text)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
        text.remove_suffix(1);
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::optional<std::uint64_t> keyedCount(std::string_view text, std::string_view key)
{
    std::optional<std::uint64_t> result;
    forLines(text, [&](std::string_view line) {
        const auto parts = words(line);
        if (parts.size() == 2 && parts[0] == key)
            result = parseCount(parts[1]);
    });
    return result;
}

CgroupMounts parseCgroupMounts(std::string_view mountinfo)
{
    CgroupMounts mounts;
    forLines(mountinfo, [&mounts](std::string_view line) {
        // ID parent major:minor root MOUNT-POINT options [optional...] - TYPE source SUPER-OPTIONS
        const std::size_t dash = line.find(" - ");
        if (dash == std::string_view::npos)
            return;
        const auto front = words(line.substr(0, dash));
        const auto back = words(line.substr(dash + 3));
        if (front.size() < 6 || back.size() < 2)
            return;
        const std::string point = unescaped(front[4]);
        if (back[0] == "cgroup2" && mounts.unified.empty())
            mounts.unified = point;
        if (back[0] != "cgroup" || back.size() < 3)
            return;
        for (const std::string_view option : words(back[2], ',')) {
            if (option != "rw" && option != "ro" && option.find('=') == std::string_view::npos)
                mounts.byName.emplace(option, point);
        }
    });
    return mounts;
}

void parseMemoryStatV2(std::string_view text, Statistics &into)
{
    into.memoryAnonBytes = keyedCount(text, "anon");
    into.memoryFileBytes = keyedCount(text, "file");
    into.memoryInactiveFileBytes = keyedCount(text, "inactive_file");
    into.memorySharedBytes = keyedCount(text, "shmem");
    into.pageFaults = keyedCount(text, "pgfault");
    into.majorPageFaults = keyedCount(text, "pgmajfault");
    // "kernel" (Linux 5.18) includes the others; before, the parts are all there is.
    into.memoryKernelBytes = keyedCount(text, "kernel");
    if (!into.memoryKernelBytes) {
        for (const std::string_view key : {"kernel_stack", "pagetables", "percpu", "slab"}) {
            if (const auto part = keyedCount(text, key))
                add(into.memoryKernelBytes, *part);
        }
    }
}

void parseMemoryStatV1(std::string_view text, Statistics &into)
{
    // total_* includes groups below, as all of v2's do.
    into.memoryAnonBytes = keyedCount(text, "total_rss");
    into.memoryFileBytes = keyedCount(text, "total_cache");
    into.memoryInactiveFileBytes = keyedCount(text, "total_inactive_file");
    into.memorySharedBytes = keyedCount(text, "total_shmem");
    into.swapBytes = keyedCount(text, "total_swap");
    into.pageFaults = keyedCount(text, "total_pgfault");
    into.majorPageFaults = keyedCount(text, "total_pgmajfault");
}

void parseIoStatV2(std::string_view text, Statistics &into)
{
    forLines(text, [&into](std::string_view line) {
        for (const std::string_view word : words(line)) {
            const std::size_t equals = word.find('=');
            if (equals == std::string_view::npos)
                continue;
            const auto value = parseCount(word.substr(equals + 1));
            if (value && word.substr(0, equals) == "rbytes")
                add(into.ioReadBytes, *value);
            if (value && word.substr(0, equals) == "wbytes")
                add(into.ioWriteBytes, *value);
            if (value && word.substr(0, equals) == "rios")
                add(into.ioReadOperations, *value);
            if (value && word.substr(0, equals) == "wios")
                add(into.ioWriteOperations, *value);
        }
    });
}

namespace {

void addBlkio(std::string_view text, std::optional<std::uint64_t> &reads,
              std::optional<std::uint64_t> &writes)
{
    forLines(text, [&](std::string_view line) {
        const auto parts = words(line); // "8:0 Read 4096"; the total has no device
        if (parts.size() != 3)
            return;
        const auto value = parseCount(parts[2]);
        if (value && parts[1] == "Read")
            add(reads, *value);
        if (value && parts[1] == "Write")
            add(writes, *value);
    });
}

void scale(std::optional<std::uint64_t> &into, std::optional<std::uint64_t> value, std::uint64_t factor)
{
    if (value)
        into = *value * factor;
}

} // namespace

void parseBlkioV1(std::string_view text, Statistics &into)
{
    addBlkio(text, into.ioReadBytes, into.ioWriteBytes);
}

void parseBlkioOperationsV1(std::string_view text, Statistics &into)
{
    addBlkio(text, into.ioReadOperations, into.ioWriteOperations);
}

void parseCpuStatV2(std::string_view text, Statistics &into)
{
    scale(into.cpuUsageNs, keyedCount(text, "usage_usec"), 1000);
    scale(into.cpuUserNs, keyedCount(text, "user_usec"), 1000);
    scale(into.cpuSystemNs, keyedCount(text, "system_usec"), 1000);
    into.cpuPeriods = keyedCount(text, "nr_periods");
    into.cpuThrottledPeriods = keyedCount(text, "nr_throttled");
    scale(into.cpuThrottledNs, keyedCount(text, "throttled_usec"), 1000);
}

void parseCpuStatV1(std::string_view text, Statistics &into)
{
    into.cpuPeriods = keyedCount(text, "nr_periods");
    into.cpuThrottledPeriods = keyedCount(text, "nr_throttled");
    into.cpuThrottledNs = keyedCount(text, "throttled_time");
}

// some avg10=0.00 avg60=0.00 avg300=0.00 total=0
std::optional<Pressure> parsePressure(std::string_view text)
{
    Pressure result;
    bool some = false;
    forLines(text, [&](std::string_view line) {
        const auto parts = words(line);
        if (parts.empty() || (parts[0] != "some" && parts[0] != "full"))
            return;
        const bool full = parts[0] == "full";
        some = some || !full;
        for (const std::string_view part : parts) {
            const std::size_t equals = part.find('=');
            if (equals == std::string_view::npos)
                continue;
            const std::string_view key = part.substr(0, equals);
            const std::string_view value = part.substr(equals + 1);
            double *percent = key == "avg10"    ? (full ? &result.full10 : &result.some10)
                              : key == "avg60"  ? (full ? &result.full60 : &result.some60)
                              : key == "avg300" ? (full ? &result.full300 : &result.some300)
                                                : nullptr;
            if (percent)
                std::from_chars(value.data(), value.data() + value.size(), *percent);
            else if (key == "total")
                (full ? result.fullTotalUs : result.someTotalUs) = parseCount(value).value_or(0);
        }
    });
    if (!some)
        return std::nullopt;
    return result;
}

} // namespace catamaran::engine::cgroup
