// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/shell_image.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTcpSocket>

using namespace catamaran;

/// kill -9 of load, pull, rmi, import and prune at random moments. The next command works, each image that is
/// listed is whole, a container keeps its image, and when the last one is removed nothing is left in the
/// store. CATAMARAN_TEST_ROUNDS: how many kills, 40 by default.
class KillImagesTest : public QObject {
    Q_OBJECT

    static int rounds()
    {
        const int wanted = qEnvironmentVariableIntValue("CATAMARAN_TEST_ROUNDS");
        return wanted > 0 ? wanted : 40;
    }
    [[nodiscard]] QString file(const char *name) const { return m_scratch + "/" + name; }
    [[nodiscard]] QString data(const char *name) const
    {
        return QString::fromStdString(m_cli->dataDirectory()) + name;
    }

    void startRegistry()
    {
        if (QStandardPaths::findExecutable("docker-registry").isEmpty())
            return;
        m_port = test::freePort();
        test::writeText(file("registry.yml"),
                        "version: 0.1\nlog:\n  level: error\nstorage:\n  filesystem:\n    rootdirectory: " +
                            file("registry").toUtf8() +
                            "\nhttp:\n  addr: 127.0.0.1:" + QByteArray::number(m_port) + "\n");
        m_registry.setStandardOutputFile(QProcess::nullDevice());
        m_registry.setStandardErrorFile(QProcess::nullDevice());
        m_registry.start("docker-registry", {"serve", file("registry.yml")});
        for (int i = 0; i < 300; ++i) {
            QTcpSocket probe;
            probe.connectToHost("127.0.0.1", m_port);
            if (probe.waitForConnected(200) || m_registry.waitForFinished(50))
                break;
        }
        const QString name = QStringLiteral("127.0.0.1:%1/big:v1").arg(m_port);
        m_cli->ok({"tag", "big", name});
        m_cli->ok({"push", "-q", name});
        m_cli->ok({"rmi", name});
    }

    /// Every image that is listed can be written out whole, and index.json names nothing that is not there.
    void everythingListedIsWhole()
    {
        const auto list = m_cli->run({"images", "-q", "--no-trunc"});
        COMPARE_CODE(list, 0);
        QStringList ids;
        for (const QByteArray &id : list.out.split('\n')) {
            if (!id.trimmed().isEmpty() && !ids.contains(QString::fromUtf8(id.trimmed())))
                ids.append(QString::fromUtf8(id.trimmed()));
        }
        if (!ids.isEmpty())
            COMPARE_CODE(m_cli->run(QStringList{"save", "-o", file("check.tar")} + ids), 0);
        QFile index(data("/store/index.json"));
        QVERIFY(index.open(QIODevice::ReadOnly));
        for (const QJsonValue entry : QJsonDocument::fromJson(index.readAll())["manifests"].toArray())
            QVERIFY2(QFile::exists(data("/store/blobs/sha256/") + entry["digest"].toString().mid(7)),
                     qPrintable(entry["digest"].toString()));
    }

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_cli = std::make_unique<test::CliRunner>();
        m_scratch = QString::fromStdString(m_directory.path());
        test::makeShellImage(*m_cli, m_scratch);
        QByteArray noise(8 << 20, '\0');
        m_random.fillRange(reinterpret_cast<quint32 *>(noise.data()), noise.size() / 4);
        test::writeText(file("big/noise"), noise);
        test::writeText(file("big/Dockerfile"), "FROM shell\nCOPY noise /noise\nRUN echo more > /more\n");
        m_cli->ok({"build", "-q", "-t", "big", file("big")});
        m_cli->ok({"save", "-o", file("big.tar"), "big", "shell"});
        m_cli->ok({"tag", "shell", "kept"});
        m_cli->ok({"create", "--name", "keeper", "--network", "none", "kept", "echo", "still here"});
        startRegistry();
    }
    void cleanupTestCase()
    {
        m_cli.reset();
        m_registry.terminate();
        m_registry.waitForFinished();
    }

    void killsAtRandomMoments()
    {
        QList<QStringList> verbs = {{"load", "-i", file("big.tar")},
                                    {"rmi", "-f", "big"},
                                    {"image", "prune", "-af"},
                                    {"import", file("big.tar"), "imported"},
                                    {"rmi", "imported"}};
        if (m_port != 0) {
            verbs.append({"pull", "-q", QStringLiteral("127.0.0.1:%1/big:v1").arg(m_port)});
            verbs.append({"rmi", QStringLiteral("127.0.0.1:%1/big:v1").arg(m_port)});
        }
        // How long each takes, so that kills fall all over it.
        QList<qint64> length;
        for (const QStringList &verb : verbs) {
            QElapsedTimer timer;
            timer.start();
            (void)m_cli->run(verb);
            length.append(std::max<qint64>(5, timer.elapsed()));
        }
        int midway = 0;
        for (int i = 0; i < rounds(); ++i) {
            const auto which = m_random.bounded(static_cast<int>(verbs.size()));
            const auto process = m_cli->start(verbs[which]);
            if (!process->waitForFinished(m_random.bounded(static_cast<int>(length[which])) + 1)) {
                process->kill();
                process->waitForFinished();
                ++midway;
            }
            everythingListedIsWhole();
            if (QTest::currentTestFailed()) {
                qWarning("after a kill of %s", qPrintable(verbs[which].join(' ')));
                return;
            }
        }
        qInfo("%d of %d killed before their end", midway, rounds());
        QVERIFY(midway > rounds() / 4);
    }

    void aContainerKeptItsImage()
    {
        const auto ran = m_cli->run({"start", "-a", "keeper"});
        COMPARE_CODE(ran, 0);
        QCOMPARE(ran.out, QByteArray("still here\n"));
        m_cli->ok({"rm", "keeper"});
    }

    void nothingIsLeftInTheEnd()
    {
        m_cli->ok({"image", "prune", "-af"});
        m_cli->ok({"system", "prune", "-af"}); // the build cache has layers, too
        QCOMPARE(m_cli->ok({"images", "-q"}), QByteArray());
        const auto left = [&](const char *directory) {
            return QDir(data(directory)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
        };
        QCOMPARE(left("/store/blobs/sha256"), QStringList());
        QCOMPARE(left("/store/ingest"), QStringList());
        QCOMPARE(left("/layers"), QStringList()); // without the hidden ones
        QCOMPARE(left("/layers/.staging"), QStringList());
    }

private:
    test::TemporaryDirectory m_directory;
    QString m_scratch;
    std::unique_ptr<test::CliRunner> m_cli;
    QProcess m_registry;
    quint16 m_port = 0;
    QRandomGenerator m_random{20261122};
};

QTEST_GUILESS_MAIN(KillImagesTest)
#include "tst_kill_images.moc"
