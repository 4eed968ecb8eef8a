// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lint/model.h"

#include <map>
#include <set>

namespace catamaran::engine::lint {

/// What comments of a Dockerfile say about rules: "# check=skip=A,B;error=true;experimental=C" at the top,
/// "# hadolint ignore=A,B" and "# trivy:ignore:A" above an instruction, "# hadolint global ignore=A".
class InlineIgnores {
public:
    explicit InlineIgnores(const build::Dockerfile &dockerfile);

    [[nodiscard]] bool ignores(const Finding &finding) const;
    [[nodiscard]] bool wants(std::string_view experimental) const;
    /// check=error=true
    [[nodiscard]] bool failsOnWarning() const { return m_error; }

private:
    void readCheck(std::string_view value);

    std::set<std::string, std::less<>> m_skip; ///< "all" too
    std::set<std::string, std::less<>> m_experimental;
    bool m_error = false;
    std::set<std::string, std::less<>> m_everywhere;
    std::map<int, std::set<std::string, std::less<>>> m_byLine; ///< by the instruction's line
};

/// "DS002", "DS-0002" and "AVD-DS-0002" are one rule.
std::string canonicalRuleId(std::string_view id);

} // namespace catamaran::engine::lint
