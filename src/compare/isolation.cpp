// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/rollback.h"
#include "src/compare/lab_hulls.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <dirent.h>
#include <fstream>
#include <sstream>
#include <sys/utsname.h>
#include <unistd.h>

namespace catamaran::compare {

namespace {

/// Nothing here outlives the shell: the sysctl gets the value that it has, the mount is taken off again.
constexpr std::string_view kProbe = R"sh(
echo "kernel=$(uname -r)"
echo "boot=$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)"
for n in pid mnt net uts ipc user cgroup; do echo "ns_$n=$(readlink /proc/self/ns/$n 2>/dev/null)"; done
echo "hostname=$(cat /proc/sys/kernel/hostname 2>/dev/null)"
set -- /proc/[0-9]*; echo "processes=$#"
echo "first=$(cat /proc/1/comm 2>/dev/null)"
set -- /dev/*; echo "devices=$#"
echo "interfaces=$(ls /sys/class/net 2>/dev/null | tr '\n' ' ')"
while read -r key value rest; do
    case $key in
    CapEff:) echo "caps=$value" ;;
    Seccomp:) echo "seccomp=$value" ;;
    esac
done < /proc/self/status
lines=0; while read -r line; do lines=$((lines + 1)); done < /proc/modules && echo "modules=$lines"
while read -r key value rest; do
    if [ "$key" = MemTotal: ]; then echo "memory=$value"; fi
done < /proc/meminfo
cpus=0; while read -r key rest; do
    if [ "$key" = processor ]; then cpus=$((cpus + 1)); fi
done < /proc/cpuinfo; echo "cpus=$cpus"
read -r up rest < /proc/uptime; echo "uptime=${up%%.*}"
echo "log=$(dmesg 2>/dev/null | wc -l)"
value=$(cat /proc/sys/kernel/panic 2>/dev/null)
if (echo "$value" > /proc/sys/kernel/panic) 2>/dev/null; then echo sysctl=writable; else echo sysctl=read-only; fi
if mkdir -p /tmp/lab-probe 2>/dev/null && mount -t tmpfs lab /tmp/lab-probe 2>/dev/null; then
    umount /tmp/lab-probe; echo mount=allowed
else echo mount=refused; fi
rmdir /tmp/lab-probe 2>/dev/null
true
)sh";

std::string valueOf(const Evidence &evidence, std::string_view key)
{
    for (const auto &[name, value] : evidence)
        if (name == key)
            return value;
    return {};
}

std::string firstLine(const std::string &path)
{
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

std::string linkOf(const std::string &path)
{
    char target[128];
    const ssize_t n = ::readlink(path.c_str(), target, sizeof target);
    return n > 0 ? std::string(target, static_cast<std::size_t>(n)) : std::string();
}

int countEntries(const char *directory, bool onlyNumbers)
{
    DIR *opened = ::opendir(directory);
    if (opened == nullptr)
        return 0;
    int count = 0;
    while (const dirent *entry = ::readdir(opened)) {
        const char first = entry->d_name[0];
        count += onlyNumbers ? (first >= '0' && first <= '9') : first != '.';
    }
    ::closedir(opened);
    return count;
}

std::string fieldOf(const std::string &path, std::string_view key)
{
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with(key))
            continue;
        std::istringstream rest(line.substr(key.size()));
        std::string value;
        rest >> value;
        return value;
    }
    return {};
}

int lineCount(const std::string &path, std::string_view start = {})
{
    std::ifstream file(path);
    int count = 0;
    for (std::string line; std::getline(file, line);)
        count += line.starts_with(start);
    return count;
}

int bits(const std::string &hex)
{
    return __builtin_popcountll(std::strtoull(hex.c_str(), nullptr, 16));
}

/// Whether the hull runs on the host's kernel: the boot id is drawn once a boot.
bool onHostsKernel(const Evidence &host, const Evidence &hull)
{
    return valueOf(host, "boot") == valueOf(hull, "boot");
}

/// Shared where both name the same thing AND run on the same kernel: two kernels may use equal numbers.
Sharing bySameKernel(const Evidence &host, const Evidence &hull, std::string_view key)
{
    if (hull.empty() || valueOf(hull, key).empty())
        return Sharing::Unknown;
    if (!onHostsKernel(host, hull))
        return Sharing::Own;
    return valueOf(host, key) == valueOf(hull, key) ? Sharing::Shared : Sharing::Own;
}

Sharing kernelOnly(const Evidence &host, const Evidence &hull)
{
    if (hull.empty())
        return Sharing::Unknown;
    return onHostsKernel(host, hull) ? Sharing::Shared : Sharing::Own;
}

/// The host's, with less of it allowed, when `filtered` says so.
Sharing filteredWhen(const Evidence &host, const Evidence &hull, bool filtered)
{
    const Sharing sharing = kernelOnly(host, hull);
    return sharing == Sharing::Shared && filtered ? Sharing::Filtered : sharing;
}

struct Aspect {
    const char *id;
    const char *title;
    const char *meaning;
    std::string (*text)(const Evidence &);
    Sharing (*sharing)(const Evidence &host, const Evidence &hull);
};

std::string orDash(std::string text)
{
    return text.empty() ? "-" : text;
}

template <int Index>
Sharing sharedNamespace(const Evidence &host, const Evidence &hull)
{
    static constexpr std::array kNames = {"ns_pid", "ns_mnt",  "ns_net",   "ns_uts",
                                          "ns_ipc", "ns_user", "ns_cgroup"};
    return bySameKernel(host, hull, kNames[Index]);
}

std::string gibibytes(const std::string &kibibytes)
{
    if (kibibytes.empty())
        return "-";
    char text[32];
    std::snprintf(text, sizeof text, "%.2f GiB", std::strtod(kibibytes.c_str(), nullptr) / 1048576.0);
    return text;
}

std::string uptimeText(const Evidence &e)
{
    const std::string seconds = valueOf(e, "uptime");
    return seconds.empty() ? "-" : "up " + seconds + " s";
}

const std::vector<Aspect> &aspects()
{
    static const std::vector<Aspect> kAspects = {
        {"kernel", "Kernel", "A hole in a shared kernel is a hole in every hull that runs on it.",
         [](const Evidence &e) { return orDash(valueOf(e, "kernel")); }, kernelOnly},
        {"boot", "Boot", "A shared boot means that a crash of the kernel ends all of them together.",
         [](const Evidence &e) { return orDash(valueOf(e, "boot").substr(0, 8)); }, kernelOnly},
        {"processes", "Processes", "With its own list, it can neither see nor signal the host's programs.",
         [](const Evidence &e) {
             return valueOf(e, "processes") + " seen, the first is " + orDash(valueOf(e, "first"));
         },
         sharedNamespace<0>},
        {"files", "Mounts", "With mounts of its own, it sees only the files that it was given.",
         [](const Evidence &e) { return orDash(valueOf(e, "ns_mnt")); }, sharedNamespace<1>},
        {"network", "Network", "With a stack of its own, it has its own addresses, ports and firewall.",
         [](const Evidence &e) { return orDash(valueOf(e, "interfaces")); }, sharedNamespace<2>},
        {"hostname", "Host name", "Its name is its own affair.",
         [](const Evidence &e) { return orDash(valueOf(e, "hostname")); }, sharedNamespace<3>},
        {"ipc", "Shared memory and semaphores", "Programs outside cannot be reached through System V IPC.",
         [](const Evidence &e) { return orDash(valueOf(e, "ns_ipc")); }, sharedNamespace<4>},
        {"users", "User ids", "Where user ids are shared, root inside is root outside, with fewer rights.",
         [](const Evidence &e) { return orDash(valueOf(e, "ns_user")); }, sharedNamespace<5>},
        {"cgroups", "Control groups",
         "Limits are set from outside; with a tree of its own it sees only its part.",
         [](const Evidence &e) { return orDash(valueOf(e, "ns_cgroup")); }, sharedNamespace<6>},
        {"capabilities", "Capabilities", "Of the rights that root has on the shared kernel, some are left.",
         [](const Evidence &e) {
             return valueOf(e, "caps").empty() ? "-"
                                               : std::to_string(bits(valueOf(e, "caps"))) + " rights of root";
         },
         [](const Evidence &host, const Evidence &hull) {
             return filteredWhen(host, hull, bits(valueOf(hull, "caps")) < bits(valueOf(host, "caps")));
         }},
        {"syscalls", "System calls",
         "Without a kernel of its own, a filter stands between it and the shared one.",
         [](const Evidence &e) -> std::string {
             const std::string mode = valueOf(e, "seccomp");
             return mode.empty() ? "-" : mode == "2" ? "filtered (seccomp)" : "all";
         },
         [](const Evidence &host, const Evidence &hull) {
             return filteredWhen(host, hull, valueOf(hull, "seccomp") == "2");
         }},
        {"devices", "Devices", "Device nodes of the host lead straight to its drivers.",
         [](const Evidence &e) { return orDash(valueOf(e, "devices")) + " nodes in /dev"; },
         [](const Evidence &host, const Evidence &hull) {
             return filteredWhen(host, hull, valueOf(hull, "devices") != valueOf(host, "devices"));
         }},
        {"modules", "Kernel modules", "Drivers that the host has loaded work for all on the same kernel.",
         [](const Evidence &e) {
             return (valueOf(e, "modules").empty() ? "list not shown" : valueOf(e, "modules") + " loaded");
         },
         kernelOnly},
        {"memory", "Memory", "Shared memory is given out page by page; a VM's is set aside as a whole.",
         [](const Evidence &e) { return gibibytes(valueOf(e, "memory")); }, kernelOnly},
        {"cpus", "Processors",
         "On the host's scheduler a program is a program; a VM's processor is a thread of it.",
         [](const Evidence &e) { return orDash(valueOf(e, "cpus")); }, kernelOnly},
        {"clock", "Clock", "A shared clock cannot be set from inside; an own one can drift.", uptimeText,
         kernelOnly},
        {"log", "Kernel log", "The kernel's messages may tell about the host and its other programs.",
         [](const Evidence &e) {
             const std::string lines = valueOf(e, "log");
             return lines == "not tried" ? lines : orDash(lines) + " lines read";
         },
         [](const Evidence &host, const Evidence &hull) {
             return filteredWhen(host, hull, valueOf(hull, "log") == "0" && valueOf(host, "log") != "0");
         }},
        {"settings", "Kernel settings", "Writing /proc/sys of a shared kernel would change it for everybody.",
         [](const Evidence &e) { return orDash(valueOf(e, "sysctl")); },
         [](const Evidence &host, const Evidence &hull) {
             return filteredWhen(host, hull, valueOf(hull, "sysctl") == "read-only");
         }},
        {"mounting", "Mounting a file system", "File system code of a shared kernel is kept out of reach.",
         [](const Evidence &e) { return orDash(valueOf(e, "mount")); },
         [](const Evidence &host, const Evidence &hull) {
             return filteredWhen(host, hull, valueOf(hull, "mount") == "refused");
         }},
    };
    return kAspects;
}

base::Result<Evidence> probeHull(core::Deck &deck, core::Kind kind, const std::string &image,
                                 const base::OperationContext &context)
{
    const std::string hull = kind == core::Kind::Vm ? "VM" : "container";
    context.report("Starting the " + hull);
    base::Rollback rollback; // removes the hull in any case
    CATAMARAN_TRY(
        const core::WorkloadId id,
        startHull(deck, kind, image, waitingProgram(image), context, [&](const core::WorkloadId &started) {
            rollback.push("remove the " + hull, [&deck, started] { return deck.remove(started, true); });
        }));
    context.report("Asking the " + hull);
    CATAMARAN_TRY(const Answer answer, runInside(deck, id, shellLine(image, std::string(kProbe)), context));
    return parseEvidence(answer.out);
}

} // namespace

std::string_view sharingName(Sharing sharing) noexcept
{
    switch (sharing) {
    case Sharing::Shared:
        return "shared";
    case Sharing::Filtered:
        return "filtered";
    case Sharing::Own:
        return "own";
    case Sharing::Unknown:
        break;
    }
    return "unknown";
}

std::string_view isolationProbe() noexcept
{
    return kProbe;
}

Evidence hostEvidence()
{
    Evidence out;
    utsname names{};
    ::uname(&names);
    out.emplace_back("kernel", names.release);
    out.emplace_back("boot", firstLine("/proc/sys/kernel/random/boot_id"));
    for (const char *name : {"pid", "mnt", "net", "uts", "ipc", "user", "cgroup"})
        out.emplace_back("ns_" + std::string(name), linkOf("/proc/self/ns/" + std::string(name)));
    out.emplace_back("hostname", names.nodename);
    out.emplace_back("processes", std::to_string(countEntries("/proc", true)));
    out.emplace_back("first", firstLine("/proc/1/comm"));
    out.emplace_back("devices", std::to_string(countEntries("/dev", false)));
    out.emplace_back("interfaces", std::to_string(countEntries("/sys/class/net", false)) + " interfaces");
    out.emplace_back("caps", fieldOf("/proc/self/status", "CapEff:"));
    out.emplace_back("seccomp", fieldOf("/proc/self/status", "Seccomp:"));
    out.emplace_back("modules", std::to_string(lineCount("/proc/modules")));
    out.emplace_back("memory", fieldOf("/proc/meminfo", "MemTotal:"));
    out.emplace_back("cpus", std::to_string(lineCount("/proc/cpuinfo", "processor")));
    const std::string up = firstLine("/proc/uptime");
    out.emplace_back("uptime", up.substr(0, up.find('.')));
    // Trying these on the host would change it, or need rights that a look must not ask for.
    for (const char *key : {"log", "sysctl", "mount"})
        out.emplace_back(key, "not tried");
    return out;
}

Evidence parseEvidence(std::string_view text)
{
    Evidence out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        const std::size_t equals = line.find('=');
        if (equals == 0 || equals == std::string_view::npos)
            continue;
        std::string value(line.substr(equals + 1));
        while (value.ends_with(' '))
            value.pop_back();
        out.emplace_back(std::string(line.substr(0, equals)), std::move(value));
    }
    return out;
}

std::vector<IsolationRow> isolationRows(const Evidence &host, const Evidence &container, const Evidence &vm)
{
    std::vector<IsolationRow> rows;
    for (const Aspect &aspect : aspects()) {
        const auto text = [&](const Evidence &evidence) {
            return evidence.empty() ? std::string("-") : aspect.text(evidence);
        };
        rows.push_back({aspect.id, aspect.title, aspect.meaning, text(host), text(container), text(vm),
                        container.empty() ? Sharing::Unknown : aspect.sharing(host, container),
                        vm.empty() ? Sharing::Unknown : aspect.sharing(host, vm)});
    }
    return rows;
}

base::Result<Isolation> exploreIsolation(core::Deck &deck, const std::string &image,
                                         const base::OperationContext &context)
{
    Isolation isolation;
    isolation.facts = factsOf(deck, image);
    CATAMARAN_TRY(const Evidence container, probeHull(deck, core::Kind::Container, image, context));
    CATAMARAN_TRY(const Evidence vm, probeHull(deck, core::Kind::Vm, image, context));
    isolation.rows = isolationRows(hostEvidence(), container, vm);
    return isolation;
}

} // namespace catamaran::compare
