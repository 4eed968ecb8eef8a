// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/runtime/container_lock.h"
#include "engine/runtime/container_store.h"
#include "engine/runtime/layers.h"
#include "engine/runtime/names.h"
#include "engine/runtime/state.h"
#include "engine/runtime/trash.h"
#include "tests/support/support.h"

#include <fcntl.h>
#include <set>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

using namespace catamaran;
using namespace catamaran::engine;
using namespace catamaran::engine::runtime;
using base::Errc;

namespace {

Record makeRecord(const std::string &id, const std::string &name)
{
    Record record;
    record.id = id;
    record.name = name;
    record.image = "demo";
    record.imageId = "sha256:1";
    record.layers = {"/a", "/b"};
    record.process.command = {"true"};
    return record;
}

std::string id(char first)
{
    return std::string(1, first) + std::string(63, '0');
}

} // namespace

class ContainerStoreTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::TemporaryDirectory> m_directory;
    std::unique_ptr<ContainerStore> m_store;
    Paths m_paths;

    void putStatus(const std::string &path, const launch::Status &status)
    {
        VERIFY_RESULT(base::writeFileAtomic(path, launch::formatStatus(status)));
    }
    launch::Status ourselves() const
    {
        launch::Status status;
        status.phase = launch::Status::Phase::Running;
        status.monitorPid = ::getpid();
        status.monitorStartTime = *launch::processStartTime(::getpid());
        status.pid = ::getpid();
        status.startTime = status.monitorStartTime;
        status.startedAtNs = 5;
        return status;
    }

