// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/dotenv.h"

#include <array>

namespace catamaran::compose {

namespace {

using base::Errc;
using base::Result;

// How many bytes of white space stand at `at`; a line break counts only with `lines`.
enum class LineBreaks { AreSpace, AreNot };

std::size_t spaceAt(std::string_view text, std::size_t at, LineBreaks lines)
{
    switch (text[at]) {
    case '\n':
        return lines == LineBreaks::AreSpace ? 1 : 0;
    case '\t':
    case '\v':
    case '\f':
    case '\r':
    case ' ':
        return 1;
    case '\xc2': // U+0085 and U+00A0
        return at + 1 < text.size() && (text[at + 1] == '\x85' || text[at + 1] == '\xa0') ? 2 : 0;
    default:
        return 0;
    }
}

std::string_view trimLeft(std::string_view text, LineBreaks lines)
{
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t width = spaceAt(text, at, lines);
        if (width == 0)
            break;
        at += width;
    }
    return text.substr(at);
}

std::string_view trimRight(std::string_view text)
{
    for (;;) {
        if (text.ends_with("\xc2\x85") || text.ends_with("\xc2\xa0"))
            text.remove_suffix(2);
        else if (!text.empty() && spaceAt(text, text.size() - 1, LineBreaks::AreSpace) == 1)
            text.remove_suffix(1);
        else
            return text;
    }
}

bool isNameByte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return std::isalnum(byte) || byte >= 0x80 || c == '_' || c == '.' || c == '-' || c == '[' || c == ']';
}

bool isOctal(char c)
{
    return c >= '0' && c <= '7';
}

void appendCodePoint(std::string &out, unsigned value)
{
    if (value < 0x80) {
        out += static_cast<char>(value);
    } else {
        out += static_cast<char>(0xc0U | (value >> 6U));
        out += static_cast<char>(0x80U | (value & 0x3fU));
    }
}

// \0 and up to three digits; three octal ones are a character, anything else keeps its backslash.
std::size_t expandOctal(std::string_view text, std::size_t at, std::string &out)
{
    std::size_t end = at + 2;
    while (end < text.size() && end < at + 5 && std::isdigit(static_cast<unsigned char>(text[end])))
        ++end;
    const std::string_view digits = text.substr(at + 2, end - at - 2);
    if (digits.size() == 3 && isOctal(digits[0]) && isOctal(digits[1]) && isOctal(digits[2])) {
        const auto value =
            static_cast<unsigned>((digits[0] - '0') * 64 + (digits[1] - '0') * 8 + digits[2] - '0');
        if (value <= 255) {
            appendCodePoint(out, value);
            return end;
        }
    }
    out += '\\';
    out += digits;
    return end;
}

// Of a double-quoted value. An escaped dollar sign becomes $$, which the substitution then makes one.
std::string expandEscapes(std::string_view text)
{
    static constexpr std::string_view kNames = "abfnrtv\\\"";
    static constexpr std::string_view kValues = "\a\b\f\n\r\t\v\\\"";
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] != '\\' || i + 1 >= text.size()) {
            out += text[i++];
            continue;
        }
        const char c = text[i + 1];
        if (c == '0') {
            i = expandOctal(text, i, out);
            continue;
        }
        if (const std::size_t known = kNames.find(c); known != std::string_view::npos)
            out += kValues[known];
        else if (c == '$')
            out += "$$";
        else
            out.append({'\\', c});
        i += 2;
    }
    return out;
}

class Parser {
public:
    Parser(std::string_view text, const std::string &file, const Lookup &lookup,
           std::map<std::string, std::string> &variables)
        : m_text(text), m_file(file), m_lookup(lookup), m_variables(variables)
    {
        if (m_text.starts_with("\xef\xbb\xbf"))
            m_text.remove_prefix(3);
    }

    Result<void> run()
    {
        for (;;) {
            skipToStatement();
            if (m_text.empty())
                return {};
            bool inherited = false;
            CATAMARAN_TRY(const std::string key, name(inherited));
            if (key.find(' ') != std::string::npos)
                return error("key cannot contain a space");
            if (inherited) {
                if (auto value = m_lookup(key))
                    m_variables[key] = *value;
                continue;
            }
            CATAMARAN_TRY(std::string text, value());
            m_variables[key] = std::move(text);
        }
    }

private:
    tl::unexpected<base::Error> error(const std::string &message) const
    {
        return base::fail(
            base::Error(Errc::Parse, "line " + std::to_string(m_line) + ": " + message)
                .withWhere({m_file, m_line, 1})
                .withFix("A line is NAME=value; quote values with blanks, start comments with #."));
    }

    void skipToStatement()
    {
        for (;;) {
            const std::string_view rest = trimLeft(m_text, LineBreaks::AreSpace);
            countLines(m_text.substr(0, m_text.size() - rest.size()));
            m_text = rest;
            if (!m_text.starts_with('#'))
                return;
            m_text.remove_prefix(std::min(m_text.find('\n'), m_text.size()));
        }
    }

