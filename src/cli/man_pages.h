// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/cli/verb.h"

#include <string>
#include <vector>

namespace catamaran::cli {

/// A page of section 1: its file name ("catamaran-vm-run.1") and its text as man(7) macros.
struct ManPage {
    std::string file;
    std::string text;
};

/// One page for the program and one for each verb, from the same descriptions as --help. Runs no verb.
std::vector<ManPage> manPages(Session &session, const Registry &registry);

/// Writes every page below `directory`, which is made (`catamaran help --man DIRECTORY`). Returns the exit
/// code.
int writeManPages(Session &session, const Registry &registry, const std::string &directory);

} // namespace catamaran::cli
