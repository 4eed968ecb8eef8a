// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/desk.h"
#include "src/bridge/tool.h"

class QMenu;
class QWidget;

/// The verbs of src/bridge/tool.h as entries of menus and as forms.
namespace catamaran::ui {

/// What a menu is opened for.
struct ToolSubject {
    bridge::Tool::Object object = bridge::Tool::Object::Container;
    QString id;   ///< what the engine is asked for
    QString name; ///< how people call it
    /// Of a container or VM, to offer only what fits its state.
    std::optional<bridge::WorkloadRow> row = {};
};
[[nodiscard]] ToolSubject toolSubject(const bridge::WorkloadRow &row);

/// Adds an entry for each verb of the object, with its line for a shell as the tooltip. `only`: these verbs.
void addTools(QMenu &menu, bridge::Desk &desk, const ToolSubject &subject, QWidget *parent,
              const QStringList &only = {});
/// Adds "Copy as command", with the line of each of those verbs.
void addToolLines(QMenu &menu, const ToolSubject &subject);

/// Asks for what the verb needs, then does it; a text that it answers is shown. A verb without fields that
/// takes nothing away is done at once.
void startTool(bridge::Desk &desk, const bridge::Tool &tool, const ToolSubject &subject, QWidget *parent);

} // namespace catamaran::ui
