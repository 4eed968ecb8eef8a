// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/health_log.h"

#include "engine/base/file.h"
#include "engine/spec/text.h"

#include <algorithm>

namespace catamaran::engine::runtime {

base::Result<HealthProbe> parseHealthProbe(std::string_view text)
{
    HealthProbe probe;
    const auto malformed = [] { return base::fail(base::Errc::Parse, "malformed record of a health check"); };
    for (;;) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos)
            return malformed();
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end + 1);
        if (line.empty())
            break;
        const std::size_t equals = line.find('=');
        if (equals == std::string_view::npos)
            return malformed();
        const std::string_view key = line.substr(0, equals);
        const auto value = spec::text::number<std::int64_t>(line.substr(equals + 1));
        if (!value)
            return malformed();
        if (key == "start_ns")
            probe.startNs = *value;
        else if (key == "end_ns")
            probe.endNs = *value;
        else if (key == "exit_code")
            probe.exitCode = static_cast<int>(*value);
    }
    probe.output = text;
    return probe;
}

std::vector<HealthProbe> readHealthLog(const std::string &runDirectory)
{
    std::vector<HealthProbe> probes;
    for (int slot = 0; slot < 5; ++slot) {
        const auto text = base::readFile(runDirectory + "/health." + std::to_string(slot), 1U << 14);
        if (!text)
            continue;
        if (auto probe = parseHealthProbe(*text))
            probes.push_back(std::move(*probe));
    }
    std::sort(probes.begin(), probes.end(),
              [](const HealthProbe &a, const HealthProbe &b) { return a.startNs < b.startNs; });
    return probes;
}

} // namespace catamaran::engine::runtime
