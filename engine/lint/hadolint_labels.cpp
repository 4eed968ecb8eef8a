// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lint/label_values.h"
#include "engine/lint/model.h"

#include <algorithm>
#include <set>

namespace catamaran::engine::lint {

namespace {

using enum Severity;

RuleInfo dl(std::string_view id, Severity severity, std::string_view title, std::string_view reason,
            std::string_view fix)
{
    return {id, RuleSet::Hadolint, severity, title, reason, fix};
}

struct Label {
    const Step *step;
    std::string key;
    std::string value;
};

std::vector<Label> labelsOf(const Context &context)
{
    std::vector<Label> out;
    for (const Step &step : context.model.steps()) {
        if (!step.is("label") || step.onBuild)
            continue;
        const auto &words = step.instruction->arguments;
        for (std::size_t k = 0; k + 1 < words.size(); k += 3)
            out.push_back({&step, unquoted(words[k]), unquoted(words[k + 1])});
    }
    return out;
}

/// The labels that the schema gives `kind`, with a value that `good` refuses. What a variable will be is not
/// known here.
void checkKind(Context &context, std::string_view kind, bool (*good)(std::string_view), const char *what)
{
    for (const Label &label : labelsOf(context)) {
        const auto rule = context.options.labelSchema.find(label.key);
        if (rule == context.options.labelSchema.end() || rule->second != kind || label.value.empty() ||
            label.value.find('$') != std::string::npos || good(label.value))
            continue;
        context.report(*label.step->instruction,
                       "Label \"" + label.key + "\" is no " + what + ": \"" + label.value + "\"", label.key);
    }
}

/// The last stage with what it is built on has to have them: only it becomes an image.
void missing(Context &context)
{
    if (context.model.stages().empty() || !context.model.stages().back().from)
        return;
    std::set<std::string> there;
    for (const Label &label : labelsOf(context)) {
        if (context.model.shipped(label.step->stage))
            there.insert(label.key);
    }
    for (const auto &[key, kind] : context.options.labelSchema) {
        if (!there.contains(key))
            context.report(*context.model.stages().back().from, "Label \"" + key + "\" is missing");
    }
}

void superfluous(Context &context)
{
    if (!context.options.strictLabels)
        return;
    for (const Label &label : labelsOf(context)) {
        if (!context.options.labelSchema.contains(label.key))
            context.report(*label.step->instruction, "Label \"" + label.key + "\" is not in the schema",
                           label.key);
    }
}

void empty(Context &context)
{
    for (const Label &label : labelsOf(context)) {
        if (label.value.empty() && context.options.labelSchema.contains(label.key))
            context.report(*label.step->instruction, "Label \"" + label.key + "\" is empty", label.key);
    }
}

} // namespace

const std::vector<Rule> &hadolintLabelRules()
{
    static const std::vector<Rule> kRules = {
        {dl("DL3049", Info, "A label of the schema is missing",
            "Whoever looks for images by this label does not find it.",
            "Add it with LABEL to the last stage."),
         missing},
        {dl("DL3050", Info, "A label is not in the schema",
            "With strict-labels only those of the schema count.", "Remove it, or add it to label-schema."),
         superfluous},
        {dl("DL3051", Warning, "A label of the schema is empty", "It says nothing.", "Give it a value."),
         empty},
        {dl("DL3052", Warning, "A label should be a URL", "The schema says so, and tools follow it.",
            "Write scheme and host, such as https://example.org/."),
         [](Context &context) { checkKind(context, "url", isUrl, "URL"); }},
        {dl("DL3053", Warning, "A label should be a time of RFC 3339", "Tools compare such times.",
            "Write it as 2026-11-22T13:40:00Z."),
         [](Context &context) { checkKind(context, "rfc3339", isRfc3339, "time of RFC 3339"); }},
        {dl("DL3054", Warning, "A label should be an SPDX licence", "Tools read licences by these names.",
            "Write an identifier of https://spdx.org/licenses/, or an expression of them."),
         [](Context &context) { checkKind(context, "spdx", isSpdxExpression, "SPDX licence expression"); }},
        {dl("DL3055", Warning, "A label should be a commit of git", "It leads to the source of the image.",
            "Write 7 to 40 hex digits."),
         [](Context &context) { checkKind(context, "hash", isGitHash, "commit of git"); }},
        {dl("DL3056", Warning, "A label should be a semantic version", "Tools compare such versions.",
            "Write major.minor.patch, such as 1.2.3."),
         [](Context &context) { checkKind(context, "semver", isSemver, "semantic version"); }},
        {dl("DL3058", Warning, "A label should be an e-mail address", "Somebody may write to it.",
            "Write name@host."),
         [](Context &context) { checkKind(context, "email", isEmail, "e-mail address"); }},
    };
    return kRules;
}

} // namespace catamaran::engine::lint
