// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/oci/seccomp.h"

#include "engine/base/unique_fd.h"
#include "engine/security/seccomp_library.h"
#include "engine/security/seccomp_words.h"

#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <fmt/format.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string_view>
#include <sys/mman.h>

namespace catamaran::engine::oci {

using namespace security::libseccomp;

namespace {

using nlohmann::json;

constexpr int kHighestNumber = 600; ///< beyond every system call number of today
constexpr std::uint32_t kX32Bit = 0x40000000;

struct FilterCloser {
    void operator()(void *filter) const { seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, FilterCloser>;

base::Error malformed(const std::string &what)
{
    return {base::Errc::InvalidArgument, "linux.seccomp: " + what};
}

base::Result<std::uint32_t> actionOf(const json &object, const char *key, const char *errnoKey)
{
    const std::string name = object.value(key, "");
    const auto value = object.value(errnoKey, std::uint32_t{EPERM});
    if (const auto action = security::seccompAction(name, value))
        return *action;
    if (name == "SCMP_ACT_NOTIFY")
        return base::fail(
            base::Error(base::Errc::Unsupported, "linux.seccomp: SCMP_ACT_NOTIFY is not supported")
                .withFix("Use a profile without a user-space listener"));
    return base::fail(malformed("unknown action \"" + name + "\""));
}

base::Result<scmp_compare> comparisonOf(const std::string &name)
{
    if (const auto found = security::seccompComparison(name))
        return *found;
    return base::fail(malformed("unknown comparison \"" + name + "\""));
}

base::Result<void> addArchitectures(scmp_filter_ctx filter, const json &section)
{
    // libseccomp's own names are those of the specification without the prefix, in lower case.
    for (const json &item : section.value("architectures", json::array())) {
        std::string name = item.get<std::string>();
        if (!name.starts_with("SCMP_ARCH_"))
            return base::fail(malformed("unknown architecture \"" + name + "\""));
        name.erase(0, 10);
        for (char &c : name)
            c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        const std::uint32_t token = seccomp_arch_resolve_name(name.c_str());
        if (token == 0)
            continue; // of a machine that this libseccomp does not know, so not this one
        // Another byte order cannot be in one filter, nor run here.
        const int error = seccomp_arch_add(filter, token);
        if (error && error != -EEXIST && error != -EDOM)
            return base::fail(base::Error::fromErrno(-error, "linux.seccomp: architecture " + name));
    }
    return {};
}

base::Result<void> addRule(scmp_filter_ctx filter, const json &rule, std::uint32_t fallback)
{
    CATAMARAN_TRY(const std::uint32_t action, actionOf(rule, "action", "errnoRet"));
    if (action == fallback)
        return {};
    std::vector<scmp_arg_cmp> arguments;
    std::map<unsigned, int> perIndex;
    for (const json &argument : rule.value("args", json::array())) {
        scmp_arg_cmp compare{};
        compare.arg = argument.value("index", 0U);
        if (compare.arg > 5)
            return base::fail(malformed("an argument's index is 0 to 5"));
        CATAMARAN_TRY(compare.op, comparisonOf(argument.value("op", "")));
        compare.datum_a = argument.value("value", std::uint64_t{0});
        compare.datum_b = argument.value("valueTwo", std::uint64_t{0});
        arguments.push_back(compare);
        ++perIndex[compare.arg];
    }
    bool alternatives = false;
    for (const auto &[index, count] : perIndex)
        alternatives = alternatives || count > 1;
    for (const json &item : rule.at("names")) {
        const std::string name = item.get<std::string>();
        const int number = seccomp_syscall_resolve_name(name.c_str());
        if (number == __NR_SCMP_ERROR)
            continue; // newer than this libseccomp; the fallback refuses it
        // Several comparisons of one argument mean any of them, which libseccomp takes as rules of their own.
        const std::size_t rules = alternatives ? arguments.size() : 1;
        for (std::size_t i = 0; i < rules; ++i) {
            const unsigned count = alternatives ? 1 : static_cast<unsigned>(arguments.size());
            const scmp_arg_cmp *first =
                arguments.empty() ? nullptr : arguments.data() + (alternatives ? i : 0);
            const int error = seccomp_rule_add_array(filter, action, number, count, first);
            if (error && error != -EEXIST && error != -EDOM)
                return base::fail(base::Error::fromErrno(-error, "linux.seccomp: rule for " + name));
        }
    }
    return {};
}

std::uint32_t highestKnownCall()
{
    std::uint32_t highest = 0;
    for (int number = 0; number < kHighestNumber; ++number) {
        char *name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, number);
        highest = name ? static_cast<std::uint32_t>(number) : highest;
        std::free(name);
    }
    return highest;
}

std::string unknownCallsPrologue()
{
    const sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, seccomp_arch_native(), 0, 4),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, kX32Bit, 2, 0),
        BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, highestKnownCall(), 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
    };
    return {reinterpret_cast<const char *>(code), sizeof code};
}

base::Result<std::string> exportProgram(scmp_filter_ctx filter)
{
    const base::UniqueFd fd(memfd_create("seccomp", MFD_CLOEXEC));
    if (!fd)
        return base::failErrno("make a memory file");
    if (const int error = seccomp_export_bpf(filter, fd.get()))
        return base::fail(base::Error::fromErrno(-error, "compile linux.seccomp"));
    const off_t size = lseek(fd.get(), 0, SEEK_END);
    std::string program(static_cast<std::size_t>(size), '\0');
    if (pread(fd.get(), program.data(), program.size(), 0) != size)
        return base::failErrno("read the compiled filter");
    return program;
}

} // namespace

base::Result<std::string> compileSeccomp(const json &section)
{
    if (!section.value("listenerPath", std::string()).empty())
        return base::fail(base::Errc::Unsupported, "linux.seccomp.listenerPath is not supported");
    for (const json &flag : section.value("flags", json::array())) {
        // One thread loads the filter, so it is in step with all of them.
        if (flag != "SECCOMP_FILTER_FLAG_TSYNC")
            return base::fail(base::Errc::Unsupported,
                              "linux.seccomp: the flag " + flag.get<std::string>() + " is not supported");
    }
    CATAMARAN_TRY(const std::uint32_t fallback, actionOf(section, "defaultAction", "defaultErrnoRet"));
    const json rules = section.value("syscalls", json::array());
    if (fallback == SCMP_ACT_ALLOW && rules.empty())
        return std::string();
    CATAMARAN_CHECK(library.load());
    const Filter filter(seccomp_init(fallback));
    if (!filter)
        return base::fail(base::Errc::System, "seccomp: out of memory");
    seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2);
    seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_NNP, 0);
    CATAMARAN_CHECK(addArchitectures(filter.get(), section));
    for (const json &rule : rules)
        CATAMARAN_CHECK(addRule(filter.get(), rule, fallback));
    CATAMARAN_TRY(std::string program, exportProgram(filter.get()));
    const bool answersErrno = (fallback & 0xffff0000U) == SCMP_ACT_ERRNO(0);
    return answersErrno ? unknownCallsPrologue() + program : program;
}

} // namespace catamaran::engine::oci
