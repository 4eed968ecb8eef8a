// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "engine/base/result.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

/// --filter of lists and prunes.
namespace catamaran::cli {

/// Values by key, in the order given.
using Filters = std::map<std::string, std::vector<std::string>>;

/// "key=value" texts. InvalidArgument "invalid argument ..." without "=", or "invalid filter 'key'" for a key
/// that is not among `known`.
base::Result<Filters> parseFilters(const std::vector<std::string> &texts,
                                   const std::vector<std::string> &known);

/// until, label and label!.
base::Result<engine::PruneFilter> pruneFilter(const Filters &filters, std::int64_t nowNs);

/// Whether "key" or "key=value" is among the labels.
bool hasLabel(const std::map<std::string, std::string> &labels, const std::string &wanted);

/// "true", "1", "false", "0" of dangling=.
base::Result<bool> parseSwitch(const std::string &key, const std::string &value);

/// Asks on stdout and reads a line of stdin. False unless it starts with y.
bool confirm(const std::string &question);

/// "2026-11-22 17:13:00 +0000 UTC", as docker's lists show times.
std::string listTime(std::int64_t timeNs);
/// "a=1,b=2".
std::string labelText(const std::map<std::string, std::string> &labels);

} // namespace catamaran::cli
