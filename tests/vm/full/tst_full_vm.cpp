// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "engine/base/file.h"
#include "hypervisor/api/hypervisor.h"
#include "hypervisor/guest/cloud_progress.h"
#include "hypervisor/image/disk_files.h"
#include "hypervisor/image/newc_writer.h"
#include "tests/support/support.h"

#include <QProcess>
#include <QTest>
#include <csignal>
#include <filesystem>
#include <unistd.h>

using namespace catamaran;
using hv::MachineState;
using std::chrono::milliseconds;
using std::chrono::seconds;
namespace fs = std::filesystem;

/// VMs with a disk of their own: qcow2 made here, a kernel given directly, and a guest of busybox that says
/// what a system says on its console. What needs a distribution is in debian-disk.sh.
class TestFullVm : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void cleanupTestCase();
    void qcow2FilesAreWhatQemuTakesThemFor();
    void theConsoleTellsHowFarABootIs();
    void aFullVmRunsIsSavedSnapshotClonedAndExported();
    void killingQemuLeavesTheDiskWhole();
    void badRequestsLeaveNothing();

private:
    hv::FullMachineSpec spec(const std::string &name) const;
    static bool check(const std::string &disk);
    std::unique_ptr<test::TemporaryDirectory> m_directory;
    hv::HypervisorOptions m_options;
    std::shared_ptr<hv::Hypervisor> m_hypervisor;
    std::string m_kernel;
};

namespace {

const char *busybox()
{
    for (const char *path : {"/bin/busybox", "/usr/bin/busybox"})
        if (::access(path, X_OK) == 0)
            return path;
    return nullptr;
}

constexpr const char *kInit = "#!/bin/busybox sh\n"
                              "/bin/busybox mount -t proc proc /proc\n"
                              "/bin/busybox mount -t devtmpfs dev /dev\n"
                              "exec >/dev/ttyS0 2>&1 </dev/ttyS0\n"
                              "echo 'box login: '\n"
                              "n=0\n"
                              "while :; do n=$((n+1)); echo \"tick $n\"; /bin/busybox sleep 1; done\n";

std::string qemuPid(const std::string &id)
{
    for (const auto &entry : fs::directory_iterator("/proc")) {
        const int candidate = std::atoi(entry.path().filename().c_str());
        const auto text = candidate > 0 ? base::readFile("/proc/" + std::to_string(candidate) + "/cmdline")
                                        : base::Result<std::string>(std::string());
        if (text && text->find("guest=ct-" + id.substr(0, 12)) != std::string::npos)
            return std::to_string(candidate);
    }
    return {};
}

} // namespace

void TestFullVm::initTestCase()
{
    if (busybox() == nullptr)
        QSKIP("no static busybox on this host");
    m_directory = std::make_unique<test::TemporaryDirectory>();
    m_options.dataDirectory = m_directory->file("vm");
    m_options.runDirectory = m_directory->file("r");
    m_options.instance = "test";
    if (const char *packages = std::getenv("CATAMARAN_TEST_KERNELS")) {
        fs::create_directories(m_options.dataDirectory + "/packages");
        for (const auto &entry : fs::directory_iterator(packages))
            if (entry.path().extension() == ".deb")
                fs::create_symlink(entry.path(),
                                   m_options.dataDirectory + "/packages/" + entry.path().filename().string());
    }
    auto opened = hv::Hypervisor::open(m_options);
    VERIFY_RESULT(opened);
    m_hypervisor = *opened;
    for (const hv::Capability &capability : m_hypervisor->capabilities())
        if (!capability.available && capability.name != "accelerator")
            QSKIP(("no " + capability.name + ": " + capability.explanation).c_str());
    for (const auto &entry : fs::recursive_directory_iterator(m_options.dataDirectory + "/kernels"))
        if (entry.path().filename() == "vmlinux")
            m_kernel = entry.path();
    QVERIFY(!m_kernel.empty());
    hv::image::NewcWriter writer;
    const auto program = base::readFile(busybox());
    VERIFY_RESULT(program);
    writer.addDirectory("bin");
    writer.addDirectory("proc");
    writer.addDirectory("dev");
    writer.addFile("bin/busybox", *program, 0755);
    writer.addFile("init", kInit, 0755);
    VERIFY_RESULT(base::writeFileAtomic(m_directory->file("initrd"), writer.finish()));
    VERIFY_RESULT(hv::image::createQcow2(m_directory->file("base.qcow2"), 64 << 20, {}, {}));
}

