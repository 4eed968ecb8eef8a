// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compare/report_parts.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace catamaran::compare {

std::string hullTitle(const HullResult &hull)
{
    if (hull.kind == core::Kind::Container)
        return "Container";
    return hull.accelerationLabel.empty() ? "VM" : "VM (" + hull.accelerationLabel + ")";
}

const HullResult *hullOf(const Experiment &experiment, core::Kind kind)
{
    for (const HullResult &hull : experiment.hulls) {
        if (hull.kind == kind)
            return &hull;
    }
    return nullptr;
}

std::vector<PhaseStamp> medianPhases(const HullResult &hull)
{
    std::vector<std::string> order;
    std::map<std::string, std::vector<double>> stamps;
    for (const Run &run : hull.runs) {
        for (const PhaseStamp &phase : run.phases) {
            if (stamps[phase.name].empty())
                order.push_back(phase.name);
            stamps[phase.name].push_back(phase.atMs);
        }
    }
    std::vector<PhaseStamp> medians;
    for (const std::string &name : order)
        medians.push_back({name, Distribution::of(stamps[name]).median});
    std::stable_sort(medians.begin(), medians.end(),
                     [](const PhaseStamp &a, const PhaseStamp &b) { return a.atMs < b.atMs; });
    return medians;
}

std::string humanMs(double milliseconds)
{
    if (milliseconds >= 10'000)
        return fmt::format("{:.1f} s", milliseconds / 1000);
    if (milliseconds >= 1000)
        return fmt::format("{:.2f} s", milliseconds / 1000);
    return fmt::format("{:.1f} ms", milliseconds);
}

std::optional<double> ratioOf(double larger, double smaller)
{
    if (larger <= 0 || smaller <= 0)
        return std::nullopt;
    return larger / smaller;
}

std::string humanRatio(double ratio)
{
    return ratio >= 100 ? fmt::format("{:.0f}x", ratio) : fmt::format("{:.1f}x", ratio);
}

namespace {

/// "answered 4.6x sooner", "answered 1.2x later".
std::string clause(const char *verb, double container, double vm, const char *better, const char *worse)
{
    const auto ratio = container <= vm ? ratioOf(vm, container) : ratioOf(container, vm);
    if (!ratio)
        return {};
    return fmt::format("{} {} {}", verb, humanRatio(*ratio), container <= vm ? better : worse);
}

} // namespace

std::string verdict(const Experiment &experiment)
{
    const HullResult *container = hullOf(experiment, core::Kind::Container);
    const HullResult *vm = hullOf(experiment, core::Kind::Vm);
    if (!container || !vm) {
        const HullResult *only = container ? container : vm;
        if (!only)
            return "Nothing was measured.";
        return fmt::format("{} answered after {} (median of {} runs).", hullTitle(*only),
                           humanMs(only->startupMs.median), only->runs.size());
    }
    const std::string startup =
        clause("answered", container->startupMs.median, vm->startupMs.median, "sooner", "later");
    const std::string memory =
        clause("used", static_cast<double>(container->memory.totalBytes),
               static_cast<double>(vm->memory.totalBytes), "less memory", "more memory");
    std::string sentence = "The container ";
    if (startup.empty() && memory.empty())
        sentence += "and the VM ran the same image";
    else
        sentence += startup + (startup.empty() || memory.empty() ? "" : " and ") + memory;
    sentence += "; the VM has its own kernel";
    if (!vm->accelerationLabel.empty())
        sentence += " (" + vm->accelerationLabel + ")";
    return sentence + ".";
}

} // namespace catamaran::compare
