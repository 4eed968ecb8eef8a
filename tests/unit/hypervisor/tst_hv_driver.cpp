// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/fake/fake_hypervisor.h"
#include "hypervisor/guest/frame.h"
#include "hypervisor/libvirt/boot_plan.h"
#include "hypervisor/libvirt/machine_files.h"
#include "hypervisor/libvirt/qemu_process.h"
#include "tests/support/support.h"

#include <QTest>
#include <thread>

using namespace catamaran;
using namespace catamaran::hv;

class TestHvDriver : public QObject {
    Q_OBJECT

private slots:
    void theBootScriptCarriesTheWholeCommand();
    void specsThatCannotBootAreRefused_data();
    void specsThatCannotBootAreRefused();
    void emulationAloneGetsTheUnsafeKernelOptions();
    void processFilesAreParsed();
    void aBootNoteSurvivesItsFile();
    void withoutLibvirtEveryCallSaysWhatToInstall();
    void theFakeDriverFailsAsScriptedAndWakesWaiters();
};

namespace {

MachineSpec goodSpec()
{
    MachineSpec spec;
    spec.name = "web";
    spec.layerDirectories = {"/layer"};
    spec.rootKey = "key";
    spec.arguments = {"/bin/sh", "-c", "echo 'a b'\n"};
    spec.environment = {"A=1", "B=x=y"};
    spec.user = "www:www";
    return spec;
}

} // namespace

void TestHvDriver::theBootScriptCarriesTheWholeCommand()
{
    guest::FrameStream stream(CT_BOOT_LIMIT);
    stream.feed(bootScript(goodSpec()));
    QCOMPARE(stream.next().value().text(CT_TAG_FSTYPE).value(), std::string_view("erofs"));
    QCOMPARE(stream.next().value().text(CT_TAG_HOSTNAME).value(), std::string_view("web"));
    const auto run = stream.next();
    QVERIFY(run);
    QCOMPARE(run->type(), int(CT_RUN));
    QCOMPARE(run->text(CT_TAG_ARG).value(), std::string_view("/bin/sh"));
    QCOMPARE(run->text(CT_TAG_USER).value(), std::string_view("www:www"));
    QVERIFY(!stream.next());
}

void TestHvDriver::specsThatCannotBootAreRefused_data()
{
    QTest::addColumn<int>("defect");
    QTest::newRow("no defect") << 0;
    QTest::newRow("name") << 1;
    QTest::newRow("no command") << 2;
    QTest::newRow("no layers") << 3;
    QTest::newRow("too little memory") << 4;
    QTest::newRow("port zero") << 5;
    QTest::newRow("port twice") << 6;
    QTest::newRow("environment too large") << 7;
    QTest::newRow("address that QEMU would read as options") << 8;
}

void TestHvDriver::specsThatCannotBootAreRefused()
{
    QFETCH(int, defect);
    MachineSpec spec = goodSpec();
    if (defect == 1)
        spec.name = "a,b";
    if (defect == 2)
        spec.arguments.clear();
    if (defect == 3)
        spec.layerDirectories.clear();
    if (defect == 4)
        spec.memory = base::Bytes::mib(16);
    if (defect == 5)
        spec.ports = {{"", 0, 80, false}};
    if (defect == 6)
        spec.ports = {{"", 80, 80, false}, {"", 80, 81, false}};
    if (defect == 7)
        spec.environment.push_back("X=" + std::string(2U << 20, 'x'));
    if (defect == 8)
        spec.ports = {{"127.0.0.1,smb=/", 80, 80, false}};
    QCOMPARE(validate(spec).has_value(), defect == 0);
}

void TestHvDriver::emulationAloneGetsTheUnsafeKernelOptions()
{
    const std::string tcg = kernelCommandLine(Accelerator::Tcg, 2596102);
    QVERIFY(tcg.find("tsc_early_khz=2596102") != std::string::npos);
    QVERIFY(tcg.find("mitigations=off") != std::string::npos);
    const std::string kvm = kernelCommandLine(Accelerator::Kvm, 2596102);
    for (const char *word : {"mitigations", "nokaslr", "init_on_alloc", "tsc"})
        QVERIFY2(kvm.find(word) == std::string::npos, word);
    QVERIFY(hostTscKhz() > 100000);
    for (const std::string &line : {tcg, kvm})
        QVERIFY(line.find(" initcall_blacklist=tracer_init_tracefs") != std::string::npos);
}

