// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/compose/node.h"

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>

namespace catamaran::compose {

/// Finds keys of a mapping that is being written. Small mappings are searched, big ones hashed, so that a
/// file with thousands of services stays linear. The mapping may only grow at its end while an index is in
/// use.
class KeyIndex {
public:
    /// Where `key` stands in `mapping`.
    std::optional<std::size_t> find(const Node &mapping, const std::string &key)
    {
        const auto &entries = mapping.entries();
        if (entries.size() < kHashFrom) {
            for (std::size_t i = 0; i < entries.size(); ++i) {
                if (entries[i].key == key)
                    return i;
            }
            return std::nullopt;
        }
        for (; m_seen < entries.size(); ++m_seen)
            m_places.emplace(entries[m_seen].key, m_seen);
        const auto found = m_places.find(key);
        return found == m_places.end() ? std::nullopt : std::optional(found->second);
    }

private:
    static constexpr std::size_t kHashFrom = 24;
    std::unordered_map<std::string, std::size_t> m_places;
    std::size_t m_seen = 0;
};

} // namespace catamaran::compose
