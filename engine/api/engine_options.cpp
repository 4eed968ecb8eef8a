// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/engine.h"
#include "engine/base/digest.h"

#include <cstdlib>
#include <unistd.h>

namespace catamaran::engine {

namespace {

std::string variable(const char *name)
{
    const char *value = std::getenv(name);
    return value ? value : "";
}

} // namespace

EngineOptions EngineOptions::forCurrentUser()
{
    EngineOptions options;
    if (::geteuid() == 0) {
        options.dataDirectory = "/var/lib/catamaran";
        options.runDirectory = "/run/catamaran";
    } else {
        // The XDG Base Directory Specification's defaults.
        const std::string data = variable("XDG_DATA_HOME");
        options.dataDirectory = (data.empty() ? variable("HOME") + "/.local/share" : data) + "/catamaran";
        const std::string run = variable("XDG_RUNTIME_DIR");
        options.runDirectory =
            run.empty() ? "/tmp/catamaran-" + std::to_string(::geteuid()) : run + "/catamaran";
    }
    const std::string data = variable("CATAMARAN_ROOT");
    const std::string run = variable("CATAMARAN_RUN");
    if (!data.empty()) {
        options.dataDirectory = data;
        options.runDirectory = data + "/run";
        options.instance = base::Sha256::hexOf(data).substr(0, 8);
    }
    if (!run.empty())
        options.runDirectory = run;
    return options;
}

} // namespace catamaran::engine
