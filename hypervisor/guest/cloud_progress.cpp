// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/guest/cloud_progress.h"

#include <algorithm>
#include <cstdlib>

namespace catamaran::hv::guest {

namespace {

/// Without CSI sequences and control characters.
std::string plain(std::string_view line)
{
    std::string out;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '\033' && i + 1 < line.size() && line[i + 1] == '[') {
            i += 2;
            while (i < line.size() && (line[i] < '@' || line[i] > '~'))
                ++i;
            continue;
        }
        if (static_cast<unsigned char>(line[i]) >= ' ')
            out += line[i];
    }
    return out;
}

double uptimeOf(const std::string &line)
{
    const auto at = line.rfind("Up ");
    if (at != std::string::npos)
        return std::strtod(line.c_str() + at + 3, nullptr);
    return -1;
}

void add(CloudProgress &out, const std::string &name, const std::string &text, double seconds)
{
    const auto known = std::any_of(out.steps.begin(), out.steps.end(),
                                   [&](const BootStep &step) { return step.name == name; });
    if (!known)
        out.steps.push_back({name, text, seconds});
}

bool endsAsPrompt(std::string_view line)
{
    while (!line.empty() && line.back() == ' ')
        line.remove_suffix(1);
    return line.ends_with(" login:");
}

} // namespace

CloudProgress readCloudProgress(std::string_view console)
{
    CloudProgress out;
    bool cloudInit = false;
    bool login = false;
    bool finished = false;
    while (!console.empty()) {
        const std::size_t end = std::min(console.find('\n'), console.size());
        const bool whole = end < console.size();
        const std::string line = plain(console.substr(0, end));
        console.remove_prefix(std::min(end + 1, console.size()));
        if (line.find("Linux version ") != std::string::npos)
            add(out, "kernel", line, 0);
        if (line.find("Kernel panic - not syncing") != std::string::npos)
            out.panic = line;
        // A line that is still being written may lack its end; only a prompt never gets one.
        const auto at = whole ? line.find("Cloud-init v.") : std::string::npos;
        if (at != std::string::npos) {
            cloudInit = true;
            const auto running = line.find(" running '", at);
            if (running != std::string::npos) {
                const auto begin = running + 10;
                std::string name = line.substr(begin, line.find('\'', begin) - begin);
                std::replace(name.begin(), name.end(), ':', '-');
                add(out, name, line.substr(at), uptimeOf(line));
            } else if (line.find(" finished at ", at) != std::string::npos) {
                finished = true;
                add(out, "finished", line.substr(at), uptimeOf(line));
            }
        } else if (line.find("cloud-init[") != std::string::npos) {
            cloudInit = true;
        }
        if (endsAsPrompt(line)) {
            login = true;
            add(out, "login", line, -1);
        }
    }
    out.ready = finished || (login && !cloudInit);
    return out;
}

} // namespace catamaran::hv::guest
