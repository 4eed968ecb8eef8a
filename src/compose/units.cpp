// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/units.h"

#include <charconv>
#include <cmath>

namespace catamaran::compose {

using base::Errc;
using base::Result;

namespace {

constexpr double kLargest = 9.2e18;

// Digits with at most one point. from_chars would also take signs, exponents and "inf".
std::size_t numberLength(std::string_view text)
{
    std::size_t length = 0;
    std::size_t digits = 0;
    std::size_t points = 0;
    for (; length < text.size(); ++length) {
        if (text[length] >= '0' && text[length] <= '9')
            ++digits;
        else if (text[length] != '.' || ++points > 1)
            break;
    }
    return digits > 0 ? length : 0;
}

double toDouble(std::string_view text)
{
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

double unitOf(std::string_view unit)
{
    if (unit == "ns")
        return 1;
    if (unit == "us" || unit == "\xc2\xb5s" || unit == "\xce\xbcs")
        return 1e3;
    if (unit == "ms")
        return 1e6;
    if (unit == "s")
        return 1e9;
    if (unit == "m")
        return 60e9;
    if (unit == "h")
        return 3600e9;
    if (unit == "d")
        return 24 * 3600e9;
    if (unit == "w")
        return 7 * 24 * 3600e9;
    return 0;
}

// Appends "1.5" for 1500 of a unit of 1000.
void appendFraction(std::string &out, std::uint64_t value, std::uint64_t unit)
{
    out += std::to_string(value / unit);
    std::uint64_t rest = value % unit;
    if (rest == 0)
        return;
    std::string digits = std::to_string(rest + unit).substr(1);
    digits.erase(digits.find_last_not_of('0') + 1);
    out += "." + digits;
}

} // namespace

Result<Bytes> parseBytes(std::string_view text)
{
    const auto wrong = [&] {
        return base::fail(base::Error(Errc::Parse, "invalid size: '" + std::string(text) + "'")
                              .withFix("Write a number with b, k, m, g or t, such as 512m."));
    };
    const bool negative = text.starts_with('-');
    std::string_view rest = text.substr(negative ? 1 : 0);
    const std::size_t length = numberLength(rest);
    if (length == 0)
        return wrong();
    const double number = toDouble(rest.substr(0, length));
    rest.remove_prefix(length);
    if (negative && !rest.empty())
        return wrong();
    if (rest.starts_with(' '))
        rest.remove_prefix(1);
    double factor = 1;
    if (!rest.empty()) {
        const auto power = std::string_view("bkmgtp").find(
            static_cast<char>(std::tolower(static_cast<unsigned char>(rest[0]))));
        if (power == std::string_view::npos)
            return wrong();
        factor = std::ldexp(1.0, static_cast<int>(power) * 10);
        rest.remove_prefix(1);
        if (power > 0 && (rest.starts_with('i') || rest.starts_with('I')))
            rest.remove_prefix(1);
        if (power > 0 && (rest.starts_with('b') || rest.starts_with('B')))
            rest.remove_prefix(1);
    }
    if (!rest.empty() || number * factor > kLargest)
        return wrong();
    // Plain numbers keep every digit; a double has only 53 bits.
    std::int64_t whole = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), whole);
    if (parsed.ec == std::errc() && parsed.ptr == text.data() + text.size())
        return Bytes{whole};
    return Bytes{static_cast<std::int64_t>(number * factor)};
}

Result<Duration> parseDuration(std::string_view text)
{
    const auto wrong = [&](const char *why) {
        return base::fail(
            base::Error(Errc::Parse, std::string("time: ") + why + " \"" + std::string(text) + "\"")
                .withFix("Write a number with a unit, such as 30s, 1m30s or 500ms."));
    };
    std::string_view rest = text;
    const bool negative = rest.starts_with('-');
    if (negative || rest.starts_with('+'))
        rest.remove_prefix(1);
    if (rest == "0")
        return Duration{};
    if (rest.empty())
        return wrong("invalid duration");
    double total = 0;
    while (!rest.empty()) {
        const std::size_t length = numberLength(rest);
        if (length == 0)
            return wrong("invalid duration");
        const double number = toDouble(rest.substr(0, length));
        rest.remove_prefix(length);
        const std::size_t unitLength = std::min(rest.find_first_of(".0123456789"), rest.size());
        if (unitLength == 0)
            return wrong("missing unit in duration");
        const double unit = unitOf(rest.substr(0, unitLength));
        if (unit == 0)
            return wrong("unknown unit in duration");
        rest.remove_prefix(unitLength);
        total += number * unit;
    }
    if (total > kLargest)
        return wrong("invalid duration");
    const auto nanoseconds = static_cast<std::int64_t>(std::llround(total));
    return Duration{negative ? -nanoseconds : nanoseconds};
}

