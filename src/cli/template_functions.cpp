// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/template.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/printf.h>

namespace catamaran::cli::gotemplate {

using base::fail;
using base::Result;

namespace {

using Arguments = std::vector<Json>;

constexpr std::array<std::string_view, 26> kFunctions = {
    "json", "split", "join", "title", "lower", "upper", "pad",   "truncate", "println",
    "and",  "or",    "not",  "len",   "index", "slice", "print", "printf",   "eq",
    "ne",   "lt",    "le",   "gt",    "ge",    "html",  "js",    "urlquery"};

tl::unexpected<base::Error> wrongCount(const std::string &name, const char *wanted, std::size_t got)
{
    return fail(templateError(fmt::format("wrong number of args for {}: want {} got {}", name, wanted, got)));
}

Result<Json> elementOf(const Json &of, const Json &key)
{
    if (of.is_object()) {
        const std::string name = key.is_string() ? key.get<std::string>() : shown(key);
        return of.contains(name) ? Json(of[name]) : Json("");
    }
    if (of.is_array() || of.is_string()) {
        const std::size_t size = of.is_array() ? of.size() : of.get_ref<const std::string &>().size();
        if (!key.is_number_integer() || key.get<std::int64_t>() < 0 ||
            static_cast<std::size_t>(key.get<std::int64_t>()) >= size)
            return fail(templateError("error calling index: index out of range: " + shown(key)));
        const auto at = static_cast<std::size_t>(key.get<std::int64_t>());
        return of.is_array() ? Json(of[at])
                             : Json(static_cast<unsigned char>(of.get_ref<const std::string &>()[at]));
    }
    if (of.is_null())
        return fail(templateError("error calling index: index of untyped nil"));
    return fail(
        templateError("error calling index: can't index item of type " + std::string(of.type_name())));
}

Result<Json> sliceOf(const Arguments &arguments)
{
    const Json &of = arguments[0];
    if (!of.is_string() && !of.is_array())
        return fail(templateError("error calling slice: can't slice item of this type"));
    const std::size_t size = of.is_string() ? of.get_ref<const std::string &>().size() : of.size();
    std::size_t begin = 0;
    std::size_t end = size;
    for (std::size_t i = 1; i < arguments.size() && i < 3; ++i) {
        if (!arguments[i].is_number_integer() || arguments[i].get<std::int64_t>() < 0 ||
            static_cast<std::size_t>(arguments[i].get<std::int64_t>()) > size)
            return fail(templateError("error calling slice: index out of range: " + shown(arguments[i])));
        (i == 1 ? begin : end) = static_cast<std::size_t>(arguments[i].get<std::int64_t>());
    }
    if (begin > end)
        return fail(templateError("error calling slice: invalid slice index"));
    if (of.is_string())
        return Json(of.get_ref<const std::string &>().substr(begin, end - begin));
    Json part = Json::array();
    for (std::size_t i = begin; i < end; ++i)
        part.push_back(of[i]);
    return part;
}

/// -1, 0, 1; nullopt: they cannot be compared.
std::optional<int> compare(const Json &a, const Json &b)
{
    if (a.is_number() && b.is_number()) {
        const double x = a.get<double>();
        const double y = b.get<double>();
        return x < y ? -1 : x > y ? 1 : 0;
    }
    if (a.is_string() && b.is_string()) {
        const int order = a.get_ref<const std::string &>().compare(b.get_ref<const std::string &>());
        return order < 0 ? -1 : order > 0 ? 1 : 0;
    }
    return std::nullopt;
}

Result<Json> comparison(const std::string &name, const Arguments &arguments)
{
    if (arguments.size() < 2)
        return wrongCount(name, "at least 2", arguments.size());
    if (name == "eq" || name == "ne") {
        for (std::size_t i = 1; i < arguments.size(); ++i) {
            const auto order = compare(arguments[0], arguments[i]);
            const bool alike = arguments[0].type() == arguments[i].type();
            if (!order && !alike && !arguments[0].is_null() && !arguments[i].is_null())
                return fail(templateError("error calling " + name + ": incompatible types for comparison"));
            const bool equal = order ? *order == 0 : alike && arguments[0] == arguments[i];
            if (name == "ne")
                return Json(!equal);
            if (equal)
                return Json(true); // eq may compare with several
        }
        return Json(false);
    }
    const auto order = compare(arguments[0], arguments[1]);
    if (!order)
        return fail(templateError("error calling " + name + ": incompatible types for comparison"));
    return Json(name == "lt"   ? *order < 0
                : name == "le" ? *order <= 0
                : name == "gt" ? *order > 0
                               : *order >= 0);
}

std::string quotedText(const std::string &text)
{
    return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// One verb of printf: "%-10s".
Result<std::string> formatted(const std::string &flags, char verb, const Json &value)
{
    switch (verb) {
    case 's':
    case 'v':
        return fmt::sprintf("%" + flags + "s", shown(value));
    case 'q':
        return fmt::sprintf("%" + flags + "s", quotedText(shown(value)));
    case 't':
        return fmt::sprintf("%" + flags + "s", isTrue(value) ? "true" : "false");
    case 'd':
    case 'x':
    case 'X':
    case 'o':
        if (value.is_number_integer())
            return fmt::sprintf("%" + flags + "l" + verb, value.get<long>());
        if (verb == 'x' && value.is_string()) {
            std::string hex;
            for (const char c : value.get_ref<const std::string &>())
                hex += fmt::format("{:02x}", static_cast<unsigned char>(c));
            return hex;
        }
        return fmt::format("%!{}({}={})", verb, value.is_string() ? "string" : value.type_name(),
                           shown(value));
    case 'f':
    case 'e':
    case 'g':
        if (value.is_number())
            return fmt::sprintf("%" + flags + verb, value.get<double>());
        return fmt::format("%!{}({}={})", verb, value.is_string() ? "string" : value.type_name(),
                           shown(value));
    default:
        return fmt::format("%!{}({}={})", verb, value.is_string() ? "string" : value.type_name(),
                           shown(value));
    }
}

Result<Json> printFormatted(const Arguments &arguments)
{
    if (arguments.empty() || !arguments[0].is_string())
        return fail(templateError("error calling printf: the first argument is no format"));
    const std::string &format = arguments[0].get_ref<const std::string &>();
    std::string out;
    std::size_t next = 1;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%') {
            out += format[i];
            continue;
        }
        std::string flags;
        while (++i < format.size() &&
               std::string_view("+-# 0123456789.").find(format[i]) != std::string_view::npos)
            flags += format[i];
        if (i >= format.size()) {
            out += "%!(NOVERB)";
            break;
        }
        if (format[i] == '%') {
            out += '%';
        } else if (next >= arguments.size()) {
            out += fmt::format("%!{}(MISSING)", format[i]);
        } else {
            try {
                CATAMARAN_TRY(const std::string text, formatted(flags, format[i], arguments[next++]));
                out += text;
            } catch (const fmt::format_error &error) {
                return fail(templateError(std::string("error calling printf: ") + error.what()));
            }
        }
    }
    return Json(out);
}

std::string joined(const Arguments &arguments, bool blanksAlways)
{
    std::string out;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        // print puts blanks only between operands of which neither is a string; println everywhere.
        if (i > 0 && (blanksAlways || (!arguments[i].is_string() && !arguments[i - 1].is_string())))
            out += ' ';
        out += shown(arguments[i]);
    }
    return out;
}

