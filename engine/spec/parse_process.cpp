// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/spec/parse.h"
#include "engine/spec/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <csignal>
#include <limits>
#include <set>

namespace catamaran::engine::spec {

using base::Errc;
using base::fail;
using base::Result;

namespace {

tl::unexpected<base::Error> invalid(std::string what)
{
    return fail(Errc::InvalidArgument, std::move(what));
}

struct SignalName {
    std::string_view name;
    int number;
};
constexpr std::array<SignalName, 34> kSignals = {
    {{"ABRT", SIGABRT},     {"ALRM", SIGALRM},   {"BUS", SIGBUS},   {"CHLD", SIGCHLD}, {"CLD", SIGCHLD},
     {"CONT", SIGCONT},     {"FPE", SIGFPE},     {"HUP", SIGHUP},   {"ILL", SIGILL},   {"INT", SIGINT},
     {"IO", SIGIO},         {"IOT", SIGIOT},     {"KILL", SIGKILL}, {"PIPE", SIGPIPE}, {"POLL", SIGPOLL},
     {"PROF", SIGPROF},     {"PWR", SIGPWR},     {"QUIT", SIGQUIT}, {"SEGV", SIGSEGV}, {"STKFLT", SIGSTKFLT},
     {"STOP", SIGSTOP},     {"SYS", SIGSYS},     {"TERM", SIGTERM}, {"TRAP", SIGTRAP}, {"TSTP", SIGTSTP},
     {"TTIN", SIGTTIN},     {"TTOU", SIGTTOU},   {"URG", SIGURG},   {"USR1", SIGUSR1}, {"USR2", SIGUSR2},
     {"VTALRM", SIGVTALRM}, {"WINCH", SIGWINCH}, {"XCPU", SIGXCPU}, {"XFSZ", SIGXFSZ}}};
// The kernel's range; glibc keeps the first two real-time signals for itself, docker does too.
constexpr int kRealTimeMinimum = 34;
constexpr int kRealTimeMaximum = 64;

} // namespace

Result<std::pair<std::string, int>> splitRestartPolicy(std::string_view text)
{
    const std::size_t colon = text.find(':');
    const std::string name(text.substr(0, colon));
    if (colon == std::string_view::npos)
        return std::pair{name, 0};
    if (name.empty())
        return invalid("invalid restart policy format: no policy provided before colon");
    const std::string_view count = text.substr(colon + 1);
    if (count.empty())
        return std::pair{name, 0};
    const auto retries = text::number<int>(count);
    if (!retries)
        return invalid("invalid restart policy format: maximum retry count must be an integer");
    return std::pair{name, *retries};
}

Result<RestartPolicy> parseRestartPolicy(std::string_view text)
{
    CATAMARAN_TRY(const auto parts, splitRestartPolicy(text));
    RestartPolicy policy;
    const std::string &name = parts.first;
    if (name == "on-failure")
        policy.kind = RestartKind::OnFailure;
    else if (name == "always")
        policy.kind = RestartKind::Always;
    else if (name == "unless-stopped")
        policy.kind = RestartKind::UnlessStopped;
    else if (!name.empty() && name != "no")
        return invalid("invalid restart policy: unknown policy '" + name +
                       "'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'");
    if (parts.second != 0 && policy.kind != RestartKind::OnFailure)
        return invalid("invalid restart policy: maximum retry count can only be used with 'on-failure'");
    if (parts.second < 0)
        return invalid("invalid restart policy: maximum retry count cannot be negative");
    policy.maximumRetries = parts.second;
    return policy;
}

std::string_view restartPolicyName(RestartKind kind) noexcept
{
    switch (kind) {
    case RestartKind::No:
        return "no";
    case RestartKind::OnFailure:
        return "on-failure";
    case RestartKind::Always:
        return "always";
    case RestartKind::UnlessStopped:
        return "unless-stopped";
    }
    return "no";
}

Result<int> parseSignal(std::string_view text)
{
    const auto bad = [&] { return invalid("invalid signal: " + std::string(text)); };
    if (const auto number = text::number<int>(text)) {
        if (*number < 1 || *number > kRealTimeMaximum)
            return bad();
        return *number;
    }
    std::string name = text::upper(text);
    if (name.starts_with("SIG"))
        name.erase(0, 3);
    for (const SignalName &signal : kSignals) {
        if (signal.name == name)
            return signal.number;
    }
    const bool fromMinimum = name.starts_with("RTMIN");
    if (fromMinimum || name.starts_with("RTMAX")) {
        const std::string_view rest = std::string_view(name).substr(5);
        const int origin = fromMinimum ? kRealTimeMinimum : kRealTimeMaximum;
        if (rest.empty())
            return origin;
        const auto offset = text::number<int>(rest.substr(1));
        if (rest.front() == (fromMinimum ? '+' : '-') && offset && *offset >= 0 &&
            *offset <= kRealTimeMaximum - kRealTimeMinimum)
            return fromMinimum ? origin + *offset : origin - *offset;
    }
    return bad();
}

std::string signalName(int signal)
{
    for (const SignalName &entry : kSignals) {
        if (entry.number == signal && entry.name != "CLD" && entry.name != "POLL" && entry.name != "IOT")
            return "SIG" + std::string(entry.name);
    }
    if (signal == kRealTimeMinimum)
        return "SIGRTMIN";
    if (signal > kRealTimeMinimum && signal <= kRealTimeMaximum)
        return "SIGRTMIN+" + std::to_string(signal - kRealTimeMinimum);
    return std::to_string(signal);
}

Result<std::chrono::nanoseconds> parseDuration(std::string_view text)
{
    const std::string quoted = "\"" + std::string(text) + "\"";
    const auto bad = [&] { return invalid("time: invalid duration " + quoted); };
    std::string_view rest = text;
    bool negative = false;
    if (!rest.empty() && (rest.front() == '-' || rest.front() == '+')) {
        negative = rest.front() == '-';
        rest.remove_prefix(1);
    }
    if (rest == "0")
        return std::chrono::nanoseconds(0);
    if (rest.empty())
        return bad();
    struct Unit {
        std::string_view name;
        double nanoseconds;
    };
    static constexpr std::array<Unit, 8> kUnits = {{{"ns", 1},
                                                    {"us", 1e3},
                                                    {"µs", 1e3},
                                                    {"μs", 1e3},
                                                    {"ms", 1e6},
                                                    {"s", 1e9},
                                                    {"m", 6e10},
                                                    {"h", 3.6e12}}};
    double total = 0;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find_first_not_of("0123456789."), rest.size());
        const std::string_view digits = rest.substr(0, end);
        double value = 0;
        const auto [next, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (digits.empty() || digits == "." || code != std::errc() || next != digits.data() + digits.size())
            return bad();
        rest.remove_prefix(end);
        const std::size_t unitEnd = std::min(rest.find_first_of("0123456789."), rest.size());
        const std::string_view unit = rest.substr(0, unitEnd);
        if (unit.empty())
            return invalid("time: missing unit in duration " + quoted);
        const auto *found =
            std::find_if(kUnits.begin(), kUnits.end(), [&](const Unit &u) { return u.name == unit; });
        if (found == kUnits.end())
            return invalid("time: unknown unit \"" + std::string(unit) + "\" in duration " + quoted);
        total += value * found->nanoseconds;
        rest.remove_prefix(unitEnd);
    }
    if (!(total < static_cast<double>(std::numeric_limits<std::int64_t>::max())))
        return bad();
    const std::int64_t nanoseconds = std::llround(total);
    return std::chrono::nanoseconds(negative ? -nanoseconds : nanoseconds);
}

