// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace catamaran::base {

/// A size in bytes. The unit is in the type, so that KiB and bytes cannot be mixed up.
struct Bytes {
    std::int64_t count = 0;

    constexpr Bytes() = default;
    constexpr explicit Bytes(std::int64_t n) : count(n) {}
    static constexpr Bytes kib(std::int64_t n) { return Bytes(n * 1024); }
    static constexpr Bytes mib(std::int64_t n) { return Bytes(n * 1024 * 1024); }
    auto operator<=>(const Bytes &) const = default;
    constexpr Bytes operator+(Bytes other) const { return Bytes(count + other.count); }
    constexpr Bytes operator-(Bytes other) const { return Bytes(count - other.count); }

    /// "12.3MiB": binary units, as docker stats prints memory.
    [[nodiscard]] std::string human() const;
    /// "12.9MB": decimal units, as docker images prints sizes.
    [[nodiscard]] std::string humanDecimal() const;
    /// Parses docker's sizes: "512", "64m", "1.5g", "2GiB", "100kb". Units are powers of 1024
    /// (docker/go-units RAMInBytes). Fails with InvalidArgument "invalid size: 'x'".
    static Result<Bytes> parse(std::string_view text);
};

} // namespace catamaran::base
