// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/runtime/layers.h"
#include "engine/runtime/plan_builder.h"
#include "engine/runtime/runtime.h"

#include <array>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Result;
using base::UniqueFd;
using launch::Launcher;
using launch::MonitorClient;

namespace {

// What the engine itself mounts over; inner paths first, so that an emptied parent can go too.
constexpr std::array<const char *, 7> kMountPoints = {
    "etc/resolv.conf", "etc/hostname", "etc/hosts", "etc", "dev", "proc", "sys"};

// Takes the empty mount points out of the layer that the image's own files do not have.
void removeStubs(const std::string &upper, const std::vector<std::string> &lower)
{
    const UniqueFd root(::open(upper.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    for (const char *path : kMountPoints) {
        struct stat status {};
        if (::fstatat(root.get(), path, &status, AT_SYMLINK_NOFOLLOW) != 0 || existsInLayers(lower, path))
            continue;
        // rmdir refuses a directory that holds something.
        if (S_ISDIR(status.st_mode))
            (void)::unlinkat(root.get(), path, AT_REMOVEDIR);
        else if (S_ISREG(status.st_mode) && status.st_size == 0)
            (void)::unlinkat(root.get(), path, 0);
    }
}

Record recordOf(const build::RunRequest &request, const std::string &id)
{
    Record record;
    record.id = id;
    record.name = "build-" + id.substr(0, 12);
    record.autoRemove = true;
    record.layers = request.layerDirectories;
    record.upperDirectory = request.upperDirectory;
    record.spec.hostname = "buildkitsandbox";
    record.spec.network =
        request.network.empty() || request.network == "default" ? "bridge" : request.network;
    record.spec.logDriver = "none";
    record.process.entrypoint = request.arguments;
    record.process.environment = request.environment;
    record.process.workingDirectory = request.workingDirectory;
    record.process.user = request.user;
    return record;
}

} // namespace

Result<int> Runtime::runBuildStep(const build::RunRequest &request,
                                  const std::function<void(std::string_view)> &onOutput,
                                  const base::OperationContext &context)
{
    const Paths &paths = m_services.paths;
    const std::string id = base::randomHexId();
    const Record record = recordOf(request, id);
    // Has no record in the database: without this lock the sweep would take it for a leftover.
    CATAMARAN_TRY(const ActivityLock activity, ActivityLock::shared(paths));
    const std::string directory = paths.container(id);
    const std::string runDirectory = paths.runContainer(id);
    base::Rollback cleanUp; // is done in any case
    cleanUp.push("remove " + directory, [this, directory] { return m_trash.throwAway(directory); });
    CATAMARAN_CHECK(base::makeDirectories(directory + "/work", 0711));
    cleanUp.push("remove " + runDirectory, [runDirectory] { return base::removeTree(runDirectory); });
    CATAMARAN_CHECK(base::makeDirectories(runDirectory, 0700));
    cleanUp.push("remove the control groups", [this, id] { return m_services.cgroups.remove(id); });
    CATAMARAN_TRY(const launch::CgroupPlan group, m_services.cgroups.create(id, {}));
    cleanUp.push("release the network", [this, id] { return m_services.networks.release(id); });
    CATAMARAN_TRY(const net::Attachment attachment,
                  m_services.networks.attach(id, record.name, record.spec, {}, context));
    CATAMARAN_CHECK(base::writeFileAtomic(directory + "/hostname", record.spec.hostname + "\n"));
    CATAMARAN_CHECK(base::writeFileAtomic(directory + "/hosts", attachment.hosts));
    CATAMARAN_CHECK(base::writeFileAtomic(directory + "/resolv.conf", attachment.resolvConf));
    CATAMARAN_TRY(const launch::LaunchPlan plan, buildLaunchPlan(paths, record, attachment.plan, group));
    CATAMARAN_CHECK(m_services.launcher.launch(plan, Launcher::Start::WhenAttached, context));
    CATAMARAN_TRY(MonitorClient client, MonitorClient::connect(runDirectory));
    auto code = client.attach(
        -1, {}, [&](MonitorClient::Stream, std::string_view text) { onOutput(text); }, context);
    if (!code) {
        // Cancelled, or the program could not be executed: it must be gone before its layers are.
        base::Error error = std::move(code).error();
        if (auto observed = observe(paths, id); observed && observed->isActive()) {
            if (auto killed = killAndWait(id, *observed); !killed)
                error.addCleanup(std::move(killed).error());
        }
        return base::fail(cleanUp.fail(std::move(error)));
    }
    removeStubs(request.upperDirectory, lowerDirectories(paths, record));
    return code->value_or(0);
}

} // namespace catamaran::engine::runtime
