// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace catamaran::engine::build {

/// Shell-like words of a Dockerfile: quotes, the escape character, $NAME and ${NAME...} with the modifiers
/// :- - :+ + :? ? # ## % %% / // (docker's reference, "Environment replacement").
///
/// Pure. Errors are Errc::Parse without a place: the caller knows the line.
class Substitution {
public:
    /// nullopt: not set.
    using Lookup = std::function<std::optional<std::string>(const std::string &)>;

    struct Options {
        char escape = '\\';
        bool rawQuotes = false;  ///< quotes stay in the result
        bool rawEscapes = false; ///< escape characters stay in the result
        bool skipUnset = false;  ///< "$NAME" of an unset variable stays as it is
    };

    explicit Substitution(Lookup lookup) : m_lookup(std::move(lookup)) {}
    Substitution(Lookup lookup, Options options) : m_lookup(std::move(lookup)), m_options(options) {}

    /// One text in which blanks do not separate.
    [[nodiscard]] base::Result<std::string> word(std::string_view text) const;
    /// Split at unquoted blanks, also those that came out of a variable.
    [[nodiscard]] base::Result<std::vector<std::string>> words(std::string_view text) const;

private:
    Lookup m_lookup;
    Options m_options;
};

} // namespace catamaran::engine::build
