// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compare/report_parts.h"

#include "engine/base/bytes.h"

#include <algorithm>
#include <fmt/format.h>

namespace catamaran::compare {

namespace {

using Row = std::vector<std::string>;

std::string bytes(std::int64_t count)
{
    return base::Bytes(count).human();
}

/// One row with `title` and a cell for each hull.
template <typename Cell>
void addRow(std::vector<Row> &rows, const Experiment &experiment, std::string title, Cell cell)
{
    Row row{std::move(title)};
    for (const HullResult &hull : experiment.hulls)
        row.push_back(cell(hull));
    rows.push_back(std::move(row));
}

/// Every name that occurs in one of the hulls' lists, in order of first occurrence.
template <typename Names>
std::vector<std::string> unionOf(const Experiment &experiment, Names namesOf)
{
    std::vector<std::string> all;
    for (const HullResult &hull : experiment.hulls) {
        for (const std::string &name : namesOf(hull)) {
            if (std::find(all.begin(), all.end(), name) == all.end())
                all.push_back(name);
        }
    }
    return all;
}

void addPhaseRows(std::vector<Row> &rows, const Experiment &experiment)
{
    const auto names = unionOf(experiment, [](const HullResult &hull) {
        std::vector<std::string> list;
        for (const PhaseStamp &phase : medianPhases(hull))
            list.push_back(phase.name);
        return list;
    });
    for (const std::string &name : names) {
        addRow(rows, experiment, "  " + name + " done", [&](const HullResult &hull) -> std::string {
            for (const PhaseStamp &phase : medianPhases(hull)) {
                if (phase.name == name)
                    return humanMs(phase.atMs);
            }
            return "-";
        });
    }
}

void addMemoryRows(std::vector<Row> &rows, const Experiment &experiment)
{
    addRow(rows, experiment, "Memory, settled",
           [](const HullResult &hull) { return bytes(hull.memory.totalBytes); });
    const auto names = unionOf(experiment, [](const HullResult &hull) {
        std::vector<std::string> list;
        for (const core::LedgerEntry &entry : hull.memory.entries)
            list.push_back(entry.name);
        return list;
    });
    for (const std::string &name : names) {
        addRow(rows, experiment, "  " + name, [&](const HullResult &hull) -> std::string {
            for (const core::LedgerEntry &entry : hull.memory.entries) {
                if (entry.name == name)
                    return bytes(entry.bytes);
            }
            return "-";
        });
    }
}

std::vector<Row> rowsOf(const Experiment &experiment)
{
    std::vector<Row> rows;
    addRow(rows, experiment, "", [](const HullResult &hull) { return hullTitle(hull); });
    addRow(rows, experiment, "Startup to HTTP 200, median",
           [](const HullResult &hull) { return humanMs(hull.startupMs.median); });
    addRow(rows, experiment, "  IQR (p25 to p75)", [](const HullResult &hull) {
        return humanMs(hull.startupMs.p25) + " to " + humanMs(hull.startupMs.p75);
    });
    addRow(rows, experiment, "  min to max", [](const HullResult &hull) {
        return humanMs(hull.startupMs.minimum) + " to " + humanMs(hull.startupMs.maximum);
    });
    addPhaseRows(rows, experiment);
    addRow(rows, experiment, "CPU time to ready",
           [](const HullResult &hull) { return humanMs(hull.cpuSecondsToReady * 1000); });
    addMemoryRows(rows, experiment);
    addRow(rows, experiment, "Disk, shared by all of this image",
           [](const HullResult &hull) { return bytes(hull.disk.sharedBytes); });
    addRow(rows, experiment, "  of its own",
           [](const HullResult &hull) { return bytes(hull.disk.uniqueBytes); });
    return rows;
}

std::string aligned(const std::vector<Row> &rows)
{
    std::vector<std::size_t> widths;
    for (const Row &row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], row[i].size());
    }
    std::string text;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        std::string line;
        for (std::size_t i = 0; i < rows[r].size(); ++i)
            line += i == 0 ? fmt::format("{:<{}}", rows[r][i], widths[i])
                           : fmt::format("   {:>{}}", rows[r][i], widths[i]);
        text += line + "\n";
        if (r == 0) {
            std::string rule(line.size(), '-');
            text += rule + "\n";
        }
    }
    return text;
}

std::string ratioLine(const Experiment &experiment)
{
    const HullResult *container = hullOf(experiment, core::Kind::Container);
    const HullResult *vm = hullOf(experiment, core::Kind::Vm);
    if (!container || !vm)
        return {};
    std::vector<std::string> parts;
    const auto add = [&parts](const char *what, double ofVm, double ofContainer) {
        if (const auto ratio = ratioOf(ofVm, ofContainer))
            parts.push_back(fmt::format("{} {}", what, humanRatio(*ratio)));
    };
    add("startup", vm->startupMs.median, container->startupMs.median);
    add("CPU to ready", vm->cpuSecondsToReady, container->cpuSecondsToReady);
    add("memory", static_cast<double>(vm->memory.totalBytes),
        static_cast<double>(container->memory.totalBytes));
    add("shared disk", static_cast<double>(vm->disk.sharedBytes),
        static_cast<double>(container->disk.sharedBytes));
    if (parts.empty())
        return {};
    const std::string label = vm->accelerationLabel.empty() ? "" : " (" + vm->accelerationLabel + ")";
    return fmt::format("Ratio VM{} / container: {}\n", label, fmt::join(parts, ", "));
}

} // namespace

std::string toTable(const Experiment &experiment)
{
    const core::HostFacts &host = experiment.host;
    std::size_t runs = 0;
    for (const HullResult &hull : experiment.hulls)
        runs = std::max(runs, hull.runs.size());
    std::string text =
        fmt::format("{}, {} {} each, taken in turn\n", experiment.image, runs, runs == 1 ? "run" : "runs");
    text += fmt::format("{}, kernel {}, {} x {}, {}\n\n", host.operatingSystem, host.kernel, host.cpus,
                        host.cpuModel, bytes(host.memoryBytes));
    text += aligned(rowsOf(experiment));
    const std::string ratio = ratioLine(experiment);
    text += "\n" + ratio + verdict(experiment) + "\n";
    return text;
}

} // namespace catamaran::compare
