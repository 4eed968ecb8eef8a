// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <string>

namespace catamaran::hv {

/// What the host notes about the last start of a VM (<directory>/boot.json). Written by whoever starts or
/// stops it.
struct BootNote {
    std::int64_t startedNs = 0;     ///< CLOCK_REALTIME
    std::int64_t beganNs = 0;       ///< CLOCK_MONOTONIC when the start was asked for
    std::int64_t definedNs = 0;     ///< CLOCK_MONOTONIC, domain defined
    std::int64_t qemuNs = 0;        ///< CLOCK_MONOTONIC, libvirt's start call returned
    std::int64_t journalOffset = 0; ///< where this boot begins in the journal
    std::int64_t clockOffsetNs = 0; ///< host minus guest CLOCK_MONOTONIC; 0 while not measured
    std::int64_t consoleOffset = 0; ///< where this boot begins in the console's log
    std::string startedBy;          ///< "clone", "spare", "restore"; empty: cold
    int restarts = 0;               ///< by its policy, in a row
    bool stopRequested = false;     ///< an end without exit record is then no failure
};

/// Paths of one VM.
struct MachineFiles {
    std::string directory;

    [[nodiscard]] std::string initrd() const { return directory + "/initrd"; }
    [[nodiscard]] std::string journal() const { return directory + "/journal"; }
    [[nodiscard]] std::string console() const { return directory + "/console"; }
    [[nodiscard]] std::string disk() const { return directory + "/disk.qcow2"; } ///< of a full VM
    [[nodiscard]] std::string seed() const { return directory + "/seed.iso"; }
    [[nodiscard]] std::string seedTexts() const { return directory + "/seed.json"; } ///< what is in it
    [[nodiscard]] std::string monitorLock() const { return directory + "/monitor.lock"; }
    [[nodiscard]] std::string bootNote() const { return directory + "/boot.json"; }

    [[nodiscard]] bool hasBootNote() const;
    [[nodiscard]] BootNote readBootNote() const; ///< zeros if there is none
    [[nodiscard]] base::Result<void> writeBootNote(const BootNote &note) const;
};

} // namespace catamaran::hv
