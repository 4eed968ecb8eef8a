// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace catamaran::engine::build {

/// "<<-EOF": what follows until its end word.
struct HereDocument {
    std::string name;
    std::string content;
    bool expand = true;     ///< false: a part of the word was quoted
    bool stripTabs = false; ///< "<<-"
    int descriptor = 0;
};

/// Lines joined by continuation, comments taken out.
struct LogicalLine {
    std::string text;
    int line = 0;    ///< of the first character, from 1
    int endLine = 0; ///< last line, here-documents included
};

/// Cuts a Dockerfile into logical lines. Pure.
class DockerfileLexer {
public:
    DockerfileLexer(std::string_view text, std::string file);

    /// Reads "# escape=", "# syntax=", "# check=" at the top. Call once, first.
    base::Result<void> readDirectives();
    /// nullopt at the end.
    std::optional<LogicalLine> next();
    /// Reads the body of a here-document that the line before announced.
    base::Result<void> readBody(HereDocument &document, LogicalLine &line);

    [[nodiscard]] char escape() const { return m_escape; }
    [[nodiscard]] const std::map<std::string, std::string> &directives() const { return m_directives; }
    /// Lines inside a continuation that are empty: docker warns about them.
    [[nodiscard]] const std::vector<int> &emptyContinuations() const { return m_emptyContinuations; }

    /// A Parse error at a place of this file, with the line's text and a caret under the column.
    [[nodiscard]] base::Error errorAt(int line, int column, std::string message,
                                      base::Errc code = base::Errc::Parse) const;
    [[nodiscard]] std::string_view rawLine(int line) const;

private:
    std::optional<std::string> continuation(std::string_view line) const;

    std::string m_text;
    std::string m_file;
    std::vector<std::string_view> m_lines; ///< with their newline
    std::size_t m_at = 0;
    char m_escape = '\\';
    std::map<std::string, std::string> m_directives;
    std::vector<int> m_emptyContinuations;
};

/// The here-documents that a line announces (docker's reference, "Here-Documents").
base::Result<std::vector<HereDocument>> hereDocumentsOf(std::string_view line);
/// One word such as <<-"EOF"; nullopt: not a here-document.
base::Result<std::optional<HereDocument>> parseHereDocument(std::string_view word);

} // namespace catamaran::engine::build
