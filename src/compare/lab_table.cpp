// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/bytes.h"
#include "src/compare/lab.h"
#include "src/compare/report_parts.h"

#include <algorithm>
#include <fmt/format.h>

namespace catamaran::compare {

namespace {

using Row = std::vector<std::string>;

/// Columns as wide as their widest cell, three spaces between them, as docker's tables.
std::string aligned(const std::vector<Row> &rows)
{
    std::vector<std::size_t> widths;
    for (const Row &row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], row[i].size());
    }
    std::string text;
    for (const Row &row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i)
            line += i + 1 < row.size() ? fmt::format("{:<{}}   ", row[i], widths[i]) : row[i];
        line.resize(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

std::string head(const LabFacts &facts)
{
    return fmt::format("{} on {}, kernel {}, {} CPUs{}\n", facts.image, facts.operatingSystem, facts.kernel,
                       facts.cpus,
                       facts.accelerationLabel.empty() ? "" : "; VMs: " + facts.accelerationLabel);
}

std::string bytes(std::int64_t count)
{
    return base::Bytes(count).human();
}

} // namespace

std::string toTable(const Isolation &isolation)
{
    std::vector<Row> rows = {{"THING", "HOST", "CONTAINER", "", "VM", ""}};
    int shared = 0;
    for (const IsolationRow &row : isolation.rows) {
        rows.push_back({row.title, row.host, std::string(sharingName(row.containerSharing)), row.container,
                        std::string(sharingName(row.vmSharing)), row.vm});
        shared += row.containerSharing == Sharing::Shared || row.containerSharing == Sharing::Filtered;
    }
    return head(isolation.facts) + aligned(rows) +
           fmt::format("The container shares {} of {} things with the host (filtered ones too).\n", shared,
                       isolation.rows.size());
}

std::string toTable(const Density &density)
{
    std::vector<Row> rows = {{"INSTANCES", "START", "MEMORY LEFT", "OF ALL INSTANCES"}};
    for (const DensityPoint &point : density.points)
        rows.push_back({std::to_string(point.count), humanMs(point.startMs), bytes(point.availableBytes),
                        bytes(point.instancesBytes)});
    std::string text = head(density.facts) + aligned(rows);
    text += fmt::format("Stopped: {}{}.\n", density.stopped, density.safety ? " (safety stop)" : "");
    if (const auto each = density.bytesEach(); each && *each > 0)
        text += fmt::format("Each {} took {} of the host's memory.\n",
                            density.hull == core::Kind::Vm ? "VM" : "container",
                            bytes(static_cast<std::int64_t>(*each)));
    if (const auto fit = density.wouldFit(0.15))
        text += fmt::format("About {} would fit here (estimate).\n", *fit);
    return text;
}

std::string toTable(const Work &work)
{
    std::vector<Row> rows = {{"PROGRAM", "CONTAINER", "VM", "VM / CONTAINER"}};
    for (const WorkRow &row : work.rows)
        rows.push_back({row.title, humanMs(row.containerMedian()), humanMs(row.vmMedian()),
                        row.containerMedian() > 0 ? humanRatio(row.vmMedian() / row.containerMedian())
                                                  : std::string("-")});
    return head(work.facts) + aligned(rows) + "Medians; the way in is taken off.\n";
}

std::string toTable(const std::vector<TextbookRow> &table)
{
    std::string text;
    for (const TextbookRow &row : table) {
        text += fmt::format("{}\n  textbook   {}\n  container  {}\n  VM         {}\n", row.aspect,
                            row.textbook, row.container, row.vm);
        if (!row.source.empty())
            text += "  from       " + row.source + "\n";
    }
    return text;
}

} // namespace catamaran::compare
