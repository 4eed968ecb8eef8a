// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/copier.h"

namespace catamaran::engine::build {

using base::Errc;
using base::Result;

namespace {

constexpr std::uint32_t kUser = 04700;
constexpr std::uint32_t kGroup = 02070;
constexpr std::uint32_t kOthers = 01007;

base::Error invalid(const std::string &text)
{
    return base::Error(Errc::InvalidArgument, "invalid chmod parameter: '" + text +
                                                  "'. it should be octal string and between 0 and 07777, or "
                                                  "a symbolic mode")
        .withFix("Write it as --chmod=0755 or --chmod=u=rwX,go=rX.");
}

std::uint32_t bitsOf(const std::string &permissions, std::uint32_t mode, bool isDirectory)
{
    std::uint32_t bits = 0;
    for (const char c : permissions) {
        switch (c) {
        case 'r':
            bits |= 0444;
            break;
        case 'w':
            bits |= 0222;
            break;
        case 'x':
            bits |= 0111;
            break;
        case 'X':
            bits |= isDirectory || (mode & 0111) != 0 ? 0111 : 0;
            break;
        case 's':
            bits |= 06000;
            break;
        case 't':
            bits |= 01000;
            break;
        default: { // u, g or o: as that class has it
            const std::uint32_t shift = c == 'u' ? 6 : c == 'g' ? 3 : 0;
            bits |= ((mode >> shift) & 7U) * 0111;
        }
        }
    }
    return bits;
}

} // namespace

Result<ModeChange> ModeChange::parse(const std::string &text)
{
    ModeChange out;
    if (!text.empty() && text.find_first_not_of("01234567") == std::string::npos) {
        if (text.size() > 5 || std::stoul(text, nullptr, 8) > 07777)
            return base::fail(invalid(text));
        out.m_absolute = static_cast<std::uint32_t>(std::stoul(text, nullptr, 8));
        return out;
    }
    std::size_t at = 0;
    while (at < text.size()) {
        std::uint32_t who = 0;
        for (; at < text.size() && std::string_view("ugoa").find(text[at]) != std::string_view::npos; ++at)
            who |= text[at] == 'u' ? kUser : text[at] == 'g' ? kGroup : text[at] == 'o' ? kOthers : 07777;
        if (who == 0)
            who = 07777;
        std::size_t actions = 0;
        while (at < text.size() && (text[at] == '+' || text[at] == '-' || text[at] == '=')) {
            Clause clause;
            clause.who = who;
            clause.action = text[at++];
            const std::size_t end = text.find_first_of("+-=,", at);
            clause.permissions = text.substr(at, end - at);
            at = std::min(end, text.size());
            const bool isCopy = clause.permissions.size() == 1 &&
                                clause.permissions.find_first_of("ugo") != std::string::npos;
            if (!isCopy && clause.permissions.find_first_not_of("rwxXst") != std::string::npos)
                return base::fail(invalid(text));
            out.m_clauses.push_back(std::move(clause));
            ++actions;
        }
        if (actions == 0 || (at < text.size() && text[at] != ',') || at + 1 == text.size())
            return base::fail(invalid(text));
        ++at;
    }
    if (out.m_clauses.empty())
        return base::fail(invalid(text));
    return out;
}

std::uint32_t ModeChange::apply(std::uint32_t mode, bool isDirectory) const
{
    if (m_absolute)
        return *m_absolute;
    for (const Clause &clause : m_clauses) {
        const std::uint32_t bits = bitsOf(clause.permissions, mode, isDirectory) & clause.who;
        if (clause.action == '+')
            mode |= bits;
        else if (clause.action == '-')
            mode &= ~bits;
        else
            mode = (mode & ~clause.who) | bits;
    }
    return mode;
}

} // namespace catamaran::engine::build
