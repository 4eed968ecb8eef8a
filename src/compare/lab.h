// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "src/compare/experiment.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

/// The other experiments of the lab, beside the startup race of experiment.h: what is shared (isolation), how
/// many fit (density), how fast the same program runs inside (work), and the textbook's table filled with
/// what was measured here. Each removes all that it started, also on error and on cancel. Thread: each call
/// blocks with its deadlines; use a worker.
namespace catamaran::compare {

/// Where and of what a lab result was made.
struct LabFacts {
    std::string image;
    std::string startedAt; ///< RFC 3339
    std::string operatingSystem;
    std::string kernel;
    int cpus = 0;
    std::int64_t memoryBytes = 0;
    std::string accelerationLabel; ///< of the VM hull: "software emulation"; show it beside any figure of it
};

// Isolation

/// How one thing of a hull relates to the host's.
enum class Sharing {
    Shared,   ///< the very same as the host's
    Filtered, ///< the host's, with less of it allowed
    Own,      ///< another one than the host's
    Unknown,  ///< the hull could not tell
};
std::string_view sharingName(Sharing sharing) noexcept;

/// One thing that can be shared, with the evidence that the probes brought.
struct IsolationRow {
    std::string id;      ///< "kernel", "processes": stable, for JSON
    std::string title;   ///< "Kernel"
    std::string meaning; ///< what it means when it is shared, in a sentence
    std::string host;    ///< evidence, as text
    std::string container;
    std::string vm;
    Sharing containerSharing = Sharing::Unknown;
    Sharing vmSharing = Sharing::Unknown;
};

struct Isolation {
    LabFacts facts;
    std::vector<IsolationRow> rows;
};

/// What the probe's `KEY=value` lines of one hull say.
using Evidence = std::vector<std::pair<std::string, std::string>>;

/// The shell script whose output is Evidence; it changes nothing outside the hull that it runs in.
std::string_view isolationProbe() noexcept;
/// The host's side, read from /proc by this process.
Evidence hostEvidence();
/// Lines of the form KEY=value; others are dropped. Pure.
Evidence parseEvidence(std::string_view text);
/// The table from three sets of evidence; an empty set makes Unknown. Pure.
std::vector<IsolationRow> isolationRows(const Evidence &host, const Evidence &container, const Evidence &vm);

/// Starts the image in both hulls with a shell that waits, runs the probe in each and removes them.
/// Unsupported: the image has no /bin/sh.
base::Result<Isolation> exploreIsolation(core::Deck &deck, const std::string &image,
                                         const base::OperationContext &context);

// Density

struct DensityRequest {
    std::string image = "localhost/demo:latest";
    core::Kind hull = core::Kind::Container;
    int maximum = 20; ///< instances
    /// The safety stops: the ramp ends, and all is removed, as soon as one is met.
    double leastAvailable = 0.15;  ///< of the host's memory (MemAvailable)
    double mostPressure = 40;      ///< percent of time that tasks wait for memory (PSI some avg10)
    double mostSlowdown = 8;       ///< a start this many times slower than the first one's
    std::chrono::seconds pause{0}; ///< between two starts
};

struct DensityPoint {
    int count = 0;                   ///< instances that run now
    double startMs = 0;              ///< of the one that came last, until its program ran
    std::int64_t availableBytes = 0; ///< MemAvailable afterwards
    std::int64_t instancesBytes = 0; ///< ledgers of all so far, each read when its instance was new
};

struct Density {
    LabFacts facts;
    core::Kind hull = core::Kind::Container;
    std::vector<DensityPoint> points;
    std::string stopped; ///< why the ramp ended: "20 instances, as asked"
    bool safety = false; ///< a safety stop ended it
    /// What an instance takes: the host's loss of available memory, or the ledgers where they say more (the
    /// host may find the first instances room in what it had set aside); nullopt with less than two points.
    [[nodiscard]] std::optional<double> bytesEach() const;
    /// How many more would fit until the memory stop, by that figure: an estimate.
    [[nodiscard]] std::optional<int> wouldFit(double leastAvailable) const;
};

/// Starts one instance after the other until a limit is met, then removes them all. `onPoint` is called after
/// each start, on this thread.
base::Result<Density> runDensity(core::Deck &deck, const DensityRequest &request,
                                 const std::function<void(const DensityPoint &)> &onPoint,
                                 const base::OperationContext &context);

// Work

/// One program, timed inside both hulls.
struct WorkRow {
    std::string id;
    std::string title;   ///< "Hash 32 MiB (SHA-256)"
    std::string command; ///< what ran, as a shell line
    std::vector<double> containerMs;
    std::vector<double> vmMs;
    [[nodiscard]] double containerMedian() const { return Distribution::of(containerMs).median; }
    [[nodiscard]] double vmMedian() const { return Distribution::of(vmMs).median; }
};

struct Work {
    LabFacts facts;
    std::vector<WorkRow> rows;
};

/// Runs each program `rounds` times in both hulls, in turn; times are of the program inside, without the way
/// in (the median of `true` is taken off). Unsupported: the image has no /bin/sh or no dd.
base::Result<Work> runWork(core::Deck &deck, const std::string &image, int rounds,
                           const base::OperationContext &context);

// The textbook's table

struct TextbookRow {
    std::string aspect;    ///< "Startup", "Size", "Overhead", "Isolation", "Portability", "Density"
    std::string textbook;  ///< what is usually said
    std::string container; ///< what was measured here; "not measured yet" with the command that does it
    std::string vm;
    std::string source; ///< which experiment the figures are of; empty: none
};

struct Measured {
    std::optional<Experiment> race;
    std::optional<Isolation> isolation;
    std::optional<Work> work;
    std::optional<Density> containerDensity;
    std::optional<Density> vmDensity;
};

/// Pure.
std::vector<TextbookRow> textbookTable(const Measured &measured);

// Texts

std::string toJson(const Isolation &isolation);
std::string toJson(const Density &density);
std::string toJson(const Work &work);
std::string toTable(const Isolation &isolation);
std::string toTable(const Density &density);
std::string toTable(const Work &work);
std::string toTable(const std::vector<TextbookRow> &rows);
base::Result<Isolation> isolationFromJson(std::string_view text);
base::Result<Density> densityFromJson(std::string_view text);
base::Result<Work> workFromJson(std::string_view text);

} // namespace catamaran::compare
