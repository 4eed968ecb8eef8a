// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/dockerfile_lexer.h"

#include "engine/build/substitution.h"

#include <algorithm>
#include <cctype>

namespace catamaran::engine::build {

using base::Errc;
using base::Result;

namespace {

constexpr std::string_view kBlanks = " \t\r\n\v\f";

std::string_view trimLeft(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    return text;
}

std::string_view trim(std::string_view text)
{
    text = trimLeft(text);
    return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

std::string_view withoutNewline(std::string_view line)
{
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r'))
        line.remove_suffix(1);
    return line;
}

bool isComment(std::string_view line)
{
    return trimLeft(line).starts_with('#');
}

/// "# name = value"
std::optional<std::pair<std::string, std::string>> directiveOf(std::string_view line)
{
    if (!line.starts_with('#'))
        return std::nullopt;
    line = trimLeft(line.substr(1));
    std::size_t end = 0;
    while (end < line.size() && std::isalnum(static_cast<unsigned char>(line[end])) != 0)
        ++end;
    if (end == 0 || std::isalpha(static_cast<unsigned char>(line[0])) == 0)
        return std::nullopt;
    std::string name(line.substr(0, end));
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    line = trimLeft(line.substr(end));
    if (!line.starts_with('='))
        return std::nullopt;
    line = trim(line.substr(1));
    if (line.empty())
        return std::nullopt;
    return std::pair(name, std::string(line));
}

} // namespace

DockerfileLexer::DockerfileLexer(std::string_view text, std::string file)
    : m_text(text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text), m_file(std::move(file))
{
    for (std::string_view rest = m_text; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
        m_lines.push_back(rest.substr(0, end));
        rest.remove_prefix(end);
    }
}

std::string_view DockerfileLexer::rawLine(int line) const
{
    const auto index = static_cast<std::size_t>(line) - 1;
    return line >= 1 && index < m_lines.size() ? withoutNewline(m_lines[index]) : std::string_view();
}

base::Error DockerfileLexer::errorAt(int line, int column, std::string message, Errc code) const
{
    const std::string_view source = rawLine(line);
    if (!source.empty()) {
        message += "\n    " + std::string(source) + "\n    ";
        for (int i = 1; i < column; ++i)
            message += source[static_cast<std::size_t>(i) - 1] == '\t' ? '\t' : ' ';
        message += '^';
    }
    return base::Error(code, std::move(message)).withWhere({m_file, line, column});
}

Result<void> DockerfileLexer::readDirectives()
{
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const auto directive = directiveOf(withoutNewline(m_lines[i]));
        if (!directive)
            break;
        const auto &[name, value] = *directive;
        const int line = static_cast<int>(i) + 1;
        if (name != "escape" && name != "syntax" && name != "check")
            break;
        if (!m_directives.emplace(name, value).second)
            return errorAt(line, 1, "only one " + name + " parser directive can be used");
        if (name == "escape") {
            if (value != "\\" && value != "`")
                return errorAt(line, 1, "invalid escape token '" + value + "' does not match ` or \\");
            m_escape = value.front();
        }
    }
    return {};
}

/// The line without its continuation mark; nullopt: it is the last of its logical line.
std::optional<std::string> DockerfileLexer::continuation(std::string_view line) const
{
    std::string_view head = line.substr(0, line.find_last_not_of(" \t") + 1);
    if (!head.ends_with(m_escape))
        return std::nullopt;
    head.remove_suffix(1);
    if (head.ends_with(m_escape))
        return std::nullopt;
    return std::string(head);
}

std::optional<LogicalLine> DockerfileLexer::next()
{
    while (m_at < m_lines.size()) {
        std::string_view line = trimLeft(withoutNewline(m_lines[m_at]));
        LogicalLine out;
        out.line = static_cast<int>(++m_at);
        out.endLine = out.line;
        if (isComment(line))
            line = {};
        std::optional<std::string> more = continuation(line);
        out.text = more.value_or(std::string(line));
        if (!more && out.text.empty())
            continue;
        while (more && m_at < m_lines.size()) {
            const std::string_view raw = withoutNewline(m_lines[m_at]);
            out.endLine = static_cast<int>(++m_at);
            if (isComment(raw))
                continue;
            if (trim(raw).empty()) {
                m_emptyContinuations.push_back(out.endLine);
                continue;
            }
            more = continuation(raw);
            out.text += more ? *more : std::string(raw);
        }
        return out;
    }
    return std::nullopt;
}

Result<void> DockerfileLexer::readBody(HereDocument &document, LogicalLine &line)
{
    while (m_at < m_lines.size()) {
        std::string_view raw = m_lines[m_at];
        line.endLine = static_cast<int>(++m_at);
        if (document.stripTabs)
            raw.remove_prefix(std::min(raw.find_first_not_of('\t'), raw.size()));
        if (withoutNewline(raw) == document.name)
            return {};
        document.content += raw;
    }
    return errorAt(line.line, 1, "unterminated heredoc: no line \"" + document.name + "\" follows");
}

Result<std::optional<HereDocument>> parseHereDocument(std::string_view word)
{
    HereDocument out;
    std::size_t at = 0;
    while (at < word.size() && std::isdigit(static_cast<unsigned char>(word[at])) != 0)
        ++at;
    if (at > 0 && at < 4)
        out.descriptor = std::stoi(std::string(word.substr(0, at)));
    if (!word.substr(at).starts_with("<<"))
        return std::optional<HereDocument>();
    at += 2;
    if (word.substr(at).starts_with('-')) {
        out.stripTabs = true;
        ++at;
    }
    const std::string_view rest = word.substr(at);
    if (rest.empty() || rest.find('<') != std::string_view::npos)
        return std::optional<HereDocument>();
    const auto unset = [](const std::string &) { return std::optional<std::string>(); };
    Substitution::Options options;
    options.skipUnset = true;
    CATAMARAN_TRY(const std::vector<std::string> words, Substitution(unset, options).words(rest));
    if (words.size() != 1)
        return std::optional<HereDocument>();
    out.name = words.front();
    options.rawQuotes = true;
    options.rawEscapes = true;
    CATAMARAN_TRY(const std::vector<std::string> raw, Substitution(unset, options).words(rest));
    out.expand = raw == words;
    return std::optional<HereDocument>(std::move(out));
}

Result<std::vector<HereDocument>> hereDocumentsOf(std::string_view line)
{
    std::vector<HereDocument> out;
    Substitution::Options options;
    options.skipUnset = true;
    options.rawQuotes = true;
    options.rawEscapes = true;
    const auto words =
        Substitution([](const std::string &) { return std::optional<std::string>(); }, options).words(line);
    if (!words) // a shell command with odd quotes: no here-document then
        return out;
    for (const std::string &word : *words) {
        CATAMARAN_TRY(std::optional<HereDocument> document, parseHereDocument(word));
        if (document)
            out.push_back(std::move(*document));
    }
    return out;
}

} // namespace catamaran::engine::build
