// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/vm/json_schema.h"

#include <algorithm>

namespace catamaran::vm {

namespace {

using nlohmann::ordered_json;

bool isYaml11Boolean(const ordered_json &value)
{
    if (!value.is_string())
        return false;
    std::string text = value.get<std::string>();
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text == "yes" || text == "no" || text == "on" || text == "off";
}

bool hasType(const ordered_json &value, const std::string &type, bool yaml11)
{
    if (type == "object")
        return value.is_object();
    if (type == "array")
        return value.is_array();
    if (type == "string")
        return value.is_string();
    if (type == "boolean")
        return value.is_boolean() || (yaml11 && isYaml11Boolean(value));
    if (type == "null")
        return value.is_null();
    if (type == "integer")
        return value.is_number_integer() ||
               (value.is_number_float() &&
                value.get<double>() == static_cast<double>(static_cast<long long>(value.get<double>())));
    return type == "number" && value.is_number();
}

std::string shown(const ordered_json &value)
{
    const std::string text = value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
    return text.size() > 60 ? text.substr(0, 57) + "..." : text;
}

} // namespace

std::string JsonSchema::Place::text() const
{
    if (parent == nullptr)
        return {};
    std::string before = parent->text();
    if (!before.empty() && !step.starts_with("["))
        before += '.';
    return before + step;
}

base::Result<JsonSchema> JsonSchema::parse(std::string_view text)
{
    JsonSchema out;
    out.m_schema = Json::parse(text, nullptr, false);
    if (!out.m_schema.is_object())
        return base::fail(base::Errc::Parse, "the schema is not a JSON object");
    return out;
}

const JsonSchema::Json &JsonSchema::resolve(const Json &schema) const
{
    const Json *at = &schema;
    for (int hops = 0; hops < 32; ++hops) {
        if (!at->is_object() || !at->contains("$ref") || !at->at("$ref").is_string())
            return *at;
        const std::string reference = at->at("$ref").get<std::string>();
        const nlohmann::ordered_json::json_pointer pointer(reference.substr(1));
        if (!reference.starts_with("#/") || !m_schema.contains(pointer))
            return *at;
        at = &m_schema.at(pointer);
    }
    return *at;
}

base::Result<void> JsonSchema::validate(const Json &document) const
{
    Violation violation;
    const Place root;
    if (check(document, m_schema, root, Words::Yaml11, &violation))
        return {};
    return base::fail(base::Errc::Parse,
                      violation.text.empty() ? std::string("does not fit the schema") : violation.text);
}

bool JsonSchema::check(const Json &value, const Json &unresolved, const Place &place, Words words,
                       Violation *report) const
{
    const Json &schema = resolve(unresolved);
    if (!schema.is_object())
        return !schema.is_boolean() || schema.get<bool>();
    if (!checkType(value, schema, place, words, report))
        return false;
    bool fine = checkScalar(value, schema, place, words, report);
    if (value.is_object())
        fine = checkObject(value, schema, place, words, report) && fine;
    if (value.is_array())
        fine = checkArray(value, schema, place, words, report) && fine;
    return checkAlternatives(value, schema, place, words, report) && fine;
}

namespace {

template <typename Violation, typename Place>
bool note(Violation *report, const Place &place, int depth, const std::string &message)
{
    if (report != nullptr && depth > report->depth) {
        report->depth = depth;
        const std::string where = place.text();
        report->text = (where.empty() ? std::string("the document") : where) + " " + message;
    }
    return false;
}

} // namespace

bool JsonSchema::checkType(const Json &value, const Json &schema, const Place &place, Words words,
                           Violation *report) const
{
    const auto type = schema.find("type");
    if (type == schema.end())
        return true;
    std::vector<std::string> types;
    if (type->is_string())
        types.push_back(type->get<std::string>());
    else if (type->is_array())
        for (const Json &one : *type)
            types.push_back(one.get<std::string>());
    // The words count as booleans only where they could not be what they are: strings.
    const bool yaml11 =
        words == Words::Yaml11 && std::find(types.begin(), types.end(), "string") == types.end();
    if (std::any_of(types.begin(), types.end(),
                    [&](const std::string &one) { return hasType(value, one, yaml11); }))
        return true;
    std::string names;
    for (const std::string &one : types)
        names += (names.empty() ? "" : " or ") + one;
    return note(report, place, place.depth, "must be of type " + names + ", not " + value.type_name());
}

bool JsonSchema::checkScalar(const Json &value, const Json &schema, const Place &place, Words words,
                             Violation *report) const
{
    if (const auto allowed = schema.find("enum"); allowed != schema.end() && allowed->is_array()) {
        const bool listed =
            std::find(allowed->begin(), allowed->end(), value) != allowed->end() ||
            (words == Words::Yaml11 && isYaml11Boolean(value) &&
             std::any_of(allowed->begin(), allowed->end(), [](const Json &one) { return one.is_boolean(); }));
        if (!listed)
            return note(report, place, place.depth, "is " + shown(value) + ", not one of " + shown(*allowed));
    }
    if (value.is_string()) {
        if (const auto pattern = schema.find("pattern"); pattern != schema.end()) {
            const std::string text = value.get<std::string>();
            if (text.size() > 4096 || !std::regex_search(text, std::regex(pattern->get<std::string>())))
                return note(report, place, place.depth, "does not match " + shown(*pattern));
        }
    }
    if (value.is_number()) {
        const double number = value.get<double>();
        if (const auto least = schema.find("minimum"); least != schema.end() && number < least->get<double>())
            return note(report, place, place.depth, "is less than " + shown(*least));
        if (const auto most = schema.find("maximum"); most != schema.end() && number > most->get<double>())
            return note(report, place, place.depth, "is more than " + shown(*most));
    }
    return true;
}

bool JsonSchema::checkObject(const Json &value, const Json &schema, const Place &place, Words words,
                             Violation *report) const
{
    if (const auto required = schema.find("required"); required != schema.end())
        for (const Json &name : *required)
            if (!value.contains(name.get<std::string>()))
                return note(report, place, place.depth, "lacks the key " + shown(name));
    if (const auto least = schema.find("minProperties");
        least != schema.end() && value.size() < least->get<std::size_t>())
        return note(report, place, place.depth, "needs at least " + shown(*least) + " keys");
    const auto properties = schema.find("properties");
    const auto patterns = schema.find("patternProperties");
    const auto additional = schema.find("additionalProperties");
    for (const auto &[key, member] : value.items()) {
        const Place inner{&place, key, place.depth + 1};
        bool known = false;
        if (properties != schema.end() && properties->contains(key)) {
            known = true;
            if (!check(member, properties->at(key), inner, words, report))
                return false;
        }
        if (patterns != schema.end()) {
            for (const auto &[pattern, child] : patterns->items()) {
                if (!std::regex_search(key, std::regex(pattern)))
                    continue;
                known = true;
                if (!check(member, child, inner, words, report))
                    return false;
            }
        }
        if (known || additional == schema.end())
            continue;
        if (additional->is_boolean() && !additional->get<bool>())
            return note(report, inner, inner.depth, "is no key that cloud-init knows here");
        if (additional->is_object() && !check(member, *additional, inner, words, report))
            return false;
    }
    return true;
}

bool JsonSchema::checkArray(const Json &value, const Json &schema, const Place &place, Words words,
                            Violation *report) const
{
    if (const auto least = schema.find("minItems");
        least != schema.end() && value.size() < least->get<std::size_t>())
        return note(report, place, place.depth, "needs at least " + shown(*least) + " items");
    if (const auto most = schema.find("maxItems");
        most != schema.end() && value.size() > most->get<std::size_t>())
        return note(report, place, place.depth, "has more than " + shown(*most) + " items");
    if (schema.value("uniqueItems", false)) {
        for (std::size_t i = 0; i < value.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (value[i] == value[j])
                    return note(report, place, place.depth, "has " + shown(value[i]) + " twice");
    }
    const auto items = schema.find("items");
    if (items == schema.end())
        return true;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const Place inner{&place, "[" + std::to_string(i) + "]", place.depth + 1};
        const Json *rule = &*items;
        if (items->is_array()) {
            if (i >= items->size()) {
                const auto rest = schema.find("additionalItems");
                if (rest == schema.end())
                    return true;
                if (rest->is_boolean() && !rest->get<bool>())
                    return note(report, inner, inner.depth, "is one item too many");
                rule = &*rest;
            } else {
                rule = &items->at(i);
            }
        }
        if (!check(value[i], *rule, inner, words, report))
            return false;
    }
    return true;
}

bool JsonSchema::checkAlternatives(const Json &value, const Json &schema, const Place &place, Words words,
                                   Violation *report) const
{
    if (const auto all = schema.find("allOf"); all != schema.end())
        for (const Json &one : *all)
            if (!check(value, one, place, words, report))
                return false;
    if (const auto no = schema.find("not"); no != schema.end())
        if (check(value, *no, place, words, nullptr))
            return note(report, place, place.depth, "has keys that exclude each other");
    for (const char *word : {"oneOf", "anyOf"}) {
        const auto some = schema.find(word);
        if (some == schema.end())
            continue;
        const auto count = [&](Words how) {
            return std::count_if(some->begin(), some->end(),
                                 [&](const Json &one) { return check(value, one, place, how, nullptr); });
        };
        auto accepted = count(Words::Strict);
        if (accepted == 0 && words == Words::Yaml11)
            accepted = std::min<std::ptrdiff_t>(count(words), 1);
        if (accepted == 1 || (accepted > 1 && std::string_view(word) == "anyOf"))
            continue;
        if (accepted > 1)
            return note(report, place, place.depth, "fits several alternatives of the schema");
        // Tell what the alternative that got furthest lacks.
        if (report != nullptr)
            for (const Json &one : *some)
                if (check(value, one, place, words, report))
                    break;
        return note(report, place, place.depth, "fits no alternative of the schema");
    }
    return true;
}

} // namespace catamaran::vm
