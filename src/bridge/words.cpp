// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/words.h"

#include <algorithm>

namespace catamaran::bridge {

std::optional<QStringList> splitCommand(const QString &text)
{
    QStringList words;
    QString word;
    bool inWord = false;
    QChar quote;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quote == QLatin1Char('\'')) {
            if (c == quote)
                quote = QChar();
            else
                word += c;
        } else if (c == QLatin1Char('\\')) {
            if (++i == text.size())
                return std::nullopt;
            // Inside double quotes a backslash guards only these.
            if (!quote.isNull() && !QStringLiteral("$`\"\\").contains(text[i]))
                word += c;
            word += text[i];
            inWord = true;
        } else if (!quote.isNull()) {
            if (c == quote)
                quote = QChar();
            else
                word += c;
        } else if (c == QLatin1Char('\'') || c == QLatin1Char('"')) {
            quote = c;
            inWord = true;
        } else if (c.isSpace()) {
            if (inWord)
                words.append(word);
            word.clear();
            inWord = false;
        } else {
            word += c;
            inWord = true;
        }
    }
    if (!quote.isNull())
        return std::nullopt;
    if (inWord)
        words.append(word);
    return words;
}

QString quoteForShell(const QString &text)
{
    const auto isSafe = [](QChar c) {
        return (c.unicode() < 128 && c.isLetterOrNumber()) || QStringLiteral("@%_+=:,./-").contains(c);
    };
    if (!text.isEmpty() && std::all_of(text.begin(), text.end(), isSafe))
        return text;
    QString inner = text;
    inner.replace(QLatin1Char('\''), QStringLiteral("'\\''"));
    return QLatin1Char('\'') + inner + QLatin1Char('\'');
}

} // namespace catamaran::bridge
