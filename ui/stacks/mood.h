// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/stack_values.h"

#include <QColor>
#include <QString>

class QPainter;
class QRectF;

namespace catamaran::ui {

/// How a service's mood looks: a hue, and a shape of its own, so that hue alone never tells.
QColor moodColor(bridge::ServiceState::Mood mood);

/// Draws the shape: a ring for what is not there, an hourglass for waiting, a half disc for starting, a disc
/// for running, a disc with a tick for healthy and done, a triangle for unhealthy and failed, bars for
/// paused, a square for stopped.
void drawMood(QPainter &painter, const QRectF &rect, bridge::ServiceState::Mood mood);

} // namespace catamaran::ui
