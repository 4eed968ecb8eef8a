// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/events.h"
#include "engine/base/clock.h"
#include "engine/base/file.h"
#include "engine/runtime/runtime.h"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <map>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <set>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Result;
using base::UniqueFd;
using Json = nlohmann::ordered_json;

namespace {

std::int64_t nowNs()
{
    return std::chrono::nanoseconds(base::WallClock::now().time_since_epoch()).count();
}

std::string readFrom(int fd, std::int64_t offset)
{
    std::string text;
    std::array<char, 65536> buffer{};
    for (;;) {
        const ssize_t n = ::pread(fd, buffer.data(), buffer.size(), offset);
        if (n <= 0)
            return text;
        text.append(buffer.data(), static_cast<std::size_t>(n));
        offset += n;
    }
}

} // namespace

std::string formatEvent(const SystemEvent &event)
{
    Json attributes = Json::object();
    for (const auto &[key, value] : event.attributes)
        attributes[key] = value;
    const Json json = {{"Type", event.type},
                       {"Action", event.action},
                       {"ID", event.id},
                       {"Attributes", std::move(attributes)},
                       {"timeNano", event.timeNs}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::vector<SystemEvent> parseEvents(std::string_view text)
{
    std::vector<SystemEvent> events;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos)
            break; // torn, or still being written
        const Json json = Json::parse(text.substr(0, end), nullptr, false);
        text.remove_prefix(end + 1);
        if (!json.is_object() || !json.contains("timeNano") || !json["timeNano"].is_number_integer())
            continue;
        const auto word = [&json](const char *key) {
            return json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : std::string();
        };
        SystemEvent event;
        event.type = word("Type");
        event.action = word("Action");
        event.id = word("ID");
        event.timeNs = json["timeNano"].get<std::int64_t>();
        if (json.contains("Attributes") && json["Attributes"].is_object()) {
            for (const auto &[key, value] : json["Attributes"].items()) {
                if (value.is_string())
                    event.attributes[key] = value.get<std::string>();
            }
        }
        events.push_back(std::move(event));
    }
    return events;
}

void EventLog::append(const SystemEvent &event) const
{
    const std::string line = [&] {
        if (event.timeNs != 0)
            return formatEvent(event);
        SystemEvent stamped = event;
        stamped.timeNs = nowNs();
        return formatEvent(stamped);
    }();
    const UniqueFd fd(::open(m_path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640));
    if (!fd)
        return;
    // One write: lines of several processes do not mix (O_APPEND).
    (void)!::write(fd.get(), line.data(), line.size());
    struct stat status {};
    if (::fstat(fd.get(), &status) == 0 && status.st_size > kLargest)
        rotate();
}

