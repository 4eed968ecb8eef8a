// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/oci/translate.h"

#include "engine/oci/check.h"
#include "engine/oci/mount_options.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <sched.h>
#include <set>
#include <sys/mount.h>
#include <sys/personality.h>
#include <sys/stat.h>

#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x00000080
#endif

namespace catamaran::engine::oci {

namespace {

using nlohmann::json;

base::Error invalid(const std::string &what)
{
    return {base::Errc::InvalidArgument, what};
}

base::Error unsupported(const std::string &what)
{
    return base::Error(base::Errc::Unsupported, what).withFix("Take it out of config.json");
}

// A member that may be missing, and that Go writes as null when it is empty.
const json &member(const json &object, const char *name)
{
    static const json kNothing;
    const auto found = object.find(name);
    return found == object.end() ? kNothing : *found;
}

std::string text(const json &object, const char *name)
{
    const json &value = member(object, name);
    return value.is_string() ? value.get<std::string>() : std::string();
}

std::vector<std::string> texts(const json &object, const char *name)
{
    const json &value = member(object, name);
    return value.is_array() ? value.get<std::vector<std::string>>() : std::vector<std::string>();
}

bool isEmpty(const json &value)
{
    return value.is_null() || ((value.is_object() || value.is_array()) && value.empty()) || value == "";
}

class Translator {
public:
    Translator(const json &config, const std::string &bundle, Translation &into)
        : m_config(config), m_linux(member(config, "linux").is_null() ? m_nothing : member(config, "linux")),
          m_bundle(bundle), m_into(into), m_plan(into.plan.launch)
    {
    }

    base::Result<void> run(const SeccompCompiler &compile)
    {
        CATAMARAN_CHECK(refuseOthers());
        CATAMARAN_CHECK(root());
        CATAMARAN_CHECK(namespaces());
        CATAMARAN_CHECK(names());
        CATAMARAN_CHECK(mounts());
        CATAMARAN_CHECK(devices());
        CATAMARAN_CHECK(sysctls());
        CATAMARAN_CHECK(hooks());
        m_plan.maskedPaths = texts(m_linux, "maskedPaths");
        m_plan.readOnlyPaths = texts(m_linux, "readonlyPaths");
        m_into.cgroupsPath = text(m_linux, "cgroupsPath");
        const json &seccomp = member(m_linux, "seccomp");
        if (!isEmpty(seccomp)) {
            CATAMARAN_TRY(m_plan.process.seccompProgram, compile(seccomp));
        }
        return {};
    }

private:
    base::Result<void> refuseOthers()
    {
        for (const char *section : {"windows", "solaris", "vm", "zos", "freebsd"}) {
            if (!member(m_config, section).is_null())
                return base::fail(
                    unsupported(fmt::format("the configuration is for {}, not for Linux", section)));
        }
        for (const char *name : {"intelRdt", "netDevices", "memoryPolicy", "mountLabel"}) {
            if (!isEmpty(member(m_linux, name)))
                return base::fail(unsupported(fmt::format("linux.{} is not supported", name)));
        }
        return {};
    }

    base::Result<void> root()
    {
        const json &section = member(m_config, "root");
        if (!section.is_object())
            return base::fail(invalid("root is missing: a container on Linux needs a root file system"));
        std::string path = section["path"].get<std::string>();
        if (path.empty())
            return base::fail(invalid("root.path is empty"));
        if (path[0] != '/')
            path = m_bundle + "/" + path;
        m_plan.rootfs.directory = path;
        m_plan.rootfs.mountPoint = path;
        m_plan.rootfs.readOnly = section.value("readonly", false);
        const std::string propagation = text(m_linux, "rootfsPropagation");
        static const std::map<std::string, std::uint32_t> kPropagations = {
            {"", 0},
            {"private", MS_PRIVATE},
            {"rprivate", MS_PRIVATE | MS_REC},
            {"shared", MS_SHARED},
            {"rshared", MS_SHARED | MS_REC},
            {"slave", MS_SLAVE},
            {"rslave", MS_SLAVE | MS_REC},
            {"unbindable", MS_UNBINDABLE},
            {"runbindable", MS_UNBINDABLE | MS_REC}};
        const auto found = kPropagations.find(propagation);
        if (found == kPropagations.end())
            return base::fail(invalid("linux.rootfsPropagation: unknown value " + propagation));
        m_plan.rootfs.propagation = found->second;
        return {};
    }