void TestHvDriver::processFilesAreParsed()
{
    MachineStatistics s;
    parseProcessStat("17 (CPU 0/KVM) x) S 1 17 17 0 -1 4194560 100 0 0 0 250 50 0 0 20 0 4 0 99", 100, s);
    QCOMPARE(s.cpuTimeNs.value_or(0), std::uint64_t{3000000000});
    parseSmapsRollup(
        "55-77 ---p 0 00:00 0 [rollup]\nRss:  9 kB\nPss:  7 kB\nPss_Dirty: 5 kB\nPrivate_Clean: 1 kB\n"
        "Private_Dirty:   4 kB\n",
        s);
    QCOMPARE(s.qemuPssBytes.value_or(0), std::uint64_t{7168});
    QCOMPARE(s.qemuPrivateBytes.value_or(0), std::uint64_t{5120});
    parseProcessIo("rchar: 1\nwchar: 2\nread_bytes: 4096\nwrite_bytes: 8192\ncancelled_write_bytes: 1\n", s);
    QCOMPARE(s.diskReadBytes.value_or(0), std::uint64_t{4096});
    QCOMPARE(s.diskWriteBytes.value_or(0), std::uint64_t{8192});
    MachineStatistics none;
    parseProcessStat("garbage", 100, none);
    parseSmapsRollup("", none);
    parseProcessIo("read_bytes: x\n", none);
    QVERIFY(!none.cpuTimeNs && !none.qemuPssBytes && !none.diskReadBytes);
    const std::string arguments("qemu\0-name\0x\0-uuid\0aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee\0", 57);
    QVERIFY(isQemuCommandLine(arguments, "aaaaaaaabbbbccccddddeeeeeeeeeeee"));
    QVERIFY(!isQemuCommandLine(arguments, "baaaaaaabbbbccccddddeeeeeeeeeeee"));
    QVERIFY(!isQemuCommandLine("", ""));
}

void TestHvDriver::aBootNoteSurvivesItsFile()
{
    const test::TemporaryDirectory directory;
    const MachineFiles files{directory.path()};
    QVERIFY(!files.hasBootNote());
    QCOMPARE(files.readBootNote().startedNs, std::int64_t{0});
    BootNote note;
    note.startedNs = 1700000000123456789;
    note.clockOffsetNs = -5;
    note.stopRequested = true;
    VERIFY_RESULT(files.writeBootNote(note));
    QCOMPARE(files.readBootNote().startedNs, note.startedNs);
    QCOMPARE(files.readBootNote().clockOffsetNs, std::int64_t{-5});
    QVERIFY(files.readBootNote().stopRequested);
}

void TestHvDriver::withoutLibvirtEveryCallSaysWhatToInstall()
{
    const test::TemporaryDirectory directory;
    HypervisorOptions options;
    options.dataDirectory = directory.file("d");
    options.runDirectory = directory.file("r");
    options.uri = "qemu+unix:///system?socket=" + directory.file("nobody-listens");
    const auto hypervisor = Hypervisor::open(options);
    VERIFY_RESULT(hypervisor);
    const auto machines = (*hypervisor)->machines(true);
    QVERIFY(!machines);
    QCOMPARE(machines.error().code(), base::Errc::Unsupported);
    QVERIFY(!machines.error().fix().empty());
    QVERIFY(!Hypervisor::open({}));
}

void TestHvDriver::theFakeDriverFailsAsScriptedAndWakesWaiters()
{
    FakeHypervisor fake;
    fake.failNext("run", base::Error(base::Errc::NoSpace, "full"));
    QCOMPARE(fake.run(goodSpec(), {}).error().code(), base::Errc::NoSpace);
    VERIFY_RESULT(fake.run(goodSpec(), {}));
    QCOMPARE(fake.run(goodSpec(), {}).error().code(), base::Errc::AlreadyExists);
    int events = 0;
    {
        const auto token = fake.subscribe([&](const MachineEvent &) { ++events; });
        std::jthread ends([&] { fake.exitMachine("web", 3); });
        QCOMPARE(fake.wait("web", {}).value_or(-1), 3);
        ends.join();
    }
    QCOMPARE(events, 1);
    QCOMPARE(fake.machines(false)->size(), std::size_t{0});
    VERIFY_RESULT(fake.start("web", {}));
    fake.killMachine("web");
    QVERIFY(fake.machine("web")->state == MachineState::Failed);
    std::stop_source stop;
    VERIFY_RESULT(fake.start("web", {}));
    stop.request_stop();
    QCOMPARE(fake.wait("web", {stop.get_token(), {}}).error().code(), base::Errc::Cancelled);
    VERIFY_RESULT(fake.remove("web", true));
    QCOMPARE(events, 1);
}

QTEST_GUILESS_MAIN(TestHvDriver)
#include "tst_hv_driver.moc"
