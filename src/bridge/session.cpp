// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/session.h"

#include "src/bridge/convert.h"
#include "src/bridge/deck_slot.h"
#include "src/bridge/desk.h"
#include "src/bridge/lab.h"
#include "src/bridge/log_stream.h"
#include "src/bridge/metrics_feed.h"
#include "src/bridge/race.h"
#include "src/bridge/rooms.h"
#include "src/bridge/stacks.h"
#include "src/bridge/tool.h"
#include "src/bridge/undo_bin.h"
#include "src/bridge/words.h"

#include <atomic>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace catamaran::bridge {

namespace {

constexpr int kWorkerThreads = 4;
constexpr unsigned kWorkloadsLoaded = 1;
constexpr unsigned kImagesLoaded = 2;
constexpr unsigned kFeaturesLoaded = 4;
constexpr unsigned kRaceLoaded = 8;
constexpr unsigned kAllLoaded = 15;

QString verb(Action action)
{
    switch (action) {
    case Action::Start:
        return Session::tr("start");
    case Action::Stop:
        return Session::tr("stop");
    case Action::Restart:
        return Session::tr("restart");
    case Action::Pause:
        return Session::tr("pause");
    case Action::Resume:
        return Session::tr("resume");
    case Action::Kill:
        return Session::tr("kill");
    case Action::Remove:
        return Session::tr("remove");
    }
    return {};
}

QString pastParticiple(Action action)
{
    switch (action) {
    case Action::Start:
        return Session::tr("started");
    case Action::Stop:
        return Session::tr("stopped");
    case Action::Restart:
        return Session::tr("restarted");
    case Action::Pause:
        return Session::tr("paused");
    case Action::Resume:
        return Session::tr("resumed");
    case Action::Kill:
        return Session::tr("killed");
    case Action::Remove:
        return Session::tr("removed");
    }
    return {};
}

base::Result<void> perform(core::Deck &deck, Action action, const WorkloadKey &key,
                           const base::OperationContext &context)
{
    switch (action) {
    case Action::Start:
        return deck.start(idOf(key), context);
    case Action::Stop:
        return deck.stop(idOf(key), context);
    case Action::Restart:
        return deck.control(idOf(key), core::Control::Restart, context);
    case Action::Pause:
        return deck.control(idOf(key), core::Control::Pause, context);
    case Action::Resume:
        return deck.control(idOf(key), core::Control::Resume, context);
    case Action::Kill:
        return deck.control(idOf(key), core::Control::Kill, context);
    case Action::Remove:
        return deck.remove(idOf(key), true);
    }
    return {};
}

/// The verb of the command line.
QString shellVerb(Action action, Hull hull)
{
    switch (action) {
    case Action::Start:
        return QStringLiteral("start");
    case Action::Stop:
        return QStringLiteral("stop");
    case Action::Restart:
        return hull == Hull::Vm ? QStringLiteral("reboot") : QStringLiteral("restart");
    case Action::Pause:
        return QStringLiteral("pause");
    case Action::Resume:
        return hull == Hull::Vm ? QStringLiteral("resume") : QStringLiteral("unpause");
    case Action::Kill:
        return QStringLiteral("kill");
    case Action::Remove:
        return QStringLiteral("rm --force");
    }
    return {};
}

DeskCommand removalOf(const WorkloadKey &key, const QString &name)
{
    DeskCommand command;
    command.verb = key.hull == Hull::Vm ? DeskCommand::Verb::RemoveVm : DeskCommand::Verb::RemoveContainer;
    command.subject = key.id;
    command.label = name;
    command.hull = key.hull;
    return command;
}

QList<ImageRow> imageRows(const std::vector<engine::image::ImageSummary> &images)
{
    QList<ImageRow> rows;
    for (const auto &image : images) {
        ImageRow row{QString::fromStdString(image.id), {}, image.createdNs, image.sizeBytes};
        if (image.tags.empty())
            rows.append(row);
        for (const std::string &tag : image.tags) {
            row.tag = QString::fromStdString(tag);
            rows.append(row);
        }
    }
    return rows;
}

base::Result<std::vector<engine::spec::PortMapping>> parsePorts(const QString &text)
{
    std::vector<engine::spec::PortMapping> ports;
    const QStringList words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString &word : words) {
        const QStringList parts = word.split(QLatin1Char(':'));
        bool hostOk = false;
        bool innerOk = false;
        engine::spec::PortMapping port;
        port.hostPort = parts.value(0).toUShort(&hostOk);
        port.containerPort = parts.value(1).toUShort(&innerOk);
        if (parts.size() != 2 || !hostOk || !innerOk || port.containerPort == 0)
            return base::fail(base::Error(base::Errc::InvalidArgument,
                                          "\"" + word.toStdString() + "\" is not a port mapping")
                                  .withFix("Write HOST:INNER, for example 8080:80"));
        ports.push_back(port);
    }
    return ports;
}

} // namespace

