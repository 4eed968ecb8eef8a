// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/bytes.h"
#include "src/compare/lab.h"
#include "src/compare/report_parts.h"

#include <algorithm>
#include <fmt/format.h>

namespace catamaran::compare {

namespace {

std::string bytes(double count)
{
    return base::Bytes(static_cast<std::int64_t>(count)).human();
}

std::string missing(const char *verb)
{
    return fmt::format("not measured yet: catamaran compare {}", verb);
}

/// "Race of localhost/demo:latest, 2026-11-23T...": where a row's figures come from.
std::string sourceOf(const char *kind, const std::string &image, const std::string &startedAt)
{
    return fmt::format("{} of {}, {}", kind, image, startedAt);
}

TextbookRow raceRow(const Measured &m, const char *aspect, const char *textbook,
                    std::string (*cell)(const HullResult &))
{
    TextbookRow row{aspect, textbook, missing("IMAGE"), missing("IMAGE"), {}};
    if (!m.race)
        return row;
    if (const HullResult *hull = hullOf(*m.race, core::Kind::Container))
        row.container = cell(*hull);
    if (const HullResult *hull = hullOf(*m.race, core::Kind::Vm))
        row.vm = cell(*hull) +
                 (hull->accelerationLabel.empty() ? std::string() : " (" + hull->accelerationLabel + ")");
    row.source = sourceOf("race", m.race->image, m.race->startedAt);
    return row;
}

TextbookRow overheadRow(const Measured &m)
{
    TextbookRow row{"Overhead",
                    "A container runs at the host's speed; a VM pays for the emulated machine.",
                    missing("work IMAGE"),
                    missing("work IMAGE"),
                    {}};
    if (!m.work || m.work->rows.empty())
        return row;
    std::vector<double> ratios;
    const WorkRow *worst = nullptr;
    double worstRatio = 0;
    for (const WorkRow &work : m.work->rows) {
        if (work.containerMs.empty() || work.vmMs.empty() || work.containerMedian() <= 0)
            continue;
        const double ratio = work.vmMedian() / work.containerMedian();
        ratios.push_back(ratio);
        if (worst == nullptr || ratio > worstRatio) {
            worst = &work;
            worstRatio = ratio;
        }
    }
    if (ratios.empty())
        return row;
    row.container = "1x";
    row.vm = fmt::format("{:.1f}x the container's time (median of {} programs), {:.1f}x at worst: {}",
                         Distribution::of(ratios).median, ratios.size(), worstRatio, worst->title);
    if (!m.work->facts.accelerationLabel.empty())
        row.vm += " (" + m.work->facts.accelerationLabel + ")";
    row.source = sourceOf("work", m.work->facts.image, m.work->facts.startedAt);
    return row;
}

TextbookRow isolationRow(const Measured &m)
{
    TextbookRow row{"Isolation",
                    "Containers share the host's kernel; a VM has its own.",
                    missing("isolation IMAGE"),
                    missing("isolation IMAGE"),
                    {}};
    if (!m.isolation)
        return row;
    const auto describe = [&](Sharing IsolationRow::*member) {
        int shared = 0;
        int filtered = 0;
        int own = 0;
        for (const IsolationRow &r : m.isolation->rows) {
            shared += r.*member == Sharing::Shared;
            filtered += r.*member == Sharing::Filtered;
            own += r.*member == Sharing::Own;
        }
        return fmt::format("of {} things: {} shared with the host, {} shared but filtered, {} its own",
                           m.isolation->rows.size(), shared, filtered, own);
    };
    row.container = describe(&IsolationRow::containerSharing);
    row.vm = describe(&IsolationRow::vmSharing);
    row.source = sourceOf("isolation", m.isolation->facts.image, m.isolation->facts.startedAt);
    return row;
}

std::string densityText(const std::optional<Density> &density)
{
    if (!density || density->points.empty())
        return missing("density IMAGE");
    std::string text = fmt::format("{} started", density->points.back().count);
    if (const auto each = density->bytesEach(); each && *each > 0)
        text += fmt::format(", {} each", bytes(*each));
    if (const auto fit = density->wouldFit(0.15))
        text += fmt::format(", about {} would fit (estimate)", *fit);
    if (density->hull == core::Kind::Vm && !density->facts.accelerationLabel.empty())
        text += " (" + density->facts.accelerationLabel + ")";
    return text;
}

} // namespace

std::vector<TextbookRow> textbookTable(const Measured &measured)
{
    std::vector<TextbookRow> rows;
    rows.push_back(raceRow(
        measured, "Startup", "A container starts in milliseconds, a VM boots in seconds.",
        [](const HullResult &hull) { return humanMs(hull.startupMs.median) + " to the first answer"; }));
    rows.push_back(raceRow(
        measured, "Size", "A container's image holds the program only, a VM's a whole system.",
        [](const HullResult &hull) {
            return fmt::format("{} shared, {} of its own", bytes(static_cast<double>(hull.disk.sharedBytes)),
                               bytes(static_cast<double>(hull.disk.uniqueBytes)));
        }));
    rows.push_back(raceRow(measured, "Memory",
                           "A container takes what its program takes, a VM a system's worth.",
                           [](const HullResult &hull) {
                               return bytes(static_cast<double>(hull.memory.totalBytes)) + " when settled";
                           }));
    rows.push_back(overheadRow(measured));
    rows.push_back(isolationRow(measured));
    // Nothing to measure: said with what this very experiment shows.
    rows.push_back({"Portability", "A container needs a like kernel below it, a VM brings its own.",
                    measured.race ? "runs on this host's kernel " + measured.race->host.kernel
                                  : "runs on any Linux kernel with namespaces",
                    "the same image, booted with a kernel of its own",
                    measured.race ? sourceOf("race", measured.race->image, measured.race->startedAt) : ""});
    TextbookRow density{"Density",
                        "Hundreds of containers fit where tens of VMs do.",
                        densityText(measured.containerDensity),
                        densityText(measured.vmDensity),
                        {}};
    if (measured.containerDensity)
        density.source = sourceOf("density", measured.containerDensity->facts.image,
                                  measured.containerDensity->facts.startedAt);
    rows.push_back(std::move(density));
    return rows;
}

} // namespace catamaran::compare
