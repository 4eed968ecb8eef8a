// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/template.h"

#include "src/cli/output.h"

#include <fmt/format.h>

namespace catamaran::cli {

using gotemplate::Command;
using gotemplate::Json;
using gotemplate::Node;
using gotemplate::Operand;
using gotemplate::Pipeline;

namespace {

/// Walks the tree of a template with one object as its dot.
class Renderer {
public:
    explicit Renderer(const Json &root) { m_variables.emplace_back("$", root); }

    base::Result<void> block(const std::vector<Node> &nodes, const Json &dot)
    {
        const std::size_t known = m_variables.size();
        for (const Node &node : nodes) {
            CATAMARAN_CHECK(one(node, dot));
            if (m_leave != Leave::No)
                break;
        }
        m_variables.resize(known);
        return {};
    }

    std::string text;

private:
    enum class Leave { No, Break, Continue };

    base::Result<void> one(const Node &node, const Json &dot)
    {
        switch (node.kind) {
        case Node::Kind::Text:
            text += node.text;
            return {};
        case Node::Kind::Break:
            m_leave = Leave::Break;
            return {};
        case Node::Kind::Continue:
            m_leave = Leave::Continue;
            return {};
        case Node::Kind::Range:
            return range(node, dot);
        default:
            break;
        }
        const std::size_t known = m_variables.size();
        CATAMARAN_TRY(const Json value, pipeline(node.pipeline, dot));
        if (node.kind == Node::Kind::Action) {
            if (node.pipeline.variables.empty())
                text += gotemplate::shown(value);
            return {};
        }
        base::Result<void> done;
        if (gotemplate::isTrue(value))
            done = block(node.then, node.kind == Node::Kind::With ? value : dot);
        else
            done = block(node.otherwise, dot);
        m_variables.resize(known); // a variable of the condition lives as long as its block
        return done;
    }