bool applies(Action action, const WorkloadRow &row)
{
    switch (action) {
    case Action::Start:
        return !row.isRunning() && row.state != State::Paused;
    case Action::Stop:
    case Action::Kill:
        return row.isRunning() || row.state == State::Paused;
    case Action::Restart:
        return row.isRunning() || (row.key.hull == Hull::Container && row.state != State::Paused);
    case Action::Pause:
        return row.state == State::Running;
    case Action::Resume:
        return row.state == State::Paused;
    case Action::Remove:
        return true;
    }
    return false;
}

QString commandLine(Action action, const QList<WorkloadRow> &rows)
{
    QStringList lines;
    for (const Hull hull : {Hull::Container, Hull::Vm}) {
        QStringList names;
        for (const WorkloadRow &row : rows) {
            if (row.key.hull == hull && applies(action, row))
                names.append(quoteForShell(row.name));
        }
        if (!names.isEmpty())
            lines.append(QStringLiteral("catamaran %1%2 %3")
                             .arg(hull == Hull::Vm ? QStringLiteral("vm ") : QString(),
                                  shellVerb(action, hull), names.join(QLatin1Char(' '))));
    }
    return lines.join(QLatin1Char('\n'));
}

struct Session::Private {
    explicit Private(Parts parts) : slot(std::make_shared<DeckSlot>(std::move(parts))) {}
    std::shared_ptr<DeckSlot> slot;
    std::shared_ptr<void> subscription;
    /// A listing is asked for but has not begun: more changes need no further one.
    std::shared_ptr<std::atomic<bool>> listPending = std::make_shared<std::atomic<bool>>(false);
    std::atomic<quint64> listNumber = 0;
    quint64 listShown = 0;
    /// Removals have threads of their own, which are waited for: one that a closing window lets go of is
    /// done.
    QHash<WorkloadKey, std::shared_ptr<void>> removals;
    Workers workers{kWorkerThreads}; ///< last: its threads end before what they use
};

Session::Session(Parts parts, QObject *parent)
    : QObject(parent), m_d(std::make_unique<Private>(std::move(parts))), m_guard(this)
{
    m_metrics = new MetricsFeed(m_d->slot, this);
    connect(this, &Session::workloadsChanged, m_metrics, [this] { m_metrics->record(m_workloads); });
    m_race = new Race(m_d->slot, m_d->workers, this);
    m_lab = new Lab(m_d->slot, m_d->workers, this);
    m_stacks = new Stacks(m_d->slot, m_d->workers, this);
    m_desk = new Desk(m_d->slot, m_d->workers, this);
    connect(m_desk, &Desk::removalDue, this, [this](const WorkloadKey &key) { actNow(Action::Remove, key); });
    connect(m_desk, &Desk::finished, this,
            [this](int, const DeskCommand &command, const QString &sentence, const Problem &problem) {
                const auto tool = toolOf(command.toolVerb);
                // A text is shown by who asked for it.
                if (problem.isEmpty() && !(tool && tool->showsText))
                    emit announced(sentence);
                else if (problem.isEmpty())
                    return;
                else
                    emit failed(problem);
                refreshImages();
                refresh();
            });
    m_rooms = new Rooms(m_d->slot, m_d->workers, this);
    connect(m_rooms, &Rooms::failed, this, &Session::failed);
    connect(m_rooms, &Rooms::announced, this, &Session::announced);
    connect(this, &Session::workloadsChanged, m_stacks, [this] { m_stacks->take(m_workloads); });
    connect(m_stacks, &Stacks::finished, this, &Session::refresh);
    connect(m_race, &Race::loaded, this, [this] { noteLoaded(kRaceLoaded); });
    // A race of the past is part of the table and the history.
    connect(m_race, &Race::finished, m_lab, &Lab::load);
}

Session::~Session()
{
    m_guard.get().close();
    m_d->subscription.reset();
    // The children's callbacks are guarded; they go before the workers that would call them.
    delete m_desk;
    delete m_rooms;
    delete m_stacks;
    delete m_lab;
    delete m_race;
    delete m_metrics;
    m_d.reset();
}

void Session::setPhase(Phase phase)
{
    m_phase = phase;
    emit phaseChanged();
}