void TestFullVm::cleanup()
{
    if (!m_hypervisor)
        return;
    if (const auto machines = m_hypervisor->machines(true))
        for (const hv::MachineSummary &machine : *machines)
            if (machine.ours)
                (void)m_hypervisor->remove(machine.id, true);
}

void TestFullVm::cleanupTestCase()
{
    m_hypervisor.reset();
    const auto text = base::readFile(m_options.runDirectory + "/libvirt/libvirtd.pid");
    const int pid = text ? std::atoi(text->c_str()) : 0;
    if (pid > 0)
        ::kill(pid, SIGTERM);
    QTRY_VERIFY(pid <= 0 || ::kill(pid, 0) != 0);
}

hv::FullMachineSpec TestFullVm::spec(const std::string &name) const
{
    hv::FullMachineSpec out;
    out.name = name;
    out.diskPath = m_directory->file("base.qcow2");
    out.memory = base::Bytes::mib(128);
    out.kernelPath = m_kernel;
    out.initrdPath = m_directory->file("initrd");
    out.kernelArguments = "quiet console=ttyS0 mitigations=off cryptomgr.notests";
    return out;
}

/// qemu-img's opinion; true where it is not installed.
bool TestFullVm::check(const std::string &disk)
{
    QProcess process;
    process.start("qemu-img", {"check", "-q", QString::fromStdString(disk)});
    if (!process.waitForStarted())
        return true;
    process.waitForFinished(60000);
    return process.exitCode() == 0;
}

void TestFullVm::qcow2FilesAreWhatQemuTakesThemFor()
{
    const std::string blank = m_directory->file("blank.qcow2");
    VERIFY_RESULT(hv::image::createQcow2(blank, 10 << 20, {}, {}));
    QVERIFY(check(blank));
    const std::string top = m_directory->file("top.qcow2");
    VERIFY_RESULT(hv::image::createQcow2(top, 20 << 20, blank, "qcow2"));
    const auto probed = hv::image::probeDisk(top);
    VERIFY_RESULT(probed);
    QCOMPARE(probed->format, std::string("qcow2"));
    QCOMPARE(probed->virtualBytes, std::int64_t{20 << 20});
    QCOMPARE(probed->backing, blank);
    VERIFY_RESULT(hv::image::growQcow2(top, 3LL << 30));
    QCOMPARE(hv::image::probeDisk(top)->virtualBytes, std::int64_t{3LL << 30});
    QVERIFY(check(top));
    QVERIFY(!hv::image::growQcow2(top, 1 << 20));
    QVERIFY(!hv::image::createQcow2(top, 1 << 20, {}, {}));
    // What QEMU's own tool makes is read right.
    for (const char *format : {"vmdk", "vdi", "vhdx", "qcow2", "raw"}) {
        const std::string path = m_directory->file(std::string("image.") + format);
        QProcess process;
        process.start("qemu-img", {"create", "-q", "-f", format, QString::fromStdString(path), "32M"});
        if (!process.waitForStarted())
            QSKIP("qemu-img is not installed");
        process.waitForFinished(60000);
        const auto read = hv::image::probeDisk(path);
        VERIFY_RESULT(read);
        QCOMPARE(read->format, std::string(format));
        QCOMPARE(read->virtualBytes, std::int64_t{32 << 20});
    }
}

void TestFullVm::theConsoleTellsHowFarABootIs()
{
    std::string text = "[    0.000000] Linux version 6.1.0\r\n\033[0;32mOK\033[0m\r\n";
    QVERIFY(!hv::guest::readCloudProgress(text).ready);
    text +=
        "[   12.1] cloud-init[301]: Cloud-init v. 22.4.2 running 'init-local' at Sun. Up 12.05 seconds.\r\n";
    text += "debian login: \r\n";
    QVERIFY(!hv::guest::readCloudProgress(text).ready);
    text += "[   40.0] cloud-init[400]: Cloud-init v. 22.4.2 running 'modules:final' at Sun. Up 39.90 "
            "seconds.\r\n";
    text += "cloud-init[400]: Cloud-init v. 22.4.2 finished at Sun. Datasource DataSourceNoCloud.  Up 41.5 "
            "seconds\r\n";
    const auto progress = hv::guest::readCloudProgress(text);
    QVERIFY(progress.ready);
    QCOMPARE(progress.steps.size(), std::size_t{5});
    QCOMPARE(progress.steps[1].name, std::string("init-local"));
    QCOMPARE(progress.steps[1].guestSeconds, 12.05);
    QCOMPARE(progress.steps.back().name, std::string("finished"));
    QVERIFY(hv::guest::readCloudProgress("\033[Hbox login: ").ready);
    QVERIFY(!hv::guest::readCloudProgress("Kernel panic - not syncing: VFS").panic.empty());
}

