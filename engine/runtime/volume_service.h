// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/bytes.h"
#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "engine/runtime/verb_types.h"

#include <string>
#include <vector>

namespace catamaran::engine {

/// Volumes: directories that outlive containers. Messages in docker's words. Thread: safe; other processes
/// may change the same volumes at any time.
class VolumeService {
public:
    virtual ~VolumeService() = default;

    enum class Sizes { No, Yes };
    virtual base::Result<std::vector<VolumeInfo>> list(Sizes sizes) = 0;
    /// NotFound "get x: no such volume".
    virtual base::Result<VolumeInfo> inspect(const std::string &name, Sizes sizes) = 0;
    /// Makes it, or finds it again with the same options (docker: no error). InvalidArgument for a bad name,
    /// Unsupported for options that the local driver does not have here.
    virtual base::Result<VolumeInfo> create(const VolumeRequest &request) = 0;
    /// InvalidState "remove x: volume is in use - [ids]". With `force` a missing one is success, and holders
    /// do not count.
    virtual base::Result<void> remove(const std::string &name, bool force) = 0;
    /// Keeps the volume from being removed while `holder` exists that is no container: a VM. Idempotent.
    virtual base::Result<void> hold(const std::string & /*name*/, const std::string & /*holder*/)
    {
        return {};
    }
    virtual base::Result<void> letGo(const std::string & /*holder*/) { return {}; }
    /// Unused ones: anonymous only, or with `all` named ones too.
    virtual base::Result<PruneReport> prune(bool all, const PruneFilter &filter) = 0;

    /// Writes a volume as tar with zstd: owners, modes, times, hard links, extended attributes and holes are
    /// kept.
    virtual base::Result<void> exportVolume(const std::string &name, VolumeCopy copy, const ByteSink &sink,
                                            const base::OperationContext &context) = 0;
    /// Fills a new or empty volume from a tar (plain, gzip or zstd; `archive` may be /dev/stdin). The volume
    /// appears whole or not at all; InvalidState when it exists and is not empty.
    virtual base::Result<void> importVolume(const std::string &name, const std::string &archive,
                                            const base::OperationContext &context) = 0;
    /// As Engine::listFiles(), readFile() and writeFile(), in a volume.
    virtual base::Result<std::vector<FileEntry>> listFiles(const std::string & /*name*/,
                                                           const std::string & /*path*/)
    {
        return base::fail(base::Errc::Unsupported, "this engine cannot list files of volumes");
    }
    virtual base::Result<std::string> readFile(const std::string & /*name*/, const std::string & /*path*/,
                                               base::Bytes /*limit*/)
    {
        return base::fail(base::Errc::Unsupported, "this engine cannot read files of volumes");
    }
    virtual base::Result<void> writeFile(const std::string & /*name*/, const std::string & /*path*/,
                                         const std::string & /*text*/)
    {
        return base::fail(base::Errc::Unsupported, "this engine cannot write files of volumes");
    }
    /// Copies a file or folder of the host into a directory of a volume (owner: root), or out of it.
    virtual base::Result<void> copyIn(const std::string & /*hostPath*/, const std::string & /*name*/,
                                      const std::string & /*path*/,
                                      const base::OperationContext & /*context*/)
    {
        return base::fail(base::Errc::Unsupported, "this engine cannot copy into volumes");
    }
    virtual base::Result<void> copyOut(const std::string & /*name*/, const std::string & /*path*/,
                                       const std::string & /*hostDirectory*/,
                                       const base::OperationContext & /*context*/)
    {
        return base::fail(base::Errc::Unsupported, "this engine cannot copy out of volumes");
    }
    /// Makes `to` a copy of `from`. AlreadyExists when there is such a volume.
    virtual base::Result<void> cloneVolume(const std::string &from, const std::string &to, VolumeCopy copy,
                                           const base::OperationContext &context) = 0;
};

} // namespace catamaran::engine
