// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "hypervisor/api/hypervisor.h"
#include "hypervisor/libvirt/handles.h"

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <string>

namespace catamaran::hv {

/// One libvirt connection with a thread that makes all its calls, one after the other.
///
/// Connects at the first call and again after the daemon went away. A call that misses its deadline (a hung
/// QEMU blocks libvirt) fails with Timeout; its thread is given up together with the connection, and the next
/// call gets fresh ones. Thread-safe. Never call from libvirt's event thread.
class Connection {
public:
    using Work = std::function<void(virConnectPtr)>;
    using Deadline = std::chrono::milliseconds;
    static constexpr Deadline kDeadline{20000};

    explicit Connection(HypervisorOptions options);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    /// Runs `work(virConnectPtr) -> Result<T>` on the call thread.
    template <typename F>
    auto call(F work, Deadline deadline = kDeadline) -> std::invoke_result_t<F, virConnectPtr>
    {
        using Answer = std::invoke_result_t<F, virConnectPtr>;
        // The answer is shared: after a timeout the caller has gone, the work may still finish.
        auto promise = std::make_shared<std::promise<Answer>>();
        std::future<Answer> future = promise->get_future();
        post([promise, work = std::move(work)](base::Result<virConnectPtr> connection) mutable {
            if (connection)
                promise->set_value(work(*connection));
            else
                promise->set_value(base::fail(std::move(connection).error()));
        });
        if (future.wait_for(deadline) != std::future_status::ready) {
            abandon();
            return base::fail(
                base::Error(base::Errc::Timeout, "libvirt did not answer in time")
                    .withFix("A hung QEMU can block libvirt; find it with `catamaran vm ls` and remove "
                             "it with `catamaran vm rm -f`."));
        }
        return future.get();
    }

    /// URI of the present or the last connection; empty before the first.
    [[nodiscard]] std::string uri() const;

    /// Calls `onEvent(uuidText, started, stopped, undefined)` for domain life cycle events, on libvirt's
    /// event thread, for as long as the returned token lives.
    using Listener = std::function<void(const MachineEvent &)>;
    std::shared_ptr<void> listen(Listener listener);
    /// Hands an event of our own to the listeners.
    void announce(const MachineEvent &event);
    /// The same for those that may outlive the connection.
    [[nodiscard]] std::function<void(const MachineEvent &)> announcer() const;

    struct Hub;

private:
    struct Queue;
    using Posted = std::function<void(base::Result<virConnectPtr>)>;
    void post(Posted posted);
    void abandon();

    HypervisorOptions m_options;
    std::shared_ptr<Hub> m_hub;
    struct Shared;
    std::unique_ptr<Shared> m_shared;
};

} // namespace catamaran::hv
