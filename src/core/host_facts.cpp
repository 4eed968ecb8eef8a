// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/core/host_facts.h"

#include "engine/base/file.h"

#include <charconv>
#include <sys/utsname.h>
#include <unistd.h>

namespace catamaran::core {

namespace {

/// The rest of the first line that starts with `key`.
std::string_view lineAfter(std::string_view text, std::string_view key)
{
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        if (line.starts_with(key))
            return line.substr(key.size());
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return {};
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t' || text.front() == ':'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\r'))
        text.remove_suffix(1);
    return text;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace

std::string prettyName(std::string_view osRelease)
{
    std::string_view value = trimmed(lineAfter(osRelease, "PRETTY_NAME="));
    if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front())
        value = value.substr(1, value.size() - 2);
    return std::string(value);
}

std::string cpuModelName(std::string_view cpuInfo)
{
    return std::string(trimmed(lineAfter(cpuInfo, "model name")));
}

std::int64_t totalMemory(std::string_view memInfo)
{
    const std::string_view value = trimmed(lineAfter(memInfo, "MemTotal:"));
    std::int64_t kib = 0;
    (void)std::from_chars(value.data(), value.data() + value.size(), kib);
    return kib * 1024;
}

std::string versionAfter(std::string_view text, std::string_view word)
{
    const std::string key = std::string(word) + " ";
    for (std::size_t at = 0; (at = text.find(key, at)) != std::string_view::npos; ++at) {
        const std::string_view rest = text.substr(at + key.size());
        std::size_t end = 0;
        while (end < rest.size() && (isDigit(rest[end]) || (end > 0 && rest[end] == '.' &&
                                                            end + 1 < rest.size() && isDigit(rest[end + 1]))))
            ++end;
        if (rest.substr(0, end).find('.') != std::string_view::npos)
            return std::string(rest.substr(0, end));
    }
    return {};
}

HostFacts readHostFacts()
{
    HostFacts facts;
    utsname name{};
    if (::uname(&name) == 0) {
        facts.hostname = name.nodename;
        facts.kernel = name.release;
    }
    facts.operatingSystem = prettyName(base::readFile("/etc/os-release").value_or(std::string()));
    if (facts.operatingSystem.empty())
        facts.operatingSystem = prettyName(base::readFile("/usr/lib/os-release").value_or(std::string()));
    facts.cpuModel = cpuModelName(base::readFile("/proc/cpuinfo").value_or(std::string()));
    facts.cpus = static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN));
    facts.memoryBytes = totalMemory(base::readFile("/proc/meminfo").value_or(std::string()));
    facts.catamaranVersion = CATAMARAN_VERSION;
    return facts;
}

} // namespace catamaran::core
