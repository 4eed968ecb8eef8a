// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/plan_builder.h"
#include "engine/runtime/cdi.h"
#include "engine/runtime/devices.h"
#include "engine/runtime/external_runtime.h"
#include "engine/runtime/layers.h"
#include "engine/runtime/log_options.h"
#include "engine/runtime/mounts.h"
#include "engine/runtime/user_namespace.h"
#include "engine/security/security.h"
#include "engine/spec/parse.h"
#include "engine/spec/text.h"
#include "engine/spec/user.h"

#include <array>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::Result;
using launch::LaunchPlan;

namespace {

constexpr std::string_view kDefaultPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

launch::HealthPlan planHealth(const std::optional<spec::HealthCheck> &health)
{
    launch::HealthPlan plan;
    if (!health || health->test.size() < 2)
        return plan;
    if (health->test.front() == "CMD-SHELL")
        plan.arguments = {"/bin/sh", "-c", health->test[1]};
    else
        plan.arguments.assign(health->test.begin() + 1, health->test.end());
    // 0 means docker's defaults, as in an image that does not say.
    const auto orDefault = [](std::chrono::nanoseconds value, std::chrono::seconds otherwise) {
        return static_cast<std::uint64_t>((value.count() > 0 ? value : otherwise).count());
    };
    using std::chrono::seconds;
    plan.intervalNs = orDefault(health->interval, seconds(30));
    plan.timeoutNs = orDefault(health->timeout, seconds(30));
    plan.startIntervalNs = orDefault(health->startInterval, seconds(5));
    plan.startPeriodNs = static_cast<std::uint64_t>(health->startPeriod.count());
    plan.retries = static_cast<std::uint32_t>(health->retries > 0 ? health->retries : 3);
    return plan;
}

Result<void> fillProcess(const Paths &paths, const Record &record, LaunchPlan &plan)
{
    launch::ProcessPlan &process = plan.process;
    std::vector<std::string> roots = lowerDirectories(paths, record);
    roots.insert(roots.begin(), plan.rootfs.upperDirectory);
    CATAMARAN_TRY(const spec::Identity identity,
                  spec::resolveUser(record.process.user, readLayeredFile(roots, "etc/passwd"),
                                    readLayeredFile(roots, "etc/group"), record.spec.groupAdd));
    process.uid = identity.uid;
    process.gid = identity.gid;
    process.groups = identity.groups;
    process.arguments = record.process.arguments();
    process.environment =
        processEnvironment(record, record.process.environment, identity.home, record.spec.tty);
    if (!record.process.workingDirectory.empty())
        process.workingDirectory = record.process.workingDirectory;
    CATAMARAN_TRY(process.rlimits, planRlimits(record.spec.ulimits));
    process.oomScoreAdj = record.spec.resources.oomScoreAdj;
    process.tty = record.spec.tty;
    process.openStdin = record.spec.openStdin;
    process.init = record.spec.init;
    if (!record.process.stopSignal.empty()) {
        CATAMARAN_TRY(process.stopSignal, spec::parseSignal(record.process.stopSignal));
    }
    return {};
}

Result<std::vector<launch::MountPlan>> planAllMounts(const Paths &paths, const Record &record,
                                                     const CdiEdits &edits, const SharedNamespaces &shared)
{
    if (edits.mounts.empty())
        return planMounts(paths, record, shared);
    Record more = record;
    more.spec.mounts.insert(more.spec.mounts.end(), edits.mounts.begin(), edits.mounts.end());
    return planMounts(paths, more, shared);
}

} // namespace

launch::RestartPlan planRestart(const spec::RestartPolicy &policy)
{
    launch::RestartPlan plan;
    switch (policy.kind) {
    case spec::RestartKind::No:
        plan.kind = launch::RestartPlan::Kind::No;
        break;
    case spec::RestartKind::OnFailure:
        plan.kind = launch::RestartPlan::Kind::OnFailure;
        break;
    case spec::RestartKind::Always:
        plan.kind = launch::RestartPlan::Kind::Always;
        break;
    case spec::RestartKind::UnlessStopped:
        plan.kind = launch::RestartPlan::Kind::UnlessStopped;
        break;
    }
    plan.maximumRetries = static_cast<std::uint32_t>(policy.maximumRetries);
    return plan;
}

std::string containerHostname(const Record &record)
{
    if (!record.spec.hostname.empty())
        return record.spec.hostname;
    if (record.spec.network == "host" || record.spec.utsMode == "host") {
        std::array<char, 256> name{};
        if (::gethostname(name.data(), name.size() - 1) == 0)
            return name.data();
    }
    return record.id.substr(0, 12);
}

