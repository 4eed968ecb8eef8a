// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cgroup/cgroup.h"
#include "engine/runtime/container_store.h"
#include "engine/runtime/events.h"
#include "engine/runtime/freeze.h"
#include "engine/runtime/paths.h"
#include "engine/runtime/trash.h"
#include "engine/runtime/volume_service.h"

#include <memory>
#include <string>
#include <vector>

namespace catamaran::engine::runtime {

/// The VolumeService over the records and directories of one state directory. Everything it works with
/// outlives it. A volume is made in data/volumes/.staging and renamed into place, so that it is complete or
/// absent; one that goes is renamed into the trash.
class VolumeManager final : public VolumeService {
public:
    VolumeManager(const Paths &paths, ContainerStore &store, cgroup::CgroupDriver &cgroups, Trash &trash,
                  const EventLog &events)
        : m_paths(paths), m_store(store), m_cgroups(cgroups), m_trash(trash), m_events(events)
    {
    }

    base::Result<std::vector<VolumeInfo>> list(Sizes sizes) override;
    base::Result<VolumeInfo> inspect(const std::string &name, Sizes sizes) override;
    base::Result<VolumeInfo> create(const VolumeRequest &request) override;
    base::Result<void> remove(const std::string &name, bool force) override;
    base::Result<void> hold(const std::string &name, const std::string &holder) override;
    base::Result<void> letGo(const std::string &holder) override;
    base::Result<PruneReport> prune(bool all, const PruneFilter &filter) override;
    base::Result<void> exportVolume(const std::string &name, VolumeCopy copy, const ByteSink &sink,
                                    const base::OperationContext &context) override;
    base::Result<void> importVolume(const std::string &name, const std::string &archive,
                                    const base::OperationContext &context) override;
    base::Result<std::vector<FileEntry>> listFiles(const std::string &name, const std::string &path) override;
    base::Result<std::string> readFile(const std::string &name, const std::string &path,
                                       base::Bytes limit) override;
    base::Result<void> writeFile(const std::string &name, const std::string &path,
                                 const std::string &text) override;
    base::Result<void> copyIn(const std::string &hostPath, const std::string &name, const std::string &path,
                              const base::OperationContext &context) override;
    base::Result<void> copyOut(const std::string &name, const std::string &path,
                               const std::string &hostDirectory,
                               const base::OperationContext &context) override;
    base::Result<void> cloneVolume(const std::string &from, const std::string &to, VolumeCopy copy,
                                   const base::OperationContext &context) override;

private:
    base::Result<std::vector<VolumeInfo>> infos(Sizes sizes, const std::string &only);
    base::Result<std::vector<Freeze>> freezeUsers(const VolumeInfo &info, VolumeCopy copy);
    base::Result<void> removeUnused(const VolumeInfo &info);
    base::Result<void> publish(const std::string &staged, const Volume &record);
    void tell(const std::string &name, const std::string &action) const;

    const Paths &m_paths;
    ContainerStore &m_store;
    cgroup::CgroupDriver &m_cgroups;
    Trash &m_trash;
    const EventLog &m_events;
};

} // namespace catamaran::engine::runtime
