// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/verbs/compose/progress.h"

#include "engine/base/clock.h"
#include "src/cli/verb.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

namespace catamaran::cli {

using base::Errc;
using base::Result;
using Phase = stack::StackEvent::Phase;

namespace {

constexpr std::chrono::milliseconds kFrame(100);
constexpr std::array<const char *, 10> kSpinner = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};

winsize screen()
{
    winsize size{};
    if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 20 || size.ws_row < 4) {
        size.ws_col = 80;
        size.ws_row = 24;
    }
    return size;
}

/// At most `columns` characters; names are ASCII, but for what a user put into them.
std::string cut(const std::string &text, std::size_t columns)
{
    if (text.size() <= columns)
        return text;
    return columns < 4 ? std::string() : text.substr(0, columns - 3) + "...";
}

std::string firstLine(const std::string &text)
{
    return text.substr(0, text.find('\n'));
}

std::string rightAligned(const std::string &text, std::size_t used, std::size_t columns)
{
    const std::size_t gap = columns > used + text.size() ? columns - used - text.size() : 1;
    return std::string(gap, ' ') + text;
}

} // namespace

Result<ComposeProgress::Mode> ComposeProgress::modeOf(const std::string &progress, const std::string &ansi)
{
    const char *terminal = std::getenv("TERM");
    const bool able = ::isatty(STDERR_FILENO) != 0 && ansi != "never" &&
                      (!terminal || std::string_view(terminal) != "dumb");
    if (progress.empty() || progress == "auto")
        return able ? Mode::Terminal : Mode::Plain;
    if (progress == "tty")
        return Mode::Terminal;
    if (progress == "plain")
        return Mode::Plain;
    if (progress == "json")
        return Mode::Json;
    if (progress == "quiet")
        return Mode::Quiet;
    return base::fail(Errc::InvalidArgument, "unsupported --progress value \"" + progress + "\"");
}

ComposeProgress::ComposeProgress(Style style) : m_style(std::move(style)) {}

ComposeProgress::~ComposeProgress()
{
    finish();
}

void ComposeProgress::show(const stack::StackEvent &event)
{
    if (event.phase == Phase::Warning && event.object.empty()) {
        above([&] { printStderr("WARN[0000] " + event.details + "\n"); });
        return;
    }
    if (m_style.mode == Mode::Quiet)
        return;
    if (m_style.mode != Mode::Terminal) {
        const std::scoped_lock guard(m_mutex);
        plain(event);
        return;
    }
    const std::scoped_lock guard(m_mutex);
    auto line = std::find_if(m_lines.begin(), m_lines.end(),
                             [&](const Line &one) { return one.object == event.object; });
    if (line == m_lines.end())
        line = m_lines.insert(line, Line{event.object, {}, {}, {}, event.atNs, 0});
    line->status = event.status;
    line->phase = event.phase;
    line->details = event.details;
    line->endNs = event.phase == Phase::Working ? 0 : event.atNs;
    if (!m_ticker.joinable()) {
        m_ticker = std::jthread([this](const std::stop_token &stop) {
            std::unique_lock lock(m_mutex);
            while (!stop.stop_requested()) {
                ++m_frame;
                draw();
                m_changed.wait_for(lock, stop, kFrame, [] { return false; });
            }
        });
    }
    draw();
}

void ComposeProgress::plain(const stack::StackEvent &event) const
{
    if (m_style.mode == Mode::Json) {
        nlohmann::ordered_json line = {{"id", event.object}, {"status", event.status}};
        if (m_style.dryRun)
            line["dry-run"] = true;
        if (!event.details.empty())
            line["details"] = event.details;
        printStderr(line.dump() + "\n");
        return;
    }
    std::string text =
        fmt::format(" {}{} {} ", m_style.dryRun ? "DRY-RUN MODE -  " : "", event.object, event.status);
    if (!event.details.empty())
        text += event.phase == Phase::Failed ? "\n" + event.details : event.details;
    printStderr(text + (text.ends_with('\n') ? "" : "\n"));
}

