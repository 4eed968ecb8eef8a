// SPDX-License-Identifier: GPL-3.0-or-later
// Faults of the host under a VM with a disk of its own: no space left, libvirt's daemon killed, a KVM that
// lets guests hang. Each has a state with a name and a way out, and leaves the disk whole.
#include "engine/base/clock.h"
#include "engine/base/file.h"
#include "hypervisor/api/hypervisor.h"
#include "hypervisor/image/disk_files.h"
#include "hypervisor/libvirt/identity.h"
#include "hypervisor/libvirt/kvm_doubt.h"
#include "hypervisor/libvirt/machine_files.h"
#include "hypervisor/libvirt/qemu_process.h"
#include "tests/support/support.h"
#include "tests/vm/full/writing_guest.h"

#include <QProcess>
#include <QTest>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

using namespace catamaran;
using hv::MachineState;
using std::chrono::milliseconds;
namespace fs = std::filesystem;

class TestVmFaults : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void cleanupTestCase();
    void withoutSpaceTheGuestIsPausedUntilThereIsSome();
    void aSaveWithoutSpaceLeavesTheVmRunning();
    void aVmThatDoesNotFitLeavesNothing();
    void libvirtKilledUnderAVmIsNotNoticedByIt();
    void aKvmThatHangsIsNotUsedAgain();

private:
    [[nodiscard]] hv::FullMachineSpec spec(const std::string &name) const;
    /// qemu-img's opinion of the disk of a VM that does not run.
    [[nodiscard]] bool whole(const std::string &id) const;
    /// How often the guest has written to its disk.
    [[nodiscard]] int ticks(const std::string &id) const;
    void fill(off_t left = 2 << 20) const;
    void makeRoom() const { fs::remove(m_options.dataDirectory + "/filler"); }
    [[nodiscard]] int daemon() const;
    [[nodiscard]] QByteArray virsh(const QStringList &arguments, const QByteArray &input = {}) const;
    MachineState state(const std::string &which) const
    {
        const auto machine = m_hypervisor->machine(which);
        return machine ? machine->state : MachineState::Defining;
    }

    std::unique_ptr<test::TemporaryDirectory> m_directory;
    hv::HypervisorOptions m_options;
    std::shared_ptr<hv::Hypervisor> m_hypervisor;
    std::string m_kernel;
    bool m_mounted = false;
};

void TestVmFaults::initTestCase()
{
    if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
        QSKIP(reason.c_str());
    if (::access("/bin/busybox", X_OK) != 0)
        QSKIP("no static busybox on this host");
    m_directory = std::make_unique<test::TemporaryDirectory>();
    m_options.dataDirectory = m_directory->file("vm");
    m_options.runDirectory = m_directory->file("r");
    m_options.instance = "test";
    fs::create_directories(m_options.dataDirectory);
    QCOMPARE(::mount("tmpfs", m_options.dataDirectory.c_str(), "tmpfs", 0, "size=400m"), 0);
    m_mounted = true;
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
    m_kernel = test::makeWritingGuest(m_options.dataDirectory, m_directory->file("initrd"));
    QVERIFY(!m_kernel.empty());
    VERIFY_RESULT(hv::image::createQcow2(m_directory->file("base.qcow2"), 1 << 30, {}, {}));
}

void TestVmFaults::cleanup()
{
    if (!m_hypervisor)
        return;
    makeRoom();
    fs::remove(hv::kvmDoubtPath(m_options.dataDirectory));
    if (const auto machines = m_hypervisor->machines(true))
        for (const hv::MachineSummary &machine : *machines)
            if (machine.ours)
                (void)m_hypervisor->remove(machine.id, true);
}

void TestVmFaults::cleanupTestCase()
{
    m_hypervisor.reset();
    if (const int pid = daemon(); pid > 0) {
        ::kill(pid, SIGTERM);
        QTRY_VERIFY(::kill(pid, 0) != 0);
    }
    if (m_mounted)
        ::umount2(m_options.dataDirectory.c_str(), MNT_DETACH);
}

hv::FullMachineSpec TestVmFaults::spec(const std::string &name) const
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

bool TestVmFaults::whole(const std::string &id) const
{
    QProcess process;
    process.start(
        "qemu-img",
        {"check", "-q", QString::fromStdString(m_options.dataDirectory + "/machines/" + id + "/disk.qcow2")});
    if (!process.waitForStarted())
        return true; // not installed
    process.waitForFinished(60000);
    // 3: clusters that nobody uses; space lost by a kill, no damage.
    return process.exitCode() == 0 || process.exitCode() == 3;
}

int TestVmFaults::ticks(const std::string &id) const
{
    return test::ticksOf(m_options.dataDirectory + "/machines/" + id + "/console");
}

