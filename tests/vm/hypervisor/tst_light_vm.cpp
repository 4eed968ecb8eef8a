// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "hypervisor/api/hypervisor.h"
#include "hypervisor/libvirt/qemu_process.h"
#include "tests/support/support.h"

#include <QTest>
#include <arpa/inet.h>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <netinet/in.h>
#include <poll.h>
#include <sstream>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace catamaran;
using hv::MachineState;
using std::chrono::milliseconds;
using std::chrono::seconds;
namespace fs = std::filesystem;

namespace {

constexpr milliseconds kReadyDeadline{60000}; ///< software emulation on a busy machine

const char *busybox()
{
    for (const char *path : {"/bin/busybox", "/usr/bin/busybox", "/usr/lib/busybox/busybox"})
        if (::access(path, X_OK) == 0)
            return path;
    return nullptr;
}

/// A layer directory with busybox and a page to serve.
void makeRoot(const std::string &root)
{
    for (const char *directory : {"/bin", "/etc", "/www"})
        fs::create_directories(root + directory);
    fs::copy_file(busybox(), root + "/bin/busybox");
    for (const char *name :
         {"sh", "echo", "httpd", "sleep", "cat", "true", "false", "ls", "id", "kill", "seq"})
        fs::create_symlink("busybox", root + "/bin/" + name);
    (void)base::writeFileAtomic(root + "/etc/passwd",
                                "root:x:0:0::/root:/bin/sh\nweb:x:1234:1234::/www:/bin/sh\n");
    (void)base::writeFileAtomic(root + "/etc/group", "root:x:0:\nweb:x:1234:\n");
    (void)base::writeFileAtomic(root + "/www/index.html", "hello from the VM\n");
}

std::uint16_t freePort()
{
    const base::UniqueFd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(fd.get(), reinterpret_cast<sockaddr *>(&address), size) != 0 ||
        ::getsockname(fd.get(), reinterpret_cast<sockaddr *>(&address), &size) != 0)
        return 0;
    return ntohs(address.sin_port);
}

