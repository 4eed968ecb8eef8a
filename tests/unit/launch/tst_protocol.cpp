// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/launch/failure_text.h"
#include "engine/launch/launcher.h"
#include "engine/launch/protocol.h"
#include "engine/launch/protocol_encode.h"
#include "tests/support/support.h"

#include <cerrno>
#include <random>

using namespace catamaran::engine::launch;
using catamaran::base::Errc;

namespace {

LaunchPlan fullPlan()
{
    LaunchPlan plan;
    plan.containerId = "abc";
    plan.runDirectory = "/run/x";
    plan.hostname = "box";
    plan.rootfs.lowerDirectories = {"/l1", "/l2"};
    plan.rootfs.isVolatile = true;
    MountPlan mount;
    mount.kind = MountPlan::Kind::Tmpfs;
    mount.target = "/dev/shm";
    mount.options = "size=64m";
    mount.attributes = 0xfedcba9876543210;
    plan.mounts = {mount, MountPlan()};
    plan.devices = {{"/dev/null", 0x21b6, 1, 3}};
    plan.maskedPaths = {"/proc/kcore"};
    plan.sysctls = {{"net.ipv4.ip_forward", "1"}};
    plan.namespaces = 0x2c020000;
    plan.uidMappings = {{0, 100000, 65536}};
    plan.network.mode = NetworkPlan::Mode::Interfaces;
    plan.network.interfaces.resize(1);
    plan.network.interfaces[0].ipv4 = "10.88.0.2/16";
    plan.network.dnsUpstreams = {"9.9.9.9"};
    plan.cgroup = {CgroupPlan::Version::V1, {"/sys/fs/cgroup/memory/x"}};
    plan.process.arguments = {"/bin/sh", "-c", ""};
    plan.process.groups = {5, 7};
    plan.process.seccompProgram = std::string("\0\1\2\3", 4);
    plan.process.rlimits = {{7, 1024, ~0ULL}};
    plan.process.oomScoreAdj = -500;
    plan.restart = {RestartPlan::Kind::OnFailure, 3};
    plan.health.arguments = {"true"};
    plan.log.path = "/log";
    plan.autoRemove = true;
    return plan;
}

// A copy on the heap of exactly that size, so that a read beyond its end is seen by AddressSanitizer.
bool decodes(const std::string &bytes, std::size_t size, protocol::LaunchView &view, std::vector<char> &arena)
{
    const auto copy = std::make_unique<std::uint64_t[]>(size / 8 + 1);
    std::memcpy(copy.get(), bytes.data(), size);
    arena.resize(protocol::arenaSizeFor(bytes.size()) + 8);
    protocol::Arena memory(arena.data() + (8 - reinterpret_cast<std::uintptr_t>(arena.data()) % 8) % 8,
                           arena.size() - 8);
    return protocol::decodeLaunchPlan(copy.get(), size, memory, view);
}

} // namespace

class TstProtocol : public QObject {
    Q_OBJECT

private slots:
    void aPlanInTheHostsMountsIsRefused()
    {
        Launcher launcher;
        LaunchPlan plan;
        plan.process.arguments = {"/bin/true"};
        const auto launched = launcher.launch(plan, Launcher::Start::AtOnce, {});
        QVERIFY(!launched);
        QCOMPARE(launched.error().code(), catamaran::base::Errc::InvalidArgument);
    }

    void aPlanComesBackAsItWasWritten()
    {
        const auto bytes = protocol::encode(fullPlan(), protocol::Attachment::Awaited);
        VERIFY_RESULT(bytes);
        std::vector<std::uint64_t> arena(protocol::arenaSizeFor(bytes->size()) / 8);
        protocol::Arena memory(arena.data(), arena.size() * 8);
        protocol::LaunchView view;
        QVERIFY(protocol::decodeLaunchPlan(bytes->data(), bytes->size(), memory, view));
        QCOMPARE(view.containerId.data, "abc");
        QCOMPARE(view.rootfs.lowerDirectories.count, 2U);
        QCOMPARE(view.rootfs.lowerDirectories.items[1].data, "/l2");
        QVERIFY(view.rootfs.isVolatile && !view.rootfs.readOnly);
        QCOMPARE(view.mounts.items[0].kind, protocol::MountKind::Tmpfs);
        QCOMPARE(view.mounts.items[0].attributes, 0xfedcba9876543210ULL);
        QCOMPARE(view.devices.items[0].minor, 3U);
        QCOMPARE(view.sysctls.items[0].second.data, "1");
        QCOMPARE(view.uidMappings.items[0].hostId, 100000U);
        QCOMPARE(view.network.interfaces.items[0].ipv4.data, "10.88.0.2/16");
        QCOMPARE(view.cgroup.version, protocol::CgroupVersion::V1);
        QCOMPARE(view.process.arguments.count, 3U);
        QVERIFY(view.process.arguments.items[2].empty());
        QCOMPARE(view.process.groups.items[1], 7U);
        QCOMPARE(view.process.seccompProgram.size, 4U);
        QCOMPARE(view.process.rlimits.items[0].hard, ~0ULL);
        QVERIFY(view.process.oomScoreAdj.present);
        QCOMPARE(view.process.oomScoreAdj.value, -500);
        QCOMPARE(view.restart.maximumRetries, 3U);
        QVERIFY(view.autoRemove && view.waitForAttach);
    }

