// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"

#include <map>
#include <string>

namespace catamaran::cli {

/// What `build` shows while it works, on stderr, with docker's look. Called from one thread at a time.
class BuildProgress {
public:
    enum class Mode {
        Quiet,
        Plain, ///< a line for each thing that happens
        Tty,   ///< a table that is drawn over itself, with the last lines of what is running
        Json,  ///< BuildKit's rawjson: one object a line, vertexes and logs
    };

    /// "auto", "plain", "tty", "quiet", "json", "rawjson"; auto asks the terminal. InvalidArgument.
    static base::Result<Mode> parse(const std::string &text);

    explicit BuildProgress(Mode mode);
    void show(const engine::build::BuildEvent &event);
    /// What was made: the last block.
    void finish(const engine::build::BuildResult &result, const engine::build::BuildRequest &request);

private:
    struct Step {
        std::string name;
        std::int64_t startNs = 0;
        double seconds = 0;
        bool done = false;
        bool cached = false;
        bool failed = false;
        std::string partial; ///< output without its newline yet
        std::vector<std::string> tail;
    };
    void plain(const engine::build::BuildEvent &event, Step &step);
    void output(int number, Step &step, const std::string &text);
    void json(const engine::build::BuildEvent &event, const Step &step) const;
    void draw();

    Mode m_mode;
    std::int64_t m_startNs = 0;
    std::int64_t m_drawnNs = 0;
    int m_drawnLines = 0;
    int m_steps = 0;
    std::map<int, Step> m_table;
};

} // namespace catamaran::cli
