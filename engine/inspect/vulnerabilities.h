// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/inspect/packages.h"
#include "engine/lint/lint.h"

#include <set>

namespace catamaran::engine::inspect {

enum class Risk { Unknown, Negligible, Low, Medium, High, Critical };
std::string_view riskName(Risk risk);
base::Result<Risk> parseRisk(std::string_view name);
/// Base score of a CVSS v3 vector, 0 to 10 (FIRST, CVSS v3.1 specification, 7.1); negative: it is none.
double cvssScore(std::string_view vector);
Risk riskOf(double score);

struct Vulnerability {
    std::string id; ///< "CVE-2024-1", "GHSA-..."
    std::vector<std::string> aliases;
    Package package;
    std::string fixedVersion; ///< empty: there is none yet
    Risk risk = Risk::Unknown;
    std::string summary;
    std::string source; ///< file of the advisory
};

struct ScanReport {
    std::vector<Vulnerability> found; ///< worst first, then by package and id
    std::size_t advisories = 0;       ///< read that speak of installed packages' worlds
    std::vector<std::string> notes;   ///< advisories that could not be used
};

/// Holds an inventory against advisories that are on the disk: OSV JSON files (a file, a directory of them,
/// or a zip such as OSV offers for download) and the Debian security tracker's JSON. Nothing is fetched.
/// Corrupt for a database that is neither.
base::Result<ScanReport> scan(const Inventory &inventory, const std::vector<std::string> &databases,
                              const base::OperationContext &context);

std::string scanTable(const ScanReport &report);
std::string scanJson(const ScanReport &report, const Inventory &inventory);
std::string scanSarif(const ScanReport &report, const std::string &image);

} // namespace catamaran::engine::inspect
