// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/port_syntax.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <optional>

namespace catamaran::compose {

namespace {

using base::Errc;
using base::Result;

struct Range {
    unsigned first = 0;
    unsigned last = 0;
    [[nodiscard]] unsigned size() const { return last - first + 1; }
};

std::optional<unsigned> parsePort(std::string_view text)
{
    unsigned value = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() || value > 65535)
        return std::nullopt;
    return value;
}

std::optional<Range> parseRange(std::string_view text)
{
    const std::size_t dash = text.find('-');
    const auto first = parsePort(text.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : parsePort(text.substr(dash + 1));
    if (!first || !last || *last < *first)
        return std::nullopt;
    return Range{*first, *last};
}

tl::unexpected<base::Error> wrong(const std::string &message)
{
    return base::fail(
        base::Error(Errc::Parse, message)
            .withFix("Write [[IP:]HOST_PORT:]CONTAINER_PORT[/PROTOCOL], quoted; ranges are 80-82."));
}

bool isAddress(const std::string &text)
{
    in6_addr buffer{};
    const std::string plain = text.substr(0, text.find('%'));
    return ::inet_pton(AF_INET, plain.c_str(), &buffer) == 1 ||
           ::inet_pton(AF_INET6, plain.c_str(), &buffer) == 1;
}

// IP, host part and container part; the address may be in brackets.
struct Parts {
    std::string address;
    std::string host;
    std::string container;
};

Parts split(std::string_view text)
{
    Parts out;
    const std::size_t last = text.rfind(':');
    if (last == std::string_view::npos) {
        out.container = text;
        return out;
    }
    out.container = text.substr(last + 1);
    const std::string_view before = text.substr(0, last);
    const std::size_t colon = before.rfind(':');
    out.host = before.substr(colon == std::string_view::npos ? 0 : colon + 1);
    if (colon != std::string_view::npos)
        out.address = before.substr(0, colon);
    return out;
}

} // namespace

Result<std::vector<PortSpec>> parsePorts(std::string_view spec)
{
    const std::size_t slash = spec.find('/');
    std::string protocol(slash == std::string_view::npos ? "tcp" : spec.substr(slash + 1));
    std::transform(protocol.begin(), protocol.end(), protocol.begin(),
                   [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
    Parts parts = split(spec.substr(0, slash));
    if (parts.address.size() > 2 && parts.address.front() == '[' && parts.address.back() == ']')
        parts.address = parts.address.substr(1, parts.address.size() - 2);
    if (!parts.address.empty() && !isAddress(parts.address))
        return wrong("invalid IP address: " + parts.address);
    if (parts.container.empty())
        return wrong("no port specified: " + std::string(spec) + "<empty>");
    const auto container = parseRange(parts.container);
    if (!container)
        return wrong("invalid containerPort: " + parts.container);
    std::optional<Range> host;
    if (!parts.host.empty()) {
        host = parseRange(parts.host);
        if (!host)
            return wrong("invalid hostPort: " + parts.host);
        if (host->size() != container->size() && container->size() != 1)
            return wrong("invalid ranges specified for container and host Ports: " + parts.container +
                         " and " + parts.host);
    }
    if (protocol.empty())
        protocol = "tcp";
    if (protocol != "tcp" && protocol != "udp" && protocol != "sctp")
        return wrong("invalid proto: " + protocol);
    std::vector<PortSpec> out;
    for (unsigned i = 0; i < container->size(); ++i) {
        PortSpec port;
        port.hostIp = parts.address;
        port.protocol = protocol;
        port.target = static_cast<std::uint16_t>(container->first + i);
        if (host && container->size() == 1 && host->size() > 1)
            port.published = std::to_string(host->first) + "-" + std::to_string(host->last);
        else if (host)
            port.published = std::to_string(host->first + i);
        out.push_back(std::move(port));
    }
    // docker compose goes through them as text: 10 stands before 9.
    std::sort(out.begin(), out.end(), [](const PortSpec &a, const PortSpec &b) {
        return std::to_string(a.target) + "/" < std::to_string(b.target) + "/";
    });
    return out;
}

Node PortSpec::toNode(const Mark &mark) const
{
    Node out = Node::mapping(mark);
    out.set("mode", Node::string("ingress", mark));
    if (!hostIp.empty())
        out.set("host_ip", Node::string(hostIp, mark));
    out.set("target", Node::integer(target, mark));
    if (!published.empty())
        out.set("published", Node::string(published, mark));
    out.set("protocol", Node::string(protocol, mark));
    return out;
}

} // namespace catamaran::compose
