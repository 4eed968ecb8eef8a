// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/base/id_map.h"
#include "engine/runtime/layers.h"
#include "engine/runtime/plan_builder.h"
#include "engine/runtime/runtime.h"

#include <algorithm>
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

// Mount points of a build's own mounts with their parents, inner paths first.
void addMountPoints(const std::string &target, std::vector<std::string> &out)
{
    for (std::string path = target.substr(1); !path.empty();) {
        out.push_back(path);
        const std::size_t slash = path.rfind('/');
        path.resize(slash == std::string::npos ? 0 : slash);
    }
}

// Takes the empty mount points out of the layer that the image's own files do not have.
void removeStubs(const std::string &upper, const std::vector<std::string> &lower, const Record &record)
{
    const UniqueFd root(::open(upper.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    std::vector<std::string> points;
    for (const spec::Mount &mount : record.spec.mounts)
        addMountPoints(mount.target, points);
    std::stable_sort(points.begin(), points.end(),
                     [](const std::string &a, const std::string &b) { return a.size() > b.size(); });
    points.insert(points.end(), kMountPoints.begin(), kMountPoints.end());
    for (const std::string &point : points) {
        const char *path = point.c_str();
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

Record recordOf(const BuildStep &request, const std::string &id)
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
    record.spec.mounts = request.mounts;
    record.spec.extraHosts = request.extraHosts;
    record.spec.resources = request.resources;
    record.spec.resources.shmSize = request.shmSize;
    record.spec.cgroupParent = request.cgroupParent;
    record.spec.ulimits = request.ulimits;
    return record;
}

// Secrets and scripts: in the volatile directory, which only this user can search, and gone with the step.
Result<void> writeFiles(const BuildStep &request, const std::string &directory, Record &record)
{
    const base::IdMap &ids = base::IdMap::ofProcess();
    std::size_t number = 0;
    for (const BuildStep::File &file : request.files) {
        const std::string host = directory + "/file" + std::to_string(number++);
        CATAMARAN_CHECK(base::writeFileAtomic(host, file.content, 0400));
        const auto uid = ids.hostUser(file.uid);
        const auto gid = ids.hostGroup(file.gid);
        const bool may = ::geteuid() == 0 || ids.shifts();
        if (may && (!uid || !gid || ::chown(host.c_str(), *uid, *gid) != 0))
            return base::failErrno("chown " + host);
        if (::chmod(host.c_str(), file.mode) != 0)
            return base::failErrno("chmod " + host);
        spec::Mount mount;
        mount.type = spec::MountType::Bind;
        mount.source = host;
        mount.target = file.target;
        mount.readOnly = true;
        record.spec.mounts.push_back(std::move(mount));
    }
    return {};
}

} // namespace

Result<int> Runtime::runBuildStep(const BuildStep &request,
                                  const std::function<void(std::string_view)> &onOutput,
                                  const base::OperationContext &context)
{
    const Paths &paths = m_services.paths;
    const std::string id = base::randomHexId();
    Record record = recordOf(request, id);
    // Has no record in the database: without this lock the sweep would take it for a leftover.
    CATAMARAN_TRY(const ActivityLock activity, ActivityLock::shared(paths));
    const std::string directory = paths.container(id);
    const std::string runDirectory = paths.runContainer(id);
    base::Rollback cleanUp; // is done in any case
    cleanUp.push("remove " + directory, [this, directory] { return m_trash.throwAway(directory); });
    CATAMARAN_CHECK(base::makeDirectories(directory + "/work", 0711));
    cleanUp.push("remove " + runDirectory, [runDirectory] { return base::removeTree(runDirectory); });
    CATAMARAN_CHECK(base::makeDirectories(runDirectory, 0700));
    CATAMARAN_CHECK(writeFiles(request, runDirectory, record));
    cleanUp.push("remove the control groups", [this, id] { return m_services.cgroups.remove(id); });
    CATAMARAN_TRY(const launch::CgroupPlan group,
                  m_services.cgroups.create(id, record.spec.resources, record.spec.cgroupParent));
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
    removeStubs(request.upperDirectory, lowerDirectories(paths, record), record);
    return code->value_or(0);
}

} // namespace catamaran::engine::runtime
