// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/user_namespace.h"

#include "engine/base/file.h"
#include "engine/base/id_map.h"
#include "engine/spec/text.h"
#include "engine/sys/deck.h"

#include <algorithm>
#include <sched.h>
#include <sstream>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::IdMap;
using base::Result;
using Kind = launch::MountPlan::Kind;

namespace {

std::vector<launch::IdMapping> mappings(const std::vector<IdMap::Range> &ranges)
{
    std::vector<launch::IdMapping> out;
    for (const IdMap::Range &range : ranges)
        out.push_back({range.container, range.host, range.size});
    return out;
}

/// "", "host" and "nomap" are the plain map of the deck; "keep-id[:uid=N,gid=N]" keeps the user's own ids.
Result<IdMap> mapOf(const std::string &mode)
{
    const IdMap &own = IdMap::ofProcess();
    if (mode.empty() || mode == "host" || mode == "private")
        return own;
    const std::string word = mode.substr(0, mode.find(':'));
    if (word != "keep-id")
        return base::fail(
            base::Error(Errc::Unsupported, "--userns " + mode + " is not supported without root")
                .withFix("Use --userns keep-id, or leave it out."));
    std::uint32_t uid = ::getuid();
    std::uint32_t gid = ::getgid();
    std::string rest = mode.size() > word.size() ? mode.substr(word.size() + 1) : std::string();
    while (!rest.empty()) {
        const std::string item = rest.substr(0, rest.find(','));
        rest.erase(0, std::min(rest.size(), item.size() + 1));
        const auto number =
            item.size() > 4 ? spec::text::number<std::uint32_t>(item.substr(4)) : std::nullopt;
        if (!number || !(item.starts_with("uid=") || item.starts_with("gid=")))
            return base::fail(base::Error(Errc::InvalidArgument, "invalid --userns: \"" + mode + "\"")
                                  .withFix("Write --userns keep-id or --userns keep-id:uid=1000,gid=1000."));
        (item.front() == 'u' ? uid : gid) = *number;
    }
    if (own.isSingle() && (uid != 0 || gid != 0))
        return base::fail(
            base::Error(Errc::Unsupported, "--userns keep-id needs subordinate ids, and you have none")
                .withFix("sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $USER"));
    return own.keeping(uid, gid);
}

} // namespace

namespace {

/// Whether the map file of a process says what `ranges` say.
bool isMap(const std::string &path, const std::vector<IdMap::Range> &ranges)
{
    const auto text = base::readFile(path);
    if (!text)
        return false;
    std::istringstream lines(*text);
    std::vector<IdMap::Range> found;
    for (IdMap::Range range; lines >> range.container >> range.host >> range.size;)
        found.push_back(range);
    return found.size() == ranges.size() &&
           std::is_permutation(found.begin(), found.end(), ranges.begin(),
                               [](const IdMap::Range &a, const IdMap::Range &b) {
                                   return a.container == b.container && a.host == b.host && a.size == b.size;
                               });
}

/// A namespace belongs to the user namespace that it was made in: whoever shares one without root has to live
/// there, too. Its path, or empty if nothing is shared.
Result<std::string> sharedUserNamespace(const launch::LaunchPlan &plan, const IdMap &map)
{
    std::vector<std::string> processes; // "/proc/<pid>"
    const auto add = [&processes](const std::string &path) {
        processes.push_back(path.substr(0, path.find("/ns/")));
    };
    if (plan.network.mode == launch::NetworkPlan::Mode::Join)
        add(plan.network.joinNamespacePath);
    for (const launch::NamespacePlan &other : plan.joinNamespaces)
        add(other.path);
    if (processes.empty())
        return std::string();
    const auto refuse = [](const std::string &why) {
        return base::fail(
            base::Error(Errc::Unsupported,
                        "without root, containers share namespaces (container:NAME) only within one user "
                        "namespace, " +
                            why)
                .withFix("Give both the same --userns, or put them on one network (catamaran network "
                         "create)."));
    };
    std::string shared = processes.front() + "/ns/user";
    struct stat first {};
    if (::stat(shared.c_str(), &first) != 0)
        return base::failErrno("look at " + shared);
    for (const std::string &process : processes) {
        struct stat other {};
        if (::stat((process + "/ns/user").c_str(), &other) != 0)
            return base::failErrno("look at " + process + "/ns/user");
        if (other.st_ino != first.st_ino)
            return refuse("and the containers that are named have two");
    }
    if (!isMap(processes.front() + "/uid_map", map.users()) ||
        !isMap(processes.front() + "/gid_map", map.groups()))
        return refuse("and the other one's has other ids than this one is to have");
    return shared;
}

} // namespace