std::string ComposeProgress::render(const Line &line, std::size_t objectWidth, std::size_t statusWidth,
                                    std::size_t columns, std::int64_t nowNs) const
{
    const auto colored = [&](const char *code, const std::string &text) {
        return m_style.colors ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
    };
    const bool works = line.phase == Phase::Working;
    const char *color = works ? "36" : line.phase == Phase::Failed ? "31" : "32";
    const std::string mark = works                          ? kSpinner[m_frame % kSpinner.size()]
                             : line.phase == Phase::Failed  ? "✘"
                             : line.phase == Phase::Warning ? "!"
                                                            : "✔";
    const std::string prefix = m_style.dryRun ? "DRY-RUN MODE -  " : "";
    const std::string time = fmt::format(
        "{:.1f}s", static_cast<double>((line.endNs != 0 ? line.endNs : nowNs) - line.beginNs) / 1e9);
    std::string status = line.status;
    if (!line.details.empty())
        status += " " + firstLine(line.details);
    std::string middle = fmt::format("{}{:<{}} ", prefix, line.object, objectWidth);
    middle = cut(middle, columns > 24 ? columns - 24 : columns / 2);
    const std::size_t left = columns - std::min(columns, 3 + middle.size() + time.size() + 2);
    status = cut(status, std::max(left, std::size_t{8}));
    const std::size_t used = 3 + middle.size() + std::max(status.size(), std::min(statusWidth, left));
    return fmt::format(" {} {}{:<{}}{}", colored(color, mark), middle, colored(color, status),
                       std::min(statusWidth, left) + (m_style.colors ? 9 : 0),
                       colored("34", rightAligned(time, used, columns - 1)));
}

void ComposeProgress::erase()
{
    if (m_drawn > 0)
        printStderr(fmt::format("\x1b[{}A\x1b[J", m_drawn));
    m_drawn = 0;
}

void ComposeProgress::draw()
{
    if (m_lines.empty())
        return;
    const winsize size = screen();
    const std::int64_t now = base::steadyNanoseconds();
    // What does not fit: those that are done give way to those that are not.
    const std::size_t room = size.ws_row - 2U;
    std::vector<const Line *> shown;
    std::size_t done = 0;
    std::size_t objectWidth = 0;
    std::size_t statusWidth = 0;
    for (const Line &line : m_lines) {
        shown.push_back(&line);
        done += line.phase == Phase::Done ? 1U : 0U;
        objectWidth = std::max(objectWidth, line.object.size());
        statusWidth = std::max(statusWidth, line.status.size());
    }
    for (std::size_t i = 0; i < shown.size() && shown.size() > room;) {
        if (shown[i]->phase == Phase::Done)
            shown.erase(shown.begin() + static_cast<std::ptrdiff_t>(i));
        else
            ++i;
    }
    if (shown.size() > room)
        shown.resize(room);
    std::string text = m_drawn > 0 ? fmt::format("\x1b[{}A\x1b[J", m_drawn) : std::string();
    text += fmt::format("[+] {} {}/{}\n", m_style.verb, done, m_lines.size());
    for (const Line *line : shown)
        text += render(*line, objectWidth, statusWidth, size.ws_col, now) + "\n";
    m_drawn = shown.size() + 1;
    printStderr(text);
}

void ComposeProgress::above(const std::function<void()> &write)
{
    const std::scoped_lock guard(m_mutex);
    if (m_style.mode == Mode::Terminal)
        erase();
    write();
    if (m_style.mode == Mode::Terminal && m_ticker.joinable())
        draw();
}

void ComposeProgress::finish()
{
    m_ticker = {}; // stops and joins
    const std::scoped_lock guard(m_mutex);
    if (m_style.mode != Mode::Terminal || m_lines.empty())
        return;
    draw();
    // A failure's whole story, which a line has no room for.
    std::string text;
    for (const Line &line : m_lines) {
        if (line.phase == Phase::Failed && line.details.find('\n') != std::string::npos)
            text += line.object + ": " + line.details + (line.details.ends_with('\n') ? "" : "\n");
    }
    if (!text.empty())
        printStderr(text);
    m_drawn = 0;
    m_lines.clear();
}

} // namespace catamaran::cli
