// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Reading, writing and removing single control groups.
namespace catamaran::engine::cgroup {

/// Text of `directory/file`, or nullopt when the kernel has no such file.
std::optional<std::string> readGroupFile(const std::string &directory, std::string_view file);
/// Writes one value in one write(2). Unsupported if the file does not exist.
base::Result<void> writeGroupFile(const std::string &directory, std::string_view file,
                                  std::string_view value);

enum class MadeGroup { New, Existed };
base::Result<MadeGroup> makeGroup(const std::string &directory);

/// Kills the members of the group and of those below: by cgroup.kill, or one after the other.
void killMembers(const std::string &directory);

/// Kills everything inside and removes the group; retries for a short while, because the last process leaves
/// its group only some time after it has ended. A missing group is success.
base::Result<void> removeGroup(const std::string &directory);

/// Names of the groups directly below.
std::vector<std::string> subgroups(const std::string &directory);

} // namespace catamaran::engine::cgroup
