// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/host_ports.h"

#include <QDir>
#include <QFile>
#include <QStringList>

#include <arpa/inet.h>
#include <cstring>
#include <unistd.h>

namespace catamaran::bridge {

namespace {

/// Words of the table: TCP_LISTEN, and TCP_CLOSE for an unconnected UDP socket (net/tcp_states.h).
const QByteArray kListening = "0A";
const QByteArray kUnconnected = "07";

/// The kernel prints each 32-bit word of the address as a number of this machine.
QString addressOf(const QByteArray &hex, bool ipv6)
{
    in6_addr raw{};
    const qsizetype words = ipv6 ? 4 : 1;
    if (hex.size() != words * 8)
        return {};
    for (qsizetype i = 0; i < words; ++i) {
        const quint32 word = hex.mid(i * 8, 8).toUInt(nullptr, 16);
        std::memcpy(reinterpret_cast<char *>(&raw) + i * 4, &word, sizeof word);
    }
    char text[INET6_ADDRSTRLEN] = {};
    if (::inet_ntop(ipv6 ? AF_INET6 : AF_INET, &raw, text, sizeof text) == nullptr)
        return {};
    return QString::fromLatin1(text);
}

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool isWildcard(const QString &address)
{
    return address.isEmpty() || address == QLatin1String("0.0.0.0") || address == QLatin1String("::");
}

} // namespace

QList<HostPort> parseSocketTable(const QByteArray &text, bool udp, bool ipv6)
{
    QList<HostPort> ports;
    const QList<QByteArray> lines = text.split('\n');
    for (const QByteArray &line : lines) {
        // sl local_address rem_address st tx:rx tr:tm retrnsmt uid timeout inode
        const QList<QByteArray> fields = line.simplified().split(' ');
        if (fields.size() < 10 || fields[3] != (udp ? kUnconnected : kListening))
            continue;
        const qsizetype colon = fields[1].indexOf(':');
        bool ok = false;
        const int port = fields[1].mid(colon + 1).toInt(&ok, 16);
        if (colon > 0 && ok && port > 0)
            ports.append({addressOf(fields[1].left(colon), ipv6), port, udp, fields[9].toULongLong()});
    }
    return ports;
}

QList<HostPort> hostPorts()
{
    QList<HostPort> ports;
    for (const bool udp : {false, true}) {
        for (const bool ipv6 : {false, true}) {
            const QString name = (udp ? QStringLiteral("udp") : QStringLiteral("tcp")) +
                                 (ipv6 ? QStringLiteral("6") : QString());
            ports += parseSocketTable(readAll(QStringLiteral("/proc/net/") + name), udp, ipv6);
        }
    }
    return ports;
}

QString socketHolder(quint64 inode)
{
    const QString wanted = QStringLiteral("socket:[%1]").arg(inode);
    const QStringList processes = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
    for (const QString &process : processes) {
        if (!process.at(0).isDigit())
            continue;
        const QString base = QStringLiteral("/proc/") + process;
        const QDir descriptors(base + QStringLiteral("/fd"));
        const QStringList names = descriptors.entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot);
        for (const QString &name : names) {
            // A link to "socket:[n]" is no path: only the link's own text says what it is.
            char target[64] = {};
            const QByteArray path = QFile::encodeName(descriptors.filePath(name));
            const ssize_t length = ::readlink(path.constData(), target, sizeof target - 1);
            if (length > 0 && wanted == QLatin1String(target))
                return QStringLiteral("%1 (pid %2)")
                    .arg(QString::fromUtf8(readAll(base + QStringLiteral("/comm"))).trimmed(), process);
        }
    }
    return {};
}

bool addressesMeet(const QString &a, const QString &b)
{
    return isWildcard(a) || isWildcard(b) || a == b;
}

} // namespace catamaran::bridge
