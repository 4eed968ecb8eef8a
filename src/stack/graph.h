// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace catamaran::stack {

/// Names, each with those that must be done before it. Names that have no entry of their own are ignored.
using Graph = std::map<std::string, std::set<std::string>>;

/// The same edges the other way round.
Graph reversed(const Graph &graph);

/// Calls `visit` for every name on a thread of its own, each after all that it needs has succeeded; at most
/// `parallel` at once (0: no bound). After an error or a stop nothing new begins; the first error is returned
/// when all that ran has ended. Stopped: Errc::Cancelled. The graph must have no cycle.
base::Result<void> walk(const Graph &graph, std::size_t parallel, const std::stop_token &stop,
                        const std::function<base::Result<void>(const std::string &)> &visit);

/// Calls `visit` for every item at the same time, bounded and stopped as above.
base::Result<void> forEach(const std::vector<std::string> &items, std::size_t parallel,
                           const std::stop_token &stop,
                           const std::function<base::Result<void>(const std::string &)> &visit);

} // namespace catamaran::stack
