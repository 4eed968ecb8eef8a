// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cgroup/delegation.h"

#include "engine/base/file.h"

#include <sstream>
#include <unistd.h>

namespace catamaran::engine::cgroup {

base::Result<std::string> delegatedGroup(const std::string &unifiedRoot)
{
    CATAMARAN_TRY(const std::string text, base::readFile("/proc/self/cgroup"));
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("0::"))
            continue;
        const std::string directory = unifiedRoot + line.substr(3);
        // Delegation is the right to move processes and to hand controllers down, not just to make
        // directories.
        if (::access((directory + "/cgroup.procs").c_str(), W_OK) == 0 &&
            ::access((directory + "/cgroup.subtree_control").c_str(), W_OK) == 0)
            return directory;
    }
    return base::fail(base::Error(base::Errc::Unsupported, "no control group has been delegated to this user")
                          .withFix("Run the command in a scope of your own: systemd-run --user --scope -p "
                                   "Delegate=yes catamaran ..."));
}

} // namespace catamaran::engine::cgroup
