// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/engine_rooms.h"

#include "src/bridge/convert.h"
#include "src/core/workload.h"

#include <QDir>
#include <QFileInfo>
#include <cstdio>
#include <unistd.h>

namespace catamaran::bridge {

namespace {

using engine::VolumeCopy;
using engine::VolumeService;

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

/// Names of containers by id: volumes and networks know ids only.
base::Result<QHash<QString, QString>> containerNames(core::Deck &deck)
{
    CATAMARAN_TRY(const auto containers, deck.engine().containers(true));
    QHash<QString, QString> names;
    for (const auto &container : containers)
        names.insert(text(container.id), text(container.name));
    return names;
}

FileRow fileRow(const engine::FileEntry &entry)
{
    FileRow row;
    row.name = text(entry.name);
    switch (entry.kind) {
    case engine::FileEntry::Kind::Directory:
        row.kind = FileKind::Directory;
        break;
    case engine::FileEntry::Kind::Link:
        row.kind = FileKind::Link;
        break;
    case engine::FileEntry::Kind::Other:
        row.kind = FileKind::Other;
        break;
    case engine::FileEntry::Kind::File:
        row.kind = FileKind::File;
        break;
    }
    row.linkTarget = text(entry.linkTarget);
    row.sizeBytes = entry.sizeBytes;
    row.modifiedNs = entry.modifiedNs;
    row.mode = entry.mode;
    row.owner = QStringLiteral("%1:%2").arg(entry.uid).arg(entry.gid);
    return row;
}

/// A backup beside its final name, renamed when whole.
base::Result<void> exportVolume(core::Deck &deck, const RoomCommand &command,
                                const base::OperationContext &context)
{
    const std::string path = QFile::encodeName(command.hostPath).toStdString();
    const std::string partial = path + ".part";
    std::FILE *file = std::fopen(partial.c_str(), "we");
    if (file == nullptr)
        return base::failErrno("write " + path);
    auto done = deck.engine().volumes().exportVolume(
        command.object.toStdString(), command.live ? VolumeCopy::Live : VolumeCopy::Paused,
        [file, &path](std::string_view bytes) -> base::Result<void> {
            if (std::fwrite(bytes.data(), 1, bytes.size(), file) != bytes.size())
                return base::failErrno("write " + path);
            return {};
        },
        context);
    if (std::fclose(file) != 0 && done)
        done = base::failErrno("write " + path);
    if (done && std::rename(partial.c_str(), path.c_str()) != 0)
        done = base::failErrno("write " + path);
    if (!done)
        ::unlink(partial.c_str());
    return done;
}

base::Result<RoomOutcome> onVolumes(core::Deck &deck, const RoomCommand &command,
                                    const base::OperationContext &context)
{
    VolumeService &volumes = deck.engine().volumes();
    const std::string name = command.object.toStdString();
    RoomOutcome outcome;
    using Verb = RoomCommand::Verb;
    switch (command.verb) {
    case Verb::VolumeCreate: {
        engine::VolumeRequest request;
        request.name = name;
        CATAMARAN_CHECK(volumes.create(request));
        break;
    }
    case Verb::VolumeRemove:
        CATAMARAN_CHECK(volumes.remove(name, false));
        break;
    case Verb::VolumePrune: {
        CATAMARAN_TRY(const auto report, volumes.prune(command.all, {}));
        for (const std::string &gone : report.removed)
            outcome.names.append(text(gone));
        outcome.bytes = report.reclaimedBytes;
        break;
    }
    case Verb::VolumeClone:
        CATAMARAN_CHECK(volumes.cloneVolume(name, command.target.toStdString(),
                                            command.live ? VolumeCopy::Live : VolumeCopy::Paused, context));
        break;
    case Verb::VolumeExport:
        CATAMARAN_CHECK(exportVolume(deck, command, context));
        outcome.bytes = QFileInfo(command.hostPath).size();
        break;
    default:
        CATAMARAN_CHECK(
            volumes.importVolume(name, QFile::encodeName(command.hostPath).toStdString(), context));
        break;
    }
    return outcome;
}

base::Result<RoomOutcome> onNetworks(core::Deck &deck, const RoomCommand &command,
                                     const base::OperationContext &context)
{
    const std::string name = command.object.toStdString();
    const std::string target = command.target.toStdString();
    using Verb = RoomCommand::Verb;
    switch (command.verb) {
    case Verb::NetworkCreate: {
        engine::net::NetworkRequest request;
        request.name = name;
        request.subnet = command.subnet.toStdString();
        request.internal = command.internal;
        CATAMARAN_CHECK(deck.engine().networks().createNetwork(request));
        break;
    }
    case Verb::NetworkRemove:
        CATAMARAN_CHECK(deck.engine().networks().removeNetwork(name));
        break;
    case Verb::NetworkConnect: {
        engine::spec::NetworkAttachment wish;
        wish.network = name;
        CATAMARAN_CHECK(deck.engine().connectNetwork(target, wish, context));
        break;
    }
    default:
        CATAMARAN_CHECK(deck.engine().disconnectNetwork(target, name, false, context));
        break;
    }
    return RoomOutcome{};
}

base::Result<RoomOutcome> onSnapshots(core::Deck &deck, const RoomCommand &command,
                                      const base::OperationContext &context)
{
    const std::string machine = command.object.toStdString();
    const std::string name = command.target.toStdString();
    hv::Hypervisor &hypervisor = deck.hypervisor();
    if (command.verb == RoomCommand::Verb::SnapshotCreate)
        CATAMARAN_CHECK(hypervisor.createSnapshot(machine, name, command.note.toStdString(), context));
    else if (command.verb == RoomCommand::Verb::SnapshotRevert)
        CATAMARAN_CHECK(hypervisor.revertSnapshot(machine, name, context));
    else
        CATAMARAN_CHECK(hypervisor.removeSnapshot(machine, name, false));
    return RoomOutcome{};
}

base::Result<RoomOutcome> onFiles(core::Deck &deck, const RoomCommand &command,
                                  const base::OperationContext &context)
{
    engine::Engine &engine = deck.engine();
    const std::string id = command.place.id.toStdString();
    const std::string path = command.path.toStdString();
    const std::string host = QFile::encodeName(command.hostPath).toStdString();
    const bool in = command.verb == RoomCommand::Verb::CopyIn;
    if (command.place.kind == FilePlace::Kind::Volume) {
        if (in)
            CATAMARAN_CHECK(engine.volumes().copyIn(host, id, path, context));
        else
            CATAMARAN_CHECK(engine.volumes().copyOut(id, path, host, context));
        return RoomOutcome{};
    }
    const auto report =
        in ? engine.copyIn(host, id, path, {}, context) : engine.copyOut(id, path, host, {}, context);
    if (!report)
        return base::fail(report.error());
    return RoomOutcome{{}, report->bytes};
}

} // namespace

base::Result<QList<VolumeRow>> EngineRooms::volumes(core::Deck &deck)
{
    CATAMARAN_TRY(const auto names, containerNames(deck));
    CATAMARAN_TRY(const auto list, deck.engine().volumes().list(VolumeService::Sizes::Yes));
    QList<VolumeRow> rows;
    for (const engine::VolumeInfo &info : list) {
        VolumeRow row;
        row.name = text(info.name);
        row.driver = text(info.driver);
        row.mountPoint = text(info.mountPoint);
        row.createdNs = info.createdNs;
        row.anonymous = info.anonymous;
        if (info.sizeBytes)
            row.sizeBytes = *info.sizeBytes;
        for (const std::string &user : info.users)
            row.users.append(names.value(text(user), text(user).left(12)));
        for (const std::string &user : info.runningUsers)
            row.runningUsers.append(names.value(text(user), text(user).left(12)));
        rows.append(row);
    }
    return rows;
}

base::Result<QList<NetworkRow>> EngineRooms::networks(core::Deck &deck)
{
    CATAMARAN_TRY(const auto list, deck.engine().networks().list());
    CATAMARAN_TRY(const auto names, containerNames(deck));
    QList<NetworkRow> rows;
    for (const engine::net::Network &network : list) {
        NetworkRow row;
        row.id = text(network.id);
        row.name = text(network.name);
        row.driver = text(network.driver);
        row.subnet = text(network.subnet.empty() ? network.subnet6 : network.subnet);
        row.gateway = text(network.gateway);
        row.bridge = text(network.bridge);
        row.internal = network.internal;
        row.isDefault = network.name == "bridge" || network.driver == "host" || network.driver == "null";
        row.createdNs = network.createdNs;
        // "host" and "none" are only listed and have no members of their own.
        if (const auto members = deck.engine().networks().members(network.name)) {
            for (const engine::net::Member &member : *members) {
                const bool container = names.contains(text(member.owner));
                row.members.append({{container ? Hull::Container : Hull::Vm, text(member.owner)},
                                    text(member.name),
                                    text(member.endpoint.address.empty() ? member.endpoint.address6
                                                                         : member.endpoint.address)});
            }
        }
        rows.append(row);
    }
    return rows;
}

base::Result<QList<SnapshotRow>> EngineRooms::snapshots(core::Deck &deck, const WorkloadKey &key)
{
    CATAMARAN_TRY(const auto list, deck.hypervisor().snapshots(key.id.toStdString()));
    QList<SnapshotRow> rows;
    for (const hv::SnapshotInfo &info : list)
        rows.append({text(info.name), text(info.parent), text(info.description), text(info.state),
                     info.createdNs, info.current, info.withMemory});
    return rows;
}

base::Result<base::UniqueFd> EngineRooms::screen(core::Deck &deck, const WorkloadKey &key)
{
    return deck.hypervisor().openScreen(key.id.toStdString());
}

QList<FileRow> withMarks(QList<FileRow> rows, const QString &path,
                         const QList<QPair<FileMark, QString>> &changes)
{
    const QString folder = path.endsWith(QLatin1Char('/')) ? path : path + QLatin1Char('/');
    QHash<QString, FileMark> marks;
    QStringList deleted;
    for (const auto &[mark, changed] : changes) {
        const QString name = changed.startsWith(folder) ? changed.mid(folder.size()) : QString();
        if (name.isEmpty() || name.contains(QLatin1Char('/')))
            continue;
        marks.insert(name, mark);
        if (mark == FileMark::Deleted)
            deleted.append(name);
    }
    for (FileRow &row : rows) {
        row.mark = marks.value(row.name);
        deleted.removeAll(row.name);
    }
    for (const QString &name : std::as_const(deleted)) {
        FileRow row;
        row.name = name;
        row.kind = FileKind::Other;
        row.mark = FileMark::Deleted;
        rows.append(row);
    }
    return rows;
}

base::Result<QList<FileRow>> EngineRooms::files(core::Deck &deck, const FilePlace &place, const QString &path)
{
    const std::string id = place.id.toStdString();
    const bool volume = place.kind == FilePlace::Kind::Volume;
    const auto entries = volume ? deck.engine().volumes().listFiles(id, path.toStdString())
                                : deck.engine().listFiles(id, path.toStdString());
    if (!entries)
        return base::fail(entries.error());
    QList<FileRow> rows;
    for (const engine::FileEntry &entry : *entries)
        rows.append(fileRow(entry));
    if (volume)
        return rows;
    QList<QPair<FileMark, QString>> marks;
    // Without the marks (a runtime that has no diff) the list is still of use.
    if (const auto changes = deck.engine().changes(id)) {
        for (const engine::FileChange &change : *changes)
            marks.append({change.kind == engine::FileChange::Kind::Added     ? FileMark::Added
                          : change.kind == engine::FileChange::Kind::Deleted ? FileMark::Deleted
                                                                             : FileMark::Changed,
                          text(change.path)});
    }
    return withMarks(rows, path, marks);
}

base::Result<QByteArray> EngineRooms::readFile(core::Deck &deck, const FilePlace &place, const QString &path)
{
    const base::Bytes limit(kMostEditableBytes);
    const std::string id = place.id.toStdString();
    const auto content = place.kind == FilePlace::Kind::Volume
                             ? deck.engine().volumes().readFile(id, path.toStdString(), limit)
                             : deck.engine().readFile(id, path.toStdString(), limit);
    if (!content)
        return base::fail(content.error());
    return QByteArray::fromStdString(*content);
}

base::Result<void> EngineRooms::writeFile(core::Deck &deck, const FilePlace &place, const QString &path,
                                          const QByteArray &content)
{
    const std::string id = place.id.toStdString();
    return place.kind == FilePlace::Kind::Volume
               ? deck.engine().volumes().writeFile(id, path.toStdString(), content.toStdString())
               : deck.engine().writeFile(id, path.toStdString(), content.toStdString());
}

base::Result<RoomOutcome> EngineRooms::perform(core::Deck &deck, const RoomCommand &command,
                                               const base::OperationContext &context)
{
    using Verb = RoomCommand::Verb;
    switch (command.verb) {
    case Verb::VolumeCreate:
    case Verb::VolumeRemove:
    case Verb::VolumePrune:
    case Verb::VolumeClone:
    case Verb::VolumeExport:
    case Verb::VolumeImport:
        return onVolumes(deck, command, context);
    case Verb::NetworkCreate:
    case Verb::NetworkRemove:
    case Verb::NetworkConnect:
    case Verb::NetworkDisconnect:
        return onNetworks(deck, command, context);
    case Verb::SnapshotCreate:
    case Verb::SnapshotRevert:
    case Verb::SnapshotRemove:
        return onSnapshots(deck, command, context);
    case Verb::CopyIn:
    case Verb::CopyOut:
        return onFiles(deck, command, context);
    }
    return RoomOutcome{};
}

} // namespace catamaran::bridge
