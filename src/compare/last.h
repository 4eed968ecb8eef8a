// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/compare/experiment.h"

#include <optional>

/// The result of the last comparison, kept for the window and the command line alike in
/// `<data directory>/compare/last.json` (the object of `compare --format json`).
namespace catamaran::compare {

std::string lastPath(const std::string &dataDirectory);
/// Replaces the file as a whole; readers see the old or the new result.
base::Result<void> storeLast(const std::string &dataDirectory, const Experiment &experiment);
/// nullopt: none is kept. A file that cannot be read as a result is an error.
base::Result<std::optional<Experiment>> loadLast(const std::string &dataDirectory);

} // namespace catamaran::compare
