// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/build_progress.h"

#include "engine/base/clock.h"
#include "engine/base/digest.h"
#include "src/cli/verb.h"

#include <cstdlib>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/ioctl.h>
#include <unistd.h>

namespace catamaran::cli {

using base::Errc;
using engine::build::BuildEvent;
using engine::build::BuildOutput;

namespace {

constexpr std::size_t kTailLines = 5;
constexpr std::int64_t kFrameNs = 80'000'000;

std::string base64(std::string_view data)
{
    static constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < data.size(); i += 3) {
        std::uint32_t word = 0;
        for (std::size_t j = 0; j < 3; ++j)
            word = word << 8U | (i + j < data.size() ? static_cast<unsigned char>(data[i + j]) : 0U);
        for (std::size_t j = 0; j < 4; ++j)
            out += i + j > data.size() ? '=' : kDigits[(word >> (18 - 6 * j)) & 63U];
    }
    return out;
}

/// "[name 2/5] RUN make".
std::string nameOf(const BuildEvent &event)
{
    std::string text = event.instruction;
    if (const std::size_t end = text.find('\n'); end != std::string::npos)
        text.resize(end);
    return fmt::format("[{}{}/{}] {}", event.stage.empty() ? "" : event.stage + " ", event.stageStep,
                       event.stageSteps, text);
}

std::size_t terminalWidth()
{
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col : 80;
}

double since(std::int64_t startNs)
{
    return static_cast<double>(base::steadyNanoseconds() - startNs) / 1e9;
}

/// No control characters of a program reach the table.
std::string visible(const std::string &text)
{
    std::string out;
    for (const char c : text) {
        if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f)
            out += c;
    }
    return out;
}

} // namespace

