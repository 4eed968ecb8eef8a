// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/registry_server.h"
#include "tests/cli/shell_image.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QStandardPaths>
#include <sys/stat.h>

using namespace catamaran;
using test::RegistryServer;

namespace {

constexpr const char *kManifestType = "application/vnd.oci.image.manifest.v1+json";

/// Plain HTTP to the registry, as any other client would.
class Http {
public:
    QByteArray get(const QString &url, const char *accept = nullptr)
    {
        QNetworkRequest request{QUrl(url)};
        if (accept)
            request.setRawHeader("Accept", accept);
        return finish(m_manager.get(request));
    }
    void putBlob(const QString &repository, const QByteArray &content)
    {
        QNetworkRequest begin{QUrl(repository + "/blobs/uploads/")};
        begin.setHeader(QNetworkRequest::ContentTypeHeader, "application/octet-stream");
        QNetworkReply *started = m_manager.post(begin, QByteArray());
        finish(started);
        QUrl place = QUrl(repository).resolved(QUrl(QString::fromUtf8(started->rawHeader("Location"))));
        place.setQuery(place.query() + (place.hasQuery() ? "&" : "") + "digest=" + digestOf(content));
        QNetworkRequest put{place};
        put.setHeader(QNetworkRequest::ContentTypeHeader, "application/octet-stream");
        finish(m_manager.put(put, content));
    }
    void putManifest(const QString &repository, const QString &tag, const QByteArray &content,
                     const char *type = kManifestType)
    {
        QNetworkRequest put{QUrl(repository + "/manifests/" + tag)};
        put.setHeader(QNetworkRequest::ContentTypeHeader, type);
        finish(m_manager.put(put, content));
    }
    static QString digestOf(const QByteArray &content)
    {
        return "sha256:" + QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
    }

private:
    QByteArray finish(QNetworkReply *reply)
    {
        QEventLoop loop;
        QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
        if (!reply->isFinished())
            loop.exec();
        const QByteArray body = reply->readAll();
        if (reply->error() != QNetworkReply::NoError)
            qWarning("%s: %s", qPrintable(reply->errorString()), body.constData());
        reply->deleteLater();
        return body;
    }
    QNetworkAccessManager m_manager;
};

QJsonObject descriptor(const QByteArray &content, const QString &type)
{
    return {{"mediaType", type}, {"digest", Http::digestOf(content)}, {"size", content.size()}};
}

} // namespace

