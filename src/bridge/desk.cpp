// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/desk.h"

#include "src/bridge/convert.h"
#include "src/bridge/deck_slot.h"
#include "src/bridge/proposal.h"
#include "src/bridge/undo_bin.h"
#include "src/core/doctor.h"

namespace catamaran::bridge {

namespace {

using base::Errc;
using base::Error;

Error noDriver()
{
    return Error(Errc::Unsupported, "there is no engine to do it");
}

DoctorRow rowOf(const core::Check &check)
{
    const auto text = [](const std::string &value) { return QString::fromStdString(value); };
    return {text(check.id),
            text(check.area),
            text(check.title),
            static_cast<DoctorRow::State>(check.state),
            check.needed,
            text(check.explanation),
            text(check.fix),
            text(check.command),
            !check.settingPath.empty(),
            check.id == "disk"};
}

QList<DoctorRow> rowsOf(core::Deck &deck, const std::string &directory)
{
    QList<DoctorRow> rows;
    for (const core::Check &check : core::diagnose(core::doctorFacts(deck, directory)))
        rows.append(rowOf(check));
    return rows;
}

} // namespace

Desk::Desk(std::shared_ptr<DeckSlot> slot, Workers &workers, QObject *parent)
    : QObject(parent), m_slot(std::move(slot)), m_workers(workers), m_guard(this)
{
    m_bin = new UndoBin(
        [this](const DeskCommand &command) {
            using Verb = DeskCommand::Verb;
            if (command.verb == Verb::RemoveContainer || command.verb == Verb::RemoveVm)
                emit removalDue({command.hull, command.subject});
            else
                run(command);
        },
        {}, this);
}

Desk::~Desk()
{
    m_guard.get().close();
}

void Desk::refresh()
{
    const auto deck = m_slot->deck();
    const auto driver = m_slot->parts().desk;
    if (deck == nullptr || driver == nullptr)
        return;
    m_workers.post([this, guard = m_guard.get(), deck, driver](const std::stop_token &) {
        auto volumes = driver->volumes(*deck);
        auto networks = driver->networks(*deck);
        // What cannot be listed stays as it was: the next change asks again.
        guard.post([this, volumes = std::move(volumes), networks = std::move(networks)] {
            if (volumes)
                m_volumes = *volumes;
            if (networks)
                m_networks = *networks;
            emit listed();
        });
    });
}

void Desk::diagnose()
{
    const auto deck = m_slot->deck();
    if (deck == nullptr)
        return;
    m_workers.post([this, guard = m_guard.get(), deck,
                    directory = m_slot->parts().stateDirectory](const std::stop_token &) {
        const QList<DoctorRow> rows = rowsOf(*deck, directory);
        guard.post([this, rows] {
            m_doctor = rows;
            emit diagnosed();
        });
    });
}

void Desk::applyFix(const QString &checkId)
{
    const auto deck = m_slot->deck();
    if (deck == nullptr)
        return;
    m_workers.post([this, guard = m_guard.get(), deck, checkId,
                    directory = m_slot->parts().stateDirectory](const std::stop_token &) {
        Problem problem;
        for (const core::Check &check : core::diagnose(core::doctorFacts(*deck, directory))) {
            if (QString::fromStdString(check.id) != checkId)
                continue;
            if (const auto done = core::applyFix(check); !done)
                problem = problemOf(tr("This could not be put right"), done.error());
        }
        const QList<DoctorRow> rows = rowsOf(*deck, directory);
        guard.post([this, rows, checkId, problem] {
            m_doctor = rows;
            emit diagnosed();
            emit fixed(checkId, problem);
        });
    });
}

void Desk::countUsage()
{
    const auto deck = m_slot->deck();
    const auto driver = m_slot->parts().desk;
    if (deck == nullptr || driver == nullptr)
        return;
    m_workers.post([this, guard = m_guard.get(), deck, driver](const std::stop_token &) {
        auto usage = driver->usage(*deck);
        const Problem problem =
            usage ? Problem() : problemOf(tr("The space on the disk cannot be counted"), usage.error());
        guard.post([this, usage = std::move(usage), problem] {
            if (usage)
                m_usage = *usage;
            emit usageCounted(problem);
        });
    });
}

void Desk::lookInto(const QString &image)
{
    const auto deck = m_slot->deck();
    const auto driver = m_slot->parts().desk;
    if (deck == nullptr || driver == nullptr)
        return;
    const int number = ++m_lookNumber;
    m_look = m_workers.start(
        [this, guard = m_guard.get(), deck, driver, image, number](const std::stop_token &stop) {
            base::OperationContext context;
            context.stop = stop;
            auto report = driver->lookInto(*deck, image, context);
            const Problem problem =
                report ? Problem() : problemOf(tr("Cannot look into %1").arg(image), report.error());
            guard.post([this, report = std::move(report), problem, image, number] {
                if (number != m_lookNumber)
                    return;
                ImageReport empty;
                empty.image = image;
                emit lookedInto(report ? *report : empty, problem);
            });
        });
}

void Desk::scan(const ScanWish &wish)
{
    const auto deck = m_slot->deck();
    const auto driver = m_slot->parts().desk;
    if (deck == nullptr || driver == nullptr || isScanning(wish.image))
        return;
    m_scans.insert(wish.image, m_workers.start([this, guard = m_guard.get(), deck, driver,
                                                wish](const std::stop_token &stop) {
        base::OperationContext context;
        context.stop = stop;
        const auto onStep = [this, &guard, &wish](const QString &step) {
            guard.post([this, image = wish.image, step] { emit scanProgressed(image, step); });
        };
        auto view = driver->scan(*deck, wish, onStep, context);
        const bool cancelled = !view && stop.stop_requested();
        const Problem problem =
            view || cancelled ? Problem() : problemOf(tr("Cannot scan %1").arg(wish.image), view.error());
        guard.post([this, image = wish.image, view = std::move(view), problem] {
            m_scans.remove(image);
            if (view)
                m_scanned.insert(image, *view);
            emit scanned(image, problem);
        });
    }));
}

void Desk::cancelScan(const QString &image)
{
    const auto found = m_scans.find(image);
    if (found != m_scans.end())
        found->reset();
}

const ScanView *Desk::scanOf(const QString &image) const
{
    const auto found = m_scanned.constFind(image);
    return found == m_scanned.constEnd() ? nullptr : &*found;
}

void Desk::examine(const QStringList &paths, const std::optional<WorkloadRow> &onto,
                   std::function<void(const Proposal &)> done)
{
    m_workers.post([guard = m_guard.get(), paths, onto, done = std::move(done)](const std::stop_token &) {
        const Proposal proposal = proposalOfPaths(paths, onto ? &*onto : nullptr);
        guard.post([done, proposal] { done(proposal); });
    });
}

int Desk::run(const DeskCommand &command)
{
    const int number = ++m_lastNumber;
    const auto deck = m_slot->deck();
    const auto driver = m_slot->parts().desk;
    emit started(number, command);
    // On a thread of its own, which is waited for at the end: a removal that the closing window lets go of is
    // still carried out.
    m_jobs.insert(number, m_workers.start([this, guard = m_guard.get(), deck, driver, command,
                                           number](const std::stop_token &stop) {
        base::OperationContext context;
        if (!command.isRemoval())
            context.stop = stop;
        const auto onStep = [this, &guard, number](const DeskStep &step) {
            guard.post([this, number, step] { emit progressed(number, step); });
        };
        const auto result = deck != nullptr && driver != nullptr
                                ? driver->perform(*deck, command, onStep, context)
                                : base::Result<QString>(base::fail(noDriver()));
        const Problem problem =
            result ? Problem() : problemOf(tr("%1: not done").arg(command.title()), result.error());
        guard.post([this, number, command, problem, sentence = result ? *result : QString()] {
            m_jobs.remove(number);
            emit finished(number, command, sentence, problem);
            refresh();
        });
    }));
    return number;
}

void Desk::cancel(int number)
{
    // Letting go of the token asks the job to stop; finished() comes when it has.
    const auto found = m_jobs.find(number);
    if (found != m_jobs.end())
        found->reset();
}

} // namespace catamaran::bridge
