// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/spec/parse.h"
#include "engine/spec/text.h"

#include <algorithm>
#include <array>

namespace catamaran::engine::spec {

using base::Errc;
using base::fail;
using base::Result;

namespace {

tl::unexpected<base::Error> invalid(std::string what)
{
    return fail(Errc::InvalidArgument, std::move(what));
}

// Calls `onLine` with each line that says something, without leading blanks and byte order mark.
Result<void> eachLine(std::string_view text, const std::function<Result<void>(std::string_view)> &onLine)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    for (std::string_view line : text::split(text, '\n')) {
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        while (!line.empty() && text::isSpace(line.front()))
            line.remove_prefix(1);
        if (!line.empty() && line.front() != '#')
            CATAMARAN_CHECK(onLine(line));
    }
    return {};
}

bool isDnsLabel(std::string_view label)
{
    const auto isWord = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
    return !label.empty() && label.size() <= 63 && isWord(label.front()) && isWord(label.back()) &&
           std::all_of(label.begin(), label.end(), [&](char c) { return isWord(c) || c == '-' || c == '_'; });
}

bool isMacAddress(std::string_view text)
{
    const std::vector<std::string_view> parts = text::split(text, text.find('-') != text.npos ? '-' : ':');
    return parts.size() == 6 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
               return part.size() == 2 && text::number<unsigned>(part, 16);
           });
}

Result<std::pair<std::string, std::string_view>> splitDevicePath(std::string_view text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size())
        return invalid("bad format: " + std::string(text));
    if (!text.starts_with("/dev/"))
        return invalid("bad format for device path: " + std::string(text));
    return std::pair{std::string(text.substr(0, colon)), text.substr(colon + 1)};
}

} // namespace

Result<std::string> parseEnvironment(std::string_view text, const EnvironmentLookup &lookup)
{
    const std::size_t equals = text.find('=');
    if (text.empty() || equals == 0)
        return invalid("invalid environment variable: " + std::string(text));
    if (equals == std::string_view::npos && lookup) {
        if (const auto value = lookup(std::string(text)))
            return std::string(text) + "=" + *value;
    }
    return std::string(text);
}

Result<std::vector<std::string>> parseEnvironmentFile(std::string_view text, const EnvironmentLookup &lookup)
{
    std::vector<std::string> out;
    CATAMARAN_CHECK(eachLine(text, [&](std::string_view line) -> Result<void> {
        const std::size_t equals = line.find('=');
        const std::string name(line.substr(0, equals));
        if (name.empty())
            return invalid("no variable name on line '" + std::string(line) + "'");
        if (std::any_of(name.begin(), name.end(), text::isSpace))
            return invalid("variable '" + name + "' contains whitespaces");
        if (equals != std::string_view::npos) {
            out.emplace_back(line);
        } else if (lookup) {
            if (const auto value = lookup(name))
                out.push_back(name + "=" + *value);
        }
        return {};
    }));
    return out;
}

Result<std::pair<std::string, std::string>> parseLabel(std::string_view text)
{
    const std::size_t equals = text.find('=');
    const std::string key(text::trim(text.substr(0, equals)));
    if (key.empty())
        return invalid("invalid label '" + std::string(text) + "': empty name");
    return std::pair{key,
                     equals == std::string_view::npos ? std::string() : std::string(text.substr(equals + 1))};
}

Result<std::vector<std::pair<std::string, std::string>>> parseLabelFile(std::string_view text)
{
    std::vector<std::pair<std::string, std::string>> out;
    CATAMARAN_CHECK(eachLine(text, [&](std::string_view line) -> Result<void> {
        CATAMARAN_TRY(auto label, parseLabel(line));
        out.push_back(std::move(label));
        return {};
    }));
    return out;
}

Result<std::string> parseExtraHost(std::string_view text)
{
    // "name=ip" first, because an IPv6 address holds colons but never an equals sign.
    std::size_t at = text.find('=');
    const bool byEquals = at != std::string_view::npos;
    if (!byEquals)
        at = text.find(':');
    if (at == std::string_view::npos || at == 0)
        return invalid("bad format for add-host: \"" + std::string(text) + "\"");
    const std::string_view name = text.substr(0, at);
    std::string_view address = text.substr(at + 1);
    if (address != "host-gateway") {
        if (address.size() > 2 && address.front() == '[' && address.back() == ']')
            address = address.substr(1, address.size() - 2);
        if (address.empty() || !parseIpAddress(address))
            return invalid("invalid IP address in add-host: \"" + std::string(address) + "\"");
    }
    return std::string(name) + ":" + std::string(address);
}

Result<std::string> parseDnsSearch(std::string_view text)
{
    const std::string_view domain = text::trim(text);
    if (domain == ".")
        return std::string(domain);
    const auto bad = [&] { return invalid(std::string(domain) + " is not a valid domain"); };
    std::string_view rest = domain;
    if (rest.ends_with('.'))
        rest.remove_suffix(1);
    if (rest.empty() || domain.size() > 255)
        return bad();
    for (const std::string_view label : text::split(rest, '.')) {
        if (!isDnsLabel(label))
            return bad();
    }
    if (rest.find_first_not_of("0123456789.") == std::string_view::npos)
        return bad();
    return std::string(domain);
}

