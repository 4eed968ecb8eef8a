// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/build/dockerfile_lexer.h"

#include <memory>

namespace catamaran::engine::build {

/// One instruction as written; nothing is substituted yet.
struct Instruction {
    std::string keyword;            ///< as written
    std::string name;               ///< lower case: "copy"
    std::vector<std::string> flags; ///< "--chown=1:1"
    /// The words. ENV and LABEL: triples key, value, separator ("=" or ""). HEALTHCHECK: type, then command.
    std::vector<std::string> arguments;
    bool json = false; ///< exec form
    std::vector<HereDocument> documents;
    std::shared_ptr<Instruction> trigger; ///< of ONBUILD
    std::string original;                 ///< the logical line
    int line = 0;
    int endLine = 0;

    /// Value of --name=value; nullopt if not given.
    [[nodiscard]] std::optional<std::string> flag(std::string_view name) const;
};

struct ParseWarning {
    int line = 0;
    std::string text;
};

/// A parsed file with its lexer, which knows the lines for error messages.
struct Dockerfile {
    std::vector<Instruction> instructions;
    std::vector<ParseWarning> warnings;
    std::shared_ptr<const DockerfileLexer> source;

    /// An error at an instruction, with its text and a caret.
    [[nodiscard]] base::Error errorAt(const Instruction &instruction, std::string message,
                                      base::Errc code = base::Errc::Parse) const;
};

/// Parses the syntax (docker's reference; BuildKit's parser decides where the text is silent): a tree of
/// instructions. What an instruction may say is checked by validate().
base::Result<Dockerfile> parseDockerfile(std::string_view text, const std::string &file);

/// Checks instructions by themselves: known names, number of arguments, known flags, first is FROM.
base::Result<void> validateDockerfile(const Dockerfile &dockerfile);
/// One instruction. `where` makes the errors.
base::Result<void> validateInstruction(const Dockerfile &where, const Instruction &instruction);

/// One line (an ONBUILD trigger of a base image) by itself.
base::Result<Instruction> parseInstruction(std::string_view line, char escape);
/// A JSON array of strings at the front of `text`; nullopt: not JSON. Parse error: JSON of something else.
base::Result<std::optional<std::vector<std::string>>> parseExecForm(std::string_view text);
/// Words at unquoted blanks; quotes and escapes stay.
std::vector<std::string> splitQuotedWords(std::string_view text, char escape);

} // namespace catamaran::engine::build
