// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/values.h"
#include "src/compare/experiment.h"
#include "src/core/workload.h"

/// From the words of core and compare to those of the window, and back. Pure.
namespace catamaran::bridge {

Hull hullOf(core::Kind kind);
core::Kind kindOf(Hull hull);
core::WorkloadId idOf(const WorkloadKey &key);
WorkloadKey keyOf(const core::WorkloadId &id);

Problem problemOf(const core::UserError &error);
/// "what" in the words of the user's wish, for example "Cannot start web".
Problem problemOf(const QString &what, const base::Error &error);
WorkloadRow rowOf(const core::Workload &workload);
HostView hostOf(const core::HostFacts &facts);
FeatureRow featureOf(const core::Feature &feature);
LedgerView ledgerOf(const core::Ledger &ledger);
RaceEvent eventOf(const compare::ExperimentEvent &event);
/// Fills verdict and raw, too.
ExperimentView viewOf(std::shared_ptr<const compare::Experiment> experiment);

} // namespace catamaran::bridge