    base::Result<void> namespaces()
    {
        static const std::map<std::string, std::uint64_t> kTypes = {
            {"pid", CLONE_NEWPID},   {"network", CLONE_NEWNET},  {"mount", CLONE_NEWNS},
            {"ipc", CLONE_NEWIPC},   {"uts", CLONE_NEWUTS},      {"user", CLONE_NEWUSER},
            {"time", CLONE_NEWTIME}, {"cgroup", CLONE_NEWCGROUP}};
        std::uint64_t seen = 0;
        for (const json &item : listOf(m_linux, "namespaces")) {
            const std::string type = item["type"].get<std::string>();
            const auto found = kTypes.find(type);
            if (found == kTypes.end())
                return base::fail(invalid("linux.namespaces: unknown type " + type));
            if (seen & found->second)
                return base::fail(invalid("linux.namespaces: " + type + " is named twice"));
            seen |= found->second;
            const std::string path = text(item, "path");
            if (path.empty()) {
                m_plan.namespaces |= found->second;
            } else {
                if (path[0] != '/')
                    return base::fail(invalid("linux.namespaces: the path of " + type + " must be absolute"));
                if (found->second == CLONE_NEWUSER || found->second == CLONE_NEWNS)
                    return base::fail(unsupported(
                        fmt::format("joining the {} namespace of others is not supported", type)));
                m_plan.joinNamespaces.push_back({found->second, path});
            }
        }
        if (!(m_plan.namespaces & CLONE_NEWNS))
            return base::fail(
                unsupported("a container without a mount namespace of its own is not supported"));
        m_seen = seen;
        m_plan.network.mode =
            seen & CLONE_NEWNET ? launch::NetworkPlan::Mode::None : launch::NetworkPlan::Mode::Host;
        return mappings();
    }

    base::Result<void> mappings()
    {
        const auto read = [this](const char *name) {
            std::vector<launch::IdMapping> list;
            for (const json &item : listOf(m_linux, name))
                list.push_back({item["containerID"].get<std::uint32_t>(), item["hostID"].get<std::uint32_t>(),
                                item["size"].get<std::uint32_t>()});
            return list;
        };
        m_plan.uidMappings = read("uidMappings");
        m_plan.gidMappings = read("gidMappings");
        const bool mapped = !m_plan.uidMappings.empty() || !m_plan.gidMappings.empty();
        if (m_plan.namespaces & CLONE_NEWUSER) {
            if (m_plan.uidMappings.empty() || m_plan.gidMappings.empty())
                return base::fail(invalid("a user namespace needs linux.uidMappings and linux.gidMappings"));
        } else if (mapped) {
            return base::fail(invalid("user id mappings are given, but no user namespace"));
        }
        const json &offsets = member(m_linux, "timeOffsets");
        if (isEmpty(offsets))
            return {};
        if (!(m_plan.namespaces & CLONE_NEWTIME))
            return base::fail(invalid("linux.timeOffsets needs a time namespace"));
        for (auto it = offsets.begin(); it != offsets.end(); ++it) {
            if (it.key() != "monotonic" && it.key() != "boottime")
                return base::fail(invalid("linux.timeOffsets: unknown clock " + it.key()));
            m_into.plan.timeOffsets += fmt::format("{} {} {}\n", it.key(), it->value("secs", std::int64_t{0}),
                                                   it->value("nanosecs", std::uint32_t{0}));
        }
        return {};
    }

    base::Result<void> names()
    {
        m_plan.hostname = text(m_config, "hostname");
        m_plan.domainname = text(m_config, "domainname");
        if ((!m_plan.hostname.empty() || !m_plan.domainname.empty()) && !(m_seen & CLONE_NEWUTS))
            return base::fail(invalid("unable to set hostname without a private UTS namespace"));
        const json &personality = member(m_linux, "personality");
        if (!personality.is_object())
            return {};
        const std::string domain = text(personality, "domain");
        if (domain != "LINUX" && domain != "LINUX32")
            return base::fail(invalid("linux.personality: unknown domain " + domain));
        if (!isEmpty(member(personality, "flags")))
            return base::fail(unsupported("linux.personality.flags is not supported"));
        m_into.plan.personality = domain == "LINUX32" ? PER_LINUX32 : PER_LINUX;
        return {};
    }

