// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/inspect/vulnerabilities.h"

#include <map>

namespace catamaran::engine::inspect {

/// The packages of an inventory by the names under which advisories know them.
class PackageIndex {
public:
    explicit PackageIndex(const Inventory &inventory);
    /// `ecosystem` as in OSV: "Debian:12", "Alpine:v3.18", "npm", "PyPI", "Go".
    [[nodiscard]] std::vector<const Package *> find(std::string_view ecosystem, std::string_view name) const;
    [[nodiscard]] bool hasDebian(std::string_view source) const;
    [[nodiscard]] const Inventory &inventory() const { return m_inventory; }

private:
    const Inventory &m_inventory;
    std::multimap<std::pair<PackageKind, std::string>, const Package *> m_byName;
};

/// The order of a package's versions.
int compareVersions(PackageKind kind, std::string_view a, std::string_view b);
/// The version that advisories count: the source's for dpkg.
const std::string &comparedVersion(const Package &package);

/// One OSV record, or one file of the Debian tracker. Pure. Corrupt: neither.
base::Result<void> matchAdvisory(std::string_view text, const std::string &file, const PackageIndex &index,
                                 ScanReport &report);

} // namespace catamaran::engine::inspect
