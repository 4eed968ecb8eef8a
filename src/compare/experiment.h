// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "src/core/workload.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace catamaran::compare {

/// A stamp on one run's axis: milliseconds since the run was asked for.
/// Names, in order: container "create", "start", "listening", "http"; vm "define", "start", "kernel", "init",
/// "entrypoint", "listening", "http". A stamp is the END of the phase that bears its name.
struct PhaseStamp {
    std::string name;
    double atMs = 0;
};

struct Run {
    std::vector<PhaseStamp> phases;
    double startupMs = 0; ///< the last stamp: first HTTP 200
};

/// Five numbers of a set (linear interpolation between closest ranks, as numpy's default).
struct Distribution {
    double median = 0;
    double p25 = 0;
    double p75 = 0;
    double minimum = 0;
    double maximum = 0;
    static Distribution of(std::vector<double> values);
};

struct HullResult {
    core::Kind kind = core::Kind::Container;
    std::string accelerator = "none";
    std::string accelerationLabel;
    std::vector<Run> runs;
    Distribution startupMs;
    core::Ledger memory; ///< of the last run, settled (see ExperimentRequest::settle)
    core::Disk disk;
    double cpuSecondsToReady = 0; ///< CPU time burnt until the first HTTP 200, median
};

struct ExperimentRequest {
    std::string image = "localhost/demo:latest";
    int runs = 5;
    int warmUps = 1;
    std::uint16_t containerPort = 80; ///< the port that must answer HTTP 200 on "/"
    std::string path = "/";
    std::chrono::milliseconds settle{1000}; ///< idle time before memory is read
    std::chrono::seconds deadline{120};     ///< of one run
    bool keepLast = false; ///< leave the last container and VM running (the window's live charts)
    std::vector<core::Kind> hulls = {core::Kind::Container, core::Kind::Vm};
};

struct Experiment {
    std::string image;
    std::string startedAt; ///< RFC 3339
    core::HostFacts host;
    std::vector<HullResult> hulls;
    std::vector<core::WorkloadId> kept;
};

/// What happens while an experiment runs; for live lanes.
struct ExperimentEvent {
    enum class Kind { RunStarted, Phase, RunFinished, Measured };
    Kind kind = Kind::RunStarted;
    core::Kind hull = core::Kind::Container;
    int run = 0; ///< 0-based; warm-ups are negative
    PhaseStamp phase;
    double startupMs = 0;
    core::WorkloadId workload;
};

/// Runs the hulls in turn (A B A B), keeps raw samples, and removes what it started, also on cancel and on
/// error. `onEvent` is called on the calling thread and must not block.
base::Result<Experiment> runExperiment(core::Deck &deck, const ExperimentRequest &request,
                                       const std::function<void(const ExperimentEvent &)> &onEvent,
                                       const base::OperationContext &context);

/// The object of `compare --format json`; see resources/doc/compare-json.md.
std::string toJson(const Experiment &experiment);
base::Result<Experiment> fromJson(std::string_view json);
/// The table for a terminal, with the acceleration label.
std::string toTable(const Experiment &experiment);
std::string toCsv(const Experiment &experiment);
/// A self-contained page (no scripts from elsewhere) with tables and SVG charts.
std::string toHtml(const Experiment &experiment);
/// One sentence: "The container answered 4.6x sooner and used 6.9x less memory; the VM has its own kernel
/// (software emulation)."
std::string verdict(const Experiment &experiment);

} // namespace catamaran::compare
