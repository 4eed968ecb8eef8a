// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lint/label_values.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

namespace catamaran::engine::lint {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isAlnum(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

bool isHex(char c)
{
    return std::isxdigit(static_cast<unsigned char>(c)) != 0;
}

/// Two digits at `at`, between the bounds.
bool isNumber(std::string_view text, std::size_t at, int least, int most)
{
    if (at + 2 > text.size() || !isDigit(text[at]) || !isDigit(text[at + 1]))
        return false;
    const int value = (text[at] - '0') * 10 + (text[at + 1] - '0');
    return value >= least && value <= most;
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> out;
    while (true) {
        const std::size_t end = text.find(separator);
        out.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return out;
        text.remove_prefix(end + 1);
    }
}

/// The names of a dotted domain, each of letters, digits and inner dashes.
bool isDomain(std::string_view text)
{
    const auto labels = split(text, '.');
    return std::all_of(labels.begin(), labels.end(), [](std::string_view label) {
        return !label.empty() && isAlnum(label.front()) && isAlnum(label.back()) &&
               std::all_of(label.begin(), label.end(), [](char c) { return isAlnum(c) || c == '-'; });
    });
}

/// Words and parentheses of a licence expression.
class SpdxReader {
public:
    explicit SpdxReader(std::string_view text)
    {
        while (!text.empty()) {
            const std::size_t blank = text.find_first_not_of(" \t");
            text.remove_prefix(std::min(blank, text.size()));
            if (text.empty())
                return;
            const bool bracket = text.front() == '(' || text.front() == ')';
            const std::size_t size = bracket ? 1 : std::min(text.find_first_of(" \t()"), text.size());
            m_words.push_back(text.substr(0, size));
            text.remove_prefix(size);
        }
    }

    bool whole()
    {
        // Deeper than anybody writes, so that a hostile label cannot fill the stack.
        constexpr std::size_t kMostWords = 200;
        return !m_words.empty() && m_words.size() <= kMostWords && expression() && m_at == m_words.size();
    }

private:
    [[nodiscard]] bool next(std::string_view word)
    {
        if (m_at >= m_words.size() || m_words[m_at] != word)
            return false;
        ++m_at;
        return true;
    }

    bool expression()
    {
        if (!term())
            return false;
        while (next("AND") || next("OR")) {
            if (!term())
                return false;
        }
        return true;
    }

    bool term()
    {
        if (next("("))
            return expression() && next(")");
        if (m_at >= m_words.size())
            return false;
        std::string_view id = m_words[m_at++];
        if (id.ends_with('+'))
            id.remove_suffix(1);
        if (!isSpdxLicense(id) && !isReference(id))
            return false;
        return !next("WITH") || (m_at < m_words.size() && isSpdxException(m_words[m_at++]));
    }

    static bool isReference(std::string_view id)
    {
        const std::size_t at = id.find("LicenseRef-");
        if (at == std::string_view::npos || (at > 0 && !id.starts_with("DocumentRef-")))
            return false;
        const std::string_view name = id.substr(at + 11);
        return !name.empty() && std::all_of(name.begin(), name.end(),
                                            [](char c) { return isAlnum(c) || c == '-' || c == '.'; });
    }

    std::vector<std::string_view> m_words;
    std::size_t m_at = 0;
};

} // namespace

bool isLabelKind(std::string_view name)
{
    static constexpr std::array<std::string_view, 7> kKinds = {"text", "url",    "rfc3339", "spdx",
                                                               "hash", "semver", "email"};
    return std::find(kKinds.begin(), kKinds.end(), name) != kKinds.end();
}

bool isUrl(std::string_view text)
{
    const std::size_t colon = text.find("://");
    if (colon == std::string_view::npos || colon == 0 || !std::isalpha(static_cast<unsigned char>(text[0])))
        return false;
    const std::string_view scheme = text.substr(0, colon);
    if (!std::all_of(scheme.begin(), scheme.end(),
                     [](char c) { return isAlnum(c) || c == '+' || c == '-' || c == '.'; }))
        return false;
    const std::string_view rest = text.substr(colon + 3);
    if (rest.empty() || rest.front() == '/' || rest.front() == '?' || rest.front() == '#')
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && (i + 2 >= text.size() || !isHex(text[i + 1]) || !isHex(text[i + 2])))
            return false;
        if (!isAlnum(text[i]) &&
            std::string_view("-._~:/?#[]@!$&'()*+,;=%").find(text[i]) == std::string_view::npos)
            return false;
    }
    return true;
}

bool isRfc3339(std::string_view text)
{
    const auto at = [text](std::size_t i) { return i < text.size() ? text[i] : '\0'; };
    if (text.size() < 20 || !std::all_of(text.begin(), text.begin() + 4, isDigit) || at(4) != '-' ||
        !isNumber(text, 5, 1, 12) || at(7) != '-' || !isNumber(text, 8, 1, 31))
        return false;
    if ((at(10) != 'T' && at(10) != 't' && at(10) != ' ') || !isNumber(text, 11, 0, 23) || at(13) != ':' ||
        !isNumber(text, 14, 0, 59) || at(16) != ':' || !isNumber(text, 17, 0, 60))
        return false;
    std::size_t end = 19;
    if (at(end) == '.') {
        const std::size_t first = ++end;
        while (isDigit(at(end)))
            ++end;
        if (end == first)
            return false;
    }
    if (at(end) == 'Z' || at(end) == 'z')
        return end + 1 == text.size();
    return (at(end) == '+' || at(end) == '-') && isNumber(text, end + 1, 0, 23) && at(end + 3) == ':' &&
           isNumber(text, end + 4, 0, 59) && end + 6 == text.size();
}

bool isSpdxExpression(std::string_view text)
{
    return SpdxReader(text).whole();
}

bool isGitHash(std::string_view text)
{
    return ((text.size() >= 7 && text.size() <= 40) || text.size() == 64) &&
           std::all_of(text.begin(), text.end(), isHex);
}

bool isSemver(std::string_view text)
{
    const auto identifiers = [](std::string_view list, bool numbersToo) {
        const auto parts = split(list, '.');
        return std::all_of(parts.begin(), parts.end(), [&](std::string_view part) {
            const bool number = std::all_of(part.begin(), part.end(), isDigit);
            return !part.empty() &&
                   std::all_of(part.begin(), part.end(), [](char c) { return isAlnum(c) || c == '-'; }) &&
                   (!numbersToo || !number || part.size() == 1 || part.front() != '0');
        });
    };
    const std::size_t plus = text.find('+');
    if (plus != std::string_view::npos && !identifiers(text.substr(plus + 1), false))
        return false;
    text = text.substr(0, plus);
    const std::size_t dash = text.find('-');
    if (dash != std::string_view::npos && !identifiers(text.substr(dash + 1), true))
        return false;
    const auto numbers = split(text.substr(0, dash), '.');
    return numbers.size() == 3 && std::all_of(numbers.begin(), numbers.end(), [](std::string_view number) {
               return !number.empty() && std::all_of(number.begin(), number.end(), isDigit) &&
                      (number.size() == 1 || number.front() != '0');
           });
}

bool isEmail(std::string_view text)
{
    const std::size_t at = text.rfind('@');
    if (at == std::string_view::npos)
        return false;
    const auto atoms = split(text.substr(0, at), '.');
    return isDomain(text.substr(at + 1)) &&
           std::all_of(atoms.begin(), atoms.end(), [](std::string_view atom) {
               return !atom.empty() && std::all_of(atom.begin(), atom.end(), [](char c) {
                   return isAlnum(c) ||
                          std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
               });
           });
}

} // namespace catamaran::engine::lint
