// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/substitution.h"

#include "engine/build/path_match.h"

#include <algorithm>

namespace catamaran::engine::build {

using base::Errc;
using base::Result;

namespace {

bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}
bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool isSpecialParameter(char c)
{
    return std::string_view("@*#?-$!0").find(c) != std::string_view::npos;
}

/// Collects words while a text is read: blanks end one unless they were quoted.
struct Words {
    std::string word;
    std::vector<std::string> all;
    bool inWord = false;

    void plain(char c)
    {
        if (isSpace(c)) {
            finish();
        } else {
            word += c;
            inWord = true;
        }
    }
    void plain(std::string_view text)
    {
        for (const char c : text)
            plain(c);
    }
    void quoted(std::string_view text)
    {
        word += text;
        inWord = true;
    }
    void finish()
    {
        if (inWord)
            all.push_back(std::move(word));
        word.clear();
        inWord = false;
    }
};

class Scan {
public:
    Scan(std::string_view text, const Substitution::Lookup &lookup, const Substitution::Options &options)
        : m_text(text), m_lookup(lookup), m_options(options)
    {
    }

    /// Reads until `stop` (which is eaten) or the end. `rawEscapes` as in the pattern of a modifier.
    Result<std::string> until(char stop, bool rawEscapes)
    {
        std::string out;
        while (!atEnd()) {
            const char c = peek();
            if (stop != '\0' && c == stop) {
                ++m_at;
                return out;
            }
            std::string piece;
            if (c == '\'') {
                CATAMARAN_TRY(piece, singleQuotes());
                m_words.quoted(piece);
            } else if (c == '"') {
                CATAMARAN_TRY(piece, doubleQuotes());
                m_words.quoted(piece);
            } else if (c == '$') {
                CATAMARAN_TRY(piece, dollar());
                m_words.plain(piece);
            } else {
                piece = character(rawEscapes || m_options.rawEscapes);
            }
            out += piece;
        }
        if (stop != '\0')
            return base::fail(Errc::Parse, std::string("syntax error: missing '") + stop + "'");
        m_words.finish();
        return out;
    }

    std::vector<std::string> takeWords() { return std::move(m_words.all); }

private:
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] char peek() const { return m_text[m_at]; }

    std::string character(bool rawEscapes)
    {
        char c = m_text[m_at++];
        if (c != m_options.escape) {
            m_words.plain(c);
            return c + heredocBlanks(c);
        }
        std::string out;
        if (rawEscapes) {
            out += c;
            m_words.quoted(out);
        }
        if (atEnd()) // a last escape character stays: it escapes nothing
            return out;
        c = m_text[m_at++];
        m_words.quoted(std::string_view(&c, 1));
        return out + c;
    }

    /// "<< EOF" is one word, as in a shell.
    std::string heredocBlanks(char c)
    {
        std::string out;
        if (c != '<' || !m_options.rawQuotes || !m_words.word.ends_with("<<"))
            return out;
        while (!atEnd() && (peek() == ' ' || peek() == '\t'))
            out += m_text[m_at++];
        m_words.quoted(out);
        return out;
    }

    Result<std::string> singleQuotes()
    {
        const std::size_t end = m_text.find('\'', m_at + 1);
        if (end == std::string_view::npos)
            return base::fail(Errc::Parse,
                              "unexpected end of statement while looking for matching single-quote");
        const std::string_view inside = m_text.substr(m_at + 1, end - m_at - 1);
        const std::string_view whole = m_text.substr(m_at, end - m_at + 1);
        m_at = end + 1;
        return std::string(m_options.rawQuotes ? whole : inside);
    }

    Result<std::string> doubleQuotes()
    {
        std::string out;
        if (m_options.rawQuotes)
            out += '"';
        ++m_at;
        const Words outer = m_words; // blanks in quotes do not split
        while (!atEnd()) {
            char c = peek();
            if (c == '"') {
                ++m_at;
                m_words = outer;
                if (m_options.rawQuotes)
                    out += '"';
                return out;
            }
            if (c == '$') {
                CATAMARAN_TRY(const std::string value, dollar());
                out += value;
                continue;
            }
            ++m_at;
            if (c == m_options.escape) {
                if (m_options.rawEscapes)
                    out += c;
                if (atEnd())
                    break;
                c = m_text[m_at++];
                // In quotes the escape character is itself before anything but " $ and itself.
                if (c != '"' && c != '$' && c != m_options.escape && !m_options.rawEscapes)
                    out += m_options.escape;
            }
            out += c;
        }
        return base::fail(Errc::Parse, "unexpected end of statement while looking for matching double-quote");
    }