// html, js, urlquery
std::string escaped(const std::string &name, const std::string &text)
{
    std::string out;
    for (const char c : text) {
        if (name == "urlquery")
            out += std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                           std::string_view("-_.~").find(c) != std::string_view::npos
                       ? std::string(1, c)
                       : fmt::format("%{:02X}", static_cast<unsigned char>(c));
        else if (name == "html" && c == '<')
            out += "&lt;";
        else if (name == "html" && c == '>')
            out += "&gt;";
        else if (name == "html" && c == '&')
            out += "&amp;";
        else if (name == "html" && c == '"')
            out += "&#34;";
        else if (name == "js" && (c == '"' || c == '\'' || c == '\\'))
            out += std::string("\\") + c;
        else
            out += c;
    }
    return out;
}

Result<Json> textFunction(const std::string &name, const Arguments &arguments)
{
    std::string text = arguments.empty() ? std::string() : shown(arguments[0]);
    const auto want = [&](std::size_t count) { return arguments.size() == count; };
    if (name == "upper" || name == "lower" || name == "title") {
        if (!want(1))
            return wrongCount(name, "1", arguments.size());
        bool first = true;
        for (char &c : text) {
            const auto byte = static_cast<unsigned char>(c);
            if (name == "upper" || (name == "title" && first))
                c = static_cast<char>(std::toupper(byte));
            else if (name == "lower")
                c = static_cast<char>(std::tolower(byte));
            first = std::isspace(byte) != 0;
        }
        return Json(text);
    }
    if (name == "split") {
        if (!want(2))
            return wrongCount(name, "2", arguments.size());
        const std::string separator = shown(arguments[1]);
        Json parts = Json::array();
        if (separator.empty()) {
            for (const char c : text)
                parts.push_back(std::string(1, c));
            return parts;
        }
        for (std::size_t at = 0;;) {
            const std::size_t end = text.find(separator, at);
            parts.push_back(text.substr(at, end - at));
            if (end == std::string::npos)
                return parts;
            at = end + separator.size();
        }
    }
    if (name == "join") {
        if (!want(2))
            return wrongCount(name, "2", arguments.size());
        std::string out;
        if (!arguments[0].is_array() && !arguments[0].is_null())
            return fail(templateError("error calling join: the first argument is no list"));
        for (const Json &part : arguments[0])
            out += (&part == &arguments[0].front() ? "" : shown(arguments[1])) + shown(part);
        return Json(out);
    }
    if (name == "pad") {
        if (!want(3) || !arguments[1].is_number_integer() || !arguments[2].is_number_integer())
            return wrongCount(name, "3", arguments.size());
        const auto blanks = [](const Json &count) {
            return std::string(
                static_cast<std::size_t>(std::clamp<std::int64_t>(count.get<std::int64_t>(), 0, 4096)), ' ');
        };
        return Json(text.empty() ? text : blanks(arguments[1]) + text + blanks(arguments[2]));
    }
    if (name == "truncate") {
        if (!want(2) || !arguments[1].is_number_integer())
            return wrongCount(name, "2", arguments.size());
        return Json(text.substr(
            0, static_cast<std::size_t>(std::max<std::int64_t>(0, arguments[1].get<std::int64_t>()))));
    }
    return Json(escaped(name, joined(arguments, false)));
}

} // namespace

