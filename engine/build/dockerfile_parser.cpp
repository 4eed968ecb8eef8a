// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/dockerfile_parser.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <nlohmann/json.hpp>

namespace catamaran::engine::build {

using base::Errc;
using base::Result;

namespace {

constexpr std::string_view kBlanks = " \t\r\n\v\f";

bool isSpace(char c)
{
    return kBlanks.find(c) != std::string_view::npos;
}

std::string_view trim(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
    return out;
}

std::vector<std::string> splitBlanks(std::string_view text)
{
    std::vector<std::string> out;
    for (text = trim(text); !text.empty(); text = trim(text)) {
        const std::size_t end = std::min(text.find_first_of(kBlanks), text.size());
        out.emplace_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return out;
}

/// Takes the leading --flags off `rest`.
std::vector<std::string> takeFlags(std::string_view &rest)
{
    std::vector<std::string> flags;
    for (;;) {
        const std::string_view start = trim(rest);
        if (!start.starts_with("--")) {
            rest = start;
            return flags;
        }
        std::string word;
        char quote = '\0';
        std::size_t at = 0;
        for (; at < start.size(); ++at) {
            const char c = start[at];
            if (quote == '\0' && isSpace(c))
                break;
            if (c == '\\') {
                if (++at < start.size())
                    word += start[at];
            } else if (quote != '\0' && c == quote) {
                quote = '\0';
            } else if (quote == '\0' && (c == '\'' || c == '"')) {
                quote = c;
            } else {
                word += c;
            }
        }
        rest = start.substr(std::min(at, start.size()));
        if (word == "--") {
            rest = trim(rest);
            return flags;
        }
        flags.push_back(std::move(word));
    }
}

using Arguments = Result<void>;

Arguments keyValues(Instruction &out, std::string_view rest, char escape)
{
    const std::vector<std::string> words = splitQuotedWords(rest, escape);
    if (words.empty())
        return {};
    if (words.front().find('=') == std::string::npos) { // KEY value with blanks
        const std::size_t end = rest.find_first_of(kBlanks);
        if (end == std::string_view::npos) {
            std::string upper = out.name;
            std::transform(upper.begin(), upper.end(), upper.begin(),
                           [](unsigned char c) { return std::toupper(c); });
            return base::fail(Errc::Parse, upper + " must have two arguments");
        }
        out.arguments = {std::string(rest.substr(0, end)), std::string(trim(rest.substr(end))), ""};
        return {};
    }
    for (const std::string &word : words) {
        const std::size_t equals = word.find('=');
        if (equals == std::string::npos)
            return base::fail(Errc::Parse, "Syntax error - can't find = in \"" + word +
                                               "\". Must be of the form: name=value");
        out.arguments.push_back(word.substr(0, equals));
        out.arguments.push_back(word.substr(equals + 1));
        out.arguments.emplace_back("=");
    }
    return {};
}

enum class Otherwise { OneText, Words };

Arguments execFormOr(Instruction &out, std::string_view rest, Otherwise otherwise)
{
    if (rest.empty())
        return {};
    CATAMARAN_TRY(auto words, parseExecForm(rest));
    if (words) {
        out.json = true;
        out.arguments.insert(out.arguments.end(), words->begin(), words->end());
    } else if (otherwise == Otherwise::OneText) {
        out.arguments.emplace_back(rest);
    } else {
        out.arguments = splitBlanks(rest);
    }
    return {};
}

Arguments parseArguments(Instruction &out, std::string_view rest, char escape)
{
    const std::string &name = out.name;
    if (name == "env" || name == "label")
        return keyValues(out, rest, escape);
    if (name == "arg") {
        out.arguments = splitQuotedWords(rest, escape);
        return {};
    }
    if (name == "from" || name == "expose") {
        out.arguments = splitBlanks(rest);
        return {};
    }
    if (name == "add" || name == "copy" || name == "volume")
        return execFormOr(out, rest, Otherwise::Words);
    if (name == "run" || name == "cmd" || name == "entrypoint" || name == "shell")
        return execFormOr(out, rest, Otherwise::OneText);
    if (name == "healthcheck") {
        const std::size_t end = std::min(rest.find_first_of(kBlanks), rest.size());
        if (end == 0)
            return {};
        out.arguments.emplace_back(rest.substr(0, end));
        return execFormOr(out, trim(rest.substr(end)), Otherwise::OneText);
    }
    if (name == "onbuild") {
        if (rest.empty())
            return {};
        CATAMARAN_TRY(Instruction trigger, parseInstruction(rest, escape));
        out.trigger = std::make_shared<Instruction>(std::move(trigger));
        return {};
    }
    if (name == "maintainer" || name == "stopsignal" || name == "user" || name == "workdir") {
        if (!rest.empty())
            out.arguments.emplace_back(rest);
    } else {
        out.arguments.emplace_back(); // unknown: validateInstruction() says so
    }
    return {};
}

bool mayHaveDocuments(const Instruction &instruction)
{
    if (instruction.trigger)
        return mayHaveDocuments(*instruction.trigger);
    return !instruction.json &&
           (instruction.name == "add" || instruction.name == "copy" || instruction.name == "run");
}

} // namespace

std::optional<std::string> Instruction::flag(std::string_view wanted) const
{
    for (const std::string &item : flags) {
        const std::string_view body = std::string_view(item).substr(2);
        const std::size_t equals = body.find('=');
        if (body.substr(0, equals) == wanted)
            return equals == std::string_view::npos ? std::string() : std::string(body.substr(equals + 1));
    }
    return std::nullopt;
}

base::Error Dockerfile::errorAt(const Instruction &instruction, std::string message, Errc code) const
{
    const std::string_view raw = source->rawLine(instruction.line);
    const std::size_t start = raw.find_first_not_of(kBlanks);
    return source->errorAt(instruction.line,
                           start == std::string_view::npos ? 1 : static_cast<int>(start) + 1,
                           std::move(message), code);
}

Result<std::optional<std::vector<std::string>>> parseExecForm(std::string_view text)
{
    text = trim(text);
    std::optional<std::vector<std::string>> out;
    if (!text.starts_with('['))
        return out;
    const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_array())
        return out;
    out.emplace();
    for (const nlohmann::json &item : json) {
        if (!item.is_string())
            return base::fail(Errc::Parse,
                              "when using JSON array syntax, arrays must be comprised of strings only");
        out->push_back(item.get<std::string>());
    }
    return out;
}

std::vector<std::string> splitQuotedWords(std::string_view text, char escape)
{
    std::vector<std::string> out;
    std::string word;
    bool inWord = false;
    char quote = '\0';
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (quote == '\0' && isSpace(c)) {
            if (inWord)
                out.push_back(std::move(word));
            word.clear();
            inWord = false;
            continue;
        }
        inWord = true;
        if (c == escape && quote != '\'') {
            if (at + 1 == text.size())
                break; // an escape character at the end escapes nothing
            word += c;
            word += text[++at];
            continue;
        }
        if (quote == '\0' && (c == '\'' || c == '"'))
            quote = c;
        else if (c == quote)
            quote = '\0';
        word += c;
    }
    if (inWord && !word.empty())
        out.push_back(std::move(word));
    return out;
}

