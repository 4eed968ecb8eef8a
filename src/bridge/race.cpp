// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/race.h"

#include "src/bridge/convert.h"
#include "src/bridge/deck_slot.h"
#include "src/compare/history.h"
#include "src/compare/last.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace catamaran::bridge {

namespace {

const QString kDemoImage = QStringLiteral("localhost/demo:latest");

QString keptPath(const DeckSlot &slot)
{
    const QString directory = QString::fromStdString(slot.parts().stateDirectory);
    return directory.isEmpty() ? QString() : directory + QStringLiteral("/compare/kept.txt");
}

/// Returns an empty text when all went well.
QString write(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return file.errorString();
    return {};
}

QList<WorkloadKey> readKept(const DeckSlot &slot)
{
    QList<WorkloadKey> keys;
    QFile file(keptPath(slot));
    if (file.fileName().isEmpty() || !file.open(QIODevice::ReadOnly))
        return keys;
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        const QString text = QString::fromUtf8(line);
        if (text.startsWith(QLatin1String("vm:")))
            keys.append({Hull::Vm, text.mid(3)});
        else if (text.startsWith(QLatin1String("container:")))
            keys.append({Hull::Container, text.mid(10)});
    }
    return keys;
}

void removeAllKept(const DeckSlot &slot, core::Deck &deck)
{
    // Gone already is as good as removed; anything else shows in the list of workloads.
    for (const WorkloadKey &key : readKept(slot))
        static_cast<void>(deck.remove(idOf(key), true));
    if (const QString path = keptPath(slot); !path.isEmpty())
        QFile::remove(path);
}

void store(const DeckSlot &slot, const compare::Experiment &experiment)
{
    if (slot.parts().stateDirectory.empty())
        return;
    // The result is on the screen already: that it cannot be kept is no reason to call the race failed.
    static_cast<void>(compare::storeLast(slot.parts().stateDirectory, experiment));
    static_cast<void>(compare::remember(slot.parts().stateDirectory, experiment));
    QByteArray kept;
    for (const core::WorkloadId &id : experiment.kept)
        kept += keyOf(id).text().toUtf8() + '\n';
    write(keptPath(slot), kept);
}

base::Result<compare::Experiment> race(const DeckSlot &slot, core::Deck &deck, const RaceRequest &request,
                                       const std::function<void(const compare::ExperimentEvent &)> &onEvent,
                                       const base::OperationContext &context)
{
    context.report("Clearing the previous pair");
    removeAllKept(slot, deck);
    if (request.image == kDemoImage) {
        context.report("Preparing the demo image");
        CATAMARAN_CHECK_CONTEXT("prepare the demo image", deck.prepareDemo(context));
    }
    compare::ExperimentRequest wish;
    wish.image = request.image.toStdString();
    wish.runs = request.runs;
    wish.warmUps = request.warmUps;
    wish.keepLast = true;
    return slot.parts().runExperiment(deck, wish, onEvent, context);
}

} // namespace

Race::Race(std::shared_ptr<DeckSlot> slot, Workers &workers, QObject *parent)
    : QObject(parent), m_slot(std::move(slot)), m_workers(workers), m_guard(this)
{
}

Race::~Race() = default;

void Race::start(const RaceRequest &request)
{
    if (m_job)
        return;
    m_request = request;
    const Guard guard = m_guard.get();
    m_job = m_workers.start([this, guard, slot = m_slot, request](const std::stop_token &stop) {
        const auto deck = slot->deck();
        if (!deck) {
            guard.post([this] {
                m_job.reset();
                emit failed({tr("The comparison cannot start"), tr("The engine is not open"), {}});
            });
            return;
        }
        base::OperationContext context;
        context.stop = stop;
        context.onProgress = [this, guard](const base::Progress &progress) {
            guard.post([this, step = QString::fromStdString(progress.step)] { emit progressed(step); });
        };
        const auto onEvent = [this, guard](const compare::ExperimentEvent &event) {
            guard.post([this, view = eventOf(event)] { emit happened(view); });
        };
        auto result = race(*slot, *deck, request, onEvent, context);
        if (!result) {
            Problem problem;
            if (result.error().code() != base::Errc::Cancelled)
                problem = problemOf(tr("The comparison stopped"), result.error());
            guard.post([this, problem] {
                m_job.reset();
                emit failed(problem);
            });
            return;
        }
        store(*slot, *result);
        const auto experiment = std::make_shared<const compare::Experiment>(std::move(*result));
        guard.post([this, view = viewOf(experiment)] {
            m_job.reset();
            take(view);
            emit finished();
        });
    });
    emit started();
}

void Race::cancel()
{
    // The job's own last message clears m_job; asking it to stop is what dropping a copy of the token does,
    // so keep the state "running" until it has cleaned up.
    if (!m_job)
        return;
    std::shared_ptr<void> nothing(m_job.get(), [](void *) {});
    m_job.swap(nothing);
}

void Race::removeKept()
{
    m_workers.post([slot = m_slot](const std::stop_token &) {
        if (const auto deck = slot->deck())
            removeAllKept(*slot, *deck);
    });
    m_last.kept.clear();
    emit loaded();
}

void Race::load()
{
    m_workers.post([this, guard = m_guard.get(), slot = m_slot](const std::stop_token &) {
        ExperimentView view;
        if (!slot->parts().stateDirectory.empty()) {
            auto last = compare::loadLast(slot->parts().stateDirectory);
            if (last && *last)
                view = viewOf(std::make_shared<const compare::Experiment>(std::move(**last)));
            view.kept = readKept(*slot);
        }
        guard.post([this, view] {
            if (!view.isEmpty() && m_last.isEmpty())
                take(view);
            m_loaded = true;
            emit loaded();
        });
    });
}

void Race::take(ExperimentView view)
{
    m_last = std::move(view);
}

void Race::exportReport(const QString &path, ReportFormat format)
{
    const auto experiment = std::static_pointer_cast<const compare::Experiment>(m_last.raw);
    if (!experiment) {
        emit exported(path, {tr("Nothing to export"), tr("No comparison has finished yet"), tr("Press Run")});
        return;
    }
    m_workers.post(
        [this, guard = m_guard.get(), experiment, path, format, table = markdown()](const std::stop_token &) {
            QByteArray bytes;
            switch (format) {
            case ReportFormat::Html:
                bytes = QByteArray::fromStdString(compare::toHtml(*experiment));
                break;
            case ReportFormat::Json:
                bytes = QByteArray::fromStdString(compare::toJson(*experiment));
                break;
            case ReportFormat::Csv:
                bytes = QByteArray::fromStdString(compare::toCsv(*experiment));
                break;
            case ReportFormat::Markdown:
                bytes = table.toUtf8();
                break;
            }
            const QString trouble = write(path, bytes);
            Problem problem;
            if (!trouble.isEmpty())
                problem = {tr("Cannot write %1").arg(path), trouble, tr("Choose another folder")};
            guard.post([this, path, problem] { emit exported(path, problem); });
        });
}

QString Race::markdown() const
{
    return toMarkdown(m_last);
}

} // namespace catamaran::bridge
