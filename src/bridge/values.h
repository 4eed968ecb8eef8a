// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QMetaType>
#include <QPair>
#include <QString>
#include <QStringList>
#include <memory>
#include <optional>

/// Value types that the window works with: Qt words for what src/core, metrics and compare deliver.
///
/// No engine, hypervisor or core header is needed to read them; convert.h makes them. All are plain values.
namespace catamaran::bridge {

enum class Hull { Container, Vm };
enum class State { Created, Starting, Running, Paused, Stopping, Exited, Failed };

/// A problem put for a person. Empty when nothing went wrong.
struct Problem {
    QString what;
    QString why;
    QString action;
    [[nodiscard]] bool isEmpty() const { return what.isEmpty() && why.isEmpty(); }
    [[nodiscard]] QString text() const;
};

struct WorkloadKey {
    Hull hull = Hull::Container;
    QString id;
    bool operator==(const WorkloadKey &other) const = default;
    /// "container:<id>" or "vm:<id>", the sampler's key.
    [[nodiscard]] QString text() const;
};
size_t qHash(const WorkloadKey &key, size_t seed = 0);

struct WorkloadRow {
    WorkloadKey key;
    QString name;
    QString image;
    QString command;
    State state = State::Created;
    QString stateText;
    std::optional<int> exitCode;
    qint64 createdNs = 0; ///< CLOCK_REALTIME
    qint64 startedNs = 0; ///< 0: never
    QStringList ports;    ///< "8080 → 80/tcp"
    QStringList networks; ///< sorted; of a VM that has joined one
    QList<QPair<QString, QString>> labels;
    QString accelerationLabel; ///< empty for containers; show it beside any figure of a VM
    QString health;
    bool ours = true;
    bool operator==(const WorkloadRow &other) const = default;
    [[nodiscard]] bool isRunning() const
    {
        return state == State::Running || state == State::Starting || state == State::Stopping;
    }
};

struct FeatureRow {
    QString area;
    QString name;
    bool available = false;
    QString explanation;
    QString fix;
};

struct HostView {
    QString hostname;
    QString operatingSystem;
    QString kernel;
    QString cpuModel;
    int cpus = 0;
    qint64 memoryBytes = 0;
    QString accelerator;
    QString accelerationLabel;
    QString acceleratorExplanation;
    QString qemuVersion;
    QString libvirtVersion;
    QString catamaranVersion;
};

struct ImageRow {
    QString id;
    QString tag; ///< "localhost/demo:latest"; empty: dangling
    qint64 createdNs = 0;
    qint64 sizeBytes = 0;
    bool operator==(const ImageRow &other) const = default;
};

struct LogLine {
    qint64 timeNs = 0;
    bool isStderr = false;
    QString text;
    QString source = {}; ///< shown before the text where several logs are one; at most 18 characters
    int color = -1;      ///< of the source, for seriesColor()
};

struct LedgerView {
    QList<QPair<QString, qint64>> entries;
    qint64 totalBytes = 0;
};

/// Facts that take a moment to gather; a missing one stays empty.
struct DetailsView {
    LedgerView memory;
    std::optional<qint64> diskSharedBytes;
    std::optional<qint64> diskUniqueBytes;
};

struct PhaseView {
    QString name; ///< of the phase that ends here
    double atMs = 0;
};

struct RunView {
    QList<PhaseView> phases;
    double startupMs = 0;
};

struct DistributionView {
    double median = 0;
    double p25 = 0;
    double p75 = 0;
    double minimum = 0;
    double maximum = 0;
};

struct HullView {
    Hull hull = Hull::Container;
    QString accelerator;
    QString accelerationLabel;
    QList<RunView> runs;
    DistributionView startupMs;
    LedgerView memory;
    qint64 diskSharedBytes = 0;
    qint64 diskUniqueBytes = 0;
    double cpuSecondsToReady = 0;
};

/// A finished comparison. `raw` is the experiment itself, for reports; opaque here.
struct ExperimentView {
    QString image;
    QString startedAt; ///< RFC 3339
    HostView host;
    QList<HullView> hulls;
    QList<WorkloadKey> kept;
    QString verdict;
    std::shared_ptr<const void> raw;
    [[nodiscard]] bool isEmpty() const { return hulls.isEmpty(); }
    [[nodiscard]] const HullView *hull(Hull which) const;
};

struct RaceRequest {
    QString image = QStringLiteral("localhost/demo:latest");
    int runs = 5;
    int warmUps = 1;
};

struct RaceEvent {
    enum class Kind { RunStarted, Phase, RunFinished, Measured };
    Kind kind = Kind::RunStarted;
    Hull hull = Hull::Container;
    int run = 0; ///< 0-based; warm-ups are negative
    PhaseView phase;
    double startupMs = 0;
    WorkloadKey workload;
};

enum class ReportFormat { Html, Json, Csv, Markdown };

/// Sampled quantities, in display units: percent of one CPU, bytes, bytes a second.
enum class Quantity {
    CpuPercent,
    MemoryBytes,
    NetworkReceiveRate,
    NetworkSendRate,
    DiskReadRate,
    DiskWriteRate
};

/// One point of a curve; no value is a gap.
struct CurvePoint {
    double secondsAgo = 0;
    std::optional<double> value;
};

} // namespace catamaran::bridge

Q_DECLARE_METATYPE(catamaran::bridge::WorkloadKey)
