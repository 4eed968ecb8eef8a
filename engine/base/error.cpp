// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/error.h"

#include <cerrno>
#include <system_error>

namespace catamaran::base {

std::string_view errcName(Errc code) noexcept
{
    switch (code) {
    case Errc::InvalidArgument:
        return "invalid-argument";
    case Errc::Parse:
        return "parse";
    case Errc::NotFound:
        return "not-found";
    case Errc::AlreadyExists:
        return "already-exists";
    case Errc::InvalidState:
        return "invalid-state";
    case Errc::PortInUse:
        return "port-in-use";
    case Errc::Unsupported:
        return "unsupported";
    case Errc::PermissionDenied:
        return "permission-denied";
    case Errc::NoSpace:
        return "no-space";
    case Errc::Corrupt:
        return "corrupt";
    case Errc::Network:
        return "network";
    case Errc::Protocol:
        return "protocol";
    case Errc::Timeout:
        return "timeout";
    case Errc::Cancelled:
        return "cancelled";
    case Errc::CommandNotFound:
        return "command-not-found";
    case Errc::CommandNotExecutable:
        return "command-not-executable";
    case Errc::System:
        return "system";
    case Errc::Internal:
        return "internal";
    }
    return "internal";
}

namespace {

Errc codeOfErrno(int errnoValue) noexcept
{
    switch (errnoValue) {
    case ENOENT:
        return Errc::NotFound;
    case EEXIST:
        return Errc::AlreadyExists;
    case EACCES:
    case EPERM:
    case EROFS:
        return Errc::PermissionDenied;
    case ENOSPC:
    case EDQUOT:
        return Errc::NoSpace;
    case ETIMEDOUT:
        return Errc::Timeout;
    case ECANCELED:
        return Errc::Cancelled;
    case ENOSYS:
    case EOPNOTSUPP:
        return Errc::Unsupported;
    default:
        return Errc::System;
    }
}

std::string fixOfErrno(int errnoValue)
{
    if (errnoValue == ENOSPC || errnoValue == EDQUOT)
        return "Free some disk space (catamaran rm, catamaran rmi) and try again.";
    return {};
}

} // namespace

Error Error::fromErrno(int errnoValue, std::string what)
{
    Error error(codeOfErrno(errnoValue),
                std::move(what) + ": " + std::generic_category().message(errnoValue));
    error.m_errno = errnoValue;
    error.m_fix = fixOfErrno(errnoValue);
    return error;
}

Error Error::withContext(std::string what) &&
{
    m_context.insert(m_context.begin(), std::move(what));
    return std::move(*this);
}

Error Error::withFix(std::string fix) &&
{
    m_fix = std::move(fix);
    return std::move(*this);
}

Error Error::withWhere(Where where) &&
{
    m_where = std::move(where);
    return std::move(*this);
}

Error Error::withCode(Errc code) &&
{
    m_code = code;
    return std::move(*this);
}

void Error::addCleanup(Error error)
{
    m_cleanup.push_back(std::move(error));
}

std::string Error::text() const
{
    std::string out;
    if (m_where) {
        out += m_where->file;
        if (m_where->line > 0) {
            out += ':' + std::to_string(m_where->line);
            if (m_where->column > 0)
                out += ':' + std::to_string(m_where->column);
        }
        out += ": ";
    }
    for (const std::string &context : m_context)
        out += context + ": ";
    return out + m_message;
}

std::string Error::fullText() const
{
    std::string out = text();
    if (!m_fix.empty())
        out += "\nFix: " + m_fix;
    for (const Error &error : m_cleanup)
        out += "\nWhile cleaning up: " + error.text();
    return out;
}

} // namespace catamaran::base
