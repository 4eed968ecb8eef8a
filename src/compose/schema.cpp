// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/schema.h"

#include "src/compose/path_table.h"
#include "src/compose/schema_text.h"
#include "src/compose/suggest.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <regex>
#include <set>

namespace catamaran::compose {

namespace {

using base::Errc;
using base::Result;
using nlohmann::ordered_json;

// A pattern of the schema. The four that guard every key are matched by hand: std::regex is slow.
class Pattern {
public:
    explicit Pattern(const std::string &text) : m_text(text)
    {
        if (text != "^x-" && text != "^[a-zA-Z0-9._-]+$" && text != "^.+$" && text != ".+")
            m_regex.emplace(text, std::regex::ECMAScript | std::regex::optimize);
    }

    [[nodiscard]] bool matches(std::string_view value) const
    {
        if (m_regex)
            return value.size() < 4096 && std::regex_search(value.begin(), value.end(), *m_regex);
        if (m_text == "^x-")
            return value.starts_with("x-");
        if (m_text == "^[a-zA-Z0-9._-]+$")
            return !value.empty() && std::all_of(value.begin(), value.end(), [](char c) {
                return std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-';
            });
        return !value.empty();
    }
    [[nodiscard]] const std::string &text() const { return m_text; }

private:
    std::string m_text;
    std::optional<std::regex> m_regex;
};

struct Schema {
    std::vector<std::string> types;
    TextMap<std::shared_ptr<Schema>> properties;
    std::vector<std::pair<Pattern, std::shared_ptr<Schema>>> patterns;
    bool closed = false; // additionalProperties: false
    std::shared_ptr<Schema> additional;
    std::shared_ptr<Schema> items;
    std::vector<std::shared_ptr<Schema>> oneOf;
    std::vector<std::string> required;
    std::vector<std::string> allowed; // enum
    std::optional<Pattern> pattern;
    std::optional<double> minimum;
    std::optional<double> maximum;
    bool unique = false;
    std::string reference;
    const Schema *target = nullptr; // what the reference names
};

// The compiled schema: built once, then only read.
class Compiled {
public:
    Compiled() : m_document(ordered_json::parse(schemaText()))
    {
        for (const char *place : {"definitions", "$defs"}) {
            if (!m_document.contains(place))
                continue;
            for (const auto &[name, json] : m_document.at(place).items())
                m_definitions["#/" + std::string(place) + "/" + name] = compile(json);
        }
        m_root = compile(m_document);
        for (Schema *schema : m_references)
            schema->target = m_definitions.at(schema->reference).get();
    }

    [[nodiscard]] const Schema &root() const { return *m_root; }
    [[nodiscard]] const Schema &resolve(const Schema &schema) const
    {
        const Schema *at = &schema;
        while (at->target)
            at = at->target;
        return *at;
    }

private:
    std::shared_ptr<Schema> compile(const ordered_json &json)
    {
        auto out = std::make_shared<Schema>();
        if (!json.is_object())
            return out;
        if (json.contains("$ref")) {
            out->reference = json.at("$ref").get<std::string>();
            m_references.push_back(out.get());
        }
        if (const auto type = json.find("type"); type != json.end()) {
            if (type->is_string())
                out->types.push_back(type->get<std::string>());
            else
                out->types = type->get<std::vector<std::string>>();
        }
        if (const auto found = json.find("properties"); found != json.end()) {
            for (const auto &[name, child] : found->items())
                out->properties.emplace(name, compile(child));
        }
        if (const auto found = json.find("patternProperties"); found != json.end()) {
            for (const auto &[name, child] : found->items())
                out->patterns.emplace_back(Pattern(name), compile(child));
        }
        if (const auto found = json.find("additionalProperties"); found != json.end()) {
            if (found->is_boolean())
                out->closed = !found->get<bool>();
            else
                out->additional = compile(*found);
        }
        compileRest(json, *out);
        return out;
    }