Result<std::string> parseDetachKeys(std::string_view text)
{
    std::string out;
    if (text.empty())
        return out;
    const auto unknown = [](std::string_view key) {
        return fail(base::Error(base::Errc::InvalidArgument,
                                "invalid detach keys: unknown character: '" + std::string(key) + "'")
                        .withFix("Write characters or ctrl-<letter>, separated by commas: ctrl-p,ctrl-q."));
    };
    for (const std::string_view key : text::split(text, ',')) {
        static constexpr std::string_view kControl = "ctrl-";
        if (key.size() == 1) {
            out += key.front();
        } else if (key.size() == kControl.size() + 1 && key.starts_with(kControl)) {
            const char c = key.back();
            if (c >= 'a' && c <= 'z')
                out += static_cast<char>(c - 'a' + 1);
            else if (c == '@')
                out += '\0';
            else if (c >= '[' && c <= '_')
                out += static_cast<char>(c - '[' + 27);
            else
                return unknown(key);
        } else {
            return unknown(key);
        }
    }
    return out;
}

std::string normalizeCapability(std::string_view text)
{
    std::string name = text::upper(text::trim(text));
    if (name == "ALL" || name == "RESET" || name.starts_with("CAP_"))
        return name;
    return "CAP_" + name;
}

std::pair<std::vector<std::string>, std::vector<std::string>>
effectiveCapabilities(const std::vector<std::string> &add, const std::vector<std::string> &drop)
{
    std::set<std::string> added;
    std::set<std::string> dropped;
    for (const std::string &name : add)
        added.insert(normalizeCapability(name));
    for (const std::string &name : drop)
        dropped.insert(normalizeCapability(name));
    if (added.contains("ALL"))
        added = {"ALL"};
    if (dropped.contains("ALL"))
        dropped = {"ALL"};
    for (const std::string &name : added)
        dropped.erase(name);
    return {{added.begin(), added.end()}, {dropped.begin(), dropped.end()}};
}

} // namespace catamaran::engine::spec
