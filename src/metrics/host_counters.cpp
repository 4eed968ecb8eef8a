// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/metrics/host_counters.h"

#include "engine/base/file.h"

#include <array>
#include <sstream>
#include <unistd.h>

namespace catamaran::metrics {

namespace {

constexpr std::uint64_t kSectorBytes = 512; ///< of /proc/diskstats, whatever the disk has

void readCpu(const std::string &text, RawCounters &into)
{
    std::istringstream words(text);
    std::string name;
    // user nice system idle iowait irq softirq steal
    std::array<std::uint64_t, 8> ticks{};
    words >> name;
    for (std::uint64_t &tick : ticks)
        words >> tick;
    const long perSecond = ::sysconf(_SC_CLK_TCK);
    if (!words || name != "cpu" || perSecond <= 0)
        return;
    const std::uint64_t busy = ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7];
    into.cpuTimeNs = busy * (1'000'000'000ULL / static_cast<std::uint64_t>(perSecond));
}

void readMemory(const std::string &text, RawCounters &into)
{
    std::istringstream lines(text);
    std::uint64_t total = 0;
    std::uint64_t available = 0;
    std::string name;
    for (std::uint64_t value = 0; lines >> name >> value;) {
        if (name == "MemTotal:")
            total = value;
        else if (name == "MemAvailable:")
            available = value;
        lines.ignore(64, '\n');
    }
    if (total > 0 && available <= total)
        into.memoryBytes = (total - available) * 1024;
}

void readNetwork(const std::string &text, RawCounters &into)
{
    std::istringstream lines(text);
    std::uint64_t received = 0;
    std::uint64_t sent = 0;
    bool any = false;
    for (std::string line; std::getline(lines, line);) {
        const auto colon = line.find(':');
        if (colon == std::string::npos)
            continue;
        any = true;
        if (line.substr(0, colon).ends_with(" lo") || line.starts_with("lo"))
            continue;
        std::istringstream words(line.substr(colon + 1));
        std::array<std::uint64_t, 9> fields{};
        for (std::uint64_t &field : fields)
            words >> field;
        received += fields[0];
        sent += fields[8];
    }
    if (any) {
        into.networkReceivedBytes = received;
        into.networkSentBytes = sent;
    }
}

/// Partitions and what lies upon other devices would count the same bytes twice.
bool isWholeDisk(const std::string &name)
{
    const bool ownNumbers = name.starts_with("nvme") || name.starts_with("mmcblk");
    if (ownNumbers)
        return name.find('p', 4) == std::string::npos;
    const bool letters =
        name.starts_with("sd") || name.starts_with("vd") || name.starts_with("xvd") || name.starts_with("hd");
    return letters && (name.back() < '0' || name.back() > '9');
}

void readDisks(const std::string &text, RawCounters &into)
{
    std::istringstream lines(text);
    std::uint64_t read = 0;
    std::uint64_t written = 0;
    bool any = false;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::uint64_t skipped = 0;
        std::string name;
        words >> skipped >> skipped >> name;
        std::array<std::uint64_t, 7> fields{};
        for (std::uint64_t &field : fields)
            words >> field;
        if (!words || !isWholeDisk(name))
            continue;
        any = true;
        read += fields[2] * kSectorBytes;
        written += fields[6] * kSectorBytes;
    }
    if (any) {
        into.diskReadBytes = read;
        into.diskWriteBytes = written;
    }
}

} // namespace

RawCounters hostCounters(const std::string &proc)
{
    RawCounters counters;
    counters.takenAtNs =
        std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now().time_since_epoch()).count();
    if (const auto text = base::readFile(proc + "/stat"))
        readCpu(*text, counters);
    if (const auto text = base::readFile(proc + "/meminfo"))
        readMemory(*text, counters);
    if (const auto text = base::readFile(proc + "/net/dev"))
        readNetwork(*text, counters);
    if (const auto text = base::readFile(proc + "/diskstats"))
        readDisks(*text, counters);
    return counters;
}

} // namespace catamaran::metrics