    void compileRest(const ordered_json &json, Schema &out)
    {
        if (const auto found = json.find("items"); found != json.end())
            out.items = compile(*found);
        for (const char *name : {"oneOf", "anyOf"}) {
            if (!json.contains(name))
                continue;
            for (const auto &child : json.at(name))
                out.oneOf.push_back(compile(child));
        }
        if (json.contains("required"))
            out.required = json.at("required").get<std::vector<std::string>>();
        if (json.contains("enum"))
            out.allowed = json.at("enum").get<std::vector<std::string>>();
        if (json.contains("pattern"))
            out.pattern.emplace(json.at("pattern").get<std::string>());
        if (json.contains("minimum"))
            out.minimum = json.at("minimum").get<double>();
        if (json.contains("maximum"))
            out.maximum = json.at("maximum").get<double>();
        out.unique = json.value("uniqueItems", false);
    }

    ordered_json m_document;
    std::map<std::string, std::shared_ptr<Schema>> m_definitions;
    std::vector<Schema *> m_references; // may name one another, so they are resolved when all are there
    std::shared_ptr<Schema> m_root;
};

const Compiled &compiled()
{
    static const Compiled kCompiled;
    return kCompiled;
}

// The worst violation met so far, and how deep it is.
struct Violation {
    std::string message;
    std::string fix;
    Mark mark;
    int depth = -1;
    bool found = false;
};

bool isWhole(const Node &node)
{
    return node.isInteger() || (node.isFloat() && std::floor(node.asDouble()) == node.asDouble());
}

bool hasType(const Node &node, const std::string &type)
{
    if (type == "object")
        return node.isMapping();
    if (type == "array")
        return node.isSequence();
    if (type == "string")
        return node.isString();
    if (type == "boolean")
        return node.isBool();
    if (type == "null")
        return node.isNull();
    if (type == "integer")
        return isWhole(node);
    return type == "number" && node.isNumber();
}

std::string typeWords(const std::vector<std::string> &types)
{
    std::vector<std::string> words;
    for (const std::string &type : types)
        words.push_back(type == "object" ? "mapping" : type);
    std::sort(words.begin(), words.end());
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i)
        out += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
    return out;
}

class Validator {
public:
    Validator() : m_schema(compiled()) {}

    // With `report` false only the verdict matters; then nothing is allocated.
    bool check(const Node &node, const Schema &unresolved, const PathLink &path, int depth, Violation *report)
    {
        const Schema &schema = m_schema.resolve(unresolved);
        if (!schema.types.empty() && std::none_of(schema.types.begin(), schema.types.end(),
                                                  [&](const auto &type) { return hasType(node, type); })) {
            note(report, depth, node.mark(), path, "must be a " + typeWords(schema.types),
                 "It is a " + std::string(node.kindName()) + " here.");
            return false;
        }
        bool fine = checkScalar(node, schema, path, depth, report);
        if (node.isMapping())
            fine = checkMapping(node, schema, path, depth, report) && fine;
        if (node.isSequence())
            fine = checkSequence(node, schema, path, depth, report) && fine;
        if (!schema.oneOf.empty() && (fine || report))
            fine = checkOneOf(node, schema, path, depth, report) && fine;
        return fine;
    }

private:
    static void note(Violation *report, int depth, const Mark &mark, const PathLink &path,
                     std::string message, std::string fix)
    {
        if (!report || depth <= report->depth)
            return;
        report->found = true;
        report->depth = depth;
        report->mark = mark;
        report->message = path.text() + " " + message;
        report->fix = std::move(fix);
    }

    bool checkScalar(const Node &node, const Schema &schema, const PathLink &path, int depth,
                     Violation *report)
    {
        const auto bad = [&](const std::string &message) {
            note(report, depth, node.mark(), path, message, {});
            return false;
        };
        if (schema.minimum && node.isNumber() && node.asDouble() < *schema.minimum)
            return bad("must be greater than or equal to " + displayDouble(*schema.minimum));
        if (schema.maximum && node.isNumber() && node.asDouble() > *schema.maximum)
            return bad("must be less than or equal to " + displayDouble(*schema.maximum));
        if (schema.pattern && node.isString() && !schema.pattern->matches(node.text()))
            return bad("does not match pattern '" + schema.pattern->text() + "'");
        if (schema.allowed.empty())
            return true;
        if (node.isString() &&
            std::find(schema.allowed.begin(), schema.allowed.end(), node.text()) != schema.allowed.end())
            return true;
        std::string words;
        for (const std::string &value : schema.allowed)
            words += (words.empty() ? "'" : ", '") + value + "'";
        return bad((schema.allowed.size() == 1 ? "value must be " : "value must be one of ") + words);
    }

