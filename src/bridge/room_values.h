// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/values.h"

/// Volumes, networks, files and snapshots in the words of the window. Plain values.
namespace catamaran::bridge {

struct VolumeRow {
    QString name;
    QString driver;
    QString mountPoint;
    qint64 createdNs = 0;
    std::optional<qint64> sizeBytes; ///< as du(1) counts
    bool anonymous = false;
    QStringList users;        ///< names of the containers that have it, running or not
    QStringList runningUsers; ///< those of them that run
    bool operator==(const VolumeRow &other) const = default;
};

struct NetworkMember {
    WorkloadKey key;
    QString name;
    QString address;
    bool operator==(const NetworkMember &other) const = default;
};

struct NetworkRow {
    QString id;
    QString name;
    QString driver;
    QString subnet;
    QString gateway;
    QString bridge;
    bool internal = false;
    bool isDefault = false; ///< cannot be removed
    qint64 createdNs = 0;
    QList<NetworkMember> members; ///< those that run
    bool operator==(const NetworkRow &other) const = default;
};

enum class FileKind { Directory, File, Link, Other };
/// What differs from the image, in docker diff's letters.
enum class FileMark { None, Added, Changed, Deleted };

struct FileRow {
    QString name;
    FileKind kind = FileKind::File;
    QString linkTarget;
    qint64 sizeBytes = 0;
    qint64 modifiedNs = 0;
    unsigned mode = 0;
    QString owner; ///< "0:0"
    FileMark mark = FileMark::None;
};

/// Whose files: a container's or a volume's.
struct FilePlace {
    enum class Kind { Container, Volume };
    Kind kind = Kind::Container;
    QString id;   ///< container id, or the volume's name
    QString name; ///< for command lines
    bool operator==(const FilePlace &other) const = default;
};

struct SnapshotRow {
    QString name;
    QString parent;
    QString description;
    QString state;
    qint64 createdNs = 0;
    bool current = false;
    bool withMemory = false;
};

/// Something to be done with a volume, a network, a snapshot or a file.
struct RoomCommand {
    enum class Verb {
        VolumeCreate,
        VolumeRemove,
        VolumePrune,  ///< `all`: named ones too
        VolumeClone,  ///< object to target
        VolumeExport, ///< object to the file hostPath; `live`: users are not paused
        VolumeImport, ///< the file hostPath to object
        NetworkCreate,
        NetworkRemove,
        NetworkConnect, ///< target (a container) to object
        NetworkDisconnect,
        SnapshotCreate, ///< of VM object, named target
        SnapshotRevert,
        SnapshotRemove,
        CopyIn, ///< hostPath to path of place
        CopyOut ///< path of place to the folder hostPath
    };
    Verb verb = Verb::VolumeCreate;
    QString object;
    QString target;
    QString subnet;
    QString path;
    QString hostPath;
    QString note; ///< of a snapshot
    FilePlace place;
    bool internal = false;
    bool all = false;
    bool live = false;

    /// The same on the command line.
    [[nodiscard]] QString commandLine() const;
    /// "Volume data cloned to data-copy": what a toast says when it is done.
    [[nodiscard]] QString doneText() const;
    /// "Cannot clone volume data": what the banner says when it failed.
    [[nodiscard]] QString failedText() const;
};

/// What a command took away, or copied.
struct RoomOutcome {
    QStringList names;
    qint64 bytes = 0;
};

/// Command lines of what the window does with workloads, to copy.
QString logsCommand(const QList<WorkloadKey> &keys, const QStringList &names);
QString attachCommand(const QString &name);
QString terminalCommand(const WorkloadKey &key, const QString &name, const QString &command);
QString inspectCommand(const WorkloadKey &key, const QString &name);

} // namespace catamaran::bridge