base::Result<BuildProgress::Mode> BuildProgress::parse(const std::string &text)
{
    if (text == "auto")
        return ::isatty(STDERR_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr ? Mode::Tty : Mode::Plain;
    static const std::map<std::string, Mode> kModes{{"plain", Mode::Plain},
                                                    {"tty", Mode::Tty},
                                                    {"quiet", Mode::Quiet},
                                                    {"json", Mode::Json},
                                                    {"rawjson", Mode::Json}};
    const auto found = kModes.find(text);
    if (found == kModes.end())
        return base::fail(base::Error(Errc::InvalidArgument, "invalid progress mode " + text)
                              .withFix("Write auto, plain, tty, quiet or rawjson."));
    return found->second;
}

BuildProgress::BuildProgress(Mode mode) : m_mode(mode), m_startNs(base::steadyNanoseconds()) {}

void BuildProgress::show(const BuildEvent &event)
{
    if (m_mode == Mode::Quiet)
        return;
    if (event.step == 0) { // of no step: fetching a context
        if (m_mode != Mode::Json)
            printStderr(event.output);
        return;
    }
    m_steps = event.steps;
    const auto [entry, isNew] = m_table.try_emplace(event.step);
    Step &step = entry->second;
    if (isNew) {
        step.name = nameOf(event);
        step.startNs = base::steadyNanoseconds();
    }
    if (m_mode == Mode::Json) {
        json(event, step);
        return;
    }
    if (event.done) {
        step.done = true;
        step.cached = event.cached;
        step.failed = !event.error.empty();
        step.seconds = event.seconds;
    }
    if (m_mode == Mode::Plain) {
        if (isNew)
            printStderr(fmt::format("#{} {}\n", event.step, step.name));
        plain(event, step);
        return;
    }
    output(event.step, step, event.output);
    const bool due = base::steadyNanoseconds() - m_drawnNs > kFrameNs;
    if (due || event.done)
        draw();
}

/// Whole lines of a program, each with its step's number and the time since the step began.
void BuildProgress::output(int number, Step &step, const std::string &text)
{
    step.partial += text;
    for (std::size_t end = step.partial.find('\n'); end != std::string::npos; end = step.partial.find('\n')) {
        const std::string line = step.partial.substr(0, end);
        step.partial.erase(0, end + 1);
        if (m_mode == Mode::Plain)
            printStderr(fmt::format("#{} {:.3f} {}\n", number, since(step.startNs), line));
        step.tail.push_back(line);
        if (step.tail.size() > kTailLines)
            step.tail.erase(step.tail.begin());
    }
}

void BuildProgress::plain(const BuildEvent &event, Step &step)
{
    output(event.step, step, event.output);
    if (!event.done)
        return;
    if (!step.partial.empty())
        output(event.step, step, "\n");
    if (!event.missReason.empty() && event.error.empty())
        printStderr(fmt::format("#{} cache miss: {}\n", event.step, event.missReason));
    if (!event.error.empty())
        printStderr(fmt::format("#{} ERROR: {}\n", event.step, event.error));
    else
        printStderr(event.cached ? fmt::format("#{} CACHED\n", event.step)
                                 : fmt::format("#{} DONE {:.1f}s\n", event.step, event.seconds));
}

void BuildProgress::json(const BuildEvent &event, const Step &step) const
{
    nlohmann::json out = nlohmann::json::object();
    const std::string digest = "sha256:" + base::Sha256::hexOf(std::to_string(event.step) + step.name);
    const std::string now = base::rfc3339(base::WallClock::now());
    if (!event.output.empty()) {
        out["logs"] = {
            {{"vertex", digest}, {"stream", 1}, {"data", base64(event.output)}, {"timestamp", now}}};
    } else {
        const auto started =
            base::WallClock::now() - std::chrono::nanoseconds(base::steadyNanoseconds() - step.startNs);
        nlohmann::json vertex{
            {"digest", digest},
            {"name", step.name},
            {"started", base::rfc3339(std::chrono::time_point_cast<base::WallClock::duration>(started))}};
        if (event.done)
            vertex["completed"] = now;
        if (event.cached)
            vertex["cached"] = true;
        if (!event.error.empty())
            vertex["error"] = event.error;
        if (!event.missReason.empty())
            vertex["cacheMiss"] = event.missReason;
        out["vertexes"] = {vertex};
    }
    printStderr(out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

void BuildProgress::draw()
{
    const std::size_t width = terminalWidth();
    std::vector<std::string> lines;
    std::size_t done = 0;
    for (const auto &[number, step] : m_table) {
        done += step.done ? 1U : 0U;
        const std::string mark = step.cached ? "CACHED " : step.failed ? "ERROR " : "";
        const std::string time = fmt::format("{:.1f}s", step.done ? step.seconds : since(step.startNs));
        std::string line = " => " + mark + visible(step.name);
        const std::size_t room = width - 2 - time.size();
        line.resize(std::min(line.size(), room));
        lines.push_back(line + std::string(room - line.size() + 1, ' ') + time);
        if (step.done && !step.failed)
            continue;
        for (const std::string &text : step.tail)
            lines.push_back((" => => " + visible(text)).substr(0, width - 1));
    }
    std::string frame = m_drawnLines > 0 ? fmt::format("\x1b[{}A\x1b[J", m_drawnLines) : std::string();
    frame += fmt::format("[+] Building {:.1f}s ({}/{})\n", since(m_startNs), done, m_steps);
    for (const std::string &line : lines)
        frame += line + "\n";
    printStderr(frame);
    m_drawnLines = static_cast<int>(lines.size()) + 1;
    m_drawnNs = base::steadyNanoseconds();
}

void BuildProgress::finish(const engine::build::BuildResult &result,
                           const engine::build::BuildRequest &request)
{
    if (m_mode == Mode::Quiet || m_mode == Mode::Json)
        return;
    const std::string mark =
        m_mode == Mode::Plain ? fmt::format("#{} ", m_steps + 1) : std::string(" => => ");
    bool stored = request.outputs.empty();
    for (const BuildOutput &output : request.outputs) {
        if (output.kind == BuildOutput::Kind::Image)
            stored = true;
        else if (output.destination != "-")
            printStderr(mark + "exporting to " + output.destination + " done\n");
    }
    if (!stored)
        return;
    printStderr(mark + "writing image " + result.imageId + " done\n");
    for (const std::string &tag : request.tags)
        printStderr(mark + "naming to " + engine::image::ImageService::normalizeReference(tag).value_or(tag) +
                    " done\n");
}

} // namespace catamaran::cli