    bool checkMapping(const Node &node, const Schema &schema, const PathLink &path, int depth,
                      Violation *report)
    {
        bool fine = true;
        for (const std::string &name : schema.required) {
            if (node.contains(name))
                continue;
            note(report, depth, node.mark(), path, "missing property '" + name + "'",
                 "Add " + name + ": ...");
            fine = false;
        }
        for (const NodeEntry &entry : node.entries()) {
            if (!fine && !report)
                return false;
            fine = checkEntry(entry, schema, path, depth, report) && fine;
        }
        return fine;
    }

    bool checkEntry(const NodeEntry &entry, const Schema &schema, const PathLink &path, int depth,
                    Violation *report)
    {
        const PathLink link{&path, entry.key};
        bool known = false;
        bool fine = true;
        if (const auto found = schema.properties.find(entry.key); found != schema.properties.end()) {
            known = true;
            fine = check(entry.value, *found->second, link, depth + 1, report);
        }
        for (const auto &[pattern, child] : schema.patterns) {
            if (!pattern.matches(entry.key))
                continue;
            known = true;
            fine = check(entry.value, *child, link, depth + 1, report) && fine;
        }
        if (known)
            return fine;
        if (schema.additional)
            return check(entry.value, *schema.additional, link, depth + 1, report);
        if (!schema.closed)
            return true;
        if (report)
            note(report, depth + 1, entry.mark(), path,
                 "additional properties '" + entry.key + "' not allowed", unknownKeyFix(entry.key, schema));
        return false;
    }

    static std::string unknownKeyFix(const std::string &key, const Schema &schema)
    {
        std::vector<std::string> names;
        for (const auto &[name, child] : schema.properties)
            names.push_back(name);
        std::sort(names.begin(), names.end());
        const std::string near = nearest(key, names);
        if (!near.empty())
            return "Did you mean \"" + near + "\"?";
        return names.empty() ? "Names here are letters, digits, dots, dashes and underscores."
                             : "Remove it, or prefix it with x- to keep a value of your own.";
    }

    bool checkSequence(const Node &node, const Schema &schema, const PathLink &path, int depth,
                       Violation *report)
    {
        bool fine = true;
        for (std::size_t i = 0; schema.items && i < node.items().size(); ++i) {
            if (!fine && !report)
                return false;
            const std::string index = std::to_string(i);
            fine = check(node.items()[i], *schema.items, PathLink{&path, index}, depth + 1, report) && fine;
        }
        if (schema.unique && !isUnique(node)) {
            note(report, depth, node.mark(), path, "array items must be unique", "Remove the repeated one.");
            return false;
        }
        return fine;
    }

    static bool isUnique(const Node &node)
    {
        std::set<std::pair<int, std::string>> scalars;
        for (std::size_t i = 0; i < node.items().size(); ++i) {
            const Node &item = node.items()[i];
            if (item.isScalar()) {
                const int kind = item.isNumber() ? 1 : static_cast<int>(item.kind()) + 2;
                if (!scalars.emplace(kind, item.display()).second)
                    return false;
                continue;
            }
            for (std::size_t j = 0; j < i; ++j) {
                if (item.sameData(node.items()[j]))
                    return false;
            }
        }
        return true;
    }

    bool checkOneOf(const Node &node, const Schema &schema, const PathLink &path, int depth,
                    Violation *report)
    {
        const auto accepted = std::count_if(schema.oneOf.begin(), schema.oneOf.end(), [&](const auto &child) {
            return check(node, *child, path, depth, nullptr);
        });
        if (accepted == 1)
            return true;
        if (accepted > 1) {
            note(report, depth, node.mark(), path, "matches several alternatives of the schema", {});
            return false;
        }
        if (report) {
            for (const auto &child : schema.oneOf)
                check(node, *child, path, depth, report);
        }
        return false;
    }

    const Compiled &m_schema;
};

} // namespace

Result<void> validateSchema(const Node &document, const std::string &file)
{
    Validator validator;
    const PathLink root{};
    if (validator.check(document, compiled().root(), root, 0, nullptr))
        return {};
    Violation violation;
    validator.check(document, compiled().root(), root, 0, &violation);
    return base::fail(base::Error(Errc::Parse, "validating " + file + ": " + violation.message)
                          .withWhere(violation.mark.where())
                          .withFix(violation.fix));
}

} // namespace catamaran::compose
