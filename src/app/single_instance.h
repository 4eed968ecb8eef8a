// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QObject>
#include <QStringList>

namespace catamaran::app {

/// One window for a user and state directory: a second start hands its arguments to the first and ends.
///
/// The name of the socket is made of the user's id and the state directory; only the same user can connect.
class SingleInstance : public QObject {
    Q_OBJECT

public:
    explicit SingleInstance(const QString &stateDirectory, QObject *parent = nullptr);

    /// Hands over to one that runs. True: it took them, and this process is done. Waits for a second at most;
    /// call it before there is a window.
    [[nodiscard]] bool handOver(const QStringList &arguments);
    /// Becomes the one that others hand over to.
    bool listen();
    [[nodiscard]] QString name() const { return m_name; }

signals:
    void handedOver(const QStringList &arguments);

private:
    void take(QLocalSocket *socket);
    QString m_name;
    QLocalServer m_server;
};

} // namespace catamaran::app
