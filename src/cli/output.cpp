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

namespace {

/// "CreatedAt" to "CREATED AT", for fields that no default table has.
std::string headingOf(const std::string &field)
{
    std::string out;
    for (std::size_t i = 0; i < field.size(); ++i) {
        const auto c = static_cast<unsigned char>(field[i]);
        if (i > 0 && std::isupper(c) != 0 && std::islower(static_cast<unsigned char>(field[i - 1])) != 0)
            out += ' ';
        out += static_cast<char>(std::toupper(c));
    }
    return out;
}

struct Pattern {
    bool table = false;
    std::string text; ///< empty: the default table
};

Pattern patternOf(const std::string &format)
{
    Pattern out;
    out.table = format.empty() || format == "table" || format.starts_with("table ");
    out.text = format.starts_with("table ") ? format.substr(6) : out.table ? std::string() : format;
    // As docker, the two-letter forms in an argument stand for the characters.
    for (const auto &[from, to] : {std::pair{"\\t", "\t"}, std::pair{"\\n", "\n"}}) {
        for (std::size_t at = 0; (at = out.text.find(from, at)) != std::string::npos; ++at)
            out.text.replace(at, 2, to);
    }
    return out;
}

std::vector<std::string> cellsOf(const std::string &line)
{
    std::vector<std::string> row(1);
    for (const char c : line) {
        if (c == '\t')
            row.emplace_back();
        else
            row.back() += c;
    }
    return row;
}

const std::string &fieldOf(const FieldRow &row, const std::string &name)
{
    static const std::string kNone;
    for (const auto &[field, text] : row) {
        if (field == name)
            return text;
    }
    return kNone;
}

std::string rowJson(const FieldRow &row)
{
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    for (const auto &[name, text] : row)
        json[name] = text;
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace

base::Result<std::string> renderFields(const std::string &format, const std::vector<Column> &columns,
                                       const std::vector<FieldRow> &rows)
{
    std::string text;
    if (format == "json") {
        for (const FieldRow &row : rows)
            text += rowJson(row) + "\n";
        return text;
    }
    const Pattern pattern = patternOf(format);
    std::vector<std::vector<std::string>> cells;
    if (pattern.text.empty()) {
        cells.emplace_back();
        for (const Column &column : columns)
            cells.back().push_back(column.heading);
        for (const FieldRow &row : rows) {
            cells.emplace_back();
            for (const Column &column : columns)
                cells.back().push_back(fieldOf(row, column.field));
        }
        return tabular(cells);
    }
    CATAMARAN_TRY(const Template compiled, Template::parse(pattern.text));
    if (pattern.table) {
        FieldRow headings;
        for (const Column &column : columns)
            headings.emplace_back(column.field, column.heading);
        for (const auto &[field, value] : rows.empty() ? FieldRow() : rows.front()) {
            if (fieldOf(headings, field).empty())
                headings.emplace_back(field, headingOf(field));
        }
        if (rows.empty()) {
            // Without a row nobody knows the fields that are no columns: no line at all is better than an
            // error.
            const auto line = compiled.render(headings);
            return line ? tabular({cellsOf(*line)}) : std::string();
        }
        CATAMARAN_TRY(const std::string line, compiled.render(headings));
        cells.push_back(cellsOf(line));
    }
    for (const FieldRow &row : rows) {
        CATAMARAN_TRY(const std::string line, compiled.render(row));
        if (pattern.table)
            cells.push_back(cellsOf(line));
        else
            text += line + "\n";
    }
    return pattern.table ? tabular(cells) : text;
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
    std::vector<FieldRow> fields;
    for (const std::string &row : rows) {
        const auto json = nlohmann::ordered_json::parse(row, nullptr, false);
        FieldRow one;
        for (const auto &[name, value] : json.items())
            one.emplace_back(name, value.is_string() ? value.get<std::string>() : value.dump());
        fields.push_back(std::move(one));
    }
    return renderFields(format, columns, fields);
}

base::Result<std::string> renderObject(const std::string &format, std::string_view json)
{
    if (!format.empty() && format != "json") {
        CATAMARAN_TRY(std::string text, renderTemplate(format, json));
        return text + "\n";
    }
    const auto object = nlohmann::ordered_json::parse(json, nullptr, false);
    return object.dump(format.empty() ? 4 : -1, ' ', false,
                       nlohmann::ordered_json::error_handler_t::replace) +
           "\n";
}

} // namespace catamaran::cli
