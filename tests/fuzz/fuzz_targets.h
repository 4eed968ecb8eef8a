// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Everything of ours that reads bytes which somebody else wrote. A target takes any bytes and must come
/// back; what it finds wrong shows as a crash, a sanitizer's report or an abort.
namespace catamaran::fuzz {

struct Target {
    const char *name;
    void (*run)(std::string_view bytes);
    std::vector<std::string> seeds; ///< well-formed inputs to change
};

std::span<const Target> targets();

} // namespace catamaran::fuzz
