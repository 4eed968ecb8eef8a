// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/bytes.h"

namespace catamaran::base {

/// As Bytes::parse, with units that are powers of 1000: "10k" is 10000 bytes (docker/go-units FromHumanSize,
/// by which docker reads max-size of its json-file logs). Pure.
Result<Bytes> parseDecimalSize(std::string_view text);

} // namespace catamaran::base
