// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/node.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

namespace catamaran::compose {

namespace {

std::string withoutUnderscores(std::string_view text)
{
    std::string out;
    std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char c) { return c != '_'; });
    return out;
}

std::optional<std::int64_t> parseDigits(std::string_view digits, int base, bool negative)
{
    if (digits.empty())
        return std::nullopt;
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (error != std::errc() || end != digits.data() + digits.size())
        return std::nullopt;
    constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (value > kMax + (negative ? 1U : 0U))
        return std::nullopt;
    return negative ? static_cast<std::int64_t>(~value + 1) : static_cast<std::int64_t>(value);
}

// Decimal, 0x, 0o and 0b; and the octal of YAML 1.1 (0755), which docker compose still takes.
std::optional<std::int64_t> parseInteger(std::string_view text)
{
    bool negative = false;
    if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
        negative = text[0] == '-';
        text.remove_prefix(1);
    }
    if (text.empty() || text[0] < '0' || text[0] > '9')
        return std::nullopt;
    const std::string digits = withoutUnderscores(text);
    const std::string_view view = digits;
    if (view.size() > 2 && view[0] == '0') {
        switch (view[1]) {
        case 'x':
        case 'X':
            return parseDigits(view.substr(2), 16, negative);
        case 'o':
        case 'O':
            return parseDigits(view.substr(2), 8, negative);
        case 'b':
        case 'B':
            return parseDigits(view.substr(2), 2, negative);
        default:
            break;
        }
    }
    if (view.size() > 1 && view[0] == '0')
        return parseDigits(view.substr(1), 8, negative);
    return parseDigits(view, 10, negative);
}

bool looksLikeFloat(std::string_view text)
{
    std::size_t i = 0;
    if (i < text.size() && (text[i] == '-' || text[i] == '+'))
        ++i;
    std::size_t digits = 0;
    const auto skipDigits = [&] {
        while (i < text.size() && text[i] >= '0' && text[i] <= '9') {
            ++i;
            ++digits;
        }
    };
    skipDigits();
    if (i < text.size() && text[i] == '.') {
        ++i;
        skipDigits();
    }
    if (digits == 0)
        return false;
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        ++i;
        if (i < text.size() && (text[i] == '-' || text[i] == '+'))
            ++i;
        const std::size_t before = digits;
        skipDigits();
        if (digits == before)
            return false;
    }
    return i == text.size();
}

std::optional<double> parseFloat(std::string_view text)
{
    static const std::map<std::string_view, double> kSpecial = {
        {".inf", HUGE_VAL},   {".Inf", HUGE_VAL},   {".INF", HUGE_VAL},   {"+.inf", HUGE_VAL},
        {"+.Inf", HUGE_VAL},  {"+.INF", HUGE_VAL},  {"-.inf", -HUGE_VAL}, {"-.Inf", -HUGE_VAL},
        {"-.INF", -HUGE_VAL}, {".nan", NAN},        {".NaN", NAN},        {".NAN", NAN},
    };
    if (const auto special = kSpecial.find(text); special != kSpecial.end())
        return special->second;
    if (!looksLikeFloat(text))
        return std::nullopt;
    if (text[0] == '+')
        text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::result_out_of_range)
        return std::nullopt;
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

} // namespace

base::Where Mark::where() const
{
    return base::Where{file ? *file : std::string(), line, column};
}

Node::Node() = default;
Node::~Node() = default;
Node::Node(const Node &) = default;
Node::Node(Node &&) noexcept = default;
Node &Node::operator=(const Node &) = default;
Node &Node::operator=(Node &&) noexcept = default;

Node Node::null(Mark mark)
{
    Node node;
    node.m_mark = std::move(mark);
    return node;
}

Node Node::boolean(bool value, Mark mark)
{
    Node node = null(std::move(mark));
    node.m_kind = Kind::Bool;
    node.m_integer = value ? 1 : 0;
    node.m_text = value ? "true" : "false";
    return node;
}

Node Node::integer(std::int64_t value, Mark mark)
{
    Node node = null(std::move(mark));
    node.m_kind = Kind::Integer;
    node.m_integer = value;
    node.m_text = std::to_string(value);
    return node;
}

Node Node::real(double value, Mark mark)
{
    Node node = null(std::move(mark));
    node.m_kind = Kind::Float;
    node.m_double = value;
    node.m_text = displayDouble(value);
    return node;
}

Node Node::string(std::string text, Mark mark)
{
    Node node = null(std::move(mark));
    node.m_kind = Kind::String;
    node.m_text = std::move(text);
    return node;
}

Node Node::sequence(Mark mark)
{
    Node node = null(std::move(mark));
    node.m_kind = Kind::Sequence;
    return node;
}

