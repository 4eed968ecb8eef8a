// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "hypervisor/api/hypervisor.h"

#include <string>
#include <vector>

namespace catamaran::hv {

/// Where a connection may go, best first.
struct ConnectionChoice {
    std::string uri;
    std::string note; ///< for `catamaran info`
};

/// Path of a helper program: $CATAMARAN_LIBEXEC, beside the program, or where packages put it.
base::Result<std::string> findHelper(const std::string &name);

/// The program that a domain names as its emulator: QEMU, or under software emulation catamaran-emulator,
/// which runs it with one thread for all processors and without huge pages (its source says why).
base::Result<std::string> emulatorFor(Accelerator accelerator);

/// Path of libvirt's daemon, or empty if none is installed.
std::string findLibvirtd();

/// Root's stand-in for the session daemon that libvirt gives ordinary users: a private libvirtd (see
/// keeper/keeper.c) with state in <data>/libvirt and sockets in <run>/libvirt. Started if it is not running;
/// it leaves by itself two minutes after the last VM and client. Returns its URI. Processes may race.
base::Result<std::string> ensurePrivateDaemon(const std::string &dataDirectory,
                                              const std::string &runDirectory);

/// qemu.conf for a root that is ours alone (embedded driver, private daemon).
base::Result<void> writeQemuConfiguration(const std::string &directory);

/// The command line program that belongs to this build: beside the running one, or CATAMARAN_PROGRAM.
base::Result<std::string> findProgram();

/// Starts a program of ours that outlives this one: its own session, output in `logPath`.
base::Result<void> spawnDetached(const std::vector<std::string> &command, const std::string &logPath);

} // namespace catamaran::hv
