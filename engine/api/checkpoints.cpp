// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/checkpoints.h"

#include "engine/launch/program.h"

#include <sstream>
#include <unistd.h>

namespace catamaran::engine {

namespace {

// The sbin directories are seldom in the PATH of an ordinary user.
std::string installedCriu()
{
    for (const char *path :
         {"/usr/local/sbin/criu", "/usr/sbin/criu", "/usr/local/bin/criu", "/usr/bin/criu"}) {
        if (::access(path, X_OK) == 0)
            return path;
    }
    return {};
}

std::string stateOfCriu()
{
    const std::string program = installedCriu();
    if (program.empty())
        return "CRIU is not installed";
    const auto checked = launch::runProgram({program, "check"}, {}, std::chrono::seconds(5));
    if (!checked)
        return "CRIU is installed, but its check failed: " + checked.error().message();
    if (checked->exitCode == 0)
        return "CRIU is installed and works on this kernel";
    const std::string problem = criuProblem(checked->output);
    return "CRIU is installed, but does not work here: criu check says " +
           (problem.empty() ? "nothing and ends with " + std::to_string(checked->exitCode)
                            : "\"" + problem + "\"");
}

} // namespace

std::string criuProblem(const std::string &output)
{
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);) {
        // "Error (criu/vdso.c:381): vdso: Unexpected ...", with a time stamp in front in a log.
        const std::size_t error = line.find("Error (");
        const std::size_t place = error == std::string::npos ? error : line.find("): ", error);
        // What a program that it tried has said stands in the lines that follow.
        if (place != std::string::npos && line.find("): exited, status=", error) != place)
            return line.substr(place + 3);
    }
    return {};
}

Capability checkpointCapability()
{
    return {"checkpoints", false, "containers cannot be checkpointed by this version; " + stateOfCriu(),
            "Stop and start the container instead; what it keeps in volumes stays."};
}

base::Error checkpointRefusal(const std::string &what)
{
    const Capability capability = checkpointCapability();
    return base::Error(base::Errc::Unsupported, what + " is not supported: " + capability.explanation)
        .withFix(capability.fix);
}

} // namespace catamaran::engine
