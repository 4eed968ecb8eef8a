// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/shell_image.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace catamaran;

/// Images on the command line: list, tag, remove, build, import, history.
class TranscriptsImagesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_cli = std::make_unique<test::CliRunner>();
        m_scratch = QString::fromStdString(m_directory.path());
        test::makeShellImage(*m_cli, m_scratch);
    }
    void cleanupTestCase() { m_cli.reset(); }

    void imagesAreTaggedAndRemoved()
    {
        m_cli->ok({"tag", "shell", "other/name:v1"});
        QVERIFY(m_cli->ok({"images", "other/name"}).contains("v1"));
        QCOMPARE(m_cli->ok({"rmi", "other/name:v1"}), QByteArray("Untagged: other/name:v1"));
        const auto gone = m_cli->run({"rmi", "other/name:v1"});
        COMPARE_CODE(gone, 1);
        QVERIFY2(gone.err.contains("No such image: other/name:v1"), gone.err.constData());
    }

    void anImageInUseIsNotRemoved()
    {
        m_cli->ok({"tag", "shell", "used"});
        test::writeText(m_scratch + "/used/Dockerfile", "FROM shell\nRUN echo used > /used\n");
        m_cli->ok({"build", "-q", "-t", "used", m_scratch + "/used"});
        m_cli->ok({"create", "--name", "user", "used"});
        const auto result = m_cli->run({"rmi", "used"});
        COMPARE_CODE(result, 1);
        QVERIFY2(result.err.contains("container"), result.err.constData());
        m_cli->ok({"rm", "user"});
        m_cli->ok({"rmi", "used"});
    }

    void theDockerfileOfTheTestDataBuildsAndRuns()
    {
        const QString context = QString::fromStdString(test::sourceDirectory() + "/tests/data/build");
        const auto first = m_cli->run({"build", "-t", "built:1", context});
        COMPARE_CODE(first, 0);
        QVERIFY2(!first.err.contains("CACHED"), first.err.constData());
        const auto second = m_cli->run({"build", "-t", "built:2", context});
        COMPARE_CODE(second, 0);
        QVERIFY2(second.err.count("CACHED") >= 2, second.err.constData());
        QCOMPARE(m_cli->ok({"inspect", "-f", "{{.Id}}", "built:1"}),
                 m_cli->ok({"inspect", "-f", "{{.Id}}", "built:2"}));
        const auto run = m_cli->run({"run", "--rm", "built:2"});
        COMPARE_CODE(run, 0);
        QVERIFY2(run.out.endsWith("made\n"), run.out.constData());
    }

    void buildTakesFileArgumentsAndTarget()
    {
        const QString context = m_scratch + "/stages";
        test::writeText(context + "/Other.file", "ARG BASE=nosuch\nFROM ${BASE} AS first\nARG WORD=default\n"
                                                 "RUN echo $WORD > /word\nFROM first AS second\n"
                                                 "RUN echo second >> /word\nCMD [\"cat\", \"/word\"]\n");
        const QStringList common = {"build",       "-q",        "-f", context + "/Other.file",
                                    "--build-arg", "BASE=shell"};
        m_cli->ok(common + QStringList{"-t", "stages", "--build-arg", "WORD=given", context});
        QCOMPARE(m_cli->run({"run", "--rm", "stages"}).out, QByteArray("given\nsecond\n"));
        m_cli->ok(common + QStringList{"-t", "stages:first", "--target", "first", context});
        QCOMPARE(m_cli->run({"run", "--rm", "stages:first", "cat", "/word"}).out, QByteArray("default\n"));
        const auto failing = m_cli->run(common + QStringList{"--target", "nosuch", context});
        COMPARE_CODE(failing, 1);
        QVERIFY2(failing.err.contains("could not be found"), failing.err.constData());
    }

    void stepsRunWithinTheLimitsOfTheBuild()
    {
        test::writeText(m_scratch + "/limits/Dockerfile",
                        "FROM shell\n"
                        "RUN cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes "
                        "2>/dev/null >/limit; true\n");
        m_cli->ok({"build", "-q", "--no-cache", "-m", "64m", "--cpuset-cpus", "0", "-t", "limits",
                   m_scratch + "/limits"});
        QCOMPARE(m_cli->ok({"run", "--rm", "limits", "cat", "/limit"}).trimmed(), QByteArray("67108864"));
    }

    void whatBuildersOfDockerTakeIsTakenOrRefused()
    {
        const QString context = m_scratch + "/limits";
        m_cli->ok({"build", "-q", "--rm", "--force-rm=true", "--compress", "--load", "--builder", "default",
                   "--provenance=false", "--sbom=false", "--allow", "network.host", context});
        const auto refused = [&](const QStringList &options, const QByteArray &reason) {
            const auto result = m_cli->run(QStringList{"build"} + options + QStringList{context});
            QVERIFY2(result.code != 0 && result.err.contains(reason), result.err.constData());
        };
        refused({"--squash"}, "layers are shared with other images");
        refused({"--rm=false"}, "build steps leave no containers");
        refused({"--sbom=true"}, "attestations are not stored");
        refused({"--allow", "security.insecure"}, "unprivileged container");
        refused({"--builder", "other"}, "there is one builder");
    }

    void anotherPlatformThanTheImagesIsNotShown()
    {
        m_cli->ok({"history", "--platform", "linux/amd64", "shell"});
        for (const QStringList &verb : {QStringList{"history"}, {"image", "inspect"}, {"rmi"}, {"push"}}) {
            const auto result = m_cli->run(verb + QStringList{"--platform", "linux/s390x", "shell"});
            QVERIFY2(result.code != 0 &&
                         result.err.contains("does not provide the specified platform (linux/s390x)"),
                     result.err.constData());
        }
    }

    void aFailingStepNamesItself()
    {
        test::writeText(m_scratch + "/failing/Dockerfile", "FROM shell\nRUN echo before; exit 5\n");
        const auto result = m_cli->run({"build", m_scratch + "/failing"});
        COMPARE_CODE(result, 1);
        QVERIFY2(result.err.contains("before") && result.err.contains("5"), result.err.constData());
    }

    void whatNeedsARegistryOrAnotherMachineIsRefused()
    {
        const QString context = m_scratch + "/shell";
        const auto pull = m_cli->run({"build", "--pull", context});
        COMPARE_CODE(pull, 1);
        QVERIFY2(pull.err.contains("registry"), pull.err.constData());
        const auto platform = m_cli->run({"build", "--platform", "linux/s390x", context});
        COMPARE_CODE(platform, 1);
        QVERIFY2(platform.err.contains("linux/s390x"), platform.err.constData());
        test::writeText(m_scratch + "/foreign/Dockerfile", "FROM --platform=linux/s390x shell\n");
        const auto from = m_cli->run({"build", m_scratch + "/foreign"});
        COMPARE_CODE(from, 1);
        QVERIFY2(from.err.contains("linux/s390x"), from.err.constData());
        test::writeText(m_scratch + "/own/Dockerfile", "FROM --platform=$BUILDPLATFORM shell\n"
                                                       "HEALTHCHECK --start-interval=1s CMD true\n");
        const auto own = m_cli->run({"build", m_scratch + "/own"});
        COMPARE_CODE(own, 0);
        QVERIFY2(!own.err.contains("warning: "),
                 own.err.constData()); // --start-interval is kept // kept, nothing to warn of
    }

    void aRootFileSystemIsImported()
    {
        const QByteArray tar = m_cli->run({"run", "--rm", "shell", "sh", "-c", "tar -cf - -C / bin"}).out;
        QVERIFY(tar.size() > 100'000);
        test::writeText(m_scratch + "/root.tar", tar);
        const QByteArray id = m_cli->ok({"import", m_scratch + "/root.tar", "peers:bb"});
        QVERIFY2(id.startsWith("sha256:"), id.constData());
        QCOMPARE(m_cli->run({"run", "--rm", "peers:bb", "sh", "-c", "echo imported"}).out,
                 QByteArray("imported\n"));
        const auto piped = m_cli->run({"import", "-", "peers:pipe"}, tar);
        COMPARE_CODE(piped, 0);
        QCOMPARE(m_cli->run({"run", "--rm", "peers:pipe", "echo", "x"}).out, QByteArray("x\n"));
        const auto junk = m_cli->run({"import", "-", "peers:junk"}, "this is no archive");
        COMPARE_CODE(junk, 1);
        QVERIFY(!m_cli->ok({"images"}).contains("junk"));
    }

    void historyListsTheSteps()
    {
        const QByteArray text = m_cli->ok({"history", "shell"});
        QVERIFY2(text.startsWith("IMAGE"), text.constData());
        QVERIFY2(text.contains("--install") && text.contains("CMD [\"sh\"]"), text.constData());
        // The other name of the verb; the ages ("Less than a second ago") may have grown meanwhile.
        const auto withoutAge = [](const QByteArray &table) {
            return QString::fromUtf8(table).remove(
                QRegularExpression("(Less than a|About an?|\\d+) (second|minute|hour)s? ago *"));
        };
        QCOMPARE(withoutAge(m_cli->ok({"image", "history", "shell"})), withoutAge(text));
        const auto missing = m_cli->run({"history", "nosuch"});
        COMPARE_CODE(missing, 1);
    }

    void anImageIsInspected()
    {
        const auto list = QJsonDocument::fromJson(m_cli->ok({"image", "inspect", "shell"})).array();
        QCOMPARE(list.size(), 1);
        QCOMPARE(list[0]["RepoTags"].toArray(), QJsonArray{"shell:latest"});
        QCOMPARE(list[0]["Config"]["Cmd"].toArray(), QJsonArray{"sh"});
        COMPARE_CODE(m_cli->run({"image", "inspect", "nosuch"}), 1);
    }

    void everyVerbExplainsItsOptions()
    {
        for (const char *verb :
             {"run", "create", "start", "stop", "rm", "ps", "logs", "exec", "inspect", "images", "rmi", "tag",
              "build", "import", "history", "top", "stats", "compare", "info"}) {
            const auto help = m_cli->run({verb, "--help"});
            COMPARE_CODE(help, 0);
            QVERIFY2(help.out.startsWith(QByteArray("Usage:  catamaran ") + verb), help.out.constData());
        }
    }

private:
    test::TemporaryDirectory m_directory;
    QString m_scratch;
    std::unique_ptr<test::CliRunner> m_cli;
};

QTEST_GUILESS_MAIN(TranscriptsImagesTest)
#include "tst_transcripts_images.moc"
