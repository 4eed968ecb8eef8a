// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <cstddef>
#include <mutex>

namespace catamaran::base {

/// A shared library that is opened when it is first asked for, not when the program starts: what a verb does
/// not use, it does not pay for. Stays open until the process ends. Thread: safe. See dlopen(3).
class LazyLibrary {
public:
    /// `soname` is what dlopen(3) gets, `package` is what a Fix names. Both must live as long as this.
    constexpr LazyLibrary(const char *soname, const char *package) : m_soname(soname), m_package(package) {}

    /// Opens the library. Unsupported with the loader's words where it is missing.
    Result<void> load();

    /// Address of a function; null where the library or the function is missing.
    void *symbol(const char *name);

private:
    const char *m_soname;
    const char *m_package;
    std::once_flag m_once;
    void *m_handle = nullptr;
    std::string m_error;
};

template <std::size_t Size>
struct SymbolName {
    char text[Size]{};
    // NOLINTNEXTLINE(google-explicit-constructor): so that a literal is a template argument
    constexpr SymbolName(const char (&name)[Size])
    {
        for (std::size_t i = 0; i < Size; ++i)
            text[i] = name[i];
    }
};

/// `call` is the library's function `Name` of the declared type `Function`. Before the first call
/// LazyLibrary::load() must have succeeded once; otherwise calls do nothing and return zero.
template <LazyLibrary &Library, SymbolName Name, typename Function>
struct LazyFunction;

template <LazyLibrary &Library, SymbolName Name, typename Return, typename... Arguments>
struct LazyFunction<Library, Name, Return(Arguments...)> {
    static Return call(Arguments... arguments)
    {
        static const auto function = reinterpret_cast<Return (*)(Arguments...)>(Library.symbol(Name.text));
        return function ? function(arguments...) : Return();
    }
};

} // namespace catamaran::base
