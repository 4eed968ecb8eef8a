// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/pull_progress.h"

#include "engine/base/bytes.h"
#include "src/cli/output.h"
#include "src/cli/terminal.h"
#include "src/cli/verb.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <fmt/format.h>
#include <unistd.h>

namespace catamaran::cli {

using engine::image::TransferEvent;
using Phase = TransferEvent::Phase;
using Clock = std::chrono::steady_clock;

namespace {

struct Line {
    std::string layer;
    Phase phase = Phase::Waiting;
    std::int64_t done = 0;
    std::int64_t total = 0;
    std::string text;
    std::deque<std::pair<Clock::time_point, std::int64_t>> samples; ///< of the last seconds
};

std::string label(const std::string &digest)
{
    const std::size_t colon = digest.find(':');
    return digest.substr(colon == std::string::npos ? 0 : colon + 1, 12);
}

std::string human(std::int64_t bytes)
{
    return base::Bytes(bytes).humanDecimal();
}

/// "[=====>      ]  12.3MB/45MB  8.1MB/s  4s"
std::string bar(Line &line)
{
    const auto now = Clock::now();
    line.samples.emplace_back(now, line.done);
    while (line.samples.size() > 2 && now - line.samples.front().first > std::chrono::seconds(3))
        line.samples.pop_front();
    constexpr int kWidth = 30;
    const int filled = line.total > 0
                           ? static_cast<int>(std::min<std::int64_t>(kWidth, line.done * kWidth / line.total))
                           : 0;
    std::string out = "[" + std::string(static_cast<std::size_t>(filled), '=') +
                      (filled < kWidth ? ">" : "") +
                      std::string(static_cast<std::size_t>(std::max(0, kWidth - filled - 1)), ' ') + "]  " +
                      human(line.done) + "/" + human(line.total);
    const double seconds = std::chrono::duration<double>(now - line.samples.front().first).count();
    const double speed =
        seconds > 0.2 ? static_cast<double>(line.done - line.samples.front().second) / seconds : 0;
    if (speed > 0)
        out += fmt::format("  {}/s  {:.0f}s", human(static_cast<std::int64_t>(speed)),
                           static_cast<double>(line.total - line.done) / speed);
    return out;
}

std::string describe(Line &line)
{
    switch (line.phase) {
    case Phase::Waiting:
        return "Waiting";
    case Phase::Exists:
        return "Already exists";
    case Phase::Mounted:
        return "Mounted from " + line.text;
    case Phase::Transferring:
        return bar(line);
    case Phase::Retrying:
        return "Retrying: " + line.text;
    case Phase::Extracting:
        return "Extracting";
    case Phase::Complete:
        return "Complete";
    case Phase::Resolving:
    case Phase::Notice:
        break;
    }
    return line.text;
}

} // namespace

struct TransferView::Private {
    int fd = 1;
    bool terminal = false;
    std::vector<Line> lines;
    std::size_t drawn = 0;

    void write(const std::string &text) const
    {
        if (fd == STDOUT_FILENO)
            print(text);
        else
            printStderr(text);
    }
    Line &lineOf(const std::string &layer)
    {
        const auto found =
            std::find_if(lines.begin(), lines.end(), [&](const Line &line) { return line.layer == layer; });
        if (found != lines.end())
            return *found;
        Line line;
        line.layer = layer;
        return lines.emplace_back(std::move(line));
    }
    void redraw()
    {
        const std::size_t width = terminalSize(fd).columns;
        std::string out = drawn > 0 ? fmt::format("\x1b[{}A", drawn) : std::string();
        for (Line &line : lines)
            out += "\r\x1b[2K" + (label(line.layer) + ": " + describe(line)).substr(0, width - 1) + "\n";
        drawn = lines.size();
        write(out);
    }
};

TransferView::TransferView(int fd) : m_d(std::make_unique<Private>())
{
    m_d->fd = fd;
    m_d->terminal = ::isatty(fd) != 0;
}

TransferView::~TransferView() = default;

void TransferView::show(const TransferEvent &event)
{
    if (event.layer.empty()) {
        if (event.phase == Phase::Notice || event.phase == Phase::Retrying) {
            m_d->write(event.text + "\n");
            m_d->drawn = 0;
        }
        return;
    }
    Line &line = m_d->lineOf(event.layer);
    const bool changed = line.phase != event.phase || line.total == 0;
    line.phase = event.phase;
    line.done = event.done;
    line.total = event.total;
    line.text = event.text;
    if (m_d->terminal)
        m_d->redraw();
    else if (changed && event.phase != Phase::Waiting && event.phase != Phase::Transferring)
        m_d->write(label(event.layer) + ": " + describe(line) + "\n");
}

base::Result<engine::image::PullResult> pullWithProgress(engine::image::ImageService &images,
                                                         const engine::image::PullRequest &request,
                                                         Quiet quiet, int fd,
                                                         const base::OperationContext &context)
{
    TransferView view(fd);
    return images.pull(
        request,
        [&](const TransferEvent &event) {
            if (quiet == Quiet::No)
                view.show(event);
        },
        context);
}

} // namespace catamaran::cli
