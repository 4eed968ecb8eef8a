// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QStandardItemModel;

namespace catamaran::ui {

/// Fills a two-column model (name, value) with a JSON text; an array of one object shows that object. The
/// path of each row ("State.Health.Status", "Mounts[0].Source") is in PlainKeyRole. False for text that is
/// not JSON.
bool fillJsonTree(QStandardItemModel &model, const QString &json);

} // namespace catamaran::ui
