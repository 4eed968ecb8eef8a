// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/yaml.h"

namespace catamaran::compose {

namespace {

bool hasControls(const std::string &text)
{
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == '\x7f')
            return true;
    }
    return false;
}

bool needsQuotes(const std::string &text)
{
    if (text.empty() || !Node::resolvePlain(text, {}).isString() || text == "<<" || text == "=")
        return true;
    // Words and numbers of YAML 1.1, which other readers still take for something else.
    static constexpr std::string_view kWords[] = {"y",  "Y",  "n",  "N",  "yes", "Yes", "YES", "no",
                                                  "No", "NO", "on", "On", "ON",  "off", "Off", "OFF"};
    for (const std::string_view word : kWords) {
        if (text == word)
            return true;
    }
    static constexpr std::string_view kIndicators = "!&*-?:|>@`\"'%,[]{}# ";
    const bool dashWord =
        (text[0] == '-' || text[0] == '?' || text[0] == ':') && text.size() > 1 && text[1] != ' ';
    if (kIndicators.find(text[0]) != std::string_view::npos && !dashWord)
        return true;
    const bool sexagesimal = text.find_first_not_of("0123456789:") == std::string::npos;
    return sexagesimal || text.back() == ' ' || text.back() == ':' || text.find(": ") != std::string::npos ||
           text.find(" #") != std::string::npos || text.starts_with("---") || text.starts_with("...") ||
           hasControls(text);
}

std::string doubleQuoted(const std::string &text)
{
    static constexpr char kHex[] = "0123456789ABCDEF";
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else if (byte < 0x20 || byte == 0x7f) {
            out += "\\x";
            out += kHex[byte >> 4U];
            out += kHex[byte & 15U];
        } else {
            out += c;
        }
    }
    return out + "\"";
}

class Writer {
public:
    std::string run(const Node &node)
    {
        if (node.isScalar() || isEmpty(node))
            m_out = inlineText(node, 0) + "\n";
        else
            block(node, 0);
        return std::move(m_out);
    }

private:
    static bool isEmpty(const Node &node)
    {
        return (node.isMapping() && node.entries().empty()) || (node.isSequence() && node.items().empty());
    }

    static bool asLiteral(const std::string &text)
    {
        std::string rest = text;
        std::erase(rest, '\n');
        return rest.size() < text.size() && !rest.empty() && !hasControls(rest) && text[0] != ' ' &&
               text[0] != '\n';
    }

    static std::string scalarText(const std::string &text)
    {
        if (!needsQuotes(text))
            return text;
        return hasControls(text) || text.find('\'') != std::string::npos ? doubleQuoted(text)
                                                                         : "\"" + escapeSimple(text) + "\"";
    }

    static std::string escapeSimple(const std::string &text)
    {
        const std::string quoted = doubleQuoted(text);
        return quoted.substr(1, quoted.size() - 2);
    }

    // What stands behind "key: " or "- " when it fits there.
    static std::string inlineText(const Node &node, int indent)
    {
        if (node.isMapping())
            return "{}";
        if (node.isSequence())
            return "[]";
        if (node.isNull())
            return "null";
        if (!node.isString())
            return node.isFloat() ? displayDouble(node.asDouble()) : node.display();
        if (!asLiteral(node.text()))
            return scalarText(node.text());
        const std::string &text = node.text();
        std::string out = text.ends_with('\n') ? (text.ends_with("\n\n") ? "|+" : "|") : "|-";
        std::string_view rest = text;
        if (rest.ends_with('\n'))
            rest.remove_suffix(1);
        for (;;) {
            const std::size_t end = rest.find('\n');
            const std::string_view line = rest.substr(0, end);
            out += '\n';
            if (!line.empty())
                out += std::string(static_cast<std::size_t>(indent), ' ') + std::string(line);
            if (end == std::string_view::npos)
                return out;
            rest.remove_prefix(end + 1);
        }
    }

    // `first`: the text so far ends with "- ", so the first line needs no indentation.
    void block(const Node &node, int indent, std::string first = {})
    {
        const std::string blanks(static_cast<std::size_t>(indent), ' ');
        const auto start = [&] {
            m_out += first.empty() ? blanks : first;
            first.clear();
        };
        for (const NodeEntry &entry : node.entries()) {
            start();
            m_out += scalarText(entry.key) + ":";
            value(entry.value, indent + 2);
        }
        for (const Node &item : node.items()) {
            start();
            m_out += "-";
            if (item.isScalar() || isEmpty(item))
                m_out += " " + inlineText(item, indent + 2) + "\n";
            else
                block(item, indent + 2, " ");
        }
    }

    void value(const Node &node, int indent)
    {
        if (node.isScalar() || isEmpty(node)) {
            m_out += " " + inlineText(node, indent) + "\n";
            return;
        }
        m_out += "\n";
        block(node, indent);
    }

    std::string m_out;
};

} // namespace

std::string toYaml(const Node &node)
{
    return Writer().run(node);
}

} // namespace catamaran::compose
