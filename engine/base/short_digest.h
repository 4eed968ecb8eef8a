// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace catamaran::base {

/// SHA-256 in plain C++ (FIPS 180-4), for short texts: the names of links and instances are made of digests,
/// and starting OpenSSL takes longer than everything else such a verb does. For much data Sha256 is right.
class ShortSha256 {
public:
    void update(std::string_view data);
    /// Ends the stream. Call once.
    [[nodiscard]] std::array<unsigned char, 32> finish();

private:
    void block(const unsigned char *data);

    std::array<std::uint32_t, 8> m_state{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<unsigned char, 64> m_pending{};
    std::uint64_t m_bytes = 0;
};

} // namespace catamaran::base
