// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/watcher.h"

#include <array>
#include <chrono>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>
#include <vector>

namespace catamaran::engine {

using base::Result;

namespace {

// A start writes several files; one look for all of them is enough.
constexpr int kSettleMs = 15;
constexpr std::uint32_t kDirectoryEvents = IN_CREATE | IN_DELETE | IN_MOVED_TO | IN_MODIFY;

bool isActive(ContainerState state)
{
    return state == ContainerState::Starting || state == ContainerState::Running ||
           state == ContainerState::Paused || state == ContainerState::Restarting;
}

bool isUp(ContainerState state)
{
    return state == ContainerState::Running || state == ContainerState::Paused;
}

} // namespace

struct Watcher::State {
    std::mutex mutex;
    int next = 0;
    std::map<int, std::shared_ptr<Callback>> callbacks;
};

Watcher::Watcher(runtime::Runtime &runtime, image::ImageService &images)
    : m_runtime(runtime), m_images(images), m_state(std::make_shared<State>())
{
}

Watcher::~Watcher()
{
    if (!m_thread.joinable())
        return;
    const std::uint64_t one = 1;
    (void)!::write(m_stop.get(), &one, sizeof one);
    m_thread.join();
}

Result<std::shared_ptr<void>> Watcher::subscribe(Callback onEvent)
{
    {
        const std::lock_guard lock(m_startMutex);
        if (!m_thread.joinable())
            CATAMARAN_CHECK(start());
    }
    struct Token {
        std::weak_ptr<State> state;
        int key;
        Token(std::weak_ptr<State> s, int k) : state(std::move(s)), key(k) {}
        Token(const Token &) = delete;
        Token &operator=(const Token &) = delete;
        ~Token()
        {
            if (const auto held = state.lock()) {
                const std::lock_guard lock(held->mutex);
                held->callbacks.erase(key);
            }
        }
    };
    const std::lock_guard lock(m_state->mutex);
    const int key = m_state->next++;
    m_state->callbacks[key] = std::make_shared<Callback>(std::move(onEvent));
    return std::shared_ptr<void>(std::make_shared<Token>(m_state, key));
}

Result<void> Watcher::start()
{
    m_notify.reset(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    m_stop.reset(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!m_notify || !m_stop)
        return base::failErrno("watch the state directories");
    const runtime::Paths &paths = m_runtime.paths();
    // The data directory tells of the database's write-ahead log, which every commit appends to.
    for (const std::string &directory : {paths.data, paths.containers(), paths.runContainers()}) {
        if (::inotify_add_watch(m_notify.get(), directory.c_str(), kDirectoryEvents) < 0)
            return base::failErrno("watch " + directory);
    }
    look(false);
    m_thread = std::thread([this] { work(m_notify.get(), m_stop.get()); });
    return {};
}

void Watcher::work(int notify, int stop)
{
    std::map<std::string, int> watched;
    watchRunDirectories(notify, watched);
    for (;;) {
        std::array<pollfd, 2> polled = {pollfd{notify, POLLIN, 0}, pollfd{stop, POLLIN, 0}};
        // A monitor that is killed writes nothing: look now and then while something runs.
        constexpr int kIdleMs = 2000;
        const int ready = ::poll(polled.data(), polled.size(), watched.empty() ? -1 : kIdleMs);
        if (ready > 0 && polled[1].revents != 0)
            return;
        if (ready > 0) {
            pollfd stopped{stop, POLLIN, 0};
            if (::poll(&stopped, 1, kSettleMs) > 0)
                return;
            std::array<char, 16384> events;
            while (::read(notify, events.data(), events.size()) > 0) {
            }
        }
        watchRunDirectories(notify, watched);
        look(true);
    }
}

void Watcher::watchRunDirectories(int notify, std::map<std::string, int> &watched) const
{
    const auto keys = m_runtime.store().keys();
    if (!keys)
        return;
    std::map<std::string, int> now;
    for (const auto &key : *keys) {
        const std::string directory = m_runtime.paths().runContainer(key.id);
        // Adding a watch again returns the same one.
        const int watch =
            ::inotify_add_watch(notify, directory.c_str(), IN_CREATE | IN_DELETE | IN_MOVED_TO | IN_ONLYDIR);
        if (watch >= 0)
            now[key.id] = watch;
    }
    watched = std::move(now);
}

void Watcher::look(bool tell)
{
    const auto containers = m_runtime.containers(runtime::Runtime::Which::All);
    if (!containers)
        return; // the next change makes us look again
    std::map<std::string, Seen> now;
    for (const ContainerSummary &container : *containers)
        now[container.id] = {container.state, container.startedNs, container.health};
    if (tell)
        compare(now);
    m_seen = std::move(now);
    const auto images = m_images.list();
    if (!images)
        return;
    std::string all;
    for (const image::ImageSummary &image : *images) {
        all += image.id;
        for (const std::string &tag : image.tags)
            all += " " + tag;
        all += "\n";
    }
    if (tell && all != m_imagesSeen)
        emitEvent(EventKind::ImageChanged, {});
    m_imagesSeen = std::move(all);
}

void Watcher::compare(const std::map<std::string, Seen> &now)
{
    for (const auto &[id, before] : m_seen) {
        if (now.contains(id))
            continue;
        if (isActive(before.state))
            emitEvent(EventKind::Died, id);
        emitEvent(EventKind::Removed, id);
    }
    for (const auto &[id, after] : now) {
        const auto found = m_seen.find(id);
        if (found == m_seen.end())
            emitEvent(EventKind::Created, id);
        const Seen before = found == m_seen.end() ? Seen{} : found->second;
        const bool again = before.startedNs != 0 && before.startedNs != after.startedNs;
        if (isActive(before.state) && (!isActive(after.state) || again))
            emitEvent(EventKind::Died, id);
        if (isUp(after.state) && (!isUp(before.state) || again))
            emitEvent(EventKind::Started, id);
        else if (after.state == ContainerState::Paused && before.state == ContainerState::Running)
            emitEvent(EventKind::Paused, id);
        else if (after.state == ContainerState::Running && before.state == ContainerState::Paused)
            emitEvent(EventKind::Unpaused, id);
        if (!isActive(after.state) && !isActive(before.state) && again)
            emitEvent(EventKind::Died, id); // started and ended between two looks
        if (after.health != before.health && !after.health.empty())
            emitEvent(EventKind::HealthChanged, id);
    }
}

void Watcher::emitEvent(EventKind kind, const std::string &id)
{
    std::vector<std::shared_ptr<Callback>> callbacks;
    {
        const std::lock_guard lock(m_state->mutex);
        for (const auto &[key, callback] : m_state->callbacks)
            callbacks.push_back(callback);
    }
    Event event;
    event.kind = kind;
    event.id = id;
    event.timeNs = std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count();
    for (const auto &callback : callbacks)
        (*callback)(event);
}

} // namespace catamaran::engine
