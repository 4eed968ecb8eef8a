// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace catamaran::runtime {

/// The log that --log names, one entry a line. containerd reads the last error of it as the reason of a
/// failure, so its form is runc's.
struct Log {
    std::string path;
    bool json = false;
    bool debug = false;

    void write(const char *level, const std::string &message) const;
};

} // namespace catamaran::runtime
