// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "src/compose/project.h"
#include "src/core/workload.h"

#include <optional>
#include <string>
#include <vector>

/// The same stack as containers and as VMs, one after the other, and what each costs.
namespace catamaran::stack {

/// One container or VM of a run; several of a service are several entries.
struct TwinInstance {
    std::string service;
    std::string name; ///< "web-1"
    core::Kind kind = core::Kind::Container;
    std::string note; ///< why it is a container in the run of VMs; empty: it is what was asked for
    /// Milliseconds since `up` was asked for, all services on one axis.
    double beganMs = 0;              ///< work on it began
    double startedMs = 0;            ///< its program was started (a VM: its guest runs it)
    std::optional<double> healthyMs; ///< its health check passed
    std::int64_t memoryBytes = 0;    ///< ledger's total, when the stack had settled
    std::int64_t diskUniqueBytes = 0;
    std::optional<double> cpuSeconds; ///< burnt until then
};

struct TwinRun {
    core::Kind kind = core::Kind::Container; ///< asked for
    double upMs = 0;                         ///< until every service ran or was healthy
    double downMs = 0;
    std::vector<TwinInstance> instances; ///< in order of their start
    [[nodiscard]] std::int64_t memoryBytes() const;
    [[nodiscard]] std::int64_t diskUniqueBytes() const;
    [[nodiscard]] double cpuSeconds() const;
};

struct TwinReport {
    std::string project;
    std::string startedAt; ///< RFC 3339
    core::HostFacts host;
    TwinRun containers;
    TwinRun vms;
};

/// Every service of `project` as `kind`: x-catamaran is set or taken out. What cannot be a VM stays a
/// container; `notes` gets the reason by service. Pure.
compose::Project asHull(compose::Project project, core::Kind kind,
                        std::vector<std::pair<std::string, std::string>> &notes);

/// Brings `asContainers` up, measures, takes it down with its volumes, then the same with `asVms`: two
/// readings of the same files under names of their own (their networks and volumes bear them). What was
/// started goes in any case. Unsupported when the stack uses external volumes: a trial must not write to
/// them.
base::Result<TwinReport> compareTwins(core::Deck &deck, compose::Project asContainers, compose::Project asVms,
                                      const base::OperationContext &context);

std::string toJson(const TwinReport &report);
/// A table and, below it, the start of each instance as a bar on one axis.
std::string toTable(const TwinReport &report);
/// A self-contained page with the same.
std::string toHtml(const TwinReport &report);

} // namespace catamaran::stack
