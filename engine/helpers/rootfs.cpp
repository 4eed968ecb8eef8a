// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/helpers/rootfs.h"

#include "engine/helpers/process_setup.h"
#include "engine/helpers/text.h"
#include "engine/sys/syscalls.h"

#include <linux/magic.h>
#include <sched.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>

namespace catamaran::helpers {

using protocol::Step;
using protocol::Text;

namespace {

constexpr uint32_t kMaximumBinds = 256;
// fsconfig(2) takes texts of at most 255 characters.
constexpr size_t kMaximumOption = 255;

bool setOption(int context, const char *key, const char *value)
{
    return fsconfig(context, FSCONFIG_SET_STRING, key, value, 0) == 0;
}

// "size=64m,mode=1777,newinstance" one by one.
bool setOptions(int context, const Text &options)
{
    const char *at = options.data;
    while (*at) {
        const size_t length = strcspn(at, ",");
        TextBuffer<kMaximumOption + 1> option;
        option.append(at, length);
        if (option.overflown()) {
            errno = ENAMETOOLONG;
            return false;
        }
        char *const equals = strchr(option.data(), '=');
        if (equals) {
            *equals = 0;
            if (!setOption(context, option.data(), equals + 1))
                return false;
        } else if (length && fsconfig(context, FSCONFIG_SET_FLAG, option.data(), nullptr, 0)) {
            return false;
        }
        at += length + (at[length] == ',');
    }
    return true;
}

int mountFileSystem(const char *type, const Text &options, uint64_t attributes, const Text &device = {})
{
    const int context = fsopen(type, FSOPEN_CLOEXEC);
    if (context < 0 || (!device.empty() && !setOption(context, "source", device.data)) ||
        !setOptions(context, options) || fsconfig(context, FSCONFIG_CMD_CREATE, nullptr, nullptr, 0))
        return -1;
    const int mount = fsmount(context, FSMOUNT_CLOEXEC, static_cast<unsigned>(attributes));
    const int saved = errno;
    close(context);
    errno = saved;
    return mount;
}

bool attach(int mount, int target)
{
    return move_mount(mount, "", target, "", MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH) == 0;
}

int cloneTree(int directory, const char *path, bool recursive)
{
    const unsigned flags = OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC |
                           (recursive ? static_cast<unsigned>(AT_RECURSIVE) : 0U) |
                           (*path ? 0U : static_cast<unsigned>(AT_EMPTY_PATH));
    return open_tree(directory, path, flags);
}

class RootfsMaker {
public:
    RootfsMaker(const protocol::LaunchView &plan, const Report &report) : m_plan(plan), m_report(report) {}

    int make(const RootfsPause *pause)
    {
        openSources();
        openNull();
        if (!m_plan.rootfs.directory.empty()) {
            // As the host sees it, and before "/" is made private: the container's own file systems are on
            // it.
            m_directory = cloneTree(AT_FDCWD, m_plan.rootfs.directory.data, true);
            if (m_directory < 0)
                m_report.fail(Step::MountRootfs, m_plan.rootfs.directory.data);
        }
        makePrivate();
        mountRoot();
        for (uint32_t i = 0; i < m_plan.mounts.count; ++i)
            mountOne(m_plan.mounts.items[i], i);
        makeDevices();
        if (pause)
            pause->call(pause->context);
        const int terminal = makeTerminal();
        setSysctls();
        maskPaths();
        makeReadOnly();
        enter();
        return terminal;
    }

