// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/layer_view.h"
#include "tests/integration/build/build_fixture.h"

#include <QProcess>
#include <QScopeGuard>
#include <QTcpServer>
#include <QTcpSocket>
#include <nlohmann/json.hpp>

using namespace catamaran;
using namespace catamaran::engine;
using build::BuildEvent;
using build::BuildOutput;
using build::BuildRequest;
using nlohmann::json;

/// What a Dockerfile can say, on the real parts: each test builds and looks at the image.
class BuildFeaturesTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::BuildFixture> m_fixture;
    std::vector<BuildEvent> m_events;
    std::string m_output;

    BuildRequest request(const std::string &name, const std::string &dockerfile) const
    {
        m_fixture->write(name + "/Dockerfile", dockerfile);
        BuildRequest out;
        out.contextDirectory = m_fixture->file(name);
        out.tags = {"test/" + name};
        out.network = "none";
        return out;
    }
    base::Result<build::BuildResult> run(const BuildRequest &request, Engine *engine = nullptr)
    {
        m_events.clear();
        m_output.clear();
        return (engine ? *engine : m_fixture->engine())
            .build(request,
                   [this](const BuildEvent &event) {
                       m_output += event.output;
                       if (event.done)
                           m_events.push_back(event);
                   },
                   {});
    }
    /// Content of a file of an image; "?" if it is not there.
    std::string content(const std::string &image, const std::string &path) const
    {
        const auto resolved = m_fixture->engine().images().resolve(image, {});
        if (!resolved)
            return "no image";
        const auto found =
            image::LayerView(resolved->layerDirectories).find(path, image::LayerView::LastLink::Follow);
        return found && *found ? test::BuildFixture::read((*found)->host) : "?";
    }
    mode_t mode(const std::string &image, const std::string &path) const
    {
        const auto resolved = m_fixture->engine().images().resolve(image, {});
        if (!resolved)
            return 0;
        const auto found =
            image::LayerView(resolved->layerDirectories).find(path, image::LayerView::LastLink::Keep);
        return found && *found ? (*found)->status.st_mode & 07777U : 0;
    }
    std::string reasons() const
    {
        std::string out;
        for (const BuildEvent &event : m_events)
            out += event.missReason.empty() ? "" : event.missReason + "; ";
        return out;
    }
    int cached() const
    {
        int count = 0;
        for (const BuildEvent &event : m_events)
            count += event.cached ? 1 : 0;
        return count;
    }

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::BuildFixture::reasonToSkip(); !reason.empty())
            QSKIP(reason.c_str());
        m_fixture = std::make_unique<test::BuildFixture>();
        m_fixture->open();
    }

    void mountsAreThereForTheirStepAndLeaveNothing()
    {
        m_fixture->write("mounts/src/a.txt", "of the context\n");
        m_fixture->write("secret.txt", "hush");
        BuildRequest wanted = request(
            "mounts",
            "FROM busybox AS other\nRUN echo of the stage > /file\nFROM busybox\n"
            "RUN --mount=type=bind,source=src,target=/in,ro cat /in/a.txt > /1 && ! touch /in/x\n"
            "RUN --mount=type=bind,target=/ctx,rw touch /ctx/new && ls /ctx > /2\n"
            "RUN --mount=type=bind,from=other,source=/file,target=/opt/deep/file cat /opt/deep/file > /3\n"
            "RUN --mount=type=tmpfs,target=/scratch,size=1m grep ' /scratch tmpfs' /proc/mounts && touch "
            "/scratch/x\n"
            "RUN --mount=type=secret,id=word cat /run/secrets/word > /4; stat -c %a /run/secrets/word >> /4\n"
            "RUN --mount=type=secret,id=word,target=/etc/word,mode=0440,uid=1,gid=1 stat -c %a:%u:%g "
            "/etc/word > /5\n"
            "RUN --mount=type=secret,id=word,env=WORD echo -n $WORD > /6\n"
            "RUN --mount=type=cache,target=/cache,uid=1,gid=1,mode=0750,sharing=locked stat -c %a:%u:%g "
            "/cache > /7; echo kept >> /cache/log\n"
            "RUN --mount=type=cache,id=/cache,target=/other cat /other/log > /8\n"
            "RUN --network=none ip link 2>/dev/null | grep -c eth0 > /9 || true\n");
        wanted.secrets["word"] = {m_fixture->file("secret.txt"), {}};
        const auto built = run(wanted);
        VERIFY_RESULT(built);
        QCOMPARE(content(built->imageId, "/1"), std::string("of the context\n"));
        QCOMPARE(content(built->imageId, "/2"), std::string("Dockerfile\nnew\nsrc\n"));
        QCOMPARE(content(built->imageId, "/3"), std::string("of the stage\n"));
        QCOMPARE(content(built->imageId, "/4"), std::string("hush400\n"));
        QCOMPARE(content(built->imageId, "/5"), std::string("440:1:1\n"));
        QCOMPARE(content(built->imageId, "/6"), std::string("hush"));
        QCOMPARE(content(built->imageId, "/7"), std::string("750:1:1\n"));
        QCOMPARE(content(built->imageId, "/8"), std::string("kept\n"));
        QCOMPARE(content(built->imageId, "/9"), std::string("0\n"));
        for (const char *gone : {"/in", "/ctx", "/opt", "/scratch", "/run/secrets", "/etc/word", "/cache"})
            QCOMPARE(content(built->imageId, gone), std::string("?"));
        // Neither a secret nor a cache is part of a key: nothing runs again.
        m_fixture->write("secret.txt", "other");
        VERIFY_RESULT(run(wanted));
        QCOMPARE(cached(), 11);
    }

    void aRequiredSecretThatIsNotGivenIsNamed()
    {
        const auto built =
            run(request("nosecret", "FROM busybox\nRUN --mount=type=secret,id=key,required true\n"));
        QVERIFY(!built);
        QVERIFY(built.error().message().starts_with("secret key: not found"));
        QCOMPARE(built.error().where()->line, 2);
        QVERIFY(!run(request("badmount", "FROM busybox\nRUN --mount=type=bind,z,target=/x true\n")));
        const auto insecure = run(request("insecure", "FROM busybox\nRUN --security=insecure true\n"));
        QVERIFY(!insecure && insecure.error().message().find("insecure") != std::string::npos);
    }

    void hereDocumentsAreScriptsAndFiles()
    {
        const auto built =
            run(request("here", "FROM busybox\nARG WHO=me\nRUN <<EOF\necho one > /1\necho $WHO >> /1\nEOF\n"
                                "RUN <<PROGRAM\n#!/bin/cat\ntext\nPROGRAM\n"
                                "RUN cat <<A <<\"B\" > /2\nof a\nA\nof b\nB\n"
                                "COPY <<X <<\"Y\" /files/\nx $WHO\nX\ny $WHO\nY\n"
                                "SHELL [\"/bin/sh\", \"-ec\"]\nRUN echo $0 > /3\n"));
        VERIFY_RESULT(built);
        QCOMPARE(content(built->imageId, "/1"), std::string("one\nme\n"));
        QVERIFY2(m_output.find("#!/bin/cat\ntext\n") != std::string::npos, m_output.c_str());
        QCOMPARE(content(built->imageId, "/2"), std::string("of b\n"));
        QCOMPARE(content(built->imageId, "/files/X"), std::string("x me\n"));
        QCOMPARE(content(built->imageId, "/files/Y"), std::string("y $WHO\n"));
    }

    void copyTakesItsFlags()
    {
        m_fixture->write("flags/src/a/one.txt", "1");
        m_fixture->write("flags/src/a/two.md", "2");
        m_fixture->write("flags/src/b/c/three.txt", "3");
        m_fixture->write("flags/extra/e.txt", "e");
        QCOMPARE(
            QProcess::execute("tar", {"-czf", QString::fromStdString(m_fixture->file("flags/files.tar.gz")),
                                      "-C", QString::fromStdString(m_fixture->file("flags/src")), "a"}),
            0);
        BuildRequest wanted = request("flags", "FROM scratch\nCOPY --parents src/**/*.txt /p/\n"
                                               "COPY --parents src/./b/c /q/\n"
                                               "COPY --exclude=*.md src/a /r/\n"
                                               "COPY --chmod=u=rwX,go=rX --chown=7:8 src/b /s/\n"
                                               "COPY --chmod=0600 --link src/a/one.txt optional* /t/\n"
                                               "ADD files.tar.gz /u/\nADD --unpack=false files.tar.gz /v/\n"
                                               "COPY --from=more e.txt /w\n");
        wanted.buildContexts["more"] = m_fixture->file("flags/extra");
        const auto built = run(wanted);
        VERIFY_RESULT(built);
        const std::string &id = built->imageId;
        QCOMPARE(content(id, "/p/src/a/one.txt"), std::string("1"));
        QCOMPARE(content(id, "/p/src/b/c/three.txt"), std::string("3"));
        QCOMPARE(content(id, "/p/src/a/two.md"), std::string("?"));
        QCOMPARE(content(id, "/q/b/c/three.txt"), std::string("3"));
        QCOMPARE(content(id, "/r/one.txt"), std::string("1"));
        QCOMPARE(content(id, "/r/two.md"), std::string("?"));
        QCOMPARE(mode(id, "/s/c"), mode_t(0755));
        QCOMPARE(mode(id, "/s/c/three.txt"), mode_t(0644));
        QCOMPARE(mode(id, "/t/one.txt"), mode_t(0600));
        QCOMPARE(content(id, "/u/a/two.md"), std::string("2"));
        QVERIFY(content(id, "/v/files.tar.gz").size() > 50);
        QCOMPARE(content(id, "/w"), std::string("e"));
    }

    void everyMissSaysWhy()
    {
        m_fixture->write("why/src/a.c", "int a;");
        m_fixture->write("why/src/b.c", "int b;");
        const std::string text = "FROM busybox\nARG MODE=1\nCOPY src /src\nRUN echo $MODE > /mode\n";
        BuildRequest wanted = request("why", text);
        VERIFY_RESULT(run(wanted));
        QCOMPARE(reasons(), std::string("this step has not been built before; this step has not been built "
                                        "before; "));
        VERIFY_RESULT(run(wanted));
        QCOMPARE(cached(), 2);
        m_fixture->write("why/src/a.c", "int aa;");
        VERIFY_RESULT(run(wanted));
        QCOMPARE(reasons(), std::string("file src/a.c changed; what it builds upon changed; "));
        wanted.buildArguments["MODE"] = "2";
        VERIFY_RESULT(run(wanted));
        QCOMPARE(reasons(), std::string("build argument MODE changed; "));
        m_fixture->write("why/Dockerfile", text + "RUN true\n");
        VERIFY_RESULT(run(wanted));
        QCOMPARE(reasons(), std::string("this step has not been built before; "));
        m_fixture->write("why/src/c.c", "");
        VERIFY_RESULT(run(wanted));
        QVERIFY2(reasons().starts_with("file src/c.c is new; "), reasons().c_str());
    }

    void independentStagesRunAtTheSameTimeAndUnneededOnesNot()
    {
        // Each waits for the other's mark in a cache that they share.
        const auto built = run(
            request("parallel",
                    "FROM busybox AS a\nRUN --mount=type=cache,id=meet,target=/c touch /c/a; i=0; until [ "
                    "-e /c/b ]; do i=$((i+1)); [ $i -lt 600 ] || exit 1; sleep 0.1; done; touch /a\n"
                    "FROM busybox AS b\nRUN --mount=type=cache,id=meet,target=/c touch /c/b; i=0; until [ "
                    "-e /c/a ]; do i=$((i+1)); [ $i -lt 600 ] || exit 1; sleep 0.1; done; touch /b\n"
                    "FROM busybox AS unneeded\nRUN exit 1\n"
                    "FROM scratch\nCOPY --from=a /a /\nCOPY --from=b /b /\n"));
        VERIFY_RESULT(built);
        QCOMPARE(content(built->imageId, "/b"), std::string());
    }

    void aFailureStandsAtItsLine()
    {
        const auto built = run(request("fails", "FROM busybox AS a\nRUN true\n\n  RUN exit 7\n"));
        QVERIFY(!built);
        QCOMPARE(built.error().where()->line, 4);
        const std::string text = built.error().text();
        QVERIFY2(text.find("exit code: 7") != std::string::npos && text.find('^') != std::string::npos,
                 text.c_str());
        const auto circle = run(request("circle", "FROM busybox AS a\nCOPY --from=a /x /y\n"));
        QVERIFY(!circle);
        QCOMPARE(circle.error().where()->line, 2);
    }

    void triggersRunInWhatIsBuiltUponThem()
    {
        m_fixture->write("trigger/f", "f");
        VERIFY_RESULT(run(request("trigger", "FROM busybox\nONBUILD COPY f /f\nONBUILD RUN echo x > /x\n")));
        m_fixture->write("triggered/f", "mine");
        const auto built = run(request("triggered", "FROM test/trigger\nRUN cat /f /x > /y\n"));
        VERIFY_RESULT(built);
        QCOMPARE(content(built->imageId, "/y"), std::string("minex\n"));
    }

    void contextsMayBeArchives()
    {
        m_fixture->write("archive/f", "of a tar");
        m_fixture->write("archive/My.Dockerfile", "FROM scratch\nCOPY . /\n");
        m_fixture->write("archive/My.Dockerfile.dockerignore", "*.skip\nMy*\n");
        m_fixture->write("archive/.dockerignore", "f\n");
        m_fixture->write("archive/x.skip", "");
        const std::string tar = m_fixture->file("context.tar");
        QCOMPARE(QProcess::execute("tar", {"-cf", QString::fromStdString(tar), "-C",
                                           QString::fromStdString(m_fixture->file("archive")), "."}),
                 0);
        BuildRequest wanted;
        wanted.contextDirectory = tar;
        wanted.dockerfile = "My.Dockerfile";
        const auto built = run(wanted);
        VERIFY_RESULT(built);
        QCOMPARE(content(built->imageId, "/f"), std::string("of a tar"));
        QCOMPARE(content(built->imageId, "/x.skip"), std::string("?"));
        wanted.dockerfile = "../outside";
        QVERIFY(!run(wanted));
    }

    void addFetchesFilesAndRepositories()
    {
        QTcpServer port;
        QVERIFY(port.listen(QHostAddress::LocalHost));
        const QString address = QString("127.0.0.1:%1").arg(port.serverPort());
        port.close();
        m_fixture->write("www/file.txt", "fetched\n");
        const auto git = [&](const QString &directory, const QStringList &arguments) {
            return QProcess::execute(
                "git", QStringList{"-C", directory, "-c", "user.name=t", "-c", "user.email=t@t"} + arguments);
        };
        const QString work = QString::fromStdString(m_fixture->file("work"));
        m_fixture->write("work/sub/in", "of git\n");
        const bool hasGit = git(work, {"init", "-q", "-b", "main"}) == 0;
        if (hasGit) {
            QCOMPARE(git(work, {"add", "."}), 0);
            QCOMPARE(git(work, {"commit", "-q", "-m", "x"}), 0);
            const QString bare = QString::fromStdString(m_fixture->file("www/repo.git"));
            QCOMPARE(git(work, {"clone", "-q", "--bare", work, bare}), 0);
            QCOMPARE(git(bare, {"update-server-info"}), 0);
        }
        QProcess server;
        const auto end = qScopeGuard([&server] {
            server.kill();
            server.waitForFinished();
        });
        server.start("/bin/busybox",
                     {"httpd", "-f", "-p", address, "-h", QString::fromStdString(m_fixture->file("www"))});
        QVERIFY(server.waitForStarted());
        const quint16 number = address.section(':', 1).toUShort();
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                QTcpSocket probe;
                probe.connectToHost(QHostAddress::LocalHost, number);
                return probe.waitForConnected(500);
            }(),
            20'000);
        const std::string url = "http://" + address.toStdString();
        const std::string digest = base::Sha256::hexOf("fetched\n");
        const auto built = run(request("fetch", "FROM scratch\nADD " + url +
                                                    "/file.txt /got/\nADD --checksum=sha256:" + digest +
                                                    " --chmod=644 " + url + "/file.txt /named\n"));
        VERIFY_RESULT(built);
        QCOMPARE(content(built->imageId, "/got/file.txt"), std::string("fetched\n"));
        QCOMPARE(mode(built->imageId, "/got/file.txt"), mode_t(0600));
        QCOMPARE(mode(built->imageId, "/named"), mode_t(0644));
        const auto wrong =
            run(request("wrong", "FROM scratch\nADD --checksum=sha256:" + std::string(64, 'a') + " " + url +
                                     "/file.txt /x\n"));
        QVERIFY(!wrong && wrong.error().code() == base::Errc::Corrupt);
        QVERIFY(!run(request("missing", "FROM scratch\nADD " + url + "/none /x\n")));
        if (!hasGit)
            QSKIP("no git");
        const auto repository = run(request("repository", "FROM scratch\nADD " + url +
                                                              "/repo.git#main:sub /sub\nADD --keep-git-dir " +
                                                              url + "/repo.git /all\n"));
        VERIFY_RESULT(repository);
        QCOMPARE(content(repository->imageId, "/sub/in"), std::string("of git\n"));
        QVERIFY(content(repository->imageId, "/all/.git/HEAD") != "?");
    }

    void outputsAreWholeAndReproducible()
    {
        m_fixture->write("repro/f", "f");
        BuildRequest wanted =
            request("repro", "FROM busybox AS x\nRUN mkdir /d && date > /dev/null && touch /d/x\n"
                             "COPY f /f\nWORKDIR /w\n");
        wanted.buildArguments["SOURCE_DATE_EPOCH"] = "1700000000";
        const auto first = run(wanted);
        VERIFY_RESULT(first);
        test::BuildFixture second;
        second.open();
        wanted.tags = {"test/repro"};
        for (const char *spec : {"type=oci,dest=oci.tar", "type=tar,dest=root.tar", "type=local,dest=root",
                                 "type=docker,dest=docker.tar"}) {
            const std::string text = spec;
            const std::size_t at = text.find("dest=") + 5;
            const auto output = BuildOutput::parse(text.substr(0, at) + m_fixture->file(text.substr(at)));
            VERIFY_RESULT(output);
            wanted.outputs.push_back(*output);
        }
        const auto other = run(wanted, &second.engine());
        VERIFY_RESULT(other);
        QCOMPARE(other->imageId, first->imageId);
        QCOMPARE(other->manifestDigest, first->manifestDigest);
        QCOMPARE(test::BuildFixture::read(m_fixture->file("root/f")), std::string("f"));
        QVERIFY(!second.engine().images().resolve("test/repro", {})); // it went to files
        const auto list = [&](const char *tar) {
            QProcess process;
            process.start("tar", {"-tf", QString::fromStdString(m_fixture->file(tar))});
            process.waitForFinished();
            return process.readAllStandardOutput();
        };
        const QByteArray layout = list("oci.tar");
        QVERIFY2(layout.contains(first->manifestDigest.substr(7).c_str()) && layout.contains("index.json"),
                 layout.constData());
        QVERIFY(list("docker.tar").contains("manifest.json"));
        QVERIFY(list("root.tar").contains("d/x"));
        const auto sent = BuildOutput::parse("type=registry,name=127.0.0.1:5000/x");
        VERIFY_RESULT(sent);
        QVERIFY(sent->push && sent->names == std::vector<std::string>{"127.0.0.1:5000/x"});
        for (const char *wrong : {"type=moon", "dest=x.tar", "type=oci", "type=tar,push=true,dest=x.tar"})
            QVERIFY2(!BuildOutput::parse(wrong), wrong);
    }

    void stepsGoToAnotherStoreByADirectory()
    {
        BuildRequest wanted = request("export", "FROM busybox AS tool\nRUN echo tool > /tool\nFROM busybox\n"
                                                "COPY --from=tool /tool /\nRUN echo end > /end\n");
        wanted.cacheTo = {"type=local,mode=max,dest=" + m_fixture->file("cache")};
        const auto built = run(wanted);
        VERIFY_RESULT(built);
        test::BuildFixture second;
        second.open();
        wanted.cacheTo.clear();
        wanted.cacheFrom = {"type=local,src=" + m_fixture->file("cache")};
        const auto other = run(wanted, &second.engine());
        VERIFY_RESULT(other);
        QCOMPARE(cached(), 3);
        QCOMPARE(other->imageId, built->imageId);
        wanted.cacheFrom = {"type=s3,bucket=x"};
        QVERIFY(!run(wanted));
    }
};

QTEST_GUILESS_MAIN(BuildFeaturesTest)
#include "tst_build_features.moc"
