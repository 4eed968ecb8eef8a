// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/shell_image.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace catamaran;

/// Understanding Dockerfiles and images on the command line; no container is run.
class TranscriptsLintTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_cli = std::make_unique<test::CliRunner>();
        m_scratch = QString::fromStdString(m_directory.path());
    }
    void cleanupTestCase() { m_cli.reset(); }

    void lintSaysWhereWhyAndWhatToDo()
    {
        const QString file = m_scratch + "/lint/Dockerfile";
        test::writeText(file, "FROM debian\nRUN sudo true\n");
        const auto all = m_cli->run({"lint", "--rules", "hadolint", file});
        COMPARE_CODE(all, 1);
        QVERIFY2(all.out.contains("Dockerfile:2:5: error: DL3004: Do not use sudo"), all.out.constData());
        QVERIFY2(all.out.contains("Fix: Use USER to change the user."), all.out.constData());
        COMPARE_CODE(m_cli->run({"lint", "--rules", "hadolint", "--fail-on", "none", file}), 0);
        COMPARE_CODE(
            m_cli->run({"lint", "--rules", "hadolint", "--ignore", "DL3004", "--ignore", "DL3006", file}), 0);
        const QString configuration = m_scratch + "/lint/.hadolint.yaml";
        test::writeText(configuration, "ignored: [DL3006]\noverride:\n  info:\n    - DL3004\n");
        COMPARE_CODE(m_cli->run({"lint", "--rules", "hadolint", "--config", configuration, file}), 0);
        test::writeText(configuration, "labels: {}\n");
        const auto refused = m_cli->run({"lint", "--config", configuration, file});
        COMPARE_CODE(refused, 125);
        QVERIFY2(refused.err.contains("\"labels\""), refused.err.constData());
        test::writeText(configuration, "label-schema: {version: semver}\n");
        const auto labels = m_cli->run({"lint", "--config", configuration, "--rules", "hadolint", file});
        QVERIFY2(labels.out.contains("DL3049: A label of the schema is missing"), labels.out.constData());
        test::writeText(configuration, "label-schema: {version: number}\n");
        const auto kind = m_cli->run({"lint", "--config", configuration, file});
        COMPARE_CODE(kind, 125);
        QVERIFY2(kind.err.contains("\"number\" is no kind of label"), kind.err.constData());
        const auto json = m_cli->run({"lint", "--format", "json", file});
        QVERIFY(QJsonDocument::fromJson(json.out).array().size() > 3);
        const auto input = m_cli->run({"lint", "-"}, "FROM scratch\nBADCMD\n");
        COMPARE_CODE(input, 1);
        QVERIFY2(input.err.contains("unknown instruction: BADCMD"), input.err.constData());
    }

    void buildCheckIsDockers()
    {
        test::writeText(m_scratch + "/check/Dockerfile", "FROM scratch\nCMD mycommand\n");
        const auto warned = m_cli->run({"build", "--check", m_scratch + "/check"});
        COMPARE_CODE(warned, 1);
        QVERIFY2(warned.out.startsWith(
                     "Check complete, 1 warning has been found!\n\nWARNING: JSONArgsRecommended\n"),
                 warned.out.constData());
        QVERIFY2(warned.out.contains("Dockerfile:2\n--------------------\n"), warned.out.constData());
        QVERIFY(m_cli->ok({"images", "-q"}).isEmpty());
        test::writeText(m_scratch + "/check/Dockerfile", "FROM scratch\nCMD [\"mycommand\"]\n");
        QCOMPARE(m_cli->ok({"build", "--check", m_scratch + "/check"}),
                 QByteArray("Check complete, no warnings found."));
    }

    void imagesAreUnderstood()
    {
        if (!QFile::exists("/var/lib/dpkg/status"))
            QSKIP("this host has no dpkg status to make an image of");
        const QString tree = m_scratch + "/tree";
        QVERIFY(QDir().mkpath(tree + "/var/lib/dpkg") && QDir().mkpath(tree + "/etc"));
        QVERIFY(QFile::copy("/var/lib/dpkg/status", tree + "/var/lib/dpkg/status"));
        test::writeText(tree + "/etc/os-release",
                        "ID=debian\nVERSION_ID=\"12\"\nVERSION_CODENAME=bookworm\n");
        test::writeText(tree + "/etc/motd", QByteArray(4000, 'x'));
        const QString archive = m_scratch + "/tree.tar";
        QCOMPARE(QProcess::execute("tar", {"-C", tree, "-cf", archive, "."}), 0);
        m_cli->ok({"import", archive, "host:1"});
        test::writeText(m_scratch + "/next/motd", "short");
        test::writeText(m_scratch + "/next/Dockerfile",
                        "FROM host:1\nCOPY motd /etc/motd\nUSER 1000\nCMD run me\n");
        const auto built = m_cli->run({"build", "-t", "host:2", m_scratch + "/next"});
        COMPARE_CODE(built, 0);
        QVERIFY2(built.err.contains("1 warning found (use --check to expand)") &&
                     built.err.contains("JSONArgsRecommended"),
                 built.err.constData());

        const QJsonObject layers =
            QJsonDocument::fromJson(m_cli->ok({"image", "layers", "--format", "json", "host:2"})).object();
        QCOMPARE(layers["layers"].toArray().size(), 2);
        QCOMPARE(layers["wastedBytes"].toInt(), 4000);
        const QByteArray second = m_cli->ok({"image", "layers", "--layer", "2", "host:2"});
        QVERIFY2(second.startsWith("C ") && second.endsWith("/etc/motd"), second.constData());
        const QByteArray difference = m_cli->ok({"image", "diff", "host:1", "host:2"});
        QVERIFY2(difference.contains("User: - -> 1000") && difference.contains("/etc/motd"),
                 difference.constData());

        const QJsonObject spdx =
            QJsonDocument::fromJson(m_cli->ok({"sbom", "--format", "spdx", "host:2"})).object();
        QProcess dpkg;
        dpkg.start("dpkg-query", {"-W", "-f", "${db:Status-Status} ${Package}\n"});
        QVERIFY(dpkg.waitForFinished(60'000));
        const qsizetype installed = dpkg.readAllStandardOutput().count("\ninstalled ") + 1;
        QCOMPARE(spdx["packages"].toArray().size(), installed + 1);
        QVERIFY(m_cli->ok({"sbom", "--format", "cyclonedx", "host:2"}).contains("pkg:deb/debian/dpkg@"));

        const QString advisory = m_scratch + "/advisory.json";
        test::writeText(advisory,
                        "{\"id\":\"TEST-1\",\"database_specific\":{\"severity\":\"HIGH\"},\"affected\":"
                        "[{\"package\":{\"ecosystem\":\"Debian:12\",\"name\":\"dpkg\"},\"ranges\":[{\"type\":"
                        "\"ECOSYSTEM\",\"events\":[{\"introduced\":\"0\"},{\"fixed\":\"99\"}]}]}]}");
        const auto found = m_cli->run({"scan", "--db", advisory, "--exit-code", "3", "host:2"});
        COMPARE_CODE(found, 3);
        QVERIFY2(found.out.contains("TEST-1") && found.out.contains("HIGH"), found.out.constData());
        COMPARE_CODE(
            m_cli->run({"scan", "--db", advisory, "--exit-code", "3", "--severity", "low", "host:2"}), 0);
        const auto without = m_cli->run({"scan", "--offline", "host:2"});
        COMPARE_CODE(without, 1);
        QVERIFY2(without.err.contains("--db"), without.err.constData());

        const auto root = m_cli->run({"image", "lint", "host:1"});
        COMPARE_CODE(root, 1);
        QVERIFY2(root.out.contains("IM-0001"), root.out.constData());
        QVERIFY(!m_cli->run({"image", "lint", "host:2"}).out.contains("IM-0001"));
    }

    void theRulesPageIsUpToDate()
    {
        QFile page(QString::fromStdString(test::sourceDirectory() + "/resources/doc/lint-rules.md"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        const auto now = m_cli->run({"lint", "--list-rules"});
        QVERIFY2(page.readAll() == now.out, "the page is old: run catamaran lint --list-rules > "
                                            "resources/doc/lint-rules.md");
    }

private:
    test::TemporaryDirectory m_directory;
    std::unique_ptr<test::CliRunner> m_cli;
    QString m_scratch;
};

QTEST_GUILESS_MAIN(TranscriptsLintTest)
#include "tst_transcripts_lint.moc"