    base::Result<void> mounts()
    {
        for (const json &item : listOf(m_config, "mounts")) {
            if (!isEmpty(member(item, "uidMappings")) || !isEmpty(member(item, "gidMappings")))
                return base::fail(unsupported("mount " + text(item, "destination") +
                                              ": ID-mapped mounts are not supported"));
            CATAMARAN_TRY(launch::MountPlan mount,
                          planMount(text(item, "destination"), text(item, "type"), text(item, "source"),
                                    texts(item, "options"), m_bundle));
            m_hostDev = m_hostDev || (mount.target == "/dev" && mount.kind == launch::MountPlan::Kind::Bind);
            m_plan.mounts.push_back(std::move(mount));
        }
        return {};
    }

    base::Result<void> devices()
    {
        if (m_hostDev)
            return {}; // the host's /dev has them, and must not be changed
        std::set<std::string> named;
        for (const json &item : listOf(m_linux, "devices")) {
            const std::string type = text(item, "type");
            launch::DevicePlan device;
            device.path = text(item, "path");
            static const std::map<std::string, std::uint32_t> kTypes = {
                {"c", S_IFCHR}, {"u", S_IFCHR}, {"b", S_IFBLK}, {"p", S_IFIFO}};
            const auto found = kTypes.find(type);
            if (found == kTypes.end())
                return base::fail(
                    invalid(fmt::format("linux.devices: unknown type {} of {}", type, device.path)));
            if (!device.path.starts_with('/'))
                return base::fail(invalid("linux.devices: the path must be absolute: " + device.path));
            const json &mode = member(item, "fileMode");
            device.mode = found->second | (mode.is_number() ? mode.get<std::uint32_t>() & 07777U : 0666U);
            if (found->second != S_IFIFO) {
                const json &major = member(item, "major");
                const json &minor = member(item, "minor");
                if (!major.is_number() || !minor.is_number() || major < 0 || minor < 0)
                    return base::fail(
                        invalid("linux.devices: major and minor of " + device.path + " are missing"));
                device.major = major.get<std::uint32_t>();
                device.minor = minor.get<std::uint32_t>();
            }
            device.uid = member(item, "uid").is_number() ? member(item, "uid").get<std::uint32_t>() : 0;
            device.gid = member(item, "gid").is_number() ? member(item, "gid").get<std::uint32_t>() : 0;
            named.insert(device.path);
            m_plan.devices.push_back(std::move(device));
        }
        // config-linux.md "Default Devices"
        constexpr struct {
            const char *path;
            std::uint32_t major, minor;
        } kDefaults[] = {{"/dev/null", 1, 3},   {"/dev/zero", 1, 5},    {"/dev/full", 1, 7},
                         {"/dev/random", 1, 8}, {"/dev/urandom", 1, 9}, {"/dev/tty", 5, 0}};
        for (const auto &device : kDefaults) {
            if (!named.contains(device.path))
                m_plan.devices.push_back({device.path, S_IFCHR | 0666, device.major, device.minor});
        }
        return {};
    }

    base::Result<void> sysctls()
    {
        static const std::set<std::string> kIpc = {"kernel.msgmax", "kernel.msgmnb",         "kernel.msgmni",
                                                   "kernel.sem",    "kernel.shmall",         "kernel.shmmax",
                                                   "kernel.shmmni", "kernel.shm_rmid_forced"};
        const json &section = member(m_linux, "sysctl");
        for (auto it = section.begin(); section.is_object() && it != section.end(); ++it) {
            std::string dotted = it.key();
            if (dotted.find('/') != std::string::npos)
                std::replace(dotted.begin(), dotted.end(), '/', '.');
            std::uint64_t needed = 0;
            if (kIpc.contains(dotted) || dotted.starts_with("fs.mqueue."))
                needed = CLONE_NEWIPC;
            else if (dotted.starts_with("net."))
                needed = CLONE_NEWNET;
            else if (dotted == "kernel.domainname" || dotted == "kernel.hostname")
                needed = CLONE_NEWUTS;
            if (!needed || !(m_seen & needed))
                return base::fail(
                    invalid(fmt::format("sysctl \"{}\" is not in a separate kernel namespace", it.key())));
            m_plan.sysctls.emplace_back(it.key(), it->get<std::string>());
        }
        return {};
    }

