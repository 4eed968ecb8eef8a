// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/metrics_feed.h"

#include "src/bridge/convert.h"
#include "src/bridge/deck_slot.h"
#include "src/metrics/sampler.h"

#include <atomic>

namespace catamaran::bridge {

namespace {

constexpr std::chrono::milliseconds kInterval{1000};
constexpr std::string_view kVmPrefix = "vm:";
constexpr std::string_view kContainerPrefix = "container:";

core::WorkloadId parseKey(const std::string &key)
{
    if (key.starts_with(kVmPrefix))
        return {core::Kind::Vm, key.substr(kVmPrefix.size())};
    return {core::Kind::Container, key.substr(kContainerPrefix.size())};
}

metrics::Quantity quantityOf(Quantity quantity)
{
    switch (quantity) {
    case Quantity::CpuPercent:
        return metrics::Quantity::CpuPercent;
    case Quantity::MemoryBytes:
        return metrics::Quantity::MemoryBytes;
    case Quantity::NetworkReceiveRate:
        return metrics::Quantity::NetworkReceiveRate;
    case Quantity::NetworkSendRate:
        return metrics::Quantity::NetworkSendRate;
    case Quantity::DiskReadRate:
        return metrics::Quantity::DiskReadRate;
    case Quantity::DiskWriteRate:
        return metrics::Quantity::DiskWriteRate;
    }
    return metrics::Quantity::CpuPercent;
}

std::vector<std::optional<metrics::RawCounters>> read(const DeckSlot &slot,
                                                      const std::vector<std::string> &keys)
{
    std::vector<std::optional<metrics::RawCounters>> result(keys.size());
    const auto deck = slot.deck();
    if (!deck)
        return result;
    std::vector<core::WorkloadId> ids;
    ids.reserve(keys.size());
    for (const std::string &key : keys)
        ids.push_back(parseKey(key));
    const auto counters = deck->counters(ids);
    for (std::size_t i = 0; i < result.size() && i < counters.size(); ++i) {
        if (!counters[i])
            continue;
        const core::Counters &from = *counters[i];
        result[i] = metrics::RawCounters{
            from.takenAtNs,        from.cpuTimeNs,     from.memoryBytes,   from.networkReceivedBytes,
            from.networkSentBytes, from.diskReadBytes, from.diskWriteBytes};
    }
    return result;
}

} // namespace

struct MetricsFeed::Private {
    explicit Private(const std::shared_ptr<DeckSlot> &slot)
        : sampler([slot](const std::vector<std::string> &keys) { return read(*slot, keys); }, kInterval)
    {
    }
    /// One tick in the event queue is enough, however many subscriptions there are.
    std::shared_ptr<std::atomic<bool>> announced = std::make_shared<std::atomic<bool>>(false);
    metrics::Sampler sampler;
};

MetricsFeed::MetricsFeed(std::shared_ptr<DeckSlot> slot, QObject *parent)
    : QObject(parent), m_d(std::make_unique<Private>(slot)), m_guard(this)
{
}

MetricsFeed::~MetricsFeed() = default;

std::shared_ptr<void> MetricsFeed::watch(const QList<WorkloadKey> &keys)
{
    if (keys.isEmpty())
        return {};
    std::vector<std::string> names;
    names.reserve(static_cast<std::size_t>(keys.size()));
    for (const WorkloadKey &key : keys)
        names.push_back(key.text().toStdString());
    return m_d->sampler.subscribe(names, [this, guard = m_guard.get(), announced = m_d->announced] {
        if (announced->exchange(true))
            return;
        guard.post([this, announced] {
            announced->store(false);
            emit ticked();
        });
    });
}

QList<CurvePoint> MetricsFeed::curve(const WorkloadKey &key, Quantity quantity, int seconds,
                                     int maxPoints) const
{
    const auto samples =
        m_d->sampler.history(key.text().toStdString(), quantityOf(quantity), std::chrono::seconds(seconds),
                             static_cast<std::size_t>(maxPoints));
    const auto now = metrics::Clock::now();
    QList<CurvePoint> result;
    result.reserve(static_cast<qsizetype>(samples.size()));
    for (const metrics::Sample &sample : samples)
        result.append({std::chrono::duration<double>(now - sample.at).count(), sample.value});
    return result;
}

std::optional<double> MetricsFeed::latest(const WorkloadKey &key, Quantity quantity) const
{
    return m_d->sampler.latest(key.text().toStdString(), quantityOf(quantity));
}

} // namespace catamaran::bridge
