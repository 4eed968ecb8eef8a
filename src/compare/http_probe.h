// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace catamaran::compare {

/// Where to ask for the page. Only numeric addresses: a name lookup would be measured too.
struct HttpTarget {
    std::string address = "127.0.0.1";
    std::uint16_t port = 80;
    std::string path = "/";
};

/// The status code of an HTTP/1.x response whose status line is complete ("HTTP/1.1 200 OK\r\n", RFC 9112
/// section 4); nullopt while more bytes are needed; Errc::Protocol if it is not HTTP. Pure.
base::Result<std::optional<int>> parseStatusLine(std::string_view received);

/// One GET with a new connection. The status code; Errc::Network if nobody listens or the peer broke off,
/// Timeout after `patience`, Cancelled when `stop` was requested.
base::Result<int> httpGet(const HttpTarget &target, std::chrono::milliseconds patience, std::stop_token stop);

/// Asks again and again (every 1 ms after a refusal) until the answer is 200, and returns the CLOCK_MONOTONIC
/// nanoseconds at which that answer's status line had arrived. `meanwhile` (may be empty) is called between
/// tries; its error ends the wait. Timeout names the last thing that went wrong.
base::Result<std::int64_t> waitForHttp200(const HttpTarget &target,
                                          std::chrono::steady_clock::time_point deadline,
                                          const std::function<base::Result<void>()> &meanwhile,
                                          const std::stop_token &stop);

/// Waits for `time` or until stop is requested; returns whether it was not.
bool pauseFor(std::chrono::steady_clock::duration time, const std::stop_token &stop);

} // namespace catamaran::compare
