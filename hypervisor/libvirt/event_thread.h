// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

namespace catamaran::hv {

/// The one thread on which libvirt delivers events.
///
/// We register our own event implementation (poll(2)) instead of libvirt's default: the default shares GLib's
/// global context with Qt's dispatcher, and callbacks would then run on the GUI thread even though a second
/// thread drives the loop. Lifetime: starts before the first connection, lives until the process ends,
/// because libvirt may still call back shortly after a connection is closed. Callbacks: copy what is needed
/// and return. A blocking vir* call from one deadlocks.
class EventThread {
public:
    /// Starts it on first use; cheap afterwards. Thread-safe. Call before the first virConnectOpen.
    static base::Result<void> ensureRunning();
};

/// For every thread that calls libvirt: it writes to its daemon's socket, and a daemon that was just killed
/// would take the whole program with it. The call then fails, as it should.
void withoutPipeSignals();

} // namespace catamaran::hv
