// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/stack/graph.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace catamaran::stack {

Graph reversed(const Graph &graph)
{
    Graph out;
    for (const auto &[name, needs] : graph) {
        out[name];
        for (const std::string &need : needs) {
            if (graph.contains(need))
                out[need].insert(name);
        }
    }
    return out;
}

base::Result<void> walk(const Graph &graph, std::size_t parallel, const std::stop_token &stop,
                        const std::function<base::Result<void>(const std::string &)> &visit)
{
    std::mutex mutex;
    std::condition_variable_any changed;
    std::map<std::string, std::size_t> open; // how many needs are not done
    std::vector<std::string> ready;
    for (const auto &[name, needs] : graph) {
        open[name] = static_cast<std::size_t>(std::count_if(
            needs.begin(), needs.end(), [&](const std::string &need) { return graph.contains(need); }));
        if (open[name] == 0)
            ready.push_back(name);
    }
    const Graph followers = reversed(graph);
    std::optional<base::Error> first;
    std::size_t running = 0;
    std::size_t done = 0;
    std::vector<std::jthread> threads;
    threads.reserve(graph.size());
    std::unique_lock lock(mutex);
    for (;;) {
        const bool ended = first || stop.stop_requested();
        if (running == 0 && (ended || ready.empty()))
            break;
        if (ended || ready.empty() || (parallel != 0 && running >= parallel)) {
            changed.wait(lock, stop, [&, before = done] {
                return done != before || (!ready.empty() && !first && (parallel == 0 || running < parallel));
            });
            if (stop.stop_requested() && running > 0)
                changed.wait(lock, [&] { return running == 0; });
            continue;
        }
        const std::string name = ready.back();
        ready.pop_back();
        ++running;
        threads.emplace_back([&, name] {
            auto result = visit(name);
            const std::scoped_lock guard(mutex);
            --running;
            ++done;
            if (!result) {
                if (!first)
                    first = std::move(result).error();
            } else {
                for (const std::string &next : followers.at(name)) {
                    if (--open[next] == 0)
                        ready.push_back(next);
                }
            }
            changed.notify_all();
        });
    }
    lock.unlock();
    threads.clear();
    if (first)
        return base::fail(std::move(*first));
    if (done < graph.size())
        return base::fail(base::Errc::Cancelled, "canceled");
    return {};
}

base::Result<void> forEach(const std::vector<std::string> &items, std::size_t parallel,
                           const std::stop_token &stop,
                           const std::function<base::Result<void>(const std::string &)> &visit)
{
    Graph graph;
    for (const std::string &item : items)
        graph[item];
    return walk(graph, parallel, stop, visit);
}

} // namespace catamaran::stack
