// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/terminal/terminal_search.h"

#include "ui/terminal/vt_screen.h"

#include <QRegularExpression>
#include <algorithm>

namespace catamaran::ui {

namespace {

constexpr qsizetype kMostMatches = 20'000;

VtSpan spanOf(qint64 row, const QList<int> &columns, qsizetype begin, qsizetype length)
{
    const int from = columns[begin];
    const int to = columns[begin + length - 1];
    return {row, from, to - from + 1};
}

bool isWordCharacter(QChar character)
{
    static const QString kAlso = QStringLiteral("_-./~:@%+=,#");
    return character.isLetterOrNumber() || kAlso.contains(character);
}

} // namespace

QList<VtSpan> findAll(const VtScreen &screen, const QString &text)
{
    QList<VtSpan> spans;
    if (text.isEmpty())
        return spans;
    const bool capitals = std::any_of(text.begin(), text.end(), [](QChar c) { return c.isUpper(); });
    for (qint64 row = screen.first(); row < screen.end() && spans.size() < kMostMatches; ++row) {
        QList<int> columns;
        const QString line = screen.text(row, &columns);
        qsizetype at = 0;
        while ((at = line.indexOf(text, at, capitals ? Qt::CaseSensitive : Qt::CaseInsensitive)) >= 0) {
            spans.append(spanOf(row, columns, at, text.size()));
            at += text.size();
        }
    }
    return spans;
}

std::optional<VtLink> linkAt(const VtScreen &screen, qint64 row, int column)
{
    static const QRegularExpression kAddress(QStringLiteral("(?:https?|ftp|file)://[^\\s\"'<>`|\\\\^{}]+"));
    QList<int> columns;
    const QString line = screen.text(row, &columns);
    auto matches = kAddress.globalMatch(line);
    while (matches.hasNext()) {
        const auto match = matches.next();
        QString address = match.captured();
        // A full stop or bracket behind an address belongs to the sentence.
        while (!address.isEmpty() && QStringLiteral(".,;:!?)]").contains(address.back()) &&
               !(address.endsWith(QLatin1Char(')')) && address.contains(QLatin1Char('('))))
            address.chop(1);
        const VtSpan span = spanOf(row, columns, match.capturedStart(), address.size());
        if (column >= span.column && column < span.column + span.length)
            return VtLink{span, address};
    }
    return std::nullopt;
}

VtSpan wordAt(const VtScreen &screen, qint64 row, int column)
{
    QList<int> columns;
    const QString line = screen.text(row, &columns);
    const auto place =
        static_cast<qsizetype>(std::lower_bound(columns.begin(), columns.end(), column) - columns.begin());
    if (place >= line.size() || !isWordCharacter(line[place]))
        return {row, column, 1};
    qsizetype begin = place;
    qsizetype end = place;
    while (begin > 0 && isWordCharacter(line[begin - 1]))
        --begin;
    while (end + 1 < line.size() && isWordCharacter(line[end + 1]))
        ++end;
    return spanOf(row, columns, begin, end - begin + 1);
}

} // namespace catamaran::ui
