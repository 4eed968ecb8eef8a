// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/base/sync.h"
#include "engine/security/seccomp_library.h"
#include "engine/security/seccomp_profile.h"
#include "engine/security/seccomp_ready.h"
#include "engine/security/seccomp_words.h"
#include "engine/security/security.h"

#include <algorithm>
#include <cstddef>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <sys/mman.h>

namespace catamaran::engine::security {

using namespace libseccomp;

namespace {

using nlohmann::json;

// x86-64 had about 470 system calls in 2025; numbers without a name are skipped.
constexpr int kHighestNumber = 600;

struct FilterCloser {
    void operator()(void *filter) const { seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, FilterCloser>;

// The names that docker's profiles use for architectures (Go's GOARCH).
std::vector<std::string> nativeArchitectures()
{
    switch (seccomp_arch_native()) {
    case SCMP_ARCH_X86_64:
        return {"amd64", "x32"};
    case SCMP_ARCH_AARCH64:
        return {"arm64"};
    case SCMP_ARCH_PPC64LE:
        return {"ppc64le"};
    case SCMP_ARCH_S390X:
        return {"s390x"};
    case SCMP_ARCH_RISCV64:
        return {"riscv64"};
    default:
        return {};
    }
}

base::Error malformed(const std::string &what)
{
    return {base::Errc::Parse, "seccomp profile: " + what};
}

std::vector<std::string> textsOf(const json &object, const char *key)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_array())
        return {};
    return found->get<std::vector<std::string>>();
}

// Whether a rule is for these capabilities and this machine.
bool applies(const json &rule, const std::set<std::string> &capabilities)
{
    const std::vector<std::string> machine = nativeArchitectures();
    const auto isMine = [&machine](const std::string &name) {
        return std::find(machine.begin(), machine.end(), name) != machine.end();
    };
    const auto holds = [&capabilities](const std::string &name) { return capabilities.count(name) != 0; };
    const json none = json::object();
    const json &includes = rule.contains("includes") ? rule["includes"] : none;
    const json &excludes = rule.contains("excludes") ? rule["excludes"] : none;
    const auto wantedMachines = textsOf(includes, "arches");
    const auto wantedCapabilities = textsOf(includes, "caps");
    const auto otherMachines = textsOf(excludes, "arches");
    const auto otherCapabilities = textsOf(excludes, "caps");
    return (wantedMachines.empty() || std::any_of(wantedMachines.begin(), wantedMachines.end(), isMine)) &&
           std::all_of(wantedCapabilities.begin(), wantedCapabilities.end(), holds) &&
           std::none_of(otherMachines.begin(), otherMachines.end(), isMine) &&
           std::none_of(otherCapabilities.begin(), otherCapabilities.end(), holds);
}

base::Result<std::uint32_t> actionOf(const json &object, const char *key, const char *errnoKey)
{
    const std::string name = object.value(key, "");
    const auto value = object.value(errnoKey, std::uint32_t{EPERM});
    if (const auto action = seccompAction(name, value))
        return *action;
    return base::fail(malformed("unknown action '" + name + "'"));
}

base::Result<scmp_compare> comparisonOf(const std::string &name)
{
    if (const auto found = seccompComparison(name))
        return *found;
    return base::fail(malformed("unknown comparison '" + name + "'"));
}

base::Result<std::vector<scmp_arg_cmp>> argumentsOf(const json &rule)
{
    std::vector<scmp_arg_cmp> arguments;
    if (!rule.contains("args") || rule["args"].is_null())
        return arguments;
    for (const json &argument : rule["args"]) {
        scmp_arg_cmp compare{};
        compare.arg = argument.value("index", 0U);
        CATAMARAN_TRY(compare.op, comparisonOf(argument.value("op", "")));
        compare.datum_a = argument.value("value", std::uint64_t{0});
        compare.datum_b = argument.value("valueTwo", std::uint64_t{0});
        arguments.push_back(compare);
    }
    return arguments;
}

// "SCMP_ARCH_X86_64" to libseccomp's own "x86_64".
std::string architectureName(const std::string &word)
{
    std::string name = word.substr(word.starts_with("SCMP_ARCH_") ? 10 : 0);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return name;
}

class Compiler {
public:
    explicit Compiler(std::uint64_t capabilities)
    {
        for (std::string &name : capabilityNames(capabilities))
            m_capabilities.insert(std::move(name));
    }

    base::Result<std::string> compile(const json &profile)
    {
        CATAMARAN_TRY(const std::uint32_t fallback, actionOf(profile, "defaultAction", "defaultErrnoRet"));
        m_default = fallback;
        m_filter.reset(seccomp_init(m_default));
        if (!m_filter)
            return base::fail(base::Errc::System, "seccomp: out of memory");
        // Balanced tree: a filter runs at every system call, and its length is paid at every start.
        seccomp_attr_set(m_filter.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2);
        seccomp_attr_set(m_filter.get(), SCMP_FLTATR_CTL_NNP, 0);
        seccomp_attr_set(m_filter.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ERRNO(ENOSYS));
        for (const json &rule : profile.at("syscalls")) {
            if (applies(rule, m_capabilities))
                CATAMARAN_CHECK(addRule(rule));
        }
        return exportProgram();
    }

private:
    base::Result<void> addRule(const json &rule)
    {
        CATAMARAN_TRY(const std::uint32_t action, actionOf(rule, "action", "errnoRet"));
        CATAMARAN_TRY(const auto arguments, argumentsOf(rule));
        std::vector<std::string> names = textsOf(rule, "names");
        if (rule.contains("name"))
            names.push_back(rule["name"].get<std::string>());
        for (const std::string &name : names) {
            const int number = seccomp_syscall_resolve_name(name.c_str());
            if (number == __NR_SCMP_ERROR || number < 0)
                continue; // of another machine, or newer than this libseccomp
            if (action == m_default)
                continue;
            const int error = seccomp_rule_add_array(m_filter.get(), action, number,
                                                     static_cast<unsigned>(arguments.size()),
                                                     arguments.empty() ? nullptr : arguments.data());
            if (error && error != -EEXIST)
                return base::fail(base::Error::fromErrno(-error, "seccomp rule for " + name));
        }
        return {};
    }

