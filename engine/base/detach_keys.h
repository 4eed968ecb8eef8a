// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace catamaran::base {

/// Finds the detach sequence in what is typed. Bytes of a sequence that was begun are held back until it is
/// clear whether it goes on. Not thread-safe.
class DetachKeys {
public:
    explicit DetachKeys(std::string_view keys) : m_keys(keys) {}
    /// Appends to `out` what is for the container; true when the sequence is complete.
    bool filter(std::string_view typed, std::string &out)
    {
        for (const char c : typed) {
            if (!m_keys.empty() && c == m_keys[m_matched]) {
                if (++m_matched == m_keys.size())
                    return true;
                continue;
            }
            out.append(m_keys.substr(0, m_matched));
            m_matched = !m_keys.empty() && c == m_keys[0] ? 1 : 0;
            if (m_matched == 0)
                out.push_back(c);
            else if (m_keys.size() == 1)
                return true;
        }
        return false;
    }

private:
    std::string_view m_keys;
    std::size_t m_matched = 0;
};

} // namespace catamaran::base
