// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/shell_image.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScopeGuard>
#include <QStandardPaths>
#include <csignal>

using namespace catamaran;

/// save, load, import and image bootstrap, and the archives of docker, podman and skopeo in both directions.
class TranscriptsArchivesTest : public QObject {
    Q_OBJECT

    struct Tool {
        int code = -1;
        QByteArray out;
        QByteArray all;
    };
    static Tool tool(const QString &program, const QStringList &arguments, int timeoutMs = 120'000)
    {
        QProcess process;
        process.start(program, arguments);
        Tool result;
        if (process.waitForFinished(timeoutMs))
            result.code = process.exitCode();
        result.out = process.readAllStandardOutput();
        result.all = result.out + process.readAllStandardError();
        return result;
    }
    [[nodiscard]] QString file(const char *name) const { return m_scratch + "/" + name; }
    static QByteArray idOf(const test::CliRunner &cli, const QString &name)
    {
        return cli.ok({"image", "inspect", "-f", "{{.Id}}", name});
    }
    static QByteArray manifestOf(const test::CliRunner &cli, const QString &name)
    {
        return cli.ok({"image", "inspect", "-f", "{{.Descriptor.digest}}", name});
    }

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_scratch = QString::fromStdString(m_directory.path());
        m_cli = std::make_unique<test::CliRunner>();
        const auto made = m_cli->run({"image", "bootstrap", "busybox"});
        if (made.code != 0 && made.err.contains("busybox-static"))
            QSKIP("busybox-static is not installed and cannot be downloaded");
        COMPARE_CODE(made, 0);
        test::writeText(file("two/Dockerfile"), "FROM busybox\nRUN echo two > /two\nLABEL kind=two\n");
        m_cli->ok({"build", "-q", "-t", "team/two:v1", file("two")});
    }
    void cleanupTestCase() { m_cli.reset(); }

    void aBootstrappedImageIsLikeOneOfAHub()
    {
        const auto result = m_cli->run({"run", "--rm", "--network", "none", "busybox", "sh", "-c",
                                        "grep -c root /etc/passwd /etc/group; . /etc/os-release; echo $ID; "
                                        "readlink /var/run; stat -c %a /tmp; echo $PATH; which sh"});
        COMPARE_CODE(result, 0);
        QVERIFY2(result.out.contains("busybox\n/run\n1777\n"), result.out.constData());
        QCOMPARE(m_cli->ok({"image", "inspect", "-f", "{{json .Config.Cmd}}", "busybox"}),
                 QByteArray("[\x22sh\x22]"));
        const auto other = m_cli->run({"image", "bootstrap", "gentoo"});
        COMPARE_CODE(other, 1);
        QVERIFY2(other.err.contains("Known are debian and busybox"), other.err.constData());
        COMPARE_CODE(m_cli->run({"image", "bootstrap", "--suite", "sid", "busybox"}), 125);
        // A missing tool is named, with what to do.
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", "/nonexistent");
        const auto missing = m_cli->run({"image", "bootstrap", "debian"});
        qputenv("PATH", path);
        COMPARE_CODE(missing, 1);
        QVERIFY2(missing.err.contains("mmdebstrap is not installed") &&
                     missing.err.contains("apt-get install mmdebstrap"),
                 missing.err.constData());
    }

