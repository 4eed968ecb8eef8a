// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/cli/verb.h"

#include <string>
#include <vector>

namespace catamaran::cli {

/// The verbs that people call, by name.
std::vector<const Verb *> shownVerbs(const Registry &registry);
/// The options of a verb, which is not run.
std::vector<FlagSet::Description> describeVerb(Session &session, const Verb &verb);

/// Every verb with its usage, other names and options as Markdown: resources/doc/verbs.md, which
/// `catamaran help --markdown` prints. Runs no verb.
std::string verbTable(Session &session, const Registry &registry);

} // namespace catamaran::cli
