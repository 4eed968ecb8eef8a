// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/spec/container_spec.h"

#include <string>
#include <string_view>
#include <vector>

/// How docker prints things. Pure.
namespace catamaran::cli {

/// Columns at least 10 wide with 3 blanks between them, as docker's tables.
std::string tabular(const std::vector<std::vector<std::string>> &rows);

/// "0.0.0.0:8080->80/tcp, :::8080->80/tcp".
std::string formatPorts(const std::vector<engine::spec::PortMapping> &ports);

/// First 12 digits of an id, without "sha256:".
std::string shortId(const std::string &id);

/// Cuts to `width` characters, the last one an ellipsis.
std::string ellipsis(const std::string &text, std::size_t width);

/// What docker's --format understands, on one JSON object: fields ({{.State.Pid}}, {{.}}), {{json .X}},
/// {{index .X "key"}}, {{len .X}}, {{upper .X}}, {{lower .X}}, {{range .X}}..{{end}}, {{if
/// .X}}..{{else}}..{{end}}. InvalidArgument names what is wrong in the template.
base::Result<std::string> renderTemplate(std::string_view text, std::string_view json);

/// --format of a list: "table", "table TEMPLATE", "json" or a template; rows are JSON objects. `columns` are
/// {field, heading} of the default table.
struct Column {
    std::string field;
    std::string heading;
};
base::Result<std::string> renderRows(const std::string &format, const std::vector<Column> &columns,
                                     const std::vector<std::string> &rows);

} // namespace catamaran::cli
