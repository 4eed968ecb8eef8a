// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "engine/base/unique_fd.h"
#include "engine/runtime/runtime.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace catamaran::engine {

/// Finds out what any process changed: inotify on the state directories says that something happened, then
/// the new state is compared with the old one, so that no event is invented and none is lost by a burst. One
/// thread, which runs while there are subscribers.
class Watcher {
public:
    Watcher(runtime::Runtime &runtime, image::ImageService &images);
    ~Watcher();
    Watcher(const Watcher &) = delete;
    Watcher &operator=(const Watcher &) = delete;

    using Callback = std::function<void(const Event &)>;
    base::Result<std::shared_ptr<void>> subscribe(Callback onEvent);

private:
    struct Seen {
        ContainerState state = ContainerState::Created;
        std::int64_t startedNs = 0;
        std::string health;
    };
    struct State;

    base::Result<void> start();
    void work(int notify, int stop);
    void look(bool tell);
    void watchRunDirectories(int notify, std::map<std::string, int> &watched) const;
    void compare(const std::map<std::string, Seen> &now);
    void emitEvent(EventKind kind, const std::string &id);

    runtime::Runtime &m_runtime;
    image::ImageService &m_images;
    std::shared_ptr<State> m_state; ///< subscribers; outlives us in their tokens
    base::UniqueFd m_notify;
    base::UniqueFd m_stop;
    std::thread m_thread;
    std::mutex m_startMutex;
    std::map<std::string, Seen> m_seen; ///< of the thread
    std::string m_imagesSeen;
};

} // namespace catamaran::engine
