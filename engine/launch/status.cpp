// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/launch/status.h"

#include "engine/base/file.h"

#include <cerrno>
#include <charconv>
#include <csignal>
#include <fmt/format.h>

namespace catamaran::engine::launch {

namespace {

struct PhaseName {
    Status::Phase phase;
    std::string_view name;
};
constexpr PhaseName kPhases[] = {{Status::Phase::Starting, "starting"},
                                 {Status::Phase::Running, "running"},
                                 {Status::Phase::Restarting, "restarting"},
                                 {Status::Phase::Exited, "exited"}};

template <typename T>
bool readNumber(std::string_view text, T &into)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
    return error == std::errc() && end == text.data() + text.size();
}

bool readMember(std::string_view key, std::string_view value, Status &status)
{
    if (key == "phase") {
        for (const PhaseName &phase : kPhases) {
            if (phase.name == value) {
                status.phase = phase.phase;
                return true;
            }
        }
        return false;
    }
    if (key == "monitor_pid")
        return readNumber(value, status.monitorPid);
    if (key == "monitor_start_time")
        return readNumber(value, status.monitorStartTime);
    if (key == "pid")
        return readNumber(value, status.pid);
    if (key == "start_time")
        return readNumber(value, status.startTime);
    if (key == "started_at_ns")
        return readNumber(value, status.startedAtNs);
    if (key == "finished_at_ns")
        return readNumber(value, status.finishedAtNs);
    if (key == "exit_code")
        return readNumber(value, status.exitCode);
    if (key == "oom_killed") {
        status.oomKilled = value == "1";
        return value == "0" || value == "1";
    }
    if (key == "stopped_by_user") {
        status.stoppedByUser = value == "1";
        return value == "0" || value == "1";
    }
    if (key == "restart_count")
        return readNumber(value, status.restartCount);
    if (key == "failing_streak")
        return readNumber(value, status.failingStreak);
    if (key == "health")
        status.health = value;
    if (key == "error")
        status.error = value;
    return true; // a newer monitor may say more
}

} // namespace

base::Result<Status> parseStatus(std::string_view text)
{
    Status status;
    bool hasPhase = false;
    int line = 0;
    while (!text.empty()) {
        ++line;
        const std::size_t end = text.find('\n');
        const std::string_view entry = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (entry.empty())
            continue;
        const std::size_t equals = entry.find('=');
        if (equals == std::string_view::npos ||
            !readMember(entry.substr(0, equals), entry.substr(equals + 1), status))
            return base::fail(base::Error(base::Errc::Parse, fmt::format("malformed status line '{}'", entry))
                                  .withWhere({"", line, 0}));
        hasPhase = hasPhase || entry.substr(0, equals) == "phase";
    }
    if (!hasPhase)
        return base::fail(base::Errc::Parse, "the status has no phase");
    return status;
}

std::string formatStatus(const Status &status)
{
    std::string_view phase;
    for (const PhaseName &one : kPhases) {
        if (one.phase == status.phase)
            phase = one.name;
    }
    std::string error = status.error;
    for (char &c : error)
        c = c == '\n' ? ' ' : c;
    std::string text =
        fmt::format("phase={}\nmonitor_pid={}\nmonitor_start_time={}\npid={}\nstart_time={}\n"
                    "started_at_ns={}\nfinished_at_ns={}\nexit_code={}\noom_killed={}\nrestart_count={}\n"
                    "health={}\nfailing_streak={}\nerror={}\n",
                    phase, status.monitorPid, status.monitorStartTime, status.pid, status.startTime,
                    status.startedAtNs, status.finishedAtNs, status.exitCode, status.oomKilled ? 1 : 0,
                    status.restartCount, status.health, status.failingStreak, error);
    if (status.stoppedByUser)
        text += "stopped_by_user=1\n";
    return text;
}

namespace {

// State letter and start time of /proc/<pid>/stat; proc(5). The name before them may hold anything.
base::Result<std::pair<char, std::uint64_t>> readStat(pid_t pid)
{
    auto text = base::readFile(fmt::format("/proc/{}/stat", pid));
    if (!text)
        return base::fail(base::Errc::NotFound, fmt::format("process {} does not exist", pid));
    std::string_view rest = *text;
    const std::size_t name = rest.rfind(") ");
    if (name == std::string_view::npos || rest.size() < name + 3)
        return base::fail(base::Errc::Parse, fmt::format("/proc/{}/stat is malformed", pid));
    rest.remove_prefix(name + 2);
    const char state = rest.front();
    for (int field = 3; field < 22; ++field) {
        const std::size_t space = rest.find(' ');
        if (space == std::string_view::npos)
            return base::fail(base::Errc::Parse, fmt::format("/proc/{}/stat is too short", pid));
        rest.remove_prefix(space + 1);
    }
    std::uint64_t startTime = 0;
    std::from_chars(rest.data(), rest.data() + rest.size(), startTime);
    return std::pair{state, startTime};
}

} // namespace

base::Result<std::uint64_t> processStartTime(pid_t pid)
{
    CATAMARAN_TRY(const auto stat, readStat(pid));
    return stat.second;
}

bool isAlive(pid_t pid, std::uint64_t startTime)
{
    if (pid <= 0)
        return false;
    const auto stat = readStat(pid);
    // Unreadable although it is there (no descriptors left, say) is not dead: a living container would be
    // buried.
    if (!stat)
        return ::kill(pid, 0) == 0 || errno == EPERM;
    return stat->second == startTime && stat->first != 'Z' && stat->first != 'X';
}

} // namespace catamaran::engine::launch