    base::Result<void> hooks()
    {
        CATAMARAN_TRY(m_into.plan.runtimeHooks, hooksOf(m_config, "prestart"));
        CATAMARAN_TRY(auto createRuntime, hooksOf(m_config, "createRuntime"));
        m_into.plan.runtimeHooks.insert(m_into.plan.runtimeHooks.end(), createRuntime.begin(),
                                        createRuntime.end());
        CATAMARAN_TRY(m_into.plan.createContainerHooks, hooksOf(m_config, "createContainer"));
        CATAMARAN_TRY(m_into.plan.startContainerHooks, hooksOf(m_config, "startContainer"));
        CATAMARAN_TRY(m_into.poststart, hooksOf(m_config, "poststart"));
        CATAMARAN_TRY(m_into.poststop, hooksOf(m_config, "poststop"));
        return {};
    }

    static const json &listOf(const json &object, const char *name)
    {
        static const json kEmpty = json::array();
        const json &value = member(object, name);
        return value.is_array() ? value : kEmpty;
    }

    const json m_nothing = json::object();
    const json &m_config;
    const json &m_linux;
    const std::string &m_bundle;
    Translation &m_into;
    launch::LaunchPlan &m_plan;
    std::uint64_t m_seen = 0;
    bool m_hostDev = false;
};

} // namespace

base::Result<std::vector<launch::HookPlan>> hooksOf(const json &config, const char *kind)
{
    std::vector<launch::HookPlan> hooks;
    const json &section = member(config, "hooks");
    const json &list = section.is_object() ? member(section, kind) : section;
    for (std::size_t i = 0; list.is_array() && i < list.size(); ++i) {
        launch::HookPlan hook;
        hook.path = text(list[i], "path");
        if (!hook.path.starts_with('/'))
            return base::fail(
                invalid(fmt::format("hooks.{}: the path must be absolute: {}", kind, hook.path)));
        hook.arguments = texts(list[i], "args");
        hook.environment = texts(list[i], "env");
        const json &timeout = member(list[i], "timeout");
        if (timeout.is_number()) {
            if (timeout <= 0)
                return base::fail(invalid(fmt::format("hooks.{}: the timeout must be above zero", kind)));
            hook.timeoutMs = timeout.get<std::uint64_t>() * 1000;
        }
        hooks.push_back(std::move(hook));
    }
    return hooks;
}

void setStateTexts(launch::OciPlan &plan, const std::string &id, const std::string &bundle,
                   const json &annotations)
{
    plan.stateHead = fmt::format(R"({{"ociVersion":"{}","id":{},"status":")", kOciVersion, json(id).dump());
    plan.stateMiddle = R"(","pid":)";
    plan.stateTail = fmt::format(R"(,"bundle":{},"annotations":{}}})", json(bundle).dump(),
                                 annotations.is_object() ? annotations.dump() : "{}");
}

base::Result<Translation> translate(const json &config, const std::string &id, const std::string &bundle,
                                    const SeccompCompiler &compile)
{
    Translation result;
    const std::string version = text(config, "ociVersion");
    if (!version.starts_with("1."))
        return base::fail(invalid("ociVersion " + version + " is not known; 1.x is"));
    const json &process = member(config, "process");
    if (!process.is_object())
        return base::fail(invalid("process is missing: there is nothing to run"));
    CATAMARAN_CHECK(Translator(config, bundle, result).run(compile));
    CATAMARAN_CHECK(translateProcess(process, result.plan, result.warnings));
    result.plan.launch.containerId = id;
    setStateTexts(result.plan, id, bundle, member(config, "annotations"));
    return result;
}

} // namespace catamaran::engine::oci
