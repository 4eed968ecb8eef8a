// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/output.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace catamaran::cli {

namespace {

std::size_t characters(const std::string &text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

} // namespace

std::string tabular(const std::vector<std::vector<std::string>> &rows)
{
    constexpr std::size_t kLeast = 10;
    constexpr std::size_t kGap = 3;
    std::vector<std::size_t> widths;
    for (const auto &row : rows) {
        widths.resize(std::max(widths.size(), row.size()), kLeast);
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], characters(row[i]) + kGap);
    }
    std::string text;
    for (const auto &row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += row[i];
            if (i + 1 < row.size())
                text.append(widths[i] - characters(row[i]), ' ');
        }
        text += '\n';
    }
    return text;
}

std::string formatPorts(const std::vector<engine::spec::PortMapping> &ports)
{
    std::string text;
    const auto add = [&text](const std::string &one) { text += (text.empty() ? "" : ", ") + one; };
    for (const engine::spec::PortMapping &port : ports) {
        const char *protocol = port.protocol == engine::spec::Protocol::Udp    ? "udp"
                               : port.protocol == engine::spec::Protocol::Sctp ? "sctp"
                                                                               : "tcp";
        if (port.hostPort == 0) {
            add(fmt::format("{}/{}", port.containerPort, protocol));
            continue;
        }
        const auto one = [&](const std::string &ip) {
            add(fmt::format("{}:{}->{}/{}", ip, port.hostPort, port.containerPort, protocol));
        };
        if (port.hostIp.empty()) {
            one("0.0.0.0");
            one("[::]");
        } else {
            one(port.hostIp.find(':') == std::string::npos ? port.hostIp : "[" + port.hostIp + "]");
        }
    }
    return text;
}

std::string shortId(const std::string &id)
{
    const std::size_t start = id.starts_with("sha256:") ? 7 : 0;
    return id.substr(start, 12);
}

std::string ellipsis(const std::string &text, std::size_t width)
{
    if (characters(text) <= width)
        return text;
    std::size_t bytes = 0;
    for (std::size_t left = width - 1; bytes < text.size(); ++bytes) {
        if ((static_cast<unsigned char>(text[bytes]) & 0xC0) != 0x80 && left-- == 0)
            break;
    }
    return text.substr(0, bytes) + "\u2026";
}

base::Result<std::string> renderRows(const std::string &format, const std::vector<Column> &columns,
                                     const std::vector<std::string> &rows)
{
    if (format == "json") {
        std::string text;
        for (const std::string &row : rows)
            text += row + "\n";
        return text;
    }
    const bool table = format.empty() || format == "table" || format.starts_with("table ");
    std::string pattern = format.starts_with("table ") ? format.substr(6) : table ? std::string() : format;
    if (pattern.empty()) {
        for (const Column &column : columns)
            pattern += (pattern.empty() ? "{{." : "\t{{.") + column.field + "}}";
    }
    // As docker, the two-letter forms in an argument stand for the characters.
    for (const auto &[from, to] : {std::pair{"\\t", "\t"}, std::pair{"\\n", "\n"}}) {
        for (std::size_t at = 0; (at = pattern.find(from, at)) != std::string::npos; ++at)
            pattern.replace(at, 2, to);
    }
    std::vector<std::vector<std::string>> cells;
    const auto addLine = [&](const std::string &line) {
        std::vector<std::string> row(1);
        for (const char c : line) {
            if (c == '\t')
                row.emplace_back();
            else
                row.back() += c;
        }
        cells.push_back(std::move(row));
    };
    std::string text;
    if (table) {
        nlohmann::json headings;
        for (const Column &column : columns)
            headings[column.field] = column.heading;
        CATAMARAN_TRY(const std::string line, renderTemplate(pattern, headings.dump()));
        addLine(line);
    }
    for (const std::string &row : rows) {
        CATAMARAN_TRY(const std::string line, renderTemplate(pattern, row));
        if (table)
            addLine(line);
        else
            text += line + "\n";
    }
    return table ? tabular(cells) : text;
}

} // namespace catamaran::cli
