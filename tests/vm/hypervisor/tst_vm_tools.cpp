// SPDX-License-Identifier: GPL-3.0-or-later
// What the window's menus do with VMs, each on real ones: a light VM, and a full one whose disk is empty.
#include "engine/api/engine.h"
#include "src/bridge/engine_tools.h"
#include "src/core/deck.h"
#include "tests/cli/shell_image.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>
#include <cstdlib>

using namespace catamaran;

class TestVmTools : public QObject {
    Q_OBJECT

private:
    using Values = QMap<QString, QString>;

    /// What a tool answers, or "!" and why it did not.
    QString tool(const char *verb, const QString &subject, const Values &values = {}) const
    {
        const auto known = bridge::toolOf(QString::fromLatin1(verb));
        if (!known)
            return QStringLiteral("!there is no tool ") + QString::fromLatin1(verb);
        bridge::DeskCommand command = bridge::toolCommand(*known, subject, subject);
        command.values.insert(values);
        const auto answer = bridge::performTool(*m_deck, command, [](const bridge::DeskStep &) {}, {});
        return answer ? *answer : QLatin1Char('!') + QString::fromStdString(answer.error().fullText());
    }
    [[nodiscard]] QString file(const char *name) const
    {
        return QString::fromStdString(m_scratch.file(name));
    }

    std::unique_ptr<test::CliRunner> m_cli;
    test::TemporaryDirectory m_scratch;
    std::shared_ptr<core::Deck> m_deck;

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_cli = std::make_unique<test::CliRunner>();
        if (const QString reason = m_cli->reasonToSkipVms(); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        test::makeShellImage(*m_cli, QString::fromStdString(m_scratch.path()));
        const test::CommandResult probe = m_cli->run({"vm", "run", "--rm", "shell", "true"});
        if (probe.code != 0)
            QSKIP((QByteArray("VMs do not run here: ") + probe.err).constData());
        qputenv("CATAMARAN_ROOT", m_cli->dataDirectory().c_str());
        qputenv("CATAMARAN_RUN", m_cli->runDirectory().c_str());
        auto deck = core::Deck::open(engine::EngineOptions::forCurrentUser());
        QVERIFY2(deck, deck ? "" : deck.error().fullText().c_str());
        m_deck = std::move(*deck);
    }
    void cleanupTestCase()
    {
        m_deck.reset();
        m_cli.reset();
    }

