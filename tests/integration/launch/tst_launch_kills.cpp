// SPDX-License-Identifier: GPL-3.0-or-later
// Whoever takes part in a start may be killed at any moment.
#include "engine/base/file.h"
#include "tests/integration/launch/container_fixture.h"

#include <QProcess>
#include <chrono>
#include <csignal>
#include <filesystem>

using namespace catamaran;
using engine::launch::Launcher;
using engine::launch::MonitorClient;
using engine::launch::Status;
using test::ContainerFixture;

class TstLaunchKills : public QObject {
    Q_OBJECT
private:
    Launcher m_launcher;

    // Whether a monitor whose control socket or log is below `directory` lives.
    static bool processWith(const std::string &directory)
    {
        for (const auto &entry : std::filesystem::directory_iterator("/proc")) {
            const auto comm = base::readFile(entry.path().string() + "/comm");
            if (!comm || comm->rfind("catamaran-monit", 0) != 0)
                continue;
            std::error_code error;
            for (const auto &fd : std::filesystem::directory_iterator(entry.path() / "fd", error)) {
                const auto target = std::filesystem::read_symlink(fd, error).string();
                if (target.rfind(directory, 0) == 0)
                    return true;
            }
        }
        return false;
    }

private slots:
    void initTestCase()
    {
        if (const std::string reason = ContainerFixture::reasonToSkip(); !reason.empty())
            QSKIP(reason.c_str());
    }

    void aKilledMonitorTakesItsContainerAlong()
    {
        ContainerFixture box;
        const auto launched =
            m_launcher.launch(box.plan({"/bin/sleep", "1000"}), Launcher::Start::AtOnce, {});
        VERIFY_RESULT(launched);
        kill(launched->monitorPid, SIGKILL);
        QVERIFY(QTest::qWaitFor([&] { return !engine::launch::isAlive(launched->pid, launched->startTime); },
                                20000));
        // The status still says running, by a monitor that does not live: that is what "lost" is.
        const auto status = box.status();
        VERIFY_RESULT(status);
        QCOMPARE(status->phase, Status::Phase::Running);
        QVERIFY(QTest::qWaitFor(
            [&] { return !engine::launch::isAlive(status->monitorPid, status->monitorStartTime); }, 20000));
        QCOMPARE(MonitorClient::connect(box.runDirectory()).error().code(), base::Errc::NotFound);
    }

    void aLauncherKilledAtAnyMomentLeavesNothingHalfMade()
    {
        int whole = 0;
        int none = 0;
        for (int round = 0; round < 40; ++round) {
            ContainerFixture box;
            QProcess program; // of the test only: the engine never uses it
            program.start(QCoreApplication::applicationDirPath() + "/launch_driver",
                          {QString::fromStdString(box.file("."))});
            QVERIFY(program.waitForReadyRead(20000));
            const auto until =
                std::chrono::steady_clock::now() + std::chrono::microseconds(50 * round * round);
            while (std::chrono::steady_clock::now() < until) {
            }
            program.kill();
            QVERIFY(program.waitForFinished(20000));
            const bool settled = QTest::qWaitFor(
                [&] {
                    const auto status = box.status();
                    const bool listens = std::filesystem::exists(box.runDirectory() + "/control");
                    return (!status && !listens) ||
                           (status && status->phase == Status::Phase::Running && listens &&
                            engine::launch::isAlive(status->pid, status->startTime));
                },
                20000);
            QVERIFY(settled);
            // Before the commit a running one may still be taken down: ask the monitor, who answers or goes.
            auto client = MonitorClient::connect(box.runDirectory());
            if (client && client->markStopped()) {
                if (const auto status = box.status())
                    kill(status->pid, SIGKILL);
                const auto over = [&] {
                    return !box.status() || box.status()->phase == Status::Phase::Exited;
                };
                QVERIFY(QTest::qWaitFor(over, 20000));
                QCOMPARE(box.status() ? box.status()->exitCode : 137, 137);
                ++(box.status() ? whole : none);
            } else {
                ++none;
                QVERIFY(QTest::qWaitFor([&] { return !processWith(box.file("")); }, 20000));
            }
        }
        qInfo("%d whole, %d none", whole, none);
        QVERIFY(whole > 0);
    }

    // `run` killed between its start and its attaching: not a minute later, and not running meanwhile.
    void aContainerWhoseClientNeverComesEndsAtOnce()
    {
        ContainerFixture box;
        QProcess program;
        program.start(QCoreApplication::applicationDirPath() + "/launch_driver",
                      {QString::fromStdString(box.file(".")), "attached"});
        QByteArray said;
        QVERIFY(QTest::qWaitFor(
            [&] { return (said += program.readAllStandardOutput()).contains("launched"); }, 20'000));
        QVERIFY(processWith(box.file("")));
        program.kill();
        QVERIFY(program.waitForFinished(20'000));
        QVERIFY(QTest::qWaitFor([&] { return !processWith(box.file("")); }, 20'000));
        QCOMPARE(MonitorClient::connect(box.runDirectory()).error().code(), base::Errc::NotFound);
        const auto status = box.status();
        QVERIFY(!status || status->phase == Status::Phase::Exited);
    }
};

QTEST_GUILESS_MAIN(TstLaunchKills)
#include "tst_launch_kills.moc"