void EventLog::rotate() const
{
    const UniqueFd lock(::open((m_path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640));
    if (!lock || ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
        return; // somebody else does it
    struct stat status {};
    if (::stat(m_path.c_str(), &status) == 0 && status.st_size > kLargest)
        ::rename(m_path.c_str(), (m_path + ".1").c_str());
}

Result<std::vector<SystemEvent>> EventLog::read(Position &position) const
{
    std::string text;
    Position next = position;
    for (const std::string &path : {m_path + ".1", m_path}) {
        const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        if (!fd) {
            if (errno != ENOENT)
                return base::failErrno("open " + path);
            continue;
        }
        struct stat status {};
        if (::fstat(fd.get(), &status) != 0)
            return base::failErrno("stat " + path);
        const bool isOld = path.ends_with(".1");
        std::int64_t from = 0;
        if (position.inode == status.st_ino)
            from = position.offset;
        else if (isOld && position.inode != 0)
            continue; // read to its end before it became the old one, or long ago
        std::string part = readFrom(fd.get(), from);
        // An unfinished last line is read again next time.
        part.resize(part.rfind('\n') == std::string::npos ? 0 : part.rfind('\n') + 1);
        if (!isOld)
            next = {status.st_ino, from + static_cast<std::int64_t>(part.size())};
        text += part;
    }
    position = next;
    return parseEvents(text);
}

bool EventFilter::accept(const SystemEvent &event)
{
    constexpr std::size_t kRing = 512;
    std::string key = event.id + "\n" + event.action + "\n" + std::to_string(event.timeNs);
    if (std::find(m_recent.begin(), m_recent.end(), key) != m_recent.end())
        return false;
    if (m_recent.size() < kRing)
        m_recent.push_back(std::move(key));
    else
        m_recent[m_next++ % kRing] = std::move(key);
    return true;
}

namespace {

/// What only the monitors know is told by whoever looks first: ends, restarts, health. The time is the
/// monitor's, so that everybody who tells it tells the same.
class Deriver {
public:
    void learn(const SystemEvent &event)
    {
        if (event.type != "container")
            return;
        if (event.action == "die" || event.action == "start")
            m_told.insert(event.id + event.action + std::to_string(event.timeNs));
        if (event.action == "start")
            m_health[event.id] = "starting";
        constexpr std::string_view kHealth = "health_status: ";
        if (event.action.starts_with(kHealth))
            m_health[event.id] = event.action.substr(kHealth.size());
    }

    std::vector<SystemEvent> news(const ContainerStore::Brief &brief, const Observed &observed,
                                  const std::string &statusPath)
    {
        std::vector<SystemEvent> events;
        const launch::Status &status = observed.status;
        const auto add = [&](std::string action, std::int64_t time,
                             std::map<std::string, std::string> attributes) {
            SystemEvent event{"container", std::move(action), brief.id, std::move(attributes), time};
            event.attributes["image"] = brief.image;
            event.attributes["name"] = brief.name;
            event.attributes.insert(brief.labels.begin(), brief.labels.end());
            learn(event);
            events.push_back(std::move(event));
        };
        const auto told = [&](const char *action, std::int64_t time) {
            return m_told.contains(brief.id + action + std::to_string(time));
        };
        const bool ended =
            observed.state == ContainerState::Exited || observed.state == ContainerState::Restarting;
        if (ended && status.finishedAtNs > 0 && !told("die", status.finishedAtNs))
            add("die", status.finishedAtNs, dieAttributes(status));
        if (observed.isActive() && status.restartCount > 0 && !ended && !told("start", status.startedAtNs))
            add("start", status.startedAtNs, {});
        struct stat file {};
        if (observed.isActive() && !status.health.empty() && status.health != "starting" &&
            m_health[brief.id] != status.health && ::stat(statusPath.c_str(), &file) == 0)
            add("health_status: " + status.health,
                std::int64_t{file.st_mtim.tv_sec} * 1'000'000'000 + file.st_mtim.tv_nsec, {});
        return events;
    }

    static std::map<std::string, std::string> dieAttributes(const launch::Status &status)
    {
        const std::int64_t lived =
            status.startedAtNs > 0 ? (status.finishedAtNs - status.startedAtNs) / 1'000'000'000 : 0;
        return {{"exitCode", std::to_string(status.exitCode)}, {"execDuration", std::to_string(lived)}};
    }

private:
    std::set<std::string> m_told;
    std::map<std::string, std::string> m_health;
};

} // namespace

SystemEvent Runtime::containerEvent(const Record &record, const std::string &action,
                                    std::map<std::string, std::string> attributes)
{
    SystemEvent event{"container", action, record.id, std::move(attributes), 0};
    event.attributes["image"] = record.image;
    event.attributes["name"] = record.name;
    event.attributes.insert(record.process.labels.begin(), record.process.labels.end());
    return event;
}

void Runtime::recordEvent(const Record &record, const std::string &action,
                          std::map<std::string, std::string> attributes, std::int64_t timeNs)
{
    SystemEvent event = containerEvent(record, action, std::move(attributes));
    event.timeNs = timeNs;
    m_events.append(event);
}

void Runtime::recordDeath(const Record &record, const Observed &observed)
{
    if (observed.status.finishedAtNs > 0)
        recordEvent(record, "die", Deriver::dieAttributes(observed.status), observed.status.finishedAtNs);
}

Result<void> Runtime::events(std::optional<std::int64_t> sinceNs, std::optional<std::int64_t> untilNs,
                             const std::function<void(const SystemEvent &)> &onEvent,
                             const base::OperationContext &context)
{
    Deriver deriver;
    EventFilter filter;
    EventLog::Position position;
    const std::int64_t from = sinceNs.value_or(nowNs());
    const UniqueFd notify(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    if (!notify || ::inotify_add_watch(notify.get(), m_services.paths.data.c_str(),
                                       IN_CREATE | IN_MODIFY | IN_MOVED_TO) < 0)
        return base::failErrno("watch " + m_services.paths.data);
    const StopEvent stop(context.stop);
    for (;;) {
        // First what is written, so that the deriver knows what has been told.
        CATAMARAN_TRY(std::vector<SystemEvent> written, m_events.read(position));
        for (const SystemEvent &event : written)
            deriver.learn(event);
        CATAMARAN_TRY(const std::vector<ContainerStore::Brief> briefs, m_store->briefs());
        for (const ContainerStore::Brief &brief : briefs) {
            const auto observed = observe(m_services.paths, brief.id);
            if (!observed)
                continue;
            (void)::inotify_add_watch(notify.get(), m_services.paths.runContainer(brief.id).c_str(),
                                      IN_CREATE | IN_MOVED_TO | IN_DELETE | IN_ONLYDIR);
            for (SystemEvent &event : deriver.news(brief, *observed, m_services.paths.status(brief.id))) {
                m_events.append(event);
                written.push_back(std::move(event));
            }
        }
        std::stable_sort(written.begin(), written.end(),
                         [](const SystemEvent &a, const SystemEvent &b) { return a.timeNs < b.timeNs; });
        for (const SystemEvent &event : written) {
            if (event.timeNs >= from && (!untilNs || event.timeNs <= *untilNs) && filter.accept(event))
                onEvent(event);
        }
        // A monitor that is killed writes nothing: look now and then.
        std::int64_t wait = 1000;
        if (untilNs)
            wait = std::min(wait, (*untilNs - nowNs()) / 1'000'000 + 1);
        if (wait <= 0 || context.stopRequested())
            return {};
        std::array<pollfd, 2> polled = {pollfd{notify.get(), POLLIN, 0}, pollfd{stop.fd(), POLLIN, 0}};
        (void)::poll(polled.data(), polled.size(), static_cast<int>(wait));
        std::array<char, 16384> buffer{};
        while (::read(notify.get(), buffer.data(), buffer.size()) > 0) {
        }
        if (polled[1].revents != 0)
            return {};
    }
}

} // namespace catamaran::engine::runtime