/// Artifacts, exchanged build caches and reboots: what a store and a real docker-registry have between them.
class RegistryStoreTest : public QObject {
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
        m_server = std::make_unique<RegistryServer>(m_scratch + "/plain", RegistryServer::Auth::None,
                                                    RegistryServer::Tls::No);
    }
    void cleanupTestCase()
    {
        m_cli.reset();
        m_server.reset();
    }

    void artifactsAreKeptByteForByte_data()
    {
        QTest::addColumn<QString>("artifactType");
        QTest::addColumn<QString>("configType");
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("layerType");
        QTest::addColumn<QString>("shownType");
        QTest::newRow("chart") << QString() << "application/vnd.cncf.helm.config.v1+json"
                               << QByteArray("{\x22name\x22:\x22"
                                             "deck\x22}")
                               << "application/vnd.cncf.helm.chart.content.v1.tar+gzip"
                               << "application/vnd.cncf.helm.config.v1+json";
        QTest::newRow("sbom") << "application/spdx+json"
                              << "application/vnd.oci.empty.v1+json" << QByteArray("{}")
                              << "application/spdx+json"
                              << "application/spdx+json";
        QTest::newRow("all empty") << "application/vnd.example.flag"
                                   << "application/vnd.oci.empty.v1+json" << QByteArray("{}")
                                   << "application/vnd.oci.empty.v1+json"
                                   << "application/vnd.example.flag";
    }
    void artifactsAreKeptByteForByte()
    {
        QFETCH(QString, artifactType);
        QFETCH(QString, configType);
        QFETCH(QByteArray, config);
        QFETCH(QString, layerType);
        QFETCH(QString, shownType);
        const QByteArray content =
            layerType.contains("empty") ? QByteArray("{}") : QByteArray("no tar at all\0really", 21);
        QJsonObject manifest{{"schemaVersion", 2},
                             {"mediaType", kManifestType},
                             {"config", descriptor(config, configType)},
                             {"layers", QJsonArray{descriptor(content, layerType)}},
                             {"annotations", QJsonObject{{"org.example.note", "kept"}}}};
        if (!artifactType.isEmpty())
            manifest["artifactType"] = artifactType;
        // Indented: bytes that no program of ours would write.
        const QByteArray bytes = QJsonDocument(manifest).toJson(QJsonDocument::Indented);
        const QString digest = Http::digestOf(bytes);
        const QString repository = QStringLiteral("http://%1/v2/things/%2")
                                       .arg(m_server->name())
                                       .arg(QString(QTest::currentDataTag()).replace(' ', '-'));
        m_http.putBlob(repository, config);
        m_http.putBlob(repository, content);
        m_http.putManifest(repository, "v1", bytes);
        const QString name = repository.mid(repository.indexOf("//") + 2).replace("/v2/", "/") + ":v1";

        const test::CliRunner first;
        const auto pulled = first.run({"pull", name});
        COMPARE_CODE(pulled, 0);
        QVERIFY2(pulled.out.contains("Digest: " + digest.toUtf8()), pulled.out.constData());
        QVERIFY(first.run({"pull", name}).out.contains("Image is up to date"));
        QVERIFY2(first.ok({"images"}).contains(name.section(':', 0, -2).toUtf8()), "it is listed");
        const auto shown = QJsonDocument::fromJson(first.ok({"inspect", name})).array()[0].toObject();
        QCOMPARE(shown["Id"].toString(), digest);
        QCOMPARE(shown["ArtifactType"].toString(), shownType);
        QCOMPARE(shown["Manifest"].toObject(), manifest);
        const auto ran = first.run({"run", "--rm", name, "true"});
        COMPARE_CODE(ran, 125);
        QVERIFY2(ran.err.contains("this is no image but an artifact of type " + shownType.toUtf8() +
                                  ": there is nothing in it to run"),
                 ran.err.constData());

        // Under another name, to another repository, and back out of an archive on another machine.
        const QString copy = m_server->name() + "/copies/thing:v2";
        first.ok({"tag", name, copy});
        const auto pushed = first.run({"push", copy});
        COMPARE_CODE(pushed, 0);
        QVERIFY2(pushed.out.contains(digest.toUtf8()), pushed.out.constData());
        QCOMPARE(m_http.get("http://" + m_server->name() + "/v2/copies/thing/manifests/v2", kManifestType),
                 bytes);
        first.ok({"save", "-o", m_scratch + "/thing.tar", copy});
        const test::CliRunner second;
        COMPARE_CODE(second.run({"load", "-i", m_scratch + "/thing.tar"}), 0);
        const auto again = QJsonDocument::fromJson(second.ok({"inspect", copy})).array()[0].toObject();
        QCOMPARE(again["Id"].toString(), digest);
        second.ok({"save", "-o", m_scratch + "/thing2.tar", copy});
        QFile one(m_scratch + "/thing.tar");
        QFile two(m_scratch + "/thing2.tar");
        QVERIFY(one.open(QIODevice::ReadOnly) && two.open(QIODevice::ReadOnly));
        QCOMPARE(two.readAll(), one.readAll());
        // Nothing of it stays when it goes.
        second.ok({"rmi", copy});
        QCOMPARE(QDir(QString::fromStdString(second.dataDirectory()) + "/store/blobs/sha256")
                     .entryList(QDir::Files)
                     .size(),
                 0);
    }

    void aCacheIsSharedThroughTheRegistry_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<bool>("twoStages");
        QTest::newRow("mode=max") << "type=registry,mode=max,ref=" << true;
        QTest::newRow("mode=min") << "type=registry,ref=" << false;
        QTest::newRow("inline") << "type=inline" << false;
    }
    /// A step that gives another result each time it runs tells whether it has run.
    void aCacheIsSharedThroughTheRegistry()
    {
        QFETCH(QString, kind);
        QFETCH(bool, twoStages);
        const QString base = m_server->name() + "/cache/base:1";
        m_cli->ok({"tag", "shell", base});
        m_cli->ok({"push", "-q", base});
        const QString app = m_server->name() + "/cache/" + QString(QTest::currentDataTag()).replace('=', '-');
        const QString directory = m_scratch + "/cached";
        const QByteArray random = "RUN head -c 16 /dev/urandom | md5sum > /random\n";
        const QByteArray from = "FROM " + base.toUtf8();
        test::writeText(directory + "/file", "content");
        test::writeText(directory + "/Dockerfile",
                        twoStages ? from + " AS made\n" + random + from +
                                        "\nCOPY --from=made /random /copy\nCOPY file /\n" + random
                                  : from + "\nCOPY file /\n" + random);
        const bool isInline = kind == "type=inline";
        const test::CliRunner first;
        first.ok({"pull", "-q", base});
        const auto built = first.run(
            {"build", "--cache-to", isInline ? kind : kind + app + ":cache", "-t", app + ":v1", directory});
        COMPARE_CODE(built, 0);
        if (isInline)
            first.ok({"push", "-q", app + ":v1"});
        else
            QVERIFY(m_http
                        .get("http://" + app.section('/', 0, 0) + "/v2/" + app.section('/', 1) +
                                 "/manifests/cache",
                             kManifestType)
                        .contains("application/vnd.buildkit.cacheconfig.v0"));
        const QByteArray layers = first.ok({"inspect", "-f", "{{json .RootFS.Layers}}", app + ":v1"});

        const test::CliRunner second;
        second.ok({"pull", "-q", base});
        const auto cached = second.run({"build", "--progress", "plain", "--cache-from",
                                        isInline ? app + ":v1" : "type=registry,ref=" + app + ":cache", "-t",
                                        "mine", directory});
        COMPARE_CODE(cached, 0);
        QCOMPARE(second.ok({"inspect", "-f", "{{json .RootFS.Layers}}", "mine"}), layers);
        QVERIFY2((cached.out + cached.err).count("CACHED") >= (twoStages ? 4 : 2), cached.err.constData());
        QCOMPARE(second.run({"run", "--rm", "mine", "cat", "/random"}).out,
                 first.run({"run", "--rm", app + ":v1", "cat", "/random"}).out);
    }
    void aCacheThatIsNotThereCostsTimeOnly()
    {
        test::writeText(m_scratch + "/none/Dockerfile", "FROM shell\nRUN true\n");
        const QString missing = m_server->name() + "/cache/none:1";
        const auto built =
            m_cli->run({"build", "--cache-from", "type=registry,ref=" + missing, m_scratch + "/none"});
        COMPARE_CODE(built, 0);
        QVERIFY2(built.err.contains("the cache " + missing.toUtf8() + " is not used"), built.err.constData());
        // Writing one where there is no registry is an error, unless it is said not to be.
        const QString nowhere = QStringLiteral("type=registry,ref=127.0.0.1:%1/x:1").arg(test::freePort());
        COMPARE_CODE(m_cli->run({"build", "--cache-to", nowhere, m_scratch + "/none"}), 1);
        COMPARE_CODE(m_cli->run({"build", "--cache-to", nowhere + ",ignore-error=true", m_scratch + "/none"}),
                     0);
        const auto refused = m_cli->run({"build", "--cache-to", "type=s3,bucket=x", m_scratch + "/none"});
        QVERIFY2(refused.err.contains("cache type \x22s3\x22 is not supported"), refused.err.constData());
    }

    /// docker writes a manifest of its own when it pushes what we built.
    void oneImageMayHaveSeveralManifests()
    {
        const QString repository = m_server->name() + "/round";
        const auto pushed = [&](const QString &tag) {
            const QByteArray out = m_cli->ok({"push", repository + ":" + tag});
            return QString::fromUtf8(out.mid(out.indexOf("sha256:"), 71));
        };
        const QString id = QString::fromUtf8(m_cli->ok({"inspect", "-f", "{{.Id}}", "shell"}));
        m_cli->ok({"tag", "shell", repository + ":ours"});
        const QString ours = pushed("ours");
        const QString url = "http://" + m_server->name() + "/v2/round";
        QByteArray text = m_http.get(url + "/manifests/ours", kManifestType);
        QCOMPARE(Http::digestOf(text), ours);
        const char *const schema2 = "application/vnd.docker.distribution.manifest.v2+json";
        text.replace(kManifestType, schema2);
        text.replace("application/vnd.oci.image.config.v1+json",
                     "application/vnd.docker.container.image.v1+json");
        text.replace("application/vnd.oci.image.layer.v1.tar+gzip",
                     "application/vnd.docker.image.rootfs.diff.tar.gzip");
        m_http.putManifest(url, "theirs", text, schema2);
        const QString theirs = Http::digestOf(text);
        QVERIFY(theirs != ours);

        QVERIFY(m_cli->ok({"pull", repository + ":theirs"}).contains("Digest: " + theirs.toUtf8()));
        QCOMPARE(m_cli->ok({"inspect", "-f", "{{.Id}}", repository + ":theirs"}), id.toUtf8());
        const QByteArray digests = m_cli->ok({"inspect", "-f", "{{.RepoDigests}}", "shell"});
        QVERIFY2(digests.contains("@" + ours.toUtf8()) && digests.contains("@" + theirs.toUtf8()),
                 digests.constData());
        m_cli->ok({"tag", repository + ":theirs", repository + ":copy"});
        m_cli->ok({"system", "prune", "-f"});
        QCOMPARE(pushed("ours"), ours);
        QCOMPARE(pushed("theirs"), theirs);
        QCOMPARE(pushed("copy"), theirs);
        QCOMPARE(m_cli->ok({"inspect", "-f", "{{.Id}}", repository + "@" + theirs}), id.toUtf8());

        // An archive of both has both, and a store that loads it too.
        const QString archive = m_scratch + "/both.tar";
        m_cli->ok({"save", "-o", archive, repository + ":ours", repository + ":theirs"});
        const test::CliRunner other;
        other.ok({"load", "-i", archive});
        for (const auto &[tag, digest] : {std::pair(":ours", ours), std::pair(":theirs", theirs)}) {
            const QByteArray out = other.ok({"push", repository + tag});
            QVERIFY2(out.contains(digest.toUtf8()), out.constData());
        }
        m_cli->ok({"rmi", repository + ":ours", repository + ":theirs", repository + ":copy"});
        QVERIFY(!m_cli->ok({"inspect", "-f", "{{.RepoDigests}}", "shell"}).contains("/round@"));
    }

    void builtAndCommittedLayersOutliveABoot()
    {
        const test::CliRunner cli;
        test::makeShellImage(cli, m_scratch);
        test::writeText(m_scratch + "/boot/Dockerfile", "FROM shell AS a\nRUN echo 1 > /a\nFROM shell\n"
                                                        "COPY --from=a /a /b\nRUN echo 2 > /c\n");
        cli.ok({"build", "-q", "-t", "built", m_scratch + "/boot"});
        cli.ok({"run", "--name", "changed", "built", "sh", "-c", "echo 3 > /d"});
        cli.ok({"commit", "changed", "committed"});
        const QDir layers(QString::fromStdString(cli.dataDirectory()) + "/layers");
        QMap<QString, ino_t> before;
        for (const QString &name : layers.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            QVERIFY2(QFile::exists(layers.filePath(name + "/settled")), qPrintable(name));
            struct stat status {};
            QCOMPARE(::stat(qPrintable(layers.filePath(name + "/fs")), &status), 0);
            before[name] = status.st_ino;
        }
        QVERIFY(before.size() >= 6);
        test::writeText(layers.filePath(".boot"), "another boot\n");
        cli.ok({"images"});
        for (auto layer = before.cbegin(); layer != before.cend(); ++layer) {
            struct stat status {};
            QCOMPARE(::stat(qPrintable(layers.filePath(layer.key() + "/fs")), &status), 0);
            QCOMPARE(status.st_ino, layer.value()); // the same directory: not unpacked again
        }
        cli.ok({"rm", "changed"});
    }

private:
    test::TemporaryDirectory m_directory;
    QString m_scratch;
    Http m_http;
    std::unique_ptr<test::CliRunner> m_cli;
    std::unique_ptr<RegistryServer> m_server;
};

QTEST_GUILESS_MAIN(RegistryStoreTest)
#include "tst_registry_store.moc"
