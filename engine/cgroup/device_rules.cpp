// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cgroup/device_filter.h"

#include <charconv>
#include <fmt/format.h>

namespace catamaran::engine::cgroup {

namespace {

bool parseNumber(std::string_view text, std::optional<std::uint32_t> &into)
{
    if (text == "*")
        return true;
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    into = value;
    return error == std::errc() && end == text.data() + text.size();
}

std::string_view nextWord(std::string_view &text)
{
    const std::size_t start = text.find_first_not_of(" \t\n");
    if (start == std::string_view::npos) {
        text = {};
        return {};
    }
    text.remove_prefix(start);
    const std::size_t end = text.find_first_of(" \t\n");
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(word.size());
    return word;
}

} // namespace

base::Result<DeviceRule> parseDeviceRule(std::string_view text)
{
    const auto invalid = [text] {
        return base::fail(
            base::Error(base::Errc::InvalidArgument, fmt::format("invalid device cgroup format '{}'", text))
                .withFix("The format is TYPE MAJOR:MINOR ACCESS, for example 'c 10:200 rwm' or 'b 8:* r'"));
    };
    std::string_view rest = text;
    DeviceRule rule;
    std::string_view type = nextWord(rest);
    if (type == "deny") {
        rule.allow = false;
        type = nextWord(rest);
    }
    if (type != "a" && type != "c" && type != "b")
        return invalid();
    rule.type = type[0];
    const std::string_view numbers = nextWord(rest);
    const std::string_view access = nextWord(rest);
    if (!nextWord(rest).empty())
        return invalid();
    if (numbers.empty()) // "a" alone is everything
        return rule.type == 'a' ? base::Result<DeviceRule>(rule) : invalid();
    const std::size_t colon = numbers.find(':');
    if (colon == std::string_view::npos || !parseNumber(numbers.substr(0, colon), rule.major) ||
        !parseNumber(numbers.substr(colon + 1), rule.minor) || access.empty() ||
        access.find_first_not_of("rwm") != std::string_view::npos)
        return invalid();
    rule.read = access.find('r') != std::string_view::npos;
    rule.write = access.find('w') != std::string_view::npos;
    rule.makeNode = access.find('m') != std::string_view::npos;
    return rule;
}

std::string formatDeviceRule(const DeviceRule &rule)
{
    const auto number = [](const std::optional<std::uint32_t> &value) {
        return value ? std::to_string(*value) : std::string("*");
    };
    return fmt::format("{} {}:{} {}{}{}", rule.type, number(rule.major), number(rule.minor),
                       rule.read ? "r" : "", rule.write ? "w" : "", rule.makeNode ? "m" : "");
}

const std::vector<DeviceRule> &ordinaryDevices()
{
    static const std::vector<DeviceRule> kRules = [] {
        std::vector<DeviceRule> rules;
        // Any node may be made; null, zero, full, random, urandom, tty, console, ptmx, pts/* and net/tun
        // used.
        for (const char *text :
             {"c *:* m", "b *:* m", "c 1:3 rwm", "c 1:5 rwm", "c 1:7 rwm", "c 1:8 rwm", "c 1:9 rwm",
              "c 5:0 rwm", "c 5:1 rwm", "c 5:2 rwm", "c 136:* rwm", "c 10:200 rwm"})
            rules.push_back(parseDeviceRule(text).value());
        return rules;
    }();
    return kRules;
}

namespace {

// Registers of the program: 0 result, 1 context and then scratch, 2 type, 3 access, 4 major, 5 minor.
bpf_insn instruction(unsigned code, unsigned target, unsigned source, int offset, std::int32_t value)
{
    bpf_insn out{};
    out.code = static_cast<__u8>(code);
    out.dst_reg = target & 0xfU;
    out.src_reg = source & 0xfU;
    out.off = static_cast<__s16>(offset);
    out.imm = value;
    return out;
}

bpf_insn load(unsigned target, unsigned offset)
{
    return instruction(BPF_LDX | BPF_MEM | BPF_W, target, BPF_REG_1, static_cast<int>(offset), 0);
}

bpf_insn jumpUnless(unsigned reg, std::uint32_t value)
{
    // 32 bits: the numbers are unsigned, and an immediate operand would be sign-extended to 64.
    return instruction(BPF_JMP32 | BPF_JNE | BPF_K, reg, 0, 0, static_cast<std::int32_t>(value));
}

void finish(std::vector<bpf_insn> &program, bool allow)
{
    program.push_back(instruction(BPF_ALU64 | BPF_MOV | BPF_K, BPF_REG_0, 0, 0, allow ? 1 : 0));
    program.push_back(instruction(BPF_JMP | BPF_EXIT, 0, 0, 0, 0));
}

// True if the rule fits everything, so that nothing after it is ever reached.
bool appendRule(std::vector<bpf_insn> &program, const DeviceRule &rule)
{
    std::vector<std::size_t> jumps;
    const auto unless = [&](unsigned reg, std::uint32_t value) {
        jumps.push_back(program.size());
        program.push_back(jumpUnless(reg, value));
    };
    if (rule.type != 'a')
        unless(BPF_REG_2, rule.type == 'b' ? BPF_DEVCG_DEV_BLOCK : BPF_DEVCG_DEV_CHAR);
    const bool every = rule.read && rule.write && rule.makeNode;
    if (!every) {
        const int granted = (rule.read ? BPF_DEVCG_ACC_READ : 0) | (rule.write ? BPF_DEVCG_ACC_WRITE : 0) |
                            (rule.makeNode ? BPF_DEVCG_ACC_MKNOD : 0);
        program.push_back(instruction(BPF_ALU64 | BPF_MOV | BPF_X, BPF_REG_1, BPF_REG_3, 0, 0));
        program.push_back(instruction(BPF_ALU64 | BPF_AND | BPF_K, BPF_REG_1, 0, 0, granted));
        jumps.push_back(program.size());
        if (rule.allow) // all of what is wanted must be granted
            program.push_back(instruction(BPF_JMP | BPF_JNE | BPF_X, BPF_REG_1, BPF_REG_3, 0, 0));
        else // any of what is wanted may be denied
            program.push_back(instruction(BPF_JMP | BPF_JEQ | BPF_K, BPF_REG_1, 0, 0, 0));
    }
    if (rule.major)
        unless(BPF_REG_4, *rule.major);
    if (rule.minor)
        unless(BPF_REG_5, *rule.minor);
    finish(program, rule.allow);
    for (const std::size_t at : jumps)
        program[at].off = static_cast<__s16>(program.size() - at - 1);
    return jumps.empty();
}

} // namespace

// Linux include/uapi/linux/bpf.h, struct bpf_cgroup_dev_ctx: access_type is access << 16 | type.
std::vector<bpf_insn> deviceProgram(const std::vector<DeviceRule> &rules)
{
    std::vector<bpf_insn> program;
    program.push_back(load(BPF_REG_2, offsetof(bpf_cgroup_dev_ctx, access_type)));
    program.push_back(instruction(BPF_ALU64 | BPF_AND | BPF_K, BPF_REG_2, 0, 0, 0xffff));
    program.push_back(load(BPF_REG_3, offsetof(bpf_cgroup_dev_ctx, access_type)));
    program.push_back(instruction(BPF_ALU64 | BPF_RSH | BPF_K, BPF_REG_3, 0, 0, 16));
    program.push_back(load(BPF_REG_4, offsetof(bpf_cgroup_dev_ctx, major)));
    program.push_back(load(BPF_REG_5, offsetof(bpf_cgroup_dev_ctx, minor)));
    // The verifier refuses what can never be reached.
    bool decided = false;
    for (auto rule = rules.rbegin(); rule != rules.rend() && !decided; ++rule)
        decided = appendRule(program, *rule);
    if (!decided)
        finish(program, false);
    return program;
}

} // namespace catamaran::engine::cgroup