Result<std::pair<std::string, std::string>> parseLink(std::string_view text)
{
    if (text.empty())
        return invalid("empty string specified for links");
    const std::vector<std::string_view> parts = text::split(text, ':');
    if (parts.size() > 2 || parts.front().empty())
        return invalid("bad format for links: " + std::string(text));
    return std::pair{std::string(parts.front()), std::string(parts.back())};
}

Result<NetworkOption> parseNetwork(std::string_view text)
{
    NetworkOption option;
    if (text.find('=') == std::string_view::npos) {
        option.name = text;
        return option;
    }
    CATAMARAN_TRY(const std::vector<std::string> fields, splitCsv(text));
    for (const std::string &field : fields) {
        const std::size_t equals = field.find('=');
        if (equals == std::string::npos || equals == 0)
            return invalid("invalid field " + field);
        const std::string key = text::lower(text::trim(std::string_view(field).substr(0, equals)));
        const std::string value(text::trim(std::string_view(field).substr(equals + 1)));
        if (key == "name") {
            option.name = value;
        } else if (key == "alias") {
            option.aliases.push_back(value);
        } else if (key == "ip") {
            option.ipv4Address = value;
        } else if (key == "ip6") {
            option.ipv6Address = value;
        } else if (key == "mac-address") {
            if (!isMacAddress(value))
                return invalid(value + " is not a valid mac address");
            option.macAddress = value;
        } else if (key == "link-local-ip") {
            option.linkLocalAddresses.push_back(value);
        } else if (key == "driver-opt") {
            const std::size_t at = value.find('=');
            if (at == std::string::npos || at == 0)
                return invalid("invalid key value pair format in driver options");
            option.driverOptions.emplace_back(text::lower(value.substr(0, at)),
                                              text::lower(value.substr(at + 1)));
        } else if (key == "gw-priority") {
            const auto priority = text::number<int>(value);
            if (!priority)
                return invalid("invalid gw-priority (" + value + "): strconv.Atoi: parsing \"" + value +
                               "\": invalid syntax");
            option.gatewayPriority = *priority;
        } else {
            return invalid("invalid field key " + key);
        }
    }
    if (option.name.empty())
        return invalid("network name/id is not specified");
    return option;
}

Result<Ulimit> parseUlimit(std::string_view text)
{
    static constexpr std::array<std::string_view, 15> kNames = {
        "core",   "cpu",   "data", "fsize",  "locks",  "memlock",    "msgqueue", "nice",
        "nofile", "nproc", "rss",  "rtprio", "rttime", "sigpending", "stack"};
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos)
        return invalid("invalid ulimit argument: " + std::string(text));
    Ulimit limit;
    limit.name = text.substr(0, equals);
    if (std::find(kNames.begin(), kNames.end(), limit.name) == kNames.end())
        return invalid("invalid ulimit type: " + limit.name);
    const std::vector<std::string_view> values = text::split(text.substr(equals + 1), ':');
    if (values.size() > 2)
        return invalid("too many limit value arguments - " + std::string(text.substr(equals + 1)) +
                       ", can only have up to two, `soft[:hard]`");
    const auto soft = text::number<std::int64_t>(values.front());
    const auto hard = text::number<std::int64_t>(values.back());
    if (!soft || !hard)
        return invalid("invalid ulimit argument: " + std::string(text));
    limit.soft = *soft;
    limit.hard = *hard;
    if (limit.hard >= 0 && (limit.soft < 0 || limit.soft > limit.hard))
        return invalid("ulimit soft limit must be less than or equal to hard limit: " +
                       std::to_string(limit.soft) + " > " + std::to_string(limit.hard));
    return limit;
}

Result<std::pair<std::string, std::uint64_t>> parseThrottleBytes(std::string_view text)
{
    CATAMARAN_TRY(const auto parts, splitDevicePath(text));
    const auto rate = base::Bytes::parse(parts.second);
    if (!rate)
        return invalid("invalid rate for device: " + std::string(text) +
                       ". The correct format is <device-path>:<number>[<unit>]. Number must be a positive "
                       "integer. Unit is optional and can be kb, mb, or gb");
    return std::pair{parts.first, static_cast<std::uint64_t>(rate->count)};
}

Result<std::pair<std::string, std::uint64_t>> parseThrottleOperations(std::string_view text)
{
    CATAMARAN_TRY(const auto parts, splitDevicePath(text));
    const auto rate = text::number<std::uint64_t>(parts.second);
    if (!rate)
        return invalid("invalid rate for device: " + std::string(text) +
                       ". The correct format is <device-path>:<number>. Number must be a positive integer");
    return std::pair{parts.first, *rate};
}

Result<std::pair<std::string, std::uint16_t>> parseWeightDevice(std::string_view text)
{
    CATAMARAN_TRY(const auto parts, splitDevicePath(text));
    const auto weight = text::number<std::uint16_t>(parts.second);
    if (!weight || (*weight != 0 && (*weight < 10 || *weight > 1000)))
        return invalid("invalid weight for device: " + std::string(text));
    return std::pair{parts.first, *weight};
}

} // namespace catamaran::engine::spec
