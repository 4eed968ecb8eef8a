// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/compare/experiment.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What the report writers share. Pure.
namespace catamaran::compare {

/// "Container", "VM (software emulation)".
std::string hullTitle(const HullResult &hull);
/// The first hull of a kind, or null.
const HullResult *hullOf(const Experiment &experiment, core::Kind kind);
/// Median end stamp of each phase over the runs, in order of the first run that has it.
std::vector<PhaseStamp> medianPhases(const HullResult &hull);
/// "12.3 ms", "1.40 s".
std::string humanMs(double milliseconds);
/// "4.6x" of larger / smaller; nullopt if one is not positive.
std::optional<double> ratioOf(double larger, double smaller);
std::string humanRatio(double ratio);
/// Text made safe for HTML and SVG element content and quoted attributes.
std::string escapeHtml(std::string_view text);

/// SVG pictures for the HTML report; they take their colours from CSS classes.
std::string svgPhaseStrips(const Experiment &experiment);
std::string svgBoxPlots(const Experiment &experiment);
std::string svgLedgers(const Experiment &experiment);

} // namespace catamaran::compare
