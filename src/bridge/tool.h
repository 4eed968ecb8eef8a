// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/desk_values.h"

/// Verbs of the command line that the window offers as they are: a form with a field for each option that
/// people use, the line for a shell that it comes to, and what it did or said. Plain values.
namespace catamaran::bridge {

struct ToolField {
    enum class Kind {
        Text,
        Secret, ///< never shown, and not part of the line
        Choice, ///< the first one is the default and is left out of the line where it is empty
        Check,
        OpenFile,
        SaveFile,
        Folder
    };
    QString id;
    QString label;
    Kind kind = Kind::Text;
    bool needed = false;
    QString hint;
    QStringList choices;
    QString initial; ///< "%1" becomes the name of the subject
};

struct Tool {
    enum class Object { Container, Vm, Image, Volume, Network, Machine };
    enum class When { Always, Running, Stopped };
    QString verb; ///< of the command line: "commit", "vm disk add". Unique
    Object object = Object::Container;
    QString icon;
    QString title;       ///< "Commit to an image…"
    QString explanation; ///< a sentence for the form
    QString action;      ///< of the form's button; empty: the title
    /// Words of the line after "catamaran": "{}" is the subject, "{}:{x}" it with a path x in it, "{x}" the
    /// field x (left out when empty),
    /// "{*x}" the words of x as they are, "--a=x" the option --a with x when that is not empty, "--a?x" the
    /// option --a when the box x is ticked.
    QString line;
    QList<ToolField> fields;
    When when = When::Always;
    bool showsText = false; ///< its answer is a text to read, not a sentence
    bool isLong = false;    ///< has a dialog with progress and Cancel
    bool isDanger = false;
    QString group; ///< of a menu below the menu; empty: in the menu itself
};

/// All of them in the order of menus, in the window's present language.
QList<Tool> tools();
std::optional<Tool> toolOf(const QString &verb);
/// Those for an object; of a workload only what fits its state.
QList<Tool> toolsFor(Tool::Object object);
[[nodiscard]] bool applies(const Tool &tool, const WorkloadRow &row);
/// A command without values yet. `subject` is what the engine is asked for, `label` what people call it.
DeskCommand toolCommand(const Tool &tool, const QString &subject, const QString &label);
/// Whether all fields that are needed have a value.
[[nodiscard]] bool isComplete(const Tool &tool, const DeskCommand &command);
/// The line for a shell.
QString toolLine(const DeskCommand &command);

} // namespace catamaran::bridge
