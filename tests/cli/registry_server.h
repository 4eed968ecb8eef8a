// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/cli/shell_image.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTcpSocket>

namespace catamaran::test {

/// A real docker-registry on 127.0.0.1.
class RegistryServer {
public:
    enum class Auth { None, Basic };
    enum class Tls { No, Yes };

    RegistryServer(const QString &directory, Auth auth, Tls tls, const QString &address = "127.0.0.1")
        : m_port(freePort()), m_address(address)
    {
        QDir().mkpath(directory);
        QByteArray config =
            "version: 0.1\nlog:\n  level: error\nstorage:\n  filesystem:\n    rootdirectory: " +
            directory.toUtf8() + "/data\nhttp:\n  addr: " + address.toUtf8() + ":" +
            QByteArray::number(m_port) + "\n";
        if (tls == Tls::Yes) {
            QProcess openssl;
            openssl.start("openssl", {"req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                                      "-keyout", directory + "/key.pem", "-out", directory + "/cert.pem",
                                      "-subj", "/CN=registry", "-addext", "subjectAltName=IP:" + address});
            openssl.waitForFinished();
            config += "  tls:\n    certificate: " + directory.toUtf8() +
                      "/cert.pem\n    key: " + directory.toUtf8() + "/key.pem\n";
        }
        if (auth == Auth::Basic) {
            // htpasswd's line for deck with the password deck-secret
            writeText(directory + "/htpasswd",
                      "deck:$2y$05$abcdefghijklmnopqrstuupdYIiCjEyJlGKrS5571Ckl6JC/ZD3Qm\n");
            config += "auth:\n  htpasswd:\n    realm: test\n    path: " + directory.toUtf8() + "/htpasswd\n";
        }
        writeText(directory + "/config.yml", config);
        m_process.setStandardOutputFile(directory + "/log");
        m_process.setStandardErrorFile(directory + "/log", QIODevice::Append);
        m_process.start("docker-registry", {"serve", directory + "/config.yml"});
        for (QElapsedTimer timer = started(); timer.elapsed() < 30'000;) {
            QTcpSocket probe;
            probe.connectToHost(address, m_port);
            if (probe.waitForConnected(500) || m_process.waitForFinished(20))
                break;
        }
    }
    ~RegistryServer()
    {
        m_process.terminate();
        m_process.waitForFinished();
    }
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString name() const { return QStringLiteral("%1:%2").arg(m_address).arg(m_port); }

private:
    static QElapsedTimer started()
    {
        QElapsedTimer timer;
        timer.start();
        return timer;
    }
    quint16 m_port;
    QString m_address;
    QProcess m_process;
};

} // namespace catamaran::test