std::string formatDuration(Duration duration)
{
    std::string out = duration.nanoseconds < 0 ? "-" : "";
    const auto value =
        static_cast<std::uint64_t>(duration.nanoseconds < 0 ? -duration.nanoseconds : duration.nanoseconds);
    constexpr std::uint64_t kSecond = 1'000'000'000;
    if (value == 0)
        return "0s";
    if (value < 1000)
        return out + std::to_string(value) + "ns";
    if (value < 1'000'000) {
        appendFraction(out, value, 1000);
        return out + "\xc2\xb5s";
    }
    if (value < kSecond) {
        appendFraction(out, value, 1'000'000);
        return out + "ms";
    }
    const std::uint64_t hours = value / (3600 * kSecond);
    const std::uint64_t minutes = value / (60 * kSecond) % 60;
    if (hours > 0)
        out += std::to_string(hours) + "h";
    if (hours > 0 || minutes > 0)
        out += std::to_string(minutes) + "m";
    appendFraction(out, value % (60 * kSecond), kSecond);
    return out + "s";
}

namespace {

// The state of splitCommand between two characters.
class CommandSplitter {
public:
    // False where the text must not go on (an operator); then the rest is left out.
    bool take(char c)
    {
        if (m_escaped) {
            add(c == 't' ? '\t' : c == 'n' ? '\n' : c);
            m_escaped = false;
            return true;
        }
        if (c == '\\') {
            if (m_single)
                add(c);
            else
                m_escaped = true;
            return true;
        }
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            if (quoted())
                m_word += c;
            else
                finishWord();
            return true;
        }
        return takeSpecial(c);
    }

    void finishWord()
    {
        if (m_has)
            words.push_back(m_word);
        m_word.clear();
        m_has = false;
    }

    [[nodiscard]] bool open() const { return m_escaped || quoted(); }

    std::vector<std::string> words;
    bool broken = false;

private:
    [[nodiscard]] bool quoted() const { return m_single || m_double || m_back || m_dollar; }

    void add(char c)
    {
        m_word += c;
        m_has = true;
    }

    bool takeSpecial(char c)
    {
        if (c == '"' && !m_single && !m_dollar) {
            m_has = m_has || m_double;
            m_double = !m_double;
            return true;
        }
        if (c == '\'' && !m_double && !m_dollar) {
            m_has = m_has || m_single;
            m_single = !m_single;
            return true;
        }
        if (c == '`' && !m_single && !m_double && !m_dollar)
            m_back = !m_back;
        if (c == ')' && !m_single && !m_double && !m_back)
            m_dollar = !m_dollar;
        if (c == '(' && !m_single && !m_double && !m_back) {
            if (m_dollar || !m_word.ends_with('$')) {
                broken = true;
                return false;
            }
            m_dollar = true;
            add(c);
            return true;
        }
        if (std::string_view(";&|<>").find(c) != std::string_view::npos && !quoted()) {
            if (c == '>' && !m_word.empty() && m_word[0] >= '0' && m_word[0] <= '9') {
                m_word.clear(); // 2>file: the number is part of the operator
                m_has = false;
            }
            return false;
        }
        add(c);
        return true;
    }

    std::string m_word;
    bool m_has = false;
    bool m_escaped = false;
    bool m_single = false;
    bool m_double = false;
    bool m_back = false;
    bool m_dollar = false;
};

} // namespace

Result<std::vector<std::string>> splitCommand(std::string_view text, bool &cut)
{
    CommandSplitter splitter;
    cut = false;
    for (const char c : text) {
        if (!splitter.take(c)) {
            cut = true;
            break;
        }
    }
    if (splitter.broken || splitter.open())
        return base::fail(base::Error(Errc::Parse, "invalid command line string")
                              .withFix("Close the quotes and brackets, or write the command as a list."));
    splitter.finishWord();
    return std::move(splitter.words);
}

} // namespace catamaran::compose
