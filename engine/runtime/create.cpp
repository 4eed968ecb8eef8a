// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/runtime/check_spec.h"
#include "engine/runtime/image_mounts.h"
#include "engine/runtime/log_options.h"
#include "engine/runtime/names.h"
#include "engine/runtime/plan_builder.h"
#include "engine/runtime/runtime.h"
#include "engine/runtime/shared_namespaces.h"
#include "engine/runtime/volume_options.h"
#include "engine/runtime/volumes.h"

#include <algorithm>
#include <random>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::fail;
using base::Result;

namespace {

Result<void> makeDirectory(const std::string &path, mode_t mode)
{
    if (::mkdir(path.c_str(), mode) != 0)
        return base::failErrno("create directory " + path);
    return {};
}

Result<void> checkSpec(const spec::ContainerSpec &spec)
{
    if (spec.autoRemove && spec.restart.kind != spec::RestartKind::No)
        return fail(Errc::InvalidArgument,
                    "can't create 'AutoRemove' container with restart policy"); // docker's words
    CATAMARAN_CHECK(checkLogOptions(spec));
    std::set<std::string> targets;
    for (const spec::Mount &mount : spec.mounts) {
        if (!targets.insert(mount.target).second)
            return fail(Errc::InvalidArgument, "Duplicate mount point: " + mount.target);
        if (mount.type == spec::MountType::Volume && !mount.volumeDriver.empty() &&
            mount.volumeDriver != "local")
            return fail(Errc::Unsupported, "volume driver \"" + mount.volumeDriver + "\" is not known");
        if (!spec::isImageMount(mount))
            CATAMARAN_CHECK(checkVolumeOptions(mount.volumeOptions));
    }
    return checkSupported(spec);
}

std::uint64_t randomNumber()
{
    return std::stoull(base::randomHexId().substr(0, 15), nullptr, 16);
}

} // namespace

Runtime::Runtime(Services services, std::unique_ptr<ContainerStore> store)
    : m_services(std::move(services)), m_store(std::move(store)), m_trash(m_services.paths.trash()),
      m_events(m_services.paths.data),
      m_volumes(m_services.paths, *m_store, m_services.cgroups, m_trash, m_events)
{
}

Runtime::~Runtime() = default;

Result<std::unique_ptr<Runtime>> Runtime::open(Services services)
{
    const Paths &paths = services.paths;
    for (const std::string &directory : {paths.containers(), paths.volumes(), paths.trash(),
                                         paths.runContainers(), paths.mountPoint(), paths.emptyLayer()})
        CATAMARAN_CHECK(base::makeDirectories(directory, 0711));
    CATAMARAN_TRY(auto store, ContainerStore::open(services.database));
    return std::unique_ptr<Runtime>(new Runtime(std::move(services), std::move(store)));
}

Result<std::string> Runtime::create(const spec::ContainerSpec &spec, const base::OperationContext &context)
{
    if (!spec.name.empty())
        CATAMARAN_CHECK(checkName(spec.name));
    CATAMARAN_CHECK(checkSpec(spec));
    CATAMARAN_TRY(const image::ResolvedImage image, m_services.images.resolve(spec.image, context));
    Record record;
    record.id = base::randomHexId();
    record.image = spec.image;
    record.imageId = image.id;
    record.createdNs = std::chrono::nanoseconds(base::WallClock::now().time_since_epoch()).count();
    record.autoRemove = spec.autoRemove;
    record.spec = spec;
    CATAMARAN_CHECK(resolveSharedNamespaces(*m_store, record.spec));
    CATAMARAN_CHECK(takeVolumesFrom(*m_store, record.spec));
    record.layers = image.layerDirectories;
    CATAMARAN_TRY(record.process, spec::mergeImageConfig(spec, image.config));
    if (record.process.arguments().front().empty() && record.process.arguments().size() == 1)
        return fail(Errc::InvalidArgument, "no command specified");
    CATAMARAN_TRY(const ActivityLock activity, ActivityLock::shared(m_services.paths));
    base::Rollback rollback;
    const auto undo = [&](base::Error error) { return fail(rollback.fail(std::move(error))); };
    const std::string directory = m_services.paths.container(record.id);
    rollback.push("remove " + directory, [this, directory] { return m_trash.throwAway(directory); });
    for (const auto &[path, mode] : {std::pair<std::string, mode_t>{directory, 0711},
                                     {directory + "/upper", 0755},
                                     {directory + "/work", 0711}}) {
        if (auto made = makeDirectory(path, mode); !made)
            return undo(std::move(made).error());
        // The container's root directory: of no caller's umask.
        if (::chmod(path.c_str(), mode) != 0)
            return undo(base::Error::fromErrno(errno, "chmod " + path));
    }
    rollback.push("drop the references to images",
                  [this, id = record.id] { return m_services.images.dropReference(id); });
    for (spec::Mount &mount : record.spec.mounts) {
        if (!spec::isImageMount(mount))
            continue;
        if (auto found = resolveImageMount(m_services.images, record.id, mount, context); !found)
            return undo(std::move(found).error());
    }
    if (auto resolved = resolveMounts(record, rollback); !resolved)
        return undo(std::move(resolved).error());
    if (auto referenced = m_services.images.addReference(image.id, record.id); !referenced)
        return undo(std::move(referenced).error());
    // The record is what makes it a container: everything before is swept if we are killed.
    if (auto inserted = insertWithName(record, spec.name); !inserted)
        return undo(std::move(inserted).error());
    rollback.release();
    recordEvent(record, "create");
    return record.id;
}

