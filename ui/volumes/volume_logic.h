// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/room_values.h"

/// What the Volumes page says and allows. Pure.
namespace catamaran::ui {

struct VolumeTotals {
    int count = 0;
    qint64 bytes = 0;
    int unused = 0; ///< no container names them
    qint64 unusedBytes = 0;
    int anonymousUnused = 0; ///< those of them that prune takes without --all
    qint64 anonymousUnusedBytes = 0;
};
VolumeTotals totalsOf(const QList<bridge::VolumeRow> &rows);

/// Those whose name, or the name of a user, has `text`; largest first when `bySize`, else by name.
QList<bridge::VolumeRow> shownVolumes(const QList<bridge::VolumeRow> &rows, const QString &text,
                                      bool onlyUnused, bool bySize);

/// "data-copy", "data-copy-2": a name that no volume has.
QString freeName(const QList<bridge::VolumeRow> &rows, const QString &name);
/// docker's rule: letters, digits, "_", "." and "-", the first a letter or digit, two at least.
bool isVolumeName(const QString &name);

} // namespace catamaran::ui
