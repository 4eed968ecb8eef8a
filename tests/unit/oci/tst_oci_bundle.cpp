// SPDX-License-Identifier: GPL-3.0-or-later
// What is written for an external runtime, read back by our own reader of such files.
#include "engine/oci/bundle.h"
#include "engine/oci/check.h"
#include "engine/oci/seccomp.h"
#include "engine/oci/translate.h"
#include "engine/security/security.h"
#include "tests/support/support.h"

#include <nlohmann/json.hpp>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace catamaran;
using namespace catamaran::engine;
using launch::MountPlan;
using nlohmann::json;

namespace {

constexpr std::uint64_t kAll =
    CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWNET | CLONE_NEWCGROUP;

MountPlan mount(MountPlan::Kind kind, const char *target, const char *options, std::uint64_t attributes)
{
    MountPlan plan;
    plan.kind = kind;
    plan.target = target;
    plan.options = options;
    plan.attributes = attributes;
    return plan;
}

launch::LaunchPlan plan()
{
    launch::LaunchPlan plan;
    plan.containerId = "c1";
    plan.hostname = "boat";
    plan.namespaces = kAll;
    plan.network.mode = launch::NetworkPlan::Mode::Interfaces;
    plan.rootfs.readOnly = true;
    plan.external.bundle = "/run/c1/bundle";
    plan.mounts = {mount(MountPlan::Kind::Proc, "/proc", "", MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV),
                   mount(MountPlan::Kind::Tmpfs, "/dev", "mode=755,size=65536k",
                         MOUNT_ATTR_NOSUID | MOUNT_ATTR_STRICTATIME),
                   mount(MountPlan::Kind::Bind, "/data", "", MOUNT_ATTR_RDONLY)};
    plan.mounts.back().source = "/srv";
    plan.mounts.back().propagation = MS_SLAVE | MS_REC;
    plan.devices.push_back({"/dev/fuse", S_IFCHR | 0660, 10, 229, 3, 4});
    plan.maskedPaths = {"/proc/kcore"};
    plan.readOnlyPaths = {"/proc/sys"};
    plan.sysctls = {{"net.ipv4.ip_forward", "1"}};
    plan.process.arguments = {"sh", "-c", "true"};
    plan.process.environment = {"A=1", "PATH=/bin"};
    plan.process.workingDirectory = "/work";
    plan.process.uid = 5;
    plan.process.gid = 6;
    plan.process.groups = {7, 8};
    plan.process.capabilitiesBounding = plan.process.capabilitiesEffective =
        plan.process.capabilitiesPermitted = security::defaultCapabilities();
    plan.process.noNewPrivileges = true;
    plan.process.rlimits = {{RLIMIT_NOFILE, 100, 200}};
    plan.process.oomScoreAdj = 10;
    return plan;
}

base::Result<oci::Translation> readBack(const std::string &text)
{
    auto checked = oci::parseConfig(text);
    if (!checked)
        return base::fail(checked.error());
    return oci::translate(*checked, "c1", "/run/c1/bundle", oci::compileSeccomp);
}

} // namespace

class OciBundleTest : public QObject {
    Q_OBJECT

private slots:
    void whatIsWrittenIsReadBack()
    {
        const launch::LaunchPlan before = plan();
        oci::BundleExtras extras;
        extras.cgroupsPath = "/catamaran/c1";
        auto seccomp = security::seccompSection({}, before.process.capabilitiesBounding);
        VERIFY_RESULT(seccomp);
        extras.seccomp = *seccomp;
        const auto text = oci::bundleConfig(before, extras);
        VERIFY_RESULT(text);
        const auto back = readBack(*text);
        VERIFY_RESULT(back);
        const launch::LaunchPlan &after = back->plan.launch;
        QCOMPARE(back->cgroupsPath, extras.cgroupsPath);
        QCOMPARE(after.hostname, before.hostname);
        QCOMPARE(after.rootfs.directory, std::string("/run/c1/bundle/rootfs"));
        QVERIFY(after.rootfs.readOnly);
        QCOMPARE(after.namespaces, kAll & ~std::uint64_t{CLONE_NEWNET});
        QCOMPARE(after.joinNamespaces.size(), std::size_t{1});
        QCOMPARE(after.joinNamespaces[0].path, std::string("/run/c1/bundle/net"));
        QCOMPARE(after.mounts.size(), before.mounts.size());
        for (std::size_t i = 0; i < before.mounts.size(); ++i) {
            QCOMPARE(after.mounts[i].kind, before.mounts[i].kind);
            QCOMPARE(after.mounts[i].target, before.mounts[i].target);
            QCOMPARE(after.mounts[i].options, before.mounts[i].options);
            QCOMPARE(after.mounts[i].attributes, before.mounts[i].attributes);
            QCOMPARE(after.mounts[i].recursive, before.mounts[i].recursive);
            QCOMPARE(after.mounts[i].propagation, before.mounts[i].propagation);
            QCOMPARE(after.mounts[i].attributesOfTopOnly, before.mounts[i].attributesOfTopOnly);
        }
        QCOMPARE(after.mounts[2].source, std::string("/srv"));
        QCOMPARE(after.devices[0].path, std::string("/dev/fuse"));
        QCOMPARE(after.devices[0].mode, before.devices[0].mode);
        QCOMPARE(after.devices[0].minor, 229U);
        QCOMPARE(after.devices[0].gid, 4U);
        QCOMPARE(after.maskedPaths, before.maskedPaths);
        QCOMPARE(after.readOnlyPaths, before.readOnlyPaths);
        QCOMPARE(after.sysctls, before.sysctls);
        const launch::ProcessPlan &process = after.process;
        QCOMPARE(process.arguments, before.process.arguments);
        QCOMPARE(process.environment, before.process.environment);
        QCOMPARE(process.workingDirectory, before.process.workingDirectory);
        QCOMPARE(process.uid, 5U);
        QCOMPARE(process.gid, 6U);
        QCOMPARE(process.groups, before.process.groups);
        QCOMPARE(process.capabilitiesBounding, before.process.capabilitiesBounding);
        QCOMPARE(process.capabilitiesEffective, before.process.capabilitiesEffective);
        QCOMPARE(process.capabilitiesAmbient, std::uint64_t{0});
        QVERIFY(process.noNewPrivileges);
        QCOMPARE(process.rlimits.size(), std::size_t{1});
        QCOMPARE(process.rlimits[0].hard, std::uint64_t{200});
        QCOMPARE(process.oomScoreAdj.value_or(0), 10);
        QVERIFY(!process.seccompProgram.empty());
    }

