// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/engine.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "tests/support/support.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <csignal>
#include <filesystem>
#include <unistd.h>

using namespace catamaran;
using namespace catamaran::engine;

namespace {

constexpr const char *kImage = "localhost/kill";

EngineOptions optionsBelow(const std::string &directory)
{
    EngineOptions options;
    options.dataDirectory = directory + "/data";
    options.runDirectory = directory + "/run";
    options.instance = base::Sha256::hexOf(options.dataDirectory).substr(0, 8);
    return options;
}

spec::ContainerSpec sleeper(const std::string &name)
{
    spec::ContainerSpec spec;
    spec.image = kImage;
    spec.name = name;
    spec.command = {"/bin/sleep", "1000"};
    return spec;
}

// What is killed: creates, starts and removes containers until it is.
int drive(const std::string &directory)
{
    const auto engine = Engine::open(optionsBelow(directory));
    if (!engine)
        return 1;
    for (;;) {
        const auto id = (*engine)->create(sleeper("victim"), {});
        if (!id)
            return 2;
        if (!(*engine)->start(*id, false, {}))
            return 3;
        if (!(*engine)->remove(*id, true, true))
            return 4;
    }
}

} // namespace

/// kill -9 of a process in the middle of create, start and remove: the next engine leaves nothing stray.
class EngineKillTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::TemporaryDirectory> m_directory;
    std::shared_ptr<Engine> m_engine;

    std::string instance() const { return optionsBelow(m_directory->path()).instance; }
    // Everything of ours in the kernel and on disk, one a line; the bystander's included.
    std::string everything() const
    {
        std::string out;
        for (const char *place : {"data/containers", "run/containers"}) {
            for (const auto &entry : std::filesystem::directory_iterator(m_directory->file(place)))
                out += std::string(place) + " " + entry.path().filename().string() + "\n";
        }
        // The hierarchies of v1, and the mount point itself, which is the one of v2.
        std::vector<std::filesystem::path> hierarchies{"/sys/fs/cgroup"};
        for (const auto &hierarchy : std::filesystem::directory_iterator("/sys/fs/cgroup"))
            hierarchies.push_back(hierarchy.path());
        for (const std::filesystem::path &hierarchy : hierarchies) {
            const std::string group = hierarchy.string() + "/catamaran-" + instance();
            std::error_code none;
            for (const auto &entry : std::filesystem::directory_iterator(group, none)) {
                if (entry.is_directory())
                    out += "group " + hierarchy.filename().string() + " " + entry.path().filename().string() +
                           "\n";
            }
        }
        const auto mounts = base::readFile("/proc/self/mountinfo");
        if (mounts->find(m_directory->path()) != std::string::npos)
            out += "stray mount\n";
        return out;
    }
    static int linksOnBridges()
    {
        int links = 0;
        for (const auto &link : std::filesystem::directory_iterator("/sys/class/net")) {
            if (std::filesystem::exists(link.path() / "master"))
                ++links;
        }
        return links;
    }

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        if (::access("/bin/busybox", X_OK) != 0)
            QSKIP("needs /bin/busybox (package busybox-static)");
        m_directory = std::make_unique<test::TemporaryDirectory>();
        auto engine = Engine::open(optionsBelow(m_directory->path()));
        VERIFY_RESULT(engine);
        m_engine = std::move(*engine);
        const std::string context = m_directory->file("context");
        VERIFY_RESULT(base::makeDirectories(context + "/rootfs/bin"));
        std::filesystem::copy_file("/bin/busybox", context + "/rootfs/bin/busybox");
        std::filesystem::create_symlink("busybox", context + "/rootfs/bin/sleep");
        VERIFY_RESULT(base::writeFileAtomic(context + "/Dockerfile", "FROM scratch\nCOPY rootfs /\n"));
        build::BuildRequest request;
        request.contextDirectory = context;
        request.tags = {kImage};
        VERIFY_RESULT(m_engine->build(request, [](const build::BuildEvent &) {}, {}));
        const auto bystander = m_engine->create(sleeper("bystander"), {});
        VERIFY_RESULT(bystander);
        VERIFY_RESULT(m_engine->start(*bystander, false, {}));
    }
    void cleanupTestCase()
    {
        if (!m_engine)
            return;
        (void)m_engine->remove("victim", true, true).has_value();
        VERIFY_RESULT(m_engine->remove("bystander", true, true));
        QCOMPARE(everything(), std::string());
        (void)m_engine->networks().removeUnused().has_value();
        m_engine.reset();
    }

    void nothingStrayIsLeftByAKillAtAnyMoment()
    {
        const std::string before = everything();
        const int linksBefore = linksOnBridges();
        QRandomGenerator random(42);
        int ran = 0;
        const int rounds = qEnvironmentVariableIntValue("CATAMARAN_TEST_ROUNDS");
        for (int round = 0; round < (rounds > 0 ? rounds : 40); ++round) {
            QProcess driver;
            driver.start(QCoreApplication::applicationFilePath(),
                         {"--drive", QString::fromStdString(m_directory->path())});
            QVERIFY(driver.waitForStarted());
            // The clock of the kill is the time since the start of the process, so that every step is met.
            QElapsedTimer timer;
            timer.start();
            const int delayUs = 3000 + random.bounded(80'000);
            while (timer.nsecsElapsed() / 1000 < delayUs && driver.state() == QProcess::Running)
                driver.waitForFinished(1);
            driver.kill();
            QVERIFY(driver.waitForFinished());
            QVERIFY2(driver.exitStatus() == QProcess::CrashExit, "the driver ended by itself");
            m_engine.reset();
            auto again = Engine::open(optionsBelow(m_directory->path()));
            VERIFY_RESULT(again);
            m_engine = std::move(*again);
            QVERIFY(m_engine->inspect("bystander")->summary.state == ContainerState::Running);
            for (const Capability &capability : m_engine->capabilities())
                QVERIFY2(capability.name != "recovery", capability.explanation.c_str());
            // A container that was committed is a container; it can be removed like any other.
            if (const auto victim = m_engine->inspect("victim")) {
                ++ran;
                VERIFY_RESULT(m_engine->remove("victim", true, true));
            }
            QTRY_COMPARE(everything(), before);
            // Others use bridges on this host too, so the count may only fall back to ours in time.
            QTRY_VERIFY_WITH_TIMEOUT(linksOnBridges() <= linksBefore + 2, 10'000);
        }
        qInfo("%d kills, %d of them left a committed container", rounds > 0 ? rounds : 40, ran);
    }
};

int main(int argc, char **argv)
{
    if (argc == 3 && std::string_view(argv[1]) == "--drive")
        return drive(argv[2]);
    QCoreApplication application(argc, argv);
    EngineKillTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_engine_kill.moc"
