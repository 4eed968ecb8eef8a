// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/doctor/doctor_report.h"

#include "ui/theme/format.h"

#include <QCoreApplication>

namespace catamaran::ui {

namespace {

using bridge::DoctorRow;

QString translated(const char *text)
{
    return QCoreApplication::translate("catamaran::ui::Doctor", text);
}

} // namespace

DoctorReport doctorReport(const QList<DoctorRow> &given, const bridge::Problem &opening)
{
    QList<DoctorRow> rows = given;
    if (!opening.isEmpty()) {
        DoctorRow row;
        row.id = QStringLiteral("engine");
        row.title = translated("The engine opens its state directory");
        row.state = DoctorRow::State::Missing;
        row.needed = true;
        row.explanation = opening.why;
        row.fix = opening.action;
        rows.prepend(row);
    }
    DoctorReport report;
    DoctorReport::Group missing{translated("Needed, and missing"), {}};
    DoctorReport::Group better{translated("Could be better"), {}};
    DoctorReport::Group good{translated("In order"), {}};
    for (const DoctorRow &row : std::as_const(rows))
        (row.state == DoctorRow::State::Missing   ? missing
         : row.state == DoctorRow::State::Warning ? better
                                                  : good)
            .rows.append(row);
    if (!missing.rows.isEmpty()) {
        report.tone = QStringLiteral("error");
        report.headline = missing.rows.size() == 1
                              ? translated("One thing that is needed is missing")
                              : translated("%1 things that are needed are missing").arg(missing.rows.size());
        report.advice = translated("Put it right and check again. What still works can be used meanwhile.");
    } else if (!better.rows.isEmpty()) {
        report.tone = QStringLiteral("warn");
        report.headline = translated("All that is needed is there");
        report.advice =
            better.rows.size() == 1
                ? translated("One thing could be better; nothing has to be done.")
                : translated("%1 things could be better; nothing has to be done.").arg(better.rows.size());
    } else {
        report.tone = QStringLiteral("ok");
        report.headline = translated("This computer is in order");
        report.advice = translated("Containers and VMs find all they need.");
    }
    for (const DoctorReport::Group &group : {missing, better, good}) {
        if (!group.rows.isEmpty())
            report.groups.append(group);
    }
    return report;
}

} // namespace catamaran::ui
