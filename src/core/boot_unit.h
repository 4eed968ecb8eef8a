// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"

#include <string>

/// The systemd unit that brings containers back after a reboot: written and linked only when the user asks
/// for it.
namespace catamaran::core {

/// Where the unit lies and what it is called. An ordinary user's belongs to their own systemd.
struct BootUnit {
    std::string directory; ///< /etc/systemd/system or $XDG_CONFIG_HOME/systemd/user
    std::string name;   ///< "catamaran.service"; with other state directories "catamaran-<instance>.service"
    std::string target; ///< "multi-user.target" or "default.target"
    bool forUser = false;

    [[nodiscard]] std::string path() const { return directory + "/" + name; }
    [[nodiscard]] std::string link() const { return directory + "/" + target + ".wants/" + name; }
};

BootUnit bootUnit(const engine::EngineOptions &options);

/// The unit's text; systemd.unit(5), systemd.service(5). `program` is this program's path. Pure.
std::string bootUnitText(const BootUnit &unit, const engine::EngineOptions &options,
                         const std::string &program);

/// Whether systemd runs this host (sd_booted(3)).
bool systemdRuns();
/// Whether the unit is there and linked.
bool bootUnitEnabled(const BootUnit &unit);
/// Writes the unit and links it into its target, as `systemctl enable` does. Again is no error.
base::Result<void> enableBootUnit(const BootUnit &unit, const std::string &text);
/// Removes both. False when there was none.
base::Result<bool> disableBootUnit(const BootUnit &unit);

} // namespace catamaran::core
