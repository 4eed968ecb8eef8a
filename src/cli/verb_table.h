// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/cli/verb.h"

#include <string>

namespace catamaran::cli {

/// Every verb with its usage, other names and options as Markdown: resources/doc/verbs.md, which
/// `catamaran help --markdown` prints. Runs no verb.
std::string verbTable(Session &session, const Registry &registry);

} // namespace catamaran::cli
