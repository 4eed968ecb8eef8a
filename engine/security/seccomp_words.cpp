// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/security/seccomp_words.h"

#include <map>

namespace catamaran::engine::security {

std::optional<std::uint32_t> seccompAction(std::string_view word, std::uint32_t value)
{
    if (word == "SCMP_ACT_ALLOW")
        return SCMP_ACT_ALLOW;
    if (word == "SCMP_ACT_ERRNO")
        return SCMP_ACT_ERRNO(value);
    if (word == "SCMP_ACT_KILL" || word == "SCMP_ACT_KILL_THREAD")
        return SCMP_ACT_KILL_THREAD;
    if (word == "SCMP_ACT_KILL_PROCESS")
        return SCMP_ACT_KILL_PROCESS;
    if (word == "SCMP_ACT_TRAP")
        return SCMP_ACT_TRAP;
    if (word == "SCMP_ACT_LOG")
        return SCMP_ACT_LOG;
    if (word == "SCMP_ACT_TRACE")
        return SCMP_ACT_TRACE(value);
    return std::nullopt;
}

std::optional<scmp_compare> seccompComparison(std::string_view word)
{
    static const std::map<std::string_view, scmp_compare> kWords = {
        {"SCMP_CMP_NE", SCMP_CMP_NE},
        {"SCMP_CMP_LT", SCMP_CMP_LT},
        {"SCMP_CMP_LE", SCMP_CMP_LE},
        {"SCMP_CMP_EQ", SCMP_CMP_EQ},
        {"SCMP_CMP_GE", SCMP_CMP_GE},
        {"SCMP_CMP_GT", SCMP_CMP_GT},
        {"SCMP_CMP_MASKED_EQ", SCMP_CMP_MASKED_EQ}};
    const auto found = kWords.find(word);
    return found == kWords.end() ? std::nullopt : std::optional(found->second);
}

} // namespace catamaran::engine::security
