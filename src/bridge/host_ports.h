// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace catamaran::bridge {

/// A socket of this host that waits for connections or datagrams.
struct HostPort {
    QString address; ///< "0.0.0.0", "::", "127.0.0.1"
    int port = 0;
    bool udp = false;
    quint64 inode = 0;
    bool operator==(const HostPort &) const = default;
};

/// Reads the text of /proc/net/tcp, tcp6, udp or udp6 (proc_pid_net(5)). Pure.
QList<HostPort> parseSocketTable(const QByteArray &text, bool udp, bool ipv6);

/// All listening sockets of this network namespace. Blocks on /proc only.
QList<HostPort> hostPorts();

/// "nginx (pid 812)" for the process that holds a socket; empty if none of the processes that may be looked
/// into does. Walks /proc: use a worker.
QString socketHolder(quint64 inode);

/// Whether a listener at `a` keeps `b` from being bound on the same port; empty and the wildcard addresses
/// meet every address.
bool addressesMeet(const QString &a, const QString &b);

} // namespace catamaran::bridge