void Session::open()
{
    if (m_phase == Phase::Opening || m_phase == Phase::Open)
        return;
    setPhase(Phase::Opening);
    m_d->workers.post([this, guard = m_guard.get(), slot = m_d->slot](const std::stop_token &) {
        auto deck = slot->parts().openDeck();
        if (!deck) {
            const Problem problem = problemOf(tr("The engine could not be opened"), deck.error());
            guard.post([this, problem] {
                m_openProblem = problem;
                setPhase(Phase::Failed);
                emit openFailed(problem);
            });
            return;
        }
        slot->setDeck(*deck);
        guard.post([this] { onOpened(); });
        // The first time of all these take seconds: a kernel is unpacked to see what VMs can have.
        const HostView host = hostOf((*deck)->hostFacts());
#ifdef __GLIBC__
        ::malloc_trim(0); // what unpacking took is not kept for as long as the window is open
#endif
        guard.post([this, host] {
            m_host = host;
            emit featuresChanged();
        });
    });
}

void Session::onOpened()
{
    m_openProblem = {};
    const auto deck = m_d->slot->deck();
    setPhase(Phase::Open);
    emit opened();
    m_d->workers.post([this, guard = m_guard.get(), deck](const std::stop_token &) {
        auto token = deck->subscribe([this, guard] { guard.post([this] { refresh(); }); });
        guard.post([this, token] { m_d->subscription = token; });
    });
    refresh();
    refreshImages();
    refreshFeatures();
    m_race->load();
    m_lab->load();
    m_stacks->load();
    m_desk->refresh();
}

void Session::noteLoaded(unsigned part)
{
    const bool before = isSettled();
    m_loadedParts |= part;
    if (!before && isSettled())
        emit settled();
}

bool Session::isSettled() const
{
    return m_loadedParts == kAllLoaded;
}

const WorkloadRow *Session::workload(const WorkloadKey &key) const
{
    const auto place = m_places.constFind(key);
    return place == m_places.constEnd() ? nullptr : &m_workloads[*place];
}

void Session::take(const QList<WorkloadRow> &rows)
{
    m_workloads = rows;
    m_places.clear();
    m_places.reserve(rows.size());
    for (qsizetype i = 0; i < rows.size(); ++i)
        m_places.insert(rows[i].key, i);
    emit workloadsChanged();
}

QString Session::nameOf(const WorkloadKey &key) const
{
    const WorkloadRow *row = workload(key);
    return row != nullptr ? row->name : key.id.left(12);
}

void Session::refresh()
{
    if (m_phase != Phase::Open || m_d->listPending->exchange(true))
        return;
    m_d->workers.post([this, guard = m_guard.get(), slot = m_d->slot, pending = m_d->listPending,
                       before = m_workloads, shown = m_d->listShown,
                       number = ++m_d->listNumber](const std::stop_token &) {
        pending->store(false);
        const auto deck = slot->deck();
        auto list = deck->workloads();
        if (!list) {
            const Problem problem = problemOf(tr("Cannot list the workloads"), list.error());
            guard.post([this, problem] {
                noteLoaded(kWorkloadsLoaded);
                emit failed(problem);
            });
            return;
        }
        QList<WorkloadRow> rows;
        for (const core::Workload &workload : *list)
            rows.append(rowOf(workload));
        // Comparing thousands of rows takes longer than a frame may: here, for the usual case.
        const bool same = rows == before;
        guard.post([this, rows, number, same, shown] {
            // Two listings may run at once; an older one must not overwrite a newer.
            if (number < m_d->listShown)
                return;
            const bool isSame = shown == m_d->listShown ? same : rows == m_workloads;
            m_d->listShown = number;
            const bool first = (m_loadedParts & kWorkloadsLoaded) == 0;
            if (!isSame || first)
                take(rows);
            noteLoaded(kWorkloadsLoaded);
        });
    });
}

void Session::refreshImages()
{
    if (m_phase != Phase::Open)
        return;
    m_d->workers.post([this, guard = m_guard.get(), slot = m_d->slot](const std::stop_token &) {
        auto list = slot->parts().listImages(*slot->deck());
        if (!list) {
            const Problem problem = problemOf(tr("Cannot list the images"), list.error());
            guard.post([this, problem] {
                noteLoaded(kImagesLoaded);
                emit failed(problem);
            });
            return;
        }
        guard.post([this, rows = imageRows(*list)] {
            m_images = rows;
            emit imagesChanged();
            noteLoaded(kImagesLoaded);
        });
    });
}

void Session::refreshFeatures()
{
    if (m_phase != Phase::Open)
        return;
    m_d->workers.post([this, guard = m_guard.get(), slot = m_d->slot](const std::stop_token &) {
        const auto deck = slot->deck();
        QList<FeatureRow> rows;
        for (const core::Feature &feature : deck->features())
            rows.append(featureOf(feature));
        // The probe of the accelerator runs with the features: read the facts again.
        const HostView host = hostOf(deck->hostFacts());
        guard.post([this, rows, host] {
            m_features = rows;
            m_host = host;
            emit featuresChanged();
            noteLoaded(kFeaturesLoaded);
        });
    });
}

