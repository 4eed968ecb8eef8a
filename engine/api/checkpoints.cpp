// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/checkpoints.h"

#include "engine/launch/program.h"
#include "engine/runtime/criu.h"
#include "engine/sys/deck.h"

#include <unistd.h>

namespace catamaran::engine {

Capability checkpointCapability()
{
    constexpr const char *kInstead = "Stop and start the container instead; what it keeps in volumes stays.";
    Capability able{"checkpoints", false, {}, kInstead};
    const std::string program = runtime::installedCriu();
    if (program.empty()) {
        able.explanation = "CRIU is not installed";
        able.fix = "Install the package criu, or stop and start the container instead; what it keeps in "
                   "volumes stays.";
        return able;
    }
    if (::geteuid() != 0 || sys::deck()) {
        able.explanation = "CRIU is installed, but needs root to read and restore processes";
        return able;
    }
    const auto checked = launch::runProgram({program, "check"}, {}, std::chrono::seconds(5));
    if (!checked) {
        able.explanation = "CRIU is installed, but its check failed: " + checked.error().message();
        return able;
    }
    if (checked->exitCode == 0) {
        able.available = true;
        able.explanation = "CRIU is installed and works on this kernel";
        able.fix.clear();
        return able;
    }
    const std::string problem = runtime::criuProblem(checked->output);
    able.explanation = "CRIU is installed, but does not work here: criu check says " +
                       (problem.empty() ? "nothing and ends with " + std::to_string(checked->exitCode)
                                        : "\"" + problem + "\"");
    return able;
}

base::Error checkpointRefusal(const std::string &what, const Capability &able)
{
    return base::Error(base::Errc::Unsupported, what + " is not supported: " + able.explanation)
        .withFix(able.fix);
}

} // namespace catamaran::engine