/// GET / on the loopback port: the whole answer, empty on failure.
std::string get(std::uint16_t port)
{
    const base::UniqueFd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval timeout{10, 0};
    ::setsockopt(fd.get(), SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
    if (::connect(fd.get(), reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        return {};
    const std::string request = "GET / HTTP/1.0\r\n\r\n";
    if (::write(fd.get(), request.data(), request.size()) != static_cast<ssize_t>(request.size()))
        return {};
    std::string out;
    std::array<char, 4096> buffer;
    ssize_t n = 0;
    while ((n = ::read(fd.get(), buffer.data(), buffer.size())) > 0)
        out.append(buffer.data(), static_cast<std::size_t>(n));
    return out;
}

} // namespace

class TestLightVm : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void cleanupTestCase();
    void aVmServesItsPageAndTellsItsPhases();
    void theExitCodeAndOutputOutliveTheVm();
    void aMissingProgramIsReportedAsCommandNotFound();
    void killingQemuIsNoticedAndReported();
    void theMicroProfileBootsToo();
    void anIdleEmulatedVmGivesMemoryBack();
    void aStoppedVmStartsAgain();
    void autoRemoveLeavesNothing();
    void badRequestsFailWithAClearErrorAndLeaveNothing();

private:
    hv::MachineSpec spec(const std::string &name, std::vector<std::string> arguments) const;
    std::shared_ptr<hv::Hypervisor> another() const;
    std::unique_ptr<test::TemporaryDirectory> m_directory;
    hv::HypervisorOptions m_options;
    std::shared_ptr<hv::Hypervisor> m_hypervisor;
};

void TestLightVm::initTestCase()
{
    if (busybox() == nullptr)
        QSKIP("no static busybox on this host");
    m_directory = std::make_unique<test::TemporaryDirectory>();
    makeRoot(m_directory->file("root"));
    m_options.dataDirectory = m_directory->file("vm");
    m_options.runDirectory = m_directory->file("r");
    m_options.instance = "test";
    // A kernel that was imported once serves all runs; importing takes two seconds.
    if (const char *packages = std::getenv("CATAMARAN_TEST_KERNELS")) {
        fs::create_directories(m_options.dataDirectory + "/packages");
        for (const auto &entry : fs::directory_iterator(packages))
            if (entry.path().extension() == ".deb")
                fs::create_symlink(entry.path(),
                                   m_options.dataDirectory + "/packages/" + entry.path().filename().string());
    }
    m_hypervisor = another();
    for (const hv::Capability &capability : m_hypervisor->capabilities()) {
        qInfo("%s: %s %s", capability.name.c_str(), capability.available ? "yes" : "no",
              capability.explanation.c_str());
        if (!capability.available && capability.name != "accelerator")
            QSKIP(("no " + capability.name + ": " + capability.explanation).c_str());
    }
}

std::shared_ptr<hv::Hypervisor> TestLightVm::another() const
{
    auto opened = hv::Hypervisor::open(m_options);
    return opened ? *opened : nullptr;
}

void TestLightVm::cleanup()
{
    if (!m_hypervisor)
        return;
    if (const auto machines = m_hypervisor->machines(true))
        for (const hv::MachineSummary &machine : *machines)
            if (machine.ours)
                (void)m_hypervisor->remove(machine.id, true);
}

/// The private daemon would leave by itself after two minutes; its directories go now.
void TestLightVm::cleanupTestCase()
{
    m_hypervisor.reset();
    const auto text = base::readFile(m_options.runDirectory + "/libvirt/libvirtd.pid");
    const int pid = text ? std::atoi(text->c_str()) : 0;
    if (pid > 0)
        ::kill(pid, SIGTERM);
    QTRY_VERIFY(pid <= 0 || ::kill(pid, 0) != 0);
}

hv::MachineSpec TestLightVm::spec(const std::string &name, std::vector<std::string> arguments) const
{
    hv::MachineSpec out;
    out.name = name;
    out.image = "localhost/test:latest";
    out.imageId = "sha256:test";
    out.layerDirectories = {m_directory->file("root")};
    out.rootKey = "test-root";
    out.arguments = std::move(arguments);
    out.environment = {"PATH=/bin", "GREETING=hello 'there' & <you>"};
    return out;
}

void TestLightVm::aVmServesItsPageAndTellsItsPhases()
{
    hv::MachineSpec machine = spec("web", {"httpd", "-f", "-p", "80", "-h", "/www"});
    const std::uint16_t port = freePort();
    machine.ports = {{"127.0.0.1", port, 80, false}};
    machine.labels = {{"purpose", "a \"quoted\" <label>"}};
    const auto began = base::steadyNanoseconds();
    const auto id = m_hypervisor->run(machine, {});
    VERIFY_RESULT(id);
    VERIFY_RESULT(m_hypervisor->waitReady("web", kReadyDeadline, {}));
    qInfo("software emulation: ready after %.0f ms",
          static_cast<double>(base::steadyNanoseconds() - began) / 1e6);

    QTRY_VERIFY_WITH_TIMEOUT(QString::fromStdString(get(port)).contains("hello from the VM"), 20000);

    const auto summary = m_hypervisor->machine("web");
    VERIFY_RESULT(summary);
    QCOMPARE(summary->state, MachineState::Ready);
    QCOMPARE(summary->labels, machine.labels);
    QVERIFY(summary->ports == machine.ports);

    QTRY_COMPARE_WITH_TIMEOUT(m_hypervisor->phases("web")->size(), std::size_t{6}, 10000);
    const auto phases = m_hypervisor->phases("web");
    for (const hv::Phase &phase : *phases) {
        qInfo("  %-10s %.0f ms", phase.name.c_str(), static_cast<double>(phase.atNs - began) / 1e6);
        QVERIFY(phase.atNs > began);
    }
    QCOMPARE(phases->back().name, std::string("listening"));

    const auto result = m_hypervisor->exec("web", {"sh", "-c", "echo out $GREETING; echo err >&2; exit 7"},
                                           machine.environment, {});
    VERIFY_RESULT(result);
    QCOMPARE(result->exitCode, 7);
    QCOMPARE(result->out, std::string("out hello 'there' & <you>\n"));
    QCOMPARE(result->err, std::string("err\n"));
    const auto many = m_hypervisor->exec("web", {"seq", "1", "20000"}, machine.environment, {});
    VERIFY_RESULT(many);
    QCOMPARE(std::count(many->out.begin(), many->out.end(), '\n'), std::ptrdiff_t{20000});
    const auto missing = m_hypervisor->exec("web", {"nonesuch"}, machine.environment, {});
    QVERIFY(!missing);
    QCOMPARE(missing.error().code(), base::Errc::CommandNotFound);

    const auto statistics = m_hypervisor->statistics({*id});
    VERIFY_RESULT(statistics);
    QVERIFY(statistics->front().cpuTimeNs.value_or(0) > 0);
    QVERIFY(statistics->front().qemuPssBytes.value_or(0) > (20U << 20));
    QVERIFY(statistics->front().guestUsedBytes.value_or(0) > (5U << 20));
    QVERIFY(statistics->front().networkReceivedBytes.value_or(0) > 0);

    // Another process (another connection) sees and stops it.
    const auto second = another();
    const auto seen = second->machine(id->substr(0, 6));
    VERIFY_RESULT(seen);
    QCOMPARE(seen->name, std::string("web"));
    const auto stopping = base::steadyNanoseconds();
    VERIFY_RESULT(second->stop("web", seconds(10), {}));
    qInfo("stopped in %.0f ms", static_cast<double>(base::steadyNanoseconds() - stopping) / 1e6);
    QCOMPARE(m_hypervisor->machine("web")->state, MachineState::Stopped);
    VERIFY_RESULT(m_hypervisor->remove("web", false));
    QVERIFY(!m_hypervisor->machine("web"));
    QVERIFY(!fs::exists(m_options.dataDirectory + "/machines/" + *id));
}

void TestLightVm::theExitCodeAndOutputOutliveTheVm()
{
    hv::MachineSpec machine = spec("short", {"sh", "-c", "id; echo to stderr >&2; exit 42"});
    machine.user = "web";
    machine.workingDirectory = "/www";
    VERIFY_RESULT(m_hypervisor->run(machine, {}));
    const auto code = m_hypervisor->wait("short", {});
    VERIFY_RESULT(code);
    QCOMPARE(*code, 42);
    const auto summary = another()->machine("short");
    VERIFY_RESULT(summary);
    QCOMPARE(summary->state, MachineState::Stopped);
    QCOMPARE(summary->exitCode.value_or(-1), 42);
    std::string out;
    std::string err;
    VERIFY_RESULT(another()->logs(
        "short", false, [&](bool isStderr, std::string_view text) { (isStderr ? err : out) += text; }, {}));
    QVERIFY2(out.find("uid=1234(web) gid=1234(web)") != std::string::npos, out.c_str());
    QCOMPARE(err, std::string("to stderr\n"));
}

void TestLightVm::aMissingProgramIsReportedAsCommandNotFound()
{
    VERIFY_RESULT(m_hypervisor->run(spec("nothing", {"/no/such/program"}), {}));
    const auto ready = m_hypervisor->waitReady("nothing", kReadyDeadline, {});
    QVERIFY(!ready);
    QCOMPARE(ready.error().code(), base::Errc::CommandNotFound);
    QTRY_COMPARE_WITH_TIMEOUT(m_hypervisor->machine("nothing")->state, MachineState::Failed, 10000);
    QCOMPARE(m_hypervisor->machine("nothing")->exitCode.value_or(0), 127);
}

void TestLightVm::killingQemuIsNoticedAndReported()
{
    const auto id = m_hypervisor->run(spec("victim", {"sleep", "1000"}), {});
    VERIFY_RESULT(id);
    std::atomic<bool> stopped{false};
    const auto token = m_hypervisor->subscribe([&](const hv::MachineEvent &event) {
        if (event.id == *id && event.kind == hv::MachineEvent::Kind::Stopped)
            stopped = true;
    });
    VERIFY_RESULT(token);
    VERIFY_RESULT(m_hypervisor->waitReady("victim", kReadyDeadline, {}));
    int pid = 0;
    for (const auto &entry : fs::directory_iterator("/proc")) {
        const int candidate = std::atoi(entry.path().filename().c_str());
        const auto text = candidate > 0 ? base::readFile("/proc/" + std::to_string(candidate) + "/cmdline")
                                        : base::Result<std::string>(std::string());
        if (text && text->find("guest=ct-" + id->substr(0, 12)) != std::string::npos)
            pid = candidate;
    }
    QVERIFY(pid > 0);
    QCOMPARE(::kill(pid, SIGKILL), 0);
    const auto killed = base::steadyNanoseconds();
    QTRY_COMPARE_WITH_TIMEOUT(m_hypervisor->machine("victim")->state, MachineState::Failed, 10000);
    qInfo("noticed after %.0f ms", static_cast<double>(base::steadyNanoseconds() - killed) / 1e6);
    QTRY_VERIFY(stopped);
    QVERIFY(!m_hypervisor->machine("victim")->stateReason.empty());
    VERIFY_RESULT(m_hypervisor->remove("victim", false));
}

void TestLightVm::theMicroProfileBootsToo()
{
    hv::MachineSpec machine = spec("tiny", {"sh", "-c", "echo micro; exit 5"});
    machine.profile = hv::Profile::Micro;
    VERIFY_RESULT(m_hypervisor->run(machine, {}));
    QCOMPARE(m_hypervisor->wait("tiny", {}).value_or(-1), 5);
    std::string out;
    VERIFY_RESULT(m_hypervisor->logs("tiny", false, [&](bool, std::string_view text) { out += text; }, {}));
    QCOMPARE(out, std::string("micro\n"));
}

void TestLightVm::anIdleEmulatedVmGivesMemoryBack()
{
    if (m_hypervisor->accelerator().accelerator != hv::Accelerator::Tcg)
        QSKIP("the guest's code is not translated here");
    const auto qemu = base::readFile("/usr/bin/qemu-system-x86_64", 256U << 20);
    if (!qemu || qemu->find("qemu_plugin_reset") == std::string::npos)
        QSKIP("this QEMU takes no plug-ins");
    m_hypervisor->preferStart(hv::StartMode::Cold);
    const auto id = m_hypervisor->run(spec("idle", {"/bin/sleep", "1000"}), {});
    VERIFY_RESULT(id);
    VERIFY_RESULT(m_hypervisor->waitReady(*id, kReadyDeadline, {}));
    const int pid = hv::findQemu(*id);
    QVERIFY(pid > 0);
    // QEMU's mappings of anonymous memory that may be executed, and of the kernel's file: resident KiB of
    // both.
    const auto resident = [pid](bool translations) {
        const auto maps = base::readFile("/proc/" + std::to_string(pid) + "/smaps", 8U << 20);
        std::istringstream lines(maps ? *maps : std::string());
        bool counted = false;
        long kib = 0;
        for (std::string line; std::getline(lines, line);) {
            char permissions[5] = {};
            unsigned long inode = 0;
            long part = 0;
            if (std::sscanf(line.c_str(), "%*x-%*x %4s %*x %*s %lu", permissions, &inode) == 2)
                counted = translations ? permissions[2] == 'x' && inode == 0 : line.ends_with("/vmlinux");
            else if (counted && std::sscanf(line.c_str(), "Rss: %ld kB", &part) == 1)
                kib += part;
        }
        return kib;
    };
    // A Debian kernel takes 50 MiB of translations to boot; an idle one needs 3.
    QTRY_VERIFY2_WITH_TIMEOUT(resident(true) < 16 * 1024 && resident(false) < 1024,
                              qPrintable(QString::number(resident(true)) + " KiB of translations"), 60000);
    for (int i = 0; i < 3; ++i) {
        const auto ran = m_hypervisor->exec(*id, {"/bin/true"}, {}, {});
        VERIFY_RESULT(ran);
    }
    // A second time: what was done meanwhile goes as well.
    std::string many;
    for (const char *applet : {"/bin/ls -lR /", "/bin/id", "/bin/cat /proc/meminfo", "/bin/seq 1 3000"})
        many += std::string(applet) + " >/dev/null;";
    VERIFY_RESULT(m_hypervisor->exec(*id, {"/bin/sh", "-c", many}, {}, {}));
    QTRY_VERIFY_WITH_TIMEOUT(resident(true) < 16 * 1024, 60000);
    VERIFY_RESULT(m_hypervisor->exec(*id, {"/bin/true"}, {}, {}));
    VERIFY_RESULT(m_hypervisor->remove(*id, true));
}

void TestLightVm::aStoppedVmStartsAgain()
{
    VERIFY_RESULT(m_hypervisor->run(spec("again", {"sh", "-c", "echo once; exit 3"}), {}));
    QCOMPARE(m_hypervisor->wait("again", {}).value_or(-1), 3);
    VERIFY_RESULT(m_hypervisor->start("again", {}));
    QCOMPARE(m_hypervisor->wait("again", {}).value_or(-1), 3);
    std::string out;
    VERIFY_RESULT(m_hypervisor->logs("again", false, [&](bool, std::string_view text) { out += text; }, {}));
    QCOMPARE(out, std::string("once\nonce\n"));
}

void TestLightVm::autoRemoveLeavesNothing()
{
    hv::MachineSpec machine = spec("brief", {"true"});
    machine.autoRemove = true;
    const auto id = m_hypervisor->run(machine, {});
    VERIFY_RESULT(id);
    VERIFY_RESULT(m_hypervisor->wait("brief", {}));
    VERIFY_RESULT(m_hypervisor->reconcile());
    QVERIFY(!m_hypervisor->machine("brief"));
    QVERIFY(!fs::exists(m_options.dataDirectory + "/machines/" + *id));
    QVERIFY(!fs::exists(m_options.runDirectory + "/" + id->substr(0, 12) + ".ctl"));
}

void TestLightVm::badRequestsFailWithAClearErrorAndLeaveNothing()
{
    const base::UniqueFd taken(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    QCOMPARE(::bind(taken.get(), reinterpret_cast<sockaddr *>(&address), size), 0);
    QCOMPARE(::listen(taken.get(), 1), 0);
    QCOMPARE(::getsockname(taken.get(), reinterpret_cast<sockaddr *>(&address), &size), 0);
    hv::MachineSpec machine = spec("clash", {"true"});
    machine.ports = {{"127.0.0.1", ntohs(address.sin_port), 80, false}};
    const auto clash = m_hypervisor->run(machine, {});
    QVERIFY(!clash);
    QCOMPARE(clash.error().code(), base::Errc::PortInUse);
    QVERIFY(!clash.error().fix().empty());
    QVERIFY(!m_hypervisor->machine("clash"));
    QCOMPARE(m_hypervisor->stop("nobody", seconds(1), {}).error().message(),
             std::string("No such VM: nobody"));
    QVERIFY(!m_hypervisor->run(spec("bad name", {"true"}), {}));
    QVERIFY(!m_hypervisor->run(spec("empty", {}), {}));
}

QTEST_GUILESS_MAIN(TestLightVm)
#include "tst_light_vm.moc"
