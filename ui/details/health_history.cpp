// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/health_history.h"

#include "ui/theme/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace catamaran::ui {

namespace {

constexpr qsizetype kMostProbes = 500;
constexpr double kNanosecondsAMillisecond = 1e6;

qint64 momentOf(const QJsonValue &value)
{
    // Nanoseconds are more digits than Qt reads.
    QString text = value.toString();
    const qsizetype point = text.indexOf(QLatin1Char('.'));
    if (point > 0) {
        qsizetype end = point + 1;
        while (end < text.size() && text[end].isDigit())
            ++end;
        text = text.left(std::min(point + 4, end)) + text.mid(end);
    }
    return QDateTime::fromString(text, Qt::ISODateWithMs).toMSecsSinceEpoch();
}

} // namespace

void HealthHistory::clear()
{
    *this = {};
}

void HealthHistory::take(const QString &inspectJson)
{
    const QJsonDocument document = QJsonDocument::fromJson(inspectJson.toUtf8());
    const QJsonObject top = document.isArray() ? document.array().first().toObject() : document.object();
    const QJsonObject check =
        top[QLatin1String("Config")].toObject()[QLatin1String("Healthcheck")].toObject();
    QStringList words;
    for (const QJsonValue &word : check[QLatin1String("Test")].toArray())
        words.append(word.toString());
    if (!words.isEmpty() && words.constFirst().startsWith(QLatin1String("CMD")))
        words.removeFirst();
    m_test = words.join(QLatin1Char(' '));
    const double interval = check[QLatin1String("Interval")].toDouble();
    const int tries = check[QLatin1String("Retries")].toInt();
    m_rhythm = interval > 0 ? QCoreApplication::translate("catamaran::ui::HealthHistory",
                                                          "every %1, unhealthy after %2 failures")
                                  .arg(formatMilliseconds(interval / kNanosecondsAMillisecond))
                                  .arg(tries > 0 ? tries : 3)
                            : QString();
    const QJsonObject health = top[QLatin1String("State")].toObject()[QLatin1String("Health")].toObject();
    m_status = health[QLatin1String("Status")].toString();
    m_failing = health[QLatin1String("FailingStreak")].toInt();
    for (const QJsonValue &entry : health[QLatin1String("Log")].toArray()) {
        const QJsonObject probe = entry.toObject();
        const HealthProbeView view{
            momentOf(probe[QLatin1String("Start")]), momentOf(probe[QLatin1String("End")]),
            probe[QLatin1String("ExitCode")].toInt(), probe[QLatin1String("Output")].toString().trimmed()};
        if (m_probes.isEmpty() || view.startMs > m_probes.constLast().startMs)
            m_probes.append(view);
    }
    if (m_probes.size() > kMostProbes)
        m_probes.remove(0, m_probes.size() - kMostProbes);
}

} // namespace catamaran::ui