    Result<std::string> dollar()
    {
        const std::size_t start = m_at++;
        if (atEnd())
            return std::string("$");
        if (peek() != '{') {
            const std::string name = variableName();
            if (name.empty())
                return std::string("$");
            return plainValue(name, start);
        }
        ++m_at;
        if (atEnd())
            return base::fail(Errc::Parse, "syntax error: missing '}'");
        if (peek() == '{' || peek() == '}' || peek() == ':')
            return base::fail(Errc::Parse, "syntax error: bad substitution");
        const std::string name = variableName();
        if (atEnd())
            return base::fail(Errc::Parse, "syntax error: missing '}'");
        if (name.empty())
            return unsupported(m_text[m_at]);
        const char c = m_text[m_at++];
        switch (c) {
        case '}':
            return plainValue(name, start);
        case ':':
        case '+':
        case '-':
        case '?':
            return defaulted(name, c, start);
        case '#':
        case '%':
            return trimmed(name, c, start);
        case '/':
            return replaced(name, start);
        default:
            return unsupported(c);
        }
    }

    std::string variableName()
    {
        const std::size_t start = m_at;
        if (isDigit(peek())) {
            while (!atEnd() && isDigit(peek()))
                ++m_at;
        } else if (isSpecialParameter(peek())) {
            ++m_at;
        } else if (isNameStart(peek())) {
            while (!atEnd() && (isNameStart(peek()) || isDigit(peek())))
                ++m_at;
        }
        return std::string(m_text.substr(start, m_at - start));
    }

    [[nodiscard]] std::string plainValue(const std::string &name, std::size_t start) const
    {
        if (auto value = m_lookup(name))
            return *value;
        return m_options.skipUnset ? std::string(m_text.substr(start, m_at - start)) : std::string();
    }

    static tl::unexpected<base::Error> unsupported(char c)
    {
        return base::fail(Errc::Parse, std::string("unsupported modifier (") + c + ") in substitution");
    }

    /// The word of a modifier; its blanks are not word ends by themselves.
    Result<std::string> modifierWord(char stop, bool rawEscapes)
    {
        const Words outer = m_words;
        CATAMARAN_TRY(std::string out, until(stop, rawEscapes));
        m_words = outer;
        return out;
    }

    Result<std::string> defaulted(const std::string &name, char modifier, std::size_t start)
    {
        bool emptyCounts = true; // as a value
        if (modifier == ':') {
            emptyCounts = false;
            if (atEnd())
                return base::fail(Errc::Parse, "syntax error: missing '}'");
            modifier = m_text[m_at++];
            if (modifier != '+' && modifier != '-' && modifier != '?')
                return unsupported(modifier);
        }
        CATAMARAN_TRY(const std::string word, modifierWord('}', false));
        const std::optional<std::string> value = m_lookup(name);
        const bool set = value && (emptyCounts || !value->empty());
        if (!value && m_options.skipUnset)
            return std::string(m_text.substr(start, m_at - start));
        if (modifier == '+')
            return set ? word : std::string();
        if (set)
            return *value;
        if (modifier == '-')
            return word;
        return base::fail(Errc::Parse, name + ": " + (word.empty() ? "is not allowed to be unset" : word));
    }

    Result<std::string> trimmed(const std::string &name, char modifier, std::size_t start)
    {
        bool longest = false;
        if (!atEnd() && peek() == modifier) {
            longest = true;
            ++m_at;
        }
        CATAMARAN_TRY(const std::string pattern, modifierWord('}', true));
        const std::optional<std::string> value = m_lookup(name);
        if (!value)
            return m_options.skipUnset ? std::string(m_text.substr(start, m_at - start)) : std::string();
        const std::size_t size = value->size();
        for (std::size_t i = 0; i <= size; ++i) {
            const std::size_t length = longest ? size - i : i;
            const std::string_view part = modifier == '#' ? std::string_view(*value).substr(0, length)
                                                          : std::string_view(*value).substr(size - length);
            if (matchShellPattern(pattern, part))
                return modifier == '#' ? value->substr(length) : value->substr(0, size - length);
        }
        return *value;
    }

    Result<std::string> replaced(const std::string &name, std::size_t start)
    {
        bool all = false;
        if (!atEnd() && peek() == '/') {
            all = true;
            ++m_at;
        }
        CATAMARAN_TRY(const std::string pattern, modifierWord('/', true));
        CATAMARAN_TRY(const std::string by, modifierWord('}', true));
        const std::optional<std::string> value = m_lookup(name);
        if (!value)
            return m_options.skipUnset ? std::string(m_text.substr(start, m_at - start)) : std::string();
        std::string out;
        for (std::size_t at = 0; at < value->size();) {
            std::size_t length = value->size() - at;
            while (length > 0 && !matchShellPattern(pattern, std::string_view(*value).substr(at, length)))
                --length;
            if (length == 0) {
                out += (*value)[at++];
                continue;
            }
            out += by;
            at += length;
            if (!all)
                return out + value->substr(at);
        }
        return out;
    }

    std::string_view m_text;
    const Substitution::Lookup &m_lookup;
    const Substitution::Options &m_options;
    std::size_t m_at = 0;
    Words m_words;
};

} // namespace

Result<std::string> Substitution::word(std::string_view text) const
{
    return Scan(text, m_lookup, m_options).until('\0', false);
}

Result<std::vector<std::string>> Substitution::words(std::string_view text) const
{
    Scan scan(text, m_lookup, m_options);
    CATAMARAN_CHECK(scan.until('\0', false));
    return scan.takeWords();
}

} // namespace catamaran::engine::build
