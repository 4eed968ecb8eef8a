// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/stack/watch.h"

#include "src/stack/watch_archive.h"

#include <algorithm>
#include <ctime>
#include <set>

namespace catamaran::stack {

using base::Errc;
using base::Result;

namespace {

std::int64_t monotonic()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

bool syncs(const std::string &action)
{
    return action.starts_with("sync");
}

} // namespace

Result<void> Watch::open()
{
    if (m_tree)
        return {};
    CATAMARAN_TRY(m_rules, watchRules(m_stack.project(), m_options.services));
    std::vector<std::string> paths;
    for (const WatchRule &rule : m_rules)
        paths.push_back(rule.path);
    const auto skip = [this](const std::string &path, bool directory) {
        return std::all_of(m_rules.begin(), m_rules.end(),
                           [&](const WatchRule &rule) { return rule.prunes(path, directory); });
    };
    CATAMARAN_TRY(m_tree, TreeWatch::open(paths, skip, {}));
    return {};
}

Result<void> Watch::run(const base::OperationContext &context)
{
    CATAMARAN_CHECK(open());
    const bool initial = std::any_of(m_rules.begin(), m_rules.end(), [](const WatchRule &rule) {
        return rule.trigger.initialSync && syncs(rule.trigger.action);
    });
    if (initial)
        handle(m_tree->present(), true, context);
    m_listener.say("Watch enabled");
    while (!context.stopRequested()) {
        CATAMARAN_TRY(const std::vector<FileChange> changes, m_tree->next(context.stop));
        if (!changes.empty())
            handle(changes, false, context);
    }
    return {};
}

void Watch::handle(const std::vector<FileChange> &changes, bool initial,
                   const base::OperationContext &context)
{
    std::map<std::string, std::map<std::string, Items>> work; // by service and action
    for (const FileChange &change : changes) {
        for (const WatchRule &rule : m_rules) {
            if (rule.matches(change.path, change.directory) &&
                (!initial || (rule.trigger.initialSync && syncs(rule.trigger.action))))
                work[rule.service][rule.trigger.action].push_back({&rule, change});
        }
    }
    for (const auto &[service, actions] : work) {
        // The new containers are of the new image; what else was synchronised goes into them after that.
        if (const auto items = actions.find("rebuild"); items != actions.end()) {
            m_listener.say("Rebuilding service(s) [\"" + service + "\"] after changes were detected...");
            const auto done = rebuild(service, context);
            if (done)
                m_listener.say("service(s) [\"" + service + "\"] successfully built");
            tell(items->second, 0, done);
        }
        bool restart = false;
        for (const auto &[action, items] : actions) {
            if (!syncs(action))
                continue;
            m_listener.say("Syncing service \"" + service + "\" after " + std::to_string(items.size()) +
                           " changes were detected");
            const auto copied = sync(service, items, context);
            Result<void> done;
            if (!copied)
                done = base::fail(copied.error());
            if (done && action == "sync+exec") {
                std::set<const WatchRule *> hooks;
                for (const Item &item : items)
                    hooks.insert(item.rule);
                const auto there = running(service);
                for (const WatchRule *rule : hooks) {
                    for (std::size_t i = 0; there && done && i < there->size(); ++i)
                        done = m_stack.runHooks({rule->trigger.exec}, service, (*there)[i].id, context);
                }
            }
            if (done && action == "sync+restart" && !initial) {
                restart = true;
                continue; // told when it has been restarted
            }
            tell(items, copied ? *copied : 0, done);
        }
        const auto plain = actions.find("restart");
        if (!restart && plain == actions.end())
            continue;
        const auto done = m_stack.restart({service}, m_options.up.timeout, false, context);
        if (done)
            m_listener.say("service(s) [\"" + service + "\"] restarted");
        const auto there = running(service);
        for (const char *action : {"restart", "sync+restart"}) {
            if (const auto items = actions.find(action);
                items != actions.end() && (restart || items == plain))
                tell(items->second, there ? there->size() : 0, done);
        }
    }
}

void Watch::tell(const Items &items, std::size_t replicas, const Result<void> &result)
{
    const std::int64_t now = monotonic();
    for (const Item &item : items) {
        WatchTrace trace;
        trace.service = item.rule->service;
        trace.file = item.change.path;
        trace.removed = item.change.removed;
        trace.rule = item.rule->path;
        trace.action = item.rule->trigger.action;
        if (syncs(trace.action))
            trace.target = item.rule->targetOf(item.change.path);
        trace.replicas = replicas;
        trace.milliseconds = static_cast<double>(now - item.change.seenNs) / 1e6;
        if (!result)
            trace.error = result.error().text();
        m_listener.trace(trace);
    }
}

Result<std::vector<Instance>> Watch::running(const std::string &service)
{
    CATAMARAN_TRY(const World world, m_stack.look());
    std::vector<Instance> out;
    for (const Instance *instance : world.of(service)) {
        if (instance->isRunning())
            out.push_back(*instance);
    }
    return out;
}

Result<std::size_t> Watch::sync(const std::string &service, const Items &items,
                                const base::OperationContext &context)
{
    CATAMARAN_TRY(const std::vector<Instance> replicas, running(service));
    std::vector<std::string> gone;
    std::vector<std::pair<std::string, std::string>> files;
    for (const Item &item : items) {
        const std::string target = item.rule->targetOf(item.change.path);
        if (!item.change.removed)
            files.emplace_back(item.change.path, target);
        else if (gone.empty() || !target.starts_with(gone.back() + "/")) // goes with its directory
            gone.push_back(target);
    }
    base::UniqueFd archive;
    if (!files.empty()) {
        CATAMARAN_TRY(archive, archiveOf(files));
    }
    for (const Instance &replica : replicas) {
        if (replica.isVm)
            return base::fail(base::Error(Errc::Unsupported, "service \"" + service +
                                                                 "\" is a VM: files cannot be synchronised "
                                                                 "into it")
                                  .withFix("Use the action rebuild, or mount the directory."));
        constexpr std::size_t kAtOnce = 500; // a command line has an end
        for (std::size_t at = 0; at < gone.size(); at += kAtOnce) {
            compose::Hook remove;
            remove.user = "0"; // the copies are root's work too
            remove.command.words = std::vector<std::string>{"rm", "-rf", "--"};
            remove.command.words->insert(
                remove.command.words->end(), gone.begin() + static_cast<std::ptrdiff_t>(at),
                gone.begin() + static_cast<std::ptrdiff_t>(std::min(at + kAtOnce, gone.size())));
            if (const auto removed = m_stack.runHooks({remove}, service, replica.id, context); !removed)
                return base::fail(base::Error(Errc::InvalidState, replica.name +
                                                                      ": removed files are still in the "
                                                                      "container: " +
                                                                      removed.error().text())
                                      .withFix("Removing needs rm in the image, as docker compose does."));
        }
        if (archive) {
            CATAMARAN_CHECK(m_stack.engine().archiveIn("/proc/self/fd/" + std::to_string(archive.get()),
                                                       replica.id, "/", context));
        }
    }
    return replicas.size();
}

Result<void> Watch::rebuild(const std::string &service, const base::OperationContext &context)
{
    std::set<std::string> old; // images that nothing may need afterwards
    CATAMARAN_TRY(const World world, m_stack.look());
    for (const Instance *instance : world.of(service))
        old.insert(instance->imageId);
    Stack::BuildOptions build;
    build.quiet = m_options.quiet;
    CATAMARAN_CHECK(m_stack.build({service}, build, context));
    UpOptions up = m_options.up;
    up.build = BuildPolicy::Never;
    up.start = true;
    up.wait = false;
    up.wish.services = {service};
    up.wish.recreate = Recreate::WhenChanged; // its image is another one
    up.wish.recreateDependencies = Recreate::Never;
    up.wish.removeOrphans = false;
    up.ignoreOrphans = true;
    CATAMARAN_TRY(const auto there, m_stack.up(up, context));
    (void)there;
    if (m_options.prune) {
        if (const auto pruned = prune(old); !pruned)
            m_listener.say("old images stay: " + pruned.error().text());
    }
    return {};
}

Result<void> Watch::prune(const std::set<std::string> &old)
{
    CATAMARAN_TRY(const auto images, m_stack.engine().images().list());
    for (const auto &image : images) {
        if (image.tags.empty() && old.contains(image.id))
            (void)m_stack.engine().images().remove(image.id, false); // one that is used stays
    }
    return {};
}

} // namespace catamaran::stack
