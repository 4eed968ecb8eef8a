// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/spec/parse.h"
#include "engine/spec/text.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>

namespace catamaran::engine::spec {

using base::Errc;
using base::fail;
using base::Result;

namespace {

// Why a text is no port number, in the words of docker/go-connections; empty if it is one.
std::string portProblem(std::string_view text)
{
    if (text.empty())
        return "value is empty";
    const bool negative = text.front() == '-' || text.front() == '+';
    const std::string_view digits = negative ? text.substr(1) : text;
    if (digits.empty() ||
        !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return "invalid syntax";
    const auto value = text::number<std::uint32_t>(digits);
    if (negative || !value || *value > 65535)
        return "value out of range (0–65535)";
    return {};
}

struct PortParts {
    std::string ip;
    std::string host;
    std::string container;
};

PortParts splitParts(std::string_view spec)
{
    const std::size_t last = spec.rfind(':');
    if (last == std::string_view::npos)
        return {{}, {}, std::string(spec)};
    PortParts parts;
    parts.container = spec.substr(last + 1);
    const std::string_view rest = spec.substr(0, last);
    const std::size_t before = rest.rfind(':');
    if (before == std::string_view::npos) {
        parts.host = rest;
        return parts;
    }
    parts.host = rest.substr(before + 1);
    parts.ip = rest.substr(0, before);
    return parts;
}

// "target=80,published=8080,protocol=tcp" to "8080:80/tcp".
Result<std::string> fromLongForm(std::string_view text)
{
    std::string target;
    std::string published;
    std::string protocol;
    for (const std::string_view field : text::split(text, ',')) {
        const std::size_t equals = field.find('=');
        const auto invalid = [&] {
            return fail(Errc::InvalidArgument, "invalid publish opts format (should be name=value but got '" +
                                                   std::string(field) + "')");
        };
        if (equals == std::string_view::npos)
            return invalid();
        const std::string_view key = field.substr(0, equals);
        const std::string_view value = field.substr(equals + 1);
        if (key == "target")
            target = value;
        else if (key == "published")
            published = value;
        else if (key == "protocol")
            protocol = value;
        else if (key != "mode")
            return invalid();
    }
    if (target.empty())
        return fail(Errc::InvalidArgument, "missing mandatory field 'target' in '" + std::string(text) + "'");
    return (published.empty() ? "" : published + ":") + target + (protocol.empty() ? "" : "/" + protocol);
}

} // namespace

Result<std::uint16_t> parsePortNumber(std::string_view text)
{
    if (text.empty())
        return std::uint16_t{0};
    if (const std::string problem = portProblem(text); !problem.empty())
        return fail(Errc::InvalidArgument, "invalid port '" + std::string(text) + "': " + problem);
    return *text::number<std::uint16_t>(text);
}

Result<std::pair<std::uint16_t, std::uint16_t>> parsePortRange(std::string_view text)
{
    if (text.empty())
        return fail(Errc::InvalidArgument, "empty string specified for ports");
    const std::size_t dash = text.find('-');
    const std::string_view begin = text.substr(0, dash);
    if (const std::string problem = portProblem(begin); !problem.empty())
        return fail(Errc::InvalidArgument, "invalid start port '" + std::string(begin) + "': " + problem);
    const auto first = *text::number<std::uint16_t>(begin);
    if (dash == std::string_view::npos)
        return std::pair{first, first};
    const std::string_view end = text.substr(dash + 1);
    if (const std::string problem = portProblem(end); !problem.empty())
        return fail(Errc::InvalidArgument, "invalid end port '" + std::string(end) + "': " + problem);
    const auto last = *text::number<std::uint16_t>(end);
    if (last < first)
        return fail(Errc::InvalidArgument, "invalid port range: " + std::string(text));
    return std::pair{first, last};
}

std::pair<std::string, std::string> splitProtocol(std::string_view text)
{
    const std::size_t slash = text.find('/');
    const std::string_view port = text.substr(0, slash);
    if (port.empty())
        return {};
    const std::string_view protocol =
        slash == std::string_view::npos ? std::string_view() : text.substr(slash + 1);
    return {std::string(port), protocol.empty() ? std::string("tcp") : std::string(protocol)};
}

Result<std::vector<PortMapping>> parsePort(std::string_view text)
{
    if (text.find('=') != std::string_view::npos) {
        CATAMARAN_TRY(const std::string shortForm, fromLongForm(text));
        return parsePort(shortForm);
    }
    PortParts parts = splitParts(text);
    const auto invalid = [&](const std::string &what) { return fail(Errc::InvalidArgument, what); };
    if (parts.ip.starts_with('[')) {
        if (!parts.ip.ends_with(']'))
            return invalid("invalid IP address " + parts.ip + ": missing ']' in address");
        parts.ip = parts.ip.substr(1, parts.ip.size() - 2);
    }
    if (!parts.ip.empty()) {
        auto address = parseIpAddress(parts.ip);
        if (!address)
            return invalid("invalid IP address: " + parts.ip);
        parts.ip = *address;
    }
    const auto [containerText, protocolText] = splitProtocol(parts.container);
    if (containerText.empty())
        return invalid("no port specified: " + std::string(text) + "<empty>");
    const std::string protocol = text::lower(protocolText);
    if (protocol != "tcp" && protocol != "udp" && protocol != "sctp")
        return invalid("invalid proto: " + protocolText);
    const auto container = parsePortRange(containerText);
    if (!container)
        return invalid("invalid containerPort: " + containerText);
    std::pair<std::uint16_t, std::uint16_t> host{0, 0};
    bool oneOfRange = false;
    if (!parts.host.empty()) {
        const auto parsed = parsePortRange(parts.host);
        if (!parsed)
            return invalid("invalid hostPort: " + parts.host);
        host = *parsed;
        if (host.second - host.first != container->second - container->first) {
            if (container->first != container->second)
                return invalid("invalid ranges specified for container and host Ports: " + containerText +
                               " and " + parts.host);
            oneOfRange = true; // any free one of them, chosen at start
        }
    }
    std::vector<PortMapping> mappings;
    for (std::uint32_t i = 0; i <= static_cast<std::uint32_t>(container->second - container->first); ++i) {
        PortMapping mapping;
        mapping.hostIp = parts.ip;
        mapping.hostPort = parts.host.empty() ? std::uint16_t{0} : static_cast<std::uint16_t>(host.first + i);
        mapping.containerPort = static_cast<std::uint16_t>(container->first + i);
        mapping.hostPortEnd = oneOfRange ? host.second : std::uint16_t{0};
        mapping.protocol = protocol == "udp"    ? Protocol::Udp
                           : protocol == "sctp" ? Protocol::Sctp
                                                : Protocol::Tcp;
        mappings.push_back(std::move(mapping));
    }
    return mappings;
}

Result<std::vector<std::string>> parseExpose(std::string_view text)
{
    if (text.find(':') != std::string_view::npos)
        return fail(Errc::InvalidArgument, "invalid port format for --expose: " + std::string(text));
    const std::size_t slash = text.find('/');
    const std::string_view ports = text.substr(0, slash);
    const std::string protocol =
        slash == std::string_view::npos ? "tcp" : text::lower(text.substr(slash + 1));
    auto range = ports.empty() ? Result<std::pair<std::uint16_t, std::uint16_t>>(
                                     fail(Errc::InvalidArgument, "invalid start port '': value is empty"))
                               : parsePortRange(ports);
    if (!range)
        return fail(Errc::InvalidArgument, "invalid range format for --expose: " + range.error().message());
    if (protocol != "tcp" && protocol != "udp" && protocol != "sctp")
        return fail(Errc::InvalidArgument, "invalid range format for --expose: invalid proto: " + protocol);
    std::vector<std::string> out;
    for (std::uint32_t port = range->first; port <= range->second; ++port)
        out.push_back(std::to_string(port) + "/" + protocol);
    return out;
}

std::string formatPort(const PortMapping &port)
{
    std::string out;
    if (!port.hostIp.empty())
        out = (port.hostIp.find(':') == std::string::npos ? port.hostIp : "[" + port.hostIp + "]") + ":";
    if (port.hostPort != 0)
        out += std::to_string(port.hostPort);
    if (port.hostPortEnd != 0)
        out += "-" + std::to_string(port.hostPortEnd);
    if (!out.empty())
        out += ":";
    return out + std::to_string(port.containerPort) +
           (port.protocol == Protocol::Udp    ? "/udp"
            : port.protocol == Protocol::Sctp ? "/sctp"
                                              : "/tcp");
}

Result<std::string> parseIpAddress(std::string_view text)
{
    const std::string value(text::trim(text));
    std::array<unsigned char, sizeof(in6_addr)> binary{};
    std::array<char, INET6_ADDRSTRLEN> printed{};
    for (const int family : {AF_INET, AF_INET6}) {
        if (inet_pton(family, value.c_str(), binary.data()) == 1 &&
            inet_ntop(family, binary.data(), printed.data(), printed.size()))
            return std::string(printed.data());
    }
    return fail(Errc::InvalidArgument, "IP address is not correctly formatted: " + std::string(text));
}

} // namespace catamaran::engine::spec