    void mountRoot()
    {
        const protocol::RootfsView &rootfs = m_plan.rootfs;
        int mount = -1;
        if (m_directory >= 0) {
            mount = m_directory;
            mount_attr attributes{};
            attributes.propagation = MS_PRIVATE;
            if (mount_setattr(mount, "", static_cast<unsigned>(AT_EMPTY_PATH | AT_RECURSIVE), &attributes,
                              sizeof attributes))
                m_report.fail(Step::MountRootfs, rootfs.directory.data);
        } else if (rootfs.upperDirectory.empty() && rootfs.lowerDirectories.count == 1) {
            mount = cloneTree(AT_FDCWD, rootfs.lowerDirectories.items[0].data, true);
        } else {
            mount = mountOverlay();
            // A volatile overlay leaves a mark that forbids the next mount, because the upper directory may
            // be torn after a crash of the host. We remount within one boot only, so the mark is removed.
            if (mount < 0 && errno == EINVAL && rootfs.isVolatile) {
                if (removeVolatileMark())
                    mount = mountOverlay();
                else
                    errno = EINVAL;
            }
        }
        const int target = open(rootfs.mountPoint.data, O_PATH | O_DIRECTORY | O_CLOEXEC);
        if (mount < 0 || target < 0 || !attach(mount, target))
            m_report.fail(Step::MountRootfs, rootfs.mountPoint.data);
        m_root = mount;
    }

private:
    // Before anything of the container is reachable: a bind's source is looked up on the host alone.
    void openSources()
    {
        if (m_plan.mounts.count > kMaximumBinds) {
            errno = E2BIG;
            m_report.fail(Step::OpenMountSource, "too many mounts");
        }
        for (uint32_t i = 0; i < m_plan.mounts.count; ++i) {
            const protocol::MountView &mount = m_plan.mounts.items[i];
            if (mount.kind != protocol::MountKind::Bind)
                continue;
            m_sources[i] = mount.mountNamespace.empty() ? openSource(mount) : openForeignSource(mount);
            if (m_sources[i] < 0)
                m_report.fail(Step::OpenMountSource, mount.source.data);
        }
    }

    static int openSource(const protocol::MountView &mount)
    {
        if (mount.subpath.empty())
            return cloneTree(AT_FDCWD, mount.source.data, mount.recursive);
        // Containers write below the source: a link there must not lead out of it.
        const int root = open(mount.source.data, O_PATH | O_DIRECTORY | O_CLOEXEC);
        const int inner = root < 0 ? -1
                                   : sys::openat2(root, mount.subpath.data, O_PATH, 0,
                                                  RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);
        const int tree = inner < 0 ? -1 : cloneTree(inner, "", mount.recursive);
        const int saved = errno;
        close(root);
        close(inner);
        errno = saved;
        return tree;
    }

    // A mount can be cloned in its own mount namespace only, so this process goes there and comes back. What
    // it may find there belongs to another container: links are not followed.
    static int openForeignSource(const protocol::MountView &mount)
    {
        const int home = open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC);
        const int there = open(mount.mountNamespace.data, O_RDONLY | O_CLOEXEC);
        int tree = -1;
        if (home >= 0 && there >= 0 && setns(there, CLONE_NEWNS) == 0) {
            const int source = sys::openat2(AT_FDCWD, mount.source.data, O_PATH, 0,
                                            RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS);
            tree = source < 0 ? -1 : cloneTree(source, "", mount.recursive);
            const int saved = errno;
            close(source);
            errno = saved;
            if (setns(home, CLONE_NEWNS))
                tree = -1;
        }
        const int saved = errno;
        close(home);
        close(there);
        errno = saved;
        return tree;
    }

    void makePrivate()
    {
        mount_attr attributes{};
        attributes.propagation = MS_PRIVATE;
        if (mount_setattr(AT_FDCWD, "/", AT_RECURSIVE, &attributes, sizeof attributes))
            m_report.fail(Step::MakePrivate);
    }

    bool removeVolatileMark()
    {
        PathBuffer path;
        path.append(m_plan.rootfs.workDirectory.data).append("/work/incompat/volatile");
        const size_t length = path.size();
        path.append("/dirty");
        unlink(path.c_str());
        path.truncate(length);
        return rmdir(path.c_str()) == 0;
    }

    // An option's path as overlayfs can take it: short ones as they are, long ones through a descriptor.
    const char *shortPath(const Text &path, TextBuffer<64> &buffer)
    {
        if (path.size <= kMaximumOption)
            return path.data;
        const int fd = open(path.data, O_PATH | O_DIRECTORY | O_CLOEXEC);
        if (fd < 0)
            m_report.fail(Step::MountRootfs, path.data);
        buffer.append("/proc/self/fd/").appendSigned(fd);
        return buffer.c_str();
    }

