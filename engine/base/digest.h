// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace catamaran::base {

/// Streaming SHA-256 (OpenSSL, with the CPU's SHA instructions where present). Not thread-safe; one per
/// stream.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256 &&) noexcept;
    Sha256 &operator=(Sha256 &&) noexcept;

    void update(const void *data, std::size_t size);
    void update(std::string_view text) { update(text.data(), text.size()); }
    /// Ends the stream and returns 64 lower-case hex digits. Call once.
    [[nodiscard]] std::string finishHex();

    /// Digest of a whole text, 64 hex digits.
    static std::string hexOf(std::string_view text);

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

/// Whether `text` is a well-formed "sha256:<64 hex digits>" (OCI image-spec descriptor.md, digests).
bool isSha256Digest(std::string_view text) noexcept;

/// 64 hex digits from the kernel's random source: container ids as docker makes them.
std::string randomHexId();

} // namespace catamaran::base
