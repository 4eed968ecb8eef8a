// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "engine/base/file.h"
#include "hypervisor/api/hypervisor.h"
#include "hypervisor/image/archive_reader.h"
#include "hypervisor/image/kernel_extract.h"
#include "hypervisor/image/kernel_store.h"
#include "tests/support/support.h"

#include <QProcess>
#include <QRegularExpression>
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace catamaran;
namespace fs = std::filesystem;

namespace {

constexpr auto kKernels = "/var/cache/catamaran";

/// What the engine and its tests need of the guest's kernel beyond what every light VM gets.
const std::vector<std::string> kModules = {"overlay",
                                           "veth",
                                           "bridge",
                                           "tun",
                                           "loop",
                                           "dummy",
                                           "macvlan",
                                           "ipvlan",
                                           "bfq",
                                           "nf_tables",
                                           "nf_conntrack",
                                           "nf_nat",
                                           "nft_chain_nat",
                                           "nft_ct",
                                           "nft_masq",
                                           "nft_nat",
                                           "nft_redir",
                                           "nft_fib",
                                           "nft_fib_ipv4",
                                           "nft_fib_ipv6",
                                           "nft_fib_inet",
                                           "nft_reject",
                                           "nft_reject_inet",
                                           "nft_limit",
                                           "nft_log",
                                           "nft_hash",
                                           "nft_numgen",
                                           "nft_objref",
                                           "nft_socket",
                                           "nft_tproxy",
                                           "nft_compat",
                                           "nf_conntrack_netlink",
                                           "nft_connlimit",
                                           "nft_quota",
                                           "ext4",
                                           "unix_diag",
                                           "inet_diag",
                                           "tcp_diag",
                                           "udp_diag",
                                           "raw_diag",
                                           "af_packet_diag",
                                           "netlink_diag"};

struct GuestTest {
    std::string name;
    std::string program; ///< below the build directory, with its arguments
    std::string user = "root";
    int seconds = 240;
    bool always = true; ///< false: only with CATAMARAN_TEST_GUEST=all
};

/// The list of what runs in the guest. A test for ordinary users is added with user = "user"; it finds itself
/// in a control group that belongs to it, as a session below systemd's user manager does. "disk" is for a
/// test that takes root to act as the user catamaran-test: it finds that user there, and its files on ext4,
/// because overlayfs needs user extended attributes without root and a tmpfs of this kernel has none.
const std::vector<GuestTest> kTests = {
    {"the control group driver", "tests/integration/cgroup/tst_cgroup_driver"},
    {"limits of a running container", "tests/integration/cgroup/tst_engine_limits"},
    {"starting by plan, control groups",
     "tests/integration/launch/tst_launch controlGroupsHoldTheContainerAndGoWithIt "
     "aContainerSeesItsControlGroupAsTheRoot runningOutOfMemoryIsTold aUserNamespaceMapsRoot"},
    {"starting by plan, all", "tests/integration/launch/tst_launch", "root", 600, false},
    {"the OCI runtime", "tests/integration/oci/tst_oci_runtime"},
    {"other OCI runtimes", "tests/integration/runtime/tst_external_runtime", "root", 700, false},
    {"the engine", "tests/integration/runtime/tst_engine", "root", 400},
    {"checkpoints", "tests/integration/runtime/tst_checkpoint", "root", 300},
    {"the network", "tests/integration/net/tst_network_service", "root", 300},
    {"killing the engine at random", "tests/integration/runtime/tst_engine_kill", "root", 600},
    {"control groups of an ordinary user", "tests/integration/cgroup/tst_cgroup_driver", "user"},
    {"the command of an ordinary user",
     "tests/rootless/tst_rootless runsAsRootOfItsOwnNamespace volumesBelongToSubordinateIds "
     "namespacesAreSharedWithinOneUserNamespace limitsHoldWhereAGroupIsDelegated nothingStays",
     "disk", 400},
    {"the command of an ordinary user, all", "tests/rootless/tst_rootless", "disk", 900, false},
};

std::string programOf(const GuestTest &test)
{
    return test.program.substr(0, test.program.find(' '));
}

std::string buildDirectory()
{
    const char *value = std::getenv("CATAMARAN_BUILD_DIR");
    return value ? value : "";
}

std::string output(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(60000);
    return process.readAllStandardOutput().toStdString();
}

/// Where the guest finds what lies in the build directory; that one may be in /dev/shm or /tmp, which are
/// empty there.
constexpr auto kGuestBuild = "/proof/build";

/// Copies a program or library to the same place below `root` (or to `place`), links followed, with its mode.
void copyTo(const std::string &root, const std::string &path, const std::string &place = {})
{
    const std::string target = root + (place.empty() ? path : place);
    if (fs::exists(target))
        return;
    fs::create_directories(fs::path(target).parent_path());
    fs::copy_file(path, target);
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0)
        ::chmod(target.c_str(), status.st_mode & 07777U);
}

