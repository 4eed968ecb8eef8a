// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "src/compose/node.h"

#include <string>
#include <string_view>
#include <vector>

namespace catamaran::compose {

/// Reads a YAML 1.2 stream into one Node per document.
///
/// Anchors are expanded where their aliases stand, `<<` merge keys are applied, and the tags `!reset` and
/// `!override` are kept as Node::directive(). An empty stream gives an empty list.
/// `file` is only used to mark nodes and errors.
/// Errors, all Errc::Parse with line and column: bad syntax, a key that stands twice in one mapping, an
/// unknown anchor, an anchor that contains itself, nesting deeper than 400, and documents that grow out of
/// proportion when their aliases are expanded (an "alias bomb"; the test is go-yaml's, done before the copy
/// is made). Pure: no files are read. Thread-safe.
base::Result<std::vector<Node>> parseYaml(std::string_view text, const std::string &file);

/// Writes a node as block-style YAML; strings are quoted where a plain one would read back as something else.
std::string toYaml(const Node &node);

} // namespace catamaran::compose