    base::Result<void> range(const Node &node, const Json &dot)
    {
        Pipeline source = node.pipeline;
        const std::vector<std::string> names = std::move(source.variables);
        source.variables.clear();
        CATAMARAN_TRY(Json subject, pipeline(source, dot));
        if (subject.is_number_integer()) { // Go 1.22: {{range 3}}
            const std::int64_t count = subject.get<std::int64_t>();
            subject = Json::array();
            for (std::int64_t i = 0; i < count && i < 100'000; ++i)
                subject.push_back(i);
        }
        if (!subject.is_array() && !subject.is_object() && !subject.is_null())
            return base::fail(
                gotemplate::templateError("range can't iterate over " + gotemplate::shown(subject)));
        if (subject.empty())
            return block(node.otherwise, dot);
        std::int64_t index = 0;
        for (const auto &[key, item] : subject.items()) {
            const std::size_t known = m_variables.size();
            if (names.size() == 2)
                m_variables.emplace_back(names[0], subject.is_object() ? Json(key) : Json(index));
            if (!names.empty())
                m_variables.emplace_back(names.back(), item);
            CATAMARAN_CHECK(block(node.then, item));
            m_variables.resize(known);
            ++index;
            if (std::exchange(m_leave, Leave::No) == Leave::Break)
                break;
        }
        return {};
    }

    base::Result<Json> pipeline(const Pipeline &pipe, const Json &dot)
    {
        Json value;
        for (std::size_t i = 0; i < pipe.commands.size(); ++i) {
            CATAMARAN_TRY(value, command(pipe.commands[i], dot, i > 0 ? &value : nullptr));
        }
        for (const std::string &name : pipe.variables) {
            if (pipe.declares) {
                m_variables.emplace_back(name, value);
                continue;
            }
            Json *known = variable(name);
            if (!known)
                return base::fail(gotemplate::templateError("undefined variable \"" + name + "\""));
            *known = value;
        }
        return value;
    }

    /// `piped`: the value of the command before, which is the last argument.
    base::Result<Json> command(const Command &command, const Json &dot, const Json *piped)
    {
        const Operand &head = command.words.front();
        if (head.kind == Operand::Kind::Function) {
            std::vector<Json> arguments;
            for (std::size_t i = 1; i < command.words.size(); ++i) {
                CATAMARAN_TRY(Json argument, operand(command.words[i], dot));
                arguments.push_back(std::move(argument));
            }
            if (piped)
                arguments.push_back(*piped);
            CATAMARAN_TRY(const Json result, gotemplate::callFunction(head.name, std::move(arguments)));
            return fieldsOf(result, head);
        }
        if (command.words.size() == 1 && !piped)
            return operand(head, dot);
        // docker's rows have a method: {{.Label "key"}}.
        if (head.fields.size() == 1 && head.fields[0] == "Label" && dot.is_object() &&
            dot.contains("Labels")) {
            CATAMARAN_TRY(const Json key, command.words.size() > 1 ? operand(command.words[1], dot)
                                                                   : base::Result<Json>(*piped));
            return label(dot["Labels"], gotemplate::shown(key));
        }
        return base::fail(gotemplate::templateError("can't give argument to non-function"));
    }

    static Json label(const Json &labels, const std::string &key)
    {
        if (labels.is_object())
            return labels.contains(key) ? labels[key] : Json("");
        std::string_view rest =
            labels.is_string() ? std::string_view(labels.get_ref<const std::string &>()) : std::string_view();
        while (!rest.empty()) {
            const std::string_view pair = rest.substr(0, rest.find(','));
            rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
            if (pair.substr(0, pair.find('=')) == key)
                return Json(pair.find('=') == std::string_view::npos
                                ? std::string()
                                : std::string(pair.substr(pair.find('=') + 1)));
        }
        return Json("");
    }

    base::Result<Json> operand(const Operand &operand, const Json &dot)
    {
        switch (operand.kind) {
        case Operand::Kind::Dot:
            return fieldsOf(dot, operand);
        case Operand::Kind::Constant:
            return operand.constant;
        case Operand::Kind::Variable:
            if (const Json *found = variable(operand.name))
                return fieldsOf(*found, operand);
            return base::fail(
                gotemplate::templateError("template: :1: undefined variable \"" + operand.name + "\""));
        case Operand::Kind::Function:
            return gotemplate::callFunction(operand.name, {});
        case Operand::Kind::Nested: {
            CATAMARAN_TRY(const Json value, pipeline(operand.nested.front(), dot));
            return fieldsOf(value, operand);
        }
        }
        return Json();
    }

    static base::Result<Json> fieldsOf(const Json &value, const Operand &operand)
    {
        const Json *current = &value;
        for (std::size_t i = 0; i < operand.fields.size(); ++i) {
            const std::string &name = operand.fields[i];
            if (current->is_object() && current->contains(name)) {
                current = &(*current)[name];
                continue;
            }
            std::string path;
            for (std::size_t part = 0; part <= i; ++part)
                path += "." + operand.fields[part];
            if (current->is_null())
                return base::fail(base::Error(
                    base::Errc::InvalidArgument,
                    fmt::format(
                        "template: :1: executing \"\" at <{}>: nil pointer evaluating interface {{}}.{}",
                        path, name)));
            return base::fail(base::Error(
                base::Errc::InvalidArgument,
                fmt::format("template: :1: executing \"\" at <{}>: map has no entry for key \"{}\"", path,
                            name)));
        }
        return *current;
    }

    Json *variable(const std::string &name)
    {
        for (auto it = m_variables.rbegin(); it != m_variables.rend(); ++it) {
            if (it->first == name)
                return &it->second;
        }
        return nullptr;
    }

    std::vector<std::pair<std::string, Json>> m_variables;
    Leave m_leave = Leave::No;
};

} // namespace

struct Template::Tree {
    std::vector<Node> nodes;
};

base::Result<Template> Template::parse(std::string_view text)
{
    CATAMARAN_TRY(std::vector<Node> nodes, gotemplate::parse(text));
    Template out;
    out.m_tree = std::make_shared<const Tree>(Tree{std::move(nodes)});
    return out;
}

base::Result<std::string> Template::render(std::string_view json) const
{
    const Json root = Json::parse(json, nullptr, false);
    if (root.is_discarded())
        return base::fail(base::Errc::Internal, "the values of the template are not JSON");
    Renderer renderer(root);
    CATAMARAN_CHECK(renderer.block(m_tree->nodes, root));
    return std::move(renderer.text);
}

base::Result<std::string> Template::render(const FieldRow &fields) const
{
    Json root = Json::object();
    for (const auto &[name, value] : fields)
        root[name] = value;
    Renderer renderer(root);
    CATAMARAN_CHECK(renderer.block(m_tree->nodes, root));
    return std::move(renderer.text);
}

base::Result<std::string> renderTemplate(std::string_view text, std::string_view json)
{
    CATAMARAN_TRY(const Template compiled, Template::parse(text));
    return compiled.render(json);
}

} // namespace catamaran::cli
