// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/notifier.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFileInfo>

namespace catamaran::ui {

namespace {

// The specification is the Desktop Notifications one of freedesktop.org.
const QString kService = QStringLiteral("org.freedesktop.Notifications");
const QString kPath = QStringLiteral("/org/freedesktop/Notifications");
const QString kLogs = QStringLiteral("logs");
const QString kDefault = QStringLiteral("default");

} // namespace

QList<Notice> noticesOf(const QList<bridge::WorkloadRow> &before, const QList<bridge::WorkloadRow> &after)
{
    QHash<bridge::WorkloadKey, const bridge::WorkloadRow *> known;
    for (const bridge::WorkloadRow &row : before)
        known.insert(row.key, &row);
    QList<Notice> out;
    for (const bridge::WorkloadRow &row : after) {
        const bridge::WorkloadRow *old = known.value(row.key);
        if (old == nullptr)
            continue;
        if (row.state == bridge::State::Failed && old->state != bridge::State::Failed)
            out.append({Notifier::tr("%1 failed").arg(row.name), row.stateText, row.key, true});
        else if (row.health == QLatin1String("unhealthy") && old->health != row.health)
            out.append({Notifier::tr("%1 is unhealthy").arg(row.name), row.stateText, row.key, false});
    }
    return out;
}

Notifier::Notifier(QObject *parent) : QObject(parent) {}

Notifier::~Notifier() = default;

bool Notifier::hasBus()
{
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") ||
           (!runtime.isEmpty() && QFileInfo::exists(runtime + QStringLiteral("/bus")));
}

void Notifier::send(const Notice &notice)
{
    if (!hasBus()) {
        emit refused(notice);
        return;
    }
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!m_connected) {
        m_connected = bus.connect(kService, kPath, kService, QStringLiteral("ActionInvoked"), this,
                                  SLOT(onAction(uint, QString))) &&
                      bus.connect(kService, kPath, kService, QStringLiteral("NotificationClosed"), this,
                                  SLOT(onClosed(uint, uint)));
    }
    QStringList actions{kDefault, tr("Show")};
    if (!notice.workload.id.isEmpty())
        actions += {kLogs, tr("Show logs")};
    QVariantMap hints{{QStringLiteral("desktop-entry"), QStringLiteral("org.catamaran.Catamaran")}};
    hints.insert(QStringLiteral("urgency"), QVariant::fromValue(static_cast<uchar>(notice.urgent ? 2 : 1)));
    QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kService, QStringLiteral("Notify"));
    call.setArguments({QStringLiteral("Catamaran"), 0U, QStringLiteral("org.catamaran.Catamaran"),
                       notice.title, notice.text.toHtmlEscaped(), actions, hints, -1});
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, notice] {
        const QDBusPendingReply<uint> reply = *watcher;
        if (reply.isError())
            emit refused(notice);
        else
            m_shown.insert(reply.value(), notice);
        watcher->deleteLater();
    });
}

void Notifier::onAction(uint id, const QString &action)
{
    if (!m_shown.contains(id))
        return;
    const Notice notice = m_shown.value(id);
    if (action == kLogs)
        emit logsWanted(notice);
    else
        emit activated(notice);
}

void Notifier::onClosed(uint id, uint reason)
{
    Q_UNUSED(reason)
    m_shown.remove(id);
}

} // namespace catamaran::ui
