// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/metrics/sampler.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <thread>
#include <utility>

namespace catamaran::metrics {

namespace {

constexpr std::chrono::minutes kKeepUnwatched{10};
/// A reading that comes later than its own interval plus three more says nothing about a rate.
constexpr int kLateIntervals = 4;

class SteadySamplerClock final : public SamplerClock {
public:
    Clock::time_point now() override { return Clock::now(); }
    void waitUntil(std::unique_lock<std::mutex> &lock, std::condition_variable &wake,
                   Clock::time_point deadline) override
    {
        wake.wait_until(lock, deadline);
    }
};

Clock::time_point timeOf(std::int64_t nanoseconds)
{
    return Clock::time_point(
        std::chrono::duration_cast<Clock::duration>(std::chrono::nanoseconds(nanoseconds)));
}

struct History {
    explicit History(std::size_t capacity)
        : series{Series(capacity), Series(capacity), Series(capacity),
                 Series(capacity), Series(capacity), Series(capacity)}
    {
    }
    Series &of(Quantity quantity) { return series[static_cast<std::size_t>(quantity)]; }

    std::array<Series, kQuantityCount> series;
    std::optional<RawCounters> previous;
    std::optional<Clock::time_point> lastPush;
    Clock::time_point unwatchedSince{};
    int watchers = 0;
};

struct Subscription {
    std::vector<std::string> keys;
    std::function<void()> onTick;
    /// Held while onTick runs, so that a token's destructor waits for a call that is under way. Recursive,
    /// because the callback may itself drop the token.
    std::recursive_mutex calling;
    bool alive = true;
};

std::optional<double> rate(std::optional<std::uint64_t> before, std::optional<std::uint64_t> after,
                           double seconds)
{
    if (!before || !after || *after < *before || seconds <= 0)
        return std::nullopt;
    return static_cast<double>(*after - *before) / seconds;
}

void pushGap(History &history, Clock::time_point at)
{
    for (Series &series : history.series)
        series.push(at, std::nullopt);
    history.lastPush = at;
}

void record(History &history, const std::optional<RawCounters> &reading, Clock::time_point tick,
            Clock::duration interval)
{
    if (!reading) {
        history.previous.reset();
        pushGap(history, tick);
        return;
    }
    const Clock::time_point at = reading->takenAtNs > 0 ? timeOf(reading->takenAtNs) : tick;
    // A hole in the history must look like one, also for quantities that are not rates.
    if (history.lastPush && at - *history.lastPush > kLateIntervals * interval) {
        pushGap(history, at);
        history.previous.reset();
    }
    double seconds = 0;
    const RawCounters before = history.previous.value_or(RawCounters{});
    if (history.previous)
        seconds = std::chrono::duration<double>(std::chrono::nanoseconds(reading->takenAtNs)).count() -
                  std::chrono::duration<double>(std::chrono::nanoseconds(before.takenAtNs)).count();
    std::optional<double> cpu = rate(before.cpuTimeNs, reading->cpuTimeNs, seconds);
    if (cpu)
        *cpu /= 1e7; // nanoseconds per second to per cent of one core
    std::optional<double> memory;
    if (reading->memoryBytes)
        memory = static_cast<double>(*reading->memoryBytes);

    history.of(Quantity::CpuPercent).push(at, cpu);
    history.of(Quantity::MemoryBytes).push(at, memory);
    history.of(Quantity::NetworkReceiveRate)
        .push(at, rate(before.networkReceivedBytes, reading->networkReceivedBytes, seconds));
    history.of(Quantity::NetworkSendRate)
        .push(at, rate(before.networkSentBytes, reading->networkSentBytes, seconds));
    history.of(Quantity::DiskReadRate).push(at, rate(before.diskReadBytes, reading->diskReadBytes, seconds));
    history.of(Quantity::DiskWriteRate)
        .push(at, rate(before.diskWriteBytes, reading->diskWriteBytes, seconds));
    history.previous = *reading;
    if (history.previous->takenAtNs <= 0)
        history.previous->takenAtNs =
            std::chrono::duration_cast<std::chrono::nanoseconds>(tick.time_since_epoch()).count();
    history.lastPush = at;
}

/// Adds one curve to the sums of the seconds. Samples do not come on the second exactly: two may fall into
/// one slot, where the newer one counts, and leave the next slot empty, which takes the value before it.
void addTo(std::vector<std::optional<double>> &sums, const Series &series, Clock::time_point newest,
           std::vector<char> &sampled)
{
    std::fill(sampled.begin(), sampled.end(), 0);
    std::size_t last = 0;
    for (std::size_t i = series.size(); i-- > 0;) {
        const Sample &sample = series.at(i);
        const auto slot = static_cast<std::size_t>(
            std::max(0L, std::lround(std::chrono::duration<double>(newest - sample.at).count())));
        if (slot >= sums.size())
            break;
        if (sampled[slot] != 0)
            continue;
        // One empty slot between two that are not: the older one's value.
        if (slot == last + 2 && sampled[last] != 0 && sample.value)
            sums[slot - 1] = sums[slot - 1].value_or(0) + *sample.value;
        sampled[slot] = 1;
        last = slot;
        if (sample.value)
            sums[slot] = sums[slot].value_or(0) + *sample.value;
    }
}

} // namespace

std::shared_ptr<SamplerClock> SamplerClock::steady()
{
    return std::make_shared<SteadySamplerClock>();
}

struct Sampler::Private {
    Source source;
    Clock::duration interval{};
    std::size_t capacity = 0;
    std::shared_ptr<SamplerClock> clock;
    Recorder recorder;

