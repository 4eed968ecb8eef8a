// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/template.h"

#include <cctype>
#include <fmt/format.h>

namespace catamaran::cli::gotemplate {

using base::fail;
using base::Result;

base::Error templateError(const std::string &what)
{
    return base::Error(base::Errc::InvalidArgument, "template parsing error: " + what);
}

namespace {

bool isWordStart(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool isWordPart(char c)
{
    return isWordStart(c) || std::isdigit(static_cast<unsigned char>(c)) != 0;
}

/// Reads one action: what stands between the braces.
class ActionParser {
public:
    explicit ActionParser(std::string_view text) : m_text(text) {}

    std::string word()
    {
        skipBlanks();
        std::size_t end = 0;
        while (end < m_text.size() && isWordPart(m_text[end]))
            ++end;
        std::string out(m_text.substr(0, end));
        m_text.remove_prefix(end);
        return out;
    }
    /// word(), left where it is.
    std::string peekWord()
    {
        ActionParser copy = *this;
        return copy.word();
    }

    bool atEnd()
    {
        skipBlanks();
        return m_text.empty();
    }
    [[nodiscard]] std::string_view rest() const { return m_text; }

    Result<Pipeline> pipeline(char closing = 0)
    {
        Pipeline out;
        CATAMARAN_CHECK(declaration(out));
        for (;;) {
            CATAMARAN_TRY(Command one, command(closing));
            out.commands.push_back(std::move(one));
            skipBlanks();
            if (m_text.empty() || m_text.front() != '|')
                break;
            m_text.remove_prefix(1);
        }
        return out;
    }

    bool take(char c)
    {
        skipBlanks();
        if (m_text.empty() || m_text.front() != c)
            return false;
        m_text.remove_prefix(1);
        return true;
    }

private:
    void skipBlanks()
    {
        while (!m_text.empty() && std::isspace(static_cast<unsigned char>(m_text.front())) != 0)
            m_text.remove_prefix(1);
    }

    /// "$x :=", "$i, $x :=", "$x =".
    Result<void> declaration(Pipeline &into)
    {
        ActionParser ahead = *this;
        std::vector<std::string> names;
        for (;;) {
            if (!ahead.take('$'))
                return {};
            names.push_back("$" + ahead.word());
            if (!ahead.take(','))
                break;
        }
        const bool declares = ahead.take(':');
        if (!ahead.take('='))
            return {};
        *this = ahead;
        into.variables = std::move(names);
        into.declares = declares;
        return {};
    }

    Result<Command> command(char closing)
    {
        Command out;
        for (;;) {
            skipBlanks();
            if (m_text.empty() || m_text.front() == '|' || (closing != 0 && m_text.front() == closing))
                break;
            CATAMARAN_TRY(Operand one, operand());
            out.words.push_back(std::move(one));
        }
        if (out.words.empty())
            return fail(templateError("template: :1: missing value for command"));
        return out;
    }

    Result<Operand> operand()
    {
        Operand out;
        const char c = m_text.front();
        if (c == '(') {
            m_text.remove_prefix(1);
            out.kind = Operand::Kind::Nested;
            CATAMARAN_TRY(Pipeline inner, pipeline(')'));
            if (!take(')'))
                return fail(templateError("template: :1: unclosed left paren"));
            out.nested.push_back(std::move(inner));
        } else if (c == '"' || c == '`') {
            out.kind = Operand::Kind::Constant;
            CATAMARAN_TRY(out.constant, quoted(c));
        } else if (c == '$') {
            m_text.remove_prefix(1);
            out.kind = Operand::Kind::Variable;
            out.name = "$";
            while (!m_text.empty() && isWordPart(m_text.front())) {
                out.name += m_text.front();
                m_text.remove_prefix(1);
            }
        } else if (c == '.') {
            out.kind = Operand::Kind::Dot;
            if (m_text.size() < 2 || !isWordStart(m_text[1])) {
                m_text.remove_prefix(1);
                return out;
            }
        } else if (std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '+') {
            out.kind = Operand::Kind::Constant;
            CATAMARAN_TRY(out.constant, number());
        } else if (isWordStart(c)) {
            const std::string name = word();
            if (name == "true" || name == "false") {
                out.kind = Operand::Kind::Constant;
                out.constant = name == "true";
            } else if (name == "nil") {
                out.kind = Operand::Kind::Constant;
            } else if (isFunction(name)) {
                out.kind = Operand::Kind::Function;
                out.name = name;
            } else {
                return fail(templateError("template: :1: function \"" + name + "\" not defined"));
            }
        } else {
            return fail(templateError(fmt::format("template: :1: unexpected \"{}\" in operand", c)));
        }
        while (m_text.size() > 1 && m_text[0] == '.' && isWordStart(m_text[1])) {
            m_text.remove_prefix(1);
            out.fields.push_back(word());
        }
        return out;
    }

    Result<Json> quoted(char quote)
    {
        std::string out;
        std::size_t at = 1;
        for (; at < m_text.size() && m_text[at] != quote; ++at) {
            if (m_text[at] != '\\' || quote == '`' || at + 1 >= m_text.size()) {
                out += m_text[at];
                continue;
            }
            const char escaped = m_text[++at];
            out += escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped == 'r' ? '\r' : escaped;
        }
        if (at >= m_text.size())
            return fail(templateError("template: :1: unterminated quoted string"));
        m_text.remove_prefix(at + 1);
        return Json(out);
    }

    Result<Json> number()
    {
        std::size_t end = 1;
        while (end < m_text.size() && (isWordPart(m_text[end]) || m_text[end] == '.'))
            ++end;
        const std::string text(m_text.substr(m_text.front() == '+' ? 1 : 0, end));
        m_text.remove_prefix(end);
        Json value = Json::parse(text, nullptr, false);
        if (!value.is_number())
            return fail(templateError("template: :1: bad number syntax: \"" + text + "\""));
        return value;
    }

    std::string_view m_text;
};

class Parser {
public:
    explicit Parser(std::string_view text) : m_text(text) {}

    Result<std::vector<Node>> run()
    {
        std::string end;
        CATAMARAN_TRY(std::vector<Node> nodes, list(end, 0));
        if (!end.empty())
            return fail(templateError("template: :1: unexpected {{" + end + "}}"));
        return nodes;
    }

private:
    /// Up to the end of the text, or to {{end}} or {{else ...}}, which is left in `end`.
    Result<std::vector<Node>> list(std::string &end, int depth)
    {
        constexpr int kDeepest = 200;
        if (depth > kDeepest)
            return fail(templateError("template: :1: too deeply nested"));
        std::vector<Node> nodes;
        end.clear();
        while (!m_text.empty()) {
            const std::size_t open = m_text.find("{{");
            std::string plain(m_text.substr(0, open));
            if (m_trim)
                plain.erase(0, std::min(plain.find_first_not_of(" \t\r\n"), plain.size()));
            m_trim = false;
            std::string_view action;
            bool isComment = false;
            if (open != std::string_view::npos) {
                m_text.remove_prefix(open + 2);
                if (m_text.starts_with("- ")) {
                    plain.resize(plain.find_last_not_of(" \t\r\n") + 1);
                    m_text.remove_prefix(2);
                }
                CATAMARAN_TRY(action, takeAction(isComment));
            }
            if (!plain.empty()) {
                nodes.emplace_back();
                nodes.back().text = std::move(plain);
            }
            if (open == std::string_view::npos) {
                m_text = {};
                break;
            }
            if (isComment)
                continue;
            ActionParser parser(action);
            const std::string word = parser.peekWord();
            if (word == "end" || word == "else") {
                end = std::string(action);
                while (!end.empty() && (end.front() == ' ' || end.front() == '\t'))
                    end.erase(0, 1);
                return nodes;
            }
            CATAMARAN_TRY(Node node, makeNode(parser, word, depth));
            nodes.push_back(std::move(node));
        }
        if (depth > 0)
            return fail(templateError("template: :1: unexpected EOF"));
        return nodes;
    }

    /// Text of the action up to its closing braces, which may also stand in a quoted string.
    Result<std::string_view> takeAction(bool &isComment)
    {
        if (m_text.starts_with("/*")) {
            const std::size_t close = m_text.find("*/");
            if (close == std::string_view::npos)
                return fail(templateError("template: :1: unclosed comment"));
            m_text.remove_prefix(close + 2);
            isComment = true;
        }
        char quote = 0;
        for (std::size_t i = 0; i < m_text.size(); ++i) {
            const char c = m_text[i];
            if (quote != 0) {
                if (c == '\\' && quote == '"')
                    ++i;
                else if (c == quote)
                    quote = 0;
                continue;
            }
            if (c == '"' || c == '`') {
                quote = c;
                continue;
            }
            if (!m_text.substr(i).starts_with("}}"))
                continue;
            std::string_view action = m_text.substr(0, i);
            m_text.remove_prefix(i + 2);
            if (action.ends_with(" -")) {
                m_trim = true;
                action.remove_suffix(2);
            }
            return action;
        }
        return fail(templateError("template: :1: unclosed action"));
    }

    Result<Node> makeNode(ActionParser &parser, const std::string &word, int depth)
    {
        Node node;
        if (word == "break" || word == "continue") {
            node.kind = word == "break" ? Node::Kind::Break : Node::Kind::Continue;
            return node;
        }
        const bool isBlock = word == "if" || word == "range" || word == "with";
        if (isBlock)
            (void)parser.word();
        CATAMARAN_TRY(node.pipeline, parser.pipeline());
        if (!parser.atEnd())
            return fail(
                templateError("template: :1: unexpected \"" + std::string(parser.rest()) + "\" in command"));
        node.kind = Node::Kind::Action;
        if (!isBlock)
            return node;
        node.kind = word == "if" ? Node::Kind::If : word == "range" ? Node::Kind::Range : Node::Kind::With;
        std::string end;
        CATAMARAN_TRY(node.then, list(end, depth + 1));
        ActionParser after(end);
        if (after.word() != "else")
            return node;
        if (after.atEnd()) {
            CATAMARAN_TRY(node.otherwise, list(end, depth + 1));
            if (ActionParser(end).word() != "end")
                return fail(templateError("template: :1: unexpected {{" + end + "}}"));
            return node;
        }
        // {{else if x}}: a block of its own that shares our end.
        const std::string next = after.peekWord();
        CATAMARAN_TRY(Node inner, makeNode(after, next, depth + 1));
        node.otherwise.push_back(std::move(inner));
        return node;
    }

    std::string_view m_text;
    bool m_trim = false;
};

} // namespace

Result<std::vector<Node>> parse(std::string_view text)
{
    return Parser(text).run();
}

} // namespace catamaran::cli::gotemplate
