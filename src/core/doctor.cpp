// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/core/doctor.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace catamaran::core {

namespace {

constexpr std::int64_t kGiB = std::int64_t(1) << 30;
constexpr std::int64_t kLeastFree = kGiB;
constexpr std::int64_t kFewFree = 5 * kGiB;

/// What a feature is called as a check, and who needs it.
struct Known {
    std::string_view feature;
    const char *id;
    const char *title;
    bool asRoot;    ///< needed when root runs it
    bool otherwise; ///< needed without root
};
constexpr std::array kKnown = {
    Known{"containers", "privilege", "Permission to run containers", true, true},
    Known{"helper programs", "helpers", "Catamaran's own helper programs", true, true},
    Known{"overlayfs", "overlayfs", "Layered file systems (overlayfs)", true, true},
    Known{"cgroup v2", "cgroups", "Control groups and their delegation", true, false},
    Known{"cgroup v1", "cgroups", "Control groups and their delegation", true, false},
    Known{"cgroups", "cgroups", "Control groups and their delegation", true, false},
    Known{"nftables", "nftables", "Firewall (nftables)", true, true},
    Known{"seccomp", "seccomp", "System call filters (seccomp)", true, true},
    Known{"user namespaces", "userns", "User namespaces", false, true},
    Known{"id map tools", "idmap", "Tools for id maps (newuidmap)", false, false},
    Known{"subordinate ids", "subuid", "Subordinate ids (/etc/subuid)", false, false},
    Known{"pasta", "pasta", "Way out of a user's network (pasta)", false, true},
    Known{"/dev/net/tun", "tun", "Network tunnel device", false, true},
    Known{"ports below 1024", "lowports", "Ports below 1024", false, false},
    Known{"ping from containers", "ping", "Ping from containers", false, false},
    Known{"start at boot", "linger", "Start with the computer", false, false},
};

std::string size(std::int64_t bytes)
{
    return base::Bytes(bytes).human();
}

/// "sudo sysctl a.b=c" as file and value; false for other lines.
bool readSetting(const std::string &fix, Check &check)
{
    const auto start = fix.find("sysctl ");
    const auto equals = fix.find('=', start == std::string::npos ? 0 : start);
    if (start == std::string::npos || equals == std::string::npos)
        return false;
    std::string name = fix.substr(start + 7, equals - start - 7);
    std::string value = fix.substr(equals + 1);
    if (!value.empty() && value.front() == '"')
        value = value.substr(1, value.find('"', 1) - 1);
    else
        value = value.substr(0, value.find_first_of(" ;,."));
    if (name.empty() || value.empty() ||
        name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.") != std::string::npos)
        return false;
    const bool spaced = value.find(' ') != std::string::npos;
    check.command = "sudo sysctl " + name + "=" + (spaced ? "\"" + value + "\"" : value);
    std::replace(name.begin(), name.end(), '.', '/');
    check.settingPath = "/proc/sys/" + name;
    check.settingValue = value;
    return true;
}

/// The line for a shell that a sentence holds, if it holds one.
void readCommand(Check &check)
{
    if (check.fix.empty() || readSetting(check.fix, check))
        return;
    for (const std::string_view start : {"sudo ", "modprobe ", "loginctl ", "apt install "}) {
        const auto at = check.fix.find(start);
        if (at == std::string::npos)
            continue;
        const auto end = check.fix.find_first_of("(;,", at);
        std::string line = check.fix.substr(at, end == std::string::npos ? end : end - at);
        while (!line.empty() && (line.back() == ' ' || line.back() == '.'))
            line.pop_back();
        check.command = line.starts_with("modprobe ") ? "sudo " + line : line;
        return;
    }
    const auto package = check.fix.find("Install the package ");
    if (package != std::string::npos) {
        const auto from = package + std::strlen("Install the package ");
        check.command =
            "sudo apt install " + check.fix.substr(from, check.fix.find_first_of(" .(,", from) - from);
    }
}

Check checkOf(const Feature &feature, const DoctorFacts &facts)
{
    Check check;
    check.area = feature.area;
    check.id = feature.name;
    check.title = feature.name;
    const bool ofVms = feature.area != "containers";
    if (ofVms) {
        const bool accelerator = feature.name == "accelerator" || feature.name == "hardware acceleration";
        check.id = accelerator ? "kvm" : feature.name == "libvirt" ? "libvirt" : feature.name;
        check.title = accelerator                      ? "Hardware acceleration (KVM)"
                      : feature.name == "libvirt"      ? "Virtual machines (libvirt and QEMU)"
                      : feature.name == "guest kernel" ? "Kernel for light VMs"
                      : feature.name == "guest init"   ? "First program of light VMs"
                                                       : feature.name;
        check.needed = facts.needsVms && !accelerator;
    } else {
        for (const Known &known : kKnown) {
            if (known.feature != feature.name)
                continue;
            check.id = known.id;
            check.title = known.title;
            check.needed = facts.isRoot ? known.asRoot : known.otherwise;
        }
    }
    check.explanation = feature.explanation;
    if (!feature.available) {
        check.state = check.needed ? Check::State::Missing : Check::State::Warning;
        check.fix = feature.fix;
        readCommand(check);
    }
    return check;
}

Check diskCheck(const DoctorFacts &facts)
{
    Check check;
    check.id = "disk";
    check.area = "computer";
    check.title = "Space on the disk";
    check.needed = true;
    const std::int64_t free = *facts.freeBytes;
    check.explanation =
        size(free) + " of " + size(facts.totalBytes) + " are free where " + facts.dataDirectory + " lies";
    if (free >= kFewFree)
        return check;
    check.state = free < kLeastFree ? Check::State::Missing : Check::State::Warning;
    check.fix = "Remove what nothing uses any more: catamaran system prune";
    check.command = "catamaran system prune";
    return check;
}

} // namespace

DoctorFacts doctorFacts(Deck &deck, const std::string &dataDirectory)
{
    DoctorFacts facts;
    facts.features = deck.features();
    facts.host = deck.hostFacts();
    facts.isRoot = ::geteuid() == 0;
    facts.dataDirectory = dataDirectory;
    struct statvfs disk {};
    if (!dataDirectory.empty() && ::statvfs(dataDirectory.c_str(), &disk) == 0) {
        facts.freeBytes = static_cast<std::int64_t>(disk.f_bavail) * static_cast<std::int64_t>(disk.f_frsize);
        facts.totalBytes =
            static_cast<std::int64_t>(disk.f_blocks) * static_cast<std::int64_t>(disk.f_frsize);
    }
    return facts;
}

std::vector<Check> diagnose(const DoctorFacts &facts)
{
    std::vector<Check> checks;
    for (const Feature &feature : facts.features)
        checks.push_back(checkOf(feature, facts));
    if (facts.freeBytes)
        checks.push_back(diskCheck(facts));
    const auto rank = [](const Check &check) {
        return check.state == Check::State::Missing ? 0 : check.state == Check::State::Warning ? 1 : 2;
    };
    std::stable_sort(checks.begin(), checks.end(), [&rank](const Check &a, const Check &b) {
        return rank(a) != rank(b) ? rank(a) < rank(b) : a.needed && !b.needed;
    });
    return checks;
}

bool needsHelp(const std::vector<Check> &checks)
{
    return std::any_of(checks.begin(), checks.end(), [](const Check &check) {
        return check.needed && check.state == Check::State::Missing;
    });
}

base::Result<void> applyFix(const Check &check)
{
    if (check.settingPath.empty())
        return base::fail(base::Error(base::Errc::Unsupported, check.title + " cannot be put right from here")
                              .withFix(check.fix));
    const int fd = ::open(check.settingPath.c_str(), O_WRONLY | O_CLOEXEC);
    const bool written = fd >= 0 && ::write(fd, check.settingValue.data(), check.settingValue.size()) ==
                                        static_cast<ssize_t>(check.settingValue.size());
    const int error = errno;
    if (fd >= 0)
        ::close(fd);
    if (written)
        return {};
    const bool denied = error == EACCES || error == EPERM || error == EROFS;
    return base::fail(base::Error(denied ? base::Errc::PermissionDenied : base::Errc::System,
                                  "cannot write " + check.settingPath + ": " + std::strerror(error))
                          .withFix(denied ? "Run as root: " + check.command : check.fix));
}

} // namespace catamaran::core
