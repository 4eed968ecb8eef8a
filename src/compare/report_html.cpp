// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compare/report_parts.h"

#include "engine/base/bytes.h"

#include <fmt/format.h>

namespace catamaran::compare {

namespace {

/// Colours of both themes; the page follows the reader's system and can be printed.
constexpr std::string_view kStyle = R"css(
:root{--bg:#F4F6F8;--surface:#FFFFFF;--border:#D8DFE6;--grid:#E6EBF0;--text:#17202A;--text2:#4A5868;
--ct:#0A6EA8;--vm:#A04E00;--on:#FFFFFF}
@media (prefers-color-scheme:dark){:root{--bg:#0E1318;--surface:#151B22;--border:#27313C;--grid:#222B35;
--text:#E8EDF3;--text2:#A3B0BF;--ct:#39B8F0;--vm:#F2A65A;--on:#06121F}}
*{box-sizing:border-box}
body{margin:0;padding:24px;background:var(--bg);color:var(--text);font:15px/1.5 system-ui,sans-serif}
main{max-width:960px;margin:auto}
h1{font-size:24px;margin:0 0 4px}h2{font-size:17px;margin:0 0 12px}
p{margin:4px 0}.muted{color:var(--text2)}
section{background:var(--surface);border:1px solid var(--border);border-radius:10px;padding:18px;margin:16px 0;
overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:5px 10px;text-align:right;border-bottom:1px solid var(--border)}
th:first-child,td:first-child{text-align:left}
td.sub{padding-left:26px;color:var(--text2)}
svg{width:100%;min-width:620px;height:auto;font:12px system-ui,sans-serif}
svg text{fill:var(--text)}svg .tick,svg .note{fill:var(--text2);font-size:11px}
svg .tick,svg .in{text-anchor:middle}svg .row{font-weight:600;font-size:13px}svg .in{fill:var(--on);font-size:11px}
svg .grid{stroke:var(--grid)}rect.ct,.dot.ct{fill:var(--ct)}rect.vm,.dot.vm{fill:var(--vm)}
text.ct{fill:var(--ct)}text.vm{fill:var(--vm)}
.shade0{opacity:1}.shade1{opacity:.82}.shade2{opacity:.64}.shade3{opacity:.48}
.whisker.ct{stroke:var(--ct)}.whisker.vm{stroke:var(--vm)}.whisker{stroke-width:2}
.box{opacity:.55}.median{stroke:var(--text);stroke-width:2}.dot{opacity:.8}
)css";

template <typename Cell>
std::string row(const Experiment &experiment, std::string_view title, std::string_view css, Cell cell)
{
    std::string html = fmt::format("<tr><td class=\"{}\">{}</td>", css, escapeHtml(title));
    for (const HullResult &hull : experiment.hulls)
        html += "<td>" + escapeHtml(cell(hull)) + "</td>";
    return html + "</tr>\n";
}

std::string head(const Experiment &experiment, std::string_view first)
{
    std::string html = fmt::format("<tr><th>{}</th>", escapeHtml(first));
    for (const HullResult &hull : experiment.hulls)
        html += "<th>" + escapeHtml(hullTitle(hull)) + "</th>";
    return html + "</tr>\n";
}

std::string summaryTable(const Experiment &experiment)
{
    const auto bytes = [](std::int64_t count) { return base::Bytes(count).human(); };
    std::string html = "<table>\n" + head(experiment, "");
    html += row(experiment, "Startup to first HTTP 200, median", "",
                [](const HullResult &hull) { return humanMs(hull.startupMs.median); });
    html += row(experiment, "IQR (p25 to p75)", "sub", [](const HullResult &hull) {
        return humanMs(hull.startupMs.p25) + " to " + humanMs(hull.startupMs.p75);
    });
    html += row(experiment, "min to max", "sub", [](const HullResult &hull) {
        return humanMs(hull.startupMs.minimum) + " to " + humanMs(hull.startupMs.maximum);
    });
    html += row(experiment, "CPU time to ready", "",
                [](const HullResult &hull) { return humanMs(hull.cpuSecondsToReady * 1000); });
    html += row(experiment, "Memory, settled", "",
                [&](const HullResult &hull) { return bytes(hull.memory.totalBytes); });
    html += row(experiment, "Disk, shared by all of this image", "",
                [&](const HullResult &hull) { return bytes(hull.disk.sharedBytes); });
    html += row(experiment, "Disk of its own", "",
                [&](const HullResult &hull) { return bytes(hull.disk.uniqueBytes); });
    return html + "</table>\n";
}

std::string ledgerTables(const Experiment &experiment)
{
    std::string html;
    for (const HullResult &hull : experiment.hulls) {
        html += fmt::format("<table><tr><th>{}</th><th>bytes</th></tr>\n", escapeHtml(hullTitle(hull)));
        for (const core::LedgerEntry &entry : hull.memory.entries)
            html += fmt::format("<tr><td class=\"sub\">{}</td><td>{} ({})</td></tr>\n",
                                escapeHtml(entry.name), entry.bytes, base::Bytes(entry.bytes).human());
        html += fmt::format("<tr><td>total</td><td>{} ({})</td></tr></table>\n", hull.memory.totalBytes,
                            base::Bytes(hull.memory.totalBytes).human());
    }
    return html;
}

std::string rawTables(const Experiment &experiment)
{
    std::string html;
    for (const HullResult &hull : experiment.hulls) {
        html += fmt::format("<h2>{}</h2>\n<table><tr><th>run</th><th>phases (end of each)</th>"
                            "<th>startup</th></tr>\n",
                            escapeHtml(hullTitle(hull)));
        for (std::size_t i = 0; i < hull.runs.size(); ++i) {
            std::string phases;
            for (const PhaseStamp &phase : hull.runs[i].phases)
                phases += (phases.empty() ? "" : ", ") + phase.name + " " + humanMs(phase.atMs);
            html += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td></tr>\n", i + 1, escapeHtml(phases),
                                humanMs(hull.runs[i].startupMs));
        }
        html += "</table>\n";
    }
    return html;
}

std::string hostTable(const core::HostFacts &host)
{
    const auto line = [](std::string_view name, const std::string &value) {
        return fmt::format("<tr><td>{}</td><td>{}</td></tr>\n", name,
                           escapeHtml(value.empty() ? "-" : value));
    };
    return "<table>\n" + line("Host name", host.hostname) + line("System", host.operatingSystem) +
           line("Kernel", host.kernel) + line("Processor", fmt::format("{} x {}", host.cpus, host.cpuModel)) +
           line("Memory", base::Bytes(host.memoryBytes).human()) +
           line("VM accelerator",
                host.accelerator +
                    (host.accelerationLabel.empty() ? std::string() : " (" + host.accelerationLabel + ")")) +
           line("", host.acceleratorExplanation) + line("QEMU", host.qemuVersion) +
           line("libvirt", host.libvirtVersion) + line("Catamaran", host.catamaranVersion) + "</table>\n";
}

std::string section(std::string_view title, const std::string &content)
{
    return fmt::format("<section><h2>{}</h2>\n{}</section>\n", title, content);
}

} // namespace

std::string escapeHtml(std::string_view text)
{
    std::string safe;
    safe.reserve(text.size());
    for (const char c : text) {
        switch (c) {
        case '&':
            safe += "&amp;";
            break;
        case '<':
            safe += "&lt;";
            break;
        case '>':
            safe += "&gt;";
            break;
        case '"':
            safe += "&quot;";
            break;
        case '\'':
            safe += "&#39;";
            break;
        default:
            safe += c;
            break;
        }
    }
    return safe;
}

std::string toHtml(const Experiment &experiment)
{
    std::string html = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<meta name=\"color-scheme\" content=\"light dark\">\n";
    html += fmt::format(
        "<title>{}: container and VM compared</title>\n<style>{}</style>\n</head>\n<body><main>\n",
        escapeHtml(experiment.image), kStyle);
    html += fmt::format("<h1>{}</h1>\n<p>{}</p>\n<p class=\"muted\">{} &middot; {}</p>\n",
                        escapeHtml(experiment.image), escapeHtml(verdict(experiment)),
                        escapeHtml(experiment.startedAt), escapeHtml(experiment.host.operatingSystem));
    html += section("Summary", summaryTable(experiment));
    html += section("Phases of a start (median, end of each phase)", svgPhaseStrips(experiment));
    html +=
        section("Startup time", svgBoxPlots(experiment) +
                                    "<p class=\"muted\">Box: p25 to p75 with the median; line: min to max; "
                                    "dots: the single runs.</p>\n");
    html += section("Memory", svgLedgers(experiment) + ledgerTables(experiment));
    html += section("All runs", rawTables(experiment));
    html += section("Host", hostTable(experiment.host));
    return html + "</main></body>\n</html>\n";
}

} // namespace catamaran::compare
