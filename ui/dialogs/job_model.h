// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/desk_values.h"

#include <QHash>

namespace catamaran::ui {

/// The steps of a pull or build as they happen, with when each began and ended. No widget.
class JobModel {
public:
    struct Row {
        bridge::DeskStep step;
        double fromMs = 0;
        double toMs = -1; ///< below 0: it goes on
    };
    /// Takes one event at a time of the job. The title of a line that was there stays where the event has
    /// none.
    void add(const bridge::DeskStep &step, double atMs);
    /// Ends what is still under way.
    void finish(double atMs, bool failed);
    [[nodiscard]] const QList<Row> &rows() const { return m_rows; }
    [[nodiscard]] const QString &output() const { return m_output; }
    [[nodiscard]] double endMs() const { return m_endMs; }
    /// "3 of 7 steps, 2 from the cache"
    [[nodiscard]] QString summary() const;
    /// Bytes of output that are kept; the oldest lines go first.
    static constexpr qsizetype kMostOutput = 256 * 1024;

private:
    QList<Row> m_rows;
    QHash<QString, qsizetype> m_places;
    QString m_output;
    double m_endMs = 0;
};

} // namespace catamaran::ui