    void aLightVm()
    {
        QVERIFY(tool("vm kernel ls", {}).contains(QLatin1String("cloud")));
        QCOMPARE(tool("vm warm ls", {}), QStringLiteral("None is kept ready"));
        QCOMPARE(tool("vm warm create", "shell", {{"spares", "1"}}),
                 QStringLiteral("VMs of shell start from a copy now"));
        QVERIFY(tool("vm warm ls", {}).startsWith(QLatin1String("TEMPLATE")));
        QCOMPARE(tool("vm warm rm", {}), QStringLiteral("No VM is kept ready any more"));
        QCOMPARE(tool("vm warm ls", {}), QStringLiteral("None is kept ready"));

        m_cli->ok(
            {"vm", "run", "-d", "--name", "light", "shell", "sh", "-c", "echo kept > /kept; sleep 1000"});
        m_cli->ok({"vm", "wait", "--ready", "light"});
        QVERIFY(tool("vm top", "light").contains(QLatin1String("sleep 1000")));
        QVERIFY(tool("vm boot", "light").contains(QLatin1String("kernel")));
        QDir().mkdir(file("out"));
        QCOMPARE(tool("vm cp", "light", {{"inside", "/kept"}, {"folder", file("out")}}),
                 QStringLiteral("Saved to ") + file("out"));
        QFile kept(file("out/kept"));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), QByteArray("kept\n"));
        m_cli->ok({"vm", "rm", "-f", "light"});
        m_cli->ok({"vm", "run", "-d", "--name", "short", "shell", "sh", "-c", "sleep 1; exit 3"});
        QCOMPARE(tool("vm wait", "short"), QStringLiteral("short has ended with exit code 3"));
        QCOMPARE(tool("vm top", "nobody"), QStringLiteral("!") + tool("vm boot", "nobody").mid(1));
    }

    void aFullVm()
    {
        const QString disk = file("empty.img");
        QFile empty(disk);
        QVERIFY(empty.open(QIODevice::WriteOnly) && empty.resize(64 << 20));
        QCOMPARE(tool("vm launch", {}, {{"name", "box"}, {"disk", disk}, {"memory", "128m"}, {"cpus", "1"}}),
                 QStringLiteral("The VM box is made and starts"));
        QVERIFY(tool("vm disk ls", "box").contains(QLatin1String("vda")));
        // While it runs.
        const QString added = tool("vm disk add", "box", {{"size", "32m"}});
        QVERIFY2(added.startsWith(QLatin1String("box has the disk vd")), qPrintable(added));
        const QString target = added.section(QLatin1Char(' '), -1);
        QVERIFY(tool("vm disk add", "box").startsWith(QLatin1String("!")));
        QCOMPARE(tool("vm disk resize", "box", {{"target", target}, {"size", "48m"}}),
                 QStringLiteral("The disk %1 of box is 48MiB large").arg(target));
        const QString shot = file("screen.png");
        QTRY_COMPARE_WITH_TIMEOUT(tool("vm screenshot", "box", {{"file", shot}}),
                                  QStringLiteral("Saved to ") + shot, 20'000);
        QFile picture(shot);
        QVERIFY(picture.open(QIODevice::ReadOnly) && picture.read(4) == "\x89PNG");
        QCOMPARE(tool("vm save", "box"), QStringLiteral("The memory of box is on the disk"));
        QCOMPARE(tool("vm restore", "box"), QStringLiteral("box goes on"));
        QCOMPARE(tool("vm save", "box"), QStringLiteral("The memory of box is on the disk"));
        QCOMPARE(tool("vm restore", "box", {{"discard", "true"}}),
                 QStringLiteral("The saved memory of box is gone"));
        QVERIFY(tool("vm restore", "box").contains(QLatin1String("has no saved state")));
        // While it is off.
        const QString gone = tool("vm disk rm", "box", {{"target", target}, {"erase", "true"}});
        QCOMPARE(gone, QStringLiteral("box has the disk %1 no longer").arg(target));
        QVERIFY(!tool("vm disk ls", "box").contains(target + QLatin1Char(' ')));
        QDir().mkdir(file("shared"));
        QVERIFY(tool("vm share add", "box", {{"folder", file("shared")}, {"tag", "data"}})
                    .endsWith(QLatin1String("by its tag data")));
        QVERIFY(tool("vm share ls", "box").contains(file("shared")));
        QCOMPARE(tool("vm share rm", "box", {{"tag", "data"}}), QStringLiteral("data is no longer shared"));
        QCOMPARE(tool("vm share ls", "box"), QStringLiteral("No folder is shared with it"));
        QVERIFY(!tool("vm edit", "box", {{"cpus", "2"}, {"memory", "192m"}}).startsWith(QLatin1Char('!')));
        QVERIFY(tool("vm edit", "box").contains(QLatin1String("nothing to change")));
        QCOMPARE(m_cli->ok({"vm", "inspect", "-f", "{{.Cpus}}", "box"}), QByteArray("2"));
        QCOMPARE(tool("vm clone", "box", {{"name", "twin"}}), QStringLiteral("The VM twin is made"));
        QCOMPARE(tool("vm rename", "twin", {{"name", "other"}}), QStringLiteral("twin is called other now"));
        for (const char *name : {"box.qcow2", "box.raw", "box.ova"}) {
            QCOMPARE(tool("vm export", "box", {{"file", file(name)}}),
                     QStringLiteral("Saved to ") + file(name));
            QVERIFY(QFileInfo(file(name)).size() > 1000);
        }
        // Root's libvirt of this state directory starts nothing with the host, and the verb says so.
        const QString autostart = tool("vm autostart", "box");
        QVERIFY2(autostart.startsWith(QLatin1Char('!')) || autostart.contains(QLatin1String("starts with")),
                 qPrintable(autostart));
        m_cli->ok({"vm", "rm", "-f", "box"});
        m_cli->ok({"vm", "rm", "-f", "other"});
    }

    void everyToolOfAVmIsTried()
    {
        QFile source(QString::fromLocal8Bit(qgetenv("CATAMARAN_SOURCE_DIR")) +
                     "/tests/vm/hypervisor/tst_vm_tools.cpp");
        if (!source.open(QIODevice::ReadOnly))
            QSKIP("the sources are not here");
        const QByteArray text = source.readAll();
        for (const bridge::Tool &one : bridge::tools()) {
            // A kernel package comes from the system, and is imported by the first light VM.
            if (one.verb.startsWith(QLatin1String("vm ")) && one.verb != QLatin1String("vm kernel import"))
                QVERIFY2(text.contains("tool(\"" + one.verb.toLatin1() + "\""), qPrintable(one.verb));
        }
    }
};

QTEST_GUILESS_MAIN(TestVmTools)
#include "tst_vm_tools.moc"
