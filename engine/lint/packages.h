// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lint/model.h"

#include <functional>
#include <initializer_list>
#include <set>

/// What package managers in RUN lines do; for the rules of both sets.
namespace catamaran::engine::lint {

using Words = std::set<std::string_view>;

/// Calls `visit` for every command of every RUN.
void eachCommand(const Context &context,
                 const std::function<void(const Step &, const ShellCommand &)> &visit);

/// The words behind the verb (one of `verbs`) of a package manager's command, without options. nullopt: it
/// is another program or verb. `withValue`: options that take the next word.
std::optional<std::vector<std::string>> packagesOf(const ShellCommand &command, const Words &programs,
                                                   const Words &verbs, const Words &withValue = {});

/// Whether a directory (or one above it) is a cache or tmpfs mount of the step.
bool isMounted(const Step &step, std::initializer_list<std::string_view> directories);

/// Whether in the step an install stands behind which no command of `cleans` follows.
using IsCommand = std::function<bool(const ShellCommand &)>;
bool leavesCache(const Step &step, const IsCommand &installs, const IsCommand &cleans);

/// rm -r of one of these, or of what is in it.
bool removes(const ShellCommand &command, std::initializer_list<std::string_view> directories);

bool isPip(const ShellCommand &command); ///< pip, pip3, pip3.11, python -m pip
bool answersYes(const ShellCommand &command);

} // namespace catamaran::engine::lint
