// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/runtime/log.h"

#include "engine/base/clock.h"
#include "engine/base/file.h"

#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace catamaran::runtime {

void Log::write(const char *level, const std::string &message) const
{
    if (path.empty() || (!debug && std::strcmp(level, "debug") == 0))
        return;
    const auto file = base::openFile(path, O_WRONLY | O_CREAT | O_APPEND, 0644);
    if (!file)
        return; // there is nobody left to tell
    const std::string time = base::rfc3339(base::WallClock::now());
    const std::string quoted =
        nlohmann::json(message).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    const std::string line =
        json ? fmt::format("{{\"level\":\"{}\",\"msg\":{},\"time\":\"{}\"}}\n", level, quoted, time)
             : fmt::format("time=\"{}\" level={} msg={}\n", time, level, quoted);
    [[maybe_unused]] const ssize_t n = ::write(file->get(), line.data(), line.size());
}

} // namespace catamaran::runtime
