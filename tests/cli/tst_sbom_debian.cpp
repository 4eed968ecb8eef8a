// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/shell_image.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

using namespace catamaran;

/// The bill of materials of a real Debian image beside what its own dpkg says.
class SbomDebianTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        if (QStandardPaths::findExecutable("mmdebstrap").isEmpty())
            QSKIP("mmdebstrap is not installed");
        m_cli = std::make_unique<test::CliRunner>();
        const auto made = m_cli->run({"image", "bootstrap", "debian"});
        if (made.code != 0)
            QSKIP(("no Debian image can be made here: " + made.err).constData());
        m_image = QString::fromUtf8(m_cli->ok({"images", "--format", "{{.Repository}}:{{.Tag}}"})).trimmed();
    }
    void cleanupTestCase() { m_cli.reset(); }

    void everyPackageAndVersionIsThere()
    {
        const auto own = m_cli->run(
            {"run", "--rm", m_image, "dpkg-query", "-W", "-f", "${Package} ${Version} ${Architecture}\n"});
        COMPARE_CODE(own, 0);
        QStringList wanted = QString::fromUtf8(own.out).split('\n', Qt::SkipEmptyParts);
        wanted.sort();
        QVERIFY(wanted.size() > 50);

        const QJsonArray components =
            QJsonDocument::fromJson(m_cli->ok({"sbom", "--format", "cyclonedx", m_image}))["components"]
                .toArray();
        QStringList found;
        for (const QJsonValue &one : components) {
            const QString purl = one["purl"].toString();
            if (!purl.startsWith("pkg:deb/"))
                continue;
            const QString architecture = purl.section("arch=", 1).section('&', 0, 0);
            found.push_back(one["name"].toString() + " " + one["version"].toString() + " " + architecture);
        }
        found.sort();
        QCOMPARE(found, wanted);

        QStringList spdx;
        const QJsonArray packages =
            QJsonDocument::fromJson(m_cli->ok({"sbom", "--format", "spdx", m_image}))["packages"].toArray();
        for (const QJsonValue &one : packages) {
            if (QJsonDocument(one.toObject()).toJson().contains("pkg:deb/"))
                spdx.push_back(one["name"].toString() + " " + one["versionInfo"].toString());
        }
        spdx.sort();
        QStringList names;
        for (const QString &line : wanted)
            names.push_back(line.section(' ', 0, 1));
        names.sort();
        QCOMPARE(spdx, names);
        qInfo("%d packages of %s, each with its version, as dpkg -l lists them", int(wanted.size()),
              qPrintable(m_image));
    }

private:
    std::unique_ptr<test::CliRunner> m_cli;
    QString m_image;
};

QTEST_GUILESS_MAIN(SbomDebianTest)
#include "tst_sbom_debian.moc"
