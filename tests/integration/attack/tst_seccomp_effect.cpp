// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/cli_runner.h"

#include "engine/base/file.h"

#include <map>
#include <sstream>

using namespace catamaran;

namespace {

using Table = std::map<std::string, std::string>; // "<abi> <case>" to errno

Table parsed(const std::string &text)
{
    Table table;
    std::istringstream lines(text);
    std::string abi;
    std::string name;
    std::string error;
    while (lines >> abi >> name >> error)
        table[abi + " " + name] = error;
    return table;
}

bool isRefusal(const std::string &error)
{
    return error == "1" || error == "38"; // EPERM, ENOSYS
}

// What the recorded docker refuses and we do not, each with the reason.
const std::map<std::string, const char *> kMayBeAllowed = {
    {"x86_64 303", "name_to_handle_at: docker's default allows it since 22.06"},
    {"x86_64 310", "process_vm_readv: docker's default allows it as it does ptrace, within one's own rights"},
    {"x86_64 311", "process_vm_writev: as process_vm_readv"},
    {"x86_64 329", "pkey_mprotect: docker's default allows it since 23.0"},
    {"x86_64 330", "pkey_alloc: as pkey_mprotect"},
    {"x86_64 331", "pkey_free: as pkey_mprotect"},
    {"x86_64 451", "cachestat: newer than the recorded docker, as all below; docker's default allows it now"},
    {"x86_64 452", "fchmodat2: used by fchmodat(3) of current C libraries"},
    {"x86_64 454", "futex_wake"},
    {"x86_64 455", "futex_wait"},
    {"x86_64 456", "futex_requeue"},
};

// What we refuse and the recorded docker allows, each with the reason.
const std::map<std::string, const char *> kMayBeRefused = {
    {"x86_64 278", "vmsplice: pages of others through pipes (CVE-2016 to 2022), nothing common needs it"},
    {"x86_64 vmsplice-bad", "as 278"},
    {"x86_64 425", "io_uring_setup: docker refuses it since 25.0"},
    {"x86_64 io_uring_setup-1", "as 425"},
    {"x86_64 426", "io_uring_enter"},
    {"x86_64 427", "io_uring_register"},
    {"x86_64 socket-40-1", "AF_VSOCK reaches the hypervisor; docker refuses it since 22.06"},
    {"x86_64 socket-40-2", "as socket-40-1"},
    {"x86_64 socket-40-3", "as socket-40-1"},
};

} // namespace

/// Every system call of three ABIs, and those that are judged by their arguments, are tried in a container
/// with the default profile. The outcome is held against what the same program found under a real
/// dockerd 20.10 (tests/data/attack/seccomp-docker.txt).
class SeccompEffectTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
#ifndef __x86_64__
        QSKIP("numbers of x86-64");
#endif
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
    }

    void nothingIsLooserThanDocker()
    {
        test::CliRunner cli;
        cli.ok({"demo", "prepare"});
        const QString probe = QString::fromUtf8(qgetenv("CATAMARAN_BUILD_DIR")) + "/libexec/syscall_probe";
        const auto result = cli.run({"run", "--rm", "--network", "none", "--tmpfs", "/tmp", "-v",
                                     probe + ":/probe:ro", "localhost/demo", "/probe"});
        QVERIFY2(result.code == 0, result.err.constData());
        const Table ours = parsed(result.out.toStdString());
        const auto text =
            base::readFile(test::sourceDirectory() + "/tests/data/attack/seccomp-docker.txt", 1U << 20);
        VERIFY_RESULT(text);
        const Table dockers = parsed(*text);
        QVERIFY(dockers.size() > 1600);
        int same = 0;
        int stricter = 0;
        int looser = 0;
        int foreign = 0;
        std::string wrong;
        for (const auto &[name, theirs] : dockers) {
            const auto mine = ours.find(name);
            if (mine == ours.end()) {
                wrong += "not tried: " + name + "\n";
                continue;
            }
            // 32-bit programs are not run at all: their calls are another kernel's attack surface.
            if (!name.starts_with("x86_64 ")) {
                if (mine->second != "38")
                    wrong += "another ABI was let in: " + name + " " + mine->second + "\n";
                ++foreign;
            } else if (isRefusal(mine->second) == isRefusal(theirs)) {
                ++same;
            } else if (isRefusal(mine->second)) {
                ++stricter;
                if (!kMayBeRefused.contains(name))
                    wrong += "stricter without a reason: " + name + "\n";
            } else {
                ++looser;
                if (!kMayBeAllowed.contains(name))
                    wrong += "LOOSER than docker: " + name + " " + mine->second + "\n";
            }
        }
        qInfo("%zu cases: %d as docker, %d stricter, %d as newer docker, %d of other ABIs all refused",
              dockers.size(), same, stricter, looser, foreign);
        QVERIFY2(wrong.empty(), wrong.c_str());
    }
};

QTEST_GUILESS_MAIN(SeccompEffectTest)
#include "tst_seccomp_effect.moc"
