// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/process_row.h"

#include "engine/base/file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>
#include <filesystem>
#include <fmt/format.h>
#include <map>
#include <pwd.h>
#include <sstream>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace catamaran::cli {

namespace {

std::string userName(uid_t uid)
{
    passwd entry{};
    passwd *found = nullptr;
    std::array<char, 4096> buffer{};
    if (::getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        return found->pw_name;
    return std::to_string(uid);
}

/// The inode of /proc/<pid>/ns/pid; 0 if the process is gone.
ino_t pidNamespace(const std::string &pid)
{
    struct stat status {};
    return ::stat(("/proc/" + pid + "/ns/pid").c_str(), &status) == 0 ? status.st_ino : 0;
}

/// "14:05" today, else "Nov22".
std::string startTime(std::time_t start)
{
    const std::time_t now = std::time(nullptr);
    std::tm then{};
    std::tm today{};
    ::localtime_r(&start, &then);
    ::localtime_r(&now, &today);
    const bool same = then.tm_yday == today.tm_yday && then.tm_year == today.tm_year;
    std::array<char, 16> text{};
    std::strftime(text.data(), text.size(), same ? "%H:%M" : "%b%d", &then);
    return text.data();
}

std::string commandLine(const std::string &pid, const std::string &name)
{
    std::string text = base::readFile("/proc/" + pid + "/cmdline").value_or(std::string());
    while (!text.empty() && text.back() == '\0')
        text.pop_back();
    std::replace(text.begin(), text.end(), '\0', ' ');
    return text.empty() ? "[" + name + "]" : text;
}

std::vector<std::string> rowOf(const ProcessStat &stat, uid_t owner)
{
    timespec uptime{};
    ::clock_gettime(CLOCK_BOOTTIME, &uptime);
    const auto perSecond = static_cast<std::uint64_t>(::sysconf(_SC_CLK_TCK));
    const std::uint64_t used = (stat.userTicks + stat.systemTicks) / perSecond;
    const auto since = static_cast<std::uint64_t>(uptime.tv_sec);
    const std::uint64_t age = since - std::min(since, stat.startTicks / perSecond);
    const std::string pid = std::to_string(stat.pid);
    return {userName(owner),
            pid,
            std::to_string(stat.parent),
            std::to_string(age > 0 ? std::min<std::uint64_t>(used * 100 / age, 99) : 0),
            startTime(std::time(nullptr) - static_cast<std::time_t>(age)),
            terminalName(stat.terminal),
            processorTime(used),
            commandLine(pid, stat.name)};
}

} // namespace

base::Result<ProcessStat> parseProcessStat(std::string_view text)
{
    // The name is in brackets and may hold any character, brackets too: the last one closes it.
    const std::size_t open = text.find('(');
    const std::size_t close = text.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open)
        return base::fail(base::Errc::Parse, "no process name in /proc/<pid>/stat");
    ProcessStat out;
    (void)std::from_chars(text.data(), text.data() + open, out.pid);
    out.name = text.substr(open + 1, close - open - 1);
    std::istringstream rest{std::string(text.substr(close + 1))};
    std::vector<std::string> fields; // from field 3 (state) on
    for (std::string field; rest >> field;)
        fields.push_back(std::move(field));
    if (fields.size() < 20)
        return base::fail(base::Errc::Parse, "/proc/<pid>/stat is cut short");
    const auto number = [&fields](std::size_t field, auto &into) {
        const std::string &word = fields[field - 3];
        (void)std::from_chars(word.data(), word.data() + word.size(), into);
    };
    number(4, out.parent);
    number(7, out.terminal);
    number(14, out.userTicks);
    number(15, out.systemTicks);
    number(22, out.startTicks);
    return out;
}

std::string terminalName(int device)
{
    const auto number = static_cast<dev_t>(static_cast<unsigned int>(device));
    const unsigned int kind = major(number);
    if (device == 0)
        return "?";
    if (kind >= 136 && kind <= 143)
        return fmt::format("pts/{}", (kind - 136) * 256 + minor(number));
    if (kind == 4)
        return fmt::format("tty{}", minor(number));
    return "?";
}

std::string processorTime(std::uint64_t seconds)
{
    return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

base::Result<std::vector<std::vector<std::string>>> processesBeside(pid_t first)
{
    const ino_t wanted = pidNamespace(std::to_string(first));
    if (wanted == 0)
        return base::fail(base::Error(base::Errc::System, "the processes of the container cannot be read")
                              .withFix("Run this as the user who started the container."));
    std::map<pid_t, std::vector<std::string>> rows;
    std::error_code error;
    for (std::filesystem::directory_iterator it("/proc", error), end; !error && it != end;
         it.increment(error)) {
        const std::string pid = it->path().filename().string();
        if (pid.find_first_not_of("0123456789") != std::string::npos || pidNamespace(pid) != wanted)
            continue;
        struct stat owner {};
        const auto text = base::readFile("/proc/" + pid + "/stat");
        if (!text || ::stat(it->path().c_str(), &owner) != 0)
            continue;
        if (const auto stat = parseProcessStat(*text))
            rows[stat->pid] = rowOf(*stat, owner.st_uid);
    }
    std::vector<std::vector<std::string>> out;
    for (auto &[pid, row] : rows)
        out.push_back(std::move(row));
    return out;
}

} // namespace catamaran::cli