    void aRoundTripKeepsDigestsAndTags()
    {
        m_cli->ok({"tag", "team/two:v1", "team/two:v2"});
        // A name without a tag is every tag of it.
        m_cli->ok({"save", "-o", file("both.tar"), "busybox", "team/two"});
        const test::CliRunner other;
        const auto loaded = other.run({"load", "-i", file("both.tar")});
        COMPARE_CODE(loaded, 0);
        QCOMPARE(loaded.out, QByteArray("Loaded image: busybox:latest\nLoaded image: team/two:v1\n"
                                        "Loaded image: team/two:v2\n"));
        for (const char *name : {"busybox", "team/two:v1", "team/two:v2"}) {
            QCOMPARE(idOf(other, name), idOf(*m_cli, name));
            QCOMPARE(manifestOf(other, name), manifestOf(*m_cli, name));
        }
        QCOMPARE(other.run({"run", "--rm", "--network", "none", "team/two:v1", "cat", "/two"}).out,
                 QByteArray("two\n"));
        // The same images are the same bytes.
        other.ok({"save", "-o", file("again.tar"), "busybox", "team/two"});
        QCOMPARE(tool("cmp", {file("both.tar"), file("again.tar")}).code, 0);
        // By id there is no name.
        const QByteArray piped = m_cli->run({"save", QString::fromUtf8(idOf(*m_cli, "busybox"))}).out;
        const test::CliRunner third;
        const auto nameless = third.run({"load"}, piped);
        COMPARE_CODE(nameless, 0);
        QCOMPARE(nameless.out, "Loaded image ID: " + idOf(*m_cli, "busybox") + "\n");
        // A tag that was another's is taken from it.
        third.ok({"import", "-m", "another", file("both.tar"), "busybox"});
        const QByteArray before = idOf(third, "busybox");
        const auto renamed = third.run({"load", "-q", "-i", file("both.tar")});
        QVERIFY2(
            renamed.out.contains("The image busybox:latest already exists, renaming the old one with ID " +
                                 before + " to empty string"),
            renamed.out.constData());
    }

    void compressedArchivesAreTaken_data()
    {
        QTest::addColumn<QStringList>("command");
        QTest::newRow("gzip") << QStringList{"gzip", "-kf"};
        QTest::newRow("zstd") << QStringList{"zstd", "-qkf"};
        QTest::newRow("xz") << QStringList{"xz", "-0kf"};
        QTest::newRow("bzip2") << QStringList{"bzip2", "-kf"};
    }
    void compressedArchivesAreTaken()
    {
        QFETCH(QStringList, command);
        const QString program = command.takeFirst();
        if (QStandardPaths::findExecutable(program).isEmpty())
            QSKIP("not installed");
        m_cli->ok({"save", "-o", file("plain.tar"), "busybox"});
        QCOMPARE(tool(program, command + QStringList{file("plain.tar")}).code, 0);
        const QString suffix = program == "gzip"   ? "gz"
                               : program == "zstd" ? "zst"
                               : program == "xz"   ? "xz"
                                                   : "bz2";
        const test::CliRunner other;
        const auto loaded = other.run({"load", "-i", file("plain.tar.") + suffix});
        COMPARE_CODE(loaded, 0);
        QCOMPARE(manifestOf(other, "busybox"), manifestOf(*m_cli, "busybox"));
    }