    void theRecursionOfReadOnlyIsKept()
    {
        launch::LaunchPlan before = plan();
        before.mounts[2].attributesOfTopOnly = true;
        const auto text = oci::bundleConfig(before, {});
        VERIFY_RESULT(text);
        const auto back = readBack(*text);
        VERIFY_RESULT(back);
        QVERIFY(back->plan.launch.mounts[2].attributesOfTopOnly);
    }

    void hostNamespacesAreLeftOut()
    {
        launch::LaunchPlan before = plan();
        before.namespaces = CLONE_NEWNS;
        before.network.mode = launch::NetworkPlan::Mode::Host;
        before.joinNamespaces = {{CLONE_NEWIPC, "/proc/1/ns/ipc"}};
        before.sysctls.clear();
        const auto text = oci::bundleConfig(before, {});
        VERIFY_RESULT(text);
        const json config = json::parse(*text);
        QVERIFY(!config.contains("hostname")); // it would be the host's
        QVERIFY((config["linux"]["namespaces"] ==
                 json::array({{{"type", "mount"}}, {{"type", "ipc"}, {"path", "/run/c1/bundle/join0"}}})));
    }

    void initGoesInFront()
    {
        launch::LaunchPlan before = plan();
        before.process.init = true;
        oci::BundleExtras extras;
        extras.initPath = "/usr/libexec/catamaran/catamaran-init";
        const auto text = oci::bundleConfig(before, extras);
        VERIFY_RESULT(text);
        const json config = json::parse(*text);
        QVERIFY(config["process"]["args"][0] == json("/sbin/catamaran-init"));
        QVERIFY(config["process"]["args"][1] == json("sh"));
        QVERIFY(config["mounts"].back()["source"] == json(extras.initPath));
    }

    void whatCannotBeSaidIsRefused()
    {
        const auto refused = [](auto change) {
            launch::LaunchPlan before = plan();
            change(before);
            const auto text = oci::bundleConfig(before, {});
            return !text && text.error().code() == base::Errc::Unsupported;
        };
        QVERIFY(refused([](auto &p) { p.mounts[2].subpath = "inner"; }));
        QVERIFY(refused([](auto &p) { p.mounts[2].mountNamespace = "/proc/1/ns/mnt"; }));
        QVERIFY(refused([](auto &p) { p.mounts[2].cleared = MOUNT_ATTR_NOEXEC; }));
        QVERIFY(refused([](auto &p) { p.mounts[2].propagation = MS_SHARED; }));
        QVERIFY(refused([](auto &p) { p.namespaces |= CLONE_NEWUSER; }));
    }

    void limitsBecomeResources()
    {
        spec::Resources limits;
        limits.memory = base::Bytes{64 << 20};
        limits.cpus = 1.5;
        limits.cpuShares = 512;
        limits.pids = 20;
        limits.deviceReadBps = {{"/dev/sda", 1000}};
        const auto text = oci::resourcesText(limits, {"c 10:229 rw"},
                                             [](const std::string &) { return std::string("8:0"); });
        VERIFY_RESULT(text);
        const json out = json::parse(*text);
        QVERIFY((out["memory"] == json{{"limit", 64 << 20}, {"swap", 128 << 20}}));
        QVERIFY((out["cpu"] == json{{"shares", 512}, {"quota", 150000}, {"period", 100000}}));
        QVERIFY(out["pids"]["limit"] == json(20));
        QVERIFY(
            (out["blockIO"]["throttleReadBpsDevice"][0] == json{{"major", 8}, {"minor", 0}, {"rate", 1000}}));
        QVERIFY((out["devices"][0] == json{{"allow", false}, {"access", "rwm"}}));
        QVERIFY((out["devices"].back() ==
                 json{{"allow", true}, {"type", "c"}, {"major", 10}, {"minor", 229}, {"access", "rw"}}));
        const auto all = oci::resourcesText({}, {"a"}, nullptr);
        VERIFY_RESULT(all);
        const json everything = json::parse(*all);
        QVERIFY((everything["devices"][0] == json{{"allow", true}, {"access", "rwm"}}));
        QCOMPARE(everything["devices"].size(), std::size_t{1});
    }

    void groupsAreNamedBelowTheirMount()
    {
        const char v1[] = "30 20 0:30 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"
                          "31 20 0:31 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids\n";
        QCOMPARE(
            oci::groupsPathOf({launch::CgroupPlan::Version::V1, {"/sys/fs/cgroup/memory/catamaran/c1"}}, v1),
            std::string("/catamaran/c1"));
        QCOMPARE(oci::groupsPathOf({launch::CgroupPlan::Version::V2, {"/sys/fs/cgroup/catamaran/c1"}},
                                   "30 20 0:30 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n"),
                 std::string("/catamaran/c1"));
        QCOMPARE(oci::groupsPathOf({}, v1), std::string());
    }
};

QTEST_GUILESS_MAIN(OciBundleTest)
#include "tst_oci_bundle.moc"