/// The program and every library that the loader would give it.
void copyWithLibraries(const std::string &root, const std::string &path, const std::string &place = {})
{
    copyTo(root, path, place);
    static const QRegularExpression kLine("(?:=> )?(/[^ ]+) \\(0x");
    const QString text = QString::fromStdString(output("ldd", {QString::fromStdString(path)}));
    for (auto found = kLine.globalMatch(text); found.hasNext();)
        copyTo(root, found.next().captured(1).toStdString());
}

/// Ends the wait for a guest that says nothing any more, and keeps what its kernel wrote to the console. The
/// longest silence of a healthy one is a row's slowest test function.
class HungGuest {
public:
    explicit HungGuest(hv::Hypervisor &hypervisor)
        : m_thread([this, &hypervisor](const std::stop_token &end) { watch(hypervisor, end); })
    {
    }
    void heard() { m_heardNs = base::steadyNanoseconds(); }
    base::OperationContext context() { return {m_silent.get_token(), {}}; }
    /// Empty while the guest was not found silent.
    std::string console()
    {
        const std::scoped_lock lock(m_mutex);
        return m_console;
    }

private:
    static constexpr std::int64_t kSilenceNs = 300LL * 1000000000;

    void watch(hv::Hypervisor &hypervisor, const std::stop_token &end)
    {
        std::unique_lock lock(m_mutex);
        while (base::steadyNanoseconds() - m_heardNs < kSilenceNs)
            if (m_wake.wait_for(lock, end, std::chrono::seconds(5), [] { return false; }) ||
                end.stop_requested())
                return;
        m_console = "(empty)";
        (void)hypervisor.console("cgroup2", false, -1, [this](std::string_view text) { m_console += text; },
                                 {});
        m_silent.request_stop();
    }

    std::atomic<std::int64_t> m_heardNs = base::steadyNanoseconds();
    std::stop_source m_silent;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::string m_console;
    std::jthread m_thread;
};

} // namespace

