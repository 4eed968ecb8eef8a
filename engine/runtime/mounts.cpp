// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/mounts.h"
#include "engine/base/file.h"
#include "engine/runtime/image_mounts.h"
#include "engine/runtime/volume_options.h"
#include "engine/security/mount_targets.h"
#include "engine/spec/modes.h"
#include "engine/spec/text.h"
#include "engine/sys/syscalls.h"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <map>
#include <sys/mount.h>
#include <sys/stat.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::Result;
using launch::MountPlan;
using Kind = launch::MountPlan::Kind;

namespace {

constexpr std::uint64_t kNoSuid = MOUNT_ATTR_NOSUID;
constexpr std::uint64_t kNoDev = MOUNT_ATTR_NODEV;
constexpr std::uint64_t kNoExec = MOUNT_ATTR_NOEXEC;
constexpr std::uint64_t kReadOnly = MOUNT_ATTR_RDONLY;
constexpr std::uint64_t kStrict = MOUNT_ATTR_STRICTATIME;

MountPlan make(Kind kind, std::string target, std::string options, std::uint64_t attributes)
{
    MountPlan plan;
    plan.kind = kind;
    plan.target = std::move(target);
    plan.options = std::move(options);
    plan.attributes = attributes;
    return plan;
}

MountPlan bindFile(std::string source, std::string target)
{
    MountPlan plan = make(Kind::Bind, std::move(target), {}, 0);
    plan.source = std::move(source);
    plan.sourceIsFile = true;
    plan.recursive = false;
    return plan;
}

std::uint32_t propagationFlags(const std::string &word)
{
    static const std::map<std::string, std::uint32_t> kFlags = {
        {"private", MS_PRIVATE}, {"rprivate", MS_PRIVATE | MS_REC},
        {"slave", MS_SLAVE},     {"rslave", MS_SLAVE | MS_REC},
        {"shared", MS_SHARED},   {"rshared", MS_SHARED | MS_REC}};
    const auto found = kFlags.find(word);
    return found == kFlags.end() ? 0 : found->second;
}

// docker's rule: who wants to see later mounts of the host (slave) or show it his own (shared) must start
// from a mount that the host shares.
Result<void> checkPropagation(const std::string &source, const std::string &word)
{
    const bool wantsShared = word == "shared" || word == "rshared";
    if (!wantsShared && word != "slave" && word != "rslave")
        return {};
    CATAMARAN_TRY(const std::string table, base::readFile("/proc/self/mountinfo"));
    std::string mountPoint;
    bool shared = false;
    bool slave = false;
    for (const std::string_view line : spec::text::split(table, '\n')) {
        const std::vector<std::string_view> fields = spec::text::split(line, ' ');
        if (fields.size() < 7)
            continue;
        const std::string_view point = fields[4];
        const bool holds =
            point == "/" || source == point ||
            (source.starts_with(point) && source.size() > point.size() && source[point.size()] == '/');
        if (!holds || point.size() < mountPoint.size())
            continue;
        mountPoint = point;
        const std::string_view tags = line.substr(0, line.find(" - "));
        shared = tags.find(" shared:") != std::string_view::npos;
        slave = tags.find(" master:") != std::string_view::npos;
    }
    if (shared || (slave && !wantsShared))
        return {};
    return base::fail(base::Error(Errc::InvalidArgument, "path " + source + " is mounted on " + mountPoint +
                                                             " but it is not a shared " +
                                                             (wantsShared ? "mount" : "or slave mount"))
                          .withFix("mount --make-rshared " + mountPoint));
}

// Resolved as the monitor will do it: links of the volume lead nowhere but into the volume.
Result<bool> subpathIsFile(const spec::Mount &mount, const std::string &source)
{
    CATAMARAN_TRY(const base::UniqueFd root, base::openFile(source, O_PATH | O_DIRECTORY));
    const base::UniqueFd inner(sys::openat2(root.get(), mount.volumeSubpath.c_str(), O_PATH, 0,
                                            RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS));
    struct stat status {};
    if (!inner || ::fstat(inner.get(), &status) != 0)
        return base::fail(base::Error::fromErrno(errno, "cannot access subpath \"" + mount.volumeSubpath +
                                                            "\" of volume " + mount.source)
                              .withFix("Make the directory in the volume first."));
    return !S_ISDIR(status.st_mode);
}

Result<MountPlan> planBind(const spec::Mount &mount, const std::string &source)
{
    MountPlan plan = make(Kind::Bind, mount.target, {}, mount.readOnly ? kReadOnly : 0);
    plan.source = source;
    plan.recursive = !mount.nonRecursive;
    plan.propagation = propagationFlags(mount.propagation);
    plan.subpath = mount.volumeSubpath;
    // As docker since 25: what is mounted below is read-only too, unless that was asked otherwise.
    plan.attributesOfTopOnly = mount.bindRecursive == "writable";
    struct stat status {};
    if (::stat(source.c_str(), &status) != 0) {
        if (errno != ENOENT)
            return base::failErrno("stat " + source);
        if (!mount.createSource)
            return base::fail(base::Error(Errc::InvalidArgument,
                                          "invalid mount config for type \"bind\": bind source path does "
                                          "not exist: " +
                                              source)
                                  .withFix("Create the directory, or use -v, which makes it."));
        CATAMARAN_CHECK(base::makeDirectories(source));
        status.st_mode = S_IFDIR;
    }
    plan.sourceIsFile = !S_ISDIR(status.st_mode);
    CATAMARAN_CHECK(checkPropagation(source, mount.propagation));
    if (!plan.subpath.empty()) {
        CATAMARAN_TRY(plan.sourceIsFile, subpathIsFile(mount, source));
    }
    return plan;
}

Result<MountPlan> planVolume(const Paths &paths, const spec::Mount &mount)
{
    CATAMARAN_TRY(const VolumeOptions options, loadVolumeOptions(paths, mount.source));
    if (options.driver.empty())
        return planBind(mount, paths.volume(mount.source));
    CATAMARAN_TRY(const VolumeDevice device, volumeDevice(options.driver));
    if (device.isBind) {
        spec::Mount bind = mount;
        bind.createSource = false;
        bind.readOnly = mount.readOnly || device.attributes & kReadOnly;
        CATAMARAN_TRY(MountPlan plan, planBind(bind, device.source));
        plan.attributes |= device.attributes;
        return plan;
    }
    if (!mount.volumeSubpath.empty())
        return base::fail(Errc::Unsupported, "volume-subpath is not supported for volume " + mount.source +
                                                 ", whose driver options mount a file system of its own");
    MountPlan plan =
        make(Kind::Other, mount.target, device.options, device.attributes | (mount.readOnly ? kReadOnly : 0));
    plan.source = device.source;
    plan.fileSystem = device.type;
    return plan;
}

MountPlan planTmpfs(const spec::Mount &mount)
{
    std::uint64_t attributes = kNoSuid | kNoDev | kNoExec | (mount.readOnly ? kReadOnly : 0);
    std::string options;
    const auto add = [&](const std::string &option) { options += (options.empty() ? "" : ",") + option; };
    if (mount.tmpfsSize)
        add("size=" + std::to_string(mount.tmpfsSize->count));
    if (mount.tmpfsMode) {
        std::array<char, 32> text{};
        std::snprintf(text.data(), text.size(), "mode=%o", *mount.tmpfsMode);
        add(text.data());
    }
    for (const std::string &option : mount.tmpfsOptions) {
        if (option == "exec")
            attributes &= ~kNoExec;
        else if (option == "suid")
            attributes &= ~kNoSuid;
        else if (option == "dev")
            attributes &= ~kNoDev;
        else if (option == "noatime")
            attributes |= MOUNT_ATTR_NOATIME;
        else if (option == "strictatime")
            attributes |= kStrict;
        else if (option.find('=') != std::string::npos)
            add(option);
    }
    return make(Kind::Tmpfs, mount.target, options, attributes);
}

// /dev/mqueue and /dev/shm, which go with the IPC namespace. Another container's /dev/shm is found in its
// mount namespace, so that nothing is mounted on the host.
std::vector<MountPlan> planIpc(const spec::ContainerSpec &spec, const SharedNamespaces &shared)
{
    const std::string shmSize =
        spec.resources.shmSize ? std::to_string(spec.resources.shmSize->count) : "67108864";
    std::vector<MountPlan> plans;
    plans.push_back(make(Kind::Mqueue, "/dev/mqueue", {}, kNoSuid | kNoDev | kNoExec));
    if (spec.ipcMode == "none")
        return plans;
    MountPlan memory = make(Kind::Tmpfs, "/dev/shm", "mode=1777,size=" + shmSize, kNoSuid | kNoDev | kNoExec);
    if (spec.ipcMode == "host" || shared.ipc != 0) {
        memory.kind = Kind::Bind;
        memory.options.clear();
        memory.source = "/dev/shm";
        memory.recursive = false;
        if (shared.ipc != 0)
            memory.mountNamespace = "/proc/" + std::to_string(shared.ipc) + "/ns/mnt";
    }
    plans.push_back(std::move(memory));
    return plans;
}

} // namespace

