// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/values.h"

#include <QColor>
#include <QString>
#include <optional>

/// Figures and states in words, icons and hues: the same everywhere.
namespace catamaran::ui {

QString formatBytes(double bytes);        ///< "13.5 MiB"
QString formatRate(double bytesASecond);  ///< "1.2 MiB/s"
QString formatPercent(double percent);    ///< "4.2 %"
QString formatMilliseconds(double value); ///< "84 ms", "1.42 s"
QString formatAge(qint64 realtimeNs);     ///< "3 min", "2 h", "5 d"; "–" for 0
QString formatDate(qint64 realtimeNs);
/// "1 container", "3 containers".
QString count(qsizetype number, const QString &one, const QString &many);
/// "–" for nothing, so that a gap never reads as a zero.
QString orDash(const std::optional<double> &value, QString (*format)(double));

QString hullName(bridge::Hull hull); ///< "Container", "VM"
QString hullIcon(bridge::Hull hull); ///< "box", "monitor"
QColor hullColor(bridge::Hull hull);
/// A colour for each of several things side by side (services of a stack): readable as text on every ground
/// of the theme, the same in graph, charts and log. A name stands beside it always. Below 0: the text colour.
QColor seriesColor(int index);
QString stateName(bridge::State state);
QColor stateColor(bridge::State state);
QString stateIcon(bridge::State state);

} // namespace catamaran::ui
