// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "src/metrics/series.h"

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace catamaran::metrics {

/// The quantities that are kept for every workload, in display units.
enum class Quantity {
    CpuPercent,
    MemoryBytes,
    NetworkReceiveRate,
    NetworkSendRate,
    DiskReadRate,
    DiskWriteRate
};
inline constexpr std::size_t kQuantityCount = 6;

/// Raw counters, as a source delivers them (see core::Counters).
struct RawCounters {
    std::int64_t takenAtNs = 0;
    std::optional<std::uint64_t> cpuTimeNs;
    std::optional<std::uint64_t> memoryBytes;
    std::optional<std::uint64_t> networkReceivedBytes;
    std::optional<std::uint64_t> networkSentBytes;
    std::optional<std::uint64_t> diskReadBytes;
    std::optional<std::uint64_t> diskWriteBytes;
};

/// The sampler's idea of time; tests put a clock of their own in its place.
class SamplerClock {
public:
    virtual ~SamplerClock() = default;
    [[nodiscard]] virtual Clock::time_point now() = 0;
    /// Waits on `wake` (with `lock` held by the caller) until it is notified or `deadline` has come.
    virtual void waitUntil(std::unique_lock<std::mutex> &lock, std::condition_variable &wake,
                           Clock::time_point deadline) = 0;
    /// CLOCK_MONOTONIC.
    static std::shared_ptr<SamplerClock> steady();
};

/// Samples the workloads that somebody looks at, once a second, on its own thread.
///
/// A rate needs two readings; the first one, a counter that went backwards (restart) and a reading that is
/// late by more than three intervals give a gap. Thread: safe.
class Sampler {
public:
    /// Reads the counters of the named workloads, same order; nullopt = not running.
    using Source =
        std::function<std::vector<std::optional<RawCounters>>(const std::vector<std::string> &keys)>;

    /// What one round measured, without what is not there or has no rate yet.
    using Round = std::vector<std::pair<std::string, std::array<std::optional<double>, kQuantityCount>>>;
    /// Called on the sampler's thread after each round, before the subscribers are told.
    using Recorder = std::function<void(const Round &)>;

    Sampler(Source source, std::chrono::milliseconds interval, std::size_t capacity = 600,
            std::shared_ptr<SamplerClock> clock = SamplerClock::steady(), Recorder recorder = {});
    ~Sampler();
    Sampler(const Sampler &) = delete;
    Sampler &operator=(const Sampler &) = delete;

    /// Starts sampling `key` ("container:<id>", "vm:<id>"); stops when the last token for it is destroyed.
    /// Nothing is read while nobody is subscribed. `onTick` (may be empty) is called on the sampler's thread
    /// after each round and never again once the token is gone; it must not block.
    [[nodiscard]] std::shared_ptr<void> subscribe(const std::vector<std::string> &keys,
                                                  std::function<void()> onTick);

    /// A copy of the history; empty if never sampled. History stays for 10 minutes after the last
    /// subscription.
    [[nodiscard]] std::vector<Sample> history(const std::string &key, Quantity quantity,
                                              std::chrono::seconds span, std::size_t maxPoints) const;
    [[nodiscard]] std::optional<double> latest(const std::string &key, Quantity quantity) const;

    /// The sum over many workloads, second by second; `values[i]` is that of i seconds before the newest
    /// sample, which is `newestSecondsAgo` old. No value: nothing was measured in that second.
    struct Sum {
        double newestSecondsAgo = 0;
        std::vector<std::optional<double>> values;
    };
    /// Of all these quantities together. Copies no history: the window shows this for all that runs.
    [[nodiscard]] Sum sum(const std::vector<std::string> &keys, const std::vector<Quantity> &quantities,
                          std::chrono::seconds span) const;

private:
    struct Private;
    std::shared_ptr<Private> m_d;
};

} // namespace catamaran::metrics
