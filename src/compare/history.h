// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/compare/lab.h"

#include <string>
#include <vector>

/// The experiments of the past: one JSON file each in `<data directory>/compare/history`, named
/// `<start, UTC>-<kind>.json`, for the window and the command line alike. At most kHistoryLimit are kept; the
/// oldest go first.
namespace catamaran::compare {

constexpr std::size_t kHistoryLimit = 200;

struct HistoryEntry {
    std::string id;        ///< the file's name without .json
    std::string kind;      ///< "race", "isolation", "density", "work"
    std::string startedAt; ///< RFC 3339
    std::string image;
    std::string summary; ///< "container 12.3 ms, VM 2.10 s"
};

/// Keeps a result as a new entry; returns its id.
base::Result<std::string> remember(const std::string &dataDirectory, const Experiment &experiment);
base::Result<std::string> remember(const std::string &dataDirectory, const Isolation &isolation);
base::Result<std::string> remember(const std::string &dataDirectory, const Density &density);
base::Result<std::string> remember(const std::string &dataDirectory, const Work &work);

/// Newest first. Files that cannot be read as a result are left out.
std::vector<HistoryEntry> history(const std::string &dataDirectory);
/// The JSON of one entry. NotFound "No such experiment: x"; `id` may be an unambiguous beginning.
base::Result<std::string> readExperiment(const std::string &dataDirectory, const std::string &id);
base::Result<void> forgetExperiment(const std::string &dataDirectory, const std::string &id);

/// The newest of each kind (two for density: one of each hull).
Measured newestMeasured(const std::string &dataDirectory);

} // namespace catamaran::compare