    // Calls that are newer than anything this profile could know get ENOSYS instead of EPERM, so that
    // programs fall back to older ones (as runc does). Jumps are relative, so it can simply stand in front.
    static std::string unknownCallsPrologue()
    {
        const sock_filter code[] = {
            BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, seccomp_arch_native(), 0, 3),
            BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
            BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, highestKnownCall(), 0, 1),
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        };
        return {reinterpret_cast<const char *>(code), sizeof code};
    }

    static std::uint32_t highestKnownCall()
    {
        std::uint32_t highest = 0;
        for (int number = 0; number < kHighestNumber; ++number) {
            char *name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, number);
            highest = name ? static_cast<std::uint32_t>(number) : highest;
            std::free(name);
        }
        return highest;
    }

    base::Result<std::string> exportProgram()
    {
        const base::UniqueFd fd(memfd_create("seccomp", MFD_CLOEXEC));
        if (!fd)
            return base::failErrno("make a memory file");
        if (const int error = seccomp_export_bpf(m_filter.get(), fd.get()))
            return base::fail(base::Error::fromErrno(-error, "compile the seccomp profile"));
        const off_t size = lseek(fd.get(), 0, SEEK_END);
        std::string program(static_cast<std::size_t>(size), '\0');
        if (pread(fd.get(), program.data(), program.size(), 0) != size)
            return base::failErrno("read the compiled seccomp profile");
        return m_default == SCMP_ACT_ALLOW ? program : unknownCallsPrologue() + program;
    }

    std::set<std::string> m_capabilities;
    std::uint32_t m_default = 0;
    Filter m_filter;
};

base::Result<std::string> compileText(std::string_view text, std::uint64_t capabilities)
{
    CATAMARAN_CHECK(library.load());
    try {
        return Compiler(capabilities).compile(json::parse(text));
    } catch (const json::exception &error) {
        return base::fail(malformed(error.what()));
    }
}

} // namespace

base::Result<std::string> seccompProgram(std::uint64_t capabilities)
{
    if (const std::string_view ready = readySeccompProgram(capabilities); !ready.empty())
        return std::string(ready);
    static base::Sync<std::map<std::uint64_t, std::string>> s_cache;
    auto cache = s_cache.lock();
    if (const auto found = cache->find(capabilities); found != cache->end())
        return found->second;
    CATAMARAN_TRY(std::string program, compileText(kDefaultSeccompProfile, capabilities));
    return cache->emplace(capabilities, std::move(program)).first->second;
}

base::Result<std::string> seccompSectionFromText(std::string_view profile, std::uint64_t capabilities)
{
    std::set<std::string> held;
    for (std::string &name : capabilityNames(capabilities))
        held.insert(std::move(name));
    CATAMARAN_CHECK(library.load());
    try {
        const json whole = json::parse(profile);
        json out = {{"defaultAction", whole.at("defaultAction")}, {"syscalls", json::array()}};
        if (whole.contains("defaultErrnoRet"))
            out["defaultErrnoRet"] = whole["defaultErrnoRet"];
        // Our own filter has only the machine's first; a runtime kills who calls in another one's way.
        for (const json &machine : whole.value("archMap", json::array())) {
            if (seccomp_arch_resolve_name(architectureName(machine.at("architecture")).c_str()) !=
                seccomp_arch_native())
                continue;
            out["architectures"] = json::array({machine["architecture"]});
            for (const json &further : machine.value("subArchitectures", json::array()))
                out["architectures"].push_back(further);
        }
        for (const json &rule : whole.at("syscalls")) {
            if (!applies(rule, held))
                continue;
            json one = {{"action", rule.at("action")}, {"names", textsOf(rule, "names")}};
            if (rule.contains("name"))
                one["names"].push_back(rule["name"]);
            for (const char *key : {"errnoRet", "args"}) {
                if (rule.contains(key) && !rule[key].is_null())
                    one[key] = rule[key];
            }
            out["syscalls"].push_back(std::move(one));
        }
        return out.dump();
    } catch (const json::exception &error) {
        return base::fail(malformed(error.what()));
    }
}

base::Result<std::string> seccompProgramFromText(const std::string &profile, std::uint64_t capabilities)
{
    return compileText(profile, capabilities);
}

base::Result<std::string> seccompProgramFromFile(const std::string &path, std::uint64_t capabilities)
{
    auto text = base::readFile(path, 4U << 20);
    if (!text)
        return base::fail(
            std::move(text).error().withContext("opening seccomp profile (" + path + ") failed"));
    auto program = compileText(*text, capabilities);
    if (!program)
        return base::fail(std::move(program).error().withContext(path));
    return program;
}

} // namespace catamaran::engine::security
