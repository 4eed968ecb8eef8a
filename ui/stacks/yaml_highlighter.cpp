// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stacks/yaml_highlighter.h"

#include "ui/theme/theme.h"

#include <QRegularExpression>

namespace catamaran::ui {

YamlHighlighter::YamlHighlighter(QTextDocument *document) : QSyntaxHighlighter(document)
{
    if (Theme::current() != nullptr)
        connect(Theme::current(), &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void YamlHighlighter::highlightBlock(const QString &text)
{
    static const QRegularExpression kKey(
        QStringLiteral("^\\s*(?:-\\s+)*([^\\s#:'\"][^:#]*|\"[^\"]*\"|'[^']*')(?=:(\\s|$))"));
    static const QRegularExpression kString(QStringLiteral("\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'"));
    static const QRegularExpression kVariable(
        QStringLiteral("(?<!\\$)\\$(?:\\{[^}]*\\}|[A-Za-z_][A-Za-z0-9_]*)"));
    static const QRegularExpression kMark(QStringLiteral("(?<=\\s)[&*!][A-Za-z0-9_!.-]+|<<"));
    static const QRegularExpression kComment(QStringLiteral("(?:^|\\s)#.*$"));
    const Tokens &t = Theme::tokens();
    const auto paint = [&](const QRegularExpression &expression, const QColor &color, int group) {
        auto matches = expression.globalMatch(text);
        while (matches.hasNext()) {
            const auto match = matches.next();
            setFormat(static_cast<int>(match.capturedStart(group)),
                      static_cast<int>(match.capturedLength(group)), color);
        }
    };
    paint(kString, t.ok, 0);
    paint(kKey, t.container, 1);
    paint(kMark, t.vm, 0);
    paint(kVariable, t.warn, 0);
    // A # inside quotes is no comment.
    auto comments = kComment.globalMatch(text);
    while (comments.hasNext()) {
        const auto match = comments.next();
        const qsizetype at = match.capturedStart();
        const QString before = text.left(at);
        if (before.count(QLatin1Char('"')) % 2 == 0 && before.count(QLatin1Char('\'')) % 2 == 0) {
            setFormat(static_cast<int>(at), static_cast<int>(text.size() - at), t.text3);
            break;
        }
    }
}

} // namespace catamaran::ui
