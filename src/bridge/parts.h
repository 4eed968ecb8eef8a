// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "src/compare/experiment.h"
#include "src/core/workload.h"

#include <functional>
#include <memory>
#include <string>

namespace catamaran::bridge {

class DeskDriver;
class RoomDriver;
class StackDriver;

/// What a Session works with. src/app fills it with the real parts, tests with scripted ones.
struct Parts {
    /// Called once, on a worker thread; may take seconds (adoption of running containers).
    std::function<base::Result<std::shared_ptr<core::Deck>>()> openDeck;
    std::function<base::Result<compare::Experiment>(
        core::Deck &, const compare::ExperimentRequest &,
        const std::function<void(const compare::ExperimentEvent &)> &, const base::OperationContext &)>
        runExperiment;
    /// Images of the engine, apart from the deck so that tests need no engine.
    std::function<base::Result<std::vector<engine::image::ImageSummary>>(core::Deck &)> listImages;
    /// Plans and runs Compose stacks; null where there is nothing to run them.
    std::shared_ptr<StackDriver> stacks;
    /// Volumes, networks and what is done with images; null where there is no engine.
    std::shared_ptr<DeskDriver> desk;
    /// Volumes, networks, files and terminals; null where there are none.
    std::shared_ptr<RoomDriver> rooms;
    /// Where the last comparison and opened stacks are kept; empty: nowhere.
    std::string stateDirectory;
};

} // namespace catamaran::bridge
