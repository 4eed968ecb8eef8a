// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lint/packages.h"

#include <algorithm>

namespace catamaran::engine::lint {

void eachCommand(const Context &context, const std::function<void(const Step &, const ShellCommand &)> &visit)
{
    for (const Step &step : context.model.steps()) {
        for (const ShellCommand &command : step.script.commands)
            visit(step, command);
    }
}

std::optional<std::vector<std::string>> packagesOf(const ShellCommand &command, const Words &programs,
                                                   const Words &verbs, const Words &withValue)
{
    if (!programs.contains(command.name()))
        return std::nullopt;
    std::vector<std::string> words = command.plain(withValue);
    const auto verb =
        std::find_if(words.begin(), words.end(), [&](const std::string &w) { return verbs.contains(w); });
    if (verb == words.end())
        return std::nullopt;
    words.erase(words.begin(), verb + 1);
    return words;
}

bool isMounted(const Step &step, std::initializer_list<std::string_view> directories)
{
    return std::any_of(directories.begin(), directories.end(), [&](std::string_view directory) {
        return std::any_of(step.mounts.begin(), step.mounts.end(), [&](const std::string &mount) {
            return directory == mount || (directory.starts_with(mount) && directory[mount.size()] == '/');
        });
    });
}

bool leavesCache(const Step &step, const IsCommand &installs, const IsCommand &cleans)
{
    bool dirty = false;
    for (const ShellCommand &command : step.script.commands) {
        if (installs(command))
            dirty = true;
        else if (cleans(command))
            dirty = false;
    }
    return dirty;
}

bool removes(const ShellCommand &command, std::initializer_list<std::string_view> directories)
{
    if (!command.is("rm") ||
        (!command.hasFlag("r") && !command.hasFlag("R") && !command.hasFlag("recursive")))
        return false;
    for (std::string path : command.plain()) {
        while (path.ends_with('*') || (path.size() > 1 && path.ends_with('/')))
            path.pop_back();
        for (const std::string_view directory : directories) {
            if (path == directory)
                return true;
        }
    }
    return false;
}

bool isPip(const ShellCommand &command)
{
    const std::string_view name = baseName(command.name());
    if (name.starts_with("pip") && !name.starts_with("pipenv") && !name.starts_with("pipx"))
        return true;
    return name.starts_with("python") && command.words.size() > 2 && command.words[1] == "-m" &&
           command.words[2] == "pip";
}

bool answersYes(const ShellCommand &command)
{
    return command.hasFlag("y") || command.hasFlag("yes") || command.hasFlag("assume-yes") ||
           command.hasFlag("assumeyes");
}

} // namespace catamaran::engine::lint
