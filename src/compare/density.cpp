// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "engine/base/rollback.h"
#include "src/compare/http_probe.h"
#include "src/compare/lab_hulls.h"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <sstream>

namespace catamaran::compare {

namespace {

std::int64_t availableMemory()
{
    std::ifstream file("/proc/meminfo");
    for (std::string key, rest; file >> key;) {
        std::int64_t kibibytes = 0;
        if (key == "MemAvailable:" && file >> kibibytes)
            return kibibytes * 1024;
        std::getline(file, rest);
    }
    return 0;
}

/// "some avg10" of memory pressure in percent (Linux Documentation/accounting/psi.rst); 0 without PSI.
double memoryPressure()
{
    std::ifstream file("/proc/pressure/memory");
    std::string some;
    std::string average;
    file >> some >> average;
    constexpr std::string_view kKey = "avg10=";
    return average.starts_with(kKey) ? std::strtod(average.c_str() + kKey.size(), nullptr) : 0;
}

base::Result<void> validate(const DensityRequest &request)
{
    if (request.maximum < 1 || request.maximum > 10000)
        return base::fail(base::Errc::InvalidArgument, "the number of instances must be from 1 to 10000");
    if (request.leastAvailable < 0.02 || request.leastAvailable > 0.9)
        return base::fail(
            base::Errc::InvalidArgument,
            "the memory to leave free must be from 2 to 90 percent: the host needs some for itself");
    return {};
}

class Ramp {
public:
    Ramp(core::Deck &deck, const DensityRequest &request, const base::OperationContext &context)
        : m_deck(deck), m_request(request), m_context(context)
    {
    }

    base::Result<Density> run(const std::function<void(const DensityPoint &)> &onPoint)
    {
        Density density;
        density.hull = m_request.hull;
        density.facts = factsOf(m_deck, m_request.image);
        std::int64_t instances = 0;
        for (int count = 1; density.stopped.empty(); ++count) {
            if (m_context.stopRequested())
                return base::fail(m_undo.fail(base::Error(base::Errc::Cancelled, "the ramp was cancelled")));
            m_context.report("Starting", count, m_request.maximum, "instances");
            const std::int64_t began = base::steadyNanoseconds();
            auto started = startHull(m_deck, m_request.hull, m_request.image, {}, m_context,
                                     [this](const core::WorkloadId &id) { noteStarted(id); });
            if (!started)
                return base::fail(m_undo.fail(
                    std::move(started).error().withContext(fmt::format("start instance {}", count))));
            DensityPoint point;
            point.count = count;
            point.startMs = static_cast<double>(base::steadyNanoseconds() - began) / 1e6;
            if (const auto ledger = m_deck.memoryLedger(*started))
                instances += ledger->totalBytes;
            point.instancesBytes = instances;
            point.availableBytes = availableMemory();
            density.points.push_back(point);
            if (onPoint)
                onPoint(point);
            judge(density);
            if (density.stopped.empty() && m_request.pause.count() > 0)
                pauseFor(m_request.pause, m_context.stop);
        }
        m_context.report("Removing all of them");
        base::Error left =
            m_undo.fail(base::Error(base::Errc::Internal, "not all instances could be removed"));
        if (!left.cleanup().empty())
            return base::fail(std::move(left));
        return density;
    }

private:
    void noteStarted(const core::WorkloadId &id)
    {
        m_undo.push("remove " + std::string(core::kindName(id.kind)) + " " + id.id,
                    [this, id] { return m_deck.remove(id, true); });
    }

    void judge(Density &density) const
    {
        const DensityPoint &last = density.points.back();
        const double share =
            density.facts.memoryBytes > 0
                ? static_cast<double>(last.availableBytes) / static_cast<double>(density.facts.memoryBytes)
                : 1;
        // The first start warms caches; what the later ones are held against is the quickest. A hiccup of a
        // start that takes milliseconds is no sign of a crowd: it must be a second late as well.
        constexpr double kLateMs = 1000;
        double quickest = last.startMs;
        for (const DensityPoint &point : density.points)
            quickest = std::min(quickest, point.startMs);
        density.safety = true;
        if (share < m_request.leastAvailable)
            density.stopped = fmt::format("{:.0f} % of the memory is left, less than {:.0f} %", share * 100,
                                          m_request.leastAvailable * 100);
        else if (const double pressure = memoryPressure(); pressure > m_request.mostPressure)
            density.stopped = fmt::format("programs waited for memory {:.0f} % of the time", pressure);
        else if (last.count > 3 && last.startMs > quickest * m_request.mostSlowdown &&
                 last.startMs > quickest + kLateMs)
            density.stopped = fmt::format("the last start took {:.1f} times as long as the quickest",
                                          last.startMs / quickest);
        else {
            density.safety = false;
            if (last.count >= m_request.maximum)
                density.stopped = fmt::format("{} instances, as asked", last.count);
        }
    }

    core::Deck &m_deck;
    const DensityRequest &m_request;
    const base::OperationContext &m_context;
    base::Rollback m_undo;
};

} // namespace

std::optional<double> Density::bytesEach() const
{
    if (points.size() < 2)
        return std::nullopt;
    const double taken = static_cast<double>(points.front().availableBytes - points.back().availableBytes);
    return std::max(taken / static_cast<double>(points.size() - 1),
                    static_cast<double>(points.back().instancesBytes) / static_cast<double>(points.size()));
}

std::optional<int> Density::wouldFit(double leastAvailable) const
{
    const auto each = bytesEach();
    if (!each || *each <= 0 || facts.memoryBytes <= 0)
        return std::nullopt;
    const double room = static_cast<double>(points.back().availableBytes) -
                        leastAvailable * static_cast<double>(facts.memoryBytes);
    return room <= 0 ? points.back().count : points.back().count + static_cast<int>(room / *each);
}

base::Result<Density> runDensity(core::Deck &deck, const DensityRequest &request,
                                 const std::function<void(const DensityPoint &)> &onPoint,
                                 const base::OperationContext &context)
{
    CATAMARAN_CHECK(validate(request));
    return Ramp(deck, request, context).run(onPoint);
}

} // namespace catamaran::compare
