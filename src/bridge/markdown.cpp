// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/race.h"

#include <QLocale>

namespace catamaran::bridge {

namespace {

QString milliseconds(double value)
{
    return QString::number(value, 'f', value < 100 ? 1 : 0) + QStringLiteral(" ms");
}

QString mebibytes(qint64 bytes)
{
    return QString::number(static_cast<double>(bytes) / 1048576.0, 'f', 1) + QStringLiteral(" MiB");
}

} // namespace

QString toMarkdown(const ExperimentView &view)
{
    if (view.isEmpty())
        return {};
    QString text = QStringLiteral("### %1 as container and as VM\n\n%2\n\n").arg(view.image, view.verdict);
    text +=
        QStringLiteral("| | startup, median | p25–p75 | min–max | runs | memory | disk shared | disk own |\n"
                       "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    for (const HullView &hull : view.hulls) {
        QString name = hull.hull == Hull::Vm ? QStringLiteral("VM") : QStringLiteral("Container");
        if (!hull.accelerationLabel.isEmpty())
            name += QStringLiteral(" (%1)").arg(hull.accelerationLabel);
        text += QStringLiteral("| %1 | %2 | %3–%4 | %5–%6 | %7 | %8 | %9 | %10 |\n")
                    .arg(name, milliseconds(hull.startupMs.median), milliseconds(hull.startupMs.p25),
                         milliseconds(hull.startupMs.p75), milliseconds(hull.startupMs.minimum),
                         milliseconds(hull.startupMs.maximum), QString::number(hull.runs.size()),
                         mebibytes(hull.memory.totalBytes), mebibytes(hull.diskSharedBytes))
                    .arg(mebibytes(hull.diskUniqueBytes));
    }
    text += QStringLiteral("\n%1, kernel %2, %3, %4 CPUs; measured %5.\n")
                .arg(view.host.operatingSystem, view.host.kernel, view.host.cpuModel,
                     QString::number(view.host.cpus), view.startedAt);
    return text;
}

} // namespace catamaran::bridge
