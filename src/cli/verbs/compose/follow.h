// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/stack/stack.h"

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace catamaran::cli {

/// Prints lines of several containers, each behind its name ("web-1  | "), in one colour for each on a
/// terminal. Thread: safe.
class PrefixPrinter {
public:
    struct Style {
        bool colors = false;
        bool prefix = true;
        bool timestamps = false;
    };
    explicit PrefixPrinter(Style style) : m_style(style) {}
    /// Names that are known beforehand, so that all lines are aligned.
    void expect(const std::string &name);
    void add(const std::string &name, const engine::LogRecord &record);
    /// Text of a hook or build.
    void addText(const std::string &name, std::string_view text);
    /// A line of our own between those of the containers.
    void say(const std::string &text);
    /// Where lines go; unset: to standard output.
    void setOutput(std::function<void(const std::string &)> output) { m_output = std::move(output); }
    /// Writes an unfinished line of a container that has ended.
    void finish(const std::string &name);

private:
    void line(const std::string &name, std::string_view text, bool isStderr);

    void write(const std::string &text) const;

    Style m_style;
    std::function<void(const std::string &)> m_output;
    std::mutex m_mutex;
    std::size_t m_width = 0;
    std::map<std::string, std::size_t> m_colors;
    std::map<std::string, std::string> m_partial;
};

/// Follows the logs of containers, each on a thread of its own, until all have ended.
class LogFollower {
public:
    LogFollower(engine::Engine &engine, PrefixPrinter &printer) : m_engine(engine), m_printer(printer) {}
    ~LogFollower();
    LogFollower(const LogFollower &) = delete;
    LogFollower &operator=(const LogFollower &) = delete;

    struct Ended {
        std::string id;
        std::string service;
        int code = 0;
    };
    /// Begins with a container, unless it is followed; again when it had ended. `sinceNs`: only what is
    /// newer.
    void follow(const std::string &id, const std::string &name, const std::string &service,
                std::optional<std::int64_t> sinceNs);
    /// The next container that has ended; nothing when all have, or after stop().
    std::optional<Ended> next(const std::stop_token &stop);
    /// Lets all threads finish what has been written; call after the containers were stopped.
    void drain();

private:
    void run(const std::string &id, const std::string &name, const std::string &service,
             std::optional<std::int64_t> sinceNs);

    engine::Engine &m_engine;
    PrefixPrinter &m_printer;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::vector<std::string> m_ids;
    std::vector<Ended> m_ended;
    std::size_t m_told = 0;
    std::stop_source m_stop;
    std::vector<std::jthread> m_threads;
};

} // namespace catamaran::cli
