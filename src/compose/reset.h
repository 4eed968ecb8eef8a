// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/compose/node.h"

#include <string>
#include <vector>

namespace catamaran::compose {

/// The places of one document that carry !reset or !override (Compose specification, "Merge").
class ResetPaths {
public:
    /// Takes the values tagged !reset out of `document` and remembers where they and the !override ones
    /// stood.
    static ResetPaths extract(Node &document);

    /// Removes from `base` (what earlier files said) everything at a remembered place. `prefix` is where
    /// `base` stands in the document, for parts of one.
    void apply(Node &base, const std::vector<std::string> &prefix = {}) const;

    [[nodiscard]] bool empty() const { return m_paths.empty(); }

private:
    void collect(Node &node, std::vector<std::string> &path);

    std::vector<std::vector<std::string>> m_paths;
};

} // namespace catamaran::compose