void TestFullVm::aFullVmRunsIsSavedSnapshotClonedAndExported()
{
    hv::FullMachineSpec machine = spec("box");
    machine.diskSize = base::Bytes::mib(128);
    machine.seed = {{"meta-data", "instance-id: a\n"}, {"user-data", "#cloud-config\n"}};
    const auto id = m_hypervisor->createFull(machine, {});
    VERIFY_RESULT(id);
    QCOMPARE(m_hypervisor->machine("box")->state, MachineState::Booting);
    VERIFY_RESULT(m_hypervisor->waitReady("box", milliseconds(90000), {}));
    QCOMPARE(m_hypervisor->machine("box")->state, MachineState::Ready);

    // Devices while it runs.
    const auto target = m_hypervisor->addDisk("box", base::Bytes::mib(16), {}, false);
    VERIFY_RESULT(target);
    QCOMPARE(*target, std::string("vdc")); // the seed is vdb
    VERIFY_RESULT(m_hypervisor->resizeDisk("box", "vda", base::Bytes::mib(256)));
    const auto disks = m_hypervisor->disks("box");
    VERIFY_RESULT(disks);
    QCOMPARE(disks->size(), std::size_t{3});
    QCOMPARE(disks->front().capacityBytes, base::Bytes::mib(256).count);
    QVERIFY(!m_hypervisor->resizeDisk("box", "vda", base::Bytes::mib(8)));
    const auto picture = m_hypervisor->screenshot("box");
    VERIFY_RESULT(picture);
    QVERIFY(picture->starts_with("\x89PNG"));
    VERIFY_RESULT(m_hypervisor->rename("box", "crate"));
    QVERIFY(!m_hypervisor->machine("box"));
    const auto edited = m_hypervisor->edit(
        "crate", {std::nullopt, base::Bytes::mib(96), {{"127.0.0.1", 0, 80, false}}, {}, {}});
    QVERIFY(!edited); // a port of the host is needed

    // Pause, snapshot with memory, save and restore.
    VERIFY_RESULT(m_hypervisor->pause("crate"));
    QCOMPARE(m_hypervisor->machine("crate")->state, MachineState::Paused);
    VERIFY_RESULT(m_hypervisor->resume("crate"));
    VERIFY_RESULT(m_hypervisor->createSnapshot("crate", "first", "as it was", {}));
    const auto snapshots = m_hypervisor->snapshots("crate");
    VERIFY_RESULT(snapshots);
    QCOMPARE(snapshots->size(), std::size_t{1});
    QVERIFY(snapshots->front().current);
    QCOMPARE(snapshots->front().description, std::string("as it was"));
    auto began = base::steadyNanoseconds();
    VERIFY_RESULT(m_hypervisor->revertSnapshot("crate", "first", {}));
    qInfo("back at the snapshot after %.0f ms", static_cast<double>(base::steadyNanoseconds() - began) / 1e6);
    QCOMPARE(m_hypervisor->machine("crate")->state, MachineState::Ready);
    VERIFY_RESULT(m_hypervisor->removeSnapshot("crate", "first", false));
    VERIFY_RESULT(m_hypervisor->save("crate", {}));
    QCOMPARE(m_hypervisor->machine("crate")->state, MachineState::Stopped);
    QCOMPARE(m_hypervisor->machine("crate")->stateReason, std::string("saved"));
    began = base::steadyNanoseconds();
    VERIFY_RESULT(m_hypervisor->start("crate", {}));
    qInfo("restored after %.0f ms", static_cast<double>(base::steadyNanoseconds() - began) / 1e6);
    QCOMPARE(m_hypervisor->machine("crate")->state, MachineState::Ready);
    VERIFY_RESULT(m_hypervisor->kill("crate"));
    QVERIFY(check(m_options.dataDirectory + "/machines/" + *id + "/disk.qcow2"));

    // Copies.
    const auto copy = m_hypervisor->cloneTo("crate", "twin", {});
    VERIFY_RESULT(copy);
    QVERIFY(check(m_options.dataDirectory + "/machines/" + *copy + "/disk.qcow2"));
    VERIFY_RESULT(m_hypervisor->start("twin", {}));
    VERIFY_RESULT(m_hypervisor->waitReady("twin", milliseconds(90000), {}));
    VERIFY_RESULT(m_hypervisor->kill("twin"));
    for (const auto &[name, format] :
         {std::pair{"out.qcow2", hv::ExportFormat::Qcow2}, std::pair{"out.ova", hv::ExportFormat::Ova}}) {
        VERIFY_RESULT(m_hypervisor->exportTo("crate", m_directory->file(name), format, {}));
        QVERIFY(fs::exists(m_directory->file(name)));
    }
    QCOMPARE(hv::image::probeDisk(m_directory->file("out.qcow2"))->virtualBytes, base::Bytes::mib(256).count);
    hv::FullMachineSpec imported = spec("imported");
    imported.diskPath = m_directory->file("out.ova");
    imported.start = false;
    VERIFY_RESULT(m_hypervisor->createFull(imported, {}));
    QCOMPARE(m_hypervisor->disks("imported")->front().capacityBytes, base::Bytes::mib(256).count);
    // The frozen base goes with the last that needs it.
    VERIFY_RESULT(m_hypervisor->remove("twin", false));
    VERIFY_RESULT(m_hypervisor->reconcile());
    QCOMPARE(std::distance(fs::directory_iterator(m_options.dataDirectory + "/bases"), {}),
             2L); // vda and vdc
    VERIFY_RESULT(m_hypervisor->remove("crate", false));
    VERIFY_RESULT(m_hypervisor->reconcile());
    QCOMPARE(std::distance(fs::directory_iterator(m_options.dataDirectory + "/bases"), {}), 0L);
}

