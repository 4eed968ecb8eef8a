// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

/// The order of versions in each world of packages. All are pure, never fail, and return -1, 0 or 1.
namespace catamaran::engine::inspect {

int compareDpkg(std::string_view a, std::string_view b); ///< deb-version(7)
int compareRpm(std::string_view a, std::string_view b);  ///< [epoch:]version[-release], rpm-version(7)
int compareApk(std::string_view a, std::string_view b);  ///< apk-package(5): 1.2.3b_rc1-r4
int compareSemver(std::string_view a,
                  std::string_view b); ///< Semantic Versioning 2.0.0; a leading "v" is dropped
int comparePep440(std::string_view a, std::string_view b); ///< Python's PEP 440

} // namespace catamaran::engine::inspect