/// The engine on pure cgroup v2, in a guest that our own hypervisor layer boots. The list above runs there
/// one after the other; each is a row here.
class TstCgroup2Guest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::TemporaryDirectory> m_directory;
    hv::HypervisorOptions m_options;
    std::shared_ptr<hv::Hypervisor> m_hypervisor;
    QString m_log;
    std::vector<GuestTest> m_tests; ///< those that ran, in the order of the guest's numbers
    std::map<std::string, std::string> m_absent;

    std::string kernelPackage() const
    {
        const char *other = std::getenv("CATAMARAN_TEST_KERNELS");
        std::error_code none;
        for (const auto &entry : fs::directory_iterator(other ? other : kKernels, none))
            if (entry.path().extension() == ".deb")
                return entry.path();
        return {};
    }

    void makeModules(const std::string &root, const std::string &package)
    {
        std::map<std::string, std::string> modules;
        const auto nameOf = [](const std::string &path) {
            std::string name = fs::path(path).filename();
            name.resize(std::min(name.size(), name.find(".ko")));
            std::replace(name.begin(), name.end(), '-', '_');
            return name;
        };
        VERIFY_RESULT(hv::image::readPackage(
            package,
            [](const std::string &path) {
                return path.find(".ko") != std::string::npos &&
                       (path.find("/net/") != std::string::npos || path.find("/lib/") != std::string::npos ||
                        path.find("/fs/overlayfs/") != std::string::npos ||
                        path.find("/fs/ext4/") != std::string::npos ||
                        path.find("/fs/jbd2/") != std::string::npos ||
                        path.find("/fs/mbcache") != std::string::npos ||
                        path.find("/block/") != std::string::npos ||
                        path.find("/crypto/") != std::string::npos);
            },
            [&](const std::string &path, std::string content) -> base::Result<void> {
                if (!path.ends_with(".ko")) {
                    CATAMARAN_TRY(content, hv::image::decompress(content, 64U << 20));
                }
                modules[nameOf(path)] = std::move(content);
                return {};
            }));
        const auto order = hv::image::moduleLoadOrder(
            kModules, [&](const std::string &name) { return hv::image::moduleDependencies(modules[name]); },
            [&](const std::string &name) { return modules.contains(name); });
        fs::create_directories(root + "/proof/modules");
        std::string list;
        for (const std::string &name : order) {
            VERIFY_RESULT(base::writeFileAtomic(root + "/proof/modules/" + name + ".ko", modules[name]));
            list += name + ".ko\n";
        }
        VERIFY_RESULT(base::writeFileAtomic(root + "/proof/modules/list", list));
    }

    void makeRoot(const std::string &root)
    {
        for (const char *directory : {"/bin", "/sbin", "/usr/bin", "/usr/sbin", "/etc", "/root", "/home",
                                      "/var", "/proof", "/tmp", "/run", "/lib64"})
            fs::create_directories(root + directory);
        copyTo(root, "/bin/busybox");
        // busybox's own shell prefers its applets to the programs of the same name.
        if (::access("/bin/dash", X_OK) == 0)
            copyWithLibraries(root, "/bin/dash", "/bin/sh");
        for (const char *program :
             {"/usr/sbin/nft", "/usr/sbin/ip", "/usr/bin/setpriv", "/usr/bin/newuidmap", "/usr/bin/newgidmap",
              "/usr/bin/pasta", "/usr/bin/nsenter", "/usr/bin/unshare", "/usr/sbin/mke2fs", "/usr/sbin/runc",
              "/usr/bin/crun", "/usr/sbin/criu"})
            if (::access(program, X_OK) == 0)
                copyWithLibraries(root, program);
        // criu(8) keeps the content of a tmpfs as an archive, with options that busybox has not.
        for (const char *program : {"/bin/tar", "/bin/gzip"})
            copyWithLibraries(root, program);
        const QString applets = QString::fromStdString(output("/bin/busybox", {"--list"}));
        for (const QString &name : applets.split('\n', Qt::SkipEmptyParts)) {
            const std::string plain = name.toStdString();
            if (!fs::exists(root + "/usr/bin/" + plain) && !fs::exists(root + "/usr/sbin/" + plain) &&
                !fs::exists(root + "/bin/" + plain))
                fs::create_symlink("busybox", root + "/bin/" + plain);
        }
        const auto copyBuilt = [&](const std::string &program) {
            copyWithLibraries(root, buildDirectory() + "/" + program, kGuestBuild + ("/" + program));
        };
        copyBuilt("bin/catamaran");
        copyBuilt("bin/catamaran-runtime");
        for (const auto &entry : fs::directory_iterator(buildDirectory() + "/libexec"))
            copyBuilt("libexec/" + entry.path().filename().string());
        copyBuilt("tests/integration/launch/launch_driver");
        fs::create_directories(root + kGuestBuild + "/share/catamaran");
        fs::copy(test::sourceDirectory() + "/resources/demos", root + kGuestBuild + "/share/catamaran/demos",
                 fs::copy_options::recursive);
        for (const GuestTest &one : m_tests)
            copyBuilt(programOf(one));
        const std::string build = kGuestBuild;
        const std::map<std::string, std::string> files = {
            {"/etc/passwd", "root:x:0:0:root:/root:/bin/sh\nuser:x:1000:1000::/home/user:/bin/sh\n"
                            "catamaran-test:x:1001:1001::/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n"},
            {"/etc/group", "root:x:0:\ntty:x:5:\nuser:x:1000:\ncatamaran-test:x:1001:\nnogroup:x:65534:\n"},
            {"/etc/subuid", "user:100000:65536\ncatamaran-test:900000000:65536\n"},
            {"/etc/subgid", "user:100000:65536\ncatamaran-test:900000000:65536\n"},
            {"/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n"},
            {"/proof/environment",
             "export QT_QPA_PLATFORM=offscreen CATAMARAN_LIBEXEC=" + build + "/libexec CATAMARAN_BUILD_DIR=" +
                 build + " CATAMARAN_SOURCE_DIR=" + test::sourceDirectory() + " CATAMARAN_TEST_ROUNDS=10" +
                 (::access("/usr/sbin/criu", X_OK) == 0 ? " CATAMARAN_TEST_CRIU=must\n" : "\n")}};
        for (const auto &[path, text] : files)
            VERIFY_RESULT(base::writeFileAtomic(root + path, text));
        fs::copy_file(test::sourceDirectory() + "/tests/vm/cgroup2/guest.sh", root + "/proof/guest.sh");
        std::string list;
        for (const GuestTest &one : m_tests)
            list += one.user + "|" + std::to_string(one.seconds) + "|" + build + "/" + one.program + "\n";
        VERIFY_RESULT(base::writeFileAtomic(root + "/proof/list", list));
    }

