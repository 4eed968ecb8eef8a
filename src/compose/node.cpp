// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/node.h"

#include <algorithm>
#include <array>
#include <bit>
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
        {".inf", HUGE_VAL},   {".Inf", HUGE_VAL},  {".INF", HUGE_VAL},   {"+.inf", HUGE_VAL},
        {"+.Inf", HUGE_VAL},  {"+.INF", HUGE_VAL}, {"-.inf", -HUGE_VAL}, {"-.Inf", -HUGE_VAL},
        {"-.INF", -HUGE_VAL}, {".nan", NAN},       {".NaN", NAN},        {".NAN", NAN},
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

struct Node::Children {
    std::vector<Node> items;
    std::vector<NodeEntry> entries;
};

Node::Node() = default;
Node::~Node() = default;
Node::Node(Node &&) noexcept = default;
Node &Node::operator=(Node &&) noexcept = default;

Node::Node(const Node &other)
    : m_mark(other.m_mark), m_kind(other.m_kind), m_directive(other.m_directive), m_number(other.m_number),
      m_text(other.m_text),
      m_children(other.m_children ? std::make_unique<Children>(*other.m_children) : nullptr)
{
}

Node &Node::operator=(const Node &other)
{
    if (this != &other)
        *this = Node(other);
    return *this;
}

const std::vector<Node> &Node::items() const noexcept
{
    static const std::vector<Node> kNone;
    return m_children ? m_children->items : kNone;
}

std::vector<Node> &Node::items()
{
    static std::vector<Node> none; // stays empty: only sequences are added to
    if (!m_children && m_kind == Kind::Sequence)
        m_children = std::make_unique<Children>();
    return m_children ? m_children->items : none;
}

const std::vector<NodeEntry> &Node::entries() const noexcept
{
    static const std::vector<NodeEntry> kNone;
    return m_children ? m_children->entries : kNone;
}

std::vector<NodeEntry> &Node::entries()
{
    static std::vector<NodeEntry> none; // stays empty: only mappings are added to
    if (!m_children && m_kind == Kind::Mapping)
        m_children = std::make_unique<Children>();
    return m_children ? m_children->entries : none;
}

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
    node.m_number = value ? 1 : 0;
    node.m_text = value ? "true" : "false";
    return node;
}

Node Node::integer(std::int64_t value, Mark mark)
{
    Node node = null(std::move(mark));
    node.m_kind = Kind::Integer;
    node.m_number = value;
    node.m_text = std::to_string(value);
    return node;
}

Node Node::real(double value, Mark mark)
{
    Node node = null(std::move(mark));
    node.m_kind = Kind::Float;
    node.m_number = std::bit_cast<std::int64_t>(value);
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
        node.m_number = 1;
    } else if (s == "false" || s == "False" || s == "FALSE") {
        node.m_kind = Kind::Bool;
    } else if (const auto integer = parseInteger(s)) {
        node.m_kind = Kind::Integer;
        node.m_number = *integer;
    } else if (const auto real = parseFloat(s)) {
        node.m_kind = Kind::Float;
        node.m_number = std::bit_cast<std::int64_t>(*real);
    }
    return node;
}

std::int64_t Node::asInteger() const noexcept
{
    if (m_kind != Kind::Float)
        return m_number;
    const double value = asDouble();
    if (!(value > -9.2e18 && value < 9.2e18))
        return 0;
    return static_cast<std::int64_t>(value);
}

double Node::asDouble() const noexcept
{
    return m_kind == Kind::Float ? std::bit_cast<double>(m_number) : static_cast<double>(m_number);
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
        return std::to_string(m_number);
    case Kind::Float:
        return displayDouble(asDouble());
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
    if (!m_children)
        return nullptr;
    for (const NodeEntry &entry : m_children->entries) {
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
    entry.line = value.mark().line;
    entry.column = value.mark().column;
    entry.value = std::move(value);
    entries().push_back(std::move(entry));
    return entries().back().value;
}

bool Node::erase(std::string_view key)
{
    auto &all = entries();
    const auto found =
        std::find_if(all.begin(), all.end(), [key](const NodeEntry &entry) { return entry.key == key; });
    if (found == all.end())
        return false;
    all.erase(found);
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
        return m_number == other.m_number;
    case Kind::Float:
        return asDouble() == other.asDouble() || (std::isnan(asDouble()) && std::isnan(other.asDouble()));
    case Kind::String:
        return m_text == other.m_text;
    case Kind::Sequence:
        return std::equal(items().begin(), items().end(), other.items().begin(), other.items().end(),
                          [](const Node &a, const Node &b) { return a.sameData(b); });
    case Kind::Mapping:
        return entries().size() == other.entries().size() &&
               std::all_of(entries().begin(), entries().end(), [&other](const NodeEntry &entry) {
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
