// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lint/shell_script.h"

#include <algorithm>
#include <cctype>

namespace catamaran::engine::lint {

namespace {

bool isName(std::string_view text)
{
    const auto fits = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
    return !text.empty() && std::isdigit(static_cast<unsigned char>(text.front())) == 0 &&
           std::all_of(text.begin(), text.end(), fits);
}

/// Words that stand in front of a command without being one.
bool isKeyword(std::string_view word)
{
    static const std::set<std::string_view> kWords = {"if",    "then", "else", "elif", "do", "while",
                                                      "until", "{",    "}",    "!",    "fi", "done",
                                                      "time",  "esac", "(",    ")"};
    return kWords.contains(word);
}

class Reader {
public:
    Reader(std::string_view text, ShellScript &out) : m_text(text), m_out(out) {}

    void read()
    {
        while (m_at < m_text.size())
            step();
        endCommand();
    }

private:
    void step()
    {
        const char c = m_text[m_at];
        if (c == ' ' || c == '\t') {
            endWord();
            ++m_at;
        } else if (c == '#' && !m_inWord) {
            m_at = std::min(m_text.find('\n', m_at), m_text.size());
        } else if (c == '\n' || c == ';' || c == '(' || c == ')') {
            endCommand();
            ++m_at;
        } else if (c == '&' || c == '|') {
            readOperator(c);
        } else if (c == '<' || c == '>') {
            readRedirection();
        } else if (c == '\'') {
            m_inWord = true;
            const std::size_t end = std::min(m_text.find('\'', m_at + 1), m_text.size());
            m_word += m_text.substr(m_at + 1, end - m_at - 1);
            m_at = end + 1;
        } else if (c == '"') {
            ++m_at;
            m_inWord = true;
            readQuoted();
        } else if (!readSpecial()) {
            m_inWord = true;
            m_word += c;
            ++m_at;
        }
    }

    void readOperator(char c)
    {
        const bool twice = m_at + 1 < m_text.size() && m_text[m_at + 1] == c;
        if (c == '&' && !twice && m_at > 0 && m_text[m_at - 1] == '>') { // 2>&1
            ++m_at;
            return;
        }
        if (c == '|' && !twice)
            m_out.piped = true;
        endCommand();
        m_at += twice ? 2 : 1;
        if (c == '|' && !twice && m_at < m_text.size() && m_text[m_at] == '&')
            ++m_at;
    }

    void readRedirection()
    {
        if (m_inWord &&
            std::all_of(m_word.begin(), m_word.end(), [](unsigned char d) { return std::isdigit(d) != 0; })) {
            m_word.clear(); // the descriptor
            m_inWord = false;
        }
        endWord();
        while (m_at < m_text.size() && (m_text[m_at] == '<' || m_text[m_at] == '>' || m_text[m_at] == '&'))
            ++m_at;
        m_skipWord = true;
    }

    /// Backslash, $(...), `...` and ${...}, in and out of double quotes.
    bool readSpecial()
    {
        const char c = m_text[m_at];
        if (c == '\\') {
            if (m_at + 1 < m_text.size() && m_text[m_at + 1] != '\n') {
                m_inWord = true;
                m_word += m_text[m_at + 1];
            }
            m_at += 2;
            return true;
        }
        if (c == '`') {
            const std::size_t end = std::min(m_text.find('`', m_at + 1), m_text.size());
            nested(m_text.substr(m_at + 1, end - m_at - 1), m_text.substr(m_at, end + 1 - m_at));
            m_at = end + 1;
            return true;
        }
        if (c == '$' && m_at + 1 < m_text.size() && (m_text[m_at + 1] == '(' || m_text[m_at + 1] == '{')) {
            const std::size_t end = closing(m_at + 1);
            const std::string_view whole = m_text.substr(m_at, end + 1 - m_at);
            const bool arithmetic = whole.starts_with("$((");
            if (m_text[m_at + 1] == '(' && !arithmetic)
                nested(m_text.substr(m_at + 2, end - m_at - 2), whole);
            else
                nested({}, whole);
            m_at = end + 1;
            return true;
        }
        return false;
    }