Result<std::vector<MountPlan>> planMounts(const Paths &paths, const Record &record,
                                          const SharedNamespaces &shared)
{
    const spec::ContainerSpec &spec = record.spec;
    const std::string directory = paths.container(record.id);
    const std::uint64_t sysReadOnly = spec.privileged ? 0 : kReadOnly;
    std::vector<MountPlan> plans;
    const auto add = [&](MountPlan plan) {
        const bool replaced =
            std::any_of(spec.mounts.begin(), spec.mounts.end(),
                        [&](const spec::Mount &mount) { return mount.target == plan.target; });
        if (!replaced)
            plans.push_back(std::move(plan));
    };
    add(make(Kind::Proc, "/proc", {}, kNoSuid | kNoDev | kNoExec));
    add(make(Kind::Tmpfs, "/dev", "mode=755,size=65536k", kNoSuid | kStrict));
    add(make(Kind::Devpts, "/dev/pts", "newinstance,ptmxmode=0666,mode=0620,gid=5", kNoSuid | kNoExec));
    add(make(Kind::Sysfs, "/sys", {}, kNoSuid | kNoDev | kNoExec | sysReadOnly));
    add(make(Kind::Cgroup, "/sys/fs/cgroup", {}, kNoSuid | kNoDev | kNoExec | sysReadOnly));
    for (MountPlan &plan : planIpc(spec, shared))
        add(std::move(plan));
    for (const char *name : {"resolv.conf", "hostname", "hosts"})
        add(bindFile(directory + "/" + name, std::string("/etc/") + name));
    std::vector<spec::Mount> mounts = spec.mounts;
    // Parents first; "/a" sorts before "/a/b".
    std::stable_sort(mounts.begin(), mounts.end(), [](const spec::Mount &a, const spec::Mount &b) {
        return std::count(a.target.begin(), a.target.end(), '/') <
               std::count(b.target.begin(), b.target.end(), '/');
    });
    for (const spec::Mount &mount : mounts) {
        CATAMARAN_CHECK(security::checkMountTarget(mount.target, mount.type == spec::MountType::Bind &&
                                                                     mount.source == "/proc"));
        switch (mount.type) {
        case spec::MountType::Bind: {
            CATAMARAN_TRY(MountPlan plan, spec::isImageMount(mount) ? planImageMount(paths, mount)
                                                                    : planBind(mount, mount.source));
            plans.push_back(std::move(plan));
            break;
        }
        case spec::MountType::Volume: {
            CATAMARAN_TRY(MountPlan plan, planVolume(paths, mount));
            plans.push_back(std::move(plan));
            break;
        }
        case spec::MountType::Tmpfs:
            plans.push_back(planTmpfs(mount));
            break;
        }
    }
    return plans;
}

} // namespace catamaran::engine::runtime
