// SPDX-License-Identifier: GPL-3.0-or-later
// The verbs that show, and update.
#include "engine/base/bytes.h"
#include "engine/base/file.h"
#include "engine/oci/documents.h"
#include "src/runtime/verbs.h"

#include <charconv>
#include <ctime>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::runtime {

using nlohmann::json;

base::Result<int> runState(Call &call)
{
    Flags flags;
    CATAMARAN_TRY(const auto done, parse(call, flags, 1, 1));
    if (done)
        return *done;
    CATAMARAN_TRY(const std::string text, call.runtime.stateText(call.arguments[0]));
    print(text + "\n");
    return 0;
}

base::Result<int> runList(Call &call)
{
    Flags flags;
    std::string format = "table";
    bool quiet = false;
    flags.text(format, "format", "f", "table or json");
    flags.flag(quiet, "quiet", "q", "ids only");
    CATAMARAN_TRY(const auto done, parse(call, flags, 0, 0));
    if (done)
        return *done;
    json list = json::array();
    std::string table = fmt::format("{:<24}{:<12}{:<12}{:<32}{:<32}{}\n", "ID", "PID", "STATUS", "BUNDLE",
                                    "CREATED", "OWNER");
    std::string ids;
    for (const std::string &id : call.runtime.store().list()) {
        const auto text = call.runtime.stateText(id);
        if (!text)
            continue; // removed meanwhile
        json state = json::parse(*text);
        table += fmt::format("{:<24}{:<12}{:<12}{:<32}{:<32}{}\n", id, state["pid"].get<int>(),
                             state["status"].get<std::string>(), state["bundle"].get<std::string>(),
                             state["created"].get<std::string>(), state["owner"].get<std::string>());
        ids += id + "\n";
        list.push_back(std::move(state));
    }
    if (!quiet && format != "table" && format != "json")
        return base::fail(base::Errc::InvalidArgument, "invalid format option \"" + format + "\"");
    print(quiet ? ids : format == "json" ? list.dump() + "\n" : table);
    return 0;
}

namespace {

// ps -ef of these processes, from /proc/<pid>/{status,stat,cmdline}.
std::string processLine(pid_t pid)
{
    const std::string status = base::readFile(fmt::format("/proc/{}/status", pid)).value_or("");
    std::string command = base::readFile(fmt::format("/proc/{}/cmdline", pid)).value_or("");
    if (status.empty())
        return {};
    const auto field = [&status](const char *name) {
        const std::size_t at = status.find(std::string("\n") + name + ":");
        if (at == std::string::npos)
            return std::string("?");
        const std::size_t start = status.find_first_not_of(" \t", at + std::string_view(name).size() + 2);
        return status.substr(start, status.find_first_of("\t\n", start) - start);
    };
    while (!command.empty() && command.back() == '\0')
        command.pop_back();
    for (char &c : command)
        c = c == '\0' ? ' ' : c;
    if (command.empty())
        command = "[" + status.substr(6, status.find('\n') - 6) + "]";
    return fmt::format("{:<8}{:<10}{:<10}{}\n", field("Uid"), pid, field("PPid"), command);
}

} // namespace

base::Result<int> runPs(Call &call)
{
    Flags flags;
    std::string format = "table";
    flags.text(format, "format", "f", "table or json");
    CATAMARAN_TRY(const auto done, parse(call, flags, 1, 1, false));
    if (done)
        return *done;
    CATAMARAN_TRY(const std::vector<pid_t> pids, call.runtime.members(call.arguments[0]));
    if (format == "json") {
        print(json(pids).dump() + "\n");
        return 0;
    }
    if (format != "table")
        return base::fail(base::Errc::InvalidArgument, "invalid format option \"" + format + "\"");
    std::string text = fmt::format("{:<8}{:<10}{:<10}{}\n", "UID", "PID", "PPID", "CMD");
    for (const pid_t pid : pids)
        text += processLine(pid);
    print(text);
    return 0;
}