void TestFullVm::killingQemuLeavesTheDiskWhole()
{
    const auto id = m_hypervisor->createFull(spec("victim"), {});
    VERIFY_RESULT(id);
    std::atomic<std::int64_t> noticed{0};
    const auto token = m_hypervisor->subscribe([&](const hv::MachineEvent &event) {
        if (event.id == *id && event.kind == hv::MachineEvent::Kind::Stopped)
            noticed = base::steadyNanoseconds();
    });
    VERIFY_RESULT(token);
    VERIFY_RESULT(m_hypervisor->waitReady("victim", milliseconds(90000), {}));
    const std::string pid = qemuPid(*id);
    QVERIFY(!pid.empty());
    const auto killed = base::steadyNanoseconds();
    QCOMPARE(::kill(std::atoi(pid.c_str()), SIGKILL), 0);
    QTRY_VERIFY_WITH_TIMEOUT(noticed != 0, 10000);
    qInfo("libvirt's event came %.0f ms after the kill", static_cast<double>(noticed - killed) / 1e6);
    QTRY_COMPARE_WITH_TIMEOUT(m_hypervisor->machine("victim")->state, MachineState::Failed, 10000);
    QCOMPARE(m_hypervisor->machine("victim")->stateReason, std::string("QEMU was killed or crashed"));
    QVERIFY(check(m_options.dataDirectory + "/machines/" + *id + "/disk.qcow2"));
    VERIFY_RESULT(m_hypervisor->start("victim", {}));
    VERIFY_RESULT(m_hypervisor->remove("victim", true));
}

void TestFullVm::badRequestsLeaveNothing()
{
    hv::FullMachineSpec machine = spec("bad");
    machine.diskSize = base::Bytes::mib(1);
    const auto small = m_hypervisor->createFull(machine, {});
    QVERIFY(!small);
    QCOMPARE(small.error().code(), base::Errc::InvalidArgument);
    machine.diskSize.reset();
    machine.diskPath = m_directory->file("missing");
    QVERIFY(!m_hypervisor->createFull(machine, {}));
    machine = spec("a b");
    QVERIFY(!m_hypervisor->createFull(machine, {}));
    QCOMPARE(m_hypervisor->machines(true)->size(), std::size_t{0});
    QVERIFY(!fs::exists(m_options.dataDirectory + "/machines") ||
            std::none_of(fs::directory_iterator(m_options.dataDirectory + "/machines"), {},
                         [](const auto &entry) { return entry.is_directory(); }));
    QCOMPARE(m_hypervisor->snapshots("nobody").error().message(), std::string("No such VM: nobody"));
}

QTEST_GUILESS_MAIN(TestFullVm)
#include "tst_full_vm.moc"
