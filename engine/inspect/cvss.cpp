// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inspect/vulnerabilities.h"

#include <algorithm>
#include <cmath>

namespace catamaran::engine::inspect {

namespace {

/// The value behind "/NAME:"; 0: not there.
char metric(std::string_view vector, std::string_view name)
{
    const std::string key = "/" + std::string(name) + ":";
    const std::size_t at = vector.find(key);
    return at == std::string_view::npos || at + key.size() >= vector.size() ? '\0' : vector[at + key.size()];
}

double impactOf(char value)
{
    return value == 'H' ? 0.56 : value == 'L' ? 0.22 : 0.0;
}

} // namespace

double cvssScore(std::string_view vector)
{
    if (!vector.starts_with("CVSS:3."))
        return -1;
    for (const char *name : {"AV", "AC", "PR", "UI", "S", "C", "I", "A"}) {
        if (metric(vector, name) == '\0')
            return -1;
    }
    const bool changed = metric(vector, "S") == 'C';
    const char av = metric(vector, "AV");
    const char pr = metric(vector, "PR");
    const double reach = av == 'N' ? 0.85 : av == 'A' ? 0.62 : av == 'L' ? 0.55 : 0.2;
    const double complexity = metric(vector, "AC") == 'L' ? 0.77 : 0.44;
    const double privileges = pr == 'N' ? 0.85 : pr == 'L' ? (changed ? 0.68 : 0.62) : (changed ? 0.5 : 0.27);
    const double interaction = metric(vector, "UI") == 'N' ? 0.85 : 0.62;
    const double base = 1 - (1 - impactOf(metric(vector, "C"))) * (1 - impactOf(metric(vector, "I"))) *
                                (1 - impactOf(metric(vector, "A")));
    const double impact = changed ? 7.52 * (base - 0.029) - 3.25 * std::pow(base - 0.02, 15) : 6.42 * base;
    if (impact <= 0)
        return 0;
    const double exploitability = 8.22 * reach * complexity * privileges * interaction;
    const double score = std::min(changed ? 1.08 * (impact + exploitability) : impact + exploitability, 10.0);
    const auto scaled = static_cast<long>(std::lround(score * 100000)); // the specification's Roundup
    return static_cast<double>(scaled % 10000 == 0 ? scaled / 10000 : scaled / 10000 + 1) / 10.0;
}

Risk riskOf(double score)
{
    if (score < 0)
        return Risk::Unknown;
    return score >= 9   ? Risk::Critical
           : score >= 7 ? Risk::High
           : score >= 4 ? Risk::Medium
           : score > 0  ? Risk::Low
                        : Risk::Negligible;
}

std::string_view riskName(Risk risk)
{
    switch (risk) {
    case Risk::Unknown:
        return "unknown";
    case Risk::Negligible:
        return "negligible";
    case Risk::Low:
        return "low";
    case Risk::Medium:
        return "medium";
    case Risk::High:
        return "high";
    case Risk::Critical:
        break;
    }
    return "critical";
}

base::Result<Risk> parseRisk(std::string_view name)
{
    std::string lower(name);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    for (const Risk risk :
         {Risk::Unknown, Risk::Negligible, Risk::Low, Risk::Medium, Risk::High, Risk::Critical}) {
        if (lower == riskName(risk))
            return risk;
    }
    if (lower == "moderate") // as GitHub's advisories say
        return Risk::Medium;
    return base::fail(base::Error(base::Errc::InvalidArgument, "\"" + std::string(name) + "\" is no severity")
                          .withFix("Severities are critical, high, medium, low, negligible and unknown."));
}

} // namespace catamaran::engine::inspect