    void skopeoAndPodmanReadOurs()
    {
        m_cli->ok({"save", "-o", file("ours.tar"), "team/two:v1"});
        if (QStandardPaths::findExecutable("skopeo").isEmpty())
            QSKIP("skopeo is not installed");
        const Tool raw = tool("skopeo", {"inspect", "--raw", "oci-archive:" + file("ours.tar") + ":v1"});
        QVERIFY2(raw.code == 0, raw.all.constData());
        QCOMPARE("sha256:" + QCryptographicHash::hash(raw.out, QCryptographicHash::Sha256).toHex(),
                 manifestOf(*m_cli, "team/two:v1"));
        // From each half of the archive to its own kind: skopeo rewrites configurations between the two.
        const std::vector<std::pair<QString, QString>> copies = {
            {"oci-archive:" + file("ours.tar") + ":v1", "oci:" + file("oci") + ":x"},
            {"oci-archive:" + file("ours.tar") + ":v1", "oci-archive:" + file("oci.tar") + ":c/d:2"},
            {"docker-archive:" + file("ours.tar"), "docker-archive:" + file("sk.tar") + ":a/b:1"}};
        for (const auto &[from, to] : copies) {
            const Tool copied = tool("skopeo", {"--insecure-policy", "copy", "-q", from, to});
            QVERIFY2(copied.code == 0, copied.all.constData());
        }
        const test::CliRunner other;
        QCOMPARE(other.ok({"load", "-i", file("sk.tar")}), QByteArray("Loaded image: a/b:1"));
        QCOMPARE(idOf(other, "a/b:1"), idOf(*m_cli, "team/two:v1"));
        QCOMPARE(other.ok({"load", "-i", file("oci.tar")}), QByteArray("Loaded image: c/d:2"));
        QCOMPARE(idOf(other, "c/d:2"), idOf(*m_cli, "team/two:v1"));
        other.ok({"load", "-i", file("oci")}); // a directory
        QCOMPARE(other.run({"run", "--rm", "--network", "none", "a/b:1", "cat", "/two"}).out,
                 QByteArray("two\n"));
        // The store itself is a layout.
        const Tool layout = tool("skopeo", {"inspect", "--raw",
                                            "oci:" + QString::fromStdString(m_cli->dataDirectory()) +
                                                "/store:docker.io/team/two:v1"});
        QVERIFY2(layout.code == 0, layout.all.constData());
        QCOMPARE(layout.out, raw.out);
        if (QStandardPaths::findExecutable("podman").isEmpty())
            QSKIP("podman is not installed");
        const QStringList podman = {"--root",     file("pod"),        "--runroot",
                                    file("podr"), "--storage-driver", "vfs"};
        const Tool loaded = tool("podman", podman + QStringList{"load", "-q", "-i", file("ours.tar")});
        QVERIFY2(loaded.code == 0, loaded.all.constData());
        // Podman puts localhost/ or docker.io/ before short names.
        const QString name = QString::fromUtf8(loaded.out.mid(loaded.out.indexOf(": ") + 2).trimmed());
        QVERIFY2(name.endsWith("/team/two:v1"), loaded.all.constData());
        const Tool id = tool("podman", podman + QStringList{"image", "inspect", "-f", "{{.Id}}", name});
        QCOMPARE("sha256:" + id.out.trimmed(), idOf(*m_cli, "team/two:v1"));
        for (const char *format : {"docker-archive", "oci-archive"}) {
            const Tool saved = tool(
                "podman", podman + QStringList{"save", "-q", "--format", format, "-o", file(format), name});
            QVERIFY2(saved.code == 0, saved.all.constData());
            const test::CliRunner fresh;
            const auto back = fresh.run({"load", "-i", file(format)});
            COMPARE_CODE(back, 0);
            QVERIFY2(back.out.contains("team/two:v1"), back.out.constData());
            QCOMPARE(idOf(fresh, name), idOf(*m_cli, "team/two:v1"));
        }
    }

