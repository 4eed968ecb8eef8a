// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/cli/flags.h"
#include "src/cli/session.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace catamaran::cli {

/// docker's exit codes.
inline constexpr int kExitFailure = 1;
inline constexpr int kExitEngine = 125;
inline constexpr int kExitNotExecutable = 126;
inline constexpr int kExitNotFound = 127;

/// One call of a verb.
struct Invocation {
    Session &session;
    std::string path;  ///< "catamaran vm run", as it was typed
    std::string usage; ///< "[OPTIONS] IMAGE [COMMAND] [ARG...]"
    std::string about;
    std::vector<std::string> arguments; ///< behind the verb
    /// Set: the verb is not run; parseOptions() writes its options here and ends it (see verb_table.h).
    std::vector<FlagSet::Description> *describe = nullptr;
};

/// A verb of the command line. Verbs of a group have the group's name in front: "vm run".
struct Verb {
    std::string name;
    std::string heading; ///< under which --help lists it; empty: hidden
    std::string usage;
    std::string about;
    std::function<int(Invocation &)> run;
};

/// All verbs, and other names for them ("container ls" for "ps"). Each verb file adds its own.
class Registry {
public:
    void add(Verb verb) { m_verbs.push_back(std::move(verb)); }
    void alias(std::string other, std::string name)
    {
        m_aliases.emplace_back(std::move(other), std::move(name));
    }

    [[nodiscard]] const std::vector<Verb> &verbs() const { return m_verbs; }
    /// {other name, name}.
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>> &aliases() const
    {
        return m_aliases;
    }
    [[nodiscard]] const Verb *find(const std::string &name) const;
    /// Every verb and alias.
    [[nodiscard]] std::vector<std::string> names() const;
    /// Whether some verb's or alias's first word is this one and it has a second.
    [[nodiscard]] bool isGroup(const std::string &word) const;
    [[nodiscard]] std::string helpText() const;
    [[nodiscard]] std::string groupHelp(const std::string &group) const;
    /// The verb that was probably meant; empty if none is close.
    [[nodiscard]] std::string suggestion(const std::string &typed) const;

private:
    std::vector<Verb> m_verbs;
    std::vector<std::pair<std::string, std::string>> m_aliases;
};

/// Makes the registry with every verb of this program.
Registry makeRegistry();

/// Runs a whole command line (without the program's name) and returns the exit code.
int runCommandLine(Session &session, const Registry &registry, const std::vector<std::string> &arguments);

/// How many arguments a verb takes besides its options.
struct Arity {
    std::size_t least = 0;
    std::optional<std::size_t> most; ///< unset: any number
};

/// Parses an invocation's options. Returns the exit code when that was all there was to do (--help, or a
/// usage error that has been printed as docker prints it).
std::optional<int> parseOptions(Invocation &invocation, FlagSet &flags, Interspersed interspersed,
                                Arity arity, std::vector<std::string> &arguments,
                                int usageExit = kExitEngine);

/// Prints "catamaran: <text>" and "Fix: ..." on stderr.
void printError(const base::Error &error);
/// printError() and the code to exit with.
int failWith(const base::Error &error, int code = kExitFailure);
/// failWith() with the hint to --help, for values that are wrong.
int failUsage(const Invocation &invocation, const base::Error &error, int code = kExitEngine);
/// 127 and 126 for a command that cannot be run, else `otherwise`.
int exitCodeOf(const base::Error &error, int otherwise);

/// Calls `action` for each name; prints the name when `echo`, and goes on after an error as docker does.
enum class Echo { No, Yes };
int forEachName(const std::vector<std::string> &names, Echo echo,
                const std::function<base::Result<void>(const std::string &)> &action);

/// Lets `produce` write to a file ("" or "-": stdout), which appears under its name when it is whole.
base::Result<void> writeOutput(const std::string &path,
                               const std::function<base::Result<void>(const engine::ByteSink &)> &produce);
/// One line on stderr if this container is meant to come back after a reboot and nothing will see to that.
void noticeBoot(const engine::spec::ContainerSpec &spec);

/// Writes to stdout; a closed pipe is not an error.
void print(std::string_view text);
void printStderr(std::string_view text);

} // namespace catamaran::cli
