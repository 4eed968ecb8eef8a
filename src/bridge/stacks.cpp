// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/stacks.h"

#include "src/bridge/convert.h"
#include "src/bridge/deck_slot.h"
#include "src/bridge/fetch.h"
#include "src/bridge/stack_preview.h"
#include "src/bridge/stack_state.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace catamaran::bridge {

namespace {

constexpr int kDebounceMilliseconds = 250;
constexpr qsizetype kMostRecent = 20;

QJsonObject toJson(const StackSource &source)
{
    return {{QStringLiteral("files"), QJsonArray::fromStringList(source.files)},
            {QStringLiteral("directory"), source.directory},
            {QStringLiteral("project"), source.projectName},
            {QStringLiteral("profiles"), QJsonArray::fromStringList(source.profiles)},
            {QStringLiteral("envFile"), source.envFile},
            {QStringLiteral("dotEnv"), source.useDotEnv},
            {QStringLiteral("label"), source.label},
            {QStringLiteral("title"), source.title}};
}

QStringList textsOf(const QJsonValue &value)
{
    QStringList out;
    for (const QJsonValue &one : value.toArray())
        out.append(one.toString());
    return out;
}

StackSource fromJson(const QJsonObject &object)
{
    StackSource source;
    source.files = textsOf(object[QStringLiteral("files")]);
    source.directory = object[QStringLiteral("directory")].toString();
    source.projectName = object[QStringLiteral("project")].toString();
    source.profiles = textsOf(object[QStringLiteral("profiles")]);
    source.envFile = object[QStringLiteral("envFile")].toString();
    source.useDotEnv = object[QStringLiteral("dotEnv")].toBool(true);
    source.label = object[QStringLiteral("label")].toString();
    source.title = object[QStringLiteral("title")].toString();
    return source;
}

Problem cannotWrite(const QString &path, const QString &why)
{
    return {Stacks::tr("Cannot save %1").arg(path), why, Stacks::tr("Check the rights of the folder")};
}

QString verbWords(const StackCommand &command)
{
    switch (command.verb) {
    case StackCommand::Verb::Up:
        return Stacks::tr("Cannot bring %1 up");
    case StackCommand::Verb::Down:
        return Stacks::tr("Cannot take %1 down");
    case StackCommand::Verb::Stop:
        return Stacks::tr("Cannot stop %1");
    case StackCommand::Verb::Start:
        return Stacks::tr("Cannot start %1");
    case StackCommand::Verb::Restart:
        return Stacks::tr("Cannot restart %1");
    }
    return {};
}

/// Preview with the owners of its ports; runs on a worker.
StackPreview fullPreview(const StackSource &source, const std::optional<QString> &edited,
                         const QList<WorkloadRow> &workloads)
{
    StackPreview preview = previewStack(source, edited);
    findPortOwners(preview, {workloads, hostPorts(), socketHolder});
    return preview;
}

base::Error noDriver()
{
    return base::Error(base::Errc::Unsupported, "this window has no way to run stacks");
}

} // namespace

Stacks::Stacks(std::shared_ptr<DeckSlot> slot, Workers &workers, QObject *parent)
    : QObject(parent), m_slot(std::move(slot)), m_workers(workers), m_guard(this)
{
    m_debounce.setSingleShot(true);
    m_debounce.setInterval(kDebounceMilliseconds);
    connect(&m_debounce, &QTimer::timeout, this, &Stacks::startPreview);
}

Stacks::~Stacks() = default;

QString Stacks::directory() const
{
    const QString state = QString::fromStdString(m_slot->parts().stateDirectory);
    return state.isEmpty() ? QDir::temp().filePath(QStringLiteral("catamaran-stacks"))
                           : QDir(state).filePath(QStringLiteral("stacks"));
}

const StackState *Stacks::state(const QString &project) const
{
    for (const StackState &one : m_states) {
        if (one.project == project)
            return &one;
    }
    return nullptr;
}

void Stacks::take(const QList<WorkloadRow> &workloads)
{
    m_workloads = workloads;
    const QList<StackState> states = stacksOf(workloads);
    if (states == m_states)
        return;
    m_states = states;
    emit statesChanged();
}

void Stacks::lookAtTraffic(const QString &project)
{
    if (m_isLooking || !m_slot->parts().stacks)
        return;
    m_isLooking = true;
    m_workers.post([this, guard = m_guard.get(), slot = m_slot, project](const std::stop_token &) {
        QList<StackTraffic> traffic;
        if (const auto deck = slot->deck())
            traffic = slot->parts().stacks->traffic(*deck, project);
        guard.post([this, project, traffic] {
            m_isLooking = false;
            emit trafficSeen(project, traffic);
        });
    });
}

void Stacks::load()
{
    const QString path = QDir(directory()).filePath(QStringLiteral("recent.json"));
    m_workers.post([this, guard = m_guard.get(), path](const std::stop_token &) {
        QFile file(path);
        QList<StackSource> sources;
        if (file.open(QIODevice::ReadOnly)) {
            for (const QJsonValue &one : QJsonDocument::fromJson(file.readAll()).array()) {
                const StackSource source = fromJson(one.toObject());
                if (!source.isEmpty() && sources.size() < kMostRecent)
                    sources.append(source);
            }
        }
        guard.post([this, sources] {
            // What was opened while the list was being read comes first.
            for (const StackSource &source : sources) {
                if (!m_recent.contains(source))
                    m_recent.append(source);
            }
            emit recentChanged();
        });
    });
}

