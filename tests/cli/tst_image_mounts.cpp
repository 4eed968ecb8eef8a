// SPDX-License-Identifier: GPL-3.0-or-later
// `--mount type=image`: the files of another image in a container, as docker 28 has it.
#include "tests/cli/shell_image.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <memory>

using namespace catamaran;

class ImageMountsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_cli = std::make_unique<test::CliRunner>();
        m_scratch = QString::fromStdString(m_directory.path());
        test::makeShellImage(*m_cli, m_scratch);
        // Two layers: the second replaces, removes and adds.
        test::writeText(m_scratch + "/data/Dockerfile",
                        "FROM shell\n"
                        "RUN mkdir -p /app/sub && echo one > /app/a && echo gone > /app/b && echo deep > "
                        "/app/sub/c && ln -s /etc /app/out\n"
                        "RUN echo two > /app/a && rm /app/b && echo new > /app/sub/d\n");
        m_cli->ok({"build", "-q", "-t", "data", m_scratch + "/data"});
    }

    void theFilesOfAllLayersAreThere()
    {
        QCOMPARE(script({"--mount", "type=image,source=data,target=/m"},
                        "cat /m/app/a /m/app/sub/c /m/app/sub/d; ls /m/app")
                     .out,
                 QByteArray("two\ndeep\nnew\na\nout\nsub\n"));
    }

    void aSubpathIsMountedInstead()
    {
        QCOMPARE(script({"--mount", "type=image,src=data,dst=/m,image-subpath=app"}, "cat /m/a; ls /m").out,
                 QByteArray("two\na\nout\nsub\n"));
        QCOMPARE(script({"--mount", "type=image,src=data,dst=/m/f,image-subpath=app/a"}, "cat /m/f").out,
                 QByteArray("two\n"));
        const auto none = script({"--mount", "type=image,src=data,dst=/m,image-subpath=nosuch"}, "true");
        COMPARE_CODE(none, 125);
        QVERIFY2(none.err.contains("cannot access subpath"), none.err.constData());
        COMPARE_CODE(script({"--mount", "type=image,src=data,dst=/m,image-subpath=../x"}, "true"), 125);
        // A link of the image leads nowhere but into the image.
        test::writeText(m_scratch + "/secret", "host\n");
        const auto link = script({"--mount", "type=image,src=data,dst=/m,image-subpath=app/out"}, "ls /m");
        QVERIFY2(!link.out.contains("shadow"), link.out.constData());
    }

    void nothingCanBeWritten()
    {
        const auto write = script({"--mount", "type=image,src=data,dst=/m"}, "echo x > /m/app/a");
        QVERIFY(write.code != 0);
        QVERIFY2(write.err.contains("Read-only file system"), write.err.constData());
        QCOMPARE(script({"--mount", "type=image,src=data,dst=/m"}, "cat /m/app/a").out, QByteArray("two\n"));
    }

    void anImageThatIsNotHereIsNamed()
    {
        const auto result = script({"--mount", "type=image,src=nosuch,dst=/m"}, "true");
        COMPARE_CODE(result, 125);
        QVERIFY2(result.err.contains("invalid mount config for type \x22image\x22: No such image: nosuch"),
                 result.err.constData());
        QVERIFY2(m_cli->run({"ps", "-aq"}).out.isEmpty(), "something was made all the same");
        COMPARE_CODE(script({"--mount", "type=volume,src=vv,dst=/m,image-subpath=a"}, "true"), 125);
        COMPARE_CODE(script({"--mount", "type=image,dst=/m"}, "true"), 125);
    }

    void theImageStaysWhileItIsMounted()
    {
        m_cli->ok({"tag", "data", "kept"});
        m_cli->ok({"create", "--name", "user", "--network", "none", "--mount",
                   "type=image,src=kept,dst=/m,image-subpath=app", "shell", "cat", "/m/a"});
        QVERIFY(m_cli->run({"rmi", "kept"}).code == 0); // another tag is left
        const auto last = m_cli->run({"rmi", "data"});
        QVERIFY2(last.code != 0, "the image of a mount could be removed");
        QCOMPARE(m_cli->ok({"start", "-a", "user"}), QByteArray("two"));
        QCOMPARE(m_cli->ok({"start", "-a", "user"}), QByteArray("two"));
        const QJsonObject inspected =
            QJsonDocument::fromJson(m_cli->ok({"inspect", "user"})).array().at(0).toObject();
        const QJsonObject mount = inspected["Mounts"].toArray().at(0).toObject();
        QCOMPARE(mount["Type"].toString(), QString("image"));
        QCOMPARE(mount["RW"].toBool(), false);
        const QJsonObject wish = inspected["HostConfig"].toObject()["Mounts"].toArray().at(0).toObject();
        QCOMPARE(wish["ImageOptions"].toObject()["Subpath"].toString(), QString("app"));
        QCOMPARE(m_cli->ok({"cp", "user:/m/a", m_scratch + "/copied"}), QByteArray());
        QFile copied(m_scratch + "/copied");
        QVERIFY(copied.open(QIODevice::ReadOnly));
        QCOMPARE(copied.readAll(), QByteArray("two\n"));
        // Who takes the mounts of another has the image, too.
        QCOMPARE(
            m_cli->ok({"run", "--rm", "--network", "none", "--volumes-from", "user", "shell", "cat", "/m/a"}),
            QByteArray("two"));
        m_cli->ok({"rm", "user"});
        m_cli->ok({"rmi", "data"});
    }

    void cleanupTestCase() { m_cli.reset(); }

private:
    test::CommandResult script(const QStringList &options, const QString &text)
    {
        return test::runScript(*m_cli, QStringList{"--network", "none"} + options, text);
    }
    test::TemporaryDirectory m_directory;
    std::unique_ptr<test::CliRunner> m_cli;
    QString m_scratch;
};

QTEST_GUILESS_MAIN(ImageMountsTest)
#include "tst_image_mounts.moc"