    int mountOverlay()
    {
        const protocol::RootfsView &rootfs = m_plan.rootfs;
        const int context = fsopen("overlay", FSOPEN_CLOEXEC);
        if (context < 0)
            return -1;
        for (const Text &lower : rootfs.lowerDirectories) {
            TextBuffer<64> buffer;
            if (!setOption(context, "lowerdir+", shortPath(lower, buffer))) {
                if (errno != EINVAL)
                    return -1;
                close(context);
                return mountOverlayOld();
            }
        }
        TextBuffer<64> upper;
        TextBuffer<64> work;
        if (!rootfs.upperDirectory.empty() &&
            (!setOption(context, "upperdir", shortPath(rootfs.upperDirectory, upper)) ||
             !setOption(context, "workdir", shortPath(rootfs.workDirectory, work))))
            return -1;
        if (rootfs.isVolatile && fsconfig(context, FSCONFIG_SET_FLAG, "volatile", nullptr, 0))
            return -1;
        if (rootfs.userxattr && fsconfig(context, FSCONFIG_SET_FLAG, "userxattr", nullptr, 0))
            return -1;
        setOption(context, "source", "overlay");
        if (fsconfig(context, FSCONFIG_CMD_CREATE, nullptr, nullptr, 0)) {
            const int saved = errno;
            close(context);
            // Linux before 6.5 keeps every option as text, and finds only here that it knows no "lowerdir+".
            if (saved == EINVAL)
                return mountOverlayOld();
            errno = saved;
            return -1;
        }
        const int mount = fsmount(context, FSMOUNT_CLOEXEC, 0);
        close(context);
        return mount;
    }

    static void appendEscaped(PathBuffer &options, const char *path)
    {
        for (; *path; ++path) {
            if (*path == ':' || *path == ',' || *path == '\\')
                options.append("\\");
            options.append(path, 1);
        }
    }

