// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/spec/container_spec.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// How docker prints things. Pure.
namespace catamaran::cli {

/// Columns at least 10 wide with 3 blanks between them, as docker's tables.
std::string tabular(const std::vector<std::vector<std::string>> &rows);

/// First 12 digits of an id, without "sha256:".
std::string shortId(const std::string &id);

/// Cuts to `width` characters, the last one an ellipsis.
std::string ellipsis(const std::string &text, std::size_t width);

/// One row of a list: names of docker's fields and their texts.
using FieldRow = std::vector<std::pair<std::string, std::string>>;

/// What docker's --format understands: Go's text/template with fields ({{.State.Pid}}, {{.}}), variables,
/// pipelines, brackets, if/else if/range/with/break/continue, trim marks, and the functions json, join,
/// split, title, lower, upper, pad, truncate, index, slice, len, print, printf, println, eq, ne, lt, le, gt,
/// ge, and, or, not, html, js, urlquery. Compiled once, rendered for many rows. A value type, cheap to copy.
class Template {
public:
    /// InvalidArgument "template parsing error: ...".
    static base::Result<Template> parse(std::string_view text);
    /// With a JSON object as the dot. InvalidArgument for a field that it does not have.
    [[nodiscard]] base::Result<std::string> render(std::string_view json) const;
    [[nodiscard]] base::Result<std::string> render(const FieldRow &fields) const;

private:
    struct Tree;
    std::shared_ptr<const Tree> m_tree;
};

/// Template::parse() and render() in one.
base::Result<std::string> renderTemplate(std::string_view text, std::string_view json);

/// --format of a list: "table", "table TEMPLATE", "json" or a template; rows are JSON objects. `columns` are
/// {field, heading} of the default table.
struct Column {
    std::string field;
    std::string heading;
};
base::Result<std::string> renderRows(const std::string &format, const std::vector<Column> &columns,
                                     const std::vector<std::string> &rows);
base::Result<std::string> renderFields(const std::string &format, const std::vector<Column> &columns,
                                       const std::vector<FieldRow> &rows);
/// One object, as `inspect` and `info` print theirs: JSON with indentation for "", on one line for "json",
/// else a template. With a newline at its end.
base::Result<std::string> renderObject(const std::string &format, std::string_view json);

} // namespace catamaran::cli
