// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/volumes/volume_logic.h"

#include <QRegularExpression>
#include <algorithm>

namespace catamaran::ui {

VolumeTotals totalsOf(const QList<bridge::VolumeRow> &rows)
{
    VolumeTotals totals;
    for (const bridge::VolumeRow &row : rows) {
        const qint64 bytes = row.sizeBytes.value_or(0);
        ++totals.count;
        totals.bytes += bytes;
        if (!row.users.isEmpty())
            continue;
        ++totals.unused;
        totals.unusedBytes += bytes;
        if (row.anonymous) {
            ++totals.anonymousUnused;
            totals.anonymousUnusedBytes += bytes;
        }
    }
    return totals;
}

QList<bridge::VolumeRow> shownVolumes(const QList<bridge::VolumeRow> &rows, const QString &text,
                                      bool onlyUnused, bool bySize)
{
    QList<bridge::VolumeRow> shown;
    for (const bridge::VolumeRow &row : rows) {
        const bool found = row.name.contains(text, Qt::CaseInsensitive) ||
                           row.users.join(QLatin1Char(' ')).contains(text, Qt::CaseInsensitive);
        if (found && (!onlyUnused || row.users.isEmpty()))
            shown.append(row);
    }
    std::stable_sort(shown.begin(), shown.end(), [bySize](const auto &a, const auto &b) {
        return bySize ? a.sizeBytes.value_or(0) > b.sizeBytes.value_or(0)
                      : QString::localeAwareCompare(a.name, b.name) < 0;
    });
    return shown;
}

QString freeName(const QList<bridge::VolumeRow> &rows, const QString &name)
{
    const auto taken = [&rows](const QString &wanted) {
        return std::any_of(rows.begin(), rows.end(),
                           [&wanted](const bridge::VolumeRow &row) { return row.name == wanted; });
    };
    const QString base = name + QStringLiteral("-copy");
    QString free = base;
    for (int i = 2; taken(free); ++i)
        free = base + QLatin1Char('-') + QString::number(i);
    return free;
}

bool isVolumeName(const QString &name)
{
    static const QRegularExpression kName(QStringLiteral("^[a-zA-Z0-9][a-zA-Z0-9_.-]+$"));
    return kName.match(name).hasMatch();
}

} // namespace catamaran::ui
