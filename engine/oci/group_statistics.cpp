// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cgroup/group_files.h"
#include "engine/cgroup/parsers.h"
#include "engine/oci/groups.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sstream>

namespace catamaran::engine::oci {

namespace {

using nlohmann::json;

json keyedLines(const std::string &text)
{
    json result = json::object();
    std::istringstream lines(text);
    std::string key;
    std::uint64_t value = 0;
    while (lines >> key >> value)
        result[key] = value;
    return result;
}

} // namespace

json Groups::statistics() const
{
    const auto read = [this](const char *controller, const std::string &file) {
        const auto group = directory(controller);
        return group ? cgroup::readGroupFile(*group, file).value_or("") : std::string();
    };
    const auto count = [&read](const char *controller, const std::string &file) {
        return cgroup::parseCount(read(controller, file)).value_or(0);
    };
    json data;
    if (unified()) {
        const std::string cpu = read("", "cpu.stat");
        constexpr std::uint64_t kNanoseconds = 1000;
        data["cpu"]["usage"] = {{"total", cgroup::keyedCount(cpu, "usage_usec").value_or(0) * kNanoseconds},
                                {"kernel", cgroup::keyedCount(cpu, "system_usec").value_or(0) * kNanoseconds},
                                {"user", cgroup::keyedCount(cpu, "user_usec").value_or(0) * kNanoseconds}};
        data["cpu"]["throttling"] = {
            {"periods", cgroup::keyedCount(cpu, "nr_periods").value_or(0)},
            {"throttledPeriods", cgroup::keyedCount(cpu, "nr_throttled").value_or(0)},
            {"throttledTime", cgroup::keyedCount(cpu, "throttled_usec").value_or(0) * kNanoseconds}};
        data["memory"]["usage"] = {{"usage", count("", "memory.current")},
                                   {"limit", count("", "memory.max")}};
        data["memory"]["raw"] = keyedLines(read("", "memory.stat"));
        data["pids"] = {{"current", count("", "pids.current")}, {"limit", count("", "pids.max")}};
        return data;
    }
    constexpr std::uint64_t kTickNs = 10'000'000; // USER_HZ is 100
    const std::string cpuacct = read("cpuacct", "cpuacct.stat");
    const std::string cpu = read("cpu", "cpu.stat");
    data["cpu"]["usage"] = {{"total", count("cpuacct", "cpuacct.usage")},
                            {"kernel", cgroup::keyedCount(cpuacct, "system").value_or(0) * kTickNs},
                            {"user", cgroup::keyedCount(cpuacct, "user").value_or(0) * kTickNs}};
    data["cpu"]["throttling"] = {{"periods", cgroup::keyedCount(cpu, "nr_periods").value_or(0)},
                                 {"throttledPeriods", cgroup::keyedCount(cpu, "nr_throttled").value_or(0)},
                                 {"throttledTime", cgroup::keyedCount(cpu, "throttled_time").value_or(0)}};
    const json raw = keyedLines(read("memory", "memory.stat"));
    data["memory"] = {{"cache", raw.value("cache", std::uint64_t{0})},
                      {"raw", raw},
                      {"usage",
                       {{"usage", count("memory", "memory.usage_in_bytes")},
                        {"limit", count("memory", "memory.limit_in_bytes")},
                        {"max", count("memory", "memory.max_usage_in_bytes")},
                        {"failcnt", count("memory", "memory.failcnt")}}}};
    data["pids"] = {{"current", count("pids", "pids.current")}, {"limit", count("pids", "pids.max")}};
    return data;
}

} // namespace catamaran::engine::oci
