// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lint/model.h"

#include <algorithm>

namespace catamaran::engine::lint {

std::string_view severityName(Severity severity)
{
    switch (severity) {
    case Severity::Off:
        return "off";
    case Severity::Style:
        return "style";
    case Severity::Info:
        return "info";
    case Severity::Warning:
        return "warning";
    case Severity::Error:
        break;
    }
    return "error";
}

base::Result<Severity> parseSeverity(std::string_view name)
{
    for (const Severity severity :
         {Severity::Off, Severity::Style, Severity::Info, Severity::Warning, Severity::Error}) {
        if (name == severityName(severity))
            return severity;
    }
    if (name == "ignore" || name == "none")
        return Severity::Off;
    return base::fail(base::Error(base::Errc::InvalidArgument, "\"" + std::string(name) + "\" is no level")
                          .withFix("Levels are error, warning, info, style and none."));
}

std::string_view ruleSetName(RuleSet set)
{
    switch (set) {
    case RuleSet::BuildKit:
        return "buildkit";
    case RuleSet::Trivy:
        return "trivy";
    case RuleSet::Hadolint:
        return "hadolint";
    case RuleSet::Image:
        break;
    }
    return "image";
}

const std::vector<RuleInfo> &dockerfileRules()
{
    static const std::vector<RuleInfo> kRules = [] {
        std::vector<RuleInfo> out;
        for (const auto *table : {&buildkitRules(), &trivyRules(), &hadolintFileRules(),
                                  &hadolintLabelRules(), &hadolintPackageRules(), &hadolintStageRules()}) {
            for (const Rule &rule : *table)
                out.push_back(rule.info);
        }
        std::sort(out.begin(), out.end(), [](const RuleInfo &a, const RuleInfo &b) {
            return a.set != b.set ? a.set < b.set : a.id < b.id;
        });
        return out;
    }();
    return kRules;
}

} // namespace catamaran::engine::lint
