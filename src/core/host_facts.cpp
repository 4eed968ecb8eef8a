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

std::string versionIn(std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!isDigit(text[i]))
            continue;
        std::size_t end = i;
        while (end < text.size() &&
               (isDigit(text[end]) || (text[end] == '.' && end + 1 < text.size() && isDigit(text[end + 1]))))
            ++end;
        const std::string_view found = text.substr(i, end - i);
        if (found.find('.') != std::string_view::npos)
            return std::string(found);
        i = end;
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