    void countLines(std::string_view text)
    {
        for (const char c : text)
            m_line += c == '\n' ? 1 : 0;
    }

    Result<std::string> name(bool &inherited)
    {
        if (m_text.starts_with("export") && m_text.size() > 6 &&
            spaceAt(m_text, 6, LineBreaks::AreSpace) == 1)
            m_text = trimLeft(m_text.substr(6), LineBreaks::AreNot);
        std::string_view key;
        std::size_t after = 0;
        for (std::size_t i = 0; i < m_text.size();) {
            if (const std::size_t width = spaceAt(m_text, i, LineBreaks::AreNot); width > 0) {
                i += width;
                continue;
            }
            const char c = m_text[i];
            if (c == '=' || c == ':' || c == '\n') {
                key = m_text.substr(0, i);
                after = i + 1;
                inherited = c == '\n';
                break;
            }
            if (!isNameByte(c))
                return error("unexpected character \"" + std::string(1, c) + "\" in variable name \"" +
                             std::string(m_text.substr(0, m_text.find('\n'))) + "\"");
            ++i;
        }
        // A name that ends the text, with nothing behind it, is one that inherits its value.
        if (after == 0) {
            key = m_text;
            after = m_text.size();
            inherited = true;
        }
        if (inherited && key.find(' ') == std::string_view::npos)
            ++m_line;
        m_text = trimLeft(m_text.substr(after), LineBreaks::AreNot);
        return std::string(trimRight(key));
    }

    Result<std::string> value()
    {
        if (m_text.empty() || (m_text[0] != '"' && m_text[0] != '\'')) {
            std::string_view line = m_text.substr(0, m_text.find('\n'));
            m_text.remove_prefix(std::min(line.size() + 1, m_text.size()));
            ++m_line;
            line = trimRight(line.substr(0, line.find(" #")));
            return expand(std::string(line));
        }
        return quoted(m_text[0]);
    }

    Result<std::string> quoted(char quote)
    {
        std::string out;
        const int startLine = m_line;
        bool escaped = false;
        for (std::size_t i = 1; i < m_text.size(); ++i) {
            const char c = m_text[i];
            m_line += c == '\n' ? 1 : 0;
            if (c == quote && !escaped) {
                m_text.remove_prefix(i + 1);
                return quote == '"' ? expand(expandEscapes(out)) : Result<std::string>(out);
            }
            if (c == quote) {
                out += c;
                escaped = false;
                continue;
            }
            if (!escaped && c == '\\') {
                escaped = true;
                continue;
            }
            if (escaped)
                out += '\\';
            escaped = false;
            out += c;
        }
        m_line = startLine;
        return error("unterminated quoted value " + std::string(m_text.substr(0, m_text.find('\n'))));
    }

    Result<std::string> expand(const std::string &text) const
    {
        const Lookup both = [this](const std::string &key) -> std::optional<std::string> {
            if (auto given = m_lookup(key))
                return given;
            const auto known = m_variables.find(key);
            return known == m_variables.end() ? std::nullopt : std::optional(known->second);
        };
        auto result = substitute(text, both);
        if (!result)
            return base::fail(std::move(result).error().withWhere({m_file, m_line, 1}));
        return result;
    }

    std::string_view m_text;
    const std::string &m_file;
    const Lookup &m_lookup;
    std::map<std::string, std::string> &m_variables;
    int m_line = 1;
};

} // namespace

Result<void> parseDotenv(std::string_view text, const std::string &file, const Lookup &lookup,
                         std::map<std::string, std::string> &variables)
{
    return Parser(text, file, lookup, variables).run();
}

Result<void> parseRawEnvironment(std::string_view text, const std::string &file, const Lookup &lookup,
                                 std::map<std::string, std::string> &variables)
{
    int line = 0;
    while (!text.empty()) {
        ++line;
        std::string_view one = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(one.size() + 1, text.size()));
        if (one.ends_with('\r'))
            one.remove_suffix(1);
        one = trimLeft(one, LineBreaks::AreNot);
        if (one.empty() || one.starts_with('#'))
            continue;
        const std::size_t equals = one.find('=');
        const std::string key(one.substr(0, equals));
        if (key.empty() || key.find_first_of(" \t") != std::string::npos)
            return base::fail(base::Error(Errc::Parse, "line " + std::to_string(line) +
                                                           ": bad variable name \"" + key + "\"")
                                  .withWhere({file, line, 1}));
        if (equals != std::string_view::npos)
            variables[key] = one.substr(equals + 1);
        else if (auto value = lookup(key))
            variables[key] = *value;
    }
    return {};
}

} // namespace catamaran::compose
