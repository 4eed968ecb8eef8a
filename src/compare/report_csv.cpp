// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compare/report_parts.h"

#include <fmt/format.h>

namespace catamaran::compare {

namespace {

/// RFC 4180, section 2: quotes around a field that needs them, inner quotes doubled.
std::string field(std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos)
        return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c;
        if (c == '"')
            quoted += c;
    }
    return quoted + '"';
}

} // namespace

std::string toCsv(const Experiment &experiment)
{
    std::string csv = "image,hull,accelerator,run,phase,at_ms\r\n";
    for (const HullResult &hull : experiment.hulls) {
        for (std::size_t run = 0; run < hull.runs.size(); ++run) {
            for (const PhaseStamp &phase : hull.runs[run].phases)
                csv += fmt::format("{},{},{},{},{},{:.3f}\r\n", field(experiment.image),
                                   core::kindName(hull.kind), field(hull.accelerator), run + 1,
                                   field(phase.name), phase.atMs);
        }
    }
    return csv;
}

} // namespace catamaran::compare
