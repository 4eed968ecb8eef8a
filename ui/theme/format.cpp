// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/format.h"

#include "ui/theme/direction.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <array>
#include <cmath>

namespace catamaran::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("catamaran::ui", text);
}

} // namespace

QString formatBytes(double bytes)
{
    static constexpr std::array<const char *, 5> kUnits = {"B", "KiB", "MiB", "GiB", "TiB"};
    std::size_t unit = 0;
    while (std::abs(bytes) >= 1024.0 && unit + 1 < kUnits.size()) {
        bytes /= 1024.0;
        ++unit;
    }
    const int decimals = unit == 0 || std::abs(bytes) >= 100 ? 0 : 1;
    return isolated(QString::number(bytes, 'f', decimals) + QLatin1Char(' ') + QLatin1String(kUnits[unit]));
}

QString formatRate(double bytesASecond)
{
    return isolated(formatBytes(bytesASecond) + QStringLiteral("/s"));
}

QString formatPercent(double percent)
{
    return isolated(QString::number(percent, 'f', percent < 99.95 ? 1 : 0) + QStringLiteral(" %"));
}

QString formatMilliseconds(double value)
{
    if (value < 10)
        return isolated(QString::number(value, 'f', 1) + QStringLiteral(" ms"));
    if (value < 1000)
        return isolated(QString::number(value, 'f', 0) + QStringLiteral(" ms"));
    return isolated(QString::number(value / 1000.0, 'f', 2) + QStringLiteral(" s"));
}

QString formatAge(qint64 realtimeNs)
{
    if (realtimeNs <= 0)
        return QStringLiteral("–");
    const qint64 seconds =
        std::max<qint64>(0, QDateTime::currentSecsSinceEpoch() - realtimeNs / 1'000'000'000);
    if (seconds < 60)
        return tr("%1 s").arg(seconds);
    if (seconds < 3600)
        return tr("%1 min").arg(seconds / 60);
    if (seconds < 86400)
        return tr("%1 h %2 min").arg(seconds / 3600).arg(seconds / 60 % 60);
    return tr("%1 d %2 h").arg(seconds / 86400).arg(seconds / 3600 % 24);
}

QString formatDate(qint64 realtimeNs)
{
    if (realtimeNs <= 0)
        return QStringLiteral("–");
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(realtimeNs / 1'000'000),
                              QStringLiteral("d MMM yyyy, HH:mm"));
}

QString count(qsizetype number, const QString &one, const QString &many)
{
    return QStringLiteral("%1 %2").arg(QString::number(number), number == 1 ? one : many);
}

QString orDash(const std::optional<double> &value, QString (*format)(double))
{
    return value ? format(*value) : QStringLiteral("–");
}

QString hullName(bridge::Hull hull)
{
    return hull == bridge::Hull::Vm ? tr("VM") : tr("Container");
}

QString hullIcon(bridge::Hull hull)
{
    return hull == bridge::Hull::Vm ? QStringLiteral("monitor") : QStringLiteral("box");
}

QColor hullColor(bridge::Hull hull)
{
    return hull == bridge::Hull::Vm ? Theme::tokens().vm : Theme::tokens().container;
}

QColor seriesColor(int index)
{
    if (index < 0)
        return Theme::tokens().text2;
    // Eight hues that keep 4.5:1 on the ground of logs and cards; the same order in both themes.
    static constexpr std::array<QRgb, 8> kDark = {0xff39b8f0, 0xfff2a65a, 0xff5be3ae, 0xffc79bff,
                                                  0xffff8fb1, 0xffd9d05a, 0xff7fb0ff, 0xff9fd17a};
    static constexpr std::array<QRgb, 8> kLight = {0xff0a6ea8, 0xffa04e00, 0xff0f7055, 0xff7a3fc4,
                                                   0xffb01e5c, 0xff6b6000, 0xff2b55c7, 0xff3f6d14};
    const auto &colors = Theme::tokens().scheme == Scheme::Light ? kLight : kDark;
    return QColor::fromRgb(colors[static_cast<std::size_t>(index) % colors.size()]);
}

QString stateName(bridge::State state)
{
    switch (state) {
    case bridge::State::Created:
        return tr("Created");
    case bridge::State::Starting:
        return tr("Starting");
    case bridge::State::Running:
        return tr("Running");
    case bridge::State::Paused:
        return tr("Paused");
    case bridge::State::Stopping:
        return tr("Stopping");
    case bridge::State::Exited:
        return tr("Stopped");
    case bridge::State::Failed:
        return tr("Failed");
    }
    return {};
}

QColor stateColor(bridge::State state)
{
    const Tokens &t = Theme::tokens();
    switch (state) {
    case bridge::State::Running:
        return t.ok;
    case bridge::State::Starting:
    case bridge::State::Stopping:
        return t.accent;
    case bridge::State::Paused:
        return t.warn;
    case bridge::State::Failed:
        return t.error;
    case bridge::State::Created:
    case bridge::State::Exited:
        return t.text3;
    }
    return t.text3;
}

QString stateIcon(bridge::State state)
{
    switch (state) {
    case bridge::State::Paused:
    case bridge::State::Failed:
        return QStringLiteral("triangle-alert");
    case bridge::State::Exited:
    case bridge::State::Created:
        return QStringLiteral("square");
    case bridge::State::Running:
    case bridge::State::Starting:
    case bridge::State::Stopping:
        return {};
    }
    return {};
}

} // namespace catamaran::ui
