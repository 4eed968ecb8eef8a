// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/verb_table.h"

#include <algorithm>
#include <fmt/format.h>

namespace catamaran::cli {

namespace {

// A bar would end the cell of a table.
std::string cell(const std::string &text)
{
    std::string out;
    for (const char c : text) {
        if (c == '|')
            out += '\\';
        out += c == '\n' ? ' ' : c;
    }
    return out;
}

std::string flagsTable(const std::vector<FlagSet::Description> &flags)
{
    if (flags.empty())
        return "No options.\n";
    std::string text = "| option | value | default | |\n|---|---|---|---|\n";
    for (const FlagSet::Description &flag : flags) {
        const std::string names = flag.letter ? fmt::format("`-{}`, `--{}`", flag.letter, flag.name)
                                              : fmt::format("`--{}`", flag.name);
        text += fmt::format("| {} | {} | {} | {} |\n", names, cell(flag.placeholder), cell(flag.initial),
                            cell(flag.help));
    }
    return text;
}

std::string verbSection(Session &session, const Registry &registry, const Verb &verb)
{
    std::string text = fmt::format("\n## {}\n\n`catamaran {} {}`\n\n{}.\n", verb.name, verb.name, verb.usage,
                                   cell(verb.about));
    std::string others;
    for (const auto &[other, name] : registry.aliases()) {
        if (name == verb.name)
            others += (others.empty() ? "" : ", ") + ("`" + other + "`");
    }
    if (!others.empty())
        text += "\nAlso: " + others + "\n";
    return text + "\n" + flagsTable(describeVerb(session, verb));
}

} // namespace

std::vector<const Verb *> shownVerbs(const Registry &registry)
{
    std::vector<const Verb *> verbs;
    for (const Verb &verb : registry.verbs()) {
        if (!verb.name.starts_with("__")) // what scripts call, not people
            verbs.push_back(&verb);
    }
    std::sort(verbs.begin(), verbs.end(), [](const Verb *a, const Verb *b) { return a->name < b->name; });
    return verbs;
}

std::vector<FlagSet::Description> describeVerb(Session &session, const Verb &verb)
{
    std::vector<FlagSet::Description> flags;
    Invocation invocation{session, "catamaran " + verb.name, verb.usage, verb.about, {}, &flags};
    verb.run(invocation);
    return flags;
}

std::string verbTable(Session &session, const Registry &registry)
{
    std::string text =
        "# Verbs and options\n\nWritten by `catamaran help --markdown` from the program itself; "
        "a test fails when this file is older\nthan the code. An option whose text begins with "
        "\"Refused\" is known, and answered with the reason.\n";
    for (const Verb *verb : shownVerbs(registry))
        text += verbSection(session, registry, *verb);
    return text;
}

} // namespace catamaran::cli
