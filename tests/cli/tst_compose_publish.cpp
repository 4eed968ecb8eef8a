// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/registry_server.h"
#include "tests/cli/shell_image.h"

using namespace catamaran;

/// `compose publish` to a registry, and a stack that is read from there.
class ComposePublishTest : public QObject {
    Q_OBJECT

private slots:
    void aStackGoesToARegistryAndComesBack()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        const QString scratch = QString::fromStdString(m_directory.path());
        qputenv("XDG_CACHE_HOME", (scratch + "/cache").toUtf8());
        const test::CliRunner cli;
        const test::RegistryServer server(scratch + "/registry", test::RegistryServer::Auth::None,
                                          test::RegistryServer::Tls::No);
        const QString name = QString("127.0.0.1:%1/stack/shop:1").arg(server.port());
        test::writeText(scratch + "/base.yaml", "services: {web: {image: 'shell:${TAG:-latest}'}}\n");
        test::writeText(scratch + "/compose.yaml",
                        "name: shop\nservices: {web: {extends: {file: base.yaml, service: web}, "
                        "environment: {DB_PASSWORD: x}, command: 'echo $$HOME'}}\n");
        const auto declined = cli.run({"compose", "-f", scratch + "/compose.yaml", "publish", name}, "n\n");
        COMPARE_CODE(declined, 130);
        QVERIFY(declined.out.contains("service \x22web\x22: literal value for \x22"
                                      "DB_PASSWORD\x22"));
        cli.ok({"compose", "-f", scratch + "/compose.yaml", "publish", "-y", name});
        const QByteArray back = cli.ok({"compose", "-f", "oci://" + name, "config"});
        QVERIFY2(back.contains("image: shell:latest") && back.contains("- $$HOME") &&
                     back.startsWith("name: shop"),
                 back.constData());
        QCOMPARE(cli.ok({"images", "-aq"}), QByteArray());
    }

    void withEnvSendsTheEnvFilesAlong()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        const QString scratch = QString::fromStdString(m_directory.path()) + "/env";
        qputenv("XDG_CACHE_HOME", (scratch + "/cache").toUtf8());
        const test::CliRunner cli;
        const test::RegistryServer server(scratch + "/registry", test::RegistryServer::Auth::None,
                                          test::RegistryServer::Tls::No);
        const QString name = QString("127.0.0.1:%1/stack/env:1").arg(server.port());
        test::writeText(scratch + "/one.env", "COLOUR=blue\n");
        test::writeText(scratch + "/compose.yaml",
                        "name: shop\nservices: {web: {image: shell, env_file: [one.env, {path: none.env, "
                        "required: false}]}}\n");
        cli.ok({"compose", "-f", scratch + "/compose.yaml", "publish", "--with-env", name});
        QVERIFY(QFile::remove(scratch + "/one.env"));
        const QByteArray back = cli.ok({"compose", "-f", "oci://" + name, "config"});
        QVERIFY2(back.contains("COLOUR: blue"), back.constData());
    }

private:
    test::TemporaryDirectory m_directory;
};

QTEST_GUILESS_MAIN(ComposePublishTest)
#include "tst_compose_publish.moc"
