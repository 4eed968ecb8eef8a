// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/compare/lab.h"

/// What the lab's experiments share: workloads of one image, and programs run inside them.
namespace catamaran::compare {

LabFacts factsOf(core::Deck &deck, const std::string &image);

/// The image's shell as a program and its arguments before "-c": the demo image holds nothing but busybox.
std::vector<std::string> shellOf(const std::string &image);
/// `script` run by that shell.
std::vector<std::string> shellLine(const std::string &image, std::string script);
/// A program that does nothing until it is stopped: it keeps a hull alive.
std::vector<std::string> waitingProgram(const std::string &image);

/// Starts the image; `program` (if any) runs in the place of its own. Returns when it runs: for a VM, when
/// its guest is ready.
base::Result<core::WorkloadId> startHull(core::Deck &deck, core::Kind kind, const std::string &image,
                                         const std::vector<std::string> &program,
                                         const base::OperationContext &context,
                                         const std::function<void(const core::WorkloadId &)> &onStarted);

struct Answer {
    int exitCode = 0;
    std::string out;
};

/// Runs a program inside and collects what it prints (at most 1 MiB).
base::Result<Answer> runInside(core::Deck &deck, const core::WorkloadId &id,
                               const std::vector<std::string> &arguments,
                               const base::OperationContext &context);

} // namespace catamaran::compare
