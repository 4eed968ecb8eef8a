// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/shared_namespaces.h"
#include "engine/runtime/state.h"
#include "engine/spec/modes.h"

#include <algorithm>
#include <sched.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::fail;
using base::Result;

namespace {

Result<std::string> otherContainer(ContainerStore &store, const std::string &name)
{
    auto id = store.resolve(name);
    if (!id)
        return fail(std::move(id).error());
    return id;
}

Result<pid_t> runningProcess(const Paths &paths, const std::string &id, const char *what)
{
    CATAMARAN_TRY(const Observed observed, observe(paths, id));
    if (observed.state != ContainerState::Running)
        return fail(base::Error(Errc::InvalidState,
                                std::string("cannot join ") + what + " of a non running container: " + id)
                        .withFix("Start it first: catamaran start " + id.substr(0, 12)));
    return observed.status.pid;
}

Result<void> checkShareable(ContainerStore &store, const std::string &id)
{
    CATAMARAN_TRY(const Record donor, store.load(id));
    const std::string &mode = donor.spec.ipcMode;
    if (mode == "shareable" || mode == "host")
        return {};
    return fail(base::Error(Errc::InvalidArgument,
                            "cannot join IPC namespace of container " + id +
                                ": non-shareable IPC (hint: use IpcMode:shareable for the donor container)")
                    .withFix("Make that container with --ipc shareable."));
}

} // namespace

Result<void> resolveSharedNamespaces(ContainerStore &store, spec::ContainerSpec &spec)
{
    for (std::string *mode : {&spec.ipcMode, &spec.pidMode}) {
        const std::string name = spec::otherContainerOf(*mode);
        if (name.empty())
            continue;
        CATAMARAN_TRY(const std::string id, otherContainer(store, name));
        *mode = "container:" + id;
    }
    if (const std::string donor = spec::otherContainerOf(spec.ipcMode); !donor.empty())
        return checkShareable(store, donor);
    return {};
}

Result<SharedNamespaces> sharedNamespaces(const Paths &paths, ContainerStore &store,
                                          const spec::ContainerSpec &spec)
{
    SharedNamespaces shared;
    if (const std::string other = spec::otherContainerOf(spec.ipcMode); !other.empty()) {
        CATAMARAN_TRY(const std::string id, otherContainer(store, other));
        CATAMARAN_CHECK(checkShareable(store, id));
        CATAMARAN_TRY(shared.ipc, runningProcess(paths, id, "IPC"));
    }
    if (const std::string other = spec::otherContainerOf(spec.pidMode); !other.empty()) {
        CATAMARAN_TRY(const std::string id, otherContainer(store, other));
        CATAMARAN_TRY(shared.pid, runningProcess(paths, id, "PID"));
    }
    return shared;
}

std::uint64_t ownNamespaces(const spec::ContainerSpec &spec)
{
    const auto isShared = [](const std::string &mode) {
        return mode == "host" || !spec::otherContainerOf(mode).empty();
    };
    const auto unless = [](bool shared, int flag) { return shared ? 0 : static_cast<std::uint64_t>(flag); };
    std::uint64_t flags = CLONE_NEWNS;
    flags |= unless(isShared(spec.pidMode), CLONE_NEWPID);
    flags |= unless(isShared(spec.ipcMode), CLONE_NEWIPC);
    flags |= unless(spec.utsMode == "host", CLONE_NEWUTS);
    // docker gives privileged containers the host's control groups on v1; a namespace is the safe choice, and
    // nothing that reads its own group sees a difference. --cgroupns host asks for the host's.
    flags |= unless(spec.cgroupnsMode == "host", CLONE_NEWCGROUP);
    return flags;
}

Result<void> takeVolumesFrom(ContainerStore &store, spec::ContainerSpec &spec)
{
    for (const std::string &text : spec.volumesFrom) {
        CATAMARAN_TRY(const spec::VolumesFrom from, spec::parseVolumesFrom(text));
        CATAMARAN_TRY(const std::string id, otherContainer(store, from.container));
        CATAMARAN_TRY(const Record donor, store.load(id));
        for (spec::Mount mount : donor.spec.mounts) {
            // As docker: a tmpfs belongs to its container alone, and an own mount goes before a taken one.
            const bool taken =
                std::any_of(spec.mounts.begin(), spec.mounts.end(),
                            [&](const spec::Mount &other) { return other.target == mount.target; });
            if (taken || mount.type == spec::MountType::Tmpfs)
                continue;
            // Removing the donor with its anonymous volumes must not take them away from this container.
            if (mount.type == spec::MountType::Volume)
                CATAMARAN_CHECK(store.disownVolumes(id));
            mount.readOnly = mount.readOnly || from.readOnly;
            mount.noCopy = true; // it has been filled for its first container
            spec.mounts.push_back(std::move(mount));
        }
    }
    return {};
}

} // namespace catamaran::engine::runtime
