// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"

#include <cerrno>
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace catamaran::base {

/// A value or the Error that stood in its way. Dropping one is a compiler warning.
///
/// tl::expected gives the monadic calls (and_then, map, or_else); this class adds [[nodiscard]].
template <typename T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
    using Base = tl::expected<T, Error>;

public:
    using Base::Base;
    Result(Base base) : Base(std::move(base)) {}
    Result(Error error) : Base(tl::unexpected<Error>(std::move(error))) {}
};

/// Wraps an error for return from any Result function.
inline tl::unexpected<Error> fail(Errc code, std::string message)
{
    return tl::unexpected<Error>(Error(code, std::move(message)));
}

inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

/// fail() with the current errno. Read errno before anything else can change it.
inline tl::unexpected<Error> failErrno(std::string what)
{
    const int saved = errno;
    return tl::unexpected<Error>(Error::fromErrno(saved, std::move(what)));
}

#define CATAMARAN_CONCAT_INNER(a, b) a##b
#define CATAMARAN_CONCAT(a, b) CATAMARAN_CONCAT_INNER(a, b)

/// CATAMARAN_TRY(auto value, expression): declares `value` from the Result, or returns its error.
#define CATAMARAN_TRY(declaration, ...)                                                                      \
    auto CATAMARAN_CONCAT(catamaranTry, __LINE__) = (__VA_ARGS__);                                           \
    if (!CATAMARAN_CONCAT(catamaranTry, __LINE__))                                                           \
        return ::catamaran::base::fail(std::move(CATAMARAN_CONCAT(catamaranTry, __LINE__)).error());         \
    declaration = std::move(*CATAMARAN_CONCAT(catamaranTry, __LINE__))

/// CATAMARAN_CHECK(expression): returns the error of a Result<void> (or drops the value of another).
#define CATAMARAN_CHECK(...)                                                                                 \
    do {                                                                                                     \
        auto catamaranCheck = (__VA_ARGS__);                                                                 \
        if (!catamaranCheck)                                                                                 \
            return ::catamaran::base::fail(std::move(catamaranCheck).error());                               \
    } while (false)

/// As CATAMARAN_CHECK, with one more context in front of the error.
#define CATAMARAN_CHECK_CONTEXT(what, ...)                                                                   \
    do {                                                                                                     \
        auto catamaranCheck = (__VA_ARGS__);                                                                 \
        if (!catamaranCheck)                                                                                 \
            return ::catamaran::base::fail(std::move(catamaranCheck).error().withContext(what));             \
    } while (false)

} // namespace catamaran::base
