// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/tool_menu.h"

#include "ui/dialogs/text_dialog.h"
#include "ui/theme/icons.h"
#include "ui/widgets/ask_dialog.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHash>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>

namespace catamaran::ui {

namespace {

using bridge::Tool;
using bridge::ToolField;

constexpr int kLongestLine = 72; ///< of a menu's entry

QString translated(const char *words)
{
    return QCoreApplication::translate("catamaran::ui::ToolMenu", words);
}

QList<Tool> offered(const ToolSubject &subject, const QStringList &only)
{
    QList<Tool> out;
    for (const Tool &tool : bridge::toolsFor(subject.object)) {
        const bool fits = !subject.row || bridge::applies(tool, *subject.row);
        if (fits && (only.isEmpty() || only.contains(tool.verb)))
            out.append(tool);
    }
    return out;
}

void run(bridge::Desk &desk, const Tool &tool, const bridge::DeskCommand &command, QWidget *parent)
{
    if (!tool.showsText) {
        desk.run(command);
        return;
    }
    // started() and finished() come later, on this thread.
    auto *wait = new QObject(parent);
    const int number = desk.run(command);
    QObject::connect(
        &desk, &bridge::Desk::finished, wait,
        [wait, number, parent = QPointer<QWidget>(parent)](
            int which, const bridge::DeskCommand &done, const QString &text, const bridge::Problem &problem) {
            if (which != number)
                return;
            wait->deleteLater();
            if (!problem.isEmpty() || parent == nullptr) // the banner says why
                return;
            auto *dialog = new TextDialog(done.title(), done.commandLine(), text, parent);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->show();
        });
}

/// The fields of a form, read into a command.
std::function<bridge::DeskCommand()> addFields(AskDialog &dialog, const Tool &tool,
                                               const bridge::DeskCommand &first)
{
    QHash<QString, std::function<QString()>> readers;
    for (const ToolField &field : tool.fields) {
        const QString value = first.values.value(field.id);
        switch (field.kind) {
        case ToolField::Kind::Text:
        case ToolField::Kind::Secret: {
            auto *edit = dialog.addText(field.label, value, field.hint);
            if (field.kind == ToolField::Kind::Secret)
                edit->setEchoMode(QLineEdit::Password);
            readers.insert(field.id, [edit] { return edit->text(); });
            break;
        }
        case ToolField::Kind::Choice: {
            auto *box = dialog.addChoice(field.label, field.choices);
            readers.insert(field.id, [box] { return box->currentText(); });
            break;
        }
        case ToolField::Kind::Check: {
            auto *box = dialog.addCheck(field.label, false, field.hint);
            readers.insert(field.id, [box] { return box->isChecked() ? QStringLiteral("true") : QString(); });
            break;
        }
        case ToolField::Kind::OpenFile:
        case ToolField::Kind::SaveFile:
        case ToolField::Kind::Folder: {
            auto *edit = dialog.addPath(field.label, value,
                                        field.kind == ToolField::Kind::OpenFile   ? AskDialog::Path::Open
                                        : field.kind == ToolField::Kind::SaveFile ? AskDialog::Path::Save
                                                                                  : AskDialog::Path::Folder);
            readers.insert(field.id, [edit] { return edit->text(); });
            break;
        }
        }
    }
    return [readers, first] {
        bridge::DeskCommand command = first;
        for (auto it = readers.begin(); it != readers.end(); ++it)
            command.values.insert(it.key(), it.value()());
        return command;
    };
}

QString shortened(const QString &line)
{
    return line.size() > kLongestLine ? line.left(kLongestLine - 1) + QStringLiteral("…") : line;
}

QString forMenu(QString text)
{
    return text.replace(QLatin1Char('&'), QLatin1String("&&"));
}

} // namespace

ToolSubject toolSubject(const bridge::WorkloadRow &row)
{
    return {row.key.hull == bridge::Hull::Vm ? Tool::Object::Vm : Tool::Object::Container, row.key.id,
            row.name, row};
}

void startTool(bridge::Desk &desk, const Tool &tool, const ToolSubject &subject, QWidget *parent)
{
    const bridge::DeskCommand first = bridge::toolCommand(tool, subject.id, subject.name);
    if (tool.fields.isEmpty() && !tool.isDanger) {
        run(desk, tool, first, parent);
        return;
    }
    QString action = tool.action.isEmpty() ? tool.title : tool.action;
    action.remove(QChar(0x2026));
    auto *dialog = new AskDialog(first.title(), tool.explanation, action, tool.isDanger, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const auto command = addFields(*dialog, tool, first);
    dialog->setCommand([tool, command] {
        const bridge::DeskCommand now = command();
        return bridge::isComplete(tool, now) ? now.commandLine() : QString();
    });
    QObject::connect(dialog, &QDialog::accepted, parent,
                     [&desk, tool, command, parent] { run(desk, tool, command(), parent); });
    dialog->open();
}

void addTools(QMenu &menu, bridge::Desk &desk, const ToolSubject &subject, QWidget *parent,
              const QStringList &only)
{
    menu.setToolTipsVisible(true);
    QHash<QString, QMenu *> groups;
    for (const Tool &tool : offered(subject, only)) {
        QMenu *in = &menu;
        if (!tool.group.isEmpty()) {
            QMenu *&group = groups[tool.group];
            if (group == nullptr) {
                group = menu.addMenu(icon(QStringLiteral("hard-drive")), tool.group);
                group->setToolTipsVisible(true);
            }
            in = group;
        }
        QAction *action = in->addAction(icon(tool.icon), forMenu(tool.title));
        action->setObjectName(QStringLiteral("tool ") + tool.verb);
        action->setToolTip(bridge::toolCommand(tool, subject.id, subject.name).commandLine());
        QObject::connect(action, &QAction::triggered, parent,
                         [&desk, tool, subject, parent] { startTool(desk, tool, subject, parent); });
    }
}

void addToolLines(QMenu &menu, const ToolSubject &subject)
{
    QMenu *copy = menu.addMenu(icon(QStringLiteral("copy")), translated("Copy as command"));
    for (const Tool &tool : offered(subject, {})) {
        const QString line = bridge::toolCommand(tool, subject.id, subject.name).commandLine();
        QObject::connect(copy->addAction(forMenu(shortened(line))), &QAction::triggered, copy,
                         [line] { QGuiApplication::clipboard()->setText(line); });
    }
}

} // namespace catamaran::ui
