// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/room_values.h"
#include "src/bridge/words.h"

#include <QCoreApplication>

namespace catamaran::bridge {

namespace {

QString line(const QStringList &words)
{
    QStringList quoted{QStringLiteral("catamaran")};
    for (const QString &word : words)
        quoted.append(quoteForShell(word));
    return quoted.join(QLatin1Char(' '));
}

QString say(const char *text)
{
    return QCoreApplication::translate("catamaran::bridge::RoomCommand", text);
}

} // namespace

QString RoomCommand::commandLine() const
{
    const auto word = [](const char *text) { return QString::fromLatin1(text); };
    // `cp` names a volume by a container that has it; the volume itself is copied by export and import.
    const QString inside = (place.name.isEmpty() ? place.id : place.name) + QLatin1Char(':') + path;
    switch (verb) {
    case Verb::VolumeCreate:
        return line({word("volume"), word("create"), object});
    case Verb::VolumeRemove:
        return line({word("volume"), word("rm"), object});
    case Verb::VolumePrune:
        return all ? line({word("volume"), word("prune"), word("--all")})
                   : line({word("volume"), word("prune")});
    case Verb::VolumeClone:
        return line({word("volume"), word("clone"), object, target});
    case Verb::VolumeExport:
        return line({word("volume"), word("export"), word("-o"), hostPath, object});
    case Verb::VolumeImport:
        return line({word("volume"), word("import"), object, hostPath});
    case Verb::NetworkCreate: {
        QStringList words{word("network"), word("create")};
        if (internal)
            words.append(word("--internal"));
        if (!subnet.isEmpty())
            words << word("--subnet") << subnet;
        return line(words << object);
    }
    case Verb::NetworkRemove:
        return line({word("network"), word("rm"), object});
    case Verb::NetworkConnect:
        return line({word("network"), word("connect"), object, target});
    case Verb::NetworkDisconnect:
        return line({word("network"), word("disconnect"), object, target});
    case Verb::SnapshotCreate:
        return note.isEmpty()
                   ? line({word("vm"), word("snapshot"), word("create"), object, target})
                   : line({word("vm"), word("snapshot"), word("create"), word("-m"), note, object, target});
    case Verb::SnapshotRevert:
        return line({word("vm"), word("snapshot"), word("revert"), object, target});
    case Verb::SnapshotRemove:
        return line({word("vm"), word("snapshot"), word("rm"), object, target});
    case Verb::CopyIn:
        return line({word("cp"), hostPath, inside});
    case Verb::CopyOut:
        return line({word("cp"), inside, hostPath});
    }
    return {};
}

QString RoomCommand::doneText() const
{
    switch (verb) {
    case Verb::VolumeCreate:
        return say("Volume %1 is there").arg(object);
    case Verb::VolumeRemove:
        return say("Volume %1 removed").arg(object);
    case Verb::VolumePrune:
        return say("Unused volumes removed");
    case Verb::VolumeClone:
        return say("Volume %1 cloned to %2").arg(object, target);
    case Verb::VolumeExport:
        return say("Volume %1 saved to %2").arg(object, hostPath);
    case Verb::VolumeImport:
        return say("Volume %1 restored").arg(object);
    case Verb::NetworkCreate:
        return say("Network %1 is there").arg(object);
    case Verb::NetworkRemove:
        return say("Network %1 removed").arg(object);
    case Verb::NetworkConnect:
        return say("%1 is on network %2").arg(target, object);
    case Verb::NetworkDisconnect:
        return say("%1 is off network %2").arg(target, object);
    case Verb::SnapshotCreate:
        return say("Snapshot %1 of %2 taken").arg(target, object);
    case Verb::SnapshotRevert:
        return say("%1 is back at snapshot %2").arg(object, target);
    case Verb::SnapshotRemove:
        return say("Snapshot %1 of %2 removed").arg(target, object);
    case Verb::CopyIn:
        return say("Copied %1 to %2").arg(hostPath.section(QLatin1Char('/'), -1), path);
    case Verb::CopyOut:
        return say("Copied %1 to %2").arg(path, hostPath);
    }
    return {};
}

QString RoomCommand::failedText() const
{
    switch (verb) {
    case Verb::VolumeCreate:
        return say("Cannot create volume %1").arg(object);
    case Verb::VolumeRemove:
        return say("Cannot remove volume %1").arg(object);
    case Verb::VolumePrune:
        return say("Cannot remove the unused volumes");
    case Verb::VolumeClone:
        return say("Cannot clone volume %1").arg(object);
    case Verb::VolumeExport:
        return say("Cannot save volume %1").arg(object);
    case Verb::VolumeImport:
        return say("Cannot restore volume %1").arg(object);
    case Verb::NetworkCreate:
        return say("Cannot create network %1").arg(object);
    case Verb::NetworkRemove:
        return say("Cannot remove network %1").arg(object);
    case Verb::NetworkConnect:
        return say("Cannot connect %1 to network %2").arg(target, object);
    case Verb::NetworkDisconnect:
        return say("Cannot take %1 off network %2").arg(target, object);
    case Verb::SnapshotCreate:
        return say("Cannot take a snapshot of %1").arg(object);
    case Verb::SnapshotRevert:
        return say("Cannot bring %1 back to snapshot %2").arg(object, target);
    case Verb::SnapshotRemove:
        return say("Cannot remove snapshot %1").arg(target);
    case Verb::CopyIn:
        return say("Cannot copy %1").arg(hostPath.section(QLatin1Char('/'), -1));
    case Verb::CopyOut:
        return say("Cannot copy %1").arg(path);
    }
    return {};
}

QString logsCommand(const QList<WorkloadKey> &keys, const QStringList &names)
{
    QStringList lines;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const QString name = names.value(i, keys[i].id);
        lines.append(keys[i].hull == Hull::Vm
                         ? line({QStringLiteral("vm"), QStringLiteral("logs"), QStringLiteral("-f"), name})
                         : line({QStringLiteral("logs"), QStringLiteral("-f"), QStringLiteral("-t"), name}));
    }
    return lines.join(QLatin1Char('\n'));
}

QString terminalCommand(const WorkloadKey &key, const QString &name, const QString &command)
{
    if (key.hull == Hull::Vm)
        return line({QStringLiteral("vm"), QStringLiteral("console"), name});
    return line({QStringLiteral("exec"), QStringLiteral("-it"), name}) + QLatin1Char(' ') + command;
}

QString attachCommand(const QString &name)
{
    return line({QStringLiteral("attach"), name});
}

QString inspectCommand(const WorkloadKey &key, const QString &name)
{
    return key.hull == Hull::Vm ? line({QStringLiteral("vm"), QStringLiteral("inspect"), name})
                                : line({QStringLiteral("inspect"), name});
}

} // namespace catamaran::bridge