Result<Instruction> parseInstruction(std::string_view line, char escape)
{
    Instruction out;
    out.original = trim(line);
    std::string_view rest = out.original;
    const std::size_t end = std::min(rest.find_first_of(kBlanks), rest.size());
    out.keyword = rest.substr(0, end);
    out.name = lower(out.keyword);
    rest.remove_prefix(end);
    out.flags = takeFlags(rest);
    CATAMARAN_CHECK(parseArguments(out, trim(rest), escape));
    return out;
}

Result<Dockerfile> parseDockerfile(std::string_view text, const std::string &file)
{
    const auto lexer = std::make_shared<DockerfileLexer>(text, file);
    CATAMARAN_CHECK(lexer->readDirectives());
    Dockerfile out;
    out.source = lexer;
    while (std::optional<LogicalLine> line = lexer->next()) {
        auto parsed = parseInstruction(line->text, lexer->escape());
        Instruction at;
        at.line = line->line;
        if (!parsed)
            return out.errorAt(at, parsed.error().message());
        parsed->line = line->line;
        if (mayHaveDocuments(*parsed)) {
            auto documents = hereDocumentsOf(line->text);
            if (!documents)
                return out.errorAt(at, documents.error().message());
            for (HereDocument &document : *documents) {
                CATAMARAN_CHECK(lexer->readBody(document, *line));
                parsed->documents.push_back(std::move(document));
            }
        }
        if (parsed->trigger) {
            parsed->trigger->line = line->line;
            parsed->trigger->documents = parsed->documents;
        }
        parsed->endLine = line->endLine;
        out.instructions.push_back(std::move(*parsed));
    }
    for (const int line : lexer->emptyContinuations())
        out.warnings.push_back({line, "Empty continuation line"});
    if (out.instructions.empty())
        return base::fail(base::Error(Errc::Parse, "file with no instructions").withWhere({file, 0, 0}));
    return out;
}

} // namespace catamaran::engine::build
