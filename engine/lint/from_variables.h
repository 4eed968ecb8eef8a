// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lint/model.h"

#include <map>
#include <set>

namespace catamaran::engine::lint {

/// A text with its variables replaced, and which of them had a value.
struct Expanded {
    std::string text;
    std::set<std::string> matched;
    std::set<std::string> unmatched;
    bool failed = false; ///< "${" is broken, or ":?" says so
};
using Variables = std::map<std::string, std::string>;
Expanded expand(std::string_view text, const Variables &variables, char escape);

/// What stands before the first FROM: with the values of the build, or the defaults alone.
struct GlobalArguments {
    Variables values;
    std::set<std::string> declared; ///< with the predefined ones (TARGETPLATFORM ...)
};
GlobalArguments globalArguments(const Model &model, const Variables &buildArguments);

/// Whether a text can be the name of an image (distribution's reference grammar, roughly).
bool isImageName(std::string_view text);

/// Whether a FROM names nothing with the values of the build ("FROM ${IMAGE}" without IMAGE).
bool hasBlankBase(const Model &model, const LintOptions &options);

/// The error of a FROM --platform that cannot be parsed; nullopt: fine.
std::optional<base::Error> platformProblem(const Model &model, const LintOptions &options);

} // namespace catamaran::engine::lint