void TestVmFaults::fill(off_t left) const
{
    struct statvfs now {};
    QCOMPARE(::statvfs(m_options.dataDirectory.c_str(), &now), 0);
    const base::UniqueFd filler(
        ::open((m_options.dataDirectory + "/filler").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    const auto room = static_cast<off_t>(now.f_bavail * now.f_bsize);
    QCOMPARE(::posix_fallocate(filler.get(), 0, room - left), 0);
}

int TestVmFaults::daemon() const
{
    const auto text = base::readFile(m_options.runDirectory + "/libvirt/libvirtd.pid");
    return text ? std::atoi(text->c_str()) : 0;
}

QByteArray TestVmFaults::virsh(const QStringList &arguments, const QByteArray &input) const
{
    QProcess process;
    const QString uri = "qemu+unix:///system?socket=" +
                        QString::fromStdString(m_options.runDirectory + "/libvirt/libvirt-sock");
    process.start("virsh", QStringList{"-q", "-c", uri} + arguments);
    process.write(input);
    process.closeWriteChannel();
    process.waitForFinished(60000);
    return process.exitCode() == 0 ? process.readAllStandardOutput() + "\n" : QByteArray();
}

void TestVmFaults::withoutSpaceTheGuestIsPausedUntilThereIsSome()
{
    const auto id = m_hypervisor->createFull(spec("thirsty"), {});
    VERIFY_RESULT(id);
    QTRY_VERIFY_WITH_TIMEOUT(ticks(*id) > 0, 120'000);
    fill();
    QTRY_COMPARE_WITH_TIMEOUT(state("thirsty"), MachineState::Paused, 60'000);
    const auto paused = m_hypervisor->machine("thirsty");
    VERIFY_RESULT(paused);
    QVERIFY(paused->stateReason.find("disk full") != std::string::npos);
    QVERIFY(paused->stateFix.find("vm resume thirsty") != std::string::npos);
    // Resumed too early it stands again: nothing is lost either way.
    VERIFY_RESULT(m_hypervisor->resume("thirsty"));
    QTRY_COMPARE_WITH_TIMEOUT(state("thirsty"), MachineState::Paused, 60'000);
    makeRoom();
    const int before = ticks(*id);
    VERIFY_RESULT(m_hypervisor->resume("thirsty"));
    QTRY_VERIFY_WITH_TIMEOUT(ticks(*id) > before + 1, 60'000);
    VERIFY_RESULT(m_hypervisor->kill("thirsty"));
    QVERIFY(whole(*id));
}

void TestVmFaults::aSaveWithoutSpaceLeavesTheVmRunning()
{
    const auto id = m_hypervisor->createFull(spec("heavy"), {});
    VERIFY_RESULT(id);
    QTRY_VERIFY_WITH_TIMEOUT(ticks(*id) > 0, 120'000);
    VERIFY_RESULT(m_hypervisor->pause("heavy"));
    fill();
    const auto saved = m_hypervisor->save("heavy", {});
    QVERIFY(!saved);
    QVERIFY2(saved.error().text().find("space") != std::string::npos, saved.error().text().c_str());
    QVERIFY(!*m_hypervisor->hasSavedState("heavy"));
    makeRoom();
    if (state("heavy") == MachineState::Paused)
        VERIFY_RESULT(m_hypervisor->resume("heavy"));
    const int before = ticks(*id);
    QTRY_VERIFY_WITH_TIMEOUT(ticks(*id) > before, 60'000);
    VERIFY_RESULT(m_hypervisor->kill("heavy"));
    QVERIFY(whole(*id));
}

void TestVmFaults::aVmThatDoesNotFitLeavesNothing()
{
    fill(0);
    const auto made = m_hypervisor->createFull(spec("large"), {});
    QVERIFY(!made);
    QCOMPARE(made.error().code(), base::Errc::NoSpace);
    makeRoom();
    QCOMPARE(m_hypervisor->machines(true)->size(), std::size_t{0});
    for (const auto &entry : fs::directory_iterator(m_options.dataDirectory + "/machines"))
        QVERIFY2(!entry.is_directory(), entry.path().c_str());
}

void TestVmFaults::libvirtKilledUnderAVmIsNotNoticedByIt()
{
    const auto id = m_hypervisor->createFull(spec("steady"), {});
    VERIFY_RESULT(id);
    QTRY_VERIFY_WITH_TIMEOUT(ticks(*id) > 0, 120'000);
    const int qemu = hv::findQemu(*id);
    for (int round = 0; round < 3; ++round) {
        const int pid = daemon();
        QVERIFY(pid > 0);
        QCOMPARE(::kill(pid, SIGKILL), 0);
        // The next question starts another one, which finds the VM.
        QTRY_COMPARE_WITH_TIMEOUT(state("steady"), MachineState::Ready, 30'000);
        QVERIFY(daemon() != pid);
        QCOMPARE(hv::findQemu(*id), qemu);
    }
    const int before = ticks(*id);
    QTRY_VERIFY_WITH_TIMEOUT(ticks(*id) > before, 60'000);
    VERIFY_RESULT(m_hypervisor->pause("steady"));
    VERIFY_RESULT(m_hypervisor->resume("steady"));
    VERIFY_RESULT(m_hypervisor->kill("steady"));
    QVERIFY(whole(*id));
}

void TestVmFaults::aKvmThatHangsIsNotUsedAgain()
{
    if (::access("/dev/kvm", R_OK | W_OK) != 0)
        QSKIP("no /dev/kvm on this host");
    const std::string layer = m_directory->file("layer");
    for (const char *name : {"bin", "proc", "sys", "dev", "tmp", "etc"})
        fs::create_directories(layer + "/" + name);
    fs::copy_file("/bin/busybox", layer + "/bin/busybox");
    hv::MachineSpec light;
    light.name = "stuck";
    light.layerDirectories = {layer};
    light.rootKey = "faults";
    light.arguments = {"/bin/busybox", "sleep", "1000"};
    m_hypervisor->preferStart(hv::StartMode::Cold);
    const auto id = m_hypervisor->run(light, {});
    VERIFY_RESULT(id);
    VERIFY_RESULT(m_hypervisor->kill("stuck"));

    // As a host with KVM would have made it; there it hangs because nothing runs it, here often by itself.
    const QString domain = "ct-" + QString::fromStdString(id->substr(0, 12));
    QByteArray text = virsh({"dumpxml", "--inactive", domain});
    if (text.isEmpty())
        QSKIP("no virsh on this host");
    text.replace("type='qemu'", "type='kvm'").replace("accel=\x22tcg\x22", "accel=\x22kvm\x22");
    text.replace("<cpu mode='maximum'", "<cpu mode='custom'");
    const auto cpu = text.indexOf("<cpu ");
    const auto cpuEnd = text.indexOf("/>", cpu) + 2;
    QVERIFY(cpu > 0 && cpuEnd > cpu);
    text.replace(cpu, cpuEnd - cpu,
                 "<cpu mode='custom' match='exact' check='none'><model>qemu64</model></cpu>");
    const auto emulator = text.indexOf("<emulator>");
    text.replace(emulator, text.indexOf("</emulator>") - emulator, "<emulator>/usr/bin/qemu-system-x86_64");
    VERIFY_RESULT(base::writeFileAtomic(m_directory->file("kvm.xml"), text.toStdString()));
    QVERIFY(!virsh({"define", QString::fromStdString(m_directory->file("kvm.xml"))}).isEmpty());
    const hv::MachineFiles files{m_options.dataDirectory + "/machines/" + *id};
    fs::remove(m_options.runDirectory + "/" + id->substr(0, 12) + ".ctl");
    if (virsh({"start", domain}).isEmpty())
        QSKIP("this host's KVM does not even start QEMU");
    const int qemu = hv::findQemu(*id);
    QVERIFY(qemu > 0);
    QCOMPARE(::kill(qemu, SIGSTOP), 0);
    hv::BootNote note;
    note.startedNs = hv::realtimeNs() - 30'000'000'000; // half a minute of waiting, spared
    note.qemuNs = 1;
    note.journalOffset = hv::fileSize(files.journal());
    note.consoleOffset = hv::fileSize(files.console());
    VERIFY_RESULT(files.writeBootNote(note));

    const auto hung = m_hypervisor->machine("stuck");
    VERIFY_RESULT(hung);
    QCOMPARE(hung->state, MachineState::Hung);
    QVERIFY2(hung->stateReason.find("has not come up") != std::string::npos, hung->stateReason.c_str());
    QVERIFY2(hung->stateFix.find("software emulation") != std::string::npos, hung->stateFix.c_str());
    QVERIFY(fs::exists(hv::kvmDoubtPath(m_options.dataDirectory)));
    const auto report =
        hv::withDoubt({hv::Accelerator::Kvm, "KVM ran the probe guest", "", 0}, m_options.dataDirectory);
    QCOMPARE(report.accelerator, hv::Accelerator::Tcg);
    QVERIFY(report.explanation.find("VM stuck hung") != std::string::npos);
    QVERIFY(report.fix.find("kvm-failed.json") != std::string::npos);

    ::kill(qemu, SIGCONT);
    VERIFY_RESULT(m_hypervisor->kill("stuck"));
    VERIFY_RESULT(m_hypervisor->start("stuck", {}));
    VERIFY_RESULT(m_hypervisor->waitReady("stuck", milliseconds(120'000), {}));
    const auto healed = m_hypervisor->machine("stuck");
    QCOMPARE(healed->state, MachineState::Ready);
    QCOMPARE(healed->accelerator, hv::Accelerator::Tcg);
    // Of another boot of the host it says nothing.
    VERIFY_RESULT(base::writeFileAtomic(hv::kvmDoubtPath(m_options.dataDirectory),
                                        "{\x22host\x22: \x22 another\x22, \x22vm\x22: \x22stuck\x22}"));
    QCOMPARE(hv::withDoubt({hv::Accelerator::Kvm, "", "", 0}, m_options.dataDirectory).accelerator,
             hv::Accelerator::Kvm);
}

QTEST_GUILESS_MAIN(TestVmFaults)
#include "tst_vm_faults.moc"
