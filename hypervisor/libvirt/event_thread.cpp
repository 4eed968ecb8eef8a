// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/libvirt/event_thread.h"

#include "engine/base/clock.h"
#include "engine/base/sync.h"
#include "engine/base/unique_fd.h"

#include <csignal>
#include <libvirt/libvirt.h>
#include <map>
#include <poll.h>
#include <sys/eventfd.h>
#include <thread>
#include <vector>

namespace catamaran::hv {

namespace {

struct Handle {
    int fd;
    int events;
    virEventHandleCallback callback;
    void *opaque;
    virFreeCallback release;
    bool removed = false;
};

struct Timer {
    int milliseconds; ///< -1: off
    std::int64_t dueMs;
    virEventTimeoutCallback callback;
    void *opaque;
    virFreeCallback release;
    bool removed = false;
};

struct State {
    std::map<int, Handle> handles;
    std::map<int, Timer> timers;
    int nextId = 1;
};

std::int64_t nowMs()
{
    return base::steadyNanoseconds() / 1000000;
}

std::int64_t dueIn(int milliseconds)
{
    return milliseconds < 0 ? -1 : nowMs() + milliseconds;
}

short toPoll(int events)
{
    return static_cast<short>(((events & VIR_EVENT_HANDLE_READABLE) != 0 ? POLLIN : 0) |
                              ((events & VIR_EVENT_HANDLE_WRITABLE) != 0 ? POLLOUT : 0));
}

int toVir(short events)
{
    return ((events & POLLIN) != 0 ? VIR_EVENT_HANDLE_READABLE : 0) |
           ((events & POLLOUT) != 0 ? VIR_EVENT_HANDLE_WRITABLE : 0) |
           ((events & (POLLERR | POLLNVAL)) != 0 ? VIR_EVENT_HANDLE_ERROR : 0) |
           ((events & POLLHUP) != 0 ? VIR_EVENT_HANDLE_HANGUP : 0);
}

class Loop {
public:
    Loop() : m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

    int addHandle(int fd, int events, virEventHandleCallback callback, void *opaque, virFreeCallback release)
    {
        auto state = m_state.lock();
        const int id = state->nextId++;
        state->handles[id] = {fd, events, callback, opaque, release};
        wake();
        return id;
    }
    void updateHandle(int id, int events)
    {
        auto state = m_state.lock();
        if (const auto it = state->handles.find(id); it != state->handles.end())
            it->second.events = events;
        wake();
    }
    int removeHandle(int id)
    {
        auto state = m_state.lock();
        const auto it = state->handles.find(id);
        if (it == state->handles.end())
            return -1;
        it->second.removed = true;
        wake();
        return 0;
    }
    int addTimer(int milliseconds, virEventTimeoutCallback callback, void *opaque, virFreeCallback release)
    {
        auto state = m_state.lock();
        const int id = state->nextId++;
        state->timers[id] = {milliseconds, dueIn(milliseconds), callback, opaque, release};
        wake();
        return id;
    }
    void updateTimer(int id, int milliseconds)
    {
        auto state = m_state.lock();
        if (const auto it = state->timers.find(id); it != state->timers.end()) {
            it->second.milliseconds = milliseconds;
            it->second.dueMs = dueIn(milliseconds);
        }
        wake();
    }
    int removeTimer(int id)
    {
        auto state = m_state.lock();
        const auto it = state->timers.find(id);
        if (it == state->timers.end())
            return -1;
        it->second.removed = true;
        wake();
        return 0;
    }

    [[noreturn]] void run()
    {
        for (;;)
            iterate();
    }

private:
    void wake() const
    {
        const std::uint64_t one = 1;
        [[maybe_unused]] const ssize_t n = ::write(m_wake.get(), &one, sizeof one);
    }

