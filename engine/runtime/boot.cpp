// SPDX-License-Identifier: GPL-3.0-or-later
// What a restart policy means for the host's own end and beginning.
#include "engine/runtime/runtime.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>
#include <thread>

namespace catamaran::engine::runtime {

using base::Result;

namespace {

constexpr std::size_t kWorkers = 8;
constexpr std::string_view kContainerPrefix = "container:";

// Containers whose namespaces this one joins must run before it.
std::vector<std::string> joined(const spec::ContainerSpec &spec)
{
    std::vector<std::string> out;
    for (const std::string *mode : {&spec.network, &spec.ipcMode, &spec.pidMode}) {
        if (mode->starts_with(kContainerPrefix))
            out.push_back(mode->substr(kContainerPrefix.size()));
    }
    return out;
}

using Waves = std::vector<std::vector<const Record *>>;

// Each wave needs only those before it. A circle, which cannot start anyway, comes last.
Waves inWaves(const std::vector<Record> &records)
{
    Waves waves;
    std::vector<const Record *> left;
    for (const Record &record : records)
        left.push_back(&record);
    const auto waitsFor = [](const Record *record, const Record *other) {
        const std::vector<std::string> wanted = joined(record->spec);
        return std::any_of(wanted.begin(), wanted.end(), [other](const std::string &which) {
            return which == other->name || (!which.empty() && other->id.starts_with(which));
        });
    };
    while (!left.empty()) {
        std::vector<const Record *> now;
        std::vector<const Record *> later;
        for (const Record *record : left) {
            const bool waits = std::any_of(left.begin(), left.end(), [&](const Record *other) {
                return other != record && waitsFor(record, other);
            });
            (waits ? later : now).push_back(record);
        }
        if (now.empty())
            now.swap(later);
        waves.push_back(std::move(now));
        left = std::move(later);
    }
    return waves;
}

using Action = std::function<Result<void>(const Record &)>;

std::vector<BootResult> carryOut(const Waves &waves, const Action &action)
{
    std::vector<BootResult> results;
    std::mutex mutex;
    for (const std::vector<const Record *> &wave : waves) {
        std::atomic<std::size_t> next = 0;
        const auto work = [&] {
            for (std::size_t i = next++; i < wave.size(); i = next++) {
                const Record &record = *wave[i];
                auto done = action(record);
                BootResult result{record.id, record.name, std::nullopt};
                if (!done)
                    result.error = std::move(done).error();
                const std::lock_guard lock(mutex);
                results.push_back(std::move(result));
            }
        };
        std::vector<std::jthread> workers;
        for (std::size_t i = 1; i < std::min(kWorkers, wave.size()); ++i)
            workers.emplace_back(work);
        work();
    }
    return results;
}

} // namespace

bool startsWithHost(spec::RestartKind kind, const Observed &observed)
{
    if (observed.isActive() ||
        (observed.state == ContainerState::Created && !observed.lost && observed.status.error.empty()))
        return false; // it runs, or never did
    if (kind == spec::RestartKind::Always)
        return true;
    return kind == spec::RestartKind::UnlessStopped && !observed.status.stoppedByUser;
}

Result<std::vector<BootResult>> Runtime::boot(const base::OperationContext &context)
{
    CATAMARAN_TRY(const std::vector<Record> all, m_store->list());
    std::vector<Record> wanted;
    for (const Record &record : all) {
        if (record.spec.restart.kind == spec::RestartKind::No)
            continue;
        CATAMARAN_TRY(const Observed observed, observe(m_services.paths, record.id));
        if (startsWithHost(record.spec.restart.kind, observed))
            wanted.push_back(record);
    }
    return carryOut(inWaves(wanted), [&](const Record &record) -> Result<void> {
        CATAMARAN_CHECK(start(record.id, launch::Launcher::Start::AtOnce, context));
        return {};
    });
}

Result<std::vector<BootResult>> Runtime::shutdown(const base::OperationContext &context)
{
    CATAMARAN_TRY(const std::vector<Record> all, m_store->list());
    std::vector<Record> running;
    for (const Record &record : all) {
        CATAMARAN_TRY(const Observed observed, observe(m_services.paths, record.id));
        if (observed.isActive())
            running.push_back(record);
    }
    Waves waves = inWaves(running);
    std::reverse(waves.begin(), waves.end()); // who joins another ends before it
    return carryOut(waves, [&](const Record &record) -> Result<void> {
        return stop(record.id, std::nullopt, context, {}, launch::MonitorClient::Reason::Shutdown);
    });
}

} // namespace catamaran::engine::runtime