base::Result<int> runEvents(Call &call)
{
    Flags flags;
    bool once = false;
    std::string interval = "5s";
    flags.flag(once, "stats", "", "print the usage once");
    flags.text(interval, "interval", "", "time between two, \"5s\"");
    CATAMARAN_TRY(const auto done, parse(call, flags, 1, 1));
    if (done)
        return *done;
    unsigned seconds = 0;
    const auto [end, error] = std::from_chars(interval.data(), interval.data() + interval.size(), seconds);
    if (error != std::errc() || seconds == 0 || (std::string_view(end) != "s" && std::string_view(end) != ""))
        return base::fail(base::Errc::InvalidArgument, "invalid --interval \"" + interval + "\"");
    for (;;) {
        CATAMARAN_TRY(const std::string text, call.runtime.statisticsText(call.arguments[0]));
        print(text + "\n");
        if (once)
            return 0;
        const timespec pause{static_cast<time_t>(seconds), 0};
        nanosleep(&pause, nullptr);
    }
}

base::Result<int> runUpdate(Call &call)
{
    Flags flags;
    std::string file;
    struct Option {
        const char *flag, *section, *member;
        bool isText;
        std::string value;
    } options[] = {{"memory", "memory", "limit", false, {}},
                   {"memory-swap", "memory", "swap", false, {}},
                   {"memory-reservation", "memory", "reservation", false, {}},
                   {"cpu-quota", "cpu", "quota", false, {}},
                   {"cpu-period", "cpu", "period", false, {}},
                   {"cpu-share", "cpu", "shares", false, {}},
                   {"cpu-burst", "cpu", "burst", false, {}},
                   {"cpu-rt-period", "cpu", "realtimePeriod", false, {}},
                   {"cpu-rt-runtime", "cpu", "realtimeRuntime", false, {}},
                   {"cpuset-cpus", "cpu", "cpus", true, {}},
                   {"cpuset-mems", "cpu", "mems", true, {}},
                   {"pids-limit", "pids", "limit", false, {}},
                   {"blkio-weight", "blockIO", "weight", false, {}}};
    flags.text(file, "resources", "r", "file with linux.resources, \"-\" for standard input");
    for (Option &option : options)
        flags.text(option.value, option.flag, "", fmt::format("{}.{}", option.section, option.member));
    for (const char *name : {"l3-cache-schema", "mem-bw-schema"})
        flags.refuse(name, "Intel RDT is not used", true);
    CATAMARAN_TRY(const auto done, parse(call, flags, 1, 1));
    if (done)
        return *done;
    json resources = json::object();
    if (!file.empty()) {
        CATAMARAN_TRY(const std::string text, base::readFile(file == "-" ? "/dev/stdin" : file));
        resources = json::parse(text);
    }
    for (const Option &option : options) {
        if (option.value.empty())
            continue;
        json &member = resources[option.section][option.member];
        if (option.isText) {
            member = option.value;
            continue;
        }
        std::int64_t value = 0;
        const auto [end, error] =
            std::from_chars(option.value.data(), option.value.data() + option.value.size(), value);
        if (error != std::errc() || end != option.value.data() + option.value.size())
            return base::fail(base::Errc::InvalidArgument,
                              fmt::format("invalid value \"{}\" for --{}", option.value, option.flag));
        member = value;
    }
    CATAMARAN_CHECK(call.runtime.update(call.arguments[0], resources.dump()));
    return 0;
}

base::Result<int> runFeatures(Call &call)
{
    Flags flags;
    CATAMARAN_TRY(const auto done, parse(call, flags, 0, 0));
    if (done)
        return *done;
    print(engine::oci::featuresText());
    return 0;
}

base::Result<int> runSpec(Call &call)
{
    Flags flags;
    std::string bundle = ".";
    bool rootless = geteuid() != 0;
    flags.text(bundle, "bundle", "b", "path to the bundle's directory");
    flags.flag(rootless, "rootless", "", "for an ordinary user");
    CATAMARAN_TRY(const auto done, parse(call, flags, 0, 0));
    if (done)
        return *done;
    const std::string path = bundle + "/config.json";
    if (access(path.c_str(), F_OK) == 0)
        return base::fail(base::Error(base::Errc::AlreadyExists, "File config.json exists")
                              .withFix("Remove it first, or use another --bundle"));
    const auto kind = rootless ? engine::oci::SpecKind::Rootless : engine::oci::SpecKind::Rootful;
    CATAMARAN_CHECK(base::writeFileAtomic(path, engine::oci::specText(kind), 0666));
    return 0;
}

base::Result<int> runCheckpoint(Call &call)
{
    return base::fail(
        base::Error(base::Errc::Unsupported, call.verb + " is not supported by this runtime")
            .withFix(
                "Use a runtime that drives CRIU (crun, runc) for containers that are to be checkpointed"));
}

} // namespace catamaran::runtime
