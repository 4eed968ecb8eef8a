// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/state.h"
#include "engine/base/file.h"

#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine {

std::string_view stateName(ContainerState state) noexcept
{
    switch (state) {
    case ContainerState::Created:
        return "created";
    case ContainerState::Starting:
    case ContainerState::Running:
        return "running";
    case ContainerState::Paused:
        return "paused";
    case ContainerState::Restarting:
        return "restarting";
    case ContainerState::Exited:
        return "exited";
    case ContainerState::Dead:
        return "dead";
    }
    return "dead";
}

} // namespace catamaran::engine

namespace catamaran::engine::runtime {

using base::Errc;
using base::Result;
using launch::Status;

namespace {

Result<std::optional<Status>> readStatus(const std::string &path)
{
    auto text = base::readFile(path, 1U << 16);
    if (!text) {
        if (text.error().code() == Errc::NotFound || text.error().systemErrno() == ENOENT ||
            text.error().systemErrno() == ENOTDIR)
            return std::optional<Status>();
        return base::fail(std::move(text).error());
    }
    CATAMARAN_TRY(Status status, launch::parseStatus(*text));
    return std::optional<Status>(std::move(status));
}

Observed ended(Status status)
{
    Observed observed;
    // A program that never could be executed leaves the container "created", as docker does.
    observed.state = status.startedAtNs == 0 ? ContainerState::Created : ContainerState::Exited;
    status.phase = Status::Phase::Exited;
    status.pid = 0;
    observed.status = std::move(status);
    return observed;
}

Observed lost(Status status, const char *why)
{
    status.exitCode = 137;
    status.error = why;
    if (status.startedAtNs == 0)
        status.startedAtNs = 1;
    if (status.finishedAtNs == 0)
        status.finishedAtNs = status.startedAtNs;
    Observed observed = ended(std::move(status));
    observed.lost = true;
    return observed;
}

// What cannot be looked at is not gone.
Result<bool> isThere(const std::string &path)
{
    if (::access(path.c_str(), F_OK) == 0)
        return true;
    if (errno == ENOENT || errno == ENOTDIR)
        return false;
    return base::failErrno("look at " + path);
}

} // namespace

Result<Observed> observedEnd(std::string_view exitRecord)
{
    CATAMARAN_TRY(Status status, launch::parseStatus(exitRecord));
    return ended(std::move(status));
}

Result<Observed> observe(const Paths &paths, const std::string &id)
{
    return observe(paths, id, RunDirectory::Present);
}

Result<Observed> observe(const Paths &paths, const std::string &id, RunDirectory runDirectory)
{
    // Most of what never ran has neither file, and an error value for each would cost more than this look.
    const std::string exitPath = paths.exitRecord(id);
    std::optional<Status> exit;
    CATAMARAN_TRY(const bool hasEnded, isThere(exitPath));
    if (hasEnded) {
        CATAMARAN_TRY(exit, readStatus(exitPath));
    }
    if (exit)
        return ended(std::move(*exit));
    std::optional<Status> status;
    bool hasStatus = false;
    if (runDirectory == RunDirectory::Present) {
        CATAMARAN_TRY(hasStatus, isThere(paths.status(id)));
    }
    if (hasStatus) {
        CATAMARAN_TRY(status, readStatus(paths.status(id)));
    }
    if (!status) {
        struct stat log {};
        if (::stat(paths.log(id).c_str(), &log) != 0) {
            if (errno != ENOENT && errno != ENOTDIR)
                return base::failErrno("look at " + paths.log(id));
            return Observed{};
        }
        // The monitor may have ended between the two looks.
        CATAMARAN_TRY(exit, readStatus(paths.exitRecord(id)));
        if (exit)
            return ended(std::move(*exit));
        Status gone;
        gone.startedAtNs = std::int64_t{log.st_ctim.tv_sec} * 1'000'000'000 + log.st_ctim.tv_nsec;
        gone.finishedAtNs = gone.startedAtNs;
        return lost(std::move(gone), "the host was restarted");
    }
    if (status->phase == Status::Phase::Exited)
        return ended(std::move(*status));
    if (!launch::isAlive(status->monitorPid, status->monitorStartTime)) {
        CATAMARAN_TRY(exit, readStatus(paths.exitRecord(id)));
        if (exit)
            return ended(std::move(*exit));
        return lost(std::move(*status), "monitor was killed");
    }
    Observed observed;
    switch (status->phase) {
    case Status::Phase::Starting:
        observed.state = ContainerState::Starting;
        break;
    case Status::Phase::Running:
    case Status::Phase::Exited:
        observed.state = ::access(paths.pausedMark(id).c_str(), F_OK) == 0 ? ContainerState::Paused
                                                                           : ContainerState::Running;
        break;
    case Status::Phase::Restarting:
        observed.state = ContainerState::Restarting;
        break;
    }
    observed.status = std::move(*status);
    return observed;
}

} // namespace catamaran::engine::runtime