void Stacks::remember(const StackSource &source)
{
    m_recent.removeIf([&source](const StackSource &other) { return other.files == source.files; });
    m_recent.prepend(source);
    if (m_recent.size() > kMostRecent)
        m_recent.removeLast();
    storeRecent();
}

void Stacks::forget(const StackSource &source)
{
    m_recent.removeIf([&source](const StackSource &other) { return other.files == source.files; });
    storeRecent();
}

void Stacks::storeRecent()
{
    emit recentChanged();
    if (m_slot->parts().stateDirectory.empty())
        return;
    QJsonArray list;
    for (const StackSource &source : std::as_const(m_recent))
        list.append(toJson(source));
    m_workers.post([folder = directory(), text = QJsonDocument(list).toJson()](const std::stop_token &) {
        QDir().mkpath(folder);
        QSaveFile file(QDir(folder).filePath(QStringLiteral("recent.json")));
        // A list of recent files that cannot be written is no reason to bother anybody.
        if (file.open(QIODevice::WriteOnly)) {
            file.write(text);
            file.commit();
        }
    });
}

void Stacks::open(const StackOffer &offer)
{
    const quint64 number = ++m_previewNumber;
    m_debounce.stop();
    m_workers.post([this, guard = m_guard.get(), offer, number, folder = directory(),
                    workloads = m_workloads](const std::stop_token &) {
        const auto source = materialise(offer, folder, fetchText);
        if (!source) {
            const Problem problem = problemOf(tr("Cannot open %1").arg(offer.name()), source.error());
            guard.post([this, problem] { emit refused(problem); });
            return;
        }
        const StackPreview preview = fullPreview(*source, std::nullopt, workloads);
        guard.post([this, preview, number] {
            StackSource known = preview.source;
            known.label = preview.project;
            remember(known);
            if (number == m_previewNumber)
                emit opened(preview);
        });
    });
}

void Stacks::preview(const StackSource &source, const std::optional<QString> &edited)
{
    m_wishedSource = source;
    m_wishedText = edited;
    ++m_previewNumber;
    m_debounce.start();
}

void Stacks::startPreview()
{
    m_workers.post([this, guard = m_guard.get(), source = m_wishedSource, edited = m_wishedText,
                    number = m_previewNumber, workloads = m_workloads](const std::stop_token &) {
        const StackPreview preview = fullPreview(source, edited, workloads);
        guard.post([this, preview, number] {
            if (number == m_previewNumber)
                emit previewed(preview);
        });
    });
}

void Stacks::plan(const StackCommand &command)
{
    const quint64 number = ++m_planNumber;
    m_workers.post([this, guard = m_guard.get(), slot = m_slot, command, number](const std::stop_token &) {
        const auto deck = slot->deck();
        const auto driver = slot->parts().stacks;
        const auto rows = [&]() -> base::Result<QList<PlanRow>> {
            if (deck == nullptr || driver == nullptr)
                return base::fail(noDriver());
            return driver->plan(*deck, command);
        }();
        const Problem problem =
            rows ? Problem{} : problemOf(tr("Cannot plan %1").arg(command.project), rows.error());
        guard.post([this, command, number, problem, list = rows ? *rows : QList<PlanRow>{}] {
            if (number == m_planNumber)
                emit planned(command, list, problem);
        });
    });
}

void Stacks::run(const StackCommand &command)
{
    const QString project = command.project;
    if (m_jobs.contains(project))
        return;
    if (command.verb == StackCommand::Verb::Up || command.verb == StackCommand::Verb::Start ||
        command.verb == StackCommand::Verb::Restart)
        m_traces[project] = {};
    auto job = m_workers.start(
        [this, guard = m_guard.get(), slot = m_slot, command, project](const std::stop_token &stop) {
            base::OperationContext context;
            context.stop = stop;
            const auto onEvent = [this, guard, project](const StackEvent &event) {
                guard.post([this, project, event] {
                    if (const auto trace = m_traces.find(project); trace != m_traces.end())
                        trace->add(event);
                    emit progressed(project, event);
                });
            };
            const auto deck = slot->deck();
            const auto driver = slot->parts().stacks;
            const auto done = [&]() -> base::Result<void> {
                if (deck == nullptr || driver == nullptr)
                    return base::fail(noDriver());
                return driver->run(*deck, command, onEvent, context);
            }();
            const Problem problem =
                done ? Problem{} : problemOf(verbWords(command).arg(command.project), done.error());
            guard.post([this, project, command, problem] {
                m_jobs.remove(project);
                emit finished(project, command, problem);
            });
        });
    m_jobs.insert(project, std::move(job));
    emit started(project);
}

void Stacks::cancel(const QString &project)
{
    // The entry stays until the job has told how it ended; dropping the token only asks it to stop.
    if (const auto job = m_jobs.find(project); job != m_jobs.end())
        job->reset();
}

const StartupTrace *Stacks::startup(const QString &project) const
{
    const auto found = m_traces.find(project);
    return found == m_traces.end() ? nullptr : &*found;
}

void Stacks::save(const StackSource &source, const QString &text)
{
    m_workers.post([this, guard = m_guard.get(), source, text](const std::stop_token &) {
        const QString path = source.files.value(0);
        QSaveFile file(path);
        // The rename would replace a file that the user may write by one in a folder they may not.
        file.setDirectWriteFallback(true);
        Problem problem;
        const QByteArray bytes = text.toUtf8();
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
            problem = cannotWrite(path, file.errorString());
        guard.post([this, source, problem] { emit saved(source, problem); });
    });
}

} // namespace catamaran::bridge