    int mountOverlayOld()
    {
        const protocol::RootfsView &rootfs = m_plan.rootfs;
        PathBuffer options;
        options.append("lowerdir=");
        for (uint32_t i = 0; i < rootfs.lowerDirectories.count; ++i) {
            options.append(i ? ":" : "");
            appendEscaped(options, rootfs.lowerDirectories.items[i].data);
        }
        if (options.overflown() || options.size() > 3000) { // one page holds all: descriptors are shorter
            options = PathBuffer();
            options.append("lowerdir=");
            for (uint32_t i = 0; i < rootfs.lowerDirectories.count; ++i) {
                const char *path = rootfs.lowerDirectories.items[i].data;
                const int fd = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
                if (fd < 0)
                    m_report.fail(Step::MountRootfs, path);
                options.append(i ? ":" : "").append("/proc/self/fd/").appendSigned(fd);
            }
        }
        if (!rootfs.upperDirectory.empty()) {
            options.append(",upperdir=");
            appendEscaped(options, rootfs.upperDirectory.data);
            options.append(",workdir=");
            appendEscaped(options, rootfs.workDirectory.data);
        }
        options.append(rootfs.isVolatile ? ",volatile" : "").append(rootfs.userxattr ? ",userxattr" : "");
        if (options.overflown()) {
            errno = E2BIG;
            return -1;
        }
        if (mount("overlay", rootfs.mountPoint.data, "overlay", 0, options.c_str()))
            return -1;
        const int tree = open_tree(AT_FDCWD, rootfs.mountPoint.data, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
        umount2(rootfs.mountPoint.data, MNT_DETACH);
        return tree;
    }

    // The host's own: what an image or a volume has there could be a link to anything (CVE-2025-31133).
    void openNull()
    {
        if (m_plan.maskedPaths.count == 0)
            return;
        m_null = cloneTree(AT_FDCWD, "/dev/null", false);
        struct stat info {};
        if (m_null < 0 || fstat(m_null, &info) || !S_ISCHR(info.st_mode) || info.st_rdev != makedev(1, 3))
            m_report.fail(Step::MaskPath, "/dev/null");
    }

    // A file of the procfs that was mounted here, by no link and through no other mount.
    int openProcFile(const char *path)
    {
        if (m_proc < 0) {
            errno = ENOENT;
            return -1;
        }
        return sys::openat2(m_proc, path, O_WRONLY, 0,
                            RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV);
    }

    int lookUp(const char *path, uint64_t flags) const
    {
        return sys::openat2(m_root, path, flags, 0, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);
    }

    // The mount point `path` inside the root, made if it is missing. Each parent is resolved inside the root
    // before something is made in it.
    int openTarget(const char *path, bool isFile, int linksLeft = 8)
    {
        const int found = lookUp(path, O_PATH);
        if (found >= 0 || errno != ENOENT)
            return found;
        PathBuffer prefix;
        int parent = lookUp("/", O_PATH | O_DIRECTORY);
        while (parent >= 0) {
            path += strspn(path, "/");
            const size_t length = strcspn(path, "/");
            if (length == 0)
                return parent;
            TextBuffer<256> name;
            name.append(path, length);
            if (name.overflown()) {
                errno = ENAMETOOLONG;
                return -1;
            }
            prefix.append("/").append(name.c_str());
            path += length;
            const bool last = path[strspn(path, "/")] == 0;
            int next = lookUp(prefix.c_str(), O_PATH);
            if (next < 0 && errno == ENOENT) {
                const int made = last && isFile ? mknodat(parent, name.c_str(), S_IFREG | 0644, 0)
                                                : mkdirat(parent, name.c_str(), 0755);
                if (made && errno != EEXIST)
                    return -1;
                next = lookUp(prefix.c_str(), O_PATH);
                // A link that leads nowhere yet, as /etc/resolv.conf is in many images: its end is made.
                if (next < 0 && errno == ENOENT && made && linksLeft > 0) {
                    PathBuffer end;
                    char link[1024];
                    const ssize_t size = readlinkat(parent, name.c_str(), link, sizeof link);
                    close(parent);
                    if (size <= 0)
                        return -1;
                    if (link[0] != '/')
                        end.append(prefix.c_str(), prefix.size() - name.size());
                    end.append(link, static_cast<size_t>(size)).append("/").append(path);
                    return openTarget(end.c_str(), isFile, linksLeft - 1);
                }
            }
            close(parent);
            parent = next;
        }
        return -1;
    }

    void mountOne(const protocol::MountView &mount, uint32_t index)
    {
        using protocol::MountKind;
        int tree = -1;
        switch (mount.kind) {
        case MountKind::Proc:
            tree = mountFileSystem("proc", mount.options, mount.attributes);
            break;
        case MountKind::Sysfs:
            tree = mountFileSystem("sysfs", mount.options, mount.attributes);
            break;
        case MountKind::Tmpfs:
            tree = mountFileSystem("tmpfs", mount.options, mount.attributes);
            break;
        case MountKind::Devpts:
            tree = mountFileSystem("devpts", mount.options, mount.attributes);
            break;
        case MountKind::Mqueue:
            tree = mountFileSystem("mqueue", mount.options, mount.attributes);
            break;
        case MountKind::Other:
            tree = mountFileSystem(mount.fileSystem.data, mount.options, mount.attributes, mount.source);
            break;
        case MountKind::Cgroup:
            mountCgroup(mount);
            return;
        case MountKind::Bind:
            tree = m_sources[index];
            setBindAttributes(tree, mount);
            break;
        default:
            errno = EINVAL;
        }
        if (tree < 0)
            m_report.fail(Step::Mount, mount.target.data);
        if (mount.kind != MountKind::Bind && mount.propagation)
            setPropagation(tree, mount.propagation, mount.target.data);
        const int target = openUndisguised(mount, tree);
        if (!attach(tree, target))
            m_report.fail(Step::Mount, mount.target.data);
        close(target);
        if (strcmp(mount.target.data, "/dev") == 0)
            m_dev = tree;
        if (mount.kind == MountKind::Devpts)
            m_pts = tree;
        if (strcmp(mount.target.data, "/proc") == 0)
            m_proc = tree;
    }

    static bool isProc(int fd)
    {
        struct statfs info {};
        return fstatfs(fd, &info) == 0 && info.f_type == PROC_SUPER_MAGIC;
    }

    // /proc and /sys have to be where everybody looks for them, and nothing of the image's or the user's may
    // stand in for them: labels, limits and masks would go to a fake (CVE-2019-16884, CVE-2023-27561).
    int openUndisguised(const protocol::MountView &mount, int tree)
    {
        using protocol::MountKind;
        // What programs such as lxcfs put there is data that only tells of limits.
        constexpr const char *kHarmless[] = {"/proc/cpuinfo", "/proc/diskstats",
                                             "/proc/meminfo", "/proc/stat",
                                             "/proc/swaps",   "/proc/uptime",
                                             "/proc/loadavg", "/proc/slabinfo",
                                             "/proc/net/dev", "/proc/sys/kernel/ns_last_pid"};
        const char *path = mount.target.data;
        int target = openTarget(path, mount.sourceIsFile);
        if (target >= 0 && (mount.kind == MountKind::Proc || mount.kind == MountKind::Sysfs)) {
            close(target);
            target = sys::openat2(m_root, path, O_PATH, 0, RESOLVE_IN_ROOT | RESOLVE_NO_SYMLINKS);
        } else if (target >= 0 && (strcmp(path, "/proc") == 0 ? !isProc(tree) : isProc(target))) {
            bool harmless = false;
            for (const char *known : kHarmless)
                harmless = harmless || strcmp(path, known) == 0;
            errno = EPERM;
            if (!harmless)
                m_report.fail(Step::Mount, path);
        }
        if (target < 0)
            m_report.fail(Step::Mount, path);
        return target;
    }

    void place(int tree, const char *path, bool isFile)
    {
        const int target = openTarget(path, isFile);
        if (target < 0 || !attach(tree, target))
            m_report.fail(Step::Mount, path);
        close(target);
    }

    void setBindAttributes(int tree, const protocol::MountView &mount)
    {
        mount_attr attributes{};
        attributes.attr_set = mount.attributes;
        attributes.attr_clr = mount.cleared;
        if (mount.attributesOfTopOnly) {
            if (mount_setattr(tree, "", AT_EMPTY_PATH, &attributes, sizeof attributes))
                m_report.fail(Step::Mount, mount.target.data);
            attributes = mount_attr{};
        }
        attributes.propagation = mount.propagation ? mount.propagation & ~static_cast<uint32_t>(MS_REC)
                                                   : static_cast<uint32_t>(MS_PRIVATE);
        const unsigned flags = static_cast<unsigned>(AT_EMPTY_PATH) |
                               (mount.recursive ? static_cast<unsigned>(AT_RECURSIVE) : 0U);
        if (mount_setattr(tree, "", flags, &attributes, sizeof attributes))
            m_report.fail(Step::Mount, mount.target.data);
    }

    void setPropagation(int tree, uint32_t propagation, const char *path)
    {
        mount_attr attributes{};
        attributes.propagation = propagation & ~static_cast<uint32_t>(MS_REC);
        const unsigned flags = static_cast<unsigned>(AT_EMPTY_PATH) |
                               (propagation & MS_REC ? static_cast<unsigned>(AT_RECURSIVE) : 0U);
        if (mount_setattr(tree, "", flags, &attributes, sizeof attributes))
            m_report.fail(Step::Mount, path);
    }

    // Without a namespace of its own a container must not see more than its own groups: they are bound.
    int mountGroup(const char *type, const Text &options, const Text &directory,
                   const protocol::MountView &mount, bool bound)
    {
        if (!bound)
            return mountFileSystem(type, options, mount.attributes);
        const int tree = cloneTree(AT_FDCWD, directory.data, false);
        mount_attr attributes{};
        attributes.attr_set = mount.attributes;
        attributes.propagation = MS_PRIVATE;
        if (tree >= 0 && mount_setattr(tree, "", AT_EMPTY_PATH, &attributes, sizeof attributes))
            return -1;
        return tree;
    }

    // The container's own control group as the root of its view. v1 has one mount for each hierarchy.
    void mountCgroup(const protocol::MountView &mount)
    {
        const Text none;
        if (m_plan.cgroup.version == protocol::CgroupVersion::V1) {
            Text options;
            options.data = "mode=755";
            options.size = 8;
            const int base =
                mountFileSystem("tmpfs", options, mount.attributes & ~uint64_t{MOUNT_ATTR_RDONLY});
            if (base < 0)
                m_report.fail(Step::Mount, mount.target.data);
            place(base, mount.target.data, false);
            constexpr char kRoot[] = "/sys/fs/cgroup/";
            for (const Text &directory : m_plan.cgroup.directories) {
                if (strncmp(directory.data, kRoot, sizeof kRoot - 1) != 0)
                    continue;
                const char *controllers = directory.data + sizeof kRoot - 1;
                TextBuffer<128> name;
                name.append(controllers, strcspn(controllers, "/"));
                Text option;
                option.data = name.c_str();
                option.size = static_cast<uint32_t>(name.size());
                // A named hierarchy without controllers ("systemd") has its name as an option.
                TextBuffer<128> named;
                if (strcmp(name.c_str(), "systemd") == 0) {
                    named.append("name=systemd");
                    option.data = named.c_str();
                    option.size = static_cast<uint32_t>(named.size());
                }
                const int tree = mountGroup("cgroup", option, directory, mount, !ownsCgroupNamespace());
                if (tree < 0)
                    m_report.fail(Step::Mount, directory.data);
                PathBuffer target;
                target.append(mount.target.data).append("/").append(name.c_str());
                place(tree, target.c_str(), false);
            }
            if (mount.attributes & MOUNT_ATTR_RDONLY)
                setReadOnly(base, mount.target.data);
            return;
        }
        const int tree = mountGroup(
            "cgroup2", none, m_plan.cgroup.directories.count ? m_plan.cgroup.directories.items[0] : none,
            mount, !ownsCgroupNamespace() && !m_plan.rootfs.directory.empty());
        if (tree < 0)
            m_report.fail(Step::Mount, mount.target.data);
        place(tree, mount.target.data, false);
    }

    // Without one (--cgroupns host) v1 shows the container's own groups all the same, as runc does.
    [[nodiscard]] bool ownsCgroupNamespace() const { return m_plan.namespaces & CLONE_NEWCGROUP; }

    void setReadOnly(int tree, const char *path)
    {
        mount_attr attributes{};
        attributes.attr_set = MOUNT_ATTR_RDONLY;
        if (mount_setattr(tree, "", AT_EMPTY_PATH, &attributes, sizeof attributes))
            m_report.fail(Step::ReadOnlyPath, path);
    }

    void makeDevice(const protocol::DeviceView &device)
    {
        const char *name = device.path.data;
        int directory = m_dev;
        if (directory >= 0 && strncmp(name, "/dev/", 5) == 0 && !strchr(name + 5, '/')) {
            name += 5;
        } else {
            const char *slash = strrchr(name, '/');
            PathBuffer parent;
            parent.append(name, slash ? static_cast<size_t>(slash - name) : 0).append("/");
            directory = openTarget(parent.c_str(), false);
            name = slash ? slash + 1 : name;
        }
        if (directory < 0)
            m_report.fail(Step::MakeDevice, device.path.data);
        if (mknodat(directory, name, device.mode, makedev(device.major, device.minor)) == 0) {
            if ((device.uid || device.gid) &&
                fchownat(directory, name, device.uid, device.gid, AT_SYMLINK_NOFOLLOW))
                m_report.fail(Step::MakeDevice, device.path.data);
            return;
        }
        if (errno == EEXIST)
            return;
        if (errno != EPERM)
            m_report.fail(Step::MakeDevice, device.path.data);
        // A user namespace may not make devices: the host's own is bound in its place.
        const int tree = cloneTree(AT_FDCWD, device.path.data, false);
        if (tree < 0 || (mknodat(directory, name, S_IFREG | 0644, 0) && errno != EEXIST))
            m_report.fail(Step::MakeDevice, device.path.data);
        place(tree, device.path.data, true);
    }

    void makeDevices()
    {
        const mode_t mask = umask(0);
        for (const protocol::DeviceView &device : m_plan.devices)
            makeDevice(device);
        umask(mask);
        if (m_dev < 0)
            return;
        constexpr const char *kLinks[][2] = {
            {"/proc/self/fd", "fd"},       {"/proc/self/fd/0", "stdin"}, {"/proc/self/fd/1", "stdout"},
            {"/proc/self/fd/2", "stderr"}, {"pts/ptmx", "ptmx"},         {"/proc/kcore", "core"},
        };
        for (const auto &link : kLinks) {
            if (symlinkat(link[0], m_dev, link[1]) && errno != EEXIST)
                m_report.fail(Step::MakeDevice, link[1]);
        }
    }

    int makeTerminal()
    {
        if (!m_plan.process.tty)
            return -1;
        if (m_dev < 0 || m_pts < 0) {
            errno = ENOENT;
            m_report.fail(Step::MakeTerminal, "/dev/pts");
        }
        const int terminal = openTerminal(m_pts, "ptmx", m_plan.process, m_report);
        if (mknodat(m_dev, "console", S_IFREG | 0600, 0) && errno != EEXIST)
            m_report.fail(Step::MakeTerminal, "/dev/console");
        const int tree = cloneTree(terminal, "", false);
        if (tree < 0)
            m_report.fail(Step::MakeTerminal, "/dev/console");
        place(tree, "/dev/console", true);
        return terminal;
    }

    void setSysctls()
    {
        for (const protocol::TextPair &sysctl : m_plan.sysctls) {
            TextBuffer<512> path;
            path.append("sys/").append(sysctl.first.data);
            // Dots separate, but a name with slashes keeps its dots (net/ipv4/conf/eth0.1).
            if (!strchr(sysctl.first.data, '/')) {
                for (char *at = path.data() + 4; *at; ++at)
                    *at = *at == '.' ? '/' : *at;
            }
            const int fd = openProcFile(path.c_str());
            if (fd < 0 || write(fd, sysctl.second.data, sysctl.second.size) < 0)
                m_report.fail(Step::SetSysctl, sysctl.first.data);
            close(fd);
        }
    }

    void maskPaths()
    {
        int empty = -1;
        // Before Linux 6.15 only what is attached can be cloned: the first one is the tree itself.
        bool nullAttached = false;
        for (const Text &path : m_plan.maskedPaths) {
            const int target = lookUp(path.data, O_PATH);
            if (target < 0) {
                if (errno == ENOENT || errno == ENOTDIR)
                    continue;
                m_report.fail(Step::MaskPath, path.data);
            }
            const int null = nullAttached ? cloneTree(m_null, "", false) : m_null;
            if (null < 0)
                m_report.fail(Step::MaskPath, path.data);
            if (attach(null, target)) {
                nullAttached = true;
                continue;
            }
            if (errno != EINVAL && errno != ENOTDIR) // a file cannot cover a directory
                m_report.fail(Step::MaskPath, path.data);
            if (nullAttached)
                close(null);
            if (empty < 0) {
                Text options;
                options.data = "size=0";
                options.size = 6;
                empty = mountFileSystem("tmpfs", options, MOUNT_ATTR_RDONLY);
                if (empty < 0 || !attach(empty, target))
                    m_report.fail(Step::MaskPath, path.data);
                continue;
            }
            const int copy = cloneTree(empty, "", false);
            if (copy < 0 || !attach(copy, target))
                m_report.fail(Step::MaskPath, path.data);
        }
    }

    void makeReadOnly()
    {
        for (const Text &path : m_plan.readOnlyPaths) {
            const int target = lookUp(path.data, O_PATH);
            if (target < 0) {
                if (errno == ENOENT || errno == ENOTDIR)
                    continue;
                m_report.fail(Step::ReadOnlyPath, path.data);
            }
            const int tree = cloneTree(target, "", true);
            mount_attr attributes{};
            attributes.attr_set =
                MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC;
            if (tree < 0 ||
                mount_setattr(tree, "", static_cast<unsigned>(AT_EMPTY_PATH | AT_RECURSIVE), &attributes,
                              sizeof attributes) ||
                !attach(tree, target))
                m_report.fail(Step::ReadOnlyPath, path.data);
        }
    }

    void enter()
    {
        if (m_plan.rootfs.propagation)
            setPropagation(m_root, m_plan.rootfs.propagation, "/");
        if (m_plan.rootfs.readOnly)
            setReadOnly(m_root, "/");
        // Old and new root share one mount point for a moment; the old one is on top and is taken off.
        if (fchdir(m_root) || sys::pivotRoot(".", ".") || umount2(".", MNT_DETACH) || chdir("/"))
            m_report.fail(Step::PivotRoot);
    }

    const protocol::LaunchView &m_plan;
    const Report &m_report;
    int m_root = -1;
    int m_dev = -1;
    int m_pts = -1;
    int m_proc = -1;
    int m_null = -1;
    int m_directory = -1;
    int m_sources[kMaximumBinds] = {};
};

} // namespace

void mountRootfs(const protocol::LaunchView &plan, const Report &report)
{
    RootfsMaker maker(plan, report);
    maker.mountRoot();
}

int makeRootfs(const protocol::LaunchView &plan, const Report &report, const RootfsPause *pause)
{
    RootfsMaker maker(plan, report);
    return maker.make(pause);
}

} // namespace catamaran::helpers
