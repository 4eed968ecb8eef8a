// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace catamaran::engine::lint {

/// One simple command of a shell script (POSIX XCU 2.9.1), quotes taken off, redirections left out.
struct ShellCommand {
    std::vector<std::pair<std::string, std::string>> assignments; ///< in front: NAME=value
    std::vector<std::string> words;

    [[nodiscard]] std::string_view name() const { return words.empty() ? std::string_view() : words.front(); }
    [[nodiscard]] bool is(std::string_view program) const { return name() == program; }
    /// --name, --name=..., or one letter: -n, also in -xyn.
    [[nodiscard]] bool hasFlag(std::string_view flag) const;
    [[nodiscard]] bool has(std::string_view word) const;
    /// The arguments without options; an option in `withValue` ("-t", "--target") takes the next word along.
    [[nodiscard]] std::vector<std::string> plain(const std::set<std::string_view> &withValue = {}) const;
    /// Whether one of these is the first plain argument.
    [[nodiscard]] bool runs(std::string_view program, const std::set<std::string_view> &verbs) const;
};

struct ShellScript {
    std::vector<ShellCommand> commands; ///< in order, those of substitutions too
    bool piped = false;
};

/// Cuts a script into its commands: good enough to see which programs run with which arguments. It is no
/// shell and no ShellCheck: functions and case patterns are read as commands. Pure; never fails.
ShellScript parseShell(std::string_view text);

} // namespace catamaran::engine::lint