bool Session::isLeaving(const WorkloadKey &key) const
{
    return m_desk->bin().isPending(removalOf(key, {}).verb, key.id);
}

void Session::act(Action action, const QList<WorkloadKey> &keys)
{
    if (m_phase != Phase::Open)
        return;
    if (action == Action::Remove) {
        QList<DeskCommand> removals;
        for (const WorkloadKey &key : keys) {
            if (!m_busy.contains(key))
                removals.append(removalOf(key, nameOf(key)));
        }
        m_desk->bin().put(removals);
        return;
    }
    for (const WorkloadKey &key : keys) {
        // Of several, those that it does not fit are left alone; of one, the engine says why it cannot be.
        const WorkloadRow *row = workload(key);
        if (keys.size() == 1 || row == nullptr || applies(action, *row))
            actNow(action, key);
    }
}

void Session::actNow(Action action, const WorkloadKey &key)
{
    if (m_busy.contains(key))
        return;
    m_busy.insert(key, action);
    const QString name = nameOf(key);
    const auto job = [this, guard = m_guard.get(), slot = m_d->slot, action, key,
                      name](const std::stop_token &) {
        const auto result = perform(*slot->deck(), action, key, {});
        Problem problem;
        if (!result)
            problem = problemOf(tr("Cannot %1 %2").arg(verb(action), name), result.error());
        guard.post([this, problem, key, name, action] {
            m_busy.remove(key);
            m_d->removals.remove(key);
            emit busyChanged();
            if (problem.isEmpty())
                emit announced(tr("%1 %2").arg(name, pastParticiple(action)));
            else
                emit failed(problem);
            refresh();
        });
    };
    if (action == Action::Remove)
        m_d->removals.insert(key, m_d->workers.start(job));
    else
        m_d->workers.post(job);
    emit busyChanged();
}

void Session::run(const RunRequest &request)
{
    if (m_phase != Phase::Open)
        return;
    for (const Hull hull : request.hulls) {
        m_d->workers.post(
            [this, guard = m_guard.get(), slot = m_d->slot, request, hull](const std::stop_token &) {
                engine::spec::ContainerSpec spec;
                spec.image = request.image.toStdString();
                spec.name = request.name.toStdString();
                if (request.hulls.size() > 1 && !spec.name.empty())
                    spec.name += hull == Hull::Vm ? "-vm" : "-container";
                const auto start = [&]() -> base::Result<core::WorkloadId> {
                    const auto words = splitCommand(request.command);
                    if (!words)
                        return base::fail(base::Error(base::Errc::InvalidArgument,
                                                      "the command has a quote that is not closed")
                                              .withFix("Close it, or put a backslash before it"));
                    for (const QString &word : *words)
                        spec.command.push_back(word.toStdString());
                    CATAMARAN_TRY(spec.ports, parsePorts(request.ports));
                    const auto deck = slot->deck();
                    return hull == Hull::Vm ? deck->runVm(spec, {}) : deck->runContainer(spec, {});
                };
                const auto result = start();
                Problem problem;
                if (!result)
                    problem = problemOf(tr("Cannot run %1").arg(request.image), result.error());
                guard.post([this, problem, image = request.image] {
                    if (problem.isEmpty())
                        emit announced(tr("%1 is running").arg(image));
                    else
                        emit failed(problem);
                    refresh();
                });
            });
    }
    emit announced(tr("Starting %1…").arg(request.image));
}

void Session::inspect(const WorkloadKey &key)
{
    if (m_phase != Phase::Open)
        return;
    m_d->workers.post([this, guard = m_guard.get(), slot = m_d->slot, key](const std::stop_token &) {
        const auto json = slot->deck()->inspectJson(idOf(key));
        const QString text =
            json ? QString::fromStdString(*json) : QString::fromStdString(json.error().fullText());
        guard.post([this, key, text] { emit inspected(key, text); });
    });
}

void Session::loadDetails(const WorkloadKey &key)
{
    if (m_phase != Phase::Open)
        return;
    m_d->workers.post([this, guard = m_guard.get(), slot = m_d->slot, key](const std::stop_token &) {
        const auto deck = slot->deck();
        DetailsView details;
        // Neither is there for a workload that does not run; the panel then shows no figure.
        if (const auto ledger = deck->memoryLedger(idOf(key)))
            details.memory = ledgerOf(*ledger);
        if (const auto disk = deck->diskUsage(idOf(key))) {
            details.diskSharedBytes = disk->sharedBytes;
            details.diskUniqueBytes = disk->uniqueBytes;
        }
        guard.post([this, key, details] { emit detailsReady(key, details); });
    });
}

std::unique_ptr<LogStream> Session::openLog(const WorkloadKey &key, qsizetype tail)
{
    return std::make_unique<LogStream>(m_d->slot, m_d->workers, key, tail);
}

} // namespace catamaran::bridge
