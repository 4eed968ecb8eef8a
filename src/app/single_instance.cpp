// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/app/single_instance.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalSocket>
#include <unistd.h>

namespace catamaran::app {

namespace {
constexpr int kPatienceMilliseconds = 1000;
constexpr qint64 kMostBytes = 256 * 1024;
const QByteArray kTaken = "taken\n";
} // namespace

SingleInstance::SingleInstance(const QString &stateDirectory, QObject *parent) : QObject(parent)
{
    const QByteArray digest = QCryptographicHash::hash(stateDirectory.toUtf8(), QCryptographicHash::Sha256);
    m_name = QStringLiteral("catamaran-desktop-%1-%2")
                 .arg(::getuid())
                 .arg(QString::fromLatin1(digest.toHex().left(8)));
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server.nextPendingConnection())
            take(socket);
    });
}

bool SingleInstance::handOver(const QStringList &arguments)
{
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(kPatienceMilliseconds))
        return false;
    socket.write(QJsonDocument(QJsonArray::fromStringList(arguments)).toJson(QJsonDocument::Compact) + '\n');
    // Only an answer counts: a window that hangs or ends just now takes nothing.
    while (!socket.canReadLine()) {
        if (!socket.waitForReadyRead(kPatienceMilliseconds))
            return false;
    }
    return socket.readLine() == kTaken;
}

bool SingleInstance::listen()
{
    if (m_server.listen(m_name))
        return true;
    // A killed one leaves its socket behind; nobody answered on it.
    QLocalServer::removeServer(m_name);
    return m_server.listen(m_name);
}

void SingleInstance::take(QLocalSocket *socket)
{
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
        if (!socket->canReadLine()) {
            if (socket->bytesAvailable() > kMostBytes)
                socket->abort();
            return;
        }
        const QJsonDocument document = QJsonDocument::fromJson(socket->readLine(kMostBytes));
        if (!document.isArray()) {
            socket->abort();
            return;
        }
        QStringList arguments;
        for (const QJsonValue &value : document.array())
            arguments.append(value.toString());
        socket->write(kTaken);
        socket->flush();
        emit handedOver(arguments);
    });
}

} // namespace catamaran::app
