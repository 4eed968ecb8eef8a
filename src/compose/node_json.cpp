// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/node_json.h"

#include <cmath>

namespace catamaran::compose {

nlohmann::ordered_json toJson(const Node &node)
{
    switch (node.kind()) {
    case Node::Kind::Null:
        return nullptr;
    case Node::Kind::Bool:
        return node.asBool();
    case Node::Kind::Integer:
        return node.asInteger();
    case Node::Kind::Float:
        if (!std::isfinite(node.asDouble()))
            return node.text();
        return node.asDouble();
    case Node::Kind::String:
        return node.text();
    case Node::Kind::Sequence: {
        auto out = nlohmann::ordered_json::array();
        for (const Node &item : node.items())
            out.push_back(toJson(item));
        return out;
    }
    case Node::Kind::Mapping: {
        // Written through the underlying vector: operator[] of an ordered object searches it each time.
        nlohmann::ordered_json::object_t out;
        out.reserve(node.entries().size());
        for (const NodeEntry &entry : node.entries())
            out.emplace_back(entry.key, toJson(entry.value));
        return out;
    }
    }
    return nullptr;
}

Node fromJson(const nlohmann::ordered_json &json)
{
    if (json.is_boolean())
        return Node::boolean(json.get<bool>());
    if (json.is_number_integer())
        return Node::integer(json.get<std::int64_t>());
    if (json.is_number())
        return Node::real(json.get<double>());
    if (json.is_string())
        return Node::string(json.get<std::string>());
    if (json.is_array()) {
        Node out = Node::sequence();
        for (const auto &item : json)
            out.items().push_back(fromJson(item));
        return out;
    }
    if (json.is_object()) {
        Node out = Node::mapping();
        for (const auto &[key, value] : json.items())
            out.entries().push_back(NodeEntry{key, Node::Kind::String, 0, 0, fromJson(value)});
        return out;
    }
    return Node::null();
}

} // namespace catamaran::compose
