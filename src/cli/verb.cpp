// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/verb.h"

#include <algorithm>
#include <fmt/format.h>
#include <unistd.h>

namespace catamaran::cli {

namespace {

void writeAll(int fd, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = ::write(fd, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return; // the reader is gone; docker says nothing either
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

std::string usageLine(const Invocation &invocation)
{
    return fmt::format("Usage:  {} {}\n", invocation.path, invocation.usage);
}

std::string arityText(const Arity &arity)
{
    const auto noun = [](std::size_t n) { return n == 1 ? "argument" : "arguments"; };
    if (arity.most == std::optional<std::size_t>(0))
        return "accepts no arguments";
    if (arity.most == arity.least)
        return fmt::format("requires {} {}", arity.least, noun(arity.least));
    if (arity.least > 0)
        return fmt::format("requires at least {} {}", arity.least, noun(arity.least));
    return fmt::format("requires at most {} {}", *arity.most, noun(*arity.most));
}

} // namespace

void print(std::string_view text)
{
    writeAll(STDOUT_FILENO, text);
}

void printStderr(std::string_view text)
{
    writeAll(STDERR_FILENO, text);
}

void printError(const base::Error &error)
{
    std::string text = "catamaran: " + error.text() + "\n";
    if (!error.fix().empty())
        text += "Fix: " + error.fix() + "\n";
    for (const base::Error &cleanup : error.cleanup())
        text += "while cleaning up: " + cleanup.text() + "\n";
    printStderr(text);
}

int failWith(const base::Error &error, int code)
{
    printError(error);
    return code;
}

int failUsage(const Invocation &invocation, const base::Error &error, int code)
{
    printError(error);
    printStderr(fmt::format("\nRun '{} --help' for more information\n", invocation.path));
    return code;
}

int exitCodeOf(const base::Error &error, int otherwise)
{
    if (error.code() == base::Errc::CommandNotFound)
        return kExitNotFound;
    if (error.code() == base::Errc::CommandNotExecutable)
        return kExitNotExecutable;
    return otherwise;
}

std::optional<int> parseOptions(Invocation &invocation, FlagSet &flags, Interspersed interspersed,
                                Arity arity, std::vector<std::string> &arguments, int usageExit)
{
    if (invocation.flagNames) {
        *invocation.flagNames = flags.names();
        return 0;
    }
    auto parsed = flags.parse(invocation.arguments, interspersed);
    if (!parsed) {
        printStderr(fmt::format("{}\n\n{}\nRun '{} --help' for more information\n", parsed.error().message(),
                                usageLine(invocation), invocation.path));
        return usageExit;
    }
    if (parsed->helpAsked) {
        print(fmt::format("{}\n{}\n\n{}", usageLine(invocation), invocation.about, flags.helpText()));
        return 0;
    }
    arguments = std::move(parsed->arguments);
    if (arguments.size() < arity.least || (arity.most && arguments.size() > *arity.most)) {
        printStderr(fmt::format("catamaran: '{}' {}\n\n{}\nSee '{} --help' for more information\n",
                                invocation.path, arityText(arity), usageLine(invocation), invocation.path));
        return kExitFailure;
    }
    return std::nullopt;
}

int forEachName(const std::vector<std::string> &names, Echo echo,
                const std::function<base::Result<void>(const std::string &)> &action)
{
    int code = 0;
    for (const std::string &name : names) {
        if (const auto done = action(name); !done)
            code = failWith(done.error());
        else if (echo == Echo::Yes)
            print(name + "\n");
    }
    return code;
}

} // namespace catamaran::cli
