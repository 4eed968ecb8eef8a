// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/desk_values.h"

namespace catamaran::ui {

/// What the doctor says about the checks, without a widget.
struct DoctorReport {
    struct Group {
        QString title;
        QList<bridge::DoctorRow> rows;
    };
    QString headline;
    QString advice;
    QString tone;        ///< "ok", "warn" or "error"
    QList<Group> groups; ///< what is missing first; empty ones are left out
    /// Whether a first start should show the page.
    [[nodiscard]] bool isWorthALook() const { return tone != QLatin1String("ok"); }
};

/// `opening` is why the engine could not be opened; empty: it is open. Pure.
DoctorReport doctorReport(const QList<bridge::DoctorRow> &rows, const bridge::Problem &opening);

} // namespace catamaran::ui
