// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/interpolation.h"

#include <nlohmann/json.hpp>

namespace catamaran::compose {

namespace {

using base::Errc;
using base::Result;

constexpr int kMaxDepth = 64;

bool startsName(char c)
{
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool continuesName(char c)
{
    return startsName(c) || (c >= '0' && c <= '9');
}

std::size_t nameLength(std::string_view text)
{
    if (text.empty() || !startsName(text[0]))
        return 0;
    std::size_t length = 1;
    while (length < text.size() && continuesName(text[length]))
        ++length;
    return length;
}

// Where the brace that belongs to the first one stands. The character after an opening brace is never
// counted.
std::size_t closingBrace(std::string_view text)
{
    int open = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '}' && --open == 0)
            return i;
        if (text[i] == '{') {
            ++open;
            ++i;
        }
    }
    return std::string_view::npos;
}

// ${NAME<operator><word>}
struct Braced {
    std::string name;
    std::string operation; // "", "-", ":-", "?", ":?", "+" or ":+"
    std::string_view word;
    std::size_t length = 0; // of the whole, from the dollar sign
};

// `text` starts with "${". The word must end on the line on which it starts.
std::optional<Braced> parseBraced(std::string_view text)
{
    Braced out;
    const std::size_t length = nameLength(text.substr(2));
    if (length == 0)
        return std::nullopt;
    out.name = text.substr(2, length);
    std::size_t at = 2 + length;
    if (at < text.size() && text[at] == '}') {
        out.length = at + 1;
        return out;
    }
    if (at < text.size() && text[at] == ':')
        out.operation = text[at++];
    if (at >= text.size() || std::string_view("-?+").find(text[at]) == std::string_view::npos)
        return std::nullopt;
    out.operation += text[at++];
    const std::string_view line = text.substr(0, text.find('\n', at));
    const std::size_t last = line.rfind('}');
    if (last == std::string_view::npos || last < at)
        return std::nullopt;
    std::size_t close = closingBrace(line.substr(0, last + 1));
    if (close == std::string_view::npos || close < at)
        close = last;
    out.word = text.substr(at, close - at);
    out.length = close + 1;
    return out;
}

class Substitution {
public:
    Substitution(const Lookup &lookup, std::set<std::string> *unset) : m_lookup(lookup), m_unset(unset) {}

    Result<std::string> run(std::string_view text, int depth)
    {
        if (depth > kMaxDepth)
            return base::fail(Errc::Parse, "variables are nested too deep");
        std::string out;
        std::size_t i = 0;
        while (i < text.size()) {
            const std::size_t dollar = text.find('$', i);
            out += text.substr(i, dollar - i);
            if (dollar == std::string_view::npos)
                break;
            const std::string_view rest = text.substr(dollar);
            if (rest.size() > 1 && rest[1] == '$') {
                out += '$';
                i = dollar + 2;
            } else if (const std::size_t length = nameLength(rest.substr(1)); length > 0) {
                out += plain(std::string(rest.substr(1, length)));
                i = dollar + 1 + length;
            } else if (rest.size() > 1 && rest[1] == '{') {
                const auto braced = parseBraced(rest);
                if (!braced)
                    return base::fail(invalid(text));
                CATAMARAN_TRY(const std::string value, expand(*braced, depth));
                out += value;
                i = dollar + braced->length;
            } else {
                out += '$';
                i = dollar + 1;
            }
        }
        return out;
    }

private:
    static base::Error invalid(std::string_view text)
    {
        return base::Error(Errc::Parse, "Invalid template: " +
                                            nlohmann::json(text).dump(
                                                -1, ' ', false, nlohmann::json::error_handler_t::replace))
            .withFix("Write a literal dollar sign as $$.");
    }

    std::string plain(const std::string &name)
    {
        auto value = m_lookup(name);
        if (!value && m_unset)
            m_unset->insert(name);
        return std::move(value).value_or(std::string());
    }

    Result<std::string> expand(const Braced &braced, int depth)
    {
        if (braced.operation.empty())
            return plain(braced.name);
        const std::optional<std::string> value = m_lookup(braced.name);
        const bool orEmpty = braced.operation.size() == 2;
        const bool given = value && !(orEmpty && value->empty());
        switch (braced.operation.back()) {
        case '-':
            if (given)
                return *value;
            return run(braced.word, depth + 1);
        case '+':
            if (!given)
                return std::string();
            return run(braced.word, depth + 1);
        default:
            break;
        }
        if (given)
            return *value;
        CATAMARAN_TRY(const std::string reason, run(braced.word, depth + 1));
        return base::fail(base::Error(Errc::InvalidArgument, "required variable " + braced.name +
                                                                 " is missing a value" +
                                                                 (reason.empty() ? "" : ": " + reason))
                              .withFix("Set " + braced.name + " in the environment or in .env."));
    }

    const Lookup &m_lookup;
    std::set<std::string> *m_unset;
};

} // namespace

Result<std::string> substitute(std::string_view text, const Lookup &lookup, std::set<std::string> *unset)
{
    return Substitution(lookup, unset).run(text, 0);
}

} // namespace catamaran::compose
