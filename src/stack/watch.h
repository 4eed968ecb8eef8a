// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/build/dockerignore.h"
#include "src/stack/stack.h"
#include "src/stack/tree_watch.h"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

/// develop.watch of the Compose specification ("Compose Develop Specification").
namespace catamaran::stack {

/// One rule of a service, ready to judge paths.
struct WatchRule {
    std::string service;
    compose::Trigger trigger;
    std::string path;    ///< trigger.path, absolute and clean
    bool single = false; ///< it is a file
    engine::build::DockerIgnore ignore;
    engine::build::DockerIgnore include;
    std::string context; ///< of the service's build; empty: none
    engine::build::DockerIgnore contextIgnore;

    /// Whether the rule is about a file. Directories are left out when the rule has `include`.
    [[nodiscard]] bool matches(const std::string &file, bool directory) const;
    /// Whether a path, with all below it when it is a directory, never matches.
    [[nodiscard]] bool prunes(const std::string &file, bool directory) const;
    /// Where a file goes in the container.
    [[nodiscard]] std::string targetOf(const std::string &file) const;
};

/// The rules of the services (empty: all), with .dockerignore of the build context and the files that editors
/// and git make for themselves left out. InvalidArgument for a rule that cannot work, or when there is none.
base::Result<std::vector<WatchRule>> watchRules(const compose::Project &project,
                                                const std::vector<std::string> &services);

/// One event, when it has been dealt with.
struct WatchTrace {
    std::string service;
    std::string file;
    bool removed = false;
    std::string rule;   ///< its path
    std::string action; ///< "sync", ...
    std::string target; ///< in the container, of a sync
    std::size_t replicas = 0;
    double milliseconds = 0; ///< since the kernel told of it
    std::string error;
};

struct WatchListener {
    std::function<void(const std::string &text)> say; ///< docker compose's lines
    std::function<void(const WatchTrace &trace)> trace;
};

/// Does what the rules of a stack ask for until it is stopped. What fails is told and does not end it.
/// The stack is used by one call at a time; it outlives this. Thread: one.
class Watch {
public:
    struct Options {
        std::vector<std::string> services; ///< empty: all that have rules
        bool prune = false;                ///< the image before a rebuild, when it has no name left
        bool quiet = false;                ///< no output of builds
        UpOptions up;                      ///< how a rebuilt service comes up
    };
    Watch(Stack &stack, Options options, WatchListener listener)
        : m_stack(stack), m_options(std::move(options)), m_listener(std::move(listener))
    {
    }
    /// Reads the rules and begins to watch, so that nothing is missed from here on.
    base::Result<void> open();
    /// Until `context.stop`. Calls open() if nobody did.
    base::Result<void> run(const base::OperationContext &context);

private:
    struct Item {
        const WatchRule *rule = nullptr;
        FileChange change;
    };
    using Items = std::vector<Item>;

    void handle(const std::vector<FileChange> &changes, bool initial, const base::OperationContext &context);
    base::Result<std::size_t> sync(const std::string &service, const Items &items,
                                   const base::OperationContext &context);
    base::Result<void> rebuild(const std::string &service, const base::OperationContext &context);
    base::Result<void> prune(const std::set<std::string> &old);
    void tell(const Items &items, std::size_t replicas, const base::Result<void> &result);
    base::Result<std::vector<Instance>> running(const std::string &service);

    Stack &m_stack;
    Options m_options;
    WatchListener m_listener;
    std::vector<WatchRule> m_rules;
    std::unique_ptr<TreeWatch> m_tree;
};

} // namespace catamaran::stack
