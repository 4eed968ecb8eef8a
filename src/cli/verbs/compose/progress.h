// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/stack/stack.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace catamaran::cli {

/// What happens to the parts of a stack, on standard error: live lines on a terminal, as docker compose v2
/// has them, else one line for each change. Thread: safe.
class ComposeProgress {
public:
    enum class Mode { Terminal, Plain, Json, Quiet };
    /// From --progress ("auto", "tty", "plain", "json", "quiet"); `ansi` is --ansi. InvalidArgument.
    static base::Result<Mode> modeOf(const std::string &progress, const std::string &ansi);

    struct Style {
        Mode mode = Mode::Plain;
        bool colors = false;
        std::string verb; ///< of the headline: "up"
        bool dryRun = false;
    };
    explicit ComposeProgress(Style style);
    ~ComposeProgress();
    ComposeProgress(const ComposeProgress &) = delete;
    ComposeProgress &operator=(const ComposeProgress &) = delete;

    void show(const stack::StackEvent &event);
    /// Runs `write`, whose output (whole lines) stands above the live ones.
    void above(const std::function<void()> &write);
    /// Leaves the lines as they are; nothing moves afterwards until the next event.
    void finish();

private:
    struct Line {
        std::string object;
        std::string status;
        std::string details;
        stack::StackEvent::Phase phase = stack::StackEvent::Phase::Working;
        std::int64_t beginNs = 0;
        std::int64_t endNs = 0; ///< 0: it goes on
    };

    void plain(const stack::StackEvent &event) const;
    void draw();
    void erase();
    [[nodiscard]] std::string render(const Line &line, std::size_t objectWidth, std::size_t statusWidth,
                                     std::size_t columns, std::int64_t nowNs) const;

    Style m_style;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::vector<Line> m_lines;
    std::size_t m_drawn = 0; ///< lines on the screen
    unsigned m_frame = 0;
    std::jthread m_ticker; ///< turns the spinners and counts the seconds
};

} // namespace catamaran::cli
