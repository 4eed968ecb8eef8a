// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lint/packages.h"

#include <algorithm>

namespace catamaran::engine::lint {

namespace {

bool isRoot(const Step &user)
{
    const std::string text =
        user.instruction->arguments.empty() ? "" : unquoted(user.instruction->arguments[0]);
    const std::string name = text.substr(0, text.find(':'));
    return name == "root" || name == "0";
}

void lastUserRoot(Context &context)
{
    for (std::size_t i = 0; i < context.model.stages().size(); ++i) {
        const Step *last = nullptr;
        for (const Step *step : context.model.stepsOf(i)) {
            if (step->is("user") && !step->onBuild)
                last = step;
        }
        if (last && isRoot(*last))
            context.report(*last->instruction, "The stage ends as root");
    }
}

/// FROM lines that name an image, not a stage, scratch or a variable.
template <typename Visit>
void eachImage(const Context &context, Visit visit)
{
    for (const Stage &stage : context.model.stages()) {
        if (stage.from && !stage.parent && stage.base != "scratch" &&
            stage.base.find('$') == std::string::npos)
            visit(stage, splitImage(stage.base));
    }
}

void untagged(Context &context)
{
    eachImage(context, [&](const Stage &stage, const ImageName &image) {
        if (image.tag.empty() && image.digest.empty())
            context.report(*stage.from, "\"" + stage.base + "\" has no tag", stage.base);
    });
}

void latestTag(Context &context)
{
    eachImage(context, [&](const Stage &stage, const ImageName &image) {
        if (image.tag == "latest" && image.digest.empty())
            context.report(*stage.from, "\"" + stage.base + "\" is another image every month", stage.base);
    });
}

void trustedRegistry(Context &context)
{
    const auto &trusted = context.options.trustedRegistries;
    if (trusted.empty())
        return;
    eachImage(context, [&](const Stage &stage, const ImageName &image) {
        const std::size_t slash = image.name.find('/');
        const std::string host = image.name.substr(0, slash);
        const bool named = slash != std::string::npos &&
                           (host.find_first_of(".:") != std::string::npos || host == "localhost");
        const std::string registry = named ? host : "docker.io";
        const bool good = std::any_of(trusted.begin(), trusted.end(), [&](const std::string &entry) {
            if (entry == "*" || entry == registry || (registry == "docker.io" && entry == "hub.docker.com"))
                return true;
            return entry.starts_with("*") && registry.ends_with(entry.substr(1));
        });
        if (!good)
            context.report(*stage.from, "Registry " + registry + " is not among the trusted ones",
                           stage.base);
    });
}

void countIn(Context &context, std::string_view name, bool reportAll)
{
    for (std::size_t i = 0; i < context.model.stages().size(); ++i) {
        int seen = 0;
        for (const Step *step : context.model.stepsOf(i)) {
            if (step->is(name) && !step->onBuild && ++seen > 1) {
                context.report(*step->instruction, "Only the last " + upperCase(name) + " of a stage counts");
                if (!reportAll)
                    break;
            }
        }
    }
}

void manyHealthChecks(Context &context)
{
    countIn(context, "healthcheck", true);
}

void manyCommands(Context &context)
{
    countIn(context, "cmd", true);
}

void manyEntrypoints(Context &context)
{
    countIn(context, "entrypoint", true);
}

void uniqueNames(Context &context)
{
    std::set<std::string> seen;
    for (const Stage &stage : context.model.stages()) {
        if (!stage.name.empty() && !seen.insert(stage.name).second)
            context.report(*stage.from, "Two stages are called \"" + stage.name + "\"", stage.writtenName);
    }
}

void platformFlag(Context &context)
{
    for (const Stage &stage : context.model.stages()) {
        const auto platform = stage.from ? stage.from->flag("platform") : std::nullopt;
        if (platform && platform->find("BUILDPLATFORM") == std::string::npos &&
            platform->find("TARGETPLATFORM") == std::string::npos)
            context.report(*stage.from, "The image is for one platform only", "--platform");
    }
}

void healthCheckMissing(Context &context)
{
    for (std::size_t i = 0; i < context.model.stages().size(); ++i) {
        const Stage &stage = context.model.stages()[i];
        if (stage.from && !context.model.isBase(i) && !context.model.inherited(i, "healthcheck"))
            context.report(*stage.from, "Nothing tells whether the program in the container works");
    }
}

void consecutiveRuns(Context &context)
{
    const Step *before = nullptr;
    for (const Step &step : context.model.steps()) {
        const bool same = before && before->stage == step.stage && before->is("run") && step.is("run") &&
                          !before->onBuild && !step.onBuild;
        if (same && before->script.commands.size() <= 1 && step.script.commands.size() <= 1 &&
            before->instruction->flags == step.instruction->flags && step.instruction->documents.empty() &&
            before->instruction->documents.empty())
            context.report(*step.instruction, "This RUN and the one above could be one layer");
        before = &step;
    }
}

void reservedName(Context &context)
{
    for (const Stage &stage : context.model.stages()) {
        if (stage.name == "context" || stage.name == "scratch")
            context.report(*stage.from, "\"" + stage.name + "\" is a reserved name", stage.writtenName);
    }
}

void wgetAndCurl(Context &context)
{
    for (std::size_t i = 0; i < context.model.stages().size(); ++i) {
        bool wget = false;
        bool curl = false;
        for (const Step *step : context.model.stepsOf(i)) {
            bool here = false;
            for (const ShellCommand &command : step->script.commands) {
                wget = wget || command.is("wget");
                curl = curl || command.is("curl");
                here = here || command.is("wget") || command.is("curl");
            }
            if (wget && curl && here) {
                context.report(*step->instruction, "Both wget and curl are used; one of them is enough");
                break;
            }
        }
    }
}

/// The SHELL that holds for a step; empty: the default one.
std::vector<std::string> shellOf(const Context &context, const Step &step)
{
    for (const std::size_t stage : context.model.chain(step.stage)) {
        const auto steps = context.model.stepsOf(stage);
        for (std::size_t i = steps.size(); i-- > 0;) {
            const bool above = stage != step.stage || steps[i]->instruction->line < step.instruction->line;
            if (above && steps[i]->is("shell"))
                return steps[i]->instruction->arguments;
        }
    }
    return {};
}

void pipeFail(Context &context)
{
    static const Words kWithOption = {"bash", "zsh", "ash"};
    for (const Step &step : context.model.steps()) {
        if (!step.is("run") || !step.script.piped)
            continue;
        const std::vector<std::string> shell = shellOf(context, step);
        const std::string name = shell.empty() ? "sh" : lowerCase(baseName(shell[0]));
        if (name.starts_with("pwsh") || name.starts_with("powershell") || name.starts_with("cmd"))
            continue;
        bool set = false;
        for (std::size_t i = 1; i + 1 < shell.size(); ++i)
            set = set || (kWithOption.contains(name) && shell[i].starts_with('-') &&
                          shell[i].ends_with('o') && shell[i + 1] == "pipefail");
        for (const ShellCommand &command : step.script.commands)
            set = set || (command.is("set") && command.has("pipefail"));
        if (!set)
            context.report(*step.instruction,
                           "Only the last program of the pipe decides whether the RUN fails");
    }
}

constexpr RuleInfo dl(std::string_view id, Severity severity, std::string_view title, std::string_view reason,
                      std::string_view fix)
{
    return {id, RuleSet::Hadolint, severity, title, reason, fix};
}

} // namespace

const std::vector<Rule> &hadolintStageRules()
{
    using enum Severity;
    static const std::vector<Rule> kRules = {
        {dl("DL3002", Warning, "The last USER should not be root",
            "Who breaks out of the program is root in the container.",
            "End the stage with an ordinary USER."),
         lastUserRoot},
        {dl("DL3006", Warning, "Tag the version of an image",
            "Without a tag it is :latest, whatever that is today.", "Write image:version."),
         untagged},
        {dl("DL3007", Warning, "Do not use :latest", "The build changes when somebody else releases.",
            "Write the version as the tag."),
         latestTag},
        {dl("DL3012", Error, "One HEALTHCHECK for each stage", "Only the last one counts.",
            "Remove the others."),
         manyHealthChecks},
        {dl("DL3024", Error, "Names of stages are unique", "COPY --from would find only the last.",
            "Rename one of them."),
         uniqueNames},
        {dl("DL3026", Error, "Use images of trusted registries only",
            "The configuration lists whom this project trusts.", "Take the image from one of them."),
         trustedRegistry},
        {dl("DL3029", Warning, "Do not use --platform in FROM",
            "The image could not be built for other platforms.",
            "Use $BUILDPLATFORM, or pass --platform to the build."),
         platformFlag},
        {dl("DL3057", Off, "A HEALTHCHECK is missing", "A hanging program looks like a running one.",
            "Add HEALTHCHECK CMD, or HEALTHCHECK NONE to say that none is wanted."),
         healthCheckMissing},
        {dl("DL3059", Info, "Join consecutive RUN instructions", "Each of them makes a layer.",
            "Join them with && or a here-document."),
         consecutiveRuns},
        {dl("DL3063", Error, "Do not use a reserved word as a stage's name",
            "scratch and context mean something else.", "Choose another name."),
         reservedName},
        {dl("DL4001", Warning, "Use either wget or curl",
            "Two programs for one purpose make the image larger.", "Decide for one of them."),
         wgetAndCurl},
        {dl("DL4003", Warning, "One CMD for each stage", "Only the last one counts.", "Remove the others."),
         manyCommands},
        {dl("DL4004", Error, "One ENTRYPOINT for each stage", "Only the last one counts.",
            "Remove the others."),
         manyEntrypoints},
        {dl("DL4006", Warning, "Set pipefail before a RUN with a pipe",
            "A failure of the first program in a pipe goes unseen.",
            "Write SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"] above."),
         pipeFail},
    };
    return kRules;
}

} // namespace catamaran::engine::lint
