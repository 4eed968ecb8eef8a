// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/core/workload.h"

#include <optional>
#include <string>
#include <vector>

namespace catamaran::core {

/// One thing that containers or VMs need of this computer.
struct Check {
    enum class State { Good, Warning, Missing };
    std::string id; ///< "kvm", "subuid"; stays the same from version to version
    std::string area;
    std::string title;
    State state = State::Good;
    bool needed = false; ///< Missing and needed: nothing runs, or what was asked for cannot
    std::string explanation;
    std::string fix;     ///< what to do, in words; empty when all is well
    std::string command; ///< the same for a shell, where one line is enough
    /// A file below /proc/sys and what applyFix() writes into it; empty: nothing here can do it.
    std::string settingPath;
    std::string settingValue;
};

/// What the checks look at; tests write their own.
struct DoctorFacts {
    std::vector<Feature> features; ///< Deck::features()
    HostFacts host;
    bool isRoot = true;
    bool needsVms = false; ///< a missing hypervisor counts as needed
    std::string dataDirectory;
    std::optional<std::int64_t> freeBytes; ///< of the data directory's file system
    std::int64_t totalBytes = 0;
};

DoctorFacts doctorFacts(Deck &deck, const std::string &dataDirectory);
/// Judges the facts: needed things first, what is missing before what is well. Pure.
std::vector<Check> diagnose(const DoctorFacts &facts);
/// Whether something needed is missing.
bool needsHelp(const std::vector<Check> &checks);
/// Writes the check's setting, until the next start of the computer. Unsupported where there is none,
/// PermissionDenied without root.
base::Result<void> applyFix(const Check &check);

} // namespace catamaran::core
