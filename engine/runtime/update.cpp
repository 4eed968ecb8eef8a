// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/external_runtime.h"
#include "engine/runtime/plan_builder.h"
#include "engine/runtime/runtime.h"

namespace catamaran::engine::runtime {

using base::Errc;
using base::fail;
using base::Result;

namespace {

template <typename T>
void take(std::optional<T> &into, const std::optional<T> &from)
{
    if (from)
        into = from;
}

void take(std::string &into, const std::string &from)
{
    if (!from.empty())
        into = from;
}

/// docker's checks of what is new against what is there.
Result<void> checkMemory(const spec::Resources &before, const spec::Resources &wish)
{
    const std::int64_t memory = wish.memory ? wish.memory->count : before.memory ? before.memory->count : 0;
    if (wish.memory && wish.memory->count > 0 && wish.memory->count < 6 * 1024 * 1024)
        return fail(Errc::InvalidArgument, "Minimum memory limit allowed is 6MB");
    if (wish.memory && !wish.memorySwap && before.memorySwap && before.memorySwap->count > 0 &&
        wish.memory->count > before.memorySwap->count)
        return fail(base::Error(Errc::InvalidArgument,
                                "Memory limit should be smaller than already set memoryswap limit, update "
                                "the memoryswap at the same time")
                        .withFix("Give --memory-swap too."));
    if (wish.memorySwap && wish.memorySwap->count > 0 && memory > wish.memorySwap->count)
        return fail(Errc::InvalidArgument, "Minimum memoryswap limit should be larger than memory limit, see "
                                           "usage");
    return {};
}

void merge(spec::Resources &into, const spec::Resources &wish)
{
    take(into.memory, wish.memory);
    take(into.memorySwap, wish.memorySwap);
    take(into.memoryReservation, wish.memoryReservation);
    take(into.cpus, wish.cpus);
    take(into.cpuShares, wish.cpuShares);
    take(into.cpusetCpus, wish.cpusetCpus);
    take(into.cpusetMems, wish.cpusetMems);
    take(into.pids, wish.pids);
    take(into.cpuPeriodUs, wish.cpuPeriodUs);
    take(into.cpuQuotaUs, wish.cpuQuotaUs);
    take(into.cpuRealtimePeriodUs, wish.cpuRealtimePeriodUs);
    take(into.cpuRealtimeRuntimeUs, wish.cpuRealtimeRuntimeUs);
    take(into.blkioWeight, wish.blkioWeight);
}

} // namespace

Result<void> Runtime::update(const std::string &which, const UpdateRequest &request)
{
    CATAMARAN_TRY(const std::string id, m_store->resolve(which));
    CATAMARAN_TRY(const ContainerLock lock, ContainerLock::acquire(m_services.paths, id));
    CATAMARAN_TRY(Running running, find(id));
    Record &record = running.record;
    CATAMARAN_CHECK(checkMemory(record.spec.resources, request.resources));
    if (request.restart && record.autoRemove && request.restart->kind != spec::RestartKind::No)
        return fail(Errc::InvalidArgument,
                    "Restart policy cannot be updated because AutoRemove is enabled for the container");
    const spec::ContainerSpec before = record.spec;
    merge(record.spec.resources, request.resources);
    if (request.restart)
        record.spec.restart = *request.restart;
    spec::Resources live = request.resources;
    // Limits that only mean something together go to the kernel together.
    if (live.memory || live.memorySwap) {
        live.memory = record.spec.resources.memory;
        live.memorySwap = record.spec.resources.memorySwap;
    }
    if (live.cpuPeriodUs || live.cpuQuotaUs) {
        live.cpuPeriodUs = record.spec.resources.cpuPeriodUs;
        live.cpuQuotaUs = record.spec.resources.cpuQuotaUs;
    }
    // Kept for the next start, a limit that cannot be set would keep the container from starting.
    CATAMARAN_TRY(const launch::CgroupPlan group, m_services.cgroups.plan(id));
    if (group.version == launch::CgroupPlan::Version::None)
        CATAMARAN_CHECK_CONTEXT("Cannot update container " + id, m_services.cgroups.update(id, live));
    const bool runs =
        running.observed.state == ContainerState::Running || running.observed.state == ContainerState::Paused;
    if (runs)
        CATAMARAN_CHECK_CONTEXT("Cannot update container " + id, m_services.cgroups.update(id, live));
    base::Rollback rollback;
    if (runs)
        rollback.push("set the old limits again",
                      [&] { return m_services.cgroups.update(id, before.resources); });
    if (request.restart && running.observed.isActive()) {
        auto client = launch::MonitorClient::connect(m_services.paths.runContainer(id));
        // A monitor that has just ended needs no telling.
        if (client) {
            if (auto told = client->setRestart(planRestart(*request.restart)); !told)
                return fail(rollback.fail(std::move(told).error()));
        } else if (client.error().code() != Errc::NotFound) {
            return fail(rollback.fail(std::move(client).error()));
        }
    }
    if (auto written = updateExternalBundle(m_services.paths, record); !written)
        return fail(rollback.fail(std::move(written).error()));
    if (auto stored = m_store->updateSpec(record); !stored)
        return fail(rollback.fail(std::move(stored).error()));
    rollback.release();
    recordEvent(record, "update");
    return {};
}

} // namespace catamaran::engine::runtime
