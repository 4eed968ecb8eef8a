// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace catamaran::base {

/// What kind of failure an Error is. Callers branch on this, never on the text.
enum class Errc {
    InvalidArgument,      ///< the caller's value is wrong (docker CLI: exit 125)
    Parse,                ///< a document is malformed; Error::where says at which line and column
    NotFound,             ///< the named object does not exist
    AlreadyExists,        ///< the name or object is taken
    InvalidState,         ///< the object exists, but not in a state that allows this
    PortInUse,            ///< a host port is taken; the message names its owner
    Unsupported,          ///< this host, kernel or build cannot do it; the message says why
    PermissionDenied,     ///< needs rights that the caller does not have
    NoSpace,              ///< file system or address pool is full
    Corrupt,              ///< a digest, checksum or file format did not match
    Network,              ///< a remote party could not be reached or broke off
    Protocol,             ///< a helper or guest answered out of turn
    Timeout,              ///< a deadline passed
    Cancelled,            ///< the caller asked to stop
    CommandNotFound,      ///< the program does not exist in the container (exit 127)
    CommandNotExecutable, ///< the program exists but cannot be executed (exit 126)
    System,               ///< a system call failed; see Error::systemErrno
    Internal,             ///< a bug of ours
};

/// Returns a stable lower-case name such as "not-found", for logs and JSON.
std::string_view errcName(Errc code) noexcept;

/// A place in a text document. Lines and columns count from 1; 0 means unknown.
struct Where {
    std::string file;
    int line = 0;
    int column = 0;
};

/// Why something failed, with everything a user needs to act on it.
///
/// A value type: cheap to move, no global state. The message is a sentence without a final full
/// stop that says what failed and on what; `fix` is one sentence that says what to do next.
/// Thread: like any value.
class Error {
public:
    Error(Errc code, std::string message) : m_code(code), m_message(std::move(message)) {}

    /// An Errc::System error (or the closer code that errno maps to, such as NoSpace for ENOSPC).
    static Error fromErrno(int errnoValue, std::string what);

    [[nodiscard]] Errc code() const noexcept { return m_code; }
    [[nodiscard]] int systemErrno() const noexcept { return m_errno; }
    /// The innermost message, without context.
    [[nodiscard]] const std::string &message() const noexcept { return m_message; }
    /// What to do next; empty if nothing useful can be said.
    [[nodiscard]] const std::string &fix() const noexcept { return m_fix; }
    [[nodiscard]] const std::optional<Where> &where() const noexcept { return m_where; }
    /// Outermost context first: {"create container web", "mount overlay"}.
    [[nodiscard]] const std::vector<std::string> &context() const noexcept { return m_context; }
    /// Errors met while undoing the work that had been done before this error.
    [[nodiscard]] const std::vector<Error> &cleanup() const noexcept { return m_cleanup; }

    /// Puts one more context in front. These return a value, not a reference, so that `e =
    /// std::move(e).withContext()` is no move onto itself.
    [[nodiscard]] Error withContext(std::string what) &&;
    [[nodiscard]] Error withFix(std::string fix) &&;
    [[nodiscard]] Error withWhere(Where where) &&;
    [[nodiscard]] Error withCode(Errc code) &&;
    /// Keeps an error of the undo path beside this one.
    void addCleanup(Error error);

    /// "file:line:column: context: context: message" on one line, without the fix.
    [[nodiscard]] std::string text() const;
    /// text(), then "Fix: ..." and one line for each clean-up error, for people.
    [[nodiscard]] std::string fullText() const;

private:
    Errc m_code;
    int m_errno = 0;
    std::string m_message;
    std::string m_fix;
    std::optional<Where> m_where;
    std::vector<std::string> m_context;
    std::vector<Error> m_cleanup;
};

} // namespace catamaran::base
