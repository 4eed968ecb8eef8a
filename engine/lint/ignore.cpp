// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lint/ignore.h"

#include <algorithm>
#include <cctype>

namespace catamaran::engine::lint {

namespace {

std::string_view trimmed(std::string_view text)
{
    const std::size_t start = text.find_first_not_of(" \t\r");
    if (start == std::string_view::npos)
        return {};
    return text.substr(start, text.find_last_not_of(" \t\r") - start + 1);
}

template <typename Add>
void eachPart(std::string_view list, char separator, Add add)
{
    while (!list.empty()) {
        const std::string_view part = list.substr(0, list.find(separator));
        list.remove_prefix(std::min(part.size() + 1, list.size()));
        if (!trimmed(part).empty())
            add(trimmed(part));
    }
}

} // namespace

std::string canonicalRuleId(std::string_view id)
{
    std::string upper = upperCase(id);
    if (upper.starts_with("AVD-"))
        upper.erase(0, 4);
    if (!upper.starts_with("DS") || upper.size() < 3)
        return std::string(id);
    std::string digits = upper.substr(upper[2] == '-' ? 3 : 2);
    if (digits.empty() ||
        !std::all_of(digits.begin(), digits.end(), [](unsigned char c) { return std::isdigit(c); }))
        return std::string(id);
    while (digits.size() < 4)
        digits.insert(digits.begin(), '0');
    return "DS-" + digits;
}

InlineIgnores::InlineIgnores(const build::Dockerfile &dockerfile)
{
    const auto &directives = dockerfile.source->directives();
    if (const auto check = directives.find("check"); check != directives.end())
        readCheck(check->second);
    for (const build::Instruction &instruction : dockerfile.instructions) {
        for (int line = instruction.line - 1; line > 0; --line) {
            std::string_view text = trimmed(dockerfile.source->rawLine(line));
            if (!text.starts_with('#'))
                break;
            text = trimmed(text.substr(1));
            auto &here = m_byLine[instruction.line];
            if (text.starts_with("hadolint ")) {
                text = trimmed(text.substr(9));
                const bool global = text.starts_with("global");
                if (global)
                    text = trimmed(text.substr(6));
                if (!text.starts_with("ignore"))
                    continue;
                text = trimmed(text.substr(6));
                if (!text.starts_with('='))
                    continue;
                eachPart(text.substr(1, text.find('#') - 1), ',', [&](std::string_view id) {
                    (global ? m_everywhere : here).emplace(trimmed(id.substr(0, id.find(' '))));
                });
            } else if (text.starts_with("trivy:ignore:")) {
                here.insert(canonicalRuleId(text.substr(13, text.find_first_of(" \t") - 13)));
            }
        }
    }
}

void InlineIgnores::readCheck(std::string_view value)
{
    eachPart(value, ';', [&](std::string_view part) {
        const std::size_t equals = part.find('=');
        const std::string_view key = trimmed(part.substr(0, equals));
        const std::string_view list = equals == std::string_view::npos ? "" : part.substr(equals + 1);
        if (key == "error")
            m_error = lowerCase(trimmed(list)) == "true" || trimmed(list) == "1";
        else if (key == "skip")
            eachPart(list, ',', [&](std::string_view id) { m_skip.emplace(id); });
        else if (key == "experimental")
            eachPart(list, ',', [&](std::string_view id) { m_experimental.emplace(id); });
    });
}

bool InlineIgnores::wants(std::string_view experimental) const
{
    return m_experimental.contains(experimental) || m_experimental.contains("all");
}

bool InlineIgnores::ignores(const Finding &finding) const
{
    if (finding.set == RuleSet::BuildKit && !wants(finding.rule) &&
        (m_skip.contains(finding.rule) || m_skip.contains("all")))
        return true;
    if (m_everywhere.contains(finding.rule))
        return true;
    const auto line = m_byLine.find(finding.line);
    return line != m_byLine.end() && line->second.contains(finding.rule);
}

} // namespace catamaran::engine::lint
