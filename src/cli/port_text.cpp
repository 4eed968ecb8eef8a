// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/port_text.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <tuple>

namespace catamaran::cli {

using engine::spec::PortMapping;
using engine::spec::Protocol;

namespace {

const char *protocolName(Protocol protocol)
{
    return protocol == Protocol::Udp ? "udp" : protocol == Protocol::Sctp ? "sctp" : "tcp";
}

struct Row {
    int inside = 0;
    std::string ip; ///< "[::]"; empty: not published
    int outside = 0;
    std::string protocol;

    [[nodiscard]] auto key() const { return std::tie(inside, ip, outside, protocol); }
};

/// One row for each address family, as docker has them.
std::vector<Row> rowsOf(const std::vector<PortMapping> &ports)
{
    std::vector<Row> rows;
    for (const PortMapping &port : ports) {
        Row row{port.containerPort, {}, port.hostPort, protocolName(port.protocol)};
        if (port.hostPort == 0) {
            rows.push_back(row);
        } else if (port.hostIp.empty()) {
            for (const char *ip : {"0.0.0.0", "[::]"}) {
                row.ip = ip;
                rows.push_back(row);
            }
        } else {
            row.ip = port.hostIp.find(':') == std::string::npos ? port.hostIp : "[" + port.hostIp + "]";
            rows.push_back(row);
        }
    }
    return rows;
}

/// Ports that follow each other, under one address or none.
struct Range {
    std::string ip;
    std::string protocol;
    int first = 0;
    int last = 0;

    [[nodiscard]] std::string text() const
    {
        std::string numbers = std::to_string(first);
        if (last != first)
            numbers += "-" + std::to_string(last);
        return (ip.empty() ? numbers : ip + ":" + numbers + "->" + numbers) + "/" + protocol;
    }
};

/// Digits count as numbers: "80/tcp" is before "9000/tcp", and that before "10000/tcp".
bool isBefore(std::string_view left, std::string_view right)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    while (!left.empty() && !right.empty()) {
        if (isDigit(left.front()) && isDigit(right.front())) {
            unsigned long a = 0;
            unsigned long b = 0;
            const auto endA = std::from_chars(left.data(), left.data() + left.size(), a).ptr;
            const auto endB = std::from_chars(right.data(), right.data() + right.size(), b).ptr;
            if (a != b)
                return a < b;
            left.remove_prefix(static_cast<std::size_t>(endA - left.data()));
            right.remove_prefix(static_cast<std::size_t>(endB - right.data()));
        } else {
            if (left.front() != right.front())
                return left.front() < right.front();
            left.remove_prefix(1);
            right.remove_prefix(1);
        }
    }
    return left.size() < right.size();
}

} // namespace

std::string formatPorts(const std::vector<PortMapping> &ports, const std::vector<std::string> &exposed)
{
    std::vector<Row> rows = rowsOf(ports);
    for (const std::string &one : exposed) {
        Row row;
        std::from_chars(one.data(), one.data() + one.size(), row.inside);
        row.protocol = one.substr(std::min(one.find('/'), one.size() - 1) + 1);
        const bool isPublished = std::any_of(rows.begin(), rows.end(), [&row](const Row &other) {
            return other.inside == row.inside && other.protocol == row.protocol;
        });
        if (row.inside != 0 && !isPublished)
            rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) { return a.key() < b.key(); });
    std::vector<Range> open;
    std::vector<std::string> texts;
    std::vector<std::string> mapped;
    for (const Row &row : rows) {
        if (!row.ip.empty() && row.inside != row.outside) {
            mapped.push_back(fmt::format("{}:{}->{}/{}", row.ip, row.outside, row.inside, row.protocol));
            continue;
        }
        const auto range = std::find_if(open.begin(), open.end(), [&row](const Range &other) {
            return other.ip == row.ip && other.protocol == row.protocol;
        });
        if (range == open.end()) {
            open.push_back({row.ip, row.protocol, row.inside, row.inside});
        } else if (row.inside == range->last + 1) {
            range->last = row.inside;
        } else {
            texts.push_back(range->text());
            range->first = range->last = row.inside;
        }
    }
    for (const Range &range : open)
        texts.push_back(range.text());
    texts.insert(texts.end(), mapped.begin(), mapped.end());
    return fmt::format("{}", fmt::join(texts, ", "));
}

std::string formatPorts(const engine::ContainerSummary &container)
{
    if (container.state != engine::ContainerState::Running &&
        container.state != engine::ContainerState::Paused)
        return {};
    const bool isOwn =
        std::none_of(container.networks.begin(), container.networks.end(), [](const std::string &network) {
            return network == "host" || network == "none" || network.starts_with("container:");
        });
    return formatPorts(container.ports, isOwn ? container.exposedPorts : std::vector<std::string>());
}

std::vector<std::string> portLines(const std::vector<PortMapping> &ports, const std::string &wanted)
{
    std::vector<std::string> lines;
    for (const Row &row : rowsOf(ports)) {
        const std::string inside = fmt::format("{}/{}", row.inside, row.protocol);
        if (row.ip.empty() || (!wanted.empty() && wanted != inside))
            continue;
        lines.push_back(
            fmt::format("{}{}:{}", wanted.empty() ? inside + " -> " : std::string(), row.ip, row.outside));
    }
    std::sort(lines.begin(), lines.end(), isBefore);
    return lines;
}

} // namespace catamaran::cli
