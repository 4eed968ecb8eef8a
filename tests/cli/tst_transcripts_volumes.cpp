// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/shell_image.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <sys/stat.h>

using namespace catamaran;

/// The verbs of volumes: docker's, and export, import and clone.
class VolumeTranscriptsTest : public QObject {
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
    void cleanup()
    {
        if (!m_cli)
            return;
        for (const QByteArray &id : m_cli->run({"ps", "-aq"}).out.split('\n')) {
            if (!id.isEmpty())
                m_cli->run({"rm", "-f", QString::fromUtf8(id)});
        }
        m_cli->run({"volume", "prune", "-af"});
    }

    void aVolumeIsMadeShownAndRemoved()
    {
        QCOMPARE(m_cli->ok({"volume", "create", "--label", "a=1", "--label", "b", "named"}),
                 QByteArray("named"));
        QCOMPARE(m_cli->ok({"volume", "create", "named"}), QByteArray("named")); // again: no error
        QCOMPARE(m_cli->ok({"volume", "create"}).size(), 64);
        const QJsonObject shown =
            QJsonDocument::fromJson(m_cli->ok({"volume", "inspect", "named"})).array()[0].toObject();
        QCOMPARE(shown["Name"].toString(), QString("named"));
        QCOMPARE(shown["Driver"].toString(), QString("local"));
        QCOMPARE(shown["Labels"].toObject()["a"].toString(), QString("1"));
        QVERIFY(QDir(shown["Mountpoint"].toString()).exists());
        QCOMPARE(m_cli->ok({"volume", "ls", "--filter", "label=a=1", "--format", "{{.Driver}} {{.Name}}"}),
                 QByteArray("local named"));
        QCOMPARE(m_cli->ok({"volume", "ls", "-q", "--filter", "name=amed"}), QByteArray("named"));
        QVERIFY(m_cli->ok({"volume", "ls"}).startsWith("DRIVER    VOLUME NAME"));
        QCOMPARE(m_cli->ok({"volume", "rm", "named"}), QByteArray("named"));
        const auto gone = m_cli->run({"volume", "rm", "named"});
        COMPARE_CODE(gone, 1);
        QVERIFY2(gone.err.contains("get named: no such volume"), gone.err.constData());
        m_cli->ok({"volume", "rm", "-f", "named"});
        COMPARE_CODE(m_cli->run({"volume", "create", "a/b"}), 1);
        COMPARE_CODE(m_cli->run({"volume", "create", "-d", "nosuch", "x1"}), 1);
        COMPARE_CODE(m_cli->run({"volume", "create", "-o", "type=nfs", "-o", "device=:/x", "x1"}), 1);
    }

    void aUsedVolumeStays()
    {
        const QByteArray id = m_cli->ok({"create", "--name", "user", "-v", "used:/v", "shell"});
        const auto refused = m_cli->run({"volume", "rm", "used"});
        COMPARE_CODE(refused, 1);
        QVERIFY2(refused.err.contains("remove used: volume is in use - [" + id + "]"),
                 refused.err.constData());
        QCOMPARE(m_cli->ok({"volume", "ls", "-q", "--filter", "dangling=false"}), QByteArray("used"));
        QCOMPARE(m_cli->ok({"volume", "ls", "-q", "--filter", "dangling=true"}), QByteArray());
        const QByteArray sized = m_cli->ok({"volume", "ls", "--size", "--format", "{{.Links}} {{.Size}}"});
        QVERIFY2(sized.startsWith("1 "), sized.constData());
        m_cli->ok({"volume", "prune", "-af"});
        QCOMPARE(m_cli->ok({"volume", "ls", "-q"}), QByteArray("used"));
    }

    void pruneSparesNamedOnesUnlessAsked()
    {
        m_cli->ok({"volume", "create", "named"});
        const QByteArray anonymous = m_cli->ok({"volume", "create"});
        COMPARE_CODE(m_cli->run({"volume", "prune"}, "n\n"), 1);
        const QByteArray pruned = m_cli->ok({"volume", "prune", "-f"});
        QVERIFY2(pruned.startsWith("Deleted Volumes:\n" + anonymous + "\n\nTotal reclaimed space: "),
                 pruned.constData());
        QCOMPARE(m_cli->ok({"volume", "ls", "-q"}), QByteArray("named"));
        m_cli->ok({"volume", "prune", "-f", "--filter", "all=1"});
        QCOMPARE(m_cli->ok({"volume", "ls", "-q"}), QByteArray());
    }

