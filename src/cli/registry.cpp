// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/man_pages.h"
#include "src/cli/verb.h"
#include "src/cli/verb_table.h"
#include "src/cli/verbs/compose/compose.h"
#include "src/cli/verbs/verbs.h"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>

namespace catamaran::cli {

namespace {

/// Levenshtein's distance.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t(0));
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row[b.size()];
}

std::string firstWord(const std::string &name)
{
    return name.substr(0, name.find(' '));
}

int unknown(const Registry &registry, const std::string &typed, const std::string &help)
{
    std::string text = fmt::format("catamaran: '{}' is not a catamaran command\n", typed);
    if (const std::string meant = registry.suggestion(typed); !meant.empty())
        text += fmt::format("Did you mean 'catamaran {}'?\n", meant);
    printStderr(text + fmt::format("\nRun '{} --help' for more information\n", help));
    return kExitFailure;
}

} // namespace

const Verb *Registry::find(const std::string &name) const
{
    for (const Verb &verb : m_verbs) {
        if (verb.name == name)
            return &verb;
    }
    for (const auto &[other, target] : m_aliases) {
        if (other == name)
            return find(target);
    }
    return nullptr;
}

std::vector<std::string> Registry::names() const
{
    std::vector<std::string> names;
    for (const Verb &verb : m_verbs)
        names.push_back(verb.name);
    for (const auto &alias : m_aliases)
        names.push_back(alias.first);
    return names;
}

bool Registry::isGroup(const std::string &word) const
{
    const std::string start = word + " ";
    return std::any_of(m_verbs.begin(), m_verbs.end(),
                       [&](const Verb &verb) { return verb.name.starts_with(start); }) ||
           std::any_of(m_aliases.begin(), m_aliases.end(),
                       [&](const auto &alias) { return alias.first.starts_with(start); });
}

std::string Registry::helpText() const
{
    std::string text = "Usage:  catamaran COMMAND\n\nContainers and light VMs side by side\n";
    std::vector<std::string> headings;
    for (const Verb &verb : m_verbs) {
        if (!verb.heading.empty() &&
            std::find(headings.begin(), headings.end(), verb.heading) == headings.end())
            headings.push_back(verb.heading);
    }
    for (const std::string &heading : headings) {
        text += fmt::format("\n{}:\n", heading);
        for (const Verb &verb : m_verbs) {
            if (verb.heading == heading)
                text += fmt::format("  {:<18}{}\n", verb.name, verb.about);
        }
    }
    static const std::vector<std::pair<std::string, std::string>> kGroups = {
        {"compose", "Define and run multi-container applications"},
        {"container", "Manage containers"},
        {"image", "Manage images"},
        {"manifest", "Manage image manifests and manifest lists"},
        {"network", "Manage networks"},
        {"system", "Manage the engine and what starts with the host"},
        {"vm", "Manage virtual machines"},
        {"volume", "Manage volumes"}};
    text += "\nManagement Commands:\n";
    for (const auto &[group, about] : kGroups) {
        if (isGroup(group))
            text += fmt::format("  {:<18}{}\n", group, about);
    }
    return text + "\nRun 'catamaran COMMAND --help' for more information on a command.\n";
}

std::string Registry::groupHelp(const std::string &group) const
{
    std::string text = fmt::format("Usage:  catamaran {} COMMAND\n\nCommands:\n", group);
    const std::string start = group + " ";
    for (const Verb &verb : m_verbs) {
        if (verb.name.starts_with(start))
            text += fmt::format("  {:<18}{}\n", verb.name.substr(start.size()), verb.about);
    }
    for (const auto &[other, target] : m_aliases) {
        if (const Verb *verb = find(target); other.starts_with(start) && verb)
            text += fmt::format("  {:<18}{}\n", other.substr(start.size()), verb->about);
    }
    return text +
           fmt::format("\nRun 'catamaran {} COMMAND --help' for more information on a command.\n", group);
}

std::string Registry::suggestion(const std::string &typed) const
{
    std::string best;
    std::size_t bestDistance = std::max<std::size_t>(1, typed.size() / 3) + 1;
    const auto consider = [&](const std::string &name) {
        const std::size_t d = distance(typed, name);
        if (d < bestDistance) {
            best = name;
            bestDistance = d;
        }
    };
    for (const Verb &verb : m_verbs)
        consider(verb.name);
    for (const auto &alias : m_aliases)
        consider(alias.first);
    return best;
}