    void dockerReadsOursAndWeReadDockers()
    {
        if (QStandardPaths::findExecutable("dockerd").isEmpty() ||
            QStandardPaths::findExecutable("docker").isEmpty())
            QSKIP("docker is not installed");
        m_cli->ok({"save", "-o", file("for-docker.tar"), "busybox", "team/two:v1"});
        QProcess daemon;
        const QString socket = "unix://" + file("d.sock");
        daemon.setStandardErrorFile(file("dockerd.log"));
        daemon.start("unshare", {"-n", "-m", "--", "dockerd", "--data-root", file("docker"), "--exec-root",
                                 file("dx"), "-H", socket, "-p", file("d.pid"), "--bridge", "none",
                                 "--iptables=false", "--storage-driver", "vfs"});
        const auto stop = qScopeGuard([&] {
            daemon.terminate();
            if (!daemon.waitForFinished(30'000))
                daemon.kill();
            daemon.waitForFinished();
        });
        const auto docker = [&](const QStringList &arguments) {
            return tool("docker", QStringList{"-H", socket} + arguments);
        };
        QElapsedTimer timer;
        timer.start();
        while (docker({"version"}).code != 0) {
            if (timer.elapsed() > 60'000 || daemon.waitForFinished(200)) {
                QFile log(file("dockerd.log"));
                (void)log.open(QIODevice::ReadOnly);
                QSKIP(("dockerd does not start here: " + log.readAll().right(300)).constData());
            }
        }
        const Tool loaded = docker({"load", "-i", file("for-docker.tar")});
        QVERIFY2(loaded.code == 0, loaded.all.constData());
        QVERIFY2(loaded.out.contains("Loaded image: team/two:v1"), loaded.all.constData());
        for (const char *name : {"busybox", "team/two:v1"})
            QCOMPARE(docker({"image", "inspect", "-f", "{{.Id}}", name}).out.trimmed(), idOf(*m_cli, name));
        const Tool ran = docker({"run", "--rm", "--network", "none", "team/two:v1", "cat", "/two"});
        if (ran.code != 0)
            qInfo("docker cannot run containers here: %s", ran.all.constData());
        else
            QCOMPARE(ran.out, QByteArray("two\n"));
        const Tool saved = docker({"save", "-o", file("dockers.tar"), "busybox", "team/two:v1"});
        QVERIFY2(saved.code == 0, saved.all.constData());
        const test::CliRunner other;
        const auto back = other.run({"load", "-i", file("dockers.tar")});
        COMPARE_CODE(back, 0);
        for (const char *name : {"busybox", "team/two:v1"})
            QCOMPARE(idOf(other, name), idOf(*m_cli, name));
        QCOMPARE(other.run({"run", "--rm", "--network", "none", "team/two:v1", "cat", "/two"}).out,
                 QByteArray("two\n"));
    }

    void whatCannotBeSavedOrLoadedIsNamed()
    {
        const auto unknown = m_cli->run({"save", "-o", file("none.tar"), "nosuch"});
        COMPARE_CODE(unknown, 1);
        QVERIFY2(unknown.err.contains("No such image: nosuch"), unknown.err.constData());
        QVERIFY(!QFileInfo::exists(file("none.tar")));
        const auto platform =
            m_cli->run({"save", "--platform", "linux/s390x", "-o", file("none.tar"), "busybox"});
        COMPARE_CODE(platform, 1);
        QVERIFY2(platform.err.contains("does not provide the specified platform (linux/s390x)"),
                 platform.err.constData());
        const auto missing = m_cli->run({"load", "-i", file("nowhere.tar")});
        COMPARE_CODE(missing, 1);
        QVERIFY2(missing.err.contains("open ") && missing.err.contains("No such file"),
                 missing.err.constData());
        m_cli->ok({"save", "-o", file("plain.tar"), "busybox"});
        const test::CliRunner other;
        const auto wrong = other.run({"load", "--platform", "linux/arm64", "-i", file("plain.tar")});
        COMPARE_CODE(wrong, 1);
        QVERIFY2(wrong.err.contains("the archive has no image for linux/arm64"), wrong.err.constData());
        const auto junk = other.run({"load"}, QByteArray(4096, 'x'));
        COMPARE_CODE(junk, 1);
        QCOMPARE(other.ok({"images", "-q"}), QByteArray());
        // Nothing of what failed stays.
        QCOMPARE(QDir(QString::fromStdString(other.dataDirectory()) + "/store/blobs/sha256")
                     .entryList(QDir::Files),
                 QStringList());
    }

    void importTakesChanges()
    {
        const QByteArray tar =
            m_cli->run({"run", "--rm", "--network", "none", "busybox", "tar", "-cf", "-", "-C", "/", "bin"})
                .out;
        const auto imported = m_cli->run({"import", "-c", "CMD [\x22/bin/true\x22]", "-c", "ENV A=b", "-m",
                                          "by hand", "--platform", "linux/arm64", "-", "made:1"},
                                         tar);
        COMPARE_CODE(imported, 0);
        const QJsonObject json =
            QJsonDocument::fromJson(m_cli->ok({"image", "inspect", "made:1"})).array()[0].toObject();
        QCOMPARE(json["Config"].toObject()["Cmd"].toArray(), QJsonArray{"/bin/true"});
        QCOMPARE(json["Config"].toObject()["Env"].toArray(), QJsonArray{"A=b"});
        QCOMPARE(json["Comment"].toString(), QString("by hand"));
        QCOMPARE(json["Architecture"].toString(), QString("arm64"));
        const auto bad = m_cli->run({"import", "-c", "FROM x", "-", "made:2"}, tar);
        COMPARE_CODE(bad, 1);
        QVERIFY2(bad.err.contains("is not a valid change command"), bad.err.constData());
        // From an address.
        test::writeText(file("www/root.tar"), tar);
        const quint16 port = test::freePort();
        QProcess server;
        server.start("python3", {"-m", "http.server", "--bind", "127.0.0.1", "--directory", file("www"),
                                 QString::number(port)});
        const auto stop = qScopeGuard([&] {
            server.kill();
            server.waitForFinished();
        });
        QTRY_VERIFY_WITH_TIMEOUT(
            test::httpGet(port, "/root.tar") == 200 || server.state() == QProcess::NotRunning, 30'000);
        if (server.state() != QProcess::Running)
            QSKIP("there is no python3 to serve a file");
        const QString url = QStringLiteral("http://127.0.0.1:%1/").arg(port);
        m_cli->ok({"import", url + "root.tar", "made:3"});
        QCOMPARE(m_cli->run({"run", "--rm", "--network", "none", "made:3", "/bin/echo", "x"}).out,
                 QByteArray("x\n"));
        const auto gone = m_cli->run({"import", url + "nosuch.tar"});
        COMPARE_CODE(gone, 1);
        QVERIFY2(gone.err.contains("status 404"), gone.err.constData());
    }

    void theListIsFiltered()
    {
        const auto list = [&](const QStringList &more) {
            return m_cli->ok(QStringList{"images", "--format", "{{.Repository}}:{{.Tag}}"} + more)
                .split('\n');
        };
        QCOMPARE(list({"--filter", "label=kind=two", "--filter", "reference=team/*:v1"}),
                 QList<QByteArray>{"team/two:v1"});
        QCOMPARE(list({"-f", "reference=busy*"}), QList<QByteArray>{"busybox:latest"});
        QVERIFY(!list({"-f", "before=team/two:v1"}).contains("team/two:v1"));
        QVERIFY(list({"-f", "since=busybox"}).contains("team/two:v1"));
        QVERIFY(!list({"-f", "since=busybox"}).contains("busybox:latest"));
        const QByteArray id = m_cli->run({"import", "-"}, QByteArray(1024, '\0')).out.trimmed();
        const QByteArray nameless = m_cli->ok({"image", "ls", "-q", "--no-trunc", "-f", "dangling=true"});
        QVERIFY2(nameless == id, (nameless + "\n" + m_cli->ok({"images", "-a"})).constData());
        QVERIFY(m_cli->ok({"images", "--tree"}).contains("team/two:v1"));
        const auto unknown = m_cli->run({"images", "-f", "colour=red"});
        COMPARE_CODE(unknown, 1);
        QVERIFY2(unknown.err.contains("invalid filter 'colour'"), unknown.err.constData());
        // Only what has no name goes.
        const QByteArray pruned = m_cli->ok({"image", "prune", "-f"});
        QVERIFY2(pruned.startsWith("Deleted Images:\ndeleted: " + id) &&
                     pruned.contains("Total reclaimed space: "),
                 pruned.constData());
        QVERIFY(list({}).contains("busybox:latest"));
        m_cli->ok({"image", "prune", "-af", "--filter", "label=kind=two"});
        QVERIFY(!list({}).contains("team/two:v1"));
        QVERIFY(list({}).contains("busybox:latest"));
    }

    void sizesAddUpToTheDisk()
    {
        qint64 sum = 0;
        for (const QByteArray &line : m_cli->ok({"system", "df", "--format", "{{.SizeBytes}}"}).split('\n'))
            sum += line.toLongLong();
        const Tool du = tool("du", {"-s", "--block-size=1", QString::fromStdString(m_cli->dataDirectory())});
        QCOMPARE(sum, du.out.split('\t').first().toLongLong());
    }

private:
    test::TemporaryDirectory m_directory;
    QString m_scratch;
    std::unique_ptr<test::CliRunner> m_cli;
};

QTEST_GUILESS_MAIN(TranscriptsArchivesTest)
#include "tst_transcripts_archives.moc"