bool usesUserNamespace(const spec::ContainerSpec & /*spec*/)
{
    return sys::deck() != nullptr;
}

Result<void> applyUserNamespace(const Record &record, launch::LaunchPlan &plan)
{
    if (!usesUserNamespace(record.spec))
        return {};
    CATAMARAN_TRY(const IdMap map, mapOf(record.spec.usernsMode));
    CATAMARAN_TRY(const std::string shared, sharedUserNamespace(plan, map));
    if (shared.empty()) {
        plan.namespaces |= CLONE_NEWUSER;
        plan.uidMappings = mappings(map.users());
        plan.gidMappings = mappings(map.groups());
    } else {
        plan.joinNamespaces.push_back({CLONE_NEWUSER, shared});
    }
    plan.rootfs.userxattr = true;
    const bool keepsId = record.spec.usernsMode.starts_with("keep-id");
    if (keepsId && record.process.user.empty() && !map.users().empty()) {
        // As podman: who keeps the id also runs with it.
        plan.process.uid = map.users().front().container;
        plan.process.gid = map.groups().front().container;
        plan.process.groups.clear();
    }
    if (map.isSingle())
        plan.process.groups.clear(); // setgroups(2) is denied with one id only
    const bool ownNetwork = plan.network.mode == launch::NetworkPlan::Mode::Join ||
                            plan.network.mode == launch::NetworkPlan::Mode::None ||
                            plan.network.mode == launch::NetworkPlan::Mode::Interfaces;
    for (launch::MountPlan &mount : plan.mounts) {
        if (mount.kind == Kind::Devpts && map.isSingle()) {
            if (const std::size_t at = mount.options.find(",gid=5"); at != std::string::npos)
                mount.options.erase(at, 6);
        }
        if (mount.kind == Kind::Other && mount.fileSystem == "overlay") // of an image
            mount.options += ",userxattr";
        // sysfs shows a network namespace, and belongs to its owner: of another's there is the host's only.
        if (mount.kind == Kind::Sysfs && !ownNetwork) {
            mount.kind = Kind::Bind;
            mount.source = "/sys";
            mount.recursive = true;
        }
    }
    if (plan.cgroup.version == launch::CgroupPlan::Version::None)
        std::erase_if(plan.mounts, [](const launch::MountPlan &mount) { return mount.kind == Kind::Cgroup; });
    // Above its own hard limits nobody may go without root: docker's rootless mode lowers them, too.
    for (launch::RlimitPlan &limit : plan.process.rlimits) {
        rlimit own{};
        if (::getrlimit(static_cast<__rlimit_resource_t>(limit.resource), &own) == 0 &&
            limit.hard > own.rlim_max)
            return base::fail(
                base::Error(Errc::Unsupported, "an --ulimit is above the hard limit of this user (" +
                                                   std::to_string(own.rlim_max) + ")")
                    .withFix("Lower it, or raise the user's limit in /etc/security/limits.conf."));
    }
    if (plan.process.oomScoreAdj && *plan.process.oomScoreAdj < 0)
        return base::fail(base::Error(Errc::Unsupported, "--oom-score-adj below 0 needs root")
                              .withFix("Use a value from 0 to 1000."));
    return {};
}

} // namespace catamaran::engine::runtime
