// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/runtime/types.h"

#include <functional>
#include <stop_token>
#include <string>

namespace catamaran::engine::runtime {

/// Reads a container's lines back from systemd's journal, by libsystemd, which is loaded when first needed
/// and need not be installed: Unsupported, with the journalctl command that does the same, when it is not.
/// Query, sink and following as in readLog() (log_reader.h).
base::Result<void> readJournal(const std::string &containerId, const LogQuery &query,
                               const std::function<void(const LogRecord &)> &sink,
                               const std::function<bool()> &isActive, const std::stop_token &stop);

} // namespace catamaran::engine::runtime
