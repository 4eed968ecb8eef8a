// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/launch/failure_text.h"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>

namespace catamaran::engine::launch {

namespace {

std::string reasonOf(int error)
{
    const char *text = strerrordesc_np(error);
    std::string reason = text ? text : fmt::format("error {}", error);
    if (!reason.empty() && reason[0] >= 'A' && reason[0] <= 'Z' && !(reason.size() > 1 && reason[1] <= 'Z'))
        reason[0] = static_cast<char>(reason[0] - 'A' + 'a'); // as Go, and so docker, writes it
    return reason;
}

base::Error executeError(const std::string &path, int error)
{
    const bool isName = path.find('/') == std::string::npos;
    if (error == ENOENT && isName)
        return base::Error(base::Errc::CommandNotFound,
                           fmt::format("exec: \"{}\": executable file not found in $PATH", path))
            .withFix("Give the path of a program that the image has");
    if (error == ENOENT || error == ENOTDIR)
        return base::Error(base::Errc::CommandNotFound,
                           fmt::format("exec: \"{0}\": stat {0}: {1}", path, reasonOf(error)))
            .withFix("Give the path of a program that the image has; a script also needs its interpreter");
    if (error == EACCES || error == ENOEXEC || error == EISDIR || error == EPERM)
        return base::Error(base::Errc::CommandNotExecutable,
                           fmt::format("exec: \"{}\": {}", path, reasonOf(error)))
            .withFix("The file must be an executable program for this machine, or a script with a #! line");
    return base::Error::fromErrno(error, fmt::format("exec: \"{}\"", path));
}

// As dockerd, which has nothing but the runtime's words either.
base::Errc codeOfWords(const std::string &said)
{
    const auto says = [&said](const char *words) { return said.find(words) != std::string::npos; };
    return says("executable file not found") || says("o such file or directory") ? base::Errc::CommandNotFound
           : says("ermission denied") ? base::Errc::CommandNotExecutable
                                      : base::Errc::System;
}

base::Error runtimeError(const std::string &said)
{
    return {codeOfWords(said), "OCI runtime create failed: " + said};
}

} // namespace

base::Error foreignExecError(const std::string &said)
{
    return {codeOfWords(said), said};
}

base::Error failureError(const protocol::FailedMessage &failure)
{
    const std::string path(failure.path, strnlen(failure.path, sizeof failure.path));
    switch (failure.step) {
    case protocol::Step::Execute:
        return executeError(path, failure.error);
    case protocol::Step::ChildDied:
        return {base::Errc::System, "the container's first process died before it could run the program"};
    case protocol::Step::TargetGone:
        return {base::Errc::InvalidState, "the container is not running"};
    case protocol::Step::NeverAttached:
        return {base::Errc::Timeout, "no client attached to the container in time"};
    case protocol::Step::RunRuntime:
        return runtimeError(path);
    case protocol::Step::RestoreCheckpoint:
        return base::Error(base::Errc::System, "criu restore failed: " + path)
            .withFix("The checkpoint is kept. Start the container without --checkpoint to begin anew.");
    case protocol::Step::ReadPlan:
        return {base::Errc::Protocol, "the helper could not read the launch plan"};
    default:
        break;
    }
    std::string what = protocol::stepName(failure.step);
    if (!path.empty())
        what += " " + path;
    return base::Error::fromErrno(failure.error, std::move(what));
}

} // namespace catamaran::engine::launch
