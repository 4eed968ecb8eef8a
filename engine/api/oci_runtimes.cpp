// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/oci_runtimes.h"

#include "engine/runtime/external_runtime.h"

#include <unistd.h>

namespace catamaran::engine {

std::map<std::string, std::string> ociRuntimes()
{
    std::map<std::string, std::string> out;
    for (runtime::FoundRuntime &found : runtime::foundRuntimes())
        out.emplace(std::move(found.name), std::move(found.path));
    return out;
}

Capability ociRuntimeCapability()
{
    Capability capability{"OCI runtimes", false, {}, {}};
    for (const auto &[name, path] : ociRuntimes())
        capability.explanation += (capability.explanation.empty() ? "" : ", ") + name + " (" + path + ")";
    if (capability.explanation.empty()) {
        capability.explanation = "none for run --runtime; containers are started by this engine itself";
        capability.fix = "Only if you want one: apt install runc, or crun.";
    } else if (::geteuid() != 0) {
        capability.explanation += "; for root only";
        capability.fix = "Leave --runtime out: this engine starts containers itself.";
    } else {
        capability.available = true;
    }
    return capability;
}

} // namespace catamaran::engine
