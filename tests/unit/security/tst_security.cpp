// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/security/capabilities.h"
#include "engine/security/security.h"
#include "tests/support/support.h"

#include <cerrno>
#include <cstddef>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <nlohmann/json.hpp>
#include <sched.h>
#include <sys/syscall.h>

using namespace catamaran;
using namespace catamaran::engine::security;
using nlohmann::json;

namespace {

constexpr std::uint32_t kAllow = SECCOMP_RET_ALLOW;
std::uint32_t refusal(int error)
{
    return SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(error);
}

// Runs a filter as the kernel would: the instructions that libseccomp and we generate.
std::uint32_t judge(const std::string &program, int number, std::uint64_t argument0 = 0,
                    std::uint32_t machine = AUDIT_ARCH_X86_64, int *steps = nullptr)
{
    seccomp_data data{};
    data.nr = number;
    data.arch = machine;
    data.args[0] = argument0;
    const auto *code = reinterpret_cast<const sock_filter *>(program.data());
    const std::size_t count = program.size() / sizeof(sock_filter);
    std::uint32_t a = 0;
    for (std::size_t pc = 0; pc < count; ++pc) {
        const sock_filter &i = code[pc];
        if (steps)
            ++*steps;
        switch (i.code) {
        case BPF_LD | BPF_W | BPF_ABS:
            std::memcpy(&a, reinterpret_cast<const char *>(&data) + i.k, sizeof a);
            break;
        case BPF_JMP | BPF_JA:
            pc += i.k;
            break;
        case BPF_JMP | BPF_JEQ | BPF_K:
            pc += a == i.k ? i.jt : i.jf;
            break;
        case BPF_JMP | BPF_JGT | BPF_K:
            pc += a > i.k ? i.jt : i.jf;
            break;
        case BPF_JMP | BPF_JGE | BPF_K:
            pc += a >= i.k ? i.jt : i.jf;
            break;
        case BPF_ALU | BPF_AND | BPF_K:
            a &= i.k;
            break;
        case BPF_RET | BPF_K:
            return i.k;
        default:
            qFatal("instruction %x is not known to the test", i.code);
        }
    }
    return 0;
}

json corpus(const char *file)
{
    const std::string directory = test::corpusDirectory();
    const auto text = base::readFile(directory + "/cli/flags/" + file);
    return text ? json::parse(*text) : json();
}

std::vector<std::string> texts(const json &object, const char *key)
{
    return object.contains(key) && object[key].is_array() ? object[key].get<std::vector<std::string>>()
                                                          : std::vector<std::string>();
}

} // namespace

class TstSecurity : public QObject {
    Q_OBJECT

private slots:
    void theDefaultSetIsDockers()
    {
        QCOMPARE(defaultCapabilities(), std::uint64_t{0xa80425fb});
        QCOMPARE(capabilityNames(defaultCapabilities()).size(), std::size_t{14});
        QCOMPARE(capabilityNames(3), (std::vector<std::string>{"CAP_CHOWN", "CAP_DAC_OVERRIDE"}));
    }

    void namesAreNormalisedAsDockerDoes()
    {
        const json cases = corpus("cap-normalise.json");
        if (cases.is_null())
            QSKIP("no corpus");
        QVERIFY(!cases["cases"].empty());
        for (const json &one : cases["cases"])
            QCOMPARE(normalCapabilityName(one["in"].get<std::string>()), one["out"].get<std::string>());
    }

    void addAndDropAmountToWhatDockerSays()
    {
        const json cases = corpus("cap-effective.json");
        if (cases.is_null())
            QSKIP("no corpus");
        QVERIFY(!cases["cases"].empty());
        for (const json &one : cases["cases"]) {
            const auto change = effectiveCapabilityChange(texts(one["in"], "add"), texts(one["in"], "drop"));
            QCOMPARE(change.add, texts(one["out"], "add"));
            QCOMPARE(change.drop, texts(one["out"], "drop"));
        }
    }