    void theLocalDriversOptionsWork()
    {
        test::writeText(m_scratch + "/shared/f", "bound\n");
        m_cli->ok({"volume", "create", "-o", "type=none", "-o", "o=bind", "-o",
                   "device=" + m_scratch + "/shared", "bound"});
        QCOMPARE(test::runScript(*m_cli, {"-v", "bound:/v"}, "cat /v/f").out, QByteArray("bound\n"));
        m_cli->ok({"volume", "create", "-o", "type=tmpfs", "-o", "device=tmpfs", "-o", "o=size=1m,mode=0700",
                   "memory"});
        const auto memory = test::runScript(*m_cli, {"-v", "memory:/v"}, "df -k /v | tail -1; stat -c %a /v");
        QVERIFY2(memory.out.contains(" 1024 ") && memory.out.endsWith("700\n"), memory.out.constData());
        m_cli->ok({"volume", "rm", "bound"});
        QVERIFY(QFile::exists(m_scratch + "/shared/f"));
    }

    void exportAndImportKeepEverything()
    {
        fill("full");
        m_cli->ok({"volume", "export", "-o", m_scratch + "/v.tar.zst", "full"});
        QCOMPARE(m_cli->ok({"volume", "import", "again", m_scratch + "/v.tar.zst"}), QByteArray("again"));
        check("again");
        // As a stream, and into what is not empty.
        const auto tar = m_cli->run({"volume", "export", "full"});
        COMPARE_CODE(m_cli->run({"volume", "import", "third", "-"}, tar.out), 0);
        check("third");
        COMPARE_CODE(m_cli->run({"volume", "import", "third", "-"}, tar.out), 1);
        COMPARE_CODE(m_cli->run({"volume", "import", "broken", "-"}, tar.out.left(tar.out.size() / 2)), 1);
        COMPARE_CODE(m_cli->run({"volume", "inspect", "broken"}), 1); // whole or not at all
    }

    void aCloneIsAlikeAndIndependent()
    {
        fill("origin");
        QCOMPARE(m_cli->ok({"volume", "clone", "origin", "copy"}), QByteArray("copy"));
        check("copy");
        test::runScript(*m_cli, {"-v", "copy:/v"}, "echo changed > /v/file");
        check("origin");
        COMPARE_CODE(m_cli->run({"volume", "clone", "origin", "copy"}), 1);
        COMPARE_CODE(m_cli->run({"volume", "clone", "nosuch", "other"}), 1);
    }

    void aCloneOfAVolumeInUseIsOfOneMoment()
    {
        // Two files that are always alike at the end of a round: a frozen writer cannot be caught between.
        m_cli->ok({"run", "-d", "--name", "writer", "-v", "busy:/v", "shell", "sh", "-c",
                   "i=0; while :; do i=$((i+1)); echo $i > /v/n; done"});
        QTRY_VERIFY_WITH_TIMEOUT(m_cli->run({"exec", "writer", "cat", "/v/n"}).code == 0, 10'000);
        m_cli->ok({"volume", "clone", "busy", "frozen"});
        QCOMPARE(m_cli->ok({"ps", "--format", "{{.State}}"}), QByteArray("running"));
        m_cli->ok({"volume", "clone", "--live", "busy", "live"});
        QCOMPARE(m_cli->ok({"ps", "--format", "{{.State}}"}), QByteArray("running"));
    }

private:
    /// A volume with what a tar may lose.
    void fill(const QString &name) const
    {
        const auto filled = test::runScript(
            *m_cli, {"-v", name + ":/v"},
            "cd /v; echo text > file; ln file hard; ln -s file soft; mkdir -p d/e; chmod 0750 d; chown 12:34 "
            "d file; "
            "dd if=/dev/zero of=sparse bs=1 count=1 seek=10485759; mkfifo pipe; chmod 4755 file");
        COMPARE_CODE(filled, 0);
    }
    void check(const QString &name) const
    {
        const auto result = test::runScript(
            *m_cli, {"-v", name + ":/v"},
            "cd /v; cat file; stat -c '%a %u %g %h' file d; readlink soft; [ file -ef hard ] && echo "
            "same; stat -c %s sparse; [ $(stat -c %b sparse) -lt 1000 ] && echo holes; [ -p pipe ] && "
            "echo pipe; ls d");
        QCOMPARE(result.out,
                 QByteArray("text\n4755 12 34 2\n750 12 34 3\nfile\nsame\n10485760\nholes\npipe\ne\n"));
    }

    test::TemporaryDirectory m_directory;
    QString m_scratch;
    std::unique_ptr<test::CliRunner> m_cli;
};

QTEST_GUILESS_MAIN(VolumeTranscriptsTest)
#include "tst_transcripts_volumes.moc"