private slots:
    void initTestCase()
    {
        const std::string package = kernelPackage();
        if (package.empty())
            QSKIP("no kernel package in /var/cache/catamaran (or CATAMARAN_TEST_KERNELS)");
        if (::access("/bin/busybox", X_OK) != 0)
            QSKIP("needs /bin/busybox (package busybox-static)");
        const bool all = qgetenv("CATAMARAN_TEST_GUEST") == "all";
        // By hand: "tst_engine stopsAndStarts", a part of a program's name and what else it is given.
        const QString wish = qEnvironmentVariable("CATAMARAN_TEST_GUEST_ONLY");
        const std::string only = wish.section(' ', 0, 0).toStdString();
        for (GuestTest one : kTests) {
            if (wish.contains(' '))
                one.program = programOf(one) + " " + wish.section(' ', 1).toStdString();
            if (!only.empty() && one.program.find(only) == std::string::npos)
                continue;
            if (::access((buildDirectory() + "/" + programOf(one)).c_str(), X_OK) != 0)
                m_absent[one.name] = programOf(one) + " is not built";
            else if (!one.always && !all)
                m_absent[one.name] = "takes long; set CATAMARAN_TEST_GUEST=all";
            else
                m_tests.push_back(one);
        }
        m_directory = std::make_unique<test::TemporaryDirectory>();
        const std::string root = m_directory->file("root");
        makeRoot(root);
        makeModules(root, package);
        if (QTest::currentTestFailed())
            return;
        m_options.dataDirectory = m_directory->file("vm");
        m_options.runDirectory = m_directory->file("r");
        m_options.instance = "cgroup2";
        fs::create_directories(m_options.dataDirectory + "/packages");
        fs::create_symlink(package,
                           m_options.dataDirectory + "/packages/" + fs::path(package).filename().string());
        auto opened = hv::Hypervisor::open(m_options);
        VERIFY_RESULT(opened);
        m_hypervisor = std::move(*opened);
        for (const hv::Capability &capability : m_hypervisor->capabilities()) {
            qInfo("%s: %s", capability.name.c_str(), capability.explanation.c_str());
            if (!capability.available && capability.name != "accelerator")
                QSKIP(("no " + capability.name + ": " + capability.explanation).c_str());
        }
        hv::MachineSpec spec;
        spec.name = "cgroup2";
        spec.image = "localhost/cgroup2:latest";
        spec.imageId = "sha256:cgroup2";
        spec.layerDirectories = {root};
        spec.rootKey = "cgroup2-root";
        spec.arguments = {"/bin/sh", "/proof/guest.sh"};
        spec.environment = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin"};
        spec.memory = base::Bytes::mib(2048);
        spec.cpus = 2;
        spec.kernelArguments = {"cgroup_no_v1=all", "psi=1"};
        const auto began = base::steadyNanoseconds();
        VERIFY_RESULT(m_hypervisor->run(spec, {}));
        HungGuest hung(*m_hypervisor);
        const auto logged = m_hypervisor->logs(
            "cgroup2", true,
            [&](bool, std::string_view text) {
                hung.heard();
                m_log += QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
                if (qEnvironmentVariableIsSet("CATAMARAN_TEST_GUEST_LOG"))
                    fprintf(stderr, "%.*s", static_cast<int>(text.size()), text.data());
            },
            hung.context());
        QVERIFY2(hung.console().empty(), qPrintable("the guest was silent for too long; its console says:\n" +
                                                    QString::fromStdString(hung.console()).right(2000) +
                                                    "\nand its log:\n" + m_log.right(2000)));
        VERIFY_RESULT(logged);
        const auto code = m_hypervisor->wait("cgroup2", {});
        VERIFY_RESULT(code);
        qInfo("the guest ran for %.0f s (%s)", static_cast<double>(base::steadyNanoseconds() - began) / 1e9,
              std::string(hv::accelerationLabel(m_hypervisor->accelerator().accelerator)).c_str());
        for (const QString &line : m_log.split('\n'))
            if (line.startsWith("KERNEL") || line.startsWith("MOUNTS") || line.startsWith("CONTROLLERS") ||
                line.startsWith("PRESSURE") || line.startsWith("NOTE") || line.startsWith("PATCHED") ||
                line.startsWith("LEFT"))
                qInfo("%s", qPrintable(line));
        QVERIFY2(*code == 0, qPrintable(m_log.right(4000)));
    }

    void cleanupTestCase()
    {
        if (!m_hypervisor)
            return;
        (void)m_hypervisor->remove("cgroup2", true);
        m_hypervisor.reset();
        const auto text = base::readFile(m_options.runDirectory + "/libvirt/libvirtd.pid");
        const int pid = text ? std::atoi(text->c_str()) : 0;
        if (pid > 0)
            ::kill(pid, SIGTERM);
        QTRY_VERIFY(pid <= 0 || ::kill(pid, 0) != 0);
    }

    void versionTwoIsAllThereIs()
    {
        QVERIFY2(m_log.contains("MOUNTS 0 of v1, 1 of v2"), qPrintable(m_log.left(2000)));
        for (const char *controller : {"cpuset", "cpu", "io", "memory", "pids"})
            QVERIFY2(
                QRegularExpression(QString("CONTROLLERS.*\\b%1\\b").arg(controller)).match(m_log).hasMatch(),
                controller);
    }

    void bothProcessorsRunWhileTheKernelPatchesItself() { QVERIFY(m_log.contains("PATCHED 100 times")); }

    void everyProgramOfTheListPasses_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<QString>("reason");
        int number = 0;
        for (const GuestTest &one : m_tests)
            QTest::newRow(one.name.c_str()) << ++number << QString();
        for (const auto &[name, reason] : m_absent)
            QTest::newRow(name.c_str()) << 0 << QString::fromStdString(reason);
    }

    void everyProgramOfTheListPasses()
    {
        QFETCH(int, number);
        QFETCH(QString, reason);
        if (number == 0)
            QSKIP(qPrintable(reason));
        const QRegularExpression part(QString("^BEGIN %1 .*?^RESULT %1 (\\d+) (\\d+)$").arg(number),
                                      QRegularExpression::MultilineOption |
                                          QRegularExpression::DotMatchesEverythingOption);
        const auto found = part.match(m_log);
        QVERIFY2(found.hasMatch(), "it did not come to its end");
        const QString text = found.captured(0);
        const auto totals = QRegularExpression("Totals: .*").match(text).captured(0);
        qInfo("%s, %s s", qPrintable(totals.section(", ", 0, 2)), qPrintable(found.captured(2)));
        for (const QString &line : text.split('\n'))
            if (line.startsWith("SKIP"))
                qInfo("%s", qPrintable(line));
        QVERIFY2(found.captured(1) == "0", qPrintable(text));
    }
};

QTEST_GUILESS_MAIN(TstCgroup2Guest)
#include "tst_cgroup2_guest.moc"
