// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/metrics_feed.h"

#include "src/bridge/convert.h"
#include "src/bridge/deck_slot.h"
#include "src/bridge/workers.h"
#include "src/metrics/host_counters.h"
#include "src/metrics/sampler.h"

#include <QDateTime>
#include <QHash>
#include <QSet>
#include <atomic>

namespace catamaran::bridge {

namespace {

constexpr std::chrono::milliseconds kInterval{1000};
/// Of what nobody looks at: enough for a chart of hours, and nothing that a top(1) would show.
constexpr std::chrono::milliseconds kBackgroundInterval{10'000};
constexpr std::size_t kSamples = 600;
constexpr std::size_t kMostRecorded = 250;
constexpr qint64 kDayMs = 25LL * 3600 * 1000;
constexpr std::string_view kHostKey = "host";
constexpr std::string_view kTotalPrefix = "total:";
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
    std::vector<core::WorkloadId> ids;
    std::vector<std::size_t> places;
    ids.reserve(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (keys[i] == kHostKey) {
            result[i] = metrics::hostCounters();
            continue;
        }
        ids.push_back(parseKey(keys[i]));
        places.push_back(i);
    }
    if (!deck || ids.empty())
        return result;
    const auto counters = deck->counters(ids);
    for (std::size_t i = 0; i < places.size() && i < counters.size(); ++i) {
        if (!counters[i])
            continue;
        const core::Counters &from = *counters[i];
        result[places[i]] = metrics::RawCounters{
            from.takenAtNs,        from.cpuTimeNs,     from.memoryBytes,   from.networkReceivedBytes,
            from.networkSentBytes, from.diskReadBytes, from.diskWriteBytes};
    }
    return result;
}

/// What all workloads of a hull took in one round.
void recordTotal(metrics::HistoryStore &store, const metrics::Sampler::Round &round, std::string_view prefix,
                 std::int64_t nowMs, std::int64_t stepMs)
{
    metrics::Measured total;
    for (const auto &[key, values] : round) {
        if (!key.starts_with(prefix))
            continue;
        for (std::size_t q = 0; q < values.size(); ++q) {
            if (values[q])
                total[q] = total[q].value_or(0) + *values[q];
        }
    }
    const std::string name = std::string(kTotalPrefix) + std::string(prefix.substr(0, prefix.size() - 1));
    store.record(name, nowMs, total, stepMs);
}

metrics::Sampler::Recorder recorderOf(const std::shared_ptr<metrics::HistoryStore> &store,
                                      std::chrono::milliseconds interval)
{
    if (!store)
        return {};
    return [store, stepMs = interval.count()](const metrics::Sampler::Round &round) {
        const std::int64_t nowMs = QDateTime::currentMSecsSinceEpoch();
        for (const auto &[key, values] : round)
            store->record(key, nowMs, values, stepMs);
        // Only the background knows of all; a page looks at some.
        if (stepMs != kBackgroundInterval.count())
            return;
        recordTotal(*store, round, kContainerPrefix, nowMs, stepMs);
        recordTotal(*store, round, kVmPrefix, nowMs, stepMs);
    };
}

std::shared_ptr<metrics::HistoryStore> storeOf(const DeckSlot &slot)
{
    const std::string &state = slot.parts().stateDirectory;
    return state.empty() ? nullptr : std::make_shared<metrics::HistoryStore>(state + "/metrics");
}

metrics::Sampler::Source sourceOf(const std::shared_ptr<DeckSlot> &slot)
{
    return [slot](const std::vector<std::string> &keys) { return read(*slot, keys); };
}

} // namespace

struct MetricsFeed::Private {
    explicit Private(const std::shared_ptr<DeckSlot> &slot)
        : store(storeOf(*slot)), sampler(sourceOf(slot), kInterval, kSamples, metrics::SamplerClock::steady(),
                                         recorderOf(store, kInterval)),
          background(sourceOf(slot), kBackgroundInterval, 2, metrics::SamplerClock::steady(),
                     recorderOf(store, kBackgroundInterval))
    {
    }
    struct Reading {
        std::shared_ptr<const Past> past;
        qint64 askedMs = 0;
    };
    /// One tick in the event queue is enough, however many subscriptions there are.
    std::shared_ptr<std::atomic<bool>> announced = std::make_shared<std::atomic<bool>>(false);
    std::shared_ptr<metrics::HistoryStore> store; ///< null: nothing is kept
    metrics::Sampler sampler;
    metrics::Sampler background;
    QSet<QString> known;
    std::vector<std::string> recorded;
    std::shared_ptr<void> recording;
    QHash<QString, Reading> pasts;
    Workers workers{1}; ///< last: its thread ends before what it uses
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

QList<CurvePoint> MetricsFeed::sum(const std::vector<std::string> &names, const QList<Quantity> &quantities,
                                   int seconds) const
{
    std::vector<metrics::Quantity> wanted;
    for (const Quantity quantity : quantities)
        wanted.push_back(quantityOf(quantity));
    const metrics::Sampler::Sum sum = m_d->sampler.sum(names, wanted, std::chrono::seconds(seconds));
    QList<CurvePoint> result;
    for (std::size_t i = sum.values.size(); i-- > 0;) {
        // The newest second may not have been sampled by all yet; that is no gap.
        if (i > 0 || sum.values[i])
            result.append({sum.newestSecondsAgo + static_cast<double>(i), sum.values[i]});
    }
    return result;
}

QString MetricsFeed::hostKey()
{
    return QString::fromLatin1(kHostKey.data(), static_cast<qsizetype>(kHostKey.size()));
}

QString MetricsFeed::totalKey(Hull hull)
{
    return hull == Hull::Vm ? QStringLiteral("total:vm") : QStringLiteral("total:container");
}

std::shared_ptr<const Past> MetricsFeed::past(const QString &key, int freshSeconds)
{
    if (!m_d->store)
        return {};
    Private::Reading &reading = m_d->pasts[key];
    const qint64 nowMs = QDateTime::currentMSecsSinceEpoch();
    if (std::abs(nowMs - reading.askedMs) < freshSeconds * 1000LL)
        return reading.past;
    reading.askedMs = nowMs;
    m_d->workers.post([this, guard = m_guard.get(), store = m_d->store, key](const std::stop_token &) {
        auto past = std::make_shared<Past>();
        past->readAtMs = QDateTime::currentMSecsSinceEpoch();
        past->points = store->read(key.toStdString(), past->readAtMs - kDayMs, past->readAtMs);
        guard.post([this, key, past] {
            const auto found = m_d->pasts.find(key);
            if (found == m_d->pasts.end())
                return;
            found->past = past;
            emit pastRead(key);
        });
    });
    return reading.past;
}

void MetricsFeed::record(const QList<WorkloadRow> &rows)
{
    if (!m_d->store)
        return;
    QSet<QString> present;
    std::vector<std::string> running{std::string(kHostKey)};
    for (const WorkloadRow &row : rows) {
        const QString key = row.key.text();
        present.insert(key);
        if (row.isRunning() && running.size() <= kMostRecorded)
            running.push_back(key.toStdString());
    }
    if (running != m_d->recorded) {
        m_d->recorded = running;
        m_d->recording = m_d->background.subscribe(running, {});
    }
    std::vector<std::string> gone;
    for (const QString &key : std::as_const(m_d->known)) {
        // A connection to libvirt that is lost takes all of its VMs from the list, and they come back.
        if (!present.contains(key) && !key.startsWith(QLatin1String("vm:")))
            gone.push_back(key.toStdString());
        if (!present.contains(key))
            m_d->pasts.remove(key);
    }
    const bool first = m_d->known.isEmpty();
    m_d->known = present;
    if (!first && gone.empty())
        return;
    std::vector<std::string> names{std::string(kHostKey), totalKey(Hull::Container).toStdString(),
                                   totalKey(Hull::Vm).toStdString()};
    for (const QString &key : std::as_const(present))
        names.push_back(key.toStdString());
    m_d->workers.post([store = m_d->store, gone, names](const std::stop_token &) {
        for (const std::string &key : gone)
            store->forget(key);
        store->sweep(names, QDateTime::currentMSecsSinceEpoch());
    });
}

} // namespace catamaran::bridge
