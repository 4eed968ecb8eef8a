// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/oci/documents.h"

#include "engine/oci/check.h"
#include "engine/security/seccomp_library.h"
#include "engine/security/security.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace catamaran::engine::oci {

using Json = nlohmann::ordered_json;

namespace {

Json mount(const char *destination, const char *type, const char *source, Json options)
{
    Json result = {{"destination", destination}, {"type", type}, {"source", source}};
    if (!options.empty())
        result["options"] = std::move(options);
    return result;
}

Json process()
{
    const Json few = Json::array({"CAP_AUDIT_WRITE", "CAP_KILL", "CAP_NET_BIND_SERVICE"});
    return {{"terminal", true},
            {"user", {{"uid", 0}, {"gid", 0}}},
            {"args", {"sh"}},
            {"env", {"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "TERM=xterm"}},
            {"cwd", "/"},
            {"capabilities", {{"bounding", few}, {"effective", few}, {"permitted", few}}},
            {"rlimits", Json::array({{{"type", "RLIMIT_NOFILE"}, {"hard", 1024}, {"soft", 1024}}})},
            {"noNewPrivileges", true}};
}

} // namespace

std::string versionText()
{
    return CATAMARAN_VERSION;
}

std::string specText(SpecKind kind)
{
    const bool rootless = kind == SpecKind::Rootless;
    Json pts = {"nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620"};
    if (!rootless)
        pts.push_back("gid=5");
    Json mounts = Json::array();
    mounts.push_back(mount("/proc", "proc", "proc", Json::array()));
    mounts.push_back(mount("/dev", "tmpfs", "tmpfs", {"nosuid", "strictatime", "mode=755", "size=65536k"}));
    mounts.push_back(mount("/dev/pts", "devpts", "devpts", std::move(pts)));
    mounts.push_back(
        mount("/dev/shm", "tmpfs", "shm", {"nosuid", "noexec", "nodev", "mode=1777", "size=65536k"}));
    mounts.push_back(mount("/dev/mqueue", "mqueue", "mqueue", {"nosuid", "noexec", "nodev"}));
    if (rootless)
        mounts.push_back(mount("/sys", "none", "/sys", {"rbind", "nosuid", "noexec", "nodev", "ro"}));
    else
        mounts.push_back(mount("/sys", "sysfs", "sysfs", {"nosuid", "noexec", "nodev", "ro"}));
    if (!rootless)
        mounts.push_back(
            mount("/sys/fs/cgroup", "cgroup", "cgroup", {"nosuid", "noexec", "nodev", "relatime", "ro"}));
    Json namespaces = Json::array();
    for (const char *type : {"pid", "network", "ipc", "uts", "mount", "cgroup"}) {
        if (!rootless || std::string_view(type) != "network")
            namespaces.push_back({{"type", type}});
    }
    Json linuxSection = Json::object();
    if (rootless) {
        namespaces.push_back({{"type", "user"}});
        linuxSection["uidMappings"] = Json::array({{{"containerID", 0}, {"hostID", geteuid()}, {"size", 1}}});
        linuxSection["gidMappings"] = Json::array({{{"containerID", 0}, {"hostID", getegid()}, {"size", 1}}});
    } else {
        linuxSection["resources"] = {{"devices", Json::array({{{"allow", false}, {"access", "rwm"}}})}};
    }
    linuxSection["namespaces"] = std::move(namespaces);
    linuxSection["maskedPaths"] = security::defaultMaskedPaths();
    linuxSection["readonlyPaths"] = security::defaultReadOnlyPaths();
    Json document = {{"ociVersion", kOciVersion},
                     {"process", process()},
                     {"root", {{"path", "rootfs"}, {"readonly", true}}},
                     {"hostname", "catamaran"},
                     {"mounts", std::move(mounts)},
                     {"linux", std::move(linuxSection)}};
    return document.dump(4) + "\n";
}

std::string featuresText()
{
    unsigned major = 0;
    unsigned minor = 0;
    unsigned micro = 0;
    if (const scmp_version *version = security::libseccomp::seccomp_version()) {
        major = version->major;
        minor = version->minor;
        micro = version->micro;
    }
    Json document = {
        {"ociVersionMin", "1.0.0"},
        {"ociVersionMax", kOciVersion},
        {"hooks",
         {"prestart", "createRuntime", "createContainer", "startContainer", "poststart", "poststop"}},
        {"mountOptions", {"async",        "atime",       "bind",        "defaults",       "dev",
                          "diratime",     "exec",        "loud",        "noatime",        "nodev",
                          "nodiratime",   "noexec",      "norelatime",  "nostrictatime",  "nosuid",
                          "nosymfollow",  "private",     "ratime",      "rbind",          "rdev",
                          "rdiratime",    "relatime",    "rexec",       "rnoatime",       "rnodev",
                          "rnodiratime",  "rnoexec",     "rnorelatime", "rnostrictatime", "rnosuid",
                          "rnosymfollow", "ro",          "rprivate",    "rrelatime",      "rro",
                          "rrw",          "rshared",     "rslave",      "rstrictatime",   "rsuid",
                          "rsymfollow",   "runbindable", "rw",          "shared",         "silent",
                          "slave",        "strictatime", "suid",        "symfollow",      "unbindable"}},
        {"linux",
         {{"namespaces", {"cgroup", "ipc", "mount", "network", "pid", "time", "user", "uts"}},
          {"capabilities", security::capabilityNames(security::kernelCapabilities())},
          {"cgroup",
           {{"v1", true}, {"v2", true}, {"systemd", false}, {"systemdUser", false}, {"rdma", true}}},
          {"seccomp",
           {{"enabled", true},
            {"actions",
             {"SCMP_ACT_ALLOW", "SCMP_ACT_ERRNO", "SCMP_ACT_KILL", "SCMP_ACT_KILL_PROCESS",
              "SCMP_ACT_KILL_THREAD", "SCMP_ACT_LOG", "SCMP_ACT_TRACE", "SCMP_ACT_TRAP"}},
            {"operators",
             {"SCMP_CMP_EQ", "SCMP_CMP_GE", "SCMP_CMP_GT", "SCMP_CMP_LE", "SCMP_CMP_LT", "SCMP_CMP_MASKED_EQ",
              "SCMP_CMP_NE"}},
            {"archs",
             {"SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM", "SCMP_ARCH_PPC64LE", "SCMP_ARCH_RISCV64",
              "SCMP_ARCH_S390X", "SCMP_ARCH_X32", "SCMP_ARCH_X86", "SCMP_ARCH_X86_64"}},
            {"knownFlags",
             {"SECCOMP_FILTER_FLAG_TSYNC", "SECCOMP_FILTER_FLAG_LOG", "SECCOMP_FILTER_FLAG_SPEC_ALLOW"}},
            {"supportedFlags", {"SECCOMP_FILTER_FLAG_TSYNC"}}}},
          {"apparmor", {{"enabled", true}}},
          {"selinux", {{"enabled", false}}},
          {"intelRdt", {{"enabled", false}}},
          {"mountExtensions", {{"idmap", {{"enabled", false}}}}}}},
        {"annotations",
         {{"io.github.seccomp.libseccomp.version", fmt::format("{}.{}.{}", major, minor, micro)},
          {"org.catamaran.runtime.version", versionText()}}}};
    return document.dump(4) + "\n";
}

} // namespace catamaran::engine::oci