Node Node::mapping(Mark mark)
{
    Node node = null(std::move(mark));
    node.m_kind = Kind::Mapping;
    return node;
}

Node Node::resolvePlain(std::string text, Mark mark)
{
    Node node = string(std::move(text), std::move(mark));
    const std::string &s = node.m_text;
    const char first = s.empty() ? '~' : s[0];
    // Every text that is not a string starts with one of these.
    if (std::string_view("~nNtTfF.+-0123456789").find(first) == std::string_view::npos)
        return node;
    if (s.empty() || s == "~" || s == "null" || s == "Null" || s == "NULL") {
        node.m_kind = Kind::Null;
    } else if (s == "true" || s == "True" || s == "TRUE") {
        node.m_kind = Kind::Bool;
        node.m_integer = 1;
    } else if (s == "false" || s == "False" || s == "FALSE") {
        node.m_kind = Kind::Bool;
    } else if (const auto integer = parseInteger(s)) {
        node.m_kind = Kind::Integer;
        node.m_integer = *integer;
    } else if (const auto real = parseFloat(s)) {
        node.m_kind = Kind::Float;
        node.m_double = *real;
    }
    return node;
}

std::int64_t Node::asInteger() const noexcept
{
    if (m_kind != Kind::Float)
        return m_integer;
    if (!(m_double > -9.2e18 && m_double < 9.2e18))
        return 0;
    return static_cast<std::int64_t>(m_double);
}

double Node::asDouble() const noexcept
{
    return m_kind == Kind::Float ? m_double : static_cast<double>(m_integer);
}

std::string displayDouble(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    std::array<char, 64> buffer{};
    const double magnitude = std::fabs(value);
    const bool scientific = magnitude != 0 && (magnitude < 1e-4 || magnitude >= 1e21);
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                      scientific ? std::chars_format::scientific : std::chars_format::fixed);
    return {buffer.data(), result.ptr};
}

std::string Node::display() const
{
    switch (m_kind) {
    case Kind::Null:
        return {};
    case Kind::Bool:
        return asBool() ? "true" : "false";
    case Kind::Integer:
        return std::to_string(m_integer);
    case Kind::Float:
        return displayDouble(m_double);
    case Kind::String:
        return m_text;
    case Kind::Sequence:
        return "[...]";
    case Kind::Mapping:
        return "{...}";
    }
    return {};
}

const Node *Node::find(std::string_view key) const noexcept
{
    for (const NodeEntry &entry : m_entries) {
        if (entry.key == key)
            return &entry.value;
    }
    return nullptr;
}

Node *Node::find(std::string_view key) noexcept
{
    return const_cast<Node *>(static_cast<const Node *>(this)->find(key));
}

Node &Node::set(std::string key, Node value)
{
    if (Node *known = find(key)) {
        *known = std::move(value);
        return *known;
    }
    NodeEntry entry;
    entry.key = std::move(key);
    entry.mark = value.mark();
    entry.value = std::move(value);
    m_entries.push_back(std::move(entry));
    return m_entries.back().value;
}

bool Node::erase(std::string_view key)
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [key](const NodeEntry &entry) { return entry.key == key; });
    if (found == m_entries.end())
        return false;
    m_entries.erase(found);
    return true;
}

bool Node::sameData(const Node &other) const
{
    if (isNumber() && other.isNumber() && m_kind != other.m_kind)
        return asDouble() == other.asDouble();
    if (m_kind != other.m_kind)
        return false;
    switch (m_kind) {
    case Kind::Null:
        return true;
    case Kind::Bool:
    case Kind::Integer:
        return m_integer == other.m_integer;
    case Kind::Float:
        return m_double == other.m_double || (std::isnan(m_double) && std::isnan(other.m_double));
    case Kind::String:
        return m_text == other.m_text;
    case Kind::Sequence:
        return std::equal(m_items.begin(), m_items.end(), other.m_items.begin(), other.m_items.end(),
                          [](const Node &a, const Node &b) { return a.sameData(b); });
    case Kind::Mapping:
        return m_entries.size() == other.m_entries.size() &&
               std::all_of(m_entries.begin(), m_entries.end(), [&other](const NodeEntry &entry) {
                   const Node *twin = other.find(entry.key);
                   return twin && entry.value.sameData(*twin);
               });
    }
    return false;
}

std::string_view Node::kindName() const noexcept
{
    switch (m_kind) {
    case Kind::Null:
        return "null";
    case Kind::Bool:
        return "boolean";
    case Kind::Integer:
        return "integer";
    case Kind::Float:
        return "number";
    case Kind::String:
        return "string";
    case Kind::Sequence:
        return "list";
    case Kind::Mapping:
        return "mapping";
    }
    return "value";
}

} // namespace catamaran::compose
