// SPDX-License-Identifier: GPL-3.0-or-later
// Runtime: checkpoints, made by criu(8) and kept with the container.
#include "engine/base/file.h"
#include "engine/launch/program.h"
#include "engine/runtime/criu.h"
#include "engine/runtime/mounts.h"
#include "engine/runtime/plan_builder.h"
#include "engine/runtime/runtime.h"

#include <algorithm>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::fail;
using base::Result;

namespace {

// A dump writes the memory of every process; one that takes this long hangs.
constexpr std::chrono::minutes kDumpPatience(30);
constexpr const char *kUnfinished = ".unfinished";

bool isThere(const std::string &path)
{
    return ::access(path.c_str(), F_OK) == 0;
}

// The policy is not to bring back what criu(8) ends; a monitor that is gone needs no telling.
void setRestart(const Paths &paths, const std::string &id, const launch::RestartPlan &plan)
{
    if (auto client = launch::MonitorClient::connect(paths.runContainer(id)))
        (void)client->setRestart(plan);
}

} // namespace

Result<void> Runtime::createCheckpoint(const std::string &which, const CheckpointPlace &place,
                                       bool leaveRunning, const base::OperationContext &context)
{
    CATAMARAN_TRY(const std::string id, m_store->resolve(which));
    {
        CATAMARAN_TRY(const ContainerLock lock, ContainerLock::acquire(m_services.paths, id));
        CATAMARAN_TRY(const Running running, findRunning(id));
        CATAMARAN_CHECK(dumpLocked(running, place, leaveRunning, context));
        recordEvent(running.record, "checkpoint");
    }
    if (!leaveRunning)
        CATAMARAN_CHECK(wait(id, context));
    return {};
}

Result<void> Runtime::dumpLocked(const Running &running, const CheckpointPlace &place, bool leaveRunning,
                                 const base::OperationContext &context)
{
    const Paths &paths = m_services.paths;
    const Record &record = running.record;
    const std::string cannot = "cannot checkpoint container " + record.name + ": ";
    CATAMARAN_TRY(const std::string directory, checkpointDirectory(paths, record.id, place));
    if (isThere(directory))
        return fail(Errc::AlreadyExists,
                    "checkpoint with name " + place.name + " already exists for container " + record.name);
    if (running.observed.state == ContainerState::Paused)
        return fail(base::Error(Errc::InvalidState, cannot + "it is paused")
                        .withFix("Go on with it first: catamaran unpause " + record.name));
    if (const std::string obstacle = checkpointObstacle(record); !obstacle.empty())
        return fail(Errc::Unsupported, cannot + "a container " + obstacle);
    if (record.autoRemove && !leaveRunning)
        return fail(base::Error(Errc::InvalidState, cannot + "it was started with --rm, and so would go with "
                                                             "its checkpoint")
                        .withFix("Add --leave-running."));
    const std::string unfinished = directory + kUnfinished;
    CATAMARAN_CHECK(base::removeTree(unfinished)); // of a command that was killed
    CATAMARAN_CHECK(base::makeDirectories(std::filesystem::path(directory).parent_path(), 0700));
    CATAMARAN_CHECK(base::makeDirectories(unfinished, 0700));
    base::Rollback rollback;
    rollback.push("remove " + unfinished, [unfinished] { return base::removeTree(unfinished); });
    CATAMARAN_TRY(const auto planned, planMounts(paths, record));
    auto command = dumpCommand(running.observed, planned, unfinished, leaveRunning);
    if (!command)
        return fail(rollback.fail(
            std::move(command).error().withContext("cannot checkpoint container " + record.name)));
    context.report("Writing the memory of " + record.name);
    if (!leaveRunning)
        setRestart(paths, record.id, {});
    auto done = launch::runProgram(*command, {}, kDumpPatience, launch::Session::Own);
    if (!done || done->exitCode != 0) {
        if (!leaveRunning)
            setRestart(paths, record.id, planRestart(record.spec.restart));
        const auto log = base::readFile(unfinished + "/dump.log");
        const std::string said = done ? criuProblem(log.value_or(done->output)) : done.error().text();
        return fail(rollback.fail(base::Error(
            Errc::System, cannot + "criu dump failed: " +
                              (said.empty() ? "it ended with " + std::to_string(done->exitCode) : said))));
    }
    if (::rename(unfinished.c_str(), directory.c_str()) != 0)
        return fail(rollback.fail(base::Error::fromErrno(errno, "rename " + unfinished)));
    rollback.release();
    return {};
}

Result<std::vector<Checkpoint>> Runtime::checkpoints(const std::string &which, const std::string &directory)
{
    CATAMARAN_TRY(const std::string id, m_store->resolve(which));
    const std::string all = directory.empty() ? m_services.paths.container(id) + "/checkpoints" : directory;
    std::vector<Checkpoint> out;
    std::error_code none;
    for (const auto &entry : std::filesystem::directory_iterator(all, none)) {
        struct stat status {};
        const std::string name = entry.path().filename();
        if (name.ends_with(kUnfinished) || ::stat((entry.path() / "catamaran.json").c_str(), &status) != 0)
            continue;
        out.push_back({name, status.st_mtim.tv_sec * std::int64_t{1'000'000'000} + status.st_mtim.tv_nsec});
    }
    std::sort(out.begin(), out.end(),
              [](const Checkpoint &left, const Checkpoint &right) { return left.name < right.name; });
    return out;
}

Result<void> Runtime::removeCheckpoint(const std::string &which, const CheckpointPlace &place)
{
    CATAMARAN_TRY(const std::string id, m_store->resolve(which));
    CATAMARAN_TRY(const ContainerLock lock, ContainerLock::acquire(m_services.paths, id));
    CATAMARAN_TRY(const std::string directory, existingCheckpoint(id, place));
    return base::removeTree(directory);
}

Result<std::string> Runtime::existingCheckpoint(const std::string &id, const CheckpointPlace &place)
{
    CATAMARAN_TRY(std::string directory, checkpointDirectory(m_services.paths, id, place));
    if (isThere(directory + "/catamaran.json"))
        return directory;
    CATAMARAN_TRY(const Record record, m_store->load(id));
    return fail(base::Error(Errc::NotFound,
                            "checkpoint " + place.name + " does not exist for container " + record.name)
                    .withFix("See which there are: catamaran checkpoint ls " + record.name));
}

} // namespace catamaran::engine::runtime
