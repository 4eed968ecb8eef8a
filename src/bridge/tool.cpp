// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/tool.h"

#include "src/bridge/words.h"

#include <algorithm>

namespace catamaran::bridge {

bool applies(const Tool &tool, const WorkloadRow &row)
{
    const bool up = row.isRunning() || row.state == State::Paused;
    return tool.when == Tool::When::Always || (tool.when == Tool::When::Running) == up;
}

std::optional<Tool> toolOf(const QString &verb)
{
    const QList<Tool> all = tools();
    const auto found =
        std::find_if(all.begin(), all.end(), [&verb](const Tool &tool) { return tool.verb == verb; });
    return found == all.end() ? std::nullopt : std::optional(*found);
}

QList<Tool> toolsFor(Tool::Object object)
{
    QList<Tool> out;
    for (const Tool &tool : tools()) {
        if (tool.object == object)
            out.append(tool);
    }
    return out;
}

DeskCommand toolCommand(const Tool &tool, const QString &subject, const QString &label)
{
    DeskCommand command;
    command.verb = DeskCommand::Verb::Tool;
    command.toolVerb = tool.verb;
    command.subject = subject;
    command.label = label;
    command.hull = tool.object == Tool::Object::Vm ? Hull::Vm : Hull::Container;
    for (const ToolField &field : tool.fields) {
        const QString value = field.initial.contains(QLatin1String("%1")) ? field.initial.arg(label)
                              : field.kind == ToolField::Kind::Choice     ? field.choices.value(0)
                                                                          : field.initial;
        if (!value.isEmpty())
            command.values.insert(field.id, value);
    }
    return command;
}

bool isComplete(const Tool &tool, const DeskCommand &command)
{
    return std::all_of(tool.fields.begin(), tool.fields.end(), [&command](const ToolField &field) {
        return !field.needed || !command.values.value(field.id).trimmed().isEmpty();
    });
}

QString toolLine(const DeskCommand &command)
{
    const std::optional<Tool> tool = toolOf(command.toolVerb);
    if (!tool)
        return {};
    QStringList line{QStringLiteral("catamaran")};
    const QStringList words = tool->line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString &word : words) {
        if (word.startsWith(QLatin1String("--"))) {
            const qsizetype mark = word.indexOf(QLatin1Char('?'));
            if (mark > 0) {
                if (command.values.value(word.mid(mark + 1)) == QLatin1String("true"))
                    line.append(word.left(mark));
                continue;
            }
            const qsizetype equals = word.indexOf(QLatin1Char('='));
            const QString value = equals > 0 ? command.values.value(word.mid(equals + 1)).trimmed() : word;
            if (equals > 0 && !value.isEmpty())
                line << word.left(equals) << quoteForShell(value);
            else if (equals < 0)
                line.append(word);
            continue;
        }
        if (word == QLatin1String("{}")) {
            line.append(quoteForShell(command.name()));
        } else if (word.startsWith(QLatin1String("{}:{"))) {
            line.append(quoteForShell(command.name() + QLatin1Char(':') +
                                      command.values.value(word.mid(4, word.size() - 5)).trimmed()));
        } else if (word.startsWith(QLatin1String("{*"))) {
            const QString raw = command.values.value(word.mid(2, word.size() - 3)).simplified();
            if (!raw.isEmpty())
                line.append(raw);
        } else if (word.startsWith(QLatin1Char('{'))) {
            const QString value = command.values.value(word.mid(1, word.size() - 2)).trimmed();
            if (!value.isEmpty())
                line.append(quoteForShell(value));
        } else {
            line.append(word);
        }
    }
    return line.join(QLatin1Char(' '));
}

} // namespace catamaran::bridge
