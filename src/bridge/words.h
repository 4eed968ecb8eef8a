// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <optional>

namespace catamaran::bridge {

/// Splits a command as a POSIX shell would cut it into words (quotes and backslashes, sh(1) "Quoting"),
/// without expanding anything. nullopt: a quote is not closed, or a backslash ends the text.
std::optional<QStringList> splitCommand(const QString &text);

/// `text` as one word of a POSIX shell: unchanged where that is safe, else in single quotes.
QString quoteForShell(const QString &text);

} // namespace catamaran::bridge
