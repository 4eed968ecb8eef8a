// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <QByteArray>
#include <QString>

namespace catamaran::bridge {

/// Gets a small text over http or https: at most 4 MiB, 20 seconds, no file or other schemes, also not by a
/// redirect. Blocks: use a worker. Errors: Errc::Network with what the server or the network said.
base::Result<QByteArray> fetchText(const QString &address);

} // namespace catamaran::bridge
