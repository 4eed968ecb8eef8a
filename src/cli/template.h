// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

/// The syntax tree of a template (Go's text/template, as docker's --format uses it) and its parser.
namespace catamaran::cli::gotemplate {

using Json = nlohmann::ordered_json;

struct Pipeline;

/// One word of a command.
struct Operand {
    enum class Kind { Dot, Variable, Constant, Function, Nested };
    Kind kind = Kind::Dot;
    std::string name; ///< of a variable ("$", "$x") or function
    Json constant;
    std::vector<Pipeline> nested;    ///< one: what stands in brackets
    std::vector<std::string> fields; ///< ".A.B" behind it
};

struct Command {
    std::vector<Operand> words;
};

struct Pipeline {
    std::vector<std::string> variables; ///< left of ":=" or "="
    bool declares = false;              ///< ":="
    std::vector<Command> commands;
};

struct Node {
    enum class Kind { Text, Action, If, Range, With, Break, Continue };
    Kind kind = Kind::Text;
    std::string text;
    Pipeline pipeline;
    std::vector<Node> then;
    std::vector<Node> otherwise;
};

/// InvalidArgument "template parsing error: ..." for what is no template.
base::Result<std::vector<Node>> parse(std::string_view text);
bool isFunction(const std::string &name);
base::Result<Json> callFunction(const std::string &name, std::vector<Json> arguments);
/// Go's truth: not empty, not zero.
bool isTrue(const Json &value);
/// As {{.}} prints it: "[a b]", "map[k:v]".
std::string shown(const Json &value);
base::Error templateError(const std::string &what);

} // namespace catamaran::cli::gotemplate
