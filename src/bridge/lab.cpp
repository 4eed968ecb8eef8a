// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/lab.h"

#include "src/bridge/convert.h"
#include "src/bridge/deck_slot.h"
#include "src/compare/history.h"

namespace catamaran::bridge {

namespace {

const QString kDemoImage = QStringLiteral("localhost/demo:latest");

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

LabOrigin originOf(const compare::LabFacts &facts)
{
    return {text(facts.image), text(facts.startedAt), text(facts.accelerationLabel)};
}

LabSharing sharingOf(compare::Sharing sharing)
{
    switch (sharing) {
    case compare::Sharing::Shared:
        return LabSharing::Shared;
    case compare::Sharing::Filtered:
        return LabSharing::Filtered;
    case compare::Sharing::Own:
        return LabSharing::Own;
    case compare::Sharing::Unknown:
        break;
    }
    return LabSharing::Unknown;
}

IsolationView viewOf(const compare::Isolation &isolation)
{
    IsolationView view{originOf(isolation.facts), {}};
    for (const compare::IsolationRow &row : isolation.rows)
        view.items.append({text(row.title), text(row.meaning), text(row.host), text(row.container),
                           text(row.vm), sharingOf(row.containerSharing), sharingOf(row.vmSharing)});
    return view;
}

DensityView viewOf(const compare::Density &density,
                   double leastAvailable = compare::DensityRequest{}.leastAvailable)
{
    DensityView view;
    view.origin = originOf(density.facts);
    view.hull = hullOf(density.hull);
    for (const compare::DensityPoint &point : density.points)
        view.points.append({point.count, point.startMs, point.availableBytes, point.instancesBytes});
    view.stopped = text(density.stopped);
    view.safety = density.safety;
    view.bytesEach = density.bytesEach();
    view.wouldFit = density.wouldFit(leastAvailable);
    return view;
}

WorkView viewOf(const compare::Work &work)
{
    WorkView view{originOf(work.facts), {}};
    for (const compare::WorkRow &row : work.rows)
        view.items.append({text(row.title), text(row.command), row.containerMedian(), row.vmMedian()});
    return view;
}

} // namespace

/// Everything that is read from the history at once, off the GUI thread.
struct Lab::Loaded {
    std::optional<IsolationView> isolation;
    std::optional<DensityView> containerDensity;
    std::optional<DensityView> vmDensity;
    std::optional<WorkView> work;
    QList<TextbookItem> textbook;
    QList<HistoryItem> history;