    mutable std::mutex mutex;
    std::condition_variable wake;
    bool stopping = false;
    bool firstLook = false; ///< somebody looks after nobody did: the next reading is due at once
    std::map<std::string, History> histories;
    std::vector<std::shared_ptr<Subscription>> subscriptions;
    std::thread thread;

    void run();
    void round(Clock::time_point tick);
    void forgetUnwatched(Clock::time_point now);
    void unsubscribe(const std::shared_ptr<Subscription> &subscription);
};

void Sampler::Private::run()
{
    std::unique_lock lock(mutex);
    Clock::time_point next = clock->now();
    while (!stopping) {
        if (subscriptions.empty()) {
            wake.wait(lock, [this] { return stopping || !subscriptions.empty(); });
            continue;
        }
        // Not only after the wait above: all may have left and one come while a round was under way.
        if (std::exchange(firstLook, false))
            next = clock->now();
        const Clock::time_point now = clock->now();
        if (now < next) {
            clock->waitUntil(lock, wake, next);
            continue;
        }
        lock.unlock();
        round(now);
        lock.lock();
        next += interval;
        // After a long pause (suspend, slow source) go on from now instead of catching up in a burst.
        if (const Clock::time_point after = clock->now(); after - next >= interval)
            next = after + interval;
    }
}

void Sampler::Private::round(Clock::time_point tick)
{
    std::vector<std::string> keys;
    std::vector<std::shared_ptr<Subscription>> listeners;
    {
        const std::lock_guard lock(mutex);
        for (const auto &[key, history] : histories) {
            if (history.watchers > 0)
                keys.push_back(key);
        }
        listeners = subscriptions;
    }
    auto readings = source(keys);
    readings.resize(keys.size());
    Round measured;
    {
        const std::lock_guard lock(mutex);
        for (std::size_t i = 0; i < keys.size(); ++i) {
            const auto found = histories.find(keys[i]);
            if (found == histories.end())
                continue;
            record(found->second, readings[i], tick, interval);
            if (!recorder || !readings[i])
                continue;
            std::array<std::optional<double>, kQuantityCount> values;
            for (std::size_t q = 0; q < kQuantityCount; ++q)
                values[q] = found->second.series[q].latest();
            measured.emplace_back(keys[i], values);
        }
        forgetUnwatched(tick);
    }
    if (recorder)
        recorder(measured);
    for (const auto &listener : listeners) {
        const std::lock_guard calling(listener->calling);
        if (listener->alive && listener->onTick)
            listener->onTick();
    }
}

void Sampler::Private::forgetUnwatched(Clock::time_point now)
{
    std::erase_if(histories, [&](const auto &entry) {
        return entry.second.watchers == 0 && now - entry.second.unwatchedSince > kKeepUnwatched;
    });
}

void Sampler::Private::unsubscribe(const std::shared_ptr<Subscription> &subscription)
{
    {
        const std::lock_guard calling(subscription->calling);
        subscription->alive = false;
    }
    const std::lock_guard lock(mutex);
    std::erase(subscriptions, subscription);
    const Clock::time_point now = clock->now();
    for (const std::string &key : subscription->keys) {
        const auto found = histories.find(key);
        if (found != histories.end() && --found->second.watchers == 0)
            found->second.unwatchedSince = now;
    }
    wake.notify_all();
}

Sampler::Sampler(Source source, std::chrono::milliseconds interval, std::size_t capacity,
                 std::shared_ptr<SamplerClock> clock, Recorder recorder)
    : m_d(std::make_shared<Private>())
{
    m_d->source = std::move(source);
    m_d->interval = interval;
    m_d->capacity = capacity;
    m_d->clock = std::move(clock);
    m_d->recorder = std::move(recorder);
    m_d->thread = std::thread([d = m_d.get()] { d->run(); });
}

Sampler::~Sampler()
{
    {
        const std::lock_guard lock(m_d->mutex);
        m_d->stopping = true;
        m_d->wake.notify_all();
    }
    m_d->thread.join();
}

std::shared_ptr<void> Sampler::subscribe(const std::vector<std::string> &keys, std::function<void()> onTick)
{
    auto subscription = std::make_shared<Subscription>();
    subscription->keys = keys;
    subscription->onTick = std::move(onTick);
    {
        const std::lock_guard lock(m_d->mutex);
        m_d->forgetUnwatched(m_d->clock->now());
        for (const std::string &key : keys)
            ++m_d->histories.try_emplace(key, m_d->capacity).first->second.watchers;
        m_d->firstLook = m_d->firstLook || m_d->subscriptions.empty();
        m_d->subscriptions.push_back(subscription);
        m_d->wake.notify_all();
    }
    // The token keeps the shared state, not the sampler: it may be dropped after it.
    return {subscription.get(), [d = m_d, subscription](void *) { d->unsubscribe(subscription); }};
}

std::vector<Sample> Sampler::history(const std::string &key, Quantity quantity, std::chrono::seconds span,
                                     std::size_t maxPoints) const
{
    const std::lock_guard lock(m_d->mutex);
    const auto found = m_d->histories.find(key);
    if (found == m_d->histories.end())
        return {};
    const Clock::time_point now = m_d->clock->now();
    return found->second.of(quantity).decimate(now - span, now, maxPoints);
}

std::optional<double> Sampler::latest(const std::string &key, Quantity quantity) const
{
    const std::lock_guard lock(m_d->mutex);
    const auto found = m_d->histories.find(key);
    return found == m_d->histories.end() ? std::nullopt : found->second.of(quantity).latest();
}

Sampler::Sum Sampler::sum(const std::vector<std::string> &keys, const std::vector<Quantity> &quantities,
                          std::chrono::seconds span) const
{
    Sum sum;
    sum.values.resize(static_cast<std::size_t>(span.count()) + 2);
    std::vector<char> sampled(sum.values.size());
    const std::lock_guard lock(m_d->mutex);
    std::vector<const History *> found;
    found.reserve(keys.size());
    std::optional<Clock::time_point> newest;
    for (const std::string &key : keys) {
        const auto entry = m_d->histories.find(key);
        if (entry == m_d->histories.end() || !entry->second.lastPush)
            continue;
        found.push_back(&entry->second);
        if (!newest || *entry->second.lastPush > *newest)
            newest = entry->second.lastPush;
    }
    if (!newest)
        return {};
    for (const History *history : found) {
        for (const Quantity quantity : quantities)
            addTo(sum.values, history->series[static_cast<std::size_t>(quantity)], *newest, sampled);
    }
    sum.newestSecondsAgo = std::max(0.0, std::chrono::duration<double>(m_d->clock->now() - *newest).count());
    while (!sum.values.empty() && !sum.values.back())
        sum.values.pop_back();
    return sum;
}

} // namespace catamaran::metrics
