// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/values.h"

#include <QPair>

/// Compose stacks in the words of the window. Plain values; stack_preview.h, stack_state.h and stack_plan.h
/// make them.
namespace catamaran::bridge {

enum class Severity { Error, Warning, Note };

/// Something to say about a place of a Compose file. Lines and columns count from 1; 0 is unknown.
struct StackDiagnostic {
    Severity severity = Severity::Error;
    QString file;
    int line = 0;
    int column = 0;
    QString text;
    QString fix;
    bool operator==(const StackDiagnostic &) const = default;
    /// "compose.yaml:12:5"; empty where no file stands behind it.
    [[nodiscard]] QString place() const;
};

/// One entry of depends_on: `from` needs `to`.
struct StackEdge {
    QString from;
    QString to;
    QString condition; ///< service_started, service_healthy, service_completed_successfully
    bool required = true;
    bool operator==(const StackEdge &) const = default;
};

/// Open TCP connections between two services, counted where they are listened for.
struct StackTraffic {
    QString client;
    QString server;
    int connections = 0;
    bool operator==(const StackTraffic &) const = default;
};

/// One published port of one service, and who has it already.
struct StackPort {
    QString service;
    QString hostIp;
    int first = 0; ///< 0: the engine picks one
    int last = 0;
    int target = 0;
    QString protocol;
    QString owner; ///< "container web", "nginx (pid 812)", "service api of this file"; empty: free
    bool operator==(const StackPort &) const = default;
    [[nodiscard]] QString published() const; ///< "8080", "8080-8090", "any"
};

struct StackService {
    QString name;
    QString image;   ///< empty where it is built and not named
    QString context; ///< of its build; empty: the image is pulled
    Hull hull = Hull::Container;
    int replicas = 1;
    bool hasHealthCheck = false;
    bool isActive = true; ///< false: none of its profiles is on
    int line = 0;
    QStringList profiles;
    QStringList ports;
    QStringList volumes;
    QStringList networks;
    QString limits; ///< "2 CPUs · 512 MiB"
    bool operator==(const StackService &) const = default;
};

/// A network or volume of the file.
struct StackResource {
    QString name; ///< key in the file
    QString realName;
    QString detail; ///< driver, subnet, "external"
    QStringList usedBy;
    bool operator==(const StackResource &) const = default;
};

/// Where a stack comes from and how it is to be read. Kept among the recent ones.
struct StackSource {
    QStringList files; ///< absolute; the first is the one that is edited
    QString directory; ///< project directory
    QString projectName;
    QStringList profiles;
    QString envFile;
    bool useDotEnv = true;
    QString label; ///< the project's name when it was last read, for lists
    QString title; ///< how it was given: a path, an address, "pasted text"
    bool operator==(const StackSource &) const = default;
    [[nodiscard]] bool isEmpty() const { return files.isEmpty(); }
    /// "catamaran compose -f ... " up to the verb, as a shell takes it.
    [[nodiscard]] QString commandLine(const QString &verb) const;
};

/// What a Compose file says, before anything is done.
struct StackPreview {
    StackSource source;
    QString text; ///< of the first file, as it was read
    QString project;
    bool isValid = false;
    QList<StackService> services; ///< active ones first, each group by name
    QList<StackEdge> edges;
    QList<StackPort> ports;
    QList<StackResource> volumes;
    QList<StackResource> networks;
    QStringList secrets;
    QStringList configs;
    QStringList profiles; ///< all that the files name
    bool hasDotEnv = false;
    QList<StackDiagnostic> diagnostics;

    [[nodiscard]] const StackService *service(const QString &name) const;
    [[nodiscard]] int count(Severity severity) const;
    [[nodiscard]] QList<StackPort> conflicts() const;
};

/// One replica of a service as it is.
struct StackReplica {
    WorkloadKey key;
    QString name;
    State state = State::Created;
    QString stateText;
    QString health;
    int number = 0;
    qint64 createdNs = 0;
    qint64 startedNs = 0;
    std::optional<int> exitCode;
    bool operator==(const StackReplica &) const = default;
};

/// A node of the live graph.
struct ServiceState {
    enum class Mood { Absent, Waiting, Starting, Running, Healthy, Unhealthy, Paused, Done, Stopped, Failed };
    QString service;
    Hull hull = Hull::Container;
    Mood mood = Mood::Absent;
    QString word;   ///< "healthy", "running", "2 of 3 running"
    QString detail; ///< why, where it is not well
    QString image;
    QList<StackReplica> replicas;
    bool operator==(const ServiceState &) const = default;
    [[nodiscard]] int running() const;
};

/// A project that has workloads, or had.
struct StackState {
    QString project;
    QString directory;
    QStringList files;
    QList<ServiceState> services;
    bool operator==(const StackState &) const = default;
    [[nodiscard]] const ServiceState *service(const QString &name) const;
    [[nodiscard]] int replicas() const;
    [[nodiscard]] int running() const;
    [[nodiscard]] int completed() const; ///< jobs that ended well
    /// Whether everything runs or has ended well.
    [[nodiscard]] bool isWell() const { return running() + completed() == replicas(); }
    [[nodiscard]] QString summary() const; ///< "3 running, 1 completed", "3 of 4 running"
};

/// One bar of the startup chart.
struct StartupBar {
    enum class Kind { Wait, Create, Start, Health, Other };
    QString row; ///< service, network or volume
    QString step;
    Kind kind = Kind::Other;
    double fromMs = 0;
    double toMs = 0; ///< below `fromMs`: still under way
    bool failed = false;
    bool operator==(const StartupBar &) const = default;
};

/// One step of what an up, down or scale would do.
struct PlanRow {
    enum class Change { Create, Recreate, Start, Stop, Remove, Keep, Build, Pull, Other };
    Change change = Change::Other;
    QString kind; ///< "container", "network", "volume", "image", "VM"
    QString name;
    QString reason;
    bool operator==(const PlanRow &) const = default;
};

} // namespace catamaran::bridge

Q_DECLARE_METATYPE(catamaran::bridge::StackSource)
