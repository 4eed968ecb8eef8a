// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compare/experiment.h"

#include "engine/base/clock.h"
#include "engine/base/digest.h"
#include "engine/base/rollback.h"
#include "src/compare/http_probe.h"
#include "src/compare/run_once.h"

#include <algorithm>

namespace catamaran::compare {

namespace {

base::Result<void> validate(const ExperimentRequest &request)
{
    if (request.runs < 1 || request.runs > 10'000)
        return base::fail(
            base::Error(base::Errc::InvalidArgument, "the number of runs must be between 1 and 10000")
                .withFix("Give --runs a number such as 5."));
    if (request.warmUps < 0 || request.warmUps > 1000)
        return base::fail(base::Errc::InvalidArgument, "the number of warm-ups must be between 0 and 1000");
    if (request.containerPort == 0)
        return base::fail(base::Errc::InvalidArgument, "the port must be between 1 and 65535");
    if (request.hulls.empty())
        return base::fail(base::Errc::InvalidArgument, "there is nothing to compare");
    return {};
}

/// Collects what the runs of one hull gave.
struct Collected {
    HullResult result;
    std::vector<double> startups;
    std::vector<double> cpuSeconds;
};

class Runner {
public:
    Runner(core::Deck &deck, const ExperimentRequest &request,
           const std::function<void(const ExperimentEvent &)> &onEvent, const base::OperationContext &context)
        : m_deck(deck), m_request(request), m_onEvent(onEvent), m_context(context)
    {
    }

    base::Result<Experiment> run()
    {
        Experiment experiment;
        experiment.image = m_request.image;
        experiment.startedAt = base::rfc3339(base::WallClock::now());
        experiment.host = m_deck.hostFacts();
        std::vector<Collected> hulls(m_request.hulls.size());
        for (std::size_t i = 0; i < hulls.size(); ++i) {
            hulls[i].result.kind = m_request.hulls[i];
            if (hulls[i].result.kind == core::Kind::Vm) {
                hulls[i].result.accelerator = experiment.host.accelerator;
                hulls[i].result.accelerationLabel = experiment.host.accelerationLabel;
            }
        }
        // Warm-ups are negative. The hulls take turns, so that a disturbance of the host meets both.
        for (int run = -m_request.warmUps; run < m_request.runs; ++run) {
            for (Collected &hull : hulls)
                CATAMARAN_CHECK(oneTurn(hull, run));
        }
        for (Collected &hull : hulls) {
            hull.result.startupMs = Distribution::of(hull.startups);
            hull.result.cpuSecondsToReady = Distribution::of(hull.cpuSeconds).median;
            experiment.hulls.push_back(std::move(hull.result));
        }
        experiment.kept = m_kept;
        m_started.release();
        return experiment;
    }

    /// Removes what was kept of an experiment that failed later, beside its error.
    base::Error undone(base::Error error) { return m_started.fail(std::move(error)); }

private:
    base::Result<void> oneTurn(Collected &hull, int run)
    {
        if (m_context.stopRequested())
            return base::fail(base::Errc::Cancelled, "the comparison was cancelled");
        const core::Kind kind = hull.result.kind;
        m_context.report(std::string(run < 0 ? "Warm-up" : "Run") + " of the " +
                             (kind == core::Kind::Vm ? "VM" : "container"),
                         std::max(run, 0) + 1, m_request.runs, "runs");
        tell({ExperimentEvent::Kind::RunStarted, kind, run, {}, 0, {}});

        base::Rollback rollback;
        core::WorkloadId started;
        const auto onStarted = [&](const core::WorkloadId &id) {
            started = id;
            rollback.push("remove " + std::string(core::kindName(id.kind)) + " " + id.id,
                          [this, id] { return m_deck.remove(id, true); });
        };
        const auto onPhase = [&](const PhaseStamp &phase) {
            tell({ExperimentEvent::Kind::Phase, kind, run, phase, 0, started});
        };
        const RunContext context{m_deck,  m_request, "compare-" + base::randomHexId().substr(0, 10),
                                 onPhase, onStarted, m_context};
        auto attempt = kind == core::Kind::Vm ? runVmOnce(context) : runContainerOnce(context);
        if (!attempt)
            return base::fail(rollback.fail(std::move(attempt).error().withContext(
                std::string("compare the ") + (kind == core::Kind::Vm ? "VM" : "container"))));
        tell({ExperimentEvent::Kind::RunFinished, kind, run, {}, attempt->run.startupMs, attempt->id});
        if (run < 0)
            return removed(attempt->id, rollback);
        hull.startups.push_back(attempt->run.startupMs);
        hull.cpuSeconds.push_back(attempt->cpuSeconds);
        hull.result.runs.push_back(std::move(attempt->run));
        if (run + 1 < m_request.runs)
            return removed(attempt->id, rollback);
        if (auto measured = measure(hull, attempt->id, run); !measured)
            return base::fail(rollback.fail(std::move(measured).error()));
        if (!m_request.keepLast)
            return removed(attempt->id, rollback);
        rollback.release();
        m_started.push("remove " + attempt->id.id,
                       [this, id = attempt->id] { return m_deck.remove(id, true); });
        m_kept.push_back(attempt->id);
        return {};
    }

    base::Result<void> removed(const core::WorkloadId &id, base::Rollback &rollback)
    {
        rollback.release();
        return m_deck.remove(id, true);
    }

    base::Result<void> measure(Collected &hull, const core::WorkloadId &id, int run)
    {
        m_context.report("Measuring memory and disk");
        if (!pauseFor(m_request.settle, m_context.stop))
            return base::fail(base::Errc::Cancelled, "the comparison was cancelled");
        CATAMARAN_TRY(hull.result.memory, m_deck.memoryLedger(id));
        CATAMARAN_TRY(hull.result.disk, m_deck.diskUsage(id));
        tell({ExperimentEvent::Kind::Measured, id.kind, run, {}, 0, id});
        return {};
    }

    void tell(const ExperimentEvent &event) const
    {
        if (m_onEvent)
            m_onEvent(event);
    }

    core::Deck &m_deck;
    const ExperimentRequest &m_request;
    const std::function<void(const ExperimentEvent &)> &m_onEvent;
    const base::OperationContext &m_context;
    base::Rollback m_started; ///< workloads that stay when all goes well
    std::vector<core::WorkloadId> m_kept;
};

} // namespace

base::Result<Experiment> runExperiment(core::Deck &deck, const ExperimentRequest &request,
                                       const std::function<void(const ExperimentEvent &)> &onEvent,
                                       const base::OperationContext &context)
{
    CATAMARAN_CHECK(validate(request));
    Runner runner(deck, request, onEvent, context);
    auto experiment = runner.run();
    if (!experiment)
        return base::fail(runner.undone(std::move(experiment).error()));
    return experiment;
}

} // namespace catamaran::compare
