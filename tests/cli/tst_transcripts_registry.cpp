// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/registry_server.h"
#include "tests/cli/shell_image.h"
#include "tests/support/faulty_proxy.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QScopeGuard>
#include <QStandardPaths>
#include <QTcpSocket>
#include <sys/mount.h>

using namespace catamaran;
using test::RegistryServer;

namespace {

qint64 bytesIn(const test::CliRunner &cli, const char *directory)
{
    qint64 size = 0;
    for (const QFileInfo &file :
         QDir(QString::fromStdString(cli.dataDirectory()) + directory).entryInfoList(QDir::Files))
        size += file.size();
    return size;
}

} // namespace

/// Pull, push and login against a real docker-registry, and what the user sees when things go wrong.
class TranscriptsRegistryTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        if (QStandardPaths::findExecutable("docker-registry").isEmpty())
            QSKIP("docker-registry is not installed");
        m_scratch = QString::fromStdString(m_directory.path());
        qputenv("XDG_CONFIG_HOME", (m_scratch + "/config").toUtf8());
        qputenv("DOCKER_CONFIG", (m_scratch + "/docker").toUtf8());
        qputenv("CATAMARAN_REGISTRIES", (m_scratch + "/registries.json").toUtf8());
        m_cli = std::make_unique<test::CliRunner>();
        test::makeShellImage(*m_cli, m_scratch);
        QByteArray noise(6 << 20, '\0');
        QRandomGenerator random(7);
        random.fillRange(reinterpret_cast<quint32 *>(noise.data()), noise.size() / 4);
        test::writeText(m_scratch + "/big/noise", noise);
        test::writeText(m_scratch + "/big/Dockerfile", "FROM shell\nCOPY noise /noise\n");
        m_cli->ok({"build", "-q", "-t", "big", m_scratch + "/big"});
        m_server = std::make_unique<RegistryServer>(m_scratch + "/plain", RegistryServer::Auth::None,
                                                    RegistryServer::Tls::No);
        m_cli->ok({"tag", "big", m_server->name() + "/team/big:v1"});
        m_cli->ok({"push", m_server->name() + "/team/big:v1"});
    }
    void cleanupTestCase()
    {
        m_cli.reset();
        m_server.reset();
    }

    void aRoundTripKeepsTheDigests()
    {
        const QString name = m_server->name() + "/team/app:v1";
        m_cli->ok({"tag", "shell", name});
        const auto pushed = m_cli->run({"push", name});
        COMPARE_CODE(pushed, 0);
        QVERIFY2(
            pushed.out.contains("The push refers to repository [" + m_server->name().toUtf8() + "/team/app]"),
            pushed.out.constData());
        const qsizetype at = pushed.out.indexOf("v1: digest: sha256:");
        QVERIFY2(at >= 0, pushed.out.constData());
        const QByteArray digest = pushed.out.mid(at + 12, 71);
        const QByteArray id = m_cli->ok({"inspect", "-f", "{{.Id}}", name});
        const test::CliRunner other;
        const auto pulled = other.run({"pull", name});
        COMPARE_CODE(pulled, 0);
        QVERIFY2(pulled.out.contains("Digest: " + digest), pulled.out.constData());
        QVERIFY2(pulled.out.contains("Status: Downloaded newer image for " + name.toUtf8()),
                 pulled.out.constData());
        QCOMPARE(other.ok({"inspect", "-f", "{{.Id}}", name}), id);
        QCOMPARE(other.run({"run", "--rm", name, "echo", "hello"}).out, QByteArray("hello\n"));
        const auto again = other.run({"pull", name});
        QVERIFY2(again.out.contains("Status: Image is up to date for " + name.toUtf8()),
                 again.out.constData());
        const QString byDigest = m_server->name() + "/team/app@" + digest;
        COMPARE_CODE(other.run({"pull", "-q", byDigest}), 0);
        COMPARE_CODE(other.run({"run", "--rm", byDigest, "true"}), 0);
    }

    void aBuildIsPushedWithItsAnnotations()
    {
        const QString name = m_server->name() + "/team/built:v1";
        test::writeText(m_scratch + "/noted/Dockerfile", "FROM shell\nRUN echo made >/made\n");
        const auto nowhere = m_cli->run({"build", "--push", m_scratch + "/noted"});
        COMPARE_CODE(nowhere, 125);
        QVERIFY2(nowhere.err.contains("tag is needed when pushing to registry"), nowhere.err.constData());
        const auto built =
            m_cli->run({"build", "--push", "--annotation", "org.example.note=kept", "--annotation",
                        "manifest:org.example.more=too", "-t", name, m_scratch + "/noted"});
        COMPARE_CODE(built, 0);
        QVERIFY2(built.err.contains("pushed " + name.toUtf8() + "@sha256:"), built.err.constData());
        const auto manifest = m_cli->run({"manifest", "inspect", name});
        COMPARE_CODE(manifest, 0);
        QVERIFY2(manifest.out.contains("\"org.example.note\": \"kept\""), manifest.out.constData());
        QVERIFY2(manifest.out.contains("\"org.example.more\": \"too\""), manifest.out.constData());
        const QString other = m_server->name() + "/team/output:v1";
        m_cli->ok({"build", "-q", "-o", "type=image,push=true,name=" + other, m_scratch + "/noted"});
        COMPARE_CODE(m_cli->run({"manifest", "inspect", other}), 0);
        const auto index = m_cli->run({"build", "--annotation", "index:a=b", m_scratch + "/noted"});
        COMPARE_CODE(index, 125);
        QVERIFY2(index.err.contains("one manifest and no index"), index.err.constData());
    }

    void runPullsWhatIsMissing()
    {
        const test::CliRunner other;
        const auto result = other.run({"run", "--rm", m_server->name() + "/team/big:v1", "echo", "here"});
        COMPARE_CODE(result, 0);
        QCOMPARE(result.out, QByteArray("here\n"));
        QVERIFY2(result.err.contains("Unable to find image '" + m_server->name().toUtf8() +
                                     "/team/big:v1' locally"),
                 result.err.constData());
        const auto never =
            other.run({"run", "--rm", "--pull", "never", m_server->name() + "/team/none", "true"});
        COMPARE_CODE(never, 125);
        COMPARE_CODE(
            other.run({"run", "--rm", "--pull", "always", m_server->name() + "/team/big:v1", "true"}), 0);
    }

    void whatIsNotThereIsNamed()
    {
        const auto tag = m_cli->run({"pull", m_server->name() + "/team/big:nosuch"});
        COMPARE_CODE(tag, 1);
        QVERIFY2(tag.err.contains("manifest for " + m_server->name().toUtf8() +
                                  "/team/big:nosuch not found: manifest unknown"),
                 tag.err.constData());
        const auto push = m_cli->run({"push", m_server->name() + "/team/never"});
        COMPARE_CODE(push, 1);
        QVERIFY2(push.err.contains("An image does not exist locally with the tag"), push.err.constData());
        const auto nobody = m_cli->run({"pull", "127.0.0.1:1/x"});
        COMPARE_CODE(nobody, 1);
        QVERIFY2(nobody.err.contains("127.0.0.1"), nobody.err.constData());
    }

    void aBrokenConnectionIsTakenUpAgain()
    {
        test::FaultyProxy proxy(m_server->port());
        proxy.cutAfter = 1 << 20;
        const test::CliRunner other;
        const QString name = QStringLiteral("127.0.0.1:%1/team/big:v1").arg(proxy.port());
        const auto result = other.run({"pull", name});
        COMPARE_CODE(result, 0);
        QVERIFY2(result.out.contains("Retrying"), result.out.constData());
        QVERIFY2(proxy.connections >= 6, QByteArray::number(proxy.connections).constData());
        // What had arrived was not asked for again.
        QVERIFY2(proxy.sentDown < (9 << 20), QByteArray::number(qint64(proxy.sentDown)).constData());
        QCOMPARE(other.run({"run", "--rm", name, "sh", "-c", "wc -c < /noise"}).out.trimmed(),
                 QByteArray("6291456"));
    }

    void aKilledPullGoesOnWhereItStopped()
    {
        test::FaultyProxy proxy(m_server->port());
        proxy.bytesPerSecond = 3 << 20;
        const test::CliRunner other;
        const QString name = QStringLiteral("127.0.0.1:%1/team/big:v1").arg(proxy.port());
        const auto process = other.start({"pull", name});
        QTRY_VERIFY_WITH_TIMEOUT(proxy.sentDown > (4 << 20), 60'000);
        process->kill();
        process->waitForFinished();
        COMPARE_CODE(other.run({"run", "--rm", "--pull", "never", name, "true"}), 125);
        proxy.bytesPerSecond = 0;
        const qint64 kept = bytesIn(other, "/store/partial") + bytesIn(other, "/store/blobs/sha256");
        QVERIFY(kept > (1 << 20));
        const qint64 before = proxy.sentDown;
        COMPARE_CODE(other.run({"pull", name}), 0);
        const qint64 rest = bytesIn(other, "/store/blobs/sha256") - kept + (256 << 10);
        QVERIFY2(proxy.sentDown - before < rest,
                 QByteArray::number(qint64(proxy.sentDown) - before).constData());
        COMPARE_CODE(other.run({"run", "--rm", name, "true"}), 0);
        QCOMPARE(
            QDir(QString::fromStdString(other.dataDirectory()) + "/store/partial").entryList(QDir::Files),
            QStringList());
    }

    void changedContentIsRefused()
    {
        test::FaultyProxy proxy(m_server->port());
        proxy.flipAt = 3 << 20;
        const test::CliRunner other;
        const QString name = QStringLiteral("127.0.0.1:%1/team/big:v1").arg(proxy.port());
        const auto result = other.run({"pull", name});
        COMPARE_CODE(result, 1);
        QVERIFY2(result.err.contains("filesystem layer verification failed for digest sha256:"),
                 result.err.constData());
        QCOMPARE(other.ok({"images", "-q"}), QByteArray());
        const QDir layers(QString::fromStdString(other.dataDirectory()) + "/layers/.staging");
        QCOMPARE(layers.entryList(QDir::Dirs | QDir::NoDotAndDotDot), QStringList());
        proxy.flipAt = 0;
        COMPARE_CODE(other.run({"pull", name}), 0);
    }

    void tooManyRequestsAreWaitedFor()
    {
        test::FaultyProxy proxy(m_server->port());
        proxy.refusal =
            "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Type: application/json\r\n"
            "Content-Length: 65\r\nConnection: close\r\n\r\n"
            "{\"errors\":[{\"code\":\"TOOMANYREQUESTS\",\"message\":\"pull rate limit\"}]}";
        const test::CliRunner other;
        const QString name = QStringLiteral("127.0.0.1:%1/team/big:v1").arg(proxy.port());
        proxy.refusals = 3; // one of them is the question whether there is TLS
        const auto result = other.run({"pull", name});
        COMPARE_CODE(result, 0);
        QVERIFY2(result.out.contains("status 429; trying again in 1.0 s"), result.out.constData());
        proxy.refusals = 1000;
        const auto refused =
            other.run({"pull", QStringLiteral("127.0.0.1:%1/team/big:v2").arg(proxy.port())});
        COMPARE_CODE(refused, 1);
        QVERIFY2(refused.err.contains("toomanyrequests"), refused.err.constData());
        QVERIFY2(refused.err.contains("Fix: "), refused.err.constData());
    }

    void aFullDiskLeavesNothingHalfDone()
    {
        const QString mount = m_scratch + "/small";
        QDir().mkpath(mount);
        QCOMPARE(::mount("tmpfs", mount.toUtf8().constData(), "tmpfs", 0, "size=5m"), 0);
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("CATAMARAN_ROOT", mount + "/data");
        environment.insert("CATAMARAN_RUN", mount + "/r");
        process.setProcessEnvironment(environment);
        process.start(test::CliRunner::program("catamaran"), {"pull", m_server->name() + "/team/big:v1"});
        QVERIFY(process.waitForFinished(60'000));
        const QByteArray error = process.readAllStandardError();
        QCOMPARE(process.exitCode(), 1);
        QVERIFY2(error.contains("No space left on device"), error.constData());
        QVERIFY2(QDir(mount + "/data/layers/.staging").entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty(),
                 error.constData());
        QCOMPARE(::umount2(mount.toUtf8().constData(), MNT_DETACH), 0);
    }

    void aPasswordIsAskedForAndKept()
    {
        const RegistryServer server(m_scratch + "/auth", RegistryServer::Auth::Basic,
                                    RegistryServer::Tls::No);
        const QString name = server.name() + "/secret/shell:v1";
        m_cli->ok({"tag", "shell", name});
        const auto anonymous = m_cli->run({"push", name});
        COMPARE_CODE(anonymous, 1);
        QVERIFY2(anonymous.err.contains("unauthorized"), anonymous.err.constData());
        QVERIFY2(anonymous.err.contains("catamaran login " + server.name().toUtf8()),
                 anonymous.err.constData());
        const auto wrong = m_cli->run({"login", "-u", "deck", "--password-stdin", server.name()}, "wrong");
        COMPARE_CODE(wrong, 1);
        QVERIFY2(wrong.err.contains("login attempt to"), wrong.err.constData());
        const auto right = m_cli->run(
            {"login", "-u", "deck", "--password-stdin", "--plain-text", server.name()}, "deck-secret\n");
        COMPARE_CODE(right, 0);
        QVERIFY2(right.out.contains("Login Succeeded"), right.out.constData());
        const QFileInfo kept(m_scratch + "/config/catamaran/auth.json");
        QVERIFY(kept.exists());
        QCOMPARE(int(kept.permissions() & (QFile::ReadGroup | QFile::ReadOther)), 0);
        COMPARE_CODE(m_cli->run({"push", name}), 0);
        const test::CliRunner other;
        COMPARE_CODE(other.run({"pull", name}), 0);
        QVERIFY(m_cli->run({"logout", server.name()}).out.contains("Removing login credentials"));
        COMPARE_CODE(other.run({"pull", name}), 1);
        // docker's own file is read too
        test::writeText(m_scratch + "/docker/config.json",
                        "{\"auths\":{\"" + server.name().toUtf8() + "\":{\"auth\":\"" +
                            QByteArray("deck:deck-secret").toBase64() + "\"}}}");
        COMPARE_CODE(other.run({"pull", name}), 0);
        QFile::remove(m_scratch + "/docker/config.json");
    }

    void anUnknownCertificateIsRefusedUntilItIsTrusted()
    {
        // The loopback addresses are insecure by rule; this one, of the documentation's network, is not.
        const QString address = QStringLiteral("198.51.100.7");
        QCOMPARE(QProcess::execute("ip", {"address", "replace", address + "/32", "dev", "lo"}), 0);
        const auto takeBack = qScopeGuard([&] {
            QProcess::execute("ip", {"address", "del", address + "/32", "dev", "lo"});
        });
        const RegistryServer server(m_scratch + "/tls", RegistryServer::Auth::None, RegistryServer::Tls::Yes,
                                    address);
        const QString host = server.name();
        m_cli->ok({"tag", "shell", host + "/x"});
        const auto refused = m_cli->run({"push", host + "/x"});
        COMPARE_CODE(refused, 1);
        QVERIFY2(refused.err.contains("certificate"), refused.err.constData());
        test::writeText(m_scratch + "/registries.json", "{\"registries\":{\"" + host.toUtf8() +
                                                            "\":{\"ca\":\"" +
                                                            (m_scratch + "/tls/cert.pem").toUtf8() + "\"}}}");
        COMPARE_CODE(m_cli->run({"push", host + "/x"}), 0);
        QFile::remove(m_scratch + "/registries.json");
    }

    /// A slow line shows what it does, and both a password and a certificate are needed.
    void aSlowRegistryWithPasswordAndCertificate()
    {
        const RegistryServer server(m_scratch + "/both", RegistryServer::Auth::Basic,
                                    RegistryServer::Tls::Yes);
        const QString name = server.name() + "/team/big:v1";
        test::writeText(m_scratch + "/registries.json",
                        "{\x22registries\x22:{\x22" + server.name().toUtf8() + "\x22:{\x22" + "ca\x22:\x22" +
                            (m_scratch + "/both/cert.pem").toUtf8() + "\x22}}}");
        const auto forget = qScopeGuard([&] { QFile::remove(m_scratch + "/registries.json"); });
        m_cli->ok({"tag", "big", name});
        const auto refused = m_cli->run({"push", name});
        COMPARE_CODE(refused, 1);
        COMPARE_CODE(m_cli->run({"login", "-u", "deck", "--password-stdin", server.name()}, "deck-secret"),
                     0);
        m_cli->ok({"push", name});
        const test::CliRunner other;
        COMPARE_CODE(other.run({"pull", "-q", name}), 0);
        COMPARE_CODE(other.run({"run", "--rm", name, "true"}), 0);
        m_cli->ok({"logout", server.name()});
        m_cli->ok({"rmi", name});

        test::FaultyProxy slow(m_server->port());
        slow.bytesPerSecond = 3 << 20;
        const QString slowly = QStringLiteral("127.0.0.1:%1/team/big:v1").arg(slow.port());
        QElapsedTimer timer;
        timer.start();
        const test::CliRunner patient;
        const auto pulled = patient.run({"pull", slowly});
        COMPARE_CODE(pulled, 0);
        QVERIFY(timer.elapsed() > 1500); // 6 MiB at 3 MiB/s, and no time limit on what makes progress
        qInfo("slow registry:\n%s", pulled.out.constData());
    }

    void aMirrorStandsInForTheHub()
    {
        const QString name = m_server->name() + "/library/offline:v1";
        m_cli->ok({"tag", "shell", name});
        m_cli->ok({"push", name});
        test::writeText(m_scratch + "/registries.json",
                        "{\"registry-mirrors\":[\"http://" + m_server->name().toUtf8() + "\"]}");
        const test::CliRunner other;
        COMPARE_CODE(other.run({"pull", "offline:v1"}), 0);
        QVERIFY(other.ok({"images"}).contains("offline"));
        test::writeText(m_scratch + "/registries.json", "{\"registry-miror\":[]}");
        const auto wrong = other.run({"pull", "offline:v1"});
        COMPARE_CODE(wrong, 1);
        QVERIFY2(wrong.err.contains("unknown key \"registry-miror\""), wrong.err.constData());
        QFile::remove(m_scratch + "/registries.json");
    }

    void theCatalogueIsSearched()
    {
        const auto found = m_cli->run({"search", m_server->name() + "/big"});
        COMPARE_CODE(found, 0);
        QVERIFY2(found.out.contains(m_server->name().toUtf8() + "/team/big"), found.out.constData());
        const auto manifest = m_cli->run({"manifest", "inspect", m_server->name() + "/team/big:v1"});
        COMPARE_CODE(manifest, 0);
        QVERIFY2(manifest.out.contains("\"schemaVersion\": 2"), manifest.out.constData());
    }

private:
    test::TemporaryDirectory m_directory;
    QString m_scratch;
    std::unique_ptr<test::CliRunner> m_cli;
    std::unique_ptr<RegistryServer> m_server;
};

QTEST_GUILESS_MAIN(TranscriptsRegistryTest)
#include "tst_transcripts_registry.moc"