    void allAndNamesAreCombinedAsDockerDoes()
    {
        const std::uint64_t base = defaultCapabilities();
        QCOMPARE(*applyCapabilities(base, {}, {"all"}), std::uint64_t{0});
        QCOMPARE(*applyCapabilities(base, {"net_admin"}, {"ALL"}), std::uint64_t{1} << 12);
        QCOMPARE(*applyCapabilities(base, {"ALL"}, {"CAP_CHOWN"}), kernelCapabilities() & ~std::uint64_t{1});
        QCOMPARE(*applyCapabilities(base, {"SYS_ADMIN"}, {"Net_Raw"}),
                 (base | std::uint64_t{1} << 21) & ~(std::uint64_t{1} << 13));
        QCOMPARE(*applyCapabilities(base, {"CHOWN"}, {"CHOWN"}), base);
        const auto wrong = applyCapabilities(base, {"FLY"}, {});
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().code(), base::Errc::InvalidArgument);
        QVERIFY(wrong.error().message().find("CAP_FLY") != std::string::npos);
    }

    // Every system call of a container pays for these.
    void commonCallsAreJudgedInFewInstructions()
    {
#ifndef __x86_64__
        QSKIP("numbers of x86-64");
#endif
        const auto program = seccompProgram(defaultCapabilities());
        VERIFY_RESULT(program);
        int most = 0;
        for (const int number : {SYS_read, SYS_write, SYS_close, SYS_mmap, SYS_poll, SYS_epoll_wait,
                                 SYS_recvmsg, SYS_sendto, SYS_futex, SYS_openat, SYS_newfstatat,
                                 SYS_clock_gettime, SYS_execve, SYS_getrandom, SYS_statx}) {
            int steps = 0;
            QCOMPARE(judge(*program, number, 0, AUDIT_ARCH_X86_64, &steps), kAllow);
            qInfo("system call %d: %d of %zu instructions", number, steps,
                  program->size() / sizeof(sock_filter));
            most = std::max(most, steps);
        }
        QVERIFY2(most <= 100, std::to_string(most).c_str());
    }

    void theProfileDeniesWhatItDoesNotList()
    {
#ifndef __x86_64__
        QSKIP("numbers of x86-64");
#endif
        const auto program = seccompProgram(defaultCapabilities());
        VERIFY_RESULT(program);
        qInfo("%zu instructions", program->size() / sizeof(sock_filter));
        QVERIFY(program->size() / sizeof(sock_filter) <= BPF_MAXINSNS);
        for (const int allowed :
             {SYS_read, SYS_write, SYS_openat, SYS_execve, SYS_futex, SYS_epoll_pwait2, SYS_chroot,
              SYS_arch_prctl, SYS_ptrace, SYS_capset, SYS_setgroups, SYS_prctl})
            QCOMPARE(judge(*program, allowed), kAllow);
        for (const int denied : {SYS_mount, SYS_umount2, SYS_reboot, SYS_kexec_load, SYS_bpf, SYS_unshare,
                                 SYS_setns, SYS_init_module, SYS_keyctl, SYS_add_key, SYS_perf_event_open,
                                 SYS_swapon, SYS_open_by_handle_at, SYS_pivot_root, SYS_settimeofday,
                                 SYS_move_mount, SYS_fsopen, SYS_io_uring_setup, SYS_userfaultfd})
            QCOMPARE(judge(*program, denied), refusal(EPERM));
        // Newer than the profile: as if the kernel were older.
        QCOMPARE(judge(*program, 5000), refusal(ENOSYS));
        QCOMPARE(judge(*program, SYS_clone3), refusal(ENOSYS));
        // Threads yes, namespaces no.
        QCOMPARE(judge(*program, SYS_clone, 0x3d0f00), kAllow);
        QCOMPARE(judge(*program, SYS_clone, CLONE_NEWUSER), refusal(EPERM));
        QCOMPARE(judge(*program, SYS_clone, CLONE_NEWNS), refusal(EPERM));
        QCOMPARE(judge(*program, SYS_socket, 2), kAllow);
        QCOMPARE(judge(*program, SYS_socket, 40), refusal(EPERM));
        QCOMPARE(judge(*program, SYS_personality, 0), kAllow);
        QCOMPARE(judge(*program, SYS_personality, 0x0040000), refusal(EPERM));
        QVERIFY(judge(*program, SYS_mount, 0, AUDIT_ARCH_AARCH64) != kAllow);
    }

    void capabilitiesOpenTheirCalls()
    {
        const auto program = seccompProgram(defaultCapabilities() | std::uint64_t{1} << 21);
        VERIFY_RESULT(program);
        for (const int allowed : {SYS_mount, SYS_unshare, SYS_setns, SYS_bpf, SYS_clone3})
            QCOMPARE(judge(*program, allowed), kAllow);
        QCOMPARE(judge(*program, SYS_clone, CLONE_NEWUSER), kAllow);
        QCOMPARE(judge(*program, SYS_init_module), refusal(EPERM));
        QCOMPARE(seccompProgram(defaultCapabilities() | std::uint64_t{1} << 21).value(), *program);
    }

    void aProfileFileInDockersFormatIsCompiled()
    {
        test::TemporaryDirectory directory;
        const std::string path = directory.file("profile.json");
        VERIFY_RESULT(base::writeFileAtomic(path, R"({"defaultAction":"SCMP_ACT_ALLOW","syscalls":[
            {"names":["mkdir","no_such_call"],"action":"SCMP_ACT_ERRNO","errnoRet":13}]})"));
        const auto program = seccompProgramFromFile(path, 0);
        VERIFY_RESULT(program);
        QCOMPARE(judge(*program, SYS_mkdir), refusal(13));
        QCOMPARE(judge(*program, SYS_mount), kAllow);
        VERIFY_RESULT(base::writeFileAtomic(path, "{"));
        const auto broken = seccompProgramFromFile(path, 0);
        QVERIFY(!broken);
        QCOMPARE(broken.error().code(), base::Errc::Parse);
        QVERIFY(!seccompProgramFromFile(directory.file("none"), 0));
    }

    void flagsDecideThePlan()
    {
        engine::spec::ContainerSpec spec;
        engine::launch::LaunchPlan plan;
        VERIFY_RESULT(apply(spec, plan));
        QCOMPARE(plan.process.capabilitiesBounding, defaultCapabilities());
        QVERIFY(!plan.process.seccompProgram.empty());
        QVERIFY(!plan.process.noNewPrivileges);
        QCOMPARE(plan.readOnlyPaths, defaultReadOnlyPaths());
        QVERIFY(plan.namespaces & CLONE_NEWPID);

        spec.securityOptions = {"no-new-privileges", "seccomp=unconfined", "systempaths=unconfined"};
        VERIFY_RESULT(apply(spec, plan));
        QVERIFY(plan.process.noNewPrivileges);
        QVERIFY(plan.process.seccompProgram.empty());
        QVERIFY(plan.maskedPaths.empty());

        spec.securityOptions = {"fly=high"};
        QVERIFY(!apply(spec, plan));

        spec.securityOptions.clear();
        spec.privileged = true;
        VERIFY_RESULT(apply(spec, plan));
        QCOMPARE(plan.process.capabilitiesBounding, kernelCapabilities());
        QVERIFY(plan.process.seccompProgram.empty());
    }
};

QTEST_GUILESS_MAIN(TstSecurity)
#include "tst_security.moc"
