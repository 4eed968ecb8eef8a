// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/launch/launch_plan.h"

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace catamaran::engine::oci {

/// linux.cgroupsPath below the root of a hierarchy: "/docker/<id>" as it is, "system.slice:docker:<id>"
/// translated to "/system.slice/docker-<id>.scope", and a path of our own without one. Pure. InvalidArgument
/// for a path with "..".
base::Result<std::string> groupPath(const std::string &cgroupsPath, const std::string &id);

/// The control groups of one container at the path that its configuration names. The drivers of
/// engine/cgroup choose paths of their own and take the limits of `run`; this takes the specification's.
/// Thread: one at a time.
class Groups {
public:
    /// Looks at /proc/self/mountinfo. A host without usable groups gives an object without directories.
    static base::Result<Groups> at(const std::string &path);
    /// Of a container whose state has been read.
    Groups(launch::CgroupPlan plan, std::map<std::string, std::string> byController);
    Groups() = default;

    [[nodiscard]] const launch::CgroupPlan &plan() const { return m_plan; }
    /// v1: controller to directory; v2: one entry with an empty name.
    [[nodiscard]] const std::map<std::string, std::string> &byController() const { return m_byController; }

    /// Makes the directories, controllers enabled on v2. What is there already is used.
    base::Result<void> make();
    /// Sets linux.resources. Zero and null mean "not said", as runc has it. Unsupported names a limit that
    /// this host cannot set; `warnings` gets what is not enforced.
    enum class Devices { Set, LeftAlone };
    base::Result<void> apply(const nlohmann::json &resources, Devices devices,
                             std::vector<std::string> &warnings);
    base::Result<void> freeze(bool frozen);
    [[nodiscard]] bool frozen() const;
    [[nodiscard]] std::vector<pid_t> members() const; ///< of all groups below, too
    /// Ends whatever is still inside and removes the directories.
    base::Result<void> remove();
    /// The "data" of `events --stats`, with the member names of runc.
    [[nodiscard]] nlohmann::json statistics() const;

private:
    [[nodiscard]] std::optional<std::string> directory(std::string_view controller) const;
    [[nodiscard]] bool unified() const { return m_plan.version == launch::CgroupPlan::Version::V2; }
    base::Result<void> set(std::string_view controller, std::string_view file, const std::string &value);
    base::Result<void> applyV1(const nlohmann::json &resources);
    base::Result<void> applyV2(const nlohmann::json &resources);
    base::Result<void> applyMemoryV1(const nlohmann::json &memory);
    base::Result<void> applyBlockIo(const nlohmann::json &blockIo);
    base::Result<void> applyDevices(const nlohmann::json &rules, std::vector<std::string> &warnings);

    launch::CgroupPlan m_plan;
    std::map<std::string, std::string> m_byController;
};

} // namespace catamaran::engine::oci