    void aPlanCutAtAnyByteIsRefused()
    {
        const auto bytes = protocol::encode(fullPlan(), protocol::Attachment::None);
        VERIFY_RESULT(bytes);
        std::vector<char> arena;
        for (std::size_t size = 0; size < bytes->size(); ++size) {
            std::string cut = bytes->substr(0, size);
            protocol::LaunchView view;
            QVERIFY2(!decodes(cut, size, view, arena), std::to_string(size).c_str());
            // Also when the header owns up to the smaller size.
            if (size >= sizeof(protocol::PlanHeader)) {
                const auto claimed = static_cast<std::uint32_t>(size);
                cut.replace(offsetof(protocol::PlanHeader, size), 4, reinterpret_cast<const char *>(&claimed),
                            4);
                QVERIFY2(!decodes(cut, size, view, arena), std::to_string(size).c_str());
            }
        }
    }

    void aDamagedPlanNeverReadsOutsideItself()
    {
        const auto bytes = protocol::encode(fullPlan(), protocol::Attachment::None);
        VERIFY_RESULT(bytes);
        std::mt19937 random(4711);
        std::vector<char> arena;
        int refused = 0;
        for (int round = 0; round < 20000; ++round) {
            std::string damaged = *bytes;
            for (int i = 0; i < 3; ++i)
                damaged[random() % damaged.size()] = static_cast<char>(random());
            protocol::LaunchView view;
            refused += !decodes(damaged, damaged.size(), view, arena);
        }
        QVERIFY(refused > 0); // the rest changed only a value; AddressSanitizer watches the reads
    }

    void anExecPlanIsNoLaunchPlan()
    {
        const auto bytes = protocol::encode(ExecPlan());
        VERIFY_RESULT(bytes);
        std::vector<char> arena;
        protocol::LaunchView view;
        QVERIFY(!decodes(*bytes, bytes->size(), view, arena));
    }

    void aTextWithAZeroByteIsRefused()
    {
        LaunchPlan plan = fullPlan();
        plan.process.environment = {std::string("A=\0B", 4)};
        const auto bytes = protocol::encode(plan, protocol::Attachment::None);
        QVERIFY(!bytes);
        QCOMPARE(bytes.error().code(), Errc::InvalidArgument);
    }

    void onlyWellFormedMessagesAreMessages()
    {
        protocol::MessageHeader header;
        header.type = protocol::MessageType::Commit;
        QVERIFY(protocol::isMessage(&header, sizeof header));
        QVERIFY(!protocol::isMessage(&header, sizeof header - 1));
        QVERIFY(!protocol::isMessage(&header, 0));
        header.type = static_cast<protocol::MessageType>(999);
        QVERIFY(!protocol::isMessage(&header, sizeof header));
        header.type = protocol::MessageType::Started;
        QVERIFY(!protocol::isMessage(&header, sizeof header));
        header.type = protocol::MessageType::Commit;
        header.magic = 0;
        QVERIFY(!protocol::isMessage(&header, sizeof header));
    }

    void aMissingProgramIsToldInDockersWords()
    {
        protocol::FailedMessage failure;
        failure.step = protocol::Step::Execute;
        failure.error = ENOENT;
        std::strcpy(failure.path, "foo");
        const auto missing = failureError(failure);
        QCOMPARE(missing.code(), Errc::CommandNotFound);
        QCOMPARE(missing.message(), std::string("exec: \"foo\": executable file not found in $PATH"));
        std::strcpy(failure.path, "/foo");
        QCOMPARE(failureError(failure).message(),
                 std::string("exec: \"/foo\": stat /foo: no such file or directory"));
        failure.error = EACCES;
        QCOMPARE(failureError(failure).code(), Errc::CommandNotExecutable);
        QCOMPARE(failureError(failure).message(), std::string("exec: \"/foo\": permission denied"));
    }
};

QTEST_GUILESS_MAIN(TstProtocol)
#include "tst_protocol.moc"