    template <typename Map>
    static void collectRemoved(Map &map, std::vector<std::pair<virFreeCallback, void *>> &out)
    {
        for (auto it = map.begin(); it != map.end();) {
            if (!it->second.removed) {
                ++it;
                continue;
            }
            if (it->second.release != nullptr)
                out.emplace_back(it->second.release, it->second.opaque);
            it = map.erase(it);
        }
    }

    /// Frees what was removed, and lists what to wait for. Callbacks never run under the lock: they add and
    /// remove handles themselves.
    int prepare(std::vector<pollfd> &watches, std::vector<int> &ids)
    {
        std::vector<std::pair<virFreeCallback, void *>> released;
        std::int64_t next = -1;
        {
            auto state = m_state.lock();
            collectRemoved(state->handles, released);
            collectRemoved(state->timers, released);
            for (const auto &[id, handle] : state->handles) {
                if (handle.events == 0)
                    continue;
                watches.push_back({handle.fd, toPoll(handle.events), 0});
                ids.push_back(id);
            }
            for (const auto &[id, timer] : state->timers)
                if (timer.dueMs >= 0 && (next < 0 || timer.dueMs < next))
                    next = timer.dueMs;
        }
        for (const auto &[release, opaque] : released)
            release(opaque);
        return next < 0 ? -1 : static_cast<int>(std::max<std::int64_t>(0, next - nowMs()));
    }

    void iterate()
    {
        std::vector<pollfd> watches{{m_wake.get(), POLLIN, 0}};
        std::vector<int> ids{0};
        const int timeout = prepare(watches, ids);
        ::poll(watches.data(), watches.size(), timeout);
        std::uint64_t drained = 0;
        while (::read(m_wake.get(), &drained, sizeof drained) > 0) {
        }
        fireTimers();
        for (std::size_t i = 1; i < watches.size(); ++i)
            if (watches[i].revents != 0)
                fireHandle(ids[i], watches[i].revents);
    }

    void fireTimers()
    {
        std::vector<std::pair<int, Timer>> due;
        {
            auto state = m_state.lock();
            const std::int64_t now = nowMs();
            for (auto &[id, timer] : state->timers)
                if (!timer.removed && timer.dueMs >= 0 && timer.dueMs <= now) {
                    timer.dueMs = now + timer.milliseconds;
                    due.emplace_back(id, timer);
                }
        }
        for (const auto &[id, timer] : due)
            timer.callback(id, timer.opaque);
    }

    void fireHandle(int id, short events)
    {
        Handle handle{};
        {
            auto state = m_state.lock();
            const auto it = state->handles.find(id);
            if (it == state->handles.end() || it->second.removed)
                return;
            handle = it->second;
        }
        handle.callback(id, handle.fd, toVir(events), handle.opaque);
    }

    base::UniqueFd m_wake;
    base::Sync<State> m_state;
};

// libvirt's hooks carry no context pointer, so this one object is reachable by name.
Loop &loop()
{
    static auto *const instance = new Loop; // never destroyed: libvirt may call until the process is gone
    return *instance;
}

} // namespace

base::Result<void> EventThread::ensureRunning()
{
    static const bool started = [] {
        loop();
        virEventRegisterImpl(
            [](int fd, int events, virEventHandleCallback callback, void *opaque, virFreeCallback release) {
                return loop().addHandle(fd, events, callback, opaque, release);
            },
            [](int id, int events) { loop().updateHandle(id, events); },
            [](int id) { return loop().removeHandle(id); },
            [](int milliseconds, virEventTimeoutCallback callback, void *opaque, virFreeCallback release) {
                return loop().addTimer(milliseconds, callback, opaque, release);
            },
            [](int id, int milliseconds) { loop().updateTimer(id, milliseconds); },
            [](int id) { return loop().removeTimer(id); });
        std::thread([] {
            withoutPipeSignals();
            loop().run();
        }).detach();
        return true;
    }();
    if (!started)
        return base::fail(base::Errc::Internal, "the libvirt event thread did not start");
    return {};
}

void withoutPipeSignals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

} // namespace catamaran::hv
