// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "src/cli/verb.h"

#include <fmt/format.h>
#include <string>
#include <unistd.h>

namespace catamaran::cli {

/// One line on stderr for what happens; on a terminal it is rewritten in place.
class ProgressLine {
public:
    ProgressLine() : m_live(::isatty(STDERR_FILENO) != 0) {}
    ~ProgressLine() { clear(); }
    ProgressLine(const ProgressLine &) = delete;
    ProgressLine &operator=(const ProgressLine &) = delete;

    void show(const std::string &text)
    {
        if (!m_live)
            return;
        printStderr("\r\033[K" + text);
        m_dirty = true;
    }
    /// A line that stays.
    void say(const std::string &text)
    {
        clear();
        printStderr(text + "\n");
    }
    void clear()
    {
        if (m_dirty)
            printStderr("\r\033[K");
        m_dirty = false;
    }

private:
    bool m_live;
    bool m_dirty = false;
};

/// An operation that ends with Ctrl-C and tells its steps on `line`.
inline base::OperationContext shownOn(ProgressLine &line, const Session::Interruptible &interruptible)
{
    base::OperationContext context = interruptible.context();
    context.onProgress = [&line](const base::Progress &progress) {
        std::string text = progress.step;
        if (progress.total > 0)
            text += fmt::format(" ({}/{})", progress.done, progress.total);
        line.show(text);
    };
    return context;
}

} // namespace catamaran::cli
