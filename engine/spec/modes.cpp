// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/spec/modes.h"
#include "engine/spec/parse.h"
#include "engine/spec/text.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>

namespace catamaran::engine::spec {

using base::Errc;
using base::fail;
using base::Result;

namespace {

constexpr std::string_view kContainer = "container:";

tl::unexpected<base::Error> invalid(std::string what)
{
    return fail(Errc::InvalidArgument, std::move(what));
}

bool isNameOf(std::string_view text, std::string_view further)
{
    const auto isWord = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
    return !text.empty() && isWord(text.front()) && isWord(text.back()) &&
           std::all_of(text.begin(), text.end(),
                       [&](char c) { return isWord(c) || further.find(c) != std::string_view::npos; });
}

} // namespace

std::string otherContainerOf(std::string_view mode)
{
    return mode.starts_with(kContainer) ? std::string(mode.substr(kContainer.size())) : std::string();
}

Result<std::string> parseIpcMode(std::string_view text)
{
    static constexpr std::array<std::string_view, 5> kModes = {"", "none", "private", "shareable", "host"};
    if (std::find(kModes.begin(), kModes.end(), text) == kModes.end() && otherContainerOf(text).empty())
        return invalid("invalid IPC mode: " + std::string(text));
    return std::string(text);
}

Result<std::string> parsePidMode(std::string_view text)
{
    if (!text.empty() && text != "host" && otherContainerOf(text).empty())
        return invalid("--pid: invalid PID mode");
    return std::string(text);
}

Result<std::string> parseUtsMode(std::string_view text)
{
    if (!text.empty() && text != "host")
        return invalid("--uts: invalid UTS mode");
    return std::string(text);
}

Result<std::string> parseCgroupnsMode(std::string_view text)
{
    if (!text.empty() && text != "host" && text != "private")
        return invalid("--cgroupns: invalid CGROUP mode");
    return std::string(text);
}

Result<std::string> parseUsernsMode(std::string_view text)
{
    const std::string_view name = text.substr(0, text.find(':'));
    if (!text.empty() && text != "host" && name != "keep-id" && name != "auto" && name != "nomap")
        return invalid("--userns: invalid USER mode");
    return std::string(text);
}

Result<VolumesFrom> parseVolumesFrom(std::string_view text)
{
    if (text.empty())
        return invalid("volumes-from specification cannot be an empty string");
    const std::size_t colon = text.find(':');
    VolumesFrom from;
    from.container = text.substr(0, colon);
    if (colon == std::string_view::npos)
        return from;
    const std::string_view mode = text.substr(colon + 1);
    for (const std::string_view word : text::split(mode, ',')) {
        if (word == "ro")
            from.readOnly = true;
        else if (word != "rw" && word != "z" && word != "Z")
            return invalid("invalid mode: " + std::string(mode));
    }
    return from;
}

Result<std::string> parseDeviceRule(std::string_view text)
{
    const auto bad = [&] { return invalid("invalid device cgroup format '" + std::string(text) + "'"); };
    const auto isNumber = [](std::string_view part) {
        return part == "*" || text::number<std::uint32_t>(part).has_value();
    };
    const std::vector<std::string_view> words = text::split(text, ' ');
    if (words.size() != 3 || (words[0] != "a" && words[0] != "b" && words[0] != "c"))
        return bad();
    const std::vector<std::string_view> numbers = text::split(words[1], ':');
    if (numbers.size() != 2 || !isNumber(numbers[0]) || !isNumber(numbers[1]))
        return bad();
    if (words[2].empty() || words[2].size() > 3 ||
        words[2].find_first_not_of("rwm") != std::string_view::npos)
        return bad();
    return std::string(text);
}

bool isCdiDevice(std::string_view text)
{
    const std::size_t slash = text.find('/');
    const std::size_t equal = text.find('=');
    if (slash == std::string_view::npos || equal == std::string_view::npos || slash > equal)
        return false;
    return isNameOf(text.substr(0, slash), "_-.") &&
           isNameOf(text.substr(slash + 1, equal - slash - 1), "_-.") &&
           isNameOf(text.substr(equal + 1), "_-.:");
}

Result<GpuRequest> parseGpuRequest(std::string_view text)
{
    CATAMARAN_TRY(const std::vector<std::string> fields, splitCsv(text));
    GpuRequest request;
    std::set<std::string> seen;
    std::set<std::string> capabilities = {"gpu"};
    const auto count = [&request](const std::string &value) -> Result<void> {
        if (value == "all") {
            request.count = -1;
            return {};
        }
        const auto number = text::number<int>(value);
        if (!number)
            return invalid(
                fmt::format("invalid count ({}): value must be either \"all\" or an integer", value));
        request.count = *number;
        return {};
    };
    for (const std::string &field : fields) {
        const std::size_t equal = field.find('=');
        std::string key = field.substr(0, equal);
        std::string value = equal == std::string::npos ? field : field.substr(equal + 1);
        if (equal == std::string::npos)
            key = "count";
        if (!seen.insert(key).second)
            return invalid("gpu request key '" + key + "' can be specified only once");
        if (key == "count") {
            CATAMARAN_CHECK(count(value));
        } else if (key == "driver") {
            request.driver = value;
        } else if (key == "device") {
            for (const std::string_view device : text::split(value, ','))
                request.devices.emplace_back(device);
        } else if (key == "capabilities") {
            for (const std::string_view capability : text::split(value, ','))
                capabilities.emplace(capability);
        } else if (key == "options") {
            CATAMARAN_TRY(const std::vector<std::string> options, splitCsv(value));
            for (const std::string &option : options)
                request.options[option.substr(0, option.find('='))] =
                    option.find('=') == std::string::npos ? "" : option.substr(option.find('=') + 1);
        } else {
            return invalid("unexpected key '" + key + "' in '" + field + "'");
        }
    }
    if (!seen.contains("count") && request.devices.empty())
        request.count = 1;
    request.capabilities.assign(capabilities.begin(), capabilities.end());
    return request;
}

Result<std::pair<std::string, std::string>> parseSysctl(std::string_view text)
{
    static constexpr std::array<std::string_view, 8> kNames = {
        "kernel.msgmax", "kernel.msgmnb", "kernel.msgmni", "kernel.sem",
        "kernel.shmall", "kernel.shmmax", "kernel.shmmni", "kernel.shm_rmid_forced"};
    const std::size_t equal = text.find('=');
    const std::string_view name = text.substr(0, equal);
    const bool known = std::find(kNames.begin(), kNames.end(), name) != kNames.end() ||
                       name.starts_with("net.") || name.starts_with("fs.mqueue.");
    if (equal == std::string_view::npos || !known)
        return invalid("sysctl '" + std::string(text) + "' is not allowed");
    return std::pair{std::string(name), std::string(text.substr(equal + 1))};
}

} // namespace catamaran::engine::spec
