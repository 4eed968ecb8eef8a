// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/libvirt/qemu_process.h"

#include "engine/base/file.h"

#include <charconv>
#include <filesystem>
#include <unistd.h>

namespace catamaran::hv {

namespace {

std::optional<std::uint64_t> numberAfter(std::string_view text, std::string_view key)
{
    std::size_t at = 0;
    for (;;) {
        at = text.find(key, at);
        if (at == std::string_view::npos)
            return std::nullopt;
        if (at == 0 || text[at - 1] == '\n')
            break;
        ++at;
    }
    std::string_view rest = text.substr(at + key.size());
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    return error == std::errc() ? std::optional(value) : std::nullopt;
}

std::string proc(int pid, const char *file)
{
    return "/proc/" + std::to_string(pid) + "/" + file;
}

} // namespace

bool isQemuCommandLine(std::string_view arguments, const std::string &uuid)
{
    const auto at = arguments.find(std::string_view("\0-uuid\0", 7));
    if (at == std::string_view::npos)
        return false;
    std::string value(arguments.substr(at + 7, 36));
    std::erase(value, '-');
    return value == uuid;
}

bool isQemuOf(int pid, const std::string &uuid)
{
    const auto arguments = base::readFile(proc(pid, "cmdline"));
    return arguments && isQemuCommandLine(*arguments, uuid);
}

int findQemu(const std::string &uuid)
{
    std::error_code error;
    for (std::filesystem::directory_iterator it("/proc", error), end; !error && it != end;
         it.increment(error)) {
        const std::string name = it->path().filename();
        int pid = 0;
        const auto [rest, bad] = std::from_chars(name.data(), name.data() + name.size(), pid);
        if (bad == std::errc() && rest == name.data() + name.size() && isQemuOf(pid, uuid))
            return pid;
    }
    return 0;
}

void parseProcessStat(std::string_view text, long ticksPerSecond, MachineStatistics &out)
{
    // The second field is the command in brackets and may hold anything; utime and stime are the 14th and
    // 15th.
    const auto close = text.rfind(')');
    if (close == std::string_view::npos || ticksPerSecond <= 0)
        return;
    std::string_view rest = text.substr(close + 1);
    std::uint64_t ticks = 0;
    for (int field = 3; field <= 15; ++field) {
        rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
        const auto end = std::min(rest.find(' '), rest.size());
        std::uint64_t value = 0;
        if (field >= 14) {
            if (std::from_chars(rest.data(), rest.data() + end, value).ec != std::errc())
                return;
            ticks += value;
        }
        rest.remove_prefix(end);
    }
    out.cpuTimeNs = ticks * (1000000000U / static_cast<std::uint64_t>(ticksPerSecond));
}

void parseSmapsRollup(std::string_view text, MachineStatistics &out)
{
    if (const auto pss = numberAfter(text, "Pss:"))
        out.qemuPssBytes = *pss * 1024;
    const auto clean = numberAfter(text, "Private_Clean:");
    const auto dirty = numberAfter(text, "Private_Dirty:");
    if (clean && dirty)
        out.qemuPrivateBytes = (*clean + *dirty) * 1024;
}

void parseProcessIo(std::string_view text, MachineStatistics &out)
{
    out.diskReadBytes = numberAfter(text, "read_bytes:");
    out.diskWriteBytes = numberAfter(text, "write_bytes:");
}

void readProcess(int pid, MachineStatistics &out)
{
    if (const auto text = base::readFile(proc(pid, "stat")))
        parseProcessStat(*text, ::sysconf(_SC_CLK_TCK), out);
    if (const auto text = base::readFile(proc(pid, "io")))
        parseProcessIo(*text, out);
}

void readMemory(int pid, MachineStatistics &out)
{
    if (const auto text = base::readFile(proc(pid, "smaps_rollup")))
        parseSmapsRollup(*text, out);
}

} // namespace catamaran::hv