std::vector<std::string> processEnvironment(const Record &record, const std::vector<std::string> &configured,
                                            const std::string &home, bool tty)
{
    std::vector<std::string> environment = {std::string(kDefaultPath),
                                            "HOSTNAME=" + containerHostname(record)};
    if (tty)
        environment.emplace_back("TERM=xterm");
    for (const std::string &variable : configured)
        spec::setVariable(environment, variable);
    if (!spec::hasVariable(environment, "HOME"))
        environment.push_back("HOME=" + home);
    return environment;
}

Result<std::vector<launch::RlimitPlan>> planRlimits(const std::vector<spec::Ulimit> &ulimits)
{
    struct Name {
        std::string_view name;
        int resource;
    };
    static constexpr std::array<Name, 15> kNames = {{{"core", RLIMIT_CORE},
                                                     {"cpu", RLIMIT_CPU},
                                                     {"data", RLIMIT_DATA},
                                                     {"fsize", RLIMIT_FSIZE},
                                                     {"locks", 10},
                                                     {"memlock", RLIMIT_MEMLOCK},
                                                     {"msgqueue", 12},
                                                     {"nice", 13},
                                                     {"nofile", RLIMIT_NOFILE},
                                                     {"nproc", RLIMIT_NPROC},
                                                     {"rss", RLIMIT_RSS},
                                                     {"rtprio", 14},
                                                     {"rttime", 15},
                                                     {"sigpending", 11},
                                                     {"stack", RLIMIT_STACK}}};
    std::vector<launch::RlimitPlan> plans;
    for (const spec::Ulimit &limit : ulimits) {
        const auto *found = std::find_if(kNames.begin(), kNames.end(),
                                         [&](const Name &name) { return name.name == limit.name; });
        if (found == kNames.end())
            return base::fail(Errc::InvalidArgument, "invalid ulimit type: " + limit.name);
        const auto value = [](std::int64_t n) {
            return n < 0 ? static_cast<std::uint64_t>(RLIM_INFINITY) : static_cast<std::uint64_t>(n);
        };
        plans.push_back({found->resource, value(limit.soft), value(limit.hard)});
    }
    return plans;
}

std::vector<std::string> lowerDirectories(const Paths &paths, const Record &record)
{
    if (record.layers.empty())
        return {paths.emptyLayer()};
    return {record.layers.rbegin(), record.layers.rend()};
}

Result<LaunchPlan> buildLaunchPlan(const Paths &paths, const Record &record,
                                   const launch::NetworkPlan &network, const launch::CgroupPlan &cgroup,
                                   const SharedNamespaces &shared)
{
    LaunchPlan plan;
    plan.containerId = record.id;
    plan.runDirectory = paths.runContainer(record.id);
    plan.dataDirectory = paths.container(record.id);
    plan.hostname = containerHostname(record);
    plan.domainname = record.spec.domainname;
    plan.rootfs.lowerDirectories = lowerDirectories(paths, record);
    plan.rootfs.upperDirectory =
        record.upperDirectory.empty() ? paths.upper(record.id) : record.upperDirectory;
    plan.rootfs.workDirectory = paths.work(record.id);
    plan.rootfs.mountPoint = paths.mountPoint();
    plan.rootfs.readOnly = record.spec.readOnlyRootfs;
    plan.rootfs.isVolatile = record.autoRemove;
    CATAMARAN_TRY(const CdiEdits edits, resolveCdi(record.spec.gpus));
    CATAMARAN_TRY(plan.mounts, planAllMounts(paths, record, edits, shared));
    CATAMARAN_TRY(plan.devices, planDevices(record));
    for (const auto &[key, value] : record.spec.sysctls)
        plan.sysctls.emplace_back(key, value);
    plan.namespaces = ownNamespaces(record.spec);
    if (shared.ipc != 0)
        plan.joinNamespaces.push_back({CLONE_NEWIPC, "/proc/" + std::to_string(shared.ipc) + "/ns/ipc"});
    if (shared.pid != 0)
        plan.joinNamespaces.push_back({CLONE_NEWPID, "/proc/" + std::to_string(shared.pid) + "/ns/pid"});
    if (network.mode == launch::NetworkPlan::Mode::None ||
        network.mode == launch::NetworkPlan::Mode::Interfaces)
        plan.namespaces |= CLONE_NEWNET;
    plan.network = network;
    plan.cgroup = cgroup;
    CATAMARAN_CHECK(fillProcess(paths, record, plan));
    for (const std::string &variable : edits.environment)
        spec::setVariable(plan.process.environment, variable);
    plan.process.groups.insert(plan.process.groups.end(), edits.groups.begin(), edits.groups.end());
    plan.restart = planRestart(record.spec.restart);
    plan.health = planHealth(record.process.health);
    CATAMARAN_TRY(plan.log, planLog(paths, record));
    plan.autoRemove = record.autoRemove;
    CATAMARAN_CHECK(security::apply(record.spec, plan));
    CATAMARAN_CHECK(applyUserNamespace(record, plan));
    CATAMARAN_CHECK(useExternalRuntime(record, plan));
    return plan;
}

} // namespace catamaran::engine::runtime