int runCommandLine(Session &session, const Registry &registry, const std::vector<std::string> &typed)
{
    const std::vector<std::string> arguments =
        !typed.empty() && typed[0] == "compose" ? hoistComposeOptions(typed) : typed;
    if (arguments.size() == 2 && arguments[0] == "help" && arguments[1] == "--markdown") {
        print(verbTable(session, registry));
        return 0;
    }
    if (arguments.size() == 3 && arguments[0] == "help" && arguments[1] == "--man")
        return writeManPages(session, registry, arguments[2]);
    if (arguments.size() > 1 && arguments[0] == "help" && !arguments[1].starts_with('-')) {
        std::vector<std::string> asked(arguments.begin() + 1, arguments.end());
        asked.emplace_back("--help");
        return runCommandLine(session, registry, asked);
    }
    if (arguments.empty() || arguments[0] == "--help" || arguments[0] == "-h" || arguments[0] == "help") {
        print(registry.helpText());
        return 0;
    }
    std::string name = arguments[0] == "--version" || arguments[0] == "-v" ? "version" : arguments[0];
    std::size_t used = 1;
    if (name.starts_with('-')) {
        printStderr(fmt::format("unknown flag: {}\nSee 'catamaran --help'.\n", name));
        return kExitEngine;
    }
    // "vm kernel import": take as many words as name a group. "compare" is a verb and a group.
    const auto goesOn = [&] {
        return !registry.find(name) ||
               (used < arguments.size() && registry.find(name + " " + arguments[used]) != nullptr);
    };
    while (registry.isGroup(name) && goesOn()) {
        if (used >= arguments.size() || arguments[used] == "--help") {
            print(registry.groupHelp(name));
            return 0;
        }
        if (arguments[used].starts_with('-'))
            break;
        name += " " + arguments[used++];
    }
    const Verb *verb = registry.find(name);
    if (!verb) {
        const std::string group = registry.isGroup(firstWord(name)) ? " " + firstWord(name) : "";
        return unknown(registry, name, "catamaran" + group);
    }
    Invocation invocation{session,
                          "catamaran " + name,
                          verb->usage,
                          verb->about,
                          {arguments.begin() + static_cast<std::ptrdiff_t>(used), arguments.end()},
                          nullptr};
    return verb->run(invocation);
}

Registry makeRegistry()
{
    Registry registry;
    addRun(registry);
    addCreate(registry);
    addLifecycle(registry);
    addPs(registry);
    addLogs(registry);
    addExec(registry);
    addInspect(registry);
    addStats(registry);
    addTop(registry);
    addImages(registry);
    addImageArchive(registry);
    addImageBootstrap(registry);
    addPull(registry);
    addBuild(registry);
    addLint(registry);
    addImageAnalysis(registry);
    addVmRun(registry);
    addVm(registry);
    addCompare(registry);
    addInfo(registry);
    addDoctor(registry);
    addRuntime(registry);
    addSystemBoot(registry);
    addNetwork(registry);
    addAttach(registry);
    addCommit(registry);
    addCopy(registry);
    addEvents(registry);
    addPrune(registry);
    addSystem(registry);
    addUpdate(registry);
    addVolume(registry);
    addCompletion(registry);
    addCompose(registry);
    for (const char *name : {"run",    "create", "start", "stop", "restart", "kill",    "rm",     "logs",
                             "exec",   "stats",  "top",   "wait", "pause",   "unpause", "rename", "port",
                             "attach", "commit", "cp",    "diff", "export",  "update"})
        registry.alias(std::string("container ") + name, name);
    for (const char *name : {"ls", "ps", "list"})
        registry.alias(std::string("container ") + name, "ps");
    registry.alias("image ls", "images");
    registry.alias("image list", "images");
    registry.alias("image rm", "rmi");
    registry.alias("image build", "build");
    registry.alias("image tag", "tag");
    registry.alias("image history", "history");
    registry.alias("image import", "import");
    registry.alias("image pull", "pull");
    registry.alias("image push", "push");
    return registry;
}

} // namespace catamaran::cli
