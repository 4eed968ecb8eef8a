// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/launch/container_fixture.h"

using namespace catamaran;
using engine::launch::Launcher;
using engine::launch::Status;
using test::ContainerFixture;

class TstLaunch : public QObject {
    Q_OBJECT

private:
    Launcher m_launcher;

private slots:
    void initTestCase()
    {
        if (const std::string reason = ContainerFixture::reasonToSkip(); !reason.empty())
            QSKIP(reason.c_str());
    }

    void runsAProgramAndRecordsItsExitCode_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<int>("code");
        QTest::newRow("true") << "true" << 0;
        QTest::newRow("false") << "false" << 1;
        QTest::newRow("42") << "exit 42" << 42;
        QTest::newRow("killed")
            << "kill -9 $$; sleep 1000 & exec sleep 1000 & exec /bin/busybox kill -9 $!; wait $!" << 137;
    }
    void runsAProgramAndRecordsItsExitCode()
    {
        QFETCH(QString, script);
        QFETCH(int, code);
        ContainerFixture box;
        const std::string text = code == 137 ? "sleep 1000 & kill -9 $!; wait $!" : script.toStdString();
        auto plan = box.plan({"/bin/sh", "-c", text});
        const auto launched = m_launcher.launch(plan, Launcher::Start::AtOnce, {});
        VERIFY_RESULT(launched);
        QVERIFY(launched->pid > 0);
        QVERIFY(launched->executedNs >= launched->clonedNs && launched->clonedNs > 0);
        const auto exit = box.waitExit();
        VERIFY_RESULT(exit);
        QCOMPARE(*exit, code);
        QVERIFY(box.waitForPhase(Status::Phase::Exited));
        QVERIFY(!QFile::exists(QString::fromStdString(box.runDirectory() + "/control")));
    }
};

QTEST_GUILESS_MAIN(TstLaunch)
#include "tst_launch.moc"
