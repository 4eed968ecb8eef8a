// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace catamaran::compose {

struct NodeEntry;

/// Where a node stands in its file. Line and column count from 1; 0 means that no text stands behind it.
struct Mark {
    std::shared_ptr<const std::string> file;
    int line = 0;
    int column = 0;

    [[nodiscard]] base::Where where() const;
};

/// One value of a YAML document, after aliases and merge keys were expanded.
///
/// A plain value type: copies are deep. Mappings keep the order of the file. Scalars keep their text; what it
/// means (null, boolean, number, string) is decided by the YAML 1.2 core schema and the few older forms that
/// docker compose still takes (see resolvePlain). Thread: like any value.
class Node {
public:
    enum class Kind : std::uint8_t { Null, Bool, Integer, Float, String, Sequence, Mapping };
    /// The two tags of the Compose specification ("Merge"): drop, or replace, what earlier files said.
    enum class Directive : std::uint8_t { None, Reset, Override };

    Node();
    ~Node();
    Node(const Node &);
    Node(Node &&) noexcept;
    Node &operator=(const Node &);
    Node &operator=(Node &&) noexcept;

    static Node null(Mark mark = {});
    static Node boolean(bool value, Mark mark = {});
    static Node integer(std::int64_t value, Mark mark = {});
    static Node real(double value, Mark mark = {});
    static Node string(std::string text, Mark mark = {});
    static Node sequence(Mark mark = {});
    static Node mapping(Mark mark = {});
    /// The scalar that an untagged plain text means: "12" an integer, "~" null, "yes" a string, ...
    static Node resolvePlain(std::string text, Mark mark);

    [[nodiscard]] Kind kind() const noexcept { return m_kind; }
    [[nodiscard]] bool isNull() const noexcept { return m_kind == Kind::Null; }
    [[nodiscard]] bool isBool() const noexcept { return m_kind == Kind::Bool; }
    [[nodiscard]] bool isInteger() const noexcept { return m_kind == Kind::Integer; }
    [[nodiscard]] bool isFloat() const noexcept { return m_kind == Kind::Float; }
    [[nodiscard]] bool isNumber() const noexcept { return isInteger() || isFloat(); }
    [[nodiscard]] bool isString() const noexcept { return m_kind == Kind::String; }
    [[nodiscard]] bool isSequence() const noexcept { return m_kind == Kind::Sequence; }
    [[nodiscard]] bool isMapping() const noexcept { return m_kind == Kind::Mapping; }
    [[nodiscard]] bool isScalar() const noexcept { return !isSequence() && !isMapping(); }

    /// The text of a string; the text as written for every other scalar.
    [[nodiscard]] const std::string &text() const noexcept { return m_text; }
    [[nodiscard]] bool asBool() const noexcept { return m_kind == Kind::Bool && m_number != 0; }
    /// A float is cut to its integer part.
    [[nodiscard]] std::int64_t asInteger() const noexcept;
    [[nodiscard]] double asDouble() const noexcept;
    /// The value in the words docker compose uses when a scalar becomes text: 0x10 is "16", True is "true",
    /// 1.50 is "1.5", null is "".
    [[nodiscard]] std::string display() const;

    /// The elements of a sequence; of any other node an empty list that must not be added to.
    [[nodiscard]] const std::vector<Node> &items() const noexcept;
    [[nodiscard]] std::vector<Node> &items();
    /// The keys of a mapping; of any other node an empty list that must not be added to.
    [[nodiscard]] const std::vector<NodeEntry> &entries() const noexcept;
    [[nodiscard]] std::vector<NodeEntry> &entries();

    /// The value under `key` of a mapping, nullptr when there is none or this is no mapping.
    [[nodiscard]] const Node *find(std::string_view key) const noexcept;
    [[nodiscard]] Node *find(std::string_view key) noexcept;
    [[nodiscard]] bool contains(std::string_view key) const noexcept { return find(key) != nullptr; }
    /// Sets or replaces `key`.
    Node &set(std::string key, Node value);
    bool erase(std::string_view key);

    [[nodiscard]] const Mark &mark() const noexcept { return m_mark; }
    void setMark(const Mark &mark) { m_mark = mark; }
    [[nodiscard]] Directive directive() const noexcept { return m_directive; }
    void setDirective(Directive directive) noexcept { m_directive = directive; }

    /// Equal as data: marks, directives and key order do not count; 1 and 1.0 are equal.
    [[nodiscard]] bool sameData(const Node &other) const;
    /// "string", "integer", "mapping", ... for messages.
    [[nodiscard]] std::string_view kindName() const noexcept;

private:
    struct Children;

    Mark m_mark;
    Kind m_kind = Kind::Null;
    Directive m_directive = Directive::None;
    // Of booleans and numbers; a float's bits.
    std::int64_t m_number = 0;
    std::string m_text;
    std::unique_ptr<Children> m_children; // made when it is first needed
};

/// One key of a mapping.
struct NodeEntry {
    std::string key;
    /// What the key itself is; Compose files take strings only.
    Node::Kind keyKind = Node::Kind::String;
    /// Where the key stands, in the file of the value; 0 where no text stands behind it.
    int line = 0;
    int column = 0;
    Node value;

    [[nodiscard]] Mark mark() const { return Mark{value.mark().file, line, column}; }
};

/// The shortest decimal text of a number, as Go prints it ("%v").
std::string displayDouble(double value);

} // namespace catamaran::compose