    static Loaded from(const std::string &directory)
    {
        Loaded out;
        const compare::Measured measured =
            directory.empty() ? compare::Measured{} : compare::newestMeasured(directory);
        if (measured.isolation)
            out.isolation = viewOf(*measured.isolation);
        if (measured.containerDensity)
            out.containerDensity = viewOf(*measured.containerDensity);
        if (measured.vmDensity)
            out.vmDensity = viewOf(*measured.vmDensity);
        if (measured.work)
            out.work = viewOf(*measured.work);
        for (const compare::TextbookRow &row : compare::textbookTable(measured))
            out.textbook.append(
                {text(row.aspect), text(row.textbook), text(row.container), text(row.vm), text(row.source)});
        if (!directory.empty())
            for (const compare::HistoryEntry &entry : compare::history(directory))
                out.history.append({text(entry.id), text(entry.kind), text(entry.startedAt),
                                    text(entry.image), text(entry.summary)});
        return out;
    }
};

Lab::Lab(std::shared_ptr<DeckSlot> slot, Workers &workers, QObject *parent)
    : QObject(parent), m_slot(std::move(slot)), m_workers(workers), m_guard(this)
{
}

Lab::~Lab() = default;

template <typename Run>
void Lab::start(Kind kind, const QString &image, Run run)
{
    if (m_job)
        return;
    m_kind = kind;
    m_job = m_workers.start(
        [this, kind, image, run, guard = m_guard.get(), slot = m_slot](const std::stop_token &stop) {
            const auto end = [this, guard](const Problem &problem) {
                guard.post([this, problem] {
                    m_job.reset();
                    emit failed(problem);
                    load();
                });
            };
            const auto deck = slot->deck();
            if (!deck) {
                end({tr("The experiment cannot start"), tr("The engine is not open"), {}});
                return;
            }
            base::OperationContext context;
            context.stop = stop;
            context.onProgress = [this, guard](const base::Progress &progress) {
                QString step = text(progress.step);
                if (progress.total > 0)
                    step += tr(" (%1 of %2)").arg(progress.done).arg(progress.total);
                guard.post([this, step] { emit progressed(step); });
            };
            using Outcome = decltype(run(*deck, context));
            const Outcome result = [&]() -> Outcome {
                if (image == kDemoImage) {
                    CATAMARAN_CHECK(deck->prepareDemo(context));
                }
                return run(*deck, context);
            }();
            if (!result) {
                end(result.error().code() == base::Errc::Cancelled
                        ? Problem{}
                        : problemOf(tr("The experiment stopped"), result.error()));
                return;
            }
            // That it cannot be kept is no reason to call it failed: it is shown from what was measured.
            const std::string directory = slot->parts().stateDirectory;
            const bool kept = !directory.empty() && compare::remember(directory, *result);
            guard.post([this, kind, kept, view = viewOf(*result)] {
                m_job.reset();
                show(view);
                emit finished(kind);
                if (kept)
                    load();
                else
                    emit changed();
            });
        });
    emit started();
}

void Lab::exploreIsolation(const QString &image)
{
    start(Kind::Isolation, image,
          [name = image.toStdString()](core::Deck &deck, const base::OperationContext &context) {
              return compare::exploreIsolation(deck, name, context);
          });
}

void Lab::rampUp(const QString &image, Hull hull, int maximum)
{
    if (m_job)
        return;
    DensityView fresh;
    fresh.hull = hull;
    fresh.origin.image = image;
    (hull == Hull::Vm ? m_vmDensity : m_containerDensity) = fresh;
    compare::DensityRequest request;
    request.image = image.toStdString();
    request.hull = kindOf(hull);
    request.maximum = maximum;
    start(Kind::Density, image,
          [this, request, hull, guard = m_guard.get()](core::Deck &deck,
                                                       const base::OperationContext &context) {
              const auto onPoint = [this, guard, hull](const compare::DensityPoint &point) {
                  guard.post([this, hull, point] {
                      auto &density = hull == Hull::Vm ? m_vmDensity : m_containerDensity;
                      if (density)
                          density->points.append(
                              {point.count, point.startMs, point.availableBytes, point.instancesBytes});
                      emit grew();
                  });
              };
              return compare::runDensity(deck, request, onPoint, context);
          });
}

void Lab::timeWork(const QString &image, int rounds)
{
    start(Kind::Work, image,
          [name = image.toStdString(), rounds](core::Deck &deck, const base::OperationContext &context) {
              return compare::runWork(deck, name, rounds, context);
          });
}

void Lab::cancel()
{
    if (!m_job)
        return;
    // Dropping the token asks the job to stop; its own last message ends the state "running".
    std::shared_ptr<void> nothing(m_job.get(), [](void *) {});
    m_job.swap(nothing);
}

void Lab::load()
{
    m_workers.post([this, guard = m_guard.get(), slot = m_slot](const std::stop_token &) {
        auto loaded = std::make_shared<Loaded>(Loaded::from(slot->parts().stateDirectory));
        guard.post([this, loaded] { take(std::move(*loaded)); });
    });
}

void Lab::show(const IsolationView &view)
{
    m_isolation = view;
}

void Lab::show(const DensityView &view)
{
    (view.hull == Hull::Vm ? m_vmDensity : m_containerDensity) = view;
}

void Lab::show(const WorkView &view)
{
    m_work = view;
}

void Lab::take(Loaded loaded)
{
    // A ramp that runs is shown as it grows.
    const bool ramping = isRunning() && m_kind == Kind::Density;
    m_isolation = std::move(loaded.isolation);
    m_work = std::move(loaded.work);
    if (!ramping) {
        m_containerDensity = std::move(loaded.containerDensity);
        m_vmDensity = std::move(loaded.vmDensity);
    }
    m_textbook = std::move(loaded.textbook);
    m_history = std::move(loaded.history);
    m_loaded = true;
    emit changed();
}

void Lab::forget(const QString &id)
{
    m_workers.post([this, id, guard = m_guard.get(), slot = m_slot](const std::stop_token &) {
        const auto gone = compare::forgetExperiment(slot->parts().stateDirectory, id.toStdString());
        Problem problem;
        if (!gone)
            problem = problemOf(tr("Cannot forget the experiment"), gone.error());
        guard.post([this, problem] {
            if (!problem.isEmpty())
                emit failed(problem);
            load();
        });
    });
}

void Lab::readRace(const QString &id)
{
    m_workers.post([this, id, guard = m_guard.get(), slot = m_slot](const std::stop_token &) {
        ExperimentView view;
        const auto json = compare::readExperiment(slot->parts().stateDirectory, id.toStdString());
        if (json) {
            if (auto race = compare::fromJson(*json))
                view = bridge::viewOf(std::make_shared<const compare::Experiment>(std::move(*race)));
        }
        guard.post([this, id, view] { emit raceRead(id, view); });
    });
}

} // namespace catamaran::bridge
