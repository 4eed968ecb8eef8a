// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <stop_token>

namespace catamaran::bridge {

/// Threads on which the blocking calls of the deck run.
///
/// Short jobs share a few threads in order of arrival; a long one (a followed log, an experiment) gets its
/// own. Exceptions must not leave a job. The destructor asks all to stop and waits for them. Thread: safe.
class Workers {
public:
    explicit Workers(int threads);
    ~Workers();
    Workers(const Workers &) = delete;
    Workers &operator=(const Workers &) = delete;

    void post(std::function<void(std::stop_token)> job);

    /// Runs `job` on a thread of its own. Destroying the result asks the job to stop, without waiting.
    [[nodiscard]] std::shared_ptr<void> start(std::function<void(std::stop_token)> job);

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace catamaran::bridge
