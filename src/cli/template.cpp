// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/output.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace catamaran::cli {

namespace {

using Json = nlohmann::ordered_json;

struct Token {
    bool isAction = false;
    std::string text; ///< literal, or what stands between the braces
};

base::Error templateError(const std::string &what)
{
    return base::Error(base::Errc::InvalidArgument, "template parsing error: " + what);
}

std::string trimmed(std::string_view text)
{
    const auto isBlank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '-'; };
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return std::string(text);
}

base::Result<std::vector<Token>> tokens(std::string_view text)
{
    std::vector<Token> list;
    while (!text.empty()) {
        const std::size_t open = text.find("{{");
        if (open != 0)
            list.push_back({false, std::string(text.substr(0, open))});
        if (open == std::string_view::npos)
            break;
        text.remove_prefix(open + 2);
        const std::size_t close = text.find("}}");
        if (close == std::string_view::npos)
            return base::fail(templateError("unclosed action"));
        list.push_back({true, trimmed(text.substr(0, close))});
        text.remove_prefix(close + 2);
    }
    return list;
}

/// Words of an action; a quoted one keeps its blanks and a leading quote as mark.
std::vector<std::string> wordsOf(const std::string &action)
{
    std::vector<std::string> words;
    std::string word;
    bool quoted = false;
    for (const char c : action) {
        if (c == '"') {
            quoted = !quoted;
            if (quoted)
                word += c;
            continue;
        }
        if (c == ' ' && !quoted) {
            if (!word.empty())
                words.push_back(std::exchange(word, {}));
            continue;
        }
        word += c;
    }
    if (!word.empty())
        words.push_back(word);
    return words;
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

bool truthy(const Json &value)
{
    if (value.is_boolean())
        return value.get<bool>();
    if (value.is_number())
        return value.get<double>() != 0;
    return !value.empty() && !(value.is_string() && value.get<std::string>().empty());
}

class Renderer {
public:
    Renderer(std::vector<Token> list, const Json &root) : m_tokens(std::move(list)), m_root(root) {}

    base::Result<std::string> render()
    {
        std::size_t at = 0;
        std::string text;
        CATAMARAN_CHECK(block(at, m_root, &text));
        if (at != m_tokens.size())
            return base::fail(templateError("unexpected {{" + m_tokens[at].text + "}}"));
        return text;
    }

private:
    /// Renders up to the end, or to {{end}} or {{else}}, which are left for the caller. `into` null: skips.
    base::Result<void> block(std::size_t &at, const Json &dot, std::string *into)
    {
        for (; at < m_tokens.size(); ++at) {
            const Token &token = m_tokens[at];
            if (!token.isAction) {
                if (into)
                    *into += token.text;
                continue;
            }
            const auto words = wordsOf(token.text);
            if (words.empty())
                return base::fail(templateError("missing value for command"));
            if (words[0] == "end" || words[0] == "else")
                return {};
            if (words[0] == "range" || words[0] == "if") {
                CATAMARAN_CHECK(control(at, words, dot, into));
                continue;
            }
            if (!into)
                continue;
            CATAMARAN_TRY(const Json result, value(words, dot));
            *into += shown(result);
        }
        return {};
    }

    base::Result<void> control(std::size_t &at, const std::vector<std::string> &words, const Json &dot,
                               std::string *into)
    {
        Json subject;
        if (into) {
            CATAMARAN_TRY(subject, value({words.begin() + 1, words.end()}, dot));
        }
        std::vector<Json> rounds;
        if (into && words[0] == "range" && (subject.is_array() || subject.is_object())) {
            for (const Json &item : subject)
                rounds.push_back(item);
        } else if (into && words[0] == "if" && truthy(subject)) {
            rounds.push_back(dot);
        }
        const std::size_t begin = at + 1;
        std::size_t end = begin;
        CATAMARAN_CHECK(block(end, dot, nullptr));
        for (const Json &round : rounds) {
            std::size_t inner = begin;
            CATAMARAN_CHECK(block(inner, round, into));
        }
        if (end < m_tokens.size() && wordsOf(m_tokens[end].text)[0] == "else") {
            ++end;
            CATAMARAN_CHECK(block(end, dot, rounds.empty() ? into : nullptr));
        }
        if (end >= m_tokens.size())
            return base::fail(templateError("unexpected EOF: {{" + words[0] + "}} without {{end}}"));
        at = end;
        return {};
    }

    base::Result<Json> value(const std::vector<std::string> &words, const Json &dot) const
    {
        if (words.empty())
            return base::fail(templateError("missing value for command"));
        const std::string &head = words[0];
        if (head.starts_with('.') || head.starts_with('"'))
            return operand(head, dot);
        if (words.size() < 2)
            return base::fail(templateError("function \"" + head + "\" not defined"));
        CATAMARAN_TRY(Json first, operand(words[1], dot));
        if (head == "json")
            return Json(first.dump());
        if (head == "len")
            return Json(first.is_string() ? first.get<std::string>().size() : first.size());
        if (head == "upper" || head == "lower") {
            std::string text = shown(first);
            std::transform(text.begin(), text.end(), text.begin(), [&head](unsigned char c) {
                return static_cast<char>(head == "upper" ? std::toupper(c) : std::tolower(c));
            });
            return Json(text);
        }
        if (head == "index") {
            for (std::size_t i = 2; i < words.size(); ++i) {
                CATAMARAN_TRY(Json inner,
                              member(first, words[i].starts_with('"') ? words[i].substr(1) : words[i]));
                first = std::move(inner);
            }
            return first;
        }
        return base::fail(templateError("function \"" + head + "\" not defined"));
    }

    static base::Result<Json> member(const Json &of, const std::string &name)
    {
        if (of.is_object())
            return of.contains(name) ? Json(of[name]) : Json("");
        if (of.is_array() && !name.empty() &&
            std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isdigit(c) != 0; })) {
            const std::size_t index = std::stoul(name.substr(0, 9));
            if (index < of.size())
                return Json(of[index]);
        }
        return base::fail(templateError("index out of range: " + name));
    }

    base::Result<Json> operand(const std::string &text, const Json &dot) const
    {
        if (text.starts_with('"'))
            return Json(text.substr(1));
        const Json *current = &dot;
        std::size_t at = 1;
        while (at < text.size()) {
            const std::size_t next = std::min(text.find('.', at), text.size());
            const std::string name = text.substr(at, next - at);
            if (!current->is_object() || !current->contains(name))
                return base::fail(
                    base::Error(base::Errc::InvalidArgument,
                                fmt::format("template: <{}>: map has no entry for key \"{}\"", text, name)));
            current = &(*current)[name];
            at = next + 1;
        }
        return *current;
    }

    std::vector<Token> m_tokens;
    const Json &m_root;
};

} // namespace

base::Result<std::string> renderTemplate(std::string_view text, std::string_view json)
{
    const Json root = Json::parse(json, nullptr, false);
    if (root.is_discarded())
        return base::fail(base::Errc::Internal, "the values of the template are not JSON");
    CATAMARAN_TRY(auto list, tokens(text));
    return Renderer(std::move(list), root).render();
}

} // namespace catamaran::cli