Result<void> Runtime::resolveMounts(Record &record, base::Rollback &rollback)
{
    std::vector<spec::Mount> &mounts = record.spec.mounts;
    for (const std::string &target : record.process.volumes) {
        const bool taken = std::any_of(mounts.begin(), mounts.end(),
                                       [&](const spec::Mount &mount) { return mount.target == target; });
        if (taken)
            continue;
        spec::Mount mount;
        mount.type = spec::MountType::Volume;
        mount.target = target;
        mounts.push_back(std::move(mount));
    }
    const std::vector<std::string> layers = lowerDirectories(m_services.paths, record);
    for (spec::Mount &mount : mounts) {
        if (spec::isImageMount(mount)) {
            CATAMARAN_CHECK(imageMountSource(m_services.paths, mount)); // its subpath is there
            continue;
        }
        if (mount.type == spec::MountType::Bind && !mount.createSource &&
            ::access(mount.source.c_str(), F_OK) != 0)
            return fail(base::Error(Errc::InvalidArgument,
                                    "invalid mount config for type \"bind\": bind source path does not "
                                    "exist: " +
                                        mount.source)
                            .withFix("Create the directory, or use -v, which makes it."));
        if (mount.type != spec::MountType::Volume)
            continue;
        const bool anonymous = mount.source.empty();
        if (anonymous) {
            mount.source = base::randomHexId();
            rollback.push("remove volume " + mount.source, [this, name = mount.source] {
                return removeVolume(m_services.paths, *m_store, name);
            });
        }
        // As docker: options are for a volume that the mount makes, and change nothing of one that is there.
        if ((!mount.volumeOptions.empty() || !mount.volumeLabels.empty()) &&
            ::access(m_services.paths.volume(mount.source).c_str(), F_OK) != 0)
            CATAMARAN_CHECK(
                saveVolumeOptions(m_services.paths, mount.source, {mount.volumeOptions, mount.volumeLabels}));
        CATAMARAN_CHECK(
            ensureVolume(m_services.paths, *m_store, mount.source, anonymous ? record.id : std::string()));
        CATAMARAN_TRY(const VolumeOptions options, loadVolumeOptions(m_services.paths, mount.source));
        // With a device of its own there is nothing of the volume to fill yet.
        if (!mount.noCopy && mount.volumeSubpath.empty() && options.driver.empty())
            CATAMARAN_CHECK(fillVolume(m_services.paths, mount.source, layers, mount.target));
    }
    return {};
}

Result<void> Runtime::insertWithName(Record &record, const std::string &wantedName)
{
    if (!wantedName.empty()) {
        record.name = wantedName;
        record.spec.name = wantedName;
        return m_store->insert(record);
    }
    constexpr int kTries = 16;
    for (int attempt = 0;; ++attempt) {
        // The first tries are for names without a digit.
        record.name = makeUpName(attempt < 4 ? randomNumber() % 4096 : randomNumber());
        auto inserted = m_store->insert(record);
        if (inserted || inserted.error().code() != Errc::AlreadyExists || attempt == kTries)
            return inserted;
    }
}

Result<void> Runtime::rename(const std::string &which, const std::string &newName)
{
    const std::string name = newName.starts_with('/') ? newName.substr(1) : newName;
    CATAMARAN_CHECK(checkName(name));
    CATAMARAN_TRY(const std::string id, m_store->resolve(which));
    CATAMARAN_TRY(const ContainerLock lock, ContainerLock::acquire(m_services.paths, id));
    CATAMARAN_TRY(const Record before, m_store->load(id));
    if (before.name == name)
        return fail(Errc::InvalidArgument, "Renaming a container with the same name as its current name");
    CATAMARAN_CHECK(m_store->rename(id, name));
    Record after = before;
    after.name = name;
    recordEvent(after, "rename", {{"oldName", "/" + before.name}});
    return {};
}

} // namespace catamaran::engine::runtime
