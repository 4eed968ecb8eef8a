// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compare/report_parts.h"

#include "engine/base/bytes.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace catamaran::compare {

namespace {

constexpr double kWidth = 860;
constexpr double kLeft = 150;
constexpr double kRight = 110;
constexpr double kPlot = kWidth - kLeft - kRight;

const char *hullClass(const HullResult &hull)
{
    return hull.kind == core::Kind::Container ? "ct" : "vm";
}

/// A round step that gives 4 to 10 ticks up to `maximum`.
double tickStep(double maximum)
{
    const double raw = std::max(maximum, 1e-9) / 6;
    const double power = std::pow(10, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (raw <= factor * power)
            return factor * power;
    }
    return 10 * power;
}

std::string openSvg(double height, std::string_view title)
{
    return fmt::format("<svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"{}\">\n", kWidth, height,
                       escapeHtml(title));
}

/// Vertical grid lines with labels below `height`.
template <typename Label>
std::string axis(double maximum, double height, Label label)
{
    std::string svg;
    const double step = tickStep(maximum);
    for (double value = 0; value <= maximum * 1.0001; value += step) {
        const double x = kLeft + kPlot * value / maximum;
        svg += fmt::format("<line class=\"grid\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"0\" y2=\"{1:.1f}\"/>"
                           "<text class=\"tick\" x=\"{0:.1f}\" y=\"{2:.1f}\">{3}</text>\n",
                           x, height, height + 16, escapeHtml(label(value)));
    }
    return svg;
}

std::string rowLabel(const HullResult &hull, double y)
{
    std::string svg = fmt::format("<text class=\"row {}\" x=\"0\" y=\"{:.1f}\">{}</text>\n", hullClass(hull),
                                  y, hull.kind == core::Kind::Container ? "Container" : "VM");
    if (!hull.accelerationLabel.empty())
        svg += fmt::format("<text class=\"note\" x=\"0\" y=\"{:.1f}\">{}</text>\n", y + 14,
                           escapeHtml(hull.accelerationLabel));
    return svg;
}

double longestStartup(const Experiment &experiment)
{
    double longest = 0;
    for (const HullResult &hull : experiment.hulls) {
        for (const Run &run : hull.runs)
            longest = std::max(longest, run.startupMs);
    }
    return longest > 0 ? longest : 1;
}

} // namespace

std::string svgPhaseStrips(const Experiment &experiment)
{
    const double maximum = longestStartup(experiment);
    const double height = 64.0 * static_cast<double>(experiment.hulls.size());
    std::string svg = openSvg(height + 24, "Phases of a start, median of all runs");
    svg += axis(maximum, height, [](double value) { return humanMs(value); });
    double y = 12;
    for (const HullResult &hull : experiment.hulls) {
        svg += rowLabel(hull, y + 16);
        double from = 0;
        int shade = 0;
        for (const PhaseStamp &phase : medianPhases(hull)) {
            const double width = kPlot * std::max(phase.atMs - from, 0.0) / maximum;
            svg += fmt::format("<rect class=\"{} shade{}\" x=\"{:.2f}\" y=\"{:.1f}\" width=\"{:.2f}\" "
                               "height=\"26\"><title>{}: {} to {}</title></rect>\n",
                               hullClass(hull), shade % 4, kLeft + kPlot * from / maximum, y, width,
                               escapeHtml(phase.name), humanMs(from), humanMs(phase.atMs));
            if (width > 7.5 * static_cast<double>(phase.name.size()))
                svg +=
                    fmt::format("<text class=\"in\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n",
                                kLeft + kPlot * from / maximum + width / 2, y + 17, escapeHtml(phase.name));
            from = std::max(from, phase.atMs);
            ++shade;
        }
        svg += fmt::format("<text class=\"value\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n",
                           kLeft + kPlot * from / maximum + 8, y + 17, humanMs(from));
        y += 64;
    }
    return svg + "</svg>\n";
}

std::string svgBoxPlots(const Experiment &experiment)
{
    const double maximum = longestStartup(experiment);
    const double height = 64.0 * static_cast<double>(experiment.hulls.size());
    std::string svg = openSvg(height + 24, "Startup time of each run");
    svg += axis(maximum, height, [](double value) { return humanMs(value); });
    const auto x = [maximum](double value) { return kLeft + kPlot * value / maximum; };
    double y = 30;
    for (const HullResult &hull : experiment.hulls) {
        const Distribution &d = hull.startupMs;
        const char *name = hullClass(hull);
        svg += rowLabel(hull, y);
        svg += fmt::format("<line class=\"whisker {0}\" x1=\"{1:.2f}\" x2=\"{2:.2f}\" y1=\"{3:.1f}\" "
                           "y2=\"{3:.1f}\"/>\n",
                           name, x(d.minimum), x(d.maximum), y);
        svg +=
            fmt::format("<rect class=\"box {0}\" x=\"{1:.2f}\" y=\"{2:.1f}\" width=\"{3:.2f}\" height=\"24\">"
                        "<title>median {4}, p25 {5}, p75 {6}</title></rect>\n",
                        name, x(d.p25), y - 12, std::max(x(d.p75) - x(d.p25), 1.5), humanMs(d.median),
                        humanMs(d.p25), humanMs(d.p75));
        svg += fmt::format(
            "<line class=\"median\" x1=\"{0:.2f}\" x2=\"{0:.2f}\" y1=\"{1:.1f}\" y2=\"{2:.1f}\"/>\n",
            x(d.median), y - 12, y + 12);
        for (const Run &run : hull.runs)
            svg += fmt::format("<circle class=\"dot {}\" cx=\"{:.2f}\" cy=\"{:.1f}\" r=\"2.5\"/>\n", name,
                               x(run.startupMs), y + 19);
        svg += fmt::format("<text class=\"value\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n", x(d.maximum) + 8,
                           y + 4, humanMs(d.median));
        y += 64;
    }
    return svg + "</svg>\n";
}

std::string svgLedgers(const Experiment &experiment)
{
    std::int64_t most = 1;
    for (const HullResult &hull : experiment.hulls)
        most = std::max(most, hull.memory.totalBytes);
    const auto maximum = static_cast<double>(most);
    const double height = 64.0 * static_cast<double>(experiment.hulls.size());
    std::string svg = openSvg(height + 24, "Memory by what it is used for");
    svg += axis(maximum / 1048576, height, [](double mib) { return fmt::format("{:g} MiB", mib); });
    double y = 12;
    for (const HullResult &hull : experiment.hulls) {
        svg += rowLabel(hull, y + 16);
        double from = 0;
        int shade = 0;
        for (const core::LedgerEntry &entry : hull.memory.entries) {
            const auto size = static_cast<double>(std::max<std::int64_t>(entry.bytes, 0));
            svg +=
                fmt::format("<rect class=\"{} shade{}\" x=\"{:.2f}\" y=\"{:.1f}\" width=\"{:.2f}\" "
                            "height=\"26\"><title>{}: {}</title></rect>\n",
                            hullClass(hull), shade++ % 4, kLeft + kPlot * from / maximum, y,
                            kPlot * size / maximum, escapeHtml(entry.name), base::Bytes(entry.bytes).human());
            from += size;
        }
        svg += fmt::format("<text class=\"value\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n",
                           kLeft + kPlot * from / maximum + 8, y + 17,
                           base::Bytes(hull.memory.totalBytes).human());
        y += 64;
    }
    return svg + "</svg>\n";
}

} // namespace catamaran::compare