bool isFunction(const std::string &name)
{
    return std::find(kFunctions.begin(), kFunctions.end(), name) != kFunctions.end();
}

std::string shown(const Json &value)
{
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_null())
        return "<no value>";
    if (value.is_array() || value.is_object()) {
        std::string text = value.is_array() ? "[" : "map[";
        bool first = true;
        for (const auto &[key, item] : value.items()) {
            text += (first ? "" : " ") + (value.is_object() ? key + ":" : std::string()) + shown(item);
            first = false;
        }
        return text + "]";
    }
    return value.dump();
}

bool isTrue(const Json &value)
{
    if (value.is_boolean())
        return value.get<bool>();
    if (value.is_number())
        return value.get<double>() != 0;
    return !value.empty() && !(value.is_string() && value.get_ref<const std::string &>().empty());
}

Result<Json> callFunction(const std::string &name, std::vector<Json> arguments)
{
    if (name == "println")
        return Json(joined(arguments, true) + "\n");
    if (name == "print")
        return Json(joined(arguments, false));
    if (name == "printf")
        return printFormatted(arguments);
    if (arguments.empty())
        return wrongCount(name, "at least 1", 0);
    if (name == "json")
        return Json(arguments[0].dump(-1, ' ', false, Json::error_handler_t::replace));
    if (name == "not")
        return Json(!isTrue(arguments[0]));
    if (name == "len") {
        if (arguments[0].is_number() || arguments[0].is_boolean())
            return fail(
                templateError("error calling len: len of type " + std::string(arguments[0].type_name())));
        return Json(arguments[0].is_string() ? arguments[0].get_ref<const std::string &>().size()
                                             : arguments[0].size());
    }
    if (name == "index") {
        Json current = std::move(arguments[0]);
        for (std::size_t i = 1; i < arguments.size(); ++i) {
            CATAMARAN_TRY(Json next, elementOf(current, arguments[i]));
            current = std::move(next);
        }
        return current;
    }
    if (name == "slice")
        return sliceOf(arguments);
    if (name == "and" || name == "or") {
        for (Json &argument : arguments) {
            if (isTrue(argument) == (name == "or"))
                return std::move(argument);
        }
        return std::move(arguments.back());
    }
    if (name == "eq" || name == "ne" || name == "lt" || name == "le" || name == "gt" || name == "ge")
        return comparison(name, arguments);
    return textFunction(name, arguments);
}

} // namespace catamaran::cli::gotemplate
