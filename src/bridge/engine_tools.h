// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "src/bridge/tool.h"
#include "src/core/workload.h"

#include <functional>

namespace catamaran::bridge {

/// Does what a tool stands for with the engine and hypervisor of the deck. The answer is a sentence in the
/// past, or the text of a tool that shows one. Blocks; any thread.
base::Result<QString> performTool(core::Deck &deck, const DeskCommand &command,
                                  const std::function<void(const DeskStep &)> &onStep,
                                  const base::OperationContext &context);

/// The progress of a transfer as a line of a dialog.
DeskStep stepOf(const engine::image::TransferEvent &event);

/// Rows as columns that stand below each other, two blanks between; the last one is not padded. Pure.
QString inColumns(const QList<QStringList> &rows);

} // namespace catamaran::bridge
