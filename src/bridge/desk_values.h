// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/values.h"

#include <QMap>

/// What the window works with beside workloads and stacks: volumes, networks, what is done with images, and
/// what is wrong with this computer. Plain values.
namespace catamaran::bridge {

struct VolumeEntry {
    QString name;
    QString detail;        ///< "local, used by 2 containers"
    qint64 sizeBytes = -1; ///< -1: not asked for
    bool inUse = false;
    bool operator==(const VolumeEntry &) const = default;
};

struct NetworkEntry {
    QString name;
    QString id;
    QString detail; ///< "bridge, 10.89.0.0/16"
    bool builtIn = false;
    bool operator==(const NetworkEntry &) const = default;
};

/// Something that the window can do beside starting and stopping. Plain; commandLine() says the same in words
/// of the command line.
struct DeskCommand {
    enum class Verb {
        RemoveContainer,
        RemoveVm,
        RemoveImage,
        RemoveVolume,
        RemoveNetwork,
        Pull,
        Build,
        Load,
        Import,
        CopyIn,
        CreateVm,
        PruneContainers,
        PruneImages,
        PruneBuildCache,
        PruneVolumes,
        Tool ///< `toolVerb` with `values`; see tool.h
    };
    Verb verb = Verb::Pull;
    QString subject;   ///< name or id of what it is done to; Pull: the reference; CopyIn: the container
    QStringList paths; ///< Build: context; Load, Import, CreateVm: one file; CopyIn: files of the host
    QString target;    ///< Build, Import: tag; CopyIn: directory inside; CreateVm: name
    QString file;      ///< Build: the Dockerfile where it is not the context's own; CreateVm: user-data
    QString label;     ///< how people call the subject, where that is not `subject`
    Hull hull = Hull::Container;
    QString toolVerb;              ///< Tool: which, as the command line calls it: "vm disk add"
    QMap<QString, QString> values; ///< Tool: of its fields; "true" for a box that is ticked
    bool operator==(const DeskCommand &) const = default;

    [[nodiscard]] QString commandLine() const;
    /// "Pull alpine", "Remove the volume data"
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString name() const { return label.isEmpty() ? subject : label; }
    [[nodiscard]] bool isRemoval() const { return verb <= Verb::RemoveNetwork; }
};

/// A step or layer of a long command, as its line shows it.
struct DeskStep {
    enum class State { Waiting, Running, Cached, Done, Failed };
    QString id;     ///< the same id again replaces the line
    QString title;  ///< "COPY www /www", "4f1c2a9b77d0"
    QString detail; ///< "12.0 of 30.1 MiB", "0.4 s"
    QString output; ///< of a RUN; to be appended
    State state = State::Waiting;
    double fraction = -1; ///< of its work; below 0: unknown
    double seconds = 0;
    bool operator==(const DeskStep &) const = default;
};

/// One check of the doctor.
struct DoctorRow {
    enum class State { Good, Warning, Missing };
    QString id;
    QString area;
    QString title;
    State state = State::Good;
    bool needed = false;
    QString explanation;
    QString fix;
    QString command;       ///< what a shell would run for it; empty: nothing that can be typed
    bool canApply = false; ///< Desk::applyFix() can do it
    bool frees = false;    ///< space would help: show the way to reclaim some
    bool operator==(const DoctorRow &) const = default;
};

/// A layer of an image and what it brought.
struct LayerRow {
    QString createdBy;
    qint64 bytes = 0;
    qint64 wastedBytes = 0;
    int added = 0;
    int changed = 0;
    int removed = 0;
    QStringList files; ///< "A 12.0 KiB /etc/passwd", the largest ones first, at most 2,000
};

struct FindingRow {
    QString rule;
    QString severity; ///< "error", "warning", "info", "style"
    QString message;
    QString place;
    QString fix;
};

struct PackageRow {
    QString name;
    QString version;
    QString kind;
    QString license;
};

/// What is known about an image after a look into it.
struct ImageReport {
    QString image;
    QList<LayerRow> layers; ///< lowest first
    double efficiency = 1;
    QList<FindingRow> findings;
    QList<PackageRow> packages;
    QString distribution;
};

/// A part of the state directory.
struct UsageRow {
    enum class Kind { Image, Container, Volume, BuildCache, Other };
    Kind kind = Kind::Other;
    QString name;
    qint64 bytes = 0;
    bool reclaimable = false; ///< nothing uses it
};

struct UsageView {
    QList<UsageRow> rows; ///< largest first
    qint64 totalBytes = 0;
    qint64 reclaimableBytes = 0;
    qint64 freeBytes = 0; ///< of the file system
};

} // namespace catamaran::bridge

Q_DECLARE_METATYPE(catamaran::bridge::DeskCommand)