private slots:
    void init()
    {
        m_directory = std::make_unique<test::TemporaryDirectory>();
        m_paths = {m_directory->file("data"), m_directory->file("run")};
        VERIFY_RESULT(base::makeDirectories(m_paths.container(id('a'))));
        VERIFY_RESULT(base::makeDirectories(m_paths.runContainer(id('a'))));
        VERIFY_RESULT(base::makeDirectories(m_paths.trash()));
        auto database = store::Database::open(m_directory->file("data/state.db"));
        VERIFY_RESULT(database);
        auto opened = ContainerStore::open(std::move(*database));
        VERIFY_RESULT(opened);
        m_store = std::move(*opened);
    }
    void cleanup()
    {
        m_store.reset();
        m_directory.reset();
    }

    void aNotedEndIsForgottenBeforeAStart()
    {
        for (const char letter : {'a', 'b', 'c'})
            VERIFY_RESULT(m_store->insert(makeRecord(id(letter), std::string("n") + letter)));
        const auto ended = [this](char letter) {
            const auto briefs = m_store->briefs();
            for (const ContainerStore::Brief &brief : briefs.value()) {
                if (brief.id == id(letter))
                    return brief.ended;
            }
            return std::string("missing");
        };
        QCOMPARE(ended('a'), std::string());
        launch::Status status;
        status.phase = launch::Status::Phase::Exited;
        status.startedAtNs = 5;
        status.finishedAtNs = 6;
        status.exitCode = 3;
        VERIFY_RESULT(m_store->noteEnds({{id('a'), launch::formatStatus(status)},
                                         {id('b'), std::string(ContainerStore::kNeverRan)},
                                         {id('d'), "removed meanwhile"}}));
        const auto seen = observedEnd(ended('a'));
        VERIFY_RESULT(seen);
        QCOMPARE(seen->state, ContainerState::Exited);
        QCOMPARE(seen->status.exitCode, 3);
        QCOMPARE(ended('b'), std::string(ContainerStore::kNeverRan));
        QVERIFY(m_store->load(id('a'))->endIsNoted);
        QVERIFY(!m_store->load(id('c'))->endIsNoted);
        VERIFY_RESULT(m_store->forgetEnd(id('a')));
        QCOMPARE(ended('a'), std::string());
        VERIFY_RESULT(m_store->forgetAllEnds());
        QCOMPARE(ended('b'), std::string());
    }

    void openingAgainKeepsTheLocks()
    {
        // SQLite holds a POSIX lock while the database is open; without it another process deletes the log.
        VERIFY_RESULT(m_store->insert(makeRecord(id('a'), "held")));
        const auto again = store::Database::open(m_directory->file("data/state.db"));
        VERIFY_RESULT(again);
        struct flock lock {};
        lock.l_type = F_WRLCK;
        lock.l_whence = SEEK_SET;
        const int fd = ::open(m_directory->file("data/state.db").c_str(), O_RDWR | O_CLOEXEC);
        QCOMPARE(::fcntl(fd, F_OFD_GETLK, &lock), 0);
        ::close(fd);
        QCOMPARE(int(lock.l_type), F_RDLCK);
    }

    void containersAreFoundByNameIdAndPrefix()
    {
        VERIFY_RESULT(m_store->insert(makeRecord("abc" + std::string(61, '1'), "web")));
        VERIFY_RESULT(m_store->insert(makeRecord("abd" + std::string(61, '1'), "abc1")));
        QCOMPARE(*m_store->resolve("web"), "abc" + std::string(61, '1'));
        QCOMPARE(*m_store->resolve("/web"), "abc" + std::string(61, '1'));
        QCOMPARE(*m_store->resolve("abc"), "abc" + std::string(61, '1'));
        // A name wins over a prefix.
        QCOMPARE(*m_store->resolve("abc1"), "abd" + std::string(61, '1'));
        QCOMPARE(m_store->resolve("ab").error().message(),
                 std::string("multiple IDs found with provided prefix: ab"));
        for (const char *which : {"nothing", "f", "", "/", "abc%", "%"}) {
            const auto found = m_store->resolve(which);
            QVERIFY2(!found && found.error().code() == Errc::NotFound, which);
            QCOMPARE(found.error().message(), std::string("No such container: ") + which);
        }
    }

    void aTakenNameSaysWhoHasIt()
    {
        VERIFY_RESULT(m_store->insert(makeRecord(id('a'), "web")));
        const auto again = m_store->insert(makeRecord(id('b'), "web"));
        QVERIFY(!again && again.error().code() == Errc::AlreadyExists);
        QCOMPARE(again.error().message(),
                 "Conflict. The container name \"/web\" is already in use by container \"" + id('a') +
                     "\". You have to remove (or rename) that container to be able to reuse that name.");
        VERIFY_RESULT(m_store->insert(makeRecord(id('b'), "db")));
        QVERIFY(!m_store->rename(id('b'), "web"));
        VERIFY_RESULT(m_store->rename(id('b'), "other"));
        QCOMPARE(*m_store->resolve("other"), id('b'));
    }

    void recordsComeBackAsTheyWere()
    {
        Record record = makeRecord(id('a'), "web");
        record.spec.command = {"echo", "x"};
        record.autoRemove = true;
        VERIFY_RESULT(m_store->insert(record));
        const auto back = m_store->load(id('a'));
        VERIFY_RESULT(back);
        QCOMPARE(back->layers, record.layers);
        QCOMPARE(back->spec.command, record.spec.command);
        QVERIFY(back->autoRemove);
        VERIFY_RESULT(m_store->erase(id('a')));
        QVERIFY(!m_store->load(id('a')));
    }

    void madeUpNamesAreValidAndMany()
    {
        std::set<std::string> names;
        for (std::uint64_t n = 0; n < 8192; ++n) {
            const std::string name = makeUpName(n);
            VERIFY_RESULT(checkName(name));
            names.insert(name);
        }
        QCOMPARE(names.size(), std::size_t{8192});
        for (const char *bad : {"", "a", "-ab", "a b", "ä", "a/b"})
            QVERIFY2(!checkName(bad), bad);
    }

    void theStateFollowsTheMonitorsFiles()
    {
        const std::string container = id('a');
        QVERIFY(observe(m_paths, container)->state == ContainerState::Created);

        putStatus(m_paths.status(container), ourselves());
        QVERIFY(observe(m_paths, container)->state == ContainerState::Running);
        VERIFY_RESULT(base::writeFileAtomic(m_paths.pausedMark(container), ""));
        QVERIFY(observe(m_paths, container)->state == ContainerState::Paused);

        launch::Status exited;
        exited.phase = launch::Status::Phase::Exited;
        exited.startedAtNs = 5;
        exited.exitCode = 3;
        putStatus(m_paths.exitRecord(container), exited);
        const auto observed = observe(m_paths, container);
        QVERIFY(observed->state == ContainerState::Exited);
        QVERIFY(!observed->lost);
        QCOMPARE(observed->status.exitCode, 3);
    }

    void aMonitorThatWasKilledLeavesALostContainer()
    {
        launch::Status status = ourselves();
        // The same pid, but another process: it has been given out again.
        status.monitorStartTime -= 1;
        putStatus(m_paths.status(id('a')), status);
        const auto observed = observe(m_paths, id('a'));
        VERIFY_RESULT(observed);
        QVERIFY(observed->lost);
        QVERIFY(observed->state == ContainerState::Exited);
        QCOMPARE(observed->status.exitCode, 137);
        QCOMPARE(observed->status.error, std::string("monitor was killed"));
    }

    void aProgramThatNeverRanLeavesTheContainerCreated()
    {
        launch::Status failed;
        failed.phase = launch::Status::Phase::Exited;
        failed.exitCode = 127;
        putStatus(m_paths.exitRecord(id('a')), failed);
        const auto observed = observe(m_paths, id('a'));
        QVERIFY(observed->state == ContainerState::Created);
        QCOMPARE(observed->status.exitCode, 127);
    }

    void aLogWithoutStatusTellsOfAReboot()
    {
        VERIFY_RESULT(base::writeFileAtomic(m_paths.log(id('a')), ""));
        const auto observed = observe(m_paths, id('a'));
        QVERIFY(observed->lost);
        QCOMPARE(observed->status.error, std::string("the host was restarted"));
    }

    void locksExcludeAndAreFreed()
    {
        QVERIFY(!ContainerLock::isHeld(m_paths, id('a')));
        {
            const auto lock = ContainerLock::acquire(m_paths, id('a'));
            VERIFY_RESULT(lock);
            QVERIFY(ContainerLock::isHeld(m_paths, id('a')));
        }
        QVERIFY(!ContainerLock::isHeld(m_paths, id('a')));
        QCOMPARE(ContainerLock::acquire(m_paths, id('b')).error().code(), Errc::NotFound);
        const auto active = ActivityLock::shared(m_paths);
        VERIFY_RESULT(active);
        VERIFY_RESULT(ActivityLock::shared(m_paths));
        QVERIFY(!ActivityLock::tryExclusive(m_paths)->has_value());
    }

    void layersAreReadThroughWhiteouts()
    {
        const std::string top = m_directory->file("top");
        const std::string bottom = m_directory->file("bottom");
        for (const std::string &layer : {top, bottom})
            VERIFY_RESULT(base::makeDirectories(layer + "/etc"));
        VERIFY_RESULT(base::writeFileAtomic(bottom + "/etc/passwd", "low"));
        QCOMPARE(readLayeredFile({top, bottom}, "etc/passwd"), std::string("low"));
        VERIFY_RESULT(base::writeFileAtomic(top + "/etc/passwd", "high"));
        QCOMPARE(readLayeredFile({top, bottom}, "etc/passwd"), std::string("high"));
        ::unlink((top + "/etc/passwd").c_str());
        // A link never leads out of the layer.
        VERIFY_RESULT(base::writeFileAtomic(m_directory->file("secret"), "secret"));
        QVERIFY(::symlink("../../secret", (top + "/etc/passwd").c_str()) == 0);
        QVERIFY(readLayeredFile({top, bottom}, "etc/passwd") != "secret");
        ::unlink((top + "/etc/passwd").c_str());
        QVERIFY(existsInLayers({top, bottom}, "etc/passwd"));
        QVERIFY(!existsInLayers({top, bottom}, "etc/shadow"));
        if (::geteuid() == 0 && ::mknod((top + "/etc/passwd").c_str(), S_IFCHR, makedev(0, 0)) == 0) {
            QCOMPARE(readLayeredFile({top, bottom}, "etc/passwd"), std::string());
            QVERIFY(!existsInLayers({top, bottom}, "etc/passwd"));
        }
    }

    void trashIsEmptiedAlsoWhatOthersLeft()
    {
        VERIFY_RESULT(base::makeDirectories(m_paths.trash() + "/old/deep"));
        VERIFY_RESULT(base::makeDirectories(m_directory->file("tree/a/b")));
        {
            Trash trash(m_paths.trash());
            VERIFY_RESULT(trash.throwAway(m_directory->file("tree")));
            VERIFY_RESULT(trash.throwAway(m_directory->file("tree")));
            QVERIFY(::access(m_directory->file("tree").c_str(), F_OK) != 0);
        }
        QVERIFY(::rmdir(m_paths.trash().c_str()) == 0);
    }
};

QTEST_GUILESS_MAIN(ContainerStoreTest)
#include "tst_container_store.moc"