    void readQuoted()
    {
        while (m_at < m_text.size() && m_text[m_at] != '"') {
            const bool escapes =
                m_text[m_at] != '\\' ||
                (m_at + 1 < m_text.size() &&
                 std::string_view("$`\"\\\n").find(m_text[m_at + 1]) != std::string_view::npos);
            if (escapes && readSpecial())
                continue;
            m_word += m_text[m_at++];
        }
        ++m_at;
    }

    void nested(std::string_view script, std::string_view whole)
    {
        m_inWord = true;
        m_word += whole;
        if (script.empty())
            return;
        ShellScript inner = parseShell(script);
        m_nested.insert(m_nested.end(), inner.commands.begin(), inner.commands.end());
        m_out.piped = m_out.piped || inner.piped;
    }

    /// Index of the bracket that closes the one at `open`.
    [[nodiscard]] std::size_t closing(std::size_t open) const
    {
        const char left = m_text[open];
        const char right = left == '(' ? ')' : '}';
        int depth = 0;
        char quote = '\0';
        for (std::size_t i = open; i < m_text.size(); ++i) {
            const char c = m_text[i];
            if (quote != '\0') {
                quote = c == quote ? '\0' : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == left) {
                ++depth;
            } else if (c == right && --depth == 0) {
                return i;
            }
        }
        return m_text.size();
    }

    void endWord()
    {
        if (!m_inWord)
            return;
        m_inWord = false;
        std::string word = std::move(m_word);
        m_word.clear();
        if (m_skipWord) {
            m_skipWord = false;
            return;
        }
        if (m_command.words.empty()) {
            if (isKeyword(word))
                return;
            const std::size_t equals = word.find('=');
            if (equals != std::string::npos && isName(std::string_view(word).substr(0, equals))) {
                m_command.assignments.emplace_back(word.substr(0, equals), word.substr(equals + 1));
                return;
            }
        }
        m_command.words.push_back(std::move(word));
    }

    void endCommand()
    {
        endWord();
        m_skipWord = false;
        m_out.commands.insert(m_out.commands.end(), m_nested.begin(), m_nested.end());
        m_nested.clear();
        if (!m_command.words.empty() || !m_command.assignments.empty())
            m_out.commands.push_back(std::move(m_command));
        m_command = {};
    }

    std::string_view m_text;
    ShellScript &m_out;
    std::size_t m_at = 0;
    std::string m_word;
    bool m_inWord = false;
    bool m_skipWord = false;
    ShellCommand m_command;
    std::vector<ShellCommand> m_nested;
};

} // namespace

bool ShellCommand::has(std::string_view word) const
{
    return words.size() > 1 && std::find(words.begin() + 1, words.end(), word) != words.end();
}

bool ShellCommand::hasFlag(std::string_view flag) const
{
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::string_view word = words[i];
        if (word.starts_with("--")) {
            if (word.substr(2, word.find('=') - 2) == flag)
                return true;
        } else if (word.starts_with('-') && flag.size() == 1 &&
                   word.find(flag[0]) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

std::vector<std::string> ShellCommand::plain(const std::set<std::string_view> &withValue) const
{
    std::vector<std::string> out;
    for (std::size_t i = 1; i < words.size(); ++i) {
        if (withValue.contains(words[i]))
            ++i;
        else if (!words[i].starts_with('-'))
            out.push_back(words[i]);
    }
    return out;
}

bool ShellCommand::runs(std::string_view program, const std::set<std::string_view> &verbs) const
{
    if (name() != program)
        return false;
    const auto found = std::find_if(words.begin() + 1, words.end(),
                                    [&](const std::string &word) { return verbs.contains(word); });
    return found != words.end();
}

ShellScript parseShell(std::string_view text)
{
    ShellScript out;
    Reader(text, out).read();
    return out;
}

} // namespace catamaran::engine::lint
