// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cgroup/device_filter.h"
#include "engine/cgroup/group_names.h"
#include "tests/support/support.h"

#include <array>

using namespace catamaran;
using namespace catamaran::engine::cgroup;

namespace {

std::vector<DeviceRule> rules(const std::vector<std::string> &texts)
{
    std::vector<DeviceRule> result = ordinaryDevices();
    for (const std::string &text : texts)
        result.push_back(parseDeviceRule(text).value());
    return result;
}

/// What the kernel would do with the program, for the few instructions it is made of.
int execute(const std::vector<bpf_insn> &program, std::uint32_t type, std::uint32_t access,
            std::uint32_t major, std::uint32_t minor)
{
    const std::array<std::uint32_t, 3> context{access << 16 | type, major, minor};
    std::array<std::uint64_t, 11> r{};
    for (std::size_t at = 0; at < program.size(); ++at) {
        const bpf_insn &i = program[at];
        const auto value = static_cast<std::uint64_t>(static_cast<std::int64_t>(i.imm));
        const auto jump = [&](bool taken) { at += taken ? static_cast<std::size_t>(i.off) : 0; };
        switch (i.code) {
        case BPF_LDX | BPF_MEM | BPF_W:
            r[i.dst_reg] = context[static_cast<std::size_t>(i.off) / 4];
            break;
        case BPF_ALU64 | BPF_AND | BPF_K:
            r[i.dst_reg] &= value;
            break;
        case BPF_ALU64 | BPF_RSH | BPF_K:
            r[i.dst_reg] >>= value;
            break;
        case BPF_ALU64 | BPF_MOV | BPF_X:
            r[i.dst_reg] = r[i.src_reg];
            break;
        case BPF_ALU64 | BPF_MOV | BPF_K:
            r[i.dst_reg] = value;
            break;
        case BPF_JMP32 | BPF_JNE | BPF_K:
            jump(static_cast<std::uint32_t>(r[i.dst_reg]) != static_cast<std::uint32_t>(i.imm));
            break;
        case BPF_JMP | BPF_JNE | BPF_X:
            jump(r[i.dst_reg] != r[i.src_reg]);
            break;
        case BPF_JMP | BPF_JEQ | BPF_K:
            jump(r[i.dst_reg] == value);
            break;
        case BPF_JMP | BPF_EXIT:
            return static_cast<int>(r[0]);
        default:
            return -1;
        }
    }
    return -2;
}

constexpr auto kBlock = BPF_DEVCG_DEV_BLOCK;
constexpr auto kChar = BPF_DEVCG_DEV_CHAR;
constexpr auto kRead = BPF_DEVCG_ACC_READ;
constexpr auto kWrite = BPF_DEVCG_ACC_WRITE;
constexpr auto kMake = BPF_DEVCG_ACC_MKNOD;

} // namespace

class TstDeviceRules : public QObject {
    Q_OBJECT

private slots:
    void rulesAreReadAsVersion1WritesThem()
    {
        for (const char *text : {"c 10:200 rwm", "b *:* m", "a *:* rwm", "c 136:* rw", "b 8:0 r"})
            QCOMPARE(formatDeviceRule(parseDeviceRule(text).value()), std::string(text));
        QVERIFY(parseDeviceRule("a").value() == DeviceRule());
        QVERIFY(!parseDeviceRule("deny c 1:3 w").value().allow);
        for (const char *text : {"", "x 1:2 r", "c", "c 1 r", "c 1:2", "c 1:2 x", "c 1:2 r more", "c -1:2 r",
                                 "c 99999999999:1 r"}) {
            const auto rule = parseDeviceRule(text);
            QVERIFY2(!rule, text);
            QVERIFY(rule.error().message().starts_with("invalid device cgroup format"));
        }
    }

    void theProgramDecidesAsTheRulesSay()
    {
        const auto ordinary = deviceProgram(ordinaryDevices());
        QCOMPARE(execute(ordinary, kChar, kRead | kWrite, 1, 3), 1); // null
        QCOMPARE(execute(ordinary, kChar, kRead, 136, 77), 1);       // pts
        QCOMPARE(execute(ordinary, kBlock, kRead, 8, 0), 0);         // sda
        QCOMPARE(execute(ordinary, kBlock, kMake, 8, 0), 1);         // its node may be made
        QCOMPARE(execute(ordinary, kBlock, kMake | kRead, 8, 0), 0); // but not with more
        QCOMPARE(execute(ordinary, kChar, kRead, 1, 1), 0);          // mem
        QCOMPARE(execute(ordinary, kBlock, kRead, 1, 3), 0);         // the type matters
        QCOMPARE(execute(ordinary, kChar, kRead, 10, 229), 0);       // fuse
        const auto more = deviceProgram(rules({"b 8:* r", "c 10:229 rwm"}));
        QCOMPARE(execute(more, kBlock, kRead, 8, 5), 1);
        QCOMPARE(execute(more, kBlock, kWrite, 8, 5), 0);
        QCOMPARE(execute(more, kBlock, kRead | kWrite, 8, 5), 0);
        QCOMPARE(execute(more, kChar, kRead | kWrite, 10, 229), 1);
        QCOMPARE(execute(deviceProgram(rules({"a"})), kBlock, kRead | kWrite | kMake, 8, 0), 1);
        QCOMPARE(execute(deviceProgram({}), kChar, kRead, 1, 3), 0);
        QCOMPARE(execute(deviceProgram(rules({"c 4294967295:1 r"})), kChar, kRead, 0xffffffffU, 1), 1);
    }

    void theLastRuleThatFitsDecides()
    {
        const auto program = deviceProgram(rules({"a", "deny b 8:* w", "b 8:1 w"}));
        QCOMPARE(execute(program, kBlock, kRead, 8, 0), 1);
        QCOMPARE(execute(program, kBlock, kRead | kWrite, 8, 0), 0);
        QCOMPARE(execute(program, kBlock, kWrite, 8, 1), 1);
        const auto nothing = deviceProgram(rules({"deny a"}));
        QCOMPARE(execute(nothing, kChar, kRead, 1, 3), 0);
    }

    void parentsAreBelowTheRoot()
    {
        QCOMPARE(parentPath("/a/b").value_or(""), std::string("a/b"));
        QCOMPARE(parentPath("a//b/").value_or(""), std::string("a/b"));
        QCOMPARE(parentPath("batch.slice").value_or(""), std::string("batch.slice"));
        QCOMPARE(parentPath("user-1000-x.slice").value_or(""),
                 std::string("user.slice/user-1000.slice/user-1000-x.slice"));
        QCOMPARE(parentPath("a.slice/b-c.slice").value_or(""), std::string("a.slice/b-c.slice"));
        for (const char *bad :
             {"/", "", "..", "/a/../b", "./a", "-.slice", "-a.slice", "a--b.slice", ".slice", "a\nb"})
            QVERIFY2(!parentPath(bad), bad);
        for (const char *path : {"a/b", "50%/x", "%2F"})
            QCOMPARE(unescapedName(escapedName(path)), std::string(path));
        QCOMPARE(escapedName("a/b%"), std::string("a%2Fb%25"));
    }
};

QTEST_GUILESS_MAIN(TstDeviceRules)
#include "tst_device_rules.moc"
