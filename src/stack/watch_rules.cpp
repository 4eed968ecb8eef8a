// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "src/stack/watch.h"

#include <algorithm>
#include <filesystem>

namespace catamaran::stack {

using base::Errc;
using base::Result;
using engine::build::DockerIgnore;

namespace {

/// What programs leave beside the files that are edited, as docker compose leaves it out.
const DockerIgnore &ephemeral()
{
    static const DockerIgnore kPatterns = [] {
        auto parsed = DockerIgnore::fromPatterns(
            {"**/.git", "**/.idea", "**/*___jb_tmp___", "**/*___jb_old___", "**/.#*", "**/#*#", "**/4913",
             "**/*~", "**/.*.swp", "**/.*.swx", "**/.*.swo", "**/.*.kate-swp", "**/.goutputstream-*"});
        return parsed ? *parsed : DockerIgnore();
    }();
    return kPatterns;
}

/// `file` as seen from `directory`; empty: it is not below.
std::string below(const std::string &file, const std::string &directory)
{
    const std::string start = directory.ends_with('/') ? directory : directory + "/";
    return file.starts_with(start) ? file.substr(start.size()) : std::string();
}

std::string clean(const std::string &path)
{
    std::string out = std::filesystem::path(path).lexically_normal();
    while (out.size() > 1 && out.ends_with('/'))
        out.pop_back();
    return out;
}

bool skipped(const DockerIgnore &ignore, const std::string &relative, bool whole)
{
    return !relative.empty() && ignore.excludes(relative) && !(whole && ignore.hasExceptions());
}

base::Error wrong(const compose::Service &service, const std::string &text)
{
    return base::Error(Errc::InvalidArgument, text).withWhere(service.where);
}

} // namespace

bool WatchRule::prunes(const std::string &file, bool directory) const
{
    if (single)
        return file != path;
    const std::string relative = below(file, path);
    return relative.empty() || skipped(ephemeral(), relative, directory) ||
           skipped(ignore, relative, directory) ||
           (!context.empty() && skipped(contextIgnore, below(file, context), directory));
}

bool WatchRule::matches(const std::string &file, bool directory) const
{
    if (single)
        return file == path && !directory;
    const std::string relative = below(file, path);
    if (relative.empty() || skipped(ephemeral(), relative, false) || skipped(ignore, relative, false) ||
        (!context.empty() && skipped(contextIgnore, below(file, context), false)))
        return false;
    return trigger.include.empty() || (!directory && include.excludes(relative));
}

std::string WatchRule::targetOf(const std::string &file) const
{
    const std::string relative = below(file, path);
    if (relative.empty())
        return trigger.target;
    return trigger.target + (trigger.target.ends_with('/') ? "" : "/") + relative;
}

Result<std::vector<WatchRule>> watchRules(const compose::Project &project,
                                          const std::vector<std::string> &services)
{
    std::vector<WatchRule> out;
    for (const auto &[name, service] : project.services) {
        const bool named = std::find(services.begin(), services.end(), name) != services.end();
        if ((!services.empty() && !named) || !service.develop)
            continue;
        for (const compose::Trigger &trigger : service.develop->watch) {
            if (trigger.action == "rebuild" && !service.build)
                return base::fail(
                    wrong(service,
                          "service \"" + name + "\" has no build section, can't apply \"rebuild\" on watch")
                        .withFix("Give the service a build, or use sync or restart as the action."));
            if (trigger.action == "sync+exec" && !trigger.exec.command.words)
                return base::fail(
                    wrong(service, "services." + name +
                                       ".develop.watch: can't watch with action \"sync+exec\" without an "
                                       "\"exec\" section"));
            WatchRule rule;
            rule.service = name;
            rule.trigger = trigger;
            rule.path = clean(trigger.path);
            std::error_code error;
            rule.single =
                std::filesystem::exists(rule.path, error) && !std::filesystem::is_directory(rule.path, error);
            CATAMARAN_TRY(rule.ignore, DockerIgnore::fromPatterns(trigger.ignore));
            CATAMARAN_TRY(rule.include, DockerIgnore::fromPatterns(trigger.include));
            if (service.build && service.build->context.starts_with('/')) {
                rule.context = clean(service.build->context);
                const std::string file = rule.context + "/.dockerignore";
                if (std::filesystem::exists(file, error)) {
                    CATAMARAN_TRY(const std::string text, base::readFile(file));
                    CATAMARAN_TRY(rule.contextIgnore, DockerIgnore::parse(text, file));
                }
            }
            out.push_back(std::move(rule));
        }
    }
    if (out.empty())
        return base::fail(
            base::Error(Errc::InvalidArgument,
                        "none of the selected services is configured for watch, consider setting a "
                        "'develop' section")
                .withFix("develop: { watch: [ { path: ./src, action: sync, target: /src } ] }"));
    return out;
}

} // namespace catamaran::stack
