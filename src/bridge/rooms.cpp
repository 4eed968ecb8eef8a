// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/rooms.h"

#include "src/bridge/console_times.h"
#include "src/bridge/convert.h"
#include "src/bridge/deck_slot.h"
#include "src/bridge/log_stream.h"
#include "src/bridge/terminal_link.h"

#include <chrono>

namespace catamaran::bridge {

namespace {

std::int64_t nowNs()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

} // namespace

Rooms::Rooms(std::shared_ptr<DeckSlot> slot, Workers &workers, QObject *parent)
    : QObject(parent), m_slot(std::move(slot)), m_workers(workers), m_guard(this)
{
}

Rooms::~Rooms() = default;

void Rooms::post(Job job)
{
    m_workers.post([guard = m_guard.get(), slot = m_slot, job = std::move(job)](const std::stop_token &stop) {
        const auto deck = slot->deck();
        const auto driver = slot->parts().rooms;
        if (!deck || !driver)
            return;
        guard.post(job(*driver, *deck, stop));
    });
}

template <typename T>
void Rooms::ask(QObject *who, const QString &what,
                std::function<base::Result<T>(RoomDriver &, core::Deck &)> job,
                std::function<void(const Answer<T> &)> then)
{
    post([guarded = QPointer<QObject>(who), what, job = std::move(job),
          then = std::move(then)](RoomDriver &driver, core::Deck &deck, const std::stop_token &) {
        auto result = job(driver, deck);
        Answer<T> answer;
        if (result)
            answer.value = std::move(*result);
        else
            answer.problem = problemOf(what, result.error());
        return std::function<void()>([guarded, then, answer] {
            if (guarded)
                then(answer);
        });
    });
}

void Rooms::refreshVolumes()
{
    post([this, number = ++m_volumesAsked](RoomDriver &driver, core::Deck &deck, const std::stop_token &) {
        auto list = driver.volumes(deck);
        const Problem problem = list ? Problem{} : problemOf(tr("Cannot list the volumes"), list.error());
        return std::function<void()>([this, number, problem, rows = list ? *list : QList<VolumeRow>{}] {
            if (number < m_volumesAsked)
                return; // a newer answer is on its way
            const bool changed = !m_volumesKnown || (problem.isEmpty() && rows != m_volumes);
            m_volumesKnown = true;
            if (!problem.isEmpty())
                emit failed(problem);
            else
                m_volumes = rows;
            if (changed)
                emit volumesChanged();
        });
    });
}

void Rooms::refreshNetworks()
{
    post([this, number = ++m_networksAsked](RoomDriver &driver, core::Deck &deck, const std::stop_token &) {
        auto list = driver.networks(deck);
        const Problem problem = list ? Problem{} : problemOf(tr("Cannot list the networks"), list.error());
        return std::function<void()>([this, number, problem, rows = list ? *list : QList<NetworkRow>{}] {
            if (number < m_networksAsked)
                return;
            const bool changed = !m_networksKnown || (problem.isEmpty() && rows != m_networks);
            m_networksKnown = true;
            if (!problem.isEmpty())
                emit failed(problem);
            else
                m_networks = rows;
            if (changed)
                emit networksChanged();
        });
    });
}

void Rooms::perform(const RoomCommand &command)
{
    ++m_running;
    emit busyChanged();
    post([this, command](RoomDriver &driver, core::Deck &deck, const std::stop_token &stop) {
        base::OperationContext context;
        context.stop = stop;
        const auto result = driver.perform(deck, command, context);
        const Problem problem = result ? Problem{} : problemOf(command.failedText(), result.error());
        return std::function<void()>([this, command, problem, outcome = result ? *result : RoomOutcome{}] {
            --m_running;
            emit busyChanged();
            if (problem.isEmpty()) {
                emit announced(command.doneText());
                emit done(command, outcome);
            } else {
                emit failed(problem);
            }
            refreshVolumes();
            refreshNetworks();
        });
    });
}

void Rooms::listFiles(QObject *who, const FilePlace &place, const QString &path,
                      std::function<void(const Answer<QList<FileRow>> &)> then)
{
    ask<QList<FileRow>>(
        who, tr("Cannot look into %1").arg(path),
        [place, path](RoomDriver &driver, core::Deck &deck) { return driver.files(deck, place, path); },
        std::move(then));
}

void Rooms::readFile(QObject *who, const FilePlace &place, const QString &path,
                     std::function<void(const Answer<QByteArray> &)> then)
{
    ask<QByteArray>(
        who, tr("Cannot read %1").arg(path),
        [place, path](RoomDriver &driver, core::Deck &deck) { return driver.readFile(deck, place, path); },
        std::move(then));
}

void Rooms::writeFile(QObject *who, const FilePlace &place, const QString &path, const QByteArray &text,
                      std::function<void(const Problem &)> then)
{
    ask<bool>(
        who, tr("Cannot save %1").arg(path),
        [place, path, text](RoomDriver &driver, core::Deck &deck) -> base::Result<bool> {
            CATAMARAN_CHECK(driver.writeFile(deck, place, path, text));
            return true;
        },
        [then = std::move(then)](const Answer<bool> &answer) { then(answer.problem); });
}

void Rooms::listSnapshots(QObject *who, const WorkloadKey &key,
                          std::function<void(const Answer<QList<SnapshotRow>> &)> then)
{
    ask<QList<SnapshotRow>>(
        who, tr("Cannot list the snapshots"),
        [key](RoomDriver &driver, core::Deck &deck) { return driver.snapshots(deck, key); }, std::move(then));
}

void Rooms::inspect(QObject *who, const WorkloadKey &key, std::function<void(const Answer<QString> &)> then)
{
    ask<QString>(
        who, tr("Cannot inspect it"),
        [key](RoomDriver &, core::Deck &deck) -> base::Result<QString> {
            CATAMARAN_TRY(const std::string json, deck.inspectJson(idOf(key)));
            return QString::fromStdString(json);
        },
        std::move(then));
}

void Rooms::openScreen(QObject *who, const WorkloadKey &key,
                       std::function<void(const Answer<std::shared_ptr<base::UniqueFd>> &)> then)
{
    ask<std::shared_ptr<base::UniqueFd>>(
        who, tr("Cannot open the screen"),
        [key](RoomDriver &driver, core::Deck &deck) -> base::Result<std::shared_ptr<base::UniqueFd>> {
            CATAMARAN_TRY(base::UniqueFd fd, driver.screen(deck, key));
            return std::make_shared<base::UniqueFd>(std::move(fd));
        },
        std::move(then));
}

std::unique_ptr<TerminalLink> Rooms::openTerminal(const TerminalRequest &request)
{
    return std::make_unique<TerminalLink>(m_slot, m_workers, request);
}

std::unique_ptr<LogStream> Rooms::openConsoleLog(const WorkloadKey &key, qint64 startedNs)
{
    // The console has neither lines nor times: both are made here.
    const auto read = [slot = m_slot, key,
                       startedNs](const LogStream::OnRecord &onRecord,
                                  const base::OperationContext &context) -> base::Result<void> {
        const auto driver = slot->parts().rooms;
        if (!driver)
            return {};
        std::string rest;
        ConsoleTimes times(startedNs, nowNs());
        return driver->console(
            *slot->deck(), key,
            [&](std::string_view text) {
                rest += text;
                std::size_t begin = 0;
                for (std::size_t end; (end = rest.find('\n', begin)) != std::string::npos; begin = end + 1) {
                    const std::string_view line = std::string_view(rest).substr(begin, end - begin);
                    onRecord({times.of(line, nowNs()), false, line});
                }
                rest.erase(0, begin);
            },
            context);
    };
    return std::make_unique<LogStream>(m_slot, m_workers, read);
}

} // namespace catamaran::bridge
