// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/compare/experiment.h"

namespace catamaran::compare {

/// One started workload, measured up to its first HTTP 200.
struct Attempt {
    core::WorkloadId id;
    Run run;
    double cpuSeconds = 0; ///< burnt until then; 0 if the host does not tell
};

/// What a single run needs besides the request.
struct RunContext {
    core::Deck &deck;
    const ExperimentRequest &request;
    std::string name; ///< of the workload
    std::function<void(const PhaseStamp &)> onPhase;
    /// Called as soon as the workload exists, so that it is removed whatever happens next.
    std::function<void(const core::WorkloadId &)> onStarted;
    const base::OperationContext &operation;
};

/// Creates and starts a container of the image with its port published on loopback, and waits for HTTP 200.
base::Result<Attempt> runContainerOnce(const RunContext &context);
/// The same as a light VM.
base::Result<Attempt> runVmOnce(const RunContext &context);

} // namespace catamaran::compare
