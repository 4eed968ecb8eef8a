// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/registry/challenge.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace catamaran::engine::registry {

namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

bool isTokenChar(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

class Scanner {
public:
    explicit Scanner(std::string_view text) : m_text(text) {}
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] char peek() const { return atEnd() ? '\0' : m_text[m_at]; }
    void skip(std::string_view what)
    {
        while (!atEnd() && what.find(peek()) != std::string_view::npos)
            ++m_at;
    }
    bool take(char c)
    {
        if (peek() != c)
            return false;
        ++m_at;
        return true;
    }
    std::string token()
    {
        const std::size_t begin = m_at;
        while (!atEnd() && isTokenChar(peek()))
            ++m_at;
        return std::string(m_text.substr(begin, m_at - begin));
    }
    std::string value()
    {
        if (!take('"'))
            return token();
        std::string out;
        while (!atEnd() && peek() != '"') {
            if (peek() == '\\')
                ++m_at;
            if (!atEnd())
                out += m_text[m_at++];
        }
        take('"');
        return out;
    }
    [[nodiscard]] std::size_t position() const { return m_at; }
    void rewind(std::size_t position) { m_at = position; }
    void drop() { ++m_at; }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
};

} // namespace

std::vector<Challenge> parseChallenges(std::string_view header)
{
    std::vector<Challenge> out;
    Scanner scan(header);
    for (;;) {
        scan.skip(" \t,");
        if (scan.atEnd())
            return out;
        const std::string word = scan.token();
        if (word.empty()) {
            scan.drop();
            continue;
        }
        scan.skip(" \t");
        // "name=" goes on with the challenge before it, anything else begins a new one.
        if (!out.empty() && scan.take('=')) {
            scan.skip(" \t");
            out.back().parameters[lower(word)] = scan.value();
            continue;
        }
        out.push_back({lower(word), {}});
    }
}

std::string base64(std::string_view bytes)
{
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t j = 0; j < 3; ++j)
            group = group << 8U | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
        for (std::size_t j = 0; j < 4; ++j)
            out += i + j <= bytes.size() ? kAlphabet[group >> (18 - 6 * j) & 63U] : '=';
    }
    return out;
}

std::string fromBase64(std::string_view text)
{
    while (!text.empty() && (text.back() == '=' || text.back() == '\n'))
        text.remove_suffix(1);
    std::string out;
    std::uint32_t group = 0;
    int bits = 0;
    for (const char c : text) {
        const std::size_t value = kAlphabet.find(c);
        if (value == std::string_view::npos)
            return {};
        group = group << 6U | static_cast<std::uint32_t>(value);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out += static_cast<char>(group >> static_cast<unsigned>(bits) & 0xffU);
        }
    }
    return out;
}

std::string urlEncode(std::string_view text)
{
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
            c == '_' || c == '.' || c == '~') {
            out += c;
        } else {
            out += '%';
            out += kHex[byte >> 4U];
            out += kHex[byte & 15U];
        }
    }
    return out;
}

} // namespace catamaran::engine::registry
